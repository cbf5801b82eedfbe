"""A publisher for tests: makes real repositories with real signatures, right ones and wrong ones, in little time.

A repository and two releases of it:

    publisher = a_publisher(tmp_path / "repository")
    publisher.release(small_catalogue)                       # release.json, catalogue, all four roles signed
    newer = changed(small_catalogue, tmp_path / "newer.sqlite", version=9)
    publisher.release(newer, created=NOW + timedelta(days=7))
    publisher.folder                                         # what a web server or a stick has: metadata/, targets/
    publisher.root_bytes()                                   # what a station is shipped with

Later moments, other keys:

    publisher.refresh(created=...)                           # a new timestamp, nothing else
    publisher.rotate_root()                                  # root 2: one new root key, the timestamp names it

Wrong ones; each leaves a repository that must be refused:

    publisher.release(file, signed_by={Role.TARGETS: KEYS[Role.TARGETS][:1]})      # too few keys
    publisher.release(file, signed_by={Role.TARGETS: (*STRANGERS[:2],)})           # unknown keys
    publisher.sign_twice(Role.TARGETS)                       # one key's signature stands twice
    publisher.swap_snapshot(1)                               # the snapshot of an older release under the newer's name
    publisher.refresh(root=99)                               # the timestamp names a root that is not there
    publisher.release(file, fields={"needs": "99.0.0"})      # members of release.json changed, then signed
    publisher.release(file, inside=other)                    # another file is packed than release.json speaks of
    publisher.release(file, extra={"more.zst": b"..."})      # a signed file that nobody asked for
    publisher.flip(publisher.path_of(RELEASE))               # one byte changed on disk, after signing

`small_catalogue` is a fixture for all tests: the examples of the catalogue format, a few apps.
"""

from __future__ import annotations

import hashlib
import json
import shutil
import sqlite3
from collections.abc import Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from securesystemslib.signer import CryptoSigner
from tuf.api.metadata import TargetFile

from core.catalogue.schema import DIGEST_KEY
from core.catalogue.store import CatalogueStore
from core.errors import Silent
from core.publishing.repository import metadata
from core.publishing.repository.describing import (
    NOTHING_BEFORE,
    catalogue_name,
    delta_name,
    describe,
    search_name,
)
from core.publishing.repository.packing import Made, made_of, pack
from core.publishing.repository.place import Place
from core.publishing.repository.roles import Role, Terms
from core.releases.model import RELEASE, Changes, DeltaFrom, Release
from core.releases.release import moment_text, write_release
from tests.builders import NOW

Signers = Sequence[CryptoSigner]
"""Keys that sign."""


def _keys(count: int) -> tuple[CryptoSigner, ...]:
    return tuple(CryptoSigner.generate_ed25519() for _ in range(count))


KEYS: Mapping[Role, Signers] = {
    Role.ROOT: _keys(3),
    Role.TARGETS: _keys(3),
    Role.SNAPSHOT: _keys(1),
    Role.TIMESTAMP: _keys(1),
}
"""The publisher's keys, made once for each process."""
STRANGERS: Signers = _keys(4)
"""Keys that no root names. `rotate_root` takes new ones from the end."""
QUICK = 1
"""Level of zstd for tests."""


