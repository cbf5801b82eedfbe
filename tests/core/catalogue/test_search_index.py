"""The search file over many listings: tiers, short cuts against a plain reading of all names, guesses, progress."""

# ruff: noqa: RUF001 - what people type looks alike

import random
import sqlite3
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.catalogue.fold import fold, loosen, squeeze, words
from core.catalogue.model import Searchable
from core.catalogue.search_file import MANY, build_from, build_in_memory
from core.catalogue.search_index import IndexHit, MatchedOn, SearchIndex
from core.errors import Cancelled, FileUnreadable, Silent
from core.facts import AppId

FIRST = ("photo", "free", "my", "super", "super", "note", "game", "game", "map", "chat")
SECOND = ("editor", "pro", "camera", "racing", "words", "bank", "club", "time")


def listing(app: str, *names: str, popularity: int = 0, publisher: str = "", is_dossier: bool = False) -> Searchable:
    return Searchable(AppId(app), names, publisher, popularity, is_dossier)


def many(count: int) -> list[Searchable]:
    """Listings with names that share beginnings and words, the most widely used first."""
    rng = random.Random(3)  # noqa: S311 - the same names every time
    apps = [
        listing(
            f"store:{number}",
            f"{rng.choice(FIRST)} {rng.choice(SECOND)} {rng.randrange(count)}",
            popularity=rng.randrange(25),
            publisher=f"Firm {rng.randrange(40)}",
        )
        for number in range(count)
    ]
    return sorted(apps, key=lambda app: (-app.popularity, app.names[0], app.app))


@pytest.fixture(scope="module")
def apps() -> list[Searchable]:
    return many(3000)


@pytest.fixture(scope="module")
def index(apps: Sequence[Searchable]) -> Iterator[SearchIndex]:
    opened = SearchIndex(build_in_memory(apps))
    yield opened
    opened.close()


def key(name: str) -> str:
    return squeeze(loosen(fold(name)))


def of(hits: Sequence[IndexHit]) -> list[str]:
    return [hit.app for hit in hits]


@pytest.mark.parametrize("query", ["s", "su", "game", "game r", "photo editor", "note bank 1", "zzz", "m", "1"])
@pytest.mark.parametrize("limit", [1, 7, 50, 80])
def test_beginnings_are_those_of_a_plain_reading(
    query: str, limit: int, apps: Sequence[Searchable], index: SearchIndex
) -> None:
    """However many names begin so: the short cut for common beginnings gives what reading all names gives."""
    begun = [app.app for app in apps if key(app.names[0]).startswith(key(query))]
    exact = [app.app for app in apps if key(app.names[0]) == key(query)]
    expected = list(dict.fromkeys([*exact, *begun]))[:limit]
    assert of(index.find(query, limit))[: len(expected)] == expected


def test_there_are_short_cuts_to_test(apps: Sequence[Searchable], index: SearchIndex) -> None:
    kept = {row[0] for row in index._connection.execute("select key from top")}
    counts = {
        begin: sum(key(app.names[0]).startswith(begin) for app in apps) for begin in ("s", "super", "chat", "map")
    }
    assert {begin for begin, count in counts.items() if count >= MANY} == kept & set(counts)
    assert "super" in kept


@pytest.mark.parametrize("query", ["editor", "bank", "racing game", "club 1", "pro photo", "time my 2"])
def test_words_are_found_in_any_order(query: str, apps: Sequence[Searchable], index: SearchIndex) -> None:
    *whole, last = words(fold(query))

    def fits(name: str) -> bool:
        found = words(fold(name))
        return set(whole) <= set(found) and any(word.startswith(last) for word in found)

    hits = index.find(query, 50)
    fitting = {app.app for app in apps if fits(app.names[0])}
    assert {hit.app for hit in hits if hit.kind is not MatchedOn.PUBLISHER} <= fitting
    assert len(hits) >= min(10, len(fitting))


def test_publishers_come_last(index: SearchIndex) -> None:
    hits = index.find("firm 7")
    assert hits
    assert {hit.kind for hit in hits} == {MatchedOn.PUBLISHER}


def test_wider_used_apps_come_first_then_dossiers() -> None:
    rows = [
        listing("a", "Note A", popularity=9),
        listing("d", "Note D", popularity=4, is_dossier=True),
        listing("b", "Note B", popularity=4),
        listing("c", "Note C"),
    ]
    found = SearchIndex(build_in_memory(rows)).find("note")
    assert of(found) == ["a", "d", "b", "c"]
    assert [hit.popularity for hit in found] == [9, 4, 4, 0]
    assert [hit.is_listing for hit in found] == [True, False, True, True]


