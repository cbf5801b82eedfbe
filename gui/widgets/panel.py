"""Grounds that things stand on: a card, and a tinted box whose tone has a word and a shape beside it."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPaintEvent, QPalette, QPen
from PySide6.QtWidgets import QFrame, QWidget

from gui.theme.metrics import RADIUS
from gui.theme.palette import Tokens, Tone, tokens_of

_BAR = 6
"""Width of the bar at the left of a tinted box."""


class Panel(QFrame):
    """A card: surface, hairline, round corners."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.radius = float(RADIUS)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the ground."""
        tokens = tokens_of(self)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self.draw_ground(painter, tokens)

    def draw_ground(self, painter: QPainter, tokens: Tokens) -> None:
        """Draw surface and hairline."""
        painter.setBrush(QColor(tokens.surface))
        painter.setPen(QPen(QColor(tokens.line), 1))
        painter.drawRoundedRect(self.ground(), self.radius, self.radius)

    def ground(self) -> QRectF:
        """The rectangle whose hairline falls on whole pixels."""
        return QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)


class ToneBox(Panel):
    """A box tinted by a tone, with a bar at its left; text inside takes the tone's text colour."""

    def __init__(self, tone: Tone, parent: QWidget | None = None, *, has_bar: bool = True) -> None:
        super().__init__(parent)
        self._tone = tone
        self._has_bar = has_bar
        self._painted: Tokens | None = None
        self._take_colours()

    @property
    def tone(self) -> Tone:
        """What its colour means."""
        return self._tone

    def draw_ground(self, painter: QPainter, tokens: Tokens) -> None:
        """Draw the tint, its hairline and the bar."""
        shades = tokens.of(self._tone)
        outline = QPainterPath()
        outline.addRoundedRect(self.ground(), self.radius, self.radius)
        painter.fillPath(outline, QColor(shades.surface))
        if self._has_bar:
            painter.save()
            painter.setClipPath(outline)
            painter.fillRect(QRectF(0, 0, _BAR, self.height()), QColor(shades.solid))
            painter.restore()
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(QColor(shades.border), 1))
        painter.drawPath(outline)

    def changeEvent(self, event: QEvent) -> None:
        """Follow the theme."""
        if event.type() is QEvent.Type.PaletteChange:
            self._take_colours()
        super().changeEvent(event)

    def _take_colours(self) -> None:
        tokens = tokens_of(self)
        if tokens is self._painted:
            return
        self._painted = tokens
        colours = QPalette()
        text = QColor(tokens.of(self._tone).text)
        colours.setColor(QPalette.ColorRole.WindowText, text)
        colours.setColor(QPalette.ColorRole.PlaceholderText, text)
        self.setPalette(colours)


class Line(QWidget):
    """A hairline across; nothing that a screen reader would have to pass."""

    def __init__(self, parent: QWidget | None = None, *, upright: bool = False) -> None:
        super().__init__(parent)
        if upright:
            self.setFixedWidth(1)
        else:
            self.setFixedHeight(1)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the line."""
        QPainter(self).fillRect(self.rect(), QColor(tokens_of(self).line))
