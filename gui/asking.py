"""Questions of the window, put to the catalogue on its own thread, in the situation and at the moment of asking."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

from core.errors import Reporter
from core.facts import AppId
from gui import actions
from gui.clock import Clock
from gui.enquiries import Answered, Enquiries, Found, Shelf
from gui.jobs import Job, Jobs
from gui.situations import ChosenSituation


@dataclass(frozen=True, slots=True)
class LookUp:
    """What was found; for nothing, what holds for an app that nobody has assessed."""

    found: Found
    unknown: Answered | None


class Asker:
    """Starts questions and passes on the answers; each `then` runs on the GUI thread."""

    def __init__(self, enquiries: Enquiries, jobs: Jobs, chosen: ChosenSituation, clock: Clock) -> None:
        self._enquiries, self._jobs, self._chosen = enquiries, jobs, chosen
        self.clock = clock

    @property
    def is_idle(self) -> bool:
        """Whether every question is answered."""
        return self._jobs.is_idle

    def open(self, then: Callable[[Shelf], None], failed: Callable[[Exception], None]) -> None:
        """Open the catalogue in use."""
        self._jobs.start(self._enquiries.open, on_success=then, on_failure=failed)

    def opened(self, shelf: Shelf) -> None:
        """From now on no moment is before this catalogue was made; all answers are worked out ahead."""
        self.clock = replace(self.clock, earliest=shelf.info.created)
        situation = self._chosen.situation
        self._jobs.start(lambda reporter: self._enquiries.warm(situation, reporter), on_success=lambda _: None)

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

    def look_up(self, text: str, then: Callable[[LookUp], None]) -> Job:
        """Apps that fit a text."""
        situation, now = self._chosen.situation, self.clock.now()

        def work(_: Reporter) -> LookUp:
            found = self._enquiries.look_up(text, situation)
            unknown = None if found.entries else self._enquiries.unknown(text.strip(), situation, now)
            return LookUp(found, unknown)

        return self._jobs.start(work, on_success=then)

    def best(self, query: str, then: Callable[[Answered], None]) -> None:
        """The card of the best match, else that of an unknown app of this name."""
        situation, now = self._chosen.situation, self.clock.now()

        def work(_: Reporter) -> Answered:
            best = self._enquiries.best(query)
            card = self._enquiries.card(best, situation, now) if best else None
            return card or self._enquiries.unknown(query.strip(), situation, now)

        self._jobs.start(work, on_success=then)

    def unknown(self, name: str, then: Callable[[Answered], None]) -> None:
        """The card of a name that the catalogue does not hold."""
        situation, now = self._chosen.situation, self.clock.now()
        self._jobs.start(lambda _: self._enquiries.unknown(name, situation, now), on_success=then)

    def card(self, app: AppId, name: str, then: Callable[[Answered], None], *, is_known: bool = True) -> None:
        """The card of an app; that of its name where the catalogue no longer has it."""
        situation, now = self._chosen.situation, self.clock.now()

        def work(_: Reporter) -> Answered:
            known = self._enquiries.card(app, situation, now) if is_known else None
            return known or self._enquiries.unknown(name, situation, now)

        self._jobs.start(work, on_success=then)

    def close(self) -> None:
        """Stop all work and wait for it; the catalogue is closed on the thread it belongs to."""
        self._jobs.close(last=self._enquiries.close)
