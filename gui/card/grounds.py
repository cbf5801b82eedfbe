"""How the answer was found: what was asked, the rules in their own words, and every fact with its source."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QWidget

from core.texts.phrase import Phrase, phrase
from gui import wording
from gui.card.context import CardContext
from gui.card.sections import Section
from gui.theme.metrics import TextStyle
from gui.widgets.boxes import column
from gui.widgets.facts import fact_list
from gui.widgets.fold import Fold
from gui.widgets.plain_label import PlainLabel


class GroundsCard(Section):
    """Rules and sources, folded; a link to here opens the rules."""

    def __init__(self, context: CardContext) -> None:
        title = context.say(phrase("How was this found?"))
        facts = [fact for fact in context.card.facts if fact.subject != "situation"]
        sources = context.say(phrase("Sources: every fact ({number})", number=len(facts)))
        self.rules = Fold(title, lambda: _rules(context), style=TextStyle.SECTION)
        parts = [self.rules]
        if facts:
            listed = Fold(sources, lambda: fact_list(facts, context.words, context.wishes), style=TextStyle.SECTION)
            parts.append(listed)
        super().__init__(title, parts, gap=4, shows_title=False)

    def go_to(self) -> None:
        """Open the rules and go to their heading."""
        self.rules.head.setChecked(True)
        self.rules.head.setFocus(Qt.FocusReason.OtherFocusReason)


def inputs(context: CardContext) -> tuple[tuple[Phrase, str], ...]:
    """What the answer was worked out for: (name, value) of each choice, and the day and the catalogue."""
    here = context.card.situation
    body = next((name for key, name in context.shelf.issuers if key == here.body), here.body or "")
    found = [
        (phrase("Device"), context.term(f"devices.{here.device.value}.label")),
        (phrase("Highest class"), context.term(f"classes.{here.information.value}.label")),
        (phrase("Type of organisation"), context.term(f"org_types.{here.org.value}.label")),
        (phrase("Your own organisation"), body or context.say(phrase("Not told"))),
        (phrase("Role"), context.term(f"roles.{here.role.value}.label")),
        (phrase("Purpose"), context.term(f"purposes.{here.purpose.value}.label")),
    ]
    if here.platform is not None:
        found.append((phrase("Edition"), context.term(f"platforms.{here.platform.value}.label")))
    found.append((phrase("Day"), context.words.show(here.date)))
    found.append((phrase("Catalogue"), context.words.show(context.shelf.info.created.date())))
    return tuple(found)


def _rules(context: CardContext) -> QWidget:
    """What was asked; then rule id and rule, side by side."""
    asked = [(context.say(name), value) for name, value in inputs(context)]
    rules = [(rule, context.say(words)) for rule, words in wording.rule_words(context.card, context.shelf.rules)]
    return column(
        PlainLabel(context.say(phrase("Worked out for")), TextStyle.STRONG),
        _pairs(asked),
        PlainLabel(context.say(phrase("Rules that had a part in it")), TextStyle.STRONG),
        _pairs(rules),
        gap=8,
    )


def _pairs(rows: Iterable[tuple[str, str]]) -> QWidget:
    """Two columns, names and words."""
    widget = QWidget()
    grid = QGridLayout(widget)
    grid.setContentsMargins(6, 0, 0, 8)
    grid.setHorizontalSpacing(16)
    grid.setVerticalSpacing(6)
    grid.setColumnStretch(1, 1)
    for line, (name, words) in enumerate(rows):
        grid.addWidget(PlainLabel(name, TextStyle.SMALL, wrap=False), line, 0, Qt.AlignmentFlag.AlignTop)
        grid.addWidget(PlainLabel(words, TextStyle.SMALL), line, 1)
    return widget
