"""`appvett catalogue build`: from source files to a catalogue in use."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from core.commands.parsing import Arguments
from core.commands.progress import Progress
from core.commands.session import Reply, Session
from core.errors import CatalogueError, Reporter
from core.settings.folders import resource_folder
from core.texts import formats
from core.texts.phrase import phrase, plural

if TYPE_CHECKING:
    from core.publishing.build import BuildResult


def run(session: Session, arguments: Arguments) -> Reply:
    """Build the catalogue, into a file or to be used at once.

    Raises:
        SourceInvalid: the source files hold mistakes; all of them are told.
        AppvettError: a folder or file cannot be read or written.
    """
    source = source_folder(arguments)
    out = arguments.values.get("out")
    progress = Progress(session.err, session.words, phrase("Building the catalogue"))
    left_out = 0
    try:
        if out:
            result = _built(source, Path(out), progress)
        else:
            result, left_out = _put_to_use(source, session.data, progress)
    finally:
        progress.end()
    return Reply(
        lambda: {
            "path": str(result.path),
            "version": result.version,
            "digest": result.digest,
            "counts": dict(result.counts),
            "in_use": not out,
            "listings_left_out": left_out,
        },
        lambda: _text(session, result, in_use=not out, left_out=left_out),
    )


def source_folder(arguments: Arguments) -> Path:
    """The folder that `--source` names, else the facts that come with the program."""
    given = arguments.values.get("source")
    return Path(given) if given else resource_folder() / "catalogue"


def _built(source: Path, out: Path, reporter: Reporter) -> BuildResult:
    from core.publishing.build import build

    return build(source, out, reporter)


def _put_to_use(source: Path, folder: Path, reporter: Reporter) -> tuple[BuildResult, int]:
    """Build beside what is in use, and change over only when all of it stands.

    Returns:
        What was built, and how many listings of the catalogue that was in use it does not have.
    """
    from core.catalogue.current import activate, refuse_built, remove_others
    from core.publishing.build import BuildResult

    refuse_built(folder)
    with tempfile.TemporaryDirectory(prefix="appvett-build-") as place:
        result = _built(source, Path(place), reporter)
        left_out = _listings_left_out(folder, result.path)
        path = activate(result.path, folder)
    remove_others(folder)
    return BuildResult(path, result.version, result.digest, result.counts), left_out


def _listings_left_out(folder: Path, new: Path) -> int:
    """How many listings of the catalogue in use, if one can be read, are not in the new one."""
    from core.catalogue.current import current
    from core.catalogue.model import EntryKind
    from core.catalogue.store import CatalogueStore

    try:
        with CatalogueStore.open(current(folder), verify=False) as before:
            if not before.info().listings:
                return 0
            with CatalogueStore.open(new, verify=False) as after:
                there = {row[0] for row in after.tuples("app", EntryKind.LISTING)}
            return sum(row[0] not in there for row in before.tuples("app", EntryKind.LISTING))
    except CatalogueError:
        return 0


def _text(session: Session, result: BuildResult, *, in_use: bool, left_out: int) -> str:
    words = session.words
    apps = dict(result.counts).get("apps", 0)
    number = formats.number(apps, session.language)
    said = (
        phrase(
            "Catalogue {version} is built and in use: {number} apps.",
            version=str(result.version),
            number=number,
        )
        if in_use
        else phrase("Catalogue {version} is built: {number} apps.", version=str(result.version), number=number)
    )
    lines = [words.say(said), f"  {words.show(str(result.path))}"]
    if left_out:
        lost = plural(
            "{count} listing that was imported is not in it. Import the list again: appvett catalogue import",
            "{count} listings that were imported are not in it. Import the list again: appvett catalogue import",
            count=left_out,
        )
        lines.append(words.say(lost))
    return "\n".join(lines) + "\n"
