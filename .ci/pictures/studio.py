"""The real window, used as a person would use it, so that a picture can be taken."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QEvent, QEventLoop, Qt, QTimer
from PySide6.QtGui import QKeySequence, QPixmap
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from core.settings.definitions import FIRST_RUN, RAIL, FirstRun, RailWidth, Theme
from core.sync.model import Outcome
from core.texts.phrase import Language
from gui import launch
from gui.app import Program, build
from gui.errors import Trouble
from gui.filters import Filters
from gui.sync_records import SyncRecords
from gui.travel import PageName
from pictures import older, releases

NOW = "2026-11-23T12:00:00Z"
"""The moment that every picture takes for now, so that pictures change only where the window did."""
_PATIENCE = 20.0
"""Seconds that the window may take to come to rest."""


class NotReached(Exception):
    """A screen could not be reached; the message says what stood in the way."""


class Studio:
    """One window, which is taken from screen to screen.

    Args:
        application: Qt's.
        data: The data folder; it may be empty, and then there is no catalogue.
        size: Of the window, in device-independent pixels.
    """

    def __init__(self, application: QApplication, data: Path, size: tuple[int, int]) -> None:
        self._application = application
        self._program: Program = build(application, launch.read(["--now", NOW]), data)
        self.window = window = self._program.window
        self._faults: list[str] = []
        window.parts.outlet.arose.connect(self._take)
        window.parts.settings.save(FIRST_RUN, FirstRun.DONE)
        window.resize(*size)
        window.show()
        window.open_catalogue()
        self.rest()

    def close(self) -> None:
        """Close the window."""
        self._program.close()
        self.window.deleteLater()
        self._application.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)

    def dress(self, language: Language, theme: Theme) -> None:
        """Speak a language and wear a theme from now on, as when a person chooses them."""
        self.window.choose_language(language)
        self._program.appearance.choose(theme)
        self.rest()

    def check_shows(self, page: PageName | None) -> None:
        """Make sure that the window shows a page; None: that there is no catalogue.

        Raises:
            NotReached: it shows another one.
        """
        shown = self.window.travel.here.page if self.window.shelf is not None else None
        self.make_sure(is_so=shown is page, otherwise=f"the window shows {shown}, not {page}")

    def make_sure(self, *, is_so: bool, otherwise: str) -> None:
        """Make sure of what cannot be seen from the page alone.

        Raises:
            NotReached: it is not so.
        """
        if not is_so:
            raise NotReached(otherwise)

    def picture(self, *, is_whole: bool = False) -> QPixmap:
        """The window, or all of its page."""
        column = getattr(self.window.pages.currentWidget(), "column", None)
        return column.grab() if is_whole and isinstance(column, QWidget) else self.window.grab()

    # ---- what a person does -----------------------------------------------------------------------------------------

    def go_home(self) -> None:
        """Back to the look-up page with nothing typed, chosen or open."""
        window = self.window
        if window.sheet.is_open:
            window.sheet.put_away()
        window.banner.dismiss()
        if window.shelf is not None:
            window.parts.basket.clear()
            if window.rail.wishes_narrow:
                window.keep(RAIL, RailWidth.WIDE)
                window.frame.narrow_rail(is_narrow=False)
            window.bar.search.clear()
            self.press("Ctrl+1")
            window.lookup.filters.choose(Filters())
        self.rest()

    def forget(self) -> None:
        """Let go of what was followed and opened."""
        if self.window.parts.following.apps:
            self.window.parts.following.clear()
        self.window.parts.recent.clear()
        self.forget_news()
        self.forget_syncs()

    def forget_news(self) -> None:
        """Have no news, as before the first sync."""
        if (connection := self._program.profile.connection) is not None:
            older.forget(connection)
            self.window.parts.news.look()
        self.rest()

    def have_news(self) -> None:
        """Follow some apps, and have the news that a sync would have brought about them and others."""
        window, connection = self.window, self._program.profile.connection
        if connection is None or window.shelf is None:
            raise NotReached("there is no catalogue to tell of")
        today = window.parts.asker.clock.today()
        for app in older.FOLLOWED:
            if app not in window.parts.following:
                window.parts.following.toggle(app, today)
        older.tell(connection, window.shelf.path, window.parts.asker.clock.now())
        window.parts.news.look()
        self.rest()

    def forget_syncs(self) -> None:
        """Follow no publisher, and have no history."""
        parts, connection = self.window.parts, self._program.profile.connection
        parts.records = SyncRecords(parts.data, connection)
        if connection is not None:
            releases.forget(connection)

    def have_syncs(self, *outcomes: Outcome) -> None:
        """Follow a publisher, and have this history."""
        parts, connection = self.window.parts, self._program.profile.connection
        if connection is None:
            raise NotReached("there is nothing that could keep a history")
        parts.records = releases.Followed(parts.data, connection)
        releases.tell(connection, *outcomes)

    def write(self, text: str) -> None:
        """Type into the search field."""
        self.window.focus_search()
        self.window.bar.search.clear()
        QTest.keyClicks(self.window.bar.search, text)
        self.rest()

    def open(self, name: str) -> None:
        """Type a name and press Enter."""
        self.write(name)
        QTest.keyClick(self.window.bar.search, Qt.Key.Key_Return)
        self.rest()

    def press(self, keys: str) -> None:
        """Press a key of the window, such as `Ctrl+2`."""
        # The widget that has the focus hears a key first, the window after it.
        QTest.keySequence(self.window.focusWidget(), QKeySequence(keys))
        self.rest()

    def greet(self, page: int) -> None:
        """Show a page of the first run, counted from 1."""
        self.window.show_page(PageName.FIRST_RUN)
        self.rest()
        first_run = self.window.side.first_run
        while first_run is not None and first_run.step < page - 1:
            first_run.next.click()
            self.rest()

    # ---- waiting ----------------------------------------------------------------------------------------------------

    def rest(self) -> None:
        """Wait until all that was asked for is painted.

        Raises:
            NotReached: it takes too long, or something went wrong.
        """
        _wait_until(lambda: self.window.is_idle)
        # Layouts settle in the turns after the last answer.
        for _ in range(5):
            self._application.processEvents()
        if self._faults:
            told, self._faults = self._faults, []
            raise NotReached("; ".join(told))

    def _take(self, trouble: Trouble) -> None:
        self._faults.append(f"{trouble.code} {trouble.kind} {trouble.trail}".strip())


def _wait_until(is_there: Callable[[], bool]) -> None:
    loop, look = QEventLoop(), QTimer()
    until = time.monotonic() + _PATIENCE
    look.timeout.connect(lambda: loop.quit() if is_there() or time.monotonic() > until else None)
    look.start(2)
    if not is_there():
        loop.exec()
    if not is_there():
        raise NotReached("the window does not come to rest")


def say(text: str) -> None:
    """One line for whoever waits."""
    sys.stderr.write(f"pictures: {text}\n")
    sys.stderr.flush()
