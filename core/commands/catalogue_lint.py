"""`appvett catalogue lint`: checks the source files and builds nothing."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from core.commands import as_json
from core.commands.catalogue_build import source_folder
from core.commands.parsing import Arguments
from core.commands.progress import Progress
from core.commands.session import Reply, Session
from core.texts import outside
from core.texts.phrase import phrase, plural
from core.texts.words import Words

if TYPE_CHECKING:
    from core.publishing.lint import LintWarning


def run(session: Session, arguments: Arguments) -> Reply:
    """Read and check every source file, and list what deserves a look although nothing is wrong with it.

    Raises:
        SourceInvalid: the files hold mistakes; all of them are told.
        FileUnreadable: the folder cannot be read.
    """
    from core.publishing.build import load_source
    from core.publishing.lint import lint

    folder = source_folder(arguments)
    progress = Progress(session.err, session.words, phrase("Checking the facts"))
    try:
        source = load_source(folder, progress)
    finally:
        progress.end()
    warnings = lint(source, session.today)
    return Reply(
        lambda: {"source": str(folder), "warnings": [_as_json(warning) for warning in warnings]},
        lambda: _text(warnings, session.words),
    )


def _as_json(warning: LintWarning) -> as_json.Json:
    return {
        "file": warning.file,
        "line": warning.line,
        "where": warning.where,
        "kind": warning.kind.value,
        "what": warning.what,
    }


def _text(warnings: Sequence[LintWarning], words: Words) -> str:
    found = plural(
        "No mistakes. {count} thing deserves a look.",
        "No mistakes. {count} things deserve a look.",
        count=len(warnings),
    )
    return "\n".join([*(outside.line(str(warning)) for warning in warnings), words.say(found)]) + "\n"
