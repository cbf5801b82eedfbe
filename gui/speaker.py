"""The language that the window speaks, and the catalogue's words in it."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QObject, Signal

from core.texts.phrase import Argument, Language, Phrase, Text
from core.texts.words import Words, capitalised


class Speaker(QObject):
    """Says phrases; pages say everything again when the language changes."""

    changed = Signal()
    """The language, or the catalogue's words, changed."""

    def __init__(self, language: Language, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.words = Words(language)

    @property
    def language(self) -> Language:
        """The language in use."""
        return self.words.language

    def choose(self, language: Language) -> None:
        """Speak this language from now on."""
        if language is not self.words.language:
            self.words = Words(language, self.words.vocabulary)
            self.changed.emit()

    def learn(self, vocabulary: Mapping[str, Text]) -> None:
        """Use the words of this catalogue from now on."""
        if vocabulary == self.words.vocabulary:
            return
        self.words = Words(self.words.language, vocabulary)
        self.changed.emit()

    def say(self, phrase: Phrase) -> str:
        """The phrase in words."""
        return self.words.say(phrase)

    def term(self, key: str, **args: Argument) -> str:
        """A word of the catalogue."""
        return self.words.term(key, **args)

    def begin(self, phrase: Phrase) -> str:
        """The phrase in words, with a capital letter first."""
        return capitalised(self.words.say(phrase))
