"""`appvett sync [--from URL|DIR]`: fetch the newest release, check it, put it to use."""

from __future__ import annotations

from typing import TYPE_CHECKING

from core.commands.page import Page
from core.commands.parsing import Arguments
from core.commands.progress import Progress
from core.commands.session import Reply, Session
from core.errors import AppvettError, UsageError
from core.settings import definitions
from core.texts import formats
from core.texts.phrase import phrase

if TYPE_CHECKING:
    from core.sync.model import Check, Outcome
    from core.sync.sources import Metered

_COUNTED = ("apps", "owners", "guidance")
"""What `changed` always tells, also where it is nothing."""


class NotTaken(AppvettError):
    """A sync that ended without a catalogue; says what the attempt said."""

    def __init__(self, outcome: Outcome) -> None:
        what, *safe, next_step = outcome.said
        super().__init__(what, next_step, safe=safe[0] if safe else None)
        self.code = outcome.code


def run(session: Session, arguments: Arguments) -> Reply:
    """Sync from an address or a folder, else from the address in the settings.

    Raises:
        UsageError: nothing says where from.
        AppvettError: it was refused, or failed; what was in use stays.
    """
    from core.sync.root import station
    from core.sync.take import sync

    source = _source(session, arguments.values.get("from"))
    told = _Told(session)
    try:
        outcome = sync(station(session.data), source, session.moment, told)
    finally:
        told.end()
    if outcome.said:
        raise NotTaken(outcome)
    return Reply(lambda: _as_json(outcome), lambda: _as_text(session, outcome))


def _source(session: Session, given: str | None) -> Metered:
    from core.sync.sources import from_words

    where = given or session.settings.get(definitions.CATALOGUE_ADDRESS)
    if not where:
        raise UsageError(
            phrase("No address is set to fetch a catalogue from."),
            phrase("Name one, or a folder: appvett sync --from DIR."),
        )
    return from_words(where)


class _Told:
    """Tells on standard error what is being checked, and how far that has come."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._progress: Progress | None = None
        self._furthest = 0.0

    def checking(self, check: Check) -> None:
        """A check begins."""
        from core.sync.words import going_on

        self.end()
        self._furthest = 0.0
        self._progress = Progress(self._session.err, self._session.words, going_on(check))
        self._progress.step(0, 0)

    def step(self, done: int, total: int) -> None:
        """The check has come so far. It may be over several files; a person is not told that it begins anew."""
        share = done / total if total else 0.0
        if self._progress is not None and share > self._furthest:
            self._furthest = share
            self._progress.step(done, total)

    def end(self) -> None:
        """Leave the screen as it was."""
        if self._progress is not None:
            self._progress.end()


def _as_json(outcome: Outcome) -> dict[str, object]:
    return {
        "before": outcome.before,
        "after": outcome.after,
        "kind": outcome.kind.value,
        "bytes": outcome.received,
        "seconds": outcome.seconds,
        "changed": {**dict.fromkeys(_COUNTED, 0), **dict(outcome.changed)},
        "result": outcome.result.value,
        "way": outcome.way.value,
        "source": outcome.source,
        "sent": outcome.sent,
        "checks": [check.value for check in outcome.checks],
    }


def _as_text(session: Session, outcome: Outcome) -> str:
    from core.sync.words import changed_in_words, kind_in_words, outcome_in_words, passed

    page, words = Page(session.words, session.out), session.words
    lines = page.paragraph(outcome_in_words(outcome))
    lines += [f"  {words.say(passed(check))}" for check in outcome.checks]
    changed = changed_in_words(outcome)
    if changed:
        lines += page.paragraph(phrase("Changed: {what}.", what=changed))
    fetched = phrase(
        "Fetched {what}: {size} from {source}.",
        what=kind_in_words(outcome.kind),
        size=formats.size(outcome.received, session.language),
        source=outcome.source,
    )
    return "\n".join([*lines, *page.paragraph(fetched)]) + "\n"
