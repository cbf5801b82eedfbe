"""From the lines of a list to checked rows; what cannot be taken is refused line by line, and the rest is taken.

A list is a table in UTF-8, columns apart by tabs, one header line, no quoting. A line is refused where it has another
number of columns, is not UTF-8, holds NUL or another control character, repeats an earlier line, names a platform that
does not exist, lacks store or source, or has neither id nor name.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from sys import intern
from typing import TypeVar

from core.errors import FileUnreadable, Reporter
from core.publishing.listings.lines import Line, read_lines
from core.publishing.listings.model import BY_NAME, Reason, Refusal, Row
from core.publishing.listings.stores import STORES, canonical, store_of
from core.publishing.listings.values import NotUnderstood, day, figure, is_absent, label_date
from core.situation import Platform
from core.texts.phrase import phrase

COLUMNS = (
    *("platform", "store", "store_id", "name", "locale", "developer", "category"),
    *("installs", "rating_count", "rating", "updated", "summary", "source"),
)
"""The columns of a list, in order. `rating` and `summary` are read past."""
MOST_ROWS = 2_000_000
"""Lines that a list may have. All are held at once, at about 1.5 kB each; longer lists are imported in parts."""
KEPT_OF_EACH = 100
"""Line numbers that are remembered for each reason of refusal; all are counted."""
MOST_CHARACTERS = 512
"""Characters of a value that says what something is."""

_ANY = "any"
"""The platform of a list that does not tell."""
_PLATFORMS: dict[str, Platform | None] = {platform.value: platform for platform in Platform} | {_ANY: None}
_WORD = re.compile(r"[a-z0-9][a-z0-9-]{0,39}")
_CONTROL = re.compile("[\x00-\x08\x0a-\x1f\x7f-\x84\x86-\x9f]")
_BREAK = re.compile("[\x85\u2028\u2029]")
"""Ends of lines elsewhere; here they are spaces."""
_EVERY = 4096
"""Lines between two steps of the progress."""
T = TypeVar("T")


class _Refused(Exception):
    """A line that is not taken."""

    def __init__(self, reason: Reason) -> None:
        super().__init__(reason.value)
        self.reason = reason


@dataclass(slots=True)
class Tally:
    """What became of the lines of a list, counted while they are read."""

    read: int = 0
    """Lines after the header."""
    taken: int = 0
    refused: dict[Reason, int] = field(default_factory=dict)
    refusals: list[Refusal] = field(default_factory=list)
    """The first of each reason, in the order of the lines."""
    not_understood: dict[str, int] = field(default_factory=dict)
    """Values that say something that we cannot read, by column; the line is taken without them."""
    cut_at: int | None = None
    """The line at which the file breaks off; None: it is whole."""

    def refuse(self, reason: Reason, line: int) -> None:
        """Count a line that was refused."""
        count = self.refused[reason] = self.refused.get(reason, 0) + 1
        if count <= KEPT_OF_EACH:
            self.refusals.append(Refusal(reason, line))


def read_rows(path: Path, tally: Tally, reporter: Reporter) -> Iterator[Row]:
    """The rows of a list, read while they are taken.

    Args:
        path: A `.tsv` file, plain or packed with Zstandard.
        tally: Takes the count of what was read, taken and refused.
        reporter: Told how many bytes of how many have been read.

    Raises:
        FileUnreadable: it cannot be read, has another header, or far too many lines.
        Cancelled: the reporter asked to stop.
    """
    lines = read_lines(path)
    _check_header(next(lines, None), path)
    size = path.stat().st_size
    reader = _RowReader(tally)
    for line in lines:
        if line.number % _EVERY == 0:
            reporter.step(min(line.read, size), size)
        if line.is_cut:
            tally.cut_at = line.number
            tally.refuse(Reason.CUT, line.number)
            return
        tally.read += 1
        if tally.read > MOST_ROWS:
            raise _too_many(path)
        try:
            row = reader.row(line.content)
        except _Refused as refused:
            tally.refuse(refused.reason, line.number)
        else:
            tally.taken += 1
            yield row


def _check_header(line: Line | None, path: Path) -> None:
    """Refuse a file whose first line is not the header: nobody knows what its columns mean."""
    content = line.content if line is not None else None
    if content is None or content.decode("utf-8", "replace").split("\t") != [*COLUMNS]:
        raise _foreign(path)


class _RowReader:
    """Reads single lines, and remembers them."""

    def __init__(self, tally: Tally) -> None:
        self._tally = tally
        self._seen: set[bytes] = set()

    def row(self, content: bytes | None) -> Row:
        """The row of a line.

        Raises:
            _Refused: it is not taken.
        """
        (platform, store, store_id, name, locale, developer, category, installs, ratings, _, updated, _, source) = (
            _values(content)
        )
        if (reason := _fault(platform, store, store_id, name, source)) is not None:
            raise _Refused(reason)
        self._remember(content or b"")
        return Row(
            platform=_PLATFORMS[platform],
            store=intern(canonical(store, store_id) if store_id else store),
            id=store_id,
            name=name,
            locale=intern(locale),
            developer="" if is_absent(developer) or not store_of(store).names_developers else intern(developer),
            category="" if is_absent(category) else intern(category),
            installs=self._understood("installs", figure, installs, None),
            ratings=self._understood("rating_count", figure, ratings, None),
            updated=self._understood("updated", day, updated, ""),
            source=intern(source),
            seen=intern(label_date(source)),
        )

    def _remember(self, content: bytes) -> None:
        """Refuse a line that stood there before. Eight bytes of it are kept: chance will not bring two together."""
        mark = hashlib.blake2b(content, digest_size=8).digest()
        if mark in self._seen:
            raise _Refused(Reason.DUPLICATE)
        self._seen.add(mark)

    def _understood(self, column: str, read: Callable[[str], T], text: str, otherwise: T) -> T:
        try:
            return read(text)
        except NotUnderstood:
            counts = self._tally.not_understood
            counts[column] = counts.get(column, 0) + 1
            return otherwise


def _values(content: bytes | None) -> list[str]:
    """The values of a line, without spaces around them.

    Raises:
        _Refused: it is no line of this table.
    """
    if content is None:
        raise _Refused(Reason.TOO_LONG)
    try:
        text = content.decode()
    except UnicodeDecodeError as error:
        raise _Refused(Reason.ENCODING) from error
    if _BREAK.search(text):
        text = _BREAK.sub(" ", text)
    values = [value.strip() for value in text.split("\t")]
    if len(values) != len(COLUMNS):
        raise _Refused(Reason.COLUMNS)
    if _CONTROL.search(text):
        raise _Refused(Reason.CONTROL)
    if len(text) > MOST_CHARACTERS and _longest(values) > MOST_CHARACTERS:
        raise _Refused(Reason.VALUE_TOO_LONG)
    return values


def _longest(values: list[str]) -> int:
    """Characters of the longest value, save the summary, which is read past."""
    return max(len(value) for column, value in zip(COLUMNS, values, strict=True) if column != "summary")


def _fault(platform: str, store: str, store_id: str, name: str, source: str) -> Reason | None:
    """What is wrong with the values that say which app is meant; None: nothing."""
    if platform not in _PLATFORMS:
        return Reason.PLATFORM
    if store not in STORES and not _WORD.fullmatch(store):
        return Reason.STORE
    if not source:
        return Reason.SOURCE
    if store_id.startswith(BY_NAME):
        return Reason.ID
    return None if store_id or name else Reason.NOTHING_KNOWN


def _foreign(path: Path) -> FileUnreadable:
    return FileUnreadable(
        phrase("{path} is no list of apps: its first line does not name the columns of one.", path=str(path)),
        phrase("The first line has to be, with tabs between: {columns}.", columns=", ".join(COLUMNS)),
        safe=phrase("Nothing was taken from it. The catalogue in use is unchanged."),
    )


def _too_many(path: Path) -> FileUnreadable:
    return FileUnreadable(
        phrase("{path} has more than {count} lines.", path=str(path), count=MOST_ROWS),
        phrase("Import a shorter list."),
        safe=phrase("Nothing was taken from it. The catalogue in use is unchanged."),
    )
