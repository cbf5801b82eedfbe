"""Texts that do not know their language yet.

Rules and errors speak in phrases: an English sentence with named places, and what goes into the places.
Only the edge (window, command line, report) knows the user's language and turns a phrase into words.
So one card serves every language, and no rule ever handles finished sentences.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Protocol, Union


class Language(StrEnum):
    """The three languages that everything is said in."""

    NB = "nb"
    NN = "nn"
    EN = "en"


@dataclass(frozen=True, slots=True)
class Text:
    """The same words in bokmål, nynorsk and English. A catalogue text may lack a language (empty string)."""

    nb: str
    """Bokmål."""
    nn: str
    """Nynorsk."""
    en: str
    """English."""

    def best(self, language: Language) -> tuple[str, Language]:
        """The words in `language` and that language, or the nearest language that has words."""
        nearest = {
            Language.NB: (Language.NB, Language.NN, Language.EN),
            Language.NN: (Language.NN, Language.NB, Language.EN),
            Language.EN: (Language.EN, Language.NB, Language.NN),
        }[language]
        for candidate in nearest:
            if words := self.of(candidate):
                return words, candidate
        return "", language

    def of(self, language: Language) -> str:
        """The words in exactly this language; empty where there are none."""
        return {Language.NB: self.nb, Language.NN: self.nn, Language.EN: self.en}[language]


@dataclass(frozen=True, slots=True)
class Term:
    """A word of the catalogue's own vocabulary, by its key, for example `levels.high.label`."""

    key: str
    """Path into the vocabulary, parts joined by full stops."""
    args: tuple[tuple[str, Argument], ...] = ()
    """What stands in the places of the vocabulary's text, where it has any."""


def term(key: str, /, **args: Argument) -> Term:
    """A term with something in its places."""
    return Term(key, tuple(args.items()))


class Dated(Protocol):
    """A date of limited precision: anything with its ISO text, as `core.facts.PartialDate`."""

    @property
    def text(self) -> str:
        """ISO 8601: YYYY, YYYY-MM or YYYY-MM-DD."""


Argument = Union[str, int, float, date, datetime, Dated, Text, Term, "Phrase", "tuple[Argument, ...]"]
"""What may stand in a place. A tuple is rendered as a list: "a, b and c". Plain strings count as text from
outside (names, ids, paths) and are made safe to show; our own words are phrases, terms and texts."""


@dataclass(frozen=True, slots=True)
class Phrase:
    """A sentence in English with `{named}` places, and what stands in them."""

    message: str
    """The English sentence: the key of the translations."""
    args: tuple[tuple[str, Argument], ...] = ()
    """Name and content of each place, in the order given."""
    several: str = ""
    """The English sentence for every number but one, told by the place `count`. Empty: one for all."""


def phrase(message: str, /, **args: Argument) -> Phrase:
    """Make a phrase. `message` must be a literal: the translations are collected from the source."""
    return Phrase(message, tuple(args.items()))


def plural(one: str, several: str, /, *, count: int, **args: Argument) -> Phrase:
    """Make a phrase whose sentence depends on a number. `one` and `several` must be literals.

    Example: `plural("{count} app", "{count} apps", count=len(apps))`.
    """
    return Phrase(one, (("count", count), *args.items()), several)


def as_phrase(argument: Argument, /) -> Phrase:
    """A phrase that says nothing but its argument."""
    return Phrase("{it}", (("it", argument),))
