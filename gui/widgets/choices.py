"""Questions with a few answers: radio buttons and a switch, drawn alike in every theme."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from PySide6.QtCore import QPoint, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QButtonGroup, QCheckBox, QRadioButton, QVBoxLayout, QWidget

from core.texts import outside
from gui.theme.icons import draw_icon
from gui.theme.metrics import RING, SMALL_GAP, TINY_GAP, TextStyle, scaled, set_text
from gui.theme.palette import Tokens, Tone, tokens_of
from gui.widgets.layouts import Flow
from gui.widgets.plain_label import PlainLabel

T = TypeVar("T")

_MARK = 20
_SWATCH = 12
_PAD = 4
_HEIGHT = 36


@dataclass(frozen=True, slots=True)
class Option(Generic[T]):
    """One answer."""

    value: T
    text: str
    swatch: str = ""
    """A colour shown before the text; empty: none."""
    help: str = ""
    """A sentence more, for a screen reader and as a tip."""


class Choice(QRadioButton):
    """One answer of a question."""

    def __init__(self, option: Option[T], question: str) -> None:
        super().__init__()
        self._swatch = option.swatch
        _name(self, option.text, question, option.help)

    def sizeHint(self) -> QSize:
        """Mark, swatch and text."""
        return _size(self, self._swatch)

    def minimumSizeHint(self) -> QSize:
        """As `sizeHint`: an answer is never cut."""
        return self.sizeHint()

    def hitButton(self, pos: QPoint) -> bool:
        """The whole of it can be pressed."""
        return self.rect().contains(pos)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw a ring with a dot where it is chosen, swatch and text."""
        tokens, painter = tokens_of(self), QPainter(self)
        place = _draw_ground(self, painter, tokens)
        accent = QColor(tokens.of(Tone.ACCENT).solid)
        chosen = self.isChecked()
        painter.setBrush(QColor(tokens.surface))
        painter.setPen(QPen(accent if chosen else QColor(tokens.edge), 2 if chosen else 1.5))
        painter.drawEllipse(place.adjusted(2, 2, -2, -2))
        if chosen:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(accent)
            painter.drawEllipse(place.adjusted(6, 6, -6, -6))
        _draw_text(self, painter, self._swatch, tokens)


