"""Look-up: what is found, in which order, and that no input raises an error (T40)."""

# ruff: noqa: RUF001 - what people type looks alike

import shutil
import sqlite3
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.catalogue import search_file
from core.catalogue.model import App, CatalogueInfo, EntryKind, NameKind, OtherName, Searchable, StoreId
from core.catalogue.search import BestMatch, Hit, MatchedOn, Near, Search
from core.catalogue.search_index import SearchIndex
from core.catalogue.store import CatalogueStore
from core.errors import Silent
from core.facts import AppId, Verified
from core.situation import Platform


@pytest.fixture(scope="module")
def search(store: CatalogueStore) -> Iterator[Search]:
    with Search(store) as opened:
        yield opened


@dataclass(frozen=True)
class Asked:
    query: str
    first: str
    matched_on: MatchedOn
    text: str


ASKED = (
    Asked("TikTok", "tiktok", MatchedOn.NAME, "TikTok"),
    Asked("tik tok", "tiktok", MatchedOn.NAME, "TikTok"),
    Asked("  TIKTOK  ", "tiktok", MatchedOn.NAME, "TikTok"),
    Asked("tikt", "tiktok", MatchedOn.NAME, "TikTok"),
    Asked("musical.ly", "tiktok", MatchedOn.OTHER_NAME, "musical.ly"),
    Asked("抖音国际版", "tiktok", MatchedOn.OTHER_NAME, "抖音国际版"),
    Asked("抖音", "douyin", MatchedOn.OTHER_NAME, "抖音"),
    Asked("Телеграм", "telegram", MatchedOn.OTHER_NAME, "Телеграм"),
    Asked("yandeks", "yandex", MatchedOn.OTHER_NAME, "Яндекс"),
    Asked("wechat", "wechat", MatchedOn.NAME, "WeChat"),
    Asked("weixin", "wechat", MatchedOn.OTHER_NAME, "Weixin"),
    Asked("google maps", "google-maps", MatchedOn.NAME, "Google Maps"),
    Asked("maps google", "google-maps", MatchedOn.NAME, "Google Maps"),
    Asked("browser uc", "uc-browser", MatchedOn.NAME, "UC Browser"),
    Asked("Mojang", "minecraft", MatchedOn.PUBLISHER, "Mojang AB"),
    Asked("google-play:com.tencent.mm", "wechat", MatchedOn.STORE_ID, "google-play:com.tencent.mm"),
    Asked("com.tencent.mm", "wechat", MatchedOn.STORE_ID, "google-play:com.tencent.mm"),
    Asked("COM.TENCENT.MM", "wechat", MatchedOn.STORE_ID, "google-play:com.tencent.mm"),
    Asked("835599320", "tiktok", MatchedOn.STORE_ID, "app-store:835599320"),
    Asked("apps.apple.com/no/app/x/id835599320?x=y", "tiktok", MatchedOn.STORE_LINK, "app-store:835599320"),
    Asked(
        "https://play.google.com/store/apps/details?id=org.telegram.messenger&hl=no",
        "telegram",
        MatchedOn.STORE_LINK,
        "google-play:org.telegram.messenger",
    ),
)


@pytest.mark.parametrize("asked", ASKED, ids=lambda asked: asked.query)
def test_the_first_hit(asked: Asked, search: Search) -> None:
    hit = search.find(asked.query)[0]
    assert hit == Hit(AppId(asked.first), asked.matched_on, asked.text, near=False)


HOSTILE = [
    '"', "'", "*", "(", ")", ":", "-", "^", "AND", "OR", "NOT", "NEAR(", "NEAR(a b, 3)", "C++", "O'Hara", "", " ", "\0",
    "a\0b", "\ud800", "\udfff\ud800", "x" * 10_000, "a " * 5_000, '"' * 1_000, "\u202eTikTok", "\u200bTikTok", "🙂",
    "👩‍👩‍👧", "عربي", "שלום", "%", "_", "\\", "a*", '"tiktok"', "name:tiktok", "{", "}", "+", "~", "--",
    "; drop table word",
    "\u0301" * 1_000,
    "ﷺ", "\n", "\t", "0", "-1", "é", "ＴｉｋＴｏｋ",
    "https://",
    "http://[::1", "google-play:", "zzstopzz", "\ue000",
]  # fmt: skip


