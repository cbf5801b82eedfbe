"""The log in the data folder, and what a crash leaves there. Neither ever holds a name or a word looked for."""

from __future__ import annotations

import faulthandler
import logging
import re
import traceback
from logging.handlers import RotatingFileHandler
from pathlib import Path
from types import FrameType, TracebackType
from typing import TextIO

_LOG_BYTES, _LOG_FILES = 1_000_000, 4
"""With the file in use: five of one megabyte."""
_MOST_OF_A_CRASH = 100_000
"""Characters of a crash that are read."""
_CRASH = re.compile(
    r"^(?:Fatal Python error|Windows fatal exception: (?:access violation|stack overflow))", re.MULTILINE
)
"""Other exceptions of Windows are noted as well, and are dealt with by whoever made them."""
_CRASH_FRAME = re.compile(r'^\s*File "(?:[^"\n]*[/\\])?([^"/\\\n]+)", line (\d+)', re.MULTILINE)
_CURRENT = "Current thread"
"""Stands before the frames of the thread that crashed; those of others may stand above."""
_FRAMES = 8
"""Places that a trail tells, the innermost first."""

log = logging.getLogger("appvett.window")


class LogFile:
    """Writes what `appvett` logs to a file, where that can be.

    Args:
        folder: of the log; made where it is missing.

    Attributes:
        tells_of_crash: whether the run before this one ended in a crash.
    """

    def __init__(self, folder: Path) -> None:
        self._handler: RotatingFileHandler | None = None
        self._crash: TextIO | None = None
        self.tells_of_crash = False
        try:
            folder.mkdir(parents=True, exist_ok=True)
            left = _left_by_crash(folder / "crash.log")
            (folder / "crash.log").write_text("", encoding="utf-8")
            self._crash = (folder / "crash.log").open("a", encoding="utf-8")
            self._handler = RotatingFileHandler(
                folder / "appvett.log", maxBytes=_LOG_BYTES, backupCount=_LOG_FILES, encoding="utf-8", delay=True
            )
        except OSError:
            self.close()
            return
        self._begin(self._handler, self._crash)
        if left:
            self.tells_of_crash = True
            log.error("crash of the run before %s", " < ".join(left))

    def close(self) -> None:
        """Write nothing any more."""
        if self._handler is not None:
            logger = logging.getLogger("appvett")
            logger.removeHandler(self._handler)
            logger.propagate = True
            self._handler.close()
            self._handler = None
        if self._crash is not None:
            faulthandler.disable()
            self._crash.close()
            self._crash = None

    @staticmethod
    def _begin(handler: RotatingFileHandler, crash: TextIO) -> None:
        handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(name)s %(message)s"))
        logger = logging.getLogger("appvett")
        logger.addHandler(handler)
        logger.propagate = False
        faulthandler.enable(crash)


def trail(trace: TracebackType | None) -> str:
    """Where an error went wrong: file names and lines alone, the innermost first."""
    frames = traceback.extract_tb(trace)[-_FRAMES:]
    return " < ".join(f"{Path(frame.filename).name}:{frame.lineno}" for frame in reversed(frames)) or "?"


def trail_of_frame(frame: FrameType | None) -> str:
    """Where a thread is now, in the same form."""
    places: list[str] = []
    while frame is not None and len(places) < _FRAMES:
        places.append(f"{Path(frame.f_code.co_filename).name}:{frame.f_lineno}")
        frame = frame.f_back
    return " < ".join(places) or "?"


def _left_by_crash(path: Path) -> list[str]:
    """The trail of the crash noted in a file, folders left out; empty where there was none."""
    if not path.is_file():
        return []
    with path.open(encoding="utf-8", errors="replace") as file:
        text = file.read(_MOST_OF_A_CRASH)
    if (found := _CRASH.search(text)) is None:
        return []
    begin = max(found.start(), text.find(_CURRENT, found.start()))
    frames = [f"{name}:{line}" for name, line in _CRASH_FRAME.findall(text, begin)]
    return frames[:_FRAMES] or ["?"]
