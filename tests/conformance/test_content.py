"""Files that are not the ones named, do not belong together, or cannot be read."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from tuf.api.metadata import Metadata, MetaFile
from tuf.api.serialization.json import JSONSerializer

from tests.conformance.repository import NOW, ROLES, Repository, following
from tests.core.transport.servers import dripping, head

pytestmark = pytest.mark.loopback

FIRST = dict.fromkeys(ROLES, 1)


@dataclass(frozen=True)
class Mix:
    """A new release whose parts do not belong together."""

    name: str
    act: Callable[[Repository], object]
    trusts: dict[str, int]
    """Afterwards, where it differs from the first release."""


def resign(repository: Repository, role: str) -> None:
    """The role with the same number and other content, signed by the right key."""
    repository.roles[role].unrecognized_fields["note"] = "another"
    repository.put(role, repository.signed(role))


def other_number(repository: Repository, role: str) -> None:
    """The file of the role's number holds another number."""
    path = repository.path(role)
    repository.roles[role].version += 1
    repository.files[path] = repository.signed(role)


def name_length(repository: Repository, role: str, length: int) -> None:
    by, names = (repository.snapshot.meta, "targets.json") if role == "targets" else (None, "")
    meta = by[names] if by else repository.timestamp.snapshot_meta
    changed = MetaFile(meta.version, length, meta.hashes)
    if by:
        by[names] = changed
        repository.write("snapshot", "timestamp")
    else:
        repository.timestamp.snapshot_meta = changed
        repository.write("timestamp")


SNAPSHOT, TARGETS = {"root": 2, "timestamp": 2}, {"root": 2, "timestamp": 2, "snapshot": 2}
MIXES = (
    Mix("snapshot of the same number, other content", lambda r: resign(r, "snapshot"), SNAPSHOT),
    Mix("targets of the same number, other content", lambda r: resign(r, "targets"), TARGETS),
    Mix("snapshot of another number", lambda r: other_number(r, "snapshot"), SNAPSHOT),
    Mix("targets of another number", lambda r: other_number(r, "targets"), TARGETS),
    Mix("snapshot of before", lambda r: r.put("snapshot", r.files["/metadata/1.snapshot.json"]), SNAPSHOT),
    Mix("targets of before", lambda r: r.put("targets", r.files["/metadata/1.targets.json"]), TARGETS),
    Mix("snapshot longer than named", lambda r: name_length(r, "snapshot", 50), SNAPSHOT),
    Mix("snapshot shorter than named", lambda r: name_length(r, "snapshot", 5000), SNAPSHOT),
    Mix("targets longer than named", lambda r: name_length(r, "targets", 50), TARGETS),
    Mix("targets shorter than named", lambda r: name_length(r, "targets", 5000), TARGETS),
    Mix("targets in place of the snapshot", lambda r: r.put("snapshot", r.files[r.path("targets")]), SNAPSHOT),
    Mix("snapshot in place of the targets", lambda r: r.put("targets", r.files[r.path("snapshot")]), TARGETS),
    Mix("snapshot in place of the timestamp", lambda r: r.put("timestamp", r.files[r.path("snapshot")]), {"root": 2}),
    Mix("timestamp in place of the root", lambda r: r.put("root", r.files[r.path("timestamp")]), {}),
    Mix("snapshot is missing", lambda r: r.files.pop(r.path("snapshot")), SNAPSHOT),
    Mix("targets are missing", lambda r: r.files.pop(r.path("targets")), TARGETS),
    Mix("timestamp is missing", lambda r: r.files.pop(r.path("timestamp")), {"root": 2}),
    Mix("everything but the root is missing", lambda r: [r.files.pop(r.path(role)) for role in ROLES[1:]], {"root": 2}),
)


