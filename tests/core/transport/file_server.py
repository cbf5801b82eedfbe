"""A server on this machine that gives files, keeps its lines open, and misbehaves where it is told to."""

import contextlib
import socket
import threading
from collections.abc import Iterator, MutableMapping

from tests.core.transport.servers import Answer

Files = MutableMapping[str, "bytes | Answer"]
"""By path, with the slash it begins with: a body that is sent as it should be, or something to do instead."""


class FileServer:
    """Serves files; `requests` are those it got, byte for byte, and `lines` the number of connections."""

    def __init__(self, files: Files) -> None:
        self.files = files
        self.requests: list[bytes] = []
        self.lines = 0
        self._over = threading.Event()
        self._socket = socket.create_server(("127.0.0.1", 0))
        self._open: list[socket.socket] = []
        self._threads = [threading.Thread(target=self._accept, name="file-server")]
        self.port = int(self._socket.getsockname()[1])
        self.address = f"http://127.0.0.1:{self.port}"

    @property
    def paths(self) -> list[str]:
        """What was asked for, in order."""
        return [request.split(b" ")[1].decode() for request in self.requests]

    def start(self) -> None:
        self._threads[0].start()

    def stop(self) -> None:
        self._over.set()
        for line in (self._socket, *self._open):
            with contextlib.suppress(OSError):
                line.shutdown(socket.SHUT_RDWR)
        self._socket.close()
        for thread in self._threads:
            thread.join()

    def _accept(self) -> None:
        with contextlib.suppress(OSError):
            while not self._over.is_set():
                line, _ = self._socket.accept()
                self.lines += 1
                self._open.append(line)
                thread = threading.Thread(target=self._speak, args=(line,), name="file-server-line")
                self._threads.append(thread)
                thread.start()

    def _speak(self, line: socket.socket) -> None:
        # A client that hangs up in the middle is what these tests are about.
        with line, contextlib.suppress(OSError):
            while request := _request(line):
                self.requests.append(request)
                path = request.split(b" ")[1].decode().partition("?")[0]
                content = self.files.get(path)
                if content is None:
                    line.sendall(b"HTTP/1.1 404 Not Found\r\nContent-Length: 4\r\n\r\nnone")
                elif isinstance(content, bytes):
                    line.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: %d\r\n\r\n%b" % (len(content), content))
                else:
                    content(line, self._over)
                    return


@contextlib.contextmanager
def serving_files(files: Files) -> Iterator[FileServer]:
    """A running server."""
    server = FileServer(files)
    server.start()
    try:
        yield server
    finally:
        server.stop()


def _request(line: socket.socket) -> bytes:
    request = b""
    while not request.endswith(b"\r\n\r\n"):
        part = line.recv(4096)
        if not part:
            return b""
        request += part
    return request
