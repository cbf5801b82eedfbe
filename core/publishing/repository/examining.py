"""Looking at what waits before anybody signs it: is it what its list says, and what does it hold?"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from tuf.api.metadata import TargetFile

from core.catalogue.model import CatalogueInfo
from core.catalogue.progress import Part
from core.catalogue.store import CatalogueStore
from core.errors import CatalogueError, ReleaseUnreadable, Reporter
from core.publishing.repository import errors
from core.publishing.repository.comparing import refuse_unshown
from core.publishing.repository.decoding import decode_all
from core.publishing.repository.earlier import unpack_release
from core.publishing.repository.metadata import file_name
from core.publishing.repository.place import Repository
from core.publishing.repository.reading import Waiting, find, listed_file, newest_root, published
from core.publishing.repository.roles import Role
from core.releases.differences import count_changes, differences
from core.releases.model import RELEASE, Packed, Release
from core.releases.packing import unpack
from core.signing.small_files import NotSmall, open_plain

_PIECE = 1 << 20


@dataclass(frozen=True, slots=True)
class Seen:
    """What was found in the catalogue that waits."""

    info: CatalogueInfo
    """As the file itself says, after its digest was compared."""


def examine(repository: Repository, found: Waiting, work: Path, own: Path | None, reporter: Reporter) -> Seen | None:
    """Compare what waits with its list, and unpack its catalogue.

    Args:
        repository: The publisher's folder.
        found: What waits.
        work: An empty folder.
        own: A catalogue that the signer built alone; None: there is none to compare with.
        reporter: Told how far the work has come, of 100.

    Returns:
        What the catalogue holds; None: no list of files waits.

    Raises:
        NotPublishable: metadata says more than is shown, a file is not as listed, or the catalogue is not the one that
            the release speaks of, or not the signer's own, or no newer than what is published.
        CatalogueError: the signer's own catalogue cannot be used.
        RepositoryUnusable: what is published is damaged.
        Cancelled: the reporter asked to stop.
    """
    _refuse_jump(repository, found)
    refuse_unshown(found)
    targets, release = found.targets, found.release
    if targets is None or release is None:
        return None
    _refuse_back(repository, release)
    names = [RELEASE, *(file.name for file in files_of(release))]
    if sorted(names) != sorted(targets.signed.targets):
        raise errors.altered(file_name(Role.TARGETS, targets.signed.version))
    places = (repository.staged, repository.public)
    for number, name in enumerate(names):
        file = listed_file(targets, name, repository.staged)
        _compare(find(file, *places), file, Part(reporter, number, number + 1, 2 * len(names)))
    packed = find(listed_file(targets, release.catalogue.name, repository.staged), *places)
    info = _inside(packed, release, work / "examined.sqlite", Part(reporter, 50, 80))
    _recount(repository, release, work, Part(reporter, 80, 100))
    if own is not None:
        _compare_own(own, release)
    return Seen(info)


def files_of(release: Release) -> Iterator[Packed]:
    """The files of a release besides its description."""
    yield release.catalogue
    if release.search is not None:
        yield release.search
    yield from (delta.file for delta in release.deltas)


def _refuse_jump(repository: Repository, found: Waiting) -> None:
    """Refuse numbers that are not the next ones: a station that has seen a high one takes no lower one any more."""
    is_first = newest_root(repository) is None
    before = None if is_first else published(repository)
    present = before.root.signed.version if before else 0
    if found.root is not None and found.root.signed.version != present + 1:
        raise errors.altered(file_name(Role.ROOT, found.root.signed.version))
    present = before.targets.signed.version if before and before.targets else 0
    if found.targets is not None and found.targets.signed.version != present + 1:
        raise errors.altered(file_name(Role.TARGETS, found.targets.signed.version))


def _refuse_back(repository: Repository, release: Release) -> None:
    """Refuse a release that does not follow the present one, or tells what is new since another."""
    before = published(repository).release
    if release == before:
        return  # the same once more, for new signatures
    if before is not None and release.version <= before.version:
        raise errors.not_newer(release.version, before.version)
    if release.changes.since not in (0, before.version if before else 0):
        raise errors.altered(RELEASE)


def _compare(path: Path, file: TargetFile, reporter: Reporter) -> None:
    digest, length = hashlib.sha256(), 0
    try:
        with open_plain(path) as content:
            while length <= file.length and (piece := content.read(_PIECE)):
                digest.update(piece)
                length += len(piece)
                reporter.step(length, file.length)
    except (OSError, NotSmall) as error:
        raise errors.altered(file.path) from error
    if (length, digest.hexdigest()) != (file.length, file.hashes["sha256"]):
        raise errors.altered(file.path)


def _inside(packed: Path, release: Release, target: Path, reporter: Reporter) -> CatalogueInfo:
    """What the packed catalogue says of itself, if it is the one that the release speaks of."""
    name = release.catalogue.name
    try:
        unpack(packed, target, release.catalogue.unpacked, Part(reporter, 0, 30), name=name)
        with CatalogueStore.open(target, verify=False) as store:
            store.verify_digest(Part(reporter, 30, 80))
            decode_all(store, Part(reporter, 80, 100))
            info = store.info()
    except (CatalogueError, ReleaseUnreadable) as error:
        raise errors.altered(name) from error
    said = (release.version, release.digest, release.created, release.schema, release.counts)
    if (info.version, info.digest, info.created, info.schema, info.counts) != said:
        raise errors.altered(RELEASE)
    return info


def _recount(repository: Repository, release: Release, work: Path, reporter: Reporter) -> None:
    """Compare once more with the release before, where its catalogue lies here, and count."""
    now = published(repository)
    before, listed = now.release, now.targets
    if before is None or listed is None or release == before or before.schema != release.schema:
        return
    packed = find(listed_file(listed, before.catalogue.name, repository.public), repository.public)
    if not packed.is_file():
        return
    unpack_release(packed, work / "before.sqlite", before, Part(reporter, 0, 30))
    if release.changes.since != before.version or _counted(work, Part(reporter, 30, 100)) != release.changes.counts:
        raise errors.altered(RELEASE)


def _counted(work: Path, reporter: Reporter) -> tuple[tuple[str, int], ...]:
    with (
        CatalogueStore.open(work / "before.sqlite", verify=False) as old,
        CatalogueStore.open(work / "examined.sqlite", verify=False) as new,
    ):
        return count_changes(differences(old, new, reporter))


def _compare_own(own: Path, release: Release) -> None:
    with CatalogueStore.open(own) as store:
        if store.info().digest != release.digest:
            raise errors.another_catalogue(own)
