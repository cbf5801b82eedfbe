"""Rulings of the organisation itself, and an exemption in force, as plain values.

Signing, storing and revoking them comes with the overlay; the rules below need only these values.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from core.situation import Device
from core.texts.phrase import Text


class Effect(StrEnum):
    """What a ruling says."""

    ALLOW = "allow"
    ALLOW_WITH_CONDITIONS = "allow-with-conditions"
    UNDER_ASSESSMENT = "under-assessment"
    NOT_ALLOWED = "not-allowed"


class Target(StrEnum):
    """What a ruling is about, narrowest first."""

    APP = "app"
    OWNER = "owner"
    CATEGORY = "category"


@dataclass(frozen=True, slots=True)
class Ruling:
    """The organisation's own rule (virksomhetens regel)."""

    id: str
    target: Target
    target_id: str
    """Id of the app, the company (anywhere on the chain of control) or the category."""
    effect: Effect
    reason: Text
    made: date
    """In force from this day."""
    review: date | None
    """Day of review; a ruling milder than official advice stops counting then, any other says "review due"."""
    devices: frozenset[Device] = frozenset()
    """Device situations it is about; empty: all."""
    conditions: tuple[Text, ...] = ()
    signatures: int = 1
    """How many administrators signed it. One milder than official advice counts only with two."""


@dataclass(frozen=True, slots=True)
class Exemption:
    """A decision in force for this person, app and device. Told above the answer; changes none."""

    id: str
    until: date
    conditions: int
    """How many conditions go with it."""
