"""Reading and writing translation files (.po), in a form that shows small differences as small.

Written files carry no dates and no line numbers: each text names the files that use it, and entries stand in
the order of these files. Read files may be any that gettext's tools write.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

PLURAL_FORMS = "nplurals=2; plural=(n != 1);"
"""The rule of number of bokmål, nynorsk and English alike."""

CONTEXT_END = "\x04"
"""Stands between context and text in a key, as in gettext itself."""

_ESCAPE = re.compile(r"\\(.)")
_ESCAPED = {"n": "\n", "t": "\t", "r": "\r"}
_STARTS = ("msgctxt", "msgid", "msgid_plural", "msgstr", "msgstr[0]", "msgstr[1]")


class PoError(ValueError):
    """A line of a .po file cannot be read; the message says which."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One text and its translation."""

    message: str
    """The English text."""
    several: str = ""
    """The English text for every number but one; empty: the text has no number."""
    context: str = ""
    """What sets equal texts of different meaning apart; mostly empty."""
    strings: tuple[str, ...] = ("",)
    """The translation; two of them where the text has a number. Empty strings: not translated."""
    files: tuple[str, ...] = ()
    """Source files that use it, sorted."""
    notes: tuple[str, ...] = ()
    """What the source tells translators."""
    fuzzy: bool = False
    """A tool guessed the translation: it does not count before somebody has read it."""

    @property
    def key(self) -> str:
        """What the text is found by."""
        return f"{self.context}{CONTEXT_END}{self.message}" if self.context else self.message

    @property
    def is_translated(self) -> bool:
        """True where every form has words that somebody stands for."""
        return bool(self.strings) and all(self.strings) and not self.fuzzy


def read(text: str) -> tuple[Entry, ...]:
    """Read a .po file. Entries that are commented out (`#~`) are left out.

    Returns:
        The entries in the order of the file; the header is the one with an empty message.

    Raises:
        PoError: a line that is neither comment, keyword nor quoted text.
    """
    return tuple(_entry(block) for block in _blocks(text))


def write(entries: Iterable[Entry], language: str) -> str:
    """The text of a .po file: a header without dates, then the entries in the order of their source files."""
    header = Entry("", strings=(_header(language),))
    ordered = sorted(entries, key=lambda entry: (entry.files[:1], entry.message.casefold(), entry.key))
    return "\n".join(_written(entry) for entry in (header, *ordered))


def _header(language: str) -> str:
    fields = {
        "Project-Id-Version": "Appvett",
        "Language": language,
        "MIME-Version": "1.0",
        "Content-Type": "text/plain; charset=UTF-8",
        "Content-Transfer-Encoding": "8bit",
        "Plural-Forms": PLURAL_FORMS,
    }
    return "".join(f"{name}: {value}\n" for name, value in fields.items())


def _blocks(text: str) -> Iterator[list[tuple[str, str]]]:
    """The parts of each entry, as (keyword, text); comments as (`#`, line)."""
    block: list[tuple[str, str]] = []
    has_string = False
    for number, raw in enumerate(text.splitlines(), 1):
        line = raw.strip()
        if not line or line.startswith("#~"):
            continue
        begins = line[0] == "#" or line.startswith(("msgctxt", "msgid "))
        if begins and has_string:
            yield block
            block, has_string = [], False
        if line[0] == "#":
            block.append(("#", line))
        elif line[0] == '"':
            _continue(block, line, number)
        else:
            block.append(_part(line, number))
            has_string = has_string or block[-1][0].startswith("msgstr")
    if has_string:
        yield block


def _part(line: str, number: int) -> tuple[str, str]:
    keyword, _, quoted = line.partition(" ")
    if keyword not in _STARTS:
        raise PoError(f"line {number}: {keyword!r} is no keyword of a .po file")
    return keyword, _unquoted(quoted.strip(), number)


def _continue(block: list[tuple[str, str]], line: str, number: int) -> None:
    """Add a further line of quoted text to the part it belongs to."""
    if not block or block[-1][0] == "#":
        raise PoError(f"line {number}: text that belongs to no keyword")
    keyword, words = block[-1]
    block[-1] = (keyword, words + _unquoted(line, number))


def _unquoted(quoted: str, number: int) -> str:
    if len(quoted) < 2 or quoted[0] != '"' or quoted[-1] != '"':  # noqa: PLR2004 - the two quotes
        raise PoError(f"line {number}: the text is not in quotes")
    words = quoted[1:-1]
    if "\\" not in words:
        return words
    return _ESCAPE.sub(lambda found: _ESCAPED.get(found[1], found[1]), words)


def _entry(block: list[tuple[str, str]]) -> Entry:
    parts = {keyword: words for keyword, words in block if keyword != "#"}
    comments = [line for keyword, line in block if keyword == "#"]
    one = parts.get("msgstr")
    return Entry(
        message=parts.get("msgid", ""),
        several=parts.get("msgid_plural", ""),
        context=parts.get("msgctxt", ""),
        strings=(one,) if one is not None else (parts.get("msgstr[0]", ""), parts.get("msgstr[1]", "")),
        files=tuple(name for line in comments if line.startswith("#:") for name in line[2:].split()),
        notes=tuple(line[2:].strip() for line in comments if line.startswith("#.")),
        fuzzy=any(line.startswith("#,") and "fuzzy" in line for line in comments),
    )


def _written(entry: Entry) -> str:
    lines = [f"#. {note}" for note in entry.notes]
    lines += [f"#: {name}" for name in entry.files]
    if entry.fuzzy:
        lines.append("#, fuzzy")
    if entry.context:
        lines.append(f"msgctxt {_quoted(entry.context)}")
    lines.append(f"msgid {_quoted(entry.message)}")
    if entry.several:
        lines.append(f"msgid_plural {_quoted(entry.several)}")
        lines += [f"msgstr[{form}] {_quoted(words)}" for form, words in enumerate(entry.strings)]
    else:
        lines.append(f"msgstr {_quoted(entry.strings[0])}")
    return "\n".join(lines) + "\n"


def _quoted(words: str) -> str:
    escaped = words.replace("\\", "\\\\").replace('"', '\\"').replace("\t", "\\t").replace("\r", "\\r")
    lines = escaped.split("\n")
    if len(lines) == 1:
        return f'"{escaped}"'
    pieces = [f"{line}\\n" for line in lines[:-1]] + ([lines[-1]] if lines[-1] else [])
    return "\n".join(['""', *(f'"{piece}"' for piece in pieces)])
