"""One line of news: what kind it is, whom it concerns, what holds now and what held before."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from core.sync.news_model import KeptItem
from core.texts import outside
from core.texts.phrase import phrase
from core.texts.words import Words
from gui.news_page import words as told
from gui.theme.metrics import TextStyle, text_scale
from gui.theme.palette import Tone
from gui.widgets.boxes import bullets, column
from gui.widgets.buttons import Button, ButtonRole
from gui.widgets.chips import Chip
from gui.widgets.facts import address_row
from gui.widgets.fold import Fold
from gui.widgets.layouts import Columns, Flow
from gui.widgets.plain_label import PlainLabel
from gui.wishes import AddressWishes

_NARROWEST = 620
"""Below this width the buttons stand under the words."""
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class NewsLine(QWidget):
    """A line that says its kind and whether it was read.

    Attributes:
        kept: what it shows.
        open: opens the card of the first app; None where it concerns none.
        read: marks it as read; hidden once it is.
        fold: more about it; None where there is none.
    """

    open_wished = Signal(str)
    """The card of this app should be opened."""
    read_wished = Signal()
    """It is read."""

    def __init__(self, kept: KeptItem, words: Words, wishes: AddressWishes) -> None:
        super().__init__()
        self.kept, self._words, self._wishes = kept, words, wishes
        self.open: Button | None = None
        self.fold: Fold | None = None
        item, say = kept.item, words.say
        named = say(phrase("Mark as read: {whom}", whom=told.whom(item)))
        self.read = Button(say(phrase("Mark as read")), ButtonRole.SMALL, name=named)
        self.read.clicked.connect(self.read_wished)
        self._unread = Chip(say(phrase("Unread")), Tone.ACCENT, outlined=True)
        self.setAccessibleName(self._spoken(words))
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(4)
        columns = Columns(weights=(72, 28), gap=16, narrowest=_NARROWEST)
        columns.addWidget(self._said(words))
        columns.addWidget(self._buttons(words))
        rows.addLayout(columns)
        self._add_fold(rows, words)
        self.show_read(is_read=kept.is_read)

    @property
    def first_control(self) -> QWidget | None:
        """Where the focus goes; None: there is nothing left to do with it."""
        fold = self.fold.head if self.fold is not None else None
        return self.open or fold or (None if self.is_read else self.read)

    @property
    def is_read(self) -> bool:
        """Whether it was read."""
        return self.read.isHidden()

    def show_read(self, *, is_read: bool) -> None:
        """Show whether it was read."""
        had_focus = self.read.hasFocus()
        for part in (self.read, self._unread):
            part.setHidden(is_read)
        if had_focus:
            self.focus()

    def focus(self) -> None:
        """Go to its first control."""
        if self.first_control is not None:
            self.first_control.setFocus()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The buttons stand at the right where there is room beside the words."""
        super().resizeEvent(event)
        self._flow.line_up(to_right=event.size().width() >= _NARROWEST * text_scale())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter opens the card, wherever on the line one is; where there is none, what more there is to say."""
        if event.key() not in _ENTER:
            super().keyPressEvent(event)
        elif self.open is not None:
            self.open.click()
        elif self.fold is not None:
            self.fold.head.click()

    # ---- parts ------------------------------------------------------------------------------------------------------

    def _head(self, words: Words) -> Flow:
        item, look, flow = self.kept.item, told.LOOKS[self.kept.item.matter], Flow(gap=8, line_gap=4)
        flow.addWidget(Chip(words.say(look.word), look.tone, picture=look.picture))
        flow.addWidget(PlainLabel(words.say(told.whom(item)), TextStyle.STRONG))
        flow.addWidget(self._unread)
        if told.is_unverified(item):
            flow.addWidget(Chip(words.term("verification.no.label"), dashed=True))
        flow.addWidget(PlainLabel(words.say(told.release(self.kept.release)), TextStyle.CAPTION, subtle=True))
        return flow

    def _said(self, words: Words) -> QWidget:
        item = self.kept.item
        now, *before = told.facts(item, words)
        said = column(self._head(words), PlainLabel(now), *(PlainLabel(one, subtle=True) for one in before), gap=4)
        if mark := told.mark(item.backing, words):
            said.rows.addWidget(PlainLabel(mark, TextStyle.CAPTION, subtle=True))
        said.rows.addStretch(1)
        return said

    def _buttons(self, words: Words) -> QWidget:
        self._flow = flow = Flow(gap=6, line_gap=0, to_right=True)
        flow.addWidget(self.read)
        for app in self.kept.item.apps[:1]:
            name = outside.name(app.name, limit=told.NAME_LIMIT)
            said = words.say(phrase("Open the card of {name}", name=name))
            self.open = Button(words.say(phrase("Open card")), ButtonRole.SMALL, name=said)
            self.open.clicked.connect(lambda _=False, app=app.id: self.open_wished.emit(app))
            flow.addWidget(self.open)
        holder = column(flow)
        holder.rows.addStretch(1)
        return holder

    def _add_fold(self, rows: QVBoxLayout, words: Words) -> None:
        item = self.kept.item
        if item.details or len(item.apps) > 1 or (item.backing is not None and item.backing.sources):
            self.fold = Fold(words.say(phrase("Details")), self._details, style=TextStyle.SMALL)
            self.fold.head.setAccessibleName(words.say(phrase("Details: {whom}", whom=told.whom(item))))
            self.fold.toggled.connect(lambda is_open: self.read_wished.emit() if is_open else None)
            rows.addWidget(self.fold)

    def _details(self) -> QWidget:
        item, words = self.kept.item, self._words
        holder = column(gap=6)
        if item.details:
            holder.rows.addWidget(bullets([words.say(detail) for detail in item.details], TextStyle.SMALL))
        if len(item.apps) > 1:
            holder.rows.addWidget(PlainLabel(words.say(phrase("It also concerns:")), TextStyle.SMALL))
            holder.rows.addLayout(self._apps(words))
        for source in item.backing.sources[:4] if item.backing is not None else ():
            holder.rows.addLayout(address_row(source, words, self._wishes))
        return holder

    def _apps(self, words: Words) -> Flow:
        flow = Flow(gap=12, line_gap=2)
        for app in self.kept.item.apps[1:]:
            name = outside.name(app.name, limit=told.NAME_LIMIT)
            said = words.say(phrase("Open the card of {name}", name=name))
            button = Button(name, ButtonRole.LINK, name=said)
            button.clicked.connect(lambda _=False, app=app.id: self.open_wished.emit(app))
            flow.addWidget(button)
        return flow

    def _spoken(self, words: Words) -> str:
        """All that it says at a glance, for a screen reader."""
        item = self.kept.item
        head = phrase("{kind}: {whom}", kind=told.LOOKS[item.matter].word, whom=told.whom(item))
        return ". ".join((words.say(head), *told.sentences(item, words)))
