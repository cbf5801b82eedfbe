"""How little could be fetched, and how much a plain way takes: two measures of a change, neither of them ours.

Both are reckoned from the two files alone, with queries of their own: nothing here knows how our deltas are written.

**The floor** is what differs and nothing else. Table by table: how far apart the rows lie that go; for each column, how
far apart the cells lie that change, and what they hold now; how far apart the new rows lie, and their cells column by
column. A distance is counted in rows of the old table, a byte for each seven bits. Cells stand as text with a zero byte
behind each. No header, no counts, no names of tables, no way to find one's way through it: it could not be applied. All
of that in one frame of zstd at level 19, without checksum or length.

The floor speaks of itself alone. Whoever applies a delta has the old catalogue beside it, and new cells resemble old
ones: a way that makes use of that may stay below the floor.

**Row operations as text** are what one would write first: a line of JSON for each row that goes (its key), changes (its
key and its new cells by name) or comes (all cells), in the order of tables and keys; zstd at level 19.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from core.catalogue.schema import DIGEST_KEY, TABLES, Table
from core.publishing.listings.zstandard import zstd

LEVEL = 19
Row = tuple[int | str | None, ...]


@dataclass(frozen=True, slots=True)
class Change:
    """What differs in one table."""

    table: Table
    gone: tuple[tuple[int, Row], ...]
    """(place, row): how many old rows come before it."""
    changed: tuple[tuple[int, Row, Row], ...]
    """(place, old row, new row)."""
    new: tuple[tuple[int, Row], ...]
    """(how many old rows come before it, row)."""


def changes(old: Path, new: Path) -> tuple[Change, ...]:
    """What differs between two catalogues, but for the digest, which follows from the rest."""
    with closing(sqlite3.connect(f"file:{new}?mode=ro", uri=True)) as connection:
        connection.execute("attach ? as old", (f"file:{old}?mode=ro",))
        return tuple(_change(connection, table) for table in TABLES)


def floor(found: Iterable[Change]) -> int:
    """Bytes below which no way comes that makes no use of the old catalogue."""
    options: dict[int, int] = {
        zstd.CompressionParameter.compression_level: LEVEL,
        zstd.CompressionParameter.content_size_flag: 0,
        zstd.CompressionParameter.checksum_flag: 0,
    }
    return len(zstd.compress(b"".join(part for change in found for part in _bare(change)), options=options))


def as_text(found: Iterable[Change]) -> int:
    """Bytes of row operations as text."""
    lines = (json.dumps(line, ensure_ascii=False) + "\n" for change in found for line in _lines(change))
    return len(zstd.compress("".join(lines).encode(), LEVEL))


def _change(connection: sqlite3.Connection, table: Table) -> Change:
    """Each row of either file is sought in the other by its key."""
    same = " and ".join(f'"n"."{name}" = "o"."{name}"' for name in table.key)
    both = f'"main"."{table.name}" "n" join "old"."{table.name}" "o" on {same}'
    values = [name for name in table.names if name not in table.key]
    differs = " or ".join(f'"n"."{name}" is not "o"."{name}"' for name in values) or "0"
    before, after = _columns("o", table), _columns("n", table)
    pairs = connection.execute(f"select {before}, {after} from {both} where {differs}").fetchall()  # noqa: S608
    gone = connection.execute(_only("old", "main", table)).fetchall()
    new = connection.execute(_only("main", "old", table)).fetchall()
    width = len(table.columns)
    keys = sorted({_key(table, row[:width]) for row in (*pairs, *gone, *new)})
    places = dict(zip(keys, _places(connection, table, keys), strict=True))
    kept = tuple((places[_key(table, row)], row[:width], row[width:]) for row in pairs if not _is_digest(table, row))
    return Change(
        table,
        tuple(sorted((places[_key(table, row)], row) for row in gone)),
        tuple(sorted(kept, key=lambda pair: pair[0])),
        tuple((places[key], row) for key, row in sorted((_key(table, row), row) for row in new)),
    )


def _columns(name: str, table: Table) -> str:
    return ", ".join(f'"{name}"."{column}"' for column in table.names)


def _only(here: str, there: str, table: Table) -> str:
    """A query for the rows that one file has alone; all names come from the schema."""
    same = " and ".join(f'"a"."{name}" = "b"."{name}"' for name in table.key)
    known = f'(select 1 from "{there}"."{table.name}" "b" where {same})'  # noqa: S608
    return f'select {_columns("a", table)} from "{here}"."{table.name}" "a" where not exists {known}'  # noqa: S608


def _places(connection: sqlite3.Connection, table: Table, keys: Sequence[Row]) -> Iterator[int]:
    """How many old rows come before each key."""
    columns = ", ".join(f'"{name}"' for name in table.key)
    query = f'select {columns} from "old"."{table.name}" order by {columns}'  # noqa: S608
    rows, place = connection.execute(query), 0
    row = rows.fetchone()
    for key in keys:
        while row is not None and row < key:
            row, place = rows.fetchone(), place + 1
        yield place


def _key(table: Table, row: Row) -> Row:
    return tuple(row[table.names.index(name)] for name in table.key)


def _is_digest(table: Table, row: Row) -> bool:
    return table.name == "meta" and row[0] == DIGEST_KEY


def _bare(change: Change) -> Iterator[bytes]:
    """What differs and nothing else."""
    yield _distances(place for place, _ in change.gone)
    for at in range(len(change.table.columns)):
        cells = [(place, new[at]) for place, old, new in change.changed if old[at] != new[at]]
        yield _distances(place for place, _ in cells)
        yield from (_cell(cell) for _, cell in cells)
    yield _distances(place for place, _ in change.new)
    for at in range(len(change.table.columns)):
        yield from (_cell(row[at]) for _, row in change.new)


def _distances(places: Iterable[int]) -> bytes:
    written, before = bytearray(), 0
    for place in places:
        distance, before = place - before, place
        while distance > 127:  # noqa: PLR2004 - seven bits
            written.append(distance % 128 + 128)
            distance //= 128
        written.append(distance)
    return bytes(written)


def _cell(cell: int | str | None) -> bytes:
    return ("\x01" if cell is None else str(cell)).encode() + b"\x00"


def _lines(change: Change) -> Iterator[list[object]]:
    name, names = change.table.name, change.table.names
    for _, row in change.gone:
        yield ["delete", name, _key(change.table, row)]
    for _, old, new in change.changed:
        cells = {names[at]: cell for at, cell in enumerate(new) if cell != old[at]}
        yield ["update", name, _key(change.table, new), cells]
    for _, row in change.new:
        yield ["insert", name, row]
