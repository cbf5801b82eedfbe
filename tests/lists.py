"""Lists of apps for tests: a line has only what the test is about, and a list every trap at once.

Example:
    path = write_list(tmp_path / "list.tsv", line(store_id="org.example.notes", name="Notes"))
"""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from core.catalogue.current import activate
from core.catalogue.store import CatalogueStore
from core.errors import Silent
from core.publishing.listings.grouping import Grouped, group
from core.publishing.listings.importing import ImportResult, import_listings
from core.publishing.listings.model import Listing, Row
from core.publishing.listings.rows import COLUMNS, Tally, read_rows
from core.publishing.listings.zstandard import zstd
from tests.once import made_once

HEADER = "\t".join(COLUMNS)
"""The first line of a list."""


def line(**values: str) -> str:
    """A line about an app of Google Play from a list of 2021, unless it says otherwise."""
    usual = {"platform": "android", "store": "google-play", "source": "crawl-2021"}
    unknown = values.keys() - set(COLUMNS)
    assert not unknown, unknown
    return "\t".join((usual | values).get(column, "") for column in COLUMNS)


def write_list(path: Path, *lines: str | bytes) -> Path:
    """Write a list, packed where its name says so."""
    parts = [part if isinstance(part, bytes) else part.encode() for part in (HEADER, *lines)]
    content = b"\n".join(parts) + b"\n"
    path.write_bytes(zstd.compress(content) if path.suffix == ".zst" else content)
    return path


def rows_of(folder: Path, *lines: str | bytes) -> tuple[list[Row], Tally]:
    """The rows of a list with these lines, and what became of them."""
    tally = Tally()
    rows = list(read_rows(write_list(folder / "rows.tsv", *lines), tally, Silent()))
    return rows, tally


def grouped(folder: Path, *lines: str) -> Grouped:
    """What is made of a list with these lines; all of them must be good."""
    rows, tally = rows_of(folder, *lines)
    assert tally.refused == {}
    return group(rows, Silent())


def listings(folder: Path, *lines: str) -> dict[str, Listing]:
    """The listings of a list with these lines, by id."""
    return {listing.id: listing for listing in grouped(folder, *lines).listings}


def imported(folder: Path, *lines: str | bytes) -> ImportResult:
    """Import a list with these lines into the catalogue in use in a data folder."""
    path = write_list(folder / "imported.tsv", *lines)
    file = next(folder.glob("catalogue-*.sqlite"))
    with CatalogueStore.open(file) as store:
        return import_listings(path, store, folder, Silent())


def table_of(path: Path, table: str) -> list[tuple[object, ...]]:
    """All rows of a table of a catalogue file, sorted."""
    with closing(sqlite3.connect(f"file:{path}?mode=ro", uri=True)) as connection:
        return sorted(connection.execute(f'select * from "{table}"'), key=repr)  # noqa: S608 - a name of ours


TRAPS = (
    line(store_id="org.telegram.messenger", name="Telegram", developer="Telegram FZ-LLC", installs="500,000,000+"),
    line(store="launcher-icon-list", store_id="org.telegram.messenger", name="Momogram", source="icons-2026"),
    line(store="f-droid", store_id="org.telegram.messenger", name="Telegram FOSS", source="builds-2026-08"),
    line(
        platform="ios",
        store="app-store",
        store_id="835599320",
        name="musical.ly - your video social network",
        rating_count="105429",
        source="crawl-2017",
    ),
    line(store_id="com.example.Notes", name="Example Notes", developer="Example", category="Social", installs="100+"),
    line(store_id="com.example.Notes", name="Old Notes", source="crawl-2019"),
    line(platform="ios", store="app-store", store_id="123456789", name="Example Notes", developer="Example"),
    line(platform="ios", store="app-store", store_id="123456789", name="Notater", locale="nb", source="shops-2025-07"),
    line(platform="ios", store="app-store", store_id="com.example.bare"),
    line(name="Name Alone", category="drone", installs="1,000+"),
    line(name="Telegram", installs="5,000,000,000+"),
    line(platform="any", store="cpe", store_id="cpe:2.3:a:example:notes", name="notes", developer="example"),
    line(platform="linux", store="debian", store_id="notes-dev", name="notes-dev", category="video"),
    line(store="preinstalled-list", store_id="com.example.hidden", source="phones-2026"),
)
"""Every kind of line at once."""


@pytest.fixture(scope="session")
def listed_data(real_catalogue: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder with the real catalogue and the listings of `TRAPS`. Not to be changed: copy it first."""

    def make(folder: Path) -> None:
        activate(real_catalogue, folder)
        imported(folder, *TRAPS)

    return made_once(tmp_path_factory, "traps", make)


@pytest.fixture(scope="session")
def listed(listed_data: Path) -> Path:
    """The catalogue file of `listed_data`."""
    return next(listed_data.glob("catalogue-2-*.sqlite"))
