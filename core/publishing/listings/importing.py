"""Brings a list of apps into the catalogue in use, or into the normalised form.

The new catalogue is written beside the old one and put to use only when all of it stands: a list that fails or is
stopped leaves everything as it was. Dossiers stay as they are, save for what `beside` adds. Listings of an earlier
import stay, too: one with the same id is replaced, and a place that the new list has is taken from an older listing,
which goes when it has no other.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from core.catalogue.current import activate, refuse_built, remove_others
from core.catalogue.model import EntryKind
from core.catalogue.progress import Part, counted
from core.catalogue.schema import DIGEST_KEY, TABLES
from core.catalogue.store import CatalogueStore
from core.errors import AppvettError, Reporter
from core.publishing.encode import app_rows
from core.publishing.listings.beside import Beside
from core.publishing.listings.cells import listing_rows
from core.publishing.listings.form import FILE, write_form
from core.publishing.listings.grouping import Grouped, group
from core.publishing.listings.model import Listing
from core.publishing.listings.rows import Tally, read_rows
from core.publishing.writing import TableRow, filling, flush, half_made, put_in_place, write_catalogue

_READ, _GROUPED, _WRITTEN, _VERIFIED = 15, 30, 70, 85
"""How far the work has come, of 100, after each of its parts; the search index is the last."""
_OF_APPS = ("app", "app_name", "app_task", "store_id")
"""The tables in which listings have rows."""


@dataclass(slots=True)
class Counts:
    """What became of the listings."""

    made: int = 0
    """Listings that stand in the new catalogue, or in the file, because of this list."""
    replaced: int = 0
    """How many of them have taken the place of an older one with the same id."""
    kept: int = 0
    """Older listings that are still there."""
    merged_rows: int = 0
    """Lines that told of an app with a dossier."""
    merged_apps: int = 0
    """Dossiers that they told of."""
    names_dropped: int = 0
    """Other names beyond the most that an app has."""


@dataclass(frozen=True, slots=True)
class ImportResult:
    """What an import did."""

    tally: Tally
    """What became of the lines."""
    counts: Counts
    """What became of the listings."""
    path: Path | None = None
    """The catalogue in use, or the file of the normalised form; None: nothing was taken, and nothing written."""
    version: int | None = None
    """Version of the new catalogue; None: none was made."""
    digest: str | None = None
    """Its digest, `sha256:` and 64 hex digits."""
    apps: int | None = None
    """How many apps it holds."""
    is_searchable: bool = False
    """Whether the search index of the new catalogue stands; else it is built when it is needed."""

    @property
    def joined(self) -> int:
        """Lines that were joined to a listing with others."""
        return self.tally.taken - self.counts.merged_rows - self.counts.made


def write_listings(path: Path, out: Path, reporter: Reporter) -> ImportResult:
    """Write a list in the normalised form, as `listings.tsv.zst` in the folder `out`.

    Args:
        path: The list.
        out: The folder; made where there is none. A file of that name in it is replaced.
        reporter: Told how far the work has come, of 100.

    Raises:
        FileUnreadable: the list cannot be read, or the folder cannot be written.
        Cancelled: the reporter asked to stop; nothing was changed.
    """
    tally = Tally()
    grouped = _grouped(path, tally, reporter)
    counts = Counts(made=len(grouped.listings), names_dropped=grouped.names_dropped)
    if not grouped.listings:
        return ImportResult(tally, counts)
    target = out / FILE
    with half_made(target) as temporary:
        out.mkdir(parents=True, exist_ok=True)
        write_form(grouped.listings, temporary, len(grouped.listings), Part(reporter, _GROUPED, 100))
        put_in_place(temporary, target)
    return ImportResult(tally, counts, target)


def import_listings(
    path: Path, store: CatalogueStore, folder: Path, reporter: Reporter, *, with_index: bool = True
) -> ImportResult:
    """Bring a list into the catalogue in use.

    Args:
        path: The list.
        store: The catalogue in use, open.
        folder: The data folder.
        reporter: Told how far the work has come, of 100.
        with_index: Whether the search index is built at once; else it is built when it is needed.

    Raises:
        FileUnreadable: the list cannot be read, or the new catalogue cannot be written.
        CatalogueError: the catalogue in use cannot be read.
        FollowsPublisher: a publisher signed the catalogue in use.
        ProfileError: the data folder cannot be written.
        Cancelled: the reporter asked to stop; nothing was changed.
    """
    refuse_built(folder)
    tally = Tally()
    grouped = _grouped(path, tally, reporter)
    if not grouped.listings:
        return ImportResult(tally, Counts())
    work = _Work(store, grouped)
    with suppress(OSError):
        folder.mkdir(parents=True, exist_ok=True)
    part = Part(reporter, _GROUPED, _WRITTEN)
    with half_made(folder) as temporary:
        digest = write_catalogue(temporary, work.rows(filling(part)), part)
        with CatalogueStore.open(temporary, verify=False) as made:
            apps = made.info().apps
        flush(temporary)
        target = activate(temporary, folder, Part(reporter, _WRITTEN, _VERIFIED), moves=True)
    remove_others(folder)
    is_searchable = with_index and _made_searchable(target, folder, Part(reporter, _VERIFIED, 100))
    return ImportResult(tally, work.counts, target, work.version, digest, apps, is_searchable)


def _grouped(path: Path, tally: Tally, reporter: Reporter) -> Grouped:
    rows = read_rows(path, tally, Part(reporter, 0, _READ))
    return group(rows, Part(reporter, _READ, _GROUPED))


def _made_searchable(path: Path, folder: Path, reporter: Reporter) -> bool:
    """Build the search index. The catalogue is in use already, so nothing is lost where that fails or is stopped."""
    from core.catalogue.search_file import build

    try:
        with CatalogueStore.open(path, verify=False) as store:
            build(store, folder, reporter)
    except (AppvettError, KeyboardInterrupt):
        return False
    return True


@dataclass(slots=True)
class _Work:
    """One import: the catalogue in use, and what goes into the next one."""

    store: CatalogueStore
    grouped: Grouped
    counts: Counts = field(default_factory=Counts)

    @property
    def version(self) -> int:
        """The next one."""
        return self.store.info().version + 1

    def rows(self, reporter: Reporter) -> Iterator[TableRow]:
        """All rows of the next catalogue: new listings, older ones, and then what they add to."""
        beside = Beside(self.store.dossiers())
        listings, total = self.grouped.listings, len(self.grouped.listings)
        new = [rest for listing in counted(listings, Part(reporter, 0, 20), 0, total) if (rest := beside.rest(listing))]
        self._count(new, beside)
        for listing in counted(new, Part(reporter, 20, 80), 0, len(new)):
            yield from listing_rows(listing)
        yield from self._kept(new, reporter)
        for app in beside.dossiers():
            yield from app_rows(app)
        yield from self._others()

    def _count(self, new: list[Listing], beside: Beside) -> None:
        counts = self.counts
        counts.made, counts.names_dropped = len(new), self.grouped.names_dropped
        counts.merged_apps = len(beside.additions)
        counts.merged_rows = sum(addition.rows for addition in beside.additions.values())

    def _kept(self, new: Iterable[Listing], reporter: Reporter) -> Iterator[TableRow]:
        """Rows of older listings that the new ones leave."""
        total = self.store.info().listings
        if not total:
            return
        taken = {listing.id for listing in new}
        places = {(place.store, place.id) for listing in new for place in listing.places}
        gone = taken | self._emptied(places)
        for app, *_ in self.store.tuples("app", EntryKind.LISTING):
            self.counts.replaced += app in taken
            self.counts.kept += app not in gone
        for table in _OF_APPS:
            rows = self.store.tuples(table, EntryKind.LISTING)
            for cells in counted(rows, Part(reporter, 80, 100), 0, 0):
                if cells[0] not in gone and (table != "store_id" or (cells[2], cells[3]) not in places):
                    yield table, cells

    def _emptied(self, places: set[tuple[str, str]]) -> set[object]:
        """Older listings all of whose places are taken."""
        emptied: set[object] = set()
        left: set[object] = set()
        for app, _, store, store_id, _ in self.store.tuples("store_id", EntryKind.LISTING):
            (emptied if (store, store_id) in places else left).add(app)
        return emptied - left

    def _others(self) -> Iterator[TableRow]:
        """Everything that no app is part of, with the next version; it is as old as the facts that it carries on."""
        about = {"version": str(self.version)}
        for key, value in self.store.meta().items():
            if key != DIGEST_KEY:
                yield "meta", (key, about.get(key, value))
        for table in TABLES:
            if table.name not in (*_OF_APPS, "meta"):
                yield from ((table.name, cells) for cells in self.store.tuples(table.name))
