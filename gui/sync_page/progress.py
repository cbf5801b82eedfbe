"""How far a sync has come: what is done just now, a bar with numbers, and the way to stop."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QProgressBar

from core.sync import words as told
from core.sync.model import Check
from core.texts import formats
from core.texts.phrase import Phrase, phrase
from core.texts.words import Words
from gui.sync_page import words as words_of
from gui.syncing import UnderWay
from gui.theme.metrics import TextStyle
from gui.widgets.boxes import Stack, row
from gui.widgets.buttons import Button
from gui.widgets.plain_label import PlainLabel

_BAR_HEIGHT = 8
_IN_BYTES = (Check.FOUND, Check.SIGNED, Check.COMPLETE)
"""Checks whose progress is told in bytes; that of the others is told in rows, as a share."""


class SyncProgress(Stack):
    """Shown while a sync goes on."""

    cancel_wished = Signal()
    """Stop it."""

    def __init__(self) -> None:
        super().__init__(gap=6)
        self._what = PlainLabel("", TextStyle.STRONG)
        self._far = PlainLabel("", TextStyle.SMALL, subtle=True)
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.bar.setFixedHeight(_BAR_HEIGHT)
        self.cancel = Button("")
        self.cancel.clicked.connect(self.cancel_wished)
        for part in (self._what, self.bar, self._far):
            self.rows.addWidget(part)
        buttons = row(self.cancel)
        buttons.addStretch(1)
        self.rows.addLayout(buttons)

    def show_sync(self, sync: UnderWay, words: Words) -> None:
        """Show how far it has come."""
        self._what.setText(words.say(_doing(sync)))
        self.bar.setRange(0, 1000 if sync.total else 0)
        self.bar.setValue(sync.permille)
        self.bar.setAccessibleName(self._what.text())
        self._far.setText(words.say(_far(sync, words)))
        self.cancel.say(words.say(phrase("Cancel")), words.say(phrase("Cancel: keep the catalogue in use")))


def _doing(sync: UnderWay) -> Phrase:
    if sync.is_stopping:
        return phrase("Stopping …")
    if sync.check is None:
        return phrase("Beginning …")
    return told.going_on(sync.check)


def _far(sync: UnderWay, words: Words) -> Phrase:
    """The source, and how much of this check is done."""
    source = words_of.source(sync.way, sync.source)
    if sync.check in _IN_BYTES and sync.done:
        done, total = (formats.size(number, words.language) for number in (sync.done, sync.total))
        if sync.total:
            return phrase("{source} · {done} of {total}", source=source, done=done, total=total)
        return phrase("{source} · {done}", source=source, done=done)
    if sync.total:
        share = formats.percent(sync.permille / 10, words.language)
        return phrase("{source} · {share} done", source=source, share=share)
    return source
