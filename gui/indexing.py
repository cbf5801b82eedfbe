"""Builds the search index in the background, on a thread and with an open catalogue of its own.

Until it is there, only assessed apps are found by name; nothing else waits for it.
"""

from __future__ import annotations

from collections.abc import Callable
from enum import StrEnum
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from core.errors import Reporter
from gui.errors import Trouble
from gui.jobs import Job, Jobs, short_turns


class IndexState(StrEnum):
    """How the search index stands."""

    READY = "ready"
    BUILDING = "building"
    STOPPED = "stopped"
    """Somebody stopped the building."""
    FAILED = "failed"


class IndexBuilder(QObject):
    """Builds the index of one catalogue.

    Attributes:
        state: how it stands.
        percent: how far building has come.
        trouble: why it failed; None where it did not.
        repairs: whether it takes the place of an index that could not be used.
    """

    changed = Signal()
    """State or percent changed."""
    built = Signal()
    """The index file is there and can be opened."""

    def __init__(self, folder: Path, jobs: Jobs, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._folder, self._jobs = folder, jobs
        self._catalogue: Path | None = None
        self._job: Job | None = None
        self.state = IndexState.READY
        self.percent = 0
        self.trouble: Trouble | None = None
        self.repairs = False

    @property
    def is_idle(self) -> bool:
        """Whether nothing is being built."""
        return self._jobs.is_idle

    @property
    def is_ready(self) -> bool:
        """Whether the index is there."""
        return self.state is IndexState.READY

    def start(self, catalogue: Path, *, repairs: bool) -> None:
        """Build the index of a catalogue; what is being built for another one is dropped."""
        self.cancel()
        self._catalogue, self.repairs, self.trouble = catalogue, repairs, None
        self._job = self._jobs.start(
            self._work(catalogue),
            on_success=lambda _: self.built.emit(),
            on_failure=self._failed,
            on_progress=self._told,
            on_cancel=self._stopped,
        )
        self._set(IndexState.BUILDING)

    def start_again(self) -> None:
        """Build once more what was stopped or failed."""
        if self._catalogue is not None and self.state is not IndexState.BUILDING:
            self.start(self._catalogue, repairs=self.repairs)

    def cancel(self) -> None:
        """Stop building."""
        if self._job is not None:
            self._job.cancel()
            self._job = None

    def opened(self, *, is_whole: bool) -> None:
        """The index was opened; it should be whole now."""
        self._job = None
        self._set(IndexState.READY if is_whole else IndexState.STOPPED)

    def close(self) -> None:
        """Stop building and wait until its file is gone."""
        self._jobs.close()

    def _work(self, catalogue: Path) -> Callable[[Reporter], Path]:
        def work(reporter: Reporter) -> Path:
            # Slow to load, and not needed to show the window.
            from core.catalogue import search_file
            from core.catalogue.store import CatalogueStore

            # The window has compared the digest of this very file when it opened it.
            with short_turns(), CatalogueStore.open(catalogue, verify=False) as store:
                return search_file.build(store, self._folder, reporter)

        return work

    def _told(self, done: int, total: int) -> None:
        percent = 100 * done // total if total else 0
        if percent != self.percent:
            self.percent = percent
            self.changed.emit()

    def _stopped(self) -> None:
        # Where another catalogue is being built by now, this was an older job.
        if self._job is None:
            self._set(IndexState.STOPPED)

    def _failed(self, error: Exception) -> None:
        self._job = None
        self.trouble = Trouble.of(error)
        self._set(IndexState.FAILED)

    def _set(self, state: IndexState) -> None:
        self.state = state
        self.percent = 0
        self.changed.emit()
