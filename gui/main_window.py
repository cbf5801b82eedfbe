"""The window: a bar, one page at a time, a status line; joins pages to questions."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtGui import QCloseEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QMainWindow, QStackedWidget, QVBoxLayout, QWidget

from core.errors import AppvettError, SourceInvalid
from core.facts import AppId
from core.settings.definitions import LANGUAGE, LanguageChoice
from core.settings.store import SettingsStore
from core.texts.phrase import Language, Phrase, phrase
from gui import actions
from gui.asking import Asker, LookUp
from gui.enquiries import Answered, Entry, Shelf
from gui.errors import ErrorOutlet, Trouble
from gui.jobs import Job
from gui.pages.card import CardPage
from gui.pages.lookup import LookupPage
from gui.pages.trouble import TroublePage
from gui.situations import ChosenSituation
from gui.speaker import Speaker
from gui.widgets.bars import Banner, StatusLine, TopBar
from gui.widgets.facts import AddressWishes


@dataclass(slots=True)
class Parts:
    """Everything the window is made of, built in `gui.app`."""

    speaker: Speaker
    chosen: ChosenSituation
    settings: SettingsStore
    asker: Asker
    outlet: ErrorOutlet
    data: Path
    sources: Path | None
    """Where a catalogue can be built from; None in the bundle."""
    note: Phrase | None = None
    """Something to know about this run, such as that nothing can be saved."""


class MainWindow(QMainWindow):
    """Look up, read a card, change the situation."""

    settled = Signal()
    """What was asked for is on the screen."""

    def __init__(self, parts: Parts) -> None:
        super().__init__()
        self.parts = parts
        self.shelf: Shelf | None = None
        self._look_up_job: Job | None = None
        self._build_job: Job | None = None
        self._wanted: str | None = None
        self._wishes = AddressWishes(self)
        self.bar = TopBar(parts.speaker)
        self.banner = Banner(parts.speaker)
        self.lookup = LookupPage(parts.speaker, parts.chosen, self._wishes)
        self.card = CardPage(parts.speaker, parts.chosen, self._wishes)
        self.trouble = TroublePage(parts.speaker, can_build=parts.sources is not None)
        self.status = StatusLine(parts.speaker)
        self.pages = QStackedWidget()
        self._lay_out()
        self._connect()
        self._add_shortcuts()
        self.setMinimumSize(560, 340)
        self.resize(1280, 860)
        self._refresh()

    # ---- making -----------------------------------------------------------------------------------------------------

    def _lay_out(self) -> None:
        for page in (self.lookup, self.card, self.trouble):
            self.pages.addWidget(page)
        centre = QWidget()
        layout = QVBoxLayout(centre)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        for part in (self.bar, self.banner, self.pages, self.status):
            layout.addWidget(part, 1 if part is self.pages else 0)
        self.setCentralWidget(centre)

    def _connect(self) -> None:
        bar, card, lookup = self.bar, self.card, self.lookup
        bar.search.textEdited.connect(self.look_up)
        bar.search.textChanged.connect(self._cleared)
        bar.search.moved.connect(self._move)
        bar.search.entered.connect(self._enter)
        bar.chip.clicked.connect(self._show_situation)
        bar.language_chosen.connect(self.choose_language)
        lookup.app_chosen.connect(self._open_entry)
        lookup.name_chosen.connect(self.open_name)
        lookup.example_chosen.connect(self._try)
        lookup.save_wished.connect(self.save_situation)
        card.back_wished.connect(self.go_back)
        card.copy_wished.connect(self.copy_card)
        card.print_wished.connect(self.print_card)
        card.app_wished.connect(lambda app: self.open_app(AppId(app)))
        card.save_wished.connect(self.save_situation)
        self.trouble.build_wished.connect(self.build_catalogue)
        self.trouble.cancel_wished.connect(self._cancel_build)
        self.trouble.retry_wished.connect(self.open_catalogue)
        self._wishes.copy_wished.connect(self._copy_address)
        self._wishes.open_wished.connect(lambda text: actions.open_address(self, text, self.parts.speaker))
        self.parts.chosen.changed.connect(self._situation_changed)
        self.parts.speaker.changed.connect(self._refresh)
        self.parts.outlet.arose.connect(self.banner.tell)

    def _add_shortcuts(self) -> None:
        for keys, act in (
            ("Ctrl+K", self.focus_search),
            ("Escape", self.go_back),
            ("Alt+Left", self.go_back),
            ("F6", self._next_part),
        ):
            QShortcut(QKeySequence(keys), self, act)
        QShortcut(QKeySequence(QKeySequence.StandardKey.Copy), self.card, self.copy_card)
        QShortcut(QKeySequence(QKeySequence.StandardKey.Print), self.card, self.print_card)

    # ---- the catalogue ----------------------------------------------------------------------------------------------

    def open_catalogue(self) -> None:
        """Open the catalogue in use."""
        self.trouble.show_loading()
        self.pages.setCurrentWidget(self.trouble)
        self.parts.asker.open(self._opened, self._not_opened)

    def _opened(self, shelf: Shelf) -> None:
        self.shelf = shelf
        self.parts.asker.opened(shelf)
        self.parts.chosen.change(date=self.parts.asker.clock.today())
        if self.parts.asker.clock.is_behind:
            self.parts.note = phrase("The clock of this machine is wrong; the day of the catalogue is used instead")
        self.pages.setCurrentWidget(self.lookup)
        self.bar.search.setFocus()
        self.parts.speaker.learn(shelf.vocabulary)
        if self._wanted is not None:
            name, self._wanted = self._wanted, None
            self.open_best(name)
        else:
            self.settled.emit()

    def _not_opened(self, error: Exception) -> None:
        self.shelf = None
        problems = error.problems if isinstance(error, SourceInvalid) else ()
        if not isinstance(error, AppvettError):
            self.parts.outlet.take(error)
        self.trouble.show_trouble(Trouble.of(error), problems)
        self._tell_situation()
        self.pages.setCurrentWidget(self.trouble)
        self._tell_status()
        self.settled.emit()

    def build_catalogue(self) -> None:
        """Build the catalogue from its sources and open it."""
        sources = self.parts.sources
        if sources is None or self._build_job is not None:
            return
        self.trouble.show_progress(0, 0)
        self._build_job = self.parts.asker.build(
            sources, self.parts.data, self._built, self._not_built, self.trouble.show_progress
        )

    def _built(self) -> None:
        self._end_build()
        self.open_catalogue()

    def _not_built(self, error: Exception) -> None:
        self._end_build()
        self._not_opened(error)

    def _end_build(self) -> None:
        self._build_job = None
        self.trouble.end_progress()

    def _cancel_build(self) -> None:
        if self._build_job is not None:
            self._build_job.cancel()

    # ---- looking up -------------------------------------------------------------------------------------------------

    def look_up(self, text: str) -> None:
        """Show the apps that fit; a look-up that is still waiting is dropped."""
        if self._look_up_job is not None:
            self._look_up_job.cancel()
            self._look_up_job = None
        if self.shelf is None:
            return
        if text.strip():
            self._look_up_job = self.parts.asker.look_up(text, self._show_found)
        else:
            self.lookup.welcome(self.shelf)
            self.pages.setCurrentWidget(self.lookup)

    def _show_found(self, result: LookUp) -> None:
        self._look_up_job = None
        if self.shelf is not None:
            self.lookup.show_found(result.found, self.shelf, result.unknown)
            self.pages.setCurrentWidget(self.lookup)
            self.settled.emit()

    def _cleared(self, text: str) -> None:
        if not text and self.pages.currentWidget() is self.lookup:
            self.look_up("")

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
        if self.shelf is None or not text.strip():
            return
        if self._look_up_job is not None or self.pages.currentWidget() is not self.lookup:
            self.open_best(text)
        elif self.lookup.model.apps:
            self.lookup.hits.open_row(self.lookup.hits.currentIndex().row())
        else:
            self.open_name(text)

    # ---- cards ------------------------------------------------------------------------------------------------------

    def open_when_ready(self, query: str) -> None:
        """Open the card of the best match as soon as there is a catalogue."""
        self._wanted = query
        self.bar.search.setText(query)

    def open_best(self, query: str) -> None:
        """Open the card of the best match, else that of an unknown app of this name."""
        if self._look_up_job is not None:
            self._look_up_job.cancel()
            self._look_up_job = None
        self.parts.asker.best(query, self._show_card)

    def open_name(self, name: str) -> None:
        """Open the card of a name that the catalogue does not hold."""
        self.parts.asker.unknown(name.strip(), self._show_card)

    def open_app(self, app: AppId) -> None:
        """Open the card of an app."""
        self.parts.asker.card(app, app, self._show_card)

    def _open_entry(self, entry: Entry) -> None:
        self.open_app(entry.app.id)

    def _show_card(self, answered: Answered) -> None:
        if self.shelf is None:
            return
        self.card.open(answered, self.shelf)
        self.pages.setCurrentWidget(self.card)
        self.settled.emit()

    def _situation_changed(self) -> None:
        """Work out again what is on the screen."""
        self._tell_situation()
        answered = self.card.answered
        if self.shelf is None:
            return
        if self.pages.currentWidget() is self.card and answered is not None:
            app = answered.card.app
            self.parts.asker.card(app.id, app.name, self._show_update, is_known=answered.is_known)
        elif self.bar.search.text().strip():
            self.look_up(self.bar.search.text())

    def _show_update(self, answered: Answered) -> None:
        shown = self.card.answered
        # By now another card may be open, or another situation asked about.
        if shown is not None and shown.card.app.id == answered.card.app.id:
            self.card.update_answer(answered)
            self.settled.emit()

    # ---- what users do ----------------------------------------------------------------------------------------------

    def focus_search(self) -> None:
        """Go to the search field."""
        self.bar.search.setFocus()
        self.bar.search.selectAll()

    def go_back(self) -> None:
        """From a card to the list, from the list to the start."""
        self.banner.dismiss()
        if self.shelf is None:
            return
        if self.pages.currentWidget() is self.card:
            self.pages.setCurrentWidget(self.lookup)
            self.card.answered = None
            self.look_up(self.bar.search.text())
        else:
            self.bar.search.clear()
        self.focus_search()

    def copy_card(self) -> None:
        """Copy the open card as text."""
        if self.card.answered is not None and self.shelf is not None:
            actions.copy_card(self.card.answered, self.shelf, self.parts.speaker.words)
            self.banner.note(phrase("The card is on the clipboard, as text."))

    def print_card(self) -> None:
        """Print the open card."""
        if self.card.answered is not None and self.shelf is not None:
            actions.print_card(self, self.card.answered, self.shelf, self.parts.speaker.words)

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

    def _copy_address(self, address: str) -> None:
        actions.copy_text(address)
        self.banner.note(phrase("The address is on the clipboard."))

    def _show_situation(self) -> None:
        if self.pages.currentWidget() is self.card:
            self.card.focus_chooser()
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
        self.bar.refresh()
        self.banner.dismiss()
        self.card.refresh()
        self.lookup.refresh()
        self.trouble.refresh()
        self._tell_situation()
        self._tell_status()
        if self.shelf is not None and self.pages.currentWidget() is self.lookup:
            self.look_up(self.bar.search.text())

    def _tell_situation(self) -> None:
        self.bar.show_situation(self.parts.chosen.situation if self.shelf else None)

    def _tell_status(self) -> None:
        now = self.parts.asker.clock.now()
        days = max(0, (now - self.shelf.info.created).days) if self.shelf else 0
        self.status.describe(self.shelf, days, self.parts.note)

    def closeEvent(self, event: QCloseEvent) -> None:
        """Stop all work and wait for it; then the catalogue is closed on the thread it belongs to."""
        self.parts.asker.close()
        super().closeEvent(event)
