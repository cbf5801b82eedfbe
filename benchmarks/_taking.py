"""Takes a release in a process of its own, so that its memory can be told.

    _taking delta OLD DELTA OUT UNPACKED        apply the delta
    _taking full OLD PACKED OUT UNPACKED        unpack the whole file; the old one is not looked at

Prints JSON: seconds until the file stands, seconds to verify it in full, the most memory used until it stood (MB), and
what the process used before it began.
"""

from __future__ import annotations

import json
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path

from benchmarks._building import ROOT, most_megabytes
from core.catalogue.current import examine
from core.errors import Silent
from core.releases.delta import apply_delta
from core.releases.packing import unpack


@dataclass(frozen=True, slots=True)
class Taken:
    """What taking a release took."""

    seconds: float
    """Until the file stood."""
    verifying: float
    """Seconds more until all its rows were verified."""
    megabytes: float
    """The most memory until the file stood, Python itself included."""
    idle_megabytes: float
    """Of that, what there was before it began."""
    digest: str
    """Of the file."""


def take_apart(way: str, old: Path, packed: Path, out: Path, unpacked: int) -> Taken:
    """Take a release in a process of its own."""
    command = [sys.executable, "-m", "benchmarks._taking", way, str(old), str(packed), str(out), str(unpacked)]
    done = subprocess.run(command, cwd=ROOT, stdout=subprocess.PIPE, text=True, check=True)  # noqa: S603 - ourselves
    return Taken(**json.loads(done.stdout))


def main() -> None:
    """Take it, and print what it took."""
    way, old, packed, out, unpacked = sys.argv[1:]
    before, start = most_megabytes(), time.perf_counter()
    if way == "delta":
        apply_delta(Path(old), Path(packed), Path(out), unpacked=int(unpacked), reporter=Silent())
    else:
        unpack(Path(packed), Path(out), int(unpacked), Silent(), name=Path(packed).name)
    stood, most = time.perf_counter(), most_megabytes()
    digest = examine(Path(out)).digest
    took = {"seconds": stood - start, "verifying": time.perf_counter() - stood}
    print(json.dumps(took | {"megabytes": most, "idle_megabytes": before, "digest": digest}))


if __name__ == "__main__":
    main()
