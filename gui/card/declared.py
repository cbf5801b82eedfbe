"""What the vendor says beside what was found or observed: a table of two columns, with a mark where they differ."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from PySide6.QtWidgets import QWidget

from core.facts import FactId
from core.risk.declared import Contrast
from core.texts.phrase import Phrase, as_phrase, phrase
from gui import wording
from gui.card.context import CardContext
from gui.card.sections import Section
from gui.theme.metrics import TextStyle
from gui.theme.palette import Tone
from gui.widgets.boxes import Stack, column
from gui.widgets.chips import Chip
from gui.widgets.layouts import Columns, Flow
from gui.widgets.panel import Line
from gui.widgets.plain_label import PlainLabel


def declared_card(context: CardContext, rows: Sequence[Contrast]) -> Section:
    """The table.

    Args:
        context: the card.
        rows: its subjects, one at least.
    """
    parts: list[QWidget] = []
    for row in rows:
        parts += [Line(), _row(context, row)] if parts else [_row(context, row)]
    if any(row.differs for row in rows):
        parts.append(PlainLabel(context.say(_CAUTION), TextStyle.SMALL, subtle=True))
    return Section(context.say(phrase("What the vendor says, and what was found")), [column(*parts, gap=12)])


def _row(context: CardContext, row: Contrast) -> QWidget:
    subject = context.say(as_phrase(row.subject))
    head = Flow(gap=10, line_gap=2)
    head.addWidget(PlainLabel(subject, TextStyle.STRONG, wrap=False))
    if row.differs:
        head.addWidget(Chip(context.say(phrase("They differ")), Tone.WARNING, picture="warning"))
    sides = Columns(gap=24, narrowest=520)
    sides.addWidget(_side(context, phrase("The vendor says"), row.declared, row.declared_by))
    sides.addWidget(_side(context, phrase("Found or observed"), row.found, row.found_by))
    widget = column(head, sides, gap=6)
    widget.setAccessibleName(". ".join([subject, context.say(_DIFFER if row.differs else _BESIDE)]))
    return widget


def _side(context: CardContext, title: Phrase, words: Iterable[Phrase], facts: Iterable[FactId]) -> Stack:
    marks = dict.fromkeys(context.say(wording.mark(context.card.fact(fact))) for fact in facts)
    side = column(
        PlainLabel(context.say(title), TextStyle.CAPTION, subtle=True),
        *(PlainLabel(context.say(word), TextStyle.SMALL) for word in words),
        *(PlainLabel(mark, TextStyle.CAPTION, subtle=True) for mark in marks),
        gap=2,
    )
    side.rows.addStretch(1)
    return side


_DIFFER = phrase("They differ")
_BESIDE = phrase("Both sides")
_CAUTION = phrase(
    "A difference is no proof: being able to reach something is not the same as collecting it, and the two sides may "
    "be of different dates. No level rests on it."
)
