"""What would change the answer: the nearest changes in words, and the answer in all situations as a table."""

from __future__ import annotations

from PySide6.QtCore import QRect, Signal
from PySide6.QtWidgets import QVBoxLayout

from core.texts.phrase import phrase
from gui.card.context import CardContext
from gui.card.sections import Section
from gui.card.verdict import flip_line
from gui.models.answers import AnswerModel
from gui.pages.frame import clear
from gui.shelf import AnswerTable
from gui.theme.metrics import TextStyle
from gui.widgets.answer_grid import AnswerGrid
from gui.widgets.plain_label import PlainLabel


class SituationsCard(Section):
    """Stays while the situation changes, so that the table keeps the focus."""

    wished = Signal(object, object)
    """Go to this device situation and this information class."""
    moved = Signal(QRect)
    """The cell that the keys have reached, in the pixels of the card."""

    def __init__(self, context: CardContext) -> None:
        super().__init__(context.say(phrase("What would change the answer")), [])
        self._flips = QVBoxLayout()
        self._flips.setSpacing(6)
        self.rows.insertLayout(1, self._flips)
        self.grid: AnswerGrid | None = None
        if context.answered.is_known:
            self._add_grid(context)
        self.show_context(context)

    def show_context(self, context: CardContext) -> None:
        """Tell the nearest changes, and frame the situation of this card."""
        clear(self._flips)
        flips = context.card.verdict.flips
        nothing = phrase("No single change that we know of gives another answer.")
        for line in [flip_line(context, flip) for flip in flips] or [PlainLabel(context.say(nothing))]:
            self._flips.addWidget(line)
            line.show()
        if self.grid is not None:
            self.grid.mark(context.card.situation)

    def show_table(self, table: AnswerTable) -> None:
        """Fill the table."""
        if self.grid is not None and self.grid.answers.table != table:
            self.grid.show_answers(table)

    def _add_grid(self, context: CardContext) -> None:
        title = context.say(phrase("The answer in every situation"))
        hint = phrase("The frame is your situation. Choose another cell to go there; role and organisation stay.")
        self.grid = AnswerGrid(AnswerModel(context.words), title, context.say(phrase("Your situation")))
        self.grid.setAccessibleDescription(context.say(hint))
        self.grid.wished.connect(self.wished)
        self.grid.moved.connect(self._tell_place)
        self.rows.insertWidget(2, PlainLabel(title, TextStyle.STRONG))
        self.rows.insertWidget(3, PlainLabel(context.say(hint), TextStyle.SMALL, subtle=True))
        self.rows.insertWidget(4, self.grid)

    def _tell_place(self, place: QRect) -> None:
        if self.grid is not None:
            self.moved.emit(QRect(self.grid.mapTo(self, place.topLeft()), place.size()))
