"""Narrowing a list of apps: by the owner's country, the answer, our own rule and the platform. No Qt."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from core.overlay.model import Effect
from core.rules.levels import Answer
from core.situation import Platform

if TYPE_CHECKING:
    from gui.shelf import Entry

NONE = ""
"""The value of an app of which nobody knows, or which has none."""


class Facet(StrEnum):
    """What a list can be narrowed by, in the order shown."""

    COUNTRY = "country"
    ANSWER = "answer"
    RULING = "ruling"
    PLATFORM = "platform"


@dataclass(frozen=True, slots=True)
class Filters:
    """The values chosen. Within a facet any of them will do; every facet with a choice must fit."""

    chosen: frozenset[tuple[Facet, str]] = frozenset()

    @property
    def is_empty(self) -> bool:
        """Whether nothing is chosen."""
        return not self.chosen

    @property
    def needs_assessment(self) -> bool:
        """Whether only an assessed app can pass: of others nobody knows country, advice or rule."""
        return any(facet is not Facet.PLATFORM for facet, _ in self.chosen)

    def of(self, facet: Facet) -> frozenset[str]:
        """The values chosen of one facet."""
        return frozenset(value for of, value in self.chosen if of is facet)

    def toggled(self, facet: Facet, value: str) -> Filters:
        """The same with one value chosen, or no longer."""
        return Filters(self.chosen ^ {(facet, value)})

    def without(self, facet: Facet) -> Filters:
        """The same with nothing chosen of one facet."""
        return Filters(frozenset(pair for pair in self.chosen if pair[0] is not facet))

    def let_pass(self, entry: Entry) -> bool:
        """Whether an app fits."""
        facets = {facet for facet, _ in self.chosen}
        return all(self.of(facet) & values_of(entry, facet) for facet in facets)


def values_of(entry: Entry, facet: Facet) -> frozenset[str]:
    """The values that an app has of a facet; never empty."""
    match facet:
        case Facet.COUNTRY:
            # A contested owner is found under every country that is claimed.
            country = entry.owner.country
            return frozenset({country} if country else {NONE}) | frozenset(entry.owner.contested)
        case Facet.ANSWER:
            return frozenset({entry.decision.answer.value})
        case Facet.RULING:
            ruling = entry.decision.ruling
            return frozenset({ruling.ruling.effect.value if ruling and ruling.counts else NONE})
        case Facet.PLATFORM:
            return frozenset(platform.value for platform in entry.app.platforms) or frozenset({NONE})


def counted(entries: Iterable[Entry], filters: Filters, facet: Facet) -> tuple[tuple[str, int], ...]:
    """(value, number) for each value of a facet, all other filters kept; what is chosen stays also with none."""
    others = filters.without(facet)
    counts = Counter(value for entry in entries if others.let_pass(entry) for value in values_of(entry, facet))
    values = counts.keys() | filters.of(facet)
    return tuple((value, counts[value]) for value in sorted(values, key=lambda value: _place(facet, value, counts)))


_ORDER: dict[Facet, tuple[str, ...]] = {
    Facet.ANSWER: tuple(Answer),
    Facet.RULING: tuple(Effect),
    Facet.PLATFORM: tuple(Platform),
}


def _place(facet: Facet, value: str, counts: Counter[str]) -> tuple[bool, int, str]:
    """What is not known comes last; countries by number, everything else in its own order."""
    order = _ORDER.get(facet)
    if order is None or value not in order:
        return value == NONE, -counts[value], value
    return False, order.index(value), value
