"""Setting out a release: what is made, what is refused, and that nothing half-made stays."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from core.catalogue.search_file import open_file
from core.errors import (
    Cancelled,
    CatalogueDamaged,
    CatalogueForeign,
    CatalogueMissing,
    CatalogueTooNew,
    NotPublishable,
    Reporter,
    RepositoryUnusable,
)
from core.publishing.listings.zstandard import zstd
from core.publishing.repository.place import Repository
from core.publishing.repository.reading import published, waiting
from core.publishing.repository.roles import Role
from core.publishing.repository.staging import DELTAS, Wishes, drop, stage_renewal
from core.releases.delta import make_delta
from core.releases.model import Packed
from tests.builders import NOW
from tests.core.publishing.repository.conftest import Newer
from tests.core.publishing.repository.office import QUICK, Office
from tests.core.publishing.repository.station import files, found, left_behind
from tests.publisher import changed


def test_a_release_holds_what_was_staged(office: Office, small_catalogue: Path) -> None:
    staged = office.stage(small_catalogue, Wishes(with_search=True, needs="1.2.3", level=1)).release
    assert staged is not None
    office.sign_all(Role.TARGETS)
    assert office.finish().release == staged
    assert found(office.repository.public.folder) == staged
    assert (staged.needs, staged.changes.since, staged.deltas) == ("1.2.3", 0, ())


def test_catalogue_and_index_are_packed_whole(office: Office, small_catalogue: Path, tmp_path: Path) -> None:
    staged = office.stage(small_catalogue, Wishes(with_search=True, level=1)).release
    assert staged is not None
    assert staged.search is not None
    inside = {}
    for file in (staged.catalogue, staged.search):
        (path,) = office.repository.staged.targets.glob(f"*.{file.name}")
        inside[file.name] = zstd.decompress(path.read_bytes())
        assert (path.stat().st_size, len(inside[file.name])) == (file.length, file.unpacked)
    assert inside[staged.catalogue.name] == small_catalogue.read_bytes()
    (tmp_path / "search.sqlite").write_bytes(inside[staged.search.name])
    index = open_file(tmp_path / "search.sqlite", staged.digest)
    assert index is not None
    index.close()


def test_packing_in_earnest_is_within_what_stations_read(office: Office, small_catalogue: Path) -> None:
    office.publish(small_catalogue, Wishes())
    assert found(office.repository.public.folder).version == 1


def test_deltas_lead_from_the_last_four_releases(office: Office, small_catalogue: Path, newer: Newer) -> None:
    office.publish(small_catalogue)
    for version in range(2, 8):
        office.publish(newer(version))
    release = found(office.repository.public.folder)
    assert [delta.version for delta in release.deltas] == [6, 5, 4, 3]
    assert len(release.deltas) == DELTAS
    assert release.changes.since == 6
    assert release.changes.counts == (("apps", 1),)
    assert "1 app" in release.changes.words.en


def test_a_release_whose_files_are_gone_gets_no_delta(office: Office, small_catalogue: Path, newer: Newer) -> None:
    office.publish(small_catalogue)
    office.publish(newer(2))
    (gone,) = office.repository.public.targets.glob("*.catalogue-1.sqlite.zst")
    gone.unlink()
    office.publish(newer(3))
    assert [delta.version for delta in found(office.repository.public.folder).deltas] == [2]


def test_a_release_that_was_damaged_here_is_told(office: Office, small_catalogue: Path, newer: Newer) -> None:
    office.publish(small_catalogue)
    (path,) = office.repository.public.targets.glob("*.catalogue-1.sqlite.zst")
    path.write_bytes(path.read_bytes()[:-100])
    with pytest.raises(RepositoryUnusable, match="damaged"):
        office.stage(newer(2))
    assert waiting(office.repository) is None


def test_only_one_thing_waits(office: Office, small_catalogue: Path, newer: Newer) -> None:
    office.stage(small_catalogue)
    with pytest.raises(NotPublishable, match="waits for signatures"):
        office.stage(newer(2))
    assert drop(office.repository)
    assert not drop(office.repository)
    office.stage(newer(2))


def test_versions_go_up(office: Office, small_catalogue: Path, newer: Newer, tmp_path: Path) -> None:
    office.publish(newer(5))
    for version in (4, 5):
        other = changed(small_catalogue, tmp_path / "other.sqlite", version=version)
        with pytest.raises(NotPublishable, match="no higher"):
            office.stage(other)


def test_the_same_facts_are_published_once(office: Office, small_catalogue: Path, newer: Newer) -> None:
    office.publish(small_catalogue)
    office.publish(newer(2))
    for again in (small_catalogue, newer(2)):
        with pytest.raises(NotPublishable, match="published already"):
            office.stage(again)


def test_a_catalogue_from_the_future_is_refused(office: Office, small_catalogue: Path, tmp_path: Path) -> None:
    late = changed(small_catalogue, tmp_path / "late.sqlite", created=NOW + timedelta(seconds=1))
    with pytest.raises(NotPublishable, match="yet to come"):
        office.stage(late)
    office.now += timedelta(seconds=1)
    office.stage(late)


def test_facts_do_not_grow_younger(office: Office, small_catalogue: Path, tmp_path: Path) -> None:
    office.publish(small_catalogue)
    early = changed(small_catalogue, tmp_path / "early.sqlite", created=NOW - timedelta(days=2))
    with pytest.raises(NotPublishable, match="before the one that is published"):
        office.stage(early)


def test_what_is_no_catalogue_is_refused(office: Office, small_catalogue: Path, tmp_path: Path) -> None:
    flipped = changed(small_catalogue, tmp_path / "flipped.sqlite")
    with closing(sqlite3.connect(flipped)) as connection:
        connection.execute("update app set name = 'Evil' where id = 'signal'")
        connection.commit()
    cut = tmp_path / "cut.sqlite"
    cut.write_bytes(small_catalogue.read_bytes()[:50_000])
    text = tmp_path / "text.sqlite"
    text.write_text("no catalogue at all, but long enough to have a header of a hundred bytes " * 3)
    trigger = changed(small_catalogue, tmp_path / "trigger.sqlite")
    with closing(sqlite3.connect(trigger)) as connection:
        connection.execute("create view evil as select * from app")
        connection.commit()
    new = changed(small_catalogue, tmp_path / "new.sqlite")
    with closing(sqlite3.connect(new)) as connection:
        connection.execute("pragma user_version = 99")
        connection.commit()
    kinds = {
        flipped: CatalogueDamaged,
        cut: CatalogueDamaged,
        text: CatalogueForeign,
        trigger: CatalogueDamaged,
        new: CatalogueTooNew,
        tmp_path / "absent.sqlite": CatalogueMissing,
    }
    for path, kind in kinds.items():
        with pytest.raises(kind):
            office.stage(path)
    assert (waiting(office.repository), left_behind(office.repository)) == (None, [])


UNREADABLE = {
    "kind of a dossier": "update app set kind = 'weird' where id = 'signal'",
    "mark of a dossier": "update app set verified = 'weird' where id = 'signal'",
    "relevance of guidance": "update advice set relevance = 'weird'",
    "kind of a company's stake": "update stake set verified = 'weird'",
    "reach": "update reach set verified = 'weird'",
    "incident": "update incident set verified = 'weird'",
}


@pytest.mark.parametrize("what", UNREADABLE)
def test_what_the_program_cannot_read_is_refused(
    office: Office, small_catalogue: Path, tmp_path: Path, what: str
) -> None:
    odd = changed(small_catalogue, tmp_path / "odd.sqlite", UNREADABLE[what])
    with pytest.raises(CatalogueDamaged):
        office.stage(odd)
    assert waiting(office.repository) is None
    assert left_behind(office.repository) == []


@pytest.mark.parametrize("needs", ["1", "1.2", "v1.2.3", "1.2.3.4", "../1.2.3"])
def test_a_smallest_version_is_a_version(office: Office, small_catalogue: Path, needs: str) -> None:
    with pytest.raises(NotPublishable, match="no version"):
        office.stage(small_catalogue, Wishes(needs=needs))


def test_without_a_root_there_is_no_repository(small_catalogue: Path, tmp_path: Path) -> None:
    with pytest.raises(RepositoryUnusable, match="has no root"):
        Office(Repository(tmp_path / "none")).stage(small_catalogue)


class Stop:
    """Asks to stop at the n-th step."""

    def __init__(self, at: int) -> None:
        self.left, self.steps = at, 0

    def step(self, done: int, total: int) -> None:  # noqa: ARG002 - only counted
        self.steps += 1
        self.left -= 1
        if not self.left:
            raise Cancelled


def test_stopping_leaves_nothing_behind(office: Office, small_catalogue: Path, newer: Newer) -> None:
    office.publish(small_catalogue)
    before, later = files(office.repository.public.folder), newer(2)
    count = Stop(0)
    office.stage(later, Wishes(with_search=True, level=1), count)
    drop(office.repository)
    for at in {1, *range(2, count.steps, max(1, count.steps // 25)), count.steps}:
        with pytest.raises(Cancelled):
            office.stage(later, Wishes(with_search=True, level=1), Stop(at))
        assert (waiting(office.repository), left_behind(office.repository)) == (None, [])
    assert files(office.repository.public.folder) == before
    office.stage(later)


def test_a_renewed_release_is_the_same_under_another_number(office: Office, small_catalogue: Path) -> None:
    office.publish(small_catalogue)
    before = published(office.repository)
    office.now += timedelta(days=100)
    stage_renewal(office.repository, office.now, office.terms)
    office.sign_all(Role.TARGETS, (1, 2))
    after = office.finish()
    assert before.targets is not None
    assert after.targets is not None
    assert after.release == before.release
    assert after.targets.signed.version == before.targets.signed.version + 1
    assert after.targets.signed.expires - before.targets.signed.expires == timedelta(days=100)
    assert found(office.repository.public.folder, office.now) == after.release


def test_nothing_can_be_renewed_before_the_first_release(office: Office) -> None:
    with pytest.raises(NotPublishable, match="No release is published"):
        stage_renewal(office.repository, NOW, office.terms)


def test_a_delta_that_is_no_smaller_is_left_out(
    office: Office, small_catalogue: Path, newer: Newer, monkeypatch: pytest.MonkeyPatch
) -> None:
    office.publish(small_catalogue)

    def padded(old: Path, new: Path, target: Path, reporter: Reporter) -> Packed:
        return replace(make_delta(old, new, target, reporter), length=10**9)

    monkeypatch.setattr("core.publishing.repository.staging.make_delta", padded)
    staged = office.stage(newer(2), QUICK).release
    assert staged is not None
    assert staged.deltas == ()
    assert not list(office.repository.staged.targets.glob("*delta*"))
