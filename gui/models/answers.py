"""The answers about one app in every situation, as a model: a row for each kind of device, a column for each class."""

from __future__ import annotations

from enum import IntEnum

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from core.rules.levels import Answer
from core.situation import Device, InformationClass, Situation
from core.texts.phrase import Term, phrase
from core.texts.words import Words, capitalised
from gui.shelf import AnswerTable

DEVICES = tuple(Device)
CLASSES = tuple(InformationClass)

_Index = QModelIndex | QPersistentModelIndex
_NONE = QModelIndex()


class AnswerRole(IntEnum):
    """What a cell holds beside its words."""

    ANSWER = Qt.ItemDataRole.UserRole + 1
    IS_HERE = Qt.ItemDataRole.UserRole + 2
    """Whether it is the person's own situation."""


class AnswerModel(QAbstractTableModel):
    """Seven by four answers in words."""

    def __init__(self, words: Words, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._words = words
        self._table: AnswerTable = {}
        self._here: tuple[Device, InformationClass] | None = None

    def show(self, table: AnswerTable) -> None:
        """Hold these answers."""
        self._table = table
        self._tell()

    @property
    def table(self) -> AnswerTable:
        """The answers; empty until they are worked out."""
        return self._table

    def mark(self, situation: Situation) -> None:
        """Hold that this is the person's own situation."""
        self._here = (situation.device, situation.information)
        self._tell()

    def _tell(self) -> None:
        self.dataChanged.emit(self.index(0, 0), self.index(len(DEVICES) - 1, len(CLASSES) - 1))

    def place(self, situation: Situation) -> QModelIndex:
        """The cell of a situation."""
        return self.index(DEVICES.index(situation.device), CLASSES.index(situation.information))

    def situation_of(self, index: _Index) -> tuple[Device, InformationClass]:
        """The situation of a cell."""
        return DEVICES[index.row()], CLASSES[index.column()]

    def rowCount(self, parent: _Index = _NONE) -> int:
        """One for each kind of device."""
        return 0 if parent.isValid() else len(DEVICES)

    def columnCount(self, parent: _Index = _NONE) -> int:
        """One for each class."""
        return 0 if parent.isValid() else len(CLASSES)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """The answer in a word, for a screen reader in a sentence; see `AnswerRole`."""
        if not index.isValid():
            return None
        place = self.situation_of(index)
        answer = self._table.get(place)
        if role == Qt.ItemDataRole.DisplayRole:
            return self._word(answer)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return self._sentence(place, answer)
        if role == AnswerRole.ANSWER:
            return answer
        return place == self._here if role == AnswerRole.IS_HERE else None

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> str | None:
        """The kind of device, or colour and name of the class."""
        if role != Qt.ItemDataRole.DisplayRole:
            return None
        if orientation is Qt.Orientation.Vertical:
            return self._words.term(f"devices.{DEVICES[section].value}.label")
        kind = CLASSES[section].value
        name = phrase("{colour}: {name}", colour=Term(f"classes.colours.{kind}"), name=Term(f"classes.{kind}.label"))
        return capitalised(self._words.say(name))

    def _word(self, answer: Answer | None) -> str:
        return self._words.term(f"answers.{answer.value}.label") if answer else "…"

    def _sentence(self, place: tuple[Device, InformationClass], answer: Answer | None) -> str:
        device, kind = (Term(f"devices.{place[0].value}.label"), Term(f"classes.colours.{place[1].value}"))
        if answer is None:
            return capitalised(
                self._words.say(phrase("{device}, {kind}: not worked out yet", device=device, kind=kind))
            )
        word = Term(f"answers.{answer.value}.label")
        if place == self._here:
            said = phrase("{device}, {kind}: {answer}. This is your situation.", device=device, kind=kind, answer=word)
        else:
            said = phrase("{device}, {kind}: {answer}", device=device, kind=kind, answer=word)
        return capitalised(self._words.say(said))
