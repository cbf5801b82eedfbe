"""Finds apps for the window: what was typed and the filters in, lines out. Lives on the catalogue's thread."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from core.catalogue.links import other_site
from core.catalogue.search import Hit, Search
from core.catalogue.store import CatalogueStore
from core.facts import AppId
from core.situation import Situation
from core.texts.lookalike import oddities
from gui.entries import EntryMaker
from gui.filters import Facet, Filters, counted
from gui.shelf import Entry, FacetCounts, Found, Guesses

MOST_HITS = 50
"""Apps that a list shows at most."""
_MOST_LOOKED_THROUGH = 1600
"""Hits among which those are sought that a filter on platforms lets pass."""


class Finder:
    """Look-up with filters over one catalogue."""

    def __init__(self, store: CatalogueStore, folder: Path, maker: EntryMaker) -> None:
        self._store, self._folder, self._maker = store, folder, maker
        self._search = Search(store, folder)
        self._among_assessed: Search | None = None

    @property
    def is_whole(self) -> bool:
        """Whether all apps are looked through."""
        return self._search.is_whole

    @property
    def was_damaged(self) -> bool:
        """Whether a search index had to be given up."""
        return self._search.was_damaged

    def open_again(self) -> bool:
        """Open the index file that has come meanwhile; whether all apps are looked through now."""
        fresh = Search(self._store, self._folder)
        self._search.close()
        self._search = fresh
        return self.is_whole

    def close(self) -> None:
        """Close what is open; the catalogue stays open."""
        self._search.close()
        if self._among_assessed is not None:
            self._among_assessed.close()

    def look_up(self, query: str, situation: Situation, filters: Filters) -> Found:
        """Apps that fit what was typed and pass the filters; without a word typed, the assessed ones that pass."""
        site = other_site(query) or ""
        entries, is_cut = ((), False) if site else self._passing(query, situation, filters)
        return Found(query, filters, situation, entries, is_cut, self.is_whole, oddities(query), site)

    def guess(self, found: Found) -> Guesses:
        """What was perhaps meant; `unknown` is left to others."""
        if found.other_site or not found.query.strip():
            return Guesses((), None, None)
        search = self._asked(found.filters)
        near = search.near(found.query, [entry.hit for entry in found.entries])
        entries = self._pass(near.hits, found.query, found.situation, found.filters)
        meant = self._pass((near.did_you_mean,), "", found.situation, found.filters) if near.did_you_mean else ()
        return Guesses(entries[:MOST_HITS], meant[0] if meant else None, None)

    def count(self, query: str, situation: Situation, filters: Filters, facet: Facet) -> FacetCounts:
        """How many apps there are for each value of a facet, all other filters kept."""
        others = filters.without(facet)
        if facet is not Facet.PLATFORM or others.needs_assessment or not query.strip():
            pool, is_cut = self._assessed(query, situation), False
        else:
            hits = self._search.find(query, _MOST_LOOKED_THROUGH)
            pool, is_cut = self._maker.entries(hits, situation), len(hits) == _MOST_LOOKED_THROUGH
        return FacetCounts(facet, counted(pool, filters, facet), is_cut)

    def best(self, query: str) -> AppId | None:
        """The app that the query means, else the first one found; None where there is none."""
        best = self._search.best_match(query)
        if best.app is not None:
            return best.app
        hits = self._search.find(query, 1)
        return hits[0].app if hits else None

    def _passing(self, query: str, situation: Situation, filters: Filters) -> tuple[tuple[Entry, ...], bool]:
        if not query.strip() or filters.needs_assessment:
            return tuple(filter(filters.let_pass, self._assessed(query, situation))), False
        limit = MOST_HITS
        while True:
            hits = self._search.find(query, limit)
            entries = self._pass(hits, query, situation, filters)
            if len(entries) >= MOST_HITS or len(hits) < limit or limit >= _MOST_LOOKED_THROUGH:
                return entries[:MOST_HITS], len(hits) >= limit or len(entries) > MOST_HITS
            limit = min(limit * 8, _MOST_LOOKED_THROUGH)

    def _assessed(self, query: str, situation: Situation) -> tuple[Entry, ...]:
        """All assessed apps that fit what was typed, whatever stands before them among the others."""
        everything = self._maker.assessed(situation)
        if not query.strip():
            return everything
        known = {entry.app.id for entry in everything}
        hits = self._dossiers.find(query, len(known))
        return self._maker.entries((hit for hit in hits if hit.app in known), situation, query)

    def _pass(self, hits: Iterable[Hit], query: str, situation: Situation, filters: Filters) -> tuple[Entry, ...]:
        return tuple(filter(filters.let_pass, self._maker.entries(hits, situation, query)))

    def _asked(self, filters: Filters) -> Search:
        return self._dossiers if filters.needs_assessment else self._search

    @property
    def _dossiers(self) -> Search:
        """Look-up among assessed apps alone: without a folder there is no index of all."""
        if self._among_assessed is None:
            self._among_assessed = Search(self._store)
        return self._among_assessed
