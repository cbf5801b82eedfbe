"""Which lines mean the same app."""

import random
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.errors import Cancelled, Silent
from core.publishing.listings.grouping import group
from core.publishing.listings.model import ListedId
from core.situation import Platform
from tests.lists import TRAPS, grouped, line, listings, rows_of


def test_lines_of_one_id_are_one_app(tmp_path: Path) -> None:
    found = listings(
        tmp_path,
        line(store_id="a.b.c", name="One", developer="Old Maker", category="Tools", installs="1,000+", source="a-2019"),
        line(store_id="a.b.c", name="One", installs="100,000+", developer="Maker", source="b-2021"),
        line(store_id="a.b.d", name="One", developer="Maker"),
    )
    one = found.pop("google-play:a.b.c")
    assert (one.publisher, one.category, one.popularity) == ("Maker", "google-play:Tools", 17)
    assert one.places == (ListedId("google-play", "a.b.c", Platform.ANDROID, 17, 2),)
    assert one.sources == ("a-2019", "b-2021")
    assert list(found) == ["google-play:a.b.d"]


def test_ids_differ_by_case(tmp_path: Path) -> None:
    assert len(listings(tmp_path, line(store_id="a.b.C"), line(store_id="a.b.c"))) == 2


def test_installs_go_before_ratings(tmp_path: Path) -> None:
    found = listings(
        tmp_path,
        line(store_id="a", installs="10+", rating_count="5000"),
        line(platform="ios", store="app-store", store_id="1", rating_count="5000"),
    )
    assert {listing.id: listing.popularity for listing in found.values()} == {"google-play:a": 4, "app-store:1": 19}


def test_lists_that_use_a_stores_ids_speak_of_its_app(tmp_path: Path) -> None:
    found = listings(
        tmp_path,
        line(store="f-droid", store_id="org.example.free", name="Free"),
        line(store="gkd-list", store_id="org.example.free", name="Free!"),
        line(store_id="org.example.both", name="Both"),
        line(store="f-droid", store_id="org.example.both", name="Both FOSS"),
        line(store="preinstalled-list", store_id="org.example.both"),
        line(platform="ios", store="app-store", store_id="org.example.apple", name="Apple"),
        line(platform="ios", store="ipa-archive", store_id="org.example.apple", name="Apple 1.0", source="ipa-2025"),
    )
    assert {listing.id: [listed.name.name for listed in listing.names] for listing in found.values()} == {
        "apple-bundle:org.example.apple": ["Apple 1.0"],
        "f-droid:org.example.both": [],
        "f-droid:org.example.free": ["Free!"],
        "google-play:org.example.both": [],
    }
    both = found["google-play:org.example.both"]
    assert [place.store for place in both.places] == ["google-play"]


def test_lists_without_a_store_make_a_listing_together(tmp_path: Path) -> None:
    (listing,) = listings(
        tmp_path,
        line(store="gkd-list", store_id="com.example.system", name="System G"),
        line(store="preinstalled-list", store_id="com.example.system"),
        line(store="launcher-icon-list", store_id="com.example.system", name="System"),
    ).values()
    assert listing.id == "preinstalled-list:com.example.system"
    assert [place.store for place in listing.places] == ["preinstalled-list", "launcher-icon-list", "gkd-list"]


def test_an_offshoot_under_the_same_id_is_another_app(tmp_path: Path) -> None:
    found = listings(
        tmp_path,
        line(store_id="org.telegram.messenger", name="Telegram"),
        line(store="f-droid", store_id="org.telegram.messenger", name="Telegram FOSS"),
    )
    assert list(found) == ["f-droid:org.telegram.messenger", "google-play:org.telegram.messenger"]


def test_the_same_id_and_name_in_two_stores_is_one_app(tmp_path: Path) -> None:
    (listing,) = listings(
        tmp_path,
        line(store="f-droid", store_id="org.example.notes", name="NOTES"),
        line(store_id="org.example.notes", name="Notes"),
        line(platform="ios", store="ipa-archive", store_id="org.example.notes", name="nötes"),
    ).values()
    assert [place.store for place in listing.places] == ["google-play", "f-droid", "ipa-archive"]
    assert listing.platforms == (Platform.ANDROID, Platform.IOS)


@pytest.mark.parametrize("store_id", ["notes", "example.notes", "Mozilla.Firefox", "123456789"])
def test_an_id_that_others_may_have_by_chance_joins_nothing(store_id: str, tmp_path: Path) -> None:
    found = listings(
        tmp_path,
        line(platform="windows", store="winget", store_id=store_id, name="Notes"),
        line(platform="windows", store="scoop", store_id=store_id, name="Notes"),
    )
    assert len(found) == 2


