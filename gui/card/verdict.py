"""The verdict: shape, word and whose word it is; why; what holds; and the way forward."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor, QMoveEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from core.guidance.match import Match
from core.risk.model import Condition, Flip
from core.texts.phrase import Phrase, Term, as_phrase, phrase, plural
from gui import wording
from gui.card.context import CardContext
from gui.theme.metrics import PADDING, SMALL_GAP, TextStyle
from gui.theme.palette import ANSWER_TONES, Tone, tokens_of
from gui.widgets.boxes import bullets, column, row
from gui.widgets.buttons import Button, ButtonRole
from gui.widgets.chips import AnswerShape, Chip
from gui.widgets.fold import Fold
from gui.widgets.layouts import Columns, Flow
from gui.widgets.panel import ToneBox
from gui.widgets.plain_label import PlainLabel

_LINK_INDENT = 17
"""So that links begin where the words of the list above them do."""
_ASIDE = 24
"""Between the line and what stands beside it."""


def verdict_box(context: CardContext, jump: Callable[[str], None]) -> ToneBox:
    """The whole box. A screen reader hears its name first: the answer in a sentence.

    Args:
        context: the card.
        jump: goes to the section with a key.
    """
    verdict = context.card.verdict
    box = ToneBox(ANSWER_TONES[verdict.answer])
    box.setObjectName("verdict")
    box.setAccessibleName(context.say(verdict.sentence))
    layout = QVBoxLayout(box)
    layout.setContentsMargins(PADDING + 10, PADDING, PADDING, PADDING)
    layout.setSpacing(SMALL_GAP)
    if verdict.exemption.in_force is not None:
        layout.addWidget(PlainLabel(context.say(_exemption(context)), TextStyle.STRONG))
    columns = Columns(weights=(56, 44) if verdict.conditions else (62, 38), gap=20, narrowest=680)
    columns.addWidget(_answer(context, jump))
    if forward := _forward(context, box.tone):
        columns.addWidget(forward)
    layout.addLayout(columns)
    return box


def flip_line(context: CardContext, flip: Flip) -> QWidget:
    """Another choice, and the answer that it would give."""
    line = row(_lowered(AnswerShape(flip.answer, 16)), PlainLabel(context.say(wording.flip(flip))), gap=8)
    line.setStretch(1, 1)
    widget = QWidget()
    widget.setLayout(line)
    return widget


def _answer(context: CardContext, jump: Callable[[str], None]) -> QWidget:
    verdict = context.card.verdict
    heading = PlainLabel(context.say(verdict.sentence), TextStyle.HEADING)
    head = row(_lowered(AnswerShape(verdict.answer, 22), by=2), heading, gap=10)
    head.setStretch(1, 1)
    widget = column(head, gap=SMALL_GAP)
    layout = widget.rows
    if strength := _strength(context):
        chips = Flow()
        chips.setContentsMargins(32, 0, 0, 2)
        chips.addWidget(Chip(strength, ANSWER_TONES[verdict.answer], outlined=True))
        layout.addLayout(chips)
    layout.addWidget(bullets(context.say(reason) for reason in verdict.because))
    for remark in context.card.remarks:
        layout.addWidget(PlainLabel(context.say(remark), TextStyle.SMALL))
    layout.addStretch(1)
    layout.addLayout(_links(context, jump))
    return widget


def _strength(context: CardContext) -> str:
    """The strength word of the entry that speaks, so that advice is never taken for a ban; empty where none does."""
    verdict = context.card.verdict
    speaking: Match | None = next(
        (match for match in context.card.guidance if match.advice.id == verdict.voice.id), None
    )
    return context.term(f"guidance_kinds.{speaking.advice.strength.value}.label") if speaking else ""


class _Aside(QWidget):
    """What stands beside the answer, behind a hairline; below it, in a narrow window, without."""

    def __init__(self, tone: Tone) -> None:
        super().__init__()
        self._tone = tone
        self.rows = QVBoxLayout(self)
        self.rows.setSpacing(SMALL_GAP)
        self.rows.setContentsMargins(_ASIDE, 2, 0, 0)

    def moveEvent(self, event: QMoveEvent) -> None:
        """Keep room for the line only where there is one."""
        super().moveEvent(event)
        self.rows.setContentsMargins(_ASIDE if self._is_beside() else 0, 2, 0, 0)

    def _is_beside(self) -> bool:
        """Whether it stands to the right of the answer, not below it."""
        box = self.parentWidget()
        return box is not None and self.x() > box.width() / 4

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the line."""
        if self._is_beside():
            QPainter(self).fillRect(QRectF(0, 0, 1, self.height()), QColor(tokens_of(self).of(self._tone).border))


def _forward(context: CardContext, tone: Tone) -> QWidget | None:
    """What to keep to, what to do next, and the nearest milder choice; None where there is nothing to say."""
    verdict = context.card.verdict
    milder = [flip for flip in verdict.flips if flip.answer.strictness < verdict.answer.strictness]
    if not (verdict.conditions or verdict.next_steps or milder):
        return None
    aside = _Aside(tone)
    if verdict.conditions:
        aside.rows.addWidget(_conditions(context, verdict.conditions))
    if verdict.next_steps or milder:
        aside.rows.addWidget(PlainLabel(context.say(phrase("The way forward")), TextStyle.STRONG))
    if verdict.next_steps:
        aside.rows.addWidget(bullets(context.say(step) for step in verdict.next_steps))
    for flip in milder[:1]:
        aside.rows.addWidget(flip_line(context, flip))
    aside.rows.addStretch(1)
    return aside


def _links(context: CardContext, jump: Callable[[str], None]) -> Flow:
    flow = Flow(gap=14, line_gap=0)
    flow.setContentsMargins(_LINK_INDENT, 2, 0, 0)
    links = [("grounds", phrase("How was this found?"))]
    if context.card.value is not None:
        links.insert(0, ("change", phrase("What would change the answer?")))
    for key, words in links:
        button = Button(context.say(words), ButtonRole.LINK)
        button.clicked.connect(lambda _=False, to=key: jump(to))
        flow.addWidget(button)
    return flow


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
