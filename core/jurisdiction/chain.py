"""Who stands behind an app, and which states can reach them.

From the company that runs the service for a market the walk goes upwards through its holders:

1. The company's own seat and registration give a *direct* link; a state body in control of it as well.
2. Every company on an unbroken path of control gives a *control* link by seat and registration.
3. Running staff, development and data storage of those companies give a *control* link of their own.
4. The first holding that is not control ends the chain of control; from there upwards all is *weak*, as are
   suppliers, shareholders, state investors, persons and every contested claim that nobody established.
5. A place where companies are only registered gives no exposure; it is listed as a holding place.

What is not known never helps: a holding of unknown control counts as control and as unverified; a presence with an
old source keeps its strength and counts as unverified; an announced, planned or disputed holding counts, with a
warning. Example: TikTok in Norway is run by an Irish company (IE direct), which ByteDance controls (KY holding place,
CN control); the American venture has another market and is never walked.

Source: docs/rules.md (threat), docs/ownership.md.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from core.facts import CompanyId, CountryCode, LawId, PartialDate, months_after
from core.jurisdiction.model import (
    Company,
    Control,
    Country,
    CountryRole,
    FormerOwner,
    Mention,
    OwnershipFacts,
    Presence,
    Stake,
    StakeStatus,
)
from core.rules.levels import Link
from core.rules.model import ThreatLimits

NORWAY = CountryCode("NO")
"""The market that every answer is about."""


class ExposureKind(StrEnum):
    """By what a state can reach somebody on the chain."""

    SEAT = "seat"
    STATE = "state"
    CONTROL = "control"
    STAFF = "staff"
    DEVELOPMENT = "development"
    DATA_STORAGE = "data_storage"
    SUPPLIER = "supplier"
    SHAREHOLDER = "shareholder"
    STATE_INVESTOR = "state_investor"
    PERSON = "person"


class Warning(StrEnum):  # noqa: A001 - the plain word is the domain's
    """What a reader must know about a link."""

    ANNOUNCED = "announced"
    PLANNED = "planned"
    DISPUTED = "disputed"
    CONTROL_UNKNOWN = "control unknown"
    OLD_SOURCE = "old source"


_UNCERTAIN = (Warning.ANNOUNCED, Warning.PLANNED, Warning.DISPUTED, Warning.CONTROL_UNKNOWN)


@dataclass(frozen=True, slots=True)
class ChainLink:
    """One holding on the chain, from a company up to its holder."""

    company: CompanyId
    stake: Stake
    strength: Link
    """control or weak."""
    depth: int
    """0 for a holder of the company that serves the market."""
    warnings: tuple[Warning, ...] = ()


@dataclass(frozen=True, slots=True)
class Exposure:
    """One state that can reach someone on the chain, with the path that makes it so."""

    country: CountryCode
    kind: ExposureKind
    strength: Link
    path: tuple[CompanyId, ...]
    """From the company that serves the market to the one that is exposed."""
    checked: bool
    """Every edge of the path and the fact at its end was read in a source."""
    contested: bool = False
    warnings: tuple[Warning, ...] = ()
    presence: Presence | None = None
    """The presence that gives it; None: seat, registration or state."""
    laws: tuple[LawId, ...] = ()
    """Laws of that state that reach people on the date."""

    @property
    def company(self) -> CompanyId:
        """The company that is exposed."""
        return self.path[-1]

    @property
    def is_uncertain(self) -> bool:
        """True where the path leads through a holding that may never come, or of which nobody knows what it decides."""
        return any(warning in _UNCERTAIN for warning in self.warnings)


@dataclass(frozen=True, slots=True)
class Ownership:
    """Everything about who stands behind one app on one market and date."""

    company: CompanyId | None
    market: CountryCode
    date: date
    links: tuple[ChainLink, ...] = ()
    """Holdings on the chain, nearest first."""
    exposures: tuple[Exposure, ...] = ()
    """Nearest first."""
    holding_places: tuple[CountryCode, ...] = ()
    """Countries of mere registration: listed, never an exposure."""
    complete: bool = False
    """False where the chain ends at an owner that was never read, or breaks off."""
    broken: bool = True
    """No company, or a link names a holder of whom no country is known."""
    ended: tuple[Presence, ...] = ()
    """Presences that have ended: told, no exposure."""
    former: tuple[tuple[CompanyId, FormerOwner], ...] = ()
    """Former owners of the companies on the chain."""
    headline: tuple[CountryCode, ...] = ()
    """Countries of the worst exposure; ties, and a contested claim of equal level, show all."""
    unread_end: CompanyId | None = None
    """The company at which the chain ends unread."""
    is_old: bool = False
    """No source of the chain is newer than the warning limit."""

    @property
    def contested(self) -> bool:
        """True where some claim about who can reach the owner is disputed."""
        return any(e.contested or Warning.DISPUTED in e.warnings for e in self.exposures)

    @property
    def companies(self) -> tuple[CompanyId, ...]:
        """Every company on the chain, the one that serves the market first."""
        holders = [link.stake.holder for link in self.links if link.stake.holder]
        return tuple(dict.fromkeys([self.company, *holders])) if self.company else ()

    @property
    def controllers(self) -> tuple[CompanyId, ...]:
        """The companies in control, without those that only hold a part."""
        holders = [link.stake.holder for link in self.links if link.stake.holder and link.strength is not Link.WEAK]
        return tuple(dict.fromkeys([self.company, *holders])) if self.company else ()

    @property
    def known_controllers(self) -> tuple[CompanyId, ...]:
        """The companies in control by holdings that nobody doubts and whose control is known."""
        known = dict.fromkeys([self.company]) if self.company else {}
        for link in self.links:
            doubted = link.strength is Link.WEAK or any(warning in _UNCERTAIN for warning in link.warnings)
            if link.stake.holder and link.company in known and not doubted:
                known[link.stake.holder] = None
        return tuple(known)


@dataclass(frozen=True, slots=True)
class _Node:
    """A company met on the walk."""

    company: Company
    strength: Link
    path: tuple[CompanyId, ...]
    checked: bool
    warnings: tuple[Warning, ...]


def trace(
    company: CompanyId | None,
    facts: OwnershipFacts,
    day: date,
    limits: ThreatLimits,
    market: CountryCode = NORWAY,
) -> Ownership:
    """Walk the chain of the company that serves `market`, as it stood on `day`.

    Returns:
        Links and exposures, nearest first; `headline` is left empty (`core.jurisdiction.threat` fills it, because
        the worst exposure is told by the threat table).
    """
    start = facts.companies.get(company) if company else None
    if start is None:
        return Ownership(company, market, day)
    walk = _Walk(facts, day, limits, market)
    walk.visit(_Node(start, Link.DIRECT, (start.id,), True, ()))
    return walk.result(start)


class _Walk:
    """One walk up a chain; made, used once and thrown away inside `trace`."""

    def __init__(self, facts: OwnershipFacts, day: date, limits: ThreatLimits, market: CountryCode) -> None:
        self.facts, self.day, self.limits, self.market = facts, day, limits, market
        self.links: list[ChainLink] = []
        self.exposures: list[Exposure] = []
        self.holding: list[CountryCode] = []
        self.ended: list[Presence] = []
        self.former: list[tuple[CompanyId, FormerOwner]] = []
        self.broken = False
        self.unread: CompanyId | None = None
        self.years: list[int] = []

    def result(self, start: Company) -> Ownership:
        """Everything gathered."""
        newest = max(self.years, default=None)
        limit = self.limits.chain_warning_months
        return Ownership(
            company=start.id,
            market=self.market,
            date=self.day,
            links=tuple(self.links),
            exposures=tuple(self.exposures),
            holding_places=tuple(dict.fromkeys(self.holding)),
            complete=not self.broken and self.unread is None,
            broken=self.broken,
            ended=tuple(self.ended),
            former=tuple(self.former),
            unread_end=self.unread,
            is_old=newest is not None and months_after(date(newest, 12, 31), limit) < self.day,
        )

    def visit(self, start: _Node) -> None:
        """Breadth first, so that links and exposures come out nearest first."""
        waiting = [start]
        while waiting:
            node = waiting.pop(0)
            if node.company.source_year:
                self.years.append(node.company.source_year)
            self.former += [(node.company.id, owner) for owner in node.company.former_owners]
            self._seats(node)
            self._presences(node)
            waiting += self._holders(node)

    def _seats(self, node: _Node) -> None:
        company = node.company
        if company.seat is None or company.incorporation is None:
            # A place that is not known could be any: what is not known never helps.
            self.broken = True
        kind = {
            Link.DIRECT: ExposureKind.SEAT,
            Link.CONTROL: ExposureKind.CONTROL,
            Link.WEAK: ExposureKind.SHAREHOLDER,
        }
        checked = node.checked and company.verified.is_checked
        for code in dict.fromkeys(c for c in (company.seat, company.incorporation) if c):
            self._expose(Exposure(code, kind[node.strength], node.strength, node.path, checked, warnings=node.warnings))

    def _expose(self, exposure: Exposure) -> None:
        country = self.facts.countries.get(exposure.country)
        if country is None:
            self.broken = True
        elif country.role is CountryRole.HOLDING_ONLY:
            self.holding.append(country.code)
        else:
            self.exposures.append(replace(exposure, laws=laws_that_reach(country, self.facts, self.day)))

    def _presences(self, node: _Node) -> None:
        for presence in node.company.presences:
            if presence.since and presence.since.first > self.day:
                continue
            if presence.until and presence.until.last < self.day:
                self.ended.append(presence)
                continue
            if presence.source_year:
                self.years.append(presence.source_year)
            old = self._is_old(presence)
            strong = presence.kind.gives_control and not presence.contested and node.strength is not Link.WEAK
            self._expose(
                Exposure(
                    presence.country,
                    ExposureKind(presence.kind.value),
                    Link.CONTROL if strong else Link.WEAK,
                    node.path,
                    node.checked and presence.verified.is_checked and not old,
                    presence.contested,
                    node.warnings + ((Warning.OLD_SOURCE,) if old else ()),
                    presence,
                )
            )

    def _is_old(self, presence: Presence) -> bool:
        if presence.source_year is None:
            return False
        return months_after(date(presence.source_year, 12, 31), self.limits.presence_source_months) < self.day

    def _holders(self, node: _Node) -> Iterator[_Node]:
        current = [stake for stake in node.company.stakes if _holds(stake, self.day, self.market)]
        if not current and node.strength is not Link.WEAK and _held_later(node.company, self.day):
            # Somebody held it on that day, but not those the catalogue knows of.
            self.broken = True
        if node.strength is not Link.WEAK and _ends_unread(node.company, current):
            self.unread = self.unread or node.company.id
        for stake in current:
            self._state(node, stake)
            yield from self._climb(node, stake)

    def _state(self, node: _Node, stake: Stake) -> None:
        """A state body in control of the company: direct where the path up to it is all control."""
        if stake.relation not in self.limits.state_relations or _strength(node, stake) is Link.WEAK:
            return
        holder = self.facts.companies.get(stake.holder) if stake.holder else node.company
        country = holder.seat or holder.incorporation if holder else None
        if country:
            self._expose(
                Exposure(
                    country,
                    ExposureKind.STATE,
                    Link.DIRECT,
                    node.path,
                    _checked(node, stake),
                    warnings=node.warnings + _warnings(stake),
                )
            )

    def _climb(self, node: _Node, stake: Stake) -> Iterator[_Node]:
        strength = _strength(node, stake)
        self.links.append(ChainLink(node.company.id, stake, strength, len(node.path) - 1, _warnings(stake)))
        if stake.holder is None or self._is_negligible(stake) or stake.holder in node.path:
            return
        holder = self.facts.companies.get(stake.holder)
        if holder is None or not (holder.seat or holder.incorporation):
            self.broken = True
            return
        yield _Node(holder, strength, (*node.path, holder.id), _checked(node, stake), node.warnings + _warnings(stake))

    def _is_negligible(self, stake: Stake) -> bool:
        small = stake.share_max is not None and stake.share_max < self.limits.ignore_below_percent
        return small and stake.control is Control.MINOR and stake.relation not in self.limits.state_relations


def _holds(stake: Stake, day: date, market: CountryCode) -> bool:
    """True where the holding counts on that day and market; one that is only planned counts before its date too."""
    if stake.market not in (None, market):
        return False
    if stake.until and stake.until.last < day:
        return False
    return stake.status is not StakeStatus.CURRENT or not stake.since or stake.since.first <= day


def _held_later(company: Company, day: date) -> bool:
    return any(stake.since is not None and stake.since.first > day for stake in company.stakes)


def _strength(node: _Node, stake: Stake) -> Link:
    controls = stake.control in (Control.CONTROL, Control.UNKNOWN)
    return Link.CONTROL if controls and node.strength is not Link.WEAK else Link.WEAK


def _checked(node: _Node, stake: Stake) -> bool:
    return node.checked and stake.verified.is_checked and stake.control is not Control.UNKNOWN


def _warnings(stake: Stake) -> tuple[Warning, ...]:
    status = () if stake.status is StakeStatus.CURRENT else (Warning(stake.status.value),)
    # Where no holder is named there is nobody to be warned about.
    unknown = (Warning.CONTROL_UNKNOWN,) if stake.holder and stake.control is Control.UNKNOWN else ()
    return status + unknown


def _ends_unread(company: Company, current: list[Stake]) -> bool:
    """The last private owner was never read: no holder, control unknown, and not listed anywhere."""
    if not company.listed.startswith("private"):
        return False
    return all(stake.holder is None and stake.control is Control.UNKNOWN for stake in current)


def counts_as(country: Country, facts: OwnershipFacts) -> Country:
    """The country whose tests decide: itself, or the one it inherits from."""
    return facts.countries.get(country.inherits_from, country) if country.inherits_from else country


def named_by(country: Country, facts: OwnershipFacts) -> tuple[Mention, ...]:
    """Mentions by Norwegian services, newest first; a minister's is not one of them."""
    mentions = [mention for mention in counts_as(country, facts).mentions if mention.by != "minister"]
    return tuple(sorted(mentions, key=lambda m: (-m.year, m.by, m.report)))


def laws_that_reach(country: Country, facts: OwnershipFacts, day: date) -> tuple[LawId, ...]:
    """Ids of the laws in force on `day` in the country, then in the one it inherits from."""
    moment = PartialDate(day, day, day.isoformat())
    places = dict.fromkeys((country, counts_as(country, facts)))
    return tuple(law.id for place in places for law in place.laws if law.bites_on(moment))
