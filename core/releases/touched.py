"""Which entries of two catalogues have rows that differ, found by SQLite itself.

Both files are attached to one connection, read-only. Each row of one is sought in the other by its key, so that
neither is read into memory; the ids stand in a temporary table, which SQLite puts on disk where they are many.

Lists of apps that are brought in anew change how widely used nearly every listing is, and when its names were seen.
Nobody reads that one by one: a listing that differs in no more is counted and left out.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from core.catalogue.errors import damaged
from core.catalogue.model import EntryKind
from core.catalogue.schema import BY_NAME, DIGEST_KEY, Table
from core.database.connections import attach_readonly, open_scratch
from core.errors import Cancelled, FileUnreadable, Reporter

_OFTEN = 200_000
"""Steps of SQLite between two looks whether to go on: some thousandths of a second."""
_OLD, _NEW = "old", "new"
_BOTH_WAYS = ((_OLD, _NEW), (_NEW, _OLD))

APPS = "app"
"""The group of apps."""
_USUAL: Mapping[str, Collection[str]] = {
    "app": ("popularity",),
    "app_name": ("since", "until", "seen"),
    "app_task": (),
    "store_id": (),
}
"""The tables of the group of apps, and what listings usually differ in."""

GROUPS: Mapping[str, Mapping[str, str]] = {
    "catalogue": {"meta": "catalogue"},
    APPS: dict.fromkeys(_USUAL, ""),
    "company": dict.fromkeys(("company", "stake", "former_owner", "presence"), ""),
    "country": dict.fromkeys(("country", "regime", "mention", "law"), ""),
    "guidance": dict.fromkeys(("advice", "advice_app"), ""),
    "reach": {"reach": ""},
    "incident": dict.fromkeys(("incident", "incident_app", "incident_company"), ""),
    "ability": dict.fromkeys(("ability", "ability_name"), ""),
    "word": {"word": "", "task": "tasks.", "trait": "traits."},
}
"""Kinds of entries, the tables that each stands in, and what is set before the ids of a table so that they are told
apart."""

_TABLES = sum(map(len, GROUPS.values()))


@dataclass(frozen=True, slots=True)
class TouchedApp:
    """An app with rows that differ."""

    id: str
    old: str | None
    """Its name in the old catalogue; None: it is not there."""
    new: str | None
    """Its name in the new one."""
    is_listing: bool
    """Whether nobody has assessed it, in the catalogue that it was last in."""


class Touched:
    """The entries with rows that differ. Holds for as long as the block of `touched` lasts."""

    def __init__(self, connection: sqlite3.Connection, new: Path, usual: int) -> None:
        self._connection, self._new = connection, new
        self.usual = usual
        """Listings that differ in no more than how widely they are used, or in the dates of their names."""

    def ids(self, group: str, at_most: int) -> Iterator[Sequence[str]]:
        """Ids of one group in the order of their UTF-8 bytes, some at a time.

        Raises:
            CatalogueDamaged: they cannot be read.
        """
        for rows in self._batches("select id from temp.touched where kind = ? order by id", (group,), at_most):
            yield tuple(str(row[0]) for row in rows)

    def apps(self, at_most: int) -> Iterator[Sequence[TouchedApp]]:
        """The apps among them with their names, by id, some at a time; thousands cost next to nothing.

        Raises:
            CatalogueDamaged: they cannot be read.
        """
        query = (
            "select t.id, o.name, n.name, coalesce(n.kind, o.kind) = ? from temp.touched t"
            " left join old.app o on o.id = t.id left join new.app n on n.id = t.id where t.kind = ? order by t.id"
        )
        for rows in self._batches(query, (EntryKind.LISTING.value, APPS), at_most):
            yield tuple(TouchedApp(app, old, new, bool(is_listing)) for app, old, new, is_listing in rows)

    def _batches(self, query: str, values: tuple[str, ...], at_most: int) -> Iterator[list[tuple[Any, ...]]]:
        try:
            found = self._connection.execute(query, values)
            while rows := found.fetchmany(at_most):
                yield rows
        except sqlite3.Error as error:
            raise damaged(self._new) from error


@contextmanager
def touched(old: Path, new: Path, reporter: Reporter) -> Iterator[Touched]:
    """Find the entries with rows that differ, or that stand in one catalogue only.

    Args:
        old: A catalogue file that was checked.
        new: Another one.
        reporter: Told how many tables of how many were compared.

    Raises:
        CatalogueDamaged: one of the two cannot be read.
        Cancelled: the reporter asked to stop.
    """
    with closing(_both(old, new)) as connection:
        watch = _Watch(reporter)
        connection.set_progress_handler(watch, _OFTEN)
        try:
            _find(connection, watch)
            usual = _leave_out_usual(connection)
        except sqlite3.Error as error:
            if watch.stopped is not None:
                raise watch.stopped from None
            raise damaged(_broken(connection, old, new)) from error
        finally:
            connection.set_progress_handler(None, 0)
        yield Touched(connection, new, usual)


class _Watch:
    """Tells a reporter how far the comparison has come, also from within a long statement."""

    def __init__(self, reporter: Reporter) -> None:
        self.stopped: Cancelled | None = None
        self._reporter, self._done = reporter, 0

    def __call__(self) -> int:
        """Tell; anything but 0 makes SQLite stop."""
        try:
            self._reporter.step(self._done, _TABLES)
        except Cancelled as error:
            # SQLite would swallow it here.
            self.stopped = error
        return int(self.stopped is not None)

    def next(self) -> None:
        """One table more is done."""
        self._done += 1
        self._reporter.step(self._done, _TABLES)


def _both(old: Path, new: Path) -> sqlite3.Connection:
    connection = open_scratch()
    for path, name in ((old, _OLD), (new, _NEW)):
        try:
            attach_readonly(connection, path, name)
        except FileUnreadable as error:
            connection.close()
            raise damaged(path) from error
    return connection


# All names in the statements below come from the schema; values are bound.


def _find(connection: sqlite3.Connection, watch: _Watch) -> None:
    connection.execute("create temp table touched (kind text, id text, primary key (kind, id)) without rowid")
    for group, tables in GROUPS.items():
        for name, prefix in tables.items():
            table = BY_NAME[name]
            # What a catalogue says about itself is one entry. The digest differs whenever anything does.
            entry, own = (f'x."{table.key[0]}"', "") if name != "meta" else ("''", f""" and "key" <> '{DIGEST_KEY}'""")
            for one, other in _BOTH_WAYS:
                connection.execute(
                    f'insert or ignore into temp.touched select ?, ? || {entry} from {one}."{name}" x'  # noqa: S608
                    f" where {_is_missing(table, other)}{own}",
                    (group, prefix),
                )
            watch.next()


def _leave_out_usual(connection: sqlite3.Connection) -> int:
    """Forget the listings that differ in no more than all of them do; how many they are."""
    connection.execute("create temp table more (id text primary key) without rowid")
    for name, usual in _USUAL.items():
        table = BY_NAME[name]
        for one, other in _BOTH_WAYS:
            connection.execute(
                f'insert or ignore into temp.more select t.id from temp.touched t cross join {one}."{name}" x'  # noqa: S608
                f""" on x."{table.key[0]}" = t.id where t.kind = '{APPS}' and {_is_missing(table, other, usual)}"""
            )
    return connection.execute(
        "delete from temp.touched where kind = ? and id not in (select id from temp.more)"
        " and id in (select o.id from old.app o join new.app n on n.id = o.id where o.kind = ?2 and n.kind = ?2)",
        (APPS, EntryKind.LISTING.value),
    ).rowcount


def _is_missing(table: Table, other: str, but: Collection[str] = ()) -> str:
    """The condition that a row `x` of a table is not in the other catalogue, whatever stands in the columns `but`."""
    same = " and ".join(
        f'x."{name}" {"=" if name in table.key else "is"} y."{name}"' for name in table.names if name not in but
    )
    return f'not exists (select 1 from {other}."{table.name}" y where {same})'  # noqa: S608


def _broken(connection: sqlite3.Connection, old: Path, new: Path) -> Path:
    """Which of the two cannot be read; where SQLite finds no fault in the old one, the new one."""
    try:
        is_whole = connection.execute(f"pragma {_OLD}.quick_check(1)").fetchone() == ("ok",)
    except sqlite3.Error:
        is_whole = False
    return new if is_whole else old
