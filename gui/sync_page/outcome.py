"""How the last attempt ended, at the top of the page: what happened, what is safe, what to do."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout

from core.sync import words as told
from core.sync.model import Outcome, Result
from core.texts.phrase import Phrase, phrase
from core.texts.words import Words
from gui.sync_page.words import RESULT_LOOKS, Look, occasion
from gui.theme.metrics import TextStyle
from gui.theme.palette import Tone
from gui.widgets.boxes import column
from gui.widgets.notice import Sign
from gui.widgets.panel import ToneBox
from gui.widgets.plain_label import PlainLabel

_TONES: Mapping[Result, Tone] = {
    Result.UPDATED: Tone.SUCCESS,
    Result.UNCHANGED: Tone.INFO,
    Result.REFUSED: Tone.DANGER,
    Result.FAILED: Tone.WARNING,
    Result.CANCELLED: Tone.INFO,
}
BAD = (Result.REFUSED, Result.FAILED)
"""What stays on the page until a later attempt ends well."""


class OutcomeBox(ToneBox):
    """Shape, colour and words of how an attempt ended."""

    def __init__(self, outcome: Outcome, words: Words) -> None:
        super().__init__(_TONES[outcome.result])
        look: Look = RESULT_LOOKS[outcome.result]
        texts = [words.say(line) for line in lines(outcome)]
        row = QHBoxLayout(self)
        row.setContentsMargins(20, 12, 16, 12)
        row.setSpacing(10)
        row.addWidget(Sign(look.picture, self.tone), 0, Qt.AlignmentFlag.AlignTop)
        labels = [PlainLabel(text, TextStyle.BODY if place else TextStyle.STRONG) for place, text in enumerate(texts)]
        stack = column(*labels, PlainLabel(words.say(occasion(outcome)), TextStyle.SMALL), gap=4)
        row.addWidget(stack, 1)
        self.told = " ".join(texts)


def lines(outcome: Outcome) -> tuple[Phrase, ...]:
    """What happened, and what goes with it."""
    if outcome.said:
        return outcome.said
    changed = told.changed_in_words(outcome)
    more = (phrase("What differs from before: {what}.", what=changed),) if changed else ()
    return (told.outcome_in_words(outcome), *more)
