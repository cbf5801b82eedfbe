"""Taking a release from a folder: what is taken, what is refused, and that nothing half-done stays."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from core.catalogue.current import Origin, activate, origin_of, previous
from core.catalogue.search import Search
from core.catalogue.search_file import build
from core.catalogue.store import CatalogueStore
from core.errors import FollowsPublisher, Silent
from core.publishing.repository.roles import Role
from core.releases.delta import make_delta
from core.releases.model import RELEASE
from core.releases.zstandard import zstd
from core.sync.model import Check, Kind, Result, Way
from core.sync.trust import folder_of
from tests.builders import NOW
from tests.core.sync.conftest import Listener, Machine
from tests.publisher import KEYS, STRANGERS, Publisher, changed

ALL = tuple(Check)


def a_newer(publisher: Publisher, small_catalogue: Path, folder: Path, *, version: int = 0, days: int = 7) -> Path:
    """Publishes one more release, `days` later."""
    made = NOW + timedelta(days=days)
    file = changed(
        small_catalogue,
        folder / f"newer-{days}.sqlite",
        "update app set name = name || ' Two' where id = (select min(id) from app)",
        version=version or publisher.releases[-1].version + 1,
        created=made,
    )
    publisher.release(file, created=made)
    return file


def an_index(catalogue: Path, folder: Path) -> Path:
    """The search index of a catalogue."""
    with CatalogueStore.open(catalogue) as store:
        return build(store, folder, Silent())


def test_first_release_is_taken_and_passes_every_check_in_order(machine: Machine, publisher: Publisher) -> None:
    listener = Listener()
    outcome = machine.take(publisher, listener=listener)
    assert (outcome.result, outcome.kind, outcome.way) == (Result.UPDATED, Kind.FULL, Way.FOLDER)
    assert (outcome.before, outcome.after) == (None, publisher.releases[-1].version)
    assert outcome.checks == tuple(listener.checks) == ALL
    assert machine.digest() == publisher.releases[-1].digest
    assert origin_of(machine.folder) is Origin.RELEASE
    assert machine.left_over() == []


def test_same_release_again_changes_nothing(machine: Machine, publisher: Publisher) -> None:
    machine.take(publisher)
    before = sorted((path.name, path.stat().st_mtime_ns) for path in machine.folder.glob("catalogue-*"))
    outcome = machine.take(publisher)
    assert (outcome.result, outcome.kind, outcome.after) == (Result.UNCHANGED, Kind.NONE, outcome.before)
    assert sorted((path.name, path.stat().st_mtime_ns) for path in machine.folder.glob("catalogue-*")) == before


def test_newer_release_takes_the_place_of_the_older_which_is_kept(
    machine: Machine, publisher: Publisher, small_catalogue: Path, tmp_path: Path
) -> None:
    machine.take(publisher)
    a_newer(publisher, small_catalogue, tmp_path)
    outcome = machine.take(publisher, now=NOW + timedelta(days=8))
    assert outcome.result is Result.UPDATED
    assert dict(outcome.changed)["apps"] == 1
    kept = previous(machine.folder)
    assert kept is not None
    with CatalogueStore.open(kept) as store:
        assert store.info().version == outcome.before
    a_newer(publisher, small_catalogue, tmp_path, days=14)
    machine.take(publisher, now=NOW + timedelta(days=15))
    assert not kept.exists()
    assert len(list(machine.folder.glob("catalogue-*.sqlite"))) == 2


def test_catalogue_file_is_read_only(machine: Machine, publisher: Publisher) -> None:
    machine.take(publisher)
    (file,) = machine.folder.glob("catalogue-*.sqlite")
    assert file.stat().st_mode & 0o222 == 0


def test_reader_finishes_on_the_old_file(
    machine: Machine, publisher: Publisher, small_catalogue: Path, tmp_path: Path
) -> None:
    machine.take(publisher)
    (file,) = machine.folder.glob("catalogue-*.sqlite")
    with CatalogueStore.open(file) as reader:
        for days in (7, 14, 21):
            a_newer(publisher, small_catalogue, tmp_path, days=days)
            machine.take(publisher, now=NOW + timedelta(days=days))
        reader.verify_digest()
        assert reader.info().digest == publisher.releases[0].digest


def test_search_index_comes_with_the_release(
    machine: Machine, publisher: Publisher, small_catalogue: Path, tmp_path: Path
) -> None:
    newer = changed(small_catalogue, tmp_path / "newer.sqlite", version=9)
    publisher.release(newer, created=NOW + timedelta(days=1), with_search=an_index(newer, tmp_path))
    machine.take(publisher, now=NOW + timedelta(days=1))
    with (
        CatalogueStore.open(next(machine.folder.glob("catalogue-9-*"))) as store,
        Search(store, machine.folder) as search,
    ):
        assert search.is_whole


def test_broken_search_index_keeps_nobody_from_the_release(
    machine: Machine, publisher: Publisher, small_catalogue: Path, tmp_path: Path
) -> None:
    newer = changed(small_catalogue, tmp_path / "newer.sqlite", version=9)
    publisher.release(newer, created=NOW + timedelta(days=1), with_search=an_index(newer, tmp_path))
    release = publisher.releases[-1]
    assert release.search is not None
    publisher.flip(publisher.path_of(release.search.name))
    assert machine.take(publisher, now=NOW + timedelta(days=1)).result is Result.UPDATED
    assert not list(machine.folder.glob("search-*"))


def test_damaged_catalogue_is_taken_again(machine: Machine, publisher: Publisher) -> None:
    machine.take(publisher)
    (file,) = machine.folder.glob("catalogue-*.sqlite")
    file.chmod(0o600)
    with file.open("r+b") as opened:
        opened.seek(file.stat().st_size // 2)
        opened.write(bytes(512))
    outcome = machine.take(publisher)
    assert (outcome.result, outcome.kind) == (Result.UPDATED, Kind.FULL)
    assert machine.digest() == publisher.releases[-1].digest


# -- T01 ---------------------------------------------------------------------------------------------------------------


def test_older_release_is_refused_with_both_versions_and_dates(
    machine: Machine, publisher: Publisher, small_catalogue: Path, tmp_path: Path
) -> None:
    older = publisher.copy(tmp_path / "older")
    a_newer(publisher, small_catalogue, tmp_path)
    machine.take(publisher, now=NOW + timedelta(days=8))
    before = machine.digest()
    outcome = machine.take(older, now=NOW + timedelta(days=9))
    assert (outcome.result, outcome.code) == (Result.REFUSED, "older-release")
    told = dict(outcome.said[0].args)
    assert (told["offered"], told["version"]) == tuple(str(r.version) for r in publisher.releases)
    assert (told["offered_date"], told["date"]) == tuple(r.created.date() for r in publisher.releases)
    assert machine.digest() == before
    assert machine.left_over() == []


@dataclass(frozen=True)
class Loss:
    """Which part of the memory is lost."""

    id: str
    lose: Callable[[Path], object]


LOSSES = (
    Loss("trust", lambda data: shutil.rmtree(folder_of(data))),
    Loss("profile", lambda data: (data / "appvett.sqlite").unlink()),
    Loss("metadata", lambda data: (folder_of(data) / "timestamp.json").unlink()),
    Loss("garbage", lambda data: (folder_of(data) / "floor.json").write_text("[" * 9000)),
)


@pytest.mark.parametrize("loss", LOSSES, ids=lambda loss: loss.id)
def test_older_release_is_refused_after_part_of_the_memory_is_lost(
    loss: Loss, machine: Machine, publisher: Publisher, small_catalogue: Path, tmp_path: Path
) -> None:
    older = publisher.copy(tmp_path / "older")
    a_newer(publisher, small_catalogue, tmp_path)
    machine.take(publisher, now=NOW + timedelta(days=8))
    before = machine.digest()
    loss.lose(machine.folder)
    outcome = machine.take(older, now=NOW + timedelta(days=9))
    assert (outcome.result, outcome.code) == (Result.REFUSED, "older-release")
    assert machine.digest() == before


def test_new_signatures_do_not_bring_an_older_catalogue_back(
    machine: Machine, publisher: Publisher, small_catalogue: Path, tmp_path: Path
) -> None:
    a_newer(publisher, small_catalogue, tmp_path)
    machine.take(publisher, now=NOW + timedelta(days=8))
    publisher.release(small_catalogue, created=NOW + timedelta(days=10))
    assert machine.take(publisher, now=NOW + timedelta(days=10)).code == "older-release"


def test_one_number_means_one_release(
    machine: Machine, publisher: Publisher, small_catalogue: Path, tmp_path: Path
) -> None:
    machine.take(publisher)
    a_newer(publisher, small_catalogue, tmp_path, version=publisher.releases[-1].version)
    outcome = machine.take(publisher, now=NOW + timedelta(days=8))
    assert (outcome.result, outcome.code) == (Result.REFUSED, "release-altered")


# -- T02, T03, T07 -----------------------------------------------------------------------------------------------------


def test_changed_byte_is_refused_by_name(
    machine: Machine, publisher: Publisher, small_catalogue: Path, tmp_path: Path
) -> None:
    machine.take(publisher)
    before = machine.digest()
    a_newer(publisher, small_catalogue, tmp_path)
    name = publisher.releases[-1].catalogue.name
    publisher.flip(publisher.path_of(name))
    outcome = machine.take(publisher, now=NOW + timedelta(days=8))
    assert (outcome.result, outcome.code) == (Result.REFUSED, "release-altered")
    assert dict(outcome.said[0].args)["file"] == name
    assert Check.COMPLETE not in outcome.checks
    assert machine.digest() == before
    assert machine.left_over() == []


def _twice(publisher: Publisher, file: Path) -> None:
    publisher.release(file)
    publisher.sign_twice(Role.TARGETS)


UNSIGNED: dict[str, Callable[[Publisher, Path], object]] = {
    "too few": lambda p, f: p.release(f, signed_by={Role.TARGETS: KEYS[Role.TARGETS][:1]}),
    "unknown": lambda p, f: p.release(f, signed_by={Role.TARGETS: STRANGERS[:2]}),
    "timestamp of a stranger": lambda p, f: p.release(f, signed_by={Role.TIMESTAMP: STRANGERS[:1]}),
    "twice the same": _twice,
}


@pytest.mark.parametrize("kind", UNSIGNED)
def test_release_that_the_publisher_did_not_sign_is_refused(
    kind: str, machine: Machine, publisher: Publisher, small_catalogue: Path, tmp_path: Path
) -> None:
    machine.take(publisher)
    before = machine.digest()
    newer = changed(small_catalogue, tmp_path / "newer.sqlite", version=99)
    UNSIGNED[kind](publisher, newer)
    outcome = machine.take(publisher)
    assert outcome.result is Result.REFUSED
    assert outcome.code == ("not-signed" if kind != "twice the same" else outcome.code)
    assert outcome.code in ("not-signed", "release-altered", "release-unreadable")
    assert machine.digest() == before


def test_foreign_publisher_is_refused(machine: Machine, small_catalogue: Path, tmp_path: Path) -> None:
    foreign = Publisher(tmp_path / "foreign", keys=dict.fromkeys(Role, STRANGERS[:3]))
    foreign.rotate_root()
    foreign.release(small_catalogue)
    outcome = machine.take(foreign)
    assert (outcome.result, outcome.code) == (Result.REFUSED, "not-signed")


@pytest.mark.parametrize("name", ["timestamp.json", "snapshot.json", "targets.json", RELEASE, "catalogue"])
def test_missing_file_is_named_and_nothing_changes(name: str, machine: Machine, publisher: Publisher) -> None:
    (file,) = [path for path in publisher.folder.rglob("*") if name in path.name]
    file.unlink()
    outcome = machine.take(publisher)
    assert outcome.result in (Result.REFUSED, Result.FAILED)
    assert name in str(dict(outcome.said[0].args)) + outcome.said[0].message
    assert machine.digest() is None
    assert machine.left_over() == []


def test_snapshot_of_another_release_is_refused(
    machine: Machine, publisher: Publisher, small_catalogue: Path, tmp_path: Path
) -> None:
    machine.take(publisher)
    a_newer(publisher, small_catalogue, tmp_path)
    publisher.swap_snapshot(1)
    assert machine.take(publisher, now=NOW + timedelta(days=8)).result is Result.REFUSED


# -- T08, and roots ----------------------------------------------------------------------------------------------------


def test_six_root_rotations_since_the_last_visit_need_no_question(machine: Machine, publisher: Publisher) -> None:
    machine.take(publisher)
    for _ in range(6):
        publisher.rotate_root()
    outcome = machine.take(publisher)
    assert outcome.result is Result.UNCHANGED
    stamp = machine.floor().stamp
    assert stamp is not None
    assert stamp.root == 7


def test_release_that_names_a_root_which_is_not_there_is_refused(machine: Machine, publisher: Publisher) -> None:
    publisher.refresh(root=99)
    outcome = machine.take(publisher)
    assert (outcome.result, outcome.code) == (Result.REFUSED, "release-incomplete")


@pytest.mark.parametrize("root", [None, b"", b"{}", b"[[[[", b'{"signed": {}, "signatures": []}'])
def test_machine_without_a_root_takes_nothing(root: bytes | None, machine: Machine, publisher: Publisher) -> None:
    alone = Machine(replace(machine.station, root=root))
    outcome = alone.take(publisher)
    assert (outcome.result, outcome.code) == (Result.REFUSED, "no-publisher")
    assert alone.digest() is None


# -- T09 ---------------------------------------------------------------------------------------------------------------


def a_newer_by_delta(publisher: Publisher, old: Path, folder: Path, *, base: Path | None = None) -> bytes:
    """Publishes one more release with a delta from the first one; `base` is what the delta is made from in truth.

    Returns:
        The operations, packed.
    """
    newer = changed(
        old,
        folder / "by-delta.sqlite",
        "update app set name = name || ' Two' where id = (select min(id) from app)",
        version=9,
        created=NOW + timedelta(days=7),
    )
    made = make_delta(base or old, newer, folder / "delta.zst", Silent())
    assert made.length < publisher.releases[-1].catalogue.length
    release = publisher.releases[-1].version
    publisher.release(newer, created=NOW + timedelta(days=7), deltas={release: (folder / "delta.zst", made.unpacked)})
    return (folder / "delta.zst").read_bytes()


def test_only_what_has_changed_is_fetched(
    machine: Machine, publisher: Publisher, small_catalogue: Path, tmp_path: Path
) -> None:
    machine.take(publisher)
    a_newer_by_delta(publisher, small_catalogue, tmp_path)
    listener = Listener()
    outcome = machine.take(publisher, now=NOW + timedelta(days=8), listener=listener)
    assert (outcome.result, outcome.kind) == (Result.UPDATED, Kind.DELTA)
    assert outcome.checks == tuple(listener.checks) == ALL
    assert outcome.received < publisher.releases[-1].catalogue.length
    assert machine.digest() == publisher.releases[-1].digest
    assert machine.left_over() == []


def test_delta_gives_the_same_release_as_the_whole_file(
    a_machine: Callable[[str], Machine], publisher: Publisher, small_catalogue: Path, tmp_path: Path
) -> None:
    one, other = a_machine("one"), a_machine("other")
    one.take(publisher)
    a_newer_by_delta(publisher, small_catalogue, tmp_path)
    kinds = [machine.take(publisher, now=NOW + timedelta(days=8)).kind for machine in (one, other)]
    assert kinds == [Kind.DELTA, Kind.FULL]
    assert one.digest() == other.digest() == publisher.releases[-1].digest


WRONG = ("of another base", "to another end", "altered", "missing", "nonsense")


@pytest.mark.parametrize("kind", WRONG)
def test_delta_that_does_not_fit_is_left_for_the_whole_file(
    kind: str, machine: Machine, publisher: Publisher, small_catalogue: Path, tmp_path: Path
) -> None:
    machine.take(publisher)
    other = changed(small_catalogue, tmp_path / "other.sqlite", "delete from app_name", version=9)
    if kind == "to another end":
        wrong = make_delta(small_catalogue, other, tmp_path / "wrong.zst", Silent())
        newer = changed(small_catalogue, tmp_path / "newer.sqlite", version=9)
        made = {publisher.releases[-1].version: (tmp_path / "wrong.zst", wrong.unpacked)}
        publisher.release(newer, created=NOW + timedelta(days=7), deltas=made)
    elif kind == "nonsense":
        (tmp_path / "nonsense.zst").write_bytes(zstd.compress(b"nonsense"))
        newer = changed(small_catalogue, tmp_path / "newer.sqlite", version=9)
        made = {publisher.releases[-1].version: (tmp_path / "nonsense.zst", 8)}
        publisher.release(newer, created=NOW + timedelta(days=7), deltas=made)
    else:
        a_newer_by_delta(publisher, small_catalogue, tmp_path, base=other if kind == "of another base" else None)
    path = publisher.path_of(publisher.releases[-1].deltas[0].file.name)
    if kind == "altered":
        publisher.flip(path)
    elif kind == "missing":
        path.unlink()
    listener = Listener()
    outcome = machine.take(publisher, now=NOW + timedelta(days=8), listener=listener)
    assert (outcome.result, outcome.kind) == (Result.UPDATED, Kind.FULL)
    assert listener.checks.count(Check.COMPLETE) == 2
    assert outcome.checks == ALL
    assert machine.digest() == publisher.releases[-1].digest
    assert machine.left_over() == []


# -- T14, T15 ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("fields", [{"schema": 99}, {"needs": "99.0.0"}])
def test_release_for_a_newer_appvett_says_update_first(
    fields: dict[str, object], machine: Machine, publisher: Publisher, small_catalogue: Path, tmp_path: Path
) -> None:
    machine.take(publisher)
    before = machine.digest()
    newer = changed(small_catalogue, tmp_path / "newer.sqlite", version=99)
    publisher.release(newer, created=NOW + timedelta(days=1), fields=fields)
    outcome = machine.take(publisher, now=NOW + timedelta(days=1))
    assert (outcome.result, outcome.code) == (Result.REFUSED, "update-first")
    assert machine.digest() == before


TRAPS = {
    "trigger": "create trigger trap after insert on app begin select 1; end",
    "view": "create view trap as select * from app",
    "another id": "pragma application_id = 7",
    "another table": "create table trap (x)",
    "newer schema": "pragma user_version = 99",
}


@pytest.mark.parametrize("kind", TRAPS)
def test_signed_file_of_another_kind_is_refused(
    kind: str, machine: Machine, publisher: Publisher, small_catalogue: Path, tmp_path: Path
) -> None:
    import sqlite3
    from contextlib import closing

    machine.take(publisher)
    before = machine.digest()
    newer = changed(small_catalogue, tmp_path / "newer.sqlite", version=99)
    trap = tmp_path / "trap.sqlite"
    shutil.copyfile(newer, trap)
    with closing(sqlite3.connect(trap)) as connection:
        connection.execute(TRAPS[kind])
        connection.commit()
    publisher.release(newer, created=NOW + timedelta(days=1), inside=trap)
    outcome = machine.take(publisher, now=NOW + timedelta(days=1))
    assert outcome.result is Result.REFUSED
    assert outcome.code == ("update-first" if kind == "newer schema" else "release-unreadable")
    assert machine.digest() == before
    assert machine.left_over() == []


def test_rows_that_do_not_give_the_signed_digest_are_refused(
    machine: Machine, publisher: Publisher, small_catalogue: Path, tmp_path: Path
) -> None:
    newer = changed(small_catalogue, tmp_path / "newer.sqlite", version=99)
    other = changed(small_catalogue, tmp_path / "other.sqlite", "delete from app_name", version=99)
    publisher.release(newer, created=NOW + timedelta(days=1), inside=other)
    outcome = machine.take(publisher, now=NOW + timedelta(days=1))
    assert (outcome.result, outcome.code) == (Result.REFUSED, "release-altered")
    assert machine.digest() is None


# -- clocks ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("year", [1970, 2031])
def test_stick_is_taken_whatever_the_clock_says_and_leaves_no_trace_of_it(
    year: int, machine: Machine, publisher: Publisher, small_catalogue: Path, tmp_path: Path
) -> None:
    wrong = datetime(year, 1, 1, tzinfo=UTC)
    assert machine.take(publisher, now=wrong).result is Result.UPDATED
    stamp = machine.floor().stamp
    assert stamp is not None
    assert stamp.created == NOW
    a_newer(publisher, small_catalogue, tmp_path)
    assert machine.take(publisher, now=NOW + timedelta(days=8)).result is Result.UPDATED


def test_stick_made_a_hundred_days_ago_is_taken(machine: Machine, publisher: Publisher) -> None:
    assert machine.take(publisher, now=NOW + timedelta(days=100)).result is Result.UPDATED


# -- stopping ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("check", ALL)
def test_stopped_at_any_check_leaves_what_was_in_use(
    check: Check, machine: Machine, publisher: Publisher, small_catalogue: Path, tmp_path: Path
) -> None:
    machine.take(publisher)
    before = machine.digest()
    a_newer(publisher, small_catalogue, tmp_path)
    outcome = machine.take(publisher, now=NOW + timedelta(days=8), listener=Listener(stops_at=check))
    assert outcome.result is Result.CANCELLED
    assert machine.digest() == before
    assert machine.left_over() == []
    assert machine.take(publisher, now=NOW + timedelta(days=8)).result is Result.UPDATED


def test_second_sync_at_the_same_time_is_told_so(machine: Machine, publisher: Publisher) -> None:
    from core.catalogue.lock import one_at_a_time

    with one_at_a_time(machine.folder):
        outcome = machine.take(publisher)
    assert (outcome.result, outcome.code) == (Result.FAILED, "sync-busy")


# -- what was built here -----------------------------------------------------------------------------------------------


def test_what_was_built_here_becomes_a_signed_release(
    machine: Machine, publisher: Publisher, small_catalogue: Path
) -> None:
    activate(small_catalogue, machine.folder)
    assert origin_of(machine.folder) is Origin.BUILT
    outcome = machine.take(publisher)
    assert outcome.result is Result.UNCHANGED
    assert origin_of(machine.folder) is Origin.RELEASE


def test_what_is_built_here_never_takes_the_place_of_a_release(
    machine: Machine, publisher: Publisher, small_catalogue: Path, tmp_path: Path
) -> None:
    machine.take(publisher)
    before = machine.digest()
    with pytest.raises(FollowsPublisher):
        activate(changed(small_catalogue, tmp_path / "mine.sqlite", version=99), machine.folder)
    assert machine.digest() == before
