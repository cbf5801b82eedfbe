"""Builders for the commonest arrangements: a column, a row, a titled card, a list with bullets."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QPointF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPalette
from PySide6.QtWidgets import QHBoxLayout, QLayout, QSizePolicy, QVBoxLayout, QWidget

from gui.theme.metrics import PADDING, SMALL_GAP, TextStyle
from gui.widgets.panel import Panel
from gui.widgets.plain_label import PlainLabel


class Stack(QWidget):
    """Parts below each other; `rows` takes more."""

    def __init__(self, gap: int = SMALL_GAP) -> None:
        super().__init__()
        self.rows = QVBoxLayout(self)
        self.rows.setContentsMargins(0, 0, 0, 0)
        self.rows.setSpacing(gap)


def column(*parts: QWidget | QLayout, gap: int = SMALL_GAP) -> Stack:
    """Parts below each other."""
    stack = Stack(gap)
    for part in parts:
        add(stack.rows, part)
    return stack


def row(*parts: QWidget | QLayout, gap: int = SMALL_GAP) -> QHBoxLayout:
    """Parts beside each other, tops in line."""
    layout = QHBoxLayout()
    layout.setContentsMargins(0, 0, 0, 0)
    layout.setSpacing(gap)
    for part in parts:
        if isinstance(part, QWidget):
            layout.addWidget(part, alignment=Qt.AlignmentFlag.AlignTop)
        else:
            layout.addLayout(part)
    return layout


def add(layout: QVBoxLayout, part: QWidget | QLayout) -> None:
    """Put a widget or a layout below what stands there."""
    if isinstance(part, QWidget):
        layout.addWidget(part)
    else:
        layout.addLayout(part)


def card(title: str, *parts: QWidget | QLayout, gap: int = 10) -> Panel:
    """A card with a heading; its height is what it holds, the rest of a row stays empty below."""
    panel = Panel()
    layout = QVBoxLayout(panel)
    layout.setContentsMargins(PADDING, PADDING - 2, PADDING, PADDING)
    layout.setSpacing(gap)
    if title:
        layout.addWidget(PlainLabel(title, TextStyle.SECTION))
    for part in parts:
        add(layout, part)
    layout.addStretch(1)
    return panel


class Unbroken(QWidget):
    """Holds a layout and asks for all the room that its items take beside each other."""

    def __init__(self, layout: QLayout) -> None:
        super().__init__()
        self._inside = layout
        self.setLayout(layout)

    def minimumSizeHint(self) -> QSize:
        """Everything beside each other."""
        return self._inside.sizeHint()


class Bullet(QWidget):
    """The dot before an item; the words beside it are what counts."""

    def __init__(self, style: TextStyle) -> None:
        super().__init__()
        self._style = style
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        """As high as a line of the words."""
        return QSize(14, self._style.line)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the dot in the colour of the text."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self.palette().color(QPalette.ColorRole.WindowText))
        painter.drawEllipse(QPointF(6, self.height() / 2), 2.5, 2.5)


def bullets(texts: Iterable[str], style: TextStyle = TextStyle.BODY) -> QWidget:
    """A list, one bullet an item."""
    widget = QWidget()
    layout = QVBoxLayout(widget)
    layout.setContentsMargins(0, 0, 0, 0)
    layout.setSpacing(4)
    for text in texts:
        line = row(Bullet(style), PlainLabel(text, style), gap=6)
        line.setStretch(1, 1)
        layout.addLayout(line)
    return widget
