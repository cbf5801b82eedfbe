"""Making a delta: two catalogues are read side by side in the order of their keys, and what differs is written down."""

from __future__ import annotations

import os
import re
import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing, suppress
from dataclasses import dataclass, field
from operator import itemgetter
from pathlib import Path

from core.catalogue.counts import count_rows
from core.catalogue.errors import damaged, digest_differs
from core.catalogue.progress import Part, counted
from core.catalogue.schema import DIGEST_KEY, SCHEMA_VERSION, TABLES, Table
from core.catalogue.store import CatalogueStore
from core.database.connections import open_readonly
from core.errors import Reporter
from core.releases import errors
from core.releases.delta_apply import apply_delta
from core.releases.delta_around import Around, row_ids, rows_at
from core.releases.delta_model import MOST, Cell, Cells, Header, Places
from core.releases.delta_write import write_header, write_places, write_signed, write_text
from core.releases.model import Packed
from core.releases.zstandard import zstd

LEVEL = 19
"""Of zstd: packed once, fetched by every station."""
_DIGEST = re.compile(r"sha256:[0-9a-f]{64}")
_COMPARED, _PACKED = 50, 60
"""How far the work has come, of 100, once the catalogues are compared, and once the delta is written."""


@dataclass(slots=True)
class _Changes:
    """What differs in one table; cells are written down as they are met."""

    table: Table
    touched: list[tuple[int, int]] = field(default_factory=list)
    new: list[int] = field(default_factory=list)
    cells: list[tuple[bytearray, bytearray]] = field(default_factory=list)
    """For each column: cells that change, then cells of new rows."""
    size: int = 0
    """Bytes, about."""

    def __post_init__(self) -> None:
        self.cells = [(bytearray(), bytearray()) for _ in self.table.columns]

    def go(self, position: int) -> None:
        """A row goes."""
        self.touched.append((position, 0))
        self.size += 1

    def come(self, position: int, row: Cells) -> None:
        """A new row comes before the old one at this position."""
        self.new.append(position)
        for column, cell in enumerate(row):
            self._write(column, 1, None, cell)

    def change(self, position: int, old: Cells, new: Cells) -> None:
        """Cells of a row change."""
        columns = 0
        for column, (before, after) in enumerate(zip(old, new, strict=True)):
            if before != after:
                columns |= 1 << column
                self._write(column, 0, before, after)
        self.touched.append((position, columns))

    def written(self, kind: type[int | str]) -> bytes:
        """The cells of all columns of a kind."""
        columns = zip(self.table.columns, self.cells, strict=True)
        return b"".join(bytes(changed + new) for column, (changed, new) in columns if column.kind is kind)

    def _write(self, column: int, part: int, before: Cell, after: Cell) -> None:
        piece = write_text(after) if self.table.columns[column].kind is str else _difference(before, after)
        self.cells[column][part].extend(piece)
        self.size += len(piece)


def make_delta(old: Path, new: Path, target: Path, reporter: Reporter) -> Packed:
    """Write the delta that leads from one catalogue to another, and try it out.

    The same two catalogues give the same bytes with the same version of zstd.

    Args:
        old: The catalogue that stations have, verified by whoever asks.
        new: The catalogue that they shall get.
        target: The file to write, replacing one that is there. On failure there is none. While the delta is tried
            out, a catalogue lies beside it.
        reporter: Told how far the work has come, of 100.

    Raises:
        CatalogueError: a catalogue is missing or no catalogue, or the rows of the new one do not give its digest.
        DeltaUnfit: they differ in more than a delta may hold.
        Cancelled: the reporter asked to stop.
        OSError: the file cannot be written.
    """
    numbers, texts, around = _compare(old, new, Part(reporter, 0, _COMPARED))
    if len(numbers) + len(texts) > MOST:
        raise errors.delta_too_large()
    # Two frames: numbers and texts have little in common, and the second needs what the first tells.
    packed = zstd.compress(numbers, LEVEL) + zstd.compress(texts, LEVEL, zstd_dict=around)
    made = Packed(target.name, len(packed), len(numbers) + len(texts))
    reporter.step(_PACKED, 100)
    try:
        target.write_bytes(packed)
        _try_out(old, new, target, made.unpacked, Part(reporter, _PACKED, 100))
    except BaseException:
        with suppress(OSError):
            target.unlink(missing_ok=True)
        raise
    return made


