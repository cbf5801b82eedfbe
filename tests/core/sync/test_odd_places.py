"""Things that lie where they should not, memory that is lost, and trouble after the switch."""

from __future__ import annotations

import json
import os
import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest

from core.catalogue.current import POINTER, Origin, activate, remove_others
from core.catalogue.lock import LOCK, one_at_a_time
from core.database.connections import open_profile
from core.errors import FollowsPublisher, ProfileError, ReleaseUnreadable, SyncBusy
from core.settings.folders import profile_file
from core.sync import after, take
from core.sync.history import HistoryStore
from core.sync.model import Result
from core.sync.sources import from_folder
from core.sync.trust import FILE, Floor, folder_of, raise_floor, read_floor
from tests.builders import NOW
from tests.core.sync.conftest import Listener, Machine
from tests.core.sync.test_memory import FLOOR, STAMP
from tests.publisher import Publisher, changed

LATER = NOW + timedelta(days=8)


@pytest.fixture
def newer(publisher: Publisher, small_catalogue: Path, tmp_path: Path) -> Callable[[], None]:
    """Publishes one more release."""

    def publish() -> None:
        publisher.release(changed(small_catalogue, tmp_path / "9.sqlite", version=9), created=NOW + timedelta(days=7))

    return publish


@pytest.mark.parametrize("content", [b"", b"{", b"[]", b'{"format": 1}'])
def test_pointer_that_cannot_be_read_costs_no_catalogue(content: bytes, machine: Machine, publisher: Publisher) -> None:
    machine.take(publisher)
    files = sorted(machine.folder.glob("catalogue-*"))
    (machine.folder / POINTER).write_bytes(content)
    remove_others(machine.folder)
    shutil.rmtree(publisher.folder)
    assert machine.take(publisher).result is Result.FAILED
    assert sorted(machine.folder.glob("catalogue-*")) == files


def test_machine_that_lost_its_pointer_still_follows_its_publisher(
    machine: Machine, publisher: Publisher, small_catalogue: Path
) -> None:
    machine.take(publisher)
    (machine.folder / POINTER).unlink()
    with pytest.raises(FollowsPublisher):
        activate(small_catalogue, machine.folder)
    assert machine.take(publisher).result is Result.UPDATED


def test_nothing_is_built_into_the_middle_of_a_sync(machine: Machine, small_catalogue: Path) -> None:
    with one_at_a_time(machine.folder), pytest.raises(SyncBusy):
        activate(small_catalogue, machine.folder)


def test_other_rows_under_the_name_of_the_release_are_replaced(
    machine: Machine, publisher: Publisher, small_catalogue: Path, tmp_path: Path
) -> None:
    machine.take(publisher)
    (file,) = machine.folder.glob("catalogue-*.sqlite")
    file.chmod(0o600)
    other = changed(small_catalogue, tmp_path / "other.sqlite", "delete from app_name", version=1)
    shutil.copyfile(other, file)
    assert machine.take(publisher).result is Result.UPDATED
    assert machine.digest() == publisher.releases[-1].digest


def test_number_of_what_was_built_here_keeps_no_release_out(
    machine: Machine, publisher: Publisher, small_catalogue: Path, tmp_path: Path
) -> None:
    activate(changed(small_catalogue, tmp_path / "mine.sqlite", version=500), machine.folder)
    assert machine.take(publisher).result is Result.UPDATED


@pytest.mark.parametrize("name", [".incoming", "trust", "trust/floor.json"])
@pytest.mark.parametrize("kind", ["file", "link", "folder"])
def test_what_lies_in_our_way_is_put_aside(
    name: str, kind: str, machine: Machine, publisher: Publisher, tmp_path: Path
) -> None:
    place, elsewhere = machine.folder / name, tmp_path / "elsewhere"
    elsewhere.mkdir()
    (elsewhere / "kept").write_text("kept")
    place.parent.mkdir(parents=True, exist_ok=True)
    if kind == "file":
        place.write_text("x")
    elif kind == "link":
        place.symlink_to(elsewhere)
    else:
        (place / "inner").mkdir(parents=True)
    assert machine.take(publisher).result is Result.UPDATED
    assert [path.name for path in elsewhere.iterdir()] == ["kept"]


