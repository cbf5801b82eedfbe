"""The catalogue file, read: the one place that holds SQL for it."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType
from typing import Self, TypeVar, cast

from core.catalogue import counts, decode, decode_apps, decode_ownership, streams
from core.catalogue.decode import Row
from core.catalogue.digest import logical_digest
from core.catalogue.errors import damaged, digest_differs
from core.catalogue.inspect import check_file
from core.catalogue.model import Alternative, App, CatalogueInfo, EntryKind, Searchable
from core.catalogue.progress import counted
from core.catalogue.schema import BY_NAME, DIGEST_KEY, SCHEMA_VERSION, TABLES, Table
from core.database.connections import open_readonly
from core.errors import FileUnreadable, Reporter, Silent
from core.facts import AppId, Verified
from core.jurisdiction.model import OwnershipFacts
from core.reach.model import Ability, Incident, ReachFact, ReachSource
from core.texts.phrase import Text

T = TypeVar("T")

_APP_TABLES = ("app", "app_name", "app_task", "store_id")
"""Where an app's rows stand; its own row first."""
_AT_ONCE = 500
"""Ids in one query; SQLite's own limit is far higher."""


class CatalogueStore:
    """An open catalogue. Belongs to the thread that opened it; open another one for another thread."""

    def __init__(self, path: Path, connection: sqlite3.Connection) -> None:
        """Take over a connection that was checked; use `open` instead."""
        self.path = path
        self._connection = connection
        self._once: dict[str, object] = {}

    @classmethod
    def open(cls, path: Path, *, verify: bool = True) -> Self:
        """Open a catalogue for reading and check that it is one.

        Args:
            path: The file.
            verify: Also compute the digest over all rows and compare it (see `verify_digest`).

        Raises:
            CatalogueMissing: there is no such file.
            CatalogueForeign: it is something else.
            CatalogueTooNew: it was made for a newer Appvett.
            CatalogueTooOld: it was made by an older Appvett.
            CatalogueDamaged: it is not whole.
        """
        check_file(path)
        try:
            # Nobody writes to a catalogue file: with `immutable`, SQLite leaves journals beside it alone.
            connection = open_readonly(path, immutable=True)
        except FileUnreadable as error:
            raise damaged(path) from error
        store = cls(path, connection)
        if verify:
            try:
                store.verify_digest()
            except BaseException:
                connection.close()
                raise
        return store

    def close(self) -> None:
        """Close the file."""
        self._connection.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def verify_digest(self, reporter: Reporter | None = None) -> None:
        """Compare the digest over all rows with the one in the file, and the indexes with the rows.

        Reads the whole file: seconds for hundreds of thousands of apps.

        Args:
            reporter: Told how many rows of how many have been read; None: nobody listens.

        Raises:
            CatalogueDamaged: they differ, or the file cannot be read.
            Cancelled: the reporter asked to stop; nothing is known about the file then.
        """
        with self._reading():
            # The digest is over rows. An index that does not fit them would hide apps, or find others.
            found = self._connection.execute("pragma integrity_check(1)").fetchone()
        if found != ("ok",):
            raise damaged(self.path)
        if self.compute_digest(reporter or Silent()) != self.meta().get(DIGEST_KEY):
            raise digest_differs(self.path)

    def compute_digest(self, reporter: Reporter) -> str:
        """The digest over all rows, `sha256:` and 64 hex digits; reads the whole file.

        Args:
            reporter: Told how many rows of how many have been read.

        Raises:
            CatalogueDamaged: the file cannot be read.
            Cancelled: the reporter asked to stop.
        """
        with self._reading():
            sizes = {table.name: counts.count_rows(self._connection, table.name) for table in TABLES}
            total, done = sum(sizes.values()), 0
            before = {}
            for name, size in sizes.items():
                before[name], done = done, done + size
            return logical_digest(
                lambda name: counted(self._select(BY_NAME[name]), reporter, before[name], total),
            )

    def once(self, key: str, read: Callable[[Self], T]) -> T:
        """What `read` gives for this store: read at the first call, kept for the next ones."""
        if key not in self._once:
            with self._reading():
                self._once[key] = read(self)
        return cast("T", self._once[key])

    def rows(self, table: str, where: str | None = None, value: str = "") -> list[Row]:
        """Rows of a table in the order of its key, all of them or those whose column `where` holds `value`.

        Raises:
            CatalogueDamaged: the file cannot be read.
        """
        found = BY_NAME[table]
        with self._reading():
            return [dict(zip(found.names, row, strict=True)) for row in self._select(found, where, value)]

    def tuples(self, table: str, kind: EntryKind | None = None) -> Iterator[tuple[int | str | None, ...]]:
        """Rows of a table in the order of its key, read while they are taken; values in column order.

        Args:
            table: The table.
            kind: Only rows of apps of this kind, in the tables of apps; None: all rows.

        Raises:
            CatalogueDamaged: the file cannot be read.
        """
        found = BY_NAME[table]
        own = '"id"' if table == "app" else '"app"'
        # The names are ours; the kind is bound.
        condition = f'where {own} in (select "id" from "app" where "kind" = ?)' if kind else ""  # noqa: S608
        with self._reading():
            yield from self._connection.execute(_selecting(found, condition), (kind.value,) if kind else ())

    def meta(self) -> dict[str, str]:
        """What the table `meta` holds: version, created, as_of, digest, ..."""
        return {row["key"]: row["value"] for row in self.rows("meta")}

    def info(self) -> CatalogueInfo:
        """What the catalogue says about itself."""
        return self.once("info", lambda store: _read_info(store, counts.count_kinds(self._connection)))

    def app(self, app_id: AppId) -> App | None:
        """The app with this id, or None."""
        return self.apps_by_id((app_id,)).get(app_id)

    def apps_by_id(self, ids: Iterable[AppId]) -> dict[AppId, App]:
        """The apps with these ids, in the order asked; ids that the catalogue lacks are left out.

        Four queries for up to 500 apps, so a list of hits costs little more than one of them.
        """
        # Half a sign pair stands in no id, and cannot be asked for.
        wanted = tuple(app_id for app_id in dict.fromkeys(ids) if _bound(app_id) == app_id)
        found: dict[AppId, App] = {}
        with self._reading():
            for start in range(0, len(wanted), _AT_ONCE):
                some = wanted[start : start + _AT_ONCE]
                parts = (self._rows_of_apps(table, some) for table in _APP_TABLES)
                found |= {app.id: app for app in decode_apps.apps(*parts)}
        return {app_id: found[app_id] for app_id in wanted if app_id in found}

    def marks(self) -> dict[Verified, int]:
        """How many facts carry each mark: dossiers, companies, stakes, laws, mentions, reach, incidents, ..."""
        return self.once("marks", lambda _: counts.count_marks(self._connection))

    def has_app(self, app_id: AppId) -> bool:
        """Whether the catalogue holds this app."""
        with self._reading():
            return (
                self._connection.execute('select 1 from "app" where "id" = ?', (_bound(app_id),)).fetchone() is not None
            )

    def apps(self) -> tuple[App, ...]:
        """All apps in id order. There may be hundreds of thousands of listings: never for a look-up or a card."""
        return self.once("apps", _read_apps)

    def dossiers(self) -> tuple[App, ...]:
        """All dossiers in id order."""
        return self.once("dossiers", _read_dossiers)

    def searchable(self) -> Iterator[Searchable]:
        """All apps as the search index needs them, read while they are taken.

        The most widely used first; of equally wide ones dossiers before listings, then by name and id, both by their
        UTF-8 bytes.

        Raises:
            CatalogueDamaged: the file cannot be read.
        """
        with self._reading():
            yield from streams.searchable(self._connection)

    def searchable_dossiers(self) -> Iterator[Searchable]:
        """As `searchable`, dossiers alone."""
        with self._reading():
            yield from streams.searchable(self._connection, EntryKind.DOSSIER)

    def by_store_id(self, store: str, store_id: str) -> AppId | None:
        """The app with this id in this store, letter by letter, or None. Of several a dossier, then the first by id."""
        with self._reading():
            found = streams.with_store_id(self._connection, _bound(store_id), _bound(store))
        exact = (app for app, _, written in found if written == store_id)
        return next(exact, None)

    def find_store_ids(self, store_id: str, store: str | None = None) -> tuple[tuple[AppId, str, str], ...]:
        """Apps with this store id, in whatever case of a to z.

        Args:
            store_id: The id, as somebody wrote it.
            store: The store; None: any.

        Returns:
            (app, store, id as the catalogue has it), at most 50: the same case first, then dossiers before listings,
            then by store and app id.
        """
        with self._reading():
            found = streams.with_store_id(self._connection, _bound(store_id), None if store is None else _bound(store))
        return tuple(found)

    def ownership_facts(self) -> OwnershipFacts:
        """All companies and countries."""
        return self.once("ownership", _read_ownership)

    def reach(self, app_id: AppId) -> tuple[ReachFact, ...]:
        """What is known of an app's reach, as written."""
        with self._reading():
            return tuple(decode_apps.reach_fact(row) for row in self.rows("reach", "app", app_id))

    def reach_by_app(self) -> dict[AppId, tuple[ReachFact, ...]]:
        """The reach facts of every app that has some, by id."""
        return self.once("reach", _read_reach)

    def reach_sources(self) -> dict[str, ReachSource]:
        """Who made the readings, by key."""
        return self.once("reach-sources", _read_reach_sources)

    def incidents(self) -> tuple[Incident, ...]:
        """All incidents in id order."""
        return self.once("incidents", _read_incidents)

    def abilities(self) -> tuple[Ability, ...]:
        """All ability groups, as written; data groups last."""
        return self.once("abilities", _read_abilities)

    def vocabulary(self) -> dict[str, Text]:
        """Words by key, for example `levels.high.label` and `countries.NO.in`."""
        return self.once("vocabulary", _read_vocabulary)

    def tasks(self) -> dict[str, Text]:
        """What people use apps for: labels by id, as written."""
        return self.once("tasks", lambda store: _labels(store, "task"))

    def traits(self) -> dict[str, Text]:
        """Properties of apps: labels by id, as written."""
        return self.once("traits", lambda store: _labels(store, "trait"))

    def categories(self) -> tuple[str, ...]:
        """Keys of all categories of dossiers, sorted. A listing's category is a store's own word."""
        return self.once("categories", lambda _: counts.categories(self._connection))

    def alternatives(self, app: App) -> tuple[Alternative, ...]:
        """Other apps whose first task is the app's first task, in id order. They can do the same; no more is said."""
        if not app.tasks:
            return ()
        task, label = app.tasks[0], self.tasks()[app.tasks[0]]
        with self._reading():
            found = self._connection.execute(
                'select "app"."id", "app"."name" from "app_task" join "app" on "app"."id" = "app_task"."app"'
                ' where "task" = ? and "ordinal" = 0 and "app"."id" <> ? order by "app"."id"',
                (task, app.id),
            ).fetchall()
        return tuple(Alternative(AppId(app_id), name, task, label) for app_id, name in found)

    def _select(self, table: Table, where: str | None = None, value: str = "") -> sqlite3.Cursor:
        query = _selecting(table, f'where "{where}" = ?' if where else "")
        return self._connection.execute(query, (_bound(value),) if where else ())

    def _rows_of_apps(self, table: str, app_ids: tuple[str, ...]) -> list[Row]:
        """Rows of a table that belong to these apps, in the order of its key."""
        found = BY_NAME[table]
        marks = ", ".join("?" * len(app_ids))
        query = _selecting(found, f'where "{found.key[0]}" in ({marks})')
        return [dict(zip(found.names, row, strict=True)) for row in self._connection.execute(query, app_ids)]

    @contextmanager
    def _reading(self) -> Iterator[None]:
        """Tell every failure to read or understand a row as damage; a closed store stays a programmer's mistake."""
        try:
            yield
        except (sqlite3.DatabaseError, ValueError, KeyError, TypeError, AttributeError) as error:
            if isinstance(error, sqlite3.ProgrammingError):
                raise
            raise damaged(self.path) from error


