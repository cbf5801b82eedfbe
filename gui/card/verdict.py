"""The verdict: shape, word and whose word it is; why; what holds; and the way forward."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from core.guidance.match import Match
from core.risk.model import Condition, Flip
from core.texts.phrase import Phrase, Term, as_phrase, phrase, plural
from gui import wording
from gui.card.context import CardContext
from gui.theme.metrics import PADDING, SMALL_GAP, TextStyle
from gui.theme.palette import ANSWER_TONES
from gui.widgets.boxes import bullets, column, row
from gui.widgets.chips import AnswerShape, Chip
from gui.widgets.fold import Fold
from gui.widgets.layouts import Columns, Flow
from gui.widgets.panel import ToneBox
from gui.widgets.plain_label import PlainLabel


def verdict_box(context: CardContext) -> ToneBox:
    """The whole box. A screen reader hears its name first: the answer in a sentence."""
    verdict = context.card.verdict
    box = ToneBox(ANSWER_TONES[verdict.answer])
    box.setObjectName("verdict")
    box.setAccessibleName(context.say(verdict.sentence))
    layout = QVBoxLayout(box)
    layout.setContentsMargins(PADDING + 10, PADDING, PADDING, PADDING)
    layout.setSpacing(SMALL_GAP)
    if verdict.exemption.in_force is not None:
        layout.addWidget(PlainLabel(context.say(_exemption(context)), TextStyle.STRONG))
    columns = Columns(weights=(56, 44) if verdict.conditions else (62, 38), gap=28, narrowest=680)
    columns.addWidget(_answer(context))
    if forward := _forward(context):
        columns.addWidget(forward)
    layout.addLayout(columns)
    return box


def _answer(context: CardContext) -> QWidget:
    verdict = context.card.verdict
    heading = PlainLabel(context.say(verdict.sentence), TextStyle.HEADING)
    head = row(_lowered(AnswerShape(verdict.answer, 22), by=2), heading, gap=10)
    head.setStretch(1, 1)
    widget = column(head, gap=SMALL_GAP)
    layout = widget.rows
    chips = Flow()
    chips.setContentsMargins(32, 0, 0, 2)
    for text in _strengths(context):
        chips.addWidget(Chip(text, ANSWER_TONES[verdict.answer], outlined=True))
    if chips.count():
        layout.addLayout(chips)
    layout.addWidget(bullets(context.say(reason) for reason in verdict.reasons))
    for remark in context.card.remarks:
        layout.addWidget(PlainLabel(context.say(remark), TextStyle.SMALL))
    layout.addStretch(1)
    return widget


def _strengths(context: CardContext) -> list[str]:
    """The strength word of the entry that speaks, so that advice is never taken for a ban."""
    verdict = context.card.verdict
    speaking: Match | None = next(
        (match for match in context.card.guidance if match.advice.id == verdict.voice.id), None
    )
    if speaking is None:
        return []
    return [context.term(f"guidance_kinds.{speaking.advice.strength.value}.label")]


def _conditions(context: CardContext, conditions: tuple[Condition, ...]) -> QWidget:
    printed = context.shelf.rules.condition_limits.printed
    shown = [context.say(condition.sentence) for condition in conditions[:printed]]
    parts: list[QWidget] = [
        PlainLabel(context.say(phrase("Conditions")), TextStyle.STRONG),
        bullets(shown),
    ]
    rest = [context.say(condition.sentence) for condition in conditions[printed:]]
    if rest:
        title = context.say(plural("{count} more condition", "{count} more conditions", count=len(rest)))
        parts.append(Fold(title, lambda: bullets(rest)))
    return column(*parts, gap=4)


def _forward(context: CardContext) -> QWidget | None:
    """What to keep to, what to do next, and what another choice would give."""
    verdict = context.card.verdict
    if not (verdict.conditions or verdict.next_steps or verdict.flips):
        return None
    widget = QWidget()
    layout = QVBoxLayout(widget)
    layout.setContentsMargins(0, 2, 0, 0)
    layout.setSpacing(SMALL_GAP)
    if verdict.conditions:
        layout.addWidget(_conditions(context, verdict.conditions))
    if verdict.next_steps:
        layout.addWidget(PlainLabel(context.say(phrase("The way forward")), TextStyle.STRONG))
        layout.addWidget(bullets(context.say(step) for step in verdict.next_steps))
    if verdict.flips:
        layout.addSpacing(4 if layout.count() else 0)
        layout.addWidget(PlainLabel(context.say(phrase("What would change the answer")), TextStyle.STRONG))
        for flip in verdict.flips:
            layout.addLayout(_flip(context, flip))
    layout.addStretch(1)
    return widget


def _flip(context: CardContext, flip: Flip) -> QHBoxLayout:
    shape = AnswerShape(flip.answer, 16)
    line = row(_lowered(shape), PlainLabel(context.say(wording.flip(flip))), gap=8)
    line.setStretch(1, 1)
    return line


def _lowered(shape: QWidget, by: int = 3) -> QWidget:
    """The shape, moved down to the middle of the first line of text."""
    holder = column(shape, gap=0)
    holder.setContentsMargins(0, by, 0, 0)
    return holder


def _exemption(context: CardContext) -> Phrase:
    held = context.card.verdict.exemption.in_force
    if held is None:
        return as_phrase(Term("rulings.no_ruling"))
    return plural(
        "You have an exemption until {until}, with {count} condition.",
        "You have an exemption until {until}, with {count} conditions.",
        count=held.conditions,
        until=held.until,
    )
