"""Rows of listings are those that any app is written with."""

from pathlib import Path

from core.catalogue.schema import BY_NAME
from core.publishing.encode import app_rows
from core.publishing.listings.cells import as_app, listing_rows
from tests.lists import TRAPS, grouped, line


def test_a_listing_is_written_like_any_app(tmp_path: Path) -> None:
    more = [line(store_id=f"a.b.c{n}", name=f"Name {n}", locale=locale) for n in range(3) for locale in ("", "nb")]
    for listing in grouped(tmp_path, *TRAPS, *more).listings:
        rows = list(listing_rows(listing))
        assert rows == list(app_rows(as_app(listing)))
        assert all(len(cells) == len(BY_NAME[table].columns) for table, cells in rows)
