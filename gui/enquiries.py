"""Questions to the catalogue. Lives on the thread of its jobs: the open file belongs to that thread.

Everything given back is a value that any thread may read.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from core.catalogue.current import current
from core.catalogue.model import Alternative, App, CatalogueInfo
from core.catalogue.search import Hit, Search
from core.catalogue.store import CatalogueStore
from core.catalogue.vocabulary import whole_vocabulary
from core.errors import Reporter
from core.facts import AppId
from core.guidance.store import guidance
from core.jurisdiction.model import OwnershipFacts
from core.jurisdiction.owner import Owner, country_to_list, owner_of
from core.risk.decide import Decision, Subject
from core.risk.desk import Desk
from core.risk.model import RiskCard
from core.risk.sentences import speaker
from core.rules.levels import Level
from core.rules.load import load_rules
from core.rules.model import Rules
from core.settings.folders import resource_folder
from core.situation import Situation
from core.texts.phrase import Text

MOST_HITS = 50
"""Apps that a list shows at most."""


@dataclass(frozen=True, slots=True)
class Shelf:
    """What every page needs of an open catalogue."""

    path: Path
    info: CatalogueInfo
    vocabulary: Mapping[str, Text]
    owners: OwnershipFacts
    rules: Rules
    issuers: tuple[tuple[str, str], ...]
    """(id, short name) of Norwegian bodies with rules of their own, by name."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of a list of apps."""

    app: App
    hit: Hit
    decision: Decision
    authority: str
    """Short name of whose word the answer is; empty where it is nobody's."""
    owner: Owner
    """Who is behind it."""


@dataclass(frozen=True, slots=True)
class Found:
    """What a look-up gave."""

    query: str
    situation: Situation
    entries: tuple[Entry, ...]


@dataclass(frozen=True, slots=True)
class Answered:
    """A card with what stands around it."""

    card: RiskCard
    alternatives: tuple[Alternative, ...]
    """Other apps for the same task, the most widely used first."""
    is_known: bool
    """False for a name that the catalogue does not hold."""


class Enquiries:
    """One catalogue at a time, opened, asked and closed on one thread."""

    def __init__(self, data: Path, rule_file: Path) -> None:
        self._data, self._rule_file = data, rule_file
        self._store: CatalogueStore | None = None
        self._search: Search | None = None
        self._desk: Desk | None = None

    def open(self, _reporter: Reporter) -> Shelf:
        """Open the catalogue in use; one that was open before is closed.

        Raises:
            CatalogueError: there is none, or it cannot be used.
            RulesInvalid: the rule file cannot be used.
        """
        self.close()
        rules = load_rules(self._rule_file)
        path = self._file()
        store = CatalogueStore.open(path)
        try:
            search = Search(store, self._data)
            entries = guidance(store)
            issuers = sorted({(entry.issuer, entry.short) for entry in entries if entry.body_specific})
            shelf = Shelf(
                path=path,
                info=store.info(),
                vocabulary=whole_vocabulary(store),
                owners=store.ownership_facts(),
                rules=rules,
                issuers=tuple(sorted(issuers, key=lambda issuer: issuer[1].casefold())),
            )
        except BaseException:
            store.close()
            raise
        self._store, self._search, self._desk = store, search, Desk(store, entries, rules)
        return shelf

    def close(self) -> None:
        """Close what is open."""
        if self._search is not None:
            self._search.close()
        if self._store is not None:
            self._store.close()
        self._store = self._search = self._desk = None

    def look_up(self, query: str, situation: Situation) -> Found:
        """Apps that fit the query, each with its answer in the situation."""
        store, search, desk = self._parts()
        hits = [(hit, app) for hit in search.find(query, MOST_HITS) if (app := store.app(hit.app))]
        decisions = desk.decisions([app.id for _, app in hits], situation)
        return Found(query, situation, tuple(self._entry(app, hit, decisions[app.id], situation) for hit, app in hits))

    def best(self, query: str) -> AppId | None:
        """The app that the query means, else the first one found; None where there is none."""
        _, search, _ = self._parts()
        best = search.best_match(query)
        if best.app is not None:
            return best.app
        hits = search.find(query, 1)
        return hits[0].app if hits else None

    def card(self, app_id: AppId, situation: Situation, now: datetime) -> Answered | None:
        """The card of an app; None where the catalogue has none with this id."""
        store, _, desk = self._parts()
        card = desk.card(app_id, situation, now)
        if card is None:
            return None
        return Answered(card, self._others(store, card.app), is_known=True)

    def unknown(self, name: str, situation: Situation, now: datetime) -> Answered:
        """The card of a name that the catalogue does not hold."""
        _, _, desk = self._parts()
        return Answered(desk.unknown(name, situation, now), (), is_known=False)

    def warm(self, situation: Situation, reporter: Reporter) -> None:
        """Work out the answers for every app ahead of the first look-up.

        Raises:
            Cancelled: it was asked to stop.
        """
        store, _, desk = self._parts()
        ids = [app.id for app in store.apps()]
        for place in range(0, len(ids), 20):
            reporter.step(place, len(ids))
            desk.decisions(ids[place : place + 20], situation)

    def _file(self) -> Path:
        return current(self._data, resource_folder())

    def _parts(self) -> tuple[CatalogueStore, Search, Desk]:
        if self._store is None or self._search is None or self._desk is None:
            raise RuntimeError("no catalogue is open")
        return self._store, self._search, self._desk

    def _entry(self, app: App, hit: Hit, decision: Decision, situation: Situation) -> Entry:
        _, _, desk = self._parts()
        about = desk.subject(app.id, situation)
        said_by = speaker(decision)
        return Entry(
            app=app,
            hit=hit,
            decision=decision,
            authority=said_by.advice.short if said_by else "",
            owner=_listed_owner(about) if about else Owner(),
        )

    @staticmethod
    def _others(store: CatalogueStore, app: App) -> tuple[Alternative, ...]:
        widely = {other.id: other.popularity for other in store.apps()}
        found = store.alternatives(app)
        return tuple(sorted(found, key=lambda other: (-widely.get(other.app, 0), other.name.casefold(), other.app)))


def _listed_owner(about: Subject) -> Owner:
    """The owner as a line of the list tells it: never with a country that contradicts the answer beside it."""
    owner = owner_of(about.ownership, about.owners)
    is_sure = about.threat.level is not Level.UNKNOWN
    return replace(owner, country=country_to_list(about.ownership, owner, is_sure=is_sure))
