"""The one outlet for everything that goes wrong: what happened, what is safe, what to do.

An error of core brings its own words. Anything else is a mistake of ours: it is told once in words that a person can
use, logged with its place and never with its content, and the program goes on.
"""

from __future__ import annotations

import logging
import platform
import re
import sys
import threading
import time
import traceback
from collections.abc import Callable
from dataclasses import dataclass, replace
from types import TracebackType

from PySide6.QtCore import (
    QCoreApplication,
    QMessageLogContext,
    QObject,
    Qt,
    QThread,
    QTimer,
    QtMsgType,
    Signal,
    qInstallMessageHandler,
    qVersion,
)

import core
from core.commands.refusals import ReadOrWriteFailed
from core.errors import AppvettError
from core.texts.phrase import Phrase, phrase
from gui.containment import contain, release
from gui.log_file import trail
from gui.tally import Tally

_QUIET_SECONDS = 30.0
"""The same mistake of ours is told again only after so long."""
_QUIET_AFTER_REFUSAL = 2.0
"""What core refuses answers to something that a person did, and is told each time they do it."""
_COUNTS_AFTER = 1.0
"""Seconds after which the notice tells how often it happened; then twice as many, and so on."""
_INTERRUPTED = 130
"""Exit code after Ctrl+C in a terminal."""
_QT_FUNCTION = re.compile(r"Q[A-Za-z]{2,40}::~?[A-Za-z]{2,40}\b")
"""A function of Qt that a message begins with: all of its text that can hold nothing of anybody's."""

log = logging.getLogger("appvett.window")


@dataclass(frozen=True, slots=True)
class Trouble:
    """Something that went wrong, in phrases."""

    code: str
    what: Phrase
    safe: Phrase | None
    next_step: Phrase
    kind: str = ""
    """Name of the error's class."""
    trail: str = ""
    """Where it went wrong: files and lines, the innermost first."""
    count: int = 1
    """How often it happened by now."""

    @classmethod
    def of(cls, error: BaseException) -> Trouble:
        """The trouble that an error means for a person."""
        kind, where = type(error).__name__, trail(error.__traceback__)
        if isinstance(error, OSError):
            error = ReadOrWriteFailed(error)
        if isinstance(error, AppvettError):
            return cls(error.code, error.what, error.safe, error.next_step, kind, where)
        told = phrase("Something went wrong inside Appvett: {kind}, {place}.", kind=kind, place=_first(where))
        return cls("internal", told, _NOTHING_LOST, _GO_ON, kind, where)

    @classmethod
    def of_crash(cls) -> Trouble:
        """That the run before this one ended without a word."""
        return cls("crash", phrase("Appvett ended unexpectedly the last time."), _NOTHING_LOST, _GO_ON)

    @property
    def is_ours(self) -> bool:
        """Whether it is a mistake in Appvett, which somebody may want to report."""
        return self.code == "internal"

    @property
    def key(self) -> str:
        """The same for troubles that are told as one."""
        return f"{self.code} {self.kind} {_first(self.trail)}" if self.is_ours else self.code

    @property
    def details(self) -> str:
        """Lines for a report: versions, kind and place; nothing of the person, nor of what they looked for."""
        return "\n".join(
            (
                f"Appvett {core.__version__}",
                f"Python {platform.python_version()}, Qt {qVersion()}",
                f"{platform.system()} {platform.release()} {platform.machine()}",
                f"{self.code} {self.kind} x{self.count}",
                self.trail,
            )
        )


_NOTHING_LOST = phrase("The catalogue and your own files were not changed by this.")
_GO_ON = phrase("Go on, or start Appvett again. Report it, with the first line, if it happens again.")


