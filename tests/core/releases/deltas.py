"""Pairs of small catalogues for tests of deltas, and deltas written by hand.

A catalogue here is a mapping of tables to rows; what it leaves out is empty. Nothing has to make sense to a person:
foreign keys point anywhere.

Example:
    old = write(blank, tmp_path / "old.sqlite", {"word": [("a", "x", "y", "z")]})
"""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Iterable, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from hypothesis import strategies as st

from core.catalogue.schema import BY_NAME, DIGEST_KEY, SCHEMA_VERSION, TABLES, Column
from core.catalogue.store import CatalogueStore
from core.errors import Silent
from core.releases import delta_make
from core.releases.delta_model import Cell, Header, Places
from core.releases.delta_write import write_header, write_places, write_signed, write_text
from core.releases.zstandard import zstd

Rows = Sequence[tuple[Cell, ...]]
Tables = dict[str, Rows]

META = {"as_of": "2026-11-23", "created": "2026-11-24T08:00:00Z", "version": "1"}
NOTHING = Places()


def write(blank: Path, target: Path, tables: Tables, version: int = 1) -> Path:
    """Write a catalogue with these rows, and with the digest that belongs to them."""
    shutil.copyfile(blank, target)
    with closing(sqlite3.connect(target)) as connection:
        connection.execute("pragma synchronous = off")
        connection.execute("update meta set value = ? where key = 'version'", (str(version),))
        for table, rows in tables.items():
            marks = ", ".join("?" * len(BY_NAME[table].columns))
            connection.executemany(f'insert into "{table}" values ({marks})', rows)  # noqa: S608 - names of ours
        connection.commit()
    with CatalogueStore.open(target, verify=False) as store:
        digest = store.compute_digest(Silent())
    with closing(sqlite3.connect(target)) as connection:
        connection.execute("pragma synchronous = off")
        connection.execute("update meta set value = ? where key = ?", (digest, DIGEST_KEY))
        connection.commit()
    return target


def read(path: Path) -> dict[str, list[tuple[Cell, ...]]]:
    """All rows of a catalogue, by table."""
    with CatalogueStore.open(path, verify=False) as store:
        return {table.name: list(store.tuples(table.name)) for table in TABLES}


def digest_of(path: Path) -> str:
    """The digest of the rows of a catalogue, computed."""
    with CatalogueStore.open(path, verify=False) as store:
        return store.compute_digest(Silent())


# ---- any catalogue --------------------------------------------------------------------------------------------------

_TEXT = st.one_of(
    st.sampled_from(("", "a", "æøå", "x\0y", "\uffff", "\U0001f600", "a longer text")), st.text(max_size=4)
)
_NUMBER = st.one_of(st.integers(-2, 31), st.integers(-(2**53), 2**53))
_TEXT_KEY = st.sampled_from(("", "a", "aa", "b", "b\0", "ø", "\uffff", "\U0001f600"))
_NUMBER_KEY = st.integers(0, 3)
_FEW = ("word", "app", "store_id", "stake", "advice_app")
"""One text as key; columns of every kind; text and number as key; numbers that may be unknown; nothing but key."""


def _cell(column: Column, *, is_key: bool) -> st.SearchStrategy[Cell]:
    if is_key:
        return _TEXT_KEY if column.kind is str else _NUMBER_KEY
    usual: st.SearchStrategy[Cell] = _TEXT if column.kind is str else _NUMBER
    return st.one_of(st.none(), usual) if column.nullable else usual


def _rows(name: str) -> st.SearchStrategy[Rows]:
    table = BY_NAME[name]
    row = st.tuples(*(_cell(column, is_key=column.name in table.key) for column in table.columns))
    places = [table.names.index(key) for key in table.key]
    return st.lists(row, max_size=6, unique_by=lambda row: tuple(row[place] for place in places))


any_tables: st.SearchStrategy[Tables] = st.fixed_dictionaries({name: _rows(name) for name in _FEW})
"""Any rows in some tables. Two draws share some of their keys."""


# ---- deltas by hand -------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Parts:
    """What is inside a delta."""

    numbers: bytes
    texts: bytes
    dictionary: zstd.ZstdDict | None = None

    @property
    def unpacked(self) -> int:
        """Bytes of both parts."""
        return len(self.numbers) + len(self.texts)

    def packed(self) -> bytes:
        """The delta."""
        return zstd.compress(self.numbers) + zstd.compress(self.texts, zstd_dict=self.dictionary)


def parts_of(old: Path, new: Path) -> Parts:
    """What is inside the delta from one catalogue to another."""
    return Parts(*delta_make._compare(old, new, Silent()))


def by_hand(
    old: Path,
    places: Mapping[str, Places | bytes],
    *,
    numbers: Iterable[Cell] = (),
    texts: Iterable[Cell] = (),
    header: Header | bytes | None = None,
) -> Parts:
    """What is inside a delta that says this, sense or nonsense.

    Args:
        old: What it is for, by its header and its dictionary.
        places: By table; as bytes where they make no sense.
        numbers: Cells.
        texts: Cells.
        header: Another one.
    """
    if header is None:
        header = Header(SCHEMA_VERSION, read_digest(old), "sha256:" + "0" * 64)
    written = [header if isinstance(header, bytes) else write_header(header)]
    for table in TABLES:
        place = places.get(table.name, NOTHING)
        written.append(place if isinstance(place, bytes) else write_places(place))
    written += map(write_signed, numbers)
    return Parts(b"".join(written), b"".join(map(write_text, texts)), _dictionary(old, places))


def read_digest(path: Path) -> str:
    """The digest as it stands in a catalogue."""
    with CatalogueStore.open(path, verify=False) as store:
        return store.meta()[DIGEST_KEY]


def _dictionary(old: Path, places: Mapping[str, Places | bytes]) -> zstd.ZstdDict | None:
    if any(isinstance(place, bytes) for place in places.values()):
        return None  # nobody comes as far as the texts
    with closing(sqlite3.connect(old)) as connection:
        rows = read(old)
        sizes = {table: len(rows[table.name]) for table in TABLES}
        wanted = [
            place if isinstance(place := places.get(table.name, NOTHING), Places) else NOTHING for table in TABLES
        ]
        return delta_make._around(connection, sizes, wanted)
