"""What has left this machine: every request of Appvett, with its bytes. Look-ups never stand here: none is sent."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from core.texts import formats
from core.texts.phrase import Phrase, phrase, plural
from core.texts.words import Words
from gui.theme.metrics import TextStyle
from gui.widgets.boxes import Stack, column
from gui.widgets.buttons import Button, ButtonRole
from gui.widgets.fold import Fold
from gui.widgets.layouts import Flow
from gui.widgets.panel import Line
from gui.widgets.plain_label import PlainLabel

if TYPE_CHECKING:  # loads the database
    from core.sync.left import Left, Totals

_COUNTED = phrase(
    "Counted are the bytes of each request, and of the body that came back. Not counted: looking up the name of the "
    "host, what encryption and the line add, and the head of the answer. A web page that you open is fetched by your "
    "browser, and stands in its own history."
)
_NEVER = phrase("What you look up, open or compare never stands here, because none of it is ever sent.")


class LeftMachine(Stack):
    """Totals, and the list in a fold."""

    copy_wished = Signal(str)
    """Copy this text."""

    def __init__(self, left: Sequence[Left], in_all: Totals, words: Words) -> None:
        """Show the requests.

        Args:
            left: the newest ones, the newest first.
            in_all: all of them, added up.
            words: the language in use.
        """
        super().__init__(gap=8)
        self._left, self._in_all, self._words = tuple(left), in_all, words
        say = words.say
        self.rows.addWidget(PlainLabel(say(totals(in_all, words)), TextStyle.STRONG))
        self.rows.addWidget(PlainLabel(say(_NEVER)))
        self.fold: Fold | None = None
        if left:
            title = phrase("{group} ({number})", group=phrase("The requests, newest first"), number=len(left))
            self.fold = Fold(say(title), self._list)
            self.rows.addWidget(self.fold)
        self.rows.addWidget(PlainLabel(say(_COUNTED), TextStyle.SMALL, subtle=True))

    def as_text(self) -> str:
        """All of it as plain text, one request a line."""
        say = self._words.say
        lines = [say(_TITLE), say(totals(self._in_all, self._words)), *(self._line(one) for one in self._left)]
        return "\n".join([*lines, say(_NEVER), say(_COUNTED)]) + "\n"

    def _list(self) -> QWidget:
        say = self._words.say
        copy = Button(say(phrase("Copy as text")), ButtonRole.QUIET, picture="copy")
        copy.clicked.connect(lambda: self.copy_wished.emit(self.as_text()))
        flow = Flow()
        flow.addWidget(copy)
        stack = column(flow, gap=6)
        for place, one in enumerate(self._left):
            if place:
                stack.rows.addWidget(Line())
            stack.rows.addWidget(self._row(one))
        return stack

    def _row(self, one: Left) -> QWidget:
        say = self._words.say
        where = PlainLabel(f"{one.traffic.host}{one.traffic.path}", TextStyle.SMALL)
        return column(where, PlainLabel(say(self._bytes(one)), TextStyle.CAPTION, subtle=True), gap=0)

    def _bytes(self, one: Left) -> Phrase:
        language = self._words.language
        return phrase(
            "{moment} · sent {sent} · received {received}",
            moment=one.at.astimezone(),
            sent=formats.size(one.traffic.sent, language),
            received=formats.size(one.traffic.received, language),
        )

    def _line(self, one: Left) -> str:
        return f"{one.traffic.host}{one.traffic.path} · {self._words.say(self._bytes(one))}"


_TITLE = phrase("What has left this machine")


def totals(in_all: Totals, words: Words) -> Phrase:
    """How much it was, all in all."""
    if not in_all.requests:
        return phrase("Nothing has left this machine through Appvett.")
    return plural(
        "{count} request: {sent} sent, {received} received",
        "{count} requests: {sent} sent, {received} received",
        count=in_all.requests,
        sent=formats.size(in_all.sent, words.language),
        received=formats.size(in_all.received, words.language),
    )
