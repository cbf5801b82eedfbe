"""What is new after a sync, as values: one line each, in no language yet."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import TYPE_CHECKING

from core.facts import AppId, Kind, PartialDate, Verified
from core.texts.phrase import Phrase

if TYPE_CHECKING:  # who only shows news needs neither
    from core.rules.model import Rules
    from core.situation import Situation


@dataclass(frozen=True, slots=True)
class Reader:
    """For whom it is told what is new."""

    followed: tuple[AppId, ...]
    """The apps that they follow."""
    situation: Situation
    """The one that they are usually in, today."""
    rules: Rules
    now: datetime


class Group(StrEnum):
    """Where a line stands. One that concerns an app which is followed stands there and nowhere else."""

    FOLLOWED = "followed"
    GUIDANCE = "guidance"
    OWNERS = "owners"
    INCIDENTS = "incidents"
    OTHER = "other"
    """Only counted."""


class Matter(StrEnum):
    """What a line is about, what a person cares for most first."""

    ANSWER = "answer"
    """The answer in the usual situation is another one."""
    PRESENCE = "presence"
    """The app came into the catalogue, or left it."""
    LEVEL = "level"
    """The level of a factor is another one; the answer is the same."""
    GUIDANCE = "guidance"
    OWNER = "owner"
    INCIDENT = "incident"
    REACH = "reach"
    FACTS = "facts"
    """Something else."""
    REST = "rest"
    """A number of changes that are not told one by one."""


@dataclass(frozen=True, slots=True)
class Concerned:
    """An app that a line concerns."""

    id: AppId
    name: str


@dataclass(frozen=True, slots=True)
class Backing:
    """What the new fact rests on."""

    kind: Kind
    sources: tuple[str, ...]
    """Addresses, the main one first."""
    date: PartialDate | None
    """What the source is dated; None: not known."""
    verified: Verified | None
    """Whether the source was read; None: such facts carry no mark."""
    contested: bool = False


@dataclass(frozen=True, slots=True)
class NewsItem:
    """One line."""

    group: Group
    matter: Matter
    about: str
    """Whom it is about where it concerns no app: a company, an authority; else the first app's name."""
    apps: tuple[Concerned, ...]
    """The apps it concerns, those followed first, then the most widely used; opening the line opens the first."""
    old: Phrase | None
    """What held before; None: nothing."""
    new: Phrase | None
    """What holds now; None: nothing any more."""
    backing: Backing | None = None
    """What the new fact rests on; None: nothing is new, or it is worked out from other facts."""
    details: tuple[Phrase, ...] = ()
    """More, for who wants it."""
    more_apps: int = 0
    """Apps it concerns beyond those named."""


@dataclass(frozen=True, slots=True)
class ReleaseNews:
    """The news of one release, but for the lines."""

    number: int
    """Its own number; higher is newer."""
    told: datetime
    """When it was put to use, UTC, by this machine's clock."""
    version: int
    made: datetime
    """When the catalogue was made, UTC."""
    since: int
    """Version that was in use before."""
    is_whole: bool
    """False: what changed could not be worked out."""


@dataclass(frozen=True, slots=True)
class KeptItem:
    """A line as it is kept."""

    number: int
    item: NewsItem
    is_read: bool
    release: ReleaseNews