SMALL = (
    listing("tiktok", "TikTok", "musical.ly", "抖音国际版", popularity=30, is_dossier=True, publisher="TikTok Pte."),
    listing("telegram", "Telegram", "Телеграм", popularity=30, is_dossier=True),
    listing("whatsapp", "WhatsApp Messenger", popularity=31),
    listing("chrome", "Google Chrome", popularity=31),
    listing("facebook", "Facebook", popularity=31),
    listing("snapchat", "Snapchat", popularity=30),
    listing("skole", "Skolekalenderen", popularity=12, is_dossier=True),
    listing("nettbank", "Nettbank", popularity=12),
    listing("helse", "Helsenorge", popularity=20, is_dossier=True),
    listing("ruta", "Rutå", popularity=3),
    listing("plain", "Ruta", popularity=2),
    listing("fake", "Теlegram", popularity=1),
    listing("other", "Ticktock", popularity=2),
    listing("wechat", "微信", "WeChat", popularity=30),
)


@pytest.fixture(scope="module")
def small() -> Iterator[SearchIndex]:
    rows = sorted(SMALL, key=lambda app: (-app.popularity, not app.is_dossier, app.names[0]))
    opened = SearchIndex(build_in_memory(rows))
    yield opened
    opened.close()


FIRST_HIT = {
    "face book": "facebook",
    "snap chat": "snapchat",
    "whats app": "whatsapp",
    "musically": "tiktok",
    "Musical.ly": "tiktok",
    "微信": "wechat",
    "weixin": "wechat",
    "Телеграм": "telegram",
    "телег": "telegram",
    "nettbanken": "nettbank",
    "helsenorgeappen": "helse",
    "Helsenorge-appen": "helse",
    "last ned tiktok gratis": "tiktok",
    "tiktok app": "tiktok",
    "kalender": "skole",
    "rutå": "ruta",
    "ruta": "plain",
    "chrome": "chrome",
    "chrome google": "chrome",
}


@pytest.mark.parametrize(("query", "app"), FIRST_HIT.items())
def test_what_people_type_is_found_without_guessing(query: str, app: str, small: SearchIndex) -> None:
    assert of(small.find(query))[:1] == [app]


GUESSED = {
    "tiktoc": "tiktok",
    "tikotk": "tiktok",
    "tktok": "tiktok",
    "tiiktok": "tiktok",
    "teelgarm": "telegram",
    "telegarm": "telegram",
    "telefram": "telegram",
    "teleg ram": "telegram",
    "snapchta": "snapchat",
    "sanpch": "snapchat",
    "fasebok": "facebook",
    "watsap messenger": "whatsapp",
    "whatsapp mesenger": "whatsapp",
    "chorme": "chrome",
    "gogle chrome": "chrome",
    "mucsical.ly": "tiktok",
    "helsenroge": "helse",
}


@pytest.mark.parametrize(("query", "app"), GUESSED.items())
def test_misspelt_names_are_guessed(query: str, app: str, small: SearchIndex) -> None:
    found = small.find(query)
    near = small.near(query, found).hits
    assert app in of([*found, *near])[:2]
    assert all(hit.near and hit.kind is MatchedOn.SPELLING for hit in near)


def test_a_name_that_hides_a_famous_one_leads_to_it(small: SearchIndex) -> None:
    found = small.find("ticktock")
    assert of(found) == ["other"]
    meant = small.near("ticktock", found).did_you_mean
    assert meant is not None
    assert meant.app == "tiktok"


def test_a_name_of_foreign_letters_is_found_as_what_it_looks_like(small: SearchIndex) -> None:
    found = small.find("telegram")
    assert of(found) == ["telegram", "fake"]
    # Typed with the foreign letters, it leads to both.
    assert set(of(small.find("Теlegram"))) == {"telegram", "fake"}


def test_nobody_is_asked_about_an_assessed_app(small: SearchIndex) -> None:
    for query in ("tiktok", "telegram", "helsenorge"):
        assert small.near(query, small.find(query)).did_you_mean is None


def test_guesses_do_not_repeat_what_was_found(small: SearchIndex) -> None:
    for query in (*GUESSED, *FIRST_HIT):
        found = small.find(query)
        near = small.near(query, found).hits
        assert not set(of(found)) & set(of(near))
        assert len(of(near)) == len(set(of(near))) <= 10


