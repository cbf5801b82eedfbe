"""Guidance: dated statements by authorities, as the catalogue holds them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from core.facts import AdviceId, AppId, CountryCode, PartialDate
from core.texts.phrase import Text


class Stance(StrEnum):
    """What a text says about an app it names. Always written down: a missing stance is an error, never "against"."""

    AGAINST = "against"
    ACCEPTS = "accepts"
    MENTIONS = "mentions"
    CONCERNS = "concerns"


class Strength(StrEnum):
    """What the authority does. Never translated one into another: advice is not a ban."""

    RECOMMENDATION = "recommendation"
    ADVICE = "advice"
    REQUIREMENT = "requirement"
    PROHIBITION = "prohibition"
    DECISION = "decision"
    LAW = "law"
    THREAT_ASSESSMENT = "threat assessment"
    INCIDENT = "incident"


class AdviceStatus(StrEnum):
    """Where an entry stands in its life."""

    IN_FORCE = "in force"
    SUPERSEDED = "superseded"
    WITHDRAWN = "withdrawn"
    HISTORICAL = "historical"


class Relevance(StrEnum):
    """Whether an entry speaks to Norwegian bodies."""

    DIRECT = "direct"
    COMPARABLE = "comparable"
    BACKGROUND = "background"


class Facet(StrEnum):
    """What an entry matches on."""

    APPS = "apps"
    OWNER_COUNTRY = "owner-country"
    CATEGORY = "category"
    TRAIT = "trait"
    ALL = "all"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Advice:
    """One entry: a statement, rule, law or event by an authority."""

    id: AdviceId
    authority: str
    """Full name."""
    short: str
    """Short name, as used in sentences."""
    country: CountryCode
    title: str
    summary: Text
    issued: PartialDate
    issued_precision: str
    """day, month, year, approximate or from memory; never print more than this allows."""
    status: AdviceStatus
    confidence: str
    """high, medium or low: how much "in force" is worth."""
    strength: Strength
    match: frozenset[Facet]
    stances: Mapping[AppId, Stance]
    """Every app named, with the stance towards it."""
    scope_who: frozenset[str]
    scope_devices: frozenset[str]
    private_device: str
    """covered, asked, advised, not covered, unclear or not relevant."""
    official_need: str
    """separate device, case by case, yes limited, exempt by role, not stated, none or not relevant."""
    basis: str
    """documented incident, legal exposure, precautionary or general."""
    basis_sentence: Text
    relevance: Relevance
    body_specific: bool
    """Binds only the body that made it."""
    url: str
    owner_countries: frozenset[CountryCode] = frozenset()
    categories: frozenset[str] = frozenset()
    """Categories and traits; which facet they serve is told by `match`."""
    site_covered: bool | None = None
    """True: the text speaks of the web site as well; None: it names no app."""
    names_without_entry: tuple[tuple[str, Stance], ...] = ()
    scope_note: Text | None = None
    """The scope in plain words; only for direct entries."""
    scope_note_source: str = ""
    """The compiler's remark on the scope, in English."""
    official_need_text: Text = field(default=Text("", "", ""))
    legal_basis: str = ""
    supersedes: tuple[AdviceId, ...] = ()
    superseded_by: tuple[AdviceId, ...] = ()
    retrieved_how: str = "unverified"
    """official page seen, official text via secondary, secondary only, or unverified (then never shown)."""
    retrieved_note: str = ""
    valid_until: PartialDate | None = None

    @property
    def issuer(self) -> str:
        """Id of the issuing body: the short name folded (rule tables, section 1)."""
        return folded_issuer(self.short)

    @property
    def is_hidden(self) -> bool:
        """True where nobody has read the source: such an entry never reaches a user."""
        return self.retrieved_how == "unverified"

    @property
    def names_app_against(self) -> bool:
        """True where it is against at least one named app."""
        return Stance.AGAINST in self.stances.values()


def folded_issuer(short: str) -> str:
    """An issuer's id: lower case, æ ø å as ae o a, spaces as hyphens (`Bodø` is `bodo`)."""
    folded = short.casefold().replace("æ", "ae").replace("ø", "o").replace("å", "a")
    return "-".join(folded.split())
