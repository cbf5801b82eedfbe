"""The search file: an index derived from one catalogue, in a file of its own beside it.

It lies outside the catalogue's digest, only proposes ids, and may be thrown away: it is built again wherever it is
missing, damaged, foreign or of another catalogue, and kept in memory where the folder cannot be written.

Apps are numbered by how widely they are used, then by name, so that the first rows found are the best ones. Every
name is kept folded and loosened (`core.catalogue.fold`), both squeezed, for whole names and beginnings (B-trees), and
in words, for FTS5.
"""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing, suppress
from pathlib import Path

from core.catalogue.digest import short_digest
from core.catalogue.fold import fold, loosen, squeeze, words
from core.catalogue.model import App
from core.catalogue.store import CatalogueStore
from core.database.connections import open_readonly
from core.errors import FileUnreadable

SEARCH_ID = 0x41507653
"""`APvS`: the mark of a search file."""
SEARCH_VERSION = 1
"""Raised whenever the index or the folding changes, so that old files are built again."""
NAME, OTHER, PUBLISHER = 0, 1, 2
"""What a label is: the app's name, another name, its publisher."""

_STOP = " \ue000 "
"""Stands between names, so that no phrase runs from one into the next. FTS5 takes it for a word; no query holds it."""

_TABLES = """
create table about (digest text not null) strict;
create table entry (number integer primary key, app text not null, folded text not null) strict;
create table label (
  number integer not null, kind integer not null, text text not null, whole integer not null,
  folded text not null, loose text not null
) strict;
create table store_id (number integer not null, store text not null, id text not null, folded text not null) strict;
create virtual table word using fts5 (
  folded, loose, publisher, content='', columnsize=0, prefix='1 2 3', tokenize="unicode61 remove_diacritics 0"
);
"""
# Indexes are made after filling: it takes a fraction of the time.
_INDEXES = """
create index label_folded on label (kind, folded, number);
create index label_loose on label (kind, loose, number);
create index store_id_folded on store_id (folded, store);
"""


def file_name(digest: str) -> str:
    """Name of the search file of the catalogue with this digest."""
    return f"search-{short_digest(digest)}.sqlite"


def open_index(store: CatalogueStore, folder: Path | None) -> sqlite3.Connection:
    """The index of a catalogue: the file in `folder`, built if need be, else one in memory.

    Args:
        store: The catalogue.
        folder: Where the file belongs; None: keep it in memory.

    Raises:
        CatalogueDamaged: the catalogue cannot be read.
    """
    if folder is None:
        return build_in_memory(store)
    digest = store.info().digest
    path = folder / file_name(digest)
    if (connection := _open(path, digest)) is not None:
        return connection
    if _write(store, path) and (connection := _open(path, digest)) is not None:
        return connection
    return build_in_memory(store)


def build_in_memory(store: CatalogueStore) -> sqlite3.Connection:
    """An index in memory; gone when it is closed."""
    connection = sqlite3.connect(":memory:")
    _fill(connection, store)
    return connection


def _open(path: Path, digest: str) -> sqlite3.Connection | None:
    """The file if it is a whole search file of this catalogue and version, else None."""
    if not path.is_file():
        return None
    try:
        connection = open_readonly(path, immutable=True)
    except FileUnreadable:
        return None
    with suppress(sqlite3.DatabaseError):
        found = [connection.execute(f"pragma {name}").fetchone()[0] for name in ("application_id", "user_version")]
        about = connection.execute("select digest from about").fetchall()
        whole = connection.execute("pragma quick_check(1)").fetchone()[0] == "ok"
        if found == [SEARCH_ID, SEARCH_VERSION] and about == [(digest,)] and whole:
            return connection
    connection.close()
    return None


def _write(store: CatalogueStore, path: Path) -> bool:
    """Build the file under another name and move it into place; False where that cannot be done."""
    temporary = path.with_name(f".{path.name}.{os.getpid()}.tmp")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        temporary.unlink(missing_ok=True)
        with closing(sqlite3.connect(temporary)) as connection:
            connection.execute("pragma journal_mode = off")
            connection.execute("pragma synchronous = off")
            _fill(connection, store)
        temporary.replace(path)
    except (OSError, sqlite3.OperationalError):
        return False
    finally:
        with suppress(OSError):
            temporary.unlink(missing_ok=True)
    return True


def _fill(connection: sqlite3.Connection, store: CatalogueStore) -> None:
    apps = sorted(store.apps(), key=lambda app: (-app.popularity, fold(app.name), app.id))
    connection.executescript(_TABLES)
    connection.execute("insert into about values (?)", (store.info().digest,))
    for number, app in enumerate(apps, 1):
        connection.execute("insert into entry values (?, ?, ?)", (number, app.id, fold(app.name)))
        connection.executemany("insert into label values (?, ?, ?, ?, ?, ?)", _labels(number, app))
        connection.executemany("insert into store_id values (?, ?, ?, ?)", _store_ids(number, app))
        columns = (number, *_words(app), " ".join(words(loosen(fold(app.publisher)))))
        connection.execute("insert into word (rowid, folded, loose, publisher) values (?, ?, ?, ?)", columns)
    connection.executescript(_INDEXES)
    connection.execute(f"pragma application_id = {SEARCH_ID}")
    connection.execute(f"pragma user_version = {SEARCH_VERSION}")
    connection.commit()


def _labels(number: int, app: App) -> Iterator[tuple[int, int, str, int, str, str]]:
    """Every name of an app, and every beginning of it that ends with a word (`whole` 0)."""
    names = [(NAME, app.name), *((OTHER, other.name) for other in app.other_names)]
    for kind, name in names:
        parts = fold(name).split()
        for count in range(len(parts), 0, -1):
            folded = squeeze(" ".join(parts[:count]))
            if folded:
                yield number, kind, name, int(count == len(parts)), folded, squeeze(loosen(" ".join(parts[:count])))


def _store_ids(number: int, app: App) -> Iterator[tuple[int, str, str, str]]:
    for store_id in app.store_ids:
        yield number, store_id.store, store_id.id, store_id.id.casefold()


def _words(app: App) -> tuple[str, str]:
    """The words of all names, folded and loosened."""
    names = [fold(name) for name in (app.name, *(other.name for other in app.other_names))]
    folded = _STOP.join(" ".join(words(name)) for name in names)
    loose = _STOP.join(" ".join(words(loosen(name))) for name in names)
    return folded, loose
