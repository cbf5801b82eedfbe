"""What the facts of an entry say before and after, in the sentences that a card has for them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from core.catalogue.model import App
from core.facts import Fact
from core.guidance.model import Advice, AdviceStatus, Stance
from core.jurisdiction.chain import NORWAY
from core.jurisdiction.model import Company, OwnershipFacts
from core.reach.model import Incident, IncidentStatus, ReachFact
from core.risk.facts import FactBook, add_company, add_link, add_reach
from core.risk.sentences import what_was_said
from core.texts.phrase import Phrase, Term, as_phrase, phrase

Key = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Pair:
    """A fact before and after; one of them may be missing."""

    old: Phrase | None
    new: Phrase | None
    fact: Fact | None = None
    """The new one, with what it rests on."""
    weight: int = 0
    """The lower, the more it matters."""


_OWNERSHIP = ("stake", "link", "seat", "presence")
"""What is told of an owner, what matters most first."""


def company_pairs(
    before: Company | None, old: OwnershipFacts, after: Company | None, new: OwnershipFacts
) -> tuple[Pair, ...]:
    """What a company's facts say otherwise: its holders, its seat, what it has where.

    A company that was only added or removed says nothing: it is told with those that it holds.
    """
    if before is None or after is None:
        return ()
    return _pairs(_company_facts(before, old), _company_facts(after, new))


def link_pairs(before: App, old: OwnershipFacts, after: App, new: OwnershipFacts) -> tuple[Pair, ...]:
    """That another company runs an app."""
    if before.company == after.company:
        return ()
    return _pairs(_link_fact(before, old), _link_fact(after, new)) or (
        Pair(None, phrase("Nobody has recorded who runs the app."), weight=_OWNERSHIP.index("link")),
    )


def reach_pairs(
    before: Iterable[ReachFact], old: OwnershipFacts, after: Iterable[ReachFact], new: OwnershipFacts
) -> tuple[Pair, ...]:
    """What readings, labels and tests of an app say otherwise."""
    return _pairs(_reach_facts(before, old), _reach_facts(after, new))


def _company_facts(company: Company, facts: OwnershipFacts) -> dict[Key, list[Fact]]:
    book = FactBook({})
    add_company(book, company, (stake for stake in company.stakes if stake.market in (None, NORWAY)), facts)
    return _by_kind(book, _ownership_kind)


def _ownership_kind(key: Key) -> Key | None:
    """What a fact of a company is compared by: holders with holders, what stands in a country with what stood there."""
    if key[0] == "presence":
        return ("presence", key[2], key[3])
    return (key[1],) if key[0] == "ownership" else None


def _link_fact(app: App, facts: OwnershipFacts) -> dict[Key, list[Fact]]:
    book = FactBook({})
    add_link(book, app.name, facts.companies.get(app.company) if app.company else None, app.company_verified, ())
    return _by_kind(book, _ownership_kind)


def _reach_facts(facts: Iterable[ReachFact], owners: OwnershipFacts) -> dict[Key, list[Fact]]:
    book = FactBook({country.name.en: country.name for country in owners.countries.values()})
    for fact in facts:
        add_reach(book, fact)
    return _by_kind(book, lambda key: (key[0], *key[1:3]))


def _by_kind(book: FactBook, kind_of: Callable[[Key], Key | None]) -> dict[Key, list[Fact]]:
    by_id = {fact.id: fact for fact in book.facts}
    found: dict[Key, list[Fact]] = {}
    for key, fact_id in book.index.items():
        if (kind := kind_of(key)) is not None:
            found.setdefault(kind, []).append(by_id[fact_id])
    return found


def _pairs(before: Mapping[Key, list[Fact]], after: Mapping[Key, list[Fact]]) -> tuple[Pair, ...]:
    """Facts that are said otherwise, side by side; what both say is left out."""
    found: list[Pair] = []
    for kind in dict.fromkeys((*after, *before)):
        was, is_now = before.get(kind, []), after.get(kind, [])
        gone = [fact for fact in was if _said(fact) not in map(_said, is_now)]
        come = [fact for fact in is_now if _said(fact) not in map(_said, was)]
        weight = _OWNERSHIP.index(kind[0]) if kind[0] in _OWNERSHIP else 0
        for number in range(max(len(gone), len(come))):
            one = gone[number] if number < len(gone) else None
            other = come[number] if number < len(come) else None
            found.append(_pair(one, other, weight))
    return tuple(found)


def _said(fact: Fact) -> tuple[object, ...]:
    """What a reader would notice."""
    return fact.statement, fact.verified, fact.contested


def _pair(old: Fact | None, new: Fact | None, weight: int) -> Pair:
    if old is None or new is None or old.statement != new.statement:
        return Pair(old.statement if old else None, new.statement if new else None, new, weight)
    if old.contested is not new.contested:
        told = phrase("The same, contested") if old.contested else phrase("The same, not contested")
    else:
        told = phrase("The same, {mark}", mark=Term(f"verification.{old.verified.value}.label"))
    return Pair(told, new.statement, new, weight)


# ---- guidance -------------------------------------------------------------------------------------------------------


def advice_pair(before: Advice | None, after: Advice | None, names: Mapping[str, str]) -> Pair | None:
    """What an entry of guidance says otherwise; None: only remarks on it are other ones.

    Args:
        before: the entry as it was; None: there was none.
        after: the entry as it is.
        names: names of apps by id.
    """
    if before is None or after is None:
        return Pair(what_was_said(before) if before else None, what_was_said(after) if after else None)
    if what_was_said(before) != what_was_said(after):
        return Pair(what_was_said(before), what_was_said(after), weight=1)
    if before.status is not after.status:
        return Pair(_of(before, _STATUS[before.status]), _of(after, _STATUS[after.status]), weight=1)
    if before.stances != after.stances:
        return Pair(_of(before, _stances(before, names)), _of(after, _stances(after, names)), weight=1)
    if _scope(before) != _scope(after):
        return Pair(None, _of(after, phrase("What it says, or whom and what it covers, is told otherwise.")), weight=2)
    return None


def _scope(advice: Advice) -> tuple[object, ...]:
    """What decides whether an entry applies, and its own words."""
    return (
        *(advice.summary, advice.scope_who, advice.scope_devices, advice.private_device, advice.official_need),
        *(advice.match, advice.owner_countries, advice.categories, advice.site_covered, advice.valid_until),
        *(advice.relevance, advice.body_specific, advice.names_without_entry),
    )


def _of(advice: Advice, said: Phrase) -> Phrase:
    return phrase("{authority}: “{title}”. {said}", authority=advice.short, title=advice.title, said=said)


_STATUS: Mapping[AdviceStatus, Phrase] = {
    AdviceStatus.IN_FORCE: phrase("In force."),
    AdviceStatus.SUPERSEDED: phrase("Superseded."),
    AdviceStatus.WITHDRAWN: phrase("Withdrawn."),
    AdviceStatus.HISTORICAL: phrase("Historical."),
}


def _stances(advice: Advice, names: Mapping[str, str]) -> Phrase:
    """What it says of the apps it names, one sentence for each stance."""
    said = phrase("It names no app.")
    is_first = True
    for stance, say in _STANCES.items():
        named = tuple(names.get(app, app) for app, taken in sorted(advice.stances.items()) if taken is stance)
        if named:
            said = say(named) if is_first else phrase("{first} {then}", first=said, then=say(named))
            is_first = False
    return said


_STANCES: Mapping[Stance, Callable[[tuple[str, ...]], Phrase]] = {
    Stance.AGAINST: lambda apps: phrase("Against: {apps}.", apps=apps),
    Stance.ACCEPTS: lambda apps: phrase("Accepts: {apps}.", apps=apps),
    Stance.MENTIONS: lambda apps: phrase("Only mentions: {apps}.", apps=apps),
    Stance.CONCERNS: lambda apps: phrase("Concerns: {apps}.", apps=apps),
}


# ---- incidents ------------------------------------------------------------------------------------------------------


def incident_pair(before: Incident | None, after: Incident | None) -> Pair | None:
    """What an incident says otherwise; None: only remarks on it are other ones."""
    old = as_phrase(before.text) if before else None
    new = as_phrase(after.text) if after else None
    if before is None or after is None or before.text != after.text:
        return Pair(old, new, weight=0 if before is None else 1)
    if before.status is not after.status:
        return Pair(_STANDS[before.status] if before.status else None, _with_status(after), weight=1)
    if _weighed(before) != _weighed(after):
        told = phrase("{text} When, whom or what it is about is told otherwise now.", text=after.text)
        return Pair(None, told, weight=2)
    return None


def _weighed(incident: Incident) -> tuple[object, ...]:
    return incident.date, incident.kind, incident.code, incident.apps, incident.companies, incident.verified


def _with_status(incident: Incident) -> Phrase:
    if incident.status is None:
        return as_phrase(incident.text)
    return phrase("{text} {status}", text=incident.text, status=_STANDS[incident.status])


_STANDS: Mapping[IncidentStatus, Phrase] = {
    IncidentStatus.FINAL: phrase("The decision is final."),
    IncidentStatus.ANNULLED: phrase("The decision was annulled and weighs nothing."),
    IncidentStatus.STAYED: phrase("The decision is stayed; it still weighs in full."),
    IncidentStatus.UNDER_APPEAL: phrase("The decision is under appeal; it still weighs in full."),
    IncidentStatus.SETTLED: phrase("The case was settled."),
    IncidentStatus.UNKNOWN: phrase("Where the decision stands is not known."),
}
