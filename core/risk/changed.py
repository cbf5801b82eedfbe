"""What another situation changed on a card, in a few sentences."""

from __future__ import annotations

from collections.abc import Iterator

from core.risk.model import Factor, RiskCard
from core.risk.sentences import level_words
from core.rules.levels import Level
from core.texts.phrase import Phrase, Term, phrase

FACTORS = ("value", "threat", "vulnerability")
"""Names of the factors of a card, in the order in which they are told."""


def what_changed(before: RiskCard, after: RiskCard) -> tuple[Phrase, ...]:
    """The answer before and now, the edition if it is another one, and each factor whose level changed.

    Args:
        before: the card of an app.
        after: the card of the same app in another situation.

    Returns:
        One sentence at least; the first is about the answer.
    """
    return (_answer(before, after), *_edition(before, after), *_factors(before, after))


def _answer(before: RiskCard, after: RiskCard) -> Phrase:
    new = Term(f"answers.{after.verdict.answer.value}.label")
    if before.verdict.answer is after.verdict.answer:
        return phrase("The answer stays: {answer}.", answer=new)
    old = Term(f"answers.{before.verdict.answer.value}.label")
    return phrase("The answer is now: {answer}. Before: {before}.", answer=new, before=old)


def _edition(before: RiskCard, after: RiskCard) -> Iterator[Phrase]:
    platform = after.situation.platform
    if platform is not None and platform is not before.situation.platform:
        yield phrase(
            "The card is now about this edition: {edition}.", edition=Term(f"platforms.{platform.value}.label")
        )


def _factors(before: RiskCard, after: RiskCard) -> Iterator[Phrase]:
    for name in FACTORS:
        old, new = getattr(before, name), getattr(after, name)
        if old is None or new is None or _level(old) == _level(new):
            continue
        yield phrase(
            "{factor}: {level}. Before: {before}.",
            factor=Term(f"factors.{name}.label"),
            level=level_words(*_level(new)),
            before=level_words(*_level(old)),
        )


def _level(factor: Factor) -> tuple[Level, Level | None, Level | None]:
    return factor.level, factor.provisional, factor.at_least
