"""From the command to a field one can type into: our window against a bare one, and what comes right after.

    python3 dev.py bench start
    python -m benchmarks.start [--data FOLDER] [--rounds NUMBER] [--platform NAME]

Draws offscreen; `--platform xcb` draws on a screen, also one of Xvfb. Each start is a process of its own, a bare
window (a field in a `QMainWindow`) and ours by turns, so that a busy moment meets both. The first round, which reads
the files from the disk and compiles them, is not counted.

    takes typing      the window is painted and its search field has the focus; what is typed is looked up as soon as
                      the catalogue is open
    ready             the catalogue is open and its first page painted, the field has the focus
    first results     from the first key, pressed at that very moment, to the painted list
    card              from Enter, when all was at rest, to the painted answer; and until all of the card is there
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping, Sequence
from contextlib import closing
from pathlib import Path
from statistics import median

from benchmarks._report import RESULTS, Figure, report
from core.catalogue import search_file
from core.catalogue.current import activate
from core.catalogue.store import CatalogueStore
from core.database.connections import open_profile
from core.errors import Silent
from core.publishing.build import build
from core.settings.definitions import FIRST_RUN, FirstRun
from core.settings.folders import profile_file
from core.settings.store import SettingsStore

ROOT = Path(__file__).parents[1]
NOW = "2026-11-23T12:00:00Z"
_MEGABYTE = 1_000_000
_MILLISECOND = 1_000_000
"""Nanoseconds."""
GOAL, RESULTS_GOAL, CARD_GOAL = 1.5, 30.0, 50.0
"""Times a bare window; milliseconds; milliseconds."""


def main() -> None:
    """Start both kinds by turns and tell how they compare."""
    options = _options()
    with tempfile.TemporaryDirectory(prefix="appvett-start-") as temporary:
        data = Path(options.data) if options.data else _data_in(Path(temporary))
        bare: list[Mapping[str, float]] = []
        ours: list[Mapping[str, float]] = []
        for _ in range(options.rounds + 1):
            bare.append(_started(options.platform, "bare"))
            ours.append(_started(options.platform, "ours", "--data", str(data), "--now", NOW, "--size", "1280x860"))
    report("start" if options.platform == "offscreen" else f"start-{options.platform}", figures(bare[1:], ours[1:]))


def figures(bare: Sequence[Mapping[str, float]], ours: Sequence[Mapping[str, float]]) -> list[Figure]:
    """The figures of all rounds.

    Args:
        bare: What each bare window told: milliseconds from the start of its process, and bytes.
        ours: The same of ours.
    """
    told: list[Figure] = []
    for what, of in (("median", median), ("fastest", min)):
        base = of([one["ready"] for one in bare])
        for name in ("typing", "ready"):
            words = {"typing": "takes typing", "ready": "ready"}[name]
            told.append(Figure(f"{words}, {what}", of([one[name] for one in ours]), "ms", base, GOAL))
        told.append(
            Figure(
                f"first results, {what}", of([_between(one, "key", "results") for one in ours]), "ms", goal=RESULTS_GOAL
            )
        )
        told.append(Figure(f"card, {what}", of([_between(one, "enter", "card") for one in ours]), "ms", goal=CARD_GOAL))
        told.append(
            Figure(f"all of the card, {what}", of([_between(one, "enter", "whole card") for one in ours]), "ms")
        )
    for name in ("memory", "memory with a card"):
        if all(name in one for one in ours) and all("memory" in one for one in bare):
            base = median([one["memory"] for one in bare]) / _MEGABYTE
            told.append(Figure(name, median([one[name] for one in ours]) / _MEGABYTE, "MB", base))
    return told


def _between(moments: Mapping[str, float], first: str, last: str) -> float:
    return moments[last] - moments[first]


def _started(platform: str, *arguments: str) -> dict[str, float]:
    """Start one process and read what it tells."""
    environment = os.environ | {
        "QT_QPA_PLATFORM": platform,
        "PYTHONPATH": str(ROOT),
        "LANG": "nb_NO.UTF-8",
        # Compiled once, as with everybody who starts it twice; beside the sources nothing is written.
        "PYTHONPYCACHEPREFIX": str(RESULTS / "compiled"),
        "PYTHONDONTWRITEBYTECODE": "",
    }
    command = [sys.executable, "-P", "-m", "benchmarks._starting", *arguments]
    began = time.monotonic_ns()
    done = subprocess.run(  # noqa: S603 - starts Python itself
        command, env=environment, stdout=subprocess.PIPE, check=True, encoding="utf-8", cwd=ROOT
    )
    return read(done.stdout.splitlines(), began)


def read(lines: Sequence[str], began: int) -> dict[str, float]:
    """What a start told: moments as milliseconds since `began`, memory in bytes.

    Args:
        lines: One `name=number` each.
        began: When the process was started, in nanoseconds.
    """
    told = {name: int(number) for name, equals, number in (line.partition("=") for line in lines) if equals}
    return {
        name: float(value) if name.startswith("memory") else (value - began) / _MILLISECOND
        for name, value in told.items()
    }


def _data_in(folder: Path) -> Path:
    """A data folder with the catalogue of this repository in use and its search index, as at the second start."""
    made = build(ROOT / "resources" / "catalogue", folder / "catalogue.sqlite", Silent())
    used = activate(made.path, folder / "data")
    with CatalogueStore.open(used, verify=False) as store:
        search_file.build(store, used.parent, Silent())
    with closing(open_profile(profile_file(used.parent))) as profile:
        SettingsStore(profile).save(FIRST_RUN, FirstRun.DONE)
    return used.parent


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="benchmarks.start", description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--data", help="a data folder with a catalogue")
    parser.add_argument("--rounds", type=int, default=9, help="counted starts of each kind")
    parser.add_argument("--platform", default="offscreen", help="Qt's platform: offscreen, xcb, wayland, windows ...")
    return parser.parse_args()


if __name__ == "__main__":
    main()
