"""Real names to measure with.

The lists are no part of the project. They are two files, packed with Zstandard:

- `apps.tsv.zst`: a list of apps as `catalogue import` takes it (docs/formats/listings.md), read by the same code. Apps
  of which only the id is known are left out.
- `registry-names.tsv.zst`: registry, name, version. Names of software libraries: not apps, but real names, a million.
"""

from __future__ import annotations

import io
import json
import os
import random
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import chain
from operator import attrgetter
from pathlib import Path

from core.catalogue.model import Searchable
from core.errors import Silent
from core.facts import AppId
from core.publishing.listings.grouping import group
from core.publishing.listings.model import Listing, Row
from core.publishing.listings.rows import Tally
from core.publishing.listings.rows import read_rows as rows_of_list
from core.publishing.listings.zstandard import zstd

VARIABLE = "APPVETT_LISTS"
"""Environment variable: the folder with the lists."""
APPS, LIBRARIES = "apps.tsv.zst", "registry-names.tsv.zst"


@dataclass(frozen=True, slots=True)
class Listed:
    """A list, read."""

    rows: int
    """In the file."""
    ids: int
    """Different ids in a store that have a name."""
    apps: tuple[Searchable, ...]
    """Named apps, each once, in the order in which an index takes them."""

    @property
    def names(self) -> int:
        """How many names they have together."""
        return sum(len(app.names) for app in self.apps)


def folder_of_lists(given: str | None) -> Path | None:
    """The folder with the lists, as told on the command line or by the environment variable; None: not told."""
    told = given or os.environ.get(VARIABLE, "")
    return Path(told) if told else None


def read_apps(path: Path) -> Listed:
    """The list of apps; several rows may mean one app, in one store or in several."""
    tally, named = Tally(), set[tuple[str, str]]()

    def seen(row: Row) -> Row:
        if row.name:
            named.add((row.store, row.id))
        return row

    listings = group(map(seen, rows_of_list(path, tally, Silent())), Silent()).listings
    apps = (_searchable(listing) for listing in listings if listing.title is not None)
    return Listed(tally.read, len(named), _in_order(apps))


def read_libraries(path: Path) -> Listed:
    """The list of libraries, as apps of which only the name is known."""
    with zstd.open(path, "rb") as packed, io.TextIOWrapper(packed, encoding="utf-8", newline="\n") as lines:
        next(lines)
        keys = [":".join(line.split("\t", 2)[:2]) for line in lines]
    apps = (Searchable(AppId(key), (key.partition(":")[2],), "", 0, is_dossier=False) for key in dict.fromkeys(keys))
    found = _in_order(apps)
    return Listed(len(keys), len(found), found)


def recombined(listed: Listed, count: int, seed: int) -> Listed:
    """As many apps as wanted: those listed, then new names put together from two halves of theirs."""
    chance = random.Random(seed)  # noqa: S311 - not for secrets: the same names in every run
    halves = [app.names[0] for app in listed.apps]
    names = (_joined(chance.choice(halves), chance.choice(halves)) for _ in range(count - len(halves)))
    new = (Searchable(AppId(f"made:{n:07}"), (name,), "", 0, is_dossier=False) for n, name in enumerate(names))
    return Listed(listed.rows, listed.ids, _in_order(chain(listed.apps[:count], new)))


def write_rows(apps: Iterable[Searchable], path: Path) -> None:
    """Write apps into a file from which `read_rows` streams them."""
    with path.open("w", encoding="utf-8") as file:
        for app in apps:
            row = (app.app, app.names, app.publisher, app.popularity, app.is_dossier)
            file.write(json.dumps(row, ensure_ascii=False) + "\n")


def read_rows(path: Path) -> Iterator[Searchable]:
    """The apps in a file of `write_rows`, one by one."""
    with path.open(encoding="utf-8") as file:
        for line in file:
            app_id, names, publisher, bucket, is_dossier = json.loads(line)
            yield Searchable(AppId(app_id), tuple(names), publisher, bucket, is_dossier)


def _searchable(listing: Listing) -> Searchable:
    names = (listing.name, *(other.name.name for other in listing.names))
    return Searchable(listing.id, names, listing.publisher, listing.popularity, is_dossier=False)


def _joined(first: str, second: str) -> str:
    return first[: (len(first) + 1) // 2] + second[len(second) // 2 :]


def _in_order(apps: Iterable[Searchable]) -> tuple[Searchable, ...]:
    found = sorted(apps, key=lambda app: (app.names[0], app.app))
    found.sort(key=attrgetter("popularity"), reverse=True)
    return tuple(found)
