"""Store ids and store links, as people paste them.

A link is found wherever it stands: alone, in quotes or brackets, in the middle of a sentence, percent-encoded as a
whole, or inside the link that a mail program has put around it. Which page shows which app is told by
`core.catalogue.store_pages`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import unquote

from core.catalogue.store_pages import (
    APPLE,
    EXTENSION,
    FLATPAK_SUFFIX,
    PACKAGE,
    STORES,
    Link,
    read_page,
    split_link,
)

__all__ = ["STORES", "StoreReference", "other_site", "parse_reference"]

_LONGEST = 2048
"""Characters that are looked at. A word that goes beyond them is left out, for its end may be missing."""

# Bounded and possessive, with nothing to go back to: no text takes longer than its length.
_SCHEME = r"(?<![a-z0-9+.-])[a-z][a-z0-9+.-]{1,30}://"
_HOST = r"(?<![\w.。．｡@/%&?=#-])[a-z0-9-]{1,63}+(?:\.[a-z0-9-]{1,63}+){1,9}+(?::[0-9]{1,5}+)?+/"  # noqa: RUF001
_LINK = re.compile(rf"(?P<scheme>{_SCHEME})?(?(scheme)|{_HOST})[^\s<>\"“”„«»\[\]{{}}|`]*", re.IGNORECASE)
_NEXT_LINK = re.compile(rf"[,;](?={_SCHEME})", re.IGNORECASE)
_OPAQUE = re.compile(r"\b(market|itms-apps|ms-windows-store):(?!//)", re.IGNORECASE)
_OPAQUE_F_DROID = re.compile(r"\bfdroid\.app:(?=\w)", re.IGNORECASE)
_SCRAP = re.compile(r"(?<![\w./])/?(?:store/apps/)?details\?(?=[\w=&%.-]*\bid=)", re.IGNORECASE)
_ENCODED = "%3a%2f%2f"
_HIDDEN = dict.fromkeys(map(ord, "\u00ad\u200b\u200c\u200d\u200e\u200f\u2060\ufeff"))
_AROUND = "<>\"'“”„«»‘’()[]{}.,;:!?…*"

_MICROSOFT = re.compile(r"9[0-9a-z]{11}|xp[0-9a-z]{12}", re.ASCII | re.IGNORECASE)
_NUMBER = re.compile(r"\d{6,12}", re.ASCII)

_WRAPPERS = (
    (".safelinks.protection.outlook.com", ("url",)),
    (".teams.cdn.office.net", ("url",)),
    ("google.com", ("q", "url")),
    ("google.no", ("q", "url")),
)
"""Sites whose links carry another one: (host, or its end from a dot on; keys)."""
_MOST_WRAPPERS = 3


@dataclass(frozen=True, slots=True)
class StoreReference:
    """An app as one store knows it."""

    store: str | None
    """One of `STORES`; None: a bare id, from whichever store."""
    id: str
    is_link: bool
    """True for a link, False for an id."""


def parse_reference(text: str) -> StoreReference | None:
    """The store id or store link in `text`, or None where there is neither. Never raises.

    Takes `google-play:com.example.app`, bare package names, numbers of the App Store and the like, and links with or
    without `https://`, in any language and with any tail. Of several links the first that shows an app counts.
    """
    text = text.translate(_HIDDEN)
    for link in _links(text):
        if page := read_page(link):
            return StoreReference(*page, is_link=True)
    return _id(text.strip(f"{_AROUND} \t\r\n"))


def other_site(text: str) -> str | None:
    """The host of the first link in `text` where none of its links shows an app in a store; else None.

    Also the host of a store counts, if the page is none of an app. The host is text from outside: show it through
    `core.texts.outside`. Never raises.
    """
    links = list(_links(text.translate(_HIDDEN)))
    if any(read_page(link) for link in links):
        return None
    return next((link.host for link in links if link.is_web and link.host), None)


def _links(text: str) -> Iterator[Link]:
    """The links in a text, in order, out of their wrappings."""
    if len(text) >= _LONGEST:
        words = text[:_LONGEST].rsplit(maxsplit=1)
        text = words[0] if len(words) > 1 else ""
    for found in _LINK.finditer(_spelt_out(text)):
        address = found[0].rstrip(_AROUND)
        link = split_link(address if found["scheme"] else f"https://{address}")
        # Without a scheme, `1.5/2` is a figure and no host.
        if link is not None and (found["scheme"] or link.host.rpartition(".")[2].isalpha()):
            yield _unwrapped(link)


def _spelt_out(text: str) -> str:
    """The text with every link in the form that is searched for."""
    if "://" not in text and _ENCODED in text.lower():
        text = unquote(text)
    # Browsers take a backslash for a slash, so what follows it is no host.
    text = text.replace("\\", "/").replace("&amp;", "&")
    text = _OPAQUE_F_DROID.sub("fdroid.app://details?id=", text)
    text = _OPAQUE.sub(r"\1://", text)
    text = _SCRAP.sub("https://play.google.com/store/apps/details?", text)
    return _NEXT_LINK.sub(" ", text)


def _unwrapped(link: Link) -> Link:
    for _ in range(_MOST_WRAPPERS):
        inside = next((link.asked[key] for key in _keys_of_wrapper(link) if "://" in link.asked.get(key, "")), "")
        found = split_link(inside) if inside else None
        if found is None:
            break
        link = found
    return link


def _keys_of_wrapper(link: Link) -> tuple[str, ...]:
    if not link.is_web:
        return ()
    return next(
        (keys for end, keys in _WRAPPERS if link.host == end or (end[0] == "." and link.host.endswith(end))), ()
    )


def _id(text: str) -> StoreReference | None:
    """The id that `text` is as a whole."""
    store, colon, store_id = text.partition(":")
    if colon and store.lower() in STORES and store_id and not store_id.startswith("//") and not _has_space(store_id):
        return StoreReference(store.lower(), store_id, is_link=False)
    if len(text) > _LONGEST:
        return None
    if PACKAGE.fullmatch(text):
        package = text.removesuffix(FLATPAK_SUFFIX)
        return StoreReference("flathub" if package != text else None, package, is_link=False)
    if (number := APPLE.fullmatch(text)) or _NUMBER.fullmatch(text):
        return StoreReference("app-store", number[1] if number else text, is_link=False)
    if _MICROSOFT.fullmatch(text):
        return StoreReference(None, text.upper(), is_link=False)
    return StoreReference(None, text.lower(), is_link=False) if EXTENSION.fullmatch(text) else None


def _has_space(text: str) -> bool:
    return any(character.isspace() for character in text)
