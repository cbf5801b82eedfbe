"""What was tried, and how it ended: the history of syncs in the user's own file."""

from __future__ import annotations

import json
import sqlite3
from contextlib import suppress
from datetime import datetime

from core.sync.model import Check, Kind, Outcome, Result, Way
from core.texts import stored

KEPT = 500
"""The newest attempts that are kept; with one a day, more than a year."""

_COLUMNS = "at, way, source, result, checks, before, after, kind, received, sent, seconds, changed, code, said"
_TAKEN = (Result.UPDATED.value, Result.UNCHANGED.value)


class HistoryStore:
    """The attempts, in the user's own file.

    Args:
        connection: To that file; None where there is none. Then nothing is kept, and nothing found.
    """

    def __init__(self, connection: sqlite3.Connection | None) -> None:
        self._connection = connection

    def add(self, outcome: Outcome) -> None:
        """Keep an attempt. Where that fails it is not kept: the attempt itself has ended, and stands."""
        if self._connection is None:
            return
        # A path may hold bytes that are no text.
        with suppress(sqlite3.Error, UnicodeError):
            self._connection.execute(
                f"insert into sync_run ({_COLUMNS}) values ({', '.join('?' * 14)})",  # noqa: S608 - names of ours
                _row(outcome),
            )
            self._connection.execute(
                "delete from sync_run where number <= (select max(number) from sync_run) - ?", (KEPT,)
            )

    def outcomes(self, limit: int = 20) -> tuple[Outcome, ...]:
        """The newest attempts, the newest first."""
        return self._read("order by number desc limit ?", limit)

    def count(self) -> int:
        """How many attempts are kept."""
        if self._connection is None:
            return 0
        with suppress(sqlite3.Error):
            return int(self._connection.execute("select count(*) from sync_run").fetchone()[0])
        return 0

    def last(self) -> Outcome | None:
        """The newest attempt."""
        return next(iter(self.outcomes(1)), None)

    def last_taken(self) -> Outcome | None:
        """The newest attempt that put a catalogue to use."""
        return next(iter(self._read("where result = ? order by number desc limit 1", Result.UPDATED.value)), None)

    def last_from(self, way: Way) -> Outcome | None:
        """The newest attempt by this way that ended well."""
        found = self._read("where way = ? and result in (?, ?) order by number desc limit 1", way.value, *_TAKEN)
        return next(iter(found), None)

    def _read(self, where: str, *values: object) -> tuple[Outcome, ...]:
        if self._connection is None:
            return ()
        try:
            rows = self._connection.execute(f"select {_COLUMNS} from sync_run {where}", values).fetchall()  # noqa: S608
        except sqlite3.Error:
            return ()
        return tuple(outcome for row in rows if (outcome := _outcome(row)) is not None)


def _row(outcome: Outcome) -> tuple[object, ...]:
    return (
        outcome.at.isoformat(),
        outcome.way.value,
        outcome.source,
        outcome.result.value,
        json.dumps([check.value for check in outcome.checks]),
        outcome.before,
        outcome.after,
        outcome.kind.value,
        outcome.received,
        outcome.sent,
        outcome.seconds,
        json.dumps(outcome.changed),
        outcome.code,
        json.dumps([stored.to_json(said) for said in outcome.said]),
    )


def _outcome(row: tuple[object, ...]) -> Outcome | None:
    """The attempt in a row; None where it was written by another version, or damaged."""
    at, way, source, result, checks, before, after, kind, received, sent, seconds, changed, code, said = row
    try:
        return Outcome(
            at=datetime.fromisoformat(str(at)),
            way=Way(str(way)),
            source=str(source),
            result=Result(str(result)),
            checks=tuple(Check(check) for check in json.loads(str(checks))),
            before=before if isinstance(before, int) else None,
            after=after if isinstance(after, int) else None,
            kind=Kind(str(kind)),
            received=int(str(received)),
            sent=int(str(sent)),
            seconds=float(str(seconds)),
            changed=tuple((str(word), int(number)) for word, number in json.loads(str(changed))),
            code=str(code),
            said=tuple(stored.from_json(text) for text in json.loads(str(said))),
        )
    except (ValueError, TypeError, RecursionError):
        return None
