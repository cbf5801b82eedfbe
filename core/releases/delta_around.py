"""Rows of the old catalogue, by the positions that a delta names, and the dictionary that is made from them.

Whoever makes a delta and whoever applies it come here with the same rows, so they get the same dictionary.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from itertools import islice

from core.catalogue.schema import Table
from core.releases.delta_model import END, Cells
from core.releases.delta_write import write_text
from core.releases.zstandard import zstd

MOST_AROUND = 4 << 20
"""Bytes of the dictionary from which on no row is added to it."""
_BEGINS = b"appvett-delta" + END
"""What less than eight bytes would be no dictionary to zstd."""


class Around:
    """Collects the dictionary, table after table."""

    def __init__(self) -> None:
        """Begin with no rows."""
        self._parts = [_BEGINS]
        self._size = len(_BEGINS)

    def add(self, table: Table, rows: Iterable[Cells]) -> None:
        """Take in rows of the next table, in the order of its key, column by column; no more than there is room for."""
        texts = [bytearray() if column.kind is str else None for column in table.columns]
        for row in rows:
            if self._size >= MOST_AROUND:
                break
            for text, cell in zip(texts, row, strict=True):
                if text is not None:
                    piece = write_text(cell)
                    text.extend(piece)
                    self._size += len(piece)
        self._parts += (bytes(text) for text in texts if text is not None)

    def dictionary(self) -> zstd.ZstdDict:
        """All of it, as zstd takes it."""
        return zstd.ZstdDict(b"".join(self._parts), is_raw=True)


def row_ids(connection: sqlite3.Connection, table: Table, positions: Iterable[int]) -> dict[int, int]:
    """SQLite's own numbers of rows, by their positions, which are in order and all there.

    Reads the index of the key, up to the last of them.

    Raises:
        sqlite3.DatabaseError: the index lacks rows that the table has.
    """
    order = ", ".join(f'"{name}"' for name in table.key)
    ids = connection.execute(f'select rowid from "{table.name}" order by {order}')  # noqa: S608 - names of ours
    found, at = {}, -1
    for position in positions:
        row = next(islice(ids, position - at - 1, None), None)
        if row is None:
            raise sqlite3.DatabaseError("the index of a key lacks rows")
        found[position], at = row[0], position
    return found


def rows_at(
    connection: sqlite3.Connection, table: Table, ids: Mapping[int, int], positions: Iterable[int]
) -> Iterator[Cells]:
    """The rows at these positions, read while they are taken; `ids` from `row_ids`."""
    columns = ", ".join(f'"{name}"' for name in table.names)
    query = f'select {columns} from "{table.name}" where rowid = ?'  # noqa: S608 - names of ours
    for position in positions:
        yield connection.execute(query, (ids[position],)).fetchone()
