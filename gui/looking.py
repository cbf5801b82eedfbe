"""One look-up at a time, in two steps: what fits, and a moment later what was perhaps meant.

A newer look-up drops an older one, wherever that stands: its answers never arrive.
"""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from gui.asking import Asker
from gui.filters import Facet, Filters
from gui.jobs import Job
from gui.shelf import FacetCounts, Found, Guesses


class LookUps(QObject):
    """What is being looked up. Each signal tells something that belongs to what is asked now."""

    emptied = Signal()
    """Nothing is asked: no text, no filters."""
    found = Signal(object)
    """A `Found`. With no entries, `guessed` follows before anything can be said."""
    guessed = Signal(object, object)
    """The `Found` and its `Guesses`: the look-up is complete."""
    counted = Signal(object)
    """A `FacetCounts` that was asked for."""

    def __init__(self, asker: Asker, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._asker = asker
        self._finding: Job | None = None
        self._guessing: Job | None = None
        self._counting: Job | None = None
        self._has_found = False
        self.text = ""
        self.filters = Filters()

    @property
    def is_under_way(self) -> bool:
        """Whether it is still open what fits."""
        return self._finding is not None or (self._guessing is not None and not self._has_found)

    @property
    def is_empty(self) -> bool:
        """Whether nothing is asked."""
        return not self.text.strip() and self.filters.is_empty

    def ask(self, text: str, filters: Filters | None = None) -> None:
        """Look something up.

        Args:
            text: what was typed.
            filters: None: those that hold.
        """
        self.drop()
        self.text = text
        self.filters = self.filters if filters is None else filters
        if self.is_empty:
            self.emptied.emit()
        else:
            self._finding = self._asker.look_up(text, self.filters, self._take_found)

    def ask_again(self) -> None:
        """Look up the same: situation, language or index changed."""
        self.ask(self.text)

    def count(self, facet: Facet) -> None:
        """Ask how many apps there are for each value of a facet."""
        if self._counting is not None:
            self._counting.cancel()
        self._counting = self._asker.count(self.text, self.filters, facet, self._take_counts)

    def drop(self) -> None:
        """Let go of what is on its way."""
        for job in (self._finding, self._guessing, self._counting):
            if job is not None:
                job.cancel()
        self._finding = self._guessing = self._counting = None

    def _take_found(self, found: Found) -> None:
        self._finding, self._has_found = None, bool(found.entries)
        self._guessing = self._asker.guess(found, lambda guesses: self._take_guesses(found, guesses))
        self.found.emit(found)

    def _take_guesses(self, found: Found, guesses: Guesses) -> None:
        self._guessing = None
        self.guessed.emit(found, guesses)

    def _take_counts(self, counts: FacetCounts) -> None:
        self._counting = None
        self.counted.emit(counts)