@pytest.mark.parametrize("consistent", [True, False], ids=["numbered names", "plain names"])
@pytest.mark.parametrize("mix", MIXES, ids=lambda mix: mix.name)
def test_parts_that_do_not_belong_together_are_refused(tmp_path: Path, mix: Mix, consistent: bool) -> None:
    repository = Repository(hashes=True, consistent=consistent)
    with following(tmp_path, repository) as station:
        assert station.refresh()
        if not consistent and "of before" in mix.name:
            # Under plain names the new file has taken the place of the old one: keep that one to put it back.
            role = "snapshot" if "snapshot" in mix.name else "targets"
            repository.files[f"/metadata/1.{role}.json"] = repository.files[repository.path(role)]
        repository.publish(*ROLES)
        mix.act(repository)
        assert not station.refresh()
        assert station.trusts() == FIRST | mix.trusts


@pytest.mark.parametrize("role", ["snapshot", "targets"])
def test_number_alone_is_compared_where_no_hash_is_named(tmp_path: Path, role: str) -> None:
    repository = Repository()
    with following(tmp_path, repository) as station:
        repository.release()
        resign(repository, role)
        assert station.refresh()


def edited(content: bytes, change: Callable[[dict[str, Any]], object]) -> bytes:
    """The document with a change in its signed part; its signature does not fit any more."""
    document = json.loads(content)
    change(document["signed"])
    return json.dumps(document).encode()


