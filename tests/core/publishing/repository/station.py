"""What a fresh station finds in a public folder."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from core.errors import Silent
from core.publishing.repository.checking import first_root, read_back
from core.publishing.repository.place import Repository
from core.releases.model import Release
from core.transport.folder import FolderSource
from tests.builders import NOW


def found(folder: Path, now: datetime = NOW, *, with_all: bool = True) -> Release:
    """The release that a station takes that knows the first root alone."""
    with TemporaryDirectory() as work:
        return read_back(FolderSource(folder), first_root(folder), now, Path(work), Silent(), with_all=with_all)


def files(folder: Path) -> dict[str, bytes]:
    """Everything in a folder, by path."""
    return {p.relative_to(folder).as_posix(): p.read_bytes() for p in sorted(folder.rglob("*")) if p.is_file()}


def left_behind(repository: Repository) -> list[str]:
    """What lies in a publisher's folder besides what belongs there."""
    return sorted(p.name for p in repository.folder.iterdir() if p.name not in ("public", "staged", ".lock"))
