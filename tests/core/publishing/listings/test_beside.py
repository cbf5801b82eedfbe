"""What a list adds to dossiers, and what it never changes."""

from pathlib import Path

from core.catalogue.model import App, NameKind, OtherName, StoreId
from core.facts import Verified
from core.publishing.listings.beside import Beside
from core.publishing.listings.model import Listing
from core.situation import Platform
from tests.builders import an_app, on
from tests.lists import grouped, line

TELEGRAM = an_app(
    "telegram",
    platforms=(Platform.ANDROID, Platform.IOS),
    category="messenger",
    other_names=(OtherName("Телеграм", NameKind.NATIVE),),
    store_ids=(
        StoreId("google-play", "org.telegram.messenger", Verified.YES),
        StoreId("apple-bundle", "ph.telegra.Telegraph", Verified.YES),
        StoreId("app-store", "686449807", Verified.NO),
    ),
)


def put_beside(folder: Path, *lines: str, app: App = TELEGRAM) -> tuple[App, list[Listing]]:
    """The dossier afterwards, and the listings that are left."""
    beside = Beside((app,))
    left = [rest for listing in grouped(folder, *lines).listings if (rest := beside.rest(listing)) is not None]
    (after,) = beside.dossiers()
    return after, left


def others(app: App) -> list[tuple[str, str]]:
    return [(other.name, other.kind.value) for other in app.other_names]


def test_a_place_of_a_dossier_is_no_listing(tmp_path: Path) -> None:
    after, left = put_beside(
        tmp_path,
        line(
            platform="windows",
            store="google-play",
            store_id="org.telegram.messenger",
            name="Telegram Messenger",
            developer="Someone Else",
            category="Games",
            installs="1,000,000,000+",
        ),
    )
    assert left == []
    assert after.popularity == 30
    assert others(after) == [("Телеграм", "native"), ("Telegram Messenger", "other")]
    unchanged = {"name", "company", "platforms", "category", "traits", "tasks", "store_ids", "publisher", "sources"}
    assert {name: getattr(after, name) for name in unchanged} == {name: getattr(TELEGRAM, name) for name in unchanged}


def test_popularity_only_grows(tmp_path: Path) -> None:
    well_known = an_app("telegram", store_ids=TELEGRAM.store_ids, popularity=31)
    after, _ = put_beside(tmp_path, line(store_id="org.telegram.messenger", installs="1+"), app=well_known)
    assert after.popularity == 31


def test_what_the_store_called_it_once_is_a_former_name_with_its_date(tmp_path: Path) -> None:
    after, _ = put_beside(
        tmp_path,
        line(platform="ios", store="app-store", store_id="686449807", name="Plus Chat", source="crawl-2017"),
        line(platform="ios", store="app-store", store_id="686449807", name="电报", locale="cn", source="crawl-2017"),
    )
    former = OtherName("Plus Chat", NameKind.FORMER, seen=on("2017"))
    local = OtherName("电报", NameKind.LOCAL, locale="cn", seen=on("2017"))
    assert after.other_names == (*TELEGRAM.other_names, former, local)


def test_lists_of_third_parties_add_nothing(tmp_path: Path) -> None:
    after, left = put_beside(
        tmp_path,
        line(store="launcher-icon-list", store_id="org.telegram.messenger", name="Momogram", installs="9,000,000+"),
        line(platform="ios", store="ipa-archive", store_id="ph.telegra.Telegraph", name="Telegraph"),
    )
    assert (after, left) == (TELEGRAM, [])


def test_names_of_third_parties_stay_out_beside_those_of_the_store(tmp_path: Path) -> None:
    after, _ = put_beside(
        tmp_path,
        line(store_id="org.telegram.messenger", name="Telegram"),
        line(store="launcher-icon-list", store_id="org.telegram.messenger", name="Momogram"),
    )
    assert after.other_names == TELEGRAM.other_names


def test_another_build_under_the_same_id_is_a_listing(tmp_path: Path) -> None:
    after, left = put_beside(
        tmp_path,
        line(store="f-droid", store_id="org.telegram.messenger", name="Telegram FOSS", installs="5,000,000,000+"),
    )
    assert after == TELEGRAM
    assert [listing.id for listing in left] == ["f-droid:org.telegram.messenger"]


def test_a_store_takes_only_its_own_part_of_a_listing(tmp_path: Path) -> None:
    after, (rest,) = put_beside(
        tmp_path,
        line(store_id="org.telegram.messenger", name="Telegram", installs="1,000,000+"),
        line(store_id="org.telegram.messenger", name="Old Telegram", installs="1,000+", source="crawl-2017"),
        line(store="f-droid", store_id="org.telegram.messenger", name="Telegram"),
        line(store="f-droid", store_id="org.telegram.messenger", name="Telegramm", locale="de"),
    )
    assert (rest.id, rest.name, rest.popularity) == ("f-droid:org.telegram.messenger", "Telegram", 0)
    assert [listed.name.name for listed in rest.names] == ["Telegramm"]
    assert after.popularity == 20
    assert others(after) == [("Телеграм", "native"), ("Old Telegram", "other")]


def test_the_same_name_and_developer_join_no_listing_to_a_dossier(tmp_path: Path) -> None:
    after, left = put_beside(
        tmp_path, line(store_id="org.other.messenger", name="Telegram", developer="Maker", installs="1,000,000+")
    )
    assert after == TELEGRAM
    assert [listing.id for listing in left] == ["google-play:org.other.messenger"]


def test_a_mere_name_of_a_dossier_in_its_store_is_left_out(tmp_path: Path) -> None:
    after, left = put_beside(
        tmp_path, line(name="TELEGRAM", installs="5,000,000,000+"), line(name="Telegram Tips", installs="10+")
    )
    assert after == TELEGRAM
    assert [listing.id for listing in left] == ["google-play:~telegram tips"]


def test_names_that_an_import_added_do_not_take_more_the_next_time(tmp_path: Path) -> None:
    lines = (
        line(platform="ios", store="app-store", store_id="686449807", name="Plus Chat", source="crawl-2017"),
        line(name="Plus Chat", installs="10+"),
    )
    after, left = put_beside(tmp_path, *lines)
    assert put_beside(tmp_path, *lines, app=after) == (after, left)


def test_names_of_a_dossier_are_bounded(tmp_path: Path) -> None:
    lines = [
        line(platform="ios", store="app-store", store_id="686449807", name=f"Name {n}", locale=f"x{n}")
        for n in range(90)
    ]
    after, _ = put_beside(tmp_path, *lines)
    assert len(after.other_names) == 40
    assert after.other_names[0] == TELEGRAM.other_names[0]
