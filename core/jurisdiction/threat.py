"""The threat level: the worst link from the company that serves Norway to a state.

Computed twice, with every fact and with checked facts only. The same level twice: that is it. Otherwise the level is
unknown (T9), and what all facts point to is shown as provisional: an unverified fact neither clears nor condemns.

T0 is asked before T4 to T6: where a holder's country is not known, or nobody but a place of registration has a strong
link, a weak link elsewhere must not make the answer milder than not knowing does (docs/decisions/0004).
Source: docs/rules.md (threat).
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from core.facts import CountryCode, FourWay
from core.jurisdiction.chain import Exposure, Ownership, counts_as
from core.jurisdiction.model import Country, CountryRole, OwnershipFacts
from core.rules.levels import Group, Level, Link
from core.rules.model import Rules, ThreatRow


@dataclass(frozen=True, slots=True)
class Threat:
    """The threat level of one ownership."""

    level: Level
    provisional: Level | None
    """Only beside unknown: what unverified facts point to."""
    rule: str
    """T1 to T6, T0 or T9."""
    causes: tuple[Exposure, ...]
    """The exposures that give the level or the provisional one, strongest first."""
    known_level: Level
    """The level on checked facts alone; unknown where they give none."""
    known_rule: str
    """Its row."""
    provisional_rule: str | None = None
    """The row behind the provisional level."""

    @property
    def shown(self) -> Level:
        """The level a person sees: level, else the provisional one."""
        return self.provisional or self.level

    def reads_as(self, rules: Rules) -> Level:
        """What the answer table reads."""
        if self.level is not Level.UNKNOWN:
            return Level.HIGH if self.level is Level.VERY_HIGH else self.level
        return rules.threat_reads[self.provisional.value if self.provisional else "none"]


def group_of(country: Country, facts: OwnershipFacts) -> Group:
    """The country's group, computed from its facts alone."""
    if country.role is CountryRole.HOLDING_ONLY:
        return Group.H
    judged = counts_as(country, facts)
    if any(mention.counts for mention in judged.mentions):
        if judged.cooperation is FourWay.NO:
            return Group.N1
        if judged.cooperation is FourWay.UNKNOWN:
            return Group.N2
    checked = [law for law in judged.laws if law.verified.is_checked]
    guarded = bool(checked) and all(law.independent_authorisation is FourWay.YES for law in checked)
    return Group.E if judged.code == "NO" or judged.eea or guarded else Group.X


def rate(ownership: Ownership, facts: OwnershipFacts, rules: Rules, *, as_verified: bool = False) -> Threat:
    """The threat level of an ownership.

    Args:
        ownership: a traced chain.
        facts: the companies and countries it was traced in.
        rules: the rule tables.
        as_verified: read every fact as verified; for "what would change the answer".
    """
    groups = {e.country: group_of(facts.countries[e.country], facts) for e in ownership.exposures}
    rows = [(e, row) for e in ownership.exposures if (row := _row(groups[e.country], e.strength, rules))]
    every = _level(rows, ownership.broken, rules)
    known = every if as_verified else _level([pair for pair in rows if pair[0].checked], ownership.broken, rules)
    causes = tuple(sorted((e for e, row in rows if row.id == every[1]), key=_weight))
    if every == known or every[0] is known[0]:
        return Threat(every[0], None, every[1], causes, known[0], known[1])
    return Threat(Level.UNKNOWN, every[0], rules.threat_unverified.id, causes, known[0], known[1], every[1])


def with_headline(ownership: Ownership, threat: Threat, facts: OwnershipFacts, rules: Rules) -> Ownership:
    """The ownership with its headline: the countries of the worst exposure, and contested ones of equal level.

    Ties are broken by strength of the link, then by missing independent review; what is still equal shows all
    (docs/decisions/0011).
    """
    if not threat.causes:
        return ownership
    best = min(_standing(e, facts) for e in threat.causes)
    worst = [e.country for e in threat.causes if _standing(e, facts) == best]
    contested = [e.country for e in ownership.exposures if e.contested and _level_of(e, facts, rules) is threat.shown]
    return replace(ownership, headline=tuple(dict.fromkeys(worst + contested)))


def _standing(exposure: Exposure, facts: OwnershipFacts) -> tuple[int, int]:
    reviewed = any(law.independent_authorisation is FourWay.YES for law in facts.countries[exposure.country].laws)
    return (-exposure.strength.rank, int(reviewed))


def _level_of(exposure: Exposure, facts: OwnershipFacts, rules: Rules) -> Level | None:
    row = _row(group_of(facts.countries[exposure.country], facts), exposure.strength, rules)
    return row.level if row else None


def _row(group: Group, link: Link, rules: Rules) -> ThreatRow | None:
    return next((row for row in rules.threat if group in row.groups and link in row.links), None)


def _level(rows: list[tuple[Exposure, ThreatRow]], broken: bool, rules: Rules) -> tuple[Level, str]:
    """Level and row of these exposures; an uncontested exposure names the row before a contested one.

    What an owner has elsewhere is no ground to stand on, and neither is one who may never come or may decide nothing:
    without them there would be nothing (T0), and finding more must never be milder.
    """
    grounded = any(_grounds(e) for e, _ in rows) and not broken
    if not rows:
        return Level.UNKNOWN, rules.threat_unknown.id
    order = [row.id for row in rules.threat]
    _, row = max(rows, key=lambda pair: (pair[1].level.rank, not pair[0].contested, -order.index(pair[1].id)))
    if row.level.rank < Level.HIGH.rank and not grounded:
        return Level.UNKNOWN, rules.threat_unknown.id
    return row.level, row.id


def _grounds(exposure: Exposure) -> bool:
    """True for the seat, registration or state of somebody who is known to be in control."""
    return exposure.strength is not Link.WEAK and exposure.presence is None and not exposure.is_uncertain


def _weight(exposure: Exposure) -> tuple[int, bool, int, CountryCode]:
    return (-exposure.strength.rank, exposure.contested, len(exposure.path), exposure.country)
