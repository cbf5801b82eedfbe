"""What syncing speaks of: where from, what was checked, how it ended."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from pathlib import Path
from typing import Protocol

from core.releases.model import Stamp
from core.texts.phrase import Phrase


class Way(StrEnum):
    """How a release comes to this machine."""

    WEB = "web"
    FOLDER = "folder"
    """A stick, a share, any folder."""


class Check(StrEnum):
    """What a release has to pass, in this order. None is ever left out."""

    FOUND = "found"
    """The source answers and has what a release needs."""
    SIGNED = "signed"
    """Enough of the publisher's keys signed it."""
    NOT_OLDER = "not-older"
    """It is no older than what this machine has seen."""
    FITS = "fits"
    """This Appvett can read it."""
    COMPLETE = "complete"
    """Every file has come, each with the length and SHA-256 that were signed."""
    GENUINE = "genuine"
    """The catalogue is of our kind, and its rows give the signed digest."""
    IN_USE = "in-use"
    """It was put to use."""


class Result(StrEnum):
    """How an attempt ended."""

    UPDATED = "updated"
    UNCHANGED = "unchanged"
    """The newest release is in use already."""
    REFUSED = "refused"
    """What was offered is not to be believed, or not for us; what was in use stays."""
    FAILED = "failed"
    """It could not be had: no connection, a full disk, a pulled stick. What was in use stays."""
    CANCELLED = "cancelled"


class Kind(StrEnum):
    """What was taken."""

    DELTA = "delta"
    FULL = "full"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Outcome:
    """One attempt, as it stands in the history."""

    at: datetime
    """When it began, UTC, by this machine's clock."""
    way: Way
    source: str
    """Host, or path of the folder."""
    result: Result
    checks: tuple[Check, ...]
    """What was passed, in order."""
    before: int | None
    """Version in use before; None: there was none."""
    after: int | None
    """Version in use afterwards."""
    kind: Kind
    received: int
    """Bytes."""
    sent: int
    """Bytes that left this machine for it; 0 for a folder."""
    seconds: float
    changed: tuple[tuple[str, int], ...]
    """(subject, number of entries that differ from what was in use before): apps, owners, guidance, ...; empty where
    nothing was put to use."""
    code: str = ""
    """Code of the error, where it was refused or failed."""
    said: tuple[Phrase, ...] = ()
    """What happened, what is safe, what to do next: where it was refused, failed or cancelled."""


@dataclass(frozen=True, slots=True)
class Station:
    """The machine's side of a sync."""

    folder: Path
    """The data folder."""
    root: bytes | None
    """The publisher's root of trust, as it came with the program or from the administrator; None: there is none."""


@dataclass(frozen=True, slots=True)
class Freshness:
    """How fresh the catalogue in use is known to be."""

    is_signed: bool
    """Whether the catalogue in use came as a signed release; False: it was built here, or came with the program."""
    stamp: Stamp | None
    """The newest timestamp verified on this machine; None: none ever."""
    last_tried: Outcome | None
    last_taken: Outcome | None
    """The attempt that put the catalogue to use."""
    unconfirmed_since: datetime | None
    """Since when nobody vouched that nothing newer is published: the newest timestamp has expired, and the last try
    brought none. None: it is vouched for, or nobody tried."""


class SyncReporter(Protocol):
    """Listens to a sync."""

    def step(self, done: int, total: int) -> None:
        """Tell how far the present check has come (`total` 0: unknown): bytes fetched, or rows read.

        Raises:
            Cancelled: the user asked to stop.
        """

    def checking(self, check: Check) -> None:
        """A check begins; those before it were passed.

        Raises:
            Cancelled: the user asked to stop.
        """
