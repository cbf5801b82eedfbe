"""How much and how long a fetch may take, and which addresses it may have."""

import ipaddress
from dataclasses import dataclass
from urllib.parse import SplitResult, urlsplit

from core.transport.failures import FetchFailed, Reason

LONGEST_ADDRESS = 2000
"""Characters; longer ones are nobody's catalogue."""


LONGEST_WAIT = 86_400
"""Seconds that a file may take, whatever length is promised: a day."""


@dataclass(frozen=True, slots=True)
class Limits:
    """Bounds of one fetch."""

    length: int
    """The most bytes that are taken. A promise in a header is believed only where it is smaller."""
    connect: float = 15.0
    """Seconds until the connection stands."""
    read: float = 20.0
    """Seconds between two signs of life; also how long a cancelled fetch may still wait."""
    total: float = 300.0
    """Seconds for everything, headers and redirects among it: a slow drip ends here."""
    piece: int = 65_536
    """The most bytes that are held at a time."""


@dataclass(frozen=True, slots=True)
class Pace:
    """How patient one is with a source."""

    connect: float = 15.0
    """Seconds until a connection stands."""
    read: float = 20.0
    """Seconds between two signs of life."""
    start: float = 60.0
    """Seconds that every file may take, however short."""
    rate: int = 20_000
    """Bytes a second below which a source is too slow for what it promised."""

    def limits(self, most: int) -> Limits:
        """The bounds for a file of at most so many bytes."""
        total = min(self.start + min(most, self.rate * LONGEST_WAIT) / self.rate, LONGEST_WAIT)
        return Limits(length=most, connect=self.connect, read=self.read, total=total)


def check_address(address: str, *, allow_loopback_http: bool = False) -> SplitResult:
    """Takes an address apart, if we may go there.

    Args:
        address: As the organisation set it, or as a server sent us on.
        allow_loopback_http: Whether plain http to this machine is fine; for tests.

    Raises:
        FetchFailed: It is refused.
    """
    try:
        parts = urlsplit(address)
        host, port = parts.hostname or "", parts.port
    except ValueError as error:
        raise FetchFailed(Reason.ADDRESS_REFUSED, "") from error
    short = len(address) <= LONGEST_ADDRESS
    plain = address.isascii() and address.isprintable() and not set(address) & set(" \\")
    # A name before the host is how an address pretends to lead elsewhere: https://nsm.no@evil.example
    sound = short and plain and bool(host) and "@" not in parts.netloc and port != 0
    scheme = parts.scheme == "https" or (allow_loopback_http and parts.scheme == "http" and is_loopback(host))
    if not (sound and scheme):
        raise FetchFailed(Reason.ADDRESS_REFUSED, host)
    return parts


def check_redirect(old: SplitResult, new: SplitResult) -> None:
    """Refuses to be sent to another place: only the addresses set by the organisation are spoken to.

    Raises:
        FetchFailed: Scheme, host or port differ.
    """
    if (old.scheme, old.hostname, old.port) != (new.scheme, new.hostname, new.port):
        raise FetchFailed(Reason.REDIRECT_REFUSED, new.hostname or "")


def is_loopback(host: str) -> bool:
    """Whether a host is this machine itself."""
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def is_web_page(content_type: str, beginning: bytes) -> bool:
    """Whether an answer is a page for people, by its header or by how it begins."""
    kind = content_type.partition(";")[0].strip().lower()
    start = beginning.removeprefix(b"\xef\xbb\xbf").lstrip()[:15].lower()
    return kind in ("text/html", "application/xhtml+xml") or start.startswith((b"<!doctype html", b"<html"))
