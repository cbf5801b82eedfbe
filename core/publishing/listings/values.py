"""What the columns of a list mean: figures and dates, written in many ways. None or empty: it does not say."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta
from functools import lru_cache

RATINGS_FACTOR = 100
"""Installs to one rating, where a store tells only ratings. In lists with both, half of all apps lie above 88, and a
tenth each below 20 and above 400. It serves the order of search results and nothing else."""

HIGHEST = 31
"""The highest bucket of popularity."""

_ABSENT = frozenset({"", "na", "n/a", "nan", "null", "none", "unknown", "-", "?"})
_LONGEST_ABSENT = max(map(len, _ABSENT))
_FIGURE = re.compile(r"(\d{1,3}(?:,\d{3})+|\d+)(\.\d+)?(?:e\+?(\d{1,2}))?\+?", re.IGNORECASE | re.ASCII)
_MOST = 10**13
"""A figure above this is no number of people."""
_ISO = re.compile(r"(\d{4})-(\d{2})(?:-(\d{2}))?(?:[T ].*)?", re.ASCII)
_WORDS = re.compile(r"([A-Za-z]{3,9})\.? (\d{1,2}), (\d{4})", re.ASCII)
_LONG_MONTHS = (
    *("january", "february", "march", "april", "may", "june"),
    *("july", "august", "september", "october", "november", "december"),
)
"""Not from the system's calendar: its names are those of the user's language."""
_MONTHS = {name: number for number, long in enumerate(_LONG_MONTHS, 1) for name in (long, long[:3])}
_LABEL_DATE = re.compile(
    r"(?:^|-)((?:19|20)\d{2}(?:-(?:0[1-9]|1[0-2])(?:-(?:0[1-9]|[12]\d|3[01]))?)?)(?:-|$)", re.ASCII
)
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MILLISECONDS = range(10**11, 10**14)
"""1973 to 5138, written in milliseconds."""


class NotUnderstood(ValueError):
    """A value that says something, but nothing that we can read."""


def is_absent(text: str) -> bool:
    """Whether a value says that there is none: empty, `NA`, `NaN`, `unknown`, ..."""
    return not text or (len(text) <= _LONGEST_ABSENT and text.lower() in _ABSENT)


@lru_cache(maxsize=8192)
def figure(text: str) -> int | None:
    """A number of people: `100,000+`, `1e+05`, `7066725.0`, `266`, or None where there is none.

    Raises:
        NotUnderstood: it is something else, such as `Free` or `3.0M`.
    """
    if is_absent(text):
        return None
    found = _FIGURE.fullmatch(text)
    if found is None:
        raise NotUnderstood(text)
    whole, decimals, exponent = found[1].replace(",", ""), found[2] or "", int(found[3] or 0)
    # Exact, and never an endless number: what is too large is no figure.
    if len(whole) + exponent > len(str(_MOST)):
        raise NotUnderstood(text)
    shifted = (decimals[1:] + "0" * exponent)[:exponent]
    number = int(whole + shifted)
    if number > _MOST:
        raise NotUnderstood(text)
    return number


@lru_cache(maxsize=8192)
def day(text: str) -> str:
    """A date as ISO 8601, from `July 30, 2021`, `Jun 05, 2021`, `2021-06-05`, `2021-06` or milliseconds since 1970.

    Returns:
        YYYY-MM-DD or YYYY-MM; empty where there is none.

    Raises:
        NotUnderstood: it is something else, or no such day.
    """
    if is_absent(text):
        return ""
    try:
        if found := _WORDS.fullmatch(text):
            return date(int(found[3]), _MONTHS[found[1].lower()], int(found[2])).isoformat()
        if found := _ISO.fullmatch(text):
            whole = date(int(found[1]), int(found[2]), int(found[3] or 1)).isoformat()
            return whole if found[3] else whole[:7]
    except (KeyError, ValueError) as error:
        raise NotUnderstood(text) from error
    milliseconds = figure(text)
    if milliseconds is None or milliseconds not in _MILLISECONDS:
        raise NotUnderstood(text)
    return (_EPOCH + timedelta(milliseconds=milliseconds)).date().isoformat()


@lru_cache
def label_date(label: str) -> str:
    """When a list was made, from its label: `example-2025-07` gives 2025-07; empty where the label has no date."""
    found = _LABEL_DATE.search(label)
    return found[1] if found else ""


def bucket(installs: int | None, ratings: int | None) -> int:
    """How widely an app is used, 0 to 31: twice as wide is one more; 0 is nobody, or nothing known.

    Installs n give the number of binary digits of n: 1 gives 1, 1,000 gives 10, 1,000,000 gives 20, a thousand
    million gives 30. Without installs, `RATINGS_FACTOR` installs are assumed for each rating.
    """
    people = installs if installs is not None else RATINGS_FACTOR * (ratings or 0)
    return min(people.bit_length(), HIGHEST)