class ErrorOutlet(QObject):
    """Takes every error, tells it once, counts the rest."""

    arose = Signal(object)
    """A `Trouble` that the window should show."""
    counted = Signal(object)
    """A `Trouble` that was shown came again; its `count` is another one."""
    _caught = Signal(object)

    def __init__(self, clock: Callable[[], float] = time.monotonic, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._tally = Tally(clock)
        self._again: dict[str, Trouble] = {}
        self._is_showing = self._is_closed = False
        self._pause = _COUNTS_AFTER
        self._modules = 0
        self._before: tuple[Callable[..., object], Callable[..., object], Callable[..., object]] | None = None
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self.tell_counts)
        # Errors may come from any thread; they are shown on that of the window.
        self._caught.connect(self._show, Qt.ConnectionType.QueuedConnection)

    def take(self, error: BaseException) -> None:
        """Tell an error; of many that are alike the first one, and then their number."""
        trouble = Trouble.of(error)
        _let_go(error)
        count = self._tally.add(trouble.key, _QUIET_SECONDS if trouble.is_ours else _QUIET_AFTER_REFUSAL)
        trouble = replace(trouble, count=count.total)
        if count.is_told:
            # Only code, kind and place: an error's own text may hold what somebody looked for.
            log.error("%s %s %s", trouble.code, trouble.kind, trouble.trail)
        if self._is_closed or (self._is_showing and self._is_here()):
            _say_on_terminal(trouble)
        elif count.is_told:
            self._caught.emit(trouble)
        else:
            is_waiting = trouble.key in self._again
            self._again[trouble.key] = trouble
            if not is_waiting:
                self._caught.emit(None)

    def guard(self, act: Callable[[], object]) -> None:
        """Do something; whatever it fails with is taken."""
        try:
            act()
        except Exception as error:  # noqa: BLE001 - the border to the user
            self.take(error)

    def tell(self, trouble: Trouble) -> None:
        """Show a trouble that no error brought."""
        self._caught.emit(trouble)

    def tell_counts(self) -> None:
        """Tell how often what was shown has happened since, and log what is over."""
        again, self._again = self._again, {}
        for trouble in again.values():
            self._emit(self.counted, trouble)
        self._log_held()
        self._pause = min(2 * self._pause, _QUIET_SECONDS) if self._tally.has_held else _COUNTS_AFTER
        if self._tally.has_held:
            self._timer.start(int(1000 * self._pause))

    def install(self) -> None:
        """Take what nobody catches, on every thread and in every corner of Python, and what Qt complains of."""
        self._before = (sys.excepthook, threading.excepthook, sys.unraisablehook)
        sys.excepthook = self._uncaught
        threading.excepthook = lambda args: self._uncaught(args.exc_type, args.exc_value, args.exc_traceback)
        sys.unraisablehook = lambda args: self._uncaught(args.exc_type, args.exc_value, args.exc_traceback)
        qInstallMessageHandler(self._take_message)
        self.contain()

    def contain(self, *_: object) -> None:
        """Keep faults from passing through Qt, in what is loaded by now; called again for what is loaded later."""
        if len(sys.modules) != self._modules:
            self._modules = len(sys.modules)
            contain(self.take)

    def close(self) -> None:
        """Log what was only counted, and leave the hooks to those who had them before."""
        self._is_closed = True
        self._timer.stop()
        self._log_held(all_of_them=True)
        if self._before is not None:
            sys.excepthook, threading.excepthook, sys.unraisablehook = self._before
            self._before = None
            qInstallMessageHandler(None)
            release()

    # ---- taking -----------------------------------------------------------------------------------------------------

    def _uncaught(self, kind: type[BaseException], error: BaseException | None, trace: TracebackType | None) -> None:
        if issubclass(kind, KeyboardInterrupt):
            _interrupt()
            return
        try:
            self.take((error or kind()).with_traceback(trace))
        except Exception:  # noqa: BLE001 - a fault in here must neither be lost nor come back here
            _write_on_terminal(f"{kind.__name__}, and it could not be told")

    def _take_message(self, kind: QtMsgType, context: QMessageLogContext, message: str) -> None:
        if kind not in _QT_LEVELS:
            return
        # The message may quote a text; where it comes from is enough to find it.
        found = _QT_FUNCTION.match(message)
        origin = found[0] if found else getattr(context, "category", None) or "default"
        key = f"qt {kind.name} {origin}"
        if self._tally.add(key, _QUIET_SECONDS).is_told:
            log.log(_QT_LEVELS[kind], key)
        if kind is QtMsgType.QtFatalMsg:
            # Qt ends the program when this returns; what it was doing stands in the crash log.
            _write_on_terminal(f"Qt gave up: {origin}")

    # ---- telling ----------------------------------------------------------------------------------------------------

    def _show(self, trouble: Trouble | None) -> None:
        if trouble is not None:
            self._emit(self.arose, trouble)
        elif not self._timer.isActive():
            self._timer.start(int(1000 * self._pause))

    def _emit(self, signal: object, trouble: Trouble) -> None:
        """Show something; a fault of whoever shows it is not shown again by the same."""
        self._is_showing = True
        try:
            signal.emit(trouble)  # type: ignore[attr-defined] # a bound signal, which has no type of its own
        finally:
            self._is_showing = False

    def _log_held(self, *, all_of_them: bool = False) -> None:
        for key, held in self._tally.take_held(all_of_them=all_of_them).items():
            log.error("again x%d %s", held, key)

    def _is_here(self) -> bool:
        return QThread.currentThread() is self.thread()


_QT_LEVELS = {
    QtMsgType.QtWarningMsg: logging.WARNING,
    QtMsgType.QtCriticalMsg: logging.ERROR,
    QtMsgType.QtFatalMsg: logging.CRITICAL,
}


def _interrupt() -> None:
    """Ctrl+C in a terminal: leave the loop, which closes everything; where none runs, end."""
    if QCoreApplication.instance() is None or QThread.currentThread().loopLevel() == 0:
        raise SystemExit(_INTERRUPTED)
    QCoreApplication.exit(_INTERRUPTED)


def _let_go(error: BaseException | None) -> None:
    """Empty the frames of an error: they keep painters open, and what somebody looked for in memory."""
    seen: set[int] = set()
    while error is not None and id(error) not in seen:
        seen.add(id(error))
        traceback.clear_frames(error.__traceback__)
        error = error.__cause__ or error.__context__


def _first(where: str) -> str:
    return where.partition(" < ")[0]


def _say_on_terminal(trouble: Trouble) -> None:
    _write_on_terminal(f"{trouble.code} {trouble.kind} {_first(trouble.trail)}")


def _write_on_terminal(text: str) -> None:
    # A program without a terminal has no such stream.
    if sys.stderr is not None:
        sys.stderr.write(f"appvett: {text}\n")
