"""Makes the lines of a list: apps with their answers, fetched and decided many at a time."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from core.catalogue.fold import fold
from core.catalogue.model import App, EntryKind
from core.catalogue.search import Hit, MatchedOn, marked
from core.catalogue.store import CatalogueStore
from core.facts import AppId, PartialDate
from core.guidance.model import Advice
from core.jurisdiction.model import OwnershipFacts
from core.jurisdiction.owner import Owner, country_to_list, owner_of
from core.reach.model import Incident, ReachFact
from core.risk.decide import Decision, Subject
from core.risk.desk import Desk
from core.risk.sentences import speaker
from core.rules.levels import Level
from core.rules.model import Rules
from core.situation import Situation
from core.texts import outside
from core.texts.lookalike import oddities
from gui.shelf import Entry

_MOST_PASSING = 20_000
"""Apps that are only listed whose answers are remembered; there may be hundreds of thousands."""


class BulkFacts:
    """What a desk needs of a catalogue, fetched for many apps at once."""

    def __init__(self, store: CatalogueStore) -> None:
        self._store = store
        self._known = {app.id: app for app in store.dossiers()}
        self._fetched: dict[AppId, App] = {}

    def apps_by_id(self, ids: Iterable[AppId]) -> dict[AppId, App]:
        """Those of these apps that there are."""
        wanted = tuple(ids)
        found = {app_id: app for app_id in wanted if (app := self._at_hand(app_id)) is not None}
        if strange := [app_id for app_id in wanted if app_id not in found]:
            # Kept for those who ask for the same apps one by one a moment later.
            self._fetched = found | self._store.apps_by_id(strange)
            found |= self._fetched
        return found

    def assessed(self) -> tuple[App, ...]:
        """All assessed apps, the most widely used first."""
        return tuple(sorted(self._known.values(), key=lambda app: (-app.popularity, fold(app.name), app.id)))

    def popularity(self, app_id: AppId) -> int:
        """How widely an assessed app is used; 0 for others."""
        return self._known[app_id].popularity if app_id in self._known else 0

    def app(self, app_id: AppId) -> App | None:
        """The app, if there is one."""
        return self._at_hand(app_id) or self._store.app(app_id)

    def apps(self) -> tuple[App, ...]:
        """All apps."""
        return self._store.apps()

    def ownership_facts(self) -> OwnershipFacts:
        """All companies and countries."""
        return self._store.ownership_facts()

    def reach(self, app_id: AppId) -> tuple[ReachFact, ...]:
        """The app's reach facts."""
        return self._store.reach_by_app().get(app_id, ())

    def incidents(self) -> tuple[Incident, ...]:
        """All incidents."""
        return self._store.incidents()

    def _at_hand(self, app_id: AppId) -> App | None:
        return self._known.get(app_id) or self._fetched.get(app_id)


class EntryMaker:
    """Apps to lines, in a situation.

    Attributes:
        facts: the apps, fetched many at a time.
        desk: answers on assessed apps, and cards.
    """

    def __init__(self, store: CatalogueStore, guidance: tuple[Advice, ...], rules: Rules) -> None:
        self._guidance, self._rules = guidance, rules
        self.facts = BulkFacts(store)
        self.desk = self._new_desk()
        self._passing_desk, self._passing = self._new_desk(), 0
        self._assessed: tuple[Situation, tuple[Entry, ...]] | None = None

    def entries(self, hits: Iterable[Hit], situation: Situation, query: str = "") -> tuple[Entry, ...]:
        """The lines of these hits, in their order; apps that the catalogue does not hold are left out."""
        hits = tuple(hits)
        apps = self.facts.apps_by_id(hit.app for hit in hits)
        decided = self._decide(apps.values(), situation)
        return tuple(self._entry(apps[hit.app], hit, decided[hit.app], query) for hit in hits if hit.app in apps)

    def of_ids(self, ids: Iterable[AppId], situation: Situation) -> tuple[Entry, ...]:
        """The lines of these apps."""
        return self.entries((Hit(app_id, MatchedOn.NAME, "") for app_id in ids), situation)

    def assessed(self, situation: Situation) -> tuple[Entry, ...]:
        """The lines of all assessed apps, the most widely used first; those of the last situation are kept."""
        if self._assessed is None or self._assessed[0] != situation:
            self._assessed = situation, self.of_ids((app.id for app in self.facts.assessed()), situation)
        return self._assessed[1]

    def _decide(self, apps: Iterable[App], situation: Situation) -> dict[AppId, tuple[Decision, Subject]]:
        groups: dict[Desk, list[AppId]] = {}
        for app in apps:
            groups.setdefault(self._desk_of(app), []).append(app.id)
        found: dict[AppId, tuple[Decision, Subject]] = {}
        for desk, ids in groups.items():
            decisions = desk.decisions(ids, situation)
            subjects = {app_id: desk.subject(app_id, situation) for app_id in ids}
            found |= {app_id: (decisions[app_id], about) for app_id, about in subjects.items() if about is not None}
        return found

    def _desk_of(self, app: App) -> Desk:
        """The desk for an app. That for listings is a new one now and then, for a desk forgets nothing."""
        if app.kind is not EntryKind.LISTING:
            return self.desk
        self._passing += 1
        if self._passing > _MOST_PASSING:
            self._passing_desk, self._passing = self._new_desk(), 0
        return self._passing_desk

    def _new_desk(self) -> Desk:
        return Desk(self.facts, self._guidance, self._rules)

    @staticmethod
    def _entry(app: App, hit: Hit, decided: tuple[Decision, Subject], query: str) -> Entry:
        decision, about = decided
        said_by = speaker(decision)
        return Entry(
            app=app,
            hit=hit,
            decision=decision,
            authority=said_by.advice.short if said_by else "",
            owner=_listed_owner(about),
            facts_of=_newest(about),
            marks=marked(outside.name(app.name), query) if query else (),
            oddities=oddities(app.name),
        )


def _listed_owner(about: Subject) -> Owner:
    """The owner as a line of the list tells it: never with a country that contradicts the answer beside it."""
    owner = owner_of(about.ownership, about.owners)
    is_sure = about.threat.level is not Level.UNKNOWN
    return replace(owner, country=country_to_list(about.ownership, owner, is_sure=is_sure))


def _newest(about: Subject) -> PartialDate | None:
    """Date of the newest dated fact on the app itself: what was read of it, and what was found."""
    dates = [fact.date for fact in about.reach if fact.date is not None]
    dates += [incident.date for incident in about.incidents if about.app.id in incident.apps]
    return max(dates, key=lambda date: (date.last, date.first), default=None)
