"""What values may look like: small shapes that are put together to the form of a file.

A shape checks one value and adds a problem for everything that is wrong, with what to do about it. It never stops at
the first mistake, and it never checks what only other files can tell; that follows in the modules of each subject.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, Protocol

from core.facts import PartialDate
from core.publishing.problems import Place, Problems
from core.publishing.reader import Document, Value

LANGUAGES = ("nb", "nn", "en")
"""The three languages of every text, in the order in which they are written."""
ID = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
"""Form of an id."""
_RESERVED = re.compile(r"(con|prn|aux|nul|com\d|lpt\d)")
_ADDRESS = re.compile(r"https?://[^\s<>\"@/]+(/[^\s<>\"]*)?(\?[^\s<>\"]*)?")
_BIDI = re.compile("[\u200e\u200f\u202a-\u202e\u2066-\u2069]")
_LONGEST = 6000
_MOST_CHOICES = 16


@dataclass(frozen=True, slots=True)
class At:
    """Where a value stands, and where problems with it go."""

    document: Document
    problems: Problems
    place: Place = ()

    def inner(self, step: str | int) -> At:
        """The same, one step further in."""
        return At(self.document, self.problems, (*self.place, step))

    def add(self, what: str, todo: str) -> None:
        """Add a problem here."""
        line = self.document.line(self.place)
        self.problems.add(self.document.file, line, self.place, what, todo)


class Shape(Protocol):
    """What a value may look like."""

    def check(self, value: Value, at: At) -> bool:
        """Add a problem for everything wrong with `value`; True where nothing is."""


def choices(allowed: Iterable[str]) -> str:
    """Allowed words, as messages name them."""
    words = sorted(allowed)
    return (
        ", ".join(words)
        if len(words) <= _MOST_CHOICES
        else f"{', '.join(words[:_MOST_CHOICES])}, ... ({len(words)} in all)"
    )


def nearest(word: str, allowed: Iterable[str]) -> str:
    """` (did you mean X?)`, or nothing where no allowed word is near."""
    near = difflib.get_close_matches(word, list(allowed), n=1)
    return f" (did you mean {near[0]}?)" if near else ""


def identify(stem: str, document: Document, problems: Problems) -> None:
    """Check the id that a file's name gives."""
    if not ID.fullmatch(stem):
        problems.add(document.file, 0, (), f"the id {stem!r} has odd characters", "use a-z, 0-9 and single hyphens")
    elif _RESERVED.fullmatch(stem):
        problems.add(document.file, 0, (), f"Windows allows no file called {stem}", "choose another id")


@dataclass(frozen=True, slots=True)
class Line:
    """Text on one line."""

    pattern: re.Pattern[str] | None = None
    form: str = ""
    """What the pattern wants, in words."""

    def check(self, value: Value, at: At) -> bool:
        """See `Shape`."""
        if not isinstance(value, str):
            at.add(f"is {value!r}, not text", "write text, in quotes if it looks like a number")
        elif not value.strip():
            at.add("is empty", "fill it, or leave the key out where nothing is known")
        elif value != value.strip() or "\n" in value:
            at.add("begins or ends with a space, or has several lines", "write it as one line")
        elif len(value) > _LONGEST:
            at.add(f"is {len(value)} characters long", f"shorten it to at most {_LONGEST}")
        elif _BIDI.search(value):
            at.add("holds an invisible character that turns the direction of text", "remove the character")
        elif self.pattern is not None and not self.pattern.fullmatch(value):
            at.add(f"is {value!r}", f"write {self.form}")
        else:
            return True
        return False


IDENTIFIER = Line(ID, "a-z, 0-9 and single hyphens")
"""An id."""
ADDRESS = Line(_ADDRESS, "an address that begins with https:// or http://")
"""An address on the web."""


@dataclass(frozen=True, slots=True)
class Word:
    """One of a few words."""

    allowed: Collection[str]

    def check(self, value: Value, at: At) -> bool:
        """See `Shape`."""
        if isinstance(value, str) and value in self.allowed:
            return True
        near = nearest(value, self.allowed) if isinstance(value, str) else ""
        at.add(f"is {value!r}", f"write one of: {choices(self.allowed)}{near}")
        return False


@dataclass(frozen=True, slots=True)
class Ref:
    """The id of something that must exist."""

    known: Collection[str]
    what: str
    """What is meant, for example "company"."""

    def check(self, value: Value, at: At) -> bool:
        """See `Shape`."""
        if isinstance(value, str) and value in self.known:
            return True
        near = nearest(value, self.known) if isinstance(value, str) else ""
        at.add(f"names the {self.what} {value!r}, which does not exist", f"correct the id or add the {self.what}{near}")
        return False


@dataclass(frozen=True, slots=True)
class Source:
    """An address, or a short name of sources.yaml."""

    names: Collection[str]

    def check(self, value: Value, at: At) -> bool:
        """See `Shape`."""
        if isinstance(value, str) and (value in self.names or _ADDRESS.fullmatch(value)):
            return True
        near = nearest(value, self.names) if isinstance(value, str) else ""
        at.add(f"is {value!r}, neither an address nor a name of sources.yaml", f"correct it or add the name{near}")
        return False


