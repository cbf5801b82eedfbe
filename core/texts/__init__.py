"""Languages: phrases that are rendered late, words of the catalogue, dates and numbers."""

from core.texts.phrase import Argument, Language, Phrase, Term, Text, phrase, plural

__all__ = ["Argument", "Language", "Phrase", "Term", "Text", "phrase", "plural"]
