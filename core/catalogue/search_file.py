"""The search file: an index derived from one catalogue, in a file of its own beside it.

It lies outside the catalogue's digest, only proposes ids, and may be thrown away: whatever is missing, damaged,
foreign or of another catalogue is built again. Building streams: it holds no list of all apps.

Every name of every app has a number. Names of widely used apps have low numbers, so that the first rows found are
the best ones and reading can stop after fifty:

    (31 - popularity) * 2**30  +  place among apps of that popularity * 2**6  +  place among the names of its app

Five tables hold what `core.catalogue.search_index` asks for:

- `name`: the app and the text of a name;
- `spelt`: keys in order, for whole names and beginnings; `top` holds the first names of beginnings that very many
  names share, so that one letter costs no more than ten;
- `word` (FTS5): the words of names and, behind a mark, of publishers;
- `letters`: keys of one length together, for spelling mistakes (`core.catalogue.letters`); and `vocabulary`, the single
  words;
- `inside`: the words of dossiers, for fragments of compounds.
"""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import closing, suppress
from itertools import chain
from pathlib import Path

from core.catalogue.digest import short_digest
from core.catalogue.fold import LONGEST, fold, loosen, spellings, squeeze, words
from core.catalogue.letters import BucketWriter, pack
from core.catalogue.model import Searchable
from core.catalogue.spelling import SHORTEST
from core.catalogue.store import CatalogueStore
from core.database.connections import open_readonly
from core.errors import Cancelled, FileUnreadable, Reporter, Silent
from core.texts.lookalike import skeleton
from core.texts.phrase import phrase

SEARCH_ID = 0x41507653
"""`APvS`: the mark of a search file."""
SEARCH_VERSION = 2
"""Raised whenever the index or the folding changes, so that old files are built again."""

NAME_BITS, PLACE_BITS = 6, 24
"""Bits of a number that tell names of an app, and apps of a popularity, apart."""
OTHER, LISTING = 1, 2
"""Flags of a name: not the app's own name; of an app that nobody has assessed."""
AS_WRITTEN, LOOSENED = 0, 1
"""How a key came about: folded alone, or spelt anew in plain letters."""
PUBLISHER_MARK = "\ue000"
"""Stands before the words of publishers. FTS5 takes it for a letter; no query holds it."""
MANY = 256
"""Names from which a beginning gets a row in `top`."""
TOP_APPS = 50
TOP = 2 * TOP_APPS
"""Apps that such a row is good for, and its names: an app may have several."""

# FTS5 gets words that are cut already. Its tokenizer `ascii` cuts nowhere inside one, whatever letters a later Unicode
# adds; `unicode61` would, and such words could not be asked for any more.
_MOST_NAMES = (1 << NAME_BITS) - 1
_MOST_WORDS = 12
_TABLES = """
create table about (key text primary key, value text not null) strict, without rowid;
create table name (number integer primary key, app text not null, flags integer not null, text text not null) strict;
create table spelt (key text not null, way integer not null, number integer not null,
  primary key (key, way, number)) strict, without rowid;
create table top (key text primary key, numbers blob not null) strict, without rowid;
create table letters (length integer primary key, numbers blob not null, keys blob not null, columns blob not null)
  strict;
create table vocabulary (word text primary key, number integer not null) strict, without rowid;
create table inside (word text not null, number integer not null, primary key (word, number)) strict, without rowid;
create virtual table word using fts5 (
  text, content='', columnsize=0, detail=none, prefix="3 4", tokenize="ascii"
);
"""
# Rows in any order go here first: sorted once, they fill the tables from left to right.
_UNSORTED = """
create temp table unsorted_spelt (key text, way integer, number integer);
create temp table unsorted_vocabulary (word text primary key, number integer) without rowid;
"""
_CHUNK = 2000
_CACHE_KB = 32 * 1024
_FILLED, _SORTED, _TOPPED = 70, 90, 100
"""How far the work has come, of 100, after each step."""
_STEPS_BETWEEN_LOOKS = 200_000
"""Steps of SQLite between two looks at whether to stop."""


