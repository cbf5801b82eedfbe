"""How the catalogue in use stands, as a value and in words: its age, who vouches for it, since when nobody does.

The status line and the Sync page say the same, because both say it from here.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import Enum

from core.texts.phrase import Phrase, phrase, plural

NORMAL_DAYS, AMBER_DAYS, OVERRIDE_DAYS = 35, 120, 400
"""Days up to which an age is normal and amber, and after which an approval needs a stated override."""


class Band(Enum):
    """How grave the age of a catalogue is."""

    NORMAL = "normal"
    AMBER = "amber"
    RED = "red"


class Origin(Enum):
    """How the catalogue in use came to this machine; the same as `core.catalogue.current.Origin`, which loads more."""

    RELEASE = "release"
    """As a release that the publisher signed; this machine checked it."""
    BUILT = "built"
    """Somebody built it here; nobody signed it."""
    BUNDLED = "bundled"
    """With the program."""


class Errand(Enum):
    """What there is to say about fetching."""

    NONE = "none"
    UNDER_WAY = "under-way"
    NEW = "new"
    """Another catalogue came in while the window was open."""
    REFUSED = "refused"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class Standing:
    """What is known of the catalogue that is open."""

    made: date
    age_days: int
    """Days since it was made."""
    origin: Origin
    unconfirmed_since: date | None
    """Since when nobody vouched that nothing newer is published; None: it is vouched for, or nobody tried."""

    @property
    def band(self) -> Band:
        """How grave its age is."""
        return band_of(self.age_days)


def band_of(days: int) -> Band:
    """How grave an age is."""
    return Band.NORMAL if days <= NORMAL_DAYS else Band.AMBER if days <= AMBER_DAYS else Band.RED


def age(standing: Standing) -> Phrase:
    """Date and age on one line; a grave age says so in a word as well."""
    days, made = standing.age_days, standing.made
    if standing.band is Band.RED:
        return plural(
            "Catalogue of {date} ({count} day): very old",
            "Catalogue of {date} ({count} days): very old",
            count=days,
            date=made,
        )
    if standing.band is Band.AMBER:
        return plural(
            "Catalogue of {date} ({count} day): old", "Catalogue of {date} ({count} days): old", count=days, date=made
        )
    return plural("Catalogue of {date} ({count} day)", "Catalogue of {date} ({count} days)", count=days, date=made)


def origin(standing: Standing) -> Phrase:
    """Who vouches for it, in two or three words."""
    words = {
        Origin.RELEASE: phrase("Signature checked"),
        Origin.BUILT: phrase("Built here, not signed"),
        Origin.BUNDLED: phrase("Came with the program"),
    }
    return words[standing.origin]


def privacy(*, is_connected: bool) -> Phrase:
    """That look-ups stay here; where a background check is on, the network is not left out altogether."""
    if is_connected:
        return phrase("Nothing you look up leaves this machine")
    return phrase("Off the network: nothing you look up leaves this machine")


def errand(what: Errand, standing: Standing | None) -> Phrase | None:
    """What the status line says about fetching; None: nothing."""
    words = {
        Errand.UNDER_WAY: phrase("Checking for a newer catalogue"),
        Errand.NEW: phrase("A newer catalogue is in use"),
        Errand.REFUSED: phrase("A catalogue was refused: see Sync"),
    }
    if what in words:
        return words[what]
    if standing is not None and standing.unconfirmed_since is not None:
        return phrase("Freshness not confirmed since {date}", date=standing.unconfirmed_since)
    return phrase("The last check did not succeed: see Sync") if what is Errand.FAILED else None
