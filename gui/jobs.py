"""Work that takes time, off the GUI thread: one mechanism for all of it.

    jobs.start(work, on_success=..., on_failure=..., on_progress=..., on_cancel=...)

`work` is a core function that takes a `Reporter`. Callbacks run on the GUI thread, never after `close`. Every piece
of work of one `Jobs` runs on the same thread, in the order of starting: what belongs to a thread, such as an open
catalogue, stays on it.
"""

from __future__ import annotations

import sys
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import count
from traceback import clear_frames
from typing import Any, TypeVar

from PySide6.QtCore import QObject, Qt, Signal

from core.errors import Cancelled, Reporter

T = TypeVar("T")

_TURN = 0.0005
"""Seconds that a thread may keep the others waiting while long work is done behind the window."""


class _Turns:
    """Who wants short turns, and what was usual before."""

    def __init__(self) -> None:
        self.lock = threading.Lock()
        self.wanted = 0
        self.usual = sys.getswitchinterval()


_turns = _Turns()


@contextmanager
def short_turns() -> Iterator[None]:
    """Have Python's threads take turns more often, so that the window is not kept waiting at every step of its own."""
    with _turns.lock:
        if not _turns.wanted:
            _turns.usual = sys.getswitchinterval()
            sys.setswitchinterval(_TURN)
        _turns.wanted += 1
    try:
        yield
    finally:
        with _turns.lock:
            _turns.wanted -= 1
            if not _turns.wanted:
                sys.setswitchinterval(_turns.usual)


@dataclass(slots=True)
class _Callbacks:
    on_success: Callable[[Any], None]
    on_failure: Callable[[Exception], None]
    on_progress: Callable[[int, int], None] | None
    on_cancel: Callable[[], None] | None


class Job:
    """One piece of work; also the reporter that it is given."""

    def __init__(self, number: int, told: Callable[[int, str, object], None]) -> None:
        self.number = number
        self._told = told
        self._stop = threading.Event()

    @property
    def is_cancelled(self) -> bool:
        """Whether it was asked to stop."""
        return self._stop.is_set()

    def cancel(self) -> None:
        """Ask it to stop: before it begins, or at its next step."""
        self._stop.set()

    def go_on(self) -> None:
        """Go on, unless it was asked to stop.

        Raises:
            Cancelled: it was.
        """
        if self._stop.is_set():
            raise Cancelled

    def step(self, done: int, total: int) -> None:
        """Tell how far it has come (the `Reporter` of core).

        Raises:
            Cancelled: it was asked to stop.
        """
        self.go_on()
        self._told(self.number, "progress", (done, total))


class Jobs(QObject):
    """Runs work on a thread of its own.

    Args:
        name: of the thread, for the log.
        on_failure: what happens with a failure that nobody else takes.
        parent: owner.
    """

    _arrived = Signal(int, str, object)

    def __init__(self, name: str, on_failure: Callable[[Exception], None], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._on_failure = on_failure
        self._threads = ThreadPoolExecutor(max_workers=1, thread_name_prefix=name)
        self._numbers = count(1)
        self._waiting: dict[int, tuple[Job, _Callbacks]] = {}
        self._is_closed = False
        # Connected before any work starts; the signal lives here, on the GUI thread.
        self._arrived.connect(self._deliver, Qt.ConnectionType.QueuedConnection)

    @property
    def is_idle(self) -> bool:
        """Whether nothing is running, waiting or on its way back."""
        return not self._waiting

    def is_idle_but_for(self, job: Job | None) -> bool:
        """The same, whether or not this job is under way."""
        return not self._waiting.keys() - ({job.number} if job is not None else ())

    def start(
        self,
        work: Callable[[Reporter], T],
        *,
        on_success: Callable[[T], None],
        on_failure: Callable[[Exception], None] | None = None,
        on_progress: Callable[[int, int], None] | None = None,
        on_cancel: Callable[[], None] | None = None,
    ) -> Job:
        """Start work, behind what was started before.

        Returns:
            The job, so that it can be cancelled.
        """
        job = Job(next(self._numbers), self._arrived.emit)
        self._waiting[job.number] = (
            job,
            _Callbacks(on_success, on_failure or self._on_failure, on_progress, on_cancel),
        )
        self._threads.submit(self._run, job, work)
        return job

    def close(self, last: Callable[[], None] | None = None) -> None:
        """Cancel everything, do one last thing on the thread, and wait. No callback runs any more."""
        if self._is_closed:
            return
        self._is_closed = True
        for job, _ in self._waiting.values():
            job.cancel()
        ending = self._threads.submit(last or (lambda: None))
        self._threads.shutdown(wait=True)
        self._waiting.clear()
        if isinstance(error := ending.exception(), Exception):
            self._on_failure(error)

    def _run(self, job: Job, work: Callable[[Reporter], Any]) -> None:
        try:
            job.go_on()
            result = work(job)
        except Cancelled:
            self._arrived.emit(job.number, "cancelled", None)
        except BaseException as error:  # noqa: BLE001 - the border of background work: told on the GUI thread
            # What the frames hold may belong to this thread.
            clear_frames(error.__traceback__)
            self._arrived.emit(job.number, "failed", _told(error))
        else:
            self._arrived.emit(job.number, "done", result)

    def _deliver(self, number: int, what: str, value: object) -> None:
        if self._is_closed or number not in self._waiting:
            return
        job, callbacks = self._waiting[number]
        if what == "progress":
            if callbacks.on_progress and isinstance(value, tuple) and not job.is_cancelled:
                callbacks.on_progress(*value)
            return
        del self._waiting[number]
        if what == "cancelled" or job.is_cancelled:
            if callbacks.on_cancel:
                callbacks.on_cancel()
        elif what == "failed" and isinstance(value, Exception):
            callbacks.on_failure(value)
        else:
            callbacks.on_success(value)


def _told(error: BaseException) -> Exception:
    """The error; for what would end a thread without a word, one that is told."""
    if isinstance(error, Exception):
        return error
    return RuntimeError(type(error).__name__).with_traceback(error.__traceback__)
