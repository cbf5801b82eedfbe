"""The moment of asking, taken once per operation."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime


@dataclass(frozen=True, slots=True)
class Clock:
    """The system's clock, or a moment that was given; never before the catalogue was made.

    A clock that stands at 1970 must not make advice vanish: nothing had been issued by then.
    """

    given: datetime | None = None
    """What `--now` says, UTC."""
    earliest: datetime | None = None
    """When the catalogue was made, or the newest signature that this machine has checked, UTC; the later of both."""

    def now(self) -> datetime:
        """The moment, UTC."""
        told = self.told()
        return max(told, self.earliest) if self.earliest else told

    def today(self) -> date:
        """The day: of the place where the machine stands, or in UTC where a moment was given."""
        now = self.now()
        return (now if self.given else now.astimezone()).date()

    @property
    def is_behind(self) -> bool:
        """Whether the moment told cannot be right."""
        return self.earliest is not None and self.told() < self.earliest

    def told(self) -> datetime:
        """What the system's clock says, right or wrong, or the moment that was given."""
        return self.given or datetime.now(UTC).replace(microsecond=0)
