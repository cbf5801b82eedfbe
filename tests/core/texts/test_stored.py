"""Phrases kept in a file and read again."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.facts import PartialDate
from core.texts.phrase import Language, Phrase, Term, Text, phrase, plural
from core.texts.stored import LONGEST, from_json, to_json
from core.texts.words import Words

_PLAIN = st.text(max_size=8) | st.integers() | st.booleans() | st.dates() | st.datetimes(timezones=st.just(UTC))
_TEXT = st.builds(Text, st.text(max_size=5), st.text(max_size=5), st.text(max_size=5))


def _args(inner: st.SearchStrategy[object]) -> st.SearchStrategy[object]:
    return st.lists(st.tuples(st.text(max_size=4), inner), max_size=3).map(tuple)


_ARGUMENT = st.recursive(
    _PLAIN | _TEXT,
    lambda inner: (
        st.lists(inner, max_size=3).map(tuple)
        | st.builds(Term, st.text(max_size=5), _args(inner))
        | st.builds(Phrase, st.text(max_size=9), _args(inner), st.text(max_size=5))
    ),
    max_leaves=8,
)


@given(st.builds(Phrase, st.text(max_size=9), _args(_ARGUMENT), st.text(max_size=9)))
def test_phrase_is_read_as_it_was_kept(kept: Phrase) -> None:
    assert from_json(to_json(kept)) == kept


def test_kept_phrase_is_said_in_every_language() -> None:
    kept = plural("{count} app on {day}", "{count} apps on {day}", count=2, day=date(2026, 11, 20))
    for language in Language:
        assert Words(language).say(from_json(to_json(kept))) == Words(language).say(kept)


def test_date_of_limited_precision_keeps_it() -> None:
    kept = phrase("since {when}", when=PartialDate.parse("2023-03"))
    for language in Language:
        assert Words(language).say(from_json(to_json(kept))) == Words(language).say(kept)


def test_moment_and_day_stay_apart() -> None:
    kept = phrase("{a} {b}", a=datetime(2026, 1, 2, 3, 4, tzinfo=UTC), b=date(2026, 1, 2))
    assert from_json(to_json(kept)) == kept


@pytest.mark.parametrize(
    "text",
    ["", "null", "7", '"x"', "[]", "{}", '{"phrase": []}', '{"phrase": ["a", "", [["x", null]]]}', '{"day": "soon"}',
     '{"list": []}', '{"phrase": ["a", "", []], "more": 1}', "[" * 5000, '"' + "a" * LONGEST],
)  # fmt: skip
def test_anything_else_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r".*"):
        from_json(text)
