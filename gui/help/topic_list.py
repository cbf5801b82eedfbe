"""The list of topics beside the help's text: buttons below each other, or flowing where the list stands above it."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFontMetricsF, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QLayoutItem, QPushButton, QSizePolicy, QWidget

from core.texts import outside
from gui.help.topics import Topic
from gui.theme.metrics import RING, TextStyle, scaled, set_text, text_scale
from gui.theme.palette import Tone, tokens_of
from gui.widgets.choices import draw_ring
from gui.widgets.layouts import Flow

_HEIGHT, _PAD, _BAR = 38, 12, 4
_BESIDE = 320
"""Width up to which the list stands beside the text."""
_STEPS = {Qt.Key.Key_Down: 1, Qt.Key.Key_Right: 1, Qt.Key.Key_Up: -1, Qt.Key.Key_Left: -1}


class TopicButton(QPushButton):
    """The name of a topic; the one that is shown has a bar at its left and heavier words."""

    def __init__(self) -> None:
        super().__init__()
        self._words = ""
        set_text(self, TextStyle.BODY)
        self.setCheckable(True)
        self.setAutoDefault(False)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def describe(self, words: str, spoken: str) -> None:
        """Show another name; a screen reader says `spoken`."""
        self._words = outside.line(words)
        self.setAccessibleName(outside.line(spoken))
        self.updateGeometry()
        self.update()

    def mark(self, *, is_shown: bool) -> None:
        """Mark it as the topic that is shown, or not."""
        self.setChecked(is_shown)
        set_text(self, TextStyle.STRONG if is_shown else TextStyle.BODY)
        self.updateGeometry()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows are for the list."""
        if Qt.Key(event.key()) in _STEPS:
            event.ignore()
        else:
            super().keyPressEvent(event)

    def sizeHint(self) -> QSize:
        """The words in their heavier form, so that nothing moves when it is marked."""
        words = int(QFontMetricsF(TextStyle.STRONG.font()).horizontalAdvance(self._words)) + 2
        return QSize(words + 2 * _PAD, scaled(_HEIGHT))

    def minimumSizeHint(self) -> QSize:
        """May be cut with an ellipsis in a very narrow window."""
        return QSize(80, scaled(_HEIGHT))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw ground, bar, words and focus ring."""
        tokens, painter = tokens_of(self), QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        accent, place = tokens.of(Tone.ACCENT), QRectF(self.rect())
        painter.setPen(Qt.PenStyle.NoPen)
        if self.isChecked() or self.underMouse():
            painter.setBrush(QColor(accent.surface if self.isChecked() else tokens.hover))
            painter.drawRoundedRect(place, 6, 6)
        if self.isChecked():
            painter.setBrush(QColor(accent.solid))
            left = RING + 1 if self.hasFocus() else 0
            painter.drawRoundedRect(QRectF(left, 7, _BAR, place.height() - 14), 2, 2)
        room = self.rect().adjusted(_PAD, 0, -_PAD + 2, 0)
        shown = QFontMetricsF(self.font()).elidedText(self._words, Qt.TextElideMode.ElideRight, room.width())
        painter.setFont(self.font())
        painter.setPen(QColor(accent.text if self.isChecked() else tokens.ink))
        painter.drawText(room, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, shown)
        if self.hasFocus():
            draw_ring(painter, place, tokens)


class _Entries(Flow):
    """One a line, as wide as the list, where it is narrow; else as many beside each other as fit."""

    def _lines(self, width: int) -> list[list[tuple[QLayoutItem, QSize]]]:
        if width > _BESIDE * text_scale():
            return super()._lines(width)
        return [[(item, QSize(width, item.sizeHint().height()))] for item in self._shown()]


class TopicList(QWidget):
    """All topics. The arrow keys move between them."""

    wished = Signal(object)
    """A `Topic` should be shown."""

    def __init__(self) -> None:
        super().__init__()
        self.buttons = {topic: TopicButton() for topic in Topic}
        layout = _Entries(gap=4, line_gap=4)
        for topic, button in self.buttons.items():
            layout.addWidget(button)
            button.clicked.connect(lambda _=False, topic=topic: self._wish(topic))
        self.setLayout(layout)

    @property
    def topics(self) -> tuple[Topic, ...]:
        """The topics that are offered."""
        return tuple(topic for topic, button in self.buttons.items() if button.isVisibleTo(self))

    def name(self, title: str, names: Mapping[Topic, tuple[str, str]]) -> None:
        """Say everything again.

        Args:
            title: what the list is, for a screen reader.
            names: what each topic is called, and how that is spoken; a topic that is missing is not offered.
        """
        self.setAccessibleName(title)
        for topic, button in self.buttons.items():
            button.setVisible(topic in names)
            if topic in names:
                button.describe(*names[topic])

    def mark(self, topic: Topic) -> None:
        """Mark the topic that is shown."""
        for other, button in self.buttons.items():
            button.mark(is_shown=other is topic)

    def focus_shown(self) -> None:
        """Go to the topic that is shown, or to the first that is offered."""
        offered = [self.buttons[topic] for topic in self.topics]
        if offered:
            next((button for button in offered if button.isChecked()), offered[0]).setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows move between the topics."""
        steps, inside = _STEPS.get(Qt.Key(event.key())), [self.buttons[topic] for topic in self.topics]
        place = next((number for number, button in enumerate(inside) if button.hasFocus()), None)
        if steps is None or place is None:
            super().keyPressEvent(event)
        else:
            inside[(place + steps) % len(inside)].setFocus()

    def _wish(self, topic: Topic) -> None:
        # The mark tells what is shown, not what was pressed: the page moves it.
        self.buttons[topic].setChecked(not self.buttons[topic].isChecked())
        self.wished.emit(topic)
