"""What a machine remembers: the floor in two places, the history, the root it follows, and the lock."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.catalogue.lock import one_at_a_time
from core.database.connections import open_profile
from core.errors import SyncBusy
from core.releases.model import Stamp
from core.settings.folders import profile_file
from core.sync.freshness import freshness
from core.sync.history import KEPT, HistoryStore
from core.sync.model import Check, Kind, Outcome, Result, Way
from core.sync.root import LARGEST, station
from core.sync.trust import FILE, Floor, folder_of, raise_floor, rank, read_floor
from core.texts.phrase import phrase
from tests.builders import NOW

STAMP = Stamp(NOW, NOW + timedelta(days=35), 1, 4)
FLOOR = Floor(STAMP, 7, "sha256:" + "a" * 64, NOW)


@pytest.fixture
def data(tmp_path: Path) -> Path:
    return tmp_path / "data"


@pytest.fixture
def connection(data: Path) -> Iterator[object]:
    with closing(open_profile(profile_file(data))) as connection:
        yield connection


def an_outcome(**changes: object) -> Outcome:
    outcome = Outcome(
        at=NOW,
        way=Way.WEB,
        source="catalogue.example.no",
        result=Result.UPDATED,
        checks=tuple(Check),
        before=7,
        after=8,
        kind=Kind.DELTA,
        received=18_211,
        sent=1_204,
        seconds=0.4,
        changed=(("apps", 38), ("owners", 3)),
    )
    return replace(outcome, **changes)  # type: ignore[arg-type]


# -- floor -------------------------------------------------------------------------------------------------------------


def test_floor_stands_in_both_places_and_either_is_enough(data: Path, connection: object) -> None:
    raise_floor(data, connection, FLOOR)  # type: ignore[arg-type]
    assert read_floor(data, None) == FLOOR
    (folder_of(data) / FILE).unlink()
    assert read_floor(data, connection) == FLOOR  # type: ignore[arg-type]


def test_floor_never_sinks(data: Path, connection: object) -> None:
    raise_floor(data, connection, FLOOR)  # type: ignore[arg-type]
    lower = Floor(replace(STAMP, created=NOW - timedelta(days=1)), 6, "sha256:" + "b" * 64, NOW - timedelta(days=1))
    assert raise_floor(data, connection, lower) == FLOOR  # type: ignore[arg-type]
    assert read_floor(data, connection) == FLOOR  # type: ignore[arg-type]


def test_new_root_takes_back_a_date_far_in_the_future(data: Path) -> None:
    stolen = Floor(replace(STAMP, created=datetime(2190, 1, 1, tzinfo=UTC)), 7, FLOOR.digest, NOW)
    raise_floor(data, None, stolen)
    held = raise_floor(data, None, replace(FLOOR, stamp=replace(STAMP, root=2)))
    assert held.stamp is not None
    assert held.stamp.created == NOW
    assert held.version == 7


_MOMENTS = st.datetimes(datetime(2001, 1, 1), datetime(2190, 1, 1), timezones=st.just(UTC)).map(  # noqa: DTZ001
    lambda moment: moment.replace(microsecond=0)
)
_STAMPS = st.builds(Stamp, _MOMENTS, _MOMENTS, st.integers(1, 9), st.integers(1, 99))
_FLOORS = st.builds(Floor, st.none() | _STAMPS, st.integers(0, 9), st.just(""), st.none() | _MOMENTS)


@given(_FLOORS, _FLOORS)
def test_raising_is_the_same_in_either_order_and_never_lower(one: Floor, other: Floor) -> None:
    both = one.raised(other)
    turned = other.raised(one)
    assert (both.version, both.stamp and rank(both.stamp)) == (turned.version, turned.stamp and rank(turned.stamp))
    assert both.version == max(one.version, other.version)
    assert both.raised(one).version == both.version


@pytest.mark.parametrize("text", ["", "7", "{}", '{"version": "x"}', "[" * 5000, '{"stamp": 1, "made": 2}', "\0"])
def test_floor_that_cannot_be_read_counts_as_nothing(text: str, data: Path) -> None:
    folder_of(data).mkdir(parents=True)
    (folder_of(data) / FILE).write_text(text)
    assert read_floor(data, None) == Floor()


def test_floor_that_is_a_pipe_keeps_nobody_waiting(data: Path) -> None:
    folder_of(data).mkdir(parents=True)
    os.mkfifo(folder_of(data) / FILE)
    assert read_floor(data, None) == Floor()


# -- history -----------------------------------------------------------------------------------------------------------


def test_history_gives_back_what_was_kept_the_newest_first(connection: object) -> None:
    refused = an_outcome(
        result=Result.REFUSED, kind=Kind.NONE, after=7, code="not-signed", changed=(), checks=(Check.FOUND,),
        said=(phrase("{file} is not signed", file="targets.json"), phrase("Try again.")), way=Way.FOLDER,
    )  # fmt: skip
    store = HistoryStore(connection)  # type: ignore[arg-type]
    store.add(an_outcome())
    store.add(refused)
    assert store.outcomes() == (refused, an_outcome())
    assert (store.last(), store.last_taken(), store.last_from(Way.FOLDER)) == (refused, an_outcome(), None)


def test_history_keeps_no_more_than_it_should(connection: object) -> None:
    store = HistoryStore(connection)  # type: ignore[arg-type]
    for number in range(KEPT + 5):
        store.add(an_outcome(received=number))
    assert store.count() == KEPT
    assert store.outcomes(1)[0].received == KEPT + 4


def test_attempt_of_another_version_is_passed_over(connection: object) -> None:
    store = HistoryStore(connection)  # type: ignore[arg-type]
    store.add(an_outcome())
    store.add(an_outcome())
    connection.execute("update sync_run set result = 'later' where number = 2")  # type: ignore[attr-defined]
    assert store.outcomes() == (an_outcome(),)


def test_history_without_a_file_is_empty() -> None:
    store = HistoryStore(None)
    store.add(an_outcome())
    assert (store.outcomes(), store.count(), store.last()) == ((), 0, None)


# -- freshness ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("days", "is_confirmed"), [(0, True), (35, True), (36, False), (100, False)])
def test_freshness_is_vouched_for_until_the_signature_runs_out(days: int, is_confirmed: bool, data: Path) -> None:
    raise_floor(data, None, FLOOR)
    found = freshness(data, None, NOW + timedelta(days=days))
    assert found.unconfirmed_since == (None if is_confirmed else NOW)
    assert found.stamp == STAMP


def test_nothing_is_known_where_nothing_was_seen(data: Path) -> None:
    found = freshness(data, None, NOW)
    assert (found.is_signed, found.stamp, found.last_tried, found.unconfirmed_since) == (False, None, None, None)


# -- root --------------------------------------------------------------------------------------------------------------


def test_administrators_root_goes_before_the_one_that_was_shipped(tmp_path: Path) -> None:
    (tmp_path / "managed.json").write_bytes(b"managed")
    (tmp_path / "shipped.json").write_bytes(b"shipped")

    def follow(*, trusts: bool) -> bytes | None:
        return station(
            tmp_path, managed=tmp_path / "managed.json", shipped=tmp_path / "shipped.json", trusts=lambda _: trusts
        ).root

    assert follow(trusts=True) == b"managed"
    assert follow(trusts=False) == b""
    (tmp_path / "managed.json").unlink()
    assert follow(trusts=False) == b"shipped"


@pytest.mark.parametrize("kind", ["missing", "folder", "pipe", "huge"])
def test_root_that_cannot_be_read_counts_as_none(kind: str, tmp_path: Path) -> None:
    path = tmp_path / "root.json"
    if kind == "folder":
        path.mkdir()
    elif kind == "pipe":
        os.mkfifo(path)
    elif kind == "huge":
        path.write_bytes(b"x" * (LARGEST + 1))
    assert station(tmp_path, managed=tmp_path / "none", shipped=path).root is None


# -- lock --------------------------------------------------------------------------------------------------------------

_HOLD = """
import sys
from pathlib import Path
from core.catalogue.lock import one_at_a_time
with one_at_a_time(Path(sys.argv[1])):
    print("held", flush=True)
    sys.stdin.read()
"""


def test_lock_of_another_process_is_told_and_gone_when_it_dies(data: Path) -> None:
    with subprocess.Popen(
        [sys.executable, "-c", _HOLD, str(data)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as other:
        assert other.stdout is not None
        assert other.stdout.readline() == "held\n"
        with pytest.raises(SyncBusy), one_at_a_time(data):
            pass
        other.kill()
    with one_at_a_time(data):
        pass
