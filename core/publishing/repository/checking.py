"""Reading a repository back as a fresh station does, before anybody else can."""

from __future__ import annotations

from collections.abc import Generator
from datetime import datetime
from pathlib import Path

from core.catalogue.progress import Part
from core.catalogue.store import CatalogueStore
from core.errors import Reporter, Silent
from core.publishing.repository.examining import files_of
from core.publishing.repository.metadata import file_name
from core.publishing.repository.place import METADATA
from core.publishing.repository.roles import Role
from core.releases import errors
from core.releases.model import RELEASE, Release
from core.releases.packing import unpack
from core.releases.release import read_release
from core.releases.tuf import Client
from core.transport.folder import FolderSource
from core.transport.source import NotThere, Source


class Layered:
    """Several folders that look like one: what the first does not have, the next may.

    So a repository can be read as it will be, before the file is moved that makes it so.
    """

    def __init__(self, *folders: Path) -> None:
        self._folders = folders
        self.name = str(folders[-1])

    def pieces(self, path: str, most: int, reporter: Reporter) -> Generator[bytes]:
        """A file in pieces; see `core.transport.source.Source`."""
        for folder in self._folders:
            if (folder / path).is_file():
                yield from FolderSource(folder).pieces(path, most, reporter)
                return
        raise NotThere(self.name, path)

    def close(self) -> None:
        """Nothing is held between two files."""


def first_root(*folders: Path) -> bytes:
    """Where trust begins: the first root, from the first of these folders that has it.

    Raises:
        NotThere: none has it.
        TransportError: it cannot be read.
    """
    path = f"{METADATA}/{file_name(Role.ROOT, 1)}"
    return b"".join(Layered(*folders).pieces(path, 1 << 20, Silent()))


def read_back(
    source: Source, root: bytes, moment: datetime, work: Path, reporter: Reporter, *, with_all: bool = True
) -> Release:
    """Take a release as a station does that knows nothing but the first root.

    Args:
        source: The repository.
        root: The first root.
        moment: Now, UTC.
        work: An empty folder.
        reporter: Told how far the work has come, of 100.
        with_all: Also fetch the search index and the deltas, which a stick may lack.

    Raises:
        TrustError: a station would refuse it.
        TransportError: a station would not get it.
        CatalogueError: its catalogue cannot be used.
        Cancelled: the reporter asked to stop.
    """
    client = Client(work / "trust", root, source)
    release = described(client, moment, work)
    files = [file.name for file in files_of(release)] if with_all else [release.catalogue.name]
    for number, name in enumerate(files):
        client.fetch(name, work / name, Part(reporter, number, number + 1, 2 * len(files)))
    _open(work, release, Part(reporter, 50, 100))
    return release


def described(client: Client, moment: datetime, work: Path) -> Release:
    """What a fresh station is told about the release, before it fetches it.

    Args:
        client: Of the station.
        moment: Now, UTC.
        work: An empty folder.

    Raises:
        TrustError: a station would refuse it.
        TransportError: a station would not get it.
    """
    if client.refresh(moment) is None:
        raise errors.unreadable(file_name(Role.TIMESTAMP, 0))
    client.fetch(RELEASE, work / RELEASE)
    return read_release((work / RELEASE).read_bytes())


def _open(work: Path, release: Release, reporter: Reporter) -> None:
    path, name = work / "read-back.sqlite", release.catalogue.name
    unpack(work / name, path, release.catalogue.unpacked, Part(reporter, 0, 30), name=name)
    with CatalogueStore.open(path, verify=False) as store:
        store.verify_digest(Part(reporter, 30, 100))
        if store.info().digest != release.digest:
            raise errors.not_genuine(name)
