"""What a card rests on, by kind: the facts of each kind, how many there are, and what nobody knows.

The evidence line counts, and the list below it shows; both ask here, so that a count always is the length of a list.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from core.facts import Fact, Kind
from core.risk.model import Evidence, RiskCard
from core.rules.levels import ReachClass
from core.texts.phrase import Phrase, phrase

KINDS = ("established", "observed", "found", "declared", "claimed", "contested", "unknown")
"""Kinds of evidence as a card tells them, in that order."""

_NOT_ABOUT_THE_APP = ("situation", "law", "mention")
"""The situation, laws and the services' reports are no facts about the app."""


@dataclass(frozen=True, slots=True)
class Gap:
    """Something that nobody knows, and what would help."""

    missing: Phrase
    help: Phrase


def evidence(facts: Iterable[Fact], unknowns: int) -> Evidence:
    """How many facts about the app and its owners there are of each kind.

    Args:
        facts: all facts of a card.
        unknowns: how many things nobody read; they count as unknown, as does a fact whose kind is not recorded.
    """
    known = tuple(facts)
    counts = {kind: len(of_kinds(known, (kind,))) for kind in KINDS}
    counts["unknown"] += unknowns
    return Evidence(**counts)


def of_kinds(facts: Iterable[Fact], kinds: Collection[str]) -> tuple[Fact, ...]:
    """The facts about the app and its owners that are of one of these kinds, in the order given."""
    return tuple(
        fact for fact in facts if fact.subject not in _NOT_ABOUT_THE_APP and any(_is_of(fact, kind) for kind in kinds)
    )


def _is_of(fact: Fact, kind: str) -> bool:
    if kind == "contested":
        return fact.contested
    return fact.kind is (Kind.NOT_RECORDED if kind == "unknown" else Kind(kind))


def gaps(card: RiskCard) -> tuple[Gap, ...]:
    """What nobody has read about the app of a card; each counts as one unknown."""
    found = []
    if card.reading.reach is ReachClass.UNREAD:
        found.append(_unread_package(card))
    if not card.ownership.complete:
        help_text = phrase("A source on who owns and controls the company would tell.")
        found.append(Gap(phrase("The chain of owners is not known to its end."), help_text))
    return tuple(found)


def _unread_package(card: RiskCard) -> Gap:
    if card.reading.fact is not None:
        missing = phrase("The package was read, but the reading is old or from another platform and found little.")
        return Gap(missing, phrase("A new inspection of the package would tell."))
    return Gap(
        phrase("What the package of this edition asks for is not known."),
        phrase("An inspection of the package would tell."),
    )
