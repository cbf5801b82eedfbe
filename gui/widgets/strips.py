"""Calm strips across the page: apps chosen to be compared, and how far the search index has come."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QVBoxLayout, QWidget

from core.texts import formats, outside
from core.texts.phrase import Phrase, phrase, plural
from gui.indexing import IndexBuilder, IndexState
from gui.keeping import Basket
from gui.speaker import Speaker
from gui.theme.metrics import TextStyle
from gui.theme.palette import Tone
from gui.widgets.announce import announce
from gui.widgets.boxes import column
from gui.widgets.buttons import Button, ButtonRole
from gui.widgets.layouts import Columns, Flow
from gui.widgets.panel import Panel, ToneBox
from gui.widgets.plain_label import PlainLabel

_NAME_LIMIT = 40
_BAR_HEIGHT = 8


class BasketStrip(QWidget):
    """The apps chosen to be compared; hidden while there are none."""

    compare_wished = Signal()
    """Show them side by side."""

    def __init__(self, speaker: Speaker, basket: Basket) -> None:
        super().__init__()
        self._speaker, self._basket = speaker, basket
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
        self.setVisible(bool(apps))

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


class IndexStrip(Panel):
    """How far the search index has come, and what is found meanwhile; hidden while it is whole."""

    def __init__(self, speaker: Speaker, builder: IndexBuilder) -> None:
        super().__init__()
        self._speaker, self._builder = speaker, builder
        self._told_state = IndexState.READY
        self._heading = PlainLabel("", TextStyle.STRONG)
        self._text = PlainLabel("", subtle=True)
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.bar.setFixedHeight(_BAR_HEIGHT)
        self.cancel = Button("")
        self.cancel.clicked.connect(builder.cancel)
        self.again = Button("")
        self.again.clicked.connect(builder.start_again)
        buttons = QHBoxLayout()
        buttons.setContentsMargins(0, 0, 0, 0)
        buttons.addWidget(self.cancel)
        buttons.addWidget(self.again)
        row = QHBoxLayout()
        row.setSpacing(20)
        row.addWidget(column(self._heading, self._text, gap=2), 1)
        row.addLayout(buttons)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(18, 12, 16, 14)
        rows.setSpacing(10)
        rows.addLayout(row)
        rows.addWidget(self.bar)
        builder.changed.connect(self.refresh)
        self.refresh()

    def refresh(self) -> None:
        """Say how it stands."""
        state, say = self._builder.state, self._speaker.say
        self.setVisible(state is not IndexState.READY)
        is_building = state is IndexState.BUILDING
        self.bar.setVisible(is_building)
        self.bar.setRange(0, 100)
        self.bar.setValue(self._builder.percent)
        _swap(self.again, self.cancel) if is_building else _swap(self.cancel, self.again)
        self.cancel.say(say(phrase("Cancel")), say(phrase("Stop making the search index")))
        self.again.say(say(phrase("Start again")), say(phrase("Start making the search index again")))
        self._heading.setText(say(self._told()))
        self._text.setText(" ".join(say(part) for part in self._more()))
        self.bar.setAccessibleName(self._heading.text())
        if state is not self._told_state:
            self._told_state = state
            announce(self, f"{self._heading.text()}. {self._text.text()}" if self.isVisible() else "")

    def _told(self) -> Phrase:
        if self._builder.state is IndexState.BUILDING:
            share = formats.percent(self._builder.percent, self._speaker.language)
            if self._builder.repairs:
                return phrase("The search index could not be used and is made anew: {share}", share=share)
            return phrase("The search index is being made: {share}", share=share)
        trouble = self._builder.trouble
        return trouble.what if trouble is not None else phrase("The search index is not finished")

    def _more(self) -> list[Phrase]:
        if self._builder.state is IndexState.BUILDING:
            return [phrase("Assessed apps can be looked up meanwhile, others by store address or id alone.")]
        until = phrase("Until it is, only assessed apps are found by name, others by store address or id.")
        trouble = self._builder.trouble
        return [until] if trouble is None else [trouble.next_step, until]


def _swap(old: Button, new: Button) -> None:
    """Show one button in the place of another; the focus goes with it."""
    new.show()
    if old.hasFocus():
        new.setFocus()
    old.hide()


def _centred(*labels: PlainLabel) -> QWidget:
    """Texts below each other, in the middle of their height."""
    stack = column(gap=0)
    stack.rows.addStretch(1)
    for label in labels:
        stack.rows.addWidget(label)
    stack.rows.addStretch(1)
    stack.rows.setAlignment(Qt.AlignmentFlag.AlignVCenter)
    return stack
