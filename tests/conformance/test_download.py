"""Fetching targets, and what a targets role may say of them."""

import hashlib
from dataclasses import dataclass, replace
from pathlib import Path

import pytest
from tuf.api.metadata import DelegatedRole, Delegations, Metadata, TargetFile, Targets
from tuf.api.serialization.json import JSONSerializer

from core.errors import ReleaseUnreadable
from core.releases.tuf import Client
from core.transport.website import WebSource
from tests.conformance.repository import DAY, KEYS, NOW, Repository, following
from tests.core.transport.servers import Answer, dripping, head, sending

pytestmark = pytest.mark.loopback

NAME, CONTENT = "catalogue-8.sqlite.zst", b"the catalogue" * 100


def with_target(name: str = NAME, *, served: bytes | None = None, consistent: bool = True) -> Repository:
    repository = Repository(consistent=consistent)
    repository.add_target(name, CONTENT, served=served)
    repository.release()
    return repository


@pytest.mark.parametrize("consistent", [True, False], ids=["hash before the name", "plain names"])
@pytest.mark.parametrize("name", [NAME, "a", "path/to/a/file.txt", "no.ending.at.all", "under_score~1"])
def test_target_is_fetched_once(tmp_path: Path, name: str, consistent: bool) -> None:
    with following(tmp_path, with_target(name, consistent=consistent)) as station:
        assert station.refresh()
        assert station.downloaded() == set()
        assert station.download(name)
        assert station.downloaded() == {CONTENT}
        station.asked_for()
        assert station.download(name)
        assert not [path for path in station.asked_for() if path.startswith("/targets/")]


def test_metadata_are_brought_up_to_date_before_a_target_is_looked_for(tmp_path: Path) -> None:
    with following(tmp_path, with_target()) as station:
        assert not station.download("another")
        assert station.trusts() == {"root": 1, "timestamp": 2, "snapshot": 2, "targets": 2}
        assert not [path for path in station.asked_for() if path.startswith("/targets/")]
        assert not station.download(NAME, NOW + 100 * DAY)
        assert station.downloaded() == set()


WRONG: dict[str, "bytes | Answer"] = {
    "one byte changed": b"T" + CONTENT[1:],
    "empty": b"",
    "one byte less": CONTENT[:-1],
    "one byte more": CONTENT + b"x",
    "endless": dripping(head(None), b"x" * 1_000_000),
    "cut": sending(head(len(CONTENT)), CONTENT[:-1]),
    "packed": sending(head(None, "Content-Encoding: gzip"), b"\x1f\x8b" + CONTENT),
}


