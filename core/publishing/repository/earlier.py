"""Releases that were published before, unpacked to be compared with."""

from __future__ import annotations

from pathlib import Path

from core.catalogue.progress import Part
from core.catalogue.store import CatalogueStore
from core.errors import CatalogueError, ReleaseUnreadable, Reporter
from core.publishing.repository import errors
from core.releases.model import Release
from core.releases.packing import unpack


def unpack_release(packed: Path, path: Path, release: Release, reporter: Reporter) -> None:
    """Unpack the catalogue of a release of ours, and see that it is still what it was.

    Args:
        packed: The file in the repository.
        path: Where to.
        release: What it belongs to.
        reporter: Told how far the work has come.

    Raises:
        RepositoryUnusable: it is damaged.
        OSError: it cannot be written.
        Cancelled: the reporter asked to stop.
    """
    try:
        unpack(packed, path, release.catalogue.unpacked, Part(reporter, 0, 30), name=release.catalogue.name)
        with CatalogueStore.open(path, verify=False) as store:
            store.verify_digest(Part(reporter, 30, 100))
            if store.info().digest == release.digest:
                return
    except (ReleaseUnreadable, CatalogueError) as error:
        raise errors.broken(packed) from error
    raise errors.broken(packed)
