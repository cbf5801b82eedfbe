"""`appvett catalogue build`: from source files to a catalogue in use."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from core.commands.parsing import Arguments
from core.commands.progress import Progress
from core.commands.session import Reply, Session
from core.errors import Reporter
from core.settings.folders import resource_folder
from core.texts import formats
from core.texts.phrase import phrase

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
    try:
        result = _built(source, Path(out), progress) if out else _put_to_use(source, session.data, progress)
    finally:
        progress.end()
    return Reply(
        lambda: {
            "path": str(result.path),
            "version": result.version,
            "digest": result.digest,
            "counts": dict(result.counts),
            "in_use": not out,
        },
        lambda: _text(session, result, in_use=not out),
    )


def source_folder(arguments: Arguments) -> Path:
    """The folder that `--source` names, else the facts that come with the program."""
    given = arguments.values.get("source")
    return Path(given) if given else resource_folder() / "catalogue"


def _built(source: Path, out: Path, reporter: Reporter) -> BuildResult:
    from core.publishing.build import build

    return build(source, out, reporter)


def _put_to_use(source: Path, folder: Path, reporter: Reporter) -> BuildResult:
    """Build beside what is in use, and change over only when all of it stands."""
    from core.catalogue.current import activate, remove_others
    from core.publishing.build import BuildResult

    with tempfile.TemporaryDirectory(prefix="appvett-build-") as place:
        result = _built(source, Path(place), reporter)
        path = activate(result.path, folder)
    remove_others(folder)
    return BuildResult(path, result.version, result.digest, result.counts)


def _text(session: Session, result: BuildResult, *, in_use: bool) -> str:
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
    return f"{words.say(said)}\n  {words.show(str(result.path))}\n"
