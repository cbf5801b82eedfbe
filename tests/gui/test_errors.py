"""Faults in every corner of a window that really runs: told once, counted, logged without content, and survived."""

from __future__ import annotations

import json
import logging
import subprocess
import sys
import threading
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QEvent, QMessageLogContext, QObject, QSize, QtMsgType, Signal
from PySide6.QtGui import QGuiApplication, QResizeEvent
from PySide6.QtWidgets import QApplication, QHBoxLayout, QLabel, QWidget
from pytestqt.qtbot import QtBot

from core.catalogue.current import activate
from core.errors import ProfileError
from core.texts.phrase import Language, phrase
from core.texts.words import Words
from gui import containment, last_words
from gui.errors import ErrorOutlet, Trouble
from gui.log_file import LogFile
from gui.tally import Tally
from gui.widgets.buttons import Button
from tests.conftest import AllowLogs
from tests.gui import faults
from tests.gui.conftest import Driver, words_on

ROOT = Path(__file__).parents[2]
CORNERS = (
    "ResizeFault",
    "SlotFault",
    "ModelFault",
    "PaintFault",
    "WorkerFault",
    "ThreadFault",
    "TimerFault",
    "SignalFault",
    "LastBreathFault",
)


@dataclass(frozen=True)
class Run:
    """What a process with faults in it left."""

    code: int
    out: str
    err: str
    folder: Path

    @property
    def said(self) -> dict[str, Any]:
        return dict(json.loads(self.out))

    @property
    def log(self) -> list[str]:
        return (self.folder / "logs" / "appvett.log").read_text(encoding="utf-8").splitlines()


