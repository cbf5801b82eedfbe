"""Which guidance applies to an app in a situation."""

from core.guidance.match import Applicability, Hit, Match, match_advice
from core.guidance.model import Advice, AdviceStatus, Facet, Relevance, Stance, Strength

__all__ = [
    "Advice",
    "AdviceStatus",
    "Applicability",
    "Facet",
    "Hit",
    "Match",
    "Relevance",
    "Stance",
    "Strength",
    "match_advice",
]
