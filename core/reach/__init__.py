"""What an app can reach, and what was found about its conduct."""

from core.reach.classes import Reading, Vulnerability, heaviest, rate_vulnerability, read_variant, weigh
from core.reach.model import Ability, Incident, ReachFact, Topic

__all__ = [
    "Ability",
    "Incident",
    "ReachFact",
    "Reading",
    "Topic",
    "Vulnerability",
    "heaviest",
    "rate_vulnerability",
    "read_variant",
    "weigh",
]
