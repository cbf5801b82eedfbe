import gzip
import socket
import subprocess
import sys
import threading
import tracemalloc
from collections.abc import Callable
from pathlib import Path

import pytest

from core import transport
from core.errors import Cancelled, ProfileError
from core.transport import FetchFailed, Limits, Reason
from tests.core.transport.servers import CERTIFICATE, Answer, Server, dripping, head, sending, serving, silent

pytestmark = pytest.mark.loopback

BODY = bytes(range(256)) * 1000
LIMITS = Limits(length=len(BODY), connect=2, read=2, total=4, piece=4096)
HASTY = Limits(length=len(BODY), connect=1, read=1, total=0.4, piece=4096)


class Listener:
    """A reporter that writes down, and may stop the work."""

    def __init__(self, stop_after: int | None = None) -> None:
        self.steps: list[tuple[int, int]] = []
        self._stop_after = stop_after

    def step(self, done: int, total: int) -> None:
        self.steps.append((done, total))
        if self._stop_after is not None and done > self._stop_after:
            raise Cancelled


def fetch(server: Server, limits: Limits = LIMITS, listener: Listener | None = None) -> bytes:
    return transport.fetch_bytes(server.address, limits, listener, allow_loopback_http=True)


def failure(answer: Answer, limits: Limits = LIMITS) -> FetchFailed:
    with serving(answer) as server, pytest.raises(FetchFailed) as caught:
        fetch(server, limits)
    return caught.value


def test_good_file_comes_whole_and_is_reported() -> None:
    listener = Listener()
    with serving(sending(head(len(BODY)), BODY)) as server:
        assert fetch(server, listener=listener) == BODY
    assert listener.steps[0] == (0, len(BODY))
    assert listener.steps[-1] == (len(BODY), len(BODY))
    assert [done for done, _ in listener.steps] == sorted(done for done, _ in listener.steps)
    assert max(b[0] - a[0] for a, b in zip(listener.steps, listener.steps[1:], strict=False)) <= LIMITS.piece


def test_file_without_a_promised_length_comes_whole() -> None:
    listener = Listener()
    with serving(sending(head(None), BODY)) as server:
        assert fetch(server, listener=listener) == BODY
    assert listener.steps[-1] == (len(BODY), 0)


def test_chunked_file_comes_whole() -> None:
    chunks = b"".join(b"%x\r\n%b\r\n" % (len(part), part) for part in (BODY[:10], BODY[10:])) + b"0\r\n\r\n"
    with serving(sending(head(None, "Transfer-Encoding: chunked"), chunks)) as server:
        assert fetch(server) == BODY


def test_empty_file_is_a_file() -> None:
    with serving(sending(head(0))) as server:
        assert fetch(server) == b""


def test_packed_body_is_not_unpacked() -> None:
    with serving(sending(head(5, "Content-Encoding: gzip"), b"\x1f\x8bxyz")) as server:
        assert fetch(server) == b"\x1f\x8bxyz"


