"""One command at a time in a repository, and work that leaves nothing half-made behind."""

from __future__ import annotations

import os
import shutil
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from core.publishing.repository import errors
from core.publishing.repository.place import Repository
from core.signing.keys import PRIVATE

_LOCK = ".lock"
_WORK = ".work-"


@contextmanager
def alone(repository: Repository) -> Iterator[Path]:
    """Hold the repository, and an empty folder on its disk that is removed in the end.

    The folder of the repository is made where it is missing. What a killed command left behind is removed.

    Raises:
        RepositoryBusy: another command holds it.
        KeyFileUnusable: a private key lies in it.
        OSError: the folder cannot be written.
    """
    repository.folder.mkdir(parents=True, exist_ok=True)
    descriptor = os.open(repository.folder / _LOCK, os.O_RDWR | os.O_CREAT | getattr(os, "O_CLOEXEC", 0), 0o600)
    try:
        _hold(descriptor, repository)
        if key := next(repository.folder.rglob(f"*{PRIVATE}"), None):
            raise errors.key_inside(key, repository.folder)
        for left in repository.folder.glob(f"{_WORK}*"):
            shutil.rmtree(left, ignore_errors=True)
        work = Path(tempfile.mkdtemp(prefix=_WORK, dir=repository.folder))
        try:
            yield work
        finally:
            shutil.rmtree(work, ignore_errors=True)
    finally:
        os.close(descriptor)


def flush_folder(folder: Path) -> None:
    """Make moves into a folder lasting, where the system knows how (not on Windows)."""
    with suppress(OSError):
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


if sys.platform == "win32":

    def _hold(descriptor: int, repository: Repository) -> None:
        import msvcrt

        try:
            msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
        except OSError as error:
            raise errors.busy(repository.folder) from error

else:

    def _hold(descriptor: int, repository: Repository) -> None:
        import fcntl

        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            raise errors.busy(repository.folder) from error
