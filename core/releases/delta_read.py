"""Reads the parts of a delta, which may be anything: only what is there is read, and nothing is set aside for more."""

from __future__ import annotations

from array import array
from collections.abc import Iterator
from itertools import accumulate

from core.catalogue.schema import Table
from core.releases.delta_model import DIGEST_BYTES, END, FORMAT, MAGIC, NULL, Cell, Header, Malformed, Places

_BITS = 7
_LONGEST = 10
"""Bytes of a number: more bits than the difference of any two numbers that SQLite can hold."""


class Numbers:
    """The numbers of a delta, read one after the other."""

    def __init__(self, content: bytes, start: int = 0) -> None:
        """Read on from the byte at `start`."""
        self._content, self._at = content, start

    def take(self, count: int) -> bytes:
        """The next bytes.

        Raises:
            Malformed: there are fewer.
        """
        piece = self._content[self._at : self._at + count]
        if len(piece) != count:
            raise Malformed("the numbers are cut off")
        self._at += count
        return piece

    def one(self) -> int:
        """The next number, 0 or more.

        Raises:
            Malformed: there is none, or it is written in more bytes than it needs.
        """
        value = 0
        for at in range(_LONGEST):
            byte = self.take(1)[0]
            value |= byte % (1 << _BITS) << _BITS * at
            if not byte >> _BITS:
                if at and not byte:
                    break
                return value
        raise Malformed("a number is too long")

    def part(self, count: int) -> Iterator[Cell]:
        """The next cells, read while they are taken; what comes behind them can be read before.

        Raises:
            Malformed: there are fewer.
        """
        found = Numbers(self._content, self._at)
        for _ in range(count):
            self.one()
        return (_signed(found.one()) for _ in range(count))

    def end(self) -> None:
        """Make sure that all was read.

        Raises:
            Malformed: something follows.
        """
        if self._at != len(self._content):
            raise Malformed("something follows the numbers")


class Texts:
    """The texts of a delta, read one after the other."""

    def __init__(self, content: bytes) -> None:
        """Read from the beginning."""
        self._content, self._at = content, 0

    def part(self, count: int) -> Iterator[Cell]:
        """The next cells, read while they are taken; what comes behind them can be read before.

        Raises:
            Malformed: there are fewer, or, while they are taken, one is no text.
        """
        found = self._cells(self._at, count)
        for _ in range(count):
            self._at = self._ending(self._at) + 1
        return found

    def end(self) -> None:
        """Make sure that all was read.

        Raises:
            Malformed: something follows.
        """
        if self._at != len(self._content):
            raise Malformed("something follows the texts")

    def _cells(self, start: int, count: int) -> Iterator[Cell]:
        for _ in range(count):
            end = self._ending(start)
            yield _text(self._content[start:end])
            start = end + 1

    def _ending(self, start: int) -> int:
        end = self._content.find(END, start)
        if end < 0:
            raise Malformed("the texts are cut off")
        return end


def read_header(numbers: Numbers) -> Header:
    """The header, which comes first.

    Raises:
        Malformed: it is none, or that of a later format.
    """
    if numbers.take(len(MAGIC)) != MAGIC or numbers.one() != FORMAT:
        raise Malformed("no delta of a format that is known")
    schema = numbers.one()
    old, new = (f"sha256:{numbers.take(DIGEST_BYTES).hex()}" for _ in ("old", "new"))
    return Header(schema, old, new)


def read_places(numbers: Numbers, table: Table, rows: int) -> Places:
    """The places of a table that has so many rows.

    Raises:
        Malformed: they cannot be those of such a table.
    """
    return Places(_read_touched(numbers, table, rows), _read_new(numbers, rows))


def _read_touched(numbers: Numbers, table: Table, rows: int) -> list[tuple[int, int]]:
    count = numbers.one()
    if not count:
        return []
    kinds = numbers.one()
    if count > rows or kinds > count:
        raise Malformed("more rows change than there are, or in more ways")
    ways = [_way(numbers.one(), table) for _ in range(kinds)]
    positions = [position - 1 for position in accumulate(numbers.one() + 1 for _ in range(count))]
    if positions[-1] >= rows:
        raise Malformed("a row that changes or goes is not there")
    try:
        return [(position, ways[numbers.one()]) for position in positions]
    except IndexError as error:
        raise Malformed("a way to change is not there") from error


def _way(columns: int, table: Table) -> int:
    key = sum(1 << table.names.index(name) for name in table.key)
    if columns >> len(table.columns) or columns & key:
        raise Malformed("a column that is not there, or one of the key, changes")
    return columns


def _read_new(numbers: Numbers, rows: int) -> array[int]:
    # However many there are said to be: reading them ends where the bytes do.
    found, place = array("I"), 0
    for _ in range(numbers.one()):
        place += numbers.one()
        if place > rows:
            raise Malformed("a new row lies beyond the end")
        found.append(place)
    return found


def _signed(code: int) -> int | None:
    """0 is not known; then come 0, -1, 1, -2, 2 and so on."""
    if not code:
        return None
    return -(code // 2) if code % 2 == 0 else code // 2


def _text(written: bytes) -> str | None:
    if written == NULL:
        return None
    try:
        return written.decode()
    except UnicodeDecodeError as error:
        raise Malformed("a text is none") from error