@pytest.mark.parametrize("wrong", WRONG)
def test_target_that_is_not_the_one_signed_leaves_the_old_one(
    tmp_path: Path, wrong: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("core.transport.website.PAUSES", ())
    repository = with_target()
    with following(tmp_path, repository) as station:
        assert station.download(NAME)
        repository.add_target(NAME, b"the next catalogue")
        repository.add_target("other", CONTENT)
        path = f"/targets/{hashlib.sha256(b'the next catalogue').hexdigest()}.{NAME}"
        assert path in repository.files
        repository.files[path] = WRONG[wrong]
        repository.release()
        assert not station.download(NAME)
        assert station.downloaded() == {CONTENT}
        repository.files[path] = b"the next catalogue"
        assert station.download(NAME)
        assert station.downloaded() == {b"the next catalogue"}


def test_target_that_is_missing_is_told(tmp_path: Path) -> None:
    repository = with_target()
    repository.files = {path: content for path, content in repository.files.items() if "targets/" not in path}
    with following(tmp_path, repository) as station:
        assert not station.download(NAME)
        assert station.downloaded() == set()


@pytest.mark.parametrize(
    ("hashes", "passes"),
    [
        ({"sha256": hashlib.sha256(CONTENT).hexdigest()}, True),
        ({"sha512": hashlib.sha512(CONTENT).hexdigest()}, True),
        ({"sha256": hashlib.sha256(CONTENT).hexdigest(), "sha512": hashlib.sha512(CONTENT).hexdigest()}, True),
        ({"sha256": hashlib.sha256(CONTENT).hexdigest(), "sha512": "00" * 64}, False),
        ({"sha256": hashlib.sha256(CONTENT).hexdigest().upper()}, False),
        ({"later": "00" * 32}, False),
    ],
    ids=["SHA-256", "SHA-512", "both", "one of two wrong", "capitals", "unknown"],
)
def test_every_hash_that_is_named_must_fit(tmp_path: Path, hashes: dict[str, str], passes: bool) -> None:
    repository = Repository(consistent=False)
    repository.targets.targets[NAME] = TargetFile(len(CONTENT), hashes, NAME)
    repository.files[f"/targets/{NAME}"] = CONTENT
    repository.release()
    with following(tmp_path, repository) as station:
        assert station.download(NAME) is passes
        assert station.downloaded() == ({CONTENT} if passes else set())


@pytest.mark.parametrize("name", ["../escape", "a/../../escape", "..", ".", "/etc/escape", "a//b", "a\\b", "C:escape"])
def test_name_never_leads_out_of_the_folder(tmp_path: Path, name: str) -> None:
    inside = tmp_path / "far" / "inside"
    with following(inside, with_target(name)) as station:
        station.download(name)
        found = {path for path in tmp_path.rglob("*") if path.is_file()}
        allowed = (station.metadata, station.downloads)
        assert [path for path in found if not any(map(path.is_relative_to, allowed))] == [inside / "given-root.json"]


@dataclass(frozen=True)
class Delegation:
    """Somebody else who answers for some files."""

    by: str
    to: str
    paths: tuple[str, ...] = ("*",)
    terminating: bool = False


@dataclass(frozen=True)
class Graph:
    """Who answers for what, and whom a station asks for a file that only some have."""

    name: str
    delegations: tuple[Delegation, ...]
    asked: str
    """One letter for each role asked, in order, for a file that nobody has."""


def to(by: str, role: str) -> Delegation:
    return Delegation({"t": "targets"}.get(by, by), role)


GRAPHS = (
    Graph("one", (to("t", "A"),), "A"),
    Graph("two side by side", (to("t", "A"), to("t", "B")), "AB"),
    Graph("deep before wide", (to("t", "A"), to("t", "B"), to("A", "C"), to("A", "D")), "ACDB"),
    Graph("in a circle", (to("t", "A"), to("A", "B"), to("B", "A")), "AB"),
    Graph("to itself", (to("t", "A"), to("A", "A")), "A"),
    Graph("two ways to one", (to("t", "A"), to("t", "B"), to("A", "C"), to("B", "C")), "ACB"),
    Graph("other files", (Delegation("targets", "A", ("*.py",)), to("t", "B"), to("A", "C")), "B"),
    Graph("no further", (to("t", "A"), replace(to("A", "C"), terminating=True), to("A", "D"), to("t", "B")), "AC"),
    Graph("a long way", tuple(to(a, b) for a, b in zip("tABCDEFG", "ABCDEFGH", strict=True)), "ABCDEFGH"),
)


def delegate(repository: Repository, delegations: tuple[Delegation, ...]) -> None:
    """Writes the roles of a graph, all signed by one key."""
    roles = {"targets": repository.targets}
    for one in delegations:
        roles.setdefault(one.to, Targets(1, expires=NOW + 30 * DAY))
    key = KEYS[7].public_key
    for one in delegations:
        by = roles[one.by]
        by.delegations = by.delegations or Delegations({}, {})
        assert by.delegations.roles is not None
        by.delegations.roles[one.to] = DelegatedRole(one.to, [], 1, one.terminating, list(one.paths))
        by.add_key(key, one.to)
    for name, role in roles.items():
        if name != "targets":
            metadata = Metadata(role)
            metadata.sign(KEYS[7])
            repository.files[f"/metadata/1.{name}.json"] = metadata.to_bytes(JSONSerializer())
            repository.snapshot.meta[f"{name}.json"] = repository.snapshot.meta["targets.json"].__class__(1)
    repository.release()


@pytest.mark.parametrize("graph", GRAPHS, ids=lambda graph: graph.name)
def test_command_follows_delegations_in_their_order(tmp_path: Path, graph: Graph) -> None:
    repository = Repository()
    delegate(repository, graph.delegations)
    with following(tmp_path, repository) as station:
        assert station.refresh()
        station.asked_for()
        assert not station.download("missing")
        assert "".join(path[12] for path in station.asked_for()[2:]) == graph.asked


def test_command_fetches_what_somebody_else_answers_for(tmp_path: Path) -> None:
    repository = Repository()
    repository.add_target("part/file", CONTENT)
    moved = repository.targets.targets.pop("part/file")
    delegate(repository, (Delegation("targets", "A", ("part/*",)),))
    metadata = Metadata(Targets(1, expires=NOW + 30 * DAY, targets={"part/file": moved}))
    metadata.sign(KEYS[7])
    repository.files["/metadata/1.A.json"] = metadata.to_bytes(JSONSerializer())
    with following(tmp_path, repository) as station:
        assert station.download("part/file")
        assert station.downloaded() == {CONTENT}


@pytest.mark.parametrize("role", ["?", "#", "/role", "../role"])
def test_command_asks_for_roles_with_odd_names_safely(tmp_path: Path, role: str) -> None:
    from urllib.parse import quote

    repository = Repository()
    delegate(repository, (Delegation("targets", role),))
    quoted = quote(role, safe="")
    repository.files[f"/metadata/1.{quoted}.json"] = repository.files.pop(f"/metadata/1.{role}.json")
    with following(tmp_path, repository) as station:
        assert not station.download("missing")
        assert f"/metadata/1.{quoted}.json" in station.asked_for()
        assert len(station.trusts()) == 5


@pytest.mark.parametrize("graph", GRAPHS[:2], ids=lambda graph: graph.name)
def test_client_of_users_refuses_a_repository_that_delegates(tmp_path: Path, graph: Graph) -> None:
    """The publisher's own role answers for every file; whoever says otherwise is not our publisher's tool."""
    repository = Repository()
    delegate(repository, graph.delegations)
    refused = refusal(tmp_path, repository)
    assert isinstance(refused, ReleaseUnreadable)


def test_client_of_users_refuses_bins_as_well(tmp_path: Path) -> None:
    from tuf.api.metadata import SuccinctRoles

    repository = Repository()
    repository.targets.delegations = Delegations({}, None, SuccinctRoles([], 1, 4, "bin"))
    repository.release()
    assert isinstance(refusal(tmp_path, repository), ReleaseUnreadable)


def refusal(folder: Path, repository: Repository) -> Exception | None:
    """How the client that users run ends; None: it takes the repository."""
    with following(folder, repository) as station:
        source = WebSource(station.server.address, allow_loopback_http=True)
        try:
            Client(folder / "trust", repository.files["/metadata/1.root.json"], source).refresh(NOW)
        except ReleaseUnreadable as error:
            return error
        finally:
            source.close()
    return None


def test_client_of_users_takes_the_same_repository_without_delegations(tmp_path: Path) -> None:
    assert refusal(tmp_path, with_target()) is None