@dataclass(frozen=True, slots=True)
class Day:
    """A date as text: a day, a month or a year."""

    newest: str = ""
    """Latest day it may mean, YYYY-MM-DD; empty: any."""
    lengths: Collection[int] = (4, 7, 10)
    """Allowed lengths of the text."""

    def check(self, value: Value, at: At) -> bool:
        """See `Shape`."""
        if not isinstance(value, str):
            at.add(f"is {value!r}, not text", "write the date in quotes")
            return False
        try:
            PartialDate.parse(value)
        except ValueError:
            at.add(f"is {value!r}, no such date", "write YYYY, YYYY-MM or YYYY-MM-DD")
            return False
        if len(value) not in self.lengths:
            forms = {4: "YYYY", 7: "YYYY-MM", 10: "YYYY-MM-DD"}
            at.add(f"is {value!r}", f"write {' or '.join(forms[length] for length in sorted(self.lengths))}")
        elif self.newest and value > self.newest[: len(value)]:
            at.add(f"is {value}, later than {self.newest}", "correct the date, or as_of in catalogue.yaml")
        else:
            return True
        return False


@dataclass(frozen=True, slots=True)
class Number:
    """A number within bounds."""

    least: float
    most: float
    whole: bool = True

    def check(self, value: Value, at: At) -> bool:
        """See `Shape`."""
        if isinstance(value, bool) or not isinstance(value, (int,) if self.whole else (int, float)):
            at.add(f"is {value!r}", f"write a {'whole ' if self.whole else ''}number without quotes")
        elif not self.least <= value <= self.most:
            at.add(f"is {value}", f"write a number from {self.least:.15g} to {self.most:.15g}")
        else:
            return True
        return False


@dataclass(frozen=True, slots=True)
class Flag:
    """true or false."""

    def check(self, value: Value, at: At) -> bool:
        """See `Shape`."""
        if isinstance(value, bool):
            return True
        at.add(f"is {value!r}", "write true or false")
        return False


@dataclass(frozen=True, slots=True)
class Words:
    """A text in nb, nn and en."""

    needed: Collection[str] = LANGUAGES

    def check(self, value: Value, at: At) -> bool:
        """See `Shape`."""
        if not isinstance(value, dict):
            at.add("is no text in three languages", "write nb, nn and en below it")
            return False
        good = True
        for language in value.keys() - set(LANGUAGES):
            at.inner(language).add("is no language of the catalogue", "use nb, nn and en")
            good = False
        for language in LANGUAGES:
            if language in value:
                good &= Line().check(value[language], at.inner(language))
            elif language in self.needed:
                at.inner(language).add("is missing", "add the text")
                good = False
        return good


@dataclass(frozen=True, slots=True)
class ListOf:
    """A list."""

    item: Shape
    least: int = 0
    most: int = 10_000
    unique: bool = True

    def check(self, value: Value, at: At) -> bool:
        """See `Shape`."""
        if not isinstance(value, list):
            at.add("is not a list", 'write each item on a line of its own after "- "')
            return False
        # Every item is checked, also after the first bad one.
        good = sum(not self.item.check(item, at.inner(number)) for number, item in enumerate(value)) == 0
        if not self.least <= len(value) <= self.most:
            wanted = f"at least {self.least}" if len(value) < self.least else f"at most {self.most}"
            at.add(f"has {len(value)} items", f"give {wanted}")
            good = False
        if self.unique:
            good &= _no_repeats(value, at)
        return good


def _no_repeats(values: list[Any], at: At) -> bool:
    seen: set[str] = set()
    good = True
    for number, value in enumerate(values):
        if isinstance(value, str) and value in seen:
            at.inner(number).add(f"names {value!r} twice", "keep one of the two")
            good = False
        seen.add(str(value))
    return good


@dataclass(frozen=True, slots=True)
class Record:
    """A mapping with known keys."""

    needed: Mapping[str, Shape] = field(default_factory=dict)
    """Keys that must be there."""
    optional: Mapping[str, Shape] = field(default_factory=dict)
    """Keys that may be there."""

    def check(self, value: Value, at: At) -> bool:
        """See `Shape`."""
        if not isinstance(value, dict):
            at.add("is not a mapping", f"write the keys below it: {choices(self.needed)}")
            return False
        shapes = {**self.needed, **self.optional}
        good = True
        for key in value.keys() - shapes.keys():
            at.inner(key).add("is an unknown key", f"remove it or correct its spelling{nearest(key, shapes)}")
            good = False
        for key in self.needed.keys() - value.keys():
            at.inner(key).add("is missing", "add it")
            good = False
        # Every key is checked, also after the first bad one.
        bad = sum(not shape.check(value[key], at.inner(key)) for key, shape in shapes.items() if key in value)
        return good and not bad


@dataclass(frozen=True, slots=True)
class MapOf:
    """A mapping whose keys are data."""

    key: Shape
    item: Shape
    least: int = 0

    def check(self, value: Value, at: At) -> bool:
        """See `Shape`."""
        if not isinstance(value, dict):
            at.add("is not a mapping", "write one line for each key below it")
            return False
        good = True
        for key, item in value.items():
            good &= self.key.check(key, at.inner(key)) & self.item.check(item, at.inner(key))
        if len(value) < self.least:
            at.add("is empty", f"give at least {self.least}")
            good = False
        return good


def records(value: Value) -> list[tuple[int, dict[str, Any]]]:
    """(position, mapping) of every mapping in a list; nothing where `value` is no list."""
    if not isinstance(value, list):
        return []
    return [(number, record) for number, record in enumerate(value) if isinstance(record, dict)]
