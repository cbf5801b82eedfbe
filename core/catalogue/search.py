"""Look-up: from what somebody typed to apps, best first. No input raises an error.

The first phase (`Search.find`) answers on every keystroke, in this order; within a step what is spelt as asked comes
before other spellings (`å` before `a`), then wider used apps, then dossiers before listings:

1. store id or store link
2. the app's name, then another name it has (former, native, short, local)
3. the beginning of any of these
4. words of a name, the last of which may go on
5. the publisher
6. where that gave next to nothing: without "app" and the article at the end, without words that belong to no name,
   inside the compounds of assessed apps

The second phase (`Search.near`) adds guesses by spelling. An app stands once, where it is found first.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Self, TypeVar

from core.catalogue import search_file
from core.catalogue.fold import fold, loosen, squeeze, words
from core.catalogue.links import StoreReference, parse_reference
from core.catalogue.marking import marked
from core.catalogue.name_index import IndexHit, MatchedOn, Typed
from core.catalogue.search_index import SearchIndex
from core.catalogue.store import CatalogueStore
from core.errors import FileUnreadable, Silent
from core.facts import AppId

__all__ = ["BestMatch", "Hit", "MatchedOn", "Near", "Search", "marked"]

T = TypeVar("T")

_LONGEST = 2048
"""Characters of a query that count; a link may be that long."""
_MOST_CANDIDATES = 10
_MOST_BEGUN = 50


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
class Near:
    """Guesses by spelling."""

    hits: tuple[Hit, ...] = ()
    """The likeliest first; none where enough was found without guessing."""
    did_you_mean: Hit | None = None
    """A far better known app with nearly this name; also where something was found, which may pose as it."""


@dataclass(frozen=True, slots=True)
class BestMatch:
    """The one app that somebody means, or why there is none."""

    app: AppId | None
    """None: none fits, or several fit equally well."""
    candidates: tuple[AppId, ...] = ()
    """Those that fit equally well, ten at most; empty unless there are several."""


class Search:
    """Look-up over one catalogue. Belongs to the thread that opened it."""

    def __init__(self, store: CatalogueStore, folder: Path | None = None) -> None:
        """Open the search file of `store` in `folder`.

        Where there is none, dossiers are found by name at once, and everything else by id and link; building the file
        for all the rest takes its time (`search_file.build`).

        Raises:
            CatalogueDamaged: the catalogue cannot be read.
        """
        self._store = store
        self._path = folder / search_file.file_name(store.info().digest) if folder is not None else None
        self._found: tuple[str, list[IndexHit]] = ("", [])
        self.was_damaged = False
        """Whether a search file had to be given up."""
        self.is_whole = True
        """False: names of listings are not found until the search file is built."""
        self._index = self._open()

    def close(self) -> None:
        """Close the index; the catalogue stays open."""
        self._index.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def find(self, query: str, limit: int = 50) -> tuple[Hit, ...]:
        """Apps that fit `query`, best first, each once and at most `limit`. Empty for a query without letters."""
        if limit < 1:
            return ()
        text = _cut(query)
        reference = parse_reference(text)
        hits = self._by_reference(reference)
        if not _is_only_reference(reference):
            found = self._ask(lambda index: index.find(text, limit))
            self._found = (text, found)
            hits += self._as_hits(found)
        # The index only proposes: what the catalogue does not hold is not shown.
        return tuple([hit for hit in _once(hits) if self._store.has_app(hit.app)][:limit])

    def near(self, query: str, found: Sequence[Hit]) -> Near:
        """Guesses by spelling, and a far better known app with nearly the same name.

        Args:
            query: What was typed.
            found: What `find` gave for it.
        """
        text = _cut(query)
        if _is_only_reference(parse_reference(text)):
            return Near()
        if self._found[0] != text:
            self._found = (text, self._ask(lambda index: index.find(text)))
        near = self._ask(lambda index: index.near(text, self._found[1]))
        known = {hit.app for hit in found}
        better = self._as_hits([near.did_you_mean] if near.did_you_mean else [])
        return Near(
            tuple(hit for hit in self._as_hits(near.hits) if hit.app not in known), better[0] if better else None
        )

    def best_match(self, query: str) -> BestMatch:
        """The one app that `query` means: an app id, a store id or link, or a name that fits exactly one app best.

        A whole name goes before the first words of one, an assessed app before one that is only listed. A mere
        beginning of a word is never enough: an app that is not in the catalogue must not be taken for another that
        happens to begin like it.
        """
        text = _cut(query)
        for app_id in (AppId(text.strip()), AppId(text.strip().lower())):
            if app_id and self._store.has_app(app_id):
                return BestMatch(app_id)
        reference = parse_reference(text)
        if (by_id := self._by_reference(reference)) or _is_only_reference(reference):
            # A shop's build under the same id is another app; whoever names the id means the assessed one.
            assessed = {app.id for app in self._store.dossiers()}
            return _one_of([hit.app for hit in by_id if hit.app in assessed] or [hit.app for hit in by_id])
        return self._best_by_name(text)

    def _best_by_name(self, text: str) -> BestMatch:
        exact = self._ask(lambda index: index.exact(text))
        for is_listing in (False, True):
            # Whoever types a former name of an assessed app means that app, also where somebody lists the old name.
            for kind in (MatchedOn.NAME, MatchedOn.OTHER_NAME):
                if same := [hit for hit in exact if hit.kind is kind and hit.is_listing is is_listing]:
                    return self._best_of(same)
        key = Typed.of(text).loose
        begun = self._ask(lambda index: index.begun(text, _MOST_BEGUN))
        return self._best_of([hit for hit in begun if _has_first_words(hit.text, key)])

    def _best_of(self, hits: Sequence[IndexHit]) -> BestMatch:
        """The only assessed app among equals, else the only one."""
        present = [hit for hit in hits if self._store.has_app(hit.app)]
        assessed = [hit.app for hit in present if not hit.is_listing]
        return _one_of(assessed or [hit.app for hit in present])

    def _by_reference(self, reference: StoreReference | None) -> list[Hit]:
        if reference is None:
            return []
        matched_on = MatchedOn.STORE_LINK if reference.is_link else MatchedOn.STORE_ID
        rows = self._store.find_store_ids(reference.id, reference.store)
        return [Hit(app, matched_on, f"{store}:{store_id}") for app, store, store_id in rows]

    def _as_hits(self, hits: Iterable[IndexHit]) -> list[Hit]:
        found = list(hits)
        by_publisher = [hit.app for hit in found if hit.kind is MatchedOn.PUBLISHER]
        apps = self._store.apps_by_id(by_publisher) if by_publisher else {}
        publishers = {app_id: app.publisher for app_id, app in apps.items()}
        return [Hit(hit.app, hit.kind, publishers.get(hit.app, hit.text), hit.near) for hit in found]

    def _ask(self, question: Callable[[SearchIndex], T]) -> T:
        try:
            return question(self._index)
        except sqlite3.DatabaseError:
            # The catalogue is whole, so nothing is lost: the file is given up, and built again by whoever can wait.
            self._give_up()
            return question(self._index)

    def _give_up(self) -> None:
        self._index.close()
        self.was_damaged = True
        if self._path is not None:
            with suppress(OSError):
                self._path.unlink()
        self._index = self._open()

    def _open(self) -> SearchIndex:
        """The file; where there is none, one for the dossiers alone."""
        digest, counts = self._store.info().digest, dict(self._store.info().counts)
        was_there = self._path is not None and self._path.exists()
        connection = search_file.open_file(self._path, digest) if self._path is not None else None
        if connection is None:
            self.was_damaged = self.was_damaged or was_there
            self.is_whole = counts["apps"] == counts["dossiers"]
            if self.is_whole and self._path is not None:
                # A few hundred apps take no time: the file is there for the next start.
                with suppress(FileUnreadable):
                    search_file.build(self._store, self._path.parent, Silent())
                    connection = search_file.open_file(self._path, digest)
        return SearchIndex(connection or search_file.build_in_memory(self._store.searchable_dossiers()))


def _cut(query: str) -> str:
    """Without half sign pairs, which no text can hold, and not longer than a link."""
    return query[:_LONGEST].encode("utf-8", "ignore").decode("utf-8")


def _is_only_reference(reference: StoreReference | None) -> bool:
    """True for links and for ids with their store: they are never looked for in names."""
    return reference is not None and (reference.is_link or reference.store is not None)


def _once(hits: Iterable[Hit]) -> list[Hit]:
    first: dict[AppId, Hit] = {}
    for hit in hits:
        first.setdefault(hit.app, hit)
    return list(first.values())


def _one_of(apps: Sequence[AppId]) -> BestMatch:
    different = tuple(dict.fromkeys(apps))
    return BestMatch(different[0]) if len(different) == 1 else BestMatch(None, different[:_MOST_CANDIDATES])


def _has_first_words(text: str, key: str) -> bool:
    """Whether the first words of a name, squeezed, are the key."""
    begun = ""
    for word in words(fold(text)):
        begun += loosen(word)
        if squeeze(begun) == key:
            return True
    return False
