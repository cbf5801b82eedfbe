"""Stick editions, and removing what is old."""

from __future__ import annotations

import shutil
from datetime import timedelta
from pathlib import Path

import pytest

from core.errors import Cancelled, KeyFileUnusable, NotPublishable, RepositoryBusy, RepositoryUnusable, Silent
from core.publishing.repository.ageing import expiries, reminders
from core.publishing.repository.alone import alone
from core.publishing.repository.pruning import prune
from core.publishing.repository.reading import published
from core.publishing.repository.roles import Role
from core.publishing.repository.rootmaking import KeyChanges
from core.publishing.repository.staging import Wishes
from core.publishing.repository.stick import Edition, write_stick
from core.texts.phrase import Language
from core.texts.words import Words
from tests.builders import NOW
from tests.core.publishing.repository.conftest import Newer
from tests.core.publishing.repository.office import Office
from tests.core.publishing.repository.station import files, found, left_behind
from tests.core.publishing.repository.test_staging import Stop


def write(office: Office, folder: Path) -> Edition:
    return write_stick(office.repository, folder, office.now, Silent())


def test_an_edition_holds_what_a_station_needs_and_no_more(
    office: Office, small_catalogue: Path, newer: Newer, tmp_path: Path
) -> None:
    office.publish(small_catalogue)
    office.stage_root(KeyChanges(renew=True))
    office.sign_all(Role.ROOT)
    office.finish()
    office.publish(newer(2), Wishes(with_search=True, level=1))
    edition = write(office, tmp_path / "stick")
    public, stick = files(office.repository.public.folder), files(tmp_path / "stick")
    names = {path.rpartition("/")[2].partition(".")[2] if "targets/" in path else path for path in stick}
    assert names == {
        "metadata/1.root.json",
        "metadata/2.root.json",
        "metadata/2.targets.json",
        "metadata/2.snapshot.json",
        "metadata/timestamp.json",
        "release.json",
        "catalogue-2.sqlite.zst",
        "search-2.sqlite.zst",
    }
    assert all(public[path] == content for path, content in stick.items())
    assert (edition.version, edition.files, edition.length) == (2, 8, sum(map(len, stick.values())))
    assert found(tmp_path / "stick", with_all=False).version == 2


def test_an_older_edition_is_renewed(office: Office, small_catalogue: Path, newer: Newer, tmp_path: Path) -> None:
    office.publish(small_catalogue)
    write(office, tmp_path / "stick")
    office.publish(newer(2))
    write(office, tmp_path / "stick")
    assert found(tmp_path / "stick", with_all=False).version == 2
    assert not list((tmp_path / "stick").rglob("*-1.sqlite.zst"))
    assert write(office, tmp_path / "stick").version == 2


@pytest.mark.parametrize("kind", ["file", "folder", "link", "other repository", "half of one"])
def test_a_foreign_folder_is_left_alone(office: Office, small_catalogue: Path, tmp_path: Path, kind: str) -> None:
    office.publish(small_catalogue)
    stick = tmp_path / "stick"
    write(office, stick)
    if kind == "file":
        (stick / "holiday.jpg").write_text("mine")
    elif kind == "folder":
        (stick / "metadata" / "old").mkdir()
    elif kind == "link":
        (stick / "targets" / ("0" * 64 + ".release.json")).symlink_to(small_catalogue)
    elif kind == "other repository":
        (stick / "metadata" / "1.root.json").write_text("{}")
    else:
        (stick / "metadata" / "1.root.json").unlink()
    before = {path: path.lstat().st_mtime_ns for path in stick.rglob("*")}
    with pytest.raises(RepositoryUnusable, match="no stick edition"):
        write(office, stick)
    assert {path: path.lstat().st_mtime_ns for path in stick.rglob("*")} == before


def test_an_edition_does_not_go_into_the_repository(office: Office, small_catalogue: Path, tmp_path: Path) -> None:
    office.publish(small_catalogue)
    for folder in (office.repository.folder / "stick", office.repository.folder, office.repository.public.folder):
        with pytest.raises(RepositoryUnusable):
            write(office, folder)
    (tmp_path / "link").symlink_to(office.repository.public.folder)
    with pytest.raises(RepositoryUnusable):
        write(office, tmp_path / "link")


def test_a_stick_that_is_pulled_keeps_a_whole_edition(
    office: Office, small_catalogue: Path, newer: Newer, tmp_path: Path
) -> None:
    stick = tmp_path / "stick"
    office.publish(small_catalogue)
    write(office, stick)
    office.publish(newer(2))
    count = Stop(0)
    write_stick(office.repository, tmp_path / "other", office.now, count)
    for at in range(1, count.steps + 1, 3):
        copy = tmp_path / f"pulled-{at}"
        shutil.copytree(stick, copy)
        with pytest.raises(Cancelled):
            write_stick(office.repository, copy, office.now, Stop(at))
        assert found(copy, with_all=False).version in (1, 2)
        assert not list(copy.rglob("*.part"))
        assert write(office, copy).version == 2