def _compare(old: Path, new: Path, reporter: Reporter) -> tuple[bytes, bytes, zstd.ZstdDict]:
    """Numbers, texts and dictionary of the delta."""
    header = write_header(Header(SCHEMA_VERSION, _digest_of(old), _digest_of(new)))
    with closing(open_readonly(old, immutable=True)) as before, closing(open_readonly(new, immutable=True)) as after:
        try:
            sizes = {table: count_rows(before, table.name) for table in TABLES}
            total, done, changes = sum(sizes.values()), 0, []
            for table, size in sizes.items():
                rows = counted(_rows(before, old, table), reporter, done, total)
                changes.append(_differences(table, rows, _rows(after, new, table)))
                done += size
            places = [Places(found.touched, found.new) for found in changes]
            around = _around(before, sizes, places)
        except sqlite3.DatabaseError as error:
            raise damaged(old) from error
    numbers = (header, *map(write_places, places), *(found.written(int) for found in changes))
    return b"".join(numbers), b"".join(found.written(str) for found in changes), around


def _rows(connection: sqlite3.Connection, path: Path, table: Table) -> Iterator[Cells]:
    """The rows of a table in the order of its key. The digest says nothing that the others do not: it is blank."""
    columns, order = (", ".join(f'"{name}"' for name in names) for names in (table.names, table.key))
    query = f'select {columns} from "{table.name}" order by {order}'  # noqa: S608 - names of ours
    blank = DIGEST_KEY if table.name == "meta" else None
    try:
        for row in connection.execute(query):
            yield (blank, "") if blank and row[0] == blank else row
    except sqlite3.DatabaseError as error:
        raise damaged(path) from error


def _differences(table: Table, old: Iterator[Cells], new: Iterator[Cells]) -> _Changes:
    """What leads from the old rows of a table to the new ones; both are in the order of the key."""
    found, position = _Changes(table), 0
    for before, after in _side_by_side(table, old, new):
        if before is not None and after is not None:
            if before != after:
                found.change(position, before, after)
        elif after is not None:
            found.come(position, after)
        else:
            found.go(position)
        position += before is not None
        if found.size > MOST:
            raise errors.delta_too_large()
    return found


def _side_by_side(
    table: Table, old: Iterator[Cells], new: Iterator[Cells]
) -> Iterator[tuple[Cells | None, Cells | None]]:
    """Old and new row of each key, None where there is none. Text is compared by code points: as by UTF-8 bytes."""
    key = itemgetter(*(table.names.index(name) for name in table.key))
    before, after = next(old, None), next(new, None)
    while before is not None and after is not None:
        first, second = key(before), key(after)
        if first == second:
            yield before, after
            before, after = next(old, None), next(new, None)
        elif first < second:
            yield before, None
            before = next(old, None)
        else:
            yield None, after
            after = next(new, None)
    if before is not None:
        yield before, None
    if after is not None:
        yield None, after
    yield from ((row, None) for row in old)
    yield from ((None, row) for row in new)


def _around(connection: sqlite3.Connection, sizes: Mapping[Table, int], places: Sequence[Places]) -> zstd.ZstdDict:
    """The dictionary of the texts, made as `apply_delta` makes it."""
    around = Around()
    for (table, size), place in zip(sizes.items(), places, strict=True):
        positions = place.around(size)
        ids = row_ids(connection, table, positions)
        around.add(table, rows_at(connection, table, ids, positions))
    return around.dictionary()


def _difference(before: Cell, after: Cell) -> bytes:
    """A cell of a whole number: how much it grows. What was not known counts as 0."""
    return write_signed(after - before if isinstance(before, int) and isinstance(after, int) else after)


def _digest_of(path: Path) -> str:
    """The digest as it stands in a catalogue."""
    with CatalogueStore.open(path, verify=False) as store:
        digest = store.meta().get(DIGEST_KEY, "")
    if not _DIGEST.fullmatch(digest):
        raise damaged(path)
    return digest


def _try_out(old: Path, new: Path, delta: Path, unpacked: int, reporter: Reporter) -> None:
    """Apply the delta: whatever leads elsewhere must not be signed."""
    result = delta.with_name(f".{delta.name}.{os.getpid()}.tmp")
    try:
        apply_delta(old, delta, result, unpacked=unpacked, reporter=Part(reporter, 0, 30))
        with CatalogueStore.open(result, verify=False) as store:
            if store.compute_digest(Part(reporter, 30, 100)) != store.meta()[DIGEST_KEY]:
                raise digest_differs(new)
        reporter.step(100, 100)
    finally:
        with suppress(OSError):
            result.unlink(missing_ok=True)
