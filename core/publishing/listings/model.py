"""Lines of a list, and the listings that are made from them."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

from core.catalogue.model import OtherName
from core.facts import AppId
from core.situation import Platform


class Row(NamedTuple):
    """One line of a list, checked. There are hundreds of thousands, so it is a tuple."""

    platform: Platform | None
    """None: the list does not tell."""
    store: str
    """The store or list whose id `id` is."""
    id: str
    """Empty: the list gives none."""
    name: str
    """Empty: only the id is known."""
    locale: str
    """Language or storefront of the name; empty: none is told."""
    developer: str
    category: str
    """The store's own word."""
    installs: int | None
    ratings: int | None
    """How many people rated it."""
    updated: str
    """When the app was last changed, ISO 8601; empty: not told."""
    source: str
    """Label of the list that the line comes from."""
    seen: str
    """When that list was made, as exact as its label says: YYYY, YYYY-MM or YYYY-MM-DD; empty: not told."""


class Reason(StrEnum):
    """Why a line was refused."""

    TOO_LONG = "too-long"
    ENCODING = "encoding"
    COLUMNS = "columns"
    CONTROL = "control-character"
    VALUE_TOO_LONG = "value-too-long"
    PLATFORM = "platform"
    STORE = "store"
    SOURCE = "source"
    ID = "id"
    NOTHING_KNOWN = "no-id-and-no-name"
    DUPLICATE = "duplicate"
    CUT = "cut"
    """The file ends here although it should go on."""


class Refusal(NamedTuple):
    """A line that was refused."""

    reason: Reason
    line: int
    """Counted from 1; the header is line 1."""


class ListedId(NamedTuple):
    """An app's place in one store."""

    store: str
    id: str
    """Empty: the store has it, but under which id is not known."""
    platform: Platform | None
    popularity: int
    """0 to 31, from this store's figures."""
    rows: int = 0
    """How many lines told of it; 0 where that is not known."""


class ListedName(NamedTuple):
    """What a store calls an app."""

    name: OtherName
    store: str


@dataclass(frozen=True, slots=True)
class Listing:
    """An app that is only listed."""

    id: AppId
    """`<store>:<store id>` of its first place, or `<store>:~<folded name>` where no id is known."""
    title: ListedName | None
    """Its name; None: only its id is known."""
    names: tuple[ListedName, ...]
    """Further names, the most useful first; none without a title."""
    publisher: str
    category: str
    """`<store>:<the store's own word>`, so that it is never taken for one of our categories; may be empty."""
    places: tuple[ListedId, ...]
    """Where it is listed, the most trusted first; never empty."""
    sources: tuple[str, ...]
    """Labels of the lists that tell of it, sorted."""

    @property
    def name(self) -> str:
        """Its title, or the id of its first place."""
        return self.title.name.name if self.title is not None else self.places[0].id

    @property
    def platforms(self) -> tuple[Platform, ...]:
        """In the usual order; empty where no list tells."""
        known = {place.platform for place in self.places}
        return tuple(platform for platform in Platform if platform in known)

    @property
    def popularity(self) -> int:
        """The highest of its places."""
        return max(place.popularity for place in self.places)


def listing_id(store: str, store_id: str) -> AppId:
    """The id of the listing whose first place is this."""
    return AppId(f"{store}:{store_id}")


def nameless_id(store: str, folded: str) -> AppId:
    """The id of a listing that a store knows only by a name, from the folded name."""
    return AppId(f"{store}:{BY_NAME}{folded}")


BY_NAME = "~"
"""Stands before the folded name in the id of a listing whose store id is not known. No store id begins so."""
