"""Is this file a catalogue at all? Checked before a single row is believed.

In this order: it is there; it is an SQLite database; it carries our application id; its schema version is one we
know; it holds exactly our tables and indexes, each table with exactly our columns, and no view, trigger or virtual
table. A view or a trigger could make honest queries lie.
"""

from __future__ import annotations

import sqlite3
import stat
from contextlib import closing
from pathlib import Path

from core.catalogue.errors import damaged, foreign, missing, too_new, too_old
from core.catalogue.schema import APPLICATION_ID, SCHEMA_VERSION, TABLES, Index, Table, index_name, objects
from core.database.connections import open_readonly
from core.errors import FileUnreadable

_MAGIC = b"SQLite format 3\x00"
_HEADER = 100


def check_file(path: Path) -> None:
    """Check that the file is a catalogue of a version we know. Reads the header and the schema, no rows.

    Raises:
        CatalogueMissing: there is no such file.
        CatalogueForeign: it is something else.
        CatalogueTooNew: it was made for a newer Appvett.
        CatalogueTooOld: it was made by an older Appvett.
        CatalogueDamaged: it is not whole.
    """
    _check_header(path)
    try:
        with closing(open_readonly(path, immutable=True)) as connection:
            _check_schema(path, connection)
    except (FileUnreadable, sqlite3.DatabaseError) as error:
        raise damaged(path) from error


def _check_header(path: Path) -> None:
    try:
        found = path.stat()
        if not stat.S_ISREG(found.st_mode):
            raise foreign(path)
        with path.open("rb") as file:
            header = file.read(_HEADER)
    except FileNotFoundError as error:
        raise missing(path) from error
    except (OSError, ValueError) as error:
        raise damaged(path) from error
    magic = header[: len(_MAGIC)]
    if magic == _MAGIC and len(header) == _HEADER:
        return
    # Cut off or wiped: as far as anyone can tell, a file that once was one.
    raise damaged(path) if _MAGIC.startswith(magic) or not any(magic) or magic == _MAGIC else foreign(path)


def _check_schema(path: Path, connection: sqlite3.Connection) -> None:
    if connection.execute("pragma application_id").fetchone()[0] != APPLICATION_ID:
        raise foreign(path)
    version = connection.execute("pragma user_version").fetchone()[0]
    if version > SCHEMA_VERSION:
        raise too_new(path, version, SCHEMA_VERSION)
    if version < 1:
        raise foreign(path)
    if version < SCHEMA_VERSION:
        raise too_old(path, version, SCHEMA_VERSION)
    found = connection.execute("select type, name, sql from sqlite_schema").fetchall()
    # SQLite's own indexes of primary keys have no SQL text; a trigger or view cannot pass for one.
    named = {(kind, name) for kind, name, sql in found if not _is_automatic(kind, name, sql)}
    if named != objects() or not all(_is_ours(connection, table) for table in TABLES):
        raise damaged(path)


def _is_automatic(kind: str, name: str, sql: str | None) -> bool:
    return kind == "index" and sql is None and name.startswith("sqlite_autoindex_")


def _is_ours(connection: sqlite3.Connection, table: Table) -> bool:
    return _has_our_columns(connection, table) and all(_covers(connection, table, index) for index in table.indexes)


def _covers(connection: sqlite3.Connection, table: Table, index: Index) -> bool:
    """Whether an index is over all rows of its table and over its columns, compared as they should be."""
    name = index_name(table, index)
    whole = connection.execute(
        'select 1 from pragma_index_list(?) where name = ? and partial = 0 and "unique" = 0', (table.name, name)
    )
    rows = connection.execute('select name, "desc", upper(coll) from pragma_index_xinfo(?) where key = 1', (name,))
    wanted = [(column, 0, index.collation(column)) for column in index.columns]
    return whole.fetchone() is not None and rows.fetchall() == wanted


def _has_our_columns(connection: sqlite3.Connection, table: Table) -> bool:
    rows = connection.execute('select name, type, "notnull", pk, hidden from pragma_table_xinfo(?)', (table.name,))
    wanted = [
        (
            column.name,
            "INTEGER" if column.kind is int else "TEXT",
            int(not column.nullable),
            table.key.index(column.name) + 1 if column.name in table.key else 0,
            0,
        )
        for column in table.columns
    ]
    return rows.fetchall() == wanted
