"""What the catalogue's thread hands to the window: values that any thread may read."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from core.catalogue.model import Alternative, App, CatalogueInfo
from core.catalogue.search import Hit
from core.facts import AppId, PartialDate
from core.jurisdiction.model import OwnershipFacts
from core.jurisdiction.owner import Owner
from core.risk.compare import Comparison
from core.risk.decide import Decision
from core.risk.model import RiskCard
from core.rules.levels import Answer
from core.rules.model import Rules
from core.situation import Device, InformationClass, Situation
from core.texts.lookalike import Oddities
from core.texts.phrase import Text
from gui.filters import Facet, Filters
from gui.standing import Origin


@dataclass(frozen=True, slots=True)
class Shelf:
    """What every page needs of an open catalogue."""

    path: Path
    info: CatalogueInfo
    vocabulary: Mapping[str, Text]
    owners: OwnershipFacts
    rules: Rules
    issuers: tuple[tuple[str, str], ...]
    """(id, short name) of Norwegian bodies with rules of their own, by name."""
    is_whole: bool = True
    """Whether all apps can be looked up; False: the search index has to be built first."""
    index_was_damaged: bool = False
    """Whether a search index had to be given up."""
    origin: Origin = Origin.BUILT
    """How it came to this machine."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of a list of apps."""

    app: App
    hit: Hit
    decision: Decision
    authority: str
    """Short name of whose word the answer is; empty where it is nobody's."""
    owner: Owner
    """Who is behind it."""
    facts_of: PartialDate | None
    """Date of the newest dated fact; None: none is dated."""
    marks: tuple[tuple[int, int], ...]
    """(start, end) ranges of the name, as it is shown, that fit what was typed."""
    oddities: Oddities
    """What is odd about its name."""


@dataclass(frozen=True, slots=True)
class Found:
    """What a look-up gave at once."""

    query: str
    filters: Filters
    situation: Situation
    entries: tuple[Entry, ...]
    is_cut: bool
    """Whether more apps fit than there are entries."""
    is_whole: bool
    """Whether all apps were looked through; False: only those that are assessed."""
    oddities: Oddities
    """What is odd about what was typed."""
    other_site: str = ""
    """Host of a link that leads to no app in a store; then nothing was looked for."""


@dataclass(frozen=True, slots=True)
class Guesses:
    """What a look-up gave a moment later."""

    entries: tuple[Entry, ...]
    """Apps whose names are similar."""
    did_you_mean: Entry | None
    """A far better known app with a similar name."""
    unknown: Answered | None
    """Where nothing at all was found: what holds for an app that nobody has assessed."""


@dataclass(frozen=True, slots=True)
class FacetCounts:
    """How many apps there are for each value of a facet, all other filters kept."""

    facet: Facet
    counts: tuple[tuple[str, int], ...]
    """(value, number) in the order in which they are offered."""
    is_cut: bool
    """Whether there are more apps than were counted."""


AnswerTable = Mapping[tuple[Device, InformationClass], Answer]
"""The answer about one app for every device situation and information class."""


@dataclass(frozen=True, slots=True)
class Answered:
    """A card with what stands around it."""

    card: RiskCard
    alternatives: tuple[Alternative, ...]
    """Other apps for the same task, the most widely used first."""
    is_known: bool
    """False for a name that the catalogue does not hold."""


@dataclass(frozen=True, slots=True)
class Compared:
    """Cards side by side."""

    situation: Situation
    cards: tuple[RiskCard, ...]
    comparison: Comparison

    @property
    def apps(self) -> tuple[AppId, ...]:
        """In the order asked."""
        return self.comparison.apps
