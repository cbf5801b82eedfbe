"""Looks for a newer catalogue without being asked: at most once a day, a while after the start, then now and then.

Only where an address is set, a publisher is followed and the setting allows it. How long it waits is drawn anew each
time, so that a thousand machines that are switched on at eight do not all come at once.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from random import SystemRandom

from PySide6.QtCore import QObject, QTimer

from core.sync.model import Outcome
from gui.asking import Asker
from gui.sync_records import SyncRecords
from gui.syncing import Syncing

FIRST = (3 * 60, 20 * 60)
"""Seconds after the start, at least and at most."""
NEXT = (45 * 60, 75 * 60)
"""Seconds between two looks whether it is time."""
A_DAY = timedelta(hours=24)


class BackgroundCheck(QObject):
    """Waits, and begins a check when one is due.

    Args:
        syncing: does it.
        records: tell when it was done last.
        asker: has the clock.
        draw: a number of seconds between two others; None: any, by chance. Tests give their own.
        parent: owner.
    """

    def __init__(
        self,
        syncing: Syncing,
        records: SyncRecords,
        asker: Asker,
        draw: Callable[[float, float], float] | None = None,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._syncing, self._records, self._asker = syncing, records, asker
        self._draw = draw or SystemRandom().uniform
        self.timer = QTimer(self)
        self.timer.setSingleShot(True)
        self.timer.timeout.connect(self.look)

    def start(self) -> None:
        """Begin to wait."""
        self._wait(FIRST)

    def look(self) -> None:
        """Begin a check if one is due, and wait again."""
        self._wait(NEXT)
        if self._is_due():
            self._syncing.check_now(is_background=True)

    def _is_due(self) -> bool:
        may = self._syncing.checks_by_itself and self._syncing.under_way is None and self._records.follows()
        return may and is_due(self._records.last_by_web(), self._asker.clock.told())

    def _wait(self, seconds: tuple[int, int]) -> None:
        self.timer.start(int(1000 * self._draw(*seconds)))


def is_due(last: Outcome | None, now: datetime) -> bool:
    """Whether it is time to look again; one that was made in the future was made by a wrong clock, and counts for none.

    Args:
        last: the newest attempt over the network; None: there was none.
        now: UTC.
    """
    return last is None or last.at > now or now - last.at >= A_DAY
