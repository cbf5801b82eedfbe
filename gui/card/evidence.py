"""How many facts of each kind the card rests on, in words."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from core.texts.phrase import Term, phrase
from gui.card.context import CardContext
from gui.theme.metrics import TextStyle
from gui.theme.palette import Tone
from gui.widgets.chips import Chip
from gui.widgets.layouts import Flow
from gui.widgets.plain_label import PlainLabel

_KINDS = ("established", "observed", "found", "declared", "claimed", "contested", "unknown")


def evidence_line(context: CardContext) -> QWidget:
    """One chip for each kind that there is."""
    widget = QWidget()
    flow = Flow(gap=8, line_gap=6)
    widget.setLayout(flow)
    flow.addWidget(PlainLabel(context.say(phrase("Evidence:")), TextStyle.SMALL, subtle=True, wrap=False))
    said = []
    for kind in _KINDS:
        count = getattr(context.card.evidence, kind)
        if count:
            words = context.say(phrase("{count} {kind}", count=count, kind=_lower(context, kind)))
            said.append(words)
            tone = Tone.WARNING if kind == "contested" else Tone.NEUTRAL
            flow.addWidget(Chip(words, tone, dashed=kind == "unknown"))
    widget.setAccessibleName(context.say(phrase("Evidence: {kinds}", kinds=tuple(said))))
    return widget


def _lower(context: CardContext, kind: str) -> str:
    label = context.words.show(Term(f"fact_kinds.{kind}.label"))
    return label[:1].lower() + label[1:]
