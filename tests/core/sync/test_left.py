import sqlite3
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from core.database import open_best_profile, open_profile
from core.errors import ProfileError
from core.sync import left
from core.sync.left import Left, LeftStore, Totals
from core.transport import Traffic

NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)
DAY = timedelta(days=1)
STAMP = Traffic("catalogue.example", "/metadata/timestamp.json", 120, 900)
FAILED = Traffic("catalogue.example", "/metadata/timestamp.json", 0, 0)


@pytest.fixture
def profile(tmp_path: Path) -> Iterator[sqlite3.Connection]:
    with closing(open_profile(tmp_path / "appvett.sqlite")) as connection:
        yield connection


def filled(profile: sqlite3.Connection, *moments: datetime, traffic: Traffic = STAMP) -> LeftStore:
    store = LeftStore(profile, can_save=True)
    for moment in moments:
        store.add(moment, traffic)
    return store


def rows(profile: sqlite3.Connection) -> int:
    return int(profile.execute("select count(*) from left_machine").fetchone()[0])


def test_requests_are_there_after_a_restart_the_newest_first(tmp_path: Path) -> None:
    path = tmp_path / "appvett.sqlite"
    with closing(open_profile(path)) as connection:
        store = LeftStore(connection, can_save=True)
        store.add(NOW - DAY, STAMP)
        store.add(NOW, FAILED)
    with closing(open_profile(path)) as connection:
        store = LeftStore(connection, can_save=True)
        assert store.newest() == (Left(NOW, FAILED), Left(NOW - DAY, STAMP))
        assert store.newest(1) == (Left(NOW, FAILED),)
        assert store.totals() == Totals(2, 120, 900)


def test_totals_since_a_moment(profile: sqlite3.Connection) -> None:
    store = filled(profile, *(NOW - n * DAY for n in range(10, 0, -1)))
    assert store.totals(NOW - 3 * DAY) == Totals(3, 360, 2700)
    assert store.totals(NOW) == Totals(0, 0, 0)
    assert store.totals() == Totals(10, 1200, 9000)


def test_growth_is_bounded_and_totals_stay_true(profile: sqlite3.Connection, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(left, "KEPT", 20)
    store = filled(profile, *(NOW + n * DAY for n in range(100)))
    assert store.totals() == Totals(100, 12_000, 90_000)
    assert len(store.newest(1000)) == 20
    assert rows(profile) == 20 + 4, "the rest are sums of four months"
    assert store.newest(1)[0].at == NOW + 99 * DAY


def test_requests_older_than_a_year_are_added_up(profile: sqlite3.Connection) -> None:
    store = filled(profile, NOW - 800 * DAY, NOW - 799 * DAY, NOW - 400 * DAY, NOW - 364 * DAY, NOW)
    assert [one.at for one in store.newest()] == [NOW, NOW - 364 * DAY]
    assert store.totals() == Totals(5, 600, 4500)
    assert store.totals(NOW - 500 * DAY) == Totals(3, 360, 2700)


def test_sums_of_different_hosts_stay_apart(profile: sqlite3.Connection) -> None:
    filled(profile, NOW - 400 * DAY)
    filled(profile, NOW - 400 * DAY, traffic=Traffic("other.example", "/a", 1, 2))
    filled(profile, NOW)
    found = profile.execute("select host, path, sent, requests from left_machine order by host, path").fetchall()
    assert found == [
        ("catalogue.example", "", 120, 1),
        ("catalogue.example", STAMP.path, 120, 1),
        ("other.example", "", 1, 1),
    ]


def test_clock_that_was_wrong_loses_nothing(profile: sqlite3.Connection) -> None:
    store = filled(profile, NOW, NOW + 5 * 365 * DAY, NOW + DAY, datetime(1970, 1, 1, tzinfo=UTC), NOW + 2 * DAY)
    assert store.totals() == Totals(5, 600, 4500)
    assert store.newest(1)[0].at == NOW + 2 * DAY


def test_list_is_cleared_with_its_totals(profile: sqlite3.Connection) -> None:
    store = filled(profile, NOW - 400 * DAY, NOW)
    store.clear()
    assert (store.newest(), store.totals(), rows(profile)) == ((), Totals(0, 0, 0), 0)


def test_long_path_is_cut(profile: sqlite3.Connection) -> None:
    store = filled(profile, NOW, traffic=Traffic("catalogue.example", "/" + "a" * 5000, 1, 1))
    assert len(store.newest()[0].traffic.path) == 2000


def test_without_a_profile_nothing_is_kept_and_nothing_raised() -> None:
    store = LeftStore(None, can_save=True)
    store.add(NOW, STAMP)
    assert (store.can_save, store.newest(), store.totals()) == (False, (), Totals(0, 0, 0))
    with pytest.raises(ProfileError):
        store.clear()


def test_profile_that_may_only_be_read_gives_what_it_has(tmp_path: Path) -> None:
    path = tmp_path / "appvett.sqlite"
    with closing(open_profile(path)) as connection:
        filled(connection, NOW)
    path.chmod(0o400)
    tmp_path.chmod(0o500)
    try:
        found = open_best_profile(path)
        assert found.connection is not None
        with closing(found.connection):
            store = LeftStore(found.connection, can_save=False)
            store.add(NOW, STAMP)
            assert store.totals().requests == 1
            with pytest.raises(ProfileError, match="could not be cleared"):
                store.clear()
    finally:
        tmp_path.chmod(0o700)


def test_broken_rows_are_passed_over(profile: sqlite3.Connection) -> None:
    store = filled(profile, NOW)
    profile.execute("insert into left_machine (at, host, path, sent, received) values ('soon', 'x', '/', 1, 1)")
    assert [one.at for one in store.newest()] == [NOW]
    profile.execute("drop table left_machine")
    store.add(NOW, STAMP)
    assert (store.newest(), store.totals()) == ((), Totals(0, 0, 0))
