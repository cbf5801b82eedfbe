"""Questions to the catalogue. Lives on the thread of its jobs: the open file belongs to that thread.

Everything given back is a value that any thread may read.
"""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from core.catalogue.current import BUNDLED, open_current, origin_of
from core.catalogue.model import Alternative, App
from core.catalogue.store import CatalogueStore
from core.catalogue.vocabulary import whole_vocabulary
from core.errors import Reporter
from core.facts import AppId
from core.guidance.model import Advice
from core.guidance.store import guidance
from core.risk.compare import compare
from core.risk.limits import FEWEST
from core.rules.load import load_rules
from core.rules.model import Rules
from core.settings.folders import resource_folder
from core.situation import Situation
from gui.entries import EntryMaker
from gui.filters import Facet, Filters
from gui.finder import Finder
from gui.shelf import Answered, AnswerTable, Compared, Entry, FacetCounts, Found, Guesses, Shelf
from gui.standing import Origin

_AT_ONCE = 20
"""Apps whose answers are worked out ahead in one go; a look-up waits no longer than that."""


@dataclass(frozen=True, slots=True)
class _Open:
    """A catalogue, and what asks it."""

    store: CatalogueStore
    finder: Finder
    maker: EntryMaker


class Enquiries:
    """One catalogue at a time, opened, asked and closed on one thread."""

    def __init__(self, data: Path, rule_file: Path) -> None:
        self._data, self._rule_file = data, rule_file
        self._opened: _Open | None = None

    def open(self, reporter: Reporter) -> Shelf:
        """Open the catalogue in use; one that was open before is closed then, and stays open where this fails.

        Raises:
            Cancelled: it was asked to stop.
            CatalogueError: there is none, or it cannot be used.
            RulesInvalid: the rule file cannot be used.
        """
        rules = load_rules(self._rule_file)
        with ExitStack() as undo:
            store = open_current(self._data, resource_folder(), reporter)
            undo.callback(store.close)
            entries = guidance(store)
            maker = EntryMaker(store, entries, rules)
            finder = Finder(store, self._data, maker)
            undo.callback(finder.close)
            shelf = _shelf(store, entries, rules, finder, self._origin(store.path))
            undo.pop_all()
        self.close()
        self._opened = _Open(store, finder, maker)
        return shelf

    def open_index(self) -> bool:
        """Open the search index that was built meanwhile; whether all apps are looked through now."""
        return self._parts().finder.open_again()

    def close(self) -> None:
        """Close what is open."""
        if self._opened is not None:
            self._opened.finder.close()
            self._opened.store.close()
        self._opened = None

    def look_up(self, query: str, situation: Situation, filters: Filters) -> Found:
        """Apps that fit the query and pass the filters, each with its answer in the situation."""
        return self._parts().finder.look_up(query, situation, filters)

    def guess(self, found: Found, now: datetime) -> Guesses:
        """What was perhaps meant; where there is nothing at all, what holds for an unknown app."""
        guesses = self._parts().finder.guess(found)
        if found.entries or guesses.entries or found.other_site or not found.query.strip():
            return guesses
        unknown = self.unknown(found.query.strip(), found.situation, now)
        return Guesses(guesses.entries, guesses.did_you_mean, unknown)

    def count(self, query: str, situation: Situation, filters: Filters, facet: Facet) -> FacetCounts:
        """How many apps there are for each value of a facet, all other filters kept."""
        return self._parts().finder.count(query, situation, filters, facet)

    def entries(self, ids: Sequence[AppId], situation: Situation) -> tuple[Entry, ...]:
        """The lines of these apps; those that the catalogue does not hold are left out."""
        return self._parts().maker.of_ids(ids, situation)

    def best(self, query: str) -> AppId | None:
        """The app that the query means, else the first one found; None where there is none."""
        return self._parts().finder.best(query)

    def card(self, app_id: AppId, situation: Situation, now: datetime) -> Answered | None:
        """The card of an app; None where the catalogue has none with this id."""
        here = self._parts()
        card = here.maker.desk.card(app_id, situation, now)
        return None if card is None else Answered(card, self._others(card.app), is_known=True)

    def table(self, app_id: AppId, situation: Situation) -> AnswerTable:
        """The answer for every device situation and information class; empty where the catalogue has no such app."""
        found = self._parts().maker.desk.table(app_id, situation)
        return {place: decision.answer for place, decision in found.items()}

    def compare(self, ids: Sequence[AppId], situation: Situation, now: datetime) -> Compared | None:
        """The cards of these apps side by side; None where fewer than two are in the catalogue."""
        desk = self._parts().maker.desk
        cards = tuple(card for app_id in ids if (card := desk.card(app_id, situation, now)) is not None)
        return Compared(situation, cards, compare(cards)) if len(cards) >= FEWEST else None

    def unknown(self, name: str, situation: Situation, now: datetime) -> Answered:
        """The card of a name that the catalogue does not hold."""
        return Answered(self._parts().maker.desk.unknown(name, situation, now), (), is_known=False)

    def warm(self, situation: Situation, place: int) -> int:
        """Work out the answers for some assessed apps ahead of the first look-up.

        Args:
            situation: the situation.
            place: how many are done.

        Returns:
            How many are done now; the same number where all are.
        """
        maker = self._parts().maker
        some = [app.id for app in maker.facts.assessed()[place : place + _AT_ONCE]]
        maker.desk.decisions(some, situation)
        return place + len(some)

    def _origin(self, path: Path) -> Origin:
        """How the open catalogue came to this machine."""
        return Origin.BUNDLED if path == resource_folder() / BUNDLED else Origin(origin_of(self._data).value)

    def _parts(self) -> _Open:
        if self._opened is None:
            raise RuntimeError("no catalogue is open")
        return self._opened

    def _others(self, app: App) -> tuple[Alternative, ...]:
        """Assessed apps for the same task; of others nobody knows what they are for."""
        here = self._parts()
        widely = here.maker.facts.popularity
        found = here.store.alternatives(app)
        return tuple(sorted(found, key=lambda other: (-widely(other.app), other.name.casefold(), other.app)))


def _shelf(store: CatalogueStore, entries: tuple[Advice, ...], rules: Rules, finder: Finder, origin: Origin) -> Shelf:
    issuers = sorted({(entry.issuer, entry.short) for entry in entries if entry.body_specific})
    return Shelf(
        path=store.path,
        info=store.info(),
        vocabulary=whole_vocabulary(store),
        owners=store.ownership_facts(),
        rules=rules,
        issuers=tuple(sorted(issuers, key=lambda issuer: issuer[1].casefold())),
        is_whole=finder.is_whole,
        index_was_damaged=finder.was_damaged,
        origin=origin,
    )
