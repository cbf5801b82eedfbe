"""Single lines of the normalised form, read strictly: whatever is not as `form` writes it is told."""

from __future__ import annotations

import json
import re
from functools import lru_cache
from sys import intern

from core.catalogue.model import NameKind, OtherName
from core.facts import AppId, PartialDate
from core.publishing.listings.model import BY_NAME, ListedId, ListedName, Listing, listing_id
from core.publishing.listings.naming import MOST_NAMES
from core.publishing.listings.rows import MOST_CHARACTERS
from core.publishing.listings.stores import rank
from core.publishing.listings.values import HIGHEST
from core.situation import Platform

FORM = "appvett-listings-1"
"""Heads the first column, and so tells the file from others."""
COLUMNS = (FORM, "publisher", "category", "places", "names", "sources")
"""The columns, in order."""
LONGEST_LINE = 1024 * 1024
"""Bytes of a line."""

_LONGEST_TEXT = MOST_CHARACTERS + 64
"""Characters of a value; an id has its store before it."""
_MOST_PLACES = 64
_MOST_SOURCES = 40
_STORE = re.compile(r"[a-z0-9][a-z0-9-]{0,39}")
_BAD = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029]")
_KINDS = {kind.value: kind for kind in (NameKind.LOCAL, NameKind.FORMER, NameKind.OTHER)}
_PLATFORMS: dict[object, Platform | None] = {platform.value: platform for platform in Platform} | {"": None}


class Wrong(Exception):
    """A line that is not as it should be."""

    def __init__(self, column: str, what: str) -> None:
        super().__init__(what)
        self.column, self.what = column, what


def check_header(content: bytes | None) -> None:
    """Check the first line.

    Raises:
        Wrong: it is no header of this form.
    """
    if content is None or content.decode("utf-8", "replace").split("\t") != [*COLUMNS]:
        raise Wrong("", f"is no file of this form: its first line has to be {', '.join(COLUMNS)}, with tabs between")


def listing_of(content: bytes | None) -> Listing:
    """The listing of a line.

    Raises:
        Wrong: it is not as this form has it.
    """
    if content is None:
        raise Wrong("", f"is longer than {LONGEST_LINE} bytes")
    try:
        values = content.decode().split("\t")
    except UnicodeDecodeError as error:
        raise Wrong("", "is not UTF-8") from error
    if len(values) != len(COLUMNS):
        raise Wrong("", f"has {len(values)} columns instead of {len(COLUMNS)}")
    names_of_columns = ("id", "publisher", "category")
    found_id, publisher, category = (_text(values[number], name) for number, name in enumerate(names_of_columns))
    places = tuple(_place(part) for part in _parts(values[3], "places", _MOST_PLACES))
    names = tuple(_name(part) for part in _parts(values[4], "names", MOST_NAMES + 1))
    sources = tuple(_text(part, "sources") for part in _parts(values[5], "sources", _MOST_SOURCES))
    _check_places(found_id, places)
    if not sources or any(not source for source in sources) or list(sources) != sorted(set(sources)):
        raise Wrong("sources", "has to hold labels, sorted, each once")
    if not names and not places[0].id:
        raise Wrong("names", "has to hold a name where no id is known")
    return Listing(AppId(found_id), names[0] if names else None, names[1:], publisher, category, places, sources)


def _check_places(found_id: str, places: tuple[ListedId, ...]) -> None:
    if not places:
        raise Wrong("places", "has to hold a place")
    order = [(rank(place.store), place.id) for place in places]
    if order != sorted(set(order)):
        raise Wrong("places", "has to hold places in the order of stores, each once")
    first = places[0]
    if any(not place.id for place in places) and len(places) > 1:
        raise Wrong("places", "has a place without an id beside others")
    if first.id and found_id != listing_id(first.store, first.id):
        raise Wrong("id", "has to be made from the first place")
    if not first.id and not (found_id.startswith(f"{first.store}:{BY_NAME}") and len(found_id) > len(first.store) + 2):
        raise Wrong("id", f"has to be made from store and name where no id is known: {first.store}:{BY_NAME}name")


def _parts(text: str, column: str, most: int) -> list[object]:
    """The items of a JSON list."""
    try:
        found = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise Wrong(column, "is no JSON") from error
    if not isinstance(found, list) or len(found) > most:
        raise Wrong(column, f"has to be a list of at most {most}")
    return found


def _place(part: object) -> ListedId:
    match part:
        case [str(store), str(store_id), str(platform), int(popularity)] if not isinstance(popularity, bool):
            if not _STORE.fullmatch(store) or store_id.startswith(BY_NAME) or platform not in _PLATFORMS:
                raise Wrong("places", "has a store, an id or a platform that cannot be")
            if not 0 <= popularity <= HIGHEST:
                raise Wrong("places", f"has a popularity that is not 0 to {HIGHEST}")
            return ListedId(intern(store), _text(store_id, "places"), _PLATFORMS[platform], popularity)
    raise Wrong("places", "has to hold lists of store, id, platform and popularity")


def _name(part: object) -> ListedName:
    match part:
        case [str(name), str(kind), str(locale), str(seen), str(store)] if kind in _KINDS and _STORE.fullmatch(store):
            if not name:
                raise Wrong("names", "has an empty name")
            other = OtherName(
                name=_text(name, "names"),
                kind=_KINDS[kind],
                locale=intern(_text(locale, "names")),
                seen=_date(seen) if seen else None,
            )
            return ListedName(other, intern(store))
    raise Wrong("names", "has to hold lists of name, kind, locale, date and store")


@lru_cache
def _date(text: str) -> PartialDate:
    try:
        return PartialDate.parse(text)
    except ValueError as error:
        raise Wrong("names", "has a date that is no YYYY, YYYY-MM or YYYY-MM-DD") from error


def _text(value: object, column: str) -> str:
    if not isinstance(value, str):
        raise Wrong(column, "holds something that is no text")
    if len(value) > _LONGEST_TEXT or _BAD.search(value) or not _is_whole(value):
        raise Wrong(column, f"is longer than {_LONGEST_TEXT} characters, or holds control characters")
    return value


def _is_whole(value: str) -> bool:
    """Whether it holds no half of a sign pair, as JSON can write."""
    try:
        value.encode()
    except UnicodeEncodeError:
        return False
    return True
