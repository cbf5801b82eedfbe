"""A station that follows a publisher, and ways to let it sync."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

import pytest

from core.catalogue.current import open_current
from core.errors import Cancelled
from core.sync.model import Check, Outcome, Station
from core.sync.sources import Metered, from_folder
from core.sync.take import sync
from core.sync.trust import Floor, read_floor
from tests.builders import NOW
from tests.publisher import Publisher, a_publisher


@dataclass
class Listener:
    """Notes what it is told; stops where it is asked to."""

    stops_at: Check | None = None
    stops_after_steps: int | None = None
    checks: list[Check] = field(default_factory=list)
    steps: int = 0
    last: tuple[int, int] = (0, 0)

    def checking(self, check: Check) -> None:
        self.checks.append(check)
        if check is self.stops_at:
            raise Cancelled

    def step(self, done: int, total: int) -> None:
        self.steps += 1
        self.last = (done, total)
        if self.steps == self.stops_after_steps:
            raise Cancelled


@dataclass
class Machine:
    """A machine that follows a publisher."""

    station: Station

    @property
    def folder(self) -> Path:
        return self.station.folder

    def take(self, source: Metered | Publisher, *, now: datetime = NOW, listener: Listener | None = None) -> Outcome:
        """Sync; a publisher's repository is taken as a folder."""
        if isinstance(source, Publisher):
            source = from_folder(source.folder)
        return sync(self.station, source, now, listener or Listener())

    def digest(self) -> str | None:
        """The digest of what is in use, with every row read; None: nothing is."""
        if not (self.folder / "current.json").exists():
            return None
        with open_current(self.folder) as store:
            store.verify_digest()
            return store.info().digest

    def floor(self) -> Floor:
        return read_floor(self.folder, None)

    def left_over(self) -> list[str]:
        """What lies in the data folder and should not."""
        known = {"current.json", "verified.json", "trust", "appvett.sqlite", "sync.lock"}
        found = [path.name for path in self.folder.iterdir() if path.name not in known]
        found += [path.name for path in (self.folder / "trust").glob("tmp*")]
        return sorted(name for name in found if not name.startswith(("catalogue-", "appvett.sqlite-")))


@pytest.fixture
def publisher(tmp_path: Path, small_catalogue: Path) -> Publisher:
    """A publisher with one release."""
    made = a_publisher(tmp_path / "repository")
    made.release(small_catalogue)
    return made


@pytest.fixture
def a_machine(tmp_path: Path, publisher: Publisher) -> Callable[[str], Machine]:
    """Makes machines that follow the publisher, each with a data folder of its own."""

    def make(name: str) -> Machine:
        return Machine(Station(tmp_path / name, publisher.root_bytes()))

    return make


@pytest.fixture
def machine(a_machine: Callable[[str], Machine]) -> Machine:
    return a_machine("data")
