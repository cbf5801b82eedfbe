"""Bringing a list into the catalogue in use: all of it or nothing, and no answer changes."""

from __future__ import annotations

import json
import os
import shutil
import sqlite3
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from core.catalogue import search_file
from core.catalogue.current import POINTER, VERIFIED, activate, current, open_current
from core.catalogue.lock import LOCK
from core.catalogue.model import EntryKind, NameKind
from core.catalogue.store import CatalogueStore
from core.errors import Cancelled, FileUnreadable, ProfileError, Silent
from core.facts import AppId
from core.guidance.store import guidance
from core.publishing.listings import importing
from core.publishing.listings.form import FILE
from core.publishing.listings.importing import ImportResult, import_listings, write_listings
from core.risk.desk import Desk
from core.rules.model import Rules
from core.situation import Device, InformationClass, Platform
from tests.builders import a_situation
from tests.lists import HEADER, TRAPS, imported, line, table_of, write_list


@pytest.fixture
def data(real_catalogue: Path, tmp_path: Path) -> Path:
    """A data folder with the real catalogue in use."""
    folder = tmp_path / "data"
    activate(real_catalogue, folder)
    return folder


@pytest.fixture
def opened(listed: Path) -> Iterator[CatalogueStore]:
    """The real catalogue with the listings of `TRAPS`."""
    with CatalogueStore.open(listed) as store:
        yield store


def apps_of(folder: Path) -> dict[str, tuple[str, int]]:
    """Name and popularity of the listings in use, by id."""
    with open_current(folder) as store:
        return {app.id: (app.name, app.popularity) for app in store.apps() if app.kind is EntryKind.LISTING}


def test_every_app_of_the_list_is_there(opened: CatalogueStore) -> None:
    listed = {app.id for app in opened.apps() if app.kind is EntryKind.LISTING}
    assert listed == {
        "apple-bundle:com.example.bare",
        "cpe:cpe:2.3:a:example:notes",
        "debian:notes-dev",
        "f-droid:org.telegram.messenger",
        "google-play:com.example.Notes",
        "google-play:~name alone",
        "preinstalled-list:com.example.hidden",
    }
    notes = opened.app(AppId("google-play:com.example.Notes"))
    assert notes is not None
    assert (notes.name, notes.publisher, notes.category) == ("Example Notes", "Example", "google-play:Social")
    assert notes.platforms == (Platform.ANDROID, Platform.IOS)
    assert [place.text for place in notes.store_ids] == ["google-play:com.example.Notes", "app-store:123456789"]
    assert notes.sources == ("crawl-2019", "crawl-2021", "shops-2025-07")
    assert (notes.company, notes.tasks, notes.website) == (None, (), "")


def test_a_dossier_gains_names_and_nothing_an_answer_rests_on(
    opened: CatalogueStore, store: CatalogueStore, real_catalogue: Path, listed: Path
) -> None:
    tiktok = opened.app(AppId("tiktok"))
    assert tiktok is not None
    former = tiktok.other_names[-1]
    assert (former.name, former.kind) == ("musical.ly - your video social network", NameKind.FORMER)
    assert former.seen is not None
    assert former.seen.text == "2017"
    for table in ("company", "stake", "presence", "country", "law", "advice", "advice_app", "reach", "incident"):
        assert table_of(listed, table) == table_of(real_catalogue, table)
    telegram = opened.app(AppId("telegram"))
    assert telegram is not None
    assert telegram.popularity == 31
    assert "Momogram" not in {other.name for other in telegram.other_names}
    for app in store.dossiers():
        after = opened.app(app.id)
        assert after is not None
        same = ("name", "company", "company_verified", "platforms", "category", "tasks", "traits", "store_ids")
        assert [getattr(after, name) for name in same] == [getattr(app, name) for name in same]


