"""The one outlet for everything that goes wrong: what happened, what is safe, what to do.

An error of core brings its own words. Anything else is a mistake of ours: it is told once in words that a person can
use, logged with its place and never with its content, and the program goes on.
"""

from __future__ import annotations

import faulthandler
import logging
import sys
import threading
import time
import traceback
from collections.abc import Callable
from dataclasses import dataclass
from logging.handlers import RotatingFileHandler
from pathlib import Path
from types import TracebackType

from PySide6.QtCore import QMessageLogContext, QObject, Qt, QtMsgType, Signal, qInstallMessageHandler

from core.commands.refusals import ReadOrWriteFailed
from core.errors import AppvettError
from core.texts.phrase import Phrase, phrase

_QUIET_SECONDS = 30.0
"""The same fault is told again only after so long."""
_LOG_BYTES, _LOG_FILES = 1_000_000, 4
"""With the file in use: five of one megabyte."""

log = logging.getLogger("appvett.window")


@dataclass(frozen=True, slots=True)
class Trouble:
    """Something that went wrong, in phrases."""

    code: str
    what: Phrase
    safe: Phrase | None
    next_step: Phrase

    @classmethod
    def of(cls, error: BaseException) -> Trouble:
        """The trouble that an error means for a person."""
        if isinstance(error, OSError):
            error = ReadOrWriteFailed(error)
        if isinstance(error, AppvettError):
            return cls(error.code, error.what, error.safe, error.next_step)
        return cls(
            "internal",
            phrase(
                "Something went wrong inside Appvett: {kind}, {place}.",
                kind=type(error).__name__,
                place=_place(error.__traceback__),
            ),
            phrase("The catalogue and your own files were not changed by this."),
            phrase("Go on, or start Appvett again. Report it, with the first line, if it happens again."),
        )


class ErrorOutlet(QObject):
    """Takes every error, tells it once, counts the rest."""

    arose = Signal(object)
    """A `Trouble` that the window should show."""
    _caught = Signal(object)

    def __init__(self, clock: Callable[[], float] = time.monotonic, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._clock = clock
        self._told: dict[str, float] = {}
        self.held_back: dict[str, int] = {}
        # Errors may come from any thread; they are shown on that of the window.
        self._caught.connect(self._show, Qt.ConnectionType.QueuedConnection)

    def take(self, error: BaseException) -> None:
        """Tell an error, unless the same was told a moment ago."""
        trouble = Trouble.of(error)
        key = trouble.code if isinstance(error, AppvettError) else f"internal {_place(error.__traceback__)}"
        now = self._clock()
        if now - self._told.get(key, -_QUIET_SECONDS) < _QUIET_SECONDS:
            self.held_back[key] = self.held_back.get(key, 0) + 1
            return
        self._told[key] = now
        # Only code, kind and place: an error's own text may hold what somebody looked for.
        log.error("%s %s %s", trouble.code, type(error).__name__, _trail(error.__traceback__))
        self._caught.emit(trouble)

    def install(self) -> None:
        """Take what nobody catches, on every thread, and what Qt complains of."""
        sys.excepthook = self._uncaught
        threading.excepthook = lambda args: self._uncaught(args.exc_type, args.exc_value, args.exc_traceback)
        qInstallMessageHandler(_log_qt)

    def _uncaught(self, kind: type[BaseException], error: BaseException | None, trace: TracebackType | None) -> None:
        if issubclass(kind, KeyboardInterrupt):
            raise SystemExit(130)
        self.take((error or kind()).with_traceback(trace))

    def _show(self, trouble: object) -> None:
        self.arose.emit(trouble)


def keep_log(folder: Path) -> None:
    """Write the log to a file in the data folder, where that can be; and what a crash leaves."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        handler = RotatingFileHandler(
            folder / "appvett.log", maxBytes=_LOG_BYTES, backupCount=_LOG_FILES, encoding="utf-8", delay=True
        )
        crash = (folder / "crash.log").open("a", encoding="utf-8")
    except OSError:
        return
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(name)s %(message)s"))
    logging.getLogger("appvett").addHandler(handler)
    logging.getLogger("appvett").propagate = False
    faulthandler.enable(crash)


def _log_qt(kind: QtMsgType, context: QMessageLogContext, _message: str) -> None:
    if kind in (QtMsgType.QtWarningMsg, QtMsgType.QtCriticalMsg, QtMsgType.QtFatalMsg):
        # Qt's message may quote a text; its category is enough to find it.
        log.warning("qt %s %s", kind.name, getattr(context, "category", "") or "default")


def _place(trace: TracebackType | None) -> str:
    """File and line where it went wrong."""
    while trace and trace.tb_next:
        trace = trace.tb_next
    return f"{Path(trace.tb_frame.f_code.co_filename).name}:{trace.tb_lineno}" if trace else "?"


def _trail(trace: TracebackType | None) -> str:
    frames = traceback.extract_tb(trace)[-6:]
    return " < ".join(f"{Path(frame.filename).name}:{frame.lineno}" for frame in reversed(frames)) or "?"
