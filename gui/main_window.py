"""The window: bar, banner, pages, strip, status line; and what leads from one to the other.

It holds no rule and no query. What it is asked for goes to `LookUps`, the `Asker` or `gui.actions`; what comes back
goes to a page.
"""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtGui import QCloseEvent, QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QMainWindow, QStackedWidget, QVBoxLayout, QWidget

from core.catalogue.model import App
from core.errors import AppvettError
from core.settings.definitions import LANGUAGE, LanguageChoice
from core.texts.phrase import Language, phrase
from gui import actions
from gui.filters import Filters
from gui.looking import LookUps
from gui.opening import Opening
from gui.pages.frame import margin_of
from gui.pages.lookup import LookupPage
from gui.pages.trouble import TroublePage
from gui.parts import Parts
from gui.putting_aside import PuttingAside
from gui.reading import Reading
from gui.shelf import Found, Guesses, Shelf
from gui.widgets.bars import Banner, StatusLine, TopBar
from gui.widgets.search_field import LONGEST
from gui.widgets.strips import BasketStrip


class MainWindow(QMainWindow):
    """Look up, read a card, compare, change the situation."""

    settled = Signal()
    """What was asked for is on the screen."""

    def __init__(self, parts: Parts) -> None:
        super().__init__()
        self.parts = parts
        self._wanted: str | None = None
        speaker = parts.speaker
        self.bar = TopBar(speaker)
        self.banner = Banner(speaker)
        self.lookup = LookupPage(parts)
        self.trouble = TroublePage(speaker, can_build=parts.sources is not None)
        self.strip = BasketStrip(speaker, parts.basket)
        self.status = StatusLine(speaker)
        self.pages = QStackedWidget()
        self.opening = Opening(parts, self.trouble, self)
        self.look_ups = LookUps(parts.asker, self)
        self.reading = Reading(parts, self.opening, self.pages, self.banner, self)
        self.card, self.compare = self.reading.card, self.reading.compare
        self.aside = PuttingAside(parts, self.banner, self.reading.open_app, self)
        self._lay_out()
        self._connect()
        self._connect_pages()
        self._add_shortcuts()
        self.setMinimumSize(560, 340)
        self.resize(1280, 860)
        self._refresh()

    @property
    def shelf(self) -> Shelf | None:
        """The open catalogue; None: none is open."""
        return self.opening.shelf

    @property
    def is_idle(self) -> bool:
        """Whether nothing is being asked or built."""
        return self.parts.asker.is_idle and self.parts.builder.is_idle

    # ---- making -----------------------------------------------------------------------------------------------------

    def _lay_out(self) -> None:
        for page in (self.lookup, self.trouble):
            self.pages.addWidget(page)
        centre = QWidget()
        layout = QVBoxLayout(centre)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        for part in (self.bar, self.banner, self.pages, self.strip, self.status):
            layout.addWidget(part, 1 if part is self.pages else 0)
        self.setCentralWidget(centre)

    def _connect(self) -> None:
        search, look_ups, opening = self.bar.search, self.look_ups, self.opening
        search.textEdited.connect(self.look_up)
        search.textChanged.connect(self._cleared)
        search.moved.connect(self._move)
        search.entered.connect(self._enter)
        search.compare_wished.connect(self._compare_in_hand)
        search.was_cut.connect(self._tell_cut)
        self.bar.chip.clicked.connect(self._show_situation)
        self.bar.language_chosen.connect(self.choose_language)
        look_ups.emptied.connect(self._welcome)
        look_ups.found.connect(self._show_found)
        look_ups.guessed.connect(self._show_guesses)
        look_ups.counted.connect(self.lookup.filters.open_menu)
        opening.opened.connect(self._opened)
        opening.failed.connect(self._not_opened)
        opening.index_opened.connect(self._index_opened)
        opening.index_repaired.connect(
            lambda: self.banner.note(phrase("The search index could not be used and was made anew. Nothing was lost."))
        )
        self.parts.chosen.changed.connect(self._situation_changed)
        self.parts.following.changed.connect(self._show_followed)
        self.parts.speaker.changed.connect(self._refresh)
        self.parts.outlet.arose.connect(self.banner.tell)
        self.strip.compare_wished.connect(self.reading.open_comparison)
        self.strip.empty.clicked.connect(self.focus_search)
        self.reading.settled.connect(self.settled)
        self.parts.wishes.copy_wished.connect(self._copy_address)
        self.parts.wishes.open_wished.connect(lambda text: actions.open_address(self, text, self.parts.speaker))

    def _connect_pages(self) -> None:
        card, lookup, welcome, aside = self.card, self.lookup, self.lookup.welcome, self.aside
        for hits in (lookup.hits, welcome.followed):
            hits.app_chosen.connect(lambda entry: self.reading.open_app(entry.app.id))
            hits.compare_wished.connect(lambda entry: aside.toggle_compare(entry.app.id, entry.app.name))
            hits.menu_wished.connect(aside.offer)
        lookup.name_chosen.connect(self.reading.open_name)
        lookup.meant.connect(self._try)
        lookup.save_wished.connect(self.save_situation)
        lookup.filters.changed.connect(self._narrow)
        lookup.filters.counts_wished.connect(self.look_ups.count)
        welcome.example_chosen.connect(self._try)
        welcome.recent_chosen.connect(self.reading.open_named)
        welcome.follows_cleared.connect(aside.unfollow_all)
        welcome.unfollow_wished.connect(aside.toggle_follow)
        for page in (card, self.compare):
            page.back_wished.connect(self.go_back)
        card.save_wished.connect(self.save_situation)
        card.follow_wished.connect(aside.toggle_follow)
        card.compare_wished.connect(aside.toggle_compare)

    def _add_shortcuts(self) -> None:
        for keys, act in (
            ("Ctrl+K", self.focus_search),
            ("Escape", self.go_back),
            ("Alt+Left", self.go_back),
            ("F6", self._next_part),
            ("Ctrl+D", self._follow_in_hand),
            # A text field with the focus pastes by itself.
            (QKeySequence.StandardKey.Paste, self.paste),
        ):
            QShortcut(QKeySequence(keys), self, act)
        QShortcut(QKeySequence(QKeySequence.StandardKey.Copy), self.card, self.reading.copy_card)
        QShortcut(QKeySequence(QKeySequence.StandardKey.Copy), self.compare, self.reading.copy_comparison)
        QShortcut(QKeySequence(QKeySequence.StandardKey.Print), self.card, self.reading.print_card)
        QShortcut(QKeySequence("Ctrl+Return"), self.card, self._compare_in_hand)

    # ---- the catalogue ----------------------------------------------------------------------------------------------

    def open_catalogue(self) -> None:
        """Open the catalogue in use."""
        self.pages.setCurrentWidget(self.trouble)
        self.opening.open()

    def _opened(self) -> None:
        self.pages.setCurrentWidget(self.lookup)
        self.bar.search.setFocus()
        self._tell_situation()
        self._tell_status()
        self._show_followed()
        if self._wanted is not None:
            name, self._wanted = self._wanted, None
            self.reading.open_best(name)
        else:
            self.look_up(self.bar.search.text())

    def _index_opened(self) -> None:
        """More apps can be found now."""
        if not self.look_ups.is_empty:
            self.look_ups.ask_again()

    def _not_opened(self) -> None:
        self.look_ups.drop()
        self._tell_situation()
        self._tell_status()
        self.pages.setCurrentWidget(self.trouble)
        self.settled.emit()

    # ---- looking up -------------------------------------------------------------------------------------------------

    def look_up(self, text: str) -> None:
        """Show the apps that fit; a look-up that is still on its way is dropped."""
        if self.shelf is not None:
            self.pages.setCurrentWidget(self.lookup)
            self.look_ups.ask(text)

    def paste(self) -> None:
        """Look up what is on the clipboard."""
        text = actions.pasted_text()
        if not text.strip():
            self.banner.hint(phrase("There is no text on the clipboard."))
        elif self.shelf is not None:
            self.bar.search.put(text)
            self.bar.search.setFocus()
            self.look_up(self.bar.search.text())

    def _narrow(self, filters: Filters) -> None:
        if self.shelf is not None:
            self.look_ups.ask(self.bar.search.text(), filters)

    def _welcome(self) -> None:
        if self.shelf is not None:
            self.lookup.show_welcome(self.shelf)
            self.settled.emit()

    def _show_found(self, found: Found) -> None:
        # Where nothing is found at once, the page stays as it is until it is known what was perhaps meant.
        if self.shelf is not None and found.entries:
            self.lookup.show_found(found, self.shelf)

    def _show_guesses(self, found: Found, guesses: Guesses) -> None:
        if self.shelf is None:
            return
        if not found.entries and not guesses.entries:
            self.lookup.show_nothing(found, self.shelf, guesses.unknown)
        else:
            if not found.entries:
                self.lookup.show_found(found, self.shelf)
            self.lookup.add_guesses(guesses)
        self.opening.watch(found)
        self.settled.emit()

    def _cleared(self, text: str) -> None:
        if not text and self.pages.currentWidget() is self.lookup:
            self.look_up("")

    def _tell_cut(self) -> None:
        self.banner.hint(
            phrase("The text was too long: only its first {number} characters are looked up.", number=LONGEST)
        )

    def _try(self, name: str) -> None:
        self.bar.search.setText(name)
        self.look_up(name)
        self.focus_search()

    def _move(self, steps: int) -> None:
        if self.pages.currentWidget() is self.lookup:
            self.lookup.move_choice(steps)

    def _enter(self) -> None:
        """Open what is chosen; where a look-up is still on its way, the best match."""
        text = self.bar.search.text()
        if self.shelf is None or actions.leads_elsewhere(text):
            return
        if self.look_ups.is_under_way or self.pages.currentWidget() is not self.lookup:
            if text.strip():
                self.look_ups.drop()
                self.reading.open_best(text)
        elif self.lookup.hits.isVisible():
            self.lookup.hits.open_row(self.lookup.hits.currentIndex().row())
        elif text.strip():
            self.reading.open_name(text)

    # ---- cards ------------------------------------------------------------------------------------------------------

    def open_when_ready(self, query: str) -> None:
        """Open the card of the best match as soon as there is a catalogue."""
        self._wanted = query
        self.bar.search.setText(query)

    def _situation_changed(self) -> None:
        """Work out again what is on the screen."""
        self._tell_situation()
        if self.shelf is None:
            return
        self._show_followed()
        if self.reading.page is not None:
            self.reading.ask_again()
        else:
            self.look_ups.ask_again()

    # ---- what users do ----------------------------------------------------------------------------------------------

    def focus_search(self) -> None:
        """Go to the search field."""
        self.bar.search.setFocus()
        self.bar.search.selectAll()

    def go_back(self) -> None:
        """From a card to where it was opened, from there to the list, from the list to the start."""
        self.banner.dismiss()
        if self.shelf is None or self.reading.go_back():
            return
        if self.pages.currentWidget() is not self.lookup:
            self.look_up(self.bar.search.text())
        elif self.bar.search.text():
            self.bar.search.clear()
        else:
            self.lookup.filters.choose(Filters())
        self.focus_search()

    def choose_language(self, language: Language) -> None:
        """Speak another language, now and the next time."""
        self.parts.speaker.choose(language)
        try:
            self.parts.settings.save(LANGUAGE, LanguageChoice(language.value))
        except AppvettError as error:
            self.parts.outlet.take(error)

    def save_situation(self) -> None:
        """Keep the situation as the usual one."""
        try:
            self.parts.chosen.save(self.parts.settings)
        except AppvettError as error:
            self.parts.outlet.take(error)
        else:
            self.banner.note(phrase("Appvett will start from this situation the next time."))

    def _in_hand(self) -> App | None:
        """The app that a key is about: that of the open card, else the one chosen in a list."""
        page = self.pages.currentWidget()
        if page is self.card:
            return self.card.known_app
        # While it is open what was found, no key may take an app of the list before.
        is_sure = page is self.lookup and not self.look_ups.is_under_way
        lists = (self.lookup.hits, self.lookup.welcome.followed) if is_sure else ()
        chosen = next((rows.chosen for rows in lists if rows.isVisible() and rows.chosen), None)
        return chosen.app if chosen else None

    def _follow_in_hand(self) -> None:
        if (app := self._in_hand()) is not None:
            self.aside.toggle_follow(app.id)

    def _compare_in_hand(self) -> None:
        if (app := self._in_hand()) is not None:
            self.aside.toggle_compare(app.id, app.name)

    def _copy_address(self, address: str) -> None:
        actions.copy_text(address)
        self.banner.note(phrase("The address is on the clipboard."))

    def _show_situation(self) -> None:
        if self.reading.page is self.card:
            self.card.focus_chooser()
        elif self.reading.page is not None:
            self.look_up(self.bar.search.text())
            self.lookup.show_chooser()
        else:
            self.lookup.toggle_chooser()

    def _next_part(self) -> None:
        """From the bar to the page and back."""
        inside = self.focusWidget()
        if self.bar.isAncestorOf(inside):
            # The next one after the bar's last control stands on the page.
            self.bar.language.setFocus()
            self.focusNextChild()
        else:
            self.focus_search()

    # ---- saying it all again ----------------------------------------------------------------------------------------

    def _refresh(self) -> None:
        """The language, or the catalogue's words, changed."""
        self.setWindowTitle(self.parts.speaker.say(phrase("Appvett: may I install this app?")))
        self.banner.dismiss()
        for part in (self.bar, self.card, self.compare, self.lookup, self.trouble, self.strip):
            part.refresh()
        self._tell_situation()
        self._tell_status()
        if self.shelf is not None and self.pages.currentWidget() is self.lookup:
            self.look_ups.ask_again()

    def _show_followed(self) -> None:
        if self.shelf is not None:
            self.parts.asker.entries(self.parts.following.apps, self.lookup.welcome.show_followed)

    def _tell_situation(self) -> None:
        self.bar.show_situation(self.parts.chosen.situation if self.shelf else None)

    def _tell_status(self) -> None:
        now = self.parts.asker.clock.now()
        days = max(0, (now - self.shelf.info.created).days) if self.shelf else 0
        self.status.describe(self.shelf, days, self.parts.note)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep what stands above and below the pages to their margins."""
        super().resizeEvent(event)
        side = margin_of(event.size().width())
        self.banner.keep_to(side)
        self.strip.keep_to(side)

    def closeEvent(self, event: QCloseEvent) -> None:
        """Stop all work and wait for it; then the catalogue is closed on the thread it belongs to."""
        self.parts.builder.cancel()
        self.parts.asker.close()
        self.parts.builder.close()
        super().closeEvent(event)
