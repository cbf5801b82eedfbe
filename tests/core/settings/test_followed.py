import sqlite3
from collections.abc import Iterator
from contextlib import closing
from datetime import date
from pathlib import Path

import pytest

from core.database import PROFILE_MIGRATIONS, migrate, open_best_profile, open_profile
from core.database.profile import PROFILE_ID
from core.errors import ProfileError
from core.facts import AppId
from core.settings.followed import Followed, FollowedStore

TIKTOK, SIGNAL = AppId("tiktok"), AppId("signal")
MARCH, MAY = date(2026, 3, 1), date(2026, 5, 1)


@pytest.fixture
def profile(tmp_path: Path) -> Iterator[sqlite3.Connection]:
    with closing(open_profile(tmp_path / "appvett.sqlite")) as connection:
        yield connection


def test_followed_apps_are_there_after_a_restart_the_oldest_first(tmp_path: Path) -> None:
    path = tmp_path / "appvett.sqlite"
    with closing(open_profile(path)) as connection:
        store = FollowedStore(connection, can_save=True)
        store.follow(SIGNAL, MAY)
        store.follow(TIKTOK, MARCH)
    with closing(open_profile(path)) as connection:
        found = FollowedStore(connection, can_save=True).apps()
    assert found == (Followed(TIKTOK, MARCH), Followed(SIGNAL, MAY))


def test_app_followed_twice_keeps_its_day(profile: sqlite3.Connection) -> None:
    store = FollowedStore(profile, can_save=True)
    store.follow(TIKTOK, MARCH)
    store.follow(TIKTOK, MAY)
    assert store.apps() == (Followed(TIKTOK, MARCH),)


def test_all_are_cleared_and_restored_in_one_step_each(profile: sqlite3.Connection) -> None:
    store = FollowedStore(profile, can_save=True)
    store.follow(TIKTOK, MARCH)
    store.follow(SIGNAL, MAY)
    before = store.apps()
    store.clear()
    assert store.apps() == ()
    store.restore(before)
    assert store.apps() == before
    store.unfollow(TIKTOK)
    assert store.apps() == (Followed(SIGNAL, MAY),)


def test_without_a_profile_nothing_is_followed_and_nothing_saved() -> None:
    store = FollowedStore(None, can_save=True)
    assert not store.can_save
    assert store.apps() == ()
    with pytest.raises(ProfileError, match="could not be saved"):
        store.follow(TIKTOK, MARCH)


def test_profile_that_may_only_be_read_is_told_and_unchanged(profile: sqlite3.Connection) -> None:
    FollowedStore(profile, can_save=True).follow(TIKTOK, MARCH)
    profile.execute("pragma query_only = on")
    store = FollowedStore(profile, can_save=True)
    for change in (store.clear, lambda: store.unfollow(TIKTOK), lambda: store.follow(SIGNAL, MAY)):
        with pytest.raises(ProfileError):
            change()
    assert store.apps() == (Followed(TIKTOK, MARCH),)


def test_profile_of_an_older_appvett_gets_the_table(tmp_path: Path) -> None:
    path = tmp_path / "appvett.sqlite"
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        migrate(connection, PROFILE_MIGRATIONS[:1], PROFILE_ID, path)
    with closing(open_profile(path)) as connection:
        store = FollowedStore(connection, can_save=True)
        store.follow(TIKTOK, MARCH)
        assert store.apps() == (Followed(TIKTOK, MARCH),)


def test_old_profile_that_cannot_be_written_has_none(tmp_path: Path) -> None:
    path = tmp_path / "appvett.sqlite"
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        migrate(connection, PROFILE_MIGRATIONS[:1], PROFILE_ID, path)
        connection.execute("pragma user_version = 99")  # as a newer Appvett would leave it
        connection.execute("insert into migration values (99, 'newer')")
        connection.execute("insert into migration values (98, 'newer still')")
    found = open_best_profile(path)
    assert found.connection is not None
    with closing(found.connection):
        store = FollowedStore(found.connection, can_save=found.can_save)
        assert store.apps() == ()
        assert not store.can_save


@pytest.mark.parametrize("since", ["", "yesterday", "2026-13-01"])
def test_day_that_makes_no_sense_is_passed_over(profile: sqlite3.Connection, since: str) -> None:
    profile.execute("insert into followed values ('tiktok', ?)", (since,))
    assert FollowedStore(profile, can_save=True).apps() == ()


def test_what_is_no_longer_followed_is_gone_from_the_file(tmp_path: Path) -> None:
    path = tmp_path / "appvett.sqlite"
    with closing(open_profile(path)) as connection:
        store = FollowedStore(connection, can_save=True)
        store.follow(AppId("a-telling-name"), MARCH)
        store.unfollow(AppId("a-telling-name"))
        connection.execute("pragma wal_checkpoint(truncate)").fetchone()
    assert all(b"a-telling-name" not in file.read_bytes() for file in tmp_path.iterdir())
