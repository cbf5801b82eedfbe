"""Where the window stood still: noted once, with its place and how long, and never because the machine slept."""

from __future__ import annotations

import inspect
import sys
import threading
from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from gui import watch
from gui.log_file import trail_of_frame
from gui.watch import Pulse, StallWatch, waiting_for_person
from tests.conftest import AllowLogs


def _here() -> str:
    return "hits.py:12"


# ---- beats ----------------------------------------------------------------------------------------------------------


def test_loop_that_turns_is_never_noted() -> None:
    pulse = Pulse()
    pulse.begin(0.0, 0.0)
    for step in range(1, 40):
        assert not pulse.look(step * 0.25, step * 0.25, _here)
        assert pulse.turn(step * 0.25 + 0.1) is None


def test_stall_is_noted_once_with_place_and_length() -> None:
    pulse = Pulse()
    pulse.begin(10.0, 0.0)
    found = [pulse.look(10.0 + step * 0.25, step * 0.25, _here) for step in range(1, 13)]
    assert found == [False] * 4 + [True] + [False] * 7
    assert pulse.turn(13.25) == (3.25, "hits.py:12")
    assert pulse.turn(13.5) is None, "it is told once"


def test_machine_that_slept_did_not_stall() -> None:
    pulse = Pulse()
    pulse.begin(0.0, 0.0)
    assert not pulse.look(0.25, 0.01, _here)
    assert not pulse.look(3600.0, 0.02, _here), "nobody looked for an hour, and nothing was worked"
    assert pulse.turn(3600.1) is None


def test_work_that_lets_nobody_look_is_a_stall() -> None:
    pulse = Pulse()
    pulse.begin(0.0, 0.0)
    assert pulse.look(2.0, 1.9, _here)
    assert pulse.turn(2.25) == (2.25, "hits.py:12")


def test_loop_that_turns_while_its_place_is_taken_down_is_told_rightly() -> None:
    pulse = Pulse()
    pulse.begin(0.0, 0.0)

    def meanwhile() -> str:
        assert pulse.turn(1.3) is None
        return "late.py:1"

    assert pulse.look(1.25, 1.0, meanwhile)
    assert pulse.turn(1.5) == (1.5, "late.py:1")


def test_dialog_of_the_system_is_no_stall(watched: StallWatch) -> None:
    with waiting_for_person():
        states = [watched._pulse.is_excused]
        assert not watched._pulse.look(1e6, 1e6, _here)
    states.append(watched._pulse.is_excused)
    watched.stop()
    with waiting_for_person():
        states.append(watched._pulse.is_excused)
    assert states == [True, False, False], "in the end nobody watches"


def test_place_is_files_and_lines_alone() -> None:
    hemmelig = "hemmelig"
    place = trail_of_frame(inspect.currentframe())
    assert place.startswith("test_watch.py:")
    assert hemmelig not in place
    assert "/" not in place
    assert "\\" not in place


# ---- a real loop ----------------------------------------------------------------------------------------------------


@pytest.fixture
def watched(qapp: QApplication) -> Iterator[StallWatch]:
    del qapp  # only has to be there
    made = StallWatch()
    made.start()
    yield made
    made.stop()


def test_loop_that_stands_still_is_told_when_it_turns_again(
    qtbot: QtBot, qapp: QApplication, allow_logs: AllowLogs, caplog: pytest.LogCaptureFixture
) -> None:
    allow_logs("stall")
    del qapp
    noticed = threading.Event()
    made = StallWatch(longest=0.02, found=noticed.set)
    made.start()
    try:
        assert noticed.wait(20), "the loop stands still here, until that is noted"
        assert not any("stall" in text for text in caplog.messages), "how long is known only in the end"
        qtbot.waitUntil(lambda: any("stall" in text for text in caplog.messages))
    finally:
        made.stop()
    told = next(text for text in caplog.messages if "stall" in text)
    assert "test_watch.py:" in told
    assert str(sys.prefix) not in told


def test_no_thread_is_left(watched: StallWatch) -> None:
    thread = watched._thread
    assert thread.is_alive()
    assert thread.daemon, "a program that ends in a hurry does not wait for it"
    watched.stop()
    assert not thread.is_alive()
    assert watch._pulse is None
