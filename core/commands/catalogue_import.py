"""`appvett catalogue import FORMAT FILE`: brings a list of apps that nobody has assessed into the catalogue."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from core.commands import as_json, layout
from core.commands.page import Page
from core.commands.parsing import Arguments
from core.commands.progress import Progress
from core.commands.session import Reply, Session
from core.errors import UsageError
from core.texts import formats
from core.texts.phrase import Argument, Phrase, phrase, plural

if TYPE_CHECKING:
    from core.publishing.listings.importing import ImportResult
    from core.publishing.listings.rows import Tally

FORMATS = ("listings",)
"""What can be imported."""

_SHOWN = 20
"""Line numbers of each reason that are shown; `--json` has more."""


def run(session: Session, arguments: Arguments) -> Reply:
    """Read the list, and put what was taken from it to use or into a folder.

    Raises:
        UsageError: there is no such format.
        AppvettError: the list cannot be read, or the catalogue cannot be used or written; nothing was changed.
    """
    from core.publishing.listings.importing import import_listings, write_listings

    given, file = arguments.operands
    if given not in FORMATS:
        raise UsageError(
            phrase("“{format}” is no format that can be imported.", format=given),
            phrase("Write one of these: {choices}.", choices=", ".join(FORMATS)),
        )
    out = arguments.values.get("out")
    _, store = (session, None) if out else session.with_catalogue()
    progress = Progress(session.err, session.words, phrase("Importing the list"))
    try:
        if store is None:
            result = write_listings(Path(file), Path(out or ""), progress)
        else:
            result = import_listings(Path(file), store, session.data, progress)
    finally:
        progress.end()
    return Reply(
        lambda: _as_json(file, result, in_use=store is not None),
        lambda: _text(result, Page(session.words, session.out), in_use=store is not None),
        code=0 if result.path else 1,
    )


def _as_json(file: str, result: ImportResult, *, in_use: bool) -> as_json.Json:
    tally, counts = result.tally, result.counts
    return {
        "source": file,
        "read": tally.read,
        "taken": tally.taken,
        "refused": {reason.value: tally.refused[reason] for reason in sorted(tally.refused)},
        "refused_lines": [{"line": line, "reason": reason.value} for reason, line in tally.refusals],
        "cut_at": tally.cut_at,
        "not_understood": dict(sorted(tally.not_understood.items())),
        "merged": {"rows": counts.merged_rows, "apps": counts.merged_apps},
        "joined": result.joined,
        "listings": {"made": counts.made, "replaced": counts.replaced, "kept": counts.kept},
        "names_left_out": counts.names_dropped,
        "path": str(result.path) if result.path else None,
        "version": result.version,
        "digest": result.digest,
        "apps": result.apps,
        "in_use": in_use and result.path is not None,
        "search_ready": result.is_searchable,
    }


def _text(result: ImportResult, page: Page, *, in_use: bool) -> str:
    sections = (
        _outcome(result, page, in_use=in_use),
        [page.heading(phrase("Lines of the list")), *layout.pairs(_lines(result, page), page.width, 2)],
        _refused(result.tally, page),
        _listings(result, page) if result.path else [],
    )
    return "\n\n".join("\n".join(lines) for lines in sections if lines) + "\n"


def _outcome(result: ImportResult, page: Page, *, in_use: bool) -> list[str]:
    """What there is now, and what the reader has to know of it first."""
    tally = result.tally
    lines = []
    if tally.cut_at is not None:
        cut = phrase(
            "The file is cut off or damaged at line {line}. What should follow is missing, and nobody knows how much. "
            "Fetch the file again and import it once more.",
            line=str(tally.cut_at),
        )
        lines += page.paragraph(cut, indent=0)
    lines += page.paragraph(_said(result, page, in_use=in_use), indent=0)
    if result.path:
        lines += page.paragraph(page.words.show(str(result.path)))
    if in_use and result.path and not result.is_searchable:
        later = phrase("The search index is not ready; it is built when it is next needed.")
        lines += page.paragraph(later, indent=0)
    return lines


def _said(result: ImportResult, page: Page, *, in_use: bool) -> Phrase:
    if result.path is None:
        return phrase("No line could be taken. Nothing has been changed.")
    made = formats.number(result.counts.made, page.words.language)
    if not in_use:
        return phrase("{number} listings are written.", number=made)
    return phrase(
        "Catalogue {version} is in use: {apps} apps, {number} of them from this list. Nobody has assessed those.",
        version=str(result.version),
        apps=formats.number(result.apps or 0, page.words.language),
        number=made,
    )


def _lines(result: ImportResult, page: Page) -> list[tuple[str, str]]:
    tally, counts = result.tally, result.counts
    rows: list[tuple[Phrase, int]] = [
        (phrase("read"), tally.read),
        (phrase("taken"), tally.taken),
        (phrase("about assessed apps"), counts.merged_rows),
        (phrase("joined with others"), result.joined),
        (phrase("refused"), sum(tally.refused.values())),
    ]
    return [(page.words.say(word), formats.number(count, page.words.language)) for word, count in rows]


def _refused(tally: Tally, page: Page) -> list[str]:
    """Each reason with the first lines, then values that were passed over."""
    lines: list[str] = []
    for reason in sorted(tally.refused):
        numbers = [str(line) for why, line in tally.refusals if why is reason][:_SHOWN]
        more = tally.refused[reason] - len(numbers)
        args: dict[str, Argument] = {"reason": _REASONS[reason.value], "lines": ", ".join(numbers)}
        told = phrase("{reason}: line {lines}", **args)
        if more > 0:
            number = formats.number(more, page.words.language)
            told = phrase("{reason}: line {lines} and {number} more", number=number, **args)
        lines += layout.items([page.words.say(told)], page.width, "- ", 2)
    lines += _passed_over(tally.not_understood, page)
    return [page.heading(phrase("Not taken")), *lines] if lines else []


def _passed_over(columns: Mapping[str, int], page: Page) -> list[str]:
    said = [
        page.words.say(
            plural(
                "{count} value in the column {column} could not be understood; the line was taken without it",
                "{count} values in the column {column} could not be understood; the lines were taken without them",
                count=count,
                column=column,
            )
        )
        for column, count in sorted(columns.items())
    ]
    return layout.items(said, page.width, "- ", 2)


def _listings(result: ImportResult, page: Page) -> list[str]:
    counts = result.counts
    rows: list[tuple[Phrase, int]] = [
        (phrase("from this list"), counts.made),
        (phrase("replaced older ones"), counts.replaced),
        (phrase("kept from before"), counts.kept),
        (phrase("assessed apps met"), counts.merged_apps),
        (phrase("names left out"), counts.names_dropped),
    ]
    told = [(page.words.say(word), formats.number(count, page.words.language)) for word, count in rows]
    return [page.heading(phrase("Listings")), *layout.pairs(told, page.width, 2)]


_REASONS = {
    "too-long": phrase("longer than any line may be"),
    "encoding": phrase("not UTF-8"),
    "columns": phrase("another number of columns"),
    "control-character": phrase("a control character inside"),
    "value-too-long": phrase("a value that is too long"),
    "platform": phrase("a platform that does not exist"),
    "store": phrase("a store that is no word of small letters, figures and hyphens"),
    "source": phrase("no word on where the line comes from"),
    "id": phrase("an id that cannot be one"),
    "no-id-and-no-name": phrase("neither id nor name"),
    "duplicate": phrase("the same as an earlier line"),
    "cut": phrase("the end of what could be read"),
}
"""Why lines were refused, by `core.publishing.listings.model.Reason`."""
