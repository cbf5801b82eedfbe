"""Builds a search index in a process of its own, so that its memory can be told: `_building ROWS INDEX COUNT`.

Prints JSON: seconds, the most memory used (MB), and what the process used before it began.
"""

from __future__ import annotations

import json
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path

from benchmarks._lists import read_rows
from core.catalogue.search_file import build_from
from core.errors import Silent

ROOT = Path(__file__).parents[1]
DIGEST = "sha256:" + "0" * 64
"""No catalogue has this one."""


STATUS = Path("/proc/self/status")


@dataclass(frozen=True, slots=True)
class Built:
    """What building took."""

    seconds: float
    megabytes: float
    """The most memory of the process, Python itself included."""
    idle_megabytes: float
    """Of that, what it had before it began."""


def build_apart(rows: Path, index: Path, count: int) -> Built:
    """Build the index of the apps in `rows` in a process of its own."""
    command = [sys.executable, "-m", "benchmarks._building", str(rows), str(index), str(count)]
    done = subprocess.run(command, cwd=ROOT, stdout=subprocess.PIPE, text=True, check=True)  # noqa: S603 - ourselves
    return Built(**json.loads(done.stdout))


def main() -> None:
    """Build, and print what it took."""
    rows, index, count = sys.argv[1:]
    before = most_megabytes()
    start = time.perf_counter()
    build_from(read_rows(Path(rows)), Path(index), DIGEST, int(count), Silent())
    took = time.perf_counter() - start
    print(json.dumps({"seconds": took, "megabytes": most_megabytes(), "idle_megabytes": before}))


def most_megabytes() -> float:
    """The most memory this process had at any time."""
    if STATUS.exists():
        # What getrusage tells begins, on Linux, with the memory of the process that started this one.
        lines = STATUS.read_text(encoding="ascii", errors="replace").splitlines()
        return next(int(line.split()[1]) for line in lines if line.startswith("VmHWM:")) / (1 << 10)
    import resource

    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak / (1 << 20) if sys.platform == "darwin" else peak / (1 << 10)


if __name__ == "__main__":
    main()
