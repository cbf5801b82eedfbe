"""The facts on a card: every statement behind a level, an exposure or an answer, with its source.

The book hands out ids in the order of collection, which is fixed: situation, ownership, presences, laws and mentions,
reach, findings. The same app in the same situation always has the same ids.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from core.facts import CompanyId, CountryCode, Fact, FactId, Kind, LawId, PartialDate, Verified
from core.jurisdiction.chain import Ownership, counts_as, named_by
from core.jurisdiction.model import Company, Control, Country, Law, Mention, OwnershipFacts, Presence, Stake
from core.reach.model import Incident, ReachFact, Topic
from core.risk.statements import label_statement, stake_statement
from core.situation import Situation
from core.texts.phrase import Argument, Phrase, Term, Text, as_phrase, phrase, term


@dataclass(slots=True)
class FactBook:
    """Collects the facts of one card."""

    countries: Mapping[str, Text]
    """Names of countries by their English name."""
    facts: list[Fact] = field(default_factory=list)
    index: dict[tuple[str, ...], FactId] = field(default_factory=dict)
    """What a fact is about, to its id: a fact that is asked for twice stands once."""

    def add(
        self,
        key: tuple[str, ...],
        statement: Phrase,
        kind: Kind,
        *,
        sources: tuple[str, ...] = (),
        date: PartialDate | None = None,
        verified: Verified = Verified.YES,
        contested: bool = False,
        note: str = "",
    ) -> FactId:
        """Put a fact in the book, unless it stands there; its id either way. `key[0]` is the subject."""
        if (known := self.index.get(key)) is not None:
            return known
        fact_id = FactId(f"f{len(self.facts) + 1}")
        self.index[key] = fact_id
        self.facts.append(Fact(fact_id, statement, kind, sources, date, verified, contested, key[0], note))
        return fact_id

    def id_of(self, *key: str) -> FactId | None:
        """The id of the fact with this key, if it stands in the book."""
        return self.index.get(key)


def add_situation(book: FactBook, situation: Situation) -> tuple[FactId, ...]:
    """What the person told; needs no source."""
    rows = (
        ("device", phrase("The device: {device}.", device=Term(f"devices.{situation.device.value}.label"))),
        (
            "class",
            phrase(
                "Highest information class on it or reached through it: {name}.",
                name=Term(f"classes.{situation.information.value}.label"),
            ),
        ),
        ("role", phrase("Your role: {role}.", role=Term(f"roles.{situation.role.value}.label"))),
    )
    return tuple(book.add(("situation", key), text, Kind.NOT_RECORDED) for key, text in rows)


def add_link(
    book: FactBook, app_name: str, company: Company | None, verified: Verified, sources: tuple[str, ...]
) -> None:
    """Which company runs the app for Norway."""
    if company is None:
        return
    book.add(
        ("ownership", "link"),
        phrase("{company} runs {app} for Norway.", app=app_name, company=company.legal_name),
        Kind.NOT_RECORDED,
        sources=sources,
        verified=verified,
    )


def add_ownership(book: FactBook, ownership: Ownership, facts: OwnershipFacts) -> None:
    """Seats, holdings and presences of every company on the chain, nearest first."""
    for company_id in ownership.companies:
        company = facts.companies.get(company_id)
        if company is not None:
            stakes = tuple(link.stake for link in ownership.links if link.company == company_id)
            add_company(book, company, stakes, facts)


def add_company(book: FactBook, company: Company, stakes: Iterable[Stake], facts: OwnershipFacts) -> None:
    """Seat, these holdings, presences and former owners of one company."""
    _add_seat(book, company, facts)
    for stake in stakes:
        _add_stake(book, company, stake, facts)
    for presence in company.presences:
        add_presence(book, presence, company, facts)
    for number, owner in enumerate(company.former_owners):
        book.add(
            ("former owner", company.id, str(number)),
            phrase("{company} was held before by {owner}.", company=company.legal_name, owner=owner.name),
            Kind.NOT_RECORDED,
            sources=owner.sources,
            date=owner.until or owner.since,
            verified=owner.verified,
        )


def _add_seat(book: FactBook, company: Company, facts: OwnershipFacts) -> FactId:
    seat, registered = _place(company.seat, facts), _place(company.incorporation, facts)
    if seat and company.seat == company.incorporation:
        text = phrase(
            "{company} is registered and has its head office {place}.",
            company=company.legal_name,
            place=seat.name_in,
        )
    elif seat and registered:
        text = phrase(
            "{company} has its head office {place} and is registered {registered}.",
            company=company.legal_name,
            place=seat.name_in,
            registered=registered.name_in,
        )
    else:
        text = phrase("Where {company} has its seat is not known.", company=company.legal_name)
    return book.add(
        ("ownership", "seat", company.id),
        text,
        company.kind,
        sources=company.sources,
        date=year(company.source_year),
        verified=company.verified,
        note=company.note,
    )


def _place(code: CountryCode | None, facts: OwnershipFacts) -> Country | None:
    return facts.countries.get(code) if code else None


def _add_stake(book: FactBook, company: Company, stake: Stake, facts: OwnershipFacts) -> FactId:
    """One holding."""
    return book.add(
        ("ownership", "stake", company.id, stake.holder or stake.relation),
        stake_statement(company, stake, facts),
        company.kind,
        sources=stake.sources or company.sources,
        date=year(company.source_year),
        verified=_edge_mark(stake),
        note=stake.note,
    )


def _edge_mark(stake: Stake) -> Verified:
    """The mark shown for a holding: one whose control is unknown is no more than partly verified."""
    if stake.holder and stake.control is Control.UNKNOWN and stake.verified is Verified.YES:
        return Verified.PARTLY
    return stake.verified


def add_presence(book: FactBook, presence: Presence, company: Company, facts: OwnershipFacts) -> FactId:
    """One presence, running or ended."""
    country = facts.countries[presence.country]
    kind = Term(f"presence_kinds.{presence.kind.value}")
    args: dict[str, Argument] = {"company": company.legal_name, "kind": kind, "place": country.name_in}
    if presence.until:
        text = phrase("{company}: {kind} {place}, ended {date}.", date=presence.until, **args)
    elif presence.since:
        text = phrase("{company}: {kind} {place}, since {date}.", date=presence.since, **args)
    else:
        text = phrase("{company}: {kind} {place}.", **args)
    return book.add(
        presence_key(presence),
        text,
        Kind.NOT_RECORDED,
        sources=presence.sources,
        date=year(presence.source_year),
        verified=presence.verified,
        contested=presence.contested,
        note=presence.note,
    )


def presence_key(presence: Presence) -> tuple[str, ...]:
    """What a presence is known by in the book."""
    return (
        "presence",
        presence.company,
        presence.kind.value,
        presence.country,
        presence.since.text if presence.since else "",
        presence.sources[0] if presence.sources else "",
    )


def add_states(book: FactBook, codes: tuple[CountryCode, ...], laws: tuple[LawId, ...], facts: OwnershipFacts) -> None:
    """Laws that reach, and mentions by Norwegian services, of these countries; a minister's is told apart."""
    for code in codes:
        country = facts.countries[code]
        for law in (law for place in (country, counts_as(country, facts)) for law in place.laws if law.id in laws):
            _add_law(book, law)
        for mention in named_by(country, facts):
            _add_mention(book, country, mention, _named(country, mention))
        for mention in counts_as(country, facts).mentions:
            if mention.by == "minister":
                _add_mention(book, country, mention, _said_by_minister(country, mention))


