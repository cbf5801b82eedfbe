"""Looking up: from the search field to the list, and from the list to a card."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from core.texts.phrase import phrase
from gui import actions
from gui.filters import Filters
from gui.looking import LookUps
from gui.opening import Opening
from gui.pages.lookup import LookupPage
from gui.parts import Parts
from gui.reading import Reading
from gui.shelf import Found, Guesses
from gui.travel import PageName, Place
from gui.widgets.banner import Banner
from gui.widgets.search_field import LONGEST, SearchField


class Searching(QObject):
    """What is typed, what is found, and what is opened of it.

    Args:
        parts: what is behind the window.
        field: where one types.
        opening: holds the open catalogue.
        reading: opens cards, and holds the stack of pages.
        banner: tells what should be known.
        parent: the window.
    """

    settled = Signal()
    """What was asked for is on the screen."""
    arrived = Signal(object)
    """This `Place` is shown now."""

    def __init__(
        self, parts: Parts, field: SearchField, opening: Opening, reading: Reading, banner: Banner, parent: QObject
    ) -> None:
        super().__init__(parent)
        self.field, self._opening, self._reading, self._banner = field, opening, reading, banner
        self.page = LookupPage(parts)
        self.look_ups = LookUps(parts.asker, self)
        self._is_writing = False
        reading.pages.addWidget(self.page)
        self._connect()

    def _connect(self) -> None:
        field, page, look_ups = self.field, self.page, self.look_ups
        field.textEdited.connect(self.look_up)
        field.textChanged.connect(self._changed)
        field.moved.connect(self._move)
        field.entered.connect(self._enter)
        field.was_cut.connect(self._tell_cut)
        look_ups.emptied.connect(self._welcome)
        look_ups.found.connect(self._show_found)
        look_ups.guessed.connect(self._show_guesses)
        look_ups.counted.connect(page.filters.open_menu)
        page.meant.connect(self.try_name)
        page.filters.changed.connect(self._narrow)
        page.filters.counts_wished.connect(look_ups.count)
        page.welcome.example_chosen.connect(self.try_name)

    @property
    def is_shown(self) -> bool:
        """Whether its page is the one that is shown."""
        return self._reading.pages.currentWidget() is self.page

    def look_up(self, text: str) -> None:
        """Show the apps that fit; a look-up that is still on its way is dropped."""
        if self._opening.shelf is not None:
            self._ask(text)

    def paste(self) -> None:
        """Look up what is on the clipboard."""
        text = actions.pasted_text()
        if not text.strip():
            self._banner.hint(phrase("There is no text on the clipboard."))
        elif self._opening.shelf is not None:
            self.field.put(text)
            self.field.setFocus()
            self.look_up(self.field.text())

    def focus(self) -> None:
        """Go to the search field."""
        self.field.setFocus()
        self.field.selectAll()

    def _narrow(self, filters: Filters) -> None:
        if self._opening.shelf is not None and filters != self.look_ups.filters:
            self._ask(self.field.text(), filters)

    def _welcome(self) -> None:
        if self._opening.shelf is not None:
            self.page.show_welcome(self._opening.shelf)
            self.settled.emit()

    def _show_found(self, found: Found) -> None:
        # Where nothing is found at once, the page stays as it is until it is known what was perhaps meant.
        if self._opening.shelf is not None and found.entries:
            self.page.show_found(found, self._opening.shelf)

    def _show_guesses(self, found: Found, guesses: Guesses) -> None:
        if self._opening.shelf is None:
            return
        if not found.entries and not guesses.entries:
            self.page.show_nothing(found, self._opening.shelf, guesses.unknown)
        else:
            if not found.entries:
                self.page.show_found(found, self._opening.shelf)
            self.page.add_guesses(guesses)
        self._opening.watch(found)
        self.settled.emit()

    def _changed(self, text: str) -> None:
        """Look up what was not typed: assistive technology writes into the field without a key."""
        is_told = self._is_writing or text == self.look_ups.text
        if not is_told and (text or self.is_shown):
            self.look_up(text)

    def _write(self, text: str) -> None:
        """Put a text into the field that is looked up by who puts it there."""
        self._is_writing = True
        self.field.setText(text)
        self._is_writing = False

    def _tell_cut(self) -> None:
        self._banner.hint(
            phrase("The text was too long: only its first {number} characters are looked up.", number=LONGEST)
        )

    def try_name(self, name: str) -> None:
        """Look up a name that was offered."""
        self._write(name)
        self.look_up(name)
        self.focus()

    def _move(self, steps: int) -> None:
        if self.is_shown:
            self.page.move_choice(steps)

    def _enter(self) -> None:
        """Open what is chosen; where a look-up is still on its way, the best match."""
        text = self.field.text()
        if self._opening.shelf is None or actions.leads_elsewhere(text):
            return
        if self.look_ups.is_under_way or not self.is_shown:
            if text.strip():
                self.look_ups.drop()
                self._reading.open_best(text)
        elif self.page.hits.isVisible():
            self.page.hits.open_row(self.page.hits.currentIndex().row())
        elif text.strip():
            self._reading.open_name(text)

    def show_again(self, place: Place) -> None:
        """Show again what was looked up before."""
        self._write(place.text)
        self._ask(place.text, place.filters)
        self.page.filters.choose(place.filters)

    def _ask(self, text: str, filters: Filters | None = None) -> None:
        """Look something up, and be on that page."""
        self._reading.drop()
        self._reading.pages.setCurrentWidget(self.page)
        self.look_ups.ask(text, filters)
        self.arrived.emit(Place(PageName.LOOKUP, text, filters=self.look_ups.filters))
