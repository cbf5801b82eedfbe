"""Small files: read within bounds, and written so that nothing is ever written over."""

from __future__ import annotations

import os
import stat
from contextlib import suppress
from pathlib import Path
from typing import BinaryIO

_OPEN = os.O_RDONLY
for _flag in ("O_NONBLOCK", "O_CLOEXEC", "O_NOCTTY", "O_BINARY"):
    _OPEN |= getattr(os, _flag, 0)


class NotSmall(Exception):
    """It is no plain file, or longer than allowed."""


def read_small(path: Path, most: int) -> bytes:
    """The content of a plain file.

    Args:
        path: The file; it may be reached through a link.
        most: The most bytes that it may have.

    Raises:
        NotSmall: it is no plain file, or longer.
        OSError: it cannot be read.
    """
    with open_plain(path) as file:
        content = file.read(most + 1)
    if len(content) > most:
        raise NotSmall("too long")
    return content


def open_plain(path: Path) -> BinaryIO:
    """A plain file, open for reading; anything else is not waited for.

    Raises:
        NotSmall: it is no plain file.
        OSError: it cannot be read.
    """
    # Without O_NONBLOCK, opening a pipe would wait for somebody to write.
    descriptor = os.open(path, _OPEN)
    if not stat.S_ISREG(os.fstat(descriptor).st_mode):
        os.close(descriptor)
        raise NotSmall("no plain file")
    return os.fdopen(descriptor, "rb")


def write_new(path: Path, content: bytes, *, mode: int) -> None:
    """Write a file that must not be there yet; on failure there is none.

    Args:
        path: The file.
        content: All of it.
        mode: Who may read and write it, from the first byte on, where the system has such modes.

    Raises:
        FileExistsError: something of that name is there.
        OSError: it cannot be written.
    """
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL
    for name in ("O_CLOEXEC", "O_NOFOLLOW", "O_BINARY"):
        flags |= getattr(os, name, 0)
    descriptor = os.open(path, flags, mode)
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(descriptor)
    except BaseException:
        with suppress(OSError):
            path.unlink()
        raise
