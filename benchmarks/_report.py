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

_LEFT = ("figure", "unit", "")
"""Columns of words."""
_SMALL_RATIO = 0.2
"""Ratios up to this are told as one part in so many."""


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
    titles = ("figure", "ours", "unit", "baseline", "ratio", "goal", "")
    rows = [titles, *(_cells(figure) for figure in figures)]
    widths = [max(len(row[column]) for row in rows) for column in range(len(titles))]
    for row in rows:
        cells = (
            cell.ljust(width) if title in _LEFT else cell.rjust(width)
            for cell, width, title in zip(row, widths, titles, strict=True)
        )
        out.write("  ".join(cells).rstrip() + "\n")
    RESULTS.mkdir(parents=True, exist_ok=True)
    kept = [asdict(figure) | {"ratio": figure.ratio, "reached": figure.reached} for figure in figures]
    (RESULTS / f"{name}.json").write_text(json.dumps(kept, indent=1) + "\n", encoding="utf-8")


def _cells(figure: Figure) -> tuple[str, ...]:
    """A row of the table. A goal is told as the ratio is, where there is a baseline."""
    goal = number(figure.goal) if figure.baseline is None else ratio(figure.goal)
    measured = (figure.name, number(figure.value), figure.unit, number(figure.baseline), ratio(figure.ratio))
    return (*measured, goal, _verdict(figure))


def number(value: float | None) -> str:
    """A figure with as many places as it deserves; empty where there is none."""
    if value is None:
        return ""
    if value >= 100 or value == int(value):  # noqa: PLR2004 - three figures are enough
        return f"{value:,.0f}"
    return f"{value:.2f}" if value >= 1 else f"{value:.3f}"


def ratio(value: float | None) -> str:
    """A ratio as people say it: `1.5x`, `0.55x`, `1/40`; empty where there is none."""
    if not value:
        return ""
    return f"{value:.2f}x" if value > _SMALL_RATIO else f"1/{1 / value:,.0f}"


def _verdict(figure: Figure) -> str:
    return {None: "", True: "reached", False: "not reached"}[figure.reached]
