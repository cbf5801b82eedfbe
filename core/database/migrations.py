"""Bringing a SQLite file up to date in small named steps, each in a transaction of its own.

`user_version` counts the steps taken and the table `migration` names them. A file that took more steps than
we know was made by a newer Appvett and is left alone, as is one that took others.
"""

import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from core.errors import ProfileError
from core.texts.phrase import phrase

_TABLE = "create table if not exists migration (number integer primary key, name text not null unique) strict"


@dataclass(frozen=True, slots=True)
class Migration:
    """One step."""

    name: str
    """Unique; kept in the file."""
    statements: tuple[str, ...]
    """SQL, run in order; all or nothing."""


def migrate(
    connection: sqlite3.Connection, migrations: Sequence[Migration], application_id: int, path: Path
) -> tuple[str, ...]:
    """Takes the steps that a file has not taken yet.

    Args:
        connection: To the file, in autocommit mode.
        migrations: All steps we know, oldest first.
        application_id: The mark of such files; a new file is given it.
        path: Of the file, for messages.

    Returns:
        The names of the steps taken now, in order.

    Raises:
        ProfileError: The file is of a newer Appvett or of another program; it was not touched.
        sqlite3.Error: A step failed; those before it stand.
    """
    _check_mark(connection, application_id, path)
    done = _steps_taken(connection)
    known = tuple(step.name for step in migrations)
    if done[: len(known)] == known and len(done) > len(known):
        raise ProfileError(
            phrase("{path} was made by a newer Appvett.", path=str(path)),
            phrase("Update Appvett; until then it works with its defaults and saves nothing."),
            safe=phrase("The file is unchanged."),
        )
    if done != known[: len(done)]:
        raise _foreign(path)
    for step in migrations[len(done) :]:
        _take(connection, step, application_id)
    return known[len(done) :]


@contextmanager
def transaction(connection: sqlite3.Connection) -> Iterator[None]:
    """All or nothing: what is written inside stands when the block ends, and is undone when it raises."""
    connection.execute("begin immediate")
    try:
        yield
        connection.execute("commit")
    except BaseException:
        if connection.in_transaction:
            connection.execute("rollback")
        raise


def _check_mark(connection: sqlite3.Connection, application_id: int, path: Path) -> None:
    """Refuses a file that bears another mark, or has tables but no mark."""
    # One statement sees one state of the file, also while another Appvett makes it.
    mark, objects = connection.execute(
        "select (select application_id from pragma_application_id), (select count(*) from sqlite_schema)"
    ).fetchone()
    if mark != application_id and not (mark == 0 and objects == 0):
        raise _foreign(path)


def _steps_taken(connection: sqlite3.Connection) -> tuple[str, ...]:
    count = connection.execute("pragma user_version").fetchone()[0]
    if count == 0:
        return ()
    rows = connection.execute("select name from migration order by number").fetchall()
    return tuple(str(row[0]) for row in rows)


def _take(connection: sqlite3.Connection, step: Migration, application_id: int) -> None:
    with transaction(connection):
        connection.execute(_TABLE)
        if connection.execute("select 1 from migration where name = ?", (step.name,)).fetchone():
            return  # another Appvett, started at the same moment, took the step while we waited
        for statement in step.statements:
            connection.execute(statement)
        connection.execute("insert into migration (name) values (?)", (step.name,))
        count = connection.execute("select count(*) from migration").fetchone()[0]
        # Pragmas take no parameters; both are whole numbers of our own.
        connection.execute(f"pragma user_version = {int(count)}")
        connection.execute(f"pragma application_id = {int(application_id)}")


def _foreign(path: Path) -> ProfileError:
    return ProfileError(
        phrase("{path} is not a file of Appvett.", path=str(path)),
        phrase("Move it away, or choose another data folder with --data."),
        safe=phrase("The file is unchanged."),
    )
