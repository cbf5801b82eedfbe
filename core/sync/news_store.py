"""What is new, as it stands in the user's own file: kept until it is read, and for some time after."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from core.database.connections import transaction
from core.errors import ProfileError
from core.facts import AppId, Kind, PartialDate, Verified
from core.sync.news_model import Backing, Concerned, Group, KeptItem, Matter, NewsItem, ReleaseNews
from core.texts import stored
from core.texts.phrase import Argument, Phrase, Text, phrase

MOST_ITEMS = 2000
"""Lines that are kept; older ones are forgotten."""
_LONGEST_NAME, _LONGEST_TEXT = 300, 4000
"""Characters of a name, and of any other text from a catalogue, that are kept; none of ours comes near."""
_LONGEST_LIST = 50
"""Items of a list in a sentence that are kept."""
_MOST_RELEASES = 100

_LISTED = """
select n.number, n.content, n.is_read, r.number, r.told, r.version, r.made, r.since, r.is_whole
from news n join news_release r on r.number = n.release
where (?1 is null or n.part = ?1) and (not ?2 or not n.is_read)
order by r.number desc, n.number
limit ?3 offset ?4
"""
_UNREADABLE = (ValueError, KeyError, TypeError, AttributeError, RecursionError)


@dataclass(frozen=True, slots=True)
class Counts:
    """How many lines there are."""

    total: int
    unread: int


class NewsStore:
    """The news, newest release first.

    Attributes:
        can_save: whether anything can be changed.
    """

    def __init__(self, connection: sqlite3.Connection | None, *, can_save: bool) -> None:
        """Take a connection to the user's own file, with its tables `news_release` and `news`; None: there is none."""
        self._connection = connection
        self.can_save = can_save and connection is not None

    # ---- reading: never raises; what cannot be read is left out -----------------------------------------------------

    def last(self) -> ReleaseNews | None:
        """The newest release that was told of; None: there was none."""
        rows = self._read(
            "select number, told, version, made, since, is_whole from news_release order by number desc limit 1"
        )
        return next((found for row in rows if (found := _release(row)) is not None), None)

    def counts(self) -> dict[Group, Counts]:
        """How many lines each group has; groups without any are left out."""
        rows = self._read("select part, count(*), sum(not is_read) from news group by part")
        found = {part: Counts(int(total), int(unread)) for part, total, unread in rows}
        return {group: found[group.value] for group in Group if group.value in found}

    def unread(self) -> int:
        """How many lines nobody has read."""
        return sum(counts.unread for counts in self.counts().values())

    def items(
        self, group: Group | None = None, *, only_unread: bool = False, limit: int = MOST_ITEMS, after: int = 0
    ) -> tuple[KeptItem, ...]:
        """Lines, those of the newest release first, each release's in the order in which they were told.

        Args:
            group: Of one group; None: of all.
            only_unread: Leave out what was read.
            limit: At most so many.
            after: Leave out so many first.
        """
        rows = self._read(_LISTED, (group.value if group else None, only_unread, limit, after))
        return tuple(kept for row in rows if (kept := _kept(row)) is not None)

    def item(self, number: int) -> KeptItem | None:
        """The line with this number; None: there is none any more."""
        query = _LISTED.replace("where", "where n.number = ?5 and")
        rows = self._read(query, (None, False, 1, 0, number))
        return next((kept for row in rows if (kept := _kept(row)) is not None), None)

    # ---- writing ----------------------------------------------------------------------------------------------------

    def add(self, release: ReleaseNews, digest: str, items: Iterable[NewsItem]) -> int:
        """Keep the news of a release; a release that was told of already is passed over.

        Args:
            release: The release; its number is given anew.
            digest: Its logical digest.
            items: The lines, as they are to be shown.

        Returns:
            How many lines were kept.

        Raises:
            ProfileError: nothing can be saved; everything is as before.
        """
        lines = [(item.group.value, item.matter.value, _as_json(item), item.matter is Matter.REST) for item in items]
        values = (_text(release.told), release.version, _text(release.made), release.since, digest, release.is_whole)
        connection = self._writable()
        try:
            with transaction(connection):
                if connection.execute(
                    "select 1 from news_release where digest = ? and number = (select max(number) from news_release)",
                    (digest,),
                ).fetchone():
                    return 0
                number = connection.execute(
                    "insert into news_release (told, version, made, since, digest, is_whole) values (?, ?, ?, ?, ?, ?)",
                    values,
                ).lastrowid
                # What is only counted cannot be read one by one, so that it never waits to be read.
                connection.executemany(
                    "insert into news (release, part, matter, content, is_read) values (?, ?, ?, ?, ?)",
                    [(number, *line) for line in lines],
                )
                _forget_oldest(connection)
        except sqlite3.Error as error:
            raise _unsaved() from error
        return len(lines)

    def mark(self, numbers: Sequence[int], *, is_read: bool) -> None:
        """Mark lines as read, or as not read.

        Raises:
            ProfileError: nothing can be saved; everything is as before.
        """
        self._write(
            "update news set is_read = ? where number in (select value from json_each(?))",
            (is_read, json.dumps(list(numbers))),
        )

    def mark_all(self) -> tuple[int, ...]:
        """Mark all lines as read; the numbers of those that were not, for `mark`.

        Raises:
            ProfileError: nothing can be saved; everything is as before.
        """
        rows = self._write("update news set is_read = 1 where not is_read returning number", ())
        return tuple(int(row[0]) for row in rows)

    def _read(self, query: str, values: tuple[object, ...] = ()) -> list[tuple[Any, ...]]:
        if self._connection is None:
            return []
        try:
            return self._connection.execute(query, values).fetchall()
        except sqlite3.Error:
            return []

    def _writable(self) -> sqlite3.Connection:
        if self._connection is None or not self.can_save:
            raise _unsaved()
        return self._connection

    def _write(self, statement: str, values: tuple[object, ...]) -> list[tuple[Any, ...]]:
        """Run one statement; alone it is its own transaction."""
        connection = self._writable()
        try:
            return connection.execute(statement, values).fetchall()
        except sqlite3.Error as error:
            raise _unsaved() from error


