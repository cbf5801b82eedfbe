"""Roots: setting up, adding, retiring, renewing, and what is refused."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from core.errors import NotPublishable, SignaturesMissing
from core.publishing.repository.place import Repository
from core.publishing.repository.reading import newest_root, published, waiting
from core.publishing.repository.roles import DAYS, THRESHOLDS, Role, Terms
from core.publishing.repository.rootmaking import KeyChanges, keys_of
from core.signing.keys import PublicKey
from tests.core.publishing.repository.conftest import Newer
from tests.core.publishing.repository.office import Office
from tests.core.publishing.repository.station import found


@pytest.fixture
def bare(tmp_path: Path) -> Office:
    """Keys, and no repository yet."""
    return Office(Repository(tmp_path / "bare"))


def ids(office: Office, role: Role) -> set[str]:
    root = newest_root(office.repository)
    assert root is not None
    return set(keys_of(root.signed, role))


def test_the_first_root_is_as_agreed(bare: Office) -> None:
    bare.set_up()
    root = newest_root(bare.repository)
    assert root is not None
    assert root.signed.consistent_snapshot
    assert root.signed.version == 1
    assert root.signed.expires == bare.now + timedelta(days=400)
    assert {Role(name): role.threshold for name, role in root.signed.roles.items()} == THRESHOLDS
    assert (THRESHOLDS[Role.ROOT], THRESHOLDS[Role.TARGETS], THRESHOLDS[Role.SNAPSHOT]) == (2, 2, 1)
    assert DAYS == {Role.ROOT: 400, Role.TARGETS: 120, Role.SNAPSHOT: 120, Role.TIMESTAMP: 35}
    for role in Role:
        assert ids(bare, role) == {bare.public(role, number).id for number in range(len(bare.keys[role]))}


def test_thresholds_and_days_can_be_others(bare: Office, small_catalogue: Path) -> None:
    bare.terms = Terms(days={**DAYS, Role.TIMESTAMP: 7, Role.TARGETS: 30})
    bare.stage_root(KeyChanges(bare.all_public(), thresholds={Role.ROOT: 3, Role.TARGETS: 1}))
    bare.sign_all(Role.ROOT, (0, 1))
    with pytest.raises(SignaturesMissing):
        bare.finish()
    bare.sign(Role.ROOT, 2)
    bare.finish()
    bare.stage(small_catalogue)
    bare.sign(Role.TARGETS, 1)
    now = bare.finish()
    assert now.timestamp is not None
    assert now.targets is not None
    assert now.timestamp.signed.expires == bare.now + timedelta(days=7)
    assert now.targets.signed.expires == bare.now + timedelta(days=30)


def test_too_few_keys_are_refused(bare: Office) -> None:
    for left_out in Role:
        some = [key for key in bare.all_public() if key.role != left_out]
        with pytest.raises(NotPublishable, match="must sign"):
            bare.stage_root(KeyChanges(some))
    assert waiting(bare.repository) is None


def test_a_key_has_one_role(bare: Office) -> None:
    twice = bare.public(Role.ROOT)
    with pytest.raises(NotPublishable, match="two roles"):
        bare.stage_root(KeyChanges([*bare.all_public(), PublicKey("targets", twice.name, twice.public)]))
    with pytest.raises(NotPublishable, match="no role of a repository"):
        bare.stage_root(KeyChanges([*bare.all_public(), PublicKey("mirror", "anna", "0" * 64)]))


def test_a_root_that_nothing_changes_is_refused(office: Office) -> None:
    with pytest.raises(NotPublishable, match="would not change"):
        office.stage_root(KeyChanges(office.all_public()))
    with pytest.raises(NotPublishable, match="would not change"):
        office.stage_root(KeyChanges(thresholds={Role.ROOT: 2}))
    office.stage_root(KeyChanges(renew=True))


def test_a_renewed_root_holds_longer(office: Office, small_catalogue: Path) -> None:
    office.publish(small_catalogue)
    before = published(office.repository).root.signed
    office.now += timedelta(days=20)
    office.stage_root(KeyChanges(renew=True))
    office.sign_all(Role.ROOT, (1, 2))
    after = office.finish().root.signed
    assert (after.version, after.roles) == (before.version + 1, before.roles)
    assert after.expires - before.expires == timedelta(days=20)
    assert found(office.repository.public.folder, office.now).version == 1


@pytest.mark.parametrize("role", list(Role))
def test_any_key_can_be_replaced(office: Office, small_catalogue: Path, newer: Newer, role: Role) -> None:
    office.publish(small_catalogue)
    lost = office.public(role).id
    office.stage_root(KeyChanges([office.new(role)], [lost[:8]]))
    office.sign_all(Role.ROOT, (1, 2))
    if role is Role.TARGETS:
        office.sign_all(Role.TARGETS, (1, 3))  # the release was signed by the lost key
    office.finish()
    assert lost not in ids(office, role)
    assert office.public(role, -1).id in ids(office, role)
    assert found(office.repository.public.folder).version == 1
    del office.keys[role][0]
    office.publish(newer(2))
    assert found(office.repository.public.folder).version == 2


def test_a_release_is_signed_anew_only_where_it_must_be(office: Office, small_catalogue: Path) -> None:
    office.publish(small_catalogue)  # by the first two
    staged = office.stage_root(KeyChanges([office.new(Role.TARGETS)], [office.public(Role.TARGETS, 2).id]))
    assert staged.targets is None
    assert staged.root is not None


def test_a_retired_key_does_not_come_back(office: Office) -> None:
    gone = office.public(Role.TARGETS, 2)
    office.stage_root(KeyChanges(retire=[gone.id]))
    office.sign_all(Role.ROOT)
    office.finish()
    with pytest.raises(NotPublishable, match="is not taken back"):
        office.stage_root(KeyChanges([gone]))


def test_retiring_needs_an_id_that_is_one_key(office: Office) -> None:
    known = office.public(Role.TARGETS).id
    for wrong in ("", known[:7], "0" * 64, "zz", known + "0"):
        with pytest.raises(NotPublishable, match="names no key, or several"):
            office.stage_root(KeyChanges(retire=[wrong]))


def test_no_role_is_left_with_too_few(office: Office) -> None:
    with pytest.raises(NotPublishable, match="must sign"):
        office.stage_root(KeyChanges(retire=[office.public(Role.TIMESTAMP).id]))
    two = [office.public(Role.TARGETS, number).id for number in (0, 1)]
    with pytest.raises(NotPublishable, match="must sign"):
        office.stage_root(KeyChanges(retire=two))


def test_a_root_waits_for_nothing_else(office: Office, small_catalogue: Path) -> None:
    office.stage(small_catalogue)
    with pytest.raises(NotPublishable, match="waits for signatures"):
        office.stage_root(KeyChanges(renew=True))
