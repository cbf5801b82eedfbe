"""What is made once for a whole run of the tests, however many processes they run in."""

import os
import shutil
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest


def made_once(factory: pytest.TempPathFactory, name: str, make: Callable[[Path], object]) -> Path:
    """A folder that the first process to ask makes; the others wait for it. Not to be changed: copy it first.

    Args:
        factory: Knows the folder of this run.
        name: Of the folder; whoever gives the same name must make the same.
        make: Is given an empty folder and fills it.

    Raises:
        Exception: whatever `make` raises; the next process tries again.
    """
    shared = shared_folder(factory)
    folder, half_made = shared / name, shared / f"{name}.half"
    with _alone(shared / f"{name}.lock"):
        if not folder.exists():
            shutil.rmtree(half_made, ignore_errors=True)  # of a process that failed
            half_made.mkdir()
            make(half_made)
            half_made.rename(folder)
    return folder


def shared_folder(factory: pytest.TempPathFactory) -> Path:
    """The folder of this run that all its processes see."""
    own = factory.getbasetemp()
    return own.parent if "PYTEST_XDIST_WORKER" in os.environ else own


@contextmanager
def _alone(path: Path) -> Iterator[None]:
    """Waits until no other process is here; the system drops the lock when a process ends."""
    with path.open("w") as file:
        if sys.platform == "win32":
            import msvcrt

            msvcrt.locking(file.fileno(), msvcrt.LK_LOCK, 1)
        else:
            import fcntl

            fcntl.flock(file, fcntl.LOCK_EX)
        yield
