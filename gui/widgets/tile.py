"""A factor as a tile that is a button: level in words, bars, causes. Pressing it shows the facts behind."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from core.rules.levels import Level
from gui.theme.icons import draw_icon
from gui.theme.metrics import PADDING, RADIUS, RING, TextStyle
from gui.theme.palette import Tokens, tokens_of
from gui.widgets.chips import LevelBar
from gui.widgets.plain_label import PlainLabel

_CAUSE_LINES = 4
"""Lines of all causes; the whole of them stands above the facts, and a screen reader is given all."""


@dataclass(frozen=True, slots=True)
class TileText:
    """What a tile says, in words."""

    title: str
    word: str
    """The level."""
    note: str
    """What is only provisional, or at least so; empty: nothing."""
    causes: tuple[str, ...]
    rule: str
    """The rule that gave the level."""
    level: Level
    """What the bars show."""
    is_provisional: bool


class Tile(QPushButton):
    """One factor. Checked while its facts are shown below."""

    def __init__(self, text: TileText, help_text: str) -> None:
        super().__init__()
        self.setCheckable(True)
        self.setAutoDefault(False)
        self.setAccessibleName(". ".join(part.rstrip(".") for part in _spoken(text)))
        self.setAccessibleDescription(help_text)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self._column = layout = QVBoxLayout(self)
        layout.setContentsMargins(PADDING, 14, PADDING, 12)
        layout.setSpacing(6)
        for part in _parts(text):
            # The tile is the button; what lies on it lets the mouse through.
            part.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
            layout.addWidget(part)
        layout.addStretch(1)
        layout.addLayout(_foot(text))

    def sizeHint(self) -> QSize:
        """What it holds."""
        return self._column.sizeHint()

    def minimumSizeHint(self) -> QSize:
        """What it must hold."""
        return QSize(180, self._column.minimumSize().height())

    def hasHeightForWidth(self) -> bool:
        """Its text wraps."""
        return True

    def heightForWidth(self, width: int) -> int:
        """Height for its wrapped text."""
        return self._column.heightForWidth(width)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw a card; a thicker edge where it is open, a ring where it has the focus."""
        tokens, painter = tokens_of(self), QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        place = QRectF(self.rect())
        painter.setBrush(QColor(tokens.hover if self.underMouse() else tokens.surface))
        width, colour = self._edge(tokens)
        painter.setPen(QPen(QColor(colour), width))
        painter.drawRoundedRect(place.adjusted(width / 2, width / 2, -width / 2, -width / 2), RADIUS, RADIUS)
        arrow = "chevron-down" if self.isChecked() else "chevron-right"
        corner = QRectF(self.width() - PADDING - 16, 16, 16, 16)
        draw_icon(painter, arrow, corner, tokens.link)

    def _edge(self, tokens: Tokens) -> tuple[float, str]:
        if self.hasFocus():
            return RING, tokens.focus
        return (2, tokens.link) if self.isChecked() else (1, tokens.line)


def _spoken(text: TileText) -> Iterable[str]:
    return [part for part in (text.title, text.word, text.note, *text.causes) if part]


def _parts(text: TileText) -> list[QWidget]:
    parts: list[QWidget] = [
        PlainLabel(text.title, TextStyle.CAPTION, subtle=True),
        PlainLabel(text.word, TextStyle.LEVEL),
        LevelBar(text.level, provisional=text.is_provisional),
    ]
    if text.note:
        parts.append(PlainLabel(text.note, TextStyle.SMALL))
    return [*parts, PlainLabel(" ".join(text.causes), TextStyle.SMALL, lines=_CAUSE_LINES)]


def _foot(text: TileText) -> QHBoxLayout:
    foot = QHBoxLayout()
    rule = PlainLabel(text.rule, TextStyle.CAPTION, subtle=True, wrap=False)
    rule.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
    foot.addWidget(rule)
    return foot
