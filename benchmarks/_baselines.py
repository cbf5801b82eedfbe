"""Other ways to look up names, over the same names, to compare ours with.

Each is built as its makers' documentation suggests, without tuning. `Way.ask` gives ids of apps, best first.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from rapidfuzz import fuzz, process
from rapidfuzz.distance import OSA

from benchmarks._queries import key_of
from core.catalogue.fold import fold, words
from core.catalogue.model import Searchable

MOST = 50
"""Apps that a look-up wants."""
_ENOUGH = 3
"""Hits from which no spelling mistake is looked for."""
_TRIGRAM = 3
_EDITS = 2
_TANTIVY_MEMORY = 256_000_000


@dataclass(frozen=True, slots=True)
class Way:
    """One way to look up."""

    name: str
    ask: Callable[[str], Sequence[str]]
    """Ids of apps for what was typed."""
    seconds: float
    """Time that its measuring may take."""


@contextmanager
def full_text(apps: Sequence[Searchable], path: Path, tokenizer: str) -> Iterator[sqlite3.Connection]:
    """One FTS5 table with every name, as most would make it."""
    connection = sqlite3.connect(path, isolation_level=None)
    try:
        connection.execute("pragma journal_mode = off")
        connection.execute("pragma synchronous = off")
        connection.execute(f"create virtual table listed using fts5 (name, app unindexed, tokenize = '{tokenizer}')")
        connection.execute("begin")
        rows = ((name, app.app) for app in apps for name in app.names)
        connection.executemany("insert into listed values (?, ?)", rows)
        connection.execute("insert into listed (listed) values ('optimize')")
        connection.execute("commit")
        yield connection
    finally:
        connection.close()


def ranked(connection: sqlite3.Connection) -> Way:
    """Words, the last of which may go on, ranked by bm25: the baseline that the goals speak of."""
    return Way("FTS5, bm25", lambda text: _asked(connection, quoted(text.split(), goes_on=True)), seconds=90)


def trigrams(connection: sqlite3.Connection) -> Way:
    """What was typed, anywhere in a name."""
    return Way("FTS5 trigrams", lambda text: _by_trigrams(connection, text), seconds=20)


def trigrams_with_mistakes(connection: sqlite3.Connection) -> Way:
    """What was typed, or where next to nothing holds it, names that share the most trigrams with it."""

    def ask(text: str) -> Sequence[str]:
        found = _by_trigrams(connection, text)
        if len(found) >= _ENOUGH or len(text) <= _TRIGRAM:
            return found
        parts = {text[place : place + _TRIGRAM] for place in range(len(text) - _TRIGRAM + 1)}
        return _asked(connection, " OR ".join(quoted([part], goes_on=False) for part in sorted(parts)))

    return Way("FTS5 trigrams, typos", ask, seconds=25)


def quoted(parts: Sequence[str], *, goes_on: bool) -> str:
    """An FTS5 expression for words that hold whatever people type."""
    terms = ['"' + part.replace("\0", "").replace('"', '""') + '"' for part in parts]
    return " ".join(terms) + (" *" if goes_on and terms else "")


def _by_trigrams(connection: sqlite3.Connection, text: str) -> list[str]:
    return _asked(connection, quoted([text], goes_on=False)) if len(text) >= _TRIGRAM else []


def _asked(connection: sqlite3.Connection, expression: str) -> list[str]:
    if not expression:
        return []
    rows = connection.execute(
        "select app from listed where listed match ? order by bm25(listed) limit ?", (expression, MOST)
    )
    return [app for (app,) in rows]


def edit_distance(apps: Sequence[Searchable]) -> Way:
    """Rapidfuzz over all names: optimal string alignment, at most two edits."""
    ids, keys = _all_names(apps)

    def ask(text: str) -> Sequence[str]:
        key = key_of(text)
        found = process.extract(key, keys, scorer=OSA.distance, processor=None, limit=MOST, score_cutoff=_EDITS)
        return [ids[place] for _, _, place in found]

    return Way("rapidfuzz OSA", ask, seconds=20)


def weighted_ratio(apps: Sequence[Searchable]) -> Way:
    """Rapidfuzz over all names as its documentation shows it first: `extract` with `WRatio`."""
    ids, keys = _all_names(apps)

    def ask(text: str) -> Sequence[str]:
        found = process.extract(key_of(text), keys, scorer=fuzz.WRatio, processor=None, limit=MOST)
        return [ids[place] for _, _, place in found]

    return Way("rapidfuzz WRatio", ask, seconds=15)


def _all_names(apps: Sequence[Searchable]) -> tuple[list[str], list[str]]:
    pairs = [(app.app, key_of(name)) for app in apps for name in app.names]
    return [app for app, _ in pairs], [key for _, key in pairs]


def tantivy_index(apps: Sequence[Searchable], folder: Path) -> Way:
    """Tantivy: every word one edit away at most, the last one the beginning of a word."""
    import tantivy

    builder = tantivy.SchemaBuilder()
    builder.add_text_field("name", stored=False)
    builder.add_text_field("app", stored=True, tokenizer_name="raw")
    schema = builder.build()
    index = tantivy.Index(schema, path=str(folder))
    writer = index.writer(_TANTIVY_MEMORY)
    for app in apps:
        for name in app.names:
            writer.add_document(tantivy.Document(name=fold(name), app=app.app))
    writer.commit()
    writer.wait_merging_threads()
    index.reload()
    searcher = index.searcher()

    def ask(text: str) -> Sequence[str]:
        query = _fuzzy(tantivy, schema, words(fold(text)))
        hits = searcher.search(query, MOST).hits
        return [searcher.doc(address)["app"][0] for _, address in hits]

    return Way("tantivy, fuzzy", ask, seconds=30)


def _fuzzy(tantivy: Any, schema: object, parts: Sequence[str]) -> Any:  # noqa: ANN401 - a module without types
    last = len(parts) - 1
    terms = [
        tantivy.Query.fuzzy_term_query(
            schema, "name", part, distance=1, transposition_cost_one=True, prefix=place == last
        )
        for place, part in enumerate(parts)
    ]
    return tantivy.Query.boolean_query([(tantivy.Occur.Must, term) for term in terms])


@contextmanager
def floor(apps: Sequence[Searchable], path: Path) -> Iterator[Way]:
    """The least that a look-up can cost: one word of a contentless FTS5 table, then fifty rows by their number."""
    connection = sqlite3.connect(path, isolation_level=None)
    try:
        connection.executescript(
            "pragma journal_mode = off; pragma synchronous = off;"
            "create table listed (number integer primary key, app text, name text);"
            "create virtual table word using fts5 (name, content = '', columnsize = 0, detail = none);"
            "begin"
        )
        rows = ((app.app, name) for app in apps for name in app.names)
        connection.executemany("insert into listed (app, name) values (?, ?)", rows)
        connection.execute("insert into word (rowid, name) select number, name from listed order by number")
        connection.execute("insert into word (word) values ('optimize')")
        connection.execute("commit")
        yield Way("floor", lambda word: _fifty(connection, word), seconds=20)
    finally:
        connection.close()


def _fifty(connection: sqlite3.Connection, word: str) -> list[str]:
    rows = connection.execute(
        "select app, name from listed"
        " where number in (select rowid from word where word match ? order by rowid limit ?)",
        (quoted([word], goes_on=False), MOST),
    )
    return [app for app, _ in rows]
