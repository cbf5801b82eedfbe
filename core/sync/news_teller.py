"""Turns entries that differ into lines of news, and works out which answers are other ones."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from typing import cast

from core.catalogue.model import App, EntryKind
from core.catalogue.store import CatalogueStore
from core.errors import Reporter
from core.facts import AppId, CompanyId, Kind
from core.guidance.model import Advice, Relevance, Stance
from core.guidance.store import guidance
from core.jurisdiction.chain import trace
from core.jurisdiction.model import Company
from core.reach.model import Incident, ReachFact
from core.releases.differences import counted_in_words, told
from core.releases.entries import Entry, Subject
from core.risk.changed import FACTORS, what_changed
from core.risk.desk import Desk
from core.risk.model import Factor, RiskCard
from core.risk.sentences import level_words
from core.sync.news_facts import Pair, advice_pair, company_pairs, incident_pair, link_pairs, reach_pairs
from core.sync.news_model import Backing, Concerned, Group, Matter, NewsItem, Reader
from core.texts.phrase import Phrase, Term, as_phrase, phrase

_MOST_ANSWERS = 500
"""Apps whose answers are worked out."""
_NAMED = 12
"""Apps that a line names."""
_MOST_DETAILS = 12
_WORDS = {
    Subject.APP: "apps",
    Subject.REACH: "apps",
    Subject.COMPANY: "owners",
    Subject.GUIDANCE: "guidance",
    Subject.INCIDENT: "incidents",
    Subject.COUNTRY: "countries",
    Subject.ABILITY: "words",
    Subject.WORD: "words",
}
"""What is counted where it is not told."""
_MATTERS = tuple(Matter)


@dataclass(frozen=True, slots=True)
class Ranked:
    """A line with what decides its place within its group."""

    item: NewsItem
    rank: tuple[int | str, ...]


class Teller:
    """Takes the entries one by one.

    Args:
        old: the catalogue that was in use.
        new: the one that is.
        reader: for whom it is told.
    """

    def __init__(self, old: CatalogueStore, new: CatalogueStore, reader: Reader) -> None:
        self._old, self._new, self._reader = old, new, reader
        self._followed = frozenset(reader.followed)
        self._behind: dict[int, Mapping[CompanyId, list[App]]] = {}
        self._counts: Counter[str] = Counter()
        self._counted_apps: set[str] = set()
        self._lines: list[tuple[NewsItem, tuple[int | str, ...]]] = []

    @property
    def found(self) -> tuple[Ranked, ...]:
        """The lines; of apps that are followed, those with another answer come first, then one app after the other."""
        answered = {item.about for item, _ in self._lines if item.matter is Matter.ANSWER}
        found = []
        for item, rank in self._lines:
            if item.group is Group.FOLLOWED:
                place = (0 if item.about in answered else 1, item.about.casefold(), _MATTERS.index(item.matter))
                found.append(Ranked(item, (*place, *rank)))
            else:
                found.append(Ranked(item, rank))
        return tuple(found)

    def counted(self) -> Phrase | None:
        """How many entries were not told; None: all were."""
        counts = tuple((word, self._counts[word]) for word in dict.fromkeys(_WORDS.values()) if self._counts[word])
        return phrase("Also changed: {changes}.", changes=counted_in_words(counts)) if counts else None

    # ---- entries ----------------------------------------------------------------------------------------------------

    def take(self, entry: Entry) -> None:
        """Tell of an entry that differs, or count it."""
        if entry.old == entry.new:
            return
        tell = {
            Subject.APP: self._app,
            Subject.REACH: self._reach,
            Subject.COMPANY: self._company,
            Subject.GUIDANCE: self._guidance,
            Subject.INCIDENT: self._incident,
        }.get(entry.subject)
        if tell is None or not tell(entry):
            self._count(entry)

    def _count(self, entry: Entry) -> None:
        word = _WORDS.get(entry.subject)
        if word is None or entry.id in self._counted_apps:
            return
        self._counts[word] += 1
        if entry.subject is Subject.APP and not entry.is_listing:
            self._counted_apps.add(entry.id)

    def _app(self, entry: Entry) -> bool:
        before, after, is_followed = entry.old, entry.new, entry.id in self._followed
        if isinstance(before, App) and isinstance(after, App):
            is_told = self._link(before, after)
            return (is_followed and self._changed_app(entry, before, after)) or is_told
        if is_followed:
            gone, come = phrase("It is not in the catalogue any more."), phrase("It is in the catalogue now.")
            # A card that is not there cannot be opened.
            apps = () if after is None else self._named(entry)
            self._add(Matter.PRESENCE, Pair(None, gone if after is None else come), entry.name, apps)
        return is_followed

    def _named(self, entry: Entry) -> tuple[Concerned, ...]:
        return (Concerned(AppId(entry.id), entry.name),)

    def _link(self, before: App, after: App) -> bool:
        pairs = link_pairs(before, self._old.ownership_facts(), after, self._new.ownership_facts())
        if pairs:
            self._add_all(Matter.OWNER, pairs, after.name, (Concerned(after.id, after.name),), Group.OWNERS)
        return bool(pairs)

    def _changed_app(self, entry: Entry, before: App, after: App) -> bool:
        """What differs in the row of an app that is followed."""
        apps = self._named(entry)
        if before.kind is not after.kind:
            new = phrase("It is only listed now; before, there were facts about it.")
            if after.kind is EntryKind.DOSSIER:
                new = phrase("There are facts about it now; before, it was only listed.")
            self._add(Matter.PRESENCE, Pair(None, new), entry.name, apps)
        if before.name != after.name:
            was, is_now = (phrase("It is called {name}.", name=app.name) for app in (before, after))
            self._add(Matter.FACTS, Pair(was, is_now), entry.name, apps)
        same = replace(before, name=after.name, kind=after.kind, company=after.company, popularity=after.popularity)
        if same != after:
            self._add_facts(replace(entry, old=same), apps)
        return True

    def _reach(self, entry: Entry) -> bool:
        if entry.id not in self._followed:
            return False
        before, after = (_reach_facts(value) for value in (entry.old, entry.new))
        pairs = reach_pairs(before, self._old.ownership_facts(), after, self._new.ownership_facts())
        if pairs:
            self._add_all(Matter.REACH, pairs, entry.name, self._named(entry))
        else:
            self._add_facts(entry, self._named(entry))
        return True

    def _company(self, entry: Entry) -> bool:
        before, after = cast("Company | None", entry.old), cast("Company | None", entry.new)
        pairs = company_pairs(before, self._old.ownership_facts(), after, self._new.ownership_facts())
        if before is None or after is None:
            return False
        apps = self._apps_behind(after.id)
        if pairs:
            self._add_all(Matter.OWNER, pairs, after.legal_name, apps, Group.OWNERS)
        elif any(app.id in self._followed for app in apps):
            self._add_facts(entry, apps)
        else:
            return False
        return True

    def _guidance(self, entry: Entry) -> bool:
        before, after = cast("Advice | None", entry.old), cast("Advice | None", entry.new)
        advice = after or before
        stances = {**(before.stances if before else {}), **(after.stances if after else {})}
        apps = self._known(stances)
        pair = advice_pair(before, after, {app.id: app.name for app in apps})
        if advice is None or pair is None:
            return False
        backing = Backing(Kind.NOT_RECORDED, (advice.url,) if advice.url else (), None, None) if after else None
        details = (as_phrase(advice.summary),)
        rank = (tuple(Relevance).index(advice.relevance), pair.weight, -advice.issued.first.toordinal(), advice.id)
        self._put(
            Group.GUIDANCE, Matter.GUIDANCE, advice.short, self._sorted(apps, stances), pair, backing, details, rank
        )
        return True

    def _incident(self, entry: Entry) -> bool:
        before, after = cast("Incident | None", entry.old), cast("Incident | None", entry.new)
        incident, pair = after or before, incident_pair(before, after)
        if incident is None or pair is None:
            return False
        backing = None
        if after is not None:
            backing = Backing(after.kind, after.sources, after.date, after.verified)
        apps = self._sorted(self._known(incident.apps))
        about = ""
        for company in incident.companies:
            known = self._new.ownership_facts().companies.get(company)
            apps = apps or self._apps_behind(company)
            about = about or (known.legal_name if known else company)
        rank = (pair.weight, -incident.date.first.toordinal(), incident.id)
        self._put(Group.INCIDENTS, Matter.INCIDENT, about, apps, pair, backing, (), rank)
        return True

    # ---- lines ------------------------------------------------------------------------------------------------------

    def _add_all(
        self,
        matter: Matter,
        pairs: tuple[Pair, ...],
        about: str,
        apps: tuple[Concerned, ...],
        group: Group = Group.FOLLOWED,
    ) -> None:
        """One line for all of them: what matters most stands in it, the rest in its details."""
        first, *rest = sorted(pairs, key=lambda pair: pair.weight)
        self._add(matter, first, about, apps, group, tuple(_both(pair) for pair in rest))

    def _add(
        self,
        matter: Matter,
        pair: Pair,
        about: str,
        apps: tuple[Concerned, ...],
        group: Group = Group.FOLLOWED,
        details: tuple[Phrase, ...] = (),
    ) -> None:
        fact = pair.fact
        backing = Backing(fact.kind, fact.sources, fact.date, fact.verified, fact.contested) if fact else None
        self._put(group, matter, about, apps, pair, backing, details, (pair.weight, -len(apps), about.casefold()))

    def _add_facts(self, entry: Entry, apps: tuple[Concerned, ...]) -> None:
        """A change that has no sentence of its own."""
        words = phrase("The facts about {name} were changed.", name=entry.name)
        self._add(Matter.FACTS, Pair(None, words, weight=9), entry.name, apps, Group.FOLLOWED, tuple(told(entry)))

    def _put(
        self,
        group: Group,
        matter: Matter,
        about: str,
        apps: tuple[Concerned, ...],
        pair: Pair,
        backing: Backing | None,
        details: tuple[Phrase, ...],
        rank: tuple[int | str, ...],
    ) -> None:
        if apps and apps[0].id in self._followed:
            group = Group.FOLLOWED
        item = NewsItem(
            group,
            matter,
            apps[0].name if apps else about,
            apps[:_NAMED],
            pair.old,
            pair.new,
            backing,
            details[:_MOST_DETAILS],
            len(apps[_NAMED:]),
        )
        self._lines.append((item, rank))

    # ---- apps concerned ---------------------------------------------------------------------------------------------

    def _known(self, ids: Iterable[AppId]) -> list[App]:
        """The apps with these ids, in whichever catalogue has them."""
        wanted = tuple(ids)
        return list((self._old.apps_by_id(wanted) | self._new.apps_by_id(wanted)).values())

    def _sorted(self, apps: Iterable[App], stances: Mapping[AppId, Stance] | None = None) -> tuple[Concerned, ...]:
        """Those followed first, then those that guidance is against, then the most widely used."""

        def place(app: App) -> tuple[bool, bool, int, str]:
            is_against = stances is None or stances[app.id] is Stance.AGAINST
            return app.id not in self._followed, not is_against, -app.popularity, app.name.casefold()

        return tuple(Concerned(app.id, app.name) for app in sorted(apps, key=place))

    def _apps_behind(self, company: CompanyId) -> tuple[Concerned, ...]:
        """The assessed apps with this company on their chain of owners, now or before."""
        found = {app.id: app for store in (self._old, self._new) for app in self._chains(store).get(company, ())}
        return self._sorted(found.values())

    def _chains(self, store: CatalogueStore) -> Mapping[CompanyId, list[App]]:
        if id(store) not in self._behind:
            self._behind[id(store)] = _apps_by_holder(store, self._reader)
        return self._behind[id(store)]

    # ---- answers ----------------------------------------------------------------------------------------------------

    def answer(self, reporter: Reporter) -> None:
        """Tell of apps that are followed and whose answer, or the level of a factor, is another one.

        Raises:
            Cancelled: the reporter asked to stop.
        """
        if not self._lines and not self._counts:
            return
        desks = [Desk(store, guidance(store), self._reader.rules) for store in (self._old, self._new)]
        asked = self._reader.followed[:_MOST_ANSWERS]
        for number, app in enumerate(asked, 1):
            before, after = (desk.card(app, self._reader.situation, self._reader.now) for desk in desks)
            if before is not None and after is not None:
                self._compare(before, after)
            reporter.step(number, len(asked))

    def _compare(self, before: RiskCard, after: RiskCard) -> None:
        apps = (Concerned(after.app.id, after.app.name),)
        if before.verdict.answer is not after.verdict.answer:
            levels = what_changed(before, after)[1:]
            pair = Pair(before.verdict.sentence, after.verdict.sentence)
            self._add(Matter.ANSWER, pair, after.app.name, apps, details=(*levels, *after.verdict.because))
            return
        for place, name in enumerate(FACTORS):
            old, new = getattr(before, name), getattr(after, name)
            if old is not None and new is not None and _level(name, old) != _level(name, new):
                pair = Pair(_level(name, old), _level(name, new), weight=place)
                self._add(Matter.LEVEL, pair, after.app.name, apps, details=new.caption)


def _level(name: str, factor: Factor) -> Phrase:
    level = level_words(factor.level, factor.provisional, factor.at_least)
    return phrase("{factor}: {level}", factor=Term(f"factors.{name}.label"), level=level)


def _both(pair: Pair) -> Phrase:
    """A pair in one sentence or two."""
    if pair.new is None:
        return phrase("Not recorded any more: {old}", old=pair.old or "")
    if pair.old is None:
        return pair.new
    return phrase("{new} Before: {old}", new=pair.new, old=pair.old)


def _reach_facts(value: object) -> Collection[ReachFact]:
    """The facts in a value of `Subject.REACH`."""
    return cast("Mapping[str, tuple[ReachFact, ...]]", value)["facts"] if value is not None else ()


def _apps_by_holder(store: CatalogueStore, reader: Reader) -> dict[CompanyId, list[App]]:
    """The assessed apps by each company on their chains of owners."""
    owners, found = store.ownership_facts(), dict[CompanyId, list[App]]()
    chains: dict[CompanyId, tuple[CompanyId, ...]] = {}
    for app in store.dossiers():
        if app.company is None:
            continue
        if app.company not in chains:
            chains[app.company] = trace(
                app.company, owners, reader.situation.date, reader.rules.threat_limits
            ).companies
        for holder in chains[app.company]:
            found.setdefault(holder, []).append(app)
    return found
