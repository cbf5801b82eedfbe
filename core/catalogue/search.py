"""Look-up: from what somebody typed to apps, best first. No input raises an error.

Tiers, in this order; within a tier hits spelt as asked come before those found by other spellings (`å` before `a`),
then wider used apps, then by name, then by id:

1. store id or store link
2. the app's name
3. the beginning of its name
4. another name (former, native, short, other), or its beginning
5. words that begin so, side by side, anywhere in a name
6. the same words in any order
7. the publisher

An app stands once, where it is found first.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from types import TracebackType
from typing import Self

from core.catalogue import search_file
from core.catalogue.fold import fold, is_latin, loosen, squeeze, words
from core.catalogue.links import StoreReference, parse_reference
from core.catalogue.search_file import NAME, OTHER
from core.catalogue.store import CatalogueStore
from core.facts import AppId

_MOST_WORDS = 12
"""Words of a query that count."""
_LONGEST = 2048
"""Characters of a query that count; a link may be that long."""
_NAMES_EACH = 4
"""Rows that are read for each app wanted, because an app may fit by several names."""
_HIGHEST = "\U0010ffff"


class MatchedOn(StrEnum):
    """What of an app fits the query."""

    NAME = "name"
    OTHER_NAME = "other-name"
    STORE_ID = "store-id"
    STORE_LINK = "store-link"
    PUBLISHER = "publisher"
    SPELLING = "spelling"


@dataclass(frozen=True, slots=True)
class Hit:
    """An app that fits a query."""

    app: AppId
    matched_on: MatchedOn
    matched_text: str
    """The name, id or publisher that fits, as it stands in the catalogue."""
    near: bool = False
    """True for guesses (spelling), which come after everything else."""


@dataclass(frozen=True, slots=True)
class BestMatch:
    """The one app that somebody means, or why there is none."""

    app: AppId | None
    """None: none fits, or several fit equally well."""
    candidates: tuple[AppId, ...] = ()
    """Those that fit equally well; empty unless there are several."""


@dataclass(frozen=True, slots=True)
class Query:
    """What was typed, made ready."""

    text: str
    """Without half sign pairs, cut to a sensible length."""
    reference: StoreReference | None
    """Store id or link that it can be read as."""
    folded: str
    loose: str
    folded_words: tuple[str, ...]
    loose_words: tuple[str, ...]

    @classmethod
    def of(cls, text: str) -> Self:
        """Make any text ready; never raises."""
        text = text[:_LONGEST].encode("utf-8", "ignore").decode("utf-8")
        folded = fold(text)
        loose = loosen(folded)
        found = (words(folded)[:_MOST_WORDS], words(loose)[:_MOST_WORDS])
        return cls(text, parse_reference(text), squeeze(folded), squeeze(loose), *found)

    @property
    def is_only_reference(self) -> bool:
        """True for links and for ids with their store: they are never looked for in names."""
        return self.reference is not None and (self.reference.is_link or self.reference.store is not None)

    def squeezed(self) -> list[tuple[int, str, str]]:
        """(kind of name, column, key) in the order in which names are looked through.

        Words in another script are sought as written in all names, before their spelling in Latin letters is.
        """
        kinds, keys = (NAME, OTHER), [("folded", self.folded), ("loose", self.loose)]
        if is_latin(self.folded):
            order = [(kind, column, key) for kind in kinds for column, key in keys]
        else:
            order = [(kind, column, key) for column, key in keys for kind in kinds]
        return [entry for entry in order if entry[2]]

    def words(self) -> list[tuple[str, tuple[str, ...]]]:
        """(column, words) pairs that hold any words."""
        return [pair for pair in (("folded", self.folded_words), ("loose", self.loose_words)) if pair[1]]


_Found = Iterator[tuple[int, MatchedOn, str]]
"""(number of the app in the index, what fits, its text)."""


class Search:
    """Look-up over one catalogue. Belongs to the thread that opened it."""

    def __init__(self, store: CatalogueStore, folder: Path | None = None) -> None:
        """Open the search file of `store` in `folder`, building it if need be; without a folder, in memory.

        Raises:
            CatalogueDamaged: the catalogue cannot be read.
        """
        self._store = store
        self._index = search_file.open_index(store, folder)

    def close(self) -> None:
        """Close the index; the catalogue stays open."""
        self._index.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def find(self, query: str, limit: int = 20) -> tuple[Hit, ...]:
        """Apps that fit `query`, best first, each once and at most `limit`. Empty for a query without letters."""
        asked = Query.of(query)
        try:
            return self._find(asked, limit)
        except sqlite3.DatabaseError:
            self._build_again()
            return self._find(asked, limit)

    def best_match(self, query: str) -> BestMatch:
        """The one app that `query` means: an app id, a store id or link, or a name that fits exactly one app best.

        A whole name goes before the first words of one. A mere beginning of a word is never enough: an app that is
        not in the catalogue must not be taken for another that happens to begin like it.
        """
        asked = Query.of(query)
        app_id = AppId(asked.text.strip().lower())
        if self._store.has_app(app_id):
            return BestMatch(app_id)
        try:
            tiers = self._best_tiers(asked)
        except sqlite3.DatabaseError:
            self._build_again()
            tiers = self._best_tiers(asked)
        for numbers in tiers:
            apps = self._apps(numbers)
            if len(apps) == 1:
                return BestMatch(apps[0])
            if apps:
                return BestMatch(None, apps)
        return BestMatch(None)

    def _build_again(self) -> None:
        """The file was damaged after it was opened. The catalogue is whole, so nothing is lost."""
        self._index.close()
        self._index = search_file.build_in_memory(self._store)

    def _best_tiers(self, query: Query) -> list[list[int]]:
        if query.reference is not None:
            found = [number for number, _, _ in self._by_reference(query.reference)]
            if found or query.is_only_reference:
                return [found]
        tiers = []
        for whole in (1, 0):
            for kind, column, key in query.squeezed():
                # The name of the column is one of two of ours; values are bound.
                statement = (
                    f"select distinct number from label where kind = ? and {column} = ? and whole = ? order by number"  # noqa: S608
                )
                rows = self._index.execute(statement, (kind, key, whole))
                tiers.append([number for (number,) in rows])
        return tiers

    def _apps(self, numbers: list[int]) -> tuple[AppId, ...]:
        marks = ", ".join("?" * len(numbers))
        rows = self._index.execute(f"select app from entry where number in ({marks}) order by number", numbers)  # noqa: S608
        return tuple(AppId(app) for (app,) in rows if self._store.has_app(AppId(app)))

    def _find(self, query: Query, limit: int) -> tuple[Hit, ...]:
        hits: dict[int, Hit] = {}
        if limit < 1:
            return ()
        for number, matched_on, text in self._all_tiers(query, limit, hits.keys()):
            if number in hits:
                continue
            # The index only proposes: what the catalogue does not hold is not shown.
            for app_id in self._apps([number]):
                hits[number] = Hit(app_id, matched_on, text)
            if len(hits) >= limit:
                break
        return tuple(hits.values())

    def _all_tiers(self, query: Query, limit: int, seen: Collection[int]) -> _Found:
        """Everything that fits, tier by tier; `seen` grows meanwhile, and what is in it need not be told again."""
        if query.reference is not None:
            yield from self._by_reference(query.reference)
            if query.is_only_reference:
                return
        for kind, column, key in query.squeezed():
            for last in (key, key + _HIGHEST):
                yield from self._by_name(kind, column, (key, last), limit)
        yield from self._by_words(query, limit, seen)

    def _by_reference(self, reference: StoreReference) -> _Found:
        matched_on = MatchedOn.STORE_LINK if reference.is_link else MatchedOn.STORE_ID
        rows = self._index.execute(
            "select number, store, id from store_id where folded = ? and (?2 is null or store = ?2) order by number",
            (reference.id.casefold(), reference.store),
        )
        for number, store, store_id in rows:
            yield number, matched_on, f"{store}:{store_id}"

    def _by_name(self, kind: int, column: str, bounds: tuple[str, str], limit: int) -> _Found:
        # The name of the column is one of two of ours; values are bound.
        statement = (
            f"select number, text from label where kind = ? and {column} between ? and ? and whole = 1"  # noqa: S608
            " order by number limit ?"
        )
        for number, text in self._index.execute(statement, (kind, *bounds, limit * _NAMES_EACH)):
            yield number, MatchedOn.NAME if kind == NAME else MatchedOn.OTHER_NAME, text

    def _by_words(self, query: Query, limit: int, seen: Collection[int]) -> _Found:
        for column, parts in query.words():
            yield from self._match(f"{column} : {_phrase(parts)}", limit, query, seen)
        for column, parts in query.words():
            yield from self._match(f"{column} : ({_all_of(parts)})", limit, query, seen)
        if query.loose_words:
            yield from self._publishers(_all_of(query.loose_words), limit, seen)

    def _match(self, expression: str, limit: int, query: Query, seen: Collection[int]) -> _Found:
        for number in self._numbers(expression, limit):
            if number in seen:
                continue
            kind, text = self._label_with(number, query)
            yield number, MatchedOn.NAME if kind == NAME else MatchedOn.OTHER_NAME, text

    def _publishers(self, expression: str, limit: int, seen: Collection[int]) -> _Found:
        for number in self._numbers(f"publisher : ({expression})", limit):
            for app_id in self._apps([] if number in seen else [number]):
                app = self._store.app(app_id)
                yield number, MatchedOn.PUBLISHER, app.publisher if app else ""

    def _numbers(self, expression: str, limit: int) -> list[int]:
        rows = self._index.execute(
            "select rowid from word where word match ? order by rowid limit ?", (expression, limit)
        )
        return [number for (number,) in rows]

    def _label_with(self, number: int, query: Query) -> tuple[int, str]:
        """The name that holds most of the words: what the app is found by."""
        rows = self._index.execute(
            "select kind, text from label where number = ? and whole = 1 order by kind, rowid", (number,)
        ).fetchall()

        def held(row: tuple[int, str]) -> int:
            name = fold(row[1])
            return max(_begun(query.folded_words, words(name)), _begun(query.loose_words, words(loosen(name))))

        kind, text = max(rows, key=held, default=(NAME, ""))
        return int(kind), str(text)


def _phrase(parts: tuple[str, ...]) -> str:
    """An FTS5 phrase whose last word may go on. Words hold letters and figures only; they are quoted all the same."""
    quoted = " ".join(parts).replace("\0", "").replace('"', '""')
    return f'"{quoted}" *'


def _all_of(parts: tuple[str, ...]) -> str:
    """An FTS5 expression: every word, each of which may go on."""
    return " AND ".join(_phrase((part,)) for part in parts)


def _begun(parts: tuple[str, ...], names: tuple[str, ...]) -> int:
    """How many of `parts` are the beginning of one of `names`."""
    return sum(any(name.startswith(part) for name in names) for part in parts)
