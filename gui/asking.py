"""Questions of the window, put to the catalogue on its own thread, in the situation and at the moment of asking."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from core.errors import Reporter
from core.facts import AppId
from core.situation import Situation
from gui import actions
from gui.clock import Clock
from gui.jobs import Job, Jobs
from gui.situations import ChosenSituation

if TYPE_CHECKING:  # loads all that answers are made of: on the catalogue's thread, when the window stands
    from gui.enquiries import Enquiries
    from gui.filters import Facet, Filters
    from gui.shelf import Answered, AnswerTable, Compared, Entry, FacetCounts, Found, Guesses, Shelf


class Asker:
    """Starts questions and passes on the answers; each `then` runs on the GUI thread."""

    def __init__(self, start: Callable[[], Enquiries], jobs: Jobs, chosen: ChosenSituation, clock: Clock) -> None:
        self._start, self._jobs, self._chosen = start, jobs, chosen
        self._made: Enquiries | None = None
        self.clock = clock
        self._ahead: Job | None = None

    @property
    def is_idle(self) -> bool:
        """Whether every question is answered; what is worked out ahead was asked by nobody."""
        return self._jobs.is_idle_but_for(self._ahead)

    @property
    def is_warm(self) -> bool:
        """Whether all answers are worked out ahead."""
        return self._ahead is None

    def open(
        self,
        then: Callable[[Shelf], None],
        failed: Callable[[Exception], None],
        told: Callable[[int, int], None],
    ) -> None:
        """Open the catalogue in use; `told` hears how far that has come where it takes long."""

        def work(reporter: Reporter) -> Shelf:
            return self._enquiries.open(reporter)

        self._jobs.start(work, on_success=then, on_failure=failed, on_progress=told)

    def opened(self, shelf: Shelf, signed: datetime | None = None) -> None:
        """From now on no moment is before this catalogue was made; all answers are worked out ahead.

        Args:
            shelf: the open catalogue.
            signed: the newest signature that this machine has checked, UTC; it cannot be earlier now either.
        """
        made = shelf.info.created
        self.clock = replace(self.clock, earliest=made if signed is None else max(made, signed))
        if self._ahead is not None:
            self._ahead.cancel()
        self._warm(self._chosen.situation, 0)

    def open_index(self, then: Callable[[bool], None]) -> None:
        """Open the search index that was built meanwhile; `then` is told whether all apps are looked through."""
        self._jobs.start(lambda _: self._enquiries.open_index(), on_success=then)

    def build(
        self,
        sources: Path,
        data: Path,
        done: Callable[[], None],
        failed: Callable[[Exception], None],
        told: Callable[[int, int], None],
    ) -> Job:
        """Build the catalogue from its sources; `done` also runs where it was stopped."""

        def work(reporter: Reporter) -> Path:
            return actions.build_catalogue(sources, data, reporter)

        return self._jobs.start(work, on_success=lambda _: done(), on_failure=failed, on_progress=told, on_cancel=done)

    def look_up(self, text: str, filters: Filters, then: Callable[[Found], None]) -> Job:
        """Apps that fit a text and pass the filters: what is found at once."""
        situation = self._chosen.situation
        return self._jobs.start(lambda _: self._enquiries.look_up(text, situation, filters), on_success=then)

    def guess(self, found: Found, then: Callable[[Guesses], None]) -> Job:
        """What was perhaps meant: the second part of a look-up."""
        now = self.clock.now()
        return self._jobs.start(lambda _: self._enquiries.guess(found, now), on_success=then)

    def count(self, text: str, filters: Filters, facet: Facet, then: Callable[[FacetCounts], None]) -> Job:
        """How many apps there are for each value of a facet."""
        situation = self._chosen.situation
        return self._jobs.start(lambda _: self._enquiries.count(text, situation, filters, facet), on_success=then)

    def entries(self, ids: Sequence[AppId], then: Callable[[tuple[Entry, ...]], None]) -> Job:
        """The lines of these apps."""
        situation = self._chosen.situation
        return self._jobs.start(lambda _: self._enquiries.entries(ids, situation), on_success=then)

    def best(self, query: str, then: Callable[[Answered], None]) -> Job:
        """The card of the best match, else that of an unknown app of this name."""
        situation, now = self._chosen.situation, self.clock.now()

        def work(_: Reporter) -> Answered:
            best = self._enquiries.best(query)
            card = self._enquiries.card(best, situation, now) if best else None
            return card or self._enquiries.unknown(query.strip(), situation, now)

        return self._jobs.start(work, on_success=then)

    def unknown(self, name: str, then: Callable[[Answered], None]) -> Job:
        """The card of a name that the catalogue does not hold."""
        situation, now = self._chosen.situation, self.clock.now()
        return self._jobs.start(lambda _: self._enquiries.unknown(name, situation, now), on_success=then)

    def card(self, app: AppId, name: str, then: Callable[[Answered], None], *, is_known: bool = True) -> Job:
        """The card of an app; that of its name where the catalogue no longer has it."""
        situation, now = self._chosen.situation, self.clock.now()

        def work(_: Reporter) -> Answered:
            known = self._enquiries.card(app, situation, now) if is_known else None
            return known or self._enquiries.unknown(name, situation, now)

        return self._jobs.start(work, on_success=then)

    def table(self, app: AppId, then: Callable[[AnswerTable], None]) -> Job:
        """The answers about an app on every kind of device, with every class of information."""
        situation = self._chosen.situation
        return self._jobs.start(lambda _: self._enquiries.table(app, situation), on_success=then)

    def compare(self, apps: Sequence[AppId], then: Callable[[Compared | None], None]) -> Job:
        """Two to four apps side by side; None where the catalogue no longer has two of them."""
        situation, now = self._chosen.situation, self.clock.now()
        return self._jobs.start(lambda _: self._enquiries.compare(apps, situation, now), on_success=then)

    def close(self) -> None:
        """Stop all work and wait for it; the catalogue is closed on the thread it belongs to."""
        self._jobs.close(last=self._end)

    @property
    def _enquiries(self) -> Enquiries:
        """Made on the catalogue's thread, when it is asked for the first time."""
        if self._made is None:
            self._made = self._start()
        return self._made

    def _end(self) -> None:
        if self._made is not None:
            self._made.close()

    def _warm(self, situation: Situation, place: int) -> None:
        """One step after the other, each behind whatever somebody has asked meanwhile."""

        def go_on(done: int) -> None:
            self._ahead = None
            if done > place:
                self._warm(situation, done)

        self._ahead = self._jobs.start(lambda _: self._enquiries.warm(situation, place), on_success=go_on)
