"""Reading a release from a stick, a share, or any folder.

1. The folder is what a person chose, and may be reached through a link. What lies below it may not: a link, a mount
   point of Windows, a pipe, a device or a folder in place of a file is refused, and never opened for reading.
2. Names are letters, digits, hyphens and full stops, at most 120 of them, and none that Windows gives to a device.
   No name found in the folder is ever used: files are asked for by the names that a release has.
3. The kind of a file is looked at again after it was opened, so that nothing can be put in its place in between.
4. No more is read than was promised, whatever the folder says about the length, and not for longer than its length
   allows. A share that hangs in a single read cannot be left, though: the system has no way for that.
5. A stick that is pulled is told as that.

Only for a folder where nothing answers at all do we look one step further: a release often lies in `appvett/`.
"""

from __future__ import annotations

import contextlib
import errno
import os
import re
import stat
import time
from collections.abc import Callable, Generator, Iterator
from pathlib import Path

from core.errors import Reporter
from core.transport.failures import FetchFailed, Reason
from core.transport.limits import Limits, Pace
from core.transport.source import NotThere

BEGINNING = "metadata/timestamp.json"
"""The file by which a repository is known."""

BELOW = "appvett"
"""Where a repository may lie in the folder that a person chose."""

_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9.-]{0,119}")
_DEVICES = frozenset({"con", "prn", "aux", "nul", *(f"{word}{n}" for word in ("com", "lpt") for n in range(10))})
_WALKS = os.open in os.supports_dir_fd and hasattr(os, "O_NOFOLLOW")
_OPEN = os.O_RDONLY
for _flag in ("O_NOFOLLOW", "O_NONBLOCK", "O_CLOEXEC", "O_NOCTTY", "O_BINARY", "O_NOINHERIT"):
    _OPEN |= getattr(os, _flag, 0)

_LINK_IN_THE_WAY = (errno.ELOOP, errno.EMLINK, errno.ENOTDIR)
_GONE = (errno.EIO, errno.ENODEV, errno.ENXIO, errno.ESTALE, errno.ENOTCONN)
_PACE = Pace()


class FolderSource:
    """A repository in a folder.

    Attributes:
        name: the folder, as it is shown.
    """

    def __init__(
        self, folder: Path, *, below: str = "", pace: Pace = _PACE, clock: Callable[[], float] = time.monotonic
    ) -> None:
        """Takes the folder that a person chose; `below` is the part of it that holds the repository."""
        self.name = str(folder / below)
        self._folder = folder
        self._below = below
        self._pace = pace
        self._clock = clock
        self._answered = False

    def pieces(self, path: str, most: int, reporter: Reporter) -> Generator[bytes]:
        """A file in pieces; see `core.transport.source.Source`.

        Raises:
            NotThere: There is no such file.
            FetchFailed: It is no plain file, too long, cannot be read, or the folder vanished.
            Cancelled: The reporter stopped it.
        """
        parts = _parts(path, self.name)
        with self._told(path), self._opened(parts) as file:
            yield from self._read(file, path, self._pace.limits(most), reporter)

    def close(self) -> None:
        """Nothing is held between two files."""

    def look(self) -> None:
        """Sees whether a repository begins here.

        Raises:
            NotThere: None does.
            FetchFailed: What stands there is no plain file, or cannot be read.
        """
        with self._told(BEGINNING), self._opened(tuple(BEGINNING.split("/"))):
            pass

    @contextlib.contextmanager
    def _opened(self, parts: tuple[str, ...]) -> Iterator[int]:
        way = (self._below, *parts) if self._below else parts
        file = _walk(self._folder, way) if _WALKS else _step(self._folder, way)
        try:
            yield file
        finally:
            os.close(file)

    def _read(self, file: int, path: str, limits: Limits, reporter: Reporter) -> Iterator[bytes]:
        length = os.fstat(file).st_size
        if length > limits.length:
            raise self._failed(Reason.FILE_TOO_LONG, path, limits.length)
        until = self._clock() + limits.total
        done = 0
        reporter.step(0, length)
        while piece := os.read(file, limits.piece):
            self._answered = True
            done += len(piece)
            if done > limits.length:
                raise self._failed(Reason.FILE_TOO_LONG, path, limits.length)
            if self._clock() > until:
                raise self._failed(Reason.TOO_SLOW, path)
            reporter.step(done, length)
            yield piece
        if done < length:
            raise self._failed(Reason.SOURCE_GONE, path)

    @contextlib.contextmanager
    def _told(self, path: str) -> Iterator[None]:
        """Turns what the system says into what happened."""
        try:
            yield
        except _NotPlain as error:
            raise self._failed(Reason.NOT_PLAIN, path) from error
        except OSError as error:
            if error.errno in _GONE or (self._answered and not self._begins()):
                raise self._failed(Reason.SOURCE_GONE, path) from error
            if error.errno == errno.ENOENT:
                raise NotThere(self.name, path) from error
            kind = Reason.NOT_PLAIN if error.errno in _LINK_IN_THE_WAY else Reason.UNREADABLE
            raise self._failed(kind, path) from error

    def _begins(self) -> bool:
        """Whether the repository is still there, after it was."""
        try:
            with self._opened(tuple(BEGINNING.split("/"))):
                return True
        except OSError:
            return False

    def _failed(self, reason: Reason, path: str, limit: int = 0) -> FetchFailed:
        return FetchFailed(reason, self.name, path=path, limit=limit)


