"""A calm strip across the window: the apps chosen to be compared."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from core.texts import formats, outside
from core.texts.phrase import Phrase, phrase, plural
from gui.keeping import Basket
from gui.speaker import Speaker
from gui.theme.metrics import TextStyle
from gui.theme.palette import Tone
from gui.widgets.announce import announce
from gui.widgets.boxes import column
from gui.widgets.buttons import Button, ButtonRole
from gui.widgets.layouts import Columns, Flow
from gui.widgets.panel import ToneBox
from gui.widgets.plain_label import PlainLabel

_NAME_LIMIT = 40


class BasketStrip(QWidget):
    """The apps chosen to be compared; hidden while there are none."""

    compare_wished = Signal()
    """Show them side by side."""

    def __init__(self, speaker: Speaker, basket: Basket) -> None:
        super().__init__()
        self._speaker, self._basket = speaker, basket
        self._is_wanted = True
        self._told = PlainLabel("", TextStyle.STRONG)
        self._names = PlainLabel("")
        self.compare = Button("", picture="compare")
        self.compare.clicked.connect(self.compare_wished)
        self.empty = Button("", ButtonRole.QUIET)
        self.empty.clicked.connect(basket.clear)
        buttons = Flow(gap=4, line_gap=0, to_right=True)
        buttons.addWidget(self.compare)
        buttons.addWidget(self.empty)
        right = QWidget()
        right.setLayout(buttons)
        box = ToneBox(Tone.ACCENT, has_bar=False)
        columns = Columns(weights=(62, 38), gap=16, narrowest=560)
        columns.setContentsMargins(18, 8, 10, 8)
        columns.addWidget(_centred(self._told, self._names))
        columns.addWidget(right)
        box.setLayout(columns)
        self.place = QVBoxLayout(self)
        self.place.addWidget(box)
        basket.changed.connect(self._basket_changed)
        self.refresh()

    def refresh(self) -> None:
        """Say everything again."""
        say, apps = self._speaker.say, self._basket.apps
        self._told.setText(say(self._counted()))
        names = tuple(outside.name(one.name, limit=_NAME_LIMIT) for one in apps)
        self._names.setText(formats.listed(names, self._speaker.language))
        self.compare.say(say(phrase("Compare")), say(phrase("Compare the chosen apps")))
        self.empty.say(say(phrase("Clear")), say(phrase("Clear the apps chosen to be compared")))
        self.compare.setVisible(self._basket.is_enough)
        self.setVisible(bool(apps) and self._is_wanted)

    def want(self, *, is_wanted: bool) -> None:
        """Show it where there is something to show, or not at all: the comparison itself needs none."""
        self._is_wanted = is_wanted
        self.setVisible(bool(self._basket.apps) and is_wanted)

    def keep_to(self, side: int) -> None:
        """Keep to the margins of the pages."""
        self.place.setContentsMargins(side, 4, side, 10)

    def _basket_changed(self) -> None:
        self.refresh()
        said = f"{self._told.text()}. {self._names.text()}" if self._basket.apps else ""
        announce(self, said or self._speaker.say(phrase("No apps are chosen to be compared")))

    def _counted(self) -> Phrase:
        number = len(self._basket.apps)
        if self._basket.is_enough:
            return plural("{count} app chosen to compare", "{count} apps chosen to compare", count=number)
        return plural("{count} app chosen to compare: choose one more", "{count} apps chosen to compare", count=number)


def _centred(*labels: PlainLabel) -> QWidget:
    """Texts below each other, in the middle of their height."""
    stack = column(gap=0)
    stack.rows.addStretch(1)
    for label in labels:
        stack.rows.addWidget(label)
    stack.rows.addStretch(1)
    stack.rows.setAlignment(Qt.AlignmentFlag.AlignVCenter)
    return stack
