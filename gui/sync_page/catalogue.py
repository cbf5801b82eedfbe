"""The catalogue in use: its date and age, who vouches for it, how fresh it is known to be, and its fingerprint."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from core.sync.model import Freshness
from core.texts import formats
from core.texts.phrase import Phrase, phrase
from core.texts.words import Words
from gui import wording_lists
from gui.indexing import IndexBuilder, IndexState
from gui.shelf import Shelf
from gui.standing import Standing
from gui.sync_page import words as words_of
from gui.theme.metrics import SMALL_GAP, TextStyle
from gui.widgets.boxes import Stack, column
from gui.widgets.buttons import Button, ButtonRole
from gui.widgets.chips import Chip
from gui.widgets.layouts import Columns, Flow
from gui.widgets.plain_label import PlainLabel

_BESIDE = 560
"""Width from which two facts stand beside each other."""


class CatalogueInUse(Stack):
    """What is known of the open catalogue.

    Attributes:
        copy: puts the whole fingerprint on the clipboard.
    """

    def __init__(self, shelf: Shelf, standing: Standing, found: Freshness, words: Words) -> None:
        super().__init__(gap=14)
        self._words = words
        say = words.say
        self.rows.addWidget(self._head(shelf, standing, found))
        self.copy = Button(
            say(phrase("Copy all of it")), ButtonRole.SMALL, name=say(phrase("Copy the whole fingerprint"))
        )
        self._index = PlainLabel("")
        facts = (
            (phrase("Signature"), self._text(words_of.origin(standing))),
            (phrase("Freshness"), self._freshness(found)),
            (phrase("Fingerprint, to compare with another machine"), self._fingerprint(shelf.info.digest)),
            (phrase("Contents"), self._text(wording_lists.inventory(shelf.info))),
            (phrase("Search index"), self._index),
            (phrase("Facts gathered up to"), PlainLabel(formats.partial(shelf.info.as_of, words.language))),
        )
        for start in range(0, len(facts), 2):
            pair = Columns(gap=24, narrowest=_BESIDE)
            for name, value in facts[start : start + 2]:
                pair.addWidget(self._fact(name, value))
            self.rows.addLayout(pair)

    def show_index(self, builder: IndexBuilder) -> None:
        """Tell how the search index stands."""
        share = formats.percent(builder.percent, self._words.language)
        self._index.setText(self._words.say(_index(builder, share)))

    def _head(self, shelf: Shelf, standing: Standing, found: Freshness) -> Stack:
        say, look = self._words.say, words_of.BAND_LOOKS[standing.band]
        title = phrase("Catalogue {number} of {date}", number=shelf.info.version, date=standing.made)
        flow = Flow(gap=12, line_gap=4)
        flow.addWidget(PlainLabel(say(title), TextStyle.HEADING))
        flow.addWidget(Chip(say(words_of.age(standing)), look.tone, picture=look.picture))
        return column(flow, *(PlainLabel(say(line)) for line in words_of.warnings(standing, found)), gap=6)

    def _fact(self, name: Phrase, value: QWidget) -> Stack:
        stack = column(PlainLabel(self._words.say(name), TextStyle.CAPTION, subtle=True), value, gap=2)
        stack.rows.addStretch(1)
        return stack

    def _text(self, said: Phrase) -> PlainLabel:
        return PlainLabel(self._words.say(said))

    def _freshness(self, found: Freshness) -> QWidget:
        known, meant = self._text(words_of.freshness(found)), words_of.freshness_date(found)
        if meant is None:
            return known
        return column(known, PlainLabel(self._words.say(meant), TextStyle.SMALL, subtle=True), gap=2)

    def _fingerprint(self, digest: str) -> QWidget:
        flow = Flow(gap=SMALL_GAP, line_gap=0)
        flow.addWidget(PlainLabel(words_of.fingerprint(digest), TextStyle.CONTROL, wrap=False))
        flow.addWidget(self.copy)
        holder = QWidget()
        holder.setLayout(flow)
        return holder


def _index(builder: IndexBuilder, share: str) -> Phrase:
    return {
        IndexState.READY: phrase("Ready: every app is found by name"),
        IndexState.BUILDING: phrase("Being made, {share} done: assessed apps are found meanwhile", share=share),
        IndexState.STOPPED: phrase("Stopped: only assessed apps are found by name"),
        IndexState.FAILED: phrase("It could not be made: only assessed apps are found by name"),
    }[builder.state]
