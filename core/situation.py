"""The situation: who asks, on which device, with what information.

Source of the values: the rule tables, section 1 (docs/rules.md).
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum


class Organisation(StrEnum):
    """Type of organisation."""

    MINISTRY = "ministry"
    STATE_AGENCY = "state-agency"
    COUNTY = "county"
    MUNICIPALITY = "municipality"
    HEALTH_TRUST = "health-trust"
    POLICE = "police"
    PARLIAMENT = "parliament"
    SECURITY_ACT_WHOLE = "security-act-whole"
    SECURITY_ACT_PARTLY = "security-act-partly"
    SECURITY_ACT_CHAPTER10 = "security-act-chapter10"
    OUTSIDE = "outside"


class Role(StrEnum):
    """The person's role."""

    ORDINARY = "ordinary"
    MANAGEMENT = "management"
    POLITICAL_LEADERSHIP = "political-leadership"
    ELECTED = "elected"
    CLEARED = "cleared"
    CONTRACTOR = "contractor"
    PUPIL = "pupil"


class Device(StrEnum):
    """The seven device situations."""

    WORK_CONNECTED = "work-connected"
    WORK_UNCONNECTED = "work-unconnected"
    SEPARATE = "separate"
    PRIVATE_MANAGED = "private-managed"
    PRIVATE_UNMANAGED = "private-unmanaged"
    PRIVATE_NO_ACCESS = "private-no-access"
    TRAVEL = "travel"

    @property
    def is_private(self) -> bool:
        """True where the employee pays."""
        return self in (Device.PRIVATE_MANAGED, Device.PRIVATE_UNMANAGED, Device.PRIVATE_NO_ACCESS)

    @property
    def reaches_services(self) -> bool:
        """True where it reaches work services, or where that is unsettled (travel)."""
        return self in (
            Device.WORK_CONNECTED,
            Device.PRIVATE_MANAGED,
            Device.PRIVATE_UNMANAGED,
            Device.TRAVEL,
        )


class InformationClass(StrEnum):
    """Highest class on, or reached through, the device. Not grading under the Security Act."""

    GREEN = "green"
    YELLOW = "yellow"
    RED = "red"
    BLACK = "black"

    @property
    def rank(self) -> int:
        """0 for green up to 3 for black."""
        return list(InformationClass).index(self)


class Purpose(StrEnum):
    """What the app is wanted for. Never changes an answer; it chooses next steps."""

    PRIVATE = "private"
    OFFICIAL = "official"
    INVESTIGATION = "investigation"
    RESEARCH = "research"
    TRAVEL = "travel"


class Platform(StrEnum):
    """The variant, in the order in which a default is chosen."""

    ANDROID = "android"
    IOS = "ios"
    WINDOWS = "windows"
    MACOS = "macos"
    LINUX = "linux"
    WEB = "web"


@dataclass(frozen=True, slots=True)
class Situation:
    """Everything about the person asking that an answer may depend on."""

    date: date
    """The day the question is about."""
    org: Organisation = Organisation.MUNICIPALITY
    """Type of organisation."""
    body: str | None = None
    """The organisation itself: an issuer id or its own id; None: not told."""
    role: Role = Role.ORDINARY
    """The person's role."""
    device: Device = Device.WORK_CONNECTED
    """Which of the seven device situations."""
    information: InformationClass = InformationClass.YELLOW
    """Highest class on or reached through the device."""
    purpose: Purpose = Purpose.PRIVATE
    """What the app is wanted for."""
    platform: Platform | None = None
    """The variant; None: the first one the app has."""
    devices: int = 1
    """How many devices an exemption would cover."""

    def but(self, **changes: object) -> Situation:
        """The same situation with some values changed."""
        return replace(self, **changes)  # type: ignore[arg-type]


def device_from_answers(
    *,
    employer_pays: bool,
    reaches_services: bool | None,
    one_purpose: bool | None = None,
    managed: bool | None = None,
    journey: bool = False,
) -> Device:
    """The device situation that the chooser's plain questions lead to.

    `None` is "I do not know" and takes the worse choice (rule tables, section 1).

    Args:
        employer_pays: Q1, who pays for the device.
        reaches_services: Q2, whether it reaches work e-mail, calendar, Teams, files or systems.
        one_purpose: Q3, asked where the employer pays and it does not reach.
        managed: Q4, asked where the employee pays and it reaches.
        journey: the switch "borrowed for a journey".
    """
    if journey:
        return Device.TRAVEL
    reaches = reaches_services is not False
    if employer_pays:
        if reaches:
            return Device.WORK_CONNECTED
        return Device.SEPARATE if one_purpose else Device.WORK_UNCONNECTED
    if not reaches:
        return Device.PRIVATE_NO_ACCESS
    return Device.PRIVATE_MANAGED if managed else Device.PRIVATE_UNMANAGED
