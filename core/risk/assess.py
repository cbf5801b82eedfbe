"""Facts in, card out: the pure heart of Appvett.

`assess` has no clock, file or network inside: the same facts in the same situation always give the same card.
`assess_many` gives the badges of a list. `assess_unknown` answers for an app that the catalogue does not hold.

Example:
    card = assess(app, owners, reach, incidents, guidance, rulings, situation, now, rules=rules)
    card.verdict.answer, card.verdict.rule, card.threat.level
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise

from core.catalogue.model import App, EntryKind
from core.facts import AppId, CompanyId, FactId, Verified
from core.guidance.match import Hit, Match
from core.guidance.model import Advice, Relevance
from core.jurisdiction.chain import Exposure, ExposureKind
from core.jurisdiction.model import OwnershipFacts
from core.jurisdiction.owner import owner_of
from core.overlay.model import Exemption, Ruling
from core.reach.classes import weigh
from core.reach.model import Incident, ReachFact, Topic
from core.risk import facts as collect
from core.risk import sentences
from core.risk.conditions import called_for, conditions_of
from core.risk.decide import Decision, Subject, decide, settled, subject
from core.risk.evidence import evidence
from core.risk.facts import FactBook
from core.risk.flips import nearest_flips
from core.risk.model import (
    AbilityShown,
    Answer,
    Condition,
    Factor,
    FindingShown,
    RiskCard,
    Verdict,
)
from core.risk.tier import exemption_path
from core.rules.levels import ReachClass
from core.rules.model import Rules
from core.situation import Situation
from core.texts.phrase import Phrase, as_phrase


@dataclass(frozen=True, slots=True)
class Relative:
    """An app that guidance is against, with who controls it; for "same owner as"."""

    app: AppId
    name: str
    authority: str
    """Short name of who is against it."""
    controllers: frozenset[CompanyId]


def assess(  # noqa: PLR0913 - the card is a function of exactly these, and hides none of them
    app: App,
    ownership: OwnershipFacts,
    reach: tuple[ReachFact, ...],
    incidents: tuple[Incident, ...],
    guidance: tuple[Advice, ...],
    rulings: tuple[Ruling, ...],
    situation: Situation,
    now: datetime,
    *,
    rules: Rules,
    exemption: Exemption | None = None,
    relatives: tuple[Relative, ...] = (),
) -> RiskCard:
    """The risk card of one app in one situation.

    Args:
        app: the app.
        ownership: all companies and countries.
        reach: the app's reach facts.
        incidents: all incidents; those of others are passed over.
        guidance: all entries; hidden ones are passed over.
        rulings: the organisation's rulings.
        situation: its date is the day the question is about.
        now: the moment of asking, UTC; only to say when the question is about another day.
        rules: the rule tables.
        exemption: one in force for this person, app and device; told, changes no answer.
        relatives: apps that guidance is against, for "same owner as".
    """
    about = subject(app, ownership, reach, incidents, guidance, rulings, situation, rules)
    return card(about, situation, now, rules, exemption=exemption, relatives=relatives)


def assess_many(subjects: Iterable[Subject], situation: Situation, rules: Rules) -> Mapping[AppId, Decision]:
    """The decision for each app in one situation: what a badge needs, and no more."""
    return {about.app.id: decide(about, situation, rules) for about in subjects}


def assess_unknown(
    name: str,
    ownership: OwnershipFacts,
    guidance: tuple[Advice, ...],
    rulings: tuple[Ruling, ...],
    situation: Situation,
    now: datetime,
    *,
    rules: Rules,
) -> RiskCard:
    """The card of an app that the catalogue does not hold: not assessed, with the general advice.

    Guidance that names the app by name still decides.
    """
    app = App(AppId(""), name, EntryKind.LISTING, None, Verified.NO, ())
    return assess(app, ownership, (), (), guidance, rulings, situation, now, rules=rules)


def card(
    about: Subject,
    situation: Situation,
    now: datetime,
    rules: Rules,
    *,
    exemption: Exemption | None = None,
    relatives: tuple[Relative, ...] = (),
) -> RiskCard:
    """The card for facts that are gathered already (`core.risk.decide.subject`)."""
    here = settled(about.app, situation)
    decision = decide(about, here, rules)
    maker = _CardMaker(about, here, decision, rules)
    return maker.make(now, exemption, relatives)


class _CardMaker:
    """Puts facts and words around one decision; made, used once and thrown away inside `card`."""

    def __init__(self, about: Subject, situation: Situation, decision: Decision, rules: Rules) -> None:
        self.about, self.situation, self.decision, self.rules = about, situation, decision, rules
        self.book = FactBook({country.name.en: country.name for country in about.owners.countries.values()})

    def make(self, now: datetime, exemption: Exemption | None, relatives: tuple[Relative, ...]) -> RiskCard:
        """The whole card."""
        about, decision, listing = self.about, self.decision, self.decision.assessment is None
        told = self._gather()
        findings = self._findings()
        abilities = self._abilities()
        factors = None if listing else self._factors(told, findings)
        called = self._called(factors, told, abilities)
        verdict = self._verdict(called, exemption)
        other_reach = self._other_reach()
        guidance, general = _split(decision.matches)
        unknowns = (decision.reading.reach is ReachClass.UNREAD) + (not about.ownership.complete)
        today = self.situation.date == now.date()
        return RiskCard(
            app=about.app,
            situation=self.situation,
            verdict=verdict,
            assessment=decision.assessment,
            value=factors[0] if factors else None,
            threat=factors[1] if factors else None,
            vulnerability=factors[2] if factors else None,
            ownership=about.ownership,
            owner=owner_of(about.ownership, about.owners),
            guidance=guidance,
            general=general,
            ruling=decision.ruling,
            reading=decision.reading,
            abilities=abilities,
            other_reach=other_reach,
            findings=findings,
            evidence=evidence(self.book.facts, unknowns),
            facts=tuple(self.book.facts),
            remarks=sentences.remarks(about, decision, self.situation, today=today) + self._relatives(relatives),
            platform_known=self.situation.platform in about.app.platforms,
        )

    def _gather(self) -> tuple[FactId, ...]:
        """Fill the book with situation, ownership, states and reading; ids of the situation's facts."""
        about = self.about
        company = about.owners.companies.get(about.app.company) if about.app.company else None
        told = collect.add_situation(self.book, self.situation)
        collect.add_link(self.book, about.app.name, company, about.app.company_verified, about.app.sources)
        collect.add_ownership(self.book, about.ownership, about.owners)
        codes = tuple(dict.fromkeys(e.country for e in about.ownership.exposures))
        laws = tuple(dict.fromkeys(law for e in about.ownership.exposures for law in e.laws))
        collect.add_states(self.book, codes, laws, about.owners)
        if self.decision.reading.fact is not None:
            collect.add_reach(self.book, self.decision.reading.fact, reading=True)
        return told

    def _findings(self) -> tuple[FindingShown, ...]:
        about, day, weights = self.about, self.situation.date, self.rules.findings
        known = [incident for incident in about.incidents if incident.date.first <= day]
        known.sort(key=lambda i: (about.app.id not in i.apps, -i.date.last.toordinal(), i.id))
        found = []
        for incident in known:
            same_owner = about.app.id not in incident.apps
            weight = 0 if same_owner else weigh(incident, day, weights)
            found.append(FindingShown(incident, weight, same_owner, collect.add_incident(self.book, incident)))
        return tuple(found)

    def _abilities(self) -> tuple[AbilityShown, ...]:
        fact = self.decision.reading.fact
        if fact is None:
            return ()
        fact_id = collect.add_reach(self.book, fact, reading=True)
        return tuple(AbilityShown(group, names, fact_id) for group, names in sorted(fact.abilities.items()))

    def _other_reach(self) -> tuple[tuple[ReachFact, FactId], ...]:
        reading = self.decision.reading.fact
        known = [
            f for f in self.about.reach if f is not reading and (f.date is None or f.date.first <= self.situation.date)
        ]
        platform = self.situation.platform.value if self.situation.platform else ""
        here = [
            f
            for f in known
            if f.topic not in (Topic.PERMISSIONS, Topic.DESKTOP_PERMISSIONS) or (f.platform or "").startswith(platform)
        ]
        return tuple((fact, collect.add_reach(self.book, fact)) for fact in here)

    # ---- factors ------------------------------------------------------------------------------------------------

    def _factors(self, told: tuple[FactId, ...], findings: tuple[FindingShown, ...]) -> tuple[Factor, Factor, Factor]:
        decision = self.decision
        value = Factor(
            decision.value,
            decision.value_rules[0],
            told,
            reads_as=decision.value,
            caption=sentences.value_caption(self.situation, decision.value_rules),
            also=decision.value_rules[1:],
        )
        return value, self._threat(), self._vulnerability(findings)

    def _threat(self) -> Factor:
        threat = self.decision.threat
        return Factor(
            threat.level,
            threat.rule,
            self._threat_facts(),
            threat.provisional,
            None,
            threat.reads_as(self.rules),
            sentences.threat_caption(self.about, self.decision, self.about.owners),
        )

    def _threat_facts(self) -> tuple[FactId, ...]:
        """The path up to each exposure that gives the level, the fact at its end, and who names the country."""
        keys: list[tuple[str, ...]] = []
        for exposure in self.decision.threat.causes:
            keys += [("ownership", "stake", held, holder) for held, holder in pairwise(exposure.path)]
            keys += self._end_of(exposure)
        countries = {exposure.country for exposure in self.decision.threat.causes}
        said = [key for key in self.book.index if key[0] == "mention" and key[1] in countries]
        keys += [key for key in said if key[2] != "minister"]  # told, but it causes nothing
        if not keys:
            keys = [key for key in self.book.index if key[0] == "ownership"]
        return tuple(dict.fromkeys(self.book.index[key] for key in keys if key in self.book.index))

    def _end_of(self, exposure: Exposure) -> list[tuple[str, ...]]:
        """Keys of the facts that expose the company at the end of the path."""
        company = self.about.owners.companies[exposure.company]
        if exposure.presence is not None:
            return [collect.presence_key(exposure.presence)]
        if exposure.kind is not ExposureKind.STATE:
            return [("ownership", "seat", company.id)]
        bodies = [stake for stake in company.stakes if stake.relation in self.rules.threat_limits.state_relations]
        stakes = [("ownership", "stake", company.id, stake.holder or stake.relation) for stake in bodies]
        return [*stakes, *(("ownership", "seat", stake.holder or company.id) for stake in bodies)]

    def _vulnerability(self, findings: tuple[FindingShown, ...]) -> Factor:
        rated = self.decision.vulnerability
        gravest = [f for f in findings if f.weight and f.weight == rated.weight]
        reading = self.decision.reading.fact
        causes = [collect.add_reach(self.book, reading, reading=True)] if reading else []
        causes += [finding.fact for finding in gravest]
        return Factor(
            rated.level,
            rated.rule,
            tuple(causes),
            None,
            rated.at_least,
            rated.reads_as,
            sentences.vulnerability_caption(self.decision, tuple(f.incident.text for f in gravest)),
        )

    # ---- verdict ------------------------------------------------------------------------------------------------

    def _called(
        self,
        factors: tuple[Factor, Factor, Factor] | None,
        told: tuple[FactId, ...],
        abilities: tuple[AbilityShown, ...],
    ) -> tuple[Condition, ...]:
        if factors is None:
            return ()
        known: dict[str, tuple[FactId, ...]] = {ability.ability: (ability.fact,) for ability in abilities}
        known["situation"] = told
        link = self.book.id_of("ownership", "link")
        known["link"] = (link,) if link else ()
        end = self.about.ownership.unread_end
        known["chain"] = collect.chain_facts(self.book, end) if end else ()
        return called_for(self.about, self.decision, self.situation, factors[1:], self.rules, known)

    def _verdict(self, called: tuple[Condition, ...], exemption: Exemption | None) -> Verdict:
        decision, situation = self.decision, self.situation
        path = exemption_path(
            decision, situation, self.rules, contested=self.about.ownership.contested, in_force=exemption
        )
        return Verdict(
            answer=decision.answer,
            voice=decision.voice,
            rule=decision.rule,
            sentence=sentences.headline(decision),
            reasons=sentences.reasons(self.about, decision),
            conditions=self._conditions(called),
            next_steps=sentences.next_steps(
                decision, situation, called, possible=path.possible, decided_by=path.decided_by
            ),
            exemption=path,
            flips=nearest_flips(self.about, situation, decision, self.rules),
            advisers=decision.advisers,
            because=sentences.because(self.about, decision),
        )

    def _conditions(self, called: tuple[Condition, ...]) -> tuple[Condition, ...]:
        """Conditions of the ruling first, then the rows, then advice for the whole category that joins."""
        decision = self.decision
        ruled: tuple[Condition, ...] = ()
        if decision.ruling and decision.ruling.counts and decision.rule == "V2":
            ruled = tuple(Condition("ruling", as_phrase(text), ()) for text in decision.ruling.ruling.conditions)
        joined = tuple(Condition(m.advice.id, as_phrase(m.advice.summary), ()) for m in decision.joining)
        rows = conditions_of(decision.answer, called, self.rules)
        return ruled + rows + joined if decision.answer is Answer.CONDITIONS else ()

    def _relatives(self, relatives: tuple[Relative, ...]) -> tuple[Phrase, ...]:
        about = self.about
        if about.app.id in {relative.app for relative in relatives}:
            return ()
        mine = frozenset(about.ownership.controllers)
        kin = [relative for relative in relatives if relative.controllers & mine]
        if not kin:
            return ()
        names = tuple(dict.fromkeys(relative.name for relative in kin if relative.authority == kin[0].authority))
        return (sentences.more_relatives(names, kin[0].authority),)


def _split(matches: tuple[Match, ...]) -> tuple[tuple[Match, ...], tuple[Match, ...]]:
    """Entries on this app, and general ones that speak to everybody in Norway."""
    general = tuple(m for m in matches if m.hit is Hit.ALL and m.advice.relevance is Relevance.DIRECT)
    return tuple(m for m in matches if m.hit is not Hit.ALL), general
