"""Counting what a catalogue holds, without reading it: hundreds of thousands of listings are counted by an index."""

from __future__ import annotations

import sqlite3

from core.catalogue.model import EntryKind
from core.catalogue.schema import BY_NAME, TABLES
from core.facts import Verified

_COUNTED = (
    ("apps", "app"),
    ("companies", "company"),
    ("stakes", "stake"),
    ("presences", "presence"),
    ("countries", "country"),
    ("laws", "law"),
    ("guidance", "advice"),
    ("reach", "reach"),
    ("incidents", "incident"),
    ("abilities", "ability"),
    ("tasks", "task"),
    ("words", "word"),
)
"""What is counted: (word, table)."""
_DOSSIERS = (EntryKind.DOSSIER.value,)


def count_rows(connection: sqlite3.Connection, table: str) -> int:
    """How many rows a table has."""
    # The name comes from core.catalogue.schema.
    return int(connection.execute(f'select count(*) from "{BY_NAME[table].name}"').fetchone()[0])  # noqa: S608


def count_kinds(connection: sqlite3.Connection) -> tuple[tuple[str, int], ...]:
    """Rows by kind of fact, the number of dossiers beside that of all apps."""
    counts = [(word, count_rows(connection, table)) for word, table in _COUNTED]
    return (*counts[:1], ("dossiers", _count_dossiers(connection)), *counts[1:])


def _count_dossiers(connection: sqlite3.Connection) -> int:
    return int(connection.execute('select count(*) from "app" where "kind" = ?', _DOSSIERS).fetchone()[0])


def categories(connection: sqlite3.Connection) -> tuple[str, ...]:
    """Keys of all categories of dossiers, sorted."""
    rows = connection.execute('select distinct "category" from "app" where "kind" = ? order by "category"', _DOSSIERS)
    return tuple(category for (category,) in rows)


def count_marks(connection: sqlite3.Connection) -> dict[Verified, int]:
    """How many facts carry each mark. What lists say of listings is no fact of ours and is left out."""
    counts = dict.fromkeys(Verified, 0)
    for table in TABLES:
        if "verified" not in table.names:
            continue
        for mark, count in connection.execute(_marks_of(table.name), _DOSSIERS if table.name in _OF_APPS else ()):
            counts[Verified(mark)] += count
    return counts


_OF_APPS = {
    "app": '"kind" = ?',
    "store_id": '"app" in (select "id" from "app" where "kind" = ?)',
}
"""Tables in which listings have rows, and which of them are a dossier's."""


def _marks_of(table: str) -> str:
    condition = f"where {_OF_APPS[table]}" if table in _OF_APPS else ""
    # All names come from core.catalogue.schema; values are bound.
    return f'select "verified", count(*) from "{table}" {condition} group by "verified"'  # noqa: S608