@pytest.mark.parametrize("query", HOSTILE, ids=lambda query: ascii(query)[:20])
def test_nothing_typed_is_an_error(query: str, search: Search) -> None:
    hits = search.find(query)
    assert len(hits) <= 50
    search.best_match(query)


@given(st.text(st.characters(), max_size=60) | st.text(st.sampled_from("\"'*():-^+{}~ aNDtikå\0"), max_size=30))
def test_no_text_is_an_error(search: Search, query: str) -> None:
    hits = search.find(query, 5)
    assert len({hit.app for hit in hits}) == len(hits) <= 5
    search.best_match(query)


@pytest.mark.parametrize("query", ["", "*", '"', "()", "\0", "zzstopzz", "qqqqqq", "\ue000"])
def test_nothing_fits_nothing(query: str, search: Search) -> None:
    assert search.find(query) == ()
    assert search.best_match(query) == BestMatch(None)


def test_sensible_results_for_odd_names(search: Search) -> None:
    assert all("c" in hit.matched_text.lower() for hit in search.find("C++"))
    assert search.find("\u202eTikTok")[0].app == "tiktok"
    assert search.find("ＴｉｋＴｏｋ")[0].app == "tiktok"


def test_every_app_is_found_by_each_of_its_names_and_ids(search: Search, store: CatalogueStore) -> None:
    for app in store.apps():
        for name in (app.name, *(other.name for other in app.other_names)):
            assert app.id in {hit.app for hit in search.find(name, 50)}, name
        for store_id in app.store_ids:
            assert search.find(store_id.text)[0].app == app.id


def test_a_link_to_an_unknown_app_finds_nothing(search: Search) -> None:
    assert search.find("https://play.google.com/store/apps/details?id=com.unknown.tiktok") == ()


def test_an_app_stands_once_and_the_limit_holds(search: Search) -> None:
    for limit in (0, 1, 3, 500):
        hits = search.find("a", limit)
        assert len(hits) <= limit
        assert len({hit.app for hit in hits}) == len(hits)
    assert search.find("a", -1) == ()


def test_names_come_before_publishers(search: Search) -> None:
    kinds = [hit.matched_on for hit in search.find("meta")]
    assert kinds == sorted(kinds, key=[MatchedOn.NAME, MatchedOn.OTHER_NAME, MatchedOn.PUBLISHER].index)
    assert MatchedOn.PUBLISHER in kinds


@dataclass
class FakeStore:
    """As much of a catalogue as look-up asks for."""

    made: tuple[App, ...]

    def has_app(self, app_id: AppId) -> bool:
        return app_id in self.apps_by_id([app_id])

    def apps_by_id(self, ids: Iterable[AppId]) -> dict[AppId, App]:
        wanted = set(ids)
        return {app.id: app for app in self.made if app.id in wanted}

    def find_store_ids(self, store_id: str, store: str | None = None) -> tuple[tuple[AppId, str, str], ...]:
        ids = [(app.id, one.store, one.id) for app in self.made for one in app.store_ids]
        return tuple(one for one in ids if one[2] == store_id and store in (None, one[1]))

    def searchable(self) -> Iterator[Searchable]:
        is_listing = {app.id: app.kind is EntryKind.LISTING for app in self.made}
        for app in sorted(self.made, key=lambda app: (-app.popularity, is_listing[app.id], app.name, app.id)):
            names = (app.name, *(other.name for other in app.other_names))
            yield Searchable(app.id, names, app.publisher, app.popularity, not is_listing[app.id])

    def searchable_dossiers(self) -> Iterator[Searchable]:
        return (app for app in self.searchable() if app.is_dossier)

    def info(self) -> CatalogueInfo:
        dossiers = sum(app.kind is EntryKind.DOSSIER for app in self.made)
        moment = datetime(2026, 11, 20, tzinfo=UTC)
        counts = (("apps", len(self.made)), ("dossiers", dossiers))
        return CatalogueInfo(1, "sha256:0", moment, 2, "2026-11-20", counts)