def _selecting(table: Table, condition: str) -> str:
    """A query for rows of a table in the order of its key. All names come from the schema; values are bound."""
    columns = ", ".join(f'"{name}"' for name in table.names)
    order = ", ".join(f'"{name}"' for name in table.key)
    return f'select {columns} from "{table.name}" {condition} order by {order}'  # noqa: S608


def _bound(value: str) -> str:
    """The value as SQLite can take it: half a sign pair, which no text can hold, becomes a question mark."""
    return value.encode("utf-8", "replace").decode("utf-8")


def _read_info(store: CatalogueStore, found: tuple[tuple[str, int], ...]) -> CatalogueInfo:
    meta = store.meta()
    created = datetime.strptime(meta["created"], "%Y-%m-%dT%H:%M:%SZ").replace(tzinfo=UTC)
    # Whatever was opened has exactly the version that we read.
    return CatalogueInfo(int(meta["version"]), meta[DIGEST_KEY], created, SCHEMA_VERSION, meta["as_of"], found)


def _read_apps(store: CatalogueStore) -> tuple[App, ...]:
    return decode_apps.apps(*(store.rows(table) for table in _APP_TABLES))


def _read_dossiers(store: CatalogueStore) -> tuple[App, ...]:
    parts = (
        [dict(zip(BY_NAME[table].names, row, strict=True)) for row in store.tuples(table, EntryKind.DOSSIER)]
        for table in _APP_TABLES
    )
    return decode_apps.apps(*parts)


