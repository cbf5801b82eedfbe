"""Applying a delta: the old catalogue is copied, and the copy becomes the new one in one transaction.

A delta comes signed, and is read as carefully as anything from outside: it may be for another catalogue, it may be cut
off, and its publisher may have made a mistake. Nothing is set aside for what it says there is; what it has is read as
it is needed. Whoever applies it compares the digest of all rows afterwards: this module does not.
"""

from __future__ import annotations

import errno
import os
import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from core.catalogue.counts import count_rows
from core.catalogue.errors import damaged
from core.catalogue.progress import Part, counted
from core.catalogue.schema import DIGEST_KEY, SCHEMA_VERSION, TABLES, Table
from core.catalogue.store import CatalogueStore
from core.errors import Reporter
from core.releases import errors
from core.releases.delta_around import Around, row_ids, rows_at
from core.releases.delta_model import MOST, Cell, Header, Malformed, Places
from core.releases.delta_read import Numbers, Texts, read_header, read_places
from core.releases.packing import LARGEST_WINDOW
from core.releases.zstandard import zstd

_COPIED, _PLACED = 40, 60
"""How far the work has come, of 100, once the old catalogue is copied, and once the rows of the delta are found."""
_PIECE = 1 << 20
"""Bytes copied at a time."""
_CACHE = 4 << 10
"""KiB of pages that SQLite keeps in memory."""
_DISK = {
    sqlite3.SQLITE_FULL: errno.ENOSPC,
    sqlite3.SQLITE_IOERR: errno.EIO,
    sqlite3.SQLITE_CANTOPEN: errno.EIO,
    sqlite3.SQLITE_READONLY: errno.EROFS,
}
"""What SQLite says of the disk, and what the system would say."""


@dataclass(frozen=True, slots=True)
class _Found:
    """The places of a table, and the rows there."""

    table: Table
    places: Places
    ids: Mapping[int, int]
    """SQLite's own numbers of the rows, by position."""


def apply_delta(base: Path, delta: Path, out: Path, *, unpacked: int, reporter: Reporter) -> None:
    """Make the new catalogue from the old one and a delta.

    Args:
        base: The old catalogue; it is read and not changed.
        delta: The delta.
        out: The file to write, replacing one that is there. On failure there is none. Nobody has compared its rows
            with the digest yet.
        unpacked: Bytes of what is inside the delta, as they were promised.
        reporter: Told how far the work has come, of 100.

    Raises:
        DeltaUnfit: it is no delta, or none for this catalogue.
        CatalogueError: the old catalogue is missing, damaged or none.
        Cancelled: the reporter asked to stop.
        OSError: a file cannot be read or written, or the disk is full.
    """
    with _told_apart(base), _all_or_nothing(out):
        content, rest = _unpack(_read(delta, unpacked), unpacked)
        numbers = Numbers(content)
        header = _fitting(read_header(numbers), base)
        _copy(base, out, Part(reporter, 0, _COPIED))
        with closing(_open(out)) as connection:
            found, around = _find(connection, numbers, Part(reporter, _COPIED, _PLACED))
            texts = _texts(rest, unpacked - len(content), around)
            part = Part(reporter, _PLACED, 100)
            for done, one in enumerate(found):
                _write(connection, one, numbers, texts, Part(part, done, done + 1, len(found)))
            numbers.end()
            texts.end()
            _write_digest(connection, header.new)
            connection.execute("commit")
        with out.open("rb+") as file:
            os.fsync(file.fileno())
        reporter.step(100, 100)


def _read(delta: Path, unpacked: int) -> bytes:
    """The file, if it can be a delta of this promise."""
    if not 0 <= unpacked <= MOST:
        raise Malformed("more is promised than a delta may hold")
    with delta.open("rb") as file:
        packed = file.read(MOST + 1)
    if len(packed) > MOST:
        raise Malformed("the file is too long")
    return packed


def _unpack(packed: bytes, most: int, around: zstd.ZstdDict | None = None) -> tuple[bytes, bytes]:
    """What is inside the first frame, at most so many bytes, and what follows the frame."""
    options: dict[int, int] = {zstd.DecompressionParameter.window_log_max: LARGEST_WINDOW}
    unpacker = zstd.ZstdDecompressor(around, options)
    content = unpacker.decompress(packed, most + 1)
    if len(content) > most:
        raise Malformed("there is more than was promised")
    if not unpacker.eof:
        raise Malformed("the frame is cut off")
    return content, unpacker.unused_data


def _texts(packed: bytes, length: int, around: Around) -> Texts:
    content, rest = _unpack(packed, length, around.dictionary())
    if rest:
        raise Malformed("something follows the texts")
    if len(content) != length:
        raise Malformed("there is less than was promised")
    return Texts(content)


