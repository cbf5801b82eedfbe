"""Who signed: thresholds, rotations, keys that are not known, and signatures that are none."""

import json
from collections.abc import Callable
from copy import deepcopy
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from securesystemslib.formats import encode_canonical
from securesystemslib.signer import CryptoSigner

from tests.conformance import repository as simulated
from tests.conformance.repository import KEYS, ROLES, Repository, following

pytestmark = pytest.mark.loopback


@dataclass(frozen=True)
class Root:
    """One version of the root: its keys, how many of them must sign, and which keys did."""

    keys: str
    """Digits, one for each key."""
    threshold: int
    signers: str


@dataclass(frozen=True)
class Rotation:
    """A chain of roots that a station meets at once, having only the first."""

    name: str
    chain: tuple[Root, ...]
    reaches: int
    """The version of the last root that is trusted; refresh passes where it is the last of the chain."""


ROTATIONS = (
    Rotation("one key, kept", (Root("1", 1, "1"), Root("1", 1, "1")), 2),
    Rotation("one key, replaced", (Root("1", 1, "1"), Root("2", 1, "12"), Root("2", 1, "2")), 3),
    Rotation("strangers sign as well", (Root("1", 1, "314"), Root("2", 1, "3214"), Root("2", 1, "43 2")), 3),
    Rotation("other three of five each time", tuple(Root("12345", 3, s) for s in ("135", "152", "124", "345")), 4),
    Rotation("one of five replaced", (Root("12345", 3, "135"), Root("12456", 3, "152")), 2),
    Rotation("all five replaced", (Root("12345", 3, "135"), Root("6789a", 3, "135678"), Root("6789a", 3, "9a8")), 3),
    Rotation("threshold raised", (Root("123", 1, "1"), Root("123", 2, "12"), Root("123", 3, "123")), 3),
    Rotation("threshold lowered", (Root("123", 3, "123"), Root("123", 1, "123"), Root("123", 1, "3")), 3),
    Rotation("keys added with the threshold", (Root("1", 1, "1"), Root("123", 3, "123")), 2),
    Rotation("six rotations", tuple(Root(str(n), 1, f"{n}{max(1, n - 1)}") for n in range(1, 8)), 7),
    Rotation("the old key did not sign", (Root("1", 1, "1"), Root("2", 1, "234")), 1),
    Rotation("the new key did not sign", (Root("1", 1, "1"), Root("2", 1, "134")), 1),
    Rotation("too few old keys", (Root("12345", 3, "135"), Root("12456", 3, "156")), 1),
    Rotation("too few new keys", (Root("12345", 3, "135"), Root("12678", 3, "1356")), 1),
    Rotation("too few for the higher threshold", (Root("123", 1, "1"), Root("123", 2, "2")), 1),
    Rotation("too few for the threshold that was", (Root("123", 2, "12"), Root("123", 1, "1")), 1),
    Rotation("nobody signed", (Root("1", 1, "1"), Root("1", 1, "")), 1),
    Rotation("more demanded than there are keys", (Root("1", 1, "1"), Root("12", 3, "12")), 1),
    Rotation("the second of three fails", (Root("1", 1, "1"), Root("2", 1, "2"), Root("2", 1, "2")), 1),
    Rotation("the third of three fails", (Root("1", 1, "1"), Root("2", 1, "12"), Root("3", 1, "3")), 2),
    Rotation("back to a key of before", (Root("1", 1, "1"), Root("2", 1, "12"), Root("1", 1, "12")), 3),
    Rotation("a key that was retired", (Root("1", 1, "1"), Root("2", 1, "12"), Root("2", 1, "1")), 2),
)


def numbers(keys: str) -> list[int]:
    return [int(key, 16) for key in keys.replace(" ", "")]


@pytest.mark.parametrize("rotation", ROTATIONS, ids=lambda rotation: rotation.name)
def test_root_leads_on_only_where_old_and_new_keys_signed(tmp_path: Path, rotation: Rotation) -> None:
    repository = Repository()
    repository.root.version = 0
    for root in rotation.chain:
        repository.set_keys("root", numbers(root.keys), root.threshold, numbers(root.signers))
        repository.publish("root")
    with following(tmp_path, repository) as station:
        passes = rotation.reaches == len(rotation.chain)
        assert station.refresh() is passes
        path = station.metadata / "root.json"
        assert path.read_bytes() == repository.files[f"/metadata/{rotation.reaches}.root.json"]
        assert ("targets" in station.trusts()) is passes


@dataclass(frozen=True)
class Signing:
    """How a role is signed, after its keys were replaced by a new root."""

    name: str
    root: Root
    passes: bool