SITUATIONS = (
    a_situation(),
    a_situation(device=Device.TRAVEL, information=InformationClass.RED),
    a_situation(device=Device.PRIVATE_UNMANAGED, information=InformationClass.GREEN),
    a_situation(platform=Platform.WEB),
)


@pytest.mark.parametrize("number", range(len(SITUATIONS)))
def test_no_decision_about_a_dossier_changes(
    number: int, opened: CatalogueStore, store: CatalogueStore, rules: Rules
) -> None:
    ids = [app.id for app in store.dossiers()]
    before = Desk(store, guidance(store), rules).decisions(ids, SITUATIONS[number])
    after = Desk(opened, guidance(opened), rules).decisions(ids, SITUATIONS[number])
    assert dict(after) == dict(before)


def test_the_new_catalogue_is_in_use_verified_and_searchable(data: Path) -> None:
    before = current(data)
    result = imported(data, *TRAPS)
    assert result.path == current(data) != before
    assert not before.exists()
    assert result.is_searchable
    with CatalogueStore.open(current(data)) as store:
        info = store.info()
    assert (info.version, info.digest, info.apps) == (2, result.digest, result.apps)
    assert result.path.name == f"catalogue-2-{info.digest.removeprefix('sha256:')[:16]}.sqlite"
    names = {path.name for path in data.iterdir()} - {"imported.tsv"}
    assert names == {POINTER, VERIFIED, LOCK, result.path.name, search_file.file_name(info.digest)}


def test_what_became_of_the_lines_is_told(data: Path) -> None:
    result = imported(data, *TRAPS, "x", TRAPS[0])
    assert (result.tally.read, result.tally.taken) == (len(TRAPS) + 2, len(TRAPS))
    counts = result.counts
    assert (counts.made, counts.replaced, counts.kept) == (7, 0, 0)
    assert (counts.merged_rows, counts.merged_apps) == (2, 2)
    assert result.joined == len(TRAPS) - 2 - 7


def test_a_list_does_not_make_the_facts_look_young(data: Path) -> None:
    path = write_list(data / "list.tsv", TRAPS[0])
    with open_current(data) as store:
        created = store.info().created
        import_listings(path, store, data, Silent())
    with open_current(data) as store:
        assert store.info().created == created


def test_importing_twice_gives_the_same_rows(data: Path) -> None:
    imported(data, *TRAPS)
    tables = ("app", "app_name", "app_task", "store_id")
    first = {table: table_of(current(data), table) for table in tables}
    result = imported(data, *TRAPS)
    assert {table: table_of(current(data), table) for table in tables} == first
    assert (result.version, result.counts.made, result.counts.replaced, result.counts.kept) == (3, 7, 7, 0)


def test_listings_of_an_earlier_import_stay_and_the_same_id_is_replaced(data: Path) -> None:
    imported(
        data,
        line(store_id="a.stays", name="Stays", installs="10+"),
        line(store_id="a.changes", name="Before", installs="10+"),
    )
    result = imported(data, line(store_id="a.changes", name="After"), line(store_id="a.new", name="New"))
    assert apps_of(data) == {
        "google-play:a.changes": ("After", 0),
        "google-play:a.new": ("New", 0),
        "google-play:a.stays": ("Stays", 4),
    }
    assert (result.counts.made, result.counts.replaced, result.counts.kept) == (2, 1, 1)


def test_a_place_that_the_new_list_has_is_taken_from_an_older_listing(data: Path) -> None:
    same = {"name": "Notes", "developer": "Maker"}
    on_ios = {"platform": "ios", "store": "app-store", "store_id": "777"}
    imported(data, line(store_id="a.notes", **same), line(**on_ios, **same), line(store="myket", store_id="a.old"))
    imported(data, line(**on_ios, name="Notes on its own"), line(store_id="a.old", name="Old"))
    with open_current(data) as store:
        assert store.find_store_ids("777") == ((AppId("app-store:777"), "app-store", "777"),)
        older = store.app(AppId("google-play:a.notes"))
    assert older is not None
    assert [place.text for place in older.store_ids] == ["google-play:a.notes"]
    imported(data, line(store_id="a.notes", **same), line(**on_ios, **same))
    assert set(apps_of(data)) == {"google-play:a.notes", "google-play:a.old", "myket:a.old"}


