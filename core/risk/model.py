"""The risk card: the whole answer for one app in one situation, in no language yet."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from core.catalogue.model import App
from core.facts import AdviceId, CountryCode, Fact, FactId
from core.guidance.match import Applicability, Match
from core.jurisdiction.chain import Ownership
from core.jurisdiction.owner import Owner
from core.overlay.model import Exemption, Ruling
from core.reach.classes import Reading
from core.reach.model import Incident, ReachFact
from core.rules.levels import Answer, Level
from core.situation import Situation
from core.texts.phrase import Phrase

__all__ = [
    "AbilityShown",
    "Answer",
    "Assessment",
    "Change",
    "Condition",
    "Evidence",
    "ExemptionPath",
    "Factor",
    "FindingShown",
    "Flip",
    "Level",
    "RiskCard",
    "RulingShown",
    "Verdict",
    "Voice",
    "VoiceKind",
]


class VoiceKind(StrEnum):
    """Whose word the answer is."""

    LAW = "law"
    RULING = "ruling"
    GUIDANCE = "guidance"
    COMPUTED = "computed"


@dataclass(frozen=True, slots=True)
class Voice:
    """Who gives the headline."""

    kind: VoiceKind
    id: str | None
    """Id of the guidance entry or ruling; None where Appvett's rules answer."""


@dataclass(frozen=True, slots=True)
class Factor:
    """Value, threat or vulnerability: a level in words and the facts behind it."""

    level: Level
    rule: str
    """Id of the row that gave it."""
    facts: tuple[FactId, ...]
    """The facts that caused the level, and no others."""
    provisional: Level | None = None
    """Only beside `unknown`: what unverified facts point to. Neither clears nor condemns."""
    at_least: Level | None = None
    """Vulnerability only, row S0: what the findings alone would give."""
    reads_as: Level = Level.UNKNOWN
    """What the answer table reads: never milder than the level."""
    caption: tuple[Phrase, ...] = ()
    """One to three short sentences that name the causes."""
    also: tuple[str, ...] = ()
    """Further rows that had a part in it: A8 where the role lifted the value."""

    @property
    def shown(self) -> Level:
        """The level a person sees: level, else the provisional one."""
        return self.provisional if self.level is Level.UNKNOWN and self.provisional else self.level


@dataclass(frozen=True, slots=True)
class Condition:
    """One condition with what calls for it."""

    rule: str
    """K1 to K10, `ruling` for one of the organisation's, or a guidance id for advice that joins."""
    sentence: Phrase
    facts: tuple[FactId, ...]


@dataclass(frozen=True, slots=True)
class Change:
    """One value of the situation or the facts, changed."""

    what: str
    """device, class, platform, owner or package."""
    value: str
    """The new value; `verified` for owner, the reach class for package."""


@dataclass(frozen=True, slots=True)
class Flip:
    """What the answer would be after one change."""

    change: Change
    answer: Answer
    rule: str


@dataclass(frozen=True, slots=True)
class ExemptionPath:
    """Whether and how an exemption can be asked for."""

    possible: bool
    tier: str | None
    """stop, separate, 3, 2 or 1; None where only somebody else can change the rule."""
    offered_first: str | None
    """`separate-device`, or None where the device is that already."""
    in_force: Exemption | None
    decided_by: str | None = None
    """Short name of whoever made the rule, where only they can change it."""


@dataclass(frozen=True, slots=True)
class Assessment:
    """Appvett's own answer, always there beside ruling and advice."""

    answer: Answer
    """no-objection, conditions or needs-assessment."""
    rule: str
    """C0 to C11."""
    raised_by: tuple[str, ...] = ()
    """What lifted it: ids of category or trait advice, or `link` where the app's company was not read."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """The headline."""

    answer: Answer
    voice: Voice
    rule: str
    """V1 to V6."""
    sentence: Phrase
    reasons: tuple[Phrase, ...]
    conditions: tuple[Condition, ...]
    """All that are called for, in the order of their ids; at most five are printed at first."""
    next_steps: tuple[Phrase, ...]
    exemption: ExemptionPath
    flips: tuple[Flip, ...]
    advisers: tuple[AdviceId, ...] = ()
    """Every entry that carries this answer, the deciding one first."""
    because: tuple[Phrase, ...] = ()
    """The reasons without the two voices that do not decide; for where all three stand beside the answer."""


@dataclass(frozen=True, slots=True)
class RulingShown:
    """The organisation's ruling beside the answer, whether or not it decided."""

    ruling: Ruling
    counts: bool
    review_due: bool
    why_not: Phrase | None
    """Why it does not count; None where it does."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """How many facts of each kind stand on the card."""

    established: int
    observed: int
    found: int
    declared: int
    claimed: int
    contested: int
    unknown: int


@dataclass(frozen=True, slots=True)
class AbilityShown:
    """One ability group in the variant's reading."""

    ability: str
    """Id of the ability group."""
    names: tuple[str, ...]
    fact: FactId


@dataclass(frozen=True, slots=True)
class FindingShown:
    """An incident on the card with the weight it has here."""

    incident: Incident
    weight: int
    """0 to 3."""
    same_owner: bool
    """It concerns another app of the same owner; weight 0."""
    fact: FactId


@dataclass(frozen=True, slots=True)
class RiskCard:
    """Everything about one app in one situation."""

    app: App
    situation: Situation
    """With the platform settled."""
    verdict: Verdict
    assessment: Assessment | None
    """None for a listing or an app that is not in the catalogue."""
    value: Factor | None
    threat: Factor | None
    vulnerability: Factor | None
    ownership: Ownership
    owner: Owner
    """Who is behind the app, in one line."""
    guidance: tuple[Match, ...]
    """Entries that have something to say on this app, most relevant first."""
    general: tuple[Match, ...]
    """General advice that applies to every app."""
    ruling: RulingShown | None
    reading: Reading
    """The variant's reading and its class."""
    abilities: tuple[AbilityShown, ...]
    other_reach: tuple[tuple[ReachFact, FactId], ...]
    """Labels, third-party code, encryption, ...: told, and move no level."""
    findings: tuple[FindingShown, ...]
    """Newest first; those of the app before those of its owner."""
    evidence: Evidence
    facts: tuple[Fact, ...]
    remarks: tuple[Phrase, ...] = ()
    """Things to know that change nothing: platform not listed, yellow information misplaced, old chain, ..."""
    platform_known: bool = True
    """False where the catalogue does not list the platform for the app."""

    def fact(self, fact_id: FactId) -> Fact:
        """The fact with this id.

        Raises:
            KeyError: no such fact on this card.
        """
        for fact in self.facts:
            if fact.id == fact_id:
                return fact
        raise KeyError(fact_id)

    @property
    def headline_countries(self) -> tuple[CountryCode, ...]:
        """Countries of the worst exposure; ties show all."""
        return self.ownership.headline

    def applying(self) -> tuple[Match, ...]:
        """Guidance that applies here."""
        return tuple(match for match in self.guidance if match.applicability is Applicability.APPLIES)
