"""One start, in a process of its own: a bare window, or ours. Tells the moments on standard output, a line each.

    python -m benchmarks._starting bare
    python -m benchmarks._starting ours --data FOLDER

Moments are nanoseconds of the clock that all processes share; memory is in bytes. Started by `benchmarks.start`.
"""

from __future__ import annotations

import sys
import time
from typing import TYPE_CHECKING

if TYPE_CHECKING:  # Qt is loaded where a program that starts would load it.
    from collections.abc import Callable

    from PySide6.QtWidgets import QWidget

    from gui.app import Program

LETTER, WORD = "t", "tiktok"
_PATIENCE = 20_000
"""Milliseconds until a start is given up."""


def main() -> None:
    """Start what is asked for."""
    kind, *arguments = sys.argv[1:]
    if kind == "bare":
        _bare()
    else:
        _ours(arguments)


def _bare() -> None:
    from PySide6.QtCore import QTimer
    from PySide6.QtWidgets import QApplication, QLineEdit, QMainWindow

    application = QApplication([])
    window = QMainWindow()
    field = QLineEdit()
    window.setCentralWidget(field)
    window.resize(1280, 860)

    def done() -> None:
        if field.hasFocus():
            _tell("ready")
            _tell_memory("memory")
            application.quit()

    watched = _when_painted(field, done)
    QTimer.singleShot(_PATIENCE, application.quit)
    window.show()
    field.setFocus()
    application.exec()
    del watched


def _ours(arguments: list[str]) -> None:
    from gui import app
    from gui.__main__ import main as start

    real, kept = app.build, list[object]()

    def build(*given: object, **named: object) -> Program:
        program = real(*given, **named)  # type: ignore[arg-type] # passed on as it came
        kept.append(_Watch(program))
        return program

    app.build = build
    start(arguments)


class _Watch:
    """Follows our window from its first picture to a card."""

    def __init__(self, program: Program) -> None:
        from PySide6.QtCore import QTimer
        from PySide6.QtWidgets import QApplication

        self._window = window = program.window
        self._told: set[str] = set()
        self._has_found = self._is_opened = self._is_read = False
        window.opening.opened.connect(self._opened)
        self._watched = _when_painted(window, self._painted)
        QTimer.singleShot(_PATIENCE, QApplication.quit)

    def _opened(self) -> None:
        self._is_opened = True
        self._window.look_ups.found.connect(self._found)
        self._window.reading.settled.connect(self._read)
        # Something is always painted then, whatever the pages do.
        self._window.status.update()

    def _found(self, found: object) -> None:
        self._has_found = self._has_found or bool(getattr(found, "entries", ()))

    def _read(self) -> None:
        self._is_read = True
        self._window.status.update()

    def _painted(self) -> None:
        """A picture is complete: what is on it?"""
        window = self._window
        if window.bar.search.hasFocus():
            self._once("typing")
        if self._is_opened and window.bar.search.hasFocus() and self._once("ready"):
            _tell_memory("memory")
            self._once("key")
            _type(window.bar.search, LETTER)
        if self._has_found and self._once("results"):
            _type(window.bar.search, WORD[len(LETTER) :])
            self._enter_when_idle()
        if self._is_read and self._once("card"):
            self._end_when_idle()

    def _enter_when_idle(self) -> None:
        """Press Enter as a person does: when the last letter has its answer on the screen."""
        from PySide6.QtCore import QTimer

        if self._window.is_idle and self._window.parts.asker.is_warm:
            self._once("enter")
            _type(self._window.bar.search, "\r")
        else:
            QTimer.singleShot(5, self._enter_when_idle)

    def _end_when_idle(self) -> None:
        from PySide6.QtCore import QTimer
        from PySide6.QtWidgets import QApplication

        if self._window.is_idle:
            self._once("whole card")
            _tell_memory("memory with a card")
            QApplication.quit()
        else:
            QTimer.singleShot(1, self._end_when_idle)

    def _once(self, moment: str) -> bool:
        """Tell a moment the first time; whether it was that."""
        if moment in self._told:
            return False
        self._told.add(moment)
        _tell(moment)
        return True


def _when_painted(widget: QWidget, then: Callable[[], None]) -> object:
    """Call something after each time the widget was painted with all that is in it; keep what is given back."""
    from PySide6.QtCore import QEvent, QObject, QTimer

    class Filter(QObject):
        def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's own name
            if event.type() in (QEvent.Type.Paint, QEvent.Type.UpdateRequest):
                QTimer.singleShot(0, self, then)
            return super().eventFilter(watched, event)

    made = Filter(widget)
    widget.installEventFilter(made)
    return made


def _type(field: QWidget, text: str) -> None:
    """Type through key events, as a keyboard does."""
    from PySide6.QtCore import QCoreApplication, QEvent, Qt
    from PySide6.QtGui import QKeyEvent

    for letter in text:
        key = Qt.Key.Key_Return if letter == "\r" else Qt.Key.Key_unknown
        for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
            event = QKeyEvent(kind, int(key), Qt.KeyboardModifier.NoModifier, letter)
            QCoreApplication.postEvent(field, event)


def _tell(moment: str) -> None:
    sys.stdout.write(f"{moment}={time.monotonic_ns()}\n")
    sys.stdout.flush()


def _tell_memory(name: str) -> None:
    """What of this program is in memory now; nothing where the system does not tell."""
    try:
        with open("/proc/self/status", encoding="ascii", errors="replace") as file:  # noqa: PTH123 - nothing is loaded for it
            kilobytes = next(line.split()[1] for line in file if line.startswith("VmRSS"))
    except (OSError, StopIteration):
        return
    sys.stdout.write(f"{name}={int(kilobytes) * 1024}\n")


if __name__ == "__main__":
    main()
