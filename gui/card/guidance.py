"""What authorities have said: in full where it applies, in a line where it does not, others' rules folded."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QWidget

from core.guidance.match import Applicability, Match
from core.risk.sentences import gate_word
from core.texts.phrase import Argument, Phrase, Term, as_phrase, phrase
from gui import wording
from gui.card.context import CardContext
from gui.card.sections import Section
from gui.theme.metrics import TextStyle
from gui.theme.palette import Tone
from gui.widgets.boxes import Unbroken, column, row
from gui.widgets.chips import Chip
from gui.widgets.facts import address_row
from gui.widgets.fold import Fold
from gui.widgets.layouts import Lead
from gui.widgets.panel import Line
from gui.widgets.plain_label import PlainLabel

_LOUD = (Applicability.APPLIES, Applicability.REASONING_REACHES)
_TONES = {
    Applicability.APPLIES: Tone.DANGER,
    Applicability.REASONING_REACHES: Tone.WARNING,
    Applicability.DOES_NOT_APPLY: Tone.NEUTRAL,
    Applicability.COMPARABLE: Tone.INFO,
    Applicability.BACKGROUND: Tone.NEUTRAL,
}


def guidance_card(context: CardContext) -> Section:
    """Everything said on this app, grouped by what it means here."""
    matches = context.card.guidance
    parts: list[QWidget] = []
    loud = [match for match in matches if match.applicability in _LOUD]
    if loud:
        parts.append(_list(context, loud, in_full=True))
    else:
        parts.append(PlainLabel(context.say(_nothing(context))))
    for kind in Applicability:
        group = [match for match in matches if match.applicability is kind]
        if kind not in _LOUD and group:
            parts.append(_folded(context, kind, group))
    if context.card.general:
        parts.append(_general(context))
    return Section(context.say(phrase("Advice and rules")), parts)


def general_card(context: CardContext) -> Section:
    """The advice that holds for every app, open: for an app that nobody has assessed."""
    return Section(context.say(phrase("General advice")), [_list(context, context.card.general, in_full=True)])


def _nothing(context: CardContext) -> Phrase:
    if context.card.guidance:
        return phrase("No advice or rule that we know of applies to this app in your situation.")
    return as_phrase(Term("guidance_status.no_guidance", (("date", context.card.situation.date),)))


def _folded(context: CardContext, kind: Applicability, group: Sequence[Match]) -> Fold:
    title = phrase("{group} ({number})", group=Term(f"applicability.{kind.value}.label"), number=len(group))
    return Fold(context.say(title), lambda: _list(context, group, in_full=False))


def _general(context: CardContext) -> Fold:
    matches = context.card.general
    title = phrase("{group} ({number})", group=phrase("General advice"), number=len(matches))
    return Fold(context.say(title), lambda: _list(context, matches, in_full=True))


def _list(context: CardContext, matches: Sequence[Match], *, in_full: bool) -> QWidget:
    """Entries with hairlines between, their chips in a column of their own."""
    chips = [Chip(context.term(f"applicability.{match.applicability.value}.label"), _tone(match)) for match in matches]
    widest = max((chip.sizeHint().width() for chip in chips), default=0)
    parts: list[QWidget] = []
    for number, (match, chip) in enumerate(zip(matches, chips, strict=True)):
        if number:
            parts.append(Line())
        parts.append(_entry(context, match, _held(chip, widest), in_full=in_full))
    return column(*parts, gap=10)


def _held(chip: Chip, width: int) -> QWidget:
    """The chip in a place as wide as the widest of them."""
    line = row(chip)
    line.addStretch(1)
    holder = Unbroken(line)
    holder.setMinimumWidth(width)
    return holder


def _entry(context: CardContext, match: Match, chip: QWidget, *, in_full: bool) -> QWidget:
    """Chip; who with what strength when, the title; in full also what it says and where."""
    advice, words = match.advice, context.words
    said = column(PlainLabel(words.say(wording.spoken(match)), TextStyle.STRONG), PlainLabel(advice.title), gap=4)
    layout = said.rows
    if in_full:
        layout.addWidget(PlainLabel(context.text(advice.summary), TextStyle.SMALL, subtle=True))
        basis = phrase("Grounds: {basis}", basis=Term(f"evidence_basis.{advice.basis}.label"))
        layout.addWidget(PlainLabel(context.say(basis), TextStyle.SMALL, subtle=True))
    for sentence in _gates(context, match):
        layout.addWidget(PlainLabel(sentence, TextStyle.SMALL, subtle=True))
    if in_full and advice.url:
        layout.addLayout(address_row(advice.url, words, context.wishes))
    columns = Lead(least=240, gap=16, narrowest=400)
    columns.addWidget(chip)
    columns.addWidget(said)
    widget = QWidget()
    widget.setLayout(columns)
    return widget


def _tone(match: Match) -> Tone:
    if match.applicability is Applicability.APPLIES and not match.is_against_this_app:
        return Tone.INFO
    return _TONES[match.applicability]


def _gates(context: CardContext, match: Match) -> list[str]:
    """Why it does not apply, or what is not settled; and how sure we are that it still holds."""
    found = []
    if match.failed_gate is not None:
        found.append(context.term(f"gates.{match.failed_gate.value}"))
    if match.unsettled_gates:
        gates: Argument = tuple(gate_word(gate.value) for gate in match.unsettled_gates)
        found.append(context.say(phrase("Not settled for your situation: {points}.", points=gates)))
    if match.advice.confidence == "low" and match.failed_gate is None:
        found.append(context.term("guidance_status.low_confidence", year=str(match.advice.issued.first.year)))
    return found
