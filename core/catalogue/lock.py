"""One change of catalogue at a time in a data folder, whoever begins it: window, command, or two of them."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from core.errors import ProfileError, SyncBusy
from core.texts.phrase import phrase

LOCK = "sync.lock"
"""Name of the file in the data folder. The system frees it when the process ends, however that happens."""

_FLAGS = getattr(os, "O_CLOEXEC", 0) | getattr(os, "O_NOFOLLOW", 0)


@contextmanager
def one_at_a_time(folder: Path) -> Iterator[None]:
    """Hold the lock of a data folder.

    Raises:
        SyncBusy: somebody else holds it.
        ProfileError: the folder cannot be written.
    """
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        descriptor = os.open(folder / LOCK, os.O_RDWR | os.O_CREAT | _FLAGS, 0o600)
    except OSError as error:
        raise ProfileError(
            phrase("{path} cannot be written.", path=str(folder)),
            phrase("Check the disk and who may write there, or choose another data folder with --data."),
            safe=phrase("The catalogue in use is unchanged, and look-up works as before."),
        ) from error
    try:
        _take(descriptor)
        yield
    finally:
        os.close(descriptor)


if sys.platform == "win32":

    def _take(descriptor: int) -> None:
        import msvcrt

        try:
            msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
        except OSError as error:
            raise SyncBusy from error

else:

    def _take(descriptor: int) -> None:
        import fcntl

        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            raise SyncBusy from error
