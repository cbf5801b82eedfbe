"""Where the pure rules meet the catalogue: fetches an app's facts, keeps what does not change, asks for cards.

The window and the command line both sit at a desk; neither gathers facts by itself.

A listing has no company, reach or findings. Unless advice or a ruling means it by id, name or category, everything that
an answer about it rests on is the same as for any other listing on that platform, and is gathered and decided once: a
list of hits may hold fifty of them.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date, datetime
from typing import Protocol

from core.catalogue.model import App, EntryKind
from core.facts import AppId, CompanyId
from core.guidance.match import date_gate
from core.guidance.model import Advice, Facet, Relevance, Stance
from core.jurisdiction.chain import trace
from core.jurisdiction.model import OwnershipFacts
from core.overlay.model import Exemption, Ruling, Target
from core.reach.model import Incident, ReachFact
from core.risk.assess import Relative, assess_unknown, card
from core.risk.decide import Decision, Subject, decide, settled, subject
from core.risk.model import RiskCard
from core.rules.levels import GateResult
from core.rules.model import Rules
from core.situation import Device, InformationClass, Situation


class Facts(Protocol):
    """What a desk needs of a catalogue; `core.catalogue.store.CatalogueStore` gives it."""

    def app(self, app_id: AppId) -> App | None:
        """The app, if there is one."""

    def apps(self) -> tuple[App, ...]:
        """All apps, in id order."""

    def apps_by_id(self, ids: Iterable[AppId]) -> Mapping[AppId, App]:
        """Those of these apps that there are."""

    def ownership_facts(self) -> OwnershipFacts:
        """All companies and countries."""

    def reach(self, app_id: AppId) -> tuple[ReachFact, ...]:
        """The app's reach facts."""

    def incidents(self) -> tuple[Incident, ...]:
        """All incidents."""


