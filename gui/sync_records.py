"""What is kept about syncs on this machine, read from the user's own file and the data folder. Nothing here fetches."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from core.errors import FollowsPublisher
from core.sync.model import Freshness, Outcome, Way
from gui.standing import Standing

if TYPE_CHECKING:  # loads all that answers and releases are made of
    from core.sync.left import Left, Totals
    from gui.shelf import Shelf


@dataclass(frozen=True, slots=True)
class Records:
    """What there is to tell on the Sync page."""

    follows: bool
    """Whether there is a publisher whose releases this machine can check."""
    freshness: Freshness
    history: tuple[Outcome, ...]
    """The newest attempts, the newest first."""
    attempts: int
    """How many attempts are kept."""
    last_folder: Outcome | None
    """The newest attempt from a folder that ended well."""
    left: tuple[Left, ...]
    """Requests that left this machine, the newest first."""
    left_in_all: Totals


class SyncRecords:
    """Reads them. It takes a millisecond or two, from small files and a few rows of the user's own file.

    Args:
        data: the data folder.
        connection: to the user's own file, on this thread; None where there is none.
    """

    def __init__(self, data: Path, connection: sqlite3.Connection | None) -> None:
        self.data, self._connection = data, connection

    def read(self, now: datetime, *, attempts: int, requests: int) -> Records:
        """All of it.

        Args:
            now: UTC.
            attempts: how many of the newest attempts.
            requests: how many of the newest requests.
        """
        from core.sync.history import HistoryStore
        from core.sync.left import LeftStore

        history = HistoryStore(self._connection)
        left = LeftStore(self._connection, can_save=False)
        return Records(
            follows=self.follows(),
            freshness=self.freshness(now),
            history=history.outcomes(attempts),
            attempts=history.count(),
            last_folder=history.last_from(Way.FOLDER),
            left=left.newest(requests),
            left_in_all=left.totals(),
        )

    def follows(self) -> bool:
        """Whether there is a root of trust: a publisher whose releases this machine can check."""
        from core.sync.root import station

        return station(self.data).root is not None

    def takes_built(self) -> bool:
        """Whether a catalogue that is built on this machine is not refused."""
        from core.catalogue.current import refuse_built

        try:
            refuse_built(self.data)
        except FollowsPublisher:
            return False
        return True

    def freshness(self, now: datetime) -> Freshness:
        """How fresh the catalogue in use is known to be."""
        from core.sync.freshness import freshness

        return freshness(self.data, self._connection, now)

    def signed(self) -> datetime | None:
        """The newest signed moment that this machine has seen, UTC: it cannot be earlier now. None: none was seen."""
        from core.sync.trust import earliest

        return earliest(self.data, self._connection)

    def last_by_web(self) -> Outcome | None:
        """The newest attempt over the network, however it ended; None: none of the last ones was."""
        from core.sync.history import HistoryStore

        return next((one for one in HistoryStore(self._connection).outcomes(_LOOKED_AT) if one.way is Way.WEB), None)


_LOOKED_AT = 50
"""Newest attempts among which the last one over the network is looked for."""


def standing_of(shelf: Shelf, found: Freshness, now: datetime) -> Standing:
    """How an open catalogue stands.

    Args:
        shelf: the catalogue.
        found: how fresh the catalogue in use is known to be.
        now: UTC.
    """
    return Standing(
        made=shelf.info.created.date(),
        age_days=max(0, (now - shelf.info.created).days),
        origin=shelf.origin,
        unconfirmed_since=found.unconfirmed_since.date() if found.unconfirmed_since else None,
    )
