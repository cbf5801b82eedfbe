"""Store ids and store links, as people paste them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from urllib.parse import SplitResult, parse_qs, unquote, urlsplit

STORES = ("google-play", "apple-bundle", "app-store", "microsoft-store", "f-droid", "flathub")
"""Stores whose ids a catalogue holds, in the order in which a bare id is looked up."""

_LONGEST = 2048
_SCHEME = re.compile(r"[a-z][a-z0-9+.-]*://", re.IGNORECASE)
_HOST = re.compile(r"(www\.)?[a-z0-9-]+(\.[a-z0-9-]+)+(:\d+)?/", re.IGNORECASE)
_PACKAGE = re.compile(r"[A-Za-z][\w-]*(\.[\w-]+)+", re.ASCII)
_APPLE = re.compile(r"id(\d{5,12})")
_MICROSOFT = re.compile(r"[0-9A-Za-z]{12}")
_APPLE_HOSTS = ("apps.apple.com", "itunes.apple.com", "appsto.re", "geo.itunes.apple.com")
_MICROSOFT_HOSTS = ("apps.microsoft.com", "microsoft.com")


@dataclass(frozen=True, slots=True)
class StoreReference:
    """An app as one store knows it."""

    store: str | None
    """One of `STORES`; None: a bare id, from whichever store."""
    id: str
    is_link: bool
    """True for a link, False for an id."""


def parse_reference(text: str) -> StoreReference | None:
    """The store id or store link in `text`, or None where it is neither.

    Takes `google-play:com.example.app`, bare package names, numbers of the App Store, and links with or without
    `https://`, in any language and with any tail. Never raises.
    """
    text = text.strip().strip("<>\"'“”().,;")
    if not text or len(text) > _LONGEST or any(character.isspace() for character in text):
        return None
    store, colon, store_id = text.partition(":")
    if colon and store.lower() in STORES and store_id and not store_id.startswith("//"):
        return StoreReference(store.lower(), store_id, is_link=False)
    if link := _split(text):
        return _from_link(link)
    return _bare(text)


def _split(text: str) -> SplitResult | None:
    if not _SCHEME.match(text):
        if not _HOST.match(text):
            return None
        text = f"https://{text}"
    try:
        return urlsplit(text)
    except ValueError:
        return None


def _bare(text: str) -> StoreReference | None:
    if _PACKAGE.fullmatch(text):
        return StoreReference(None, text, is_link=False)
    if (number := _APPLE.fullmatch(text)) or re.fullmatch(r"\d{6,12}", text, re.ASCII):
        return StoreReference("app-store", number[1] if number else text, is_link=False)
    return None


def _from_link(link: SplitResult) -> StoreReference | None:
    host = (link.netloc.rpartition("@")[2].partition(":")[0]).lower().removeprefix("www.")
    parts = [unquote(part) for part in link.path.split("/") if part]
    if link.scheme.lower() == "market" or host == "play.google.com":
        return _linked("google-play", _asked(link, "id"))
    if host in _APPLE_HOSTS:
        return _linked("app-store", _first(_APPLE, parts, group=1))
    if host == "f-droid.org":
        return _linked("f-droid", _after(parts, "packages"))
    if host == "flathub.org":
        return _linked("flathub", _last_package(parts))
    if link.scheme.lower() == "ms-windows-store" or host in _MICROSOFT_HOSTS:
        product = _asked(link, "productid") or _first(_MICROSOFT, list(reversed(parts)))
        return _linked("microsoft-store", product.upper())
    return None


def _linked(store: str, store_id: str) -> StoreReference | None:
    return StoreReference(store, store_id, is_link=True) if store_id else None


def _asked(link: SplitResult, key: str) -> str:
    """The value of a key behind the question mark, whatever its case."""
    try:
        found = parse_qs(link.query, max_num_fields=100)
    except ValueError:
        return ""
    return next((values[0] for name, values in found.items() if name.lower() == key), "")


def _first(pattern: re.Pattern[str], parts: list[str], group: int = 0) -> str:
    return next((match[group] for part in parts if (match := pattern.fullmatch(part))), "")


def _after(parts: list[str], step: str) -> str:
    return parts[parts.index(step) + 1] if step in parts[:-1] else ""


def _last_package(parts: list[str]) -> str:
    return _first(_PACKAGE, list(reversed(parts)))