def _add_law(book: FactBook, law: Law) -> None:
    book.add(
        ("law", law.id),
        phrase("{law}: {plain}", law=law.name, plain=law.plain),
        Kind.ESTABLISHED,
        sources=law.sources,
        date=law.amended or law.since,
        verified=law.verified,
        note=law.note,
    )


def _add_mention(book: FactBook, country: Country, mention: Mention, statement: Phrase) -> None:
    book.add(
        ("mention", country.code, mention.by, mention.report, str(mention.year)),
        statement,
        Kind.ESTABLISHED,
        sources=mention.sources,
        date=year(mention.year),
        verified=mention.verified,
    )


def _named(country: Country, mention: Mention) -> Phrase:
    return phrase(
        "{country} is named as a threat actor by {service} in {report} ({year}).",
        country=country.name,
        service=Term(f"threat.by.{mention.by}"),
        report=Term(f"threat.report.{mention.report}"),
        year=mention.year,
    )


def _said_by_minister(country: Country, mention: Mention) -> Phrase:
    """What a minister said, with the remark that it does not count: a minister is no service."""
    said = term(
        "threat.templates.mentioned_without_report",
        country=country.name,
        by=Term(f"threat.by.{mention.by}"),
        years=str(mention.year),
        how=mention.how,
    )
    return phrase("{statement} {remark}", statement=said, remark=Term("threat.minister_note"))


def add_reach(book: FactBook, fact: ReachFact, *, reading: bool = False) -> FactId:
    """One reach fact; `reading` where it is the one that the class rests on."""
    key = (
        "reach" if reading or fact.topic in (Topic.PERMISSIONS, Topic.DESKTOP_PERMISSIONS) else "declared or observed",
        fact.topic.value,
        fact.platform or "",
        fact.date.text if fact.date else "",
        fact.source,
        fact.url,
    )
    return book.add(
        key,
        label_statement(fact, book.countries),
        fact.kind,
        sources=(fact.url,) if fact.url else (),
        date=fact.date,
        verified=fact.verified,
        note=fact.note,
    )


def add_incident(book: FactBook, incident: Incident) -> FactId:
    """One incident in the catalogue's own sentence."""
    return book.add(
        ("incident", incident.id),
        as_phrase(incident.text),
        incident.kind,
        sources=incident.sources,
        date=incident.date,
        verified=incident.verified,
        note=incident.note,
    )


def year(value: int | None) -> PartialDate | None:
    """A year as a date of that precision."""
    return PartialDate.parse(f"{value:04d}") if value else None


def chain_facts(book: FactBook, company: CompanyId) -> tuple[FactId, ...]:
    """Ids of the ownership facts about one company."""
    return tuple(fact_id for key, fact_id in book.index.items() if key[0] == "ownership" and company in key)
