"""How the answer was found: the rules in their own words, and every fact with its source."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QWidget

from core.texts.phrase import phrase
from gui import wording
from gui.card.context import CardContext
from gui.theme.metrics import TextStyle
from gui.widgets.boxes import card as titled_card
from gui.widgets.facts import fact_list
from gui.widgets.fold import Fold
from gui.widgets.panel import Panel
from gui.widgets.plain_label import PlainLabel


def grounds_card(context: CardContext) -> Panel:
    """Rules and sources, folded."""
    facts = [fact for fact in context.card.facts if fact.subject != "situation"]
    sources = phrase("Sources: every fact ({number})", number=len(facts))
    return titled_card(
        "",
        Fold(context.say(phrase("How was this found?")), lambda: _rules(context), style=TextStyle.SECTION),
        Fold(
            context.say(sources),
            lambda: fact_list(facts, context.words, context.wishes),
            style=TextStyle.SECTION,
        ),
        gap=4,
    )


def _rules(context: CardContext) -> QWidget:
    """Rule id and rule, side by side."""
    widget = QWidget()
    grid = QGridLayout(widget)
    grid.setContentsMargins(6, 0, 0, 8)
    grid.setHorizontalSpacing(16)
    grid.setVerticalSpacing(6)
    grid.setColumnStretch(1, 1)
    for line, (rule, words) in enumerate(wording.rule_words(context.card, context.shelf.rules)):
        name = PlainLabel(rule, TextStyle.STRONG, wrap=False)
        grid.addWidget(name, line, 0, Qt.AlignmentFlag.AlignTop)
        grid.addWidget(PlainLabel(context.say(words)), line, 1)
    return widget
