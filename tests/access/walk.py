"""What a screen reader is told of the window, and where the Tab key leads. Each function gives the faults it finds."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from PySide6.QtCore import QAbstractItemModel, QAbstractListModel, QPoint, QRect, Qt
from PySide6.QtGui import QAccessible, QWindow
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractScrollArea,
    QApplication,
    QButtonGroup,
    QGroupBox,
    QHeaderView,
    QRadioButton,
    QWidget,
)

Role = QAccessible.Role

FITTING = frozenset(
    {
        Role.Button,
        Role.ButtonMenu,
        Role.CheckBox,
        Role.ComboBox,
        Role.EditableText,
        Role.Link,
        Role.List,
        Role.PageTab,
        Role.RadioButton,
        Role.Slider,
        Role.SpinBox,
        Role.Table,
        Role.Tree,
    }
)
"""Roles of something that can be used."""

_MARKUP = re.compile(r"</?[a-z][^>]*>|&[a-z]+;|&&|\{[a-z_]*\}", re.IGNORECASE)
_STEPS = 600
"""More than any page has controls."""


def spoken(widget: QWidget) -> tuple[Role, str]:
    """Role and name as assistive technology gets them.

    On Linux Qt gives the chosen value for the name of a choice box; its label is told as a relation.
    """
    interface = QAccessible.queryAccessibleInterface(widget)
    role, name = interface.role(), interface.text(QAccessible.Text.Name)
    if role is not Role.ComboBox:
        return role, name
    labels = interface.relations(QAccessible.RelationFlag.Label)
    return role, ", ".join(label.text(QAccessible.Text.Name) for label, _flag in labels)


def shown(window: QWidget) -> list[QWidget]:
    """Everything that is shown in a window, in the order of making."""
    return [widget for widget in window.findChildren(QWidget) if widget.isVisible() and widget.window() is window]


def controls(window: QWidget) -> list[QWidget]:
    """Everything shown that can take the focus."""
    return [widget for widget in shown(window) if _can_focus(widget)]


def path(widget: QWidget) -> str:
    """Where a widget is: its class and those it stands in, and the names that they have."""
    names = []
    at: QWidget | None = widget
    while at is not None and not at.isWindow():
        name = at.accessibleName()
        names.append(f"{type(at).__name__}({name[:40]!r})" if name else type(at).__name__)
        at = at.parentWidget()
    return " < ".join(names)


# ---- names and roles ------------------------------------------------------------------------------------------------


def faults_of_names(window: QWidget) -> list[str]:
    """Controls without a name or a fitting role, names that are not clean, and names that two controls share."""
    found = []
    for widget in controls(window):
        role, name = spoken(widget)
        if not name.strip():
            found.append(f"no name: {path(widget)}")
        if role not in FITTING:
            found.append(f"role {role.name}: {path(widget)}")
    found += [f"not clean: {name!r}: {path(widget)}" for widget, name in _said(window) if is_unclean(name)]
    return found + _doubles(window)


def is_unclean(name: str) -> bool:
    """Whether a name holds hidden characters, markup, a place that was never filled, or ends of lines."""
    hidden = any(unicodedata.category(letter) in ("Cc", "Cf", "Co", "Cn") for letter in name if letter not in _JOINERS)
    return hidden or _MARKUP.search(name) is not None


_JOINERS = "\u200d\ufe0f"
"""They hold pictures of people together and are part of them."""


def faults_of_rows(window: QWidget) -> list[str]:
    """Rows of lists and cells of tables that say nothing, or not cleanly."""
    found = []
    for view in shown(window):
        if isinstance(view, QAbstractItemView):
            found += [f"{fault}: {path(view)}" for fault in _faults_of_view(view)]
    return found


def faults_of_groups(window: QWidget) -> list[str]:
    """Group boxes and tables that stand for something and do not say what."""
    grouping = (QGroupBox, QAbstractItemView)
    return [
        f"a group without a name: {path(widget)}"
        for widget in shown(window)
        if isinstance(widget, grouping) and not isinstance(widget, QHeaderView) and not spoken(widget)[1].strip()
    ]


def _said(window: QWidget) -> Iterator[tuple[QWidget, str]]:
    for widget in controls(window):
        interface = QAccessible.queryAccessibleInterface(widget)
        for kind in (QAccessible.Text.Name, QAccessible.Text.Description):
            if text := interface.text(kind):
                yield widget, text


def _doubles(window: QWidget) -> list[str]:
    """Controls that a screen reader cannot tell apart: same role, same name, in the same named parts."""
    places: dict[tuple[object, ...], list[QWidget]] = {}
    for widget in controls(window):
        role, name = spoken(widget)
        places.setdefault((*_named_parts(widget), role, name), []).append(widget)
    # Two buttons that name the same address do the same, so it does not matter which of them it is.
    alike = (same for same in places.values() if len(same) > 1 and "://" not in spoken(same[0])[1])
    return [f"{len(same)} alike: {path(same[0])}" for same in alike]


def _named_parts(widget: QWidget) -> tuple[str, ...]:
    """Names of the parts that a widget stands in and that a screen reader says when it comes in."""
    found, at = [], widget.parentWidget()
    while at is not None and not at.isWindow():
        role, name = spoken(at)
        if name and role not in (Role.Client, Role.LayeredPane):
            found.append(name)
        at = at.parentWidget()
    return tuple(found)


def _faults_of_view(view: QAbstractItemView) -> list[str]:
    model, found = view.model(), []
    names = Counter[str]()
    for row in range(model.rowCount()):
        for column in range(_columns(model)):
            index = model.index(row, column)
            name = str(index.data(Qt.ItemDataRole.AccessibleTextRole) or index.data() or "")
            names[name] += 1
            if not name.strip():
                found.append(f"cell {row}, {column} says nothing")
            if is_unclean(name):
                found.append(f"cell {row}, {column} is not clean: {name[:80]!r}")
    if _columns(model) == 1:
        found += [f"{count} rows alike: {name[:80]!r}" for name, count in names.items() if count > 1]
    return found


def _columns(model: QAbstractItemModel) -> int:
    # Qt hides it in list models.
    return 1 if isinstance(model, QAbstractListModel) else model.columnCount()


# ---- windows --------------------------------------------------------------------------------------------------------


@contextmanager
def strays(application: QApplication, window: QWidget) -> Iterator[list[str]]:
    """Windows beside this one that take the focus meanwhile, if only for a moment.

    A part that is shown before it stands in the window is a window of its own; a screen reader then loses its place.
    """
    found: list[str] = []

    def note(other: QWindow | None) -> None:
        if other is not None and other is not window.windowHandle():
            found.append(f"a window of its own: {other.objectName() or other.title()}")

    application.focusWindowChanged.connect(note)
    yield found
    application.focusWindowChanged.disconnect(note)


# ---- the Tab key ----------------------------------------------------------------------------------------------------


def faults_of_tab(
    window: QWidget, start: QWidget, *, rest: Callable[[], None], at_each: Callable[[QWidget], str | None]
) -> list[str]:
    """Go round with Tab and back with Shift+Tab.

    Args:
        window: the window, which has the focus.
        start: where to start and to come back to.
        rest: waits until a key press has had its effects.
        at_each: is told where the focus is; gives a fault, or None.
    """
    onward, faults_onward = _round(window, start, Qt.Key.Key_Tab, rest, at_each)
    back, faults_back = _round(window, start, Qt.Key.Key_Backtab, rest, lambda _: None)
    found = faults_onward + faults_back
    for way, reached in (("Tab", onward), ("Shift+Tab", back)):
        missed = [widget for widget in tab_stops(window) if not _is_reached(widget, reached)]
        found += [f"{way} does not reach: {path(widget)}" for widget in missed]
    hidden = [widget for widget in onward if not widget.isVisible()]
    found += [f"Tab leads to something hidden: {path(widget)}" for widget in hidden]
    return found


def tab_stops(window: QWidget) -> list[QWidget]:
    """Everything that Tab should lead to; of answers to one question only the one that is chosen."""
    stops = [widget for widget in controls(window) if widget.focusPolicy() & Qt.FocusPolicy.TabFocus.value]
    return [widget for widget in stops if not isinstance(widget, QRadioButton) or _speaks_for_its_group(widget)]


def fault_of_view(widget: QWidget) -> str | None:
    """A fault where what has the focus is not in view."""
    window = widget.window()
    place = QRect(widget.mapTo(window, QPoint(0, 0)), widget.size())
    at = widget.parentWidget()
    seen = place.intersected(window.rect())
    while at is not None:
        holder = at.parentWidget()
        if isinstance(holder, QAbstractScrollArea) and holder.viewport() is at:
            seen = seen.intersected(QRect(at.mapTo(window, QPoint(0, 0)), at.size()))
        at = holder
    tall = min(place.height(), 60)  # of something higher than the page, its beginning will do
    if seen.height() < tall or seen.width() < min(place.width(), 60):
        return f"out of view: {seen.width()} × {seen.height()} of {place.width()} × {place.height()}: {path(widget)}"
    return None


def _round(
    window: QWidget,
    start: QWidget,
    key: Qt.Key,
    rest: Callable[[], None],
    at_each: Callable[[QWidget], str | None],
) -> tuple[list[QWidget], list[str]]:
    start.setFocus()
    rest()
    reached: list[QWidget] = []
    found: list[str] = []
    for _ in range(_STEPS):
        focus: QWidget | None = window.focusWidget()
        if focus is None:
            return reached, [*found, "the focus is lost"]
        if reached and focus is reached[-1]:
            return reached, [*found, f"a trap: {path(focus)}"]
        if reached and focus is start:
            return reached, found
        reached.append(focus)
        if fault := at_each(focus):
            found.append(fault)
        shift = Qt.KeyboardModifier.ShiftModifier if key is Qt.Key.Key_Backtab else Qt.KeyboardModifier.NoModifier
        QTest.keyClick(focus, key, shift)
        rest()
    return reached, [*found, f"does not come back to {path(start)}"]


def _can_focus(widget: QWidget) -> bool:
    stands_in: QWidget | None = widget.focusProxy()
    return widget.focusPolicy() is not Qt.FocusPolicy.NoFocus and widget.isEnabled() and stands_in is None


def _is_reached(widget: QWidget, reached: list[QWidget]) -> bool:
    if not isinstance(widget, QRadioButton):
        return widget in reached
    return any(button in reached for button in _same_group(widget))


def _speaks_for_its_group(button: QRadioButton) -> bool:
    return button.isChecked() or not any(other.isChecked() for other in _same_group(button))


def _same_group(button: QRadioButton) -> list[QAbstractButton]:
    group: QButtonGroup | None = button.group()
    if group is not None:
        return [other for other in group.buttons() if other.isVisible()]
    holder = button.parentWidget()
    beside = holder.findChildren(QRadioButton) if holder is not None else [button]
    return [other for other in beside if other.parentWidget() is holder]