def test_a_half_made_file_of_a_power_cut_is_cleared_away(office: Office, small_catalogue: Path, tmp_path: Path) -> None:
    office.publish(small_catalogue)
    write(office, tmp_path / "stick")
    half = tmp_path / "stick" / "targets" / ("0" * 64 + ".catalogue-1.sqlite.zst.part")
    half.write_text("half")
    write(office, tmp_path / "stick")
    assert not half.exists()


def test_a_damaged_repository_makes_no_edition(office: Office, small_catalogue: Path, tmp_path: Path) -> None:
    office.publish(small_catalogue)
    (path,) = office.repository.public.targets.glob("*.catalogue-1.sqlite.zst")
    path.write_bytes(path.read_bytes()[::-1])
    with pytest.raises(RepositoryUnusable, match="damaged"):
        write(office, tmp_path / "stick")
    assert not list((tmp_path / "stick").rglob("*timestamp*"))


def test_without_a_release_there_is_no_edition(office: Office, tmp_path: Path) -> None:
    with pytest.raises(NotPublishable, match="No release is published"):
        write(office, tmp_path / "stick")
    with pytest.raises(NotPublishable, match="No release is published"):
        prune(office.repository)
    assert not (tmp_path / "stick").exists()


def test_the_last_five_releases_stay(office: Office, small_catalogue: Path, newer: Newer) -> None:
    office.publish(small_catalogue)
    for version in range(2, 8):
        office.publish(newer(version))
    (office.repository.public.targets / "notes.txt").write_text("of the administrator")
    pruned = prune(office.repository)
    assert pruned.kept == (7, 6, 5, 4, 3)
    assert pruned.files > 0
    assert pruned.length > 0
    catalogues = {path.name[65:] for path in office.repository.public.targets.glob("*.catalogue-*")}
    assert catalogues == {f"catalogue-{version}.sqlite.zst" for version in range(3, 8)}
    assert (office.repository.public.targets / "notes.txt").exists()
    assert found(office.repository.public.folder).version == 7
    office.publish(newer(8))
    assert [delta.version for delta in found(office.repository.public.folder).deltas] == [7, 6, 5, 4]
    assert prune(office.repository).kept == (8, 7, 6, 5, 4)


def test_only_one_command_is_at_work(office: Office) -> None:
    with alone(office.repository), pytest.raises(RepositoryBusy), alone(office.repository):
        pytest.fail("two at once")


def test_what_a_killed_command_left_is_removed(office: Office) -> None:
    (office.repository.folder / ".work-killed").mkdir()
    (office.repository.folder / ".work-killed" / "half").write_text("half")
    with alone(office.repository) as work:
        assert work.is_dir()
    assert left_behind(office.repository) == []


@pytest.mark.parametrize("place", ["", "public/targets", "staged", "public/metadata/deep"])
def test_nothing_is_done_while_a_private_key_lies_inside(office: Office, small_catalogue: Path, place: str) -> None:
    folder = office.repository.folder / place
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "targets-anna.pem").write_text("secret")
    with pytest.raises(KeyFileUnusable, match="lies inside the repository"):
        office.stage(small_catalogue)


def test_what_runs_out_is_told_in_time(office: Office, small_catalogue: Path) -> None:
    office.publish(small_catalogue)
    now, words = published(office.repository), Words(Language.EN)
    assert {one.role: one.days for one in expiries(now, NOW)} == {
        Role.ROOT: 400,
        Role.TARGETS: 120,
        Role.SNAPSHOT: 120,
        Role.TIMESTAMP: 35,
    }
    said = {day: [words.say(one) for one in reminders(now, NOW + timedelta(days=day))] for day in (0, 25, 26, 91, 401)}
    assert [len(lines) for lines in said.values()] == [0, 0, 1, 3, 4]
    assert said[26][0].startswith("The signatures of timestamp hold until 28 December 2026. Renew them with:")
    assert "ran out on" in said[401][0]


def test_a_file_in_place_of_the_folder_is_left_alone(office: Office, small_catalogue: Path, tmp_path: Path) -> None:
    office.publish(small_catalogue)
    (tmp_path / "stick").write_text("mine")
    with pytest.raises(RepositoryUnusable, match="no stick edition"):
        write(office, tmp_path / "stick")
    assert (tmp_path / "stick").read_text() == "mine"


def test_an_edition_that_was_begun_can_be_finished(office: Office, small_catalogue: Path, tmp_path: Path) -> None:
    office.publish(small_catalogue)
    count = Stop(0)
    write_stick(office.repository, tmp_path / "other", office.now, count)
    for at in range(1, count.steps + 1, 3):
        folder = tmp_path / f"begun-{at}"
        with pytest.raises(Cancelled):
            write_stick(office.repository, folder, office.now, Stop(at))
        assert write(office, folder).version == 1
