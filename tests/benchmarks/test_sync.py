"""What deltas are measured against: the floor, text, and releases that differ as releases do."""

from pathlib import Path

import pytest

from benchmarks._floor import _bare, _lines, as_text, changes, floor
from benchmarks._releases import Facts, changed
from core.catalogue.model import NameKind, OtherName
from core.errors import Silent
from core.publishing.build import load_content
from core.publishing.listings.model import ListedId, ListedName, Listing, listing_id
from tests.core.releases.deltas import write

OLD = [("chat", 0, "x", "x", "Chat"), ("maps", 1, "x", "x", "Find the way"), ("notes", 2, "x", "x", "Take notes")]
NEW = [("chat", 0, "x", "x", "Chat"), ("mail", 1, "x", "y", "Write"), ("notes", 3, "x", "x", "Write notes")]


@pytest.fixture
def pair(blank: Path, tmp_path: Path) -> tuple[Path, Path]:
    old, new = write(blank, tmp_path / "old", {"task": OLD}), write(blank, tmp_path / "new", {"task": NEW}, 2)
    return old, new


def test_the_floor_is_what_differs_and_nothing_else(pair: tuple[Path, Path]) -> None:
    found = changes(*pair)
    bare = b"".join(part for change in found for part in _bare(change))
    version, gone, cells = b"\x032\x00", b"\x01", b"\x023\x00" + b"\x02Write notes\x00"
    assert bare == version + gone + cells + b"\x01" + b"mail\x001\x00x\x00y\x00Write\x00"
    assert 0 < floor(found) < as_text(found)


def test_text_tells_the_same(pair: tuple[Path, Path]) -> None:
    assert [line for change in changes(*pair) for line in _lines(change)] == [
        ["update", "meta", ("version",), {"value": "2"}],
        ["delete", "task", ("maps",)],
        ["update", "task", ("notes",), {"ordinal": 3, "label_en": "Write notes"}],
        ["insert", "task", NEW[1]],
    ]


def test_nothing_differs_from_itself(pair: tuple[Path, Path]) -> None:
    old, _ = pair
    assert all(not (change.gone or change.changed or change.new) for change in changes(old, old))
    assert [part for change in changes(old, old) for part in _bare(change) if part] == []


def a_listing(number: int) -> Listing:
    name = ListedName(OtherName(f"App {number}", NameKind.OTHER), "google-play")
    place = ListedId("google-play", f"org.example.a{number:04}", None, 5 + number % 9)
    maker = f"Maker {number % 30} Inc."
    return Listing(listing_id(place.store, place.id), name, (), maker, "", (place,), ("list-2021",))


def test_a_share_of_the_listings_changes(pristine: Path) -> None:
    listings = tuple(a_listing(number) for number in range(1000))
    facts = Facts(load_content(pristine, Silent()), listings[:900])
    after = changed(facts, listings[900:], 0.1)
    assert after == changed(facts, listings[900:], 0.1) != changed(facts, listings[900:], 0.05)
    old, new = ({listing.id: listing for listing in some} for some in (facts.listings, after.listings))
    both = [(old[app], new[app]) for app in old.keys() & new.keys()]
    assert (len(old.keys() - new.keys()), len(new.keys() - old.keys())) == (9, 14)
    assert sum(a.popularity != b.popularity for a, b in both) == 36
    assert sum(a.publisher != b.publisher for a, b in both) in (13, 14)  # one may be sold to itself
    assert sum(a.name != b.name for a, b in both) == sum(a.sources != b.sources for a, b in both) == 9
    assert after.content.version == facts.content.version + 1
    assert after.content.companies != facts.content.companies
