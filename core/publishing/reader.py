"""Reads one YAML file of the catalogue source, strictly.

A small part of YAML 1.2, the part that people edit safely:

- mappings with text keys, lists, text, whole and decimal numbers, `true` and `false`; nothing else is turned into
  something that it does not look like, so `no`, `NO` and `2026-11-23` stay text;
- no anchors, aliases, tags or second documents (an alias can make a short file grow without end);
- no key twice in one mapping, no empty values, no tabs, carriage returns, byte order marks or control characters;
- at most 4 MiB and 24 levels.

Every value remembers its line, so that a mistake found later can be shown where it stands.
"""

from __future__ import annotations

import re
import stat
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

from core.publishing.problems import Place, Problems

MAX_BYTES = 4 * 1024 * 1024
"""Largest source file that is read."""
MAX_DEPTH = 24
"""Deepest nesting that is read."""

LONG_LINE = 120
"""Characters that fit on a line."""

_INTEGER = re.compile(r"-?(0|[1-9]\d{0,17})")
_DECIMAL = re.compile(r"-?(0|[1-9]\d{0,14})\.\d{1,15}")
_CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff]")
_HINTS = {
    "\t": "replace the tab by spaces",
    "\r": "save the file with LF line ends",
    "\ufeff": "save the file as UTF-8 without a byte order mark",
}
Value = dict[str, Any] | list[Any] | str | float | bool | None
"""What a file can hold; whole numbers are int, and None is what a key that is missing gives."""

_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


@dataclass(frozen=True, slots=True)
class Document:
    """A file that was read."""

    file: str
    """Path below the source folder, with forward slashes."""
    root: Any
    """Its content, a `Value`. Typed loosely, because only the checks make sure of its form."""
    lines: Mapping[Place, int]
    """The line of each value, counted from 1."""
    head: str = ""
    """The comment lines before the first value, joined by line feeds, for licence lines."""
    long_lines: tuple[int, ...] = ()
    """Numbers of lines that are long although they could be folded."""

    @property
    def stem(self) -> str:
        """File name without folder and ending: the id of what it describes."""
        return self.file.rpartition("/")[2].rpartition(".")[0]

    def line(self, place: Place) -> int:
        """The line of a value, or of the nearest one around it."""
        while place and place not in self.lines:
            place = place[:-1]
        return self.lines.get(place, 1)


class _Refused(Exception):
    """The file cannot be read any further."""

    def __init__(self, line: int, what: str, todo: str) -> None:
        super().__init__(what)
        self.line, self.what, self.todo = line, what, todo


def read_document(path: Path, file: str, problems: Problems) -> Document | None:
    """Read `path`, called `file` in messages; None (and a problem) where it cannot be read."""
    try:
        text = _decoded(path)
        builder = _Builder(file, problems)
        root = builder.document(text)
    except _Refused as refused:
        problems.add(file, refused.line, (), refused.what, refused.todo)
        return None
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line = mark.line + 1 if mark is not None else 0
        what = " ".join(part for part in (error.context, error.problem) if part)
        problems.add(file, line, (), what or "is no YAML", "mend the line or the one above it")
        return None
    except yaml.YAMLError as error:
        problems.add(file, 0, (), f"is no YAML ({error})", "mend the file")
        return None
    return Document(file, root, builder.lines, _head(text), _long_lines(text))


def _decoded(path: Path) -> str:
    try:
        found = path.stat()
        # Reading a pipe would wait for ever. A folder gets the system's own words from the reading below.
        if not stat.S_ISREG(found.st_mode) and not stat.S_ISDIR(found.st_mode):
            raise _Refused(0, "is no regular file", "put the file itself here")
        if found.st_size > MAX_BYTES:
            raise _Refused(0, f"is {found.st_size} bytes long, more than {MAX_BYTES}", "split the file")
        raw = path.read_bytes()
    except OSError as error:
        raise _Refused(0, f"cannot be read ({error.strerror})", "check the file and its rights") from error
    try:
        text = raw.decode("utf-8")
    except UnicodeDecodeError as error:
        line = raw[: error.start].count(b"\n") + 1
        raise _Refused(line, "holds bytes that are not UTF-8", "save the file as UTF-8") from error
    if bad := _CONTROL.search(text):
        _refuse_character(text, bad.start())
    for number, line_text in enumerate(text.split("\n"), 1):
        if "\t" in line_text:
            raise _Refused(number, "holds a tab", _HINTS["\t"])
    return text


