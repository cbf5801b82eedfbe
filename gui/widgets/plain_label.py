"""The one label of the program: shows text letter by letter, whoever wrote it.

Names, notes and addresses come from outside. Qt would read a text that looks like HTML as HTML, and would load
what it points to. This label never does; hidden and reordering characters are made visible (`core.texts.outside`).
It also sets lines with air between them, which Qt's own label cannot do for plain text.
"""

from __future__ import annotations

import math

from PySide6.QtCore import QEvent, QPointF, QSize, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPaintEvent, QPalette, QTextLayout, QTextLine, QTextOption
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from core.texts import outside
from gui.theme.metrics import TextStyle, set_text

_WIDEST = 640
"""What a wrapping label asks for at most; a layout may give it more."""
_NARROWEST = 48
_KEPT = 6
"""Widths whose lines are remembered."""


class PlainLabel(QLabel):
    """Plain text in one of the program's text styles.

    Args:
        text: any text; it is made safe to show.
        style: size, weight and line height.
        subtle: in the quieter colour of captions.
        wrap: over as many lines as it takes; else on one line, cut with an ellipsis.
        lines: at most so many lines, the last one cut with an ellipsis; 0: no limit.
    """

    def __init__(
        self,
        text: str = "",
        style: TextStyle = TextStyle.BODY,
        *,
        subtle: bool = False,
        wrap: bool = True,
        lines: int = 0,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._style = style
        self._ink = QPalette.ColorRole.PlaceholderText if subtle else QPalette.ColorRole.WindowText
        self._wrap = wrap
        self._most = lines
        self._laid: dict[int, tuple[list[QTextLayout], int]] = {}
        self.setTextFormat(Qt.TextFormat.PlainText)
        set_text(self, style)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(wrap)
        self.setSizePolicy(policy)
        self.setText(text)

    def setText(self, text: str) -> None:
        """Show another text."""
        self._laid.clear()
        super().setText(outside.passage(text))
        self.updateGeometry()

    def hasHeightForWidth(self) -> bool:
        """True where the text wraps."""
        return self._wrap

    def heightForWidth(self, width: int) -> int:
        """Pixels that the text takes at this width."""
        return self._layouts(width)[1] if self._wrap else self._style.line

    def sizeHint(self) -> QSize:
        """As wide as the text, within reason."""
        width = min(self._natural_width(), _WIDEST) if self._wrap else self._natural_width()
        return QSize(width, self.heightForWidth(width))

    def minimumSizeHint(self) -> QSize:
        """A few letters on one line."""
        return QSize(min(self._natural_width(), _NARROWEST), self._style.line)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the lines."""
        painter = QPainter(self)
        painter.setPen(self.palette().color(self._ink))
        painter.setFont(self.font())
        if not self._wrap:
            shown = QFontMetricsF(self.font()).elidedText(self.text(), Qt.TextElideMode.ElideRight, self.width())
            painter.drawText(self.rect(), Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, shown)
            return
        layouts, height = self._layouts(self.width())
        top = 0.0
        if self.alignment() & Qt.AlignmentFlag.AlignVCenter:
            top = max(0.0, (self.height() - height) / 2)
        for layout in layouts:
            layout.draw(painter, QPointF(0, top))

    def changeEvent(self, event: QEvent) -> None:
        """Lay out anew with another font."""
        if event.type() is QEvent.Type.FontChange:
            self._laid.clear()
        super().changeEvent(event)

    def _natural_width(self) -> int:
        metrics = QFontMetricsF(self.font())
        return math.ceil(max(metrics.horizontalAdvance(line) for line in self.text().split("\n"))) + 1

    def _layouts(self, width: int) -> tuple[list[QTextLayout], int]:
        """The paragraphs laid out at this width, and their height."""
        if width not in self._laid:
            if len(self._laid) > _KEPT:
                self._laid.clear()
            self._laid[width] = self._lay_out(max(width, 1))
        return self._laid[width]

    def _lay_out(self, width: int) -> tuple[list[QTextLayout], int]:
        option = QTextOption(self.alignment() & Qt.AlignmentFlag.AlignHorizontal_Mask)
        option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        layouts, top = [], 0.0
        for paragraph in self._cut(self.text(), width, option).split("\n"):
            layout = QTextLayout(paragraph, self.font())
            layout.setTextOption(option)
            for line in _lines(layout, width):
                line.setPosition(QPointF(0, top + (self._style.line - line.height()) / 2))
                top += self._style.line
            if not paragraph:
                top += self._style.line
            layouts.append(layout)
        return layouts, math.ceil(max(top, self._style.line))

    def _cut(self, text: str, width: int, option: QTextOption) -> str:
        """The text, cut to as many lines as are allowed."""
        if not self._most:
            return text
        layout = QTextLayout(text.replace("\n", " "), self.font())
        layout.setTextOption(option)
        lines = list(_lines(layout, width))
        if len(lines) <= self._most:
            return text
        last = lines[self._most - 1]
        rest = text[last.textStart() :]
        room = width - 2
        return text[: last.textStart()] + QFontMetricsF(self.font()).elidedText(rest, Qt.TextElideMode.ElideRight, room)


def _lines(layout: QTextLayout, width: int) -> list[QTextLine]:
    """Lay a paragraph out; its lines, not placed yet."""
    lines = []
    layout.beginLayout()
    while (line := layout.createLine()).isValid():
        line.setLineWidth(width)
        lines.append(line)
    layout.endLayout()
    return lines