def test_a_catalogue_that_came_with_the_program_can_be_the_base(real_catalogue: Path, tmp_path: Path) -> None:
    path = write_list(tmp_path / "list.tsv", TRAPS[4])
    with CatalogueStore.open(real_catalogue) as store:
        result = import_listings(path, store, tmp_path / "new" / "data", Silent())
    assert current(tmp_path / "new" / "data") == result.path


def test_a_list_of_which_nothing_can_be_taken_changes_nothing(data: Path) -> None:
    before = sorted((path.name, path.read_bytes()) for path in data.iterdir())
    result = imported(data, "x", "y\tz")
    assert (result.path, result.version, result.tally.taken) == (None, None, 0)
    (data / "imported.tsv").unlink()
    assert sorted((path.name, path.read_bytes()) for path in data.iterdir()) == before


class Counting:
    """Keeps the steps, and stops the work at one of them."""

    def __init__(self, stop_at: int | None = None) -> None:
        self.steps: list[tuple[int, int]] = []
        self.stop_at = stop_at

    def step(self, done: int, total: int) -> None:
        self.steps.append((done, total))
        if len(self.steps) == self.stop_at:
            raise Cancelled


def run(data: Path, path: Path, reporter: Counting) -> ImportResult:
    with open_current(data) as store:
        return import_listings(path, store, data, reporter)


def test_steps_go_up_to_a_hundred(data: Path, tmp_path: Path) -> None:
    reporter = Counting()
    run(data, write_list(tmp_path / "list.tsv", *TRAPS), reporter)
    done = [step for step, _ in reporter.steps]
    assert done == sorted(done)
    assert reporter.steps[-1] == (100, 100)
    assert {total for _, total in reporter.steps} == {100}


def test_stopping_anywhere_leaves_everything_as_it_was_or_all_of_it_done(data: Path, tmp_path: Path) -> None:
    path = write_list(tmp_path / "list.tsv", *TRAPS)
    counting = Counting()
    shutil.copytree(data, tmp_path / "trial")
    run(tmp_path / "trial", path, counting)
    before = sorted((file.name, file.read_bytes()) for file in data.iterdir())
    stopped = 0
    for number in (*range(1, len(counting.steps), 3), len(counting.steps)):
        folder = tmp_path / f"data-{number}"
        shutil.copytree(data, folder)
        try:
            result = run(folder, path, Counting(number))
        except Cancelled:
            stopped += 1
            assert sorted((file.name, file.read_bytes()) for file in folder.iterdir() if file.name != VERIFIED) == [
                (name, content) for name, content in before if name != VERIFIED
            ]
        else:
            # Only the index was stopped; it is built when it is needed.
            assert not result.is_searchable
            assert current(folder) == result.path
        shutil.rmtree(folder)
    assert stopped > len(counting.steps) // 6


