"""Turns phrases into words of one language: the last step before a person reads them.

Nothing here raises an error over words: a sentence without translation is said in English, a word that the
catalogue lacks is said by its key, a place that nobody filled stays visible. Places are filled in one pass,
so that braces in a name from outside are only braces.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from core.texts import formats, outside
from core.texts.phrase import Argument, Dated, Language, Phrase, Term, Text
from core.texts.translate import Translation, translation

_PLACE = re.compile(r"\{\{|\}\}|\{(\w+)\}")
_TAILS = frozenset({"label", "help", "name", "in"})
"""Last parts of keys that tell what kind of word it is, not which."""
_YEAR = "year"
"""A number in a place whose name ends so is written without a space between thousands."""
_COMMON = re.compile(
    r"(levels|answers|abilities|devices|fact_kinds|guidance_kinds|evidence_basis|verification|roles|purposes|rulings"
    r"|link_strength)\..*\.label|presence_kinds\..*|classes\.colours\..*"
)
"""Keys of labels that are common words: written with a capital alone, and with a small letter inside a sentence."""
_BEFORE_A_SENTENCE = ".!?"


@dataclass(frozen=True, slots=True)
class Words:
    """Everything needed to speak one language."""

    language: Language
    """Which."""
    vocabulary: Mapping[str, Text] = field(default_factory=dict)
    """The catalogue's own words by key; empty where there is no catalogue."""

    def say(self, phrase: Phrase) -> str:
        """The phrase in words."""
        return self._say(phrase, inside=False)

    def term(self, key: str, **args: Argument) -> str:
        """A word of the catalogue, its places filled; a readable form of the key where it has none."""
        return self._term(Term(key, tuple(args.items())), inside=False)

    def text(self, text: Text) -> str:
        """The words in this language, or in the nearest that has some."""
        return outside.passage(text.best(self.language)[0])

    def show(self, value: Argument) -> str:
        """Any value that may stand in a phrase, in words."""
        return self._show(value, inside=False)

    def _show(self, value: Argument, *, inside: bool) -> str:
        """The value in words; `inside` a sentence, or at its beginning."""
        if isinstance(value, Phrase):
            return self._say(value, inside=inside)
        if isinstance(value, Term):
            return self._term(value, inside=inside)
        if isinstance(value, tuple):
            shown = [self._show(item, inside=inside or place > 0) for place, item in enumerate(value)]
            return formats.listed(shown, self.language)
        if isinstance(value, Text):
            return self.text(value)
        return self._plain(value)

    def _plain(self, value: str | float | date | Dated) -> str:
        if isinstance(value, str):
            return outside.line(value)
        if isinstance(value, (int, float)):
            return formats.number(value, self.language)
        if isinstance(value, datetime):
            return formats.moment(value, self.language)
        if isinstance(value, date):
            return formats.day(value, self.language)
        return formats.partial(outside.line(value.text), self.language)

    def _say(self, phrase: Phrase, *, inside: bool) -> str:
        return self._filled(self._sentence(phrase), dict(phrase.args), inside=inside)

    def _term(self, term: Term, *, inside: bool) -> str:
        found = self.vocabulary.get(term.key)
        if found is None:
            return readable(term.key)
        words = self._filled(self.text(found), dict(term.args), inside=inside)
        return _with_small_letter(words) if inside and _COMMON.fullmatch(term.key) else words

    @property
    def _translation(self) -> Translation:
        return translation(self.language)

    def _sentence(self, phrase: Phrase) -> str:
        if not phrase.several:
            return self._translation.gettext(phrase.message)
        count = dict(phrase.args).get("count")
        return self._translation.ngettext(phrase.message, phrase.several, count if isinstance(count, int) else 2)

    def _filled(self, sentence: str, args: Mapping[str, Argument], *, inside: bool) -> str:
        """The sentence with its places filled, in one pass; a place without a value stays as it is."""
        if "{" not in sentence and "}" not in sentence:
            return sentence

        def content(found: re.Match[str]) -> str:
            name = found[1]
            if name is None:
                return found[0][0]
            if name not in args:
                return found[0]
            value, begins = args[name], _begins_sentence(sentence, found.start())
            if isinstance(value, int) and name.endswith(_YEAR):
                return str(value)
            shown = self._show(value, inside=inside or not begins)
            # A name that ends in a full stop ("Inc.") needs no second one at the end of a sentence.
            return shown[:-1] if shown.endswith(".") and sentence.startswith(".", found.end()) else shown

        return _PLACE.sub(content, sentence)


def readable(key: str) -> str:
    """A key as words, for want of better: `levels.very-high.label` gives `very high`."""
    parts = key.split(".")
    while len(parts) > 1 and parts[-1] in _TAILS:
        parts.pop()
    return outside.line(parts[-1].replace("-", " ").replace("_", " "))


def capitalised(sentence: str) -> str:
    """The sentence with a capital letter first, the rest as it is."""
    return sentence[:1].upper() + sentence[1:]


def _begins_sentence(sentence: str, position: int) -> bool:
    before = sentence[:position].rstrip(" «“")
    return not before or before[-1] in _BEFORE_A_SENTENCE


def _with_small_letter(words: str) -> str:
    """The words with a small first letter, unless they begin with an abbreviation."""
    return words if words[1:2].isupper() else words[:1].lower() + words[1:]
