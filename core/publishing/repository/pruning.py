"""Removing the files of releases that no delta leads from any more."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from core.publishing.repository import errors
from core.publishing.repository.alone import alone
from core.publishing.repository.metadata import file_name
from core.publishing.repository.place import Place, Repository
from core.publishing.repository.reading import published, releases
from core.publishing.repository.roles import Role
from core.publishing.repository.staging import DELTAS

_HASHED = re.compile(r"[0-9a-f]{64}\..+")


@dataclass(frozen=True, slots=True)
class Pruned:
    """What was removed."""

    files: int
    length: int
    """Bytes."""
    kept: tuple[int, ...]
    """Versions of the releases whose files stay, the newest first."""


def prune(repository: Repository) -> Pruned:
    """Remove what belongs to none of the last releases: the present one, and those that the next deltas lead from.

    Roots stay, all of them: a station that was away for years needs each.

    Raises:
        NotPublishable: there is no release.
        RepositoryUnusable, RepositoryBusy: the folder cannot be used.
        OSError: a file cannot be removed.
    """
    with alone(repository):
        now, place = published(repository), repository.public
        if now.snapshot is None:
            raise errors.no_release(repository.folder)
        kept = list(islice(releases(repository), DELTAS + 1))
        lists = {listed.signed.version for _, listed in kept}
        files = {place.target(f.hashes["sha256"], f.path) for _, one in kept for f in one.signed.targets.values()}
        unused = [*_unused_lists(place, lists, now.snapshot.signed.version), *_unused_files(place, files)]
        length = sum(path.stat().st_size for path in unused)
        for path in unused:
            path.unlink()
    return Pruned(len(unused), length, tuple(release.version for release, _ in kept))


def _unused_lists(place: Place, lists: set[int], snapshot: int) -> Iterator[Path]:
    """Lists of files of other releases, and snapshots that nobody can be reading any more."""
    for version in place.versions(Role.TARGETS):
        if version not in lists:
            yield place.metadata / file_name(Role.TARGETS, version)
    for version in place.versions(Role.SNAPSHOT):
        if version < snapshot - DELTAS:
            yield place.metadata / file_name(Role.SNAPSHOT, version)


def _unused_files(place: Place, files: set[Path]) -> Iterator[Path]:
    for path in sorted(place.targets.iterdir()):
        if path not in files and path.is_file() and _HASHED.fullmatch(path.name):
            yield path
