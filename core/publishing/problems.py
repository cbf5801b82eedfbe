"""Mistakes in source files, gathered so that all of them can be told at once."""

from __future__ import annotations

from dataclasses import dataclass, field

from core.texts import outside

_LONGEST = 1200
"""Characters of a mistake that are shown."""

Place = tuple[str | int, ...]
"""Way to a value inside a document: keys, and positions in lists counted from 0."""


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """One mistake."""

    file: str
    """Path below the source folder, with forward slashes."""
    line: int
    """Counted from 1; 0 where the whole file is meant."""
    where: str
    """The field, as `stakes[2].control`; empty where the whole file is meant."""
    what: str
    """What is wrong."""
    todo: str
    """What to do about it."""

    def __str__(self) -> str:
        """The whole line: file, line, field, what is wrong, what to do."""
        position = f"{self.file}:{self.line}" if self.line else self.file
        field_ = f"{self.where}: " if self.where else ""
        # Names of files and keys are other people's: nothing in them may steer a terminal or break the line.
        return outside.line(f"{position}: {field_}{self.what}; {self.todo}", _LONGEST)


@dataclass(slots=True)
class Problems:
    """A growing list of mistakes."""

    found: list[Problem] = field(default_factory=list)
    """In the order in which they were met."""

    def add(self, file: str, line: int, place: Place, what: str, todo: str) -> None:
        """Add a mistake."""
        self.found.append(Problem(file, line, show_place(place), what, todo))

    def lines(self) -> tuple[str, ...]:
        """All mistakes, each as one line, by file and line and without repeats."""
        return tuple(str(problem) for problem in sorted(set(self.found)))


def show_place(place: Place) -> str:
    """The way to a value as people write it: `stakes[2].control`, counting from 1."""
    shown = ""
    for step in place:
        if isinstance(step, int):
            shown += f"[{step + 1}]"
        else:
            shown += f".{step}" if shown else step
    return shown
