"""What the app can reach, what was found about it, and what is only declared."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from core.catalogue.model import EntryKind
from core.risk.model import FindingShown
from core.texts.phrase import Argument, Term, phrase
from gui.card.context import CardContext
from gui.theme.metrics import TextStyle
from gui.theme.palette import Tone
from gui.widgets.boxes import card as titled_card
from gui.widgets.boxes import column
from gui.widgets.chips import Chip
from gui.widgets.facts import fact_list
from gui.widgets.fold import Fold
from gui.widgets.layouts import Flow
from gui.widgets.panel import Line, Panel
from gui.widgets.plain_label import PlainLabel

_FIRST = 5
"""Findings that are shown before the rest is folded."""


def reach_card(context: CardContext) -> Panel:
    """The abilities of the variant that was read, each with a sentence."""
    card, parts = context.card, list[QWidget]()
    reading = card.reading.fact
    if reading is not None:
        parts.append(PlainLabel(_read_when(context), TextStyle.SMALL, subtle=True))
    elif card.app.kind is EntryKind.DOSSIER:
        parts.append(PlainLabel(context.say(phrase("The package of this variant has not been read."))))
    for shown in card.abilities:
        label = context.term(f"abilities.{shown.ability}.label")
        help_text = context.term(f"abilities.{shown.ability}.help")
        parts.append(
            column(PlainLabel(label, TextStyle.STRONG), PlainLabel(help_text, TextStyle.SMALL, subtle=True), gap=0)
        )
    if reading is not None and not card.abilities:
        parts.append(PlainLabel(context.say(phrase("It asks for none of the abilities we look for."))))
    if card.other_reach:
        parts.append(_declared(context))
    return titled_card(context.say(phrase("What it can reach")), *parts)


def _read_when(context: CardContext) -> str:
    reading = context.card.reading.fact
    version: Argument = reading.version if reading and reading.version else phrase("version not told")
    platform: Argument = (
        Term(f"platforms.{reading.platform}.label") if reading and reading.platform else phrase("platform not told")
    )
    if reading is None or reading.date is None:
        return context.say(phrase("Read in the package: {platform}, {version}.", platform=platform, version=version))
    return context.say(
        phrase(
            "Read in the package on {date}: {platform}, {version}.",
            date=reading.date,
            platform=platform,
            version=version,
        )
    )


def _declared(context: CardContext) -> Fold:
    facts = [context.card.fact(fact_id) for _, fact_id in context.card.other_reach]
    title = phrase(
        "{group} ({number})", group=phrase("Declared by the vendor, and other observations"), number=len(facts)
    )
    return Fold(context.say(title), lambda: fact_list(facts, context.words, context.wishes))


def findings_card(context: CardContext) -> Panel:
    """Dated findings, newest first, each with its kind."""
    findings = context.card.findings
    title = context.say(phrase("What was found ({number})", number=len(findings)))
    if not findings:
        nothing = phrase("Nothing is recorded. That does not mean that nothing has happened.")
        return titled_card(title, PlainLabel(context.say(nothing)))
    parts: list[QWidget] = [_findings(context, findings[:_FIRST])]
    rest = findings[_FIRST:]
    if rest:
        more = phrase("{group} ({number})", group=phrase("Older findings"), number=len(rest))
        parts.append(Fold(context.say(more), lambda: _findings(context, rest)))
    return titled_card(title, *parts)


def _findings(context: CardContext, findings: tuple[FindingShown, ...]) -> QWidget:
    parts: list[QWidget] = []
    for number, shown in enumerate(findings):
        if number:
            parts.append(Line())
        parts.append(_finding(context, shown))
    return column(*parts, gap=10)


def _finding(context: CardContext, shown: FindingShown) -> QWidget:
    incident, words = shown.incident, context.words
    head = Flow(gap=10, line_gap=2)
    head.addWidget(PlainLabel(words.show(incident.date), TextStyle.STRONG, wrap=False))
    head.addWidget(Chip(context.term(f"fact_kinds.{incident.kind.value}.label"), Tone.NEUTRAL))
    if not incident.verified.is_checked:
        head.addWidget(Chip(context.term("verification.no.label"), dashed=True))
    widget = column(head, PlainLabel(words.text(incident.text)), gap=4)
    layout = widget.rows
    if shown.same_owner:
        note = phrase("It concerns another app of the same owner and weighs nothing here.")
        layout.addWidget(PlainLabel(context.say(note), TextStyle.SMALL, subtle=True))
    return widget
