"""Listings as rows of a catalogue's tables.

The same rows that `core.publishing.encode` makes of such an app, written down at once: there are hundreds of thousands.
A test holds the two together.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from core.catalogue.model import App, EntryKind, StoreId
from core.facts import Verified
from core.publishing.cells import date_cell, list_cell
from core.publishing.listings.model import Listing
from core.publishing.writing import TableRow

_NO = Verified.NO.value


def as_app(listing: Listing) -> App:
    """A listing as the catalogue holds it: nothing of it was verified by anybody."""
    return App(
        id=listing.id,
        name=listing.name,
        kind=EntryKind.LISTING,
        company=None,
        company_verified=Verified.NO,
        platforms=listing.platforms,
        category=listing.category,
        other_names=tuple(listed.name for listed in listing.names),
        store_ids=tuple(StoreId(place.store, place.id, Verified.NO) for place in listing.places if place.id),
        publisher=listing.publisher,
        popularity=listing.popularity,
        sources=listing.sources,
    )


def listing_rows(listing: Listing) -> Iterator[TableRow]:
    """The rows of a listing, with the names of their tables; values in the order of the columns."""
    app = listing.id
    platforms, sources = _list(listing.platforms), _list(listing.sources)
    first = (app, listing.name, EntryKind.LISTING.value, None, _NO, platforms, listing.category, "[]")
    last = (listing.publisher, "", None, listing.popularity, _NO, "", sources, "")
    yield "app", (*first, *last)
    for ordinal, (other, _) in enumerate(listing.names):
        dates = (date_cell(other.since), date_cell(other.until), other.locale, date_cell(other.seen))
        yield "app_name", (app, ordinal, other.name, other.kind.value, *dates)
    for ordinal, place in enumerate(place for place in listing.places if place.id):
        yield "store_id", (app, ordinal, place.store, place.id, _NO)


@lru_cache(maxsize=4096)
def _list(values: tuple[str, ...]) -> str:
    return list_cell(values)
