"""Figures and dates as lists write them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.publishing.listings.values import HIGHEST, NotUnderstood, bucket, day, figure, is_absent, label_date


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("100,000+", 100_000),
        ("1,000,000,000+", 1_000_000_000),
        ("266", 266),
        ("0", 0),
        ("0+", 0),
        ("7066725.0", 7_066_725),
        ("48457.9", 48_457),
        ("1e+05", 100_000),
        ("1.5E+03", 1500),
        ("1.590093e+12", 1_590_093_000_000),
        *((text, None) for text in ("", "NA", "NaN", "nan", "N/A", "null", "None", "unknown", "-", "?")),
    ],
)
def test_figures(text: str, number: int | None) -> None:
    assert figure(text) == number


@pytest.mark.parametrize(
    "text", ["Free", "3.0M", "1.000.000", "10,00", "-5", "1e99", "9" * 40, "1e+14", "+", "½", "١٢٣", "1 000"]
)
def test_what_is_no_figure(text: str) -> None:
    with pytest.raises(NotUnderstood):
        figure(text)


@pytest.mark.parametrize(
    ("text", "iso"),
    [
        ("July 30, 2021", "2021-07-30"),
        ("Jun 05, 2021", "2021-06-05"),
        ("May 7, 2021", "2021-05-07"),
        ("2026-08-12", "2026-08-12"),
        ("2026-08", "2026-08"),
        ("2026-08-12T10:00:00Z", "2026-08-12"),
        ("1594196247000", "2020-07-08"),
        ("1.590093e+12", "2020-05-21"),
        ("", ""),
        ("NA", ""),
    ],
)
def test_dates(text: str, iso: str) -> None:
    assert day(text) == iso


@pytest.mark.parametrize(
    "text", ["1.0.19", "February 30, 2021", "Juli 30, 2021", "2026-13-01", "12", "0", "30/07/2021", "July 30, 0000"]
)
def test_what_is_no_date(text: str) -> None:
    with pytest.raises(NotUnderstood):
        day(text)


@pytest.mark.parametrize(
    ("label", "date"),
    [
        ("crawl-2021", "2021"),
        ("crawl-2025-07", "2025-07"),
        ("crawl-2026-08-12", "2026-08-12"),
        ("crawl-2021-sample-a", "2021"),
        ("2019", "2019"),
        ("crawl", ""),
        ("crawl-5000", ""),
        ("crawl-20210", ""),
        ("crawl-2021-13", "2021"),
    ],
)
def test_dates_of_lists(label: str, date: str) -> None:
    assert label_date(label) == date


def test_absent_words() -> None:
    assert is_absent("NA")
    assert not is_absent("Nana")


@pytest.mark.parametrize(
    ("installs", "ratings", "expected"),
    [
        (None, None, 0),
        (0, 500, 0),
        (1, None, 1),
        (1000, None, 10),
        (100_000, None, 17),
        (1_000_000, None, 20),
        (10**9, None, 30),
        (10**13, None, HIGHEST),
        (None, 10, 10),
        (None, 105_429, 24),
    ],
)
def test_popularity_is_binary_digits_of_installs_and_ratings_stand_in(
    installs: int | None, ratings: int | None, expected: int
) -> None:
    assert bucket(installs, ratings) == expected


@given(st.text())
def test_any_text_is_a_value_or_not_understood(text: str) -> None:
    for read in (figure, day):
        try:
            found = read(text)
        except NotUnderstood:
            continue
        assert found is None or isinstance(found, int | str)
    label_date(text)
