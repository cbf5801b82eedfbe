"""A process that syncs in children of its own, and has them killed: `python -m tests.core.sync.killed`.

It reads one JSON object a line and answers each with one. All that is heavy to load is loaded once, before the children
are made; each child opens everything anew, as a fresh start does.

    {"do": "sync", "data": ..., "repository": ..., "root": ...}
        -> {"killed": false, "writes": 312, "calls": 61031, "switch": 241, ...}
    the same with "at_write": 17, or "at_call": 4711
        -> {"killed": true}
    {"do": "look", "data": ...}
        -> {"digest": "sha256:...", "left": []}

`at_call` counts the calls and returns of all functions; `at_write` only of those that change a file, each before and
after it is done. At that number the child kills itself, without another word to anybody. `switch` is the number of
`at_write` at which the new catalogue begins to be put to use.
"""

from __future__ import annotations

import json
import os
import signal
import sys
from pathlib import Path
from types import FrameType
from typing import Any

import tuf.ngclient  # noqa: F401 - loaded for the children

from core.releases import delta  # noqa: F401 - loaded for the children
from core.sync.model import Check, Station
from core.sync.sources import from_folder
from core.sync.take import clean_up, sync
from tests.core.sync.conftest import Listener, Machine
from tests.core.sync.ready import LATER

_WRITING = frozenset({
    *("open", "write", "flush", "close", "fsync", "truncate", "replace", "rename", "symlink", "unlink", "remove"),
    *("mkdir", "rmdir", "chmod"),
})  # fmt: skip
"""Functions written in C that change files, by name."""


class Counter:
    """Counts down, and ends this process at zero as a power cut would: nothing is caught, closed or flushed."""

    def __init__(self, at: int | None) -> None:
        self.count = 0
        self._at = at

    def tick(self) -> None:
        self.count += 1
        if self.count == self._at:
            os.kill(os.getpid(), signal.SIGKILL)


class Noting(Listener):
    """Notes at which count the last check began."""

    def __init__(self, counter: Counter) -> None:
        super().__init__()
        self._counter = counter
        self.switch = 0

    def checking(self, check: Check) -> None:
        super().checking(check)
        self.switch = self._counter.count


def main() -> None:
    """Answers until nothing more is asked."""
    for line in sys.stdin:
        asked = json.loads(line)
        sys.stdout.write(json.dumps(_in_a_child(asked)) + "\n")
        sys.stdout.flush()


def _in_a_child(asked: dict[str, Any]) -> dict[str, Any]:
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(reading)
        os.write(writing, json.dumps(_do(asked)).encode())
        os._exit(0)
    os.close(writing)
    with os.fdopen(reading, "rb") as answer:
        content = answer.read()
    _, status = os.waitpid(child, 0)
    if os.WIFSIGNALED(status) and os.WTERMSIG(status) == signal.SIGKILL:
        return {"killed": True}
    return json.loads(content) if content else {"failed": status}


def _do(asked: dict[str, Any]) -> dict[str, Any]:
    data = Path(asked["data"])
    return _look(data) if asked["do"] == "look" else _sync(data, asked)


def _look(data: Path) -> dict[str, Any]:
    """What a fresh start finds, after it has cleaned up."""
    clean_up(data)
    machine = Machine(Station(data, None))
    half_made = [path.name for path in data.rglob(".*.tmp")]
    return {"digest": machine.digest(), "left": machine.left_over() + half_made}


def _sync(data: Path, asked: dict[str, Any]) -> dict[str, Any]:
    writes, calls = Counter(asked.get("at_write")), Counter(asked.get("at_call"))
    station = Station(data, Path(asked["root"]).read_bytes())
    source = from_folder(Path(asked["repository"]))
    listener = Noting(writes)

    def count(_frame: FrameType, event: str, function: Any) -> None:
        calls.tick()
        if event in ("c_call", "c_return") and function.__name__ in _WRITING and not _is_of_text(function):
            writes.tick()

    sys.setprofile(count)
    outcome = sync(station, source, LATER, listener)
    sys.setprofile(None)
    return {
        "killed": False,
        "writes": writes.count,
        "calls": calls.count,
        "switch": listener.switch,
        "result": outcome.result.value,
        "kind": outcome.kind.value,
    }


def _is_of_text(function: Any) -> bool:
    """Whether it is `str.replace` and the like."""
    return isinstance(getattr(function, "__self__", None), str)


if __name__ == "__main__":
    main()
