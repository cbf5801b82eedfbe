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
├── TrustError               a release is not to be believed, or not for us
│   ├── NoPublisher          there is no root of trust to check it by
│   ├── NotSigned            too few of the publisher's keys signed it
│   ├── OlderRelease         something newer was seen before
│   ├── NotFresh             nobody vouches for it any more
│   ├── ReleaseAltered       a file is not the one that was signed, or two releases are mixed
│   ├── ReleaseIncomplete    a file is missing
│   ├── ReleaseUnreadable    a file cannot be understood
│   ├── DeltaUnfit           a list of changes does not fit the catalogue in use
│   ├── UpdateFirst          it is for a newer Appvett
│   └── FollowsPublisher     what was built here may not take the place of a signed catalogue
├── NoRoom                   the disk is too full
├── SyncBusy                 another sync is at work
├── PublishingError          what a publisher asked for was refused
│   ├── KeyFileUnusable      a file is no key, or cannot be one
│   ├── PassphraseRefused    a passphrase opens nothing, or is too short
│   ├── RepositoryUnusable   the folder is no repository, or is not whole
│   ├── RepositoryBusy       another command is at work on it
│   ├── NotPublishable       this catalogue, or this change of keys, must not be published
│   └── SignaturesMissing    too few people have signed
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


class TrustError(AppvettError):
    """A release is not to be believed, or not for us; what was in use stays."""

    code = "trust"


class NoPublisher(TrustError):
    """There is no root of trust to check a release by."""

    code = "no-publisher"


class NotSigned(TrustError):
    """Too few of the publisher's keys signed it."""

    code = "not-signed"


class OlderRelease(TrustError):
    """Something newer was seen before, if only a signature."""

    code = "older-release"


class NotFresh(TrustError):
    """Nobody vouches any more for what a source on the network has."""

    code = "not-fresh"


class ReleaseAltered(TrustError):
    """A file is not the one that was signed, or parts of two releases are mixed."""

    code = "release-altered"


class ReleaseIncomplete(TrustError):
    """A file of the release is missing."""

    code = "release-incomplete"


class ReleaseUnreadable(TrustError):
    """A file of the release is signed, or should be, and cannot be understood."""

    code = "release-unreadable"


class DeltaUnfit(TrustError):
    """A list of changes does not fit the catalogue in use; the cause says why. The whole catalogue may."""

    code = "delta-unfit"


class UpdateFirst(TrustError):
    """The release is for a newer Appvett."""

    code = "update-first"


class FollowsPublisher(TrustError):
    """What was built here may not take the place of a signed catalogue."""

    code = "follows-publisher"


class NoRoom(AppvettError):
    """The disk is too full; `needed` and `free` are bytes."""

    code = "no-room"

    def __init__(self, needed: int, free: int) -> None:
        super().__init__(
            phrase(
                "There is too little room on the disk: {needed} MB are needed, {free} MB are free.",
                needed=-(-needed // 1_000_000),
                free=free // 1_000_000,
            ),
            phrase("Make room on the disk, then try again."),
            safe=phrase("The catalogue in use is unchanged, and look-up works as before."),
        )
        self.needed = needed
        self.free = free


class SyncBusy(AppvettError):
    """Another sync is at work in the same data folder."""

    code = "sync-busy"

    def __init__(self) -> None:
        super().__init__(
            phrase("Another window or command is fetching a catalogue just now."),
            phrase("Wait until it has finished, then try again."),
            safe=phrase("The catalogue in use is unchanged, and look-up works as before."),
        )


class PublishingError(AppvettError):
    """What a publisher asked for was refused; what is published stays as it is."""

    code = "publishing"


class KeyFileUnusable(PublishingError):
    """A file is no key of ours, or a key cannot be written."""

    code = "key-file"


class PassphraseRefused(PublishingError):
    """A passphrase does not open a key file, is too short for a new one, or cannot be asked for."""

    code = "passphrase"


class RepositoryUnusable(PublishingError):
    """The folder is no repository of ours, or is not whole."""

    code = "repository"


class RepositoryBusy(PublishingError):
    """Another command is at work on the repository."""

    code = "repository-busy"


class NotPublishable(PublishingError):
    """This catalogue, or this change of keys, must not be published or signed."""

    code = "not-publishable"


class SignaturesMissing(PublishingError):
    """Too few people have signed, or the keys at hand are not those that are needed."""

    code = "signatures-missing"


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
