"""What pages have in common: a scrolling column in the middle, no wider than one can read."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from gui.theme.metrics import GAP, MARGIN, NARROW, NARROW_MARGIN, READABLE_WIDTH


class Column(QWidget):
    """A column that stays in the middle and never grows wider than one can read."""

    def __init__(self, top: int = 20, bottom: int = 28) -> None:
        super().__init__()
        self.setProperty("role", "page")
        self._top, self._bottom = top, bottom
        self.rows = QVBoxLayout(self)
        self.rows.setSpacing(GAP)
        self._centre(self.width())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep to the middle."""
        self._centre(event.size().width())
        super().resizeEvent(event)

    def _centre(self, width: int) -> None:
        least = MARGIN if width >= NARROW else NARROW_MARGIN
        side = max(least, (width - READABLE_WIDTH) // 2)
        self.rows.setContentsMargins(side, self._top, side, self._bottom)


class ScrollPage(QScrollArea):
    """A page that scrolls. Whatever takes the focus is brought into view."""

    def __init__(self) -> None:
        super().__init__()
        self.column = Column()
        self.setWidget(self.column)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)


def clear(layout: QVBoxLayout) -> None:
    """Take everything out of a layout and let it go."""
    while (item := layout.takeAt(0)) is not None:
        widget = item.widget()
        if widget is not None:
            widget.hide()
            widget.deleteLater()
