"""The window: a frame with pages, and what leads from one to the other.

It holds no rule and no query. What it is asked for goes to `LookUps`, the `Asker` or `gui.actions`; what comes back
goes to a page.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import Signal
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QMainWindow

from core.errors import AppvettError
from core.settings.definitions import LANGUAGE, RAIL, LanguageChoice, RailWidth, Setting
from core.texts.phrase import Language, Phrase, phrase
from gui import actions
from gui.keys import listen
from gui.opening import Opening
from gui.pages.trouble import TroublePage
from gui.parts import Parts
from gui.theme.metrics import text_scale
from gui.travel import PageName, Place
from gui.travelling import Traveller
from gui.window_frame import WindowFrame

if TYPE_CHECKING:  # loads all that answers are made of
    from gui.pages.settings import SettingsPage
    from gui.shelf import Shelf

T = TypeVar("T")

_LEAST, _GROWS = (560, 340), 0.6
"""Width and height at the usual size of text, and how much of its growth they follow."""
_TITLE = phrase("Appvett: may I install this app?")


class MainWindow(QMainWindow):
    """Look up, read a card, compare, change the situation.

    It is made in two steps, so that it is seen early: first the frame, in which one can type, then `fill`.
    """

    settled = Signal()
    """What was asked for is on the screen."""
    setting_changed = Signal(object)
    """A `Setting` has another value, which should take effect."""
    closing = Signal()
    """It is about to close; settings can still be saved."""

    def __init__(self, parts: Parts) -> None:
        super().__init__()
        self.parts = parts
        self._wanted: str | None = None
        self._is_filled = False
        speaker = parts.speaker
        self.frame = frame = WindowFrame(parts)
        self.rail, self.bar, self.sheet, self.banner = frame.rail, frame.bar, frame.sheet, frame.banner
        self.pages, self.strip, self.status = frame.pages, frame.strip, frame.status
        self.trouble = TroublePage(speaker)
        self.travel = Traveller(self)
        self.opening = Opening(parts, self.trouble, self)
        self.pages.addWidget(self.trouble)
        self.setCentralWidget(frame)
        self._bound()
        frame.narrow_rail(is_narrow=parts.settings.get(RAIL) is RailWidth.ICONS)
        parts.outlet.arose.connect(self.banner.tell)
        parts.outlet.counted.connect(self.banner.count)
        self.setWindowTitle(speaker.say(_TITLE))
        self.trouble.refresh()
        self.trouble.show_loading()
        self.bar.search.setFocus()

    def fill(self) -> None:
        """Make the pages and connect everything: what takes longest, and what nobody sees at first."""
        from gui.fresh import Fresh
        from gui.in_hand import InHand
        from gui.newsroom import Newsroom
        from gui.putting_aside import PuttingAside
        from gui.reading import Reading
        from gui.searching import Searching
        from gui.side_pages import SidePages

        parts = self.parts
        self.reading = Reading(parts, self.opening, self.pages, self.banner, self)
        self.card, self.compare = self.reading.card, self.reading.compare
        self.aside = PuttingAside(parts, self.banner, self.reading.open_app, self)
        self.searching = Searching(parts, self.bar.search, self.opening, self.reading, self.banner, self)
        self.lookup, self.look_ups = self.searching.page, self.searching.look_ups
        self.side = SidePages(parts, self.opening, self.pages, self.banner, self)
        self.in_hand, self.fresh, self.newsroom = InHand(self), Fresh(self), Newsroom(self)
        self._connect()
        self._connect_pages()
        listen(self)
        self.frame.tell_way(self.travel.way)
        self._refresh()
        self._is_filled = True

    @property
    def shelf(self) -> Shelf | None:
        """The open catalogue; None: none is open."""
        return self.opening.shelf

    @property
    def is_idle(self) -> bool:
        """Whether nothing is being asked or built."""
        at_work = (self.parts.asker, self.parts.builder, self.parts.syncing)
        return self._is_filled and all(one.is_idle for one in at_work) and self.card.is_whole

    # ---- making -----------------------------------------------------------------------------------------------------

    def _connect(self) -> None:
        opening = self.opening
        self.bar.search.compare_wished.connect(self.in_hand.compare)
        self.bar.chip.clicked.connect(self.toggle_situation)
        self.bar.language_chosen.connect(self.choose_language)
        self._connect_frame()
        opening.opened.connect(self._opened)
        opening.failed.connect(self._not_opened)
        opening.index_opened.connect(self._index_opened)
        opening.index_repaired.connect(
            lambda: self.banner.note(phrase("The search index could not be used and was made anew. Nothing was lost."))
        )
        self.parts.chosen.changed.connect(self._situation_changed)
        self.parts.following.changed.connect(self._show_followed)
        self.parts.basket.changed.connect(self.frame.tell_basket)
        self.parts.speaker.changed.connect(self._refresh)
        self.trouble.sync_wished.connect(lambda: self.show_page(PageName.SYNC))
        self.side.arrived.connect(self.travel.arrived)
        self.side.left.connect(self._leave)
        self.side.settings_made.connect(self._settings_made)
        self.side.app_wished.connect(self.reading.open_app)
        self.side.setting_changed.connect(self.setting_changed)
        self.side.copy_wished.connect(self._copy)
        for part in (self.reading, self.searching):
            part.settled.connect(self.settled)
            part.arrived.connect(self.travel.arrived)
        self.reading.told.connect(self.sheet.tell)
        self.parts.wishes.copy_wished.connect(self._copy_address)
        self.parts.wishes.open_wished.connect(lambda text: actions.open_address(self, text, self.parts.speaker))

    def _connect_frame(self) -> None:
        self.bar.back.clicked.connect(self.travel.back)
        self.bar.forward.clicked.connect(self.travel.forward)
        self.sheet.closed.connect(self._situation_told)
        self.sheet.save_wished.connect(self.save_situation)
        self.rail.page_wished.connect(self.show_page)
        self.rail.width_wished.connect(self.narrow_rail)
        self.travel.wished.connect(self._show_place)
        self.travel.changed.connect(lambda: self.frame.tell_way(self.travel.way))
        self.strip.compare_wished.connect(self.show_comparison)
        self.strip.empty.clicked.connect(self.focus_search)

    def _connect_pages(self) -> None:
        card, lookup, welcome, aside = self.card, self.lookup, self.lookup.welcome, self.aside
        for hits in (lookup.hits, welcome.followed):
            hits.app_chosen.connect(lambda entry: self.reading.open_app(entry.app.id))
            hits.compare_wished.connect(lambda entry: aside.toggle_compare(entry.app.id, entry.app.name))
            hits.menu_wished.connect(aside.offer)
        lookup.name_chosen.connect(self.reading.open_name)
        welcome.recent_chosen.connect(self.reading.open_named)
        welcome.follows_cleared.connect(aside.unfollow_all)
        welcome.unfollow_wished.connect(aside.toggle_follow)
        card.follow_wished.connect(aside.toggle_follow)
        card.compare_wished.connect(aside.toggle_compare)
        self.compare.clear_wished.connect(self._clear_comparison)

    # ---- the catalogue ----------------------------------------------------------------------------------------------

    def open_catalogue(self) -> None:
        """Open the catalogue in use."""
        self.pages.setCurrentWidget(self.trouble)
        self.opening.open()

    def _opened(self) -> None:
        self.pages.setCurrentWidget(self.lookup)
        self.bar.search.setFocus()
        self._tell_shelf()
        self._show_followed()
        if self._wanted is not None:
            name, self._wanted = self._wanted, None
            self.travel.arrived(Place(PageName.LOOKUP, name))
            self.reading.open_best(name)
        elif self.side.is_first_run_due and not self.bar.search.text():
            self.side.show(Place(PageName.FIRST_RUN))
            self.settled.emit()
        else:
            self.look_up(self.bar.search.text())

    def _index_opened(self) -> None:
        """More apps can be found now."""
        if not self.look_ups.is_empty:
            self.look_ups.ask_again()

    def _not_opened(self) -> None:
        self.look_ups.drop()
        self._tell_shelf()
        self.pages.setCurrentWidget(self.trouble)
        self.settled.emit()

    def look_up(self, text: str) -> None:
        """Show the apps that fit."""
        self.searching.look_up(text)

    # ---- from page to page ------------------------------------------------------------------------------------------

    def show_page(self, page: PageName, topic: str = "") -> None:
        """Show a page of the rail.

        Args:
            page: which one.
            topic: of the help; empty: the one shown last.
        """
        if page in (PageName.LOOKUP, PageName.COMPARE) and self.shelf is None:
            self._show_trouble()
        elif page is PageName.LOOKUP:
            self.look_up(self.bar.search.text())
            self.focus_search()
        elif page is PageName.COMPARE:
            self.show_comparison()
        else:
            self._let_go()
            self.side.show(Place(page, topic))

    def show_comparison(self) -> None:
        """Show the apps chosen side by side, or how to choose some."""
        self.reading.open_comparison()

    def _clear_comparison(self) -> None:
        self.parts.basket.clear()
        self.show_comparison()
        self.rail.buttons[PageName.COMPARE].setFocus()

    def _show_place(self, place: Place) -> None:
        """Show a place again, as it was."""
        if place.page in (PageName.LOOKUP, PageName.CARD, PageName.COMPARE) and self.shelf is None:
            self._show_trouble()
        elif place.page is PageName.LOOKUP:
            self.searching.show_again(place)
            self.focus_search()
        else:
            self._let_go()
            (self.reading.open_place if place.page in (PageName.CARD, PageName.COMPARE) else self.side.show)(place)

    def _let_go(self) -> None:
        """What was asked for is not wanted any longer, since the person has gone elsewhere."""
        self.look_ups.drop()
        self.reading.drop()

    def _show_trouble(self) -> None:
        """There is no catalogue: what to do about it."""
        self.pages.setCurrentWidget(self.trouble)
        self.travel.arrived(Place(PageName.LOOKUP))

    def _settings_made(self, page: SettingsPage) -> None:
        page.follows_cleared.connect(self.aside.unfollow_all)
        page.unfollow_wished.connect(self.aside.toggle_follow)
        page.copy_wished.connect(self._copy_address)
        page.folder_wished.connect(lambda: actions.open_folder(self.parts.data))

    def _leave(self, page: PageName) -> None:
        """A page is done with: show the list, and do not come back to it."""
        self.show_page(PageName.LOOKUP)
        self.travel.leave(page)

    # ---- cards ------------------------------------------------------------------------------------------------------

    def open_when_ready(self, query: str) -> None:
        """Open the card of the best match as soon as there is a catalogue."""
        self._wanted = query
        self.bar.search.setText(query)

    def _situation_changed(self) -> None:
        """Work out again what is on the screen."""
        self.frame.tell_situation(self.shelf)
        if self.shelf is None:
            return
        self._show_followed()
        if self.reading.page is not None or self.reading.is_opening:
            self.reading.ask_again()
        else:
            self.look_ups.ask_again()

    # ---- what users do ----------------------------------------------------------------------------------------------

    def focus_search(self) -> None:
        """Go to the search field."""
        self.searching.focus()

    def escape(self) -> None:
        """Close what is open; else go back; in the list clear the search, then the filters."""
        self.banner.dismiss()
        if self.sheet.is_open:
            self.sheet.put_away()
        elif self.side.escape() or self.pages.currentWidget() is self.trouble:
            return
        elif self.pages.currentWidget() is not self.lookup:
            if not self.travel.back():
                self.show_page(PageName.LOOKUP)
        elif self.bar.search.text():
            self.bar.search.clear()
            self.focus_search()
        else:
            self.lookup.filters.choose_none()
            self.focus_search()

    def narrow_rail(self, is_narrow: bool) -> None:
        """Show the rail with icons alone, or with names; now and the next time."""
        self.frame.narrow_rail(is_narrow=is_narrow)
        self.keep(RAIL, RailWidth.ICONS if is_narrow else RailWidth.WIDE)

    def toggle_situation(self) -> None:
        """Show the questions about the situation, or put them away."""
        if self.sheet.is_open:
            self.sheet.put_away()
        elif self.shelf is not None:
            self.sheet.open(self.shelf.issuers)
        self.bar.chip.setChecked(self.sheet.is_open)

    def _situation_told(self) -> None:
        self.bar.chip.setChecked(False)
        self.bar.chip.setFocus()

    def choose_language(self, language: Language) -> None:
        """Speak another language, now and the next time."""
        self.parts.speaker.choose(language)
        self.keep(LANGUAGE, LanguageChoice(language.value))

    def restyle(self) -> None:
        """Colours or the size of text changed."""
        self._bound()
        self.frame.fit()

    def _bound(self) -> None:
        """Be no smaller than what can be read; larger text needs more room, though not in its full measure."""
        grown = 1 + (text_scale() - 1) * _GROWS
        self.setMinimumSize(round(_LEAST[0] * grown), round(_LEAST[1] * grown))

    def keep(self, setting: Setting[T], value: T) -> None:
        """Save a value; where nothing can be saved it holds for this run."""
        settings = self.parts.settings
        try:
            (settings.save if settings.can_save else settings.hold)(setting, value)
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

    def _copy_address(self, address: str) -> None:
        self._copy(address, phrase("The address is on the clipboard."))

    def _copy(self, text: str, told: Phrase) -> None:
        actions.copy_text(text)
        self.banner.note(told)

    # ---- saying it all again ----------------------------------------------------------------------------------------

    def _refresh(self) -> None:
        """The language, or the catalogue's words, changed."""
        self.setWindowTitle(self.parts.speaker.say(_TITLE))
        for part in (self.frame, self.card, self.compare, self.lookup, self.trouble, self.side):
            part.refresh()
        self._tell_shelf()
        if self.shelf is not None and self.pages.currentWidget() is self.lookup:
            self.look_ups.ask_again()

    def _tell_shelf(self) -> None:
        self.fresh.tell()
        self.frame.tell_situation(self.shelf)

    def _show_followed(self) -> None:
        if self.shelf is not None:
            self.parts.asker.entries(self.parts.following.apps, self.lookup.welcome.show_followed)

    def closeEvent(self, event: QCloseEvent) -> None:
        """Stop all work and wait for it; then the catalogue is closed on the thread it belongs to."""
        self.closing.emit()
        self.parts.syncing.cancel()
        self.parts.builder.cancel()
        self.parts.asker.close()
        self.parts.builder.close()
        if not self.parts.syncing.is_idle:  # a server that does not answer may take its time to be let go of
            self.hide()
        self.parts.syncing.close()
        super().closeEvent(event)
