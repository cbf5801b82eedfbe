"""What has run out, as seen at a moment of ours."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from tests.conformance.repository import DAY, NOW, ROLES, Repository, following

pytestmark = pytest.mark.loopback

SECOND = timedelta(seconds=1)


@dataclass(frozen=True)
class Expired:
    """A role of a new release has run out."""

    role: str
    trusts: dict[str, int]
    """Afterwards: what comes before it is kept, for it is genuine and protects from rollback."""


EXPIRED = (
    Expired("root", {"root": 2, "timestamp": 1, "snapshot": 1, "targets": 1}),
    Expired("timestamp", {"root": 2, "timestamp": 1, "snapshot": 1, "targets": 1}),
    Expired("snapshot", {"root": 2, "timestamp": 2, "snapshot": 1, "targets": 1}),
    Expired("targets", {"root": 2, "timestamp": 2, "snapshot": 2, "targets": 1}),
)


@pytest.mark.parametrize("case", EXPIRED, ids=lambda case: case.role)
@pytest.mark.parametrize("since", [0 * SECOND, SECOND, DAY, 5000 * DAY], ids=str)
def test_what_has_run_out_is_not_taken(tmp_path: Path, case: Expired, since: timedelta) -> None:
    repository = Repository()
    with following(tmp_path, repository) as station:
        assert station.refresh()
        repository.roles[case.role].expires = NOW - since
        repository.publish(*ROLES)
        assert not station.refresh()
        assert station.trusts() == case.trusts


@pytest.mark.parametrize("role", ROLES)
def test_last_second_counts(tmp_path: Path, role: str) -> None:
    repository = Repository()
    repository.roles[role].expires = NOW + SECOND
    repository.publish(*ROLES)
    with following(tmp_path, repository) as station:
        assert station.refresh()
        assert station.trusts() == dict.fromkeys(ROLES, 2)


@pytest.mark.parametrize("role", ["timestamp", "snapshot", "targets"])
def test_station_whose_metadata_have_run_out_takes_new_ones(tmp_path: Path, role: str) -> None:
    repository = Repository()
    repository.roles[role].expires = NOW + 7 * DAY
    repository.release()
    with following(tmp_path, repository) as station:
        assert station.refresh()
        assert not station.refresh(NOW + 18 * DAY)
        repository.roles[role].expires = NOW + 21 * DAY
        repository.release()
        assert station.refresh(NOW + 18 * DAY)
        assert station.trusts() == {"root": 1, "timestamp": 3, "snapshot": 3, "targets": 3}


def test_number_of_a_timestamp_that_has_run_out_still_protects(tmp_path: Path) -> None:
    repository = Repository()
    repository.timestamp.expires = NOW + 7 * DAY
    repository.release()
    with following(tmp_path, repository) as station:
        assert station.refresh()
        repository.timestamp.version = 1
        repository.timestamp.expires = NOW + 30 * DAY
        repository.write("timestamp")
        assert not station.refresh(NOW + 18 * DAY)
        assert station.trusts()["timestamp"] == 2


def test_root_on_the_way_may_have_run_out_but_not_the_last(tmp_path: Path) -> None:
    repository = Repository()
    repository.root.expires = NOW - DAY
    repository.publish("root")
    with following(tmp_path, repository) as station:
        assert not station.refresh()
        repository.root.expires = NOW + DAY
        repository.publish("root")
        assert station.refresh()
        assert station.trusts()["root"] == 3


def test_wrong_clock_does_no_lasting_harm(tmp_path: Path) -> None:
    repository = Repository()
    with following(tmp_path, repository) as station:
        assert station.refresh(datetime(1970, 1, 1, tzinfo=UTC))
        assert not station.refresh(NOW + 5 * 365 * DAY)
        repository.release()
        assert not station.refresh(NOW + 5 * 365 * DAY)
        assert station.refresh()
        assert station.trusts() == {"root": 1, "timestamp": 2, "snapshot": 2, "targets": 2}
