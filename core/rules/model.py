"""The shape of the rule file (resources/rules/rules.toml), one class for each kind of row.

Field names are those of the file, which explains them where the name does not.
"""

from __future__ import annotations

import msgspec

from core.rules.levels import Answer, GateResult, Group, Level, Link, ReachClass
from core.situation import Device, InformationClass, Organisation, Platform, Purpose, Role
from core.texts.phrase import Text


class Row(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """What every row has."""

    id: str
    when: Text


class ValueRow(Row, frozen=True, kw_only=True):
    """A row of the value table. Empty `devices`: every device."""

    classes: tuple[InformationClass, ...]
    level: Level
    devices: tuple[Device, ...] = ()


class ValueRaise(Row, frozen=True, kw_only=True):
    """The row that lifts the value by one level."""

    roles: tuple[Role, ...]
    except_devices: tuple[Device, ...]


class ThreatRow(Row, frozen=True, kw_only=True):
    """A row of the threat table."""

    groups: tuple[Group, ...]
    links: tuple[Link, ...]
    level: Level


class ThreatLimits(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Limits of the threat table; months and per cent."""

    presence_source_months: int
    chain_warning_months: int
    ignore_below_percent: float
    state_relations: frozenset[str]


class ReachRow(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """A row of the reach table: names that open the class."""

    id: ReachClass
    when: Text
    android: frozenset[str] = frozenset()
    android_prefixes: tuple[str, ...] = ()
    android_services: frozenset[str] = frozenset()
    flatpak_filesystems: frozenset[str] = frozenset()
    flatpak_names: frozenset[str] = frozenset()
    always_platforms: frozenset[Platform] = frozenset()


class ReachLimits(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Age in months after which a reading is old."""

    reading_months: int


class FindingWeights(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Weight of a finding by its code, and what lessens it."""

    access: int
    sale: int
    covert: int
    promise: int
    breach: int
    basis: int
    none: int
    minus_if_observed: int
    minus_if_older_years: tuple[int, ...]


class VulnerabilityRow(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """One reach class against the four weights F0 to F3."""

    reach: ReachClass
    levels: tuple[Level, Level, Level, Level]
    ids: tuple[str, str, str, str]
    at_least: tuple[str, str, str, str] = ("", "", "", "")
    reads_as: ReachClass | None = None


class BlackRow(Row, frozen=True, kw_only=True):
    """The row for black information."""

    answer: Answer


class AnswerRow(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """One value level and threat levels against the four vulnerability levels."""

    id: str
    value: Level
    threat: tuple[Level, ...]
    answers: tuple[Answer, Answer, Answer, Answer]


class GateRow(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """One gate in words."""

    id: str
    name: str
    holds: Text
    unsettled: Text
    fails: Text
    single_members: dict[str, tuple[str, ...]] = {}


class RoleTerm(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A scope term that fits one role in one type of organisation."""

    role: Role
    org: Organisation


class RoleGate(msgspec.Struct, frozen=True, forbid_unknown_fields=True, rename="kebab"):
    """What the person gate says of each role."""

    ordinary: GateResult
    management: GateResult
    cleared: GateResult
    political_leadership: GateResult
    elected: GateResult
    contractor: GateResult
    pupil: GateResult
    elected_holds_for: tuple[str, ...] = msgspec.field(name="elected_holds_for")

    def of(self, role: Role) -> GateResult:
        """The result for this role."""
        return {
            Role.ORDINARY: self.ordinary,
            Role.MANAGEMENT: self.management,
            Role.CLEARED: self.cleared,
            Role.POLITICAL_LEADERSHIP: self.political_leadership,
            Role.ELECTED: self.elected,
            Role.CONTRACTOR: self.contractor,
            Role.PUPIL: self.pupil,
        }[role]


class DeviceGate(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The device table: a row for each device situation, a column for each term of the scope."""

    columns: tuple[str, ...]
    same_as: dict[str, str]
    rows: dict[Device, tuple[str, ...]]
    private_device: dict[str, GateResult]


class HeadlineRow(Row, frozen=True, kw_only=True):
    """A row of the headline table; V6 has no answer of its own."""

    answer: Answer | None = None
    answers: dict[str, Answer] = {}


class Voices(msgspec.Struct, frozen=True, forbid_unknown_fields=True, rename="kebab"):
    """Which kinds of guidance give which answer."""

    not_allowed: tuple[str, ...]
    advised_against: tuple[str, ...]
    never: tuple[str, ...]


class RulingRule(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What a ruling milder than official advice needs."""

    signatures_if_milder: int


class ConditionRow(Row, frozen=True, kw_only=True):
    """A condition and everything that calls for it; any of them is enough."""

    threat: tuple[Level, ...] = ()
    threat_rules: tuple[str, ...] = ()
    vulnerability: tuple[Level, ...] = ()
    vulnerability_rules: tuple[str, ...] = ()
    purposes: tuple[Purpose, ...] = ()
    abilities: tuple[str, ...] = ()
    except_platforms: tuple[Platform, ...] = ()
    devices: tuple[Device, ...] = ()
    chain: tuple[str, ...] = ()


class ConditionLimits(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """How many conditions are printed at first, and which one stands alone."""

    printed: int
    fallback: str


class FlipLimits(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """How many flips are told."""

    milder: int
    stricter: int


class TierRow(Row, frozen=True, kw_only=True):
    """A row of the tier table."""

    official_need: dict[str, str] = {}
    answers: tuple[Answer, ...] = ()


class Rules(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """The whole rule file."""

    format: int
    as_of: str
    value: tuple[ValueRow, ...]
    value_raise: ValueRaise
    group: tuple[Row, ...]
    threat: tuple[ThreatRow, ...]
    threat_unknown: Row
    threat_unverified: Row
    threat_limits: ThreatLimits
    threat_reads: dict[str, Level]
    reach: tuple[ReachRow, ...]
    reach_limits: ReachLimits
    findings: FindingWeights
    vulnerability: tuple[VulnerabilityRow, ...]
    answer_black: BlackRow
    answer: tuple[AnswerRow, ...]
    gate: tuple[GateRow, ...]
    person_terms: dict[str, frozenset[Organisation]]
    person_unsettled: dict[str, frozenset[Organisation]]
    person_roles: dict[str, RoleTerm]
    role_gate: RoleGate
    device_gate: DeviceGate
    headline: tuple[HeadlineRow, ...]
    voices: Voices
    ruling: RulingRule
    condition: tuple[ConditionRow, ...]
    condition_limits: ConditionLimits
    flips: FlipLimits
    tier: tuple[TierRow, ...]

    def reach_row(self, reach: ReachClass) -> ReachRow:
        """The reach row of this class."""
        return next(row for row in self.reach if row.id is reach)

    def vulnerability_row(self, reach: ReachClass) -> VulnerabilityRow:
        """The vulnerability row of this class."""
        return next(row for row in self.vulnerability if row.reach is reach)

    def headline_row(self, rule: str) -> HeadlineRow:
        """The headline row with this id."""
        return next(row for row in self.headline if row.id == rule)
