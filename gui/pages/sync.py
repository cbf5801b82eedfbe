"""The Sync page: the catalogue in use, ways to a newer one, what is checked, what was tried, what left the machine."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtGui import QDragEnterEvent, QDragMoveEvent, QDropEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from core.releases.differences import changes_in_words
from core.sync import words as told
from core.sync.model import Outcome
from core.texts.phrase import Phrase, phrase
from gui import dialogs
from gui.pages.frame import ScrollPage, clear
from gui.parts import Parts
from gui.shelf import Shelf
from gui.sync_page import words as words_of
from gui.sync_page.catalogue import CatalogueInUse
from gui.sync_page.checks import CheckList
from gui.sync_page.history import History
from gui.sync_page.left import LeftMachine
from gui.sync_page.outcome import BAD, OutcomeBox
from gui.sync_page.progress import SyncProgress
from gui.sync_page.sources import Sources
from gui.sync_records import Records, standing_of
from gui.syncing import UnderWay
from gui.theme.metrics import GAP, TextStyle
from gui.widgets.announce import SettledAnnouncer, announce
from gui.widgets.boxes import card, column
from gui.widgets.buttons import Button, ButtonRole
from gui.widgets.layouts import Columns, Flow
from gui.widgets.plain_label import PlainLabel

_ATTEMPTS = 20
"""Attempts that are shown at first, and more each time more are asked for."""
_REQUESTS = 200
"""Requests that are listed."""
_ACTIONS = ("check", "choose")
"""What begins a sync, by its name in `SyncPage`."""


class SyncPage(ScrollPage):
    """Shows how fresh the catalogue is, and fetches a newer one.

    Attributes:
        sources: the two actions.
        checks: the list of checks.
        progress: how far a sync has come, with the way to stop it.
        box: how the last attempt ended; None where there is nothing to tell.
    """

    news_wished = Signal()
    """What the last catalogue changed should be shown."""
    copy_wished = Signal(str, object)
    """Copy this text, and say this `Phrase`."""

    def __init__(self, parts: Parts) -> None:
        super().__init__()
        self._parts, self._speaker, self._syncing = parts, parts.speaker, parts.syncing
        self._shelf: Shelf | None = None
        self._shown = _ATTEMPTS
        self.catalogue: CatalogueInUse | None = None
        self.sources: Sources | None = None
        self.history: History | None = None
        self.left: LeftMachine | None = None
        self.box: OutcomeBox | None = None
        self.news: Button | None = None
        self.checks: CheckList | None = None
        self.progress: SyncProgress | None = None
        self._last: Outcome | None = None
        self._pressed = ""
        self._settled = SettledAnnouncer(self)
        self._place = QVBoxLayout()
        self._place.setSpacing(GAP)
        self.column.rows.addLayout(self._place)
        self.column.rows.addStretch(1)
        self.setAcceptDrops(True)
        self._connect()

    def _connect(self) -> None:
        self._syncing.changed.connect(self._go_on)
        self._syncing.ended.connect(self._ended)
        self._parts.builder.changed.connect(self._tell_index)

    def show_shelf(self, shelf: Shelf | None) -> None:
        """Show how this catalogue stands; None: none is open."""
        self._shelf = shelf
        self.refresh()

    def focus_first(self) -> None:
        """Go to the first action that can be done."""
        self.verticalScrollBar().setValue(0)
        self.focus_action()

    # ---- what is shown ----------------------------------------------------------------------------------------------

    def refresh(self) -> None:
        """Say everything again."""
        focused = self._focused()
        clear(self._place)
        found = self._parts.records.read(self._now(), attempts=self._shown, requests=_REQUESTS)
        self._place.addWidget(PlainLabel(self._speaker.say(phrase("Sync")), TextStyle.TITLE))
        self._show_outcome(found)
        self._place.addWidget(self._card(phrase("Catalogue in use"), self._catalogue(found)))
        self._place.addWidget(self._fetching(found))
        self._place.addWidget(self._card(phrase("Last change"), self._last_change(found)))
        self._place.addWidget(self._card(phrase("History"), self._history(found)))
        self._place.addWidget(self._card(phrase("What has left this machine"), self._left(found)))
        self._go_on()
        self._tell_index()
        if (control := self._controls().get(focused)) is not None:
            control.setFocus()

    def _catalogue(self, found: Records) -> QWidget:
        if self._shelf is None:
            self.catalogue = None
            none = phrase("No catalogue is open. Fetch one below, or import it from a folder.")
            return PlainLabel(self._speaker.say(none))
        standing = standing_of(self._shelf, found.freshness, self._now())
        self.catalogue = made = CatalogueInUse(self._shelf, standing, found.freshness, self._speaker.words)
        digest, copied = self._shelf.info.digest, phrase("The fingerprint is on the clipboard.")
        made.copy.clicked.connect(lambda: self.copy_wished.emit(digest, copied))
        return made

    def _fetching(self, found: Records) -> QWidget:
        settings, host, words = self._parts.settings, self._syncing.host, self._speaker.words
        self.sources = sources = Sources(settings, host, found.last_folder, words, follows=found.follows)
        sources.check_wished.connect(self._syncing.check_now)
        sources.folder_wished.connect(self.choose_folder)
        self.checks, self.progress = CheckList(), SyncProgress()
        self.progress.cancel_wished.connect(self._syncing.cancel)
        self.progress.hide()
        self._last = found.freshness.last_tried
        columns = Columns(gap=GAP, narrowest=760)
        columns.addWidget(self._card(phrase("Get a newer catalogue"), sources))
        columns.addWidget(self._card(phrase("What is checked"), self.checks, self.progress))
        holder = QWidget()
        holder.setLayout(columns)
        return holder

    def _last_change(self, found: Records) -> QWidget:
        say, taken = self._speaker.say, found.freshness.last_taken
        self.news = None
        if taken is None:
            return PlainLabel(say(phrase("No newer catalogue has come to this machine yet.")))
        first = phrase("It is the first catalogue on this machine, so there is nothing to compare it with.")
        what = first if taken.before is None else changes_in_words(taken.changed, taken.before)
        came = phrase("{date} · {source}", date=taken.at.date(), source=words_of.source(taken.way, taken.source))
        told = column(PlainLabel(self._speaker.begin(what)), PlainLabel(say(came), TextStyle.SMALL, subtle=True), gap=4)
        if taken.before is not None:
            self.news = news = Button(say(phrase("See what changed")), ButtonRole.LINK)
            news.clicked.connect(self.news_wished)
            flow = Flow()
            flow.addWidget(news)
            told.rows.addLayout(flow)
        return told

    def _history(self, found: Records) -> QWidget:
        self.history = made = History(found.history, found.attempts, self._speaker.words)
        made.more_wished.connect(self._show_more)
        return made

    def _left(self, found: Records) -> QWidget:
        self.left = made = LeftMachine(found.left, found.left_in_all, self._speaker.words)
        copied = phrase("The list is on the clipboard, as text.")
        made.copy_wished.connect(lambda text: self.copy_wished.emit(text, copied))
        return made

    def _show_outcome(self, found: Records) -> None:
        """How the last attempt ended: what went wrong stays until one ends well, the rest as long as the window."""
        outcome = self._syncing.outcome
        if outcome is None and (last := found.freshness.last_tried) is not None and last.result in BAD:
            outcome = last
        if outcome is not None and self._syncing.was_background and outcome.result not in BAD:
            outcome = None
        self.box = OutcomeBox(outcome, self._speaker.words) if outcome is not None else None
        if self.box is not None:
            self._place.addWidget(self.box)

    def _card(self, title: Phrase, *parts: QWidget) -> QWidget:
        return card(self._speaker.say(title), *parts, gap=14)

    def _tell_index(self) -> None:
        if self.catalogue is not None:
            self.catalogue.show_index(self._parts.builder)

    # ---- while a sync goes on ---------------------------------------------------------------------------------------

    def _go_on(self) -> None:
        """Tell how far it has come, in place: nothing moves but what is new."""
        sync, words = self._syncing.under_way, self._speaker.words
        if self.checks is None or self.progress is None or self.sources is None:
            return
        self.checks.show_states(words_of.gone(self._last) if sync is None else words_of.going_on(sync), words)
        if sync is not None:
            self.progress.show_sync(sync, words)
            self._announce_check(sync)
        if (sync is None) is not self.progress.isHidden():
            self._swap(self.progress, is_going=sync is not None)
        self.sources.allow(is_idle=sync is None)

    def _swap(self, progress: SyncProgress, *, is_going: bool) -> None:
        """The way to stop takes the place of what was pressed, and gives it back; the focus goes along."""
        if is_going:
            self._pressed = pressed if (pressed := self._focused()) in _ACTIONS else ""
            progress.show()
            if self._pressed:
                progress.cancel.setFocus()
        else:
            self._settled.drop()
            if self.sources is not None:
                self.sources.allow(is_idle=True)
            if progress.cancel.hasFocus():
                self.focus_action(self._pressed)
            progress.hide()

    def _announce_check(self, sync: UnderWay) -> None:
        if sync.check is not None and self.isVisible() and not sync.is_background:
            self._settled.announce(self._speaker.say(told.going_on(sync.check)))

    def _ended(self, outcome: Outcome) -> None:
        if not self.isVisible():
            return
        self.refresh()
        if self.box is not None and not self._syncing.was_background:
            self.verticalScrollBar().setValue(0)
            announce(self, self.box.told, at_once=outcome.result in BAD)

    # ---- what a person does -----------------------------------------------------------------------------------------

    def choose_folder(self) -> None:
        """Ask for a folder, and take a release from it."""
        last = self._parts.records.read(self._now(), attempts=0, requests=0).last_folder
        title = self._speaker.say(phrase("Import a catalogue from a folder"))
        folder = dialogs.choose_folder(self.window(), title, last.source if last is not None else "")
        if folder is not None:
            self._syncing.import_folder(folder)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take a folder that is dragged here."""
        self._judge(event)

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        """The same while it moves."""
        self._judge(event)

    def dropEvent(self, event: QDropEvent) -> None:
        """Import from the folder."""
        folder = self._dropped(event)
        if folder is not None:
            event.acceptProposedAction()
            self._syncing.import_folder(folder)

    def _judge(self, event: QDropEvent) -> None:
        if self._dropped(event) is not None:
            event.acceptProposedAction()
        else:
            event.ignore()

    def _dropped(self, event: QDropEvent) -> Path | None:
        """The one folder or file of this machine that is dragged, if something can be done with it now."""
        can_take = self.sources is not None and self.sources.choose.isEnabled()
        urls = event.mimeData().urls() if can_take and event.mimeData().hasUrls() else []
        return Path(urls[0].toLocalFile()) if len(urls) == 1 and urls[0].isLocalFile() else None

    def _show_more(self) -> None:
        before, self._shown = self._shown, self._shown + _ATTEMPTS
        self.refresh()
        if self.history is None:
            return
        folds = [entry.fold for entry in self.history.entries[before:] if entry.fold is not None]
        if self.history.more is not None:
            self.history.more.setFocus()
        elif folds:
            folds[0].head.setFocus()
        else:
            self.focus_action()

    # ---- where the focus is -----------------------------------------------------------------------------------------

    def focus_action(self, rather: str = "") -> None:
        """Go to what can be done now: stop, check, import; else to the fingerprint.

        Args:
            rather: the name of a control to go to first.
        """
        controls, sync = self._controls(), self._syncing
        can_act = self.sources is not None and self.sources.choose.isEnabled()
        wanted = "cancel" if sync.under_way is not None else "check" if can_act and sync.host else "choose"
        if wanted == "choose" and not can_act:
            wanted = "copy"
        liked = controls.get(rather)
        if (control := liked if liked is not None and liked.isEnabled() else controls.get(wanted)) is not None:
            control.setFocus()

    def _controls(self) -> dict[str, QWidget]:
        """What the focus comes back to when everything is said again."""
        return {
            **({"cancel": self.progress.cancel} if self.progress is not None else {}),
            **({"check": self.sources.check, "choose": self.sources.choose} if self.sources is not None else {}),
            **({"copy": self.catalogue.copy} if self.catalogue is not None else {}),
            **({"news": self.news} if self.news is not None else {}),
        }

    def _focused(self) -> str:
        return next((name for name, control in self._controls().items() if control.hasFocus()), "")

    def _now(self) -> datetime:
        return self._parts.asker.clock.now()