def an_app(
    app_id: str,
    name: str,
    *others: str,
    popularity: int = 0,
    publisher: str = "",
    kind: EntryKind = EntryKind.DOSSIER,
    store_ids: tuple[StoreId, ...] = (),
) -> App:
    return App(
        id=AppId(app_id),
        name=name,
        kind=kind,
        store_ids=store_ids,
        company=None,
        company_verified=Verified.NO,
        platforms=(Platform.ANDROID,),
        other_names=tuple(OtherName(other, NameKind.OTHER) for other in others),
        publisher=publisher,
        popularity=popularity,
    )


def found(query: str, *apps: App) -> list[str]:
    with Search(FakeStore(apps)) as search:  # type: ignore[arg-type]
        return [hit.app for hit in search.find(query)]


def test_the_tiers_come_in_their_order() -> None:
    apps = (
        an_app("publisher", "Zzz", publisher="Note Firm"),
        an_app("other-order", "Two Words Note", "Note Zwei"),
        an_app("word", "My Note"),
        an_app("other", "Qqq", "Note"),
        an_app("begins", "Notebook"),
        an_app("exact", "Note"),
    )
    assert found("note", *apps) == ["exact", "other", "begins", "other-order", "word", "publisher"]


def test_wider_used_apps_come_first_within_a_tier() -> None:
    apps = (an_app("a", "Notes A"), an_app("b", "Notes B", popularity=5), an_app("c", "Notes", popularity=0))
    assert found("notes", *apps) == ["c", "b", "a"]


def test_then_the_name_and_then_the_id_decide() -> None:
    assert found("notes", an_app("z", "Notes"), an_app("y", "Notes"), an_app("x", "Notes B")) == ["y", "z", "x"]


def test_norwegian_letters_go_before_their_stand_ins() -> None:
    apps = (an_app("plain", "Baat"), an_app("short", "Bat"), an_app("letter", "Båt"))
    assert found("båt", *apps)[0] == "letter"
    assert found("baat", *apps)[0] == "plain"
    assert found("bat", *apps)[0] == "short"
    assert set(found("båt", *apps)) == {"plain", "short", "letter"}
    assert set(found("baat", *apps)) >= {"plain", "letter"}
    assert set(found("bat", *apps)) >= {"short", "letter"}


@pytest.mark.parametrize("query", ["sæter", "saeter", "SÆTER"])
def test_ae(query: str) -> None:
    assert found(query, an_app("x", "Sæter")) == ["x"]


@pytest.mark.parametrize("query", ["øl", "oel", "ol", "ÖL"])
def test_o(query: str) -> None:
    assert found(query, an_app("x", "Øl")) == ["x"]


def test_a_phrase_does_not_run_from_one_name_into_the_next() -> None:
    assert found("red green", an_app("two", "A Red", "Green Blue"), an_app("one", "Z Red Green")) == ["one"]


BEST = {
    "tiktok": "tiktok",
    "TikTok": "tiktok",
    "opera-gx": "opera-gx",
    "google-play:com.tencent.mm": "wechat",
    "https://apps.apple.com/no/app/x/id835599320": "tiktok",
    "VooV": "tencent-meeting",
    "Weixin": "wechat",
    "max": None,
    "kasper": None,
    "TikTok Lite": None,
    "google-play:com.unknown": None,
    "Mojang": None,
}


@pytest.mark.parametrize(("query", "expected"), BEST.items())
def test_the_best_match(query: str, expected: str | None, search: Search) -> None:
    assert search.best_match(query) == BestMatch(AppId(expected) if expected else None)


