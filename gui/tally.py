"""Counts faults that are alike, so that each is told once in a while and none is lost. Knows neither Qt nor the log."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass


@dataclass(slots=True)
class _Kind:
    """Faults that are alike."""

    until: float
    """When the next one is told again."""
    total: int = 1
    """All there were."""
    held: int = 0
    """Those not told since the last one that was."""


@dataclass(frozen=True, slots=True)
class Count:
    """How often a fault came."""

    total: int
    """In all, from the first."""
    is_told: bool
    """Whether this one is told; otherwise it is only counted."""


class Tally:
    """Counts by key, on any thread.

    Args:
        clock: seconds that only grow.
    """

    def __init__(self, clock: Callable[[], float]) -> None:
        self._clock = clock
        self._kinds: dict[str, _Kind] = {}
        self._lock = threading.Lock()

    def add(self, key: str, quiet: float) -> Count:
        """Count one more.

        Args:
            key: what makes faults alike.
            quiet: seconds during which those that follow are only counted.
        """
        with self._lock:
            now, kind = self._clock(), self._kinds.get(key)
            if kind is None:
                self._kinds[key] = _Kind(now + quiet)
                return Count(1, is_told=True)
            kind.total += 1
            is_told = now >= kind.until
            if is_told:
                kind.until = now + quiet
            else:
                kind.held += 1
            return Count(kind.total, is_told=is_told)

    @property
    def has_held(self) -> bool:
        """Whether some were only counted, and not taken yet."""
        with self._lock:
            return any(kind.held for kind in self._kinds.values())

    def take_held(self, *, all_of_them: bool = False) -> dict[str, int]:
        """How many were only counted, by key: of those whose quiet time is over, or of all."""
        with self._lock:
            now, found = self._clock(), dict[str, int]()
            for key, kind in self._kinds.items():
                if kind.held and (all_of_them or now >= kind.until):
                    found[key], kind.held = kind.held, 0
            return found
