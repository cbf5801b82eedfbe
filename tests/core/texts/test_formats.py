from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, timezone

import pytest

from core.texts import formats
from core.texts.phrase import Language

NB, NN, EN = Language.NB, Language.NN, Language.EN
DAY = date(2023, 3, 21)


@pytest.mark.parametrize(("language", "said"), [(NB, "21. mars 2023"), (NN, "21. mars 2023"), (EN, "21 March 2023")])
def test_a_day_has_its_month_in_words(language: Language, said: str) -> None:
    assert formats.day(DAY, language) == said


@pytest.mark.parametrize(("language", "said"), [(NB, "21.03.2023"), (NN, "21.03.2023"), (EN, "21 Mar 2023")])
def test_a_short_day_fits_a_column(language: Language, said: str) -> None:
    assert formats.short_day(DAY, language) == said


@pytest.mark.parametrize(
    ("iso", "said"),
    [
        ("2023-03-21", "21. mars 2023"),
        ("2023-03", "mars 2023"),
        ("2023", "2023"),
        ("2023-13", "2023-13"),
        ("2023-00", "2023-00"),
        ("2023-02-30", "2023-02-30"),
        ("about 2023", "about 2023"),
        ("", ""),
    ],
)
def test_a_date_is_never_said_more_precisely_than_it_is(iso: str, said: str) -> None:
    assert formats.partial(iso, NB) == said


@pytest.mark.parametrize(
    ("value", "norwegian", "english"),
    [
        (384000, "384\u00a0000", "384,000"),
        (4210, "4\u00a0210", "4,210"),
        (-3, "\u22123", "\u22123"),
        (1.5, "1,5", "1.5"),
        (-0.0, "0", "0"),
        (0.00001, "0", "0"),
        (1234567.25, "1\u00a0234\u00a0567,25", "1,234,567.25"),
        (100, "100", "100"),
    ],
)
def test_numbers_have_the_signs_of_their_language(value: float, norwegian: str, english: str) -> None:
    assert formats.number(value, NB) == formats.number(value, NN) == norwegian
    assert formats.number(value, EN) == english


def test_percent_and_fixed_decimals() -> None:
    assert formats.percent(48.4, NB) == "48\u00a0%"
    assert formats.percent(48.4, EN, 1) == "48.4%"
    assert formats.number(2, NB, 1) == "2,0"


def test_a_moment_says_utc_and_no_other_zone() -> None:
    moment = datetime(2026, 11, 23, 9, 5, tzinfo=UTC)
    assert formats.moment(moment, NB) == "23. november 2026 kl.\u00a009.05 UTC"
    assert formats.moment(moment, EN) == "23 November 2026, 09:05 UTC"
    assert formats.moment(moment.astimezone(timezone(timedelta(hours=1))), NB) == "23. november 2026 kl.\u00a010.05"


@pytest.mark.parametrize(
    ("items", "said"), [([], ""), (["a"], "a"), (["a", "b"], "a og b"), (["a", "b", "c"], "a, b og c")]
)
def test_a_list_in_a_sentence(items: list[str], said: str) -> None:
    assert formats.listed(items, NN) == said
