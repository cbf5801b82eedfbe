"""What every part of a card's page is given."""

from __future__ import annotations

from dataclasses import dataclass

from core.risk.model import RiskCard
from core.texts.phrase import Argument, Phrase
from core.texts.words import Words, capitalised
from gui.shelf import Answered, Shelf
from gui.widgets.facts import AddressWishes


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

    def say(self, phrase: Phrase) -> str:
        """The phrase in words, with a capital letter first."""
        return capitalised(self.words.say(phrase))

    def term(self, key: str, **args: Argument) -> str:
        """A word of the catalogue."""
        return self.words.term(key, **args)
