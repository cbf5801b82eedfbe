"""Ways to make facts worse, or to lose them: each gives the same facts with one thing changed.

*Worse*: the fact points to more risk than before. *Lost*: it was known or checked and is not any more. Neither may
ever give a milder answer. What is not here is not worse but better known: an owner found in the EEA, say, where there
was only a place of registration before.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from core.catalogue.model import App
from core.facts import CompanyId, CountryCode, FourWay, Kind, Verified
from core.guidance import Advice, Stance, Strength
from core.jurisdiction.model import Company, Control, Country, OwnershipFacts, PresenceKind, Stake
from core.overlay.model import Ruling
from core.reach.model import Code, Incident, IncidentStatus, ReachFact, Topic
from core.risk.decide import Subject, subject
from core.rules.model import Rules
from core.situation import Situation
from tests.builders import a_mention, a_presence, a_stake, an_advice, an_incident, on


@dataclass(frozen=True, slots=True, repr=False)
class Facts:
    """Everything that an answer about one app rests on."""

    app: App
    owners: OwnershipFacts
    chain: tuple[CompanyId, ...]
    """Companies on the chain: only they are worth changing."""
    reach: tuple[ReachFact, ...] = ()
    incidents: tuple[Incident, ...] = ()
    guidance: tuple[Advice, ...] = ()
    rulings: tuple[Ruling, ...] = ()

    def __repr__(self) -> str:
        """Without the countries, which are always the same."""
        companies = [self.owners.companies[name] for name in self.chain]
        return f"Facts({self.app}, {companies}, {self.reach}, {self.incidents}, {self.guidance}, {self.rulings})"

    def subject(self, situation: Situation, rules: Rules) -> Subject:
        """The facts gathered for the situation's date."""
        return subject(self.app, self.owners, self.reach, self.incidents, self.guidance, self.rulings, situation, rules)

    def with_company(self, company: Company) -> Facts:
        """The same facts with one company changed."""
        return replace(self, owners=replace(self.owners, companies={**self.owners.companies, company.id: company}))

    def with_country(self, country: Country) -> Facts:
        """The same facts with one country changed."""
        return replace(self, owners=replace(self.owners, countries={**self.owners.countries, country.code: country}))


Mutation = tuple[str, Facts]
"""What was done, in words, and the facts after it."""


def every_mutation(facts: Facts) -> Iterator[Mutation]:
    """Every single change that is tried."""
    yield from findings(facts)
    yield from reach(facts)
    yield from chain(facts)
    yield from countries(facts)
    yield from guidance(facts)


# ---- findings -------------------------------------------------------------------------------------------------------


def findings(facts: Facts) -> Iterator[Mutation]:
    """Findings made worse, and new ones."""
    for number, incident in enumerate(facts.incidents):
        if facts.app.id not in incident.apps:
            continue
        for what, worse in _worse_findings(incident):
            found = (*facts.incidents[:number], worse, *facts.incidents[number + 1 :])
            yield f"{incident.id}: {what}", replace(facts, incidents=found)
    for code in (Code.NONE, Code.BASIS, Code.BREACH, Code.ACCESS):
        new = an_incident(code, apps=(facts.app.id,))
        yield f"a new finding, {code}", replace(facts, incidents=(*facts.incidents, new))


def _worse_findings(incident: Incident) -> Iterator[tuple[str, Incident]]:
    coded = replace(incident, code=incident.code or Code.BASIS)
    yield "established", replace(coded, kind=Kind.ESTABLISHED)
    if incident.kind is Kind.CLAIMED:
        yield "observed", replace(coded, kind=Kind.OBSERVED)
    yield "newer", replace(incident, date=max(incident.date, on("2026-06-01")))
    yield "of some day of its year", replace(incident, date=on(incident.date.text[:4]))
    yield "read", replace(incident, verified=Verified.YES)
    yield "no longer annulled", replace(incident, status=IncidentStatus.FINAL)
    if incident.code is not None:
        yield "graver", replace(incident, code=Code.ACCESS)


# ---- reach ----------------------------------------------------------------------------------------------------------


def reach(facts: Facts) -> Iterator[Mutation]:
    """Readings that go deeper, are older, or are lost. At most one reading of each platform is at hand."""
    for number, fact in enumerate(facts.reach):
        if fact.topic not in (Topic.PERMISSIONS, Topic.DESKTOP_PERMISSIONS):
            continue
        rest = (facts.reach[:number], facts.reach[number + 1 :])
        for what, worse in _worse_readings(fact):
            found = (*rest[0], *((worse,) if worse else ()), *rest[1])
            yield f"reading of {fact.platform}: {what}", replace(facts, reach=found)


def _worse_readings(fact: ReachFact) -> Iterator[tuple[str, ReachFact | None]]:
    for name in ("CAMERA", "READ_SMS", "--filesystem=host", "--talk-name=org.freedesktop.Flatpak"):
        key = "names" if fact.topic is Topic.PERMISSIONS else "finish_args"
        yield f"{name} as well", replace(fact, value={**fact.value, key: (*fact.names, name)})
    for older in ("2025-06-01", "2024-01-01", "2020"):
        if fact.date and on(older) < fact.date:
            yield f"of {older}", replace(fact, date=on(older))
    if fact.date:
        yield "of some day of its year", replace(fact, date=on(fact.date.text[:4]))
    yield "without date", replace(fact, date=None)
    yield "not checked", replace(fact, verified=Verified.NO)
    yield "lost", None


# ---- the chain of owners --------------------------------------------------------------------------------------------


