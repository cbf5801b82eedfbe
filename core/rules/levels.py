"""The words that rules speak in: levels, answers, links and gate results."""

from __future__ import annotations

from enum import StrEnum


class Level(StrEnum):
    """A factor's level in words. `unknown` stands outside the order."""

    LOW = "low"
    MODERATE = "moderate"
    HIGH = "high"
    VERY_HIGH = "very-high"
    UNKNOWN = "unknown"

    @property
    def rank(self) -> int:
        """0 for low up to 3 for very high; unknown ranks as high, so that it never helps."""
        return _LEVEL_RANK[self]


_LEVEL_RANK = {Level.LOW: 0, Level.MODERATE: 1, Level.HIGH: 2, Level.VERY_HIGH: 3, Level.UNKNOWN: 2}


class Answer(StrEnum):
    """The seven answers."""

    NOT_ALLOWED = "not-allowed"
    ADVISED_AGAINST = "advised-against"
    REASONING_REACHES = "reasoning-reaches"
    NEEDS_ASSESSMENT = "needs-assessment"
    CONDITIONS = "conditions"
    NO_OBJECTION = "no-objection"
    NOT_ASSESSED = "not-assessed"

    @property
    def strictness(self) -> int:
        """0 for no objection up to 5 for not allowed; not assessed stands beside needs-assessment."""
        return _STRICTNESS[self]


_STRICTNESS = {
    Answer.NO_OBJECTION: 0,
    Answer.CONDITIONS: 1,
    Answer.NEEDS_ASSESSMENT: 2,
    Answer.NOT_ASSESSED: 2,
    Answer.REASONING_REACHES: 3,
    Answer.ADVISED_AGAINST: 4,
    Answer.NOT_ALLOWED: 5,
}


class Link(StrEnum):
    """How strongly a state can reach someone on the ownership chain."""

    DIRECT = "direct"
    """Seat or registration of the company that serves Norway, or a state body in control of it."""
    CONTROL = "control"
    """Over half, majority of the board, VIE, founder votes; or running staff, development or storage."""
    WEAK = "weak"
    """10 to 50 per cent, golden share, state investor, supplier, person; and every contested claim."""

    @property
    def rank(self) -> int:
        """2 for direct, 1 for control, 0 for weak."""
        return {Link.DIRECT: 2, Link.CONTROL: 1, Link.WEAK: 0}[self]


class Group(StrEnum):
    """Group of a country, computed from its facts."""

    N1 = "N1"
    N2 = "N2"
    E = "E"
    H = "H"
    X = "X"


class ReachClass(StrEnum):
    """How deep a variant may reach."""

    R3 = "R3"
    R2 = "R2"
    R1 = "R1"
    UNREAD = "R?"

    @property
    def rank(self) -> int:
        """0 for R1, 1 for R2, 2 for R3; unread ranks as R3, so that it never helps."""
        return {ReachClass.R1: 0, ReachClass.R2: 1, ReachClass.R3: 2, ReachClass.UNREAD: 2}[self]


class GateResult(StrEnum):
    """What a gate says."""

    HOLDS = "holds"
    UNSETTLED = "unsettled"
    FAILS = "fails"


class Gate(StrEnum):
    """The gates, by the names that the command line uses; `connection` is the device gate's second reason."""

    DATE = "date"
    APP = "app"
    BODY = "body"
    PERSON = "person"
    DEVICE = "device"
    CONNECTION = "connection"
    USE = "use"
