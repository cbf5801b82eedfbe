"""Goes back and forward between the places of the window."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from gui.travel import PageName, Place, Travel


class Traveller(QObject):
    """Remembers the way, and asks for a place to be shown."""

    wished = Signal(object)
    """This `Place` should be shown."""
    changed = Signal()
    """Another place is shown, or it is possible to go elsewhere."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.way = Travel()

    @property
    def here(self) -> Place:
        """What is shown."""
        return self.way.here

    def arrived(self, place: Place) -> None:
        """This place is shown now."""
        self._take(self.way.to(place))

    def back(self) -> bool:
        """Go one place back; False where there is none."""
        return self._go(self.way.back())

    def forward(self) -> bool:
        """Go one place forward; False where there is none."""
        return self._go(self.way.forward())

    def leave(self, page: PageName) -> None:
        """A page is not to be come back to."""
        self._take(self.way.without(page))

    def _go(self, way: Travel) -> bool:
        if way == self.way:
            return False
        self._take(way)
        self.wished.emit(way.here)
        return True

    def _take(self, way: Travel) -> None:
        if way != self.way:
            self.way = way
            self.changed.emit()
