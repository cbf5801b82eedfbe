"""What pages have in common: a scrolling column in the middle, no wider than one can read."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from gui.theme.metrics import GAP, MARGIN, margin_of


class Column(QWidget):
    """A column that stays in the middle of a page and never grows wider than one can read."""

    def __init__(self, page: QWidget, top: int = 20, bottom: int = 28) -> None:
        super().__init__()
        self._page = page
        self.setProperty("role", "page")
        self._top, self._bottom = top, bottom
        self.rows = QVBoxLayout(self)
        self.rows.setSpacing(GAP)
        self._centre(self.width())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep to the middle."""
        self._centre(event.size().width())
        super().resizeEvent(event)

    def heightForWidth(self, width: int) -> int:
        """Height at another width, with the margins that it would have then.

        A scroll bar is shown or not by this number: with the margins of now it would come and go without end.
        """
        left, right = self._sides(width)
        now = self.rows.contentsMargins()
        return self.rows.heightForWidth(width - left - right + now.left() + now.right())

    def _centre(self, width: int) -> None:
        left, right = self._sides(width)
        self.rows.setContentsMargins(left, self._top, right, self._bottom)

    def _sides(self, width: int) -> tuple[int, int]:
        """Left and right margin: a scroll bar that comes and goes does not move what stands in the middle."""
        whole = self._page.width()
        left = margin_of(whole)
        return left, max(min(left, MARGIN), left - max(0, whole - width))


class ScrollPage(QScrollArea):
    """A page that scrolls. Whatever takes the focus is brought into view."""

    def __init__(self) -> None:
        super().__init__()
        self.column = Column(self)
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
