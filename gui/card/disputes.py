"""Contested facts on the owners: both claims side by side, where they stand, which one counts and why."""

from __future__ import annotations

from PySide6.QtWidgets import QVBoxLayout, QWidget

from core.facts import Fact
from core.jurisdiction import chain
from core.jurisdiction.chain import ChainLink
from core.jurisdiction.claims import both_sides
from core.risk.statements import stake_statement
from core.texts.phrase import Phrase, phrase
from gui import wording
from gui.card.context import CardContext
from gui.theme.metrics import PADDING, TextStyle
from gui.theme.palette import Tone
from gui.widgets.boxes import Stack, column
from gui.widgets.facts import address_row
from gui.widgets.layouts import Columns
from gui.widgets.panel import Line, ToneBox
from gui.widgets.plain_label import PlainLabel

_UNSURE = (chain.Warning.DISPUTED, chain.Warning.PLANNED, chain.Warning.ANNOUNCED)


def disputes(context: CardContext) -> ToneBox | None:
    """A box with everything that is contested; None where nothing is."""
    claims = [_claim(context, fact) for fact in context.card.facts if fact.contested]
    claims += [_link(context, link) for link in context.card.ownership.links if _unsure(link)]
    if not claims:
        return None
    box = ToneBox(Tone.WARNING)
    title = context.say(phrase("Contested: what is claimed, and what is said against it"))
    box.setAccessibleName(title)
    layout = QVBoxLayout(box)
    layout.setContentsMargins(PADDING + 10, PADDING - 2, PADDING, PADDING)
    layout.setSpacing(12)
    layout.addWidget(PlainLabel(title, TextStyle.SECTION))
    for number, claim in enumerate(claims):
        if number:
            layout.addWidget(Line())
        layout.addWidget(claim)
    return box


def _unsure(link: ChainLink) -> bool:
    return any(warning in _UNSURE for warning in link.warnings)


def _claim(context: CardContext, fact: Fact) -> QWidget:
    sides = both_sides(fact.note)
    widget = column(PlainLabel(context.words.say(fact.statement), TextStyle.STRONG), gap=8)
    if sides is None:
        widget.rows.addWidget(PlainLabel(fact.note, TextStyle.SMALL))
    else:
        columns = Columns(gap=24, narrowest=560)
        columns.addWidget(_side(context, phrase("The claim"), sides.claim, sides.claim_by))
        columns.addWidget(_side(context, phrase("Against it"), sides.counter_claim, ""))
        widget.rows.addLayout(columns)
    counts = phrase(
        "What counts: nobody with authority has established the claim, so it is read as a weak tie, never as control."
    )
    _close(context, widget, counts, fact)
    return widget


def _side(context: CardContext, title: Phrase, words: str, who: str) -> QWidget:
    parts: list[QWidget] = [PlainLabel(context.say(title), TextStyle.CAPTION), PlainLabel(words, TextStyle.SMALL)]
    if who:
        parts.append(PlainLabel(who, TextStyle.CAPTION))
    side = column(*parts, gap=2)
    side.rows.addStretch(1)
    return side


def _close(context: CardContext, widget: Stack, counts: Phrase, fact: Fact) -> None:
    """Which side counts and why; how it is known, and where both stand."""
    rows = widget.rows
    noted = phrase("{mark}. Both sides as noted by Appvett, in English.", mark=wording.mark(fact))
    for part in (PlainLabel(context.say(counts), TextStyle.SMALL), PlainLabel(context.say(noted), TextStyle.CAPTION)):
        rows.addWidget(part)
    for source in fact.sources:
        rows.addLayout(address_row(source, context.words, context.wishes))


def _link(context: CardContext, link: ChainLink) -> QWidget:
    company = context.shelf.owners.companies[link.company]
    widget = column(PlainLabel(context.say(_doubt(link, company.legal_name)), TextStyle.STRONG), gap=8)
    columns = Columns(gap=24, narrowest=560)
    holds = stake_statement(company, link.stake, context.shelf.owners)
    columns.addWidget(_side(context, phrase("If it holds"), context.say(holds), ""))
    alone = phrase("{company} stands without that owner.", company=company.legal_name)
    columns.addWidget(_side(context, phrase("If it does not"), context.say(alone), ""))
    widget.rows.addLayout(columns)
    counts = phrase("What counts: the worse of the two readings, until a source settles it.")
    widget.rows.addWidget(PlainLabel(context.say(counts), TextStyle.SMALL))
    if company.note:
        noted = phrase("Noted in English: {note}", note=company.note)
        widget.rows.addWidget(PlainLabel(context.say(noted), TextStyle.SMALL))
    for source in link.stake.sources or company.sources:
        widget.rows.addLayout(address_row(source, context.words, context.wishes))
    return widget


def _doubt(link: ChainLink, company: str) -> Phrase:
    if chain.Warning.DISPUTED in link.warnings:
        return phrase("Who owns {company} is disputed.", company=company)
    return phrase("A new owner of {company} is announced; whether it has happened was not read.", company=company)
