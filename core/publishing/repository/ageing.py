"""When signatures run out, and what a publisher should do before."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from core.publishing.repository.reading import Published
from core.publishing.repository.roles import Role
from core.texts.phrase import Phrase, phrase

_SOON = 30
"""Days before the end at which the first reminder comes; for the timestamp a third of it."""


@dataclass(frozen=True, slots=True)
class Expiry:
    """How long the word of one role holds."""

    role: Role
    expires: datetime
    days: int
    """Whole days that are left; below 0 it has run out."""

    @property
    def is_soon(self) -> bool:
        """Whether something should be done by now."""
        return self.days < (_SOON // 3 if self.role is Role.TIMESTAMP else _SOON)

    @property
    def reminder(self) -> Phrase:
        """What happens, and what to do."""
        said = (
            phrase("The signatures of {role} hold until {date}.", role=self.role.value, date=self.expires.date())
            if self.days >= 0
            else phrase("The signatures of {role} ran out on {date}.", role=self.role.value, date=self.expires.date())
        )
        return phrase("{what} {next}", what=said, next=_RENEWAL[self.role])


_RENEWAL = {
    Role.ROOT: phrase("Renew them with: catalogue keys --repository DIR --renew"),
    Role.TARGETS: phrase("Publish a release, or renew them with: catalogue publish --repository DIR --renew"),
    Role.SNAPSHOT: phrase("Publish a release, or renew them with: catalogue publish --repository DIR --renew"),
    Role.TIMESTAMP: phrase("Renew them with: catalogue publish --repository DIR --refresh --keys KEYS"),
}


def expiries(found: Published, moment: datetime) -> tuple[Expiry, ...]:
    """How long the word of each role holds that has signed something."""
    return tuple(Expiry(role, expires, (expires - moment).days) for role, expires in _signed(found))


def reminders(found: Published, moment: datetime) -> tuple[Phrase, ...]:
    """What should be done soon."""
    return tuple(one.reminder for one in expiries(found, moment) if one.is_soon)


def _signed(found: Published) -> Iterator[tuple[Role, datetime]]:
    yield Role.ROOT, found.root.signed.expires
    if found.targets is not None:
        yield Role.TARGETS, found.targets.signed.expires
    if found.snapshot is not None:
        yield Role.SNAPSHOT, found.snapshot.signed.expires
    if found.timestamp is not None:
        yield Role.TIMESTAMP, found.timestamp.signed.expires
