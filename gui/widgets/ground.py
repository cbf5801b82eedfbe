"""The ground of the bars at the top and the bottom."""

from __future__ import annotations

from PySide6.QtGui import (
    QColor,
    QPainter,
    QPaintEvent,
)
from PySide6.QtWidgets import QWidget

from gui.theme.palette import tokens_of


class Bar(QWidget):
    """A surface with a hairline above or below; what it holds is added by those who build on it."""

    def __init__(self, *, line_above: bool) -> None:
        super().__init__()
        self._line_above = line_above

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw ground and hairline."""
        tokens, painter = tokens_of(self), QPainter(self)
        painter.fillRect(self.rect(), QColor(tokens.surface))
        row = 0 if self._line_above else self.height() - 1
        painter.fillRect(0, row, self.width(), 1, QColor(tokens.line))