class Desk:
    """Answers about the apps of one catalogue.

    Args:
        facts: the catalogue.
        guidance: its guidance entries (`core.guidance.store.guidance`).
        rules: the rule tables.
        rulings: the organisation's own rulings.
    """

    def __init__(
        self, facts: Facts, guidance: tuple[Advice, ...], rules: Rules, rulings: tuple[Ruling, ...] = ()
    ) -> None:
        self.facts, self.guidance, self.rules, self.rulings = facts, guidance, rules, rulings
        self._subjects: dict[tuple[AppId, date], Subject] = {}
        self._decisions: dict[Situation, dict[AppId, Decision]] = {}
        self._relatives: dict[date, tuple[Relative, ...]] = {}
        self._meant: _Meant | None = None
        self._listings: dict[date, Subject] = {}
        self._listing_decisions: dict[Situation, Decision] = {}

    def card(
        self, app_id: AppId, situation: Situation, now: datetime, exemption: Exemption | None = None
    ) -> RiskCard | None:
        """The card of an app of the catalogue; None if it holds none with this id."""
        about = self.subject(app_id, situation)
        if about is None:
            return None
        return card(about, situation, now, self.rules, exemption=exemption, relatives=self.relatives(situation.date))

    def unknown(self, name: str, situation: Situation, now: datetime) -> RiskCard:
        """The card of an app that the catalogue does not hold."""
        return assess_unknown(
            name, self.facts.ownership_facts(), self.guidance, self.rulings, situation, now, rules=self.rules
        )

    def decisions(self, app_ids: Iterable[AppId], situation: Situation) -> Mapping[AppId, Decision]:
        """The decision for each of these apps; remembered for this situation."""
        known = self._decisions.setdefault(situation, {})
        missing = [app_id for app_id in app_ids if app_id not in known]
        unread = [app_id for app_id in missing if (app_id, situation.date) not in self._subjects]
        for app in self.facts.apps_by_id(unread).values() if unread else ():
            self._subjects[app.id, situation.date] = self._gather(app, situation)
        for app_id in missing:
            if (about := self._subjects.get((app_id, situation.date))) is not None:
                known[app_id] = self._decide(about, situation)
        return known

    def table(self, app_id: AppId, situation: Situation) -> Mapping[tuple[Device, InformationClass], Decision]:
        """The decision for every device situation and information class, the rest of the situation kept."""
        about = self.subject(app_id, situation)
        if about is None:
            return {}
        return {
            (device, kind): decide(about, situation.but(device=device, information=kind), self.rules)
            for device in Device
            for kind in InformationClass
        }

    def subject(self, app_id: AppId, situation: Situation) -> Subject | None:
        """What the app's answers rest on; remembered for the day."""
        key = (app_id, situation.date)
        if key not in self._subjects:
            app = self.facts.app(app_id)
            if app is None:
                return None
            self._subjects[key] = self._gather(app, situation)
        return self._subjects[key]

    def _gather(self, app: App, situation: Situation) -> Subject:
        """What the app's answers rest on, on the situation's day."""
        facts = self.facts
        is_like_others = self._is_like_other_listings(app)
        if is_like_others and (other := self._listings.get(situation.date)) is not None:
            return replace(other, app=app)
        reach = () if is_like_others else facts.reach(app.id)
        incidents = () if is_like_others else facts.incidents()
        rulings, owners = self.rulings, facts.ownership_facts()
        found = subject(app, owners, reach, incidents, self.guidance, rulings, situation, self.rules)
        if is_like_others:
            self._listings[situation.date] = found
        return found

    def _decide(self, about: Subject, situation: Situation) -> Decision:
        if not self._is_like_other_listings(about.app):
            return decide(about, situation, self.rules)
        here = settled(about.app, situation)
        if here not in self._listing_decisions:
            self._listing_decisions[here] = decide(about, here, self.rules)
        return self._listing_decisions[here]

    def _is_like_other_listings(self, app: App) -> bool:
        """Whether nothing that an answer rests on tells this listing from others on its platform."""
        if app.kind is not EntryKind.LISTING or app.company is not None or app.edition_of is not None or app.traits:
            return False
        if self._meant is None:
            self._meant = _Meant(self.guidance, self.rulings, self.facts.incidents())
        return not self._meant.means(app)

    def relatives(self, day: date) -> tuple[Relative, ...]:
        """Apps that advice to Norwegian bodies in general is against on that day, with who controls them."""
        if day not in self._relatives:
            self._relatives[day] = tuple(self._find_relatives(day))
        return self._relatives[day]

    def _find_relatives(self, day: date) -> Iterable[Relative]:
        known = {entry.id: entry for entry in self.guidance if not entry.is_hidden}
        for entry in sorted(known.values(), key=_surest_first):
            if entry.relevance is not Relevance.DIRECT or entry.body_specific:
                continue
            if date_gate(entry, day, known) is GateResult.FAILS:
                continue
            for app_id in sorted(app for app, stance in entry.stances.items() if stance is Stance.AGAINST):
                app = self.facts.app(app_id)
                if app is not None:
                    yield Relative(app_id, app.name, entry.short, self._controllers(app, day))

    def _controllers(self, app: App, day: date) -> frozenset[CompanyId]:
        owners = self.facts.ownership_facts()
        return frozenset(trace(app.company, owners, day, self.rules.threat_limits).controllers)


class _Meant:
    """What advice, rulings and findings mean apps by."""

    def __init__(self, entries: tuple[Advice, ...], made: tuple[Ruling, ...], incidents: tuple[Incident, ...]) -> None:
        self._ids: set[str] = {app for entry in entries for app in entry.stances}
        self._ids |= {ruling.target_id for ruling in made if ruling.target is Target.APP}
        self._ids |= {app for incident in incidents for app in incident.apps}
        self._names = {name.casefold() for entry in entries for name, _ in entry.names_without_entry}
        self._categories = {word for entry in entries if Facet.CATEGORY in entry.match for word in entry.categories}
        self._categories |= {ruling.target_id for ruling in made if ruling.target is Target.CATEGORY}

    def means(self, app: App) -> bool:
        """Whether any of them may mean this app."""
        return app.id in self._ids or app.name.casefold() in self._names or app.category in self._categories


def _surest_first(entry: Advice) -> tuple[int, date, str]:
    """The entry that is surest to stand speaks for the others, then the oldest."""
    return ({"high": 0, "medium": 1}.get(entry.confidence, 2), entry.issued.first, entry.id)
