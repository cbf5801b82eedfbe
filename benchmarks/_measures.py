"""Percentiles, medians and recall: small pure functions that the measurements share."""

from __future__ import annotations

import math
import time
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median


@dataclass(frozen=True, slots=True)
class Spread:
    """How values are spread."""

    p50: float
    p95: float
    p99: float
    highest: float


def percentile(values: Iterable[float], share: float) -> float:
    """The least value that at least this share of all values does not exceed (nearest rank).

    Args:
        values: At least one.
        share: 0 to 1.
    """
    ordered = sorted(values)
    return ordered[max(0, math.ceil(share * len(ordered)) - 1)]


def spread(values: Sequence[float]) -> Spread:
    """The usual percentiles of at least one value."""
    return Spread(percentile(values, 0.5), percentile(values, 0.95), percentile(values, 0.99), max(values))


def recall(places: Collection[int | None], within: int) -> float:
    """The share of questions whose right answer stood among the first `within`.

    Args:
        places: Of the first right answer, counted from 1; None: it was not there.
        within: Places that count.
    """
    return sum(place is not None and place <= within for place in places) / len(places)


def place_of(right: Collection[str], found: Sequence[str]) -> int | None:
    """The place of the first right answer, counted from 1; None where there is none."""
    return next((place for place, one in enumerate(found, 1) if one in right), None)


def longest_gap(moments: Iterable[float]) -> float:
    """The longest time between two neighbouring moments; 0 for fewer than two."""
    return max((after - before for before, after in pairwise(moments)), default=0.0)


def milliseconds(ask: Callable[[str], object], texts: Sequence[str], *, passes: int, seconds: float) -> list[float]:
    """How long each question takes: the median of several passes over all of them.

    The first pass stops when its share of the time is over, and the others go as far as it went; a pass that does not
    fit any more is left out. So a slow way is asked fewer questions, always the first ones.

    Args:
        ask: What is timed.
        texts: The questions.
        passes: How often each is asked, where time allows.
        seconds: Time for all passes.

    Returns:
        One time for each of the first questions, at least one.
    """
    began = time.perf_counter()
    first = _one_pass(ask, texts, until=began + seconds / passes)
    taken = time.perf_counter() - began
    times = [first]
    while len(times) < passes and time.perf_counter() - began + taken <= seconds:
        times.append(_one_pass(ask, texts[: len(first)], until=math.inf))
    return [median(each) for each in zip(*times, strict=True)]


def _one_pass(ask: Callable[[str], object], texts: Sequence[str], until: float) -> list[float]:
    times: list[float] = []
    for text in texts:
        start = time.perf_counter()
        ask(text)
        end = time.perf_counter()
        times.append((end - start) * 1000)
        if end > until:
            break
    return times
