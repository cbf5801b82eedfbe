"""Who stands behind an app, which states can reach them, and how much that is worth."""

from core.jurisdiction.chain import ChainLink, Exposure, ExposureKind, Ownership, named_by, trace
from core.jurisdiction.model import Company, Country, Law, Mention, OwnershipFacts, Presence, Stake
from core.jurisdiction.owner import Owner, owner_of
from core.jurisdiction.threat import Threat, group_of, rate, with_headline

__all__ = [
    "ChainLink",
    "Company",
    "Country",
    "Exposure",
    "ExposureKind",
    "Law",
    "Mention",
    "Owner",
    "Ownership",
    "OwnershipFacts",
    "Presence",
    "Stake",
    "Threat",
    "group_of",
    "named_by",
    "owner_of",
    "rate",
    "trace",
    "with_headline",
]
