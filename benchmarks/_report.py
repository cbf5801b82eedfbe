"""Prints the figures of a benchmark as a table and keeps them as JSON. Never fails: speed is told, not asserted."""

from __future__ import annotations

import json
import platform
import sqlite3
import sys
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

RESULTS = Path(__file__).parents[1] / "build" / "benchmarks"


@dataclass(frozen=True, slots=True)
class Figure:
    """One measured figure, with its baseline and goal where it has any."""

    name: str
    value: float
    unit: str
    baseline: float | None = None
    """The same figure of the way most would take, in the same run."""
    goal: float | None = None
    """The value, or the ratio to the baseline, that is aimed at."""
    lower_is_better: bool = True

    @property
    def ratio(self) -> float | None:
        """Value against baseline."""
        return self.value / self.baseline if self.baseline else None

    @property
    def reached(self) -> bool | None:
        """Whether the goal is reached; None without a goal."""
        if self.goal is None:
            return None
        judged = self.value if self.ratio is None else self.ratio
        return judged <= self.goal if self.lower_is_better else judged >= self.goal


def report(name: str, figures: Sequence[Figure]) -> None:
    """Print the table and write build/benchmarks/NAME.json."""
    out = sys.stdout
    out.write(f"\n{name}: Python {platform.python_version()}, SQLite {sqlite3.sqlite_version}\n")
    out.write(f"{'figure':<38}{'ours':>12}  {'unit':<20}{'baseline':>10}{'ratio':>9}{'goal':>8}\n")
    for figure in figures:
        out.write(
            f"{figure.name:<38}{_number(figure.value):>12}  {figure.unit:<20}{_number(figure.baseline):>10}"
            f"{_number(figure.ratio):>9}{_number(figure.goal):>8}  {_verdict(figure)}\n"
        )
    RESULTS.mkdir(parents=True, exist_ok=True)
    rows = [asdict(figure) | {"ratio": figure.ratio, "reached": figure.reached} for figure in figures]
    (RESULTS / f"{name}.json").write_text(json.dumps(rows, indent=1) + "\n", encoding="utf-8")


def _number(value: float | None) -> str:
    if value is None:
        return ""
    return f"{value:,.0f}" if value >= 100 else f"{value:.2f}"  # noqa: PLR2004 - three figures are enough


def _verdict(figure: Figure) -> str:
    return {None: "", True: "reached", False: "not reached"}[figure.reached]