def _read_ownership(store: CatalogueStore) -> OwnershipFacts:
    countries = decode_ownership.countries(*(store.rows(table) for table in ("country", "regime", "mention", "law")))
    companies = decode_ownership.companies(
        *(store.rows(table) for table in ("company", "stake", "former_owner", "presence"))
    )
    return OwnershipFacts(companies, {country.code: country for country in countries})


def _read_reach(store: CatalogueStore) -> dict[AppId, tuple[ReachFact, ...]]:
    groups = decode.grouped(store.rows("reach"), "app")
    return {AppId(app): tuple(decode_apps.reach_fact(row) for row in rows) for app, rows in groups.items()}


def _read_reach_sources(store: CatalogueStore) -> dict[str, ReachSource]:
    return {row["id"]: decode_apps.reach_source(row) for row in store.rows("reach_source")}


def _read_incidents(store: CatalogueStore) -> tuple[Incident, ...]:
    return decode_apps.incidents(*(store.rows(table) for table in ("incident", "incident_app", "incident_company")))


def _read_abilities(store: CatalogueStore) -> tuple[Ability, ...]:
    return decode_apps.abilities(store.rows("ability"), store.rows("ability_name"))


def _read_vocabulary(store: CatalogueStore) -> dict[str, Text]:
    return {row["key"]: decode.text(row, "text") for row in store.rows("word")}


def _labels(store: CatalogueStore, table: str) -> dict[str, Text]:
    rows = sorted(store.rows(table), key=lambda row: int(row["ordinal"]))
    return {row["id"]: decode.text(row, "label") for row in rows}
