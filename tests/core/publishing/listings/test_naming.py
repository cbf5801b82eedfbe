"""What a listing is called."""

from pathlib import Path

from core.catalogue.model import NameKind
from core.publishing.listings.model import Listing
from core.publishing.listings.naming import MOST_NAMES
from tests.lists import grouped, line, listings


def only(folder: Path, *lines: str) -> Listing:
    (found,) = listings(folder, *lines).values()
    return found


def others(listing: Listing) -> list[tuple[str, str, str, str]]:
    """(name, kind, locale, seen) of the other names."""
    return [(n.name, n.kind.value, n.locale, n.seen.text if n.seen else "") for n, _ in listing.names]


def test_the_store_names_the_app_and_lists_of_others_do_not(tmp_path: Path) -> None:
    listing = only(
        tmp_path,
        line(store="launcher-icon-list", store_id="org.telegram.messenger", name="AyuGram", source="icons-2026"),
        line(store="launcher-icon-list", store_id="org.telegram.messenger", name="Momogram", source="icons-2026"),
        line(store_id="org.telegram.messenger", name="Telegram", source="crawl-2018"),
    )
    assert (listing.id, listing.name) == ("google-play:org.telegram.messenger", "Telegram")
    assert others(listing) == [("AyuGram", "other", "", "2026"), ("Momogram", "other", "", "2026")]


def test_the_newest_list_of_a_store_names_the_app_and_older_names_are_former(tmp_path: Path) -> None:
    listing = only(
        tmp_path,
        line(store_id="a.b.c", name="Oldest", source="crawl-2017"),
        line(store_id="a.b.c", name="Newest", source="crawl-2025-01"),
        line(store_id="a.b.c", name="Older", source="crawl-2021"),
        line(store_id="a.b.c", name="newest", source="crawl-2020"),
    )
    assert listing.name == "Newest"
    assert others(listing) == [("Older", "former", "", "2021"), ("Oldest", "former", "", "2017")]


def test_a_list_without_a_date_is_older_than_any_and_says_nothing_of_former_names(tmp_path: Path) -> None:
    listing = only(
        tmp_path,
        line(store_id="a.b.c", name="Undated", source="crawl"),
        line(store_id="a.b.c", name="Dated", source="crawl-2017"),
    )
    assert listing.name == "Dated"
    assert others(listing) == [("Undated", "other", "", "")]


def test_of_one_list_the_app_that_was_changed_last_is_believed(tmp_path: Path) -> None:
    listing = only(
        tmp_path,
        line(store_id="a.b.c", name="Before", updated="May 7, 2019"),
        line(store_id="a.b.c", name="After", updated="June 7, 2020"),
    )
    assert listing.name == "After"
    assert others(listing) == [("Before", "other", "", "2021")]


def test_translations_are_kept_with_their_language(tmp_path: Path) -> None:
    listing = only(
        tmp_path,
        line(store="debian-appstream", store_id="x", name="Máquina", locale="es"),
        line(store="debian-appstream", store_id="x", name="Kalkulator", locale="nb"),
        line(store="debian-appstream", store_id="x", name="Calculator"),
        line(store="debian-appstream", store_id="x", name="Reknar", locale="nn"),
        line(store="debian-appstream", store_id="x", name="kalkulator", locale="da"),
        line(store="debian-appstream", store_id="x", name="Rechner", locale="de"),
    )
    assert listing.name == "Calculator"
    assert [(name, kind, locale) for name, kind, locale, _ in others(listing)] == [
        ("Kalkulator", "local", "nb"),
        ("Reknar", "local", "nn"),
        ("Rechner", "local", "de"),
        ("Máquina", "local", "es"),
    ]


def test_a_name_from_a_foreign_storefront_is_not_the_name_while_there_is_another(tmp_path: Path) -> None:
    newer = line(store="app-store", store_id="1", name="抖音", locale="cn", source="shops-2025-07")
    english = line(store="app-store", store_id="1", name="Douyin", locale="us", source="shops-2025-07")
    older = line(store="app-store", store_id="1", name="Short Videos", source="crawl-2017")
    assert only(tmp_path, newer, older).name == "Short Videos"
    assert only(tmp_path, newer, older, english).name == "Douyin"
    assert only(tmp_path, newer).name == "抖音"
    assert others(only(tmp_path, newer, older, english)) == [
        ("Short Videos", "former", "", "2017"),
        ("抖音", "local", "cn", "2025-07"),
    ]


def test_an_app_without_a_name_is_called_by_its_id(tmp_path: Path) -> None:
    listing = only(tmp_path, line(store_id="org.example.bare"))
    assert listing.title is None
    assert listing.name == "org.example.bare"
    assert listing.names == ()


def test_there_is_a_bound_and_norwegian_names_are_within_it(tmp_path: Path) -> None:
    lines = [
        line(store="debian-appstream", store_id="x", name=f"Name {number}", locale=f"x{number}")
        for number in range(100)
    ]
    lines += [
        line(store="debian-appstream", store_id="x", name="Program"),
        line(store="debian-appstream", store_id="x", name="Norsk", locale="zz-nb"),
        line(store="debian-appstream", store_id="x", name="Bokmål", locale="nb_NO"),
    ]
    found = grouped(tmp_path, *lines)
    (listing,) = found.listings
    assert len(listing.names) == MOST_NAMES
    assert listing.names[0].name.name == "Bokmål"
    assert found.names_dropped == len(lines) - 1 - MOST_NAMES


def test_names_of_several_stores_keep_their_store(tmp_path: Path) -> None:
    listing = only(
        tmp_path,
        line(store_id="org.example.notes", name="Notes", developer="E"),
        line(platform="ios", store="app-store", store_id="1", name="notes", developer="e"),
        line(platform="ios", store="app-store", store_id="1", name="Notater", locale="no"),
    )
    assert [(listed.name.name, listed.store) for listed in listing.names] == [("Notater", "app-store")]
    assert listing.names[0].name.kind is NameKind.LOCAL
