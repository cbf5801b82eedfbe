"""Everything a catalogue holds, as values: what lies between the source files and the tables."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from core.catalogue.model import App
from core.guidance.model import Advice
from core.jurisdiction.model import Company, Country
from core.reach.model import Ability, Incident, ReachFact, ReachSource
from core.texts.phrase import Text


@dataclass(frozen=True, slots=True)
class Labelled:
    """A task or a trait: an id and its words."""

    id: str
    label: Text
    basis: str = ""
    """What the trait is read from, in English; only for traits."""


@dataclass(frozen=True, slots=True)
class Content:
    """A whole catalogue. Tuples are in id order, save tasks, traits and abilities, which keep their written order."""

    version: int
    created: datetime
    """UTC."""
    as_of: str
    """ISO date up to which facts were gathered."""
    apps: tuple[App, ...]
    companies: tuple[Company, ...]
    countries: tuple[Country, ...]
    advice: tuple[Advice, ...]
    """Without the entries that nobody has read."""
    incidents: tuple[Incident, ...]
    reach: tuple[ReachFact, ...]
    """By app; within an app as written, what was read by Exodus last."""
    reach_sources: tuple[ReachSource, ...]
    abilities: tuple[Ability, ...]
    tasks: tuple[Labelled, ...]
    traits: tuple[Labelled, ...]
    words: tuple[tuple[str, Text], ...]
    """Vocabulary: (key with full stops, words)."""
    names: tuple[tuple[str, str], ...] = ()
    """(key, value) of further rows of the table `meta`."""
