"""Dates and numbers in bokmål, nynorsk and English, without Qt: command line and reports need them too.

Norwegian as QLocale has it: no-break space between thousands, decimal comma, U+2212 as minus, dd.MM.yyyy.
Dates with words: 21. mars 2023, mars 2023, 2023. Never more precise than the value: no day is made up.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta

from core.texts.phrase import Language

NO_BREAK_SPACE = "\u00a0"
MINUS = "\u2212"

_MONTHS = {
    Language.NB: "januar februar mars april mai juni juli august september oktober november desember",
    Language.NN: "januar februar mars april mai juni juli august september oktober november desember",
    Language.EN: "January February March April May June July August September October November December",
}
_AND = {Language.NB: "og", Language.NN: "og", Language.EN: "and"}
_THOUSANDS = {Language.NB: NO_BREAK_SPACE, Language.NN: NO_BREAK_SPACE, Language.EN: ","}
_DECIMAL = {Language.NB: ",", Language.NN: ",", Language.EN: "."}
_PERCENT = {Language.NB: f"{NO_BREAK_SPACE}%", Language.NN: f"{NO_BREAK_SPACE}%", Language.EN: "%"}
_MONTH_FORM = 2
"""Parts of an ISO date that names a month and no day."""


def day(value: date, language: Language) -> str:
    """A day with words: `21. mars 2023`, `21 March 2023`."""
    mark = "" if language is Language.EN else "."
    return f"{value.day}{mark} {_month(value.month, language)} {value.year}"


def short_day(value: date, language: Language) -> str:
    """A day for narrow columns: `21.03.2023`, `21 Mar 2023`."""
    if language is Language.EN:
        return f"{value.day} {_month(value.month, language)[:3]} {value.year}"
    return f"{value.day:02}.{value.month:02}.{value.year}"


def partial(iso: str, language: Language) -> str:
    """A date of limited precision: YYYY, YYYY-MM or YYYY-MM-DD. Anything else is given back as it is."""
    parts = iso.split("-")
    try:
        numbers = [int(part) for part in parts]
        if len(numbers) == 1:
            return iso
        if len(numbers) == _MONTH_FORM:
            return f"{_month(numbers[1], language)} {numbers[0]}"
        return day(date(*numbers), language)
    except (ValueError, TypeError, IndexError):
        return iso


def moment(value: datetime, language: Language) -> str:
    """A day with the time: `23. november 2026 kl. 12.00 UTC`; UTC is said, another zone is not."""
    zone = " UTC" if value.utcoffset() == timedelta(0) else ""
    if language is Language.EN:
        return f"{day(value, language)}, {value:%H:%M}{zone}"
    return f"{day(value, language)} kl.{NO_BREAK_SPACE}{value:%H.%M}{zone}"


def number(value: float, language: Language, decimals: int | None = None) -> str:
    """A number: `384 000`, `−3`, `1,5`.

    Args:
        value: the number.
        language: decides the signs.
        decimals: how many; None: none for whole numbers, else as many as it has, at most three.
    """
    text = f"{abs(value):,.{3 if decimals is None else decimals}f}"
    if decimals is None:
        text = text.rstrip("0").rstrip(".")
    whole, _, rest = text.partition(".")
    sign = MINUS if value < 0 and text.strip("0.,") else ""
    tail = f"{_DECIMAL[language]}{rest}" if rest else ""
    return f"{sign}{whole.replace(',', _THOUSANDS[language])}{tail}"


def percent(value: float, language: Language, decimals: int = 0) -> str:
    """A share in per cent, `value` 0 to 100: `48 %`, `48%`."""
    return f"{number(value, language, decimals)}{_PERCENT[language]}"


def size(octets: int, language: Language) -> str:
    """A size of files: `512 B`, `14 kB`, `1,7 MB`; a kB is 1,000 bytes."""
    for unit, factor in (("MB", 1_000_000), ("kB", 1_000)):
        if octets >= factor:
            value = octets / factor
            return f"{number(value, language, 1 if value < 10 else 0)}{NO_BREAK_SPACE}{unit}"  # noqa: PLR2004
    return f"{octets}{NO_BREAK_SPACE}B"


def listed(items: Sequence[str], language: Language) -> str:
    """A list in a sentence: `a, b og c`."""
    if len(items) <= 1:
        return "".join(items)
    return f"{', '.join(items[:-1])} {_AND[language]} {items[-1]}"


def _month(number_of_month: int, language: Language) -> str:
    """The month's name.

    Raises:
        IndexError: no such month.
    """
    if number_of_month < 1:
        raise IndexError(number_of_month)
    return _MONTHS[language].split()[number_of_month - 1]
