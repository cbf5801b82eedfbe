"""A row of choices of which one holds, each a segment: the one that holds has a tick, a tint and a thicker edge."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Generic, TypeVar

from PySide6.QtCore import QPoint, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QButtonGroup, QRadioButton, QWidget

from core.texts import outside
from gui.theme.icons import draw_icon
from gui.theme.metrics import RING, TextStyle, scaled, set_text
from gui.theme.palette import Tone, tokens_of
from gui.widgets.choices import Option
from gui.widgets.layouts import Flow

T = TypeVar("T")

_HEIGHT = 32
_PAD = 12
_TICK = 16
_RADIUS = 6


class Segment(QRadioButton):
    """One choice; a screen reader hears a radio button."""

    def __init__(self, text: str, question: str) -> None:
        super().__init__()
        self._shown = outside.line(text)
        set_text(self, TextStyle.SMALL)
        self.setText(self._shown.replace("&", "&&"))
        self.setAccessibleName(self._shown)
        self.setAccessibleDescription(question)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)

    def sizeHint(self) -> QSize:
        """Words and room for the tick, so that nothing moves when another one is chosen."""
        words = int(QFontMetricsF(self.font()).horizontalAdvance(self._shown)) + 2
        return QSize(words + _TICK + 4 + 2 * _PAD, scaled(_HEIGHT))

    def minimumSizeHint(self) -> QSize:
        """As `sizeHint`: a choice is never cut."""
        return self.sizeHint()

    def hitButton(self, pos: QPoint) -> bool:
        """The whole of it can be pressed."""
        return self.rect().contains(pos)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw ground, tick and words."""
        tokens, painter = tokens_of(self), QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        accent, chosen = tokens.of(Tone.ACCENT), self.isChecked()
        width, edge = (RING, tokens.focus) if self.hasFocus() else (2, accent.solid) if chosen else (1, tokens.edge)
        painter.setPen(QPen(QColor(edge), width))
        painter.setBrush(QColor(accent.surface if chosen else tokens.hover if self.underMouse() else tokens.surface))
        half = width / 2
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(half, half, -half, -half), _RADIUS, _RADIUS)
        ink = accent.text if chosen else tokens.ink
        room, align = self.rect(), Qt.AlignmentFlag.AlignCenter
        if chosen:
            draw_icon(painter, "tick", QRectF(_PAD, (self.height() - _TICK) / 2, _TICK, _TICK), ink)
            room = room.adjusted(_PAD + _TICK + 4, 0, -_PAD, 0)
            align = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
        painter.setPen(QColor(ink))
        painter.setFont(self.font())
        painter.drawText(room, align, self._shown)


class Segments(QWidget, Generic[T]):
    """The row; `button_group.idClicked` tells which was chosen.

    Args:
        question: what is chosen, for a screen reader.
        options: the choices.
        chosen: the value that holds; one that is no choice marks none.
    """

    def __init__(self, question: str, options: Sequence[Option[T]], chosen: T) -> None:
        super().__init__()
        self.options = tuple(options)
        self.button_group = QButtonGroup(self)
        self.setAccessibleName(outside.line(question))
        flow = Flow(gap=6, line_gap=6)
        for number, option in enumerate(self.options):
            button = Segment(option.text, question)
            self.button_group.addButton(button, number)
            flow.addWidget(button)
        self.setLayout(flow)
        self.mark(chosen)

    def mark(self, chosen: T) -> None:
        """Show that this value holds, or none where it is no choice."""
        self.button_group.setExclusive(False)
        for button, option in zip(self.button_group.buttons(), self.options, strict=True):
            button.setChecked(option.value == chosen)
        self.button_group.setExclusive(True)

    def value(self) -> T:
        """The value chosen."""
        return self.options[max(0, self.button_group.checkedId())].value
