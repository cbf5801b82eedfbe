"""The news of one group: some lines, and more of them when they are asked for."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from core.sync.news_model import Group, KeptItem, Matter
from core.texts.phrase import phrase
from core.texts.words import Words
from gui.news_page import words as told
from gui.news_page.line import NewsLine
from gui.theme.metrics import TextStyle
from gui.widgets.boxes import Stack, column
from gui.widgets.buttons import Button
from gui.widgets.panel import Line
from gui.widgets.plain_label import PlainLabel
from gui.wishes import AddressWishes

_FIRST, _MORE = {Group.FOLLOWED: 6}, 10
"""Lines of a group that are shown at first, where it is not the usual number; and how many more each time."""
_USUAL_FIRST = 3


class NewsGroup(Stack):
    """Lines below each other; those that are only counted have no controls.

    Args:
        group: which one.
        number: lines in all.
        fetch: gives at most so many lines after so many.
        words: the language in use.
        wishes: takes what is wished of an address.
        only_unread: whether lines that were read do not count among those before.
    """

    made = Signal(object)
    """This `NewsLine` is new."""

    def __init__(
        self,
        group: Group,
        number: int,
        fetch: Callable[[int, int], tuple[KeptItem, ...]],
        words: Words,
        wishes: AddressWishes,
        *,
        only_unread: bool,
    ) -> None:
        super().__init__(gap=12)
        self.group, self._left = group, number
        self._fetch, self._words, self._wishes, self._only_unread = fetch, words, wishes, only_unread
        self._shown = 0
        self.lines: list[NewsLine] = []
        named = words.say(phrase("Show more: {group}", group=told.GROUPS[group]))
        self.more = Button("", name=named)
        self._named = named
        self.more.clicked.connect(self._show_more)
        self.rows.addWidget(self.more)

    def fill(self) -> None:
        """Show the first lines."""
        self._add(_FIRST.get(self.group, _USUAL_FIRST))

    def _add(self, number: int) -> None:
        kept = self._fetch(number, self._before())
        for one in kept:
            if self._shown:
                self.rows.insertWidget(self.rows.count() - 1, Line())
            self.rows.insertWidget(self.rows.count() - 1, self._widget(one))
            self._shown += 1
        self._left -= len(kept)
        self.more.setHidden(self._left <= 0 or not kept)
        self.more.say(self._words.say(phrase("Show more ({number})", number=self._left)), self._named)

    def _before(self) -> int:
        """How many lines stand before the next one, as the lines are counted now."""
        return sum(not line.is_read for line in self.lines) if self._only_unread else self._shown

    def _show_more(self) -> None:
        before = len(self.lines)
        self._add(_MORE)
        if len(self.lines) > before:
            self.lines[before].focus()

    def _widget(self, kept: KeptItem) -> QWidget:
        if kept.item.matter is Matter.REST:
            when = PlainLabel(self._words.say(told.release(kept.release)), TextStyle.CAPTION, subtle=True)
            return column(*(PlainLabel(line) for line in told.sentences(kept.item, self._words)), when, gap=2)
        line = NewsLine(kept, self._words, self._wishes)
        self.lines.append(line)
        self.made.emit(line)
        return line