def _fitting(header: Header, base: Path) -> Header:
    """The header, if the delta is for the catalogue `base`."""
    with CatalogueStore.open(base, verify=False) as store:
        digest = store.meta().get(DIGEST_KEY)
    if header.schema != SCHEMA_VERSION:
        raise Malformed("it is for catalogues of another schema")
    if header.old != digest:
        raise Malformed("it is for another catalogue")
    return header


def _copy(base: Path, out: Path, reporter: Reporter) -> None:
    with base.open("rb") as source, out.open("wb") as target:
        total, done = os.fstat(source.fileno()).st_size, 0
        while piece := source.read(_PIECE):
            done += target.write(piece)
            reporter.step(done, total)


def _open(path: Path) -> sqlite3.Connection:
    """The copy, in a transaction. It is flushed once and at the end, for nobody relies on it before."""
    connection = sqlite3.connect(path, isolation_level=None)
    careful = ("trusted_schema = off", "cell_size_check = on")
    quick = ("foreign_keys = off", "synchronous = off", f"cache_size = -{_CACHE}")
    try:
        for setting in careful + quick:
            connection.execute(f"pragma {setting}")
        connection.execute("begin exclusive")
    except BaseException:
        connection.close()
        raise
    return connection


def _find(connection: sqlite3.Connection, numbers: Numbers, reporter: Reporter) -> tuple[list[_Found], Around]:
    """The rows that the delta is about, and the dictionary: both from the old rows, so before any changes."""
    found, around = list[_Found](), Around()
    for done, table in enumerate(TABLES):
        reporter.step(done, len(TABLES))
        rows = count_rows(connection, table.name)
        places = read_places(numbers, table, rows)
        ids = row_ids(connection, table, places.wanted(rows))
        around.add(table, rows_at(connection, table, ids, places.around(rows)))
        found.append(_Found(table, places, ids))
    return found, around


def _write(connection: sqlite3.Connection, found: _Found, numbers: Numbers, texts: Texts, reporter: Reporter) -> None:
    """Change, remove and add the rows of a table."""
    table, places, ids, new = found.table, found.places, found.ids, list[Iterator[Cell]]()
    for at, column in enumerate(table.columns):
        changed = [ids[position] for position in places.changed(at)]
        cells = (numbers if column.kind is int else texts).part(len(changed) + len(places.new))
        if changed:
            rows = zip(islice(cells, len(changed)), changed, strict=True)
            connection.executemany(_changing(table, at), counted(rows, reporter, 0, 0))
        new.append(cells)
    go = ((ids[position],) for position, columns in places.touched if not columns)
    # All names come from core.catalogue.schema; values are bound.
    connection.executemany(f'delete from "{table.name}" where rowid = ?', go)  # noqa: S608
    marks = ", ".join("?" * len(new))
    come = counted(zip(*new, strict=True), reporter, 0, len(places.new))
    connection.executemany(f'insert into "{table.name}" values ({marks})', come)  # noqa: S608


def _changing(table: Table, at: int) -> str:
    """Writes a text anew; adds to a number, where one that is not known counts as 0."""
    column = table.columns[at]
    value = f'coalesce("{column.name}", 0) + ?' if column.kind is int else "?"
    return f'update "{table.name}" set "{column.name}" = {value} where rowid = ?'  # noqa: S608


def _write_digest(connection: sqlite3.Connection, digest: str) -> None:
    written = connection.execute('update "meta" set "value" = ? where "key" = ?', (digest, DIGEST_KEY))
    if written.rowcount != 1:
        raise Malformed("it takes the digest away")


@contextmanager
def _told_apart(base: Path) -> Iterator[None]:
    """Tells what is wrong with the delta from what is wrong with the old catalogue, and with the disk."""
    try:
        yield
    except (Malformed, zstd.ZstdError, sqlite3.IntegrityError, OverflowError) as error:
        raise errors.delta_unfit() from error
    except sqlite3.ProgrammingError:
        raise  # a mistake of ours
    except sqlite3.DatabaseError as error:
        code = getattr(error, "sqlite_errorcode", 0) & 0xFF
        if code not in _DISK:
            raise damaged(base) from error
        raise OSError(_DISK[code], str(error)) from error


@contextmanager
def _all_or_nothing(out: Path) -> Iterator[None]:
    """Leaves no file where the work fails or is stopped, and none beside it in any case."""
    try:
        _journal(out).unlink(missing_ok=True)  # an old one would be played back
        yield
    except BaseException:
        for path in (out, _journal(out)):
            with suppress(OSError):
                path.unlink(missing_ok=True)
        raise


def _journal(path: Path) -> Path:
    return path.with_name(f"{path.name}-journal")
