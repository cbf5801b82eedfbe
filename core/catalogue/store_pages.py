"""Which pages of which stores show an app, and where the app's id stands in their addresses.

The host decides, and only the host itself: `play.google.com.evil.example` is no store. A store also has pages that show
no app: publishers, lists, help. They are recognised by lacking an app's id where one has to stand.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from urllib.parse import parse_qsl, unquote, urlsplit

from core.catalogue.model import App
from core.situation import Platform

STORES = (
    *("google-play", "apple-bundle", "app-store", "microsoft-store", "f-droid", "flathub"),
    *("chrome-web-store", "edge-add-ons", "firefox-add-ons"),
)
"""Stores whose ids a catalogue holds, in the order in which a bare id is looked up."""

PACKAGE = re.compile(r"[A-Za-z][\w-]*(\.[\w-]+)+", re.ASCII)
"""An id as Android, Apple and Flatpak give them: `org.example.app`."""
APPLE = re.compile(r"id(\d{5,12})", re.ASCII | re.IGNORECASE)
"""The part of an address in the App Store that holds the id."""
MICROSOFT = re.compile(r"(?=\w*\d)([0-9a-z]{12}|xp[0-9a-z]{12})", re.ASCII | re.IGNORECASE)
"""An id of the Microsoft Store: twelve letters and figures, or fourteen that begin with XP."""
EXTENSION = re.compile(r"[a-p]{32}", re.IGNORECASE)
"""An id of an extension for Chrome or Edge."""
FLATPAK_SUFFIX = ".flatpakref"
_NUMBER = re.compile(r"\d{5,12}", re.ASCII)

_WEB = ("http", "https", "flatpak+http", "flatpak+https")
_MOST_FIELDS = 100


@dataclass(frozen=True, slots=True)
class Link:
    """An address, taken apart."""

    scheme: str
    host: str
    """Lower case, without user, port and `www.`."""
    parts: tuple[str, ...]
    """What stands between the slashes of the path, decoded."""
    asked: Mapping[str, str]
    """What stands behind the question mark, by key in lower case; the first value of each."""

    @property
    def is_web(self) -> bool:
        """True for what a browser opens; else the host is no site."""
        return self.scheme in _WEB

    def after(self, *steps: str) -> str:
        """The part of the path that follows one of `steps`, or nothing."""
        pairs = zip(self.parts, self.parts[1:], strict=False)
        return next((then for step, then in pairs if step.lower() in steps), "")


def split_link(address: str) -> Link | None:
    """The address taken apart; None where it is none. Never raises."""
    try:
        link = urlsplit(address)
        fields = parse_qsl(link.query, max_num_fields=_MOST_FIELDS)
    except ValueError:
        return None
    host = link.netloc.rpartition("@")[2].partition(":")[0].removesuffix(".")
    # Some letters beyond ASCII become ASCII ones in lower case: such a host is not the one that it becomes.
    host = host.lower().removeprefix("www.") if host.isascii() else host
    parts = tuple(unquote(part) for part in link.path.split("/") if part)
    return Link(link.scheme.lower(), host, parts, {key.lower(): value for key, value in reversed(fields)})


def read_page(link: Link) -> tuple[str, str] | None:
    """(store, id) of the app that the link shows, or None."""
    read = _BY_HOST.get(link.host) if link.is_web else _BY_SCHEME.get(link.scheme)
    store, store_id = read(link) if read else ("", "")
    return (store, store_id) if store_id else None


def _fitting(pattern: re.Pattern[str], text: str) -> str:
    return text if pattern.fullmatch(text) else ""


def _google_play(link: Link) -> tuple[str, str]:
    if "developer" in link.parts or "dev" in link.parts:
        return "google-play", ""
    package = link.asked.get("id") or link.after("testing", "test")
    return "google-play", _fitting(PACKAGE, package)


def _app_store(link: Link) -> tuple[str, str]:
    if not link.is_web and link.host and not f".{link.host}".endswith(".apple.com"):
        return "app-store", ""
    if "viewSoftware" in link.parts:
        return "app-store", _fitting(_NUMBER, link.asked.get("id", ""))
    parts = reversed(link.parts) if "app" in link.parts else ()
    return "app-store", next((found[1] for part in parts if (found := APPLE.fullmatch(part))), "")


def _microsoft_store(link: Link) -> tuple[str, str]:
    shows_a_product = {part.lower() for part in link.parts} & {"p", "store", "detail", "productid"}
    parts = reversed(link.parts) if shows_a_product else ()
    found = [link.asked.get("productid", ""), *parts]
    return "microsoft-store", next((part.upper() for part in found if MICROSOFT.fullmatch(part)), "")


def _f_droid(link: Link) -> tuple[str, str]:
    return "f-droid", _fitting(PACKAGE, link.after("packages") or link.asked.get("fdid", ""))


def _f_droid_scheme(link: Link) -> tuple[str, str]:
    return "f-droid", _fitting(PACKAGE, link.asked.get("id", ""))


def _flathub(link: Link) -> tuple[str, str]:
    last = link.after("details") or link.after("apps", "appstream")
    return "flathub", _fitting(PACKAGE, last.removesuffix(FLATPAK_SUFFIX))


def _extension(store: str, path: str) -> Callable[[Link], tuple[str, str]]:
    def read(link: Link) -> tuple[str, str]:
        ids = link.parts if path in link.parts[:-1] else ()
        return store, next((part.lower() for part in ids if EXTENSION.fullmatch(part)), "")

    return read


def _firefox_add_ons(link: Link) -> tuple[str, str]:
    return "firefox-add-ons", link.after("addon")


_Reader = Callable[[Link], tuple[str, str]]

_BY_HOST: Mapping[str, _Reader] = {
    "play.google.com": _google_play,
    "market.android.com": _google_play,
    "apps.apple.com": _app_store,
    "itunes.apple.com": _app_store,
    "geo.itunes.apple.com": _app_store,
    "apps.microsoft.com": _microsoft_store,
    "microsoft.com": _microsoft_store,
    "f-droid.org": _f_droid,
    "flathub.org": _flathub,
    "beta.flathub.org": _flathub,
    "dl.flathub.org": _flathub,
    "chromewebstore.google.com": _extension("chrome-web-store", "detail"),
    "chrome.google.com": _extension("chrome-web-store", "detail"),
    "microsoftedge.microsoft.com": _extension("edge-add-ons", "detail"),
    "addons.mozilla.org": _firefox_add_ons,
}

_BY_SCHEME: Mapping[str, _Reader] = {
    "market": _google_play,
    **dict.fromkeys(("itms", "itmss", "itms-apps", "itms-appss", "macappstore", "macappstores"), _app_store),
    "ms-windows-store": _microsoft_store,
    "fdroid.app": _f_droid_scheme,
}


_PAGES: Mapping[Platform, tuple[tuple[str, str], ...]] = {
    Platform.ANDROID: (
        ("google-play", "https://play.google.com/store/apps/details?id="),
        ("f-droid", "https://f-droid.org/packages/"),
    ),
    Platform.IOS: (("app-store", "https://apps.apple.com/app/id"),),
    Platform.WINDOWS: (("microsoft-store", "https://apps.microsoft.com/detail/"),),
    Platform.LINUX: (("flathub", "https://flathub.org/apps/"),),
}
"""Stores of a platform, and what stands before the id in the address of an app's page there."""


def page_address(app: App, platform: Platform | None) -> str | None:
    """The address of an app's page in the store of a platform; None where no store or no id is known."""
    for store, before in _PAGES.get(platform, ()) if platform else ():
        for store_id in app.store_ids:
            if store_id.store == store and _IN_AN_ADDRESS.fullmatch(store_id.id):
                return before + store_id.id
    return None


_IN_AN_ADDRESS = re.compile(r"[\w.-]{1,200}", re.ASCII)
"""Ids come from outside: one that would have to be encoded is no id of these stores."""
