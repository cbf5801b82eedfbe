"""The look-up page: nothing typed yet, apps found, or none."""

from __future__ import annotations

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from core.texts import formats, outside
from core.texts.phrase import Term, phrase, plural
from gui.card.context import CardContext
from gui.card.guidance import general_card
from gui.enquiries import Answered, Entry, Found, Shelf
from gui.models.hits import HitModel
from gui.pages.frame import ScrollPage, clear
from gui.situations import ChosenSituation
from gui.speaker import Speaker
from gui.theme.metrics import TextStyle
from gui.widgets.announce import announce
from gui.widgets.boxes import bullets, card, column
from gui.widgets.buttons import Button, ButtonRole
from gui.widgets.chooser import SituationChooser
from gui.widgets.facts import AddressWishes
from gui.widgets.hit_list import HitList
from gui.widgets.layouts import Columns, Flow
from gui.widgets.panel import Panel
from gui.widgets.plain_label import PlainLabel

EXAMPLES = ("TikTok", "Signal", "Zoom", "Telegram", "Vipps")
"""Names offered where nothing has been typed."""


class LookupPage(ScrollPage):
    """Shows what a look-up gave."""

    app_chosen = Signal(object)
    """An `Entry` should be opened."""
    name_chosen = Signal(str)
    """The card of this name should be opened, known or not."""
    example_chosen = Signal(str)
    """This name should be looked up."""

    save_wished = Signal()
    """Keep the situation as the usual one."""

    def __init__(self, speaker: Speaker, chosen: ChosenSituation, wishes: AddressWishes) -> None:
        super().__init__()
        self._speaker, self._chosen, self._wishes = speaker, chosen, wishes
        self._shelf: Shelf | None = None
        self.chooser: SituationChooser | None = None
        self.model = HitModel(speaker, self)
        self.hits = HitList(self.model)
        self.hits.app_chosen.connect(self._choose)
        self._count = PlainLabel("", TextStyle.BODY, subtle=True)
        self._asked, self._above, self._below = QVBoxLayout(), QVBoxLayout(), QVBoxLayout()
        rows = self.column.rows
        for part in (self._asked, self._above, self._count, self.hits, self._below):
            if isinstance(part, QWidget):
                rows.addWidget(part)
            else:
                rows.addLayout(part)
        rows.addStretch(1)
        self._show_list(is_shown=False)

    def welcome(self, shelf: Shelf | None) -> None:
        """Show what there is to do where nothing has been typed."""
        self._reset()
        self._shelf = shelf
        self.model.show(None)
        self._show_list(is_shown=False)
        if shelf is not None:
            self._above.addWidget(self._greeting(shelf))

    def show_found(self, found: Found, shelf: Shelf, unknown: Answered | None) -> None:
        """Show what was found; for nothing, what holds for an app that nobody has assessed."""
        self._reset()
        self._shelf = shelf
        self.model.show(found)
        self._show_list(is_shown=bool(found.entries))
        if found.entries:
            self._count.setText(self._counted(shelf))
            self.hits.setAccessibleName(self._count.text())
            self.hits.choose_first()
            self._fit()
            self._below.addWidget(self._not_here(found.query))
        else:
            self._above.addWidget(self._nothing(found.query))
            if unknown is not None:
                self._below.addWidget(general_card(CardContext(unknown, shelf, self._speaker.words, self._wishes)))
        announce(self.hits, self._count.text() if found.entries else self._no_hit(found.query))

    def move_choice(self, steps: int) -> None:
        """Choose an app further down or up, and keep it in view."""
        self.hits.move_choice(steps)
        place = self.hits.visualRect(self.hits.currentIndex())
        corner = self.hits.mapTo(self.column, place.center())
        self.ensureVisible(corner.x(), corner.y(), 0, place.height())

    def toggle_chooser(self) -> None:
        """Show the questions about the situation, or put them away."""
        if self.chooser is None and self._shelf is not None:
            self._ask()
            QTimer.singleShot(0, self._focus_chooser)
        else:
            self.put_chooser_away()

    def put_chooser_away(self) -> None:
        """Take the questions away."""
        clear(self._asked)
        self.chooser = None

    def refresh(self) -> None:
        """Ask again in another language; the list is looked up again by the window."""
        if self.chooser is not None:
            self.put_chooser_away()
            self._ask()

    def _focus_chooser(self) -> None:
        if self.chooser is not None:
            self.chooser.focus_first()

    def _ask(self) -> None:
        issuers = self._shelf.issuers if self._shelf else ()
        self.chooser = SituationChooser(self._chosen, self._speaker.words, issuers)
        self.chooser.save_wished.connect(self.save_wished)
        self._asked.addWidget(self.chooser)
        self.verticalScrollBar().setValue(0)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Rows are higher in a narrow window."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """The list is as high as its rows: the page scrolls, not the list."""
        self.hits.doItemsLayout()
        self.hits.setFixedHeight(max(40, self.hits.content_height()))

    def _choose(self, entry: Entry) -> None:
        self.app_chosen.emit(entry)

    def _reset(self) -> None:
        clear(self._above)
        clear(self._below)

    def _show_list(self, *, is_shown: bool) -> None:
        self._count.setVisible(is_shown)
        self.hits.setVisible(is_shown)

    def _counted(self, shelf: Shelf) -> str:
        number = formats.number(shelf.info.apps, self._speaker.language)
        found = self.model.apps
        return self._speaker.say(
            plural("{count} match among {apps} apps", "{count} matches among {apps} apps", count=found, apps=number)
        )

    # ---- the three states ------------------------------------------------------------------------------------------

    def _greeting(self, shelf: Shelf) -> QWidget:
        say = self._speaker.say
        number = formats.number(shelf.info.apps, self._speaker.language)
        about = phrase(
            "Type the name of an app, or paste its address in an app store. You see what authorities advise, who owns "
            "it, what it can reach, and what your own situation means. {apps} apps are in the catalogue.",
            apps=number,
        )
        flow = Flow(gap=8, line_gap=4)
        for name in EXAMPLES:
            flow.addWidget(self._example(name))
        promises = [
            say(phrase("Authorities advise, your organisation decides, Appvett explains.")),
            say(phrase("Unknown is never shown as safe, and advice is never shown as a ban.")),
            say(phrase("What you look up never leaves this machine.")),
        ]
        panel = card(
            "",
            PlainLabel(say(phrase("May I install this app?")), TextStyle.TITLE),
            PlainLabel(say(about)),
            PlainLabel(say(phrase("Try one of these")), TextStyle.SMALL, subtle=True),
            flow,
            bullets(promises),
            gap=12,
        )
        panel.setContentsMargins(10, 8, 10, 8)
        return panel

    def _example(self, name: str) -> Button:
        button = Button(name, ButtonRole.CHIP, name=self._speaker.say(phrase("Look up {name}", name=name)))
        button.clicked.connect(lambda: self.example_chosen.emit(name))
        return button

    def _nothing(self, query: str) -> Panel:
        say = self._speaker.say
        steps = [
            say(phrase("Ask your security contact for an assessment of the app.")),
            say(phrase("Until then, follow the general advice.")),
            say(phrase("Check the spelling, or paste the address from the app store.")),
        ]
        return card(
            "",
            PlainLabel(self._no_hit(query), TextStyle.HEADING),
            PlainLabel(say(phrase("Not assessed is not the same as safe.")), TextStyle.STRONG),
            bullets(steps),
            self._open_button(query),
        )

    def _not_here(self, query: str) -> Panel:
        say = self._speaker.say
        columns = Columns(weights=(66, 34), gap=16, narrowest=560)
        columns.addWidget(
            column(
                PlainLabel(say(phrase("Not the app you mean?")), TextStyle.STRONG),
                PlainLabel(
                    say(phrase("Not assessed is not the same as safe."))
                    + " "
                    + say(phrase("Until then, follow the general advice.")),
                    subtle=True,
                ),
                gap=2,
            )
        )
        columns.addWidget(self._open_button(query))
        return card("", columns)

    def _open_button(self, query: str) -> QWidget:
        button = Button(self._speaker.say(phrase("What holds for an unknown app")), ButtonRole.PLAIN)
        button.clicked.connect(lambda: self.name_chosen.emit(query))
        holder = Flow()
        holder.addWidget(button)
        widget = QWidget()
        widget.setLayout(holder)
        return widget

    def _no_hit(self, query: str) -> str:
        return self._speaker.say(
            phrase("“{name}”: {answer}", name=outside.name(query), answer=Term("answers.not-assessed.label"))
        )