class Switch(QCheckBox):
    """Something that is so or is not."""

    def __init__(self, text: str, help_text: str = "") -> None:
        super().__init__()
        _name(self, text, "", help_text)

    def sizeHint(self) -> QSize:
        """Mark and text."""
        return _size(self, "")

    def minimumSizeHint(self) -> QSize:
        """As `sizeHint`: the text is never cut."""
        return self.sizeHint()

    def hitButton(self, pos: QPoint) -> bool:
        """The whole of it can be pressed."""
        return self.rect().contains(pos)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw a box with a tick where it is so, and the text."""
        tokens, painter = tokens_of(self), QPainter(self)
        box = _draw_ground(self, painter, tokens).adjusted(2, 2, -2, -2)
        accent = tokens.of(Tone.ACCENT)
        painter.setBrush(QColor(accent.solid if self.isChecked() else tokens.surface))
        painter.setPen(QPen(QColor(accent.solid if self.isChecked() else tokens.edge), 1.5))
        painter.drawRoundedRect(box, 3, 3)
        if self.isChecked():
            draw_icon(painter, "tick", box.adjusted(1, 1, -1, -1), accent.on_solid)
        _draw_text(self, painter, "", tokens)


class Question(QWidget, Generic[T]):
    """A question and its answers; `button_group.idClicked` tells which was chosen.

    Args:
        question: the question in words.
        options: its answers.
        chosen: the value that holds.
        note: what helps to answer it; the help of the answer that is chosen stands in its place.
    """

    def __init__(self, question: str, options: Sequence[Option[T]], chosen: T, note: str = "") -> None:
        super().__init__()
        self._note = note
        self.options = tuple(options)
        self.button_group = QButtonGroup(self)
        self.setAccessibleName(outside.line(question))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(TINY_GAP)
        label = PlainLabel(question, TextStyle.SMALL)
        layout.addWidget(label)
        row = Flow(gap=SMALL_GAP, line_gap=0)
        for number, option in enumerate(self.options):
            button = Choice(option, question)
            button.setChecked(option.value == chosen)
            self.button_group.addButton(button, number)
            row.addWidget(button)
        layout.addLayout(row)
        self._told = PlainLabel("", TextStyle.CAPTION, subtle=True)
        layout.addWidget(self._told)
        layout.addStretch(1)
        self.button_group.idToggled.connect(lambda _id, is_on: self._tell() if is_on else None)
        self._tell()

    def choose(self, value: T) -> None:
        """Show that this value holds; nothing is told, for it was not answered here."""
        for number, option in enumerate(self.options):
            if option.value == value:
                self.button_group.button(number).setChecked(True)

    def _tell(self) -> None:
        text = self.options[max(0, self.button_group.checkedId())].help or self._note
        self._told.setText(text)
        self._told.setVisible(bool(text))

    def value(self) -> T:
        """The value chosen."""
        return self.options[max(0, self.button_group.checkedId())].value


def _name(button: QAbstractButton, text: str, question: str, help_text: str) -> None:
    shown = outside.line(text)
    set_text(button, TextStyle.BODY)
    button.setText(shown.replace("&", "&&"))
    button.setAccessibleName(shown)
    button.setAccessibleDescription(" ".join(part for part in (question, help_text) if part))
    button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    button.setAttribute(Qt.WidgetAttribute.WA_Hover)


def _size(button: QAbstractButton, swatch: str) -> QSize:
    words = int(QFontMetricsF(button.font()).horizontalAdvance(_words(button))) + 2
    return QSize(_left(swatch) + words + 2 * _PAD, scaled(_HEIGHT))


def _left(swatch: str) -> int:
    return _PAD + _MARK + 8 + (_SWATCH + 7 if swatch else 0)


def _words(button: QAbstractButton) -> str:
    return button.text().replace("&&", "&")


def _draw_ground(button: QAbstractButton, painter: QPainter, tokens: Tokens) -> QRectF:
    """Draw what lies under the mark; where the mark goes."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    if button.underMouse() and button.isEnabled():
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(tokens.hover))
        painter.drawRoundedRect(QRectF(button.rect()), 6, 6)
    return QRectF(_PAD, (button.height() - _MARK) / 2, _MARK, _MARK)


def _draw_text(button: QAbstractButton, painter: QPainter, swatch: str, tokens: Tokens) -> None:
    if swatch:
        centre = QPointF(_left(swatch) - 7 - _SWATCH / 2, button.height() / 2)
        _draw_swatch(painter, centre, swatch, tokens)
    painter.setFont(button.font())
    painter.setPen(QColor(tokens.ink if button.isEnabled() else tokens.subtle))
    room = button.rect().adjusted(_left(swatch), 0, 0, 0)
    painter.drawText(room, Qt.AlignmentFlag.AlignVCenter, _words(button))
    if button.hasFocus():
        draw_ring(painter, QRectF(button.rect()), tokens)


def _draw_swatch(painter: QPainter, centre: QPointF, colour: str, tokens: Tokens) -> None:
    painter.setPen(QPen(QColor(tokens.edge), 1))
    painter.setBrush(QColor(colour))
    painter.drawEllipse(centre, _SWATCH / 2, _SWATCH / 2)


def draw_ring(painter: QPainter, place: QRectF, tokens: Tokens) -> None:
    """Draw the focus ring just inside a place."""
    half = RING / 2
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(QPen(QColor(tokens.focus), RING))
    painter.drawRoundedRect(place.adjusted(half, half, -half, -half), 6, 6)