def file_name(digest: str) -> str:
    """Name of the search file of the catalogue with this digest."""
    return f"search-{short_digest(digest)}.sqlite"


def build(store: CatalogueStore, folder: Path, reporter: Reporter) -> Path:
    """Build the search file of a catalogue and remove those of others.

    Args:
        store: The catalogue, open in this thread.
        folder: Where the file belongs.
        reporter: Told how far the work has come, of 100.

    Returns:
        The file.

    Raises:
        CatalogueDamaged: the catalogue cannot be read.
        FileUnreadable: the file cannot be written; one that was there is still there.
        Cancelled: the reporter asked to stop; nothing half-made stays.
    """
    info = store.info()
    path = folder / file_name(info.digest)
    build_from(store.searchable(), path, info.digest, info.apps, reporter)
    _remove_others(path)
    return path


def build_from(rows: Iterable[Searchable], path: Path, digest: str, total: int, reporter: Reporter) -> None:
    """Build a search file from apps that come the most widely used first, dossiers before listings.

    Args:
        rows: The apps.
        path: The file; replaced if it is there.
        digest: Of the catalogue they come from.
        total: How many there are, for the progress.
        reporter: Told how far the work has come, of 100.

    Raises:
        FileUnreadable: the file cannot be written.
        Cancelled: the reporter asked to stop; nothing half-made stays.
    """
    temporary = path.with_name(f".{path.name}.{os.getpid()}.tmp")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        temporary.unlink(missing_ok=True)
        with closing(sqlite3.connect(temporary, isolation_level=None)) as connection:
            # Half a file is never opened, so nothing needs to be undone.
            for setting in (
                "journal_mode = off",
                "synchronous = off",
                "cache_size = -65536",
                "locking_mode = exclusive",
            ):
                connection.execute(f"pragma {setting}")
            _fill(connection, rows, digest, total, reporter)
        with temporary.open("rb+") as file:
            os.fsync(file.fileno())
        temporary.replace(path)
    except (OSError, sqlite3.OperationalError) as error:
        raise _unwritable(path) from error
    finally:
        with suppress(OSError):
            temporary.unlink(missing_ok=True)


def adopt(path: Path, folder: Path, digest: str) -> bool:
    """Put a search file that came from elsewhere in its place, if it is a whole one of the catalogue with this digest.

    Args:
        path: The file, in the same file system; it is moved.
        folder: Where it belongs.
        digest: Of the catalogue.

    Returns:
        Whether it was put there; those of other catalogues are removed then.

    Raises:
        OSError: it cannot be moved.
    """
    connection = open_file(path, digest)
    if connection is None:
        return False
    connection.close()
    target = folder / file_name(digest)
    path.replace(target)
    _remove_others(target)
    return True


def build_in_memory(rows: Iterable[Searchable]) -> sqlite3.Connection:
    """An index in memory, for a few hundred apps; gone when it is closed."""
    connection = sqlite3.connect(":memory:", isolation_level=None)
    _fill(connection, rows, "", 0, Silent())
    return connection


def open_file(path: Path, digest: str | None = None) -> sqlite3.Connection | None:
    """The search file, if it is a whole one of this version and of the catalogue with this digest, else None.

    Args:
        path: The file.
        digest: Of the catalogue; None: of whichever.
    """
    try:
        if not path.is_file():
            return None
        connection = open_readonly(path, immutable=True)
        connection.execute(f"pragma cache_size = {-_CACHE_KB}")
    except (FileUnreadable, OSError):
        return None
    with suppress(sqlite3.DatabaseError):
        marks = [connection.execute(f"pragma {name}").fetchone()[0] for name in ("application_id", "user_version")]
        pages = connection.execute("select page_count * page_size from pragma_page_count, pragma_page_size").fetchone()
        about = dict(connection.execute("select key, value from about").fetchall())
        # The row `digest` is the last one written: a file without it was never finished.
        is_ours = marks == [SEARCH_ID, SEARCH_VERSION] and digest in (None, about.get("digest"))
        if is_ours and "digest" in about and pages == (path.stat().st_size,):
            return connection
    connection.close()
    return None


