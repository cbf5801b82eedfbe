"""Signing: only what was seen, only by whom the root names, and each key once."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from tuf.api.metadata import Metadata, Targets

from core.errors import NotPublishable, RepositoryUnusable, SignaturesMissing, Silent
from core.publishing.repository import metadata
from core.publishing.repository.examining import Seen, examine
from core.publishing.repository.reading import Waiting, newest_root, waiting
from core.publishing.repository.roles import Role, Terms
from core.publishing.repository.rootmaking import KeyChanges
from core.publishing.repository.signatures import tallies
from core.publishing.repository.signing import add_signature
from core.publishing.repository.staging import stage_renewal
from core.releases.model import RELEASE, Release
from core.releases.release import write_release
from tests.builders import NOW
from tests.core.publishing.repository.conftest import Newer
from tests.core.publishing.repository.office import QUICK, Office


def look(office: Office, tmp_path: Path, own: Path | None = None) -> Seen | None:
    """What a signer finds."""
    work = tmp_path / "looking"
    shutil.rmtree(work, ignore_errors=True)
    work.mkdir()
    return examine(office.repository, now_waiting(office), work, own, Silent())


def now_waiting(office: Office) -> Waiting:
    found = waiting(office.repository)
    assert found is not None
    return found


def missing(office: Office) -> list[tuple[str, int, int]]:
    """Role, root and number of missing signatures."""
    counted = tallies(newest_root(office.repository), now_waiting(office))
    return [(one.role.value, one.root, one.missing) for one in counted]


def test_two_of_three_sign_a_release(office: Office, small_catalogue: Path) -> None:
    office.stage(small_catalogue)
    assert missing(office) == [("targets", 1, 2)]
    office.sign(Role.TARGETS, 0)
    assert missing(office) == [("targets", 1, 1)]
    with pytest.raises(SignaturesMissing, match="signature by a key"):
        office.finish()
    office.sign(Role.TARGETS, 2)
    assert missing(office) == [("targets", 1, 0)]
    office.finish()


def test_a_key_counts_once_and_others_not_at_all(office: Office, small_catalogue: Path) -> None:
    office.stage(small_catalogue)
    office.sign(Role.TARGETS, 0)
    with pytest.raises(SignaturesMissing, match="counts once"):
        office.sign(Role.TARGETS, 0)
    for role in (Role.ROOT, Role.SNAPSHOT, Role.TIMESTAMP):
        with pytest.raises(SignaturesMissing, match="not asked"):
            office.sign(role, 0)
    with pytest.raises(SignaturesMissing, match="not asked"):
        add_signature(office.repository, now_waiting(office), Ed25519PrivateKey.generate())
    assert missing(office) == [("targets", 1, 1)]


def test_a_new_root_is_signed_by_old_and_new_keys(office: Office) -> None:
    lost = office.public(Role.ROOT, 2).id
    office.stage_root(KeyChanges([office.new(Role.ROOT)], [lost]))
    office.sign(Role.ROOT, 0)
    assert missing(office) == [("root", 1, 1), ("root", 2, 1)]
    office.sign(Role.ROOT, 3)
    assert missing(office) == [("root", 1, 1), ("root", 2, 0)]
    office.sign(Role.ROOT, 2)  # retires, and may still say yes to that
    assert missing(office) == [("root", 1, 0), ("root", 2, 0)]
    office.finish()


def test_what_changed_since_it_was_seen_is_not_signed(office: Office, small_catalogue: Path, newer: Newer) -> None:
    seen = office.stage(newer(2))
    shutil.rmtree(office.repository.staged.folder)
    office.stage(small_catalogue)
    with pytest.raises(NotPublishable, match="does not belong together"):
        add_signature(office.repository, seen, office.keys[Role.TARGETS][0])
    assert missing(office) == [("targets", 1, 2)]


def test_nothing_waits(office: Office, small_catalogue: Path) -> None:
    seen = office.stage(small_catalogue)
    shutil.rmtree(office.repository.staged.folder)
    with pytest.raises(NotPublishable, match="Nothing waits"):
        add_signature(office.repository, seen, office.keys[Role.TARGETS][0])


def test_a_signer_sees_what_the_file_holds(office: Office, small_catalogue: Path, newer: Newer, tmp_path: Path) -> None:
    release = office.stage(small_catalogue).release
    seen = look(office, tmp_path, small_catalogue)
    assert release is not None
    assert seen is not None
    assert (seen.info.digest, seen.info.version) == (release.digest, release.version)
    with pytest.raises(NotPublishable, match="is not the same as"):
        look(office, tmp_path, newer(1))


def test_a_root_alone_has_no_catalogue(office: Office, tmp_path: Path) -> None:
    office.stage_root(KeyChanges(renew=True))
    assert look(office, tmp_path) is None


def pipe(path: Path) -> None:
    path.unlink()
    os.mkfifo(path)


def flip(path: Path) -> None:
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 1
    path.write_bytes(content)


@pytest.mark.parametrize("name", [RELEASE, "catalogue-2.sqlite.zst", "delta-1-2.zst", "search-2.sqlite.zst"])
@pytest.mark.parametrize("spoil", [flip, Path.unlink, pipe], ids=["changed", "missing", "pipe"])
def test_a_file_that_is_not_as_listed_is_found(
    office: Office, small_catalogue: Path, newer: Newer, tmp_path: Path, name: str, spoil: Callable[[Path], None]
) -> None:
    office.publish(small_catalogue)
    office.stage(newer(2), replace(QUICK, with_search=True))
    (path,) = office.repository.staged.targets.glob(f"*.{name}")
    spoil(path)
    with pytest.raises((NotPublishable, RepositoryUnusable)):
        look(office, tmp_path)


def restage(office: Office, change: Callable[[Release], Release], *, number: int = 0, more: str = "") -> None:
    """Let another list wait, as a colleague with bad intentions would write it."""
    found = now_waiting(office)
    assert found.release is not None
    assert found.targets is not None
    place = office.repository.staged
    content = write_release(change(found.release))
    digest = hashlib.sha256(content).hexdigest()
    place.targets.mkdir(exist_ok=True)
    place.target(digest, RELEASE).write_bytes(content)
    files = dict(found.targets.signed.targets)
    files[RELEASE] = metadata.target_file(RELEASE, len(content), digest)
    if more:
        files[more] = files[found.release.catalogue.name]
    made = metadata.make_targets(number or found.targets.signed.version, files, found.targets.signed.expires)
    for path in place.metadata.iterdir():
        path.unlink()
    (place.metadata / f"{made.signed.version}.targets.json").write_bytes(metadata.to_bytes(made))


LIES: dict[str, Callable[[Release], Release]] = {
    "digest": lambda release: replace(release, digest="sha256:" + "0" * 64),
    "version": lambda release: replace(release, version=release.version + 1),
    "counts": lambda release: replace(release, counts=(("apps", 3),)),
    "created": lambda release: replace(release, created=NOW),
    "length": lambda release: replace(release, catalogue=replace(release.catalogue, unpacked=4096)),
    "changes since another": lambda release: replace(release, changes=replace(release.changes, since=9)),
    "another file": lambda release: replace(release, search=release.catalogue),
}


@pytest.mark.parametrize("lie", LIES)
def test_a_description_that_lies_is_found(office: Office, small_catalogue: Path, tmp_path: Path, lie: str) -> None:
    office.stage(small_catalogue)
    restage(office, lambda release: release)
    look(office, tmp_path)
    restage(office, LIES[lie])
    with pytest.raises(NotPublishable, match="does not belong together"):
        look(office, tmp_path)


def test_a_file_that_the_release_does_not_speak_of_is_found(
    office: Office, small_catalogue: Path, tmp_path: Path
) -> None:
    office.stage(small_catalogue)
    restage(office, lambda release: release, more="more.zst")
    with pytest.raises(NotPublishable) as refused:
        look(office, tmp_path)
    assert dict(refused.value.what.args)["file"] == "1.targets.json"


def test_a_number_far_ahead_is_found(office: Office, small_catalogue: Path, tmp_path: Path) -> None:
    office.stage(small_catalogue)
    restage(office, lambda release: release, number=1_000_000)
    with pytest.raises(NotPublishable) as refused:
        look(office, tmp_path)
    assert dict(refused.value.what.args)["file"] == "1000000.targets.json"


def test_an_older_release_is_not_signed_again(
    office: Office, small_catalogue: Path, newer: Newer, tmp_path: Path
) -> None:
    office.publish(small_catalogue)
    old = (office.repository.public.metadata / "1.targets.json").read_bytes()
    office.publish(newer(2))
    place = office.repository.staged
    place.metadata.mkdir(parents=True)
    files = Metadata[Targets].from_bytes(old).signed.targets
    made = metadata.make_targets(3, files, Terms().expiry(Role.TARGETS, NOW))
    (place.metadata / "3.targets.json").write_bytes(metadata.to_bytes(made))
    with pytest.raises(NotPublishable, match="no higher"):
        look(office, tmp_path)


@pytest.mark.parametrize(
    "content", [b"", b"{}", b"[" * 5000, b"\0" * 100, b'{"signed": {"_type": "snapshot"}}', b"x" * 2**21]
)
def test_what_waits_and_makes_no_sense_is_told(office: Office, small_catalogue: Path, content: bytes) -> None:
    office.stage(small_catalogue)
    (path,) = office.repository.staged.metadata.iterdir()
    path.write_bytes(content)
    with pytest.raises(RepositoryUnusable, match="damaged"):
        waiting(office.repository)


def test_two_lists_at_once_are_told(office: Office, small_catalogue: Path) -> None:
    office.stage(small_catalogue)
    (path,) = office.repository.staged.metadata.iterdir()
    shutil.copyfile(path, path.with_name("2.targets.json"))
    with pytest.raises(RepositoryUnusable):
        waiting(office.repository)


def test_signatures_of_others_stay(office: Office, small_catalogue: Path) -> None:
    seen = office.stage(small_catalogue)
    for number in (0, 1, 2):  # all three have looked at the same moment
        add_signature(office.repository, seen, office.keys[Role.TARGETS][number])
    (path,) = office.repository.staged.metadata.iterdir()
    assert len(json.loads(path.read_bytes())["signatures"]) == 3


def rewrite(office: Office, role: Role, change: Callable[[dict[str, Any]], object]) -> None:
    """Let the signed part of waiting metadata be another one; its signatures are taken away."""
    (path,) = office.repository.staged.metadata.glob(f"*.{role}.json")
    content = json.loads(path.read_bytes())
    change(content["signed"])
    path.write_text(json.dumps({"signatures": [], "signed": content["signed"]}), encoding="utf-8")


UNSHOWN: dict[str, Callable[[dict[str, Any]], object]] = {
    "delegations": lambda signed: signed.update(delegations={"keys": {}, "roles": []}),
    "custom": lambda signed: signed["targets"][RELEASE].update(custom={"for": "whom"}),
    "a member of a file": lambda signed: signed["targets"][RELEASE].update(more=1),
    "another hash": lambda signed: signed["targets"][RELEASE]["hashes"].update(sha512="0" * 128),
    "a member": lambda signed: signed.update({"x-more": "anything"}),
    "a yes as a number": lambda signed: signed.update(version=True),
    "a broken number": lambda signed: signed.update(version=1.0),
    "another specification": lambda signed: signed.update(spec_version="1.0.1"),
}


@pytest.mark.parametrize("more", UNSHOWN)
def test_nothing_is_signed_that_is_not_shown(office: Office, small_catalogue: Path, tmp_path: Path, more: str) -> None:
    office.stage(small_catalogue)
    rewrite(office, Role.TARGETS, lambda signed: signed)
    look(office, tmp_path)
    rewrite(office, Role.TARGETS, UNSHOWN[more])
    with pytest.raises(NotPublishable, match="does not belong together"):
        look(office, tmp_path)


def in_capitals(signed: dict[str, Any]) -> dict[str, Any]:
    """The first targets key once more, under another id and in other letters."""
    name = signed["roles"]["targets"]["keyids"][0]
    other = json.loads(json.dumps(signed["keys"][name]))
    other["keyval"]["public"] = other["keyval"]["public"].upper()
    return dict(other)


def add_twin(signed: dict[str, Any]) -> None:
    signed["keys"]["f" * 64] = in_capitals(signed)
    signed["roles"]["targets"]["keyids"].append("f" * 64)


def respell(signed: dict[str, Any]) -> None:
    signed["keys"][signed["roles"]["targets"]["keyids"][0]] = in_capitals(signed)


def give_a_second_role(signed: dict[str, Any]) -> None:
    roles = signed["roles"]
    roles["root"]["keyids"] = sorted([*roles["root"]["keyids"], *roles["timestamp"]["keyids"]])


ODD_ROOTS: dict[str, Callable[[dict[str, Any]], object]] = {
    "one key under two ids": add_twin,
    "capitals": respell,
    "one key in two roles": give_a_second_role,
    "a key of no role": lambda signed: signed["keys"].update({"f" * 64: in_capitals(signed)}),
    "a member": lambda signed: signed.update({"x-more": "anything"}),
    "a member of a role": lambda signed: signed["roles"]["root"].update(more=1),
    "a member of a key": lambda signed: next(iter(signed["keys"].values())).update(more=1),
    "one name for all releases": lambda signed: signed.update(consistent_snapshot=False),
}


@pytest.mark.parametrize("odd", ODD_ROOTS)
def test_a_root_that_we_would_not_make_is_found(office: Office, tmp_path: Path, odd: str) -> None:
    office.stage_root(KeyChanges(renew=True))
    rewrite(office, Role.ROOT, lambda signed: signed)
    look(office, tmp_path)
    rewrite(office, Role.ROOT, ODD_ROOTS[odd])
    with pytest.raises(NotPublishable, match="does not belong together"):
        look(office, tmp_path)


@pytest.mark.parametrize(("since", "counts"), [(1, ()), (1, (("apps", 2),)), (0, ())])
def test_changes_are_counted_once_more(
    office: Office, small_catalogue: Path, newer: Newer, tmp_path: Path, since: int, counts: tuple[tuple[str, int], ...]
) -> None:
    office.publish(small_catalogue)
    office.stage(newer(2))
    restage(office, lambda release: release)
    look(office, tmp_path)
    restage(office, lambda release: replace(release, changes=replace(release.changes, since=since, counts=counts)))
    with pytest.raises(NotPublishable) as refused:
        look(office, tmp_path)
    assert dict(refused.value.what.args)["file"] == RELEASE


def test_changes_are_believed_where_there_is_nothing_to_compare_with(
    office: Office, small_catalogue: Path, newer: Newer, tmp_path: Path
) -> None:
    office.publish(small_catalogue)
    office.stage(newer(2))
    (gone,) = office.repository.public.targets.glob("*.catalogue-1.sqlite.zst")
    gone.unlink()
    restage(office, lambda release: replace(release, changes=replace(release.changes, counts=(("apps", 2),))))
    assert look(office, tmp_path) is not None


def test_a_renewed_release_says_what_it_said(office: Office, small_catalogue: Path, tmp_path: Path) -> None:
    office.publish(small_catalogue)
    stage_renewal(office.repository, NOW, Terms())
    look(office, tmp_path)
    restage(office, lambda release: replace(release, changes=replace(release.changes, counts=(("apps", 2),))))
    with pytest.raises(NotPublishable):
        look(office, tmp_path)
