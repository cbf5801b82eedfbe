"""Shown instead of everything else while there is no catalogue: what happened, what is safe, what to do."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QProgressBar, QVBoxLayout

from core.texts import formats
from core.texts.phrase import Phrase, phrase
from gui.errors import Trouble
from gui.pages.frame import ScrollPage, clear
from gui.speaker import Speaker
from gui.theme.metrics import TextStyle
from gui.widgets.announce import announce
from gui.widgets.boxes import bullets, card, column
from gui.widgets.buttons import Button, ButtonRole
from gui.widgets.layouts import Flow
from gui.widgets.plain_label import PlainLabel

_PROBLEMS = 20
_OTHER_FILE = frozenset({"catalogue-missing", "catalogue-damaged", "catalogue-foreign"})
"""Trouble that another file of the same catalogue ends."""


@dataclass(frozen=True, slots=True)
class Ways:
    """What can be done where there is no catalogue."""

    sync: bool = False
    """A publisher is followed, whose catalogue can be taken."""
    build: bool = False
    """It can be built from its sources, and what is built is not refused."""


class TroublePage(ScrollPage):
    """What is wrong with the catalogue, and the way out."""

    build_wished = Signal()
    """Build the catalogue from its sources."""
    cancel_wished = Signal()
    """Stop building."""
    retry_wished = Signal()
    """Try to open it again."""
    sync_wished = Signal()
    """Get a catalogue on the Sync page."""

    def __init__(self, speaker: Speaker) -> None:
        super().__init__()
        self._speaker, self._ways = speaker, Ways()
        self._trouble: Trouble | None = None
        self._problems: tuple[str, ...] = ()
        self._bar: QProgressBar | None = None
        self._told: PlainLabel | None = None
        self._opening: PlainLabel | None = None
        self._place = QVBoxLayout()
        self.column.rows.addLayout(self._place)
        self.column.rows.addStretch(1)

    def show_loading(self) -> None:
        """Tell that the catalogue is being opened."""
        clear(self._place)
        self._trouble = None
        self._opening = PlainLabel(self._speaker.say(phrase("Opening the catalogue …")), subtle=True)
        self._place.addWidget(self._opening)

    def show_opened(self, done: int, total: int) -> None:
        """Tell how far opening has come: the rows of a large catalogue take a while to verify."""
        if self._opening is not None and total:
            share = formats.percent(100 * done / total, self._speaker.language)
            self._opening.setText(self._speaker.say(phrase("Verifying the catalogue: {share}", share=share)))

    def show_trouble(self, trouble: Trouble, ways: Ways, problems: tuple[str, ...] = ()) -> None:
        """Tell what is wrong.

        Args:
            trouble: what it is.
            ways: what this machine can do about it.
            problems: lines of detail, such as mistakes in source files.
        """
        self._trouble, self._problems, self._opening = trouble, problems, None
        self._ways = ways
        clear(self._place)
        say = self._speaker.say
        parts = [PlainLabel(say(trouble.what), TextStyle.HEADING)]
        if trouble.safe is not None:
            parts.append(PlainLabel(say(trouble.safe)))
        parts.append(PlainLabel(say(self._next_step(trouble))))
        panel = card("", *parts, self._buttons(), gap=12)
        self._place.addWidget(panel)
        if problems:
            self._place.addWidget(card("", bullets(problems[:_PROBLEMS], TextStyle.SMALL)))
        announce(self, " ".join(part.text() for part in parts), at_once=True)

    def show_progress(self, done: int, total: int) -> None:
        """Tell how far building has come."""
        if self._bar is None:
            self._begin_progress()
        if self._bar is not None:
            self._bar.setRange(0, total)
            self._bar.setValue(done)
        if total and self._told is not None:
            share = formats.percent(100 * done / total, self._speaker.language)
            self._told.setText(self._speaker.say(phrase("{share} done", share=share)))

    def end_progress(self) -> None:
        """Building has ended, one way or the other."""
        self._bar = None

    def refresh(self) -> None:
        """Say everything again in another language."""
        if self._trouble is not None and self._bar is None:
            self.show_trouble(self._trouble, self._ways, self._problems)

    def _next_step(self, trouble: Trouble) -> Phrase:
        """What to do. Core speaks of commands; where a publisher is followed, the window has the way itself."""
        if self._ways.sync and trouble.code in _OTHER_FILE:
            return phrase("Go to Sync, and fetch the catalogue or import it from a folder.")
        return trouble.next_step

    def _buttons(self) -> Flow:
        buttons = [(phrase("Try again"), self.retry_wished)]
        if self._ways.build:
            buttons.insert(0, (phrase("Build the catalogue from its sources"), self.build_wished))
        if self._ways.sync:
            buttons.insert(0, (phrase("Get a catalogue: go to Sync"), self.sync_wished))
        flow = Flow()
        for place, (words, wished) in enumerate(buttons):
            button = Button(self._speaker.say(words), ButtonRole.PLAIN if place else ButtonRole.PRIMARY)
            button.clicked.connect(wished)
            flow.addWidget(button)
        return flow

    def _begin_progress(self) -> None:
        clear(self._place)
        self._opening = None
        say = self._speaker.say
        self._bar = QProgressBar()
        self._bar.setTextVisible(False)
        self._bar.setAccessibleName(say(phrase("Building the catalogue")))
        self._told = PlainLabel("", subtle=True)
        cancel = Button(say(phrase("Cancel")))
        cancel.clicked.connect(self.cancel_wished)
        flow = Flow()
        flow.addWidget(cancel)
        heading = PlainLabel(say(phrase("Building the catalogue")), TextStyle.HEADING)
        self._place.addWidget(card("", heading, column(self._bar, self._told), flow, gap=14))
