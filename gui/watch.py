"""Notes where the window stood still for more than a second: a place in our code, and for how long.

The window's thread leaves a beat whenever its event loop turns. A thread of its own looks at the beats; when none has
come for too long it takes down where the window's thread is, and the log is told when the loop turns again.
"""

from __future__ import annotations

import logging
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from PySide6.QtCore import QObject, Qt, QTimer

from gui.log_file import trail_of_frame

LONGEST = 1.0
"""Seconds that the loop may stand still."""
_BEAT = 0.25
"""Seconds between two beats, and between two looks."""
_BUSY = 0.5
"""Share of a gap that the program must have worked for the gap to count; a machine asleep lets nobody work."""

log = logging.getLogger("appvett.window")


@dataclass(slots=True)
class Pulse:
    """Beats of one thread, and what was seen when they failed. Knows neither clocks nor threads.

    Times are seconds of a clock that only grows; `worked` is the processor time that the program has used.
    """

    longest: float = LONGEST
    beat: float = 0.0
    """When the loop turned last."""
    looked: float = 0.0
    """When somebody looked last."""
    worked: float = 0.0
    since: float = 0.0
    """When the loop turned last before it stood still."""
    place: str = ""
    """Where it stands still; empty: it does not."""
    is_excused: bool = False
    """Whether it waits for a person, in a dialog of the system."""

    def begin(self, now: float, worked: float) -> None:
        """Begin to count from here."""
        self.beat = self.looked = now
        self.worked = worked
        self.place = ""

    def turn(self, now: float) -> tuple[float, str] | None:
        """The loop turned. How long it had stood still and where, if it did."""
        ended = (now - self.since, self.place) if self.place else None
        self.beat, self.place = now, ""
        return ended

    def look(self, now: float, worked: float, where: Callable[[], str]) -> bool:
        """See whether the loop turns; True where it has just been found standing still."""
        gap, busy = now - self.looked, worked - self.worked
        self.looked, self.worked = now, worked
        if self.is_excused or (gap > self.longest and busy < _BUSY * gap):
            # Nobody was here to look and nothing was worked: the machine slept.
            self.beat = now
            return False
        if self.place or now - self.beat <= self.longest:
            return False
        self.since, self.place = self.beat, where()
        return True


_pulse: Pulse | None = None


@contextmanager
def waiting_for_person() -> Iterator[None]:
    """While a dialog of the system is open, which may stop our loop, nobody counts the seconds."""
    pulse = _pulse
    if pulse is None:
        yield
        return
    pulse.is_excused = True
    try:
        yield
    finally:
        pulse.is_excused = False


class StallWatch(QObject):
    """Watches the thread on which it is made.

    Args:
        parent: owner.
        longest: seconds that the loop may stand still.
        clock: seconds that only grow.
        found: told, on the watching thread, that the loop stands still.
    """

    def __init__(
        self,
        parent: QObject | None = None,
        *,
        longest: float = LONGEST,
        clock: Callable[[], float] = time.monotonic,
        found: Callable[[], None] = lambda: None,
    ) -> None:
        super().__init__(parent)
        self._clock, self._found = clock, found
        self._pulse, self._watched = Pulse(longest), threading.get_ident()
        self._every = min(_BEAT, longest / 4)
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._watch, name="stall-watch", daemon=True)
        self._timer = QTimer(self)
        self._timer.setTimerType(Qt.TimerType.CoarseTimer)
        self._timer.timeout.connect(self._turn)

    def start(self) -> None:
        """Begin to watch; once."""
        global _pulse  # noqa: PLW0603 - one window, one loop: whoever opens a dialog need not be handed the watch
        _pulse = self._pulse
        self._pulse.begin(self._clock(), time.process_time())
        self._timer.start(int(1000 * self._every))
        self._thread.start()

    def stop(self) -> None:
        """Watch no longer; the thread has ended when this returns."""
        global _pulse  # noqa: PLW0603 - as in `start`
        if _pulse is self._pulse:
            _pulse = None
        self._timer.stop()
        self._stop.set()
        if self._thread.is_alive():
            self._thread.join()

    def _turn(self) -> None:
        stood = self._pulse.turn(self._clock())
        if stood is not None:
            log.warning("stall %.1f s %s", *stood)

    def _watch(self) -> None:
        while not self._stop.wait(self._every):
            if self._pulse.look(self._clock(), time.process_time(), self._where):
                self._found()

    def _where(self) -> str:
        # The frames of other threads come from this one function; only file names and lines are kept of them.
        return trail_of_frame(sys._current_frames().get(self._watched))  # noqa: SLF001
