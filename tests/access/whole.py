"""What is cut off, laid over something else, or wider than its page. Each function gives the faults it finds."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import QPoint, QRect, QSize
from PySide6.QtGui import QFontMetricsF
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractScrollArea,
    QComboBox,
    QLabel,
    QLineEdit,
    QScrollArea,
    QStyle,
    QStyleOptionComboBox,
    QStyleOptionFrame,
    QWidget,
)

from gui.widgets.plain_label import PlainLabel
from tests.access.painting import noted
from tests.access.walk import path, shown

_SLACK = 1
"""Pixels that rounding may cost."""
MAY_CUT = frozenset({"PlainLabel._cut", "HitDelegate._cut"})
"""Who may cut a text: a label that was given a number of lines, and the quiet lines under a name in a list, whose
whole text the card shows and a screen reader is told."""


def faults_of_layout(window: QWidget) -> list[str]:
    """Everything that does not get the room it needs."""
    found = []
    for widget in shown(window):
        found += [f"{fault}: {path(widget)}" for fault in (*_squeezed(widget), *_outside(widget), *_scrolls(widget))]
    return found + _overlaps(window)


def faults_of_painting(window: QWidget) -> list[str]:
    """Texts that are cut with an ellipsis, or by the edge of their place, while the window is drawn.

    What has scrolled out of view is drawn as well.
    """
    with noted() as notes:
        for page in _pictures(window):
            page.grab()
    found = [f"cut by {by}: {text[:70]!r}" for text, by in notes.elided if by not in MAY_CUT]
    found += [f"does not fit: {text.words[:70]!r} on {path(text.on)}" for text in notes.painted if text.is_cut]
    return list(dict.fromkeys(found))


# ---- room -----------------------------------------------------------------------------------------------------------


def _squeezed(widget: QWidget) -> Iterator[str]:
    if isinstance(widget, PlainLabel):
        yield from _cut_label(widget)
        return
    needed = _needed(widget)
    if needed is None:
        return
    if widget.width() + _SLACK < needed.width():
        yield f"{widget.width()} px wide, needs {needed.width()}"
    if widget.height() + _SLACK < needed.height():
        yield f"{widget.height()} px high, needs {needed.height()}"


def _cut_label(label: PlainLabel) -> Iterator[str]:
    text = label.text()
    if not text:
        return
    if label.hasHeightForWidth():
        needed = label.heightForWidth(label.width())
        if label.height() + _SLACK < needed:
            yield f"{label.height()} px high, needs {needed}: {text[:60]!r}"
        elif (longest := _longest_word(label)) and label.width() + _SLACK < longest[0]:
            yield f"{label.width()} px wide, so the word {longest[1]!r} is broken"
    elif label.width() + _SLACK < (wide := QFontMetricsF(label.font()).horizontalAdvance(text)):
        yield f"{label.width()} px wide, needs {wide:.0f}: {text[:60]!r}"


def _longest_word(label: QLabel) -> tuple[float, str] | None:
    """Width and text of the longest word; addresses may be broken anywhere."""
    metrics = QFontMetricsF(label.font())
    words = [word for word in label.text().replace("-", "- ").replace("/", "/ ").split() if len(word) <= _A_WORD]
    return max(((metrics.horizontalAdvance(word), word) for word in words), default=None)


_FEW = 4
"""Overlaps that are told; one box out of its place lies over all of another."""
_A_WORD = 32
"""Letters; what is longer is an address or was typed to vex us."""


def _needed(widget: QWidget) -> QSize | None:
    """Room that a control needs for its words; None: it has no words of its own."""
    if isinstance(widget, QAbstractButton):
        # A button without height-for-width is as large as it says; one with asks for its width only.
        hint = widget.minimumSizeHint() if widget.hasHeightForWidth() else widget.sizeHint()
        tall = widget.heightForWidth(widget.width()) if widget.hasHeightForWidth() else hint.height()
        return QSize(hint.width(), tall)
    if isinstance(widget, QComboBox):
        return _room_of_choice(widget)
    if isinstance(widget, QLineEdit):
        return _room_of_field(widget)
    return widget.sizeHint() if type(widget).__name__ == "Chip" else None


def _room_of_choice(box: QComboBox) -> QSize:
    option = QStyleOptionComboBox()
    box.initStyleOption(option)
    inside = box.style().subControlRect(
        QStyle.ComplexControl.CC_ComboBox, option, QStyle.SubControl.SC_ComboBoxEditField, box
    )
    words = box.fontMetrics().horizontalAdvance(box.currentText())
    return QSize(box.width() - inside.width() + words, box.height() - inside.height() + box.fontMetrics().height())


def _room_of_field(field: QLineEdit) -> QSize:
    option = QStyleOptionFrame()
    field.initStyleOption(option)
    inside = field.style().subElementRect(QStyle.SubElement.SE_LineEditContents, option, field)
    words = 0 if field.text() else field.fontMetrics().horizontalAdvance(field.placeholderText())
    return QSize(field.width() - inside.width() + words, field.fontMetrics().height())


def _outside(widget: QWidget) -> Iterator[str]:
    """Sticks out of what it stands in."""
    parent = widget.parentWidget()
    if parent is None or parent.isWindow() or isinstance(parent, QAbstractScrollArea):
        return
    area = parent.parentWidget()
    if isinstance(area, QScrollArea) and area.viewport() is parent:
        if widget.width() > parent.width() + _SLACK:
            yield f"{widget.width()} px wide on a page of {parent.width()}"
        return
    if widget.width() and widget.height() and not parent.rect().adjusted(-1, -1, 1, 1).contains(widget.geometry()):
        place, room = widget.geometry(), parent.size()
        yield f"sticks out: {place.getRect()} in {room.width()} × {room.height()}"


def _scrolls(widget: QWidget) -> Iterator[str]:
    if isinstance(widget, QAbstractScrollArea) and widget.horizontalScrollBar().maximum() > 0:
        yield f"scrolls sideways by {widget.horizontalScrollBar().maximum()} px"


# ---- one thing over another -----------------------------------------------------------------------------------------


def _overlaps(window: QWidget) -> list[str]:
    """Texts and controls that lie over each other though neither is inside the other."""
    leaves = [widget for widget in shown(window) if _is_content(widget)]
    places = {widget: QRect(widget.mapTo(window, QPoint(0, 0)), widget.size()) for widget in leaves}
    leaves.sort(key=lambda widget: places[widget].top())
    found = []
    for number, one in enumerate(leaves):
        for other in leaves[number + 1 :]:
            if places[other].top() > places[one].bottom():
                break  # and so does every one after it
            shared = places[one].intersected(places[other])
            if shared.width() > _SLACK and shared.height() > _SLACK and not _is_inside(one, other):
                found.append(f"over each other by {shared.width()} × {shared.height()}: {path(one)} and {path(other)}")
    return found[:_FEW]


def _is_content(widget: QWidget) -> bool:
    if isinstance(widget, QLabel):
        return bool(widget.text())
    return isinstance(widget, (QAbstractButton, QComboBox, QLineEdit)) or type(widget).__name__ == "Chip"


def _is_inside(one: QWidget, other: QWidget) -> bool:
    if one.isAncestorOf(other) or other.isAncestorOf(one):
        return True
    # What scrolls lies under what does not; only within one page does it matter.
    return _page(one) is not _page(other)


def _page(widget: QWidget) -> QWidget | None:
    at = widget.parentWidget()
    while at is not None and not isinstance(at, QScrollArea):
        at = at.parentWidget()
    return at


# ---- while it is drawn ----------------------------------------------------------------------------------------------


def _pictures(window: QWidget) -> list[QWidget]:
    """What to draw so that everything is drawn: the window, and the inside of every page that scrolls."""
    inside = (area.widget() for area in shown(window) if isinstance(area, QScrollArea))
    return [window, *(page for page in inside if page is not None)]
