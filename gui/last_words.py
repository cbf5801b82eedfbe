"""What is said where Appvett cannot go on: on the terminal, in the log, and in a dialog if anybody can see one."""

from __future__ import annotations

import logging
import os
import sys

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QDialog

from core.commands.language import system_language
from core.texts.phrase import Language, phrase
from core.texts.words import Words
from gui.errors import Trouble

FAILED = 1
"""Exit code."""
_UNSEEN = ("offscreen", "minimal", "vnc")
"""Platforms of Qt on which nobody can close a dialog."""

log = logging.getLogger("appvett.window")


def end_with(error: BaseException, language: Language | None, *, is_alone: bool = False) -> int:
    """Say that the window cannot be opened, and why.

    Args:
        error: what went wrong.
        language: to speak; None: that of the system.
        is_alone: whether nobody sits before the screen, as where a picture was asked for.

    Returns:
        The exit code.
    """
    trouble = Trouble.of(error)
    log.critical("start %s %s %s", trouble.code, trouble.kind, trouble.trail)
    lines = last_words(trouble, Words(language or system_language(os.environ)))
    if sys.stderr is not None:
        sys.stderr.write("\n  ".join((f"appvett: {lines[0]}", *lines[1:])) + "\n")
    if not is_alone and QApplication.instance() is not None and QGuiApplication.platformName() not in _UNSEEN:
        _show(lines, Words(language or system_language(os.environ)))
    return FAILED


def last_words(trouble: Trouble, words: Words) -> list[str]:
    """What happened, what is safe, what to do; the first line says that the window does not open."""
    parts = [phrase("Appvett cannot open its window."), trouble.what, trouble.safe, trouble.next_step]
    return [words.say(part) for part in parts if part is not None]


def make(lines: list[str], words: Words) -> QDialog:
    """The dialog that says them."""
    from gui.dialogs import make_dialog

    return make_dialog(None, lines[0], lines[1:], [words.say(phrase("Close"))])


def _show(lines: list[str], words: Words) -> None:
    try:
        make(lines, words).exec()
    except Exception as error:  # noqa: BLE001 - where dialogs are at fault as well, the terminal has been told
        log.critical("no dialog %s", type(error).__name__)
