"""Partial dates keep to their precision and never make up a day."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.facts import PartialDate, Verified, months_after


@pytest.mark.parametrize(
    ("text", "first", "last", "precision"),
    [
        ("2023", date(2023, 1, 1), date(2023, 12, 31), "year"),
        ("2024-02", date(2024, 2, 1), date(2024, 2, 29), "month"),
        ("2023-03-21", date(2023, 3, 21), date(2023, 3, 21), "day"),
    ],
)
def test_partial_date_spans_all_days_it_can_mean(text: str, first: date, last: date, precision: str) -> None:
    found = PartialDate.parse(text)
    assert (found.first, found.last, found.precision, found.text) == (first, last, precision, text)


@pytest.mark.parametrize(
    "text", ["", "23", "2023-13", "2023-02-30", "2023-3-1", "21.03.2023", "2023-03-21T00:00", "x" * 9999]
)
def test_impossible_dates_are_refused(text: str) -> None:
    with pytest.raises(ValueError):  # noqa: PT011 - the message differs with the mistake
        PartialDate.parse(text)


@given(st.dates(min_value=date(1900, 1, 1), max_value=date(2200, 12, 31)), st.integers(-600, 600))
def test_months_later_and_back_stays_within_the_shorter_month(day: date, months: int) -> None:
    there = months_after(day, months)
    assert (there.year * 12 + there.month) - (day.year * 12 + day.month) == months
    assert there.day <= day.day


def test_only_read_sources_count_as_checked() -> None:
    assert [mark.is_checked for mark in (Verified.YES, Verified.PARTLY, Verified.NO)] == [True, True, False]
