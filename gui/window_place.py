"""Where the window stands: kept when it closes, taken up again at the next start, if it can still be seen there."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRect
from PySide6.QtWidgets import QMainWindow

from core.settings.reading import WindowPlace

USUAL = (1280, 860)
"""Width and height of the first window, in device-independent pixels."""
_SEEN = 80
"""Pixels of the window's upper edge that must lie on a screen, so that it can be moved."""


def place_of(window: QMainWindow) -> WindowPlace:
    """Where a window stands; of one that fills the screen, where it would stand otherwise."""
    usual = window.normalGeometry()
    return WindowPlace(usual.left(), usual.top(), usual.width(), usual.height(), window.isMaximized())


def put(window: QMainWindow, place: WindowPlace | None) -> None:
    """Have a window stand where it stood; None: the system chooses."""
    screens = [screen.availableGeometry() for screen in window.screen().virtualSiblings()]
    if place is None:
        room = window.screen().availableGeometry()
        window.resize(min(USUAL[0], room.width()), min(USUAL[1], room.height()))
        return
    found = fitted(QRect(place.left, place.top, place.width, place.height), screens)
    window.resize(found.size())
    if (found.x(), found.y()) == (place.left, place.top):
        window.move(found.topLeft())
    if place.is_maximised:
        window.showMaximized()


def fitted(wanted: QRect, screens: Sequence[QRect]) -> QRect:
    """A place that can be seen: as wanted, no larger than its screen; at the corner of the first screen if it is gone.

    Args:
        wanted: where the window stood.
        screens: the screens of now, without what the desktop keeps for itself; at least one.
    """
    bar = QRect(wanted.left(), wanted.top(), wanted.width(), _SEEN)
    holder = next((screen for screen in screens if _is_seen(bar, screen)), None)
    room = holder or screens[0]
    width, height = min(wanted.width(), room.width()), min(wanted.height(), room.height())
    corner = wanted.topLeft() if holder is not None else room.topLeft()
    return QRect(corner.x(), corner.y(), width, height)


def _is_seen(bar: QRect, screen: QRect) -> bool:
    seen = bar.intersected(screen)
    return seen.width() >= _SEEN and seen.height() >= _SEEN // 2
