"""Which addresses may be opened, and how they are shown before that. Nothing here opens anything.

Only https, no user part, a host of plain letters, digits and hyphens. Everything else stays text that can be copied.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from urllib.parse import urlsplit, urlunsplit

_LONGEST = 2048
_LONGEST_HOST = 253
_HOST = re.compile(r"(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z0-9-]*[a-z][a-z0-9-]*")
"""Names with a full stop inside, whose last part is no number: a number would be an address by another name."""
_NEVER = frozenset(' \\"<>`^{|}')
"""Signs that programs read in different ways."""


@dataclass(frozen=True, slots=True)
class Address:
    """An address that may be opened once the person has seen it."""

    text: str
    """As it will be opened; its host is the one shown."""
    host: str
    """Where it leads, in ASCII: letters of other alphabets are spelt out (`xn--`)."""

    @property
    def is_spelt_out(self) -> bool:
        """Whether the host holds letters beyond a to z, and so looks other than it is known."""
        return "xn--" in self.host


def openable(text: str) -> Address | None:
    """The address, or None where it must not be opened."""
    if len(text) > _LONGEST or not text.isprintable() or not _NEVER.isdisjoint(text):
        return None
    try:
        parts = urlsplit(text)
        host = (parts.hostname or "").encode("idna").decode("ascii").lower()
        port = parts.port
    except ValueError:
        return None
    if parts.scheme != "https" or "@" in parts.netloc or len(host) > _LONGEST_HOST or not _HOST.fullmatch(host):
        return None
    place = host if port in (None, 443) else f"{host}:{port}"
    return Address(urlunsplit(("https", place, parts.path, parts.query, parts.fragment)), place) if port != 0 else None
