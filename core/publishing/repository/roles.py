"""Who signs what in a repository, how many of them it takes, and how long their word holds.

Root keys name all other keys, and nothing else. Targets keys sign releases. Both lie offline, with several people. The
snapshot key binds the parts of one release together. The timestamp key lies on a machine that is online: it can tell
that nothing newer has been published, and no more.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum


class Role(StrEnum):
    """What a key may sign."""

    ROOT = "root"
    TARGETS = "targets"
    SNAPSHOT = "snapshot"
    TIMESTAMP = "timestamp"


THRESHOLDS: Mapping[Role, int] = {Role.ROOT: 2, Role.TARGETS: 2, Role.SNAPSHOT: 1, Role.TIMESTAMP: 1}
"""How many keys of a role must sign."""

DAYS: Mapping[Role, int] = {Role.ROOT: 400, Role.TARGETS: 120, Role.SNAPSHOT: 120, Role.TIMESTAMP: 35}
"""How long a signature holds: the ages at which a catalogue turns from fresh to amber, to red, to too old to approve
by."""


@dataclass(frozen=True, slots=True)
class Terms:
    """How many signatures, and for how long."""

    thresholds: Mapping[Role, int] = field(default_factory=lambda: THRESHOLDS)
    """Of a new root."""
    days: Mapping[Role, int] = field(default_factory=lambda: DAYS)
    """Between signing and expiry."""

    def expiry(self, role: Role, signed: datetime) -> datetime:
        """When that expires which is signed at this moment, to the second."""
        return signed.replace(microsecond=0) + timedelta(days=self.days[role])