SIGNINGS = (
    Signing("one key, replaced", Root("5", 1, "5"), passes=True),
    Signing("strangers sign as well", Root("5", 1, "657"), passes=True),
    Signing("first three of five", Root("56789", 3, "567"), passes=True),
    Signing("last three of five", Root("56789", 3, "987"), passes=True),
    Signing("all five", Root("56789", 3, "56789"), passes=True),
    Signing("the key of before", Root("5", 1, "0123"), passes=False),
    Signing("nobody", Root("5", 1, ""), passes=False),
    Signing("two where three must", Root("56789", 3, "59"), passes=False),
    Signing("two and a stranger", Root("56789", 3, "59a"), passes=False),
    Signing("all where more must than there are", Root("56", 3, "56"), passes=False),
)


@pytest.mark.parametrize("role", ["timestamp", "snapshot", "targets"])
@pytest.mark.parametrize("signing", SIGNINGS, ids=lambda signing: signing.name)
def test_role_is_trusted_only_with_enough_of_its_own_keys(tmp_path: Path, signing: Signing, role: str) -> None:
    repository = Repository()
    with following(tmp_path, repository) as station:
        assert station.refresh()
        root = signing.root
        repository.set_keys(role, numbers(root.keys), root.threshold, numbers(root.signers))
        repository.publish(*ROLES)
        assert station.refresh() is signing.passes
        assert station.trusts()["root"] == 2
        assert station.trusts()[role] == (2 if signing.passes else 1)


Spoil = Callable[[list[dict[str, Any]]], object]


def repeat(signatures: list[dict[str, Any]]) -> None:
    signatures.append(dict(signatures[0]))


def repeat_in_capitals(signatures: list[dict[str, Any]]) -> None:
    signatures.append({"keyid": signatures[0]["keyid"].upper(), "sig": signatures[0]["sig"]})


def claim(signatures: list[dict[str, Any]]) -> None:
    signatures.append({"keyid": KEYS[6].public_key.keyid, "sig": signatures[0]["sig"]})


def flip(signatures: list[dict[str, Any]]) -> None:
    first = signatures[0]["sig"]
    signatures[0]["sig"] = ("0" if first[0] != "0" else "1") + first[1:]


def replace_with(sig: object) -> Spoil:
    return lambda signatures: signatures[0].update(sig=sig)


SPOILS: dict[str, tuple[int, Spoil]] = {
    "the same signature twice for two keys": (2, repeat),
    "the same signature twice, the key in capitals": (2, repeat_in_capitals),
    "the same signature under the name of another key": (2, claim),
    "one digit changed": (1, flip),
    "empty": (1, replace_with("")),
    "no hexadecimal digits": (1, replace_with("xyz")),
    "cut": (1, replace_with("ab" * 63)),
    "longer": (1, replace_with("ab" * 65)),
    "no text": (1, replace_with(5)),
    "nothing": (1, replace_with(None)),
    "none left": (1, lambda signatures: signatures.clear()),
}


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("spoil", SPOILS)
def test_signatures_that_are_none_do_not_count(tmp_path: Path, spoil: str, role: str) -> None:
    threshold, act = SPOILS[spoil]
    repository = Repository()
    repository.set_keys("root", [0, 4], 1)
    own = 0 if role == "root" else ROLES.index(role)
    repository.set_keys(role, [own, 6], threshold)
    repository.write("root")
    repository.publish(*ROLES)
    repository.signers[role] = [KEYS[own]]
    document = json.loads(repository.signed(role))
    act(document["signatures"])
    repository.put(role, json.dumps(document).encode())
    with following(tmp_path, repository, root=first_root(repository, role)) as station:
        assert not station.refresh()
        assert station.trusts().get(role, 1) == 1


def first_root(repository: Repository, role: str) -> bytes:
    """The root to begin with, soundly signed by whoever its threshold asks for."""
    whole = deepcopy(repository.root)
    repository.root.version = 1
    keep = repository.signers["root"]
    repository.signers["root"] = [KEYS[0], KEYS[6]] if role == "root" else keep
    content = repository.signed("root")
    repository.root, repository.signers["root"] = whole, keep
    return content


SPELLED: dict[str, Callable[[dict[str, Any]], object]] = {
    "alike": lambda _value: None,
    "in capitals": lambda value: value.update(public=value["public"].upper()),
    "with spaces": lambda value: value.update(public=" ".join(value["public"][n : n + 2] for n in range(0, 64, 2))),
    "with more beside it": lambda value: value.update(more="x"),
}


@pytest.mark.parametrize("spelled", SPELLED)
def test_one_key_under_two_names_counts_once(tmp_path: Path, spelled: str) -> None:
    """Two entries of the root hold the same public key; a threshold of two is about two keys."""
    count_twin(tmp_path, 5, SPELLED[spelled])


