"""A TUF repository that does what a test tells it, right or wrong, and a station that follows it."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from securesystemslib.signer import CryptoSigner
from tuf.api.metadata import Metadata, MetaFile, Root, Signed, Snapshot, TargetFile, Targets, Timestamp
from tuf.api.serialization.json import JSONSerializer

from conformance.client import main
from tests.core.transport.file_server import FileServer, serving_files

NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)
DAY = timedelta(days=1)
ROLES = ("root", "timestamp", "snapshot", "targets")
KEYS = tuple(CryptoSigner.generate_ed25519() for _ in range(12))
"""Keys to sign with, by number. A repository begins with one for each of `ROLES`, in that order."""


class Repository:
    """A repository whose files stand at `files`, by path.

    `roles` holds the metadata as it will be written next, `signers` who signs it. Nothing changes for a client before
    `publish` or `write`.
    """

    def __init__(self, *, consistent: bool = True, hashes: bool = False) -> None:
        until = NOW + 30 * DAY
        self.files: dict[str, Any] = {}
        self.root = Root(1, expires=until, consistent_snapshot=consistent)
        self.targets = Targets(1, expires=until)
        self.snapshot = Snapshot(1, expires=until)
        self.timestamp = Timestamp(1, expires=until)
        self.signers: dict[str, list[CryptoSigner]] = {}
        self.contents: dict[str, bytes] = {}
        self._hashes = hashes
        for number, role in enumerate(ROLES):
            self.set_keys(role, [number])
        self.write("root", "targets", "snapshot", "timestamp")

    @property
    def roles(self) -> dict[str, Signed]:
        """The four roles by name."""
        return {"root": self.root, "timestamp": self.timestamp, "snapshot": self.snapshot, "targets": self.targets}

    def set_keys(
        self, role: str, keys: Iterable[int], threshold: int = 1, signers: Iterable[int] | None = None
    ) -> None:
        """Names the keys of a role, in the root to come, and who signs it from now on (None: all of them)."""
        numbers = list(keys)
        for old in list(self.root.roles[role].keyids):
            self.root.revoke_key(old, role)
        for number in numbers:
            self.root.add_key(KEYS[number].public_key, role)
        self.root.roles[role].threshold = threshold
        self.signers[role] = [KEYS[number] for number in (numbers if signers is None else signers)]

    def publish(self, *roles: str) -> None:
        """Gives roles the next version number and writes them, each before the one that names it."""
        for role in ("root", "targets", "snapshot", "timestamp"):
            if role in roles:
                self.roles[role].version += 1
                self.write(role)

    def release(self) -> None:
        """Publishes everything but the root."""
        self.publish("targets", "snapshot", "timestamp")

    def write(self, *roles: str) -> None:
        """Signs roles as they are and puts them where clients look."""
        for role in roles:
            content = self.signed(role)
            self.put(role, content)
            if role == "targets":
                self.snapshot.meta["targets.json"] = self._meta(role, content)
            if role == "snapshot":
                self.timestamp.snapshot_meta = self._meta(role, content)

    def signed(self, role: str) -> bytes:
        """A role as it is now, signed by its signers."""
        metadata: Metadata[Any] = Metadata(self.roles[role])
        for signer in self.signers[role]:
            metadata.sign(signer, append=True)
        return metadata.to_bytes(JSONSerializer())

    def put(self, role: str, content: object) -> None:
        """Puts a role's file (bytes, or something a server does) where clients look."""
        self.files[self.path(role)] = content

    def path(self, role: str) -> str:
        """Where clients look for a role's present version."""
        numbered = role == "root" or (role != "timestamp" and self.root.consistent_snapshot)
        prefix = f"{self.roles[role].version}." if numbered else ""
        return f"/metadata/{prefix}{role}.json"

    def tamper(self, role: str, change: dict[str, object]) -> None:
        """Changes the signed part of a file as it stands, without signing it again."""
        document = json.loads(self.files[self.path(role)])
        document["signed"].update(change)
        self.put(role, json.dumps(document).encode())

    def add_target(self, name: str, content: bytes, *, served: bytes | None = None) -> None:
        """Adds a target to the targets to come; `served` is what the server gives for it."""
        target = TargetFile.from_data(name, content, ["sha256"])
        self.targets.targets[name] = target
        folder, slash, file = name.rpartition("/")
        prefix = f"{target.hashes['sha256']}." if self.root.consistent_snapshot else ""
        self.files[f"/targets/{folder}{slash}{prefix}{file}"] = content if served is None else served

    def _meta(self, role: str, content: bytes) -> MetaFile:
        if not self._hashes:
            return MetaFile(self.roles[role].version)
        return MetaFile.from_data(self.roles[role].version, content, ["sha256"])


class Station:
    """Follows a repository by the command; each call is one run of it, and gives whether it exited with 0."""

    def __init__(self, folder: Path, repository: Repository, server: FileServer) -> None:
        self.repository = repository
        self.server = server
        self.metadata = folder / "trusted"
        self.downloads = folder / "downloads"
        self.downloads.mkdir(parents=True)
        self._root = folder / "given-root.json"

    def init(self, root: bytes | None = None) -> bool:
        """Begins with a root; None: with the first one."""
        self._root.write_bytes(self.repository.files["/metadata/1.root.json"] if root is None else root)
        return self._run("init", str(self._root))

    def refresh(self, moment: datetime = NOW) -> bool:
        """Brings the metadata up to date."""
        return self._run("--metadata-url", f"{self.server.address}/metadata/", "refresh", moment=moment)

    def download(self, name: str, moment: datetime = NOW) -> bool:
        """Brings the metadata up to date and fetches a target."""
        return self._run(
            *("--metadata-url", f"{self.server.address}/metadata", "--target-name", name),
            *("--target-dir", str(self.downloads), "--target-base-url", f"{self.server.address}/targets", "download"),
            moment=moment,
        )

    def trusts(self) -> dict[str, int]:
        """The versions of what is trusted, by role."""
        return {path.stem: self.trusted(path.stem)["version"] for path in self.metadata.glob("*.json")}

    def trusted(self, role: str) -> dict[str, Any]:
        """The signed part of a role, as it is trusted."""
        signed: dict[str, Any] = json.loads((self.metadata / f"{role}.json").read_bytes())["signed"]
        return signed

    def downloaded(self) -> set[bytes]:
        """The content of all files that were downloaded, finished or not."""
        return {path.read_bytes() for path in self.downloads.rglob("*") if path.is_file()}

    def asked_for(self) -> list[str]:
        """The paths that the server was asked for since the last time."""
        paths = self.server.paths
        self.server.requests.clear()
        return paths

    def _run(self, *arguments: str, moment: datetime = NOW) -> bool:
        return main(["--metadata-dir", str(self.metadata), *arguments], moment) == 0


@contextmanager
def following(folder: Path, repository: Repository, *, root: bytes | None = None) -> Iterator[Station]:
    """A station that was given the first root of a repository, or another root."""
    with serving_files(repository.files) as server:
        station = Station(folder, repository, server)
        assert station.init(root)
        yield station
