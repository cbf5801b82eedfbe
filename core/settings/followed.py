"""Apps that the user follows: kept in the user's own file, on this machine alone."""

import json
import sqlite3
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from core.errors import ProfileError
from core.facts import AppId
from core.texts.phrase import phrase


@dataclass(frozen=True, slots=True)
class Followed:
    """An app that the user follows."""

    app: AppId
    """Its id; the catalogue in use need not hold it any more."""
    since: date
    """The day from which it is followed."""


class FollowedStore:
    """The apps followed, as they stand in the user's own file.

    Attributes:
        can_save: whether anything can be changed.
    """

    def __init__(self, connection: sqlite3.Connection | None, *, can_save: bool) -> None:
        """Take a connection to the user's own file, with its table `followed`; None where there is none."""
        self._connection = connection
        self.can_save = can_save and connection is not None

    def apps(self) -> tuple[Followed, ...]:
        """All of them, the one followed longest first; empty where they cannot be read. Never raises."""
        if self._connection is None:
            return ()
        try:
            rows = self._connection.execute("select app, since from followed order by since, app").fetchall()
        except sqlite3.Error:
            self.can_save = False
            return ()
        return tuple(Followed(AppId(app), day) for app, since in rows if (day := _day(since)) is not None)

    def follow(self, app: AppId, since: date) -> None:
        """Follow an app; one that is followed already keeps its day.

        Raises:
            ProfileError: nothing can be saved; everything is as before.
        """
        self.restore((Followed(app, since),))

    def unfollow(self, app: AppId) -> None:
        """Follow an app no longer.

        Raises:
            ProfileError: nothing can be saved; everything is as before.
        """
        self._write("delete from followed where app = ?", app)

    def clear(self) -> None:
        """Follow no app any longer.

        Raises:
            ProfileError: nothing can be saved; everything is as before.
        """
        self._write("delete from followed")

    def restore(self, followed: Iterable[Followed]) -> None:
        """Follow these apps too, each since its day; all of them or, where that fails, none.

        Raises:
            ProfileError: nothing can be saved; everything is as before.
        """
        rows = json.dumps([[one.app, one.since.isoformat()] for one in followed])
        self._write("insert or ignore into followed select value ->> 0, value ->> 1 from json_each(?)", rows)

    def _write(self, statement: str, *values: str) -> None:
        """Run one statement; alone it is its own transaction."""
        try:
            if self._connection is None or not self.can_save:
                raise _unsaved()
            self._connection.execute(statement, values)
        except sqlite3.Error as error:
            raise _unsaved() from error


def _day(text: str) -> date | None:
    """The day, or None where another program wrote something else."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def _unsaved() -> ProfileError:
    return ProfileError(
        phrase("The apps you follow could not be saved."),
        phrase("Check the disk and who may write to the data folder."),
        safe=phrase("The list of apps you follow is as it was before."),
    )
