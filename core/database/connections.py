"""Opening SQLite files with the care each kind needs.

The catalogue is opened read-only and replaced whole. The user's own file is local and never on a share: WAL,
so that a reader never waits; `secure_delete`, so that what was erased is gone; `cell_size_check`, so that
damage is noticed; `trusted_schema` off, so that a schema made by others can do nothing.
"""

import sqlite3
import time
from contextlib import closing, suppress
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

from core.database.migrations import migrate, transaction
from core.database.profile import PROFILE_ID, PROFILE_MIGRATIONS
from core.errors import FileUnreadable, ProfileError
from core.texts.phrase import phrase

__all__ = [
    "BestProfile",
    "attach_readonly",
    "open_best_profile",
    "open_profile",
    "open_readonly",
    "open_scratch",
    "transaction",
]

_WAIT = 5.0
"""Seconds that a writer waits for another one."""
_LOOK_AGAIN = 0.005
"""Seconds between two looks whether the others are done."""

_EVERY = ("trusted_schema = off", "cell_size_check = on")
_READONLY = (*_EVERY, "query_only = on")
_PROFILE = (*_EVERY, "foreign_keys = on", "secure_delete = on", "synchronous = full")


@dataclass(frozen=True, slots=True)
class BestProfile:
    """The user's own file, as far as it can be had."""

    connection: sqlite3.Connection | None
    """None where there is nothing to read."""
    can_save: bool
    """Whether it can be written."""
    problem: ProfileError | None
    """Why not, if not."""


def open_readonly(path: Path, *, immutable: bool = False) -> sqlite3.Connection:
    """Opens a file that nobody edits; it cannot be changed through this connection.

    Args:
        path: Any path, also with `?`, `#` and `%`.
        immutable: Whether nobody at all writes to it now: then SQLite makes no file beside it, as a read-only
            folder demands.

    Raises:
        FileUnreadable: It is not there, may not be read, or is no SQLite file.
    """
    mode = "mode=ro&immutable=1" if immutable else "mode=ro"
    try:
        connection = sqlite3.connect(f"{_uri(path)}?{mode}", uri=True, isolation_level=None, timeout=_WAIT)
    except sqlite3.Error as error:
        raise _unreadable(path) from error
    try:
        _set(connection, _READONLY)
        # Opening reads nothing; this reads the header and the schema.
        connection.execute("select count(*) from sqlite_schema").fetchone()
    except sqlite3.Error as error:
        connection.close()
        raise _unreadable(path) from error
    return connection


def open_scratch() -> sqlite3.Connection:
    """Opens a connection to no file, for `attach_readonly` and temporary tables."""
    connection = sqlite3.connect(":memory:", uri=True, isolation_level=None)
    _set(connection, _EVERY)
    return connection


def attach_readonly(connection: sqlite3.Connection, path: Path, name: str) -> None:
    """Adds a file that nobody edits, and nobody writes to now, to a connection; it cannot be changed through it.

    Args:
        connection: From `open_scratch`.
        path: Of the file.
        name: What its tables are called by; a plain word.

    Raises:
        FileUnreadable: It is not there, may not be read, or is no SQLite file.
    """
    try:
        connection.execute(f"attach ? as {name}", (f"{_uri(path)}?mode=ro&immutable=1",))
        connection.execute(f"select count(*) from {name}.sqlite_schema").fetchone()  # noqa: S608 - a word of ours
    except sqlite3.Error as error:
        raise _unreadable(path) from error


def open_profile(path: Path) -> sqlite3.Connection:
    """Opens the user's own file for writing: makes it where there is none, and brings it up to date.

    Raises:
        ProfileError: It cannot be made, written or understood; it is unchanged.
    """
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        connection = sqlite3.connect(f"{_uri(path)}?mode=rwc", uri=True, isolation_level=None, timeout=_WAIT)
    except (OSError, sqlite3.Error) as error:
        raise _unwritable(path) from error
    try:
        _set(connection, _PROFILE)
        migrate(connection, PROFILE_MIGRATIONS, PROFILE_ID, path)
        # Only now: the mode is kept in the file, and another program's file is not ours to change.
        _write_ahead(connection)
        # SQLite opens a file that it may only read without a word; asking for the right to write tells.
        with transaction(connection):
            pass
    except sqlite3.Error as error:
        connection.close()
        raise _unwritable(path) from error
    except ProfileError:
        connection.close()
        raise
    return connection


def open_best_profile(path: Path) -> BestProfile:
    """Opens the user's own file for writing, else for reading, else not at all; never raises.

    A profile on a read-only disc still gives the settings that stand in it, and look-up works without any.
    """
    try:
        return BestProfile(open_profile(path), can_save=True, problem=None)
    except ProfileError as error:
        problem = error
    # What was written last may stand in the log beside the file; `immutable` would pass it over, but needs no log.
    for immutable in (False, True):
        with suppress(FileUnreadable):
            connection = open_readonly(path, immutable=immutable)
            if connection.execute("pragma application_id").fetchone()[0] == PROFILE_ID:
                return BestProfile(connection, can_save=False, problem=problem)
            with closing(connection):
                pass
    return BestProfile(None, can_save=False, problem=problem)


def _uri(path: Path) -> str:
    """The path as SQLite reads it. `Path.as_uri` puts a share's server where SQLite accepts none."""
    text = path.absolute().as_posix()
    return "file://" + quote(text if text.startswith("/") else f"/{text}")


def _set(connection: sqlite3.Connection, pragmas: tuple[str, ...]) -> None:
    for pragma in pragmas:
        connection.execute(f"pragma {pragma}")


def _write_ahead(connection: sqlite3.Connection) -> None:
    """Turn to WAL. SQLite does not wait by itself for others that open the same new file at this moment."""
    until = time.monotonic() + _WAIT
    while True:
        try:
            connection.execute("pragma journal_mode = wal").fetchone()
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode != sqlite3.SQLITE_BUSY or time.monotonic() > until:
                raise
            time.sleep(_LOOK_AGAIN)
        else:
            return


def _unreadable(path: Path) -> FileUnreadable:
    what = phrase("{path} cannot be read, or is not a database.", path=str(path))
    # Whether it is there cannot be known where one may not look.
    with suppress(OSError):
        if not path.exists():
            what = phrase("{path} is not there.", path=str(path))
    return FileUnreadable(what, phrase("Check the path, and who may read the file."))


def _unwritable(path: Path) -> ProfileError:
    return ProfileError(
        phrase("{path} cannot be written.", path=str(path)),
        phrase("Check the disk and who may write there, or choose another data folder with --data."),
        safe=phrase("Look-up works; nothing can be saved."),
    )
