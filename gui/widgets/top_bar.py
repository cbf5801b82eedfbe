"""The bar at the top: where one was before, search, situation, language."""

from __future__ import annotations

from enum import Enum

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import (
    QAction,
    QActionGroup,
    QColor,
    QPainter,
    QPaintEvent,
    QResizeEvent,
)
from PySide6.QtWidgets import QHBoxLayout, QMenu, QSizePolicy

from core.situation import Situation
from core.texts.phrase import Language, phrase
from gui.shortcuts import Act, keys_of
from gui.speaker import Speaker
from gui.theme.metrics import NARROW, SEARCH_HEIGHT, margin_of, text_scale
from gui.theme.palette import CLASS_COLOURS, Tone, tokens_of
from gui.widgets.buttons import Button, ButtonRole
from gui.widgets.ground import Bar
from gui.widgets.search_field import SearchField
from gui.widgets.tips import set_tip

_ROOMY, _LANGUAGE_FITS, _CHIP_FITS, _TRAVEL_FITS = 930, 700, 620, 480
"""Widths of the bar from which the situation is told in full, the language is offered, and so on."""
LANGUAGE_NAMES = {Language.NB: "Bokmål", Language.NN: "Nynorsk", Language.EN: "English"}


class _Told(Enum):
    """How much of the situation is told."""

    FULL = 0
    SHORT = 1
    CLASS = 2


class SituationChip(Button):
    """The situation in a few words; opens and closes the questions."""

    def __init__(self) -> None:
        super().__init__("", ButtonRole.CHIP)
        self._dot = ""
        self._label = self._device = self._colour = ""
        self.setMinimumHeight(SEARCH_HEIGHT)
        self.setCheckable(True)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self._told = _Told.FULL

    def describe(self, situation: Situation, speaker: Speaker) -> None:
        """Show another situation."""
        self._device = speaker.term(f"devices.{situation.device.value}.label")
        self._colour = speaker.term(f"classes.colours.{situation.information.value}")
        self._label = speaker.say(phrase("My situation:"))
        self._dot = CLASS_COLOURS[situation.information]
        self._say()

    def shorten(self, told: _Told) -> None:
        """Leave out words where there is little room."""
        self._told = told
        self._say()

    def sizeHint(self) -> QSize:
        """The words and the dot."""
        return super().sizeHint() + QSize(8, 0)

    def minimumSizeHint(self) -> QSize:
        """As `sizeHint`: the situation is never cut."""
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the button, and the dot in the gap left for it."""
        super().paintEvent(event)
        before, _, _ = self.text().partition("●")
        if not self._dot:
            return
        metrics = self.fontMetrics()
        left = (self.width() - metrics.horizontalAdvance(self.text())) / 2
        left += metrics.horizontalAdvance(before)
        tokens, painter = tokens_of(self), QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        side = metrics.horizontalAdvance("●")
        ground = tokens.of(Tone.ACCENT).surface if self.isChecked() else tokens.surface
        painter.fillRect(int(left) - 1, 8, side + 2, self.height() - 16, QColor(ground))
        painter.setBrush(QColor(self._dot))
        painter.setPen(QColor(tokens.edge))
        top = (self.height() - 11) / 2
        painter.drawEllipse(int(left + (side - 11) / 2), int(top), 11, 11)

    def _say(self) -> None:
        words = {
            _Told.FULL: f"{self._label} {self._device} ● {self._colour}",
            _Told.SHORT: f"{self._device} ● {self._colour}",
            _Told.CLASS: f"● {self._colour}",
        }
        self.say(words[self._told], f"{self._label} {self._device}, {self._colour}")
        self.updateGeometry()


class TopBar(Bar):
    """Where one was before, search from anywhere, the situation, the language."""

    language_chosen = Signal(object)
    """A `Language`."""

    def __init__(self, speaker: Speaker) -> None:
        super().__init__(line_above=False)
        self._speaker = speaker
        self.back = Button("", ButtonRole.QUIET, picture="back")
        self.forward = Button("", ButtonRole.QUIET, picture="forward")
        self.search = SearchField()
        self.chip = SituationChip()
        self._has_situation = False
        self.language = Button("", ButtonRole.QUIET, picture="chevron-down")
        self.language.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
        self._menu = QMenu(self)
        self.language.setMenu(self._menu)
        self._group = QActionGroup(self)
        self._add_languages()
        self._row = layout = QHBoxLayout(self)
        layout.setSpacing(2)
        layout.addWidget(self.back)
        layout.addWidget(self.forward)
        layout.addSpacing(6)
        layout.addWidget(self.search, 1)
        layout.addSpacing(10)
        layout.addWidget(self.chip)
        layout.addWidget(self.language)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.can_travel(back=False, forward=False)
        self.refresh()

    def show_situation(self, situation: Situation | None) -> None:
        """Tell the situation; None: there is no catalogue, and no words for it."""
        self._has_situation = situation is not None
        if situation is not None:
            self.chip.describe(situation, self._speaker)
        self.chip.setVisible(self._has_situation)

    def can_travel(self, *, back: bool, forward: bool) -> None:
        """Tell whether there is a place to go back to, and one ahead."""
        for button, is_possible in ((self.back, back), (self.forward, forward)):
            if button.hasFocus() and not is_possible:
                self.search.setFocus()
            button.setEnabled(is_possible)

    def refresh(self) -> None:
        """Say everything in the language in use."""
        say, words = self._speaker.say, self._speaker.words
        self.search.offer(say(phrase("App name or store address")), say(phrase("App name")))
        self.search.setAccessibleName(say(phrase("Look up an app")))
        self.search.setAccessibleDescription(
            say(phrase("Results appear while you type. Arrow keys choose, Enter opens, Escape clears."))
        )
        for button, name, act in (
            (self.back, say(phrase("Back")), Act.BACK),
            (self.forward, say(phrase("Forward")), Act.FORWARD),
        ):
            button.say("", name)
            set_tip(button, f"{name} ({keys_of(act, words)})")
        name = LANGUAGE_NAMES[self._speaker.language]
        self.language.say(name, say(phrase("Language: {language}", language=name)))
        for action in self._group.actions():
            action.setChecked(action.data() == self._speaker.language.value)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Leave out words where there is little room."""
        width = event.size().width() / text_scale()
        self.chip.shorten(_Told.FULL if width >= _ROOMY else _Told.SHORT if width >= _CHIP_FITS else _Told.CLASS)
        self.language.setVisible(width >= _LANGUAGE_FITS)
        self.back.setVisible(width >= _TRAVEL_FITS)
        self.forward.setVisible(width >= _TRAVEL_FITS)
        side = max(8, margin_of(event.size().width()) - 10)
        tall = 14 if width >= NARROW else 8
        self._row.setContentsMargins(side if width >= _TRAVEL_FITS else side + 8, tall, side, tall + 1)
        super().resizeEvent(event)

    def _add_languages(self) -> None:
        for language in Language:
            action = QAction(LANGUAGE_NAMES[language], self._menu)
            action.setCheckable(True)
            action.setData(language.value)
            action.triggered.connect(lambda _=False, which=language: self.language_chosen.emit(which))
            self._group.addAction(action)
            self._menu.addAction(action)
