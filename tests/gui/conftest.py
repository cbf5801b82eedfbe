"""What every test of the window is held to, beside tests/conftest.py.

pytest-qt fails a test on Qt's own warnings (`qt_log_level_fail` in pyproject.toml) and on exceptions in
slots; here a test fails when it leaves a window or a pool thread behind.
"""

import gc
import os
from collections.abc import Iterator
from pathlib import Path

import pytest

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QCoreApplication, QEvent, Qt, QThreadPool
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from core.catalogue.current import activate
from gui import launch
from gui.app import Program, build
from gui.main_window import MainWindow
from gui.widgets.chips import Chip

_POOL_ENDS_WITHIN = 5000  # milliseconds


@pytest.fixture(autouse=True)
def _nothing_of_qt_is_left(qapp: QApplication) -> Iterator[None]:
    before = {id(widget) for widget in _windows()}
    yield
    if not QThreadPool.globalInstance().waitForDone(_POOL_ENDS_WITHIN):
        pytest.fail("work is left running in Qt's thread pool")
    qapp.processEvents()
    # Without a running event loop Qt keeps what was told to delete itself later.
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    gc.collect()
    left = [widget for widget in _windows() if id(widget) not in before]
    names = [f"{type(widget).__name__} {widget.objectName()!r}" for widget in left]
    for widget in left:  # so that one careless test is one failure
        widget.close()
        widget.deleteLater()
    if names:
        pytest.fail(f"windows are left behind (qtbot.addWidget closes them): {', '.join(names)}")


def _windows() -> list[QWidget]:
    """Top-level widgets that stand for themselves; the pop-ups of a combo box belong to it."""
    return [widget for widget in QApplication.topLevelWidgets() if widget.parent() is None]


# ---- a window on the real catalogue ---------------------------------------------------------------------------------

NOW = "2026-11-23T12:00:00Z"
"""The moment that every window in the tests takes for now."""


class Driver:
    """Starts windows, uses them as a person would, and waits for what they do."""

    def __init__(self, qapp: QApplication, qtbot: QtBot, data: Path) -> None:
        self.qapp, self.qtbot, self.data = qapp, qtbot, data
        self.programs: list[Program] = []

    def start(self, *arguments: str, data: Path | None = None) -> MainWindow:
        """A window that is shown and at rest."""
        program = build(self.qapp, launch.read(["--now", NOW, *arguments]), data or self.data)
        self.programs.append(program)
        window = program.window
        self.qtbot.addWidget(window)
        window.resize(1280, 860)
        window.show()
        window.open_catalogue()
        self.rest(window)
        return window

    def rest(self, window: MainWindow) -> None:
        """Wait until every question is answered and shown."""
        self.qtbot.waitUntil(lambda: window.parts.asker.is_idle, timeout=20_000)
        self.qapp.processEvents()

    def type(self, window: MainWindow, text: str) -> None:
        """Type into the search field and wait for the list."""
        window.focus_search()
        QTest.keyClicks(window.bar.search, text)
        self.rest(window)

    def press(self, window: MainWindow, key: Qt.Key) -> None:
        """Press a key in the search field."""
        QTest.keyClick(window.bar.search, key)
        self.rest(window)

    def click(self, window: MainWindow, widget: QWidget) -> None:
        """Press the left button of the mouse on a widget."""
        QTest.mouseClick(widget, Qt.MouseButton.LeftButton)
        self.rest(window)

    def open(self, window: MainWindow, name: str) -> None:
        """Type a name and press Enter."""
        window.bar.search.clear()
        self.type(window, name)
        self.press(window, Qt.Key.Key_Return)
        assert window.pages.currentWidget() is window.card


@pytest.fixture
def catalogue_folder(tmp_path: Path, real_catalogue: Path) -> Path:
    """A data folder with the real catalogue in use."""
    folder = tmp_path / "data"
    activate(real_catalogue, folder)
    return folder


@pytest.fixture
def driver(qapp: QApplication, qtbot: QtBot, catalogue_folder: Path) -> Iterator[Driver]:
    """Windows on the real catalogue; whatever was started is closed."""
    found = Driver(qapp, qtbot, catalogue_folder)
    yield found
    for program in found.programs:
        program.close()


def words_on(widget: QWidget) -> str:
    """Every word that the labels and buttons shown in a widget say."""
    labels = [label.text() for label in widget.findChildren(QLabel) if label.isVisibleTo(widget)]
    buttons = [button.text() for button in widget.findChildren(QAbstractButton) if button.isVisibleTo(widget)]
    chips = [chip.text() for chip in widget.findChildren(Chip) if chip.isVisibleTo(widget)]
    return "\n".join([*labels, *buttons, *chips])
