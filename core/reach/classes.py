"""What a variant may reach, and how much findings weigh.

Classes go by permission name, never by count and never by ability group. A reading that is old or missing never
helps: little (R1) needs a fresh reading, and no reading at all is its own class, read as the deepest.

Source: docs/rules.md (vulnerability). Names: resources/rules/rules.toml.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from core.facts import AppId, Kind, months_after
from core.reach.model import Code, Incident, IncidentStatus, ReachFact, Topic
from core.rules.levels import Level, ReachClass
from core.rules.model import FindingWeights, Rules
from core.situation import Platform


class Basis(StrEnum):
    """What a reach class rests on."""

    PACKAGE = "package"
    """The package of this platform was read."""
    ANDROID = "android"
    """Read on Android, taken over for iOS."""
    SANDBOX = "sandbox"
    """The Flatpak of the program was read."""
    PLATFORM = "platform"
    """Every program on this platform: runs with your own rights, or is a web site."""
    UNREAD = "unread"
    """Nothing was read."""


@dataclass(frozen=True, slots=True)
class Reading:
    """The reach of one variant."""

    reach: ReachClass
    basis: Basis
    fact: ReachFact | None = None
    """The reading behind it; None for `platform` and `unread`."""
    causes: tuple[str, ...] = ()
    """The names that open the class, sorted."""
    old: bool = False
    """The reading is older than the limit."""


@dataclass(frozen=True, slots=True)
class Vulnerability:
    """The vulnerability level of one variant."""

    level: Level
    rule: str
    """S0 to S7."""
    weight: int
    """F0 to F3: the largest weight among the app's findings."""
    at_least: Level | None
    """S0 only: what the findings alone would give."""
    reads_as: Level
    """What the answer table reads."""


def read_variant(facts: Iterable[ReachFact], platform: Platform, day: date, rules: Rules) -> Reading:
    """The reach class of a platform's variant on `day`.

    The age of a reading counts from the earliest day its date can mean, so that a vague date never helps.

    Args:
        facts: the app's reach facts; those dated after `day` were not known then and are passed over.
        platform: the variant.
        day: the day the question is about.
        rules: the rule tables.
    """
    known = [fact for fact in facts if fact.date is None or fact.date.first <= day]
    if platform in (Platform.ANDROID, Platform.IOS):
        return _phone(known, platform, day, rules)
    if platform is Platform.LINUX and (flatpak := _newest(known, Topic.DESKTOP_PERMISSIONS)):
        return _flatpak(flatpak, day, rules)
    for row in rules.reach:
        if platform in row.always_platforms:
            return Reading(row.id, Basis.PLATFORM)
    return Reading(ReachClass.UNREAD, Basis.UNREAD)


def _newest(facts: Iterable[ReachFact], topic: Topic, platform: str | None = None) -> ReachFact | None:
    """The newest checked reading. One that nobody checked neither clears nor condemns."""
    fits = [fact for fact in facts if fact.topic is topic and platform in (None, fact.platform)]
    checked = [fact for fact in fits if fact.verified.is_checked and fact.date is not None]
    return max(checked, key=lambda fact: (fact.date, fact.version, fact.url)) if checked else None


def _phone(facts: list[ReachFact], platform: Platform, day: date, rules: Rules) -> Reading:
    own = _newest(facts, Topic.PERMISSIONS, platform.value)
    fact = own or (_newest(facts, Topic.PERMISSIONS, Platform.ANDROID.value) if platform is Platform.IOS else None)
    if fact is None or fact.date is None:
        return Reading(ReachClass.UNREAD, Basis.UNREAD)
    reach, causes = permission_class(fact, rules)
    old = months_after(fact.date.first, rules.reach_limits.reading_months) < day
    taken_over = own is None
    if reach is ReachClass.R1 and (old or taken_over):
        reach = ReachClass.UNREAD
    return Reading(reach, Basis.ANDROID if taken_over else Basis.PACKAGE, fact, causes, old)


def permission_class(fact: ReachFact, rules: Rules) -> tuple[ReachClass, tuple[str, ...]]:
    """The class that the names of a package open, and the names that open it (sorted)."""
    services = {
        name.removesuffix(" (service)")
        for names in fact.abilities.values()
        for name in names
        if name.endswith(" (service)")
    }
    for row in rules.reach:
        prefixes = tuple(row.android_prefixes)
        found = {name for name in fact.names if name in row.android or (prefixes and name.startswith(prefixes))}
        found |= services & row.android_services
        if found:
            return row.id, tuple(sorted(found))
    return ReachClass.R1, ()


def _flatpak(fact: ReachFact, day: date, rules: Rules) -> Reading:
    old = fact.date is not None and months_after(fact.date.first, rules.reach_limits.reading_months) < day
    deep = rules.reach_row(ReachClass.R3)
    causes = tuple(
        sorted(
            argument for argument in fact.names if _opens_host(argument, deep.flatpak_filesystems, deep.flatpak_names)
        )
    )
    return Reading(ReachClass.R3 if causes else ReachClass.R2, Basis.SANDBOX, fact, causes, old)


def _opens_host(argument: str, filesystems: frozenset[str], names: frozenset[str]) -> bool:
    """True for a finish-arg that opens all files of host or home, or a way out of the sandbox."""
    key, _, value = argument.partition("=")
    if key == "--filesystem":
        return value.split(":", 1)[0].rstrip("/") in filesystems
    return key in ("--talk-name", "--own-name") and value in names


def weigh(incident: Incident, day: date, weights: FindingWeights) -> int:
    """The weight of a finding, 0 to 3, for an app it is about.

    Claimed or unchecked records and annulled decisions weigh nothing; one that is stayed or under appeal weighs in
    full. Age counts from the latest day the date can mean, so that a vague date never helps.
    """
    if incident.code is None or incident.kind is Kind.CLAIMED or not incident.verified.is_checked:
        return 0
    if incident.status is IncidentStatus.ANNULLED or incident.date.first > day:
        return 0
    weight = int(getattr(weights, Code(incident.code).value))
    if incident.kind is Kind.OBSERVED:
        weight -= weights.minus_if_observed
    weight -= sum(months_after(incident.date.last, years * 12) < day for years in weights.minus_if_older_years)
    return max(weight, 0)


def heaviest(app: AppId, incidents: Iterable[Incident], day: date, weights: FindingWeights) -> int:
    """F0 to F3: the largest weight among findings about the app itself."""
    return max((weigh(incident, day, weights) for incident in incidents if app in incident.apps), default=0)


def rate_vulnerability(reach: ReachClass, weight: int, rules: Rules) -> Vulnerability:
    """The level of a reach class with findings of this weight."""
    row = rules.vulnerability_row(reach)
    read = rules.vulnerability_row(row.reads_as) if row.reads_as else row
    at_least = Level(row.at_least[weight]) if row.at_least[weight] else None
    return Vulnerability(row.levels[weight], row.ids[weight], weight, at_least, read.levels[weight])
