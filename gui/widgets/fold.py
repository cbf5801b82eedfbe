"""A heading that opens and closes what stands below it; what is inside is made when it is first opened."""

from __future__ import annotations

import math
from collections.abc import Callable

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPaintEvent
from PySide6.QtWidgets import QPushButton, QSizePolicy, QVBoxLayout, QWidget

from core.texts import outside
from gui.theme.icons import draw_icon
from gui.theme.metrics import SMALL_GAP, TextStyle, scaled, set_text
from gui.theme.palette import tokens_of
from gui.widgets.choices import draw_ring

_ARROW = 18
_PAD = 2
_LEFT = _PAD + _ARROW + SMALL_GAP
"""Where the words begin."""
_HEIGHT = 36
_WRAP = Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft


class FoldHead(QPushButton):
    """The heading: an arrow that tells whether it is open, and words."""

    def __init__(self, text: str, style: TextStyle) -> None:
        super().__init__()
        self._shown = outside.line(text)
        self.setCheckable(True)
        set_text(self, style)
        self.setAccessibleName(self._shown)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.setAutoDefault(False)

    def sizeHint(self) -> QSize:
        """Arrow and words."""
        words = int(QFontMetricsF(self.font()).horizontalAdvance(self._shown)) + 2
        return QSize(_LEFT + words + _PAD, scaled(_HEIGHT))

    def minimumSizeHint(self) -> QSize:
        """Arrow and a word or two: the rest stands below."""
        return QSize(min(self.sizeHint().width(), scaled(120)), scaled(_HEIGHT))

    def hasHeightForWidth(self) -> bool:
        """Its words wrap."""
        return True

    def heightForWidth(self, width: int) -> int:
        """As many lines as it takes."""
        metrics, room = QFontMetricsF(self.font()), QRectF(0, 0, max(1, width - _LEFT - _PAD), 10_000)
        words = metrics.boundingRect(room, int(_WRAP), self._shown).height()
        return max(scaled(_HEIGHT), math.ceil(words + scaled(_HEIGHT) - metrics.lineSpacing()))

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
        painter.drawText(self.rect().adjusted(_LEFT, 0, -_PAD, 0), int(_WRAP), self._shown)
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
