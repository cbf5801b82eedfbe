"""From a key to the picture: types into the real window and tells how long people wait.

    python3 dev.py bench window
    python -m benchmarks.window [--data FOLDER] [--lists FOLDER]

Draws offscreen. Words are typed letter by letter through key events, over the catalogue of this repository, over the
one of a data folder, and, where the lists of names are told (see `benchmarks.lookup`), over the repository's with all
apps of the list beside its own. Each key waits for the picture that shows its answer: the list of what was found, or
that there is nothing. Then it waits for the guesses, too, which come a moment later.

A timer that should tick every millisecond tells how long the window did nothing else: its longest pause is the longest
stall. All of it is measured again while a search index is being built in the background.
"""

from __future__ import annotations

import argparse
import os
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QEvent, QEventLoop, QObject, Qt, QTimer
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication

from benchmarks._lists import APPS, folder_of_lists
from benchmarks._measures import longest_gap, percentile
from benchmarks._queries import REPORTED, draw, keystrokes
from benchmarks._report import Figure, report
from core.catalogue.current import activate, current
from core.catalogue.store import CatalogueStore
from core.errors import Silent
from core.publishing.build import build as build_catalogue
from gui import launch
from gui.app import Program, build
from gui.indexing import IndexBuilder
from gui.jobs import Jobs
from gui.main_window import MainWindow

ROOT = Path(__file__).parents[1]
NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)
WORDS = {"exact": 12, "one edit": 6, "swap": 3, "half-typed, one mistake": 3}
"""Words that are typed, by kind of question."""
_PATIENCE = 10_000
"""Milliseconds that an answer may take before it is given up."""


@dataclass(slots=True)
class Waits:
    """Milliseconds, one for each key."""

    shown: list[float] = field(default_factory=list)
    """Until what was found is painted."""
    complete: list[float] = field(default_factory=list)
    """Until the guesses are painted as well."""
    stall: float = 0.0
    """The longest pause of the event loop."""


def main() -> None:
    """Type over every catalogue there is."""
    options = _options()
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    os.environ.setdefault("QT_LOGGING_RULES", "qt.text.font.db=false")  # tells of every font that lacks a script
    application = QApplication([])
    if options.data is not None:
        _report(application, "window-data", Path(options.data))
        return
    with tempfile.TemporaryDirectory(prefix="appvett-window-") as temporary:
        data = Path(temporary) / "data"
        made = build_catalogue(ROOT / "resources" / "catalogue", Path(temporary) / "catalogue.sqlite", Silent())
        activate(made.path, data)
        _report(application, "window", data)
        lists = folder_of_lists(options.lists)
        if lists is not None:
            _import(lists / APPS, data)
            _report(application, "window-listings", data)


def _import(path: Path, data: Path) -> None:
    from core.publishing.listings.importing import import_listings

    with CatalogueStore.open(current(data)) as store:
        import_listings(path, store, data, Silent())


def _report(application: QApplication, name: str, data: Path) -> None:
    catalogue = current(data)
    with CatalogueStore.open(catalogue, verify=False) as store:
        apps = tuple(store.searchable())
    words = [asked.text for kind, count in WORDS.items() for asked in draw(kind, apps, count, REPORTED)]
    figures = [Figure("apps", len(apps), "apps"), Figure("keys typed", sum(map(len, map(keystrokes, words))), "keys")]
    with _opened(application, data) as window:
        typist = _Typist(window)
        figures += _figures("", typist.type_all(words))
        with _building(catalogue):
            figures += _figures("while an index is built: ", typist.type_all(words))
    report(name, figures)


def _figures(when: str, waits: Waits) -> Iterator[Figure]:
    for what, times in (("key to picture", waits.shown), ("with guesses", waits.complete)):
        for share in (50, 95):
            yield Figure(f"{when}{what}, p{share}", percentile(times, share / 100), "ms")
        yield Figure(f"{when}{what}, longest", max(times), "ms")
    yield Figure(f"{when}longest stall", waits.stall, "ms")