@dataclass
class Publisher:
    """One repository, and who signs in it."""

    folder: Path
    """What is served."""
    terms: Terms = field(default_factory=Terms)
    keys: dict[Role, Signers] = field(default_factory=lambda: dict(KEYS))
    """Who is named by the present root."""
    root: int = 0
    """Version of the present root."""
    number: int = 0
    """Version of the present targets and snapshot."""
    stamped: int = 0
    """Version of the present timestamp."""
    created: datetime = NOW
    """When the last release was signed."""
    releases: list[Release] = field(default_factory=list)
    """As described, the newest last."""

    @property
    def place(self) -> Place:
        """The folder, by name of file."""
        return Place(self.folder)

    def release(
        self,
        catalogue: Path,
        *,
        created: datetime | None = None,
        with_search: Path | None = None,
        deltas: Mapping[int, tuple[Path, int]] | None = None,
        changes: Changes = NOTHING_BEFORE,
        fields: Mapping[str, Any] | None = None,
        inside: Path | None = None,
        extra: Mapping[str, bytes] | None = None,
        signed_by: Mapping[Role, Signers] | None = None,
    ) -> Release:
        """Publish a catalogue.

        Args:
            catalogue: The file. It is not read beyond what it says of itself: a damaged one can be published.
            created: When it is signed; without it, at the moment of the release before.
            with_search: A search index to ship with it.
            deltas: By version of an earlier release of this repository, the packed operations from it, and their length
                unpacked.
            changes: Since the release before.
            fields: Members of release.json to set in its stead, right or wrong; top level only.
            inside: The file that is packed instead of the catalogue.
            extra: Further signed files, by name.
            signed_by: Who signs, where it is not who should.

        Returns:
            The release as described, before `fields`.
        """
        self.created = created or self.created
        self.place.targets.mkdir(parents=True, exist_ok=True)
        with CatalogueStore.open(catalogue, verify=False) as store:
            info = store.info()
        whole = self._packed(inside or catalogue, catalogue_name(info.version))
        search = self._packed(with_search, search_name(info.version)) if with_search else None
        found = [(v, self._copied(*made, delta_name(v, info.version))) for v, made in sorted((deltas or {}).items())]
        release = describe(
            info,
            whole.file,
            changes=changes,
            search=search.file if search else None,
            deltas=tuple(DeltaFrom(v, self._digest_of(v), made.file) for v, made in reversed(found)),
        )
        self.releases.append(release)
        content = write_release(release)
        if fields:
            content = json.dumps({**json.loads(content), **fields}).encode()
        made = [part for part in (whole, search, *(made for _, made in found)) if part]
        files = {part.file.name: metadata.target_file(part.file.name, part.file.length, part.sha256) for part in made}
        for name, inner in {RELEASE: content, **(extra or {})}.items():
            files[name] = self._written(name, inner)
        self.sign_release(files, signed_by)
        return release

    def sign_release(self, files: Mapping[str, TargetFile], signed_by: Mapping[Role, Signers] | None = None) -> None:
        """Sign these files as the present release, by new targets, snapshot and timestamp."""
        self.number += 1
        made = metadata.make_targets(self.number, files, self.terms.expiry(Role.TARGETS, self.created))
        metadata.sign(made, self._who(Role.TARGETS, signed_by))
        targets = self._write(Role.TARGETS, self.number, metadata.to_bytes(made))
        expires = self.terms.expiry(Role.SNAPSHOT, self.created)
        bound = metadata.make_snapshot(self.number, self.number, targets, expires)
        metadata.sign(bound, self._who(Role.SNAPSHOT, signed_by))
        self._write(Role.SNAPSHOT, self.number, metadata.to_bytes(bound))
        self.refresh(created=self.created, signed_by=signed_by)

    def refresh(
        self,
        *,
        created: datetime | None = None,
        root: int | None = None,
        number: int | None = None,
        signed_by: Mapping[Role, Signers] | None = None,
    ) -> None:
        """Sign a new timestamp.

        Args:
            created: When; without it, at the moment of the release.
            root: The root that it names; without it the present one.
            number: Of the snapshot that it names; without it the present one.
            signed_by: Who signs, where it is not who should.
        """
        self.stamped += 1
        moment, snapshot = created or self.created, number or self.number
        made = metadata.make_timestamp(
            self.stamped,
            snapshot,
            self.metadata_of(Role.SNAPSHOT, snapshot),
            moment,
            self.root if root is None else root,
            self.terms.expiry(Role.TIMESTAMP, moment),
        )
        metadata.sign(made, self._who(Role.TIMESTAMP, signed_by))
        self._write(Role.TIMESTAMP, self.stamped, metadata.to_bytes(made))

    def rotate_root(
        self,
        new: Mapping[Role, Signers] | None = None,
        *,
        created: datetime | None = None,
        signed_by: Signers | None = None,
        stamp: bool = True,
    ) -> int:
        """Publish the next root.

        Args:
            new: Keys of roles that change; without it, one of the three root keys is replaced by a new one.
            created: When; without it, at the moment of the release.
            signed_by: Who signs; without it, all old and all new root keys.
            stamp: Whether a timestamp that names it follows. Roles whose keys change have to sign anew: see
                `sign_release`.

        Returns:
            Its version.
        """
        before = self.keys[Role.ROOT] if self.root else ()
        if new is None and self.root:
            new = {Role.ROOT: (*before[1:], *_keys(1))}
        self.keys |= new or {}
        self.root += 1
        named = {role: [signer.public_key for signer in self.keys[role]] for role in Role}
        made = metadata.make_root(self.root, named, self.terms, created or self.created)
        metadata.sign(made, (*before, *self.keys[Role.ROOT]) if signed_by is None else signed_by)
        self._write(Role.ROOT, self.root, metadata.to_bytes(made))
        if stamp and self.number:
            self.refresh(created=created)
        return self.root

    def root_bytes(self, version: int = 1) -> bytes:
        """A root as it is published."""
        return self.metadata_of(Role.ROOT, version)

    def metadata_of(self, role: Role, version: int = 0) -> bytes:
        """A metadata file; of the timestamp the present one."""
        return self.metadata_path(role, version).read_bytes()

    def metadata_path(self, role: Role, version: int = 0) -> Path:
        """Where a metadata file lies; without a version, the present one."""
        present = self.root if role is Role.ROOT else self.number
        return self.place.metadata / metadata.file_name(role, version or present)

    def path_of(self, name: str) -> Path:
        """Where a target of the present release lies."""
        signed = json.loads(self.metadata_of(Role.TARGETS))["signed"]
        return self.place.target(signed["targets"][name]["hashes"]["sha256"], name)

    def sign_twice(self, role: Role) -> None:
        """Leave one signature of the present metadata of a role, and let it stand twice."""
        path = self.metadata_path(role)
        content = json.loads(path.read_bytes())
        content["signatures"] = content["signatures"][:1] * 2
        path.write_bytes(json.dumps(content).encode())

    def swap_snapshot(self, other: int) -> None:
        """Put the snapshot of another release where the present one lies."""
        self.metadata_path(Role.SNAPSHOT).write_bytes(self.metadata_of(Role.SNAPSHOT, other))

    def flip(self, path: Path, place: int = -1) -> None:
        """Change one byte of a file; without a place, the one in the middle."""
        content = bytearray(path.read_bytes())
        content[place if place >= 0 else len(content) // 2] ^= 1
        path.write_bytes(content)

    def copy(self, folder: Path) -> Publisher:
        """The same publisher with a copy of the repository, which goes its own way from here."""
        shutil.copytree(self.folder, folder)
        return Publisher(
            folder, self.terms, dict(self.keys), self.root, self.number, self.stamped, self.created, list(self.releases)
        )

    def _who(self, role: Role, signed_by: Mapping[Role, Signers] | None) -> Signers:
        return (signed_by or {}).get(role, self.keys[role])

    def _write(self, role: Role, version: int, content: bytes) -> bytes:
        self.place.metadata.mkdir(parents=True, exist_ok=True)
        (self.place.metadata / metadata.file_name(role, version)).write_bytes(content)
        return content

    def _written(self, name: str, content: bytes) -> TargetFile:
        digest = hashlib.sha256(content).hexdigest()
        self.place.target(digest, name).write_bytes(content)
        return metadata.target_file(name, len(content), digest)

    def _packed(self, path: Path, name: str) -> Made:
        made = pack(path, self.place.targets / "half-made", name, Silent(), level=QUICK)
        made.path.rename(self.place.target(made.sha256, name))
        return made

    def _copied(self, path: Path, unpacked: int, name: str) -> Made:
        made = made_of(path, name, unpacked)
        shutil.copyfile(path, self.place.target(made.sha256, name))
        return made

    def _digest_of(self, version: int) -> str:
        return next((release.digest for release in self.releases if release.version == version), "sha256:" + "0" * 64)


def a_publisher(folder: Path, terms: Terms | None = None, *, created: datetime = NOW) -> Publisher:
    """A publisher with root 1 and no release yet; everything is signed at `created` unless told otherwise."""
    publisher = Publisher(folder, terms or Terms(), created=created)
    publisher.rotate_root()
    return publisher


def changed(
    catalogue: Path, target: Path, *statements: str, version: int | None = None, created: datetime | None = None
) -> Path:
    """A catalogue with some rows changed, whole and with its own digest.

    Args:
        catalogue: The one it is made from.
        target: The file to write.
        statements: SQL that changes rows, for example `update app set name = 'Other' where id = 'signal'`.
        version: Without it, one more than before.
        created: When it was made; without it, as before.
    """
    shutil.copyfile(catalogue, target)
    with closing(sqlite3.connect(target)) as connection:
        connection.execute("pragma journal_mode = off")
        for statement in statements:
            assert connection.execute(statement).rowcount, f"changes nothing: {statement}"
        before = connection.execute("select value from meta where key = 'version'").fetchone()[0]
        _set_meta(connection, "version", str(version or int(before) + 1))
        if created:
            _set_meta(connection, "created", moment_text(created.astimezone(UTC)))
        connection.commit()
    with CatalogueStore.open(target, verify=False) as store:
        digest = store.compute_digest(Silent())
    with closing(sqlite3.connect(target)) as connection:
        connection.execute("pragma journal_mode = off")
        _set_meta(connection, DIGEST_KEY, digest)
        connection.commit()
    return target


def _set_meta(connection: sqlite3.Connection, key: str, value: str) -> None:
    connection.execute("update meta set value = ? where key = ?", (value, key))