@pytest.mark.parametrize("query", ["", "a", "ti", "abc", "12"])
def test_nothing_is_guessed_from_three_letters(query: str, small: SearchIndex) -> None:
    assert small.near(query, small.find(query)).hits == ()


@given(st.text(st.characters(), max_size=40) | st.text(st.sampled_from("telgramикТ \"*'"), max_size=20))
def test_no_text_is_an_error(small: SearchIndex, query: str) -> None:
    found = small.find(query)
    near = small.near(query, found)
    assert len(near.hits) <= max(0, 10 - len(found))
    assert set(of(small.exact(query))) <= set(of(found))
    assert len(small.begun(query, 3)) <= 3


class Listening:
    """A reporter that remembers, and can ask to stop."""

    def __init__(self, stop_at: int = 1000) -> None:
        self.told: list[int] = []
        self._stop_at = stop_at

    def step(self, done: int, total: int) -> None:
        assert total == 100
        self.told.append(done)
        if done >= self._stop_at:
            raise Cancelled


def test_building_tells_how_far_it_is(apps: Sequence[Searchable], tmp_path: Path) -> None:
    listening = Listening()
    build_from(iter(apps), tmp_path / "search.sqlite", "sha256:1", len(apps), listening)
    assert listening.told == sorted(listening.told)
    assert listening.told[-1] == 100
    opened = SearchIndex.open(tmp_path / "search.sqlite")
    assert len(opened.find("game")) == 50
    opened.close()


@pytest.mark.parametrize("stop_at", [0, 30, 70, 90, 100])
def test_stopping_leaves_nothing(stop_at: int, apps: Sequence[Searchable], tmp_path: Path) -> None:
    with pytest.raises(Cancelled):
        build_from(iter(apps), tmp_path / "search.sqlite", "sha256:1", len(apps), Listening(stop_at))
    assert list(tmp_path.iterdir()) == []


def test_a_failed_build_leaves_the_old_file(apps: Sequence[Searchable], tmp_path: Path) -> None:
    path = tmp_path / "search.sqlite"
    build_from(iter(apps[:10]), path, "sha256:1", 10, Silent())
    before = path.read_bytes()
    with pytest.raises(Cancelled):
        build_from(iter(apps), path, "sha256:2", len(apps), Listening(70))
    assert path.read_bytes() == before
    assert [entry.name for entry in tmp_path.iterdir()] == ["search.sqlite"]


def test_a_place_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(FileUnreadable):
        build_from(iter(()), tmp_path / "file" / "search.sqlite", "sha256:1", 0, Silent())


def test_the_same_apps_give_the_same_file(apps: Sequence[Searchable], tmp_path: Path) -> None:
    for name in ("one", "two"):
        build_from(iter(apps), tmp_path / name, "sha256:1", len(apps), Silent())
    assert (tmp_path / "one").read_bytes() == (tmp_path / "two").read_bytes()


def test_an_app_with_very_many_names_keeps_the_first_ones() -> None:
    index = SearchIndex(
        build_in_memory([listing("a", *(f"Name {number}" for number in range(200))), listing("b", "B")])
    )
    assert of(index.find("name 5")) == ["a"]
    assert of(index.find("name 150")) == []
    assert of(index.find("b")) == ["b"]


def test_names_of_five_megabytes_and_of_signs_alone() -> None:
    rows = [listing("long", "Note" + "x" * 5_000_000), listing("sign", "🐍"), listing("none", ""), listing("plus", "+")]
    index = SearchIndex(build_in_memory(rows))
    assert of(index.find("note")) == ["long"]
    assert index.find("+") == []
    assert len(index.find("note")[0].text) <= 5_000_004


def test_a_file_that_was_never_finished_is_none(apps: Sequence[Searchable], tmp_path: Path) -> None:
    path = tmp_path / "search.sqlite"
    build_from(iter(apps[:50]), path, "sha256:1", 50, Silent())
    path.write_bytes(path.read_bytes()[:-4096])
    with pytest.raises(ValueError, match="not a search file"):
        SearchIndex.open(path)


def test_damage_is_told_to_whoever_asks(apps: Sequence[Searchable], tmp_path: Path) -> None:
    path = tmp_path / "search.sqlite"
    build_from(iter(apps), path, "sha256:1", len(apps), Silent())
    content = bytearray(path.read_bytes())
    content[8192:] = bytes(len(content) - 8192)
    path.write_bytes(content)
    with pytest.raises((sqlite3.DatabaseError, ValueError)):
        SearchIndex.open(path).find("game")
