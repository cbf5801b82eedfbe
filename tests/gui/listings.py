"""Catalogues with apps that are only listed, beside the real ones, for tests of the window."""

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from core.catalogue import search_file
from core.catalogue.current import activate
from core.catalogue.model import App, EntryKind
from core.catalogue.schema import DIGEST_KEY, TABLES
from core.catalogue.store import CatalogueStore
from core.errors import Silent
from core.facts import AppId, Verified
from core.publishing.encode import app_rows
from core.publishing.writing import TableRow, write_catalogue
from core.situation import Platform


def a_listing(name: str, **changes: Any) -> App:
    """An Android app of which nothing but its name is known."""
    made = {"id": f"x-{name.lower()}", "platforms": (Platform.ANDROID,), **changes}
    return App(AppId(made.pop("id")), name, EntryKind.LISTING, None, Verified.NO, made.pop("platforms"), **made)


def put_to_use(real: Path, listings: Iterable[App], folder: Path) -> Path:
    """Put the real catalogue with these apps beside its own to use in a data folder."""
    path = folder / "made.sqlite"
    folder.mkdir(parents=True, exist_ok=True)
    with CatalogueStore.open(real, verify=False) as store:
        write_catalogue(path, _rows(store, listings), Silent())
    used = activate(path, folder)
    path.unlink()
    return used


def build_index(catalogue: Path) -> None:
    """Build the search index of a catalogue in use beside it."""
    with CatalogueStore.open(catalogue, verify=False) as store:
        search_file.build(store, catalogue.parent, Silent())


def _rows(store: CatalogueStore, listings: Iterable[App]) -> Iterator[TableRow]:
    for table in TABLES:
        for row in store.rows(table.name):
            if (table.name, row.get("key")) != ("meta", DIGEST_KEY):
                yield table.name, tuple(row.values())
    for app in listings:
        yield from app_rows(app)
