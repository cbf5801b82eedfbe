"""Which stores and lists there are, and how far each is trusted with an app's name.

An app has the name that the most trusted of its sources gives it: first the store that hands it out, then what a
distribution says of its own packages, then archives of packages, and last what third parties wrote in lists of their
own. Such a list may be wrong or jest: one of them files the names of two offshoots under Telegram's own id.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import IntEnum


class Trust(IntEnum):
    """How far a source is trusted with names; the lowest is trusted most."""

    STORE = 0
    DISTRIBUTION = 1
    ARCHIVE = 2
    LIST = 3


@dataclass(frozen=True, slots=True)
class Store:
    """A store or list."""

    trust: Trust
    attaches_to: tuple[str, ...] = ()
    """Stores whose ids this list uses: what it says of an id belongs to the first of them that has it."""
    names_developers: bool = True
    """Whether its column `developer` holds a name."""


_ANDROID = ("google-play", "f-droid", "myket")

STORES: dict[str, Store] = {
    "google-play": Store(Trust.STORE),
    "app-store": Store(Trust.STORE),
    "apple-bundle": Store(Trust.STORE),
    "microsoft-store": Store(Trust.STORE),
    "f-droid": Store(Trust.STORE),
    "flathub": Store(Trust.STORE),
    "chrome-web-store": Store(Trust.STORE),
    "edge-add-ons": Store(Trust.STORE),
    "firefox-add-ons": Store(Trust.STORE),
    "steam": Store(Trust.STORE),
    "winget": Store(Trust.DISTRIBUTION),
    "debian-appstream": Store(Trust.DISTRIBUTION),
    "debian": Store(Trust.DISTRIBUTION),
    "scoop": Store(Trust.DISTRIBUTION),
    "appimage": Store(Trust.DISTRIBUTION),
    "installomator": Store(Trust.DISTRIBUTION, names_developers=False),  # holds Apple's ids of developers
    "myket": Store(Trust.DISTRIBUTION),
    "ipa-archive": Store(Trust.ARCHIVE, ("apple-bundle",)),
    "preinstalled-list": Store(Trust.LIST, _ANDROID),
    "launcher-icon-list": Store(Trust.LIST, _ANDROID),
    "gkd-list": Store(Trust.LIST, _ANDROID),
    "cpe": Store(Trust.LIST),
}
"""The stores and lists we know, the one whose id leads first. A word that is not here is a list like any other."""

_UNKNOWN = Store(Trust.LIST)
_RANKS = {word: rank for rank, word in enumerate(STORES)}
_REVERSE_DNS = re.compile(r"[a-z]{2,}(\.[A-Za-z0-9_-]+){2,}")


def store_of(word: str) -> Store:
    """What is known of a store or list."""
    return STORES.get(word, _UNKNOWN)


def rank(word: str) -> tuple[int, str]:
    """The place of a store in the order in which ids lead; words that nobody knows come last, by their letters."""
    return _RANKS.get(word, len(STORES)), word


def canonical(store: str, store_id: str) -> str:
    """The store whose id this is: the App Store's own ids are numbers, anything else there is a bundle id."""
    return "apple-bundle" if store == "app-store" and not (store_id.isascii() and store_id.isdigit()) else store


def is_reverse_dns(store_id: str) -> bool:
    """Whether an id is made from its maker's domain, so that nobody else has it by chance: `org.example.notes`."""
    return _REVERSE_DNS.fullmatch(store_id) is not None
