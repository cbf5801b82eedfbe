"""Work off the GUI thread: where it runs, how it is told, how it is stopped."""

import threading
from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from core.errors import Reporter
from gui.jobs import Jobs


@pytest.fixture
def jobs(qapp: QApplication) -> Iterator[Jobs]:
    del qapp  # only has to be there
    made = Jobs("test", on_failure=lambda error: pytest.fail(str(error)))
    yield made
    made.close()
    made.deleteLater()


def test_work_runs_elsewhere_and_its_answer_arrives_here(jobs: Jobs, qtbot: QtBot) -> None:
    seen: list[tuple[int, int]] = []
    jobs.start(lambda _: threading.get_ident(), on_success=lambda worker: seen.append((worker, threading.get_ident())))
    qtbot.waitUntil(lambda: bool(seen))
    worker, here = seen[0]
    assert here == threading.get_ident() != worker


def test_all_work_runs_on_one_thread_in_order(jobs: Jobs, qtbot: QtBot) -> None:
    seen: list[tuple[int, int]] = []
    for number in range(20):
        jobs.start(lambda _, n=number: (n, threading.get_ident()), on_success=seen.append)  # type: ignore[misc]
    qtbot.waitUntil(lambda: len(seen) == 20)
    assert [number for number, _ in seen] == list(range(20))
    assert len({thread for _, thread in seen}) == 1


def test_failure_is_told_to_whoever_wants_it(jobs: Jobs, qtbot: QtBot) -> None:
    seen: list[Exception] = []

    def work(_: Reporter) -> None:
        raise OSError("broken")

    jobs.start(work, on_success=lambda _: pytest.fail("it failed"), on_failure=seen.append)
    qtbot.waitUntil(lambda: bool(seen))
    assert isinstance(seen[0], OSError)


def test_progress_is_told_and_work_stops_at_its_next_step(jobs: Jobs, qtbot: QtBot) -> None:
    steps: list[tuple[int, int]] = []
    stopped: list[bool] = []
    may_go_on = threading.Event()

    def work(reporter: Reporter) -> None:
        reporter.step(1, 3)
        may_go_on.wait(5)
        reporter.step(2, 3)
        pytest.fail("it was asked to stop")

    job = jobs.start(
        work,
        on_success=lambda _: pytest.fail("it was stopped"),
        on_progress=lambda done, total: steps.append((done, total)),
        on_cancel=lambda: stopped.append(True),
    )
    qtbot.waitUntil(lambda: bool(steps))
    job.cancel()
    may_go_on.set()
    qtbot.waitUntil(lambda: bool(stopped))
    assert steps == [(1, 3)]


@pytest.mark.usefixtures("qapp")
def test_closing_waits_and_calls_nobody_back() -> None:
    made = Jobs("closing", on_failure=lambda error: pytest.fail(str(error)))
    done: list[str] = []
    made.start(lambda _: "answer", on_success=pytest.fail)
    made.close(last=lambda: done.append("last"))
    assert done == ["last"]
    assert made.is_idle
    made.deleteLater()