def test_one_key_of_another_kind_counts_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(simulated, "KEYS", (*KEYS, CryptoSigner.generate_ecdsa()))
    count_twin(tmp_path, len(KEYS), lambda value: value.update(public=value["public"] + "\n\n"))


def count_twin(tmp_path: Path, number: int, spell: Callable[[dict[str, Any]], object]) -> None:
    """Lets one key sign for a threshold of two, under two names."""
    repository = Repository()
    twin = deepcopy(simulated.KEYS[number].public_key)
    twin.keyid = "ab" * 32
    spell(twin.keyval)
    repository.set_keys("timestamp", [number])
    repository.root.add_key(twin, "timestamp")
    repository.root.roles["timestamp"].threshold = 2
    repository.publish(*ROLES)
    document = json.loads(repository.files["/metadata/timestamp.json"])
    document["signatures"].append({"keyid": twin.keyid, "sig": document["signatures"][0]["sig"]})
    repository.put("timestamp", json.dumps(document).encode())
    with following(tmp_path, repository) as station:
        assert not station.refresh()


@pytest.mark.parametrize(
    "signer",
    [CryptoSigner.generate_ecdsa(), CryptoSigner.generate_rsa(size=2048),
     CryptoSigner.generate_rsa(scheme="rsa-pkcs1v15-sha256", size=2048)],
    ids=["ecdsa", "rsa-pss", "rsa-pkcs1"],
)  # fmt: skip
def test_other_kinds_of_keys_are_understood(
    tmp_path: Path, signer: CryptoSigner, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(simulated, "KEYS", (*KEYS, signer))
    repository = Repository()
    repository.set_keys("targets", [len(KEYS)])
    repository.publish(*ROLES)
    with following(tmp_path, repository) as station:
        assert station.refresh()


@dataclass(frozen=True)
class Unusual:
    """A root that the specification allows, or nearly so."""

    name: str
    change: Callable[[dict[str, Any], str], object]
    """Takes the root and the key of the snapshot."""
    passes: bool = True


UNUSUAL = (
    Unusual("name of a key is no digest", lambda root, key: rename(root, key, "the key in the safe")),
    Unusual("key says more of itself", lambda root, key: root["keys"][key].update(owner="nobody", x={"a": [1, None]})),
    Unusual("role says more of itself", lambda root, _key: root["roles"]["snapshot"].update(note="kept in a safe")),
    Unusual("key of nobody", lambda root, _key: root["keys"].update({"0" * 64: KEYS[9].public_key.to_dict()})),
    Unusual(
        "key of an unknown kind",
        lambda root, _key: root["keys"].update({"0" * 64: {"keytype": "x", "scheme": "x", "keyval": {"public": "x"}}}),
        passes=False,
    ),
    Unusual(
        "role of another kind",
        lambda root, _key: root["roles"].update(mirror={"keyids": [], "threshold": 1}),
        passes=False,
    ),
    Unusual("key named twice", lambda root, key: root["roles"]["snapshot"]["keyids"].append(key), passes=False),
    Unusual("threshold of none", lambda root, _key: root["roles"]["snapshot"].update(threshold=0), passes=False),
    Unusual("role is missing", lambda root, _key: root["roles"].pop("snapshot"), passes=False),
    Unusual("key is missing", lambda root, key: root["keys"].pop(key), passes=False),
)


def rename(root: dict[str, Any], old: str, new: str) -> None:
    root["keys"][new] = root["keys"].pop(old)
    for role in root["roles"].values():
        role["keyids"] = [new if key == old else key for key in role["keyids"]]


@pytest.mark.parametrize("unusual", UNUSUAL, ids=lambda unusual: unusual.name)
def test_unusual_roots(tmp_path: Path, unusual: Unusual) -> None:
    repository = Repository()
    root = json.loads(repository.files["/metadata/1.root.json"])["signed"] | {"version": 2}
    unusual.change(root, KEYS[2].public_key.keyid)
    content = encode_canonical(root)
    assert isinstance(content, str)
    signature = KEYS[0].sign(content.encode())
    document = {"signed": root, "signatures": [signature.to_dict()]}
    repository.files["/metadata/2.root.json"] = json.dumps(document).encode()
    if unusual.name == "name of a key is no digest":
        snapshot = json.loads(repository.files["/metadata/1.snapshot.json"])
        snapshot["signatures"][0]["keyid"] = "the key in the safe"
        repository.put("snapshot", json.dumps(snapshot).encode())
    with following(tmp_path, repository) as station:
        assert station.refresh() is unusual.passes
        assert ("snapshot" in station.trusts()) is unusual.passes
