"""Reads the values of settings that are no closed list: ids, short names, addresses, the place of the window.

Each reader gives a value whose text is exactly the one that was read, or raises a `ValueError`.
"""

import re
import unicodedata
from dataclasses import dataclass

from core.situation import Platform
from core.texts import outside

LONGEST = 200
"""Characters of a free value."""
LONGEST_NAME = 40
"""Characters of a name that stands on a button."""

FARTHEST = 65_535
"""Device-independent pixels that a window may lie to any side of the first screen's corner."""
SMALLEST, LARGEST = 100, 16_384
"""Device-independent pixels of a window's width or height."""

_NUMBER = r"(0|-?[1-9][0-9]{0,5})"
_ADDRESS = re.compile(r"https://[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)*(:[1-9][0-9]{0,4})?(/[A-Za-z0-9._~!$&'()*+,;=:%-]*)*")
_PLACE = re.compile(rf"{_NUMBER} {_NUMBER} {_NUMBER} {_NUMBER} (normal|maximised)")


@dataclass(frozen=True, slots=True)
class WindowPlace:
    """Where the window stood, in device-independent pixels."""

    left: int
    """From the corner of the first screen; negative on a screen to its left."""
    top: int
    """From the corner of the first screen; negative on a screen above it."""
    width: int
    """Without the frame that the system draws."""
    height: int
    """Without the frame that the system draws."""
    is_maximised: bool
    """Whether it filled the screen; the four numbers are then those to go back to."""

    @property
    def text(self) -> str:
        """As it is kept: `100 80 1280 860 normal`."""
        state = "maximised" if self.is_maximised else "normal"
        return f"{self.left} {self.top} {self.width} {self.height} {state}"


def read_place(text: str) -> WindowPlace | None:
    """A place, or None for the empty text.

    Raises:
        ValueError: It is none, or lies where no screen is.
    """
    if not text:
        return None
    found = _PLACE.fullmatch(text)
    if found is None:
        raise ValueError(text[:LONGEST])
    left, top, width, height = (int(found[place]) for place in range(1, 5))
    is_near = max(abs(left), abs(top)) <= FARTHEST
    if not is_near or not all(SMALLEST <= side <= LARGEST for side in (width, height)):
        raise ValueError(text)
    return WindowPlace(left, top, width, height, found[5] == "maximised")


def write_place(place: WindowPlace | None) -> str:
    """The place as it is kept; empty where there is none."""
    return "" if place is None else place.text


def read_platform(text: str) -> Platform | None:
    """A platform, or None for the empty text.

    Raises:
        ValueError: It is none.
    """
    return Platform(text) if text else None


def read_id(text: str) -> str | None:
    """An id, or None for the empty text.

    Raises:
        ValueError: It is too long, or holds what could not be seen on a screen.
    """
    if len(text) > LONGEST or any(unicodedata.category(sign)[0] in "CZ" for sign in text):
        raise ValueError(text[:LONGEST])
    return text or None


def read_name(text: str) -> str | None:
    """A short name on one line, or None for the empty text.

    Raises:
        ValueError: It is too long, begins or ends with a space, holds braces (which stand for places in our sentences),
            or is not what it seems: hidden or look-alike letters.
    """
    is_odd = text != text.strip() or "{" in text or "}" in text
    if is_odd or len(text) > LONGEST_NAME or outside.name(text, LONGEST_NAME) != text:
        raise ValueError(text[:LONGEST])
    return text or None


def read_address(text: str) -> str | None:
    """The https address of a folder on a web server, or None for the empty text.

    Raises:
        ValueError: It is too long, no https address with a host of letters, digits and hyphens, holds somebody's name
            or a question, or signs that an address does not have.
    """
    if text and (len(text) > LONGEST or not _ADDRESS.fullmatch(text)):
        raise ValueError(text[:LONGEST])
    return text or None


def write_optional(value: str | None) -> str:
    """The text of a value that may be none."""
    return "" if value is None else str(value)