def test_name_and_developer_join_platforms(tmp_path: Path) -> None:
    (listing,) = listings(
        tmp_path,
        line(platform="windows", store="winget", store_id="Example.Notes", name="Example Notes", developer="EXAMPLE"),
        line(store_id="org.example.notes", name="Example notes", developer="Example", installs="5+"),
        line(platform="ios", store="app-store", store_id="1", name="Exámple Notes", developer="example"),
    ).values()
    assert listing.id == "google-play:org.example.notes"
    assert [place.store for place in listing.places] == ["google-play", "app-store", "winget"]
    assert listing.platforms == (Platform.ANDROID, Platform.IOS, Platform.WINDOWS)


@pytest.mark.parametrize(
    "other",
    [
        line(platform="ios", store="app-store", store_id="1", name="Camera", developer="Other"),
        line(platform="ios", store="app-store", store_id="1", name="Camera"),
        line(platform="ios", store="app-store", store_id="1", name="Camera 2", developer="Maker"),
        line(platform="ios", store="app-store", store_id="1", developer="Maker"),
        line(store_id="a.b.d", name="Camera", developer="Maker"),
        line(platform="any", store="cpe", store_id="x", name="Camera", developer="Maker"),
    ],
    ids=["developer", "no developer", "name", "no name", "same platform", "no platform"],
)
def test_less_joins_nothing(other: str, tmp_path: Path) -> None:
    assert len(listings(tmp_path, line(store_id="a.b.c", name="Camera", developer="Maker"), other)) == 2


def test_two_alike_on_one_platform_keep_all_apart(tmp_path: Path) -> None:
    same = {"name": "Camera", "developer": "Maker"}
    found = listings(
        tmp_path,
        line(store_id="a.b.c", **same),
        line(store_id="a.b.d", **same),
        line(platform="ios", store="app-store", store_id="1", **same),
    )
    assert len(found) == 3


def test_a_line_without_an_id_adds_to_the_one_app_of_that_name(tmp_path: Path) -> None:
    found = grouped(
        tmp_path,
        line(store_id="a.b.c", name="One", installs="100+"),
        line(name="ONE", installs="1,000,000+", source="crawl-2018"),
        line(store_id="a.b.d", name="Two", installs="100+"),
        line(store_id="a.b.e", name="Two", installs="100+"),
        line(name="Two", installs="1,000,000+"),
        line(platform="ios", store="app-store", store_id="1", name="Three"),
        line(name="Three", installs="1,000+"),
        line(name="three", installs="10,000+"),
    )
    popularity = {str(listing.id): listing.popularity for listing in found.listings}
    assert popularity == {
        "app-store:1": 0,
        "google-play:a.b.c": 20,
        "google-play:a.b.d": 7,
        "google-play:a.b.e": 7,
        "google-play:~three": 14,
    }
    assert found.by_name == 2
    one = next(listing for listing in found.listings if listing.id == "google-play:a.b.c")
    assert one.sources == ("crawl-2018", "crawl-2021")


def test_a_listing_without_an_id_has_a_platform(tmp_path: Path) -> None:
    (listing,) = listings(tmp_path, line(name="Name Alone", installs="1,000+")).values()
    assert listing.places == (ListedId("google-play", "", Platform.ANDROID, 10, 1),)
    assert (listing.name, listing.platforms) == ("Name Alone", (Platform.ANDROID,))


def test_a_name_of_signs_alone_is_a_name(tmp_path: Path) -> None:
    assert len(listings(tmp_path, line(name="\u0301\u0302"), line(name="+++"))) == 2


def test_listings_stand_in_the_order_of_their_ids(tmp_path: Path) -> None:
    ids = [listing.id for listing in grouped(tmp_path, *TRAPS).listings]
    assert ids == sorted(ids, key=str.encode)
    assert len(set(ids)) == len(ids)


@given(st.randoms(use_true_random=False))
def test_the_order_of_the_lines_does_not_matter(
    tmp_path_factory: pytest.TempPathFactory, shuffled: random.Random
) -> None:
    lines = [*TRAPS, *(line(store_id=f"a.b.c{n % 5}", name=f"N{n % 7}", developer=f"D{n % 2}") for n in range(30))]
    lines += [line(store="app-store", platform="ios", store_id=str(n), name=f"N{n}", developer="D1") for n in range(9)]
    lines = list(dict.fromkeys(lines))
    folder = tmp_path_factory.mktemp("order")
    before = grouped(folder, *lines)
    shuffled.shuffle(lines)
    assert grouped(folder, *lines) == before


def test_grouping_can_be_stopped(tmp_path: Path) -> None:
    class Stop:
        def step(self, done: int, total: int) -> None:
            if done > total // 5:
                raise Cancelled

    rows, _ = rows_of(tmp_path, *TRAPS)
    with pytest.raises(Cancelled):
        group(rows, Stop())


def test_no_rows_make_no_listings() -> None:
    assert group([], Silent()).listings == []
