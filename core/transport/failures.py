"""The ways in which a fetch can fail, and the words for each."""

from enum import StrEnum

from core.errors import TransportError
from core.texts.phrase import Phrase, phrase


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
    CHANGED = "changed"
    """The file on the server was replaced while it was fetched."""
    SOURCE_GONE = "source-gone"
    """The stick was pulled, or the folder vanished, while it was read."""
    NAME_REFUSED = "name-refused"
    """No file of a release is called so; nothing was opened."""
    NOT_PLAIN = "not-plain"
    """A link, a pipe, a device or a folder stands where a file should; it was not followed or opened."""
    FILE_TOO_LONG = "file-too-long"
    """A file in a folder is larger than allowed."""
    UNREADABLE = "unreadable"
    """The system does not let us read the file."""


class FetchFailed(TransportError):
    """A fetch failed; nothing of it is kept.

    Attributes:
        reason: why.
        host: the host that was asked, empty where the address has none; or the folder that was read.
        status: the HTTP status, where the reason is that.
        path: the file in the folder, where the reason has to do with it.
        code: `transport-` and the reason.
    """

    def __init__(self, reason: Reason, host: str, *, status: int | None = None, limit: int = 0, path: str = "") -> None:
        super().__init__(
            _what(reason, host, path, status or 0, limit),
            _next_step(reason),
            safe=phrase("Nothing was changed; what is on this machine stays in use."),
        )
        self.code = f"{TransportError.code}-{reason}"
        self.reason = reason
        self.host = host
        self.status = status
        self.path = path


def _what(reason: Reason, host: str, file: str, status: int, limit: int) -> Phrase:
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
        Reason.CHANGED: phrase("{host} changed the file while it was fetched.", host=host),
        Reason.SOURCE_GONE: phrase("{folder} was taken away while it was read.", folder=host),
        Reason.NAME_REFUSED: phrase("No file of a release may be called “{file}”.", file=file),
        Reason.NOT_PLAIN: phrase("{file} in {folder} is no plain file; it was not opened.", file=file, folder=host),
        Reason.FILE_TOO_LONG: phrase(
            "{file} in {folder} is larger than the {limit} bytes allowed.", file=file, folder=host, limit=limit
        ),
        Reason.UNREADABLE: phrase("{file} in {folder} cannot be read.", file=file, folder=host),
    }
    return sentences[reason]


def _next_step(reason: Reason) -> Phrase:
    if reason is Reason.SOURCE_GONE:
        return phrase("Put the stick in again, or connect the folder again, and start once more.")
    if reason in (Reason.NAME_REFUSED, Reason.NOT_PLAIN, Reason.FILE_TOO_LONG):
        return phrase("Do not use this copy; get another from whoever publishes the catalogue.")
    if reason is Reason.UNREADABLE:
        return phrase("Check the stick and who may read the folder, then try again.")
    if reason in (Reason.ADDRESS_REFUSED, Reason.REDIRECT_REFUSED):
        return phrase("Check the address in the settings, or ask whoever set it.")
    if reason is Reason.CERTIFICATE:
        return phrase("Ask your IT support whether this machine trusts the server's certificate.")
    if reason is Reason.WEB_PAGE:
        return phrase("Log in to the network in a browser, then try again.")
    if reason is Reason.TOO_LONG:
        return phrase("Tell whoever runs the server: it sends something else than it should.")
    return phrase("Try again later; look-up works without a network meanwhile.")