def test_link_in_place_of_the_lock_makes_nothing(machine: Machine, publisher: Publisher, tmp_path: Path) -> None:
    machine.folder.mkdir()
    (machine.folder / LOCK).symlink_to(tmp_path / "made")
    assert machine.take(publisher).result is Result.FAILED
    assert not (tmp_path / "made").exists()


def test_folder_whose_name_is_no_text_is_taken_and_kept_in_the_history(machine: Machine, publisher: Publisher) -> None:
    odd = os.fsdecode(os.fsencode(publisher.folder.parent) + b"/min\xe5ned")
    publisher.folder.rename(odd)
    assert machine.take(from_folder(Path(odd))).result is Result.UPDATED
    with closing(open_profile(profile_file(machine.folder))) as connection:
        (kept,) = HistoryStore(connection).outcomes()
    assert kept.source.endswith("/min\ufffdned")


# -- the floor ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("version", ["1e400", "-1e400", "true", '"9"', "[1]"])
def test_floor_with_a_number_that_is_none_is_read_as_nothing_or_a_number(version: str, tmp_path: Path) -> None:
    folder_of(tmp_path).mkdir()
    text = '{"format": 1, "version": %s, "digest": "", "made": null, "stamp": null}' % version  # noqa: UP031
    (folder_of(tmp_path) / FILE).write_text(text)
    assert read_floor(tmp_path, None).version in (0, 1, 9)


def test_what_could_not_be_remembered_is_not_believed(tmp_path: Path) -> None:
    raise_floor(tmp_path, None, FLOOR)
    too_far = Floor(STAMP.__class__(NOW.replace(year=2500), NOW.replace(year=2501), 2, 5), 8, FLOOR.digest, NOW)
    with pytest.raises(ReleaseUnreadable):
        raise_floor(tmp_path, None, too_far)
    assert read_floor(tmp_path, None) == FLOOR


def test_floor_in_a_profile_that_cannot_be_written_still_counts(
    machine: Machine, publisher: Publisher, newer: Callable[[], None], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    older = publisher.copy(tmp_path / "older")
    newer()
    machine.take(publisher, now=LATER)
    shutil.rmtree(folder_of(machine.folder))
    (machine.folder / POINTER).unlink()

    def refused(path: Path) -> sqlite3.Connection:
        from core.texts.phrase import phrase

        raise ProfileError(phrase("{path} cannot be written.", path=str(path)), phrase("Try again later."))

    monkeypatch.setattr("core.database.connections.open_profile", refused)
    assert machine.take(older, now=LATER).code == "older-release"


# -- after the switch --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("fault", [OSError("disk"), ValueError("mistake"), sqlite3.OperationalError("locked")])
def test_trouble_after_the_switch_does_not_unsay_it(
    fault: Exception, machine: Machine, publisher: Publisher, newer: Callable[[], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    machine.take(publisher)
    newer()

    def fail(*_: object) -> None:
        raise fault

    monkeypatch.setattr(after, "_changed", fail)
    monkeypatch.setattr(take, "remove_others", fail if isinstance(fault, OSError) else remove_others)
    outcome = machine.take(publisher, now=LATER)
    assert (outcome.result, outcome.after) == (Result.UPDATED, 9)
    assert machine.digest() == publisher.releases[-1].digest


def test_mistake_of_ours_is_raised_and_stands_in_the_history(
    machine: Machine, publisher: Publisher, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr(take, "verify", fail)
    with pytest.raises(ZeroDivisionError):
        machine.take(publisher)
    with closing(open_profile(profile_file(machine.folder))) as connection:
        (kept,) = HistoryStore(connection).outcomes()
    assert (kept.result, kept.code) == (Result.FAILED, "internal")


def test_ctrl_c_stands_in_the_history_as_stopped(
    machine: Machine, publisher: Publisher, monkeypatch: pytest.MonkeyPatch
) -> None:
    def stop(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(take, "verify", stop)
    with pytest.raises(KeyboardInterrupt):
        machine.take(publisher, listener=Listener())
    with closing(open_profile(profile_file(machine.folder))) as connection:
        (kept,) = HistoryStore(connection).outcomes()
    assert kept.result is Result.CANCELLED
    assert machine.left_over() == []


def test_pointer_tells_where_a_catalogue_came_from(machine: Machine, publisher: Publisher) -> None:
    machine.take(publisher)
    assert json.loads((machine.folder / POINTER).read_text())["origin"] == Origin.RELEASE
