"""Writes the tables of a catalogue file from a stream of rows, and reads its digest back from them.

The digest is computed over what stands in the file, not over what was meant to: so the rows need not be held, and a
file with hundreds of thousands of listings takes no more memory than one with none.
"""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path

import sqlite_utils

from core.catalogue.progress import Part
from core.catalogue.schema import (
    APPLICATION_ID,
    BY_NAME,
    DIGEST_KEY,
    PAGE_SIZE,
    SCHEMA_VERSION,
    TABLES,
    Index,
    Table,
    index_name,
)
from core.catalogue.store import CatalogueStore
from core.errors import FileUnreadable, Reporter
from core.texts.phrase import phrase

Cells = tuple[int | str | None, ...]
"""One row: its values in column order."""
TableRow = tuple[str, Cells]
"""A row with the name of its table."""

_AT_ONCE = 1000
"""Rows of one table that are written together."""
_FILLED = 50
"""How far the work has come, of 100, once the rows are written."""


@contextmanager
def half_made(place: Path) -> Iterator[Path]:
    """The name of a file to write beside `place`, or inside it if it is a folder; see `put_in_place`.

    It is not there yet, and is removed in the end, whatever happens, unless it was put in place.

    Raises:
        FileUnreadable: the place cannot be written, or the disk is full.
    """
    folder, name = (place, "catalogue-new") if place.is_dir() else (place.parent, place.name)
    temporary = folder / f".{name}.{os.getpid()}.tmp"
    try:
        temporary.unlink(missing_ok=True)
        yield temporary
    except (OSError, sqlite3.OperationalError) as error:
        raise unwritable(place) from error
    finally:
        with suppress(OSError):
            temporary.unlink(missing_ok=True)


def put_in_place(temporary: Path, target: Path) -> None:
    """Give a file that was written its name; one of that name is replaced.

    Raises:
        OSError: that cannot be done.
    """
    flush(temporary)
    temporary.replace(target)


def flush(path: Path) -> None:
    """Have the disk hold what was written to a file.

    Raises:
        OSError: that cannot be done.
    """
    with path.open("rb+") as file:
        os.fsync(file.fileno())


def unwritable(target: Path) -> FileUnreadable:
    """The file cannot be written."""
    return FileUnreadable(
        phrase("{path} cannot be written.", path=str(target)),
        phrase("Check the folder, its rights and the free space on the disk."),
        safe=phrase("The catalogue in use is unchanged."),
    )


def write_catalogue(path: Path, rows: Iterable[TableRow], reporter: Reporter) -> str:
    """Write a catalogue file: always the same statements in the same order, so that the same rows give the same bytes.

    Args:
        path: A file that is not there yet.
        rows: All rows but the digest, in any order; taken one by one. Rows of one table in the order of its key make
            the file quick to read. Whoever makes them tells the reporter how far that has come.
        reporter: Told how far reading the digest back has come, in the second half of 100.

    Returns:
        The digest, `sha256:` and 64 hex digits.

    Raises:
        OSError, sqlite3.OperationalError: the file cannot be written.
        Cancelled: the reporter asked to stop.
    """
    with closing(sqlite3.connect(path)) as connection:
        for setting in (f"page_size = {PAGE_SIZE}", "journal_mode = off", "synchronous = off", "cache_size = -65536"):
            connection.execute(f"pragma {setting}")
        connection.execute(f"pragma application_id = {APPLICATION_ID}")
        connection.execute(f"pragma user_version = {SCHEMA_VERSION}")
        _create(connection)
        _fill(connection, rows)
        for table in TABLES:
            for index in table.indexes:
                connection.execute(_creating(table, index))
        connection.commit()
        if connection.execute("pragma foreign_key_check").fetchone() is not None:
            raise AssertionError("a row points to nothing although every check passed")
    with CatalogueStore.open(path, verify=False) as store:
        digest = store.compute_digest(Part(reporter, _FILLED, 100))
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("pragma journal_mode = off")
        connection.execute(_inserting(BY_NAME["meta"]), (DIGEST_KEY, digest))
        connection.commit()
    return digest


def filling(reporter: Reporter) -> Part:
    """The part of the reporter's work that is over once all rows are written; see `write_catalogue`."""
    return Part(reporter, 0, _FILLED)


def _create(connection: sqlite3.Connection) -> None:
    database = sqlite_utils.Database(connection)
    for table in TABLES:
        database.table(table.name).create(
            {column.name: column.kind for column in table.columns},
            pk=table.key[0] if len(table.key) == 1 else table.key,
            not_null={column.name for column in table.columns if not column.nullable},
            foreign_keys=list(table.foreign),
            strict=True,
        )


def _fill(connection: sqlite3.Connection, rows: Iterable[TableRow]) -> None:
    waiting: dict[str, list[Cells]] = {table.name: [] for table in TABLES}
    statements = {table.name: _inserting(table) for table in TABLES}
    for name, cells in rows:
        some = waiting[name]
        some.append(cells)
        if len(some) == _AT_ONCE:
            connection.executemany(statements[name], some)
            some.clear()
    for name, some in waiting.items():
        connection.executemany(statements[name], some)


def _inserting(table: Table) -> str:
    marks = ", ".join("?" * len(table.columns))
    # The name comes from core.catalogue.schema; values are bound.
    return f'insert into "{table.name}" values ({marks})'  # noqa: S608


def _creating(table: Table, index: Index) -> str:
    columns = ", ".join(
        f'"{column}" collate nocase' if column in index.nocase else f'"{column}"' for column in index.columns
    )
    return f'create index "{index_name(table, index)}" on "{table.name}" ({columns})'
