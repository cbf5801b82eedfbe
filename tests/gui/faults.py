"""Starts Appvett as a user does and breaks it in every corner; run by tests/gui/test_errors.py in a process of its own.

    python -m tests.gui.faults DATA WHAT

WHAT is `corners` (one fault after the other), `build` (a fault before there is a window), `show` (one in an event that
keeps the window from being shown) or `crash`. What the window told is printed as JSON.
"""

# ruff: noqa: T201 - the process that started this one reads it

from __future__ import annotations

import faulthandler
import json
import sys
import threading
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, QTimer, Signal, qWarning
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QPushButton, QWidget

from core.errors import Reporter
from gui import app, errors
from gui.errors import Trouble
from gui.launch import Wish
from gui.main_window import MainWindow
from gui.models.hits import HitModel
from gui.widgets.banner import Banner
from gui.widgets.search_field import SearchField

MARKER = "hemmeligord"
"""Stands in the text of every fault, and must stand nowhere else."""
CLICKS = 12
_TURN = 5  # milliseconds between two looks at whether a step is done

Steps = Iterator[Callable[[], bool]]


class ResizeFault(Exception): ...


class SlotFault(Exception): ...


class ModelFault(Exception): ...


class PaintFault(Exception): ...


class WorkerFault(Exception): ...


class ThreadFault(Exception): ...


class TimerFault(Exception): ...


class SignalFault(Exception): ...


class LastBreathFault(Exception): ...


class BannerFault(Exception): ...


faulty: set[type[Exception]] = set()
"""The parts that fail now."""


def _break(owner: type, method: str, fault: type[Exception]) -> None:
    """Have a method fail while its fault is in `faulty`."""
    real = getattr(owner, method)

    def broken(self: Any, *arguments: Any) -> Any:
        if fault in faulty:
            # As in a real method, a painter is open when it goes wrong.
            painter = QPainter(self) if fault is PaintFault else None
            raise fault(f"{MARKER} {painter}")
        return real(self, *arguments)

    setattr(owner, method, broken)


def _replace(owner: object, name: str, other: Callable[..., Any]) -> None:
    setattr(owner, name, other)


def _fail(fault: type[Exception]) -> Callable[..., Any]:
    def failing(*_: object, **__: object) -> None:
        raise fault(MARKER)

    return failing


class _Distant(QObject):
    called = Signal()


class _Dying:
    def __del__(self) -> None:
        raise LastBreathFault(MARKER)


class Course:
    """Goes through the steps while the window is open, and closes it in the end."""

    def __init__(self, window: MainWindow) -> None:
        self.window = window
        self.told: list[str] = []
        self.counts: dict[str, int] = {}
        window.parts.outlet.arose.connect(self._arose)
        window.parts.outlet.counted.connect(self._counted)
        self._steps = self._corners()
        self._wait: Callable[[], bool] = lambda: window.is_idle
        self._timer = QTimer(window)
        self._timer.timeout.connect(self._look)
        self._timer.start(_TURN)

    def _arose(self, trouble: Trouble) -> None:
        self.told.append(trouble.kind)

    def _counted(self, trouble: Trouble) -> None:
        self.counts[trouble.kind] = trouble.count

    def _look(self) -> None:
        if not self._wait():
            return
        step = next(self._steps, None)
        if step is None:
            self._timer.stop()
            self.window.close()
        else:
            self._wait = step

    def _is_told(self, fault: type[Exception]) -> Callable[[], bool]:
        return lambda: fault.__name__ in self.told

    def _corners(self) -> Steps:
        window = self.window
        yield self._is_told(ResizeFault)
        faulty.clear()
        button = QPushButton(window)
        button.clicked.connect(_fail(SlotFault))
        for _ in range(CLICKS):
            button.click()
        yield lambda: self.counts.get("SlotFault") == CLICKS
        self.said = [label.text() for label in window.banner.findChildren(QWidget) if hasattr(label, "text")]
        yield from self._look_up("tik")
        faulty.add(ModelFault)
        window.lookup.hits.viewport().update()
        yield self._is_told(ModelFault)
        faulty.clear()
        faulty.add(PaintFault)
        window.bar.search.update()
        yield self._is_told(PaintFault)
        faulty.clear()
        yield from self._elsewhere()
        yield from self._unshown()
        yield from self._look_up("signal")
        self.found = [str(window.lookup.model.index(row).data()) for row in range(window.lookup.model.rowCount())]

    def _elsewhere(self) -> Steps:
        """Faults that no event of the window brings."""

        def work(_: Reporter) -> None:
            raise WorkerFault(MARKER)

        self.window.parts.asker._jobs.start(work, on_success=lambda _: None)
        yield self._is_told(WorkerFault)
        threading.Thread(target=_fail(ThreadFault)).start()
        yield self._is_told(ThreadFault)
        QTimer.singleShot(0, _fail(TimerFault))
        yield self._is_told(TimerFault)
        self._distant = _Distant()
        self._distant.called.connect(_fail(SignalFault))
        threading.Thread(target=self._distant.called.emit).start()
        yield self._is_told(SignalFault)
        _Dying()
        yield self._is_told(LastBreathFault)
        qWarning(f"QLabel::setText: {MARKER}")

    def _unshown(self) -> Steps:
        """A fault of what shows faults."""
        faulty.add(BannerFault)
        QTimer.singleShot(0, _fail(KeyError))
        yield lambda: "KeyError" in self.told
        for _ in range(20):
            yield lambda: True
        faulty.clear()

    def _look_up(self, text: str) -> Steps:
        self.window.bar.search.setText(text)
        self.window.look_up(text)
        yield lambda: self.window.is_idle


def _corners(data: Path) -> int:
    errors._COUNTS_AFTER = 0.05
    _break(MainWindow, "resizeEvent", ResizeFault)
    _break(HitModel, "data", ModelFault)
    _break(SearchField, "paintEvent", PaintFault)
    _break(Banner, "tell", BannerFault)
    faulty.add(ResizeFault)
    courses: list[Course] = []
    real = app.build

    def build(*arguments: Any, **named: Any) -> app.Program:
        program = real(*arguments, **named)
        courses.append(Course(program.window))
        return program

    _replace(app, "build", build)
    code = app.run(Wish(data=data))
    course = courses[0]
    told = dict(Counter(course.told))
    print(json.dumps({"code": code, "told": told, "counts": course.counts, "said": course.said, "found": course.found}))
    return code


def _crash(data: Path) -> int:
    def crash(*_: object) -> None:
        looked_for = MARKER
        faulthandler._sigsegv()  # type: ignore[attr-defined] # there for tests
        print(looked_for)

    _replace(MainWindow, "open_catalogue", crash)
    return app.run(Wish(data=data))


def main(data: Path, what: str) -> int:
    if what == "corners":
        return _corners(data)
    if what == "crash":
        return _crash(data)
    if what == "build":
        _replace(app, "build", _fail(SlotFault))
    else:
        _replace(MainWindow, "show", _fail(ResizeFault))
    return app.run(Wish(data=data))


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]), sys.argv[2]))
