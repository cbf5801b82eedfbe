"""Syncs for the pictures: how attempts ended on a machine that follows a publisher."""

from __future__ import annotations

import sqlite3
from datetime import UTC, datetime, timedelta

from core.sync.history import HistoryStore
from core.sync.model import Check, Kind, Outcome, Result, Way
from core.texts.phrase import phrase
from gui.sync_records import SyncRecords

_NOON = datetime(2026, 11, 23, 11, tzinfo=UTC)
UPDATED = Outcome(
    at=_NOON - timedelta(days=3),
    way=Way.FOLDER,
    source="E:\\appvett",
    result=Result.UPDATED,
    checks=tuple(Check),
    before=7,
    after=8,
    kind=Kind.DELTA,
    received=18_211,
    sent=0,
    seconds=0.4,
    changed=(("apps", 38), ("owners", 3), ("guidance", 1)),
)
REFUSED = Outcome(
    at=_NOON,
    way=Way.FOLDER,
    source="E:\\appvett",
    result=Result.REFUSED,
    checks=(Check.FOUND,),
    before=8,
    after=8,
    kind=Kind.NONE,
    received=4_100,
    sent=0,
    seconds=0.1,
    changed=(),
    code="not-signed",
    said=(
        phrase("The release was refused: {file} is not signed by the publisher.", file="targets.json"),
        phrase("The catalogue in use is unchanged, and look-up works as before."),
        phrase("Get the catalogue from your publisher again. If this happens twice, tell your security contact."),
    ),
)


class Followed(SyncRecords):
    """What is kept on a machine that follows a publisher."""

    def follows(self) -> bool:
        """There is a root."""
        return True


def forget(connection: sqlite3.Connection) -> None:
    """Have no history at all, as before the first sync."""
    connection.execute("delete from sync_run")


def tell(connection: sqlite3.Connection, *outcomes: Outcome) -> None:
    """Have these attempts in the history, and no others."""
    forget(connection)
    for outcome in outcomes:
        HistoryStore(connection).add(outcome)
