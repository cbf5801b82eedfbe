"""The checks that a release has to pass, one below the other: a shape, what is done, and how it stands in a word."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QWidget

from core.sync.model import Check
from core.texts.words import Words
from gui.sync_page.words import LOOKS, STATES, CheckState, check
from gui.widgets.boxes import Stack
from gui.widgets.notice import Sign
from gui.widgets.plain_label import PlainLabel


class CheckRow(QWidget):
    """One check."""

    def __init__(self) -> None:
        super().__init__()
        look = LOOKS[CheckState.WAITING]
        self._sign = Sign(look.picture, look.tone)
        self.name, self.state = PlainLabel(""), PlainLabel("", subtle=True, wrap=False)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(10)
        row.addWidget(self._sign, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self.name, 1)
        row.addWidget(self.state, 0, Qt.AlignmentFlag.AlignTop)

    def show_state(self, which: Check, state: CheckState, words: Words) -> None:
        """Show how a check stands."""
        look = LOOKS[state]
        self._sign.turn_into(look.picture, look.tone)
        for label, text in ((self.name, check(which, state)), (self.state, STATES[state])):
            said = words.say(text)
            if said != label.text():
                label.setText(said)


class CheckList(Stack):
    """All of them. It changes in place: nothing moves while a sync goes on."""

    def __init__(self) -> None:
        super().__init__(gap=8)
        self.lines = {check: CheckRow() for check in Check}
        for line in self.lines.values():
            self.rows.addWidget(line)

    def show_states(self, states: Iterable[tuple[Check, CheckState]], words: Words) -> None:
        """Show how each of them stands."""
        for which, state in states:
            self.lines[which].show_state(which, state, words)

    def told(self) -> list[tuple[str, str]]:
        """What stands on each line: what is done, and how it stands."""
        return [(line.name.text(), line.state.text()) for line in self.lines.values()]
