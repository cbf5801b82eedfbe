"""Notes of what our own widgets paint: which texts, where, and which of them had to be cut."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

import pytest
from PySide6.QtCore import QPoint, QRect, QRectF
from PySide6.QtGui import QFontInfo, QFontMetricsF, QPainter
from PySide6.QtWidgets import QWidget

_SLACK = 1
"""Pixels that rounding may cost."""


@dataclass(frozen=True, slots=True)
class Painted:
    """A text that a widget painted."""

    words: str
    on: QWidget
    place: QRect
    """What the words take up, in the widget."""
    pixels: float
    weight: int
    is_cut: bool
    """It does not fit where it was put."""

    def place_in(self, window: QWidget) -> QRect:
        """What the words take up, in the window."""
        return self.place.translated(self.on.mapTo(window, QPoint(0, 0)))


@dataclass(slots=True)
class Notes:
    """What was noted."""

    painted: list[Painted] = field(default_factory=list)
    elided: list[tuple[str, str]] = field(default_factory=list)
    """Texts that were cut with an ellipsis, each with the function that did it."""


@contextmanager
def noted() -> Iterator[Notes]:
    """Note everything that is painted from Python meanwhile."""
    notes, elide, draw = Notes(), QFontMetricsF.elidedText, QPainter.drawText

    def elided(self: QFontMetricsF, text: str, *rest: Any) -> str:
        shown = elide(self, text, *rest)
        if shown != text:
            notes.elided.append((text, sys._getframe(1).f_code.co_qualname))
        return shown

    def drawn(self: QPainter, place: Any, *rest: Any) -> Any:
        device = self.device()
        if isinstance(place, (QRect, QRectF)) and len(rest) == 2 and isinstance(device, QWidget):
            notes.painted.append(_note(self, device, QRectF(place), *rest))
        return draw(self, place, *rest)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(QFontMetricsF, "elidedText", elided)
        patch.setattr(QPainter, "drawText", drawn)
        yield notes


def _note(painter: QPainter, on: QWidget, place: QRectF, flags: Any, words: Any) -> Painted:
    needed = painter.boundingRect(place, flags, str(words))
    # The height of a line holds room for accents that most words do not have.
    is_cut = needed.width() > place.width() + _SLACK or painter.fontMetrics().ascent() > place.height() + _SLACK
    at = painter.worldTransform().mapRect(needed).toAlignedRect()
    font = QFontInfo(painter.font())
    return Painted(str(words), on, at, font.pixelSize(), font.weight(), is_cut)
