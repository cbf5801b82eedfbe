"""Clocks and freshness on the web: what ran out is not taken, and no clock leaves a trace."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from core.sync.freshness import freshness
from core.sync.model import Kind, Result, Way
from core.sync.sources import Metered, from_web
from core.sync.trust import earliest
from tests.builders import NOW
from tests.core.sync.conftest import Machine
from tests.core.transport.file_server import FileServer
from tests.publisher import Publisher, changed

pytestmark = pytest.mark.loopback


@contextmanager
def served(publisher: Publisher) -> Iterator[Callable[[], Metered]]:
    """The repository on this machine's own network; gives sources that read it as it is now."""
    server = FileServer({})
    server.start()

    def source() -> Metered:
        server.files = {
            f"/{path.relative_to(publisher.folder).as_posix()}": path.read_bytes()
            for path in publisher.folder.rglob("*")
            if path.is_file()
        }
        return from_web(server.address, allow_loopback_http=True)

    try:
        yield source
    finally:
        server.stop()


def test_release_comes_by_web_and_every_byte_is_counted(machine: Machine, publisher: Publisher) -> None:
    with served(publisher) as source:
        outcome = machine.take(source())
    assert (outcome.result, outcome.kind, outcome.way, outcome.source) == (
        Result.UPDATED, Kind.FULL, Way.WEB, "127.0.0.1",
    )  # fmt: skip
    assert outcome.received > publisher.releases[-1].catalogue.length
    assert outcome.sent > 0
    assert machine.digest() == publisher.releases[-1].digest


def test_expired_timestamp_on_the_web_is_not_taken_and_search_works(
    machine: Machine, publisher: Publisher, small_catalogue: Path, tmp_path: Path
) -> None:
    late = NOW + timedelta(days=60)
    with served(publisher) as source:
        machine.take(source())
        newer = changed(small_catalogue, tmp_path / "newer.sqlite", version=9)
        publisher.release(newer, created=NOW + timedelta(days=5))
        outcome = machine.take(source(), now=late)
    assert (outcome.result, outcome.code) == (Result.REFUSED, "not-fresh")
    assert dict(outcome.said[0].args)["date"] == (NOW + timedelta(days=40)).date()
    assert machine.digest() == publisher.releases[0].digest
    assert freshness(machine.folder, None, late).unconfirmed_since == NOW


def test_clock_five_years_ahead_on_the_web_does_no_lasting_harm(
    machine: Machine, publisher: Publisher, small_catalogue: Path, tmp_path: Path
) -> None:
    with served(publisher) as source:
        machine.take(source())
        assert machine.take(source(), now=NOW + timedelta(days=5 * 365)).code == "not-fresh"
        assert earliest(machine.folder, None) == NOW
        newer = changed(small_catalogue, tmp_path / "newer.sqlite", version=9)
        publisher.release(newer, created=NOW + timedelta(days=5))
        assert machine.take(source(), now=NOW + timedelta(days=6)).result is Result.UPDATED


@pytest.mark.parametrize("year", [1970, 1999])
def test_clock_in_the_past_is_not_asked_once_something_signed_was_seen(
    year: int, machine: Machine, publisher: Publisher, small_catalogue: Path, tmp_path: Path
) -> None:
    past = datetime(year, 1, 1, tzinfo=UTC)
    with served(publisher) as source:
        publisher.refresh(created=NOW + timedelta(days=50))
        machine.take(source(), now=NOW + timedelta(days=50))
        # Signed 50 days earlier, it ran out before the newest moment seen: with the clock alone it would pass.
        stale = publisher.copy(tmp_path / "stale")
        stale.created = NOW
        stale.release(changed(small_catalogue, tmp_path / "stale.sqlite", version=9))
        stale.stamped += 1
        stale.refresh(created=NOW)
    with served(stale) as source:
        outcome = machine.take(source(), now=past)
    assert (outcome.result, outcome.code) == (Result.REFUSED, "not-fresh")


def test_stick_from_before_the_web_saw_something_newer_is_refused(
    machine: Machine, publisher: Publisher, small_catalogue: Path, tmp_path: Path
) -> None:
    stick = publisher.copy(tmp_path / "stick")
    publisher.release(changed(small_catalogue, tmp_path / "newer.sqlite", version=9), created=NOW + timedelta(days=5))
    with served(publisher) as source:
        machine.take(source(), now=NOW + timedelta(days=6))
    assert machine.take(stick).code == "older-release"
