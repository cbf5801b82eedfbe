"""Levels and answers in words for the middle of a sentence or a cell; no catalogue is needed to say them."""

from __future__ import annotations

from collections.abc import Mapping

from core.rules.levels import Answer, Level
from core.texts.phrase import Phrase, phrase

# Translators: levels and answers stand in the middle of sentences, as in "high vulnerability".
LEVELS: Mapping[Level, Phrase] = {
    Level.LOW: phrase("low"),
    Level.MODERATE: phrase("moderate"),
    Level.HIGH: phrase("high"),
    Level.VERY_HIGH: phrase("very high"),
    Level.UNKNOWN: phrase("unknown"),
}
"""A word for each level."""

ANSWERS: Mapping[Answer, Phrase] = {
    Answer.NOT_ALLOWED: phrase("not allowed"),
    Answer.ADVISED_AGAINST: phrase("advised against"),
    Answer.REASONING_REACHES: phrase("the reasoning reaches here too"),
    Answer.NEEDS_ASSESSMENT: phrase("needs an assessment"),
    Answer.CONDITIONS: phrase("acceptable with conditions"),
    Answer.NO_OBJECTION: phrase("no objection found"),
    Answer.NOT_ASSESSED: phrase("not assessed"),
}
"""Words for each answer."""
