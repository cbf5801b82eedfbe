"""What a delta consists of.

A delta leads from one catalogue to another of the same schema, row by row. It is two zstd frames, one after the other:

1. the *numbers*: a header, where rows go, change and come, and the cells of whole numbers;
2. the *texts*: the cells of text, packed with a dictionary that is not part of the delta. Both sides make it from the
   rows that the old catalogue has where rows change or come: old cells resemble new ones, and neighbours each other.

A row is named by its position in the order of its table's key, so that it costs a byte instead of an id. Everything is
laid out column by column. docs/formats/delta.md tells every byte.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

Cell = int | str | None
Cells = Sequence[Cell]
"""One row, in the order of the columns."""

MAGIC = b"APVD"
FORMAT = 1
DIGEST_BYTES = 32
END, NULL = b"\xff", b"\xfe"
"""What ends a text, and what stands for one that is not known: bytes that no UTF-8 has."""
MOST = 32 << 20
"""Bytes that numbers and texts may have together."""


class Malformed(Exception):
    """The bytes are no delta, or none for this catalogue; why is told in English, as the cause of an error."""


@dataclass(frozen=True, slots=True)
class Header:
    """Between which catalogues a delta leads."""

    schema: int
    """`user_version` of both."""
    old: str
    """Logical digest, `sha256:` and 64 hex digits."""
    new: str


@dataclass(frozen=True, slots=True)
class Places:
    """Where the rows of one table go, change and come."""

    touched: Sequence[tuple[int, int]] = ()
    """(position in the old table, columns that change) of rows that change or go, in order. Columns are bits, the first
    column the lowest; 0: the row goes."""
    new: Sequence[int] = ()
    """For each new row, in the order of the key, how many old rows come before it."""

    def changed(self, column: int) -> Iterator[int]:
        """Positions of the rows whose cell in this column changes."""
        return (position for position, columns in self.touched if columns >> column & 1)

    def around(self, rows: int) -> list[int]:
        """Positions of the old rows that the dictionary is made from: those that change, and neighbours of new ones.

        Args:
            rows: How many the old table has.
        """
        beside = {position for place in set(self.new) for position in (place - 1, place) if 0 <= position < rows}
        return sorted(beside.union(position for position, columns in self.touched if columns))

    def wanted(self, rows: int) -> list[int]:
        """Positions of all old rows that matter; `rows` as for `around`."""
        return sorted({*self.around(rows), *(position for position, _ in self.touched)})
