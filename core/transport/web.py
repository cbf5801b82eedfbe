"""Fetching over https.

What holds for every fetch:

1. https only, to a host without a user's name; plain http to this machine for tests.
2. Certificates from the operating system's store; no switch turns the check off.
3. The system's proxy. No cookie, no password, no word of who we are.
4. Redirects only within the same host; each is checked like the first address, and its body is not read.
5. A limit in bytes that no header can raise, one in seconds for the whole, and one between two signs of life.
6. The body as it came, never unpacked, in pieces; a page for people is refused.
7. The reporter hears of each piece and may stop the fetch; the connection is closed whatever happens.
"""

from __future__ import annotations

import os
import threading
from contextlib import ExitStack, closing, contextmanager
from typing import TYPE_CHECKING
from urllib.parse import urljoin

from core.errors import ProfileError, Reporter, Silent
from core.texts.phrase import phrase
from core.transport.failures import FetchFailed, Reason
from core.transport.limits import Limits, check_address, check_redirect, is_web_page
from core.transport.traffic import OnTraffic, Traffic

if TYPE_CHECKING:
    from collections.abc import Generator, Iterator
    from pathlib import Path
    from urllib.parse import SplitResult

    from requests import Response

    from core.transport.session import Session

_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_MOST_REDIRECTS = 5
_MOST_DIGITS = 20


def fetch_bytes(
    address: str, limits: Limits, reporter: Reporter | None = None, *, allow_loopback_http: bool = False
) -> bytes:
    """Fetches a small file into memory.

    Args:
        address: Where it lies.
        limits: Bounds; `length` bounds the memory as well.
        reporter: Hears of progress in bytes (`total` 0: not told) and may stop the fetch.
        allow_loopback_http: Whether plain http to this machine is fine; for tests.

    Raises:
        FetchFailed: It could not be had, whole and within the limits.
        Cancelled: The reporter stopped it.
    """
    return b"".join(fetch_pieces(address, limits, reporter, allow_loopback_http=allow_loopback_http))


def fetch_file(
    address: str,
    target: Path,
    limits: Limits,
    reporter: Reporter | None = None,
    *,
    allow_loopback_http: bool = False,
) -> int:
    """Fetches a file to a path, whole or not at all; what lay there before is replaced only at the end.

    Args:
        address: Where it lies.
        target: Where it goes; its folder must exist.
        limits: Bounds.
        reporter: Hears of progress in bytes (`total` 0: not told) and may stop the fetch.
        allow_loopback_http: Whether plain http to this machine is fine; for tests.

    Returns:
        Its length in bytes.

    Raises:
        FetchFailed: It could not be had, whole and within the limits.
        ProfileError: It could not be written.
        Cancelled: The reporter stopped it.
    """
    part = target.with_name(f"{target.name}.part")
    pieces = fetch_pieces(address, limits, reporter, allow_loopback_http=allow_loopback_http)
    try:
        with closing(pieces), part.open("wb") as out:
            length = sum(out.write(piece) for piece in pieces)
            out.flush()
            os.fsync(out.fileno())
        part.replace(target)
    except OSError as error:
        raise ProfileError(
            phrase("{path} could not be written: {why}", path=str(target), why=error.strerror or str(error)),
            phrase("Make room on the disk, or check who may write to that folder."),
            safe=phrase("What lay there before is unchanged."),
        ) from error
    finally:
        part.unlink(missing_ok=True)
    return length


def fetch_pieces(
    address: str,
    limits: Limits,
    reporter: Reporter | None = None,
    *,
    allow_loopback_http: bool = False,
    session: Session | None = None,
    on_traffic: OnTraffic | None = None,
) -> Generator[bytes]:
    """Fetches a file in pieces, each at most `limits.piece` bytes; close the generator to stop early.

    Nothing may be done with the pieces that cannot be undone before the last one has come.

    Args:
        address: Where it lies.
        limits: Bounds.
        reporter: Hears of progress in bytes (`total` 0: not told) and may stop the fetch.
        allow_loopback_http: Whether plain http to this machine is fine; for tests.
        session: Used and left open, for several files of one server; `aborted` afterwards where a time limit was
            reached: then it is of no further use. None: one is made and closed.
        on_traffic: Is told of each request, also of failed ones.

    Raises:
        FetchFailed: It could not be had, whole and within the limits.
        Cancelled: The reporter stopped it.
    """
    from core.transport.session import FAILURES, LONGEST_LINE, Session, reason_of

    host = check_address(address, allow_loopback_http=allow_loopback_http).hostname or ""
    line = session or Session(system_proxy=not allow_loopback_http)
    try:
        with ExitStack() as ends, closing(_Meter(line, on_traffic)) as meter:
            if session is None:
                ends.callback(line.close)
            with _last_moment(line, limits.total):
                with closing(_open(line, address, limits, meter, allow_loopback_http=allow_loopback_http)) as answer:
                    yield from _read(answer, limits, reporter or Silent(), host, meter)
                _refuse_cut(line, host)
    except FAILURES as error:
        reason = Reason.TOO_SLOW if line.aborted else reason_of(error)
        raise FetchFailed(reason, host, limit=LONGEST_LINE) from error
    except FetchFailed as error:
        # A cut line looks like one that ended too soon.
        if line.aborted and error.reason is Reason.CUT_SHORT:
            raise FetchFailed(Reason.TOO_SLOW, host) from error
        raise


