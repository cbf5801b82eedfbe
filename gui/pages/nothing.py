"""Panels for what a look-up did not find: nothing at all, a link of another site, and "is the app not here?"."""

from __future__ import annotations

from PySide6.QtWidgets import QVBoxLayout, QWidget

from core.catalogue.links import parse_reference
from core.texts import outside
from core.texts.phrase import Phrase, Term, phrase
from core.texts.words import Words
from gui.theme.metrics import TextStyle
from gui.widgets.boxes import bullets, card, column
from gui.widgets.buttons import Button
from gui.widgets.layouts import Columns, Flow
from gui.widgets.panel import Panel
from gui.widgets.plain_label import PlainLabel

_HOST_LIMIT = 80


def headline(query: str) -> Phrase:
    """What is said of an app that was not found."""
    reference = parse_reference(query)
    name = reference.id if reference is not None and reference.is_link else query.strip()
    return phrase("“{name}”: {answer}", name=outside.name(name), answer=Term("answers.not-assessed.label"))


def nothing_panel(query: str, words: Words, button: Button, *, is_whole: bool) -> Panel:
    """For an app that was not found: not assessed is not safe, and what to do."""
    say = words.say
    steps = [
        phrase("Ask your security contact for an assessment of the app."),
        phrase("Until then, follow the general advice."),
        phrase("Check the spelling, or paste the address from the app store."),
    ]
    if not is_whole:
        steps.append(phrase("Wait for the search index: so far only assessed apps are found by name."))
    return card(
        "",
        PlainLabel(say(headline(query)), TextStyle.HEADING),
        PlainLabel(say(phrase("Not assessed is not the same as safe.")), TextStyle.STRONG),
        bullets(say(step) for step in steps),
        _left(button),
    )


def other_site_panel(host: str, words: Words) -> Panel:
    """For a link that leads to no app in a store."""
    say = words.say
    shown = outside.name(host, limit=_HOST_LIMIT)
    stores = phrase(
        "Links to apps are understood from Google Play, App Store, Microsoft Store, F-Droid and Flathub, and to "
        "extensions for Chrome, Edge and Firefox."
    )
    return card(
        "",
        PlainLabel(say(phrase("This link leads to no app in an app store: {host}", host=shown)), TextStyle.HEADING),
        PlainLabel(say(stores)),
        PlainLabel(say(phrase("Type the name of the app instead. Nothing was opened or fetched."))),
    )


class NotHere(Panel):
    """Below a list: what holds where the app is not in it."""

    def __init__(self, button: Button) -> None:
        super().__init__()
        self._title, self._text = PlainLabel("", TextStyle.STRONG), PlainLabel("", subtle=True)
        self._button = button
        columns = Columns(weights=(72, 28), gap=16, narrowest=560)
        columns.setContentsMargins(20, 16, 20, 18)
        columns.addWidget(column(self._title, self._text, gap=2))
        columns.addWidget(_centred(button))
        self.setLayout(columns)

    def refresh(self, words: Words) -> None:
        """Say everything again."""
        say = words.say
        self._title.setText(say(phrase("Is the app not here?")))
        parts = [
            phrase("That an app is not assessed does not mean that it is safe. General advice holds meanwhile."),
            phrase("Your security contact can have it assessed."),
        ]
        self._text.setText(" ".join(say(part) for part in parts))
        self._button.say(say(phrase("Read the general advice")))


def _left(button: Button) -> QWidget:
    flow = Flow()
    flow.addWidget(button)
    widget = QWidget()
    widget.setLayout(flow)
    return widget


def _centred(button: Button) -> QWidget:
    widget = QWidget()
    rows = QVBoxLayout(widget)
    rows.setContentsMargins(0, 0, 0, 0)
    rows.addStretch(1)
    flow = Flow(to_right=True)
    flow.addWidget(button)
    rows.addLayout(flow)
    rows.addStretch(1)
    return widget
