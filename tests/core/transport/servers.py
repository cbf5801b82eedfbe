"""Servers on this machine that answer as they are told, also badly."""

import contextlib
import socket
import ssl
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

Answer = Callable[[socket.socket, threading.Event], None]
"""Writes to the line what it likes; the event is set when the test is over."""

CERTIFICATE = Path(__file__).with_name("loopback.pem")
"""Key and certificate of `localhost`, made for these tests alone and trusted by nobody."""


def head(length: int | None, *more: str, status: str = "200 OK") -> bytes:
    """The beginning of an answer."""
    lines = [f"HTTP/1.1 {status}", *more, "Connection: close"]
    if length is not None:
        lines.append(f"Content-Length: {length}")
    return ("\r\n".join(lines) + "\r\n\r\n").encode()


def sending(*parts: bytes) -> Answer:
    """An answer of these bytes."""
    return lambda line, _over: line.sendall(b"".join(parts))


def dripping(beginning: bytes, drop: bytes) -> Answer:
    """An answer that never ends: a drop each twentieth of a second."""

    def answer(line: socket.socket, over: threading.Event) -> None:
        line.sendall(beginning)
        while not over.wait(0.05):
            line.sendall(drop)

    return answer


def silent(_line: socket.socket, over: threading.Event) -> None:
    """Says nothing."""
    over.wait()


class Server:
    """A server; `seen` are the requests it got."""

    def __init__(self, answer: Answer, *, secure: bool = False) -> None:
        self._answer = answer
        self._over = threading.Event()
        self._socket = socket.create_server(("127.0.0.1", 0))
        self._context = _context() if secure else None
        self._thread = threading.Thread(target=self._serve, name="test-server")
        self.seen: list[str] = []
        self.address = f"http{'s' if secure else ''}://127.0.0.1:{self._socket.getsockname()[1]}/file"

    def start(self) -> None:
        self._thread.start()

    def stop(self) -> None:
        self._over.set()
        with contextlib.suppress(OSError):
            self._socket.shutdown(socket.SHUT_RDWR)
        self._socket.close()
        self._thread.join()

    def _serve(self) -> None:
        while not self._over.is_set():
            # A client that hangs up early, or does not trust us, is what these tests are about.
            with contextlib.suppress(OSError):
                line, _ = self._socket.accept()
                with line:
                    self._speak(line)

    def _speak(self, line: socket.socket) -> None:
        line.settimeout(5)
        secured = self._context.wrap_socket(line, server_side=True) if self._context else line
        with secured:
            request = b""
            while b"\r\n\r\n" not in request and (part := secured.recv(4096)):
                request += part
            self.seen.append(request.decode("latin-1"))
            self._answer(secured, self._over)


@contextlib.contextmanager
def serving(answer: Answer, *, secure: bool = False) -> Iterator[Server]:
    """A running server."""
    server = Server(answer, secure=secure)
    server.start()
    try:
        yield server
    finally:
        server.stop()


def _context() -> ssl.SSLContext:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(CERTIFICATE)
    return context
