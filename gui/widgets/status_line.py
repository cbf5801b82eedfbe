"""The line at the bottom: the catalogue's age, who vouches for it, and that no look-up leaves the machine."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFocusEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
)
from PySide6.QtWidgets import QHBoxLayout, QWidget

from core.texts.phrase import Phrase, phrase
from gui import standing as words_of
from gui.speaker import Speaker
from gui.standing import Band, Errand, Standing
from gui.theme.metrics import NARROW, TextStyle, text_scale
from gui.theme.palette import Tone, tokens_of
from gui.widgets.choices import draw_ring
from gui.widgets.ground import Bar
from gui.widgets.layouts import Flow
from gui.widgets.plain_label import PlainLabel

BAND_TONES = {Band.NORMAL: Tone.SUCCESS, Band.AMBER: Tone.WARNING, Band.RED: Tone.DANGER}
"""The colour of an age; the words beside it say the same."""
_AGE, _ORIGIN, _PRIVACY, _ERRAND, _NOTE = range(5)
"""Places of the labels."""
_OPENS = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space)


class StatusLine(Bar):
    """Age, signature, privacy, what is being fetched, and one thing more to know; always there.

    Tab passes it over; F6 leads here, so that a screen reader can read it. A click or Enter leads to the Sync page.
    """

    details_wished = Signal()
    """More about it should be shown: the Sync page."""

    def __init__(self, speaker: Speaker) -> None:
        super().__init__(line_above=True)
        self._speaker = speaker
        self._flow = Flow(gap=20, line_gap=0)
        self.setLayout(self._flow)
        self._flow.setContentsMargins(20, 6, 20, 6)
        self._age = _AgeDot()
        self._parts = [PlainLabel("", TextStyle.CAPTION, subtle=True, wrap=False) for _ in range(_NOTE + 1)]
        first = QWidget()
        row = QHBoxLayout(first)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(7)
        row.addWidget(self._age)
        row.addWidget(self._parts[_AGE])
        self._flow.addWidget(first)
        for part in self._parts[1:]:
            self._flow.addWidget(part)
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """One line, also in a narrow window; a screen reader is still told everything."""
        self._fit(event.size().width())
        super().resizeEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Lead to the Sync page."""
        if event.button() is Qt.MouseButton.LeftButton and self.rect().contains(event.position().toPoint()):
            self.details_wished.emit()
        else:
            super().mouseReleaseEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """The same by Enter or the space bar."""
        if Qt.Key(event.key()) in _OPENS:
            self.details_wished.emit()
        else:
            super().keyPressEvent(event)

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
        self._parts[_ORIGIN].setVisible(roomy and bool(self._parts[_ORIGIN].text()))
        self._parts[_PRIVACY].setVisible(roomy)

    def describe(self, standing: Standing | None, errand: Errand, note: Phrase | None, *, is_connected: bool) -> None:
        """Show how the catalogue stands.

        Args:
            standing: of the open catalogue; None: none is open.
            errand: what there is to say about fetching.
            note: one thing more to know, such as a wrong clock.
            is_connected: whether Appvett asks an address for newer catalogues by itself.
        """
        self._age.setVisible(standing is not None)
        if standing is not None:
            self._age.show_band(standing.band)
        texts = (
            phrase("No catalogue is open") if standing is None else words_of.age(standing),
            words_of.origin(standing) if standing is not None else None,
            words_of.privacy(is_connected=is_connected),
            words_of.errand(errand, standing),
            note,
        )
        for part, text in zip(self._parts, texts, strict=True):
            part.setText(self._speaker.say(text) if text else "")
        # Each is shown or hidden once: what is hidden while it is being shown stays on the screen.
        for place in (_ERRAND, _NOTE):
            self._parts[place].setVisible(texts[place] is not None)
        self._fit(self.width())
        self.setAccessibleName(". ".join(part.text() for part in self._parts if part.text()))
        self.setAccessibleDescription(self._speaker.say(phrase("Enter opens the Sync page.")))


class _AgeDot(QWidget):
    """Green, amber or red; the words beside it say the same."""

    def __init__(self) -> None:
        super().__init__()
        self.setFixedSize(9, 9)
        self._tone = Tone.SUCCESS

    def show_band(self, band: Band) -> None:
        """Take the colour of an age."""
        self._tone = BAND_TONES[band]
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the dot."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(tokens_of(self).of(self._tone).solid))
        painter.drawEllipse(self.rect())