def _forget_oldest(connection: sqlite3.Connection) -> None:
    connection.execute(
        "delete from news where number in (select number from news order by release desc, number limit -1 offset ?)",
        (MOST_ITEMS,),
    )
    connection.execute(
        "delete from news_release where number not in (select release from news)"
        " and number <= (select max(number) from news_release) - ?",
        (_MOST_RELEASES,),
    )


# ---- as text --------------------------------------------------------------------------------------------------------


def _as_json(item: NewsItem) -> str:
    backing = item.backing
    return json.dumps(
        {
            "group": item.group.value,
            "matter": item.matter.value,
            "about": item.about[:_LONGEST_NAME],
            "apps": [[app.id, app.name[:_LONGEST_NAME]] for app in item.apps],
            "more_apps": item.more_apps,
            "old": _told(item.old),
            "new": _told(item.new),
            "details": [stored.to_json(_cut_phrase(detail)) for detail in item.details],
            "backing": None
            if backing is None
            else {
                "kind": backing.kind.value,
                "sources": backing.sources,
                "date": backing.date.text if backing.date else None,
                "verified": backing.verified.value if backing.verified else None,
                "contested": backing.contested,
            },
        },
        ensure_ascii=False,
        separators=(",", ":"),
    )


def _told(words: Phrase | None) -> str | None:
    return None if words is None else stored.to_json(_cut_phrase(words))


def _cut_phrase(words: Phrase) -> Phrase:
    """The phrase with no text in it that is longer than is ever shown."""
    return Phrase(words.message, tuple((name, _cut(value)) for name, value in words.args), words.several)


def _cut(value: Argument) -> Argument:
    if isinstance(value, Phrase):
        return _cut_phrase(value)
    if isinstance(value, str):
        return value[:_LONGEST_TEXT]
    if isinstance(value, Text):
        return Text(*(text[:_LONGEST_TEXT] for text in (value.nb, value.nn, value.en)))
    return tuple(map(_cut, value[:_LONGEST_LIST])) if isinstance(value, tuple) else value


def _item(text: str) -> NewsItem:
    found: dict[str, Any] = json.loads(text)
    return NewsItem(
        group=Group(found["group"]),
        matter=Matter(found["matter"]),
        about=str(found["about"]),
        apps=tuple(Concerned(AppId(str(app)), str(name)) for app, name in found["apps"]),
        old=_phrase(found["old"]),
        new=_phrase(found["new"]),
        backing=_backing(found["backing"]),
        details=tuple(stored.from_json(detail) for detail in found["details"]),
        more_apps=int(found["more_apps"]),
    )


def _phrase(text: str | None) -> Phrase | None:
    return None if text is None else stored.from_json(text)


def _backing(found: dict[str, Any] | None) -> Backing | None:
    if found is None:
        return None
    return Backing(
        Kind(found["kind"]),
        tuple(map(str, found["sources"])),
        PartialDate.parse(found["date"]) if found["date"] else None,
        Verified(found["verified"]) if found["verified"] else None,
        contested=bool(found["contested"]),
    )


def _kept(row: tuple[Any, ...]) -> KeptItem | None:
    """The line of a row; None where another program wrote something else."""
    number, content, is_read, *release = row
    found = _release(tuple(release))
    try:
        return None if found is None else KeptItem(int(number), _item(content), bool(is_read), found)
    except _UNREADABLE:
        return None


def _release(row: tuple[Any, ...]) -> ReleaseNews | None:
    number, told, version, made, since, is_whole = row
    try:
        return ReleaseNews(int(number), _moment(told), int(version), _moment(made), int(since), bool(is_whole))
    except _UNREADABLE:
        return None


def _text(moment: datetime) -> str:
    return moment.astimezone(UTC).isoformat()


def _moment(text: str) -> datetime:
    """A moment as it was kept; ValueError where it has no zone."""
    moment = datetime.fromisoformat(text)
    if moment.tzinfo is None:
        raise ValueError(text)
    return moment


def _unsaved() -> ProfileError:
    return ProfileError(
        phrase("What was read could not be saved."),
        phrase("Check the disk and who may write to the data folder."),
        safe=phrase("The list of news is as it was before."),
    )
