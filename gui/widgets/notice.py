"""A line that warns or informs, with an icon: a tinted box that stays as long as what it is about."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from gui.theme.icons import draw_icon
from gui.theme.metrics import TextStyle, scaled
from gui.theme.palette import Tone, tokens_of
from gui.widgets.panel import ToneBox
from gui.widgets.plain_label import PlainLabel

_ICON = 18


class Sign(QWidget):
    """An icon that says nothing which the words beside it do not say."""

    def __init__(self, name: str, tone: Tone) -> None:
        super().__init__()
        self._name, self._tone = name, tone
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def turn_into(self, name: str, tone: Tone) -> None:
        """Show another icon."""
        if (name, tone) != (self._name, self._tone):
            self._name, self._tone = name, tone
            self.update()

    def sizeHint(self) -> QSize:
        """As high as a line of the words."""
        return QSize(scaled(_ICON), TextStyle.BODY.line)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the icon in its tone."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        shades, side = tokens_of(self).of(self._tone), scaled(_ICON)
        place = QRectF(0, (self.height() - side) / 2, side, side)
        draw_icon(painter, self._name, place, shades.solid, shades.on_solid)


class Notice(ToneBox):
    """A warning."""

    def __init__(self) -> None:
        super().__init__(Tone.WARNING)
        self.label = PlainLabel("")
        row = QHBoxLayout(self)
        row.setContentsMargins(20, 10, 16, 10)
        row.setSpacing(10)
        row.addWidget(Sign("warning", Tone.WARNING), 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self.label, 1)
        self.hide()

    def tell(self, text: str) -> None:
        """Show a text; an empty one takes the notice away."""
        self.label.setText(text)
        self.setAccessibleName(text)
        self.setVisible(bool(text))
