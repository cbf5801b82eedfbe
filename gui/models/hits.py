"""The list of apps that a look-up found, as Qt wants it: one row for each app, and headings between."""

from __future__ import annotations

from enum import IntEnum

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from core.texts import outside
from core.texts.phrase import phrase
from gui import wording
from gui.enquiries import Entry, Found
from gui.speaker import Speaker

Index = QModelIndex | QPersistentModelIndex


class HitRole(IntEnum):
    """What a row can be asked for besides Qt's own roles."""

    ENTRY = Qt.ItemDataRole.UserRole
    """The `Entry`; None for a heading."""
    ABOUT = Qt.ItemDataRole.UserRole + 1
    """The line under the name."""
    BADGE = Qt.ItemDataRole.UserRole + 2
    """The answer in a few words."""
    PLATFORMS = Qt.ItemDataRole.UserRole + 3
    """Where it runs."""


class HitModel(QAbstractListModel):
    """Apps in the order found; guesses come last, under a heading of their own."""

    def __init__(self, speaker: Speaker, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._speaker = speaker
        self._rows: list[Entry | None] = []

    def show(self, found: Found | None) -> None:
        """Show other apps."""
        self.beginResetModel()
        entries = found.entries if found else ()
        sure = [entry for entry in entries if not entry.hit.near]
        near = [entry for entry in entries if entry.hit.near]
        self._rows = [*sure, *([None] if near else []), *near]
        self.endResetModel()

    def entry(self, row: int) -> Entry | None:
        """The app in a row; None for a heading or no such row."""
        return self._rows[row] if 0 <= row < len(self._rows) else None

    def first(self) -> int:
        """The first row with an app; -1 where there is none."""
        return next((row for row, entry in enumerate(self._rows) if entry), -1)

    @property
    def apps(self) -> int:
        """How many apps there are."""
        return sum(entry is not None for entry in self._rows)

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        """Rows, headings included."""
        return 0 if parent.isValid() else len(self._rows)

    def flags(self, index: Index) -> Qt.ItemFlag:
        """A heading cannot be chosen."""
        if self.entry(index.row()) is None:
            return Qt.ItemFlag.NoItemFlags
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemNeverHasChildren

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """What a row says."""
        if not index.isValid() or not 0 <= index.row() < len(self._rows):
            return None
        entry = self._rows[index.row()]
        if entry is None:
            heading = self._speaker.say(phrase("Similar names (perhaps a spelling mistake)"))
            return heading if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole) else None
        return self._of(entry, role)

    def _of(self, entry: Entry, role: int) -> object:
        words = self._speaker.words
        if role == Qt.ItemDataRole.DisplayRole:
            return outside.name(entry.app.name)
        if role == HitRole.ENTRY:
            return entry
        if role == HitRole.PLATFORMS:
            return wording.platforms(entry.app, words)
        if role == HitRole.BADGE:
            return words.say(wording.badge(entry.decision, entry.authority))
        if role == HitRole.ABOUT:
            return words.say(wording.about(entry))
        if role == Qt.ItemDataRole.AccessibleTextRole:
            parts = [
                self._of(entry, part)
                for part in (Qt.ItemDataRole.DisplayRole, HitRole.BADGE, HitRole.ABOUT, HitRole.PLATFORMS)
            ]
            return ". ".join(str(part) for part in parts if part)
        return None
