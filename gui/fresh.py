"""Keeps the window at the newest catalogue: what follows a sync, here or by the command line, and what is told of it.

Nobody is led away from a page: what was typed, opened and chosen stays, and is worked out again from the new facts.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject

from core.errors import CatalogueError
from core.settings.folders import resource_folder
from core.sync.model import Outcome, Result
from core.texts.phrase import phrase
from gui.background import BackgroundCheck
from gui.errors import Trouble
from gui.standing import Errand, Standing
from gui.sync_records import standing_of
from gui.travel import PageName
from gui.widgets.announce import announce

if TYPE_CHECKING:
    from gui.main_window import MainWindow

_SEE_SYNC = phrase("More of it stands on the Sync page.")
_BAD = {Result.REFUSED: Errand.REFUSED, Result.FAILED: Errand.FAILED}


class Fresh(QObject):
    """Between what is fetched and what is shown.

    Args:
        window: filled, but for this.
    """

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window, self._parts, self._opening = window, window.parts, window.opening
        self._news = self._told = Errand.NONE
        self._given_up: Path | None = None
        self._tidies = False
        parts, opening = self._parts, self._opening
        self.background = BackgroundCheck(parts.syncing, parts.records, parts.asker, parent=self)
        parts.syncing.changed.connect(self._tell_errand)
        parts.syncing.ended.connect(self._ended)
        opening.renewed.connect(self._renewed)
        opening.failed.connect(self._give_up)
        for over in (opening.opened, opening.failed):
            over.connect(self._tidy)
        window.setting_changed.connect(lambda _: self.tell())
        window.travel.changed.connect(self._arrived)
        window.status.details_wished.connect(lambda: window.show_page(PageName.SYNC))
        window.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Whoever comes back to the window may have fetched a catalogue by the command line meanwhile."""
        if event.type() is QEvent.Type.WindowActivate and watched is self._window and self._opening.shelf is not None:
            self.look()
            self.tell()
        return super().eventFilter(watched, event)

    def begin(self) -> None:
        """Begin what nobody asks for: wait for the next check and, once the catalogue is open, tidy up."""
        self.background.start()
        self._tidies = True

    def _tidy(self) -> None:
        """Once, behind the catalogue, so that nobody waits for it."""
        if self._tidies:
            self._tidies = False
            self._parts.syncing.tidy()

    def look(self) -> None:
        """Open the catalogue in use, if another one is open."""
        found, shelf = self._in_use(), self._opening.shelf
        if self._opening.is_under_way or found in (None, self._given_up):
            return
        if shelf is None or found != shelf.path:
            # Where it cannot be opened, that is not tried again each time the window is looked at.
            self._given_up = found
            self._opening.renew()

    # ---- what is told -----------------------------------------------------------------------------------------------

    def tell(self) -> None:
        """Tell in the status line how the catalogue stands, and what is being fetched."""
        self._told = Errand.UNDER_WAY if self._parts.syncing.under_way is not None else self._news
        self._window.frame.tell_standing(self.standing, self._told)

    @property
    def standing(self) -> Standing | None:
        """How the open catalogue stands; None: none is open."""
        shelf, now = self._opening.shelf, self._parts.asker.clock.now()
        return None if shelf is None else standing_of(shelf, self._parts.records.freshness(now), now)

    def _tell_errand(self) -> None:
        if (self._parts.syncing.under_way is not None) is not (self._told is Errand.UNDER_WAY):
            self.tell()

    def _ended(self, outcome: Outcome) -> None:
        self._news = _BAD.get(outcome.result, Errand.NONE)
        self._given_up = None
        self.tell()
        if outcome.result in _BAD and not self._parts.syncing.was_background:
            self._tell_elsewhere(outcome)
        self.look()

    def _tell_elsewhere(self, outcome: Outcome) -> None:
        """Who asked for it and went on to another page is told there."""
        if self._window.travel.here.page is not PageName.SYNC and outcome.said:
            what, *safe, next_step = (*outcome.said, *([] if len(outcome.said) > 1 else [_SEE_SYNC]))
            trouble = Trouble(outcome.code, what, safe[0] if safe else None, next_step)
            self._window.banner.tell(trouble)

    def _arrived(self) -> None:
        """Who reads of it on the page need not be told below any longer."""
        if self._news is Errand.NEW and self._window.travel.here.page in (PageName.SYNC, PageName.NEWS):
            self._news = Errand.NONE
            self.tell()

    # ---- another catalogue ------------------------------------------------------------------------------------------

    def _renewed(self) -> None:
        window, parts, shelf = self._window, self._parts, self._opening.shelf
        if shelf is None:
            return
        self._news = Errand.NEW
        self._arrived()
        window.frame.tell_situation(shelf)
        self.tell()
        parts.asker.entries(parts.following.apps, window.lookup.welcome.show_followed)
        if window.reading.page is not None or window.reading.is_opening:
            window.reading.renew()
        else:
            window.look_ups.ask_again()
        window.side.renew()
        told = phrase("A newer catalogue is in use, of {date}.", date=shelf.info.created.date())
        announce(window.status, parts.speaker.say(told))

    def _give_up(self) -> None:
        self._given_up = self._in_use()

    def _in_use(self) -> Path | None:
        """The file that the data folder points to; None: there is none."""
        from core.catalogue.current import current

        try:
            return current(self._parts.data, resource_folder())
        except CatalogueError:
            return None
