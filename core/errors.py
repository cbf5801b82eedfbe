"""The error families of Appvett.

AppvettError
├── Cancelled                the user asked long work to stop
├── UsageError               a command or a choice that cannot be understood
│   ├── UnknownApp           no app of that name or id
│   └── AmbiguousApp         several apps fit equally well
├── CatalogueError           the catalogue file cannot be used
│   ├── CatalogueMissing     there is none yet
│   ├── CatalogueDamaged     it is not whole
│   ├── CatalogueForeign     it is another kind of file
│   ├── CatalogueTooNew      it was made for a newer Appvett
│   └── CatalogueTooOld      it was made by an older Appvett
├── SourceInvalid            catalogue source files with mistakes, all of them at once
├── RulesInvalid             the rule file does not say what the program needs
├── ProfileError             the user's own files cannot be read or written
├── FileUnreadable           a file somebody chose cannot be read
└── TransportError           fetching failed, or was refused

Each error keeps its data as attributes and carries a stable `code`. The words a user reads are made from
`what` (what happened), `safe` (what is still as it was) and `next_step`, so that the command line and the
window say the same thing in the user's language.
"""

from __future__ import annotations

from typing import Protocol

from core.texts.phrase import Phrase, phrase, plural


class AppvettError(Exception):
    """Root of everything Appvett raises on purpose.

    Attributes:
        code: stable word for scripts, lower case with hyphens.
        what: what happened.
        safe: what is still safe, or None where nothing was at stake.
        next_step: what the user can do now.
    """

    code = "failed"

    def __init__(self, what: Phrase, next_step: Phrase, *, safe: Phrase | None = None) -> None:
        super().__init__(what.message)
        self.what = what
        self.safe = safe
        self.next_step = next_step


class Cancelled(AppvettError):
    """Long work stopped because the user asked for it."""

    code = "cancelled"

    def __init__(self) -> None:
        super().__init__(
            phrase("The work was stopped."),
            phrase("Start it again whenever you like."),
            safe=phrase("Everything is as it was before."),
        )


class UsageError(AppvettError):
    """A command, a flag or a value that cannot be understood."""

    code = "usage"


class UnknownApp(UsageError):
    """No app has this id, or the id belongs to none. A name that nobody knows is not an error but a card."""

    code = "unknown-app"


class AmbiguousApp(UsageError):
    """Several apps fit equally well; `candidates` are (app id, name, publisher)."""

    code = "ambiguous"

    def __init__(self, query: str, candidates: tuple[tuple[str, str, str], ...]) -> None:
        super().__init__(
            phrase("Several apps fit “{query}” equally well.", query=query),
            phrase("Ask again with one of these ids: {ids}.", ids=", ".join(c[0] for c in candidates)),
        )
        self.query = query
        self.candidates = candidates


class CatalogueError(AppvettError):
    """The catalogue file cannot be used."""

    code = "catalogue"


class CatalogueMissing(CatalogueError):
    """There is no catalogue yet."""

    code = "catalogue-missing"


class CatalogueDamaged(CatalogueError):
    """The catalogue file is not whole, or its digest does not fit its content."""

    code = "catalogue-damaged"


class CatalogueForeign(CatalogueError):
    """The file is no Appvett catalogue."""

    code = "catalogue-foreign"


class CatalogueTooNew(CatalogueError):
    """The catalogue was made for a newer Appvett."""

    code = "catalogue-too-new"


class CatalogueTooOld(CatalogueError):
    """The catalogue was made by an older Appvett."""

    code = "catalogue-too-old"


class SourceInvalid(AppvettError):
    """Catalogue source files hold mistakes; `problems` lists all of them, each a full line of text."""

    code = "source-invalid"

    def __init__(self, problems: tuple[str, ...]) -> None:
        super().__init__(
            plural(
                "The catalogue was not built: {count} mistake in the source files.",
                "The catalogue was not built: {count} mistakes in the source files.",
                count=len(problems),
            ),
            phrase("Mend the lines listed and build again."),
            safe=phrase("The catalogue in use is unchanged."),
        )
        self.problems = problems


class RulesInvalid(AppvettError):
    """The rule file is missing a row, or says something the program cannot read."""

    code = "rules-invalid"


class ProfileError(AppvettError):
    """The folder with the user's own files cannot be read or written."""

    code = "profile"


class FileUnreadable(AppvettError):
    """A file somebody chose cannot be read."""

    code = "file-unreadable"


class TransportError(AppvettError):
    """A fetch failed or was refused."""

    code = "transport"


class Reporter(Protocol):
    """Listens to long work; core never sees a thread."""

    def step(self, done: int, total: int) -> None:
        """Tell how far the work has come (`total` 0: unknown).

        Raises:
            Cancelled: the user asked the work to stop.
        """


class Silent:
    """A reporter that listens to nothing."""

    def step(self, done: int, total: int) -> None:
        """Ignore the step."""
