"""Tips shown under the mouse, as plain text. Qt guesses whether a tip is HTML, and would load what it points to."""

from __future__ import annotations

from html import escape

from PySide6.QtWidgets import QWidget

from core.texts import outside

_GUESSED_BY = frozenset("<&")
"""Without these signs Qt never takes a text for HTML."""


def set_tip(widget: QWidget, text: str) -> None:
    """Show a text, letter by letter, while the mouse rests on a widget."""
    widget.setToolTip(tip(text))


def tip(text: str) -> str:
    """The text as it is given to Qt: as HTML that shows every letter, where Qt might take it for HTML."""
    shown = outside.passage(text)
    return f"<qt>{escape(shown)}</qt>" if _GUESSED_BY.intersection(shown) else shown