def chain(facts: Facts) -> Iterator[Mutation]:
    """Owners, places and marks that are lost; holders and presences that are worse."""
    yield "no company", replace(facts, app=replace(facts.app, company=None))
    yield "link not read", replace(facts, app=replace(facts.app, company_verified=Verified.NO))
    for name in facts.chain:
        company = facts.owners.companies[name]
        for what, changed in (*_lost(company), *_worse(company)):
            yield f"{name}: {what}", facts.with_company(changed)
        for number, stake in enumerate(company.stakes):
            for what, other in _other_stakes(stake):
                stakes = (*company.stakes[:number], other, *company.stakes[number + 1 :])
                yield f"{name} held by {stake.holder}: {what}", facts.with_company(replace(company, stakes=stakes))
        if name == facts.app.company:
            yield from _new_holders(facts, company)


def _lost(company: Company) -> Iterator[tuple[str, Company]]:
    yield "seat lost", replace(company, seat=None)
    yield "registration lost", replace(company, incorporation=None)
    yield "no place known", replace(company, seat=None, incorporation=None)
    yield "not checked", replace(company, verified=Verified.NO)
    yield "presences not checked", _presences(company, verified=Verified.NO)
    yield "presences of an old source", _presences(company, source_year=2015)


def _worse(company: Company) -> Iterator[tuple[str, Company]]:
    yield "presences not contested", _presences(company, contested=False)
    new = {
        "staff in a named state": a_presence("CN"),
        "a supplier in a named state": a_presence("CN", PresenceKind.SUPPLIER),
        "development in a named state, not checked": a_presence("RU", PresenceKind.DEVELOPMENT, verified=Verified.NO),
        "staff in a state whose cooperation is not stated": a_presence("BY"),
    }
    for what, presence in new.items():
        mine = replace(presence, company=company.id)
        yield what, replace(company, presences=(*company.presences, mine))
    if company.seat is not None:
        # Where no seat was known, any seat is better known.
        yield "seat in a named state", replace(company, seat=CountryCode("CN"))
        if company.seat not in ("CN", "HK", "RU"):
            yield "seat where cooperation is not stated", replace(company, seat=CountryCode("BY"))


def _presences(company: Company, **changes: object) -> Company:
    return replace(company, presences=tuple(replace(p, **changes) for p in company.presences))  # type: ignore[arg-type]


def _other_stakes(stake: Stake) -> Iterator[tuple[str, Stake]]:
    yield "not checked", replace(stake, verified=Verified.NO)
    yield "control unknown", replace(stake, control=Control.UNKNOWN)
    yield "share unknown", replace(stake, share_min=None, share_max=None)
    if stake.holder is not None:
        yield "held by somebody nobody knows", replace(stake, holder=CompanyId("nobody-knows"))


def _new_holders(facts: Facts, company: Company) -> Iterator[Mutation]:
    owner = replace(
        company, id=CompanyId("new-owner"), seat=CountryCode("CN"), incorporation=CountryCode("CN"), stakes=()
    )
    with_owner = facts.with_company(replace(owner, verified=Verified.YES, presences=()))
    for control in Control:
        for mark in Verified:
            stake = a_stake("new-owner", control, verified=mark)
            held = replace(company, stakes=(*company.stakes, stake))
            yield f"{company.id}: a new owner in a named state, {control}, {mark}", with_owner.with_company(held)


# ---- countries ------------------------------------------------------------------------------------------------------


def countries(facts: Facts) -> Iterator[Mutation]:
    """Countries that are named, or whose cooperation and laws turn out worse."""
    met = dict.fromkeys(
        code
        for name in facts.chain
        for code in (
            facts.owners.companies[name].seat,
            facts.owners.companies[name].incorporation,
            *(presence.country for presence in facts.owners.companies[name].presences),
        )
        if code
    )
    for code in met:
        country = facts.owners.countries.get(code)
        if country is not None:
            for what, changed in _worse_countries(country):
                yield f"{code}: {what}", facts.with_country(changed)


def _worse_countries(country: Country) -> Iterator[tuple[str, Country]]:
    named = replace(country, mentions=(*country.mentions, a_mention()))
    yield "named", named
    yield "named, cooperation not known", replace(named, cooperation=FourWay.UNKNOWN)
    yield "named, no cooperation", replace(named, cooperation=FourWay.NO)
    yield "cooperation not known", replace(country, cooperation=_worse_cooperation(country))
    for answer in (FourWay.NO, FourWay.PARTLY, FourWay.UNKNOWN):
        laws = tuple(replace(law, independent_authorisation=answer) for law in country.laws)
        yield f"independent authorisation: {answer}", replace(country, laws=laws)


def _worse_cooperation(country: Country) -> FourWay:
    return FourWay.NO if country.cooperation is FourWay.NO else FourWay.UNKNOWN


# ---- guidance -------------------------------------------------------------------------------------------------------


def guidance(facts: Facts) -> Iterator[Mutation]:
    """New advice against the app, and mentions that turn out to be against it."""
    against = {facts.app.id: Stance.AGAINST}
    for strength in Strength:
        entry = an_advice("new", strength=strength, stances=against)
        yield f"new {strength} against the app", replace(facts, guidance=(*facts.guidance, entry))
    vague = an_advice("vague", stances=against, private_device="asked", confidence="low")
    yield "new vague advice", replace(facts, guidance=(*facts.guidance, vague))
    for number, entry in enumerate(facts.guidance):
        if facts.app.id in entry.stances and entry.stances[facts.app.id] is not Stance.AGAINST:
            turned = replace(entry, stances={**entry.stances, **against})
            found = (*facts.guidance[:number], turned, *facts.guidance[number + 1 :])
            yield f"{entry.id}: against the app", replace(facts, guidance=found)
