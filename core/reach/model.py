"""What an app can reach and what was found about its conduct, as the catalogue holds it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from core.facts import AppId, CompanyId, IncidentId, Kind, PartialDate, Verified
from core.texts.phrase import Text


class Topic(StrEnum):
    """What a reach fact is about."""

    PERMISSIONS = "permissions"
    THIRD_PARTY_CODE = "third-party-code"
    DESKTOP_PERMISSIONS = "desktop-permissions"
    LABEL_TYPES = "label-types"
    LABEL_PRACTICES = "label-practices"
    LABEL_COUNT = "label-count"
    LABEL_ACCURACY = "label-accuracy"
    LABEL_CONTRADICTION = "label-contradiction"
    POLICY_DATA = "policy-data"
    TRAFFIC = "traffic"
    PERMISSION_COUNT = "permission-count"
    END_TO_END_ENCRYPTION = "end-to-end-encryption"
    SOURCE_CODE = "source-code"
    TRANSFER_DESTINATIONS = "transfer-destinations"


@dataclass(frozen=True, slots=True)
class ReachFact:
    """One dated statement about what a package, a label, a policy or a test shows."""

    app: AppId
    topic: Topic
    kind: Kind
    platform: str | None
    """android, ios, linux-flatpak; None: not tied to one."""
    version: str
    """Version read; empty: not told."""
    date: PartialDate | None
    """None: not known."""
    date_means: str
    """What the date is the date of, in English."""
    value: Mapping[str, object]
    """The content, by topic (docs/formats/catalogue.md lists the keys)."""
    source: str
    """Key of the source list (who made the reading)."""
    url: str
    verified: Verified
    note: str = ""

    @property
    def names(self) -> tuple[str, ...]:
        """Raw permission names (topic permissions) or finish-args (desktop-permissions), sorted; else empty."""
        found = self.value.get("names") or self.value.get("finish_args") or ()
        return tuple(str(name) for name in found) if isinstance(found, (list, tuple)) else ()

    @property
    def abilities(self) -> Mapping[str, tuple[str, ...]]:
        """Ability group to the names that open it; services of the app itself end with " (service)"."""
        found = self.value.get("abilities")
        if not isinstance(found, Mapping):
            return {}
        return {str(group): tuple(str(name) for name in names) for group, names in found.items()}


@dataclass(frozen=True, slots=True)
class ReachSource:
    """Who made readings that reach facts cite."""

    id: str
    """Key, as in `ReachFact.source`."""
    title: str
    url: str
    """Address; empty where each fact has its own."""
    read: str
    """How far it was read, in English."""
    licence: str
    note: str = ""


class Code(StrEnum):
    """What kind of conduct a record is about; gives its weight (rule tables, 4.2)."""

    ACCESS = "access"
    SALE = "sale"
    COVERT = "covert"
    PROMISE = "promise"
    BREACH = "breach"
    BASIS = "basis"
    NONE = "none"


class IncidentStatus(StrEnum):
    """Where a decision stands."""

    FINAL = "final"
    ANNULLED = "annulled"
    STAYED = "stayed"
    UNDER_APPEAL = "under appeal"
    SETTLED = "settled"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Incident:
    """A dated record of something that happened or was found."""

    id: IncidentId
    date: PartialDate
    kind: Kind
    code: Code | None
    """None exactly for claimed records: they weigh nothing."""
    status: IncidentStatus | None
    """Only for established records."""
    status_checked: PartialDate | None
    apps: tuple[AppId, ...]
    """Apps it counts for."""
    companies: tuple[CompanyId, ...]
    """Companies named; told on their other apps with weight 0."""
    text: Text
    outcome: str
    """In English."""
    sources: tuple[str, ...]
    verified: Verified
    date_as_listed: bool = False
    """The date is what the source lists, which may not be the day it happened."""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Ability:
    """A group of permission names in plain words."""

    id: str
    label: Text
    text: Text
    is_data_group: bool = False
    """True for label types that are no ability of the device."""
    note: str = ""
    android: tuple[tuple[str, str], ...] = ()
    """(full permission name, level: asked, granted, switched-on, system-only or unknown)."""
    ios: tuple[str, ...] = ()
    """Usage keys of iOS."""
    flatpak: tuple[str, ...] = ()
    """Finish-args of Flatpak."""
    google_play: tuple[str, ...] = ()
    """Data types of Google's store label."""
    apple_label: tuple[str, ...] = ()
    """Categories of Apple's store label."""
