"""One connection to one server: the system's certificates and proxy, no cookies, no log-in, an end in time.

A socket's own time limit begins anew with each byte: a server that sends one byte of its headers every ten
seconds would hold us for a day. So `Session.abort` can cut the line from another thread.
"""

import contextlib
import http.client
import socket
import ssl
from typing import TYPE_CHECKING, Any

import requests
import truststore
import urllib3
from requests.adapters import HTTPAdapter
from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.connectionpool import HTTPConnectionPool, HTTPSConnectionPool

from core.transport.failures import Reason

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

HEADERS = {"User-Agent": "Appvett", "Accept": "*/*", "Accept-Encoding": "identity"}
"""The same from everybody: no version, no system, no language. The body comes as it is stored."""

FAILURES = (
    requests.RequestException,
    urllib3.exceptions.HTTPError,
    http.client.HTTPException,
    OSError,
)
"""Everything that the libraries raise when a line or a server fails."""


LONGEST_LINE = 65_536
"""Bytes of a line in the headers of an answer; `http.client` takes no more of them."""


def reason_of(error: Exception) -> Reason:
    """What one of `FAILURES` means."""
    causes = {type(cause) for cause in _causes(error)}
    if http.client.LineTooLong in causes:
        return Reason.TOO_LONG
    # The bare class is how http.client tells that there are too many headers, and that it left.
    if http.client.HTTPException in causes:
        return Reason.CUT_SHORT
    if isinstance(error, (requests.Timeout, urllib3.exceptions.TimeoutError, TimeoutError)):
        return Reason.TOO_SLOW
    if isinstance(error, (requests.exceptions.SSLError, urllib3.exceptions.SSLError, ssl.SSLError)):
        return Reason.CERTIFICATE
    if isinstance(error, (urllib3.exceptions.ProtocolError, http.client.HTTPException)):
        return Reason.CUT_SHORT
    return Reason.NO_CONNECTION


def _causes(error: BaseException | None) -> "Iterator[BaseException]":
    """An error and what it was raised for."""
    while error is not None:
        yield error
        error = error.__cause__ or error.__context__


class Session:
    """A session of requests that says nothing about who asks, and can be cut from another thread."""

    def __init__(self, *, system_proxy: bool) -> None:
        self._lines: list[socket.socket] = []
        self._aborted = False
        self._sent = 0
        self._session = _LedNowhere()
        self._session.trust_env = system_proxy
        # Without an auth of its own, requests looks for a password in ~/.netrc.
        self._session.auth = _keep_as_it_is
        self._session.headers.clear()
        self._session.headers.update(HEADERS)
        self._session.mount("https://", _Adapter(self._remember, self._count))
        self._session.mount("http://", _Adapter(self._remember, self._count))

    def get(self, address: str, *, connect: float, read: float) -> requests.Response:
        """Asks for an address and gives the answer without its body; redirects are not followed.

        Raises:
            requests.RequestException: It could not be asked.
        """
        self._session.cookies.clear()
        return self._session.get(address, timeout=(connect, read), stream=True, allow_redirects=False)

    def abort(self) -> None:
        """Cuts all lines, so that a read in another thread ends at once."""
        self._aborted = True
        for line in self._lines:
            with contextlib.suppress(OSError):
                line.shutdown(socket.SHUT_RDWR)

    @property
    def aborted(self) -> bool:
        """Whether the lines were cut."""
        return self._aborted

    @property
    def sent(self) -> int:
        """Bytes of HTTP handed to all lines so far."""
        return self._sent

    def close(self) -> None:
        """Gives everything back."""
        self._session.close()
        self._lines.clear()

    def _remember(self, line: socket.socket) -> None:
        self._lines.append(line)
        if self._aborted:
            self.abort()

    def _count(self, count: int) -> None:
        self._sent += count


def _keep_as_it_is(request: requests.PreparedRequest) -> requests.PreparedRequest:
    """An auth that adds nothing."""
    return request


class _LedNowhere(requests.Session):
    """Never looks where a server sends us: to do so, requests reads and unpacks the redirect's body without a bound."""

    def get_redirect_target(self, resp: requests.Response) -> str | None:  # noqa: ARG002
        """None; whoever asked reads the header."""
        return None


class _Adapter(HTTPAdapter):
    """Trusts the operating system's certificates, those alone, and tells of each new line and of what is sent."""

    def __init__(self, remember: "Callable[[socket.socket], None]", count: "Callable[[int], None]") -> None:
        self._pools = _pools_that_tell(remember, count)
        self._trust = truststore.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
        super().__init__(max_retries=0)

    def init_poolmanager(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401 - passed on to requests
        super().init_poolmanager(*args, ssl_context=self._trust, **kwargs)
        self.poolmanager.pool_classes_by_scheme = self._pools

    def proxy_manager_for(self, proxy: str, **kwargs: Any) -> Any:  # noqa: ANN401 - passed on to requests
        manager = super().proxy_manager_for(proxy, ssl_context=self._trust, **kwargs)
        manager.pool_classes_by_scheme = self._pools
        return manager

    def cert_verify(self, conn: Any, url: str, verify: Any, cert: Any) -> None:  # noqa: ANN401, ARG002
        """Verifies with the system's store; requests would add the list that comes with certifi."""
        if url.lower().startswith("https"):
            conn.cert_reqs = "CERT_REQUIRED"
            conn.ca_certs = None
            conn.ca_cert_dir = None


def _pools_that_tell(
    remember: "Callable[[socket.socket], None]", count: "Callable[[int], None]"
) -> dict[str, type[HTTPConnectionPool]]:
    """The pools of urllib3 with connections that tell what passes.

    They hand over their socket before a byte is read from it, and count what they send: the words to a proxy and the
    request.
    """

    class Counting(HTTPConnection):
        def send(self, data: Any) -> None:  # noqa: ANN401 - bytes, where a request has no body
            if self.sock is None:
                self.connect()
            count(len(data))
            super().send(data)

    class Plain(Counting):
        def connect(self) -> None:
            super().connect()
            remember(self.sock)

    class Secure(Counting, HTTPSConnection):
        def _new_conn(self) -> socket.socket:
            # The handshake, too, can be made to last: the line is handed over before it.
            line = super()._new_conn()
            remember(line)
            return line

        def connect(self) -> None:
            super().connect()
            remember(self.sock)

    class PlainPool(HTTPConnectionPool):
        ConnectionCls = Plain

    class SecurePool(HTTPSConnectionPool):
        ConnectionCls = Secure

    return {"http": PlainPool, "https": SecurePool}
