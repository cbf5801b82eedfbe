import sqlite3
import threading
from contextlib import closing
from pathlib import Path

import pytest

from core.database import (
    attach_readonly,
    open_best_profile,
    open_profile,
    open_readonly,
    open_scratch,
    transaction,
)
from core.errors import FileUnreadable, ProfileError

NAMES = ["plain.sqlite", "what?.sqlite", "100 %41.sqlite", "#1;a=b&mode=rwc.sqlite", "æøå.sqlite"]


def pragma(connection: sqlite3.Connection, name: str) -> object:
    return connection.execute(f"pragma {name}").fetchone()[0]


def a_file(path: Path) -> Path:
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("create table app (name text)")
        connection.execute("insert into app values ('TikTok')")
    return path


@pytest.mark.parametrize("name", NAMES)
def test_any_name_is_read(tmp_path: Path, name: str) -> None:
    path = a_file(tmp_path / name)
    with closing(open_readonly(path)) as connection:
        assert connection.execute("select name from app").fetchone() == ("TikTok",)
    assert [found.name for found in tmp_path.iterdir()] == [name]


@pytest.mark.parametrize("name", NAMES)
def test_profile_of_any_name_is_made(tmp_path: Path, name: str) -> None:
    with closing(open_profile(tmp_path / name)):
        assert (tmp_path / name).is_file()


def test_readonly_file_cannot_be_changed(tmp_path: Path) -> None:
    with (
        closing(open_readonly(a_file(tmp_path / "a.sqlite"))) as connection,
        pytest.raises(sqlite3.OperationalError, match="readonly"),
    ):
        connection.execute("delete from app")


def test_readonly_file_is_opened_with_care(tmp_path: Path) -> None:
    with closing(open_readonly(a_file(tmp_path / "a.sqlite"))) as connection:
        found = {name: pragma(connection, name) for name in ("trusted_schema", "cell_size_check", "query_only")}
    assert found == {"trusted_schema": 0, "cell_size_check": 1, "query_only": 1}


def test_missing_file_is_not_made(tmp_path: Path) -> None:
    with pytest.raises(FileUnreadable):
        open_readonly(tmp_path / "none.sqlite")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("content", [b"not a database at all" * 100, b"SQLite format 3\0" + b"\xff" * 500])
def test_what_is_no_database_is_refused(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "a.sqlite"
    path.write_bytes(content)
    with pytest.raises(FileUnreadable):
        open_readonly(path)
    with pytest.raises(ProfileError):
        open_profile(path)
    assert path.read_bytes() == content


def test_folder_is_no_database(tmp_path: Path) -> None:
    with pytest.raises(FileUnreadable):
        open_readonly(tmp_path)
    with pytest.raises(ProfileError):
        open_profile(tmp_path)


def test_profile_is_opened_with_care(tmp_path: Path) -> None:
    with closing(open_profile(tmp_path / "deep" / "appvett.sqlite")) as connection:
        found = {
            name: pragma(connection, name)
            for name in ("journal_mode", "foreign_keys", "trusted_schema", "cell_size_check", "secure_delete")
        }
        assert pragma(connection, "synchronous") == 2
    assert found == {
        "journal_mode": "wal",
        "foreign_keys": 1,
        "trusted_schema": 0,
        "cell_size_check": 1,
        "secure_delete": 1,
    }


def test_transaction_is_all_or_nothing(tmp_path: Path) -> None:
    with closing(open_profile(tmp_path / "a.sqlite")) as connection:

        def write_and_fail() -> None:
            with transaction(connection):
                connection.execute("insert into setting values ('language', 'nb')")
                raise RuntimeError

        with pytest.raises(RuntimeError):
            write_and_fail()
        assert connection.execute("select count(*) from setting").fetchone() == (0,)


def test_profile_below_a_file_cannot_be_had(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    best = open_best_profile(tmp_path / "file" / "appvett.sqlite")
    assert (best.connection, best.can_save) == (None, False)
    assert best.problem is not None


def test_good_profile_can_be_saved_to(tmp_path: Path) -> None:
    best = open_best_profile(tmp_path / "appvett.sqlite")
    assert best.connection is not None
    assert best.can_save
    best.connection.close()


def test_profile_of_a_newer_appvett_is_still_read(tmp_path: Path) -> None:
    path = tmp_path / "appvett.sqlite"
    with closing(open_profile(path)) as connection, transaction(connection):
        connection.execute("insert into setting values ('language', 'nn')")
        connection.execute("insert into migration (name) values ('from the future')")
        connection.execute("pragma user_version = 2")
    best = open_best_profile(path)
    assert not best.can_save
    assert best.connection is not None
    assert best.connection.execute("select value from setting").fetchone() == ("nn",)
    best.connection.close()


def test_file_of_another_program_is_left_alone(tmp_path: Path) -> None:
    path = a_file(tmp_path / "appvett.sqlite")
    before = path.read_bytes()
    best = open_best_profile(path)
    assert (best.connection, best.can_save) == (None, False)
    assert path.read_bytes() == before


def test_many_starts_at_once_all_succeed(tmp_path: Path) -> None:
    failures: list[BaseException] = []

    def start() -> None:
        try:
            open_profile(tmp_path / "appvett.sqlite").close()
        except Exception as error:  # noqa: BLE001 - whatever it is, the test tells it
            failures.append(error)

    threads = [threading.Thread(target=start) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failures == []


def test_two_files_are_read_side_by_side_and_neither_can_be_changed(tmp_path: Path) -> None:
    for name in ("one", "100 %41#"):
        with closing(sqlite3.connect(tmp_path / name)) as connection, connection:
            connection.execute("create table t (x)")
            connection.execute("insert into t values (?)", (name,))
    with closing(open_scratch()) as both:
        attach_readonly(both, tmp_path / "one", "old")
        attach_readonly(both, tmp_path / "100 %41#", "new")
        assert both.execute("select old.t.x, new.t.x from old.t, new.t").fetchall() == [("one", "100 %41#")]
        both.execute("create temp table noted as select x from old.t")
        with pytest.raises(sqlite3.OperationalError, match="readonly"):
            both.execute("delete from new.t")


@pytest.mark.parametrize("content", [None, b"no database at all, whatever its name says, and long enough to be one"])
def test_what_is_no_database_is_not_attached(content: bytes | None, tmp_path: Path) -> None:
    if content is not None:
        (tmp_path / "other").write_bytes(content * 20)
    with closing(open_scratch()) as scratch, pytest.raises(FileUnreadable):
        attach_readonly(scratch, tmp_path / "other", "old")
