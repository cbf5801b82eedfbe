import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from core.database import PROFILE_MIGRATIONS, Migration, migrate, open_profile
from core.errors import ProfileError

MARK = 0x1234
PATH = Path("appvett.sqlite")
FIRST = Migration("first", ("create table a (x integer) strict", "insert into a values (1)"))
SECOND = Migration("second", ("create table b (x integer) strict",))
BROKEN = Migration("broken", ("create table c (x integer) strict", "insert into nowhere values (1)"))


@pytest.fixture
def file() -> Iterator[sqlite3.Connection]:
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as connection:
        yield connection


def tables(connection: sqlite3.Connection) -> set[str]:
    return {row[0] for row in connection.execute("select name from sqlite_schema where type = 'table'")}


def version(connection: sqlite3.Connection) -> int:
    return int(connection.execute("pragma user_version").fetchone()[0])


def test_each_step_is_taken_once(file: sqlite3.Connection) -> None:
    assert migrate(file, [FIRST], MARK, PATH) == ("first",)
    assert migrate(file, [FIRST, SECOND], MARK, PATH) == ("second",)
    assert migrate(file, [FIRST, SECOND], MARK, PATH) == ()
    assert tables(file) == {"migration", "a", "b"}
    assert version(file) == 2


def test_failed_step_leaves_nothing_and_can_be_repeated(file: sqlite3.Connection) -> None:
    with pytest.raises(sqlite3.OperationalError):
        migrate(file, [FIRST, BROKEN], MARK, PATH)
    assert tables(file) == {"migration", "a"}
    assert version(file) == 1
    assert not file.in_transaction
    assert migrate(file, [FIRST, SECOND], MARK, PATH) == ("second",)


def test_newer_file_is_refused_untouched(file: sqlite3.Connection) -> None:
    migrate(file, [FIRST, SECOND], MARK, PATH)
    with pytest.raises(ProfileError, match="newer Appvett"):
        migrate(file, [FIRST], MARK, PATH)
    assert version(file) == 2


def test_file_with_other_steps_is_refused(file: sqlite3.Connection) -> None:
    migrate(file, [SECOND], MARK, PATH)
    with pytest.raises(ProfileError, match="not a file of Appvett"):
        migrate(file, [FIRST, SECOND], MARK, PATH)


def test_file_of_another_program_is_refused(file: sqlite3.Connection) -> None:
    file.execute("create table theirs (x)")
    with pytest.raises(ProfileError, match="not a file of Appvett"):
        migrate(file, [FIRST], MARK, PATH)
    assert tables(file) == {"theirs"}


def test_file_with_another_mark_is_refused(file: sqlite3.Connection) -> None:
    file.execute("pragma application_id = 77")
    with pytest.raises(ProfileError):
        migrate(file, [FIRST], MARK, PATH)


def test_released_steps_have_names_of_their_own() -> None:
    names = [step.name for step in PROFILE_MIGRATIONS]
    assert len(names) == len(set(names))


def test_profile_has_exactly_the_tables_of_its_steps(tmp_path: Path) -> None:
    with closing(open_profile(tmp_path / "appvett.sqlite")) as connection:
        sync = {"sync_run", "left_machine", "floor"}
        assert tables(connection) == {"migration", "setting", "followed", *sync, "news_release", "news"}
        assert version(connection) == len(PROFILE_MIGRATIONS)
