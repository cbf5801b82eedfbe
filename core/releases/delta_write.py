"""Writes the parts of a delta down."""

from __future__ import annotations

from core.releases.delta_model import END, FORMAT, MAGIC, NULL, Cell, Header, Places

_BITS = 7
"""Of a number that stand in each byte."""
_MORE = 1 << _BITS
"""Set in a byte when more of the number follow."""


def write_header(header: Header) -> bytes:
    """The header."""
    digests = (bytes.fromhex(digest.removeprefix("sha256:")) for digest in (header.old, header.new))
    return MAGIC + write_number(FORMAT) + write_number(header.schema) + b"".join(digests)


def write_places(places: Places) -> bytes:
    """The places of a table."""
    ways: dict[int, int] = {}
    kinds = [ways.setdefault(columns, len(ways)) for _, columns in places.touched]
    at = [position for position, _ in places.touched]
    gaps = (after - before - 1 for before, after in zip((-1, *at), at, strict=False))
    touched = (len(at), len(ways), *ways, *gaps, *kinds) if at else (0,)
    steps = (after - before for before, after in zip((0, *places.new), places.new, strict=False))
    return b"".join(map(write_number, (*touched, len(places.new), *steps)))


def write_number(value: int) -> bytes:
    """A number, 0 or more: seven bits a byte, the lowest first."""
    written = bytearray()
    while value >= _MORE:
        written.append(value % _MORE | _MORE)
        value >>= _BITS
    written.append(value)
    return bytes(written)


def write_signed(value: Cell) -> bytes:
    """A cell of a whole number: 0 where it is not known, then 0, -1, 1, -2, 2 and so on."""
    if value is None:
        return write_number(0)
    if not isinstance(value, int):
        raise TypeError("no whole number")
    return write_number(2 * value + 1 if value >= 0 else -2 * value)


def write_text(value: Cell) -> bytes:
    """A cell of text."""
    return (NULL if value is None else str(value).encode()) + END
