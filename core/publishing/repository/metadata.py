"""The four kinds of metadata, made and signed; values in, values out.

What TUF leaves open is decided here: consistent snapshots, no delegations, lengths and hashes of snapshot and targets
are always told, and the timestamp carries a member of ours, `x-appvett`: when it was signed and which root belongs to
it. Stations judge a stick by the first and find roots that were kept from them by the second.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from securesystemslib.signer import Key, Signer
from tuf.api.metadata import (
    SPECIFICATION_VERSION,
    Metadata,
    MetaFile,
    Root,
    Snapshot,
    T,
    TargetFile,
    Targets,
    Timestamp,
)
from tuf.api.metadata import Role as TufRole
from tuf.api.serialization.json import JSONSerializer

from core.publishing.repository.roles import Role, Terms
from core.releases.release import moment_text
from core.releases.tuf import STAMP_FIELD

_SPEC = ".".join(SPECIFICATION_VERSION)
_TARGETS = "targets.json"


def make_root(version: int, keys: Mapping[Role, Iterable[Key]], terms: Terms, moment: datetime) -> Metadata[Root]:
    """A root without signatures.

    Args:
        version: 1 for the first.
        keys: The public keys of every role.
        terms: Thresholds and expiry.
        moment: When it is made, UTC.
    """
    found = {role: {key.keyid: key for key in keys[role]} for role in Role}
    root = Root(
        version=version,
        spec_version=_SPEC,
        expires=terms.expiry(Role.ROOT, moment),
        keys={key_id: key for of_role in found.values() for key_id, key in of_role.items()},
        roles={role.value: TufRole(sorted(found[role]), terms.thresholds[role]) for role in Role},
        consistent_snapshot=True,
    )
    return Metadata(root)


def make_targets(version: int, files: Mapping[str, TargetFile], expires: datetime) -> Metadata[Targets]:
    """The list of a release's files, without signatures.

    Args:
        version: One more than the last.
        files: By name, without the hash that stands before it on disk.
        expires: UTC, whole seconds.
    """
    return Metadata(Targets(version, _SPEC, expires, dict(files), delegations=None))


def make_snapshot(version: int, targets_version: int, targets: bytes, expires: datetime) -> Metadata[Snapshot]:
    """What binds a list of files to its place in time, without signatures.

    Args:
        version: One more than the last.
        targets_version: Version of the signed list.
        targets: The signed list as it is published.
        expires: UTC, whole seconds.
    """
    return Metadata(Snapshot(version, _SPEC, expires, {_TARGETS: _about(targets_version, targets)}))


def make_timestamp(
    version: int, snapshot_version: int, snapshot: bytes, created: datetime, root: int, expires: datetime
) -> Metadata[Timestamp]:
    """What tells that nothing newer has been published, without signatures.

    Args:
        version: One more than the last.
        snapshot_version: Version of the signed snapshot.
        snapshot: The signed snapshot as it is published.
        created: When it is signed, UTC.
        root: Version of the root that belongs to it.
        expires: UTC, whole seconds.
    """
    ours = {STAMP_FIELD: {"created": moment_text(created), "root": root}}
    return Metadata(Timestamp(version, _SPEC, expires, _about(snapshot_version, snapshot), ours))


def sign(metadata: Metadata[T], signers: Iterable[Signer]) -> None:
    """Add a signature by each of these keys to those that are there."""
    for signer in signers:
        metadata.sign(signer, append=True)


def to_bytes(metadata: Metadata[Any]) -> bytes:
    """The metadata as a file: JSON that a person can read."""
    return JSONSerializer(compact=False).serialize(metadata) + b"\n"


def file_name(role: Role, version: int) -> str:
    """Name of a metadata file: all but the timestamp carry their version."""
    return f"{role}.json" if role is Role.TIMESTAMP else f"{version}.{role}.json"


def target_file(name: str, length: int, sha256: str) -> TargetFile:
    """What is signed of a file: length, and SHA-256 as hex digits."""
    return TargetFile(length, {"sha256": sha256}, name)


def _about(version: int, content: bytes) -> MetaFile:
    return MetaFile(version, len(content), {"sha256": hashlib.sha256(content).hexdigest()})
