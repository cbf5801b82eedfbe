"""Both sides of a contested fact survive the way into the catalogue and out of it."""

from hypothesis import given
from hypothesis import strategies as st

from core.jurisdiction.claims import Claims, both_sides
from core.risk.desk import Desk

_WORDS = st.text("abc ,;", min_size=1).map(str.strip).filter(bool)


@given(_WORDS, _WORDS, _WORDS | st.just(""))
def test_sides_come_apart_as_they_were_put_together(claim: str, counter: str, by: str) -> None:
    claims = Claims(claim, counter, by)
    assert both_sides(claims.text) == claims


def test_another_remark_has_no_sides() -> None:
    assert both_sides("a remark of the compiler") is None


def test_every_contested_presence_of_the_catalogue_has_two_sides(desk: Desk) -> None:
    contested = [
        presence
        for company in desk.facts.ownership_facts().companies.values()
        for presence in company.presences
        if presence.contested
    ]
    assert contested
    assert all(both_sides(presence.note) is not None for presence in contested)
