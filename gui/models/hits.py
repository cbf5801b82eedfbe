"""The list of apps that a look-up found, as Qt wants it: one row for each app, and headings between."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import IntEnum

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from core.facts import AppId
from core.texts import outside
from core.texts.phrase import phrase
from gui import wording
from gui.keeping import Basket, Following
from gui.shelf import Entry
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
    TEXT = Qt.ItemDataRole.UserRole + 4
    """All of it as a `RowText`; None for a heading."""


@dataclass(frozen=True, slots=True)
class RowText:
    """What a row shows, in words, made once."""

    name: str
    about: str
    badge: str
    platforms: str
    warning: str
    """Of a name that may not be what it seems; empty: none."""
    is_followed: bool
    is_chosen: bool
    """Whether it was chosen to be compared."""


class HitModel(QAbstractListModel):
    """Apps in the order found; guesses come last, under a heading of their own."""

    def __init__(self, speaker: Speaker, following: Following, basket: Basket, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._speaker, self._following, self._basket = speaker, following, basket
        self._rows: list[Entry | None] = []
        self._texts: dict[int, RowText] = {}
        for source in (speaker.changed, following.changed, basket.changed):
            source.connect(self._say_again)

    def show(self, entries: Sequence[Entry]) -> None:
        """Show other apps."""
        self.beginResetModel()
        self._texts.clear()
        self._rows = list(entries)
        self.endResetModel()

    def add_guesses(self, entries: Sequence[Entry]) -> None:
        """Show guesses below what stands there, under their heading."""
        if not entries:
            return
        first = len(self._rows)
        self.beginInsertRows(QModelIndex(), first, first + len(entries))
        self._rows += [None, *entries]
        self.endInsertRows()

    def entry(self, row: int) -> Entry | None:
        """The app in a row; None for a heading or no such row."""
        return self._rows[row] if 0 <= row < len(self._rows) else None

    def first(self) -> int:
        """The first row with an app; -1 where there is none."""
        return next((row for row, entry in enumerate(self._rows) if entry), -1)

    def row_of(self, app: AppId) -> int:
        """The row of an app; -1 where it is not in the list."""
        return next((row for row, entry in enumerate(self._rows) if entry and entry.app.id == app), -1)

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
        return entry if role == HitRole.ENTRY else self._of(self._text(index.row(), entry), entry, role)

    def _text(self, row: int, entry: Entry) -> RowText:
        if row not in self._texts:
            self._texts[row] = self._written(entry)
        return self._texts[row]

    def _written(self, entry: Entry) -> RowText:
        words = self._speaker.words
        warning = wording.odd_name(entry.oddities)
        return RowText(
            name=outside.name(entry.app.name),
            about=words.say(wording.about(entry)),
            badge=words.say(wording.badge(entry.decision, entry.authority)),
            platforms=wording.platforms(entry.app, words),
            warning=words.say(warning) if warning else "",
            is_followed=entry.app.id in self._following,
            is_chosen=entry.app.id in self._basket,
        )

    def _of(self, text: RowText, entry: Entry, role: int) -> object:
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return self._spoken(text, entry)
        return {
            int(Qt.ItemDataRole.DisplayRole): text.name,
            int(HitRole.ABOUT): text.about,
            int(HitRole.BADGE): text.badge,
            int(HitRole.PLATFORMS): text.platforms,
            int(HitRole.TEXT): text,
        }.get(role)

    def _spoken(self, text: RowText, entry: Entry) -> str:
        """A row as a screen reader says it: the answer right behind the name."""
        say = self._speaker.say
        parts = [text.name, text.badge, text.warning, text.about, text.platforms]
        parts += [say(phrase("Followed"))] if text.is_followed else []
        parts += [say(phrase("Chosen to be compared"))] if text.is_chosen else []
        parts += [say(phrase("Only a similar name"))] if entry.hit.near else []
        return ". ".join(part for part in parts if part)

    def _say_again(self) -> None:
        self._texts.clear()
        if self._rows:
            self.dataChanged.emit(self.index(0), self.index(len(self._rows) - 1))
