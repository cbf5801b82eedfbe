"""News in the user's own file: kept, read, forgotten."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from core.database.connections import open_profile, open_readonly
from core.errors import ProfileError
from core.facts import AppId, Kind, PartialDate, Verified
from core.sync import news_store
from core.sync.news_model import Backing, Concerned, Group, Matter, NewsItem, ReleaseNews
from core.sync.news_store import Counts, NewsStore
from core.texts.phrase import Term, Text, phrase
from tests.builders import NOW

ITEM = NewsItem(
    Group.FOLLOWED,
    Matter.OWNER,
    "Example",
    (Concerned(AppId("example"), "Example"), Concerned(AppId("other"), "Other <b>")),
    phrase("{holder} controls {company}.", holder="A", company="B"),
    phrase("{holder} controls {company}.", holder="C", company="B"),
    Backing(Kind.DECLARED, ("https://example.com",), PartialDate.parse("2026-03"), Verified.NO, contested=True),
    (phrase("{factor}", factor=Term("factors.threat.label")),),
    more_apps=3,
)
REST = NewsItem(Group.OTHER, Matter.REST, "", (), None, phrase("More."))


def of(group: Group, matter: Matter = Matter.GUIDANCE) -> NewsItem:
    return NewsItem(group, matter, "NSM", (), None, phrase("Something."))


def release(version: int = 8) -> ReleaseNews:
    return ReleaseNews(0, NOW, version, NOW - timedelta(days=3), version - 1, is_whole=True)


@pytest.fixture
def file(tmp_path: Path) -> Iterator[sqlite3.Connection]:
    with closing(open_profile(tmp_path / "appvett.sqlite")) as connection:
        yield connection


@pytest.fixture
def store(file: sqlite3.Connection) -> NewsStore:
    return NewsStore(file, can_save=True)


def test_a_line_comes_back_as_it_was(store: NewsStore) -> None:
    assert store.add(release(), "sha256:8", [ITEM]) == 1
    (kept,) = store.items()
    assert kept.item == ITEM
    assert store.item(kept.number) == kept
    assert store.item(kept.number + 1) is None


def test_a_name_without_end_is_cut_and_its_line_kept(store: NewsStore) -> None:
    endless = "x" * 5_000_000
    words = phrase("{who}", who=(phrase("{name}", name=endless), Text(endless, endless, endless)))
    store.add(release(), "sha256:8", [replace(ITEM, about=endless, apps=(Concerned(AppId("a"), endless),), new=words)])
    (kept,) = store.items()
    assert len(kept.item.about) == len(kept.item.apps[0].name) == 300
    assert len(str(kept.item.new)) < 20_000


def test_the_newest_release_comes_first_and_each_keeps_its_order(store: NewsStore) -> None:
    store.add(release(8), "sha256:8", [of(Group.GUIDANCE), of(Group.OWNERS)])
    store.add(release(9), "sha256:9", [of(Group.GUIDANCE), of(Group.INCIDENTS)])
    found = [(kept.release.version, kept.item.group) for kept in store.items()]
    assert found == [(9, Group.GUIDANCE), (9, Group.INCIDENTS), (8, Group.GUIDANCE), (8, Group.OWNERS)]
    assert [kept.release.version for kept in store.items(Group.GUIDANCE)] == [9, 8]
    assert [kept.release.version for kept in store.items(Group.GUIDANCE, limit=1, after=1)] == [8]


def test_what_is_only_counted_never_waits_to_be_read(store: NewsStore) -> None:
    store.add(release(), "sha256:8", [ITEM, REST])
    assert store.unread() == 1
    assert store.counts() == {Group.FOLLOWED: Counts(1, 1), Group.OTHER: Counts(1, 0)}
    assert [kept.item for kept in store.items(only_unread=True)] == [ITEM]


def test_lines_are_marked_as_read_one_by_one_or_all_and_that_is_undone(store: NewsStore) -> None:
    store.add(release(), "sha256:8", [of(Group.GUIDANCE), of(Group.OWNERS), of(Group.OWNERS)])
    first = store.items()[0].number
    store.mark([first], is_read=True)
    assert store.unread() == 2
    marked = store.mark_all()
    assert store.unread() == 0
    assert first not in marked
    store.mark(marked, is_read=False)
    assert store.unread() == 2
    assert [kept.is_read for kept in store.items()] == [True, False, False]


def test_the_oldest_lines_are_forgotten(store: NewsStore, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(news_store, "MOST_ITEMS", 3)
    monkeypatch.setattr(news_store, "_MOST_RELEASES", 1)
    store.add(release(8), "sha256:8", [of(Group.OWNERS), of(Group.OWNERS)])
    store.add(release(9), "sha256:9", [of(Group.GUIDANCE), of(Group.OWNERS)])
    assert [kept.release.version for kept in store.items()] == [9, 9, 8]
    store.add(release(10), "sha256:10", [of(Group.GUIDANCE)] * 3)
    assert [kept.release.version for kept in store.items()] == [10, 10, 10]
    assert store._read("select version from news_release") == [(10,)]


def test_without_a_file_there_is_nothing_and_nothing_is_saved() -> None:
    store = NewsStore(None, can_save=True)
    assert (store.items(), store.counts(), store.unread(), store.last()) == ((), {}, 0, None)
    assert not store.can_save
    with pytest.raises(ProfileError):
        store.mark_all()
    with pytest.raises(ProfileError):
        store.add(release(), "sha256:8", [ITEM])


def test_where_nothing_can_be_written_news_are_still_read(
    store: NewsStore, file: sqlite3.Connection, tmp_path: Path
) -> None:
    store.add(release(), "sha256:8", [ITEM])
    file.execute("pragma wal_checkpoint(truncate)")
    with closing(open_readonly(tmp_path / "appvett.sqlite")) as connection:
        reader = NewsStore(connection, can_save=True)
        assert reader.unread() == 1
        with pytest.raises(ProfileError):
            reader.mark_all()
        assert reader.unread() == 1


@pytest.mark.parametrize(
    "content", ["", "{", "[]", "null", '{"group": "planets"}', "[" * 9000, '{"group": "owners", "matter": "owner"}']
)
def test_a_line_that_makes_no_sense_is_passed_over(content: str, store: NewsStore, file: sqlite3.Connection) -> None:
    store.add(release(), "sha256:8", [ITEM, of(Group.OWNERS)])
    file.execute("update news set content = ? where part = 'followed'", (content,))
    assert [kept.item.group for kept in store.items()] == [Group.OWNERS]


def test_a_moment_without_a_zone_is_passed_over(store: NewsStore, file: sqlite3.Connection) -> None:
    store.add(release(), "sha256:8", [ITEM])
    file.execute("update news_release set made = '2026-01-01T00:00:00'")
    assert store.items() == ()
    assert store.last() is None
