"""What every part of a card's page is given."""

from __future__ import annotations

from dataclasses import dataclass

from core.risk.model import RiskCard
from core.texts.phrase import Argument, Language, Phrase, Text, phrase
from core.texts.words import Words, capitalised
from gui.shelf import Answered, Shelf
from gui.wishes import AddressWishes


@dataclass(frozen=True, slots=True)
class CardContext:
    """A card, the catalogue's words around it, and where wishes go."""

    answered: Answered
    shelf: Shelf
    words: Words
    wishes: AddressWishes

    @property
    def card(self) -> RiskCard:
        """The card itself."""
        return self.answered.card

    def say(self, said: Phrase) -> str:
        """The phrase in words, with a capital letter first."""
        return capitalised(self.words.say(said))

    def text(self, text: Text) -> str:
        """Words of the catalogue; where they stand in another language than the one in use, with its name."""
        shown, language = text.best(self.words.language)
        if language is self.words.language or not shown:
            return self.words.text(text)
        name = {Language.NB: phrase("bokmål"), Language.NN: phrase("nynorsk"), Language.EN: phrase("English")}[language]
        return self.words.say(phrase("{text} (in {language} only)", text=text, language=name))

    def term(self, key: str, **args: Argument) -> str:
        """A word of the catalogue."""
        return self.words.term(key, **args)
