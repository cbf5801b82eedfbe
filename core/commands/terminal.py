"""What a terminal can do, and writing to it without surprises.

A terminal that cannot show a letter gets the nearest one, colour goes only to a person's screen, and a reader
who has gone away (`appvett lookup tik | head -1`) ends the work quietly.
"""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import TextIO

NARROWEST, WIDEST, USUAL = 40, 100, 80
"""Columns: what text is wrapped to at least, at most, and where nobody knows."""


class Style(StrEnum):
    """Emphasis; each is only ever an addition to words and signs."""

    BOLD = "1"
    DIM = "2"
    RED = "31"
    YELLOW = "33"
    GREEN = "32"


@dataclass(frozen=True, slots=True)
class Terminal:
    """A place to write to."""

    stream: TextIO
    """Where the text goes."""
    width: int = USUAL
    """Columns that text is wrapped to."""
    has_colour: bool = False
    """A person's screen that shows colour, and nobody asked for none."""
    is_screen: bool = False
    """A person's screen, not a file or another program."""

    def write(self, text: str) -> None:
        """Write text, with the nearest letters where the terminal lacks some.

        Raises:
            BrokenPipeError: the reader has gone away.
            OSError: the text cannot be written, for example because a disk is full.
        """
        self.stream.write(fitted(text, self.stream.encoding or "utf-8"))
        self.stream.flush()

    def styled(self, text: str, *styles: Style) -> str:
        """The text with emphasis, where the terminal shows any."""
        if not self.has_colour or not styles or not text:
            return text
        return f"\033[{';'.join(styles)}m{text}\033[0m"


def terminal(stream: TextIO, environment: Mapping[str, str]) -> Terminal:
    """Find out what is at the other end of a stream."""
    is_screen = _is_screen(stream)
    return Terminal(stream, _width(environment, is_screen), is_screen and _shows_colour(environment), is_screen)


def fitted(text: str, encoding: str) -> str:
    """The text in letters that the encoding has: `å` becomes `a`, `→` becomes `->`, the rest `?`."""
    try:
        text.encode(encoding)
    except UnicodeEncodeError:
        return "".join(_nearest(character, encoding) for character in text)
    except LookupError:
        return fitted(text, "ascii")
    return text


def _nearest(character: str, encoding: str) -> str:
    try:
        character.encode(encoding)
    except UnicodeEncodeError:
        from anyascii import anyascii

        return anyascii(character) or "?"
    return character


def _is_screen(stream: TextIO) -> bool:
    try:
        return stream.isatty()
    except (AttributeError, ValueError):
        return False


def _width(environment: Mapping[str, str], is_screen: bool) -> int:
    asked = environment.get("COLUMNS", "")
    if asked.isdecimal() and int(asked):
        columns = int(asked)
    elif is_screen:
        columns = shutil.get_terminal_size((USUAL, 24)).columns
    else:
        columns = USUAL
    return max(NARROWEST, min(columns, WIDEST))


def _shows_colour(environment: Mapping[str, str]) -> bool:
    if environment.get("NO_COLOR") or environment.get("TERM", "") == "dumb":
        return False
    if sys.platform == "win32":
        return "WT_SESSION" in environment or "TERM" in environment
    return bool(environment.get("TERM"))


def leave_quietly(stream: TextIO) -> None:
    """Send what is still unwritten nowhere, so that Python does not complain at the end of the program."""
    try:
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, stream.fileno())
        os.close(nowhere)
    except (OSError, ValueError, AttributeError):
        return
