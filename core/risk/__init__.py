"""The answer: three factors, the own assessment, the headline, and the card around them."""

from core.risk.assess import assess, assess_many, assess_unknown
from core.risk.decide import Decision, Subject, decide, subject
from core.risk.desk import Desk
from core.risk.model import Answer, Level, RiskCard

__all__ = [
    "Answer",
    "Decision",
    "Desk",
    "Level",
    "RiskCard",
    "Subject",
    "assess",
    "assess_many",
    "assess_unknown",
    "decide",
    "subject",
]
