"""`appvett catalogue sign`: look at what waits in a repository, and add one signature."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from core.commands.asking import confirm, passphrases
from core.commands.page import Page
from core.commands.parsing import Arguments
from core.commands.progress import Progress
from core.commands.session import Reply, Session
from core.errors import UsageError
from core.texts.phrase import phrase

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tuf.api.metadata import Metadata, Root

    from core.commands.as_json import Json
    from core.publishing.repository.place import Repository
    from core.publishing.repository.reading import Waiting
    from core.publishing.repository.signatures import Tally


def run(session: Session, arguments: Arguments) -> Reply:
    """Examine what waits, show it, ask, and sign it; without `--key` only show it.

    Raises:
        UsageError: an option is missing, or nobody can be asked.
        PublishingError: it is refused; nothing is signed.
        CatalogueError: the signer's own catalogue cannot be used.
    """
    from core.publishing.repository import errors
    from core.publishing.repository.place import Repository
    from core.publishing.repository.reading import newest_root, waiting

    repository = Repository(repository_folder(arguments))
    found = waiting(repository)
    if found is None:
        raise errors.nothing_waits(repository.folder)
    before = newest_root(repository)
    _examine(session, repository, found, arguments.values.get("catalogue"))
    if "key" in arguments.values:
        found = _sign(session, repository, found, before, arguments.values)
    return _reply(session, repository, found, before, signed="key" in arguments.values)


def repository_folder(arguments: Arguments) -> Path:
    """The folder that `--repository` names.

    Raises:
        UsageError: it names none.
    """
    if "repository" not in arguments.values:
        raise UsageError(
            phrase(
                "Something is missing after “{command}”.", command=arguments.command.words if arguments.command else ""
            ),
            phrase("Name the repository: --repository DIR"),
        )
    return Path(arguments.values["repository"])


def _examine(session: Session, repository: Repository, found: Waiting, own: str | None) -> None:
    from core.publishing.repository.examining import examine

    progress = Progress(session.err, session.words, phrase("Examining what waits"))
    try:
        with TemporaryDirectory(prefix="appvett-sign-") as work:
            examine(repository, found, Path(work), Path(own) if own else None, progress)
    finally:
        progress.end()


def _sign(
    session: Session, repository: Repository, found: Waiting, before: Metadata[Root] | None, values: dict[str, str]
) -> Waiting:
    from core.commands.repository_text import waiting_lines
    from core.publishing.repository import errors
    from core.publishing.repository.signatures import tallies
    from core.publishing.repository.signing import add_signature, may_sign
    from core.signing.keys import public_file_of, read_public, unlock

    key = Path(values["key"])
    if repository.holds(key):
        raise errors.key_inside(key, repository.folder)
    counted = tallies(before, found)
    if public_file_of(key).is_file():
        may_sign(counted, read_public(public_file_of(key)).id)  # before anybody is asked for a passphrase
    if "yes" not in values:
        page = Page(session.words, session.err)
        session.err.write("\n".join(waiting_lines(found, before, counted, page)) + "\n\n")
        if not confirm(session, phrase("Do you sign this?")):
            raise errors.not_agreed()
    return add_signature(repository, found, unlock(key, passphrases(session, values).of(key)))


def _reply(
    session: Session, repository: Repository, found: Waiting, before: Metadata[Root] | None, *, signed: bool
) -> Reply:
    from core.publishing.repository.signatures import tallies

    counted = tallies(before, found)
    return Reply(
        lambda: _as_json(repository, found, counted, signed=signed),
        lambda: _text(found, before, counted, Page(session.words, session.out), signed=signed),
    )


def _as_json(repository: Repository, found: Waiting, counted: Sequence[Tally], *, signed: bool) -> Json:
    from core.commands.repository_json import waiting_as_json

    return {"repository": str(repository.folder), "signed": signed, "waiting": waiting_as_json(found, counted)}


def _text(found: Waiting, before: Metadata[Root] | None, counted: Sequence[Tally], page: Page, *, signed: bool) -> str:
    from core.commands.repository_text import missing_lines, waiting_lines

    lines = waiting_lines(found, before, counted, page)
    if signed:
        lines = [page.words.say(phrase("Signed.")), *missing_lines(counted, page)]
    if not any(one.missing for one in counted):
        lines += page.paragraph(
            phrase("All signatures are there. Now publish it: catalogue publish --repository DIR --keys KEYS"), 0
        )
    return "\n".join(lines) + "\n"