@contextmanager
def _opened(application: QApplication, data: Path) -> Iterator[MainWindow]:
    """The window over the catalogue of a data folder, at rest."""
    program: Program = build(application, launch.read(["--now", f"{NOW:%Y-%m-%dT%H:%M:%SZ}"]), data)
    window = program.window
    window.show()
    window.open_catalogue()
    try:
        _wait(lambda: window.shelf is not None and window.is_idle)
        yield window
    finally:
        program.close()
        window.deleteLater()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)


@contextmanager
def _building(catalogue: Path) -> Iterator[None]:
    """Builds the index of a catalogue again and again, beside the one in use."""
    with tempfile.TemporaryDirectory(prefix="appvett-index-") as folder:
        builder = IndexBuilder(Path(folder), Jobs("measured-index", _raise))
        builder.built.connect(lambda: builder.start(catalogue, repairs=False))
        builder.start(catalogue, repairs=False)
        try:
            yield
        finally:
            builder.cancel()
            builder.close()


class _Typist(QObject):
    """Types into a window and watches its pictures."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__()
        self._window = window
        self._shown = self._complete = 0.0
        """When the picture of the answer was painted; 0: not yet."""
        self._is_found = self._is_settled = False
        window.look_ups.found.connect(self._found)
        window.settled.connect(self._settled)
        window.installEventFilter(self)

    def type_all(self, words: Sequence[str]) -> Waits:
        """Type every word, emptying the field before each."""
        waits, ticks = Waits(), list[float]()
        timer = QTimer()
        timer.setTimerType(Qt.TimerType.PreciseTimer)
        timer.timeout.connect(lambda: ticks.append(time.perf_counter()))
        for word in words:
            self._window.bar.search.clear()
            _wait(lambda: self._window.parts.asker.is_idle)
            timer.start(1)
            for key in keystrokes(word):
                start = time.perf_counter()
                self._press(key[-1])
                _wait(lambda: self._complete > 0)
                waits.shown.append((self._shown - start) * 1000)
                waits.complete.append((self._complete - start) * 1000)
            timer.stop()
            waits.stall = max(waits.stall, longest_gap(ticks) * 1000)
            ticks.clear()
        return waits

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's own name
        """Note when a picture that shows the answer was painted: all of it is, before the next event."""
        if event.type() is QEvent.Type.UpdateRequest and (self._is_found or self._is_settled):
            QTimer.singleShot(0, self, self._painted)
        return super().eventFilter(watched, event)

    def _press(self, letter: str) -> None:
        self._shown = self._complete = 0.0
        self._is_found = self._is_settled = False
        # The number of the key matters for commands alone; a text field takes the letter from the text.
        for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
            key = QKeyEvent(kind, int(Qt.Key.Key_unknown), Qt.KeyboardModifier.NoModifier, letter)
            QCoreApplication.postEvent(self._window.bar.search, key)

    def _found(self, found: object) -> None:
        # With nothing found, nothing is painted before the guesses are there.
        self._is_found = bool(getattr(found, "entries", ()))

    def _settled(self) -> None:
        self._is_settled = True
        # Guesses may change nothing that is painted: something small always is.
        self._window.status.update()

    def _painted(self) -> None:
        now = time.perf_counter()
        self._shown = self._shown or now
        if self._is_settled:
            self._complete = self._complete or now


def _wait(is_there: Callable[[], bool]) -> None:
    """Let the window work until something is there."""
    loop, poll, patience = QEventLoop(), QTimer(), QTimer()
    poll.timeout.connect(lambda: loop.quit() if is_there() else None)
    patience.timeout.connect(loop.quit)
    poll.start(2)
    patience.start(_PATIENCE)
    loop.exec()
    if not is_there():
        raise TimeoutError


def _raise(error: Exception) -> None:
    raise error


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="benchmarks.window", description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--data", help="a data folder with a catalogue")
    parser.add_argument("--lists", help="the folder with the lists of names")
    return parser.parse_args()


if __name__ == "__main__":
    main()