def find_repository(folder: Path) -> FolderSource:
    """The repository in a folder that a person chose: the folder itself, or `appvett` in it. No more is looked at.

    Raises:
        NotThere: There is none.
        FetchFailed: What stands there is no plain file, or cannot be read.
    """
    for below in ("", BELOW):
        source = FolderSource(folder, below=below)
        with contextlib.suppress(NotThere):
            source.look()
            return source
    raise NotThere(str(folder), BEGINNING)


class _NotPlain(OSError):
    """Something else than a plain file, or than a plain folder on the way to it."""


def _parts(path: str, folder: str) -> tuple[str, ...]:
    """The names on the way to a file, if each is one that a release may have."""
    parts = tuple(path.split("/"))
    if not all(_is_name(part) for part in parts):
        raise FetchFailed(Reason.NAME_REFUSED, folder, path=path)
    return parts


def _is_name(name: str) -> bool:
    # Windows drops a full stop at the end, and gives NUL and its like in every folder, whatever follows a full stop.
    stem = name.partition(".")[0].lower()
    return _NAME.fullmatch(name) is not None and not name.endswith(".") and stem not in _DEVICES


def _walk(folder: Path, way: tuple[str, ...]) -> int:
    """Opens a file step by step, each relative to the one before, so that no step can be changed behind us."""
    here = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
    try:
        for name in way[:-1]:
            there = os.open(name, os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW | os.O_CLOEXEC, dir_fd=here)
            os.close(here)
            here = there
        # To open a pipe or a device is to act on it already: its kind is asked for first.
        before = os.stat(way[-1], dir_fd=here, follow_symlinks=False)
        _refuse_all_but_plain(before)
        return _same(os.open(way[-1], _OPEN, dir_fd=here), before)
    finally:
        os.close(here)


def _step(folder: Path, way: tuple[str, ...]) -> int:
    """The same where the system cannot open relative to a folder: looks at each step, opens, and looks again."""
    path = folder
    for name in way[:-1]:
        path /= name
        if not stat.S_ISDIR(path.lstat().st_mode) or _is_reparse_point(path.lstat()):
            raise _NotPlain(errno.ENOTDIR, "no plain folder")
    path /= way[-1]
    before = path.lstat()
    _refuse_all_but_plain(before)
    return _same(os.open(path, _OPEN), before)


def _refuse_all_but_plain(status: os.stat_result) -> None:
    if not stat.S_ISREG(status.st_mode) or _is_reparse_point(status):
        raise _NotPlain(errno.EINVAL, "no plain file")


def _same(file: int, before: os.stat_result) -> int:
    """The open file, if it is the one that was looked at."""
    if os.path.samestat(before, os.fstat(file)):
        return file
    os.close(file)
    raise _NotPlain(errno.EINVAL, "another file took its place")


def _is_reparse_point(status: os.stat_result) -> bool:
    """A junction, a mounted folder, a file that lies in a cloud: Windows would go elsewhere for it."""
    return bool(getattr(status, "st_file_attributes", 0) & stat.FILE_ATTRIBUTE_REPARSE_POINT)
