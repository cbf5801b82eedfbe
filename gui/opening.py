"""Opens the catalogue in use, builds one from its sources, and has its search index built behind it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from core.errors import AppvettError, SourceInvalid
from core.settings.class_names import class_words
from core.texts.phrase import phrase
from gui.errors import Trouble
from gui.jobs import Job
from gui.pages.trouble import TroublePage, Ways
from gui.parts import Parts

if TYPE_CHECKING:  # loads all that answers are made of
    from gui.shelf import Found, Shelf


class Opening(QObject):
    """The way to an open catalogue, shown on the page for trouble.

    Attributes:
        shelf: the open catalogue; None: none is open.
        is_under_way: whether one is being opened.
    """

    opened = Signal()
    """`shelf` is another one."""
    renewed = Signal()
    """`shelf` has taken the place of another one, and nobody is to be led away from a page."""
    failed = Signal()
    """There is no catalogue; the page for trouble says why."""
    index_opened = Signal()
    """Other apps are found now."""
    index_repaired = Signal()
    """An index that could not be used was built anew."""

    def __init__(self, parts: Parts, page: TroublePage, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._parts, self._page = parts, page
        self._build_job: Job | None = None
        self.shelf: Shelf | None = None
        self.is_under_way = False
        parts.builder.built.connect(self._open_index)
        page.build_wished.connect(self.build)
        page.cancel_wished.connect(self._cancel_build)
        page.retry_wished.connect(self.open)

    def open(self) -> None:
        """Open the catalogue in use."""
        self._page.show_loading()
        self.is_under_way = True
        self._parts.asker.open(self._opened, self._not_opened, self._page.show_opened)

    def renew(self) -> None:
        """Open the catalogue that has taken the place of the open one; where it cannot be used, that one stays open."""
        if self.shelf is None and self._page.isVisible():
            self.open()
            return
        self.is_under_way = True
        self._parts.asker.open(self._renewed, self._not_renewed, lambda *_: None)

    def build(self) -> None:
        """Build the catalogue from its sources and open it."""
        sources = self._parts.sources
        if sources is None or self._build_job is not None:
            return
        self._page.show_progress(0, 0)
        self._build_job = self._parts.asker.build(
            sources, self._parts.data, self._built, self._not_built, self._page.show_progress
        )

    def watch(self, found: Found) -> None:
        """An index that was damaged while it was open is built anew as well."""
        if self.shelf is not None and not found.is_whole and self._parts.builder.is_ready:
            self._parts.builder.start(self.shelf.path, repairs=True)

    def _opened(self, shelf: Shelf) -> None:
        self._take(shelf)
        self.opened.emit()
        self._see_to_index(shelf)

    def _renewed(self, shelf: Shelf) -> None:
        self._take(shelf)
        self.renewed.emit()
        self._see_to_index(shelf)

    def _not_renewed(self, error: Exception) -> None:
        self.is_under_way = False
        self._parts.outlet.take(error)

    def _take(self, shelf: Shelf) -> None:
        self.shelf, self.is_under_way = shelf, False
        asker = self._parts.asker
        asker.opened(shelf, self._parts.records.signed())
        self._parts.chosen.change(date=asker.clock.today())
        if asker.clock.is_behind:
            self._parts.note = phrase("The clock of this machine is wrong; the day of the catalogue is used instead")
        self._parts.speaker.learn({**shelf.vocabulary, **class_words(self._parts.settings)})

    def _see_to_index(self, shelf: Shelf) -> None:
        if not shelf.is_whole:
            self._parts.builder.start(shelf.path, repairs=shelf.index_was_damaged)
            return
        self._parts.builder.opened(is_whole=True)
        if shelf.index_was_damaged:
            self.index_repaired.emit()

    def _not_opened(self, error: Exception) -> None:
        self.shelf, self.is_under_way = None, False
        problems = error.problems if isinstance(error, SourceInvalid) else ()
        if not isinstance(error, AppvettError):
            self._parts.outlet.take(error)
        records = self._parts.records
        ways = Ways(records.follows(), build=self._parts.sources is not None and records.takes_built())
        self._page.show_trouble(Trouble.of(error), ways, problems)
        self.failed.emit()

    def _built(self) -> None:
        self._end_build()
        self.open()

    def _not_built(self, error: Exception) -> None:
        self._end_build()
        self._not_opened(error)

    def _end_build(self) -> None:
        self._build_job = None
        self._page.end_progress()

    def _cancel_build(self) -> None:
        if self._build_job is not None:
            self._build_job.cancel()

    def _open_index(self) -> None:
        self._parts.asker.open_index(self._index_opened)

    def _index_opened(self, is_whole: bool) -> None:
        was_repaired = is_whole and self._parts.builder.repairs
        self._parts.builder.opened(is_whole=is_whole)
        self.index_opened.emit()
        if was_repaired:
            self.index_repaired.emit()
