"""Facts as rows: statement, how it is known, and where it stands; an address is text that can be copied."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QVBoxLayout, QWidget

from core.facts import Fact
from core.texts.phrase import phrase
from core.texts.words import Words, capitalised
from gui import wording
from gui.links import openable
from gui.theme.metrics import TextStyle
from gui.widgets.boxes import column
from gui.widgets.buttons import Button, ButtonRole
from gui.widgets.layouts import Flow
from gui.widgets.panel import Line
from gui.widgets.plain_label import PlainLabel
from gui.wishes import AddressWishes


def fact_list(facts: Sequence[Fact], words: Words, wishes: AddressWishes) -> QWidget:
    """Rows with hairlines between."""
    widget = QWidget()
    layout = QVBoxLayout(widget)
    layout.setContentsMargins(0, 0, 0, 0)
    layout.setSpacing(10)
    for number, fact in enumerate(facts):
        if number:
            layout.addWidget(Line())
        layout.addWidget(fact_row(fact, words, wishes))
    return widget


def fact_row(fact: Fact, words: Words, wishes: AddressWishes) -> QWidget:
    """One fact."""
    widget = column(
        PlainLabel(words.say(fact.statement)),
        PlainLabel(capitalised(words.say(wording.mark(fact))), TextStyle.CAPTION, subtle=True),
        gap=2,
    )
    layout = widget.rows
    for source in fact.sources[:4]:
        layout.addLayout(address_row(source, words, wishes))
    return widget


def address_row(address: str, words: Words, wishes: AddressWishes) -> Flow:
    """An address as text, with buttons to copy and, where that is safe, to open it."""
    flow = Flow(gap=6, line_gap=0)
    flow.addWidget(PlainLabel(address, TextStyle.CAPTION, subtle=True))
    copy = Button(
        words.say(phrase("Copy address")),
        ButtonRole.SMALL,
        name=words.say(phrase("Copy the address {address}", address=address)),
    )
    copy.clicked.connect(lambda: wishes.copy_wished.emit(address))
    flow.addWidget(copy)
    if openable(address) is not None:
        visit = Button(
            words.say(phrase("Open …")),
            ButtonRole.SMALL,
            name=words.say(phrase("Open the address {address} after a question", address=address)),
        )
        visit.clicked.connect(lambda: wishes.open_wished.emit(address))
        flow.addWidget(visit)
    return flow
