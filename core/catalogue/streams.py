"""Queries that go over many apps, or that find few among many: what each of them is quick by."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from itertools import groupby
from operator import itemgetter

from core.catalogue.model import EntryKind, Searchable
from core.facts import AppId

_MOST = 50
"""Apps that are told for one store id."""

# The sorter of SQLite goes to a file of its own where the rows pass its cache, so this takes no memory to speak of.
# "dossier" comes before "listing" by its letters.
_SEARCHABLE = """
select a.id, a.kind, a.publisher, a.popularity, a.name, n.name
from app a left join app_name n on n.app = a.id
{condition}
order by a.popularity desc, a.kind, a.name, a.id, n.ordinal
"""
_WITH_STORE_ID = """
select s.app, s.store, s.id
from store_id s join app a on a.id = s.app
where s.id = ?1 collate nocase {condition}
order by s.id <> ?1, a.kind, s.store, s.app
limit ?2
"""


def searchable(connection: sqlite3.Connection, kind: EntryKind | None = None) -> Iterator[Searchable]:
    """All apps, or those of one kind, as the search index needs them (see `CatalogueStore.searchable`)."""
    condition = "" if kind is None else "where a.kind = ?"
    rows = connection.execute(_SEARCHABLE.format(condition=condition), () if kind is None else (kind.value,))
    for app_id, group in groupby(rows, key=itemgetter(0)):
        found = list(group)
        _, kind_word, publisher, popularity, name, other = found[0]
        names = (name,) if other is None else (name, *(row[5] for row in found))
        yield Searchable(AppId(app_id), names, publisher, popularity, kind_word == EntryKind.DOSSIER.value)


def with_store_id(connection: sqlite3.Connection, store_id: str, store: str | None) -> list[tuple[AppId, str, str]]:
    """Apps with this id in whatever case, or only those of one store (see `CatalogueStore.find_store_ids`)."""
    condition = "" if store is None else "and s.store = ?3"
    bound = (store_id, _MOST) if store is None else (store_id, _MOST, store)
    rows = connection.execute(_WITH_STORE_ID.format(condition=condition), bound)
    return [(AppId(app), found, written) for app, found, written in rows]
