"""The attempts, newest first: when, from where, how it ended; what was said of a bad one stands in a fold."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from core.sync import words as told
from core.sync.model import Outcome, Result
from core.texts import formats
from core.texts.phrase import Phrase, phrase, plural
from core.texts.words import Words
from gui.sync_page.words import RESULT_LOOKS, RESULTS, occasion
from gui.theme.metrics import TextStyle
from gui.widgets.boxes import Stack, column
from gui.widgets.buttons import Button
from gui.widgets.fold import Fold
from gui.widgets.layouts import Flow
from gui.widgets.notice import Sign
from gui.widgets.panel import Line
from gui.widgets.plain_label import PlainLabel


class History(Stack):
    """A list that says its count."""

    more_wished = Signal()
    """Older attempts should be shown as well."""

    def __init__(self, outcomes: Sequence[Outcome], in_all: int, words: Words) -> None:
        """Show attempts.

        Args:
            outcomes: the newest ones, the newest first.
            in_all: how many there are.
            words: the language in use.
        """
        super().__init__(gap=10)
        self._words = words
        self.more: Button | None = None
        self.entries: list[Attempt] = []
        self.rows.addWidget(PlainLabel(words.say(_counted(len(outcomes), in_all)), TextStyle.SMALL, subtle=True))
        for place, outcome in enumerate(outcomes):
            if place:
                self.rows.addWidget(Line())
            self.entries.append(Attempt(outcome, in_all - place, words))
            self.rows.addWidget(self.entries[-1])
        if in_all > len(outcomes):
            self.more = Button(words.say(phrase("Show more")), name=words.say(phrase("Show more attempts")))
            self.more.clicked.connect(self.more_wished)
            flow = Flow()
            flow.addWidget(self.more)
            self.rows.addLayout(flow)


class Attempt(Stack):
    """One attempt."""

    def __init__(self, outcome: Outcome, number: int, words: Words) -> None:
        super().__init__(gap=4)
        self._outcome, self._words = outcome, words
        say, look = words.say, RESULT_LOOKS[outcome.result]
        head = QHBoxLayout()
        head.setSpacing(10)
        head.addWidget(Sign(look.picture, look.tone), 0, Qt.AlignmentFlag.AlignTop)
        when = occasion(outcome)
        texts = [PlainLabel(say(RESULTS[outcome.result]), TextStyle.CONTROL)]
        texts += [PlainLabel(say(line), TextStyle.SMALL, subtle=True) for line in (when, *self._more())]
        body = column(*texts, gap=0)
        head.addWidget(body, 1)
        self.rows.addLayout(head)
        # Two attempts may have begun in the same minute.
        self.setAccessibleName(say(phrase("Attempt {number}: {when}", number=number, when=when)))
        self.fold: Fold | None = None
        if outcome.said and outcome.result is not Result.CANCELLED:
            self.fold = Fold(say(phrase("What happened")), self._said, style=TextStyle.SMALL)
            body.rows.addWidget(self.fold)

    def _more(self) -> list[Phrase]:
        """What was taken, where something was."""
        outcome, language = self._outcome, self._words.language
        if outcome.result is not Result.UPDATED:
            return []
        changed = told.changed_in_words(outcome)
        size = formats.size(outcome.received, language)
        taken = phrase("{what}, {size}", what=told.kind_in_words(outcome.kind), size=size)
        versions = (
            phrase("Release {version}: {taken}", version=str(outcome.after), taken=taken)
            if outcome.before is None
            else phrase(
                "Release {version} after {before}: {taken}",
                version=str(outcome.after),
                before=str(outcome.before),
                taken=taken,
            )
        )
        return [versions, *([phrase("Differs from before: {what}", what=changed)] if changed else [])]

    def _said(self) -> QWidget:
        say, outcome = self._words.say, self._outcome
        lines = [PlainLabel(say(line)) for line in outcome.said]
        code = phrase("Code for IT support: {code}", code=outcome.code)
        return column(*lines, PlainLabel(say(code), TextStyle.CAPTION, subtle=True), gap=4)


def _counted(shown: int, in_all: int) -> Phrase:
    if not in_all:
        return phrase("Nothing has been fetched or imported on this machine yet.")
    attempts = plural("{count} attempt", "{count} attempts", count=in_all)
    if shown < in_all:
        return phrase("The newest {number} of {attempts}", number=shown, attempts=attempts)
    return attempts
