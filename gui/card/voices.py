"""Three voices side by side: official advice, our own rule, Appvett's own assessment. Always all three."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QWidget

from core.guidance.match import Applicability
from core.risk.model import Answer
from core.texts.phrase import Argument, Term, as_phrase, phrase, plural
from gui import wording
from gui.card.context import CardContext
from gui.card.sections import Section
from gui.theme.metrics import TextStyle
from gui.widgets.boxes import Stack, column, row
from gui.widgets.chips import AnswerShape
from gui.widgets.layouts import Columns
from gui.widgets.plain_label import PlainLabel

_HERE = {
    Applicability.APPLIES: phrase("Applies here."),
    Applicability.REASONING_REACHES: phrase("Not written for your situation, but its reasoning reaches here."),
}
_NAMED = 1
"""Entries that are named; the rest is counted."""


def three_voices(context: CardContext) -> Section:
    """Who says what, in words."""
    columns = Columns(gap=28, narrowest=660)
    for voice in (_official(context), _ours(context), _own(context)):
        columns.addWidget(voice)
    return Section(context.say(phrase("Three voices")), [columns], shows_title=False)


def official_lines(context: CardContext) -> tuple[str, ...]:
    """What authorities say here: who, with what strength, when, and whether it applies."""
    spoken = [match for match in context.card.guidance if match.applicability in _HERE]
    against = [match for match in spoken if match.is_against_this_app] or spoken
    if not against:
        none = phrase("No advice or rule that we know of applies to this app in your situation.")
        return (context.say(phrase("No advice here.")), context.say(none))
    lines: list[str] = []
    for match in against[:_NAMED]:
        lines += [context.say(wording.spoken(match)), context.say(_HERE[match.applicability])]
    rest = len(spoken) - len(against[:_NAMED])
    if rest > 0:
        more = plural("And {count} more entry below.", "And {count} more entries below.", count=rest)
        lines.append(context.say(more))
    return tuple(lines)


def ruling_lines(context: CardContext) -> tuple[str, ...]:
    """What the organisation has decided, or that it has not."""
    shown = context.card.ruling
    if shown is None:
        return (context.say(phrase("No rule of ours.")), context.term("rulings.no_ruling"))
    ruling = shown.ruling
    lines: list[Argument] = [Term(f"rulings.{ruling.effect.value}.label"), ruling.reason]
    lines.append(phrase("In force from {date}.", date=ruling.made))
    lines += ruling.conditions
    if shown.why_not is not None:
        lines.append(shown.why_not)
    if shown.review_due:
        lines.append(Term("rulings.review_due"))
    return tuple(context.say(as_phrase(line)) for line in lines)


def own_lines(context: CardContext) -> tuple[str, ...]:
    """Appvett's own assessment, with the row that gave it and the levels that it was read from."""
    own = context.card.assessment
    if own is None:
        return (context.term("answers.not-assessed.label"), context.term("answers.not-assessed.help"))
    lines = [context.term(f"answers.{own.answer.value}.label")]
    lines.append(context.say(phrase("From the three factors below, by rule {rule}.", rule=own.rule)))
    if own.answer is not context.card.verdict.answer:
        lines.append(context.say(phrase("It does not decide here: advice and rules come before it.")))
    return tuple(lines)


def _official(context: CardContext) -> QWidget:
    lines = official_lines(context)
    return _voice(context.say(phrase("Official advice")), _strong_first(lines))


def _ours(context: CardContext) -> QWidget:
    return _voice(context.say(phrase("Our rule")), _strong_first(ruling_lines(context)))


def _own(context: CardContext) -> QWidget:
    own, lines = context.card.assessment, own_lines(context)
    shape = AnswerShape(own.answer if own else Answer.NOT_ASSESSED, 18)
    head = row(column(shape, gap=0), PlainLabel(lines[0], TextStyle.STRONG), gap=8)
    head.setStretch(1, 1)
    said = _voice(context.say(phrase("Appvett's own assessment")), [])
    said.rows.insertLayout(1, head)
    for place, line in enumerate(lines[1:], 2):
        said.rows.insertWidget(place, PlainLabel(line, TextStyle.SMALL, subtle=True))
    return said


def _strong_first(lines: Sequence[str]) -> list[QWidget]:
    first = PlainLabel(lines[0], TextStyle.STRONG)
    return [first, *(PlainLabel(line, TextStyle.SMALL, subtle=True) for line in lines[1:])]


def _voice(title: str, parts: Sequence[QWidget]) -> Stack:
    stack = column(PlainLabel(title, TextStyle.CAPTION, subtle=True), *parts, gap=4)
    stack.rows.addStretch(1)
    stack.setAccessibleName(title)
    return stack
