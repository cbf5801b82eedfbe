"""Older versions, the same version twice, and the way back after a number was driven up on purpose."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.conformance.repository import DAY, NOW, Repository, following

pytestmark = pytest.mark.loopback

SEEN = {"root": 1, "timestamp": 3, "snapshot": 3, "targets": 3}
"""What a station trusts before the repository misbehaves."""


@dataclass(frozen=True)
class Attack:
    """What a repository does to a station that has seen version 3 of everything."""

    name: str
    act: Callable[[Repository], None]
    trusts: dict[str, int]
    """Afterwards, where it differs from `SEEN`."""
    passes: bool = False


def again(repository: Repository, role: str, version: int, *then: str) -> None:
    """Writes a role under an older number, and publishes others that name it."""
    repository.roles[role].version = version
    repository.write(role)
    repository.publish(*then)


def lose_the_entry(repository: Repository) -> None:
    repository.snapshot.meta.clear()
    repository.publish("snapshot", "timestamp")


def same_number_other_content(repository: Repository) -> None:
    repository.timestamp.expires = NOW + 29 * DAY
    repository.write("timestamp")


def bad_number(repository: Repository) -> None:
    repository.timestamp.snapshot_meta.version = 9
    repository.publish("timestamp")


def all_files_of_before(repository: Repository) -> None:
    for role in ("timestamp", "snapshot", "targets"):
        repository.roles[role].version = 2
    repository.write("targets", "snapshot", "timestamp")


ATTACKS = (
    Attack("timestamp older by one", lambda r: again(r, "timestamp", 2), {}),
    Attack("timestamp from the beginning", lambda r: again(r, "timestamp", 1), {}),
    Attack("timestamp with the same number and other content", same_number_other_content, {}, passes=True),
    Attack("everything as it was before", all_files_of_before, {}),
    Attack("snapshot older, named by a new timestamp", lambda r: again(r, "snapshot", 2, "timestamp"), {}),
    Attack("snapshot that the new timestamp names is not there", bad_number, {"timestamp": 4}),
    Attack("snapshot older than what the timestamp in use names", lambda r: again(r, "snapshot", 2), {}, passes=True),
    Attack(
        "targets older, named by a new snapshot",
        lambda r: again(r, "targets", 2, "snapshot", "timestamp"),
        {"timestamp": 4},
    ),
    Attack("targets older, and nobody names them", lambda r: again(r, "targets", 2), {}, passes=True),
    Attack("snapshot forgets the targets", lose_the_entry, {"timestamp": 4}),
)


@pytest.mark.parametrize("hashes", [False, True], ids=["by number", "by number and hash"])
@pytest.mark.parametrize("attack", ATTACKS, ids=lambda attack: attack.name)
def test_nothing_older_is_taken(tmp_path: Path, attack: Attack, hashes: bool) -> None:
    repository = Repository(hashes=hashes)
    repository.release()
    repository.release()
    with following(tmp_path, repository) as station:
        assert station.refresh()
        assert station.trusts() == SEEN
        kept = station.trusted("timestamp") if attack.passes else None
        attack.act(repository)
        assert station.refresh() is attack.passes
        assert station.trusts() == SEEN | attack.trusts
        assert kept in (None, station.trusted("timestamp"))


@dataclass(frozen=True)
class Recovery:
    """A role's number was driven up by a thief of its key; its keys are replaced, and the number begins anew."""

    role: str
    replaced: tuple[str, ...]
    """Roles that get new keys."""


RECOVERIES = (
    Recovery("timestamp", ("timestamp",)),
    Recovery("snapshot", ("timestamp", "snapshot")),
    Recovery("targets", ("snapshot",)),
)


@pytest.mark.parametrize("recovery", RECOVERIES, ids=lambda recovery: recovery.role)
def test_numbers_begin_anew_with_new_keys_and_only_with_them(tmp_path: Path, recovery: Recovery) -> None:
    repository = Repository()
    repository.roles[recovery.role].version = 9998
    repository.release()
    with following(tmp_path, repository) as station:
        assert station.refresh()
        assert station.trusts()[recovery.role] == 9999
        repository.roles[recovery.role].version = 1
        named_by = {"targets": ("snapshot", "timestamp"), "snapshot": ("timestamp",), "timestamp": ()}[recovery.role]
        repository.write(recovery.role)
        repository.publish(*named_by)
        assert not station.refresh(), "the old keys are still good"
        for number, role in enumerate(recovery.replaced, start=6):
            repository.set_keys(role, [number])
        repository.publish("root")
        repository.write("targets", "snapshot", "timestamp")
        assert station.refresh()
        assert station.trusts()[recovery.role] == 1


def test_what_is_up_to_date_is_not_fetched_again(tmp_path: Path) -> None:
    with following(tmp_path, Repository()) as station:
        assert station.refresh()
        assert station.asked_for() == [
            "/metadata/2.root.json",
            "/metadata/timestamp.json",
            "/metadata/1.snapshot.json",
            "/metadata/1.targets.json",
        ]
        assert station.refresh()
        assert station.asked_for() == ["/metadata/2.root.json", "/metadata/timestamp.json"]
        station.repository.publish("timestamp")
        assert station.refresh()
        assert station.trusts() == {"root": 1, "timestamp": 2, "snapshot": 1, "targets": 1}
        assert station.asked_for() == ["/metadata/2.root.json", "/metadata/timestamp.json"]


@pytest.mark.parametrize("consistent", [True, False], ids=["numbered names", "plain names"])
def test_station_that_skips_versions_takes_the_newest(tmp_path: Path, consistent: bool) -> None:
    repository = Repository(consistent=consistent)
    with following(tmp_path, repository) as station:
        assert station.refresh()
        for _ in range(7):
            repository.release()
        assert station.refresh()
        assert station.trusts() == {"root": 1, "timestamp": 8, "snapshot": 8, "targets": 8}
