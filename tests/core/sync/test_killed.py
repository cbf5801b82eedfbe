"""A process that is killed in the middle of an import: after it, exactly the old catalogue or exactly the new one."""

from __future__ import annotations

import json
import random
import subprocess
import sys
from collections.abc import Iterable, Iterator
from datetime import timedelta
from pathlib import Path
from typing import IO, Any

import pytest

from core.errors import Silent
from core.releases.delta import make_delta
from tests.builders import NOW
from tests.core.sync.ready import Ready, make_ready

ROOT = Path(__file__).parents[3]
FEW, MANY = 12, 100
REACHED = 0.97
"""The end is left out: counts differ a little from run to run, and each number has to be reached."""


class Helper:
    """The process that has syncs killed; see tests/core/sync/killed.py."""

    def __init__(self, asking: IO[str], answering: IO[str]) -> None:
        self._asking = asking
        self._answering = answering

    def ask(self, **what: object) -> dict[str, Any]:
        self._asking.write(json.dumps(what) + "\n")
        self._asking.flush()
        answer: dict[str, Any] = json.loads(self._answering.readline())
        return answer

    def sync(self, ready: Ready, **how: object) -> dict[str, Any]:
        root = ready.publisher.folder.parent / "root.json"
        root.write_bytes(ready.publisher.root_bytes())
        folders = {"data": str(ready.machine.folder), "repository": str(ready.publisher.folder)}
        return self.ask(do="sync", root=str(root), **folders, **how)


@pytest.fixture(scope="module")
def helper() -> Iterator[Helper]:
    command = [sys.executable, "-m", "tests.core.sync.killed"]
    with subprocess.Popen(command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        yield Helper(process.stdin, process.stdout)
        process.stdin.close()
        assert process.wait(30) == 0


@pytest.fixture(scope="module", params=["full", "delta"])
def prepared(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory, small_catalogue: Path) -> Ready:
    """The newer release, to be had whole or as a delta."""
    folder = tmp_path_factory.mktemp(request.param)
    ready = make_ready(folder, small_catalogue)
    if request.param == "delta":
        target = folder / "delta.zst"
        made = make_delta(small_catalogue, ready.newer, target, Silent())
        deltas = {ready.publisher.releases[0].version: (target, made.unpacked)}
        ready.publisher.release(ready.newer, created=NOW + timedelta(days=7), deltas=deltas)
    return ready


@pytest.fixture(scope="module")
def whole_file(tmp_path_factory: pytest.TempPathFactory, small_catalogue: Path) -> Ready:
    """The newer release, to be had whole."""
    return make_ready(tmp_path_factory.mktemp("whole"), small_catalogue)


def moments(count: int, total: int) -> set[int]:
    """Numbers from 1 to `total`, one in each of `count` equal stretches; all of them, where there are fewer."""
    chance = random.Random(total)  # noqa: S311 - no secret
    return {1 + int((n + chance.random()) * total / count) for n in range(count)}


def survives(helper: Helper, ready: Ready, **how: int) -> bool:
    """Whether the new catalogue was in use after a kill, and not the old one; it was one of them, and whole."""
    assert helper.sync(ready, **how) == {"killed": True}, how
    found = helper.ask(do="look", data=str(ready.machine.folder))
    assert found["digest"] in ready.digests, how
    assert found["left"] == [], how
    again = helper.sync(ready)
    assert again["result"] in ("updated", "unchanged"), how
    after = helper.ask(do="look", data=str(ready.machine.folder))
    assert after == {"digest": ready.digests[1], "left": []}, how
    return bool(found["digest"] == ready.digests[1])


def undisturbed(helper: Helper, prepared: Ready, folder: Path) -> dict[str, Any]:
    """How many writes and calls a whole import takes."""
    whole = helper.sync(prepared.copy(folder / "whole"))
    assert whole["result"] == "updated"
    assert whole["kind"] == ("delta" if prepared.publisher.releases[-1].deltas else "full")
    return whole


def kill(helper: Helper, prepared: Ready, folder: Path, counted: str, numbers: Iterable[int]) -> None:
    """Kills an import at each of these numbers; some must come before the switch, and some after it."""
    news = {survives(helper, prepared.copy(folder / str(number)), **{counted: number}) for number in numbers}
    assert news == {False, True}


@pytest.mark.parametrize(("counted", "of"), [("at_write", "writes"), ("at_call", "calls")])
def test_killed_import_leaves_the_old_catalogue_or_the_new_one(
    helper: Helper, prepared: Ready, tmp_path: Path, counted: str, of: str
) -> None:
    total = undisturbed(helper, prepared, tmp_path)[of]
    kill(helper, prepared, tmp_path, counted, moments(FEW // 2, int(total * REACHED)))


def test_killed_while_the_new_catalogue_is_put_to_use(helper: Helper, whole_file: Ready, tmp_path: Path) -> None:
    switch = undisturbed(helper, whole_file, tmp_path)["switch"]
    kill(helper, whole_file, tmp_path, "at_write", range(switch, switch + 80, 4))


@pytest.mark.heavy
@pytest.mark.timeout(1800)
def test_hundred_killed_imports_leave_the_old_catalogue_or_the_new_one(
    helper: Helper, prepared: Ready, tmp_path: Path
) -> None:
    total = undisturbed(helper, prepared, tmp_path)["calls"]
    kill(helper, prepared, tmp_path, "at_call", moments(MANY, int(total * REACHED)))


@pytest.mark.heavy
@pytest.mark.timeout(1800)
def test_import_killed_before_and_after_every_single_write(helper: Helper, prepared: Ready, tmp_path: Path) -> None:
    total = undisturbed(helper, prepared, tmp_path)["writes"]
    kill(helper, prepared, tmp_path, "at_write", range(1, int(total * REACHED)))