BROKEN: dict[str, Callable[[bytes], bytes]] = {
    "empty": lambda _c: b"",
    "zero bytes": lambda c: bytes(len(c)),
    "half": lambda c: c[: len(c) // 2],
    "last byte missing": lambda c: c[:-1],
    "another byte behind": lambda c: c + b"}",
    "twice": lambda c: c + c,
    "UTF-16": lambda c: c.decode().encode("utf-16"),
    "no UTF-8": lambda c: c.replace(b"signed", b"sign\xff", 1),
    "a list": lambda _c: b"[]",
    "a number": lambda _c: b"7",
    "null": lambda _c: b"null",
    "NaN": lambda c: edited(c, lambda s: s.update(version=float("nan"))),
    "infinity": lambda c: edited(c, lambda s: s.update(version=float("inf"))),
    "brackets": lambda _c: b"[" * 10_000,
    "objects": lambda _c: b'{"a":' * 3_000,
    "half a sign": lambda c: c.replace(b"signed", b"\\ud800", 1),
    "NUL": lambda c: c.replace(b"signed", b"sig\\u0000ed", 1),
    "a web page": lambda _c: b"<!DOCTYPE html><title>Log in</title>",
    "no signed part": lambda c: json.dumps({"signatures": json.loads(c)["signatures"]}).encode(),
    "no signatures": lambda c: json.dumps({"signed": json.loads(c)["signed"]}).encode(),
    "signatures are no list": lambda c: json.dumps(json.loads(c) | {"signatures": {}}).encode(),
    "number changed": lambda c: edited(c, lambda s: s.update(version=s["version"] + 1)),
    "expiry changed": lambda c: edited(c, lambda s: s.update(expires="2099-01-01T00:00:00Z")),
    "field added without a signature": lambda c: edited(c, lambda s: s.update(more=1)),
    "field removed": lambda c: edited(c, lambda s: s.pop("expires")),
}


@pytest.mark.parametrize("broken", BROKEN)
def test_file_that_cannot_be_read_is_refused(tmp_path: Path, broken: str) -> None:
    repository = Repository()
    with following(tmp_path, repository) as station:
        assert station.refresh()
        repository.publish(*ROLES)
        for role in ROLES:
            good = repository.files[repository.path(role)]
            repository.put(role, BROKEN[broken](good))
            assert not station.refresh(), role
            assert station.trusts()[role] == 1
            repository.put(role, good)
        assert station.refresh(), "no lasting harm"


WRONG: dict[str, dict[str, Any]] = {
    "another kind": {"_type": "mirrors"},
    "no kind": {"_type": None},
    "specification of a later age": {"spec_version": "2.0.0"},
    "specification without a number": {"spec_version": "newest"},
    "number zero": {"version": 0},
    "number below zero": {"version": -2},
    "number with a fraction": {"version": 2.5},
    "number as text": {"version": "2"},
    "no number": {"version": None},
    "expiry without a day": {"expires": "never"},
    "expiry on a day that is none": {"expires": "2026-02-30T00:00:00Z"},
    "expiry as a number": {"expires": 1_800_000_000},
}


def signed_anyhow(repository: Repository, role: str, change: dict[str, Any], indent: int | None = None) -> bytes:
    """A file with a soundly signed part that may be anything."""
    from securesystemslib.formats import encode_canonical

    signed = json.loads(repository.signed(role))["signed"] | change
    content = encode_canonical({key: value for key, value in signed.items() if not isinstance(value, float)})
    assert isinstance(content, str)
    signatures = [signer.sign(content.encode()).to_dict() for signer in repository.signers[role]]
    return json.dumps({"signatures": signatures, "signed": signed}, indent=indent).encode()


@pytest.mark.parametrize("wrong", WRONG)
def test_signed_nonsense_is_refused(tmp_path: Path, wrong: str) -> None:
    repository = Repository()
    with following(tmp_path, repository) as station:
        assert station.refresh()
        repository.publish(*ROLES)
        for role in ROLES:
            good = repository.files[repository.path(role)]
            repository.put(role, signed_anyhow(repository, role, WRONG[wrong]))
            assert not station.refresh(), role
            assert station.trusts()[role] == 1
            repository.put(role, good)
        assert station.refresh()


LEGAL: dict[str, dict[str, Any]] = {
    "as it is": {},
    "fields that nobody knows": {"x-more": {"a": [1, {"b": None}], "å": "ø"}},
    "later edition of the specification": {"spec_version": "1.999.0"},
    "signs beyond the plane": {"note": "\U0001d49c \u202e \u0000"},
}


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("legal", LEGAL)
@pytest.mark.parametrize("indent", [None, 3], ids=["dense", "with much space"])
def test_unusual_but_legal_files_are_taken_and_kept_byte_for_byte(
    tmp_path: Path, legal: str, role: str, indent: int | None
) -> None:
    repository = Repository()
    repository.publish(*ROLES)
    content = signed_anyhow(repository, role, LEGAL[legal], indent)
    repository.put(role, content)
    with following(tmp_path, repository) as station:
        assert station.refresh()
        assert (station.metadata / f"{role}.json").read_bytes() == content


@pytest.mark.parametrize("role", ROLES)
def test_huge_metadata_are_refused_however_well_they_are_signed(tmp_path: Path, role: str) -> None:
    repository = Repository()
    with following(tmp_path, repository) as station:
        assert station.refresh()
        repository.roles[role].unrecognized_fields["x-more"] = "x" * 1_100_000
        repository.publish(*ROLES)
        assert not station.refresh()
        assert station.trusts()[role] == 1


@pytest.mark.parametrize("role", ROLES)
def test_endless_metadata_are_left_at_their_limit(tmp_path: Path, role: str) -> None:
    repository = Repository()
    repository.publish(*ROLES)
    repository.put(role, dripping(head(None), b'{"signed": [' + b"0," * 1_000_000))
    with following(tmp_path, repository) as station:
        assert not station.refresh()


def test_length_that_is_named_bounds_the_fetch(tmp_path: Path) -> None:
    """50 MB where the timestamp promised a thousand bytes: the station hangs up."""
    repository = Repository(hashes=True)
    repository.release()
    repository.put("snapshot", dripping(head(None), b"x" * 1_000_000))
    with following(tmp_path, repository) as station:
        assert not station.refresh()
        assert station.trusts() == {"root": 1, "timestamp": 2}


def test_targets_of_many_roles_in_the_snapshot_are_nobodys_business(tmp_path: Path) -> None:
    repository = Repository()
    repository.snapshot.meta |= {f"other-{number}.json": MetaFile(number) for number in range(1, 50)}
    repository.publish("snapshot", "timestamp")
    with following(tmp_path, repository) as station:
        assert station.refresh()
        assert station.trusts() == {"root": 1, "timestamp": 2, "snapshot": 2, "targets": 1}


def test_metadata_of_another_repository_are_refused(tmp_path: Path) -> None:
    repository, other = Repository(), Repository()
    for number, role in enumerate(ROLES, start=6):
        other.set_keys(role, [number])
    other.write(*ROLES)
    other.publish(*ROLES)
    with following(tmp_path, repository) as station:
        assert station.refresh()
        repository.files.clear()
        repository.files.update(other.files)
        assert not station.refresh()
        assert station.trusts() == FIRST


FIRST_ROOTS: dict[str, tuple[Callable[[bytes], bytes], bool]] = {
    "sound": (lambda c: c, True),
    "empty": (lambda _c: b"", False),
    "no JSON": (lambda _c: b"root", False),
    "without a number": (lambda c: edited(c, lambda s: s.pop("version")), False),
    "changed": (lambda c: edited(c, lambda s: s.update(version=2)), False),
    "signature changed": (lambda c: c.replace(b'"sig": "', b'"sig": "00').replace(b'"sig":"', b'"sig":"00'), False),
    "without signatures": (lambda c: json.dumps(json.loads(c) | {"signatures": []}).encode(), False),
}


@pytest.mark.parametrize("first", FIRST_ROOTS)
def test_nothing_is_asked_for_with_a_first_root_that_is_none(tmp_path: Path, first: str) -> None:
    change, sound = FIRST_ROOTS[first]
    repository = Repository()
    with following(tmp_path, repository, root=change(repository.files["/metadata/1.root.json"])) as station:
        assert station.asked_for() == []
        assert station.refresh() is sound
        assert bool(station.asked_for()) is sound


def test_first_root_that_has_run_out_leads_on(tmp_path: Path) -> None:
    repository = Repository()
    repository.root.expires = NOW.replace(year=2020)
    old = Metadata(repository.root)
    old.sign(repository.signers["root"][0])
    first = old.to_bytes(JSONSerializer())
    repository.root.expires = NOW.replace(year=2027)
    repository.publish("root")
    with following(tmp_path, repository, root=first) as station:
        assert station.refresh()
        assert station.trusts()["root"] == 2


@dataclass(frozen=True)
class Chain:
    """Roots 2 to 5 as a server has them."""

    name: str
    spoil: Callable[[Repository], object]
    reaches: int
    passes: bool


CHAINS = (
    Chain("whole", lambda _r: None, 5, passes=True),
    Chain("the last is missing", lambda r: r.files.pop("/metadata/5.root.json"), 4, passes=True),
    Chain("one in the middle is missing", lambda r: r.files.pop("/metadata/3.root.json"), 2, passes=True),
    Chain("one stands twice", lambda r: r.files.update({"/metadata/3.root.json": r.files["/metadata/2.root.json"]}),
          2, passes=False),
    Chain("one is left out", lambda r: r.files.update({"/metadata/3.root.json": r.files["/metadata/4.root.json"]}),
          2, passes=False),
    Chain("one is broken", lambda r: r.files.update({"/metadata/4.root.json": b"{}"}), 3, passes=False),
    Chain("the server breaks down", lambda r: r.files.update(
        {"/metadata/4.root.json": lambda line, _over: line.sendall(b"HTTP/1.1 418 No\r\nContent-Length: 0\r\n\r\n")}),
        3, passes=False),
    Chain("one is forbidden", lambda r: r.files.update(
        {"/metadata/4.root.json": lambda line, _over: line.sendall(b"HTTP/1.1 403 No\r\nContent-Length: 0\r\n\r\n")}),
        3, passes=True),
)  # fmt: skip


@pytest.mark.parametrize("chain", CHAINS, ids=lambda chain: chain.name)
def test_roots_are_followed_one_by_one(tmp_path: Path, chain: Chain) -> None:
    repository = Repository()
    for _ in range(4):
        repository.publish("root")
    whole = dict(repository.files)
    chain.spoil(repository)
    with following(tmp_path, repository) as station:
        assert station.refresh() is chain.passes
        assert station.trusts()["root"] == chain.reaches
        repository.files.update(whole)
        station.asked_for()
        assert station.refresh()
        asked = [path for path in station.asked_for() if "root" in path]
        assert asked == [f"/metadata/{number}.root.json" for number in range(chain.reaches + 1, 7)]
        assert station.trusts()["root"] == 5
