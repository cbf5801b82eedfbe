"""From what waits to what is published: the last two signatures, and moving files in an order that never misleads.

Files of the release first, then the list of files, the snapshot, the root, and last the timestamp, which alone makes
stations look at the others. Before any is moved, the whole is read back as a fresh station would. Whatever stops the
work leaves stations with what they had, and the command can be given again.
"""

from __future__ import annotations

import shutil
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from securesystemslib.signer import Signer
from tuf.api.metadata import Metadata, Root, T, Targets

from core.catalogue.progress import Part
from core.errors import Reporter
from core.publishing.repository import errors
from core.publishing.repository.alone import alone, flush_folder
from core.publishing.repository.checking import Layered, described, first_root, read_back
from core.publishing.repository.metadata import file_name, make_snapshot, make_timestamp, sign, to_bytes
from core.publishing.repository.place import Place, Repository
from core.publishing.repository.reading import Published, Waiting, newest_root, published, waiting
from core.publishing.repository.roles import Role, Terms
from core.publishing.repository.signatures import is_signed, tallies
from core.releases.tuf import Client
from core.signing.small_files import write_new

Signers = Mapping[Role, Sequence[Signer]]
"""Open keys, by what they are for."""


@dataclass(frozen=True, slots=True)
class Ahead:
    """What stations shall find."""

    before: Published | None
    """What they find now; None: nothing."""
    root: Metadata[Root]
    targets: Metadata[Targets] | None
    """None: there is no release yet, and none comes."""
    signs: tuple[Role, ...]
    """Roles that have to sign anew."""
    staged: tuple[str, ...] = ()
    """Names of the metadata files that wait."""

    @property
    def keys(self) -> Mapping[Role, frozenset[str]]:
        """Ids of the keys that may, by role."""
        return {role: frozenset(self.root.signed.roles[role.value].keyids) for role in self.signs}


def look_ahead(repository: Repository) -> Ahead:
    """What publishing would lead to, and whose signatures it still takes.

    Raises:
        NotPublishable: nothing waits.
        SignaturesMissing: people have yet to sign.
        RepositoryUnusable: a file is missing or damaged.
    """
    found = waiting(repository)
    if found is None:
        raise errors.nothing_waits(repository.folder)
    before = published(repository) if newest_root(repository) is not None else None
    for one in tallies(before.root if before else None, found):
        if one.missing:
            raise errors.signatures_missing(one.role, one.missing)
    return _ahead(repository, before, found)


def finish(repository: Repository, signers: Signers, moment: datetime, terms: Terms, reporter: Reporter) -> Published:
    """Publish what waits.

    Args:
        repository: The publisher's folder.
        signers: Keys for snapshot and timestamp.
        moment: Now, UTC.
        terms: How long signatures shall hold.
        reporter: Told how far the work has come, of 100.

    Raises:
        NotPublishable: nothing waits, or the clock stands before the last timestamp.
        SignaturesMissing: people have yet to sign, or a key is missing here.
        TrustError, TransportError, CatalogueError: a station would refuse what would be published; it is not.
        RepositoryUnusable, RepositoryBusy: the folder cannot be used.
        OSError: it cannot be written.
        Cancelled: the reporter asked to stop.
    """
    with alone(repository) as work:
        ahead = look_ahead(repository)
        ready = Place(work / "ready")
        ready.metadata.mkdir(parents=True)
        for name in ahead.staged:
            shutil.copyfile(repository.staged.metadata / name, ready.metadata / name)
        if ahead.targets is not None:
            _sign(ahead, ahead.targets, ready, repository, signers, moment, terms)
            folders = (ready.folder, repository.staged.folder, repository.public.folder)
            check = work / "check"
            check.mkdir()
            read_back(Layered(*folders), first_root(*folders), moment, check, Part(reporter, 0, 95))
        # The last moment at which it can be stopped.
        reporter.step(100, 100)
        _move_files(ahead, repository)
        _move_metadata(ready, repository.public)
        repository.staged.folder.rename(work / "done")
    return published(repository)


