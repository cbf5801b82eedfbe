"""The search field: looks up while one types, moves through the list without leaving the field."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QKeyCombination, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QLineEdit, QSizePolicy, QStyle, QStyleOptionFrame, QWidget

from gui.theme.icons import draw_icon
from gui.theme.metrics import SEARCH_HEIGHT, TextStyle, scaled, set_text, text_scale
from gui.theme.palette import tokens_of

LONGEST = 2000
"""Characters that are taken: enough for any address of an app."""
_HINT_FITS = 360
"""Width from which the keys are told."""
_CARET = 4
"""Pixels that Qt leaves beside a text in a field."""
_OF_THE_WINDOW = tuple(
    QKeyCombination(Qt.KeyboardModifier.ControlModifier, key) for key in (Qt.Key.Key_D, Qt.Key.Key_K)
)
_STEPS = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1, Qt.Key.Key_PageDown: 6, Qt.Key.Key_PageUp: -6}


class SearchField(QLineEdit):
    """One line to type in."""

    moved = Signal(int)
    """The choice in the list should go so many rows down."""
    entered = Signal()
    """Open what is chosen."""
    compare_wished = Signal()
    """Put what is chosen to the apps that are compared, or take it out."""
    was_cut = Signal()
    """More was typed or pasted than is taken."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._hints: tuple[str, ...] = ()
        self.setProperty("role", "search")
        set_text(self, TextStyle.BODY)
        self.setMaxLength(LONGEST)
        self.inputRejected.connect(self._rejected)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._hint = "Ctrl K"

    def offer(self, *hints: str) -> None:
        """Say in the empty field what can be typed: the first of these that fits, or the last."""
        self._hints = hints
        self._say_hint()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Say what fits."""
        super().resizeEvent(event)
        self._say_hint()

    def changeEvent(self, event: QEvent) -> None:
        """Follow the size of the text."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.FontChange:
            self._say_hint()

    def _say_hint(self) -> None:
        option = QStyleOptionFrame()
        self.initStyleOption(option)
        room = self.style().subElementRect(QStyle.SubElement.SE_LineEditContents, option, self).width() - _CARET
        fitting = (hint for hint in self._hints if self.fontMetrics().horizontalAdvance(hint) <= room)
        self.setPlaceholderText(next(fitting, self._hints[-1] if self._hints else ""))

    def sizeHint(self) -> QSize:
        """As high as drawn, and higher for larger text."""
        return QSize(super().sizeHint().width(), scaled(SEARCH_HEIGHT) + 4)

    def minimumSizeHint(self) -> QSize:
        """Room for a few letters."""
        return QSize(80, self.sizeHint().height())

    def put(self, text: str) -> None:
        """Take this text in place of what stands there; lines become words, and what is too long is cut."""
        line = " ".join(text.split())
        self.setText(line[:LONGEST])
        if len(line) > LONGEST:
            self.was_cut.emit()

    def event(self, event: QEvent) -> bool:
        """Leave the window's keys to the window: some systems delete with them."""
        is_asked = event.type() is QEvent.Type.ShortcutOverride
        if is_asked and isinstance(event, QKeyEvent) and event.keyCombination() in _OF_THE_WINDOW:
            event.ignore()
            return False
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows and Enter are for the list; everything else is typing."""
        if (steps := _STEPS.get(Qt.Key(event.key()))) is not None:
            self.moved.emit(steps)
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            is_ctrl = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
            (self.compare_wished if is_ctrl else self.entered).emit()
        else:
            super().keyPressEvent(event)

    def _rejected(self) -> None:
        if len(self.text()) >= LONGEST:
            self.was_cut.emit()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the field, a glass, and the keys that lead here."""
        super().paintEvent(event)
        tokens, painter = tokens_of(self), QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        draw_icon(painter, "search", QRectF(14, (self.height() - 18) / 2, 18, 18), tokens.subtle)
        if self.width() < _HINT_FITS * text_scale():
            return
        wide, high = scaled(48), scaled(22)
        place = QRectF(self.width() - wide - 14, (self.height() - high) / 2, wide, high)
        painter.setPen(QColor(tokens.line))
        painter.setBrush(QColor(tokens.surface))
        painter.drawRoundedRect(place.adjusted(0.5, 0.5, -0.5, -0.5), 4, 4)
        painter.setFont(TextStyle.CAPTION.font())
        painter.setPen(QColor(tokens.subtle))
        painter.drawText(place, Qt.AlignmentFlag.AlignCenter, self._hint)
