"""What assistive technology is told of the widgets that we draw ourselves: role, and whether a heading is open.

Qt knows its own kinds of widgets. A drawn widget would be a nameless box to it, a heading a text like any other, and a
button that opens something a box to tick. This module says what they are; names and texts stay with the widgets.
"""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QObject
from PySide6.QtGui import QAccessible, QAccessibleInterface, QAccessibleStateChangeEvent
from PySide6.QtWidgets import QAbstractButton, QAccessibleWidget, QWidget

from gui.theme.metrics import TextStyle, style_of
from gui.widgets.plain_label import PlainLabel

ROLES: Mapping[str, QAccessible.Role] = {
    "Chip": QAccessible.Role.StaticText,
    "Choice": QAccessible.Role.RadioButton,
    "EvidenceLine": QAccessible.Role.Grouping,
    "FactorTiles": QAccessible.Role.Grouping,
    "NewsLine": QAccessible.Role.Grouping,
    "Question": QAccessible.Role.Grouping,
    "Rail": QAccessible.Role.PageTabList,
    "RailButton": QAccessible.Role.PageTab,
    "Segment": QAccessible.Role.RadioButton,
    "Segments": QAccessible.Role.Grouping,
    "SituationSheet": QAccessible.Role.Grouping,
    "StatusLine": QAccessible.Role.StatusBar,
    "Switch": QAccessible.Role.CheckBox,
    "ToggleChip": QAccessible.Role.CheckBox,
    "TopBar": QAccessible.Role.ToolBar,
    "TopicButton": QAccessible.Role.PageTab,
    "TopicList": QAccessible.Role.PageTabList,
}
"""Role of a class of widgets, by its name."""

OPENING = frozenset({"FoldHead", "SituationChip", "Tile"})
"""Buttons that open something below them and stay down meanwhile."""

HOLDERS = frozenset({"QWidget", "Stack"})
"""Widgets that only hold others: one that was given a name is a group of that name."""

HEADINGS = frozenset({TextStyle.TITLE, TextStyle.HEADING, TextStyle.SECTION})
"""Styles of labels that a screen reader can leap to."""

_is_taught = False


def teach_roles() -> None:
    """Let Qt ask here what a widget is, from now on."""
    global _is_taught  # noqa: PLW0603 - Qt keeps the function for as long as the program lives
    if not _is_taught:
        QAccessible.installFactory(_interface)
        _is_taught = True


class _Drawn(QAccessibleWidget):
    """A widget with a role of its own; a button can still be pressed.

    Qt's own button would only change its mark when assistive technology toggles it, and tell nobody. Here that is a
    click, as with the mouse.
    """

    def actionNames(self) -> list[str]:
        """What can be done with it."""
        names = super().actionNames()
        return [self._action, *names] if isinstance(self.widget(), QAbstractButton) else names

    def doAction(self, name: str) -> None:
        """Do it."""
        button = self.widget()
        if name == self._action and isinstance(button, QAbstractButton):
            button.click()
        else:
            super().doAction(name)

    def state(self) -> QAccessible.State:
        """What it is at the moment; the page that is shown is the one selected."""
        state, button, role = super().state(), self.widget(), self.role()
        if isinstance(button, QAbstractButton):
            state.checkable = role in _MARKED
            state.checked = role in _MARKED and button.isChecked()
            state.selectable = role is QAccessible.Role.PageTab and button.isCheckable()
            state.selected = role is QAccessible.Role.PageTab and button.isChecked()
        return state

    @property
    def _action(self) -> str:
        """The name that Qt gives to a click on such a thing."""
        return "Toggle" if self.role() in _MARKED else "Press"


_MARKED = (QAccessible.Role.CheckBox, QAccessible.Role.RadioButton)
"""Roles of what carries a mark."""


class _Opening(_Drawn):
    """A button that opens something."""

    def __init__(self, button: QAbstractButton) -> None:
        super().__init__(button, QAccessible.Role.Button)
        button.toggled.connect(lambda _=False: _tell_toggled(button))

    def state(self) -> QAccessible.State:
        """Whether what it opens is open."""
        state, button = super().state(), self.widget()
        is_open = isinstance(button, QAbstractButton) and button.isChecked()
        state.expandable = True
        state.expanded, state.collapsed = is_open, not is_open
        return state


def _tell_toggled(button: QAbstractButton) -> None:
    changed = QAccessible.State()
    changed.expanded = True
    QAccessible.updateAccessibility(QAccessibleStateChangeEvent(button, changed))


def _interface(kind: str, widget: QObject) -> QAccessibleInterface | None:
    """What Qt asks for every class of a widget, from the widget's own up; None: Qt knows better."""
    if not isinstance(widget, QWidget):
        return None
    if kind in OPENING and isinstance(widget, QAbstractButton):
        return _Opening(widget)
    if kind in ROLES:
        return _Drawn(widget, ROLES[kind])
    if kind in HOLDERS and kind == type(widget).__name__ and widget.accessibleName():
        return _Drawn(widget, QAccessible.Role.Grouping)
    if isinstance(widget, PlainLabel) and kind == type(widget).__name__ and style_of(widget) in HEADINGS:
        return _Heading(widget)
    return None


class _Heading(QAccessibleWidget):
    """A label that heads what follows."""

    def __init__(self, label: PlainLabel) -> None:
        super().__init__(label, QAccessible.Role.Heading)

    def text(self, kind: QAccessible.Text) -> str:
        """Its words."""
        label = self.widget()
        said = super().text(kind)
        if not said and kind is QAccessible.Text.Name and isinstance(label, PlainLabel):
            return label.text()
        return said
