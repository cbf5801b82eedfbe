"""Tells a screen reader that something changed."""

from __future__ import annotations

from PySide6.QtCore import QTimer
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent
from PySide6.QtWidgets import QWidget

SETTLED_AFTER = 700
"""Milliseconds without a key pressed after which typing has settled."""


def announce(widget: QWidget, text: str, *, at_once: bool = False) -> None:
    """Have a screen reader say the text.

    Args:
        widget: where it happened.
        text: what to say; nothing is said for an empty one.
        at_once: interrupt what is being said.
    """
    if not text:
        return
    event = QAccessibleAnnouncementEvent(widget, text)
    if at_once:
        event.setPoliteness(QAccessible.AnnouncementPoliteness.Assertive)
    QAccessible.updateAccessibility(event)


class SettledAnnouncer:
    """Says the last of several things, once nothing new has come for a moment."""

    def __init__(self, widget: QWidget) -> None:
        self._widget, self._text = widget, ""
        self._timer = QTimer(widget)
        self._timer.setSingleShot(True)
        self._timer.setInterval(SETTLED_AFTER)
        self._timer.timeout.connect(self._say)

    def announce(self, text: str) -> None:
        """Say this, unless something else is to be said before it was."""
        self._text = text
        self._timer.start()

    def drop(self) -> None:
        """Say nothing of what waits."""
        self._timer.stop()

    def _say(self) -> None:
        announce(self._widget, self._text)
