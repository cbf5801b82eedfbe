"""How much and how long a fetch may take, which addresses it may have, and the ways in which it can fail."""

import ipaddress
from dataclasses import dataclass
from enum import StrEnum
from urllib.parse import SplitResult, urlsplit

from core.errors import TransportError
from core.texts.phrase import Phrase, phrase

LONGEST_ADDRESS = 2000
"""Characters; longer ones are nobody's catalogue."""


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


class Reason(StrEnum):
    """Why a fetch failed."""

    ADDRESS_REFUSED = "address-refused"
    """Not https, no host, or with a user's name in it."""
    REDIRECT_REFUSED = "redirect-refused"
    """The server sends us to another host or scheme, or round in circles."""
    NO_CONNECTION = "no-connection"
    """No network, no such host, or nobody answers there."""
    CERTIFICATE = "certificate"
    """The server cannot show that it is who it says."""
    STATUS = "status"
    """The server answers with another status than 200."""
    WEB_PAGE = "web-page"
    """A page for people instead of data: a login or a notice of the network."""
    TOO_LONG = "too-long"
    """More bytes than allowed."""
    TOO_SLOW = "too-slow"
    """A time limit was reached."""
    CUT_SHORT = "cut-short"
    """The connection ended before the data did."""


class FetchFailed(TransportError):
    """A fetch failed; nothing of it is kept.

    Attributes:
        reason: why.
        host: the host that was asked; empty where the address has none.
        status: the HTTP status, where the reason is that.
        code: `transport-` and the reason.
    """

    def __init__(self, reason: Reason, host: str, *, status: int | None = None, limit: int = 0) -> None:
        super().__init__(
            _what(reason, host, status or 0, limit),
            _next_step(reason),
            safe=phrase("Nothing was changed; what is on this machine stays in use."),
        )
        self.code = f"{TransportError.code}-{reason}"
        self.reason = reason
        self.host = host
        self.status = status


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


def _what(reason: Reason, host: str, status: int, limit: int) -> Phrase:
    """What happened, as a sentence. The address itself is not told: it may hold a secret."""
    sentences = {
        Reason.ADDRESS_REFUSED: phrase("This address is refused; only https addresses with a host are used."),
        Reason.REDIRECT_REFUSED: phrase("The server sent us on to {host}, which is refused.", host=host),
        Reason.NO_CONNECTION: phrase("There is no connection to {host}.", host=host),
        Reason.CERTIFICATE: phrase("{host} could not show that it is who it says.", host=host),
        Reason.STATUS: phrase("{host} answered with status {status}.", host=host, status=status),
        Reason.WEB_PAGE: phrase("{host} sent a web page instead of data, perhaps a login.", host=host),
        Reason.TOO_LONG: phrase("{host} sent more than the {limit} bytes allowed.", host=host, limit=limit),
        Reason.TOO_SLOW: phrase("{host} did not answer fast enough.", host=host),
        Reason.CUT_SHORT: phrase("The connection to {host} ended before all data had come.", host=host),
    }
    return sentences[reason]


def _next_step(reason: Reason) -> Phrase:
    if reason in (Reason.ADDRESS_REFUSED, Reason.REDIRECT_REFUSED):
        return phrase("Check the address in the settings, or ask whoever set it.")
    if reason is Reason.CERTIFICATE:
        return phrase("Ask your IT support whether this machine trusts the server's certificate.")
    if reason is Reason.WEB_PAGE:
        return phrase("Log in to the network in a browser, then try again.")
    if reason is Reason.TOO_LONG:
        return phrase("Tell whoever runs the server: it sends something else than it should.")
    return phrase("Try again later; look-up works without a network meanwhile.")