class _Meter:
    """Counts what each request sends and gets, and tells of it when the next one begins or all are over."""

    def __init__(self, session: Session, on_traffic: OnTraffic | None) -> None:
        self._session = session
        self._on_traffic = on_traffic
        self._asked: SplitResult | None = None
        self._sent_before = self._received = 0

    def ask(self, address: SplitResult) -> None:
        """A request begins."""
        self.close()
        self._asked, self._sent_before, self._received = address, self._session.sent, 0

    def got(self, count: int) -> None:
        """So many bytes of a body came."""
        self._received += count

    def close(self) -> None:
        """The request is over."""
        asked, self._asked = self._asked, None
        if asked is not None and self._on_traffic is not None:
            path = f"{asked.path or '/'}?{asked.query}" if asked.query else asked.path or "/"
            sent = self._session.sent - self._sent_before
            self._on_traffic(Traffic(asked.hostname or "", path, sent, self._received))


@contextmanager
def _last_moment(session: Session, seconds: float) -> Iterator[None]:
    """Cuts the session's lines when the time for the whole is over."""
    timer = threading.Timer(seconds, session.abort)
    timer.name = "fetch-time-limit"
    timer.daemon = True
    timer.start()
    try:
        yield
    finally:
        timer.cancel()
        timer.join()


def _open(session: Session, address: str, limits: Limits, meter: _Meter, *, allow_loopback_http: bool) -> Response:
    """The answer with status 200 behind the redirects of one host."""
    here = check_address(address, allow_loopback_http=allow_loopback_http)
    for _ in range(_MOST_REDIRECTS + 1):
        meter.ask(here)
        response = session.get(here.geturl(), connect=limits.connect, read=limits.read)
        if response.status_code not in _REDIRECTS:
            break
        response.close()
        here = _led_on(here, response.headers.get("Location", ""), allow_loopback_http=allow_loopback_http)
    else:
        raise FetchFailed(Reason.REDIRECT_REFUSED, here.hostname or "")
    if response.status_code != 200:  # noqa: PLR2004 - the number is its name
        response.close()
        raise FetchFailed(Reason.STATUS, here.hostname or "", status=response.status_code)
    return response


def _led_on(here: SplitResult, location: str, *, allow_loopback_http: bool) -> SplitResult:
    """Where a redirect leads, if we may go there."""
    try:
        target = check_address(urljoin(here.geturl(), location), allow_loopback_http=allow_loopback_http)
    except FetchFailed as error:
        raise FetchFailed(Reason.REDIRECT_REFUSED, error.host) from error
    except ValueError as error:
        raise FetchFailed(Reason.REDIRECT_REFUSED, here.hostname or "") from error
    check_redirect(here, target)
    return target


def _read(response: Response, limits: Limits, reporter: Reporter, host: str, meter: _Meter) -> Iterator[bytes]:
    """The body in pieces, counted against what is allowed and what was promised."""
    promised = _promised(response)
    if promised is not None and promised > limits.length:
        raise FetchFailed(Reason.TOO_LONG, host, limit=limits.length)
    done = 0
    reporter.step(done, promised or 0)
    # read1 gives what has come; read would wait for a full piece, and a slow server could hold us.
    while piece := response.raw.read1(limits.piece, decode_content=False):
        meter.got(len(piece))
        if done == 0 and is_web_page(response.headers.get("Content-Type", ""), piece):
            raise FetchFailed(Reason.WEB_PAGE, host)
        done += len(piece)
        if done > limits.length:
            raise FetchFailed(Reason.TOO_LONG, host, limit=limits.length)
        reporter.step(done, promised or 0)
        yield piece
    if promised is not None and done != promised:
        raise FetchFailed(Reason.CUT_SHORT, host)


def _promised(response: Response) -> int | None:
    """The length that the server promises, in bytes; None when it does not, or makes no sense."""
    text = response.headers.get("Content-Length", "")
    # Python refuses to read thousands of digits; the first ones alone are more than is allowed anywhere.
    return int(text[:_MOST_DIGITS]) if text.isascii() and text.isdigit() else None


def _refuse_cut(session: Session, host: str) -> None:
    """A body without a promised length ends quietly when the line is cut: then it is not whole."""
    if session.aborted:
        raise FetchFailed(Reason.TOO_SLOW, host)