def _run(what: str, folder: Path) -> Run:
    done = subprocess.run(
        [sys.executable, "-m", "tests.gui.faults", str(folder), what],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    return Run(done.returncode, done.stdout, done.stderr, folder)


# ---- one process, all corners ---------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def corners(real_catalogue: Path, tmp_path_factory: pytest.TempPathFactory) -> Run:
    folder = tmp_path_factory.mktemp("faults")
    activate(real_catalogue, folder)
    return _run("corners", folder)


def test_window_goes_on_after_faults_everywhere(corners: Run) -> None:
    assert corners.code == 0, corners.err
    assert corners.said["found"][0] == "Signal"


@pytest.mark.parametrize("fault", CORNERS)
def test_fault_is_told_once_and_logged_once(corners: Run, fault: str) -> None:
    assert corners.said["told"][fault] == 1
    assert sum(f" internal {fault} " in line and " again " not in line for line in corners.log) == 1


def test_many_alike_are_one_notice_with_a_counter(corners: Run) -> None:
    assert corners.said["counts"]["SlotFault"] == faults.CLICKS
    assert any(str(faults.CLICKS) in text for text in corners.said["said"])
    assert sum(f"again x{faults.CLICKS - 1} internal SlotFault" in line for line in corners.log) == 1


def test_fault_of_what_shows_faults_does_not_loop(corners: Run) -> None:
    assert corners.said["told"]["KeyError"] == 1
    assert sum("BannerFault" in line for line in corners.log) == 1
    assert corners.err.count("BannerFault") == 1, "whoever started it in a terminal is told"


def test_what_qt_complains_of_is_logged_by_its_place_alone(corners: Run) -> None:
    assert [line.partition("window ")[2] for line in corners.log if " qt " in line] == [
        "qt QtWarningMsg QLabel::setText"
    ]


def test_no_fault_leaves_its_text_anywhere(corners: Run) -> None:
    said = corners.out + corners.err + "".join(path.read_text("utf-8") for path in corners.folder.glob("logs/*"))
    assert faults.MARKER not in said


# ---- where there is no window ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(("what", "kind"), [("build", "SlotFault"), ("show", "ResizeFault")])
def test_start_that_fails_ends_with_words(tmp_path: Path, what: str, kind: str) -> None:
    run = _run(what, tmp_path)
    assert run.code == 1
    assert kind in run.err
    assert len(run.err.splitlines()) == 4, "that it does not open, what happened, what is safe, what to do"
    assert f"start internal {kind} faults.py" in run.log[-1]
    assert faults.MARKER not in run.err + "".join(run.log)


def test_last_words_are_shown_as_a_dialog(qtbot: QtBot) -> None:
    words = Words(Language.EN)
    trouble = Trouble.of(_raised(ValueError("hemmelig")))
    dialog = last_words.make(last_words.last_words(trouble, words), words)
    qtbot.addWidget(dialog)
    said = words_on(dialog)
    assert "Appvett cannot open its window." in said
    assert "ValueError" in said
    assert "hemmelig" not in said
    with qtbot.waitSignal(dialog.finished):
        dialog.findChildren(Button)[0].click()


def test_crash_is_told_at_the_next_start(tmp_path: Path) -> None:
    run = _run("crash", tmp_path)
    assert run.code != 0
    left = (tmp_path / "logs" / "crash.log").read_text(encoding="utf-8")
    assert "Fatal Python error" in left
    assert faults.MARKER not in left
    with _log_file(tmp_path / "logs") as kept:
        assert kept.tells_of_crash
    assert "crash of the run before faults.py:" in run.log[-1]
    assert str(ROOT) not in run.log[-1], "folders may tell whose machine it is"
    with _log_file(tmp_path / "logs") as kept:
        assert not kept.tells_of_crash, "it is told once"


# ---- the outlet -----------------------------------------------------------------------------------------------------


class _log_file:  # noqa: N801 - used as a function
    """A log that is open for a while."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def __enter__(self) -> LogFile:
        self._kept = LogFile(self._folder)
        return self._kept

    def __exit__(self, *_: object) -> None:
        self._kept.close()


def _raised(error: Exception) -> Exception:
    """The error as it is when it was raised somewhere."""
    try:
        raise error
    except type(error) as caught:
        return caught


class Clock:
    """Seconds that pass when told to."""

    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        return self.now


@dataclass
class Told:
    """An outlet and what it told."""

    outlet: ErrorOutlet
    clock: Clock
    arose: list[Trouble]
    counted: list[Trouble]


@pytest.fixture
def told(qapp: QApplication, allow_logs: AllowLogs) -> Iterator[Told]:
    del qapp  # only has to be there
    allow_logs("internal|again|profile")
    clock = Clock()
    made = Told(ErrorOutlet(clock), clock, [], [])
    made.outlet.arose.connect(made.arose.append)
    made.outlet.counted.connect(made.counted.append)
    yield made
    made.outlet.deleteLater()


def test_counter_is_logged_when_the_quiet_time_is_over(
    told: Told, qapp: QApplication, caplog: pytest.LogCaptureFixture
) -> None:
    for _ in range(5):
        told.outlet.take(_raised(ValueError("x")))
    qapp.processEvents()
    told.outlet.tell_counts()
    assert [trouble.count for trouble in told.arose] == [1]
    assert [trouble.count for trouble in told.counted] == [5]
    assert len(caplog.records) == 1
    told.clock.now = 31.0
    told.outlet.tell_counts()
    assert caplog.messages[-1].startswith("again x4 internal ValueError test_errors.py:")
    told.outlet.take(_raised(ValueError("x")))
    qapp.processEvents()
    assert [trouble.count for trouble in told.arose] == [1, 6]


def test_what_was_only_counted_is_logged_in_the_end(told: Told, caplog: pytest.LogCaptureFixture) -> None:
    for _ in range(3):
        told.outlet.take(_raised(ValueError("x")))
    told.outlet.close()
    assert caplog.messages[-1].startswith("again x2 internal ValueError")


def test_hooks_are_given_back(told: Told) -> None:
    hooks = (sys.excepthook, threading.excepthook, sys.unraisablehook)
    told.outlet.close()
    assert hooks == (sys.excepthook, threading.excepthook, sys.unraisablehook), "they were never taken"
    told.outlet.install()
    try:
        assert (sys.excepthook, threading.excepthook, sys.unraisablehook) != hooks
    finally:
        told.outlet.close()
    assert hooks == (sys.excepthook, threading.excepthook, sys.unraisablehook)


def test_refusal_is_told_each_time_somebody_tries(told: Told, qapp: QApplication) -> None:
    error = ProfileError(phrase("It cannot be saved."), phrase("Check the disk."))
    for seconds in (0.0, 0.1, 5.0):
        told.clock.now = seconds
        told.outlet.take(error)
    qapp.processEvents()
    assert len(told.arose) == 2


def test_fault_lets_go_of_what_it_held(told: Told) -> None:
    class Held(QObject):
        gone = Signal()

    def work() -> None:
        held = Held()
        held.destroyed.connect(lambda: ended.append(True))
        raise ValueError("x")

    ended: list[bool] = []
    with pytest.raises(ValueError, match="x") as kept:
        work()
    told.outlet.take(kept.value)
    assert ended


def test_details_hold_versions_and_place_and_nothing_else() -> None:
    details = Trouble.of(_raised(ValueError("hemmelig ord"))).details
    assert details.startswith("Appvett ")
    assert "internal ValueError x1" in details
    assert "test_errors.py:" in details
    assert "hemmelig" not in details
    assert str(Path.home()) not in details
    assert str(ROOT) not in details


def test_details_can_be_copied_and_the_counter_grows(driver: Driver, allow_logs: AllowLogs) -> None:
    allow_logs("internal")
    window = driver.start("--language", "en")
    outlet = window.parts.outlet
    for _ in range(3):
        outlet.take(_raised(ValueError("hemmelig")))
    driver.qapp.processEvents()
    outlet.tell_counts()
    assert "This happened 3 times." in words_on(window.banner)
    copy = next(button for button in window.banner.findChildren(Button) if button.text() == "Copy the details")
    driver.click(window, copy)
    assert "internal ValueError" in QGuiApplication.clipboard().text()
    assert "hemmelig" not in QGuiApplication.clipboard().text()


@pytest.mark.parametrize(
    ("message", "origin"),
    [
        ("QPainter::begin: Paint device returned engine == 0", "QPainter::begin"),
        ("hemmelig ord", "appvett"),
        ("QHemmelig ord", "appvett"),
        ("Could not parse: QPainter::begin", "appvett"),
    ],
)
def test_message_of_qt_is_known_by_its_function(
    told: Told, allow_logs: AllowLogs, caplog: pytest.LogCaptureFixture, message: str, origin: str
) -> None:
    class Context:
        category = "appvett"

    allow_logs("qt QtWarningMsg")
    context: QMessageLogContext = Context()  # type: ignore[assignment] # only Qt can make one
    for _ in range(60):
        told.outlet._take_message(QtMsgType.QtWarningMsg, context, message)
    assert caplog.messages == [f"qt QtWarningMsg {origin}"]


def test_tally_tells_again_after_a_while() -> None:
    clock = Clock()
    tally = Tally(clock)
    assert [tally.add("a", 10.0).is_told for _ in range(3)] == [True, False, False]
    assert tally.take_held() == {}
    clock.now = 10.0
    assert tally.take_held() == {"a": 2}
    assert (tally.add("a", 10.0).total, tally.add("b", 10.0).total) == (4, 1)


def test_log_that_cannot_be_written_keeps_nobody_from_anything(tmp_path: Path) -> None:
    (tmp_path / "logs").write_text("a file where the folder should be", encoding="utf-8")
    with _log_file(tmp_path / "logs") as kept:
        assert not kept.tells_of_crash
    assert logging.getLogger("appvett").propagate


# ---- containment ----------------------------------------------------------------------------------------------------


class _Faulty(QWidget):
    """Fails in whatever Qt asks of it."""

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        raise ValueError("x")

    def resizeEvent(self, _event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        raise ValueError("x")

    def event(self, event: QEvent) -> bool:
        if event.type() is QEvent.Type.User:
            raise ValueError("x")
        return super().event(event)

    def setEnabled(self, _is_enabled: bool) -> None:  # noqa: N802 - Qt's name
        raise ValueError("ours to call")


_Faulty.__module__ = "gui.made_for_a_test"


@pytest.fixture
def taken(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[Exception]]:
    found: list[Exception] = []
    monkeypatch.setattr(containment, "_classes", lambda: [_Faulty])
    containment.contain(found.append)
    yield found
    containment.release()


def test_faults_do_not_pass_through_qt(taken: list[Exception], qtbot: QtBot) -> None:
    outer = QWidget()
    qtbot.addWidget(outer)
    faulty = _Faulty()
    layout = QHBoxLayout(outer)
    layout.addWidget(faulty)
    layout.addWidget(QLabel("x"))
    outer.show()
    assert len(taken) >= 2
    before = len(taken)
    QApplication.sendEvent(faulty, QEvent(QEvent.Type.User))
    assert len(taken) == before + 1
    assert faulty.sizeHint() == QWidget.sizeHint(faulty)


def test_what_is_ours_to_call_still_raises(taken: list[Exception], qtbot: QtBot) -> None:
    faulty = _Faulty()
    qtbot.addWidget(faulty)
    with pytest.raises(ValueError, match="ours to call"):
        faulty.setEnabled(False)
    assert taken == []


def test_every_answer_of_the_window_to_qt_is_contained() -> None:
    containment.contain(lambda _: None)
    try:
        bare = [
            f"{owner.__name__}.{name}"
            for owner in containment._classes()
            for name, method in vars(owner).items()
            if name.endswith("Event") and not hasattr(method, "_is_contained")
        ]
        from gui.models.hits import HitModel

        assert bare == []
        assert hasattr(vars(HitModel)["data"], "_is_contained")
    finally:
        containment.release()
    assert not hasattr(HitModel.data, "_is_contained")
