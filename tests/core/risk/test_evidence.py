"""What the evidence line counts is what its list shows, and what changed or differs is told as the rules give it."""

from __future__ import annotations

import pytest

from core.facts import AppId
from core.risk.changed import what_changed
from core.risk.declared import contrasts
from core.risk.desk import Desk
from core.risk.evidence import KINDS, gaps, of_kinds
from core.risk.model import RiskCard
from core.risk.roles import for_role
from core.rules.levels import Answer
from core.situation import Device, InformationClass, Platform, Role
from tests.builders import NOW, a_situation


def a_card(desk: Desk, app: str, /, **changes: object) -> RiskCard:
    found = desk.card(AppId(app), a_situation(**changes), NOW)
    assert found is not None
    return found


def test_every_count_is_the_length_of_its_list_for_every_assessed_app(desk: Desk) -> None:
    for app in desk.facts.apps():
        card = a_card(desk, app.id)
        for kind in KINDS:
            listed = len(of_kinds(card.facts, (kind,))) + (len(gaps(card)) if kind == "unknown" else 0)
            assert getattr(card.evidence, kind) == listed, (app.id, kind)


def test_several_kinds_show_each_fact_once(desk: Desk) -> None:
    card = a_card(desk, "telegram")
    all_kinds = of_kinds(card.facts, KINDS)
    assert len(all_kinds) == len({fact.id for fact in all_kinds})
    assert {fact.id for fact in card.facts if fact.contested} <= {fact.id for fact in all_kinds}
    assert not any(fact.subject in ("situation", "law", "mention") for fact in all_kinds)


def test_unread_package_and_broken_chain_are_gaps_with_help(desk: Desk) -> None:
    unread = next(card for app in desk.facts.apps() if len(gaps(card := a_card(desk, app.id))) == 2)
    assert [gap.help.message for gap in gaps(unread)] == [
        "An inspection of the package would tell.",
        "A source on who owns and controls the company would tell.",
    ]


def test_change_of_device_tells_answer_and_value_and_nothing_that_stayed(desk: Desk) -> None:
    before = a_card(desk, "tiktok", device=Device.WORK_CONNECTED)
    after = a_card(desk, "tiktok", device=Device.SEPARATE)
    assert before.verdict.answer is not after.verdict.answer
    answer, *rest = what_changed(before, after)
    assert answer.message == "The answer is now: {answer}. Before: {before}."
    assert [dict(sentence.args)["factor"].key for sentence in rest] == ["factors.value.label"]  # type: ignore[union-attr]


def test_same_answer_is_said_to_stay(desk: Desk) -> None:
    card = a_card(desk, "tiktok")
    assert [sentence.message for sentence in what_changed(card, card)] == ["The answer stays: {answer}."]


def test_another_edition_is_told(desk: Desk) -> None:
    before, after = a_card(desk, "tiktok"), a_card(desk, "tiktok", platform=Platform.WEB)
    assert "The card is now about this edition: {edition}." in [said.message for said in what_changed(before, after)]


CONTRADICTED = {
    *("adobe-acrobat", "adobe-scan", "bigo-live", "easypark", "edge", "flightradar24"),
    *("ms-authenticator", "picsart", "revolut", "what3words"),
}
"""Apps with data seen in traffic that their label does not list."""
LABEL_LEAVES_OUT = {"booking", "shein", "whatsapp", "zoom"}
"""Apps whose package asks for something that their label does not list."""


def test_exactly_the_known_contradictions_are_marked(desk: Desk) -> None:
    marked = {app.id for app in desk.facts.apps() if any(row.differs for row in contrasts(a_card(desk, app.id)))}
    assert marked == CONTRADICTED | LABEL_LEAVES_OUT


def test_both_sides_of_a_contrast_stand_on_the_card_and_differing_rows_come_first(desk: Desk) -> None:
    card = a_card(desk, "zoom")
    rows = contrasts(card)
    assert rows[0].differs
    assert not rows[-1].differs
    for row in rows:
        for fact in (*row.declared_by, *row.found_by):
            assert card.fact(fact).sources


def test_web_edition_is_never_held_against_a_package(desk: Desk) -> None:
    assert not any(row.differs for row in contrasts(a_card(desk, "zoom", platform=Platform.WEB)))


def test_role_changes_the_sentence_and_not_the_fact(desk: Desk) -> None:
    cards = [a_card(desk, "tiktok", role=role) for role in (Role.ORDINARY, Role.ELECTED)]
    assert cards[0].abilities == cards[1].abilities
    assert for_role("contacts", Role.ORDINARY) != for_role("contacts", Role.ELECTED)
    assert for_role("notifications", Role.ELECTED) is None


def test_every_role_has_something_said_of_people() -> None:
    assert all(for_role("contacts", role) is not None for role in Role)


@pytest.mark.parametrize("app", ["tiktok", "telegram", "vipps"])
def test_because_keeps_to_the_voice_that_decides(desk: Desk, app: str) -> None:
    verdict = a_card(desk, app).verdict
    assert set(verdict.because) <= set(verdict.reasons)
    assert not any(said.message.startswith("Appvett's own assessment") for said in verdict.because)


def test_table_holds_what_assess_gives_in_each_situation(desk: Desk) -> None:
    table = desk.table(AppId("tiktok"), a_situation())
    assert len(table) == 28
    for (device, kind), decision in table.items():
        assert decision.answer is a_card(desk, "tiktok", device=device, information=kind).verdict.answer
    assert table[Device.WORK_CONNECTED, InformationClass.YELLOW].answer is Answer.ADVISED_AGAINST