class _Watch:
    """Tells how far the work is, and listens between the steps of SQLite for whether to stop."""

    def __init__(self, reporter: Reporter) -> None:
        self._reporter = reporter
        self._done = 0
        self.stopped: Cancelled | None = None

    def at(self, done: int) -> None:
        """So much of 100 is done."""
        self._done = done
        self._reporter.step(done, _TOPPED)

    def look(self) -> int:
        """What SQLite asks: 1 is to stop."""
        try:
            self._reporter.step(self._done, _TOPPED)
        except Cancelled as error:
            self.stopped = error
        return int(self.stopped is not None)


def _fill(
    connection: sqlite3.Connection, rows: Iterable[Searchable], digest: str, total: int, reporter: Reporter
) -> None:
    watch = _Watch(reporter)
    connection.set_progress_handler(watch.look, _STEPS_BETWEEN_LOOKS)
    try:
        _write(connection, rows, digest, total, watch)
    except sqlite3.OperationalError:
        if watch.stopped is not None:
            raise watch.stopped from None
        raise
    finally:
        connection.set_progress_handler(None, 0)


def _write(connection: sqlite3.Connection, rows: Iterable[Searchable], digest: str, total: int, watch: _Watch) -> None:
    connection.executescript(f"{_TABLES}{_UNSORTED}")
    connection.execute("begin")
    letters: dict[int, BucketWriter] = {}
    for count in _filling(connection, rows, letters):
        watch.at(_FILLED * count // max(total, count, 1))
    _sort(connection)
    for length in sorted(letters):
        watch.at(_FILLED)
        connection.execute("insert into letters values (?, ?, ?, ?)", letters.pop(length).packed())
    watch.at(_SORTED)
    _top(connection)
    connection.execute("insert into word (word) values ('optimize')")
    connection.execute("insert into about values ('digest', ?)", (digest,))
    connection.execute("commit")
    connection.executescript(
        "drop table unsorted_spelt; drop table unsorted_vocabulary;"
        f"pragma application_id = {SEARCH_ID}; pragma user_version = {SEARCH_VERSION};"
    )
    watch.at(_TOPPED)


def _filling(
    connection: sqlite3.Connection, rows: Iterable[Searchable], letters: dict[int, BucketWriter]
) -> Iterator[int]:
    """Write what needs no sorting and gather keys in `letters`; tells after each chunk how many apps are done."""
    batch, count = _Batch(letters), 0
    for count, (place, app) in enumerate(_numbered(rows), 1):
        batch.add(place, app)
        if not count % _CHUNK:
            batch.write(connection)
            batch = _Batch(letters)
            yield count
    batch.write(connection)
    yield count


def _numbered(rows: Iterable[Searchable]) -> Iterator[tuple[int, Searchable]]:
    """Apps with the number of their first name."""
    last, place = -1, 0
    for app in rows:
        bucket = 31 - min(31, max(0, app.popularity))
        place = place + 1 if bucket == last else 0
        last = bucket
        yield ((bucket << PLACE_BITS) + place) << NAME_BITS, app


class _Batch:
    """Rows that are written together."""

    def __init__(self, letters: dict[int, BucketWriter]) -> None:
        """Args: where keys are gathered, by length."""
        self._letters = letters
        self.name: list[tuple[int, str, int, str]] = []
        self.spelt: list[tuple[str, int, int]] = []
        self.vocabulary: list[tuple[str, int]] = []
        self.inside: list[tuple[str, int]] = []
        self.word: list[tuple[int, str]] = []

    def add(self, place: int, app: Searchable) -> None:
        """Take in an app whose first name has this number."""
        for number, text in enumerate(app.names[:_MOST_NAMES], place):
            folded = fold(text)
            # A name that only looks Latin is found as what it looks like, too.
            spelt_anew = spellings(folded) if text.isascii() else (*spellings(folded), skeleton_of(text))
            key, loose = squeeze(folded), squeeze(spelt_anew[0])
            flags = (OTHER if number > place else 0) | (0 if app.is_dossier else LISTING)
            self.name.append((number, app.app, flags, text))
            self.spelt.extend([(key, AS_WRITTEN, number)] if key else [])
            others = {squeeze(form) for form in spelt_anew} - {key, ""}
            self.spelt.extend((other, LOOSENED, number) for other in others)
            if SHORTEST <= len(loose) <= LONGEST and loose.isascii():
                self._letters.setdefault(len(loose), BucketWriter(len(loose))).add(loose, number)
            plain = {word for form in spelt_anew for word in words(form)[:_MOST_WORDS]}
            # The rows come the most widely used first, so the first number that a word gets is its best.
            self.vocabulary.extend((word, number) for word in plain if len(word) >= SHORTEST)
            if app.is_dossier:
                self.inside.extend((word, number) for word in plain if len(word) > SHORTEST)
            found = plain.union(words(folded)[:_MOST_WORDS])
            if number == place:
                found.update(PUBLISHER_MARK + word for word in words(loosen(fold(app.publisher)))[:_MOST_WORDS])
            if found:
                self.word.append((number, " ".join(sorted(found))))

    def write(self, connection: sqlite3.Connection) -> None:
        """Write all of it."""
        connection.executemany("insert into name values (?, ?, ?, ?)", self.name)
        connection.executemany("insert into unsorted_spelt values (?, ?, ?)", self.spelt)
        connection.executemany("insert or ignore into unsorted_vocabulary values (?, ?)", self.vocabulary)
        connection.executemany("insert or ignore into inside values (?, ?)", self.inside)
        connection.executemany("insert into word (rowid, text) values (?, ?)", self.word)


def skeleton_of(text: str) -> str:
    """The name as it looks, folded: letters of other scripts that look like Latin ones replaced by these."""
    return loosen(fold(skeleton(text)))


def _sort(connection: sqlite3.Connection) -> None:
    connection.execute("insert or ignore into spelt select * from unsorted_spelt order by key, way, number")
    connection.execute("insert into vocabulary select * from unsorted_vocabulary order by word")


def _top(connection: sqlite3.Connection) -> None:
    statement = "select number from spelt where key >= ? and key < ? order by way, number limit ?"
    for key in _shared_beginnings(key for (key,) in connection.execute("select key from spelt order by key")):
        numbers = (number for (number,) in connection.execute(statement, (key, after(key), TOP)))
        connection.execute("insert into top values (?, ?)", (key, pack(numbers)))


def after(key: str) -> str:
    """The first text that does not begin with `key` any more, as good as."""
    return key + "\U0010ffff"


def _shared_beginnings(keys: Iterable[str]) -> list[str]:
    """The beginnings that at least `MANY` of the keys, which come sorted, share."""
    found: list[str] = []
    last, since = "", list[int]()  # since[n]: place of the first key that begins with last[:n + 1]
    for place, key in enumerate(chain(keys, [""])):
        same = next(
            (length for length, (one, two) in enumerate(zip(last, key, strict=False)) if one != two),
            min(len(last), len(key)),
        )
        found.extend(last[: length + 1] for length in range(same, len(last)) if place - since[length] >= MANY)
        since[same:] = [place] * (len(key) - same)
        last = key
    return found


def _remove_others(path: Path) -> None:
    """Remove search files of other catalogues, and what an interrupted build left. What is open stays."""
    for other in (*path.parent.glob("search-*.sqlite"), *path.parent.glob(".search-*.tmp")):
        if other != path:
            with suppress(OSError):
                other.unlink()


def _unwritable(path: Path) -> FileUnreadable:
    return FileUnreadable(
        phrase("The search index {path} cannot be written.", path=str(path)),
        phrase("Check the disk and who may write there. Until then only assessed apps are found by name."),
        safe=phrase("The catalogue in use is unchanged."),
    )
