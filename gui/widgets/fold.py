"""A heading that opens and closes what stands below it; what is inside is made when it is first opened."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPaintEvent
from PySide6.QtWidgets import QPushButton, QSizePolicy, QVBoxLayout, QWidget

from core.texts import outside
from gui.theme.icons import draw_icon
from gui.theme.metrics import SMALL_GAP, TextStyle
from gui.theme.palette import tokens_of
from gui.widgets.choices import draw_ring

_ARROW = 18
_PAD = 2


class FoldHead(QPushButton):
    """The heading: an arrow that tells whether it is open, and words."""

    def __init__(self, text: str, style: TextStyle) -> None:
        super().__init__()
        self._shown = outside.line(text)
        self.setCheckable(True)
        self.setFont(style.font())
        self.setAccessibleName(self._shown)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAutoDefault(False)

    def sizeHint(self) -> QSize:
        """Arrow and words."""
        words = int(QFontMetricsF(self.font()).horizontalAdvance(self._shown)) + 2
        return QSize(_PAD + _ARROW + SMALL_GAP + words + _PAD, 36)

    def minimumSizeHint(self) -> QSize:
        """May be cut with an ellipsis in a very narrow window."""
        return QSize(120, 36)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw arrow, words and focus ring."""
        tokens, painter = tokens_of(self), QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self.underMouse():
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(tokens.hover))
            painter.drawRoundedRect(QRectF(self.rect()), 6, 6)
        place = QRectF(_PAD, (self.height() - _ARROW) / 2, _ARROW, _ARROW)
        draw_icon(painter, "chevron-down" if self.isChecked() else "chevron-right", place, tokens.link)
        painter.setFont(self.font())
        painter.setPen(QColor(tokens.link))
        room = self.rect().adjusted(_PAD + _ARROW + SMALL_GAP, 0, -_PAD, 0)
        shown = QFontMetricsF(self.font()).elidedText(self._shown, Qt.TextElideMode.ElideRight, room.width())
        painter.drawText(room, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, shown)
        if self.hasFocus():
            draw_ring(painter, QRectF(self.rect()), tokens)


class Fold(QWidget):
    """A heading and what it hides.

    Args:
        title: the heading, with the count where there is one.
        make: makes what is inside, when it is first opened.
        is_open: open from the beginning.
        style: of the heading.
    """

    toggled = Signal(bool)
    """It was opened or closed."""

    def __init__(
        self,
        title: str,
        make: Callable[[], QWidget],
        *,
        is_open: bool = False,
        style: TextStyle = TextStyle.CONTROL,
    ) -> None:
        super().__init__()
        self._make = make
        self._inside: QWidget | None = None
        self.head = FoldHead(title, style)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(SMALL_GAP)
        self._column.addWidget(self.head)
        self.head.toggled.connect(self._show)
        if is_open:
            self.head.setChecked(True)

    def _show(self, is_open: bool) -> None:
        if is_open and self._inside is None:
            self._inside = self._make()
            self._column.addWidget(self._inside)
        if self._inside is not None:
            self._inside.setVisible(is_open)
        self.toggled.emit(is_open)
