"""Sizes: type and spacing, in device-independent pixels.

How large text is shown is a property of the font of the whole program, set by `gui.theme.appearance`: what depends on
it asks `text_scale` when it measures or draws, and so follows when it changes while the program runs.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from PySide6.QtGui import QFont
from PySide6.QtWidgets import QWidget

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
RAIL_WIDTH, RAIL_ICONS = 236, 64
"""Of the rail at the left, with words and with icons alone."""
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
        """Line height in pixels, at the size in which text is shown now."""
        return scaled(self.value.line)

    def font(self) -> QFont:
        """The font, at the size in which text is shown now."""
        return self.font_at(text_scale())

    def font_at(self, scale: float) -> QFont:
        """The font, so many times its size by design."""
        font = QFont(QFont().family())
        font.setPixelSize(max(1, round(self.value.pixels * scale)))
        font.setWeight(self.value.weight)
        return font


def text_scale() -> float:
    """How large text is shown, against its size by design: 1 is as designed."""
    pixels = QFont().pixelSize()
    return pixels / TextStyle.BODY.value.pixels if pixels > 0 else 1.0


def scaled(pixels: int) -> int:
    """A length that must grow with the text, such as the height of a row."""
    return round(pixels * text_scale())


def margin_of(width: int) -> int:
    """Pixels beside a column that is no wider than one can read."""
    least = MARGIN if width >= NARROW else NARROW_MARGIN
    return max(least, (width - scaled(READABLE_WIDTH)) // 2)


def set_text(widget: QWidget, style: TextStyle) -> None:
    """Have a widget show its text in a style; `set_again` does so anew once text is shown larger or smaller."""
    widget.setProperty(_STYLE, style.name)
    widget.setFont(style.font())


def set_again(widget: QWidget) -> None:
    """Set the text of a widget at the size in which text is shown now."""
    name = widget.property(_STYLE)
    if name:
        widget.setFont(TextStyle[str(name)].font())


def style_of(widget: QWidget) -> TextStyle | None:
    """The style in which a widget shows its text; None: none was set."""
    name = widget.property(_STYLE)
    return TextStyle[str(name)] if name else None


_STYLE = "textStyle"
"""Where a widget keeps the name of its style."""