def test_nobody_is_told_who_asks(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    netrc = tmp_path / "netrc"
    netrc.write_text("machine 127.0.0.1 login somebody password secret\n")
    netrc.chmod(0o600)
    monkeypatch.setenv("NETRC", str(netrc))
    with serving(sending(head(0, "Set-Cookie: who=me"))) as server:
        fetch(server)
        fetch(server)
    names = {line.partition(":")[0] for request in server.seen for line in request.splitlines()[1:] if line}
    assert names - {"Connection"} == {"Host", "User-Agent", "Accept", "Accept-Encoding"}
    assert all("User-Agent: Appvett\r\n" in request for request in server.seen)


@pytest.mark.parametrize(
    ("answer", "reason"),
    [
        (sending(head(len(BODY) + 1), BODY), Reason.TOO_LONG),
        (sending(head(None), BODY, b"x"), Reason.TOO_LONG),
        (sending(head(None, "Transfer-Encoding: chunked"), b"fffffff\r\n", BODY * 2), Reason.TOO_LONG),
        (sending(head(len(BODY)), BODY[:-1]), Reason.CUT_SHORT),
        (sending(head(None, "Transfer-Encoding: chunked"), b"ff\r\nxyz"), Reason.CUT_SHORT),
        (sending(head(4, "Content-Type: text/html; charset=utf-8"), b"data"), Reason.WEB_PAGE),
        (sending(head(None), b"\n <!DOCTYPE html><title>Log in</title>"), Reason.WEB_PAGE),
        (sending(head(0, status="500 Oh no")), Reason.STATUS),
        (sending(head(0, status="404 Not Found")), Reason.STATUS),
        (sending(head(0, status="204 No Content")), Reason.STATUS),
        (sending(), Reason.NO_CONNECTION),
        (sending(b"\x00\x01\x02 not http at all\r\n\r\n"), Reason.NO_CONNECTION),
        (sending(b"HTTP/1.1 200 OK\r\nX: ", b"a" * 100_000, b"\r\n\r\n"), Reason.TOO_LONG),
        (sending(head(0, *["X: a"] * 1000)), Reason.CUT_SHORT),
        (sending(head(None, f"Content-Length: {'9' * 5000}"), b"x"), Reason.TOO_LONG),
    ],
)
def test_bad_answers_are_told_apart(answer: Answer, reason: Reason) -> None:
    error = failure(answer)
    assert (error.reason, error.host) == (reason, "127.0.0.1")
    assert error.code == f"transport-{reason}"


def test_status_is_told() -> None:
    assert failure(sending(head(0, status="503 Later"))).status == 503


@pytest.mark.parametrize(
    "answer",
    [
        dripping(head(1000), b"x"),
        dripping(head(None), b"x"),
        dripping(b"HTTP/1.1 200 OK\r\nX-Endless: ", b"x"),
        silent,
    ],
    ids=["promised body", "body", "headers", "silence"],
)
def test_slow_server_is_left_in_time(answer: Answer) -> None:
    assert failure(answer, HASTY).reason is Reason.TOO_SLOW


def test_server_without_a_sign_of_life_is_left() -> None:
    assert failure(silent, Limits(length=10, connect=1, read=0.2, total=30)).reason is Reason.TOO_SLOW


def test_endless_data_stop_at_the_limit() -> None:
    error = failure(dripping(head(None), BODY), Limits(length=3 * len(BODY), total=30))
    assert error.reason is Reason.TOO_LONG


@pytest.mark.parametrize(
    "target",
    [
        "http://packages.example/file",
        "https://packages.example/file",
        "https://127.0.0.1/file",
        "http://127.0.0.1:1/file",
        "//packages.example/file",
        "file:///etc/passwd",
        "https://somebody:secret@127.0.0.1/file",
        "http://[",
        "http://127.0.0.1:99999/",
        "/\u00e6",
        "https://evil\x1b[31m\x07.example/\u202e",
        "",
    ],
)
def test_redirects_lead_nowhere_else(target: str) -> None:
    error = failure(sending(head(0, f"Location: {target}", status="302 Found")))
    assert error.reason is Reason.REDIRECT_REFUSED
    assert "secret" not in str(error)


@pytest.mark.parametrize(
    "target", [b"/\xff\xfe", b"https://\xe2\x80\xae.example/", b"https://evil\x9b31m\xe2.example/"]
)
def test_redirect_to_what_is_no_text_is_refused(target: bytes) -> None:
    answer = sending(b"HTTP/1.1 302 Found\r\nConnection: close\r\nContent-Length: 0\r\nLocation: ", target, b"\r\n\r\n")
    assert failure(answer).reason is Reason.REDIRECT_REFUSED


def test_body_of_a_redirect_is_neither_awaited_nor_read() -> None:
    def answer(line: socket.socket, over: threading.Event) -> None:
        first = len(server.seen) == 1
        beginning = head(None, "Location: /other", status="302 Found")
        (dripping(beginning, BODY) if first else sending(head(4), b"data"))(line, over)

    with serving(answer) as server:
        assert fetch(server) == b"data"


def test_body_of_a_redirect_is_not_unpacked() -> None:
    bomb = gzip.compress(bytes(60_000_000), 1)
    redirect = head(len(bomb), "Location: https://other.example/", "Content-Encoding: gzip", status="302 Found")
    tracemalloc.start()
    try:
        assert failure(sending(redirect, bomb)).reason is Reason.REDIRECT_REFUSED
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert peak < 20_000_000


def test_redirect_within_the_host_is_followed() -> None:
    def answer(line: socket.socket, _over: object) -> None:
        first = len(server.seen) == 1
        line.sendall(head(0, "Location: /other", status="307 There") if first else head(4) + b"data")

    with serving(answer) as server:
        assert fetch(server) == b"data"
    assert server.seen[1].startswith("GET /other ")


def test_fetch_is_stopped_by_its_reporter() -> None:
    with serving(dripping(head(None), b"x")) as server, pytest.raises(Cancelled):
        fetch(server, Limits(length=10**6), Listener(stop_after=3))


def test_nobody_answers() -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
    with pytest.raises(FetchFailed) as caught:
        transport.fetch_bytes(f"http://127.0.0.1:{port}/", LIMITS, allow_loopback_http=True)
    assert caught.value.reason is Reason.NO_CONNECTION


def test_certificate_of_an_unknown_issuer_is_refused() -> None:
    with serving(sending(head(4), b"data"), secure=True) as server, pytest.raises(FetchFailed) as caught:
        fetch(server)
    assert caught.value.reason is Reason.CERTIFICATE
    assert server.seen == []


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere the system's store is no file")
def test_certificate_in_the_system_store_is_trusted(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SSL_CERT_FILE", str(CERTIFICATE))
    with serving(sending(head(4), b"data"), secure=True) as server:
        assert fetch(server) == b"data"


def test_silent_handshake_is_left_in_time() -> None:
    with serving(silent) as server, pytest.raises(FetchFailed) as caught:
        transport.fetch_bytes(server.address.replace("http:", "https:"), HASTY, allow_loopback_http=True)
    assert caught.value.reason is Reason.TOO_SLOW


def test_file_is_replaced_only_by_a_whole_one(tmp_path: Path) -> None:
    target = tmp_path / "catalogue"
    target.write_bytes(b"old")
    with serving(sending(head(10), b"half")) as server, pytest.raises(FetchFailed):
        transport.fetch_file(server.address, target, LIMITS, allow_loopback_http=True)
    assert [path.name for path in tmp_path.iterdir()] == ["catalogue"]
    assert target.read_bytes() == b"old"
    with serving(sending(head(len(BODY)), BODY)) as server:
        assert transport.fetch_file(server.address, target, LIMITS, allow_loopback_http=True) == len(BODY)
    assert [path.name for path in tmp_path.iterdir()] == ["catalogue"]
    assert target.read_bytes() == BODY


def test_file_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    with serving(sending(head(4), b"data")) as server, pytest.raises(ProfileError):
        transport.fetch_file(server.address, tmp_path / "no" / "where", LIMITS, allow_loopback_http=True)


def test_reader_may_stop_early() -> None:
    with serving(sending(head(len(BODY)), BODY)) as server:
        pieces = transport.fetch_pieces(server.address, LIMITS, allow_loopback_http=True)
        assert next(pieces)
        pieces.close()


def test_requests_is_loaded_only_when_needed() -> None:
    code = "import sys, core.transport; sys.exit('requests' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


@pytest.mark.parametrize("call", [transport.fetch_bytes, transport.fetch_pieces])
def test_plain_http_is_refused_without_leave(call: Callable[[str, Limits], object]) -> None:
    with serving(sending(head(4), b"data")) as server, pytest.raises(FetchFailed) as caught:
        list(call(server.address, LIMITS))  # type: ignore[call-overload]
    assert caught.value.reason is Reason.ADDRESS_REFUSED
    assert server.seen == []
