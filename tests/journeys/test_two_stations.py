"""From facts to two stations: two releases, published by the commands, reach one by web and one by stick."""

from __future__ import annotations

import io
import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from core.catalogue.current import current
from core.catalogue.search_file import open_file
from core.catalogue.store import CatalogueStore
from core.commands import main
from core.errors import Silent
from tests.core.transport.servers import CERTIFICATE
from tests.nginx import nginx
from tests.publisher import changed
from tests.publishing_desk import Desk

FIRST, SECOND = "2026-11-24T08:00:00Z", "2026-12-01T08:00:00Z"
RENAMED = "update app set name = 'Signal Messenger' where id = 'signal'"


def appvett(*argv: str, now: str) -> dict[str, Any]:
    """What a command answers; it must succeed."""
    out, err = io.StringIO(), io.StringIO()
    code = main(["--json", "--now", now, *argv], out, err, {"LANG": "en_GB.UTF-8"})
    assert code == 0, out.getvalue() + err.getvalue()
    found = json.loads(out.getvalue())
    assert isinstance(found, dict)
    return found


@dataclass
class Station:
    """A machine that follows the publisher."""

    data: Path
    source: str

    def sync(self, now: str) -> dict[str, Any]:
        """Fetch the newest release."""
        return appvett("--data", str(self.data), "sync", "--from", self.source, now=now)

    def digest(self) -> str:
        """Over all rows of the catalogue in use."""
        with CatalogueStore.open(current(self.data)) as store:
            return store.compute_digest(Silent())

    def has_search(self) -> bool:
        """Whether the search index of the catalogue in use stands."""
        found = [open_file(path, self.digest()) for path in self.data.glob("search-*.sqlite")]
        for connection in found:
            if connection is not None:
                connection.close()
        return any(connection is not None for connection in found)


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Desk:
    """A publisher whom this machine follows."""
    made = Desk(tmp_path)
    root = tmp_path / "root.json"
    root.write_bytes(made.set_up())
    monkeypatch.setattr("core.sync.root.shipped_root", lambda: root)
    return made


@pytest.fixture
def address(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """Where the repository is served, by a server whose certificate this machine trusts."""
    monkeypatch.setenv("SSL_CERT_FILE", str(CERTIFICATE))
    with nginx(desk.repository.parent) as served:
        yield served


def release(desk: Desk, catalogue: Path, stick: Path, now: str) -> str:
    """Publish a catalogue with its search index, and renew the stick; its digest."""
    done = desk.release(catalogue, "--with-search", now=now)
    desk.done("publish", "--stick", str(stick), now=now)
    return str(done["published"]["release"]["digest"])


@pytest.mark.loopback
def test_both_ways_lead_to_the_same_catalogue(desk: Desk, address: str, small_catalogue: Path, tmp_path: Path) -> None:
    stick = tmp_path / "stick" / "appvett"
    by_web, by_stick = Station(tmp_path / "web", address), Station(tmp_path / "folder", str(stick.parent))

    first = release(desk, small_catalogue, stick, FIRST)
    for station in (by_web, by_stick):
        done = station.sync(FIRST)
        assert (done["before"], done["after"], done["kind"], done["result"]) == (None, 1, "full", "updated")
        assert station.digest() == first
        assert station.has_search()

    second = release(desk, changed(small_catalogue, tmp_path / "newer.sqlite", RENAMED), stick, SECOND)
    assert second != first
    kinds = []
    for station in (by_web, by_stick):
        done = station.sync(SECOND)
        assert (done["before"], done["after"], done["result"]) == (1, 2, "updated")
        assert done["changed"] == {"apps": 1, "owners": 0, "guidance": 0}
        kinds.append(done["kind"])
    assert kinds == ["delta", "full"]
    assert by_web.digest() == by_stick.digest() == second
    assert [station.sync(SECOND)["result"] for station in (by_web, by_stick)] == ["unchanged", "unchanged"]