def _check_escapes(value: str, line: int) -> None:
    """Refuse in quotes what may not stand in the file itself: an escape brings it in by another door."""
    if bad := _CONTROL.search(value.replace("\t", "\0")):
        position = bad.start()
        raise _Refused(line, f"holds the character U+{ord(value[position]):04X} as an escape", "remove the character")


def _refuse_character(text: str, position: int) -> None:
    character = text[position]
    line = text.count("\n", 0, position) + 1
    todo = _HINTS.get(character, "remove the character")
    raise _Refused(line, f"holds the character U+{ord(character):04X}", todo)


def _head(text: str) -> str:
    head = []
    for line in text.split("\n"):
        if not line.startswith("#"):
            break
        head.append(line[1:].strip())
    return "\n".join(head)


def _long_lines(text: str) -> tuple[int, ...]:
    """A line is long where it passes the limit without being mostly one word, as an address is."""
    lines = enumerate(text.split("\n"), 1)
    return tuple(n for n, line in lines if len(line) > LONG_LINE and max(map(len, line.split())) < LONG_LINE // 2)


@dataclass(slots=True)
class _Builder:
    """Turns the parser's events into values, remembering lines."""

    file: str
    problems: Problems
    lines: dict[Place, int] = field(default_factory=dict)

    def document(self, text: str) -> Value:
        events = yaml.parse(text, Loader=_LOADER)
        root: Value = None
        for event in events:
            if isinstance(event, yaml.DocumentStartEvent):
                if root is not None:
                    raise _Refused(_line(event), "holds a second document", "remove the line ---")
                root = self._node(next(events), events, ())
        if root is None:
            raise _Refused(0, "is empty", "fill it or remove it")
        return root

    def _node(self, event: yaml.Event, events: Iterator[yaml.Event], place: Place) -> Value:
        line = _line(event)
        self.lines.setdefault(place, line)
        _check_event(event, line)
        if len(place) > MAX_DEPTH:
            raise _Refused(line, f"is nested more than {MAX_DEPTH} deep", "flatten it")
        if isinstance(event, yaml.MappingStartEvent):
            return self._mapping(events, place)
        if isinstance(event, yaml.SequenceStartEvent):
            return self._sequence(events, place)
        assert isinstance(event, yaml.ScalarEvent)  # noqa: S101 - the parser gives no other event here
        return self._scalar(event, place)

    def _mapping(self, events: Iterator[yaml.Event], place: Place) -> dict[str, Any]:
        result: dict[str, Any] = {}
        for event in events:
            if isinstance(event, yaml.MappingEndEvent):
                break
            line = _line(event)
            if not isinstance(event, yaml.ScalarEvent) or event.tag is not None or event.anchor is not None:
                raise _Refused(line, "has a key that is not plain text", "use a word as key")
            key = event.value
            _check_escapes(key, line)
            inner = (*place, key)
            if key in result:
                self.problems.add(self.file, line, inner, "stands twice", "keep one of the two")
            self.lines[inner] = line
            result[key] = self._node(next(events), events, inner)
        return result

    def _sequence(self, events: Iterator[yaml.Event], place: Place) -> list[Any]:
        result: list[Any] = []
        for event in events:
            if isinstance(event, yaml.SequenceEndEvent):
                break
            result.append(self._node(event, events, (*place, len(result))))
        return result

    def _scalar(self, event: yaml.ScalarEvent, place: Place) -> Value:
        value: str = event.value
        _check_escapes(value, _line(event))
        if event.style is not None and event.style != "":
            return value
        if value in ("", "~", "null"):
            line = _line(event)
            self.problems.add(self.file, line, place, "has no value", "leave the key out where nothing is known")
            return ""
        if value in ("true", "false"):
            return value == "true"
        if _INTEGER.fullmatch(value):
            return int(value)
        if _DECIMAL.fullmatch(value):
            return float(value)
        return value


def _line(event: yaml.Event) -> int:
    """The line of an event, counted from 1."""
    return event.start_mark.line + 1 if event.start_mark is not None else 0


def _check_event(event: yaml.Event, line: int) -> None:
    if isinstance(event, yaml.AliasEvent):
        raise _Refused(line, "holds an alias (*)", "write the value out")
    if isinstance(event, yaml.NodeEvent) and event.anchor is not None:
        raise _Refused(line, "holds an anchor (&)", "remove it and write the value out where it is needed")
    if isinstance(event, yaml.ScalarEvent | yaml.CollectionStartEvent) and event.tag is not None:
        raise _Refused(line, f"holds a tag ({event.tag})", "remove it")
