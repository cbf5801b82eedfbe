"""Collects the program's own sentences from its source: a tool for developers, never loaded by the program.

Sentences are the literal first arguments of `phrase`, `plural` and gettext's own functions, anywhere below
`core/` and `gui/`. Babel finds them; the rest of this module finds what Babel would silently miss.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from io import BytesIO
from pathlib import Path

from babel.messages.extract import extract

from core.texts.pofile import Entry

ROOT = Path(__file__).resolve().parents[2]
"""The folder of the checkout."""
FOLDERS = ("core", "gui")
"""Where sentences are looked for."""

_KEYWORDS: dict[str, tuple[int | tuple[int, str], ...] | None] = {
    "_": None,
    "N_": None,
    "phrase": None,
    "plural": (1, 2),
    "ngettext": (1, 2),
    "pgettext": ((1, "c"), 2),
}
_LITERALS = {"_": 1, "N_": 1, "phrase": 1, "plural": 2, "ngettext": 2, "pgettext": 2}
"""How many arguments of each function must be literals."""
_PLACE = re.compile(r"\{\{|\}\}|\{(\w*)\}")


@dataclass(frozen=True, slots=True)
class Collected:
    """What the source holds."""

    entries: tuple[Entry, ...]
    """Every sentence once, without translation, with all files that use it."""
    problems: tuple[str, ...]
    """Calls whose sentence could not be collected, one line each, with file and line."""


def collect(root: Path = ROOT, folders: Iterable[str] = FOLDERS) -> Collected:
    """Collect the sentences of all source files.

    Raises:
        SyntaxError: a source file is not Python.
    """
    found: dict[str, Entry] = {}
    problems: list[str] = []
    for folder in folders:
        for path in sorted((root / folder).rglob("*.py")):
            source = path.read_text(encoding="utf-8")
            name = path.relative_to(root).as_posix()
            problems += find_problems(source, name)
            for entry in extract_from(source, name):
                _add(found, entry, problems)
    return Collected(tuple(found.values()), tuple(problems))


def extract_from(source: str, name: str) -> Iterator[Entry]:
    """The sentences of one source file."""
    reader = BytesIO(source.encode())
    for _, messages, comments, context in extract("python", reader, _KEYWORDS, ("Translators:",)):
        one, several = messages if isinstance(messages, tuple) else (messages, "")
        if one:
            yield Entry(
                message=one,
                several=several,
                context=context or "",
                strings=("", "") if several else ("",),
                files=(name,),
                notes=tuple(comments),
            )


def find_problems(source: str, name: str) -> list[str]:
    """Calls whose sentence is no literal, or whose places and arguments do not fit, as lines of text.

    Raises:
        SyntaxError: the source is not Python.
    """
    problems = []
    for node in ast.walk(ast.parse(source, name)):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in _LITERALS:
            problems += [f"{name}:{node.lineno}: {problem}" for problem in _call_problems(node, node.func.id)]
    return problems


def places(sentence: str) -> frozenset[str]:
    """The names of the places in a sentence."""
    return frozenset(found[1] for found in _PLACE.finditer(sentence) if found[1] is not None)


def _call_problems(call: ast.Call, function: str) -> list[str]:
    sentences = call.args[: _LITERALS[function]]
    if len(sentences) < _LITERALS[function] or not all(_is_literal(part) for part in sentences):
        return [f"{function}(...) needs its sentence as a literal, or nobody can translate it"]
    if function not in ("phrase", "plural") or any(keyword.arg is None for keyword in call.keywords):
        return []
    given = {keyword.arg for keyword in call.keywords}
    asked = {place for part in sentences for place in places(ast.literal_eval(part))}
    missing, unused = asked - given, given - asked - {"count"}
    problems = [f"no value for the place {{{place}}}" for place in sorted(missing)]
    return problems + [f"no place for the value “{value}”" for value in sorted(map(str, unused))]


def _is_literal(node: ast.expr) -> bool:
    return isinstance(node, ast.Constant) and isinstance(node.value, str) and bool(node.value.strip())


def _add(found: dict[str, Entry], entry: Entry, problems: list[str]) -> None:
    """Add a sentence, joined with its other uses."""
    known = found.get(entry.key)
    if known is None:
        found[entry.key] = entry
        return
    if known.several != entry.several:
        problems.append(f"{entry.files[0]}: “{entry.message}” stands with two different plurals")
    files = tuple(sorted({*known.files, *entry.files}))
    notes = tuple(dict.fromkeys((*known.notes, *entry.notes)))
    found[entry.key] = replace(known, files=files, notes=notes)