def test_several_that_fit_equally_well_are_candidates(search: Search) -> None:
    assert search.best_match("meta") == BestMatch(None, (AppId("meta-ai"), AppId("meta-horizon")))


def test_a_whole_name_goes_before_first_words() -> None:
    apps = (an_app("a", "Note Pro"), an_app("b", "Note"), an_app("c", "Note Lite"))
    with Search(FakeStore(apps)) as search:  # type: ignore[arg-type]
        assert search.best_match("note") == BestMatch(AppId("b"))


LISTED = EntryKind.LISTING


def test_an_assessed_app_is_meant_before_one_that_is_only_listed() -> None:
    apps = (
        an_app("tiktok", "TikTok", "musical.ly", popularity=30),
        an_app("cpe:musical", "musical.ly", kind=LISTED),
        an_app("list:tiktok", "TikTok", kind=LISTED, popularity=31),
    )
    with Search(FakeStore(apps)) as search:  # type: ignore[arg-type]
        assert search.best_match("musical.ly") == BestMatch(AppId("tiktok"))
        assert search.best_match("TikTok") == BestMatch(AppId("tiktok"))


def test_listings_are_found_by_id_alone_until_the_index_is_built(tmp_path: Path) -> None:
    listed = an_app(
        "google-play:com.x", "Listed Only", kind=LISTED, store_ids=(StoreId("google-play", "com.x", Verified.NO),)
    )
    store = FakeStore((an_app("note", "Note"), listed))
    with Search(store, tmp_path) as search:  # type: ignore[arg-type]
        assert not search.is_whole
        assert not search.was_damaged
        assert search.find("listed only") == ()
        assert [hit.app for hit in search.find("note")] == ["note"]
        assert [hit.app for hit in search.find("com.x")] == ["google-play:com.x"]
        assert search.best_match("google-play:com.x") == BestMatch(AppId("google-play:com.x"))
    search_file.build(store, tmp_path, Silent())  # type: ignore[arg-type]
    with Search(store, tmp_path) as search:  # type: ignore[arg-type]
        assert search.is_whole
        assert [hit.app for hit in search.find("listed only")] == ["google-play:com.x"]


def test_building_removes_the_index_of_another_catalogue(tmp_path: Path) -> None:
    (tmp_path / "search-0000.sqlite").write_bytes(b"old")
    (tmp_path / ".search-0000.sqlite.77.tmp").write_bytes(b"half")
    path = search_file.build(FakeStore((an_app("note", "Note"),)), tmp_path, Silent())  # type: ignore[arg-type]
    assert list(tmp_path.iterdir()) == [path]


def test_damage_to_a_large_index_is_told(tmp_path: Path) -> None:
    apps = (an_app("note", "Note"), an_app("google-play:com.x", "Listed Only", kind=LISTED))
    store = FakeStore(apps)
    path = search_file.build(store, tmp_path, Silent())  # type: ignore[arg-type]
    with Search(store, tmp_path) as search:  # type: ignore[arg-type]
        search._index.close()
        search._index = SearchIndex(sqlite3.connect(":memory:"))
        assert [hit.app for hit in search.find("note")] == ["note"]
        assert search.was_damaged
        assert not search.is_whole
    assert not path.exists()


def test_guesses_carry_what_they_are(search: Search) -> None:
    found = search.find("tiktoc")
    assert found == ()
    near = search.near("tiktoc", found)
    assert near.hits[0] == Hit(AppId("tiktok"), MatchedOn.SPELLING, "TikTok", near=True)
    # Asked about other words in between, it works out again what was found.
    search.find("signal")
    assert search.near("tiktoc", found) == near
    assert search.near("https://play.google.com/store/apps/details?id=com.none", ()) == Near()


def test_the_file_is_built_once_and_opened_again(store: CatalogueStore, tmp_path: Path) -> None:
    Search(store, tmp_path).close()
    path = tmp_path / search_file.file_name(store.info().digest)
    before = path.stat().st_mtime_ns
    with Search(store, tmp_path) as search:
        assert search.find("tiktok")[0].app == "tiktok"
    assert path.stat().st_mtime_ns == before
    assert [entry.name for entry in tmp_path.iterdir()] == [path.name]