def refresh(repository: Repository, signers: Signers, moment: datetime, terms: Terms) -> Published:
    """Sign a new timestamp: nothing newer has been published.

    Raises:
        NotPublishable: there is no release, or the clock stands before the last timestamp.
        SignaturesMissing: no key for timestamps is at hand.
        TrustError, TransportError: a station would refuse what is published.
        RepositoryUnusable, RepositoryBusy: the folder cannot be used.
        OSError: it cannot be written.
    """
    with alone(repository) as work:
        now = published(repository)
        if now.targets is None:
            raise errors.no_release(repository.folder)
        ready, check = Place(work / "ready"), work / "check"
        ready.metadata.mkdir(parents=True)
        check.mkdir()
        ahead = Ahead(now, now.root, now.targets, (Role.TIMESTAMP,))
        _sign(ahead, now.targets, ready, repository, signers, moment, terms)
        folders = (ready.folder, repository.public.folder)
        described(Client(check / "trust", first_root(*folders), Layered(*folders)), moment, check)
        _move_metadata(ready, repository.public)
    return published(repository)


def _ahead(repository: Repository, before: Published | None, found: Waiting) -> Ahead:
    root, targets = (before.root, before.targets) if before else (None, None)
    root, targets = found.root or root, found.targets or targets
    if root is None:
        raise errors.no_repository(repository.folder)
    waits = ((Role.ROOT, found.root), (Role.TARGETS, found.targets))
    staged = tuple(file_name(role, one.signed.version) for role, one in waits if one is not None)
    if targets is None:
        return Ahead(before, root, None, (), staged)
    snapshot = before.snapshot if before else None
    stays = found.targets is None and snapshot is not None and is_signed(root.signed, Role.SNAPSHOT, snapshot)
    return Ahead(before, root, targets, (Role.TIMESTAMP,) if stays else (Role.SNAPSHOT, Role.TIMESTAMP), staged)


def _sign(
    ahead: Ahead,
    targets: Metadata[Targets],
    ready: Place,
    repository: Repository,
    signers: Signers,
    moment: datetime,
    terms: Terms,
) -> None:
    """Sign snapshot and timestamp, as far as they have to be signed anew."""
    before = ahead.before
    if before is not None and before.stamp is not None and before.stamp.created > moment:
        raise errors.clock_behind(before.stamp.created)
    version = before.snapshot.signed.version if before and before.snapshot else 0
    if Role.SNAPSHOT in ahead.signs:
        version += 1
        listed = _content(ready, repository.public, file_name(Role.TARGETS, targets.signed.version))
        snapshot = make_snapshot(version, targets.signed.version, listed, terms.expiry(Role.SNAPSHOT, moment))
        _write_signed(ready, Role.SNAPSHOT, ahead.root.signed, snapshot, signers)
    stamp = make_timestamp(
        before.timestamp.signed.version + 1 if before and before.timestamp else 1,
        version,
        _content(ready, repository.public, file_name(Role.SNAPSHOT, version)),
        moment,
        ahead.root.signed.version,
        terms.expiry(Role.TIMESTAMP, moment),
    )
    _write_signed(ready, Role.TIMESTAMP, ahead.root.signed, stamp, signers)


def _content(ready: Place, public: Place, name: str) -> bytes:
    path = ready.metadata / name
    return (path if path.is_file() else public.metadata / name).read_bytes()


def _write_signed(ready: Place, role: Role, root: Root, metadata: Metadata[T], signers: Signers) -> None:
    named = root.roles[role.value]
    who = [one for one in signers.get(role, ()) if one.public_key.keyid in named.keyids]
    if len(who) < named.threshold:
        raise errors.keys_missing(role, named.threshold - len(who))
    sign(metadata, who[: named.threshold])
    write_new(ready.metadata / file_name(role, metadata.signed.version), to_bytes(metadata), mode=0o644)


def _move_files(ahead: Ahead, repository: Repository) -> None:
    """Move the files of the release to where they are served, and no others. Nobody knows their names yet."""
    public, staged = repository.public, repository.staged
    public.targets.mkdir(parents=True, exist_ok=True)
    listed = ahead.targets.signed.targets if ahead.targets else {}
    for name, file in sorted(listed.items()):
        path = staged.target(file.hashes["sha256"], name)
        if path.is_file():  # else it was moved before a power cut, or has been public for long
            path.replace(public.target(file.hashes["sha256"], name))
    flush_folder(public.targets)


def _move_metadata(ready: Place, public: Place) -> None:
    """Move metadata to where it is served, the timestamp last."""
    public.metadata.mkdir(parents=True, exist_ok=True)
    for path in sorted(ready.metadata.iterdir(), key=_place_in_order):
        path.replace(public.metadata / path.name)
        flush_folder(public.metadata)


def _place_in_order(path: Path) -> int:
    """A list of files before the snapshot that names it, roots behind both, the timestamp last."""
    role = path.name.removesuffix(".json").rpartition(".")[2]
    return (Role.TARGETS, Role.SNAPSHOT, Role.ROOT, Role.TIMESTAMP).index(Role(role))
