"""Tells on standard error how far long work has come: a bar on a screen, plain lines elsewhere."""

from __future__ import annotations

import time

from core.commands.terminal import Terminal
from core.texts.phrase import Phrase, phrase
from core.texts.words import Words

_BAR = 24
"""Signs of the bar."""
_REDRAW_AFTER = 0.08
"""Seconds; more often is only flicker."""
_QUARTERS = 4
"""Plain lines for one piece of work, at most, besides the first."""


class Progress:
    """A reporter that a person can follow."""

    def __init__(self, terminal: Terminal, words: Words, what: Phrase) -> None:
        """Args: where to, in which language, and what is being done, for example `Building the catalogue`."""
        self._terminal, self._words, self._what = terminal, words, what
        self._drawn = 0.0
        self._quarter = -1

    def step(self, done: int, total: int) -> None:
        """Tell how far the work has come (`total` 0: unknown). Never asks the work to stop: Ctrl-C does."""
        if self._terminal.is_screen:
            self._draw(done, total)
        else:
            self._tell(done, total)

    def end(self) -> None:
        """Leave the screen as it was."""
        if self._terminal.is_screen and self._drawn:
            self._terminal.write("\r\033[K")

    def _draw(self, done: int, total: int) -> None:
        now = time.monotonic()
        if now - self._drawn < _REDRAW_AFTER and done != total:
            return
        self._drawn = now
        share = done / total if total else 0.0
        filled = round(share * _BAR)
        bar = f"[{'#' * filled}{'.' * (_BAR - filled)}] " if total else ""
        line = f"{bar}{self._words.say(self._what)} {self._percent(share) if total else ''}".rstrip()
        self._terminal.write(f"\r\033[K{line[: self._terminal.width - 1]}")

    def _tell(self, done: int, total: int) -> None:
        quarter = done * _QUARTERS // total if total else 0
        if quarter == self._quarter:
            return
        self._quarter = quarter
        share = self._percent(done / total) if total else "…"
        self._terminal.write(self._words.say(phrase("{work}: {share}", work=self._what, share=share)) + "\n")

    def _percent(self, share: float) -> str:
        from core.texts import formats

        return formats.percent(share * 100, self._words.language)
