"""A stick edition: a folder with exactly what a station needs, made from files that are verified while they are copied.

All roots, the timestamp, the snapshot and the list of files it leads to; the description of the release, the whole
catalogue, and the search index where the release has one. No deltas: a station takes the whole catalogue from a stick.
"""

from __future__ import annotations

import hashlib
import os
import re
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from core.catalogue.progress import Part
from core.errors import Reporter
from core.publishing.repository import errors
from core.publishing.repository.alone import alone, flush_folder
from core.publishing.repository.checking import first_root, read_back
from core.publishing.repository.metadata import file_name
from core.publishing.repository.place import METADATA, TARGETS, Place, Repository
from core.publishing.repository.reading import Published, find, listed_file, published
from core.publishing.repository.roles import Role
from core.releases.model import RELEASE
from core.transport.folder import FolderSource

_PIECE = 1 << 20
_OURS = re.compile(
    r"metadata/(timestamp|[1-9]\d*\.(root|targets|snapshot))\.json"
    r"|targets/[0-9a-f]{64}\.(release\.json|(catalogue|search)-\d+\.sqlite\.zst)"
)
_HALF = ".part"


@dataclass(frozen=True, slots=True)
class _Copy:
    """One file to copy."""

    source: Path
    target: Path
    length: int
    sha256: str


@dataclass(frozen=True, slots=True)
class Edition:
    """A stick edition that was made."""

    folder: Path
    version: int
    """Of the release."""
    files: int
    length: int
    """Bytes of all files."""


def write_stick(repository: Repository, folder: Path, moment: datetime, reporter: Reporter) -> Edition:
    """Write the present release to a folder.

    Args:
        repository: The publisher's folder.
        folder: The edition; it is made where it is missing, and an older edition of this repository is renewed.
        moment: Now, UTC.
        reporter: Told how far the work has come, of 100.

    Raises:
        NotPublishable: there is no release.
        RepositoryUnusable: a file of the repository is missing or damaged, or the folder holds something else.
        RepositoryBusy: another command is at work.
        TrustError, TransportError: a station would refuse the edition.
        OSError: it cannot be written; a half-made file is removed, and an older edition is still whole.
        Cancelled: the reporter asked to stop; the same holds.
    """
    with alone(repository) as work:
        now = published(repository)
        if now.release is None:
            raise errors.no_release(repository.folder)
        root = first_root(repository.public.folder)
        _refuse_foreign(repository, folder, root)
        copies = list(_copies(repository.public, Place(folder), now))
        total, done = sum(one.length for one in copies), 0
        for one in copies:
            _copy(one, Part(reporter, 80 * done // total, 80 * (done + one.length) // total))
            done += one.length
        _remove_others(folder, {one.target for one in copies})
        (work / "check").mkdir()
        read_back(FolderSource(folder), root, moment, work / "check", Part(reporter, 80, 100), with_all=False)
    return Edition(folder, now.release.version, len(copies), total)


def _refuse_foreign(repository: Repository, folder: Path, root: bytes) -> None:
    """Refuse a folder that holds anything but an edition of this repository."""
    if repository.holds(folder) or (folder.exists() and not folder.is_dir()):
        raise errors.foreign_stick(folder)
    found = list(folder.rglob("*")) if folder.exists() else []
    if not all(_is_ours(path, folder) for path in found):
        raise errors.foreign_stick(folder)
    metadata = Place(folder).metadata
    first = metadata / file_name(Role.ROOT, 1)
    if first.is_file() and first.read_bytes() != root:
        raise errors.foreign_stick(folder)
    # The timestamp is written last: what has none, and no root yet, was begun and not finished.
    if not first.is_file() and (metadata / file_name(Role.TIMESTAMP, 0)).exists():
        raise errors.foreign_stick(folder)


def _is_ours(path: Path, folder: Path) -> bool:
    name = path.relative_to(folder).as_posix()
    if path.is_symlink():
        return False
    if path.is_dir():
        return name in (METADATA, TARGETS)
    return path.is_file() and _OURS.fullmatch(name.removesuffix(_HALF)) is not None


def _copies(public: Place, stick: Place, now: Published) -> Iterator[_Copy]:
    """What belongs to an edition, in the order in which it is written: the timestamp last."""
    release, targets, snapshot, timestamp = now.release, now.targets, now.snapshot, now.timestamp
    if release is None or targets is None or snapshot is None or timestamp is None:
        return
    search = [release.search.name] if release.search else []
    for name in (RELEASE, release.catalogue.name, *search):
        file = listed_file(targets, name, public)
        digest = file.hashes["sha256"]
        yield _Copy(find(file, public), stick.target(digest, name), file.length, digest)
    versioned = [(Role.ROOT, version) for version in public.versions(Role.ROOT)]
    versioned += [(Role.TARGETS, targets.signed.version), (Role.SNAPSHOT, snapshot.signed.version)]
    for role, version in (*versioned, (Role.TIMESTAMP, timestamp.signed.version)):
        path = public.metadata / file_name(role, version)
        content = path.read_bytes()
        digest = hashlib.sha256(content).hexdigest()
        yield _Copy(path, stick.metadata / path.name, len(content), digest)


def _copy(one: _Copy, reporter: Reporter) -> None:
    """Copy a file and compare what was written with what is signed."""
    one.target.parent.mkdir(parents=True, exist_ok=True)
    half = one.target.with_name(one.target.name + _HALF)
    try:
        with one.source.open("rb") as source, half.open("wb") as target:
            done = 0
            while piece := source.read(_PIECE):
                done += target.write(piece)
                reporter.step(min(done, one.length), one.length)
            target.flush()
            os.fsync(target.fileno())
        with half.open("rb") as written:
            if hashlib.file_digest(written, "sha256").hexdigest() != one.sha256:
                raise errors.broken(one.source)
        half.replace(one.target)
    finally:
        with suppress(OSError):
            half.unlink(missing_ok=True)
    flush_folder(one.target.parent)


def _remove_others(folder: Path, keep: set[Path]) -> None:
    """Remove files of an older edition; nothing leads to them any more."""
    for path in folder.rglob("*"):
        if path.is_file() and path not in keep:
            path.unlink()
