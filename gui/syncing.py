"""The one place in the window that fetches catalogues: begins a sync, stops it, and tells how it goes.

A sync has a thread of its own, so that no look-up waits behind it. Core does the work and keeps the history; what
comes of it is told as an `Outcome`, good or bad. Trouble is never raised here and opens no dialog.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from PySide6.QtCore import QObject, Qt, Signal

from core.errors import Reporter
from core.settings import definitions
from core.settings.definitions import BackgroundCheck
from core.settings.store import SettingsStore
from core.sync.model import Check, Outcome, Way
from gui.asking import Asker
from gui.jobs import Job, Jobs, short_turns

if TYPE_CHECKING:  # loads the fetcher and all that releases are made of
    from core.sync.sources import Metered


@dataclass(frozen=True, slots=True)
class UnderWay:
    """A sync that is going on."""

    way: Way
    source: str
    """Host, or path of the folder."""
    is_background: bool
    """Whether nobody asked for it."""
    check: Check | None = None
    """What is being checked; None: it has not begun."""
    done: int = 0
    total: int = 0
    """How far this check has come, in bytes or rows; 0: not known."""
    is_stopping: bool = False
    """Whether somebody has asked to stop."""

    @property
    def permille(self) -> int:
        """How far this check has come; 0 where that is not known."""
        return 1000 * self.done // self.total if self.total else 0


class Syncing(QObject):
    """Begins and stops syncs, one at a time.

    Args:
        data: the data folder.
        settings: hold the address.
        asker: has the clock.
        jobs: of this alone.
        take: what becomes of a mistake of ours; what core refuses comes as an outcome.
        parent: owner.

    Attributes:
        under_way: the sync that goes on; None: there is none.
        outcome: how the last one ended since the window was opened; None: there was none.
        was_background: whether nobody asked for that one.
    """

    changed = Signal()
    """A sync began, went on, or ended."""
    ended = Signal(object)
    """A sync ended with this `Outcome`."""
    _checked = Signal(object)

    def __init__(
        self,
        data: Path,
        settings: SettingsStore,
        asker: Asker,
        jobs: Jobs,
        take: Callable[[Exception], None],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._data, self._settings, self._asker, self._jobs, self._take = data, settings, asker, jobs, take
        self._job: Job | None = None
        self.under_way: UnderWay | None = None
        self.outcome: Outcome | None = None
        self.was_background = False
        # Told on the thread of the sync, heard on this one.
        self._checked.connect(self._check, Qt.ConnectionType.QueuedConnection)

    # ---- what is set ------------------------------------------------------------------------------------------------

    @property
    def address(self) -> str | None:
        """Where newer catalogues are fetched from; None: no address is set."""
        return self._settings.get(definitions.CATALOGUE_ADDRESS)

    @property
    def host(self) -> str:
        """The host of the address; empty where none is set."""
        return (urlsplit(self.address or "").hostname or "") if self.address else ""

    @property
    def checks_by_itself(self) -> bool:
        """Whether the window looks for newer catalogues without being asked."""
        return self.address is not None and self._settings.get(definitions.BACKGROUND_CHECK) is BackgroundCheck.ON

    @property
    def is_idle(self) -> bool:
        """Whether nothing is being fetched, nor on its way here."""
        return self._jobs.is_idle

    # ---- what is done -----------------------------------------------------------------------------------------------

    def check_now(self, *, is_background: bool = False) -> None:
        """Fetch a newer catalogue from the address that is set, if there is one; nothing where none is set."""
        address = self.address
        if address is not None:

            def open_source() -> Metered:
                from core.sync.sources import from_web

                return from_web(address)

            self._start(UnderWay(Way.WEB, self.host, is_background), open_source)

    def import_folder(self, folder: Path) -> None:
        """Take a newer catalogue from a folder: a stick, a share, a disk."""

        def open_source() -> Metered:
            from core.sync.sources import from_folder

            return from_folder(folder)

        self._start(UnderWay(Way.FOLDER, str(folder), is_background=False), open_source)

    def tidy(self) -> None:
        """Remove what a sync left behind that was killed; one that begins meanwhile waits for it."""
        data = self._data

        def work(_reporter: Reporter) -> None:
            from core.sync.take import clean_up

            clean_up(data)

        self._jobs.start(work, on_success=lambda _: None)

    def cancel(self) -> None:
        """Stop at the next step. What was in use stays in use; a switch that was made stands."""
        if self._job is not None and self.under_way is not None:
            self._job.cancel()
            self._tell(replace(self.under_way, is_stopping=True))

    def close(self) -> None:
        """Stop, and wait until nothing is left behind."""
        self._jobs.close()

    # ---- how it goes ------------------------------------------------------------------------------------------------

    def _start(self, what: UnderWay, open_source: Callable[[], Metered]) -> None:
        if self.under_way is not None:
            return
        made = list[Outcome]()
        self.under_way = what
        self._job = self._jobs.start(
            self._work(open_source, made),
            on_success=self._end,
            on_failure=self._fail,
            on_progress=self._go_on,
            # Who asked to stop may have asked too late: what came of it is told all the same.
            on_cancel=lambda: self._end(made[0] if made else None),
        )
        self.changed.emit()

    def _work(self, open_source: Callable[[], Metered], made: list[Outcome]) -> Callable[[Reporter], Outcome]:
        data, now, told = self._data, self._asker.clock.told(), self._checked.emit

        def work(reporter: Reporter) -> Outcome:
            from core.sync.root import station
            from core.sync.take import sync

            with short_turns():
                made.append(sync(station(data), open_source(), now, _Listener(reporter, told)))
            return made[0]

        return work

    def _check(self, check: Check) -> None:
        if self.under_way is not None:
            self._tell(replace(self.under_way, check=check, done=0, total=0))

    def _go_on(self, done: int, total: int) -> None:
        if self.under_way is not None:
            self._tell(replace(self.under_way, done=done, total=total))

    def _tell(self, now: UnderWay) -> None:
        """Thousands of pieces come; told is what can be seen."""
        before, self.under_way = self.under_way, now
        if before is None or _seen(before) != _seen(now):
            self.changed.emit()

    def _end(self, outcome: Outcome | None) -> None:
        self.was_background = self.under_way is not None and self.under_way.is_background
        self._job = self.under_way = None
        if outcome is not None:
            self.outcome = outcome
        self.changed.emit()
        if outcome is not None:
            self.ended.emit(outcome)

    def _fail(self, error: Exception) -> None:
        self._end(None)
        self._take(error)


def _seen(sync: UnderWay) -> tuple[object, ...]:
    """What a person can see of it."""
    return sync.check, sync.is_stopping, sync.permille, bool(sync.total)


class _Listener:
    """Hears of a sync on its thread, and passes it on."""

    def __init__(self, reporter: Reporter, told: Callable[[Check], None]) -> None:
        self._reporter, self._told = reporter, told

    def step(self, done: int, total: int) -> None:
        """Tell how far it has come.

        Raises:
            Cancelled: it was asked to stop.
        """
        self._reporter.step(done, total)

    def checking(self, check: Check) -> None:
        """Tell that a check begins.

        Raises:
            Cancelled: it was asked to stop.
        """
        self._told(check)
        self._reporter.step(0, 0)
