"""Catalogues with listings that tests choose, as many as they like."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from pathlib import Path

from core.catalogue.schema import DIGEST_KEY, TABLES
from core.catalogue.store import CatalogueStore
from core.errors import Silent
from core.publishing.writing import TableRow, write_catalogue

LISTING = "zz-listing-"
"""How the ids of the listings begin; their number follows."""


def listing_rows(
    count: int,
    *,
    popularity: Mapping[int, int] | None = None,
    seen: Mapping[int, str] | None = None,
    name: Mapping[int, str] | None = None,
    but: Collection[int] = (),
) -> Iterator[TableRow]:
    """The rows of some listings, each with another name and an id in a store; told by number what is unusual."""
    popularity, seen, name = popularity or {}, seen or {}, name or {}
    for number in (number for number in range(count) if number not in but):
        app, shown = f"{LISTING}{number}", name.get(number, f"Listing {number}")
        use = popularity.get(number, number % 10)
        yield (
            "app",
            (
                *(app, shown, "listing", None, "no", '["android"]', "tools", "[]", "Publisher", "", None, use),
                *("no", "", '["list-2021"]', ""),
            ),
        )
        yield "app_name", (app, 0, f"Other {number}", "local", None, None, "nb", seen.get(number, "2021-01"))
        yield "store_id", (app, 0, "google-play", f"com.example.l{number}", "no")


def with_listings(base: Path, target: Path, listings: Iterator[TableRow]) -> Path:
    """Write a catalogue with all that `base` holds and these listings."""

    def rows() -> Iterator[TableRow]:
        with CatalogueStore.open(base, verify=False) as store:
            for table in TABLES:
                for row in store.tuples(table.name):
                    if not (table.name == "meta" and row[0] == DIGEST_KEY):
                        yield table.name, row
        yield from listings

    write_catalogue(target, rows(), Silent())
    return target
