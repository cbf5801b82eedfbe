"""What every test of the window is held to, beside tests/conftest.py.

pytest-qt fails a test on Qt's own warnings (`qt_log_level_fail` in pyproject.toml) and on exceptions in
slots; here a test fails when it leaves a window or a pool thread behind.
"""

import gc
import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QCoreApplication, QEvent, QEventLoop, Qt, QThreadPool, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from core.catalogue.current import activate
from core.settings.definitions import FIRST_RUN, FirstRun
from core.situation import Platform
from gui import launch
from gui.app import Program, build
from gui.main_window import MainWindow
from gui.widgets.chips import Chip
from gui.widgets.chooser import SituationChooser
from tests.gui.listings import a_listing, build_index, put_to_use
from tests.once import made_once

_POOL_ENDS_WITHIN = 5000  # milliseconds
_PATIENCE = 20_000  # milliseconds that a window may take to come to rest
_LOOK_EVERY = 2  # milliseconds


def pytest_collection_finish() -> None:
    """Have the garbage collector pass by what lives as long as the run; it is called after each test."""
    gc.collect()
    gc.freeze()


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

LISTINGS = (
    a_listing("Ticktock", id="ticktock", publisher="Clockwork AS"),
    a_listing("TikTok Fans", platforms=(Platform.IOS,)),
    a_listing("\u0422\u0456kTok", id="look-alike"),
    a_listing("Sig\u200bnal", id="hidden-character"),
    a_listing("Kveldsavisen", publisher="Avishuset AS"),
    a_listing("<b>fet</b> <img src=file:///etc/passwd>", id="markup"),
    a_listing("Uendelig " + "x" * 5_000_000, id="endless"),
    a_listing("Merket a" + "\u0301" * 100_000, id="marks"),
    a_listing("Snudd \u202egnp.exe", id="override"),
    a_listing("Ansikt 🤷🏽‍♀️", id="emoji"),
    *(a_listing(f"Spill nummer {number}") for number in range(1, 81)),
)
"""Apps beside the real ones: some harmless, some hostile, and more of a kind than a list shows."""

NOW = "2026-11-23T12:00:00Z"
"""The moment that every window in the tests takes for now."""


class Driver:
    """Starts windows, uses them as a person would, and waits for what they do."""

    def __init__(self, qapp: QApplication, qtbot: QtBot, data: Path) -> None:
        self.qapp, self.qtbot, self.data = qapp, qtbot, data
        self.programs: list[Program] = []
        self.first_run = FirstRun.DONE

    def start(self, *arguments: str, data: Path | None = None) -> MainWindow:
        """A window that is shown and at rest."""
        window = self.launch(*arguments, data=data)
        self.rest(window)
        return window

    def launch(self, *arguments: str, data: Path | None = None) -> MainWindow:
        """A window that is shown and at work."""
        program = build(self.qapp, launch.read(["--now", NOW, *arguments]), data or self.data)
        self.programs.append(program)
        window = program.window
        self.qtbot.addWidget(window)
        if program.profile.can_save:
            window.parts.settings.save(FIRST_RUN, self.first_run)
        window.resize(1280, 860)
        window.show()
        window.open_catalogue()
        return window

    def rest(self, window: MainWindow) -> None:
        """Wait until every question is answered and shown, and the search index is built or given up."""
        _wait_until(lambda: window.is_idle)
        self.qapp.processEvents()

    def type(self, window: MainWindow, text: str) -> None:
        """Type into the search field and wait for the list."""
        window.focus_search()
        QTest.keyClicks(window.bar.search, text)
        self.rest(window)

    def put(self, window: MainWindow, text: str) -> None:
        """Have any text in the search field, as if typed; QTest types ASCII only."""
        window.focus_search()
        window.bar.search.clear()
        window.bar.search.insert(text)
        window.look_up(window.bar.search.text())
        self.rest(window)

    def press(
        self,
        window: MainWindow,
        key: Qt.Key,
        *,
        on: QWidget | None = None,
        keys: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier,
    ) -> None:
        """Press a key in the search field, or on another widget."""
        QTest.keyClick(on or window.bar.search, key, keys)
        self.rest(window)

    def names(self, window: MainWindow) -> list[str]:
        """What the list shows, headings included."""
        model = window.lookup.model
        return [str(model.index(row).data()) for row in range(model.rowCount())]

    def click(self, window: MainWindow, widget: QWidget) -> None:
        """Press the left button of the mouse on a widget."""
        QTest.mouseClick(widget, Qt.MouseButton.LeftButton)
        self.rest(window)

    def ask(self, window: MainWindow) -> SituationChooser:
        """Open the questions about the situation."""
        self.click(window, window.bar.chip)
        assert window.sheet.chooser is not None
        return window.sheet.chooser

    def open(self, window: MainWindow, name: str) -> None:
        """Type a name and press Enter."""
        window.bar.search.clear()
        self.type(window, name)
        self.press(window, Qt.Key.Key_Return)
        assert window.pages.currentWidget() is window.card


def _wait_until(is_there: Callable[[], bool]) -> None:
    """Let the program work until something is there."""
    loop, look, patience = QEventLoop(), QTimer(), QTimer()
    look.timeout.connect(lambda: loop.quit() if is_there() else None)
    patience.timeout.connect(loop.quit)
    look.start(_LOOK_EVERY)
    patience.start(_PATIENCE)
    if not is_there():
        loop.exec()
    assert is_there(), "the window did not come to rest"


@pytest.fixture(scope="session")
def real_data(real_catalogue: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder with the real catalogue in use and its search index. Not to be changed."""
    return made_once(tmp_path_factory, "data", lambda folder: build_index(activate(real_catalogue, folder)))


@pytest.fixture(scope="session")
def listed_data(real_catalogue: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The same with a few apps beside the real ones that are only listed. Not to be changed."""

    def make(folder: Path) -> None:
        build_index(put_to_use(real_catalogue, LISTINGS, folder))

    return made_once(tmp_path_factory, "listed", make)


@pytest.fixture
def catalogue_folder(tmp_path: Path, real_data: Path) -> Path:
    """A data folder with the real catalogue in use and its search index."""
    return Path(shutil.copytree(real_data, tmp_path / "data"))


@pytest.fixture
def listed_folder(tmp_path: Path, listed_data: Path) -> Path:
    """A data folder with the real catalogue and the listed apps in use, and the search index of both."""
    return Path(shutil.copytree(listed_data, tmp_path / "listed"))


@pytest.fixture
def unindexed_folder(tmp_path: Path, listed_data: Path) -> Path:
    """The same, but its search index is not built yet."""
    return Path(shutil.copytree(listed_data, tmp_path / "unindexed", ignore=shutil.ignore_patterns("search-*")))


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
