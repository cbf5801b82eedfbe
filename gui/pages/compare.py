"""Two to four apps side by side: first in sentences, then where they differ, then what is the same for all."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from core.risk.compare import Aspect
from core.risk.model import RiskCard
from core.texts import formats, outside
from core.texts.phrase import phrase
from core.texts.words import capitalised
from gui.comparison import shared_words, situation_line, value_words
from gui.pages.frame import ScrollPage, clear
from gui.shelf import Compared
from gui.speaker import Speaker
from gui.theme.metrics import GAP, NARROW, TextStyle
from gui.widgets.announce import announce
from gui.widgets.boxes import Unbroken, bullets, card, column
from gui.widgets.buttons import Button, ButtonRole
from gui.widgets.chips import Chip
from gui.widgets.layouts import Columns, Flow
from gui.widgets.panel import Line
from gui.widgets.plain_label import PlainLabel

_NAME_LIMIT = 60
_LABEL = 26
"""Share of the width that the names of the rows have, of a hundred."""


class ComparePage(ScrollPage):
    """Shows a comparison; holds nothing but what is shown."""

    copy_wished = Signal()
    """Copy the comparison as text."""
    clear_wished = Signal()
    """Compare these apps no longer."""
    app_wished = Signal(str)
    """Open the app with this id."""

    def __init__(self, speaker: Speaker) -> None:
        super().__init__()
        self._speaker = speaker
        self.compared: Compared | None = None
        self._captions: list[QWidget] = []
        self._copy: Button | None = None
        self._buttons: Flow | None = None
        self._place = QVBoxLayout()
        self._place.setSpacing(GAP)
        self.column.rows.addLayout(self._place)
        self.column.rows.addStretch(1)

    def show_comparison(self, compared: Compared) -> None:
        """Show apps side by side."""
        is_new = self.compared is None or self.compared.apps != compared.apps
        self.compared = compared
        self.refresh()
        if is_new:
            self.verticalScrollBar().setValue(0)
        announce(self, " ".join(self._speaker.say(sentence) for sentence in compared.comparison.sentences))

    def show_none_chosen(self) -> None:
        """Nothing is chosen to be compared: tell how that is done."""
        self.compared = None
        self.refresh()
        self.verticalScrollBar().setValue(0)
        announce(self, self._speaker.say(phrase("No apps are chosen to be compared")))

    def refresh(self) -> None:
        """Say everything again."""
        clear(self._place)
        self._captions.clear()
        self._copy = self._buttons = None
        if self.compared is None:
            self._place.addWidget(self._none_chosen())
            return
        say, comparison = self._speaker.say, self.compared.comparison
        self._place.addWidget(self._head(self.compared))
        self._place.addWidget(card(say(phrase("In words")), bullets(say(one) for one in comparison.sentences)))
        self._place.addWidget(self._table(self.compared))
        if comparison.same:
            self._place.addWidget(self._same(comparison.same))
        self._show_captions()

    def focus_first(self) -> None:
        """Go to the first control."""
        if self._copy is not None:
            self._copy.setFocus()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Where values stand below each other, each has its app's name."""
        super().resizeEvent(event)
        self._show_captions()
        if self._buttons is not None:
            self._buttons.line_up(to_right=self.width() >= NARROW)

    def _none_chosen(self) -> QWidget:
        say = self._speaker.say
        how = (
            phrase("Look up an app and press Ctrl+Enter on it in the list, or Compare on its card."),
            phrase("Do the same with one, two or three more."),
            phrase("Then come back here, or press Compare in the strip below."),
        )
        return card(
            "",
            PlainLabel(say(phrase("Compare apps")), TextStyle.TITLE),
            PlainLabel(say(phrase("Two to four apps stand side by side, and you see in words where they differ."))),
            bullets(say(one) for one in how),
            gap=12,
        )

    # ---- parts ------------------------------------------------------------------------------------------------------

    def _head(self, compared: Compared) -> QWidget:
        say = self._speaker.say
        names = tuple(outside.name(one.app.name, limit=_NAME_LIMIT) for one in compared.cards)
        copy = Button(say(phrase("Copy as text")), ButtonRole.QUIET, picture="copy")
        copy.clicked.connect(self.copy_wished)
        self._copy = copy
        clear = Button(say(phrase("Clear")), ButtonRole.QUIET, name=say(phrase("Clear the apps chosen to be compared")))
        clear.clicked.connect(self.clear_wished)
        self._buttons = buttons = Flow(gap=4, line_gap=0, to_right=self.width() >= NARROW)
        buttons.addWidget(copy)
        buttons.addWidget(clear)
        columns = Columns(weights=(74, 26), gap=16, narrowest=760)
        title = PlainLabel(formats.listed(names, self._speaker.language), TextStyle.TITLE)
        where = PlainLabel(situation_line(compared, self._speaker.words), subtle=True)
        columns.addWidget(column(title, where, gap=0))
        columns.addWidget(Unbroken(buttons))
        widget = QWidget()
        widget.setLayout(columns)
        return widget

    def _table(self, compared: Compared) -> QWidget:
        say = self._speaker.say
        parts: list[QWidget] = [self._names(compared.cards)]
        for aspect in compared.comparison.different:
            if aspect.key == "answer":  # stands below each name
                continue
            parts += [Line(), self._row(aspect, compared.cards)]
        return card(say(phrase("Where they differ")), *parts)

    def _names(self, cards: Sequence[RiskCard]) -> QWidget:
        """The apps, each with its answer; pressing one opens its card."""
        cells = [self._name(one) for one in cards]
        return _line(QWidget(), cells)

    def _name(self, one: RiskCard) -> QWidget:
        shown = outside.name(one.app.name, limit=_NAME_LIMIT)
        button = Button(shown, ButtonRole.LINK, name=self._speaker.say(phrase("Open {name}", name=shown)))
        button.clicked.connect(lambda: self.app_wished.emit(one.app.id))
        answer = one.verdict.answer
        chip = Chip(self._speaker.term(f"answers.{answer.value}.label"), answer=answer, wraps=True)
        cell = column(_left(button), _left(chip), gap=4)
        cell.rows.addStretch(1)
        return cell

    def _row(self, aspect: Aspect, cards: Sequence[RiskCard]) -> QWidget:
        cells = [
            self._cell(one, capitalised(value_words(value, self._speaker.words)))
            for one, value in zip(cards, aspect.values, strict=True)
        ]
        return _line(_label(capitalised(self._speaker.say(aspect.label))), cells)

    def _cell(self, one: RiskCard, text: str) -> QWidget:
        name = outside.name(one.app.name, limit=_NAME_LIMIT)
        caption = PlainLabel(name, TextStyle.CAPTION, subtle=True)
        self._captions.append(caption)
        cell = column(caption, PlainLabel(text), gap=0)
        cell.rows.addStretch(1)
        cell.setAccessibleName(f"{name}: {text}")
        return cell

    def _same(self, aspects: Sequence[Aspect]) -> QWidget:
        parts: list[QWidget] = []
        for aspect in aspects:
            label = _label(capitalised(self._speaker.say(aspect.label)))
            value = PlainLabel(capitalised(shared_words(aspect, self._speaker.words)))
            parts += [*([Line()] if parts else []), _line(label, [value])]
        return card(self._speaker.say(phrase("The same for all")), *parts)

    def _show_captions(self) -> None:
        for caption in self._captions:
            caption.setVisible(self.width() < NARROW)


def _line(label: QWidget, cells: Sequence[QWidget]) -> QWidget:
    share = (100 - _LABEL) // len(cells)
    columns = Columns(weights=(_LABEL, *[share] * len(cells)), gap=16, narrowest=NARROW - 80)
    for part in (label, *cells):
        columns.addWidget(part)
    widget = QWidget()
    widget.setLayout(columns)
    return widget


def _label(text: str) -> PlainLabel:
    label = PlainLabel(text, TextStyle.STRONG)
    label.setAlignment(Qt.AlignmentFlag.AlignTop)
    return label


def _left(part: QWidget) -> QHBoxLayout:
    row = QHBoxLayout()
    row.addWidget(part, 0, Qt.AlignmentFlag.AlignLeft)
    row.addStretch(1)
    return row
