"""Moments and days as people write them on the command line."""

from __future__ import annotations

from datetime import UTC, date, datetime

from core.errors import UsageError
from core.texts.phrase import phrase

FIRST_YEAR, LAST_YEAR = 1970, 2199
"""No rule reaches further, and arithmetic on dates stays far from its ends."""


def moment_of(text: str | None) -> tuple[datetime, bool]:
    """The moment that `--now` gives, or the system's clock; and whether it was given.

    Raises:
        UsageError: it is no moment.
    """
    if text is None:
        return system_moment(), False
    try:
        moment = datetime.fromisoformat(text)
    except ValueError as error:
        raise _no_moment(text) from error
    if not FIRST_YEAR <= moment.year <= LAST_YEAR:
        raise _no_moment(text)
    return (moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)), True


def system_moment() -> datetime:
    """What the system's clock says, in UTC, to the second."""
    return datetime.now(UTC).replace(microsecond=0)


def day_of(text: str) -> date:
    """The day that `--date` gives.

    Raises:
        UsageError: it is no day.
    """
    try:
        day = date.fromisoformat(text)
    except ValueError as error:
        raise _no_day(text) from error
    if not FIRST_YEAR <= day.year <= LAST_YEAR:
        raise _no_day(text)
    return day


def _no_moment(text: str) -> UsageError:
    return UsageError(
        phrase("“{value}” is no moment.", value=text),
        phrase("Write it like this: {example}.", example="--now 2026-11-23T12:00:00Z"),
    )


def _no_day(text: str) -> UsageError:
    return UsageError(
        phrase(
            "“{value}” is no day between {first} and {last}.",
            value=text,
            first=str(FIRST_YEAR),
            last=str(LAST_YEAR),
        ),
        phrase("Write it like this: {example}.", example="--date 2026-11-23"),
    )
