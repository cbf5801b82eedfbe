"""What was new about an app, above its card: the line of news that led here, until it is closed."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from core.sync.news_model import KeptItem
from core.texts.phrase import phrase
from core.texts.words import Words
from gui.news_page import words as told
from gui.theme.metrics import PADDING, TextStyle
from gui.theme.palette import Tone
from gui.widgets.buttons import Button, ButtonRole
from gui.widgets.panel import ToneBox
from gui.widgets.plain_label import PlainLabel


class NewsBox(ToneBox):
    """A tinted box with the new fact and the old one."""

    def __init__(self) -> None:
        super().__init__(Tone.INFO)
        self.kept: KeptItem | None = None
        self._head, self._rest = PlainLabel("", TextStyle.STRONG), PlainLabel("")
        self._mark = PlainLabel("", TextStyle.SMALL)
        self.close_button = Button("", ButtonRole.QUIET, picture="close")
        self.close_button.clicked.connect(self._put_away)
        texts = QVBoxLayout()
        texts.setSpacing(2)
        for label in (self._head, self._rest, self._mark):
            texts.addWidget(label)
        row = QHBoxLayout(self)
        row.setContentsMargins(PADDING + 10, 12, 10, 12)
        row.addLayout(texts, 1)
        row.addWidget(self.close_button, 0, Qt.AlignmentFlag.AlignTop)
        self.hide()

    def tell(self, kept: KeptItem | None, words: Words) -> None:
        """Show a line of news; None takes the box away."""
        self.kept = kept
        self.setVisible(kept is not None)
        if kept is None:
            return
        item = kept.item
        head = phrase("New: {kind} · {release}", kind=told.LOOKS[item.matter].word, release=told.release(kept.release))
        mark = told.mark(item.backing, words)
        self._head.setText(words.say(head))
        self._rest.setText("\n".join(told.facts(item, words)))
        self._mark.setText(mark)
        self._mark.setVisible(bool(mark))
        self.setAccessibleName(self.text())
        self.close_button.setAccessibleName(words.say(phrase("Close what is new")))

    def text(self) -> str:
        """Everything that it says; empty where it is not shown."""
        if self.kept is None:
            return ""
        return " ".join(label.text() for label in (self._head, self._rest, self._mark) if label.text())

    def _put_away(self) -> None:
        self.kept = None
        had_focus = self.close_button.hasFocus()
        if had_focus:
            self.focusNextChild()
        self.hide()
