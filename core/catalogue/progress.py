"""Telling how far long work has come, when its parts know only their own."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TypeVar

from core.errors import Reporter

T = TypeVar("T")

_EVERY = 2048
"""Rows between two steps: some thousandths of a second."""


@dataclass(frozen=True, slots=True)
class Part:
    """A reporter for one part of a piece of work: its whole is a range of the other's."""

    whole: Reporter
    """Listens to the whole work."""
    first: int
    """Where this part begins, of `total`."""
    last: int
    """Where it ends."""
    total: int = 100

    def step(self, done: int, total: int) -> None:
        """Tell how far this part has come (`total` 0: unknown).

        Raises:
            Cancelled: the user asked the work to stop.
        """
        share = (self.last - self.first) * min(done, total) // total if total else 0
        self.whole.step(self.first + share, self.total)


def counted(rows: Iterable[T], reporter: Reporter, done: int, total: int) -> Iterator[T]:
    """The rows, one by one, telling now and then how many have passed.

    Args:
        rows: What passes through.
        reporter: Told now and then.
        done: How many had passed before.
        total: How many there are, with those before; 0: unknown.

    Raises:
        Cancelled: the reporter asked to stop.
    """
    reporter.step(done, total)
    for number, row in enumerate(rows, 1):
        if number % _EVERY == 0:
            reporter.step(done + number, total)
        yield row
