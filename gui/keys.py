"""Listens to the keys of `gui.shortcuts` for a window."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from gui.shortcuts import SHORTCUTS, Act
from gui.travel import PageName

if TYPE_CHECKING:
    from gui.main_window import MainWindow

_Does = Callable[[], object]


def listen(window: MainWindow) -> None:
    """Do what the keys say, wherever the focus is, or on the pages that they belong to."""
    acts = _anywhere(window)
    pages = _on_pages(window)
    for shortcut in SHORTCUTS:
        if shortcut.act is None:
            continue
        places = ((window, acts[shortcut.act]),) if shortcut.act in acts else pages[shortcut.act]
        for widget, act in places:
            for keys in shortcut.keys:
                QShortcut(QKeySequence(keys), widget, act)


def _anywhere(window: MainWindow) -> dict[Act, _Does]:
    return {
        Act.SEARCH: window.focus_search,
        Act.SITUATION: window.toggle_situation,
        Act.LOOK_UP: lambda: window.show_page(PageName.LOOKUP),
        Act.COMPARE: lambda: window.show_page(PageName.COMPARE),
        Act.NEWS: lambda: window.show_page(PageName.NEWS),
        Act.SYNC: lambda: window.show_page(PageName.SYNC),
        Act.SETTINGS: lambda: window.show_page(PageName.SETTINGS),
        Act.HELP: lambda: window.show_page(PageName.HELP),
        Act.KEYS: lambda: window.show_page(PageName.HELP, "keyboard"),
        Act.BACK: window.travel.back,
        Act.FORWARD: window.travel.forward,
        Act.ESCAPE: window.escape,
        Act.NEXT_PART: lambda: window.frame.go_on(1),
        Act.PREVIOUS_PART: lambda: window.frame.go_on(-1),
        Act.RAIL: lambda: window.narrow_rail(is_narrow=not window.rail.wishes_narrow),
        Act.FOLLOW: window.in_hand.follow,
        # A text field with the focus pastes by itself.
        Act.PASTE: window.searching.paste,
    }


def _on_pages(window: MainWindow) -> dict[Act, tuple[tuple[QWidget, _Does], ...]]:
    reading = window.reading
    return {
        Act.COPY: ((window.card, reading.copy_card), (window.compare, reading.copy_comparison)),
        Act.PRINT: ((window.card, reading.print_card),),
        Act.PUT_TO_COMPARE: ((window.card, window.in_hand.compare),),
    }
