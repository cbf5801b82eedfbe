"""One attempt to take a release, while it lasts: what it has, and which checks it has passed."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from core.catalogue.model import CatalogueInfo
from core.sync.model import Check, Station, SyncReporter
from core.sync.sources import Metered


@dataclass(frozen=True, slots=True)
class InUse:
    """The catalogue in use when an attempt begins."""

    path: Path
    info: CatalogueInfo


@dataclass(slots=True)
class Attempt:
    """An attempt. It is the `Reporter` for everything that it has others do."""

    station: Station
    source: Metered
    now: datetime
    """By this machine's clock, UTC."""
    reporter: SyncReporter
    connection: sqlite3.Connection | None
    """To the user's own file; None: there is none. Where it cannot be written, it is read all the same."""
    in_use: InUse | None = None
    """None: there is none, or it cannot be read."""
    passed: list[Check] = field(default_factory=list)
    """In order."""
    _at: Check | None = None

    def step(self, done: int, total: int) -> None:
        """Tell how far the present check has come.

        Raises:
            Cancelled: the user asked to stop.
        """
        self.reporter.step(done, total)

    def begin(self, check: Check) -> None:
        """A check begins; the one before it was passed.

        Raises:
            Cancelled: the user asked to stop.
        """
        self.end()
        self._at = check
        self.reporter.checking(check)

    def begin_again(self, check: Check) -> None:
        """A check has to be passed once more, and all that follow it.

        Raises:
            Cancelled: the user asked to stop.
        """
        order = list(Check)
        self._at = None
        self.passed = [one for one in self.passed if order.index(one) < order.index(check)]
        self.begin(check)

    def end(self) -> None:
        """The present check was passed."""
        if self._at is not None:
            self.passed.append(self._at)
        self._at = None
