"""Making a release of a catalogue, and setting it out for signatures.

Everything is made in a folder of its own on the same disk, which takes its place when it is whole. A release that
waits is public knowledge soon, and nothing that anybody relies on yet.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from tuf.api.metadata import Metadata, Root, TargetFile, Targets

from core.catalogue import search_file
from core.catalogue.model import CatalogueInfo
from core.catalogue.progress import Part
from core.catalogue.store import CatalogueStore
from core.errors import DeltaUnfit, Reporter
from core.publishing.repository import errors, packing
from core.publishing.repository.alone import alone, flush_folder
from core.publishing.repository.decoding import decode_all
from core.publishing.repository.describing import (
    NOTHING_BEFORE,
    catalogue_name,
    delta_name,
    describe,
    search_name,
)
from core.publishing.repository.earlier import unpack_release
from core.publishing.repository.metadata import file_name, make_targets, target_file, to_bytes
from core.publishing.repository.packing import Made, made_of, pack
from core.publishing.repository.place import Place, Repository
from core.publishing.repository.reading import Published, Waiting, find, listed_file, published, releases, waiting
from core.publishing.repository.roles import Role, Terms
from core.publishing.repository.words import changes_between
from core.releases.delta import make_delta
from core.releases.model import RELEASE, Changes, DeltaFrom, Packed, Release
from core.releases.release import write_release
from core.signing.small_files import write_new

DELTAS = 4
"""Earlier releases that a delta leads from."""

Unsigned = Metadata[Root] | Metadata[Targets]
"""Metadata that people sign."""

_NEEDS = re.compile(r"\d{1,4}\.\d{1,4}\.\d{1,4}")


@dataclass(frozen=True, slots=True)
class Wishes:
    """What may be chosen about a release."""

    with_search: bool = False
    """Whether the search index is shipped ready made."""
    needs: str = ""
    """Smallest version of Appvett; empty: the first that reads the catalogue's schema."""
    level: int = packing.LEVEL
    """Of zstd; only tests take another."""


@dataclass(frozen=True, slots=True)
class _Earlier:
    """A release before, unpacked."""

    release: Release
    catalogue: Path


def stage_release(
    repository: Repository, catalogue: Path, moment: datetime, terms: Terms, wishes: Wishes, reporter: Reporter
) -> Waiting:
    """Make a release of a catalogue and set it out for signatures.

    Args:
        repository: The publisher's folder.
        catalogue: The file; it is verified in full.
        moment: Now, UTC.
        terms: How long signatures shall hold.
        wishes: What is chosen about it.
        reporter: Told how far the work has come, of 100.

    Returns:
        What waits.

    Raises:
        CatalogueError: the file is no catalogue, damaged, too new or old for this Appvett, or holds what nobody can
            read.
        NotPublishable: it must not be published, or something waits already.
        RepositoryUnusable, RepositoryBusy: the folder cannot be used.
        OSError: a file cannot be read or written.
        Cancelled: the reporter asked to stop; nothing is left behind.
    """
    if wishes.needs and not _NEEDS.fullmatch(wishes.needs):
        raise errors.bad_needs(wishes.needs)
    with alone(repository) as work:
        before = _free_to_stage(repository)
        with CatalogueStore.open(catalogue, verify=False) as store:
            _refuse(store.info(), before, repository, moment)
            store.verify_digest(Part(reporter, 0, 10))
            decode_all(store, Part(reporter, 10, 15))
            place = Place(work / "staged")
            place.targets.mkdir(parents=True)
            files = _make(repository, store, place, work, wishes, Part(reporter, 15, 100))
        version = before.targets.signed.version + 1 if before.targets else 1
        made = make_targets(version, files, terms.expiry(Role.TARGETS, moment))
        reporter.step(100, 100)
        set_out(repository, place, (made,))
    return _now_waiting(repository)


def stage_renewal(repository: Repository, moment: datetime, terms: Terms) -> Waiting:
    """Set out the present release once more, so that its signatures hold for longer.

    Raises:
        NotPublishable: there is no release, or something waits already.
        RepositoryUnusable, RepositoryBusy: the folder cannot be used.
        OSError: a file cannot be written.
    """
    with alone(repository) as work:
        before = _free_to_stage(repository)
        if before.targets is None:
            raise errors.no_release(repository.folder)
        set_out(repository, Place(work / "staged"), (renewed(before.targets, moment, terms),))
    return _now_waiting(repository)


def renewed(targets: Metadata[Targets], moment: datetime, terms: Terms) -> Metadata[Targets]:
    """The same list of files under the next number, without signatures."""
    return make_targets(targets.signed.version + 1, targets.signed.targets, terms.expiry(Role.TARGETS, moment))


def drop(repository: Repository) -> bool:
    """Throw away what waits; whether anything did.

    Raises:
        RepositoryBusy: another command is at work.
        OSError: it cannot be removed.
    """
    with alone(repository) as work:
        if not repository.staged.folder.exists():
            return False
        repository.staged.folder.rename(work / "dropped")
    return True


