"""Facts: what is known, where from, since when and how sure.

Every statement about an app is a fact with a source, a date, a kind and a verification mark, or it is unknown.
Nothing in the program stands `None`, `False` or zero in for "unknown": there is a word for it in each type.
"""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import NewType, Self

from core.texts.phrase import Phrase

AppId = NewType("AppId", str)
"""Id of an app in the catalogue, lower case with hyphens."""
CompanyId = NewType("CompanyId", str)
"""Id of a company in the catalogue."""
CountryCode = NewType("CountryCode", str)
"""ISO 3166-1 alpha-2."""
LawId = NewType("LawId", str)
"""Id of a law: country code, hyphen, short name."""
AdviceId = NewType("AdviceId", str)
"""Id of a guidance entry."""
IncidentId = NewType("IncidentId", str)
"""Id of an incident or finding."""
FactId = NewType("FactId", str)
"""Id of a fact within one card: f1, f2, ..."""


class Kind(StrEnum):
    """How a fact came to be known, strictest first. The five are never mixed."""

    ESTABLISHED = "established"
    """By an authority or a court."""
    OBSERVED = "observed"
    """Seen in a test."""
    FOUND = "found"
    """Read in the package."""
    DECLARED = "declared"
    """Said by the vendor."""
    CLAIMED = "claimed"
    """Said by press, a researcher or a suit."""
    NOT_RECORDED = "not recorded"
    """The catalogue does not say; counted as unknown in the evidence line."""


class Verified(StrEnum):
    """Whether the cited source was read and supports the fact."""

    YES = "yes"
    PARTLY = "partly"
    NO = "no"

    @property
    def is_checked(self) -> bool:
        """True where the source was read, wholly or in part. Only such facts decide a level alone."""
        return self is not Verified.NO


class FourWay(StrEnum):
    """Answer to a question about a law or a country, where not knowing is an answer of its own."""

    YES = "yes"
    NO = "no"
    PARTLY = "partly"
    UNKNOWN = "unknown"


_ISO = re.compile(r"\d{4}(-\d{2}(-\d{2})?)?")


@dataclass(frozen=True, slots=True, order=True)
class PartialDate:
    """A day, a month or a year: never a made-up day."""

    first: date
    """Earliest day it can mean."""
    last: date
    """Latest day it can mean."""
    text: str
    """ISO 8601: YYYY, YYYY-MM or YYYY-MM-DD."""

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read YYYY, YYYY-MM or YYYY-MM-DD.

        Raises:
            ValueError: another form, or no such day.
        """
        if not _ISO.fullmatch(text):
            raise ValueError(f"{text!r} is no date of the form YYYY, YYYY-MM or YYYY-MM-DD")
        parts = [int(part) for part in text.split("-")]
        match parts:
            case [year, month, number]:
                day = date(year, month, number)
                return cls(day, day, text)
            case [year, month]:
                first = date(year, month, 1)
                return cls(first, first.replace(day=calendar.monthrange(year, month)[1]), text)
            case _:
                return cls(date(parts[0], 1, 1), date(parts[0], 12, 31), text)

    @property
    def precision(self) -> str:
        """`day`, `month` or `year`."""
        return {10: "day", 7: "month", 4: "year"}[len(self.text)]


def months_after(day: date, months: int) -> date:
    """The same day of the month, `months` later (or earlier, if negative); the month's last day where it is shorter."""
    index = day.year * 12 + day.month - 1 + months
    year, month = divmod(index, 12)
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


@dataclass(frozen=True, slots=True)
class Fact:
    """One statement on a card, with everything a reader needs to check it."""

    id: FactId
    """Unique within the card."""
    statement: Phrase
    """What is said."""
    kind: Kind
    """How it came to be known."""
    sources: tuple[str, ...]
    """Addresses, the main one first. Empty for what the user chose (the situation)."""
    date: PartialDate | None
    """What the fact's source is dated; None: date of source not known."""
    verified: Verified
    """Whether the source was read."""
    contested: bool = False
    """Somebody concerned denies it and nobody with authority has established it."""
    subject: str = ""
    """What it is about, for filters: situation, ownership, presence, law, mention, reach, label, incident, ..."""
    note: str = ""
    """The compiler's remark, in English, as it stands in the catalogue."""
