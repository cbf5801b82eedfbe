"""The catalogue file, read: the one place that holds SQL for it."""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType
from typing import Self, TypeVar, cast

from core.catalogue import decode, decode_apps, decode_ownership
from core.catalogue.decode import Row
from core.catalogue.digest import logical_digest
from core.catalogue.errors import damaged, digest_differs
from core.catalogue.inspect import check_file
from core.catalogue.model import Alternative, App, CatalogueInfo
from core.catalogue.schema import BY_NAME, DIGEST_KEY, SCHEMA_VERSION, TABLES, Table
from core.database.connections import open_readonly
from core.errors import FileUnreadable
from core.facts import AppId, Verified
from core.jurisdiction.model import OwnershipFacts
from core.reach.model import Ability, Incident, ReachFact, ReachSource
from core.texts.phrase import Text

T = TypeVar("T")

_COUNTED = (
    ("apps", "app"),
    ("companies", "company"),
    ("stakes", "stake"),
    ("presences", "presence"),
    ("countries", "country"),
    ("laws", "law"),
    ("guidance", "advice"),
    ("reach", "reach"),
    ("incidents", "incident"),
    ("abilities", "ability"),
    ("tasks", "task"),
    ("words", "word"),
)
"""What `info` counts: (word, table)."""


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

    def verify_digest(self) -> None:
        """Compare the digest over all rows with the one in the file; reads the whole file.

        Raises:
            CatalogueDamaged: they differ, or the file cannot be read.
        """
        with self._reading():
            found = logical_digest(lambda name: self._select(BY_NAME[name]))
        if found != self.meta().get(DIGEST_KEY):
            raise digest_differs(self.path)

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

    def meta(self) -> dict[str, str]:
        """What the table `meta` holds: version, created, as_of, digest, ..."""
        return {row["key"]: row["value"] for row in self.rows("meta")}

    def info(self) -> CatalogueInfo:
        """What the catalogue says about itself."""
        return self.once("info", _read_info)

    def app(self, app_id: AppId) -> App | None:
        """The app with this id, or None."""
        tables = ("app_name", "app_task", "store_id")
        with self._reading():
            found = decode_apps.apps(
                self.rows("app", "id", app_id), *(self.rows(table, "app", app_id) for table in tables)
            )
        return found[0] if found else None

    def marks(self) -> dict[Verified, int]:
        """How many facts carry each mark: apps, companies, stakes, presences, laws, mentions, reach, incidents, ..."""
        return self.once("marks", _read_marks)

    def has_app(self, app_id: AppId) -> bool:
        """Whether the catalogue holds this app."""
        with self._reading():
            return (
                self._connection.execute('select 1 from "app" where "id" = ?', (_bound(app_id),)).fetchone() is not None
            )

    def apps(self) -> tuple[App, ...]:
        """All apps in id order."""
        return self.once("apps", _read_apps)

    def by_store_id(self, store: str, store_id: str) -> AppId | None:
        """The app with this id in this store, or None. Of several the first by id."""
        with self._reading():
            found = self._connection.execute(
                'select "app" from "store_id" where "store" = ? and "id" = ? order by "app" limit 1',
                (_bound(store), _bound(store_id)),
            ).fetchone()
        return None if found is None else AppId(found[0])

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
        """Keys of all categories in use, sorted."""
        return tuple(sorted({app.category for app in self.apps()}))

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
        columns = ", ".join(f'"{name}"' for name in table.names)
        order = ", ".join(f'"{name}"' for name in table.key)
        condition = f'where "{where}" = ?' if where else ""
        # All names come from core.catalogue.schema; values are bound.
        query = f'select {columns} from "{table.name}" {condition} order by {order}'  # noqa: S608
        return self._connection.execute(query, (_bound(value),) if where else ())

    @contextmanager
    def _reading(self) -> Iterator[None]:
        """Tell every failure to read or understand a row as damage; a closed store stays a programmer's mistake."""
        try:
            yield
        except (sqlite3.DatabaseError, ValueError, KeyError, TypeError, AttributeError) as error:
            if isinstance(error, sqlite3.ProgrammingError):
                raise
            raise damaged(self.path) from error


def _bound(value: str) -> str:
    """The value as SQLite can take it: half a sign pair, which no text can hold, becomes a question mark."""
    return value.encode("utf-8", "replace").decode("utf-8")


def _read_info(store: CatalogueStore) -> CatalogueInfo:
    meta = store.meta()
    created = datetime.strptime(meta["created"], "%Y-%m-%dT%H:%M:%SZ").replace(tzinfo=UTC)
    counts = tuple((word, len(store.rows(table))) for word, table in _COUNTED)
    # Whatever was opened has exactly the version that we read.
    return CatalogueInfo(int(meta["version"]), meta[DIGEST_KEY], created, SCHEMA_VERSION, meta["as_of"], counts)


def _read_marks(store: CatalogueStore) -> dict[Verified, int]:
    marked = [table.name for table in TABLES if "verified" in table.names]
    counts = Counter(row["verified"] for table in marked for row in store.rows(table))
    return {mark: counts[mark.value] for mark in Verified}


def _read_apps(store: CatalogueStore) -> tuple[App, ...]:
    return decode_apps.apps(*(store.rows(table) for table in ("app", "app_name", "app_task", "store_id")))


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
