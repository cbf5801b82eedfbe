"""Companies, stakes, presences, countries and laws, as the catalogue holds them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from core.facts import CompanyId, CountryCode, FourWay, Kind, LawId, PartialDate, Verified
from core.texts.phrase import Text


class Control(StrEnum):
    """What a holder can do with the company."""

    CONTROL = "control"
    """Over half, majority of the board, VIE contract, founder votes, or law."""
    SIGNIFICANT = "significant"
    """25 to 50 per cent, golden share or veto."""
    MINOR = "minor"
    """10 to 25 per cent."""
    UNKNOWN = "unknown"
    """Not known: counts as control and as unverified, so that not knowing never helps."""


class StakeStatus(StrEnum):
    """Whether a stake holds today. All but `current` are told with a warning, and the worse reading counts."""

    CURRENT = "current"
    ANNOUNCED = "announced"
    PLANNED = "planned"
    DISPUTED = "disputed"


class PresenceKind(StrEnum):
    """What a company has in a country besides its seat."""

    DEVELOPMENT = "development"
    STAFF = "staff"
    DATA_STORAGE = "data_storage"
    SUPPLIER = "supplier"
    SHAREHOLDER = "shareholder"
    STATE_INVESTOR = "state_investor"
    PERSON = "person"

    @property
    def gives_control(self) -> bool:
        """True for staff, development and data storage: the state can reach what runs there."""
        return self in (PresenceKind.DEVELOPMENT, PresenceKind.STAFF, PresenceKind.DATA_STORAGE)


class CountryRole(StrEnum):
    """Whether a country counts as more than a place of registration."""

    ORDINARY = "ordinary"
    HOLDING_ONLY = "holding_only"


class LawStatus(StrEnum):
    """Where a law stands in its life."""

    IN_FORCE = "in force"
    AMENDED = "amended"
    LAPSED = "lapsed"
    PLANNED = "planned"


@dataclass(frozen=True, slots=True)
class Stake:
    """One holder of a company: an edge upwards in the chain."""

    holder: CompanyId | None
    """The holding company; None where the holder is named by `relation` only (founder, family, state, ...)."""
    relation: str
    """Kind of holder or company as the compiler noted it, for example subsidiary, founder-controlled, listed."""
    control: Control
    """What the holder can do."""
    status: StakeStatus = StakeStatus.CURRENT
    """Whether it holds today."""
    share_text: str = ""
    """What the source says, in its own words; empty: not known."""
    share_min: float | None = None
    """Per cent, lower end."""
    share_max: float | None = None
    """Per cent, upper end."""
    since: PartialDate | None = None
    """From when; None: not known."""
    until: PartialDate | None = None
    """To when; None: runs as far as known."""
    market: CountryCode | None = None
    """The only market it holds for; None: all."""
    verified: Verified = Verified.NO
    """Whether the source was read. Decides whether the edge may settle a level."""
    sources: tuple[str, ...] = ()
    """Addresses."""
    note: str = ""
    """The compiler's remark, in English."""


@dataclass(frozen=True, slots=True)
class FormerOwner:
    """Who held a company before, in the source's words."""

    name: str
    since: PartialDate | None
    until: PartialDate | None
    verified: Verified
    sources: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Presence:
    """Something a company has in a country apart from ownership."""

    company: CompanyId
    kind: PresenceKind
    country: CountryCode
    since: PartialDate | None
    """None: not known."""
    until: PartialDate | None
    """None: runs as far as known."""
    contested: bool
    """Somebody concerned denies it and nobody with authority has established it; `note` holds both claims."""
    source_year: int | None
    """Year of the newest source; counts as 31 December of it. None: not visible, counts as not old."""
    verified: Verified
    sources: tuple[str, ...]
    note: str = ""


