"""The line at the bottom: the catalogue's age, and that nothing leaves the machine."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import (
    QColor,
    QFocusEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
)
from PySide6.QtWidgets import QHBoxLayout, QWidget

from core.texts.phrase import Phrase, phrase, plural
from gui.speaker import Speaker
from gui.theme.metrics import NARROW, TextStyle, text_scale
from gui.theme.palette import Tone, tokens_of
from gui.widgets.choices import draw_ring
from gui.widgets.ground import Bar
from gui.widgets.layouts import Flow
from gui.widgets.plain_label import PlainLabel

if TYPE_CHECKING:  # loads all that answers are made of
    from gui.shelf import Shelf

_NORMAL_DAYS, _AMBER_DAYS = 35, 120


class StatusLine(Bar):
    """The catalogue's age, that its content was verified, and that nothing leaves the machine; always there.

    Tab passes it over; F6 leads here, so that a screen reader can read it.
    """

    def __init__(self, speaker: Speaker) -> None:
        super().__init__(line_above=True)
        self._speaker = speaker
        self._flow = Flow(gap=20, line_gap=0)
        self.setLayout(self._flow)
        self._flow.setContentsMargins(20, 6, 20, 6)
        self._age = _AgeDot()
        self._parts = [PlainLabel("", TextStyle.CAPTION, subtle=True, wrap=False) for _ in range(4)]
        first = QWidget()
        row = QHBoxLayout(first)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(7)
        row.addWidget(self._age)
        row.addWidget(self._parts[0])
        self._flow.addWidget(first)
        for part in self._parts[1:]:
            self._flow.addWidget(part)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """One line, also in a narrow window; a screen reader is still told everything."""
        self._fit(event.size().width())
        super().resizeEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the ring where F6 has led here."""
        super().paintEvent(event)
        if self.hasFocus():
            draw_ring(QPainter(self), QRectF(self.rect()), tokens_of(self))

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show the ring, and have everything read."""
        super().focusInEvent(event)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Take the ring away."""
        super().focusOutEvent(event)
        self.update()

    def _fit(self, width: int) -> None:
        roomy = width >= NARROW * text_scale()
        self._parts[1].setVisible(roomy and bool(self._parts[1].text()))
        self._parts[2].setVisible(roomy)

    def describe(self, shelf: Shelf | None, age_days: int, note: Phrase | None) -> None:
        """Show how old the catalogue is.

        Args:
            shelf: the open catalogue; None: none is open.
            age_days: days since it was made.
            note: one thing more to know, such as a wrong clock.
        """
        say = self._speaker.say
        self._age.setVisible(shelf is not None)
        if shelf is None:
            self._parts[0].setText(say(phrase("No catalogue is open")))
        else:
            self._parts[0].setText(say(_age(shelf, age_days)))
            self._age.show_age(age_days)
        self._parts[1].setText(say(phrase("Content verified")) if shelf is not None else "")
        self._parts[2].setText(say(phrase("Off the network: nothing you look up leaves this machine")))
        self._parts[3].setText(say(note) if note else "")
        self._parts[3].setVisible(note is not None)
        self._fit(self.width())
        self.setAccessibleName(". ".join(part.text() for part in self._parts if part.text()))


def _age(shelf: Shelf, days: int) -> Phrase:
    made = shelf.info.created.date()
    if days > _AMBER_DAYS:
        return plural(
            "Catalogue of {date} ({count} day): very old",
            "Catalogue of {date} ({count} days): very old",
            count=days,
            date=made,
        )
    if days > _NORMAL_DAYS:
        return plural(
            "Catalogue of {date} ({count} day): old", "Catalogue of {date} ({count} days): old", count=days, date=made
        )
    return plural("Catalogue of {date} ({count} day)", "Catalogue of {date} ({count} days)", count=days, date=made)


class _AgeDot(QWidget):
    """Green, amber or red; the words beside it say the same."""

    def __init__(self) -> None:
        super().__init__()
        self.setFixedSize(9, 9)
        self._tone = Tone.SUCCESS

    def show_age(self, days: int) -> None:
        """Take the colour of an age."""
        self._tone = Tone.SUCCESS if days <= _NORMAL_DAYS else Tone.WARNING if days <= _AMBER_DAYS else Tone.DANGER
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the dot."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(tokens_of(self).of(self._tone).solid))
        painter.drawEllipse(self.rect())
