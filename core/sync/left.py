"""What has left this machine: every request, as the fetcher told it.

The newest 5,000 requests of the last year are kept one by one. Older ones are added up, one row for each host and month
with no path, and stay in the totals. So a total is true for as long as the file lives; where it begins within a month
that was added up, that month counts as a whole. The moments are those of this machine's clock.
"""

from __future__ import annotations

import sqlite3
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from core.database.connections import transaction
from core.errors import ProfileError
from core.texts.phrase import phrase
from core.transport.traffic import Traffic

KEPT = 5_000
"""Requests that are kept one by one."""
KEPT_FOR = timedelta(days=365)

_MOST_PATH = 2_000


@dataclass(frozen=True, slots=True)
class Left:
    """One request."""

    at: datetime
    """UTC, by this machine's clock."""
    traffic: Traffic


@dataclass(frozen=True, slots=True)
class Totals:
    """Several requests, added up."""

    requests: int
    sent: int
    """Bytes that left this machine."""
    received: int
    """Bytes."""


class LeftStore:
    """The requests, as they stand in the user's own file.

    Attributes:
        can_save: whether anything can be changed.
    """

    def __init__(self, connection: sqlite3.Connection | None, *, can_save: bool) -> None:
        """Take a connection to the user's own file, with its table `left_machine`; None where there is none."""
        self._connection = connection
        self.can_save = can_save and connection is not None

    def add(self, at: datetime, traffic: Traffic) -> None:
        """Keep a request made at `at` (UTC). Never raises: what could not be kept has left all the same."""
        if self._connection is None or not self.can_save:
            return
        with suppress(sqlite3.Error), transaction(self._connection):
            self._connection.execute(
                "insert into left_machine (at, host, path, sent, received) values (?, ?, ?, ?, ?)",
                (at.isoformat(), traffic.host, traffic.path[:_MOST_PATH] or "/", traffic.sent, traffic.received),
            )
            _add_up_old(self._connection, (at - KEPT_FOR).isoformat())

    def newest(self, limit: int = 200) -> tuple[Left, ...]:
        """The requests kept one by one, the newest first; empty where they cannot be read. Never raises."""
        rows = self._read(
            "select at, host, path, sent, received from left_machine where path <> '' order by number desc limit ?",
            limit,
        )
        return tuple(
            Left(moment, Traffic(host, path, sent, received))
            for at, host, path, sent, received in rows
            if (moment := _moment(at)) is not None
        )

    def totals(self, since: datetime | None = None) -> Totals:
        """All requests since a moment (UTC; None: ever), added up; zeros where they cannot be read. Never raises."""
        rows = self._read(
            "select coalesce(sum(requests), 0), coalesce(sum(sent), 0), coalesce(sum(received), 0)"
            " from left_machine where at >= ?",
            "" if since is None else since.isoformat(),
        )
        return Totals(*rows[0]) if rows else Totals(0, 0, 0)

    def clear(self) -> None:
        """Forget them all, the totals too.

        Raises:
            ProfileError: nothing can be saved; everything is as before.
        """
        try:
            if self._connection is None or not self.can_save:
                raise _unsaved()
            self._connection.execute("delete from left_machine")
        except sqlite3.Error as error:
            raise _unsaved() from error

    def _read(self, query: str, *values: object) -> list[tuple[Any, ...]]:
        if self._connection is None:
            return []
        try:
            return self._connection.execute(query, values).fetchall()
        except sqlite3.Error:
            self.can_save = False
            return []


def _add_up_old(connection: sqlite3.Connection, before: str) -> None:
    """Turn what is too old or too much into sums, together with the sums of the same months."""
    old = connection.execute(
        """update left_machine set path = '' where path <> '' and (at < ? or number <= (
             select number from left_machine where path <> '' order by number desc limit 1 offset ?))""",
        (before, KEPT),
    )
    if old.rowcount == 0:
        return
    sums = connection.execute(
        """select max(at), host, sum(sent), sum(received), sum(requests)
             from left_machine where path = '' group by host, substr(at, 1, 7)"""
    ).fetchall()
    connection.execute("delete from left_machine where path = ''")
    connection.executemany(
        "insert into left_machine (at, host, path, sent, received, requests) values (?, ?, '', ?, ?, ?)", sums
    )


def _moment(text: str) -> datetime | None:
    """The moment, or None where another program wrote something else."""
    try:
        return datetime.fromisoformat(text)
    except ValueError:
        return None


def _unsaved() -> ProfileError:
    return ProfileError(
        phrase("The list of what has left this machine could not be cleared."),
        phrase("Check the disk and who may write to the data folder."),
        safe=phrase("The list is as it was before."),
    )
