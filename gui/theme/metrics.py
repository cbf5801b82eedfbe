"""Sizes: type and spacing, in device-independent pixels."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from PySide6.QtGui import QFont

FAMILY = "Inter"

MARGIN = 28
"""Around the content of a page."""
NARROW_MARGIN = 16
"""The same in a narrow window."""
GAP = 16
"""Between cards."""
PADDING = 18
"""Inside a card."""
SMALL_GAP = 8
TINY_GAP = 4
RADIUS = 8
SMALL_RADIUS = 4
RING = 3
"""Width of the focus ring."""
BUTTON_HEIGHT = 40
SEARCH_HEIGHT = 42
READABLE_WIDTH = 988
"""Widest content: longer lines are hard to read."""
NARROW = 720
"""Below this width there is one column."""


@dataclass(frozen=True, slots=True)
class _Type:
    pixels: int
    weight: QFont.Weight
    line: int
    """Line height."""


class TextStyle(Enum):
    """A kind of text: size, weight and line height."""

    TITLE = _Type(28, QFont.Weight.DemiBold, 34)
    HEADING = _Type(20, QFont.Weight.DemiBold, 26)
    LEVEL = _Type(19, QFont.Weight.DemiBold, 25)
    SECTION = _Type(17, QFont.Weight.DemiBold, 24)
    STRONG = _Type(15, QFont.Weight.DemiBold, 22)
    BODY = _Type(15, QFont.Weight.Normal, 22)
    CONTROL = _Type(15, QFont.Weight.Medium, 22)
    SMALL = _Type(14, QFont.Weight.Normal, 20)
    CAPTION = _Type(13, QFont.Weight.Normal, 19)
    CHIP = _Type(13, QFont.Weight.Medium, 18)

    @property
    def line(self) -> int:
        """Line height in pixels."""
        return self.value.line

    def font(self) -> QFont:
        """The font."""
        font = QFont(FAMILY)
        font.setPixelSize(self.value.pixels)
        font.setWeight(self.value.weight)
        return font
