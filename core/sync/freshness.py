"""How fresh the catalogue in use is known to be. Nothing here looks at a network."""

from __future__ import annotations

import sqlite3
from datetime import datetime
from pathlib import Path

from core.catalogue.current import Origin, origin_of
from core.sync.history import HistoryStore
from core.sync.model import Freshness
from core.sync.trust import read_floor


def freshness(folder: Path, connection: sqlite3.Connection | None, now: datetime) -> Freshness:
    """How fresh the catalogue in use is known to be. Never raises.

    Args:
        folder: The data folder.
        connection: To the user's own file; None where there is none.
        now: UTC.
    """
    history = HistoryStore(connection)
    stamp = read_floor(folder, connection).stamp
    # Without a network nobody can vouch: a stick is as fresh as its date, and that date is told.
    ran_out = stamp is not None and now > stamp.expires
    return Freshness(
        is_signed=origin_of(folder) is Origin.RELEASE,
        stamp=stamp,
        last_tried=history.last(),
        last_taken=history.last_taken(),
        unconfirmed_since=stamp.created if stamp is not None and ran_out else None,
    )
