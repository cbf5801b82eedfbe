"""A calm strip across the page: how far the search index has come."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QVBoxLayout

from core.texts import formats
from core.texts.phrase import Phrase, phrase
from gui.indexing import IndexBuilder, IndexState
from gui.speaker import Speaker
from gui.theme.metrics import TextStyle
from gui.widgets.announce import announce
from gui.widgets.boxes import column
from gui.widgets.buttons import Button
from gui.widgets.panel import Panel
from gui.widgets.plain_label import PlainLabel

_BAR_HEIGHT = 8


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
