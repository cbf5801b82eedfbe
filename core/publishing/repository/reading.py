"""The publisher's own repository, read: what is published, and what waits for signatures."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from tuf.api.exceptions import RepositoryError
from tuf.api.metadata import Metadata, Root, Snapshot, T, TargetFile, Targets, Timestamp

from core.errors import RepositoryUnusable, TrustError
from core.publishing.repository import errors
from core.publishing.repository.metadata import file_name
from core.publishing.repository.place import Place, Repository
from core.publishing.repository.roles import Role
from core.releases.model import RELEASE, Release, Stamp
from core.releases.release import LARGEST as LARGEST_RELEASE
from core.releases.release import read_release
from core.releases.tuf import stamp_of
from core.signing.small_files import NotSmall, read_small

LARGEST = 1 << 20
"""Bytes of a metadata file."""


@dataclass(frozen=True, slots=True)
class Published:
    """What stations find."""

    root: Metadata[Root]
    """The newest."""
    targets: Metadata[Targets] | None
    """The list of files that the timestamp leads to; None: there is no release yet."""
    snapshot: Metadata[Snapshot] | None
    timestamp: Metadata[Timestamp] | None
    stamp: Stamp | None
    """What the timestamp says of itself."""
    release: Release | None


@dataclass(frozen=True, slots=True)
class Waiting:
    """What waits for signatures: a root, a list of files, or both."""

    root: Metadata[Root] | None
    targets: Metadata[Targets] | None
    release: Release | None
    """What the list of files is about."""


def load(path: Path, kind: type[T]) -> Metadata[T]:
    """Read a metadata file; signatures are not looked at.

    Raises:
        RepositoryUnusable: it cannot be read, or is something else.
    """
    try:
        found: Metadata[T] = Metadata.from_bytes(read_small(path, LARGEST))
    except (OSError, NotSmall, RepositoryError) as error:
        raise errors.broken(path) from error
    if not isinstance(found.signed, kind):
        raise errors.broken(path)
    return found


def published(repository: Repository) -> Published:
    """What is published.

    Raises:
        RepositoryUnusable: there is no root, or a file is missing or damaged.
    """
    root = newest_root(repository)
    if root is None:
        raise errors.no_repository(repository.folder)
    place = repository.public
    stamped = place.metadata / file_name(Role.TIMESTAMP, 0)
    if not stamped.exists():
        return Published(root, None, None, None, None, None)
    timestamp = load(stamped, Timestamp)
    snapshot = load(place.metadata / file_name(Role.SNAPSHOT, timestamp.signed.snapshot_meta.version), Snapshot)
    version = snapshot.signed.meta["targets.json"].version
    targets = load(place.metadata / file_name(Role.TARGETS, version), Targets)
    return Published(root, targets, snapshot, timestamp, _stamp(stamped), release_of(targets, place))


def newest_root(repository: Repository) -> Metadata[Root] | None:
    """The newest root that is published; None: there is none yet.

    Raises:
        RepositoryUnusable: a root before it is missing, or it is damaged.
    """
    versions = repository.public.versions(Role.ROOT)
    if not versions:
        return None
    for number, version in enumerate(versions, 1):
        if number != version:
            raise errors.broken(repository.public.metadata / file_name(Role.ROOT, number))
    return load(repository.public.metadata / file_name(Role.ROOT, versions[-1]), Root)


def all_roots(repository: Repository) -> tuple[Metadata[Root], ...]:
    """Every root that was published, the first one first.

    Raises:
        RepositoryUnusable: one is damaged.
    """
    place = repository.public
    return tuple(load(place.metadata / file_name(Role.ROOT, v), Root) for v in place.versions(Role.ROOT))


def waiting(repository: Repository) -> Waiting | None:
    """What waits for signatures; None: nothing does.

    Raises:
        RepositoryUnusable: a file is missing or damaged.
    """
    place = repository.staged
    if not place.folder.exists():
        return None
    found = {role: place.versions(role) for role in (Role.ROOT, Role.TARGETS)}
    if not any(found.values()) or any(len(versions) > 1 for versions in found.values()):
        raise errors.broken(place.folder)
    root, targets = found[Role.ROOT], found[Role.TARGETS]
    listed = load(place.metadata / file_name(Role.TARGETS, targets[0]), Targets) if targets else None
    return Waiting(
        load(place.metadata / file_name(Role.ROOT, root[0]), Root) if root else None,
        listed,
        release_of(listed, place, repository.public) if listed else None,
    )


def releases(repository: Repository) -> Iterator[tuple[Release, Metadata[Targets]]]:
    """The releases that were published and whose lists and descriptions still lie here, the newest first.

    Each once, with the newest list that speaks of it.

    Raises:
        RepositoryUnusable: a list is damaged.
    """
    place, seen = repository.public, set()
    newest = published(repository).targets
    for version in reversed(place.versions(Role.TARGETS)):
        if newest is None or version > newest.signed.version:
            continue  # left there by a command that did not come to its end
        listed = load(place.metadata / file_name(Role.TARGETS, version), Targets)
        try:
            release = release_of(listed, place)
        except RepositoryUnusable:
            continue  # its files were removed as too old
        if release.version not in seen:
            seen.add(release.version)
            yield release, listed


def release_of(targets: Metadata[Targets], *places: Place) -> Release:
    """The release that a list of files is about.

    Args:
        targets: The list.
        places: Where its description may lie.

    Raises:
        RepositoryUnusable: the description is missing, or not the one that is listed.
    """
    file = listed_file(targets, RELEASE, places[0])
    path = find(file, *places)
    try:
        content = read_small(path, LARGEST_RELEASE)
        if hashlib.sha256(content).hexdigest() != file.hashes["sha256"]:
            raise errors.broken(path)
        return read_release(content)
    except (OSError, NotSmall, TrustError) as error:
        raise errors.broken(path) from error


def listed_file(targets: Metadata[Targets], name: str, place: Place) -> TargetFile:
    """What a list says of a file.

    Raises:
        RepositoryUnusable: it does not name the file, or without SHA-256.
    """
    file = targets.signed.targets.get(name)
    if file is None or "sha256" not in file.hashes:
        raise errors.broken(place.metadata / file_name(Role.TARGETS, targets.signed.version))
    return file


def find(file: TargetFile, *places: Place) -> Path:
    """Where a listed file lies: in the first of these places that has it, else where it should be in the first."""
    paths = [place.target(file.hashes["sha256"], file.path) for place in places]
    return next((path for path in paths if path.is_file()), paths[0])


def _stamp(path: Path) -> Stamp:
    try:
        return stamp_of(read_small(path, LARGEST))
    except (OSError, NotSmall, TrustError) as error:
        raise errors.broken(path) from error
