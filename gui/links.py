"""Which addresses may be opened, and how they are shown before that. Nothing here opens anything.

Only https, no user part, a host with letters that are what they seem. Everything else stays text that can be copied.
"""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urlsplit

_LONGEST = 2048


@dataclass(frozen=True, slots=True)
class Address:
    """An address that may be opened once the person has seen it."""

    text: str
    """As it will be opened."""
    host: str
    """Where it leads, in ASCII: letters of other alphabets are spelt out (`xn--`)."""


def openable(text: str) -> Address | None:
    """The address, or None where it must not be opened."""
    if len(text) > _LONGEST or not text.isprintable() or any(letter in text for letter in ' \\"<>`'):
        return None
    try:
        parts = urlsplit(text)
        host = (parts.hostname or "").encode("idna").decode("ascii")
        port = parts.port
    except ValueError:
        return None
    if parts.scheme != "https" or not host or "." not in host or "@" in parts.netloc:
        return None
    return Address(text, host if port in (None, 443) else f"{host}:{port}")
