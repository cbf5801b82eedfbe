"""Small marks: a tinted word, an answer with its shape, the four classes' colours, a bar for a level."""

from __future__ import annotations

from math import ceil

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from core.rules.levels import Answer, Level
from core.texts import outside
from gui.theme.icons import draw_answer, draw_icon
from gui.theme.metrics import SMALL_RADIUS, TextStyle, scaled, set_text
from gui.theme.palette import ANSWER_TONES, LEVEL_TONES, Tone, tokens_of

_HEIGHT = 25
_PAD = 9
_ICON = 13
_STEPS = 4
_LINES = int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft) | int(Qt.TextFlag.TextWordWrap)


class Chip(QWidget):
    """A tinted word or two; dashed where it stands for something unknown.

    Args:
        text: what it says; also its accessible name.
        tone: its tint.
        answer: an answer whose shape stands before the text.
        dashed: outlined by dashes on the plain ground.
        outlined: on the plain ground with an outline; for a place that is tinted itself.
        picture: name of an icon that stands before the text; empty: none.
        wraps: takes more lines where there is little room, instead of being cut.
    """

    def __init__(
        self,
        text: str,
        tone: Tone = Tone.NEUTRAL,
        *,
        answer: Answer | None = None,
        dashed: bool = False,
        outlined: bool = False,
        picture: str = "",
        wraps: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._outlined, self._picture, self._wraps = outlined, picture, wraps
        self._text = outside.name(text)
        self._tone = ANSWER_TONES[answer] if answer else tone
        self._answer, self._dashed = answer, dashed or answer is Answer.NOT_ASSESSED
        set_text(self, TextStyle.CHIP)
        self.setAccessibleName(self._text)
        # Fixed would hold it at the height of one line.
        height = QSizePolicy.Policy.Minimum if wraps else QSizePolicy.Policy.Fixed
        policy = QSizePolicy(QSizePolicy.Policy.Maximum, height)
        policy.setHeightForWidth(wraps)
        self.setSizePolicy(policy)

    def text(self) -> str:
        """What it says."""
        return self._text

    def sizeHint(self) -> QSize:
        """The text, the shape and some air."""
        words = int(QFontMetricsF(self.font()).horizontalAdvance(self._text)) + 1
        return QSize(self._left + words + _PAD, scaled(_HEIGHT))

    def minimumSizeHint(self) -> QSize:
        """Room for the shape and a few letters."""
        return QSize(min(self.sizeHint().width(), 60), scaled(_HEIGHT))

    def heightForWidth(self, width: int) -> int:
        """As many lines as the text takes."""
        one, metrics = scaled(_HEIGHT), QFontMetricsF(self.font())
        room = QRectF(0, 0, max(1, width - self._left - _PAD + 2), 10_000)
        lines = metrics.boundingRect(room, _LINES, self._text).height()
        return max(one, ceil(one + lines - metrics.height())) if self._wraps else one

    @property
    def _left(self) -> int:
        """Where the text begins."""
        return _PAD + (scaled(_ICON) + 6 if self._answer or self._picture else 0)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw ground, shape and text."""
        tokens, painter = tokens_of(self), QPainter(self)
        shades = tokens.of(self._tone)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        ground = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        if self._dashed:
            painter.setPen(QPen(QColor(tokens.edge), 1, Qt.PenStyle.DashLine))
        elif self._outlined:
            painter.setPen(QPen(QColor(shades.border), 1))
            painter.setBrush(QColor(tokens.surface))
        else:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(shades.surface))
        painter.drawRoundedRect(ground, SMALL_RADIUS, SMALL_RADIUS)
        if self._answer or self._picture:
            side = scaled(_ICON)
            place = QRectF(_PAD, (self.height() - side) / 2, side, side)
            if self._answer:
                draw_answer(painter, self._answer, place, tokens)
            else:
                draw_icon(painter, self._picture, place, shades.text, shades.surface)
        ink = tokens.subtle if self._dashed else tokens.ink if self._outlined else shades.text
        painter.setPen(QColor(ink))
        room = self.rect().adjusted(self._left, 0, -_PAD + 2, 0)
        if self._wraps:
            painter.drawText(room, _LINES, self._text)
            return
        shown = QFontMetricsF(self.font()).elidedText(self._text, Qt.TextElideMode.ElideRight, room.width())
        painter.drawText(room, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, shown)


class AnswerShape(QWidget):
    """An answer's shape alone; the words stand beside it, so a screen reader passes it over."""

    def __init__(self, answer: Answer, size: int = 20, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._answer, self._size = answer, size
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        """Grows with the text beside it."""
        return QSize(scaled(self._size), scaled(self._size))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the shape."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        draw_answer(painter, self._answer, QRectF(self.rect()), tokens_of(self))


class LevelBar(QWidget):
    """Four steps, filled up to the level; dashed for what is only provisional. The word stands above it."""

    def __init__(self, level: Level, *, provisional: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._level, self._provisional = level, provisional
        self.setFixedHeight(10)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the steps."""
        tokens, painter = tokens_of(self), QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        filled = 0 if self._level is Level.UNKNOWN else self._level.rank + 1
        colour = QColor(tokens.of(LEVEL_TONES[self._level]).solid)
        width = (self.width() - 3 * (_STEPS - 1)) / _STEPS
        for step in range(_STEPS):
            place = QRectF(step * (width + 3), 2, width, 6).adjusted(0.5, 0.5, -0.5, -0.5)
            if step >= filled:
                painter.setPen(Qt.PenStyle.NoPen)
                painter.setBrush(QColor(tokens.sunken))
            elif self._provisional:
                painter.setPen(QPen(colour, 1.2, Qt.PenStyle.DashLine))
                painter.setBrush(Qt.BrushStyle.NoBrush)
            else:
                painter.setPen(Qt.PenStyle.NoPen)
                painter.setBrush(colour)
            painter.drawRoundedRect(place, 3, 3)


class InitialTile(QWidget):
    """The first letter of an app's name on a dark ground; only an ornament."""

    def __init__(self, name: str, size: int = 52, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._letter = initial(name)
        self.setFixedSize(size, size)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw tile and letter."""
        painter = QPainter(self)
        draw_initial(painter, QRectF(self.rect()), self._letter, dark=tokens_of(self).is_dark)


def initial(name: str) -> str:
    """The letter that stands for an app."""
    shown = outside.name(name, limit=8).strip()
    return next((letter for letter in shown if letter.isalnum()), "?").upper()


def draw_initial(painter: QPainter, place: QRectF, letter: str, *, dark: bool, quiet: bool = False) -> None:
    """Draw the tile of a letter; a quiet one is paler, for apps that are only listed."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(("#2e3641" if quiet else "#49515a") if dark else ("#4a5361" if quiet else "#1f2c3d")))
    painter.drawRoundedRect(place, 8, 8)
    font = TextStyle.STRONG.font()
    font.setPixelSize(max(12, int(place.height() * 0.44)))
    painter.setFont(font)
    painter.setPen(QColor("#ffffff"))
    painter.drawText(place, Qt.AlignmentFlag.AlignCenter, letter)
    painter.restore()
