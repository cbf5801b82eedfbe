"""Reading a release from a web server.

One connection serves all files of a sync. What is asked for is the address that the organisation set and the name of a
file, with the same headers from everybody; what a person looks up has no way in here.

A failed connection and a server in trouble are tried again, twice, after a second and after three. A refusal, a
certificate, a time limit and a file that is not there are not: they would be the same again, or take as long again.
"""

from __future__ import annotations

import hashlib
import re
import time
from collections.abc import Callable, Generator
from contextlib import closing
from typing import TYPE_CHECKING
from urllib.parse import unquote, urlsplit

from core.errors import Reporter
from core.transport.failures import FetchFailed, Reason
from core.transport.limits import Pace, check_address
from core.transport.source import NotThere
from core.transport.traffic import OnTraffic, Traffic
from core.transport.web import fetch_pieces

if TYPE_CHECKING:
    from core.transport.session import Session

PAUSES = (1.0, 3.0)
"""Seconds before the second and the third try."""

_NOT_THERE = (403, 404, 410)  # stores of files say 403 for a file they do not have
_TRY_AGAIN = (Reason.NO_CONNECTION, Reason.CUT_SHORT)
_SERVER_IN_TROUBLE = 500
_PART = re.compile(r"[A-Za-z0-9._~!$&'()*+,;=:@%-]+")
_TICK = 0.1  # seconds; how soon a pause hears that it is cancelled
_PACE = Pace()


class WebSource:
    """A repository on a web server.

    Attributes:
        name: the host, as it is shown; empty where the address has none.
    """

    def __init__(
        self,
        address: str,
        *,
        on_traffic: OnTraffic | None = None,
        allow_loopback_http: bool = False,
        pace: Pace = _PACE,
        wait: Callable[[float], None] = time.sleep,
    ) -> None:
        """Takes the address of the folder that holds `metadata/` and `targets/`; it is checked when files are fetched.

        Args:
            address: https, perhaps with a path, without a question mark.
            on_traffic: Is told of every request, also of failed ones.
            allow_loopback_http: Whether plain http to this machine is fine, and no proxy is used; for tests.
            pace: How patient to be.
            wait: Pauses for so many seconds.
        """
        self.name = _host(address)
        self._address = address
        self._on_traffic = on_traffic or _tell_nobody
        self._loopback = allow_loopback_http
        self._pace = pace
        self._wait = wait
        self._session: Session | None = None

    def pieces(self, path: str, most: int, reporter: Reporter) -> Generator[bytes]:
        """A file in pieces; see `core.transport.source.Source`.

        Raises:
            NotThere: The server has no such file.
            FetchFailed: It could not be had, whole and within the limits.
            Cancelled: The reporter stopped it.
        """
        address = self._join(path)
        given = _Given()
        for pause in (*PAUSES, None):
            try:
                with closing(self._fetch(address, most, reporter)) as pieces:
                    for piece in pieces:
                        if fresh := given.beyond(piece, self.name):
                            yield fresh
                given.end(self.name)
            except FetchFailed as error:
                if error.status in _NOT_THERE:
                    raise NotThere(self.name, path) from error
                if pause is None or not _may_pass(error):
                    raise
            else:
                return
            given.begin_again()
            self._pause(pause, reporter)

    def close(self) -> None:
        """Closes the connection; the next file opens another. Never raises."""
        session, self._session = self._session, None
        if session is not None:
            session.close()

    def _join(self, path: str) -> str:
        base = check_address(self._address, allow_loopback_http=self._loopback)
        if base.query or base.fragment or self._address.endswith(("?", "#")):
            raise FetchFailed(Reason.ADDRESS_REFUSED, self.name)
        if not all(_is_part(part) for part in path.split("/")):
            raise FetchFailed(Reason.NAME_REFUSED, self.name, path=path)
        return f"{self._address.rstrip('/')}/{path}"

    def _fetch(self, address: str, most: int, reporter: Reporter) -> Generator[bytes]:
        from core.transport.session import Session

        if self._session is not None and self._session.aborted:
            self.close()
        self._session = self._session or Session(system_proxy=not self._loopback)
        return fetch_pieces(
            address,
            self._pace.limits(most),
            reporter,
            allow_loopback_http=self._loopback,
            session=self._session,
            on_traffic=self._on_traffic,
        )

    def _pause(self, seconds: float, reporter: Reporter) -> None:
        for _ in range(round(seconds / _TICK)):
            reporter.step(0, 0)
            self._wait(_TICK)


class _Given:
    """What was handed on already, so that a second try goes on where the first one ended."""

    def __init__(self) -> None:
        self._length = 0
        self._digest = hashlib.sha256()
        self.begin_again()

    def begin_again(self) -> None:
        """The file comes from its beginning once more."""
        self._seen = 0
        self._seen_digest = hashlib.sha256()

    def beyond(self, piece: bytes, host: str) -> bytes:
        """What of a piece is new.

        Raises:
            FetchFailed: The part that was handed on before has other bytes now: this is another file.
        """
        old = piece[: max(0, self._length - self._seen)]
        fresh = piece[len(old) :]
        self._seen += len(piece)
        self._seen_digest.update(old)
        if old and self._seen >= self._length and self._seen_digest.digest() != self._digest.digest():
            raise FetchFailed(Reason.CHANGED, host)
        if fresh:
            self._length += len(fresh)
            self._digest.update(fresh)
            self._seen_digest.update(fresh)
        return fresh

    def end(self, host: str) -> None:
        """The file is over.

        Raises:
            FetchFailed: It is shorter than what was handed on before: this is another file.
        """
        if self._seen < self._length:
            raise FetchFailed(Reason.CHANGED, host)


def _may_pass(error: FetchFailed) -> bool:
    """Whether the next try may go better."""
    return error.reason in _TRY_AGAIN or (error.status or 0) >= _SERVER_IN_TROUBLE


def _is_part(part: str) -> bool:
    return _PART.fullmatch(part) is not None and unquote(part) not in (".", "..")


def _host(address: str) -> str:
    try:
        return urlsplit(address).hostname or ""
    except ValueError:
        return ""


def _tell_nobody(_traffic: Traffic) -> None:
    """Nobody asked."""