def test_a_full_disk_leaves_the_old_catalogue_in_use(data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = current(data)
    files = {path.name for path in data.iterdir()}

    def full(*_: object) -> None:
        raise sqlite3.OperationalError("database or disk is full")

    monkeypatch.setattr(importing, "write_catalogue", full)
    with pytest.raises(FileUnreadable) as caught:
        imported(data, *TRAPS)
    assert caught.value.safe is not None
    assert current(data) == before
    assert {path.name for path in data.iterdir()} - {"imported.tsv"} == files


@pytest.mark.parametrize("broken", ["fsync", "replace"])
def test_a_place_that_cannot_be_written_leaves_the_old_catalogue_in_use(
    broken: str, data: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = current(data)
    path = write_list(data / "list.tsv", *TRAPS)
    files = {file.name for file in data.iterdir()}

    def fail(*_: object) -> None:
        raise OSError("no space left")

    with open_current(data) as store:
        if broken == "fsync":
            monkeypatch.setattr(os, "fsync", fail)
        else:
            monkeypatch.setattr(Path, "replace", fail)
        with pytest.raises((FileUnreadable, ProfileError)):
            import_listings(path, store, data, Silent())
        monkeypatch.undo()
    assert current(data) == before
    assert {file.name for file in data.iterdir()} == files


def test_a_catalogue_that_could_not_be_put_to_use_is_removed(data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = current(data)

    def refuse(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(importing, "activate", refuse)
    with pytest.raises(KeyboardInterrupt):
        imported(data, *TRAPS)
    assert list(data.glob("*.sqlite")) == [before]


def test_an_index_that_cannot_be_built_does_not_undo_the_import(data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> Path:
        raise Cancelled

    monkeypatch.setattr(search_file, "build", fail)
    result = imported(data, *TRAPS)
    assert not result.is_searchable
    assert current(data) == result.path


# ---- the normalised form --------------------------------------------------------------------------------------------


def test_a_list_is_written_for_a_source_folder(tmp_path: Path) -> None:
    path = write_list(tmp_path / "list.tsv.zst", *TRAPS, "x")
    result = write_listings(path, tmp_path / "new" / "source", Silent())
    assert result.path == tmp_path / "new" / "source" / FILE
    assert (result.tally.read, result.tally.taken, result.version) == (len(TRAPS) + 1, len(TRAPS), None)
    first = result.path.read_bytes()
    assert write_listings(path, tmp_path / "new" / "source", Silent()).path == result.path
    assert result.path.read_bytes() == first


def test_building_with_the_form_gives_the_same_apps_as_importing(
    real_catalogue: Path, listed: Path, tmp_path: Path
) -> None:
    from core.publishing.build import build
    from tests.catalogue_fixture import SOURCE

    source = Path(shutil.copytree(SOURCE, tmp_path / "source"))
    write_listings(write_list(tmp_path / "list.tsv", *TRAPS), source, Silent())
    built = build(source, tmp_path / "built.sqlite", Silent()).path
    for table in ("app", "app_name", "app_task", "store_id"):
        assert table_of(built, table) == table_of(listed, table)
    assert table_of(built, "app") != table_of(real_catalogue, "app")


@pytest.mark.parametrize("make", [lambda p: p.write_text(HEADER), lambda p: write_list(p, "x")], ids=["header", "bad"])
def test_nothing_is_written_of_an_empty_list(make: Callable[[Path], object], tmp_path: Path) -> None:
    make(tmp_path / "list.tsv")
    result = write_listings(tmp_path / "list.tsv", tmp_path / "out", Silent())
    assert result.path is None
    assert not (tmp_path / "out").exists()


def test_a_form_that_was_there_stays_when_writing_is_stopped(tmp_path: Path) -> None:
    path = write_list(tmp_path / "list.tsv", *TRAPS)
    (tmp_path / FILE).write_bytes(b"what was there")
    counting = Counting()
    write_listings(path, tmp_path / "trial", counting)
    with pytest.raises(Cancelled):
        write_listings(path, tmp_path, Counting(len(counting.steps)))
    assert (tmp_path / FILE).read_bytes() == b"what was there"
    assert sorted(file.name for file in tmp_path.iterdir()) == sorted(["list.tsv", "trial", FILE])


def test_a_folder_that_cannot_be_made_is_told(tmp_path: Path) -> None:
    path = write_list(tmp_path / "list.tsv", *TRAPS)
    with pytest.raises(FileUnreadable):
        write_listings(path, path / "inside a file", Silent())


def test_the_pointer_names_the_new_file(data: Path) -> None:
    result = imported(data, *TRAPS)
    assert result.path is not None
    assert json.loads((data / POINTER).read_text("utf-8"))["file"] == result.path.name
