"""The search field: looks up while one types, moves through the list without leaving the field."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from gui.theme.icons import draw_icon
from gui.theme.metrics import SEARCH_HEIGHT, TextStyle
from gui.theme.palette import tokens_of

_LONGEST = 300
_HINT_FITS = 360
"""Width from which the keys are told."""
_STEPS = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1, Qt.Key.Key_PageDown: 6, Qt.Key.Key_PageUp: -6}


class SearchField(QLineEdit):
    """One line to type in."""

    moved = Signal(int)
    """The choice in the list should go so many rows down."""
    entered = Signal()
    """Open what is chosen."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "search")
        self.setFont(TextStyle.BODY.font())
        self.setMaxLength(_LONGEST)
        self.setFixedHeight(SEARCH_HEIGHT + 4)
        self._hint = "Ctrl K"

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows and Enter are for the list; everything else is typing."""
        if (steps := _STEPS.get(Qt.Key(event.key()))) is not None:
            self.moved.emit(steps)
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.entered.emit()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the field, a glass, and the keys that lead here."""
        super().paintEvent(event)
        tokens, painter = tokens_of(self), QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        draw_icon(painter, "search", QRectF(14, (self.height() - 18) / 2, 18, 18), tokens.subtle)
        if self.width() < _HINT_FITS:
            return
        place = QRectF(self.width() - 62, (self.height() - 22) / 2, 48, 22)
        painter.setPen(QColor(tokens.line))
        painter.setBrush(QColor(tokens.surface))
        painter.drawRoundedRect(place.adjusted(0.5, 0.5, -0.5, -0.5), 4, 4)
        painter.setFont(TextStyle.CAPTION.font())
        painter.setPen(QColor(tokens.subtle))
        painter.drawText(place, Qt.AlignmentFlag.AlignCenter, self._hint)
