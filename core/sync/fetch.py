"""The checks *complete* and *genuine*: the catalogue of a release as a file here, by a delta or whole."""

from __future__ import annotations

import shutil
from pathlib import Path

from core.catalogue.current import examine
from core.catalogue.model import CatalogueInfo
from core.errors import CatalogueError, CatalogueTooNew, NoRoom, TrustError
from core.releases import errors
from core.releases.model import DeltaFrom, Packed, Release
from core.sync.attempt import Attempt, InUse
from core.sync.model import Check, Kind
from core.sync.verify import Offer
from core.transport.source import NotThere

SPARE = 1_000_000
"""Bytes that must be left on the disk for what stands beside the catalogue."""


def fetch(attempt: Attempt, offer: Offer, incoming: Path) -> tuple[Path, CatalogueInfo, Kind]:
    """Fetch the catalogue of a release, and examine what was written.

    Args:
        attempt: What it is about.
        offer: The release.
        incoming: Folder for it.

    Returns:
        The file, under a name that is not its own; what it says of itself; how it came.

    Raises:
        TrustError: it is refused.
        TransportError: it could not be had.
        NoRoom: the disk is too full.
        Cancelled: the reporter stopped it.
        OSError: the disk cannot be written.
    """
    attempt.begin(Check.COMPLETE)
    target, in_use = incoming / "catalogue.sqlite", attempt.in_use
    if in_use is not None and (delta := _fitting(in_use, offer.release)) is not None:
        try:
            return target, _by_delta(attempt, offer, delta, in_use, target), Kind.DELTA
        except (TrustError, CatalogueError, NotThere):
            # Anything that does not fit takes the whole file: never a mixture, and never a reason to give up.
            target.unlink(missing_ok=True)
            attempt.begin_again(Check.COMPLETE)
    return target, _whole(attempt, offer, target), Kind.FULL


def same_digest(info: CatalogueInfo, release: Release) -> CatalogueInfo:
    """The catalogue that was examined, if it is the one that was signed.

    Raises:
        ReleaseAltered: it is another.
    """
    if (info.digest, info.version) != (release.digest, release.version):
        raise errors.not_genuine(release.catalogue.name)
    return info


def _fitting(in_use: InUse, release: Release) -> DeltaFrom | None:
    """The delta from what is in use, where one is published and is the smaller thing to fetch."""
    found = next((delta for delta in release.deltas if delta.digest == in_use.info.digest), None)
    return found if found is not None and found.file.length < release.catalogue.length else None


def _by_delta(attempt: Attempt, offer: Offer, delta: DeltaFrom, in_use: InUse, target: Path) -> CatalogueInfo:
    from core.releases.delta import apply_delta

    packed = target.with_name("delta.zst")
    _make_room(attempt, 2 * delta.file.length + 2 * in_use.path.stat().st_size)
    try:
        offer.fetch(delta.file, packed, attempt)
        attempt.begin(Check.GENUINE)
        apply_delta(in_use.path, packed, target, unpacked=delta.file.unpacked, reporter=attempt)
    finally:
        packed.unlink(missing_ok=True)
    return _examined(attempt, target, offer.release)


def _whole(attempt: Attempt, offer: Offer, target: Path) -> CatalogueInfo:
    packed = target.with_name("packed.zst")
    take_file(attempt, offer, offer.release.catalogue, packed, target)
    attempt.begin(Check.GENUINE)
    return _examined(attempt, target, offer.release)


def take_file(attempt: Attempt, offer: Offer, file: Packed, packed: Path, target: Path) -> None:
    """Fetch a packed file of a release and unpack it.

    Raises:
        TrustError, TransportError, NoRoom, Cancelled, OSError: as in `fetch`.
    """
    from core.releases.packing import unpack

    # python-tuf writes what it fetches once without a name and once with.
    _make_room(attempt, 2 * file.length + file.unpacked)
    try:
        offer.fetch(file, packed, attempt)
        unpack(packed, target, file.unpacked, attempt, name=file.name)
    finally:
        packed.unlink(missing_ok=True)


def _examined(attempt: Attempt, path: Path, release: Release) -> CatalogueInfo:
    try:
        info = examine(path, attempt)
    except CatalogueTooNew as error:
        raise errors.update_first(release.version, release.needs) from error
    except CatalogueError as error:
        raise errors.other_kind(release.catalogue.name) from error
    return same_digest(info, release)


def _make_room(attempt: Attempt, needed: int) -> None:
    free = shutil.disk_usage(attempt.station.folder).free
    if needed + SPARE > free:
        raise NoRoom(needed + SPARE, free)