def _change(path: Path, statement: str) -> None:
    with closing(sqlite3.connect(path)) as connection:
        connection.executescript(statement)


def _wipe(path: Path) -> None:
    content = path.read_bytes()
    path.write_bytes(content[:8192] + bytes(4096) + content[12288:])


SPOILT: dict[str, Callable[[Path], object]] = {
    "empty": lambda path: path.write_bytes(b""),
    "text": lambda path: path.write_text("hello" * 100),
    "cut": lambda path: path.write_bytes(path.read_bytes()[:20_000]),
    "wiped": _wipe,
    "foreign": lambda path: _change(path, "pragma application_id = 1"),
    "older": lambda path: _change(path, "pragma user_version = 0"),
    "of another catalogue": lambda path: _change(path, "update about set value = 'sha256:0'"),
    "never finished": lambda path: _change(path, "delete from about"),
    "without tables": lambda path: _change(path, "drop table about"),
}


@pytest.mark.parametrize("name", SPOILT)
def test_a_spoilt_file_is_built_again(name: str, store: CatalogueStore, tmp_path: Path) -> None:
    Search(store, tmp_path).close()
    path = tmp_path / search_file.file_name(store.info().digest)
    SPOILT[name](path)
    spoilt = path.read_bytes()
    with Search(store, tmp_path) as search:
        assert search.find("tik tok")[0].app == "tiktok"
    assert path.read_bytes() != spoilt


def test_damage_after_opening_is_mended_in_memory(store: CatalogueStore, tmp_path: Path) -> None:
    with Search(store, tmp_path) as search:
        search._index.close()
        search._index = SearchIndex(sqlite3.connect(":memory:"))
        assert search.find("tik tok")[0].app == "tiktok"
        search._index.close()
        search._index = SearchIndex(sqlite3.connect(":memory:"))
        assert search.best_match("tik tok").app == "tiktok"


def test_what_the_catalogue_does_not_hold_is_not_shown(store: CatalogueStore, tmp_path: Path) -> None:
    Search(store, tmp_path).close()
    _change(tmp_path / search_file.file_name(store.info().digest), "update name set app = 'evil' where app = 'tiktok'")
    with Search(store, tmp_path) as search:
        assert "tiktok" not in {hit.app for hit in search.find("tiktok")}
        assert "evil" not in {hit.app for hit in search.find("tiktok")}


def test_a_folder_that_cannot_be_made_keeps_the_index_in_memory(store: CatalogueStore, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with Search(store, tmp_path / "file" / "cache") as search:
        assert search.find("tiktok")[0].app == "tiktok"


@pytest.mark.skipif(sys.platform != "linux", reason="a folder that even root cannot write to")
def test_a_read_only_folder_keeps_the_index_in_memory(store: CatalogueStore) -> None:
    with Search(store, Path("/proc")) as search:
        assert search.find("tiktok")[0].app == "tiktok"


def test_names_of_five_megabytes_are_cut_and_found() -> None:
    apps = (an_app("long", "Note" + "x" * 5_000_000), an_app("marks", "Marks" + "\u0301" * 100_000), an_app("ok", "Ok"))
    assert found("note", *apps) == ["long"]
    assert found("marks", *apps) == ["marks"]
    assert found("ok", *apps) == ["ok"]


def test_a_copy_of_the_catalogue_has_the_same_index_name(real_catalogue: Path, tmp_path: Path) -> None:
    copy = shutil.copy(real_catalogue, tmp_path / "copy.sqlite")
    with CatalogueStore.open(Path(copy)) as first, CatalogueStore.open(real_catalogue) as second:
        assert search_file.file_name(first.info().digest) == search_file.file_name(second.info().digest)


def test_hits_keep_to_their_defaults() -> None:
    assert replace(Hit(AppId("x"), MatchedOn.NAME, "X"), near=True).near
