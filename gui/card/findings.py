"""What was found about the app: dated, newest first, each with how it is known and what it is about."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QWidget

from core.reach.model import Code, Incident, IncidentStatus
from core.risk.model import FindingShown
from core.texts import outside
from core.texts.phrase import Phrase, phrase, plural
from gui.card.context import CardContext
from gui.card.sections import Section
from gui.theme.metrics import TextStyle
from gui.theme.palette import Tone
from gui.widgets.boxes import column
from gui.widgets.chips import Chip
from gui.widgets.facts import address_row
from gui.widgets.fold import Fold
from gui.widgets.layouts import Flow
from gui.widgets.panel import Line
from gui.widgets.plain_label import PlainLabel

_FIRST = 5
"""Findings that are shown before the rest is folded."""


def findings_card(context: CardContext) -> Section:
    """All findings; those about other apps of the same owner last."""
    findings = context.card.findings
    title = context.say(phrase("What was found ({number})", number=len(findings)))
    if not findings:
        nothing = phrase("Nothing is recorded. That does not mean that nothing has happened.")
        return Section(title, [PlainLabel(context.say(nothing))])
    own = [shown for shown in findings if not shown.same_owner]
    nothing = phrase("Nothing is recorded about this app itself. That does not mean that nothing has happened.")
    parts: list[QWidget] = [_list(context, own[:_FIRST]) if own else PlainLabel(context.say(nothing))]
    parts += _folded(context, phrase("Older findings"), own[_FIRST:])
    parts += _folded(context, phrase("About other apps of the same owner"), [f for f in findings if f.same_owner])
    return Section(title, parts)


def _folded(context: CardContext, group: Phrase, findings: Sequence[FindingShown]) -> list[QWidget]:
    if not findings:
        return []
    title = phrase("{group} ({number})", group=group, number=len(findings))
    return [Fold(context.say(title), lambda: _list(context, findings))]


def _list(context: CardContext, findings: Sequence[FindingShown]) -> QWidget:
    parts: list[QWidget] = []
    for number, shown in enumerate(findings):
        if number:
            parts.append(Line())
        parts.append(_finding(context, shown))
    return column(*parts, gap=10)


def _finding(context: CardContext, shown: FindingShown) -> QWidget:
    incident, words = shown.incident, context.words
    head = Flow(gap=8, line_gap=2)
    head.addWidget(PlainLabel(words.show(incident.date), TextStyle.STRONG, wrap=False))
    head.addWidget(Chip(context.term(f"fact_kinds.{incident.kind.value}.label"), Tone.NEUTRAL))
    if not incident.verified.is_checked:
        head.addWidget(Chip(context.term("verification.no.label"), dashed=True))
    widget = column(head, PlainLabel(context.text(incident.text)), gap=4)
    widget.setAccessibleName(outside.line(context.text(incident.text)))
    for remark in remarks(shown):
        widget.rows.addWidget(PlainLabel(context.say(remark), TextStyle.SMALL, subtle=True))
    if incident.sources:
        title = plural("Source", "{count} sources", count=len(incident.sources))
        widget.rows.addWidget(Fold(context.say(title), lambda: _sources(context, incident), style=TextStyle.SMALL))
    return widget


def _sources(context: CardContext, incident: Incident) -> QWidget:
    return column(*(address_row(source, context.words, context.wishes) for source in incident.sources), gap=2)


def remarks(shown: FindingShown) -> tuple[Phrase, ...]:
    """What the finding is about, where the decision stands, and whose app it concerns."""
    incident, found = shown.incident, list[Phrase]()
    if incident.code is not None:
        found.append(_ABOUT[incident.code])
    if incident.status in _STANDS:
        found.append(_STANDS[incident.status])
    if incident.date_as_listed:
        found.append(phrase("The date is the one that the source lists."))
    if shown.same_owner:
        found.append(phrase("It concerns another app of the same owner and weighs nothing here."))
    return tuple(found)


_ABOUT: dict[Code, Phrase] = {
    Code.ACCESS: phrase("About access to data by people or places without sufficient right."),
    Code.SALE: phrase("About data passed on or sold against what was said."),
    Code.COVERT: phrase("About hidden conduct on the device."),
    Code.PROMISE: phrase("About saying one thing about protection and doing another."),
    Code.BREACH: phrase("About a security fault of the maker."),
    Code.BASIS: phrase("About consent, information, children or legal basis."),
    Code.NONE: phrase("Not about the app's conduct, or nothing was found."),
}
_STANDS: dict[IncidentStatus | None, Phrase] = {
    IncidentStatus.ANNULLED: phrase("The decision was annulled and weighs nothing."),
    IncidentStatus.STAYED: phrase("The decision is stayed; it still weighs in full."),
    IncidentStatus.UNDER_APPEAL: phrase("The decision is under appeal; it still weighs in full."),
    IncidentStatus.SETTLED: phrase("The case was settled."),
}
