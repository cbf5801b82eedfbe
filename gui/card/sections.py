"""A section of a card that one can jump to, and the quiet row of links that leads to all of them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QPainter, QPen
from PySide6.QtWidgets import QLayout, QVBoxLayout, QWidget

from gui.theme.metrics import PADDING, RING, TextStyle
from gui.theme.palette import Tokens
from gui.widgets.boxes import add
from gui.widgets.buttons import Button, ButtonRole
from gui.widgets.layouts import Flow
from gui.widgets.panel import Panel
from gui.widgets.plain_label import PlainLabel


class Section(Panel):
    """A card with a heading. Tab passes it over; a link that leads here gives it the focus, and so does no mouse.

    Args:
        title: the heading.
        parts: what stands below it.
        gap: between them.
        shows_title: False where something inside says it already.
    """

    def __init__(
        self, title: str, parts: Iterable[QWidget | QLayout], *, gap: int = 10, shows_title: bool = True
    ) -> None:
        super().__init__()
        self.setAccessibleName(title)
        self.rows = QVBoxLayout(self)
        self.rows.setContentsMargins(PADDING, PADDING - 2, PADDING, PADDING)
        self.rows.setSpacing(gap)
        if shows_title:
            self.rows.addWidget(PlainLabel(title, TextStyle.SECTION))
        for part in parts:
            add(self.rows, part)
        self.rows.addStretch(1)

    def go_to(self) -> None:
        """Take the focus; the next Tab leads to what stands inside."""
        self.setFocus(Qt.FocusReason.OtherFocusReason)

    def draw_ground(self, painter: QPainter, tokens: Tokens) -> None:
        """Draw the card, with a ring while it has the focus."""
        super().draw_ground(painter, tokens)
        if self.hasFocus():
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(QColor(tokens.focus), RING))
            painter.drawRoundedRect(self.ground().adjusted(1, 1, -1, -1), self.radius, self.radius)


def link_row(label: str, links: Sequence[tuple[str, str]], jump: Callable[[str], None]) -> QWidget:
    """A quiet row of links.

    Args:
        label: what stands before them, and the accessible name of the row.
        links: (key of a section, words).
        jump: goes to the section with a key.
    """
    flow = Flow(gap=2, line_gap=0)
    flow.addWidget(PlainLabel(label, TextStyle.SMALL, subtle=True, wrap=False))
    for key, words in links:
        button = Button(words, ButtonRole.SMALL)
        button.clicked.connect(lambda _=False, to=key: jump(to))
        flow.addWidget(button)
    widget = QWidget()
    widget.setLayout(flow)
    widget.setAccessibleName(label)
    return widget