def set_out(repository: Repository, place: Place, made: Iterable[Unsigned]) -> None:
    """Give what was made its place among what waits.

    Args:
        repository: The publisher's folder, held by whoever calls.
        place: What was made, in a folder on the same disk; it is moved.
        made: Metadata without signatures, which is added to it.

    Raises:
        OSError: it cannot be written.
    """
    place.metadata.mkdir(parents=True, exist_ok=True)
    for one in made:
        name = file_name(Role(one.signed.type), one.signed.version)
        write_new(place.metadata / name, to_bytes(one), mode=0o644)
    place.folder.rename(repository.staged.folder)
    flush_folder(repository.folder)


def _now_waiting(repository: Repository) -> Waiting:
    found = waiting(repository)
    if found is None:
        raise errors.broken(repository.staged.folder)
    return found


def _free_to_stage(repository: Repository) -> Published:
    before = published(repository)
    if repository.staged.folder.exists():
        raise errors.waiting_already(repository.staged.folder)
    return before


def _refuse(info: CatalogueInfo, before: Published, repository: Repository, moment: datetime) -> None:
    """Refuse a catalogue that must not follow what is published."""
    if info.created > moment:
        raise errors.from_the_future(info.created)
    for earlier, _ in releases(repository):
        if earlier.digest == info.digest:
            raise errors.published_before(earlier.version)
    if before.release is not None and info.version <= before.release.version:
        raise errors.not_newer(info.version, before.release.version)
    if before.release is not None and info.created < before.release.created:
        raise errors.older_facts(info.created, before.release.created)


def _make(
    repository: Repository, store: CatalogueStore, place: Place, work: Path, wishes: Wishes, reporter: Reporter
) -> Mapping[str, TargetFile]:
    """All files of a release, each under the name of its hash."""
    info = store.info()
    earlier = _unpack_earlier(repository, info.schema, work, Part(reporter, 0, 10))
    changes = _changes(repository, earlier, store, Part(reporter, 10, 15))
    whole = _packed(store.path, place, catalogue_name(info.version), wishes, Part(reporter, 15, 50))
    found = _make_search(store, place, work, wishes, Part(reporter, 50, 70)) if wishes.with_search else None
    deltas = _make_deltas(earlier, store, place, whole.file, Part(reporter, 70, 100))
    release = describe(
        info,
        whole.file,
        changes=changes,
        search=found.file if found else None,
        deltas=tuple(delta for delta, _ in deltas),
        needs=wishes.needs,
    )
    made = [whole, *([found] if found else []), *(file for _, file in deltas)]
    content = write_release(release)
    digest = hashlib.sha256(content).hexdigest()
    write_new(place.target(digest, RELEASE), content, mode=0o644)
    files = {one.file.name: target_file(one.file.name, one.file.length, one.sha256) for one in made}
    return {RELEASE: target_file(RELEASE, len(content), digest), **files}


def _unpack_earlier(repository: Repository, schema: int, work: Path, reporter: Reporter) -> list[_Earlier]:
    """The last releases, unpacked and checked; those whose files were removed or that have another schema are none."""
    found: list[_Earlier] = []
    for release, listed in releases(repository):
        file = listed_file(listed, release.catalogue.name, repository.public)
        packed = find(file, repository.public)
        if release.schema != schema or not packed.is_file():
            continue
        path = work / f"{release.version}.sqlite"
        unpack_release(packed, path, release, Part(reporter, len(found), len(found) + 1, DELTAS))
        found.append(_Earlier(release, path))
        if len(found) == DELTAS:
            break
    return found


def _changes(repository: Repository, earlier: list[_Earlier], store: CatalogueStore, reporter: Reporter) -> Changes:
    """What is new since the release before; nothing is told where its catalogue is not there."""
    if not earlier or earlier[0].release != published(repository).release:
        return NOTHING_BEFORE
    with CatalogueStore.open(earlier[0].catalogue, verify=False) as before:
        return changes_between(before, store, earlier[0].release.version, reporter)


def _packed(source: Path, place: Place, name: str, wishes: Wishes, reporter: Reporter) -> Made:
    return _kept(pack(source, place.targets / "half-made", name, reporter, level=wishes.level), place)


def _kept(made: Made, place: Place) -> Made:
    """A file under the name of its hash."""
    path = place.target(made.sha256, made.file.name)
    made.path.rename(path)
    return Made(path, made.file, made.sha256)


def _make_search(store: CatalogueStore, place: Place, work: Path, wishes: Wishes, reporter: Reporter) -> Made:
    path = search_file.build(store, work, Part(reporter, 0, 60))
    return _packed(path, place, search_name(store.info().version), wishes, Part(reporter, 60, 100))


def _make_deltas(
    earlier: list[_Earlier], store: CatalogueStore, place: Place, whole: Packed, reporter: Reporter
) -> list[tuple[DeltaFrom, Made]]:
    """Operations from each earlier release that are worth fetching."""
    found = []
    for number, one in enumerate(earlier):
        target = place.targets / delta_name(one.release.version, store.info().version)
        try:
            file = make_delta(one.catalogue, store.path, target, Part(reporter, number, number + 1, len(earlier)))
        except DeltaUnfit:
            continue  # stations take the whole catalogue instead
        if file.length >= whole.length:
            target.unlink()
            continue
        made = _kept(made_of(target, file.name, file.unpacked), place)
        found.append((DeltaFrom(one.release.version, one.release.digest, made.file), made))
    return found
