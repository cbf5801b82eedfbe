"""A machine that has one release and a publisher that has the next: made once for a file of tests, then copied."""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

from core.sync.model import Station
from tests.builders import NOW
from tests.core.sync.conftest import Machine
from tests.publisher import Publisher, a_publisher, changed

LATER = NOW + timedelta(days=8)
"""A day after the newer release."""


@dataclass(frozen=True)
class Ready:
    """A publisher with two releases, and a machine that has the first of them."""

    publisher: Publisher
    machine: Machine
    newer: Path
    """The catalogue of the second release."""

    @property
    def digests(self) -> tuple[str, str]:
        """Of the old release and of the new one."""
        return self.publisher.releases[0].digest, self.publisher.releases[1].digest

    def copy(self, folder: Path) -> Ready:
        """The same, to be changed; nothing has to be signed or checked again for it."""
        shutil.copytree(self.machine.folder, folder / "data")
        station = Station(folder / "data", self.machine.station.root)
        return Ready(self.publisher.copy(folder / "repository"), Machine(station), self.newer)


def make_ready(folder: Path, catalogue: Path) -> Ready:
    """Publishes two releases, and lets a machine take the first."""
    publisher = a_publisher(folder / "repository")
    publisher.release(catalogue)
    machine = Machine(Station(folder / "data", publisher.root_bytes()))
    machine.take(publisher)
    newer = changed(catalogue, folder / "newer.sqlite", "update app set name = name || ' Two'", version=9)
    publisher.release(newer, created=NOW + timedelta(days=7))
    assert machine.digest() == publisher.releases[0].digest
    return Ready(publisher, machine, newer)
