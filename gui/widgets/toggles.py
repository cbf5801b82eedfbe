"""A chip that can be pressed and stays so: filters what stands below it."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QPushButton, QSizePolicy

from core.texts import outside
from gui.theme.icons import draw_icon
from gui.theme.metrics import RING, SMALL_RADIUS, TextStyle, scaled, set_text
from gui.theme.palette import Tone, tokens_of
from gui.widgets.tips import set_tip

_HEIGHT = 30
_PAD = 9
_TICK = 14


class ToggleChip(QPushButton):
    """A tinted word or two; pressed it has a tick and a thick edge.

    Args:
        text: what it says; also its accessible name.
        tone: its tint.
        dashed: outlined by dashes on the plain ground, for what is not known.
        help_text: what pressing it does, and what the word means.
    """

    def __init__(self, text: str, tone: Tone = Tone.NEUTRAL, *, dashed: bool = False, help_text: str = "") -> None:
        super().__init__()
        self._shown, self._tone, self._dashed = outside.name(text), tone, dashed
        self.setCheckable(True)
        self.setAutoDefault(False)
        set_text(self, TextStyle.CHIP)
        self.setAccessibleName(self._shown)
        self.setAccessibleDescription(outside.line(help_text))
        set_tip(self, help_text)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        """The words, some air, and room for the tick while it is pressed."""
        words = int(QFontMetricsF(self.font()).horizontalAdvance(self._shown)) + 1
        return QSize(words + 2 * _PAD + (_TICK + 4 if self.isChecked() else 0), scaled(_HEIGHT))

    def minimumSizeHint(self) -> QSize:
        """As `sizeHint`: it is never cut."""
        return self.sizeHint()

    def nextCheckState(self) -> None:
        """Make room for the tick."""
        super().nextCheckState()
        self.updateGeometry()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw ground, edge, tick and words."""
        tokens, painter = tokens_of(self), QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        shades, width = tokens.of(self._tone), self._edge()
        colour = tokens.focus if self.hasFocus() else tokens.of(Tone.ACCENT).solid if self.isChecked() else tokens.edge
        style = Qt.PenStyle.DashLine if self._dashed and width == 1 else Qt.PenStyle.SolidLine
        has_edge = width > 1 or self._dashed or self.underMouse() or tokens.is_strong
        painter.setPen(QPen(QColor(colour), width, style) if has_edge else Qt.PenStyle.NoPen)
        painter.setBrush(QColor(tokens.surface if self._dashed else shades.surface))
        half = width / 2
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(half, half, -half, -half), SMALL_RADIUS, SMALL_RADIUS)
        ink = tokens.ink if self._dashed else shades.text
        left = _PAD
        if self.isChecked():
            draw_icon(painter, "tick", QRectF(left, (self.height() - _TICK) / 2, _TICK, _TICK), ink)
            left += _TICK + 4
        painter.setPen(QColor(ink))
        painter.setFont(self.font())
        room = self.rect().adjusted(left, 0, 0, 0)
        painter.drawText(room, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, self._shown)

    def _edge(self) -> int:
        return RING if self.hasFocus() else 2 if self.isChecked() else 1