@dataclass(frozen=True, slots=True)
class Company:
    """A legal person, or a holder that acts as one."""

    id: CompanyId
    legal_name: str
    incorporation: CountryCode | None
    """Where it is registered; None: not known."""
    seat: CountryCode | None
    """Where its head office is; None: not known."""
    stakes: tuple[Stake, ...] = ()
    """Who holds it. Empty only where nothing at all was noted."""
    listed: str = ""
    """Exchange and ticker, `private`, `none`, and words."""
    lei: str = ""
    """Legal entity identifier; empty: none."""
    verified: Verified = Verified.NO
    """Whether the source for name and seat was read."""
    verified_scope: str = ""
    """What the verification covers; empty: nothing."""
    kind: Kind = Kind.NOT_RECORDED
    """How the seat is known: declared where the scope is "entity and seat"."""
    sources: tuple[str, ...] = ()
    source_year: int | None = None
    """Year of the newest source visible in note or address; None: date of source not known."""
    note: str = ""
    former_owners: tuple[FormerOwner, ...] = ()
    presences: tuple[Presence, ...] = ()


@dataclass(frozen=True, slots=True)
class Mention:
    """A Norwegian service, or a minister, naming a country as a threat actor in one report."""

    by: str
    """E-tjenesten, PST, NSM, joint (the three together) or minister (told, never counted)."""
    report: str
    year: int
    verified: Verified
    sources: tuple[str, ...]
    how: Text
    """The words of the mention."""

    @property
    def counts(self) -> bool:
        """True where a service said so and the source was read."""
        return self.by != "minister" and self.verified.is_checked


@dataclass(frozen=True, slots=True)
class Law:
    """A law by which a state can compel a company."""

    id: LawId
    name: Text
    original_name: str
    """Its name in its own language."""
    plain: Text
    """What it lets the state demand, and of whom."""
    year: int
    status: LawStatus
    since: PartialDate
    until: PartialDate | None
    """Only for a lapsed law."""
    amended: PartialDate | None
    effects_until: PartialDate | None
    """How long a lapsed law still bites."""
    independent_authorisation: FourWay
    """Must an independent body allow each target?"""
    extraterritorial: FourWay
    secrecy: FourWay
    target_notification: FourWay
    verified: Verified
    sources: tuple[str, ...]
    key: str = ""
    """The articles, in English."""
    reading: Text | None = None
    """How readings of the law differ; None: no dispute noted."""
    note: str = ""
    unverified: str = ""
    """Which part of it is from memory, in English; empty: nothing noted."""
    remarks: tuple[tuple[str, str], ...] = ()
    """(question, the compiler's words on its answer, in English), for the four questions above."""

    def bites_on(self, day_first: PartialDate) -> bool:
        """True where the law reaches people on that day, a lapsed one for as long as its effects last."""
        if self.status is LawStatus.PLANNED and self.since.first > day_first.last:
            return False
        if self.since.first > day_first.last:
            return False
        end = self.effects_until or self.until
        return end is None or end.last >= day_first.first


@dataclass(frozen=True, slots=True)
class Country:
    """A country, or a territory that counts as one."""

    code: CountryCode
    name: Text
    name_in: Text
    """The name with its preposition, for use inside a sentence."""
    eea: bool
    role: CountryRole
    inherits_from: CountryCode | None
    """Counts as that country in every test (Hong Kong as China)."""
    cooperation: FourWay
    """Security-policy cooperation with Norway."""
    mentions: tuple[Mention, ...] = ()
    laws: tuple[Law, ...] = ()
    eu: bool = False
    nato: bool = False
    eyes: str = "none"
    """none, five, nine or fourteen; context only."""
    adequacy: str = "none"
    """EU adequacy decision: none, partial, full or eea; about personal data, not intelligence."""
    cooperation_status: str = "unknown"
    """Key of the words for the cooperation (vocabulary `cooperation`)."""
    cooperation_verified: Verified = Verified.NO
    cooperation_sources: tuple[str, ...] = ()
    cooperation_note: Text | None = None
    regime: tuple[tuple[str, FourWay], ...] = ()
    """Four questions about reading a Norwegian's messages; shown, never decisive."""
    regime_notes: tuple[tuple[str, Text], ...] = ()
    regime_verified: Verified = Verified.NO
    note: Text | None = None


@dataclass(frozen=True, slots=True)
class OwnershipFacts:
    """Everything needed to trace who stands behind any app."""

    companies: Mapping[CompanyId, Company] = field(default_factory=dict)
    countries: Mapping[CountryCode, Country] = field(default_factory=dict)
