"""Narrowing the list: a chip for each facet with a menu of its values and their numbers, and how many apps are left."""

from __future__ import annotations

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QAction, QKeyEvent, QMouseEvent, QResizeEvent
from PySide6.QtWidgets import QMenu, QSizePolicy, QVBoxLayout, QWidget

from core.texts import formats, outside
from core.texts.phrase import phrase
from gui import wording_lists
from gui.filters import Facet, Filters
from gui.shelf import FacetCounts
from gui.speaker import Speaker
from gui.widgets.buttons import Button, ButtonRole
from gui.widgets.layouts import Flow, Lead
from gui.widgets.plain_label import PlainLabel

_NAME_LIMIT = 60
_NARROWEST = 700
_COUNT_WIDTH = 190
"""What the number of apps has at least beside the chips; there it may take two lines."""
_KEYS = (Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_Enter)


class ChoiceMenu(QMenu):
    """A menu in which several things can be ticked: it stays open until it is left."""

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Tick, and stay."""
        action = self.actionAt(event.position().toPoint())
        if action in self.actions() and action.isCheckable():
            action.trigger()
        else:
            super().mouseReleaseEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Space and Enter tick, and stay; Escape leaves."""
        action = self.activeAction()
        if event.key() in _KEYS and action in self.actions() and action.isCheckable():
            action.trigger()
        else:
            super().keyPressEvent(event)


class FilterChip(Button):
    """One facet; pressing it asks for its menu."""

    def __init__(self, facet: Facet) -> None:
        super().__init__("", ButtonRole.CHIP, picture="chevron-down")
        self.facet = facet
        self.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def describe(self, name: str, values: tuple[str, ...], speaker: Speaker) -> None:
        """Tell what is chosen: the one value, or how many."""
        if len(values) == 1:
            shown = speaker.say(phrase("{facet}: {value}", facet=name, value=outside.name(values[0], limit=24)))
        elif values:
            shown = speaker.say(phrase("{facet}: {number} chosen", number=len(values), facet=name))
        else:
            shown = name
        chosen = ", ".join(values) or speaker.say(phrase("everything is shown"))
        self.say(shown, speaker.say(phrase("Filter, {facet}: {values}", facet=name, values=chosen)))
        self.setAccessibleDescription(speaker.say(phrase("Opens a menu in which several can be chosen.")))
        if self.property("isSet") != bool(values):
            self.setProperty("isSet", bool(values))
            self.style().polish(self)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """The arrow down opens the menu, too."""
        if event.key() == Qt.Key.Key_Down:
            self.click()
        else:
            super().keyPressEvent(event)


class FilterRow(QWidget):
    """Chips, and how many apps were found."""

    counts_wished = Signal(object)
    """The menu of a `Facet` was asked for, and needs its numbers."""
    changed = Signal(object)
    """Other `Filters` were chosen."""

    def __init__(self, speaker: Speaker) -> None:
        super().__init__()
        self._speaker = speaker
        self._filters = Filters()
        self._menu = ChoiceMenu(self)
        self.chips = {facet: FilterChip(facet) for facet in Facet}
        self.clear = Button("", ButtonRole.QUIET, picture="close")
        self.clear.clicked.connect(self._clear)
        self.count = PlainLabel("", subtle=True)
        flow = Flow(gap=8, line_gap=2)
        for chip in self.chips.values():
            chip.clicked.connect(lambda _=False, facet=chip.facet: self.counts_wished.emit(facet))
            flow.addWidget(chip)
        flow.addWidget(self.clear)
        left, right = QWidget(), QWidget()
        left.setLayout(flow)
        column = QVBoxLayout(right)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.count)
        both = Lead(_COUNT_WIDTH, narrowest=_NARROWEST)
        both.addWidget(left)
        both.addWidget(right)
        self.setLayout(both)
        self.refresh()

    @property
    def filters(self) -> Filters:
        """What is chosen."""
        return self._filters

    @property
    def menu(self) -> QMenu:
        """The menu shown last."""
        return self._menu

    def choose(self, filters: Filters) -> None:
        """Choose other filters."""
        if filters != self._filters:
            self._filters = filters
            self.refresh()
            self.changed.emit(filters)

    def choose_none(self) -> None:
        """Choose nothing."""
        self.choose(Filters())

    def tell(self, count: str) -> None:
        """Show how many apps there are."""
        self.count.setText(count)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The number of apps stands at the right, or below the chips at the left."""
        super().resizeEvent(event)
        is_below = event.size().width() < _NARROWEST
        side = Qt.AlignmentFlag.AlignLeft if is_below else Qt.AlignmentFlag.AlignRight
        self.count.setAlignment(side | Qt.AlignmentFlag.AlignVCenter)

    def refresh(self) -> None:
        """Say everything again."""
        say = self._speaker.say
        for facet, chip in self.chips.items():
            values = sorted(self._named(facet, value) for value in self._filters.of(facet))
            chip.describe(say(wording_lists.facet_name(facet)), tuple(values), self._speaker)
        self.clear.say(say(phrase("Clear filters")))
        self.clear.setVisible(not self._filters.is_empty)

    def open_menu(self, counts: FacetCounts) -> None:
        """Show the values of a facet with their numbers, below its chip."""
        if not self.isVisible():
            return
        self._menu.close()
        self._menu.clear()
        chip = self.chips[counts.facet]
        self._menu.setAccessibleName(chip.text())
        for value, number in counts.counts:
            self._menu.addAction(self._action(counts, value, number))
        if not counts.counts:
            self._menu.addAction(self._speaker.say(phrase("Nothing to choose from"))).setEnabled(False)
        self._menu.popup(chip.mapToGlobal(QPoint(0, chip.height())))
        self._menu.setActiveAction(self._menu.actions()[0])

    def _clear(self) -> None:
        # The button goes away: the focus stays beside where it was.
        self.chips[Facet.COUNTRY].setFocus()
        self.choose(Filters())

    def _action(self, counts: FacetCounts, value: str, number: int) -> QAction:
        shown = formats.number(number, self._speaker.language) + ("+" if counts.is_cut else "")
        name = self._named(counts.facet, value).replace("&", "&&")
        action = QAction(f"{name}\t{shown}", self._menu)
        action.setCheckable(True)
        action.setChecked(value in self._filters.of(counts.facet))
        action.triggered.connect(lambda: self.choose(self._filters.toggled(counts.facet, value)))
        return action

    def _named(self, facet: Facet, value: str) -> str:
        return outside.name(self._speaker.say(wording_lists.facet_value(facet, value)), limit=_NAME_LIMIT)
