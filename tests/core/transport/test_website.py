import socket
import threading
from collections.abc import Iterator
from contextlib import closing, contextmanager

import pytest

from core.errors import Cancelled, Reporter, Silent
from core.transport import FetchFailed, NotThere, Pace, Reason, Traffic
from core.transport.website import PAUSES, WebSource
from tests.core.transport.file_server import Files, FileServer, serving_files
from tests.core.transport.servers import Answer, dripping, head, sending, silent

pytestmark = pytest.mark.loopback

BODY = bytes(range(256)) * 1000
PACE = Pace(connect=2, read=2, start=4)
HASTY = Pace(connect=1, read=1, start=0.3, rate=10**9)
STAMP = "metadata/timestamp.json"


class Waiter:
    """Waits for nothing, and writes down for how long it should have."""

    def __init__(self) -> None:
        self.seconds = 0.0

    def __call__(self, seconds: float) -> None:
        self.seconds += seconds


class Stopper:
    """A reporter that stops the work at its n-th word."""

    def __init__(self, at: int) -> None:
        self._left = at

    def step(self, _done: int, _total: int) -> None:
        self._left -= 1
        if self._left == 0:
            raise Cancelled


class Told:
    """What a source told of its traffic, and how long it wanted to wait."""

    def __init__(self) -> None:
        self.traffic: list[Traffic] = []
        self.waiter = Waiter()


@contextmanager
def source(server: FileServer, below: str = "", pace: Pace = PACE) -> Iterator[tuple[WebSource, Told]]:
    told = Told()
    address = server.address + below
    made = WebSource(address, on_traffic=told.traffic.append, allow_loopback_http=True, pace=pace, wait=told.waiter)
    with closing(made):
        yield made, told


def fetch(source: WebSource, path: str = STAMP, most: int = len(BODY), reporter: Reporter | None = None) -> bytes:
    return b"".join(source.pieces(path, most, reporter or Silent()))


def failure(files: Files, *, pace: Pace = PACE, most: int = len(BODY)) -> tuple[FetchFailed, Told, int]:
    """How fetching the timestamp failed, what was told, and how many requests there were."""
    with serving_files(files) as server, source(server, pace=pace) as (web, told), pytest.raises(FetchFailed) as caught:
        fetch(web, most=most)
    return caught.value, told, len(server.requests)


def in_turn(*answers: Answer) -> Answer:
    """The first answer to the first request, and so on."""
    left = iter(answers)

    def answer(line: socket.socket, over: threading.Event) -> None:
        next(left)(line, over)

    return answer


@pytest.mark.parametrize("below", ["", "/", "/appvett", "/appvett/"])
def test_path_is_joined_to_the_address(below: str) -> None:
    place = below.rstrip("/") + "/metadata/timestamp.json"
    with serving_files({place: BODY}) as server, source(server, below) as (web, _told):
        assert web.name == "127.0.0.1"
        assert fetch(web) == BODY
    assert server.paths == [place]


def test_one_line_serves_all_files() -> None:
    files: Files = {f"/{n}.json": bytes([n]) for n in range(5)}
    with serving_files(files) as server, source(server) as (web, told):
        for n in range(5):
            assert fetch(web, f"{n}.json") == bytes([n])
        with pytest.raises(NotThere):
            fetch(web, "5.json")
    assert (server.lines, len(server.requests), len(told.traffic)) == (1, 6, 6)


def test_source_that_was_closed_takes_hold_again() -> None:
    with serving_files({f"/{STAMP}": BODY}) as server, source(server) as (web, _told):
        assert fetch(web) == BODY
        web.close()
        assert fetch(web) == BODY
    assert server.lines == 2


def test_requests_are_the_same_from_everybody_byte_for_byte(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LANG", "nn_NO.UTF-8")
    files: Files = {f"/repo/{STAMP}": BODY, "/repo/2.root.json": sending(head(0, "Set-Cookie: who=me"))}
    with serving_files(files) as server, source(server, "/repo") as (web, told):
        fetch(web)
        fetch(web, "2.root.json")
        fetch(web)
    line = "GET /repo/{} HTTP/1.1\r\nHost: 127.0.0.1:{}\r\nUser-Agent: Appvett\r\nAccept: */*\r\n"
    expected = [
        (line + "Accept-Encoding: identity\r\n\r\n").format(path, server.port).encode()
        for path in (STAMP, "2.root.json", STAMP)
    ]
    assert server.requests == expected
    assert [one.sent for one in told.traffic] == [len(request) for request in expected]


def test_every_byte_is_told_also_of_what_failed() -> None:
    files: Files = {
        "/whole": BODY,
        "/half": sending(head(1000), b"x" * 400),
        "/moved": sending(head(0, "Location: /whole", status="302 Found")),
        "/trouble": sending(head(7, status="500 Oh no"), b"trouble"),
        "/elsewhere": sending(head(0, "Location: https://packages.example/", status="302 Found")),
    }
    with serving_files(files) as server, source(server) as (web, told):
        for path in ("whole", "half", "moved", "trouble", "elsewhere", "none"):
            try:
                fetch(web, path)
            except (FetchFailed, NotThere):
                continue
    assert sum(one.sent for one in told.traffic) == sum(len(request) for request in server.requests)
    assert [(one.host, one.path, one.received) for one in told.traffic] == [
        ("127.0.0.1", "/whole", len(BODY)),
        *[("127.0.0.1", "/half", 400)] * 3,
        ("127.0.0.1", "/moved", 0),
        ("127.0.0.1", "/whole", len(BODY)),
        *[("127.0.0.1", "/trouble", 0)] * 3,
        ("127.0.0.1", "/elsewhere", 0),
        ("127.0.0.1", "/none", 0),
    ]


def test_attempt_without_a_connection_is_told_with_nothing_sent() -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
    told: list[Traffic] = []
    waiter = Waiter()
    web = WebSource(f"http://127.0.0.1:{port}", on_traffic=told.append, allow_loopback_http=True, wait=waiter)
    with closing(web), pytest.raises(FetchFailed) as caught:
        fetch(web)
    assert caught.value.reason is Reason.NO_CONNECTION
    assert told == [Traffic("127.0.0.1", f"/{STAMP}", 0, 0)] * 3
    assert waiter.seconds == pytest.approx(sum(PAUSES))


def test_reader_that_stops_early_is_told_of_too() -> None:
    with serving_files({f"/{STAMP}": BODY}) as server, source(server) as (web, told):
        pieces = web.pieces(STAMP, len(BODY), Silent())
        first = next(pieces)
        pieces.close()
        assert [one.received for one in told.traffic] == [len(first)]


@pytest.mark.parametrize("status", ["403 Forbidden", "404 Not Found", "410 Gone"])
def test_file_that_is_not_there_is_told_at_once(status: str) -> None:
    with (
        serving_files({f"/{STAMP}": sending(head(0, status=status))}) as server,
        source(server) as (web, told),
        pytest.raises(NotThere) as caught,
    ):
        fetch(web)
    assert (caught.value.source, caught.value.path) == ("127.0.0.1", STAMP)
    assert (len(server.requests), told.waiter.seconds) == (1, 0)


@pytest.mark.parametrize(
    ("answer", "reason"),
    [
        (sending(head(0, status="500 Oh no")), Reason.STATUS),
        (sending(head(0, status="503 Later")), Reason.STATUS),
        (sending(), Reason.NO_CONNECTION),
        (sending(head(9), b"half"), Reason.CUT_SHORT),
        (sending(head(None, "Transfer-Encoding: chunked"), b"ff\r\nxyz"), Reason.CUT_SHORT),
    ],
)
def test_trouble_is_tried_again_with_growing_pauses_and_then_told(answer: Answer, reason: Reason) -> None:
    error, told, requests = failure({f"/{STAMP}": answer})
    assert error.reason is reason
    assert requests == 3
    assert told.waiter.seconds == pytest.approx(4.0)
    assert PAUSES[0] < PAUSES[1]


@pytest.mark.parametrize(
    ("answer", "reason"),
    [
        (sending(head(0, status="400 No")), Reason.STATUS),
        (sending(head(0, status="401 Who are you")), Reason.STATUS),
        (sending(head(0, status="204 No Content")), Reason.STATUS),
        (sending(head(0, status="206 Partial Content")), Reason.STATUS),
        (sending(head(0, "Location: https://packages.example/", status="302 Found")), Reason.REDIRECT_REFUSED),
        (sending(head(None), b"<!DOCTYPE html>"), Reason.WEB_PAGE),
        (sending(head(len(BODY) + 1), BODY), Reason.TOO_LONG),
        (sending(head(None), BODY, b"x"), Reason.TOO_LONG),
    ],
)
def test_refusals_are_not_tried_again(answer: Answer, reason: Reason) -> None:
    error, told, requests = failure({f"/{STAMP}": answer})
    assert (error.reason, requests, told.waiter.seconds) == (reason, 1, 0)


@pytest.mark.parametrize("answer", [silent, dripping(head(1000), b"x"), dripping(head(None), b"x")])
def test_slow_server_is_left_in_time_and_not_asked_again(answer: Answer) -> None:
    error, _told, requests = failure({f"/{STAMP}": answer}, pace=HASTY)
    assert (error.reason, requests) == (Reason.TOO_SLOW, 1)


def test_after_a_slow_file_the_next_one_comes() -> None:
    with serving_files({"/slow": silent, "/good": BODY}) as server, source(server, pace=HASTY) as (web, _told):
        with pytest.raises(FetchFailed):
            fetch(web, "slow")
        assert fetch(web, "good") == BODY


def test_time_grows_with_what_was_promised() -> None:
    assert Pace().limits(0).total == 60
    assert Pace().limits(20_000_000).total == 1060
    assert Pace().limits(10**15).total == Pace().limits(10**3900).total == 24 * 60 * 60
    assert (Pace().limits(5).connect, Pace().limits(5).read, Pace().limits(5).length) == (15, 20, 5)


def test_second_try_goes_on_where_the_first_one_ended() -> None:
    whole = sending(head(len(BODY)), BODY)
    files: Files = {f"/{STAMP}": in_turn(sending(head(len(BODY)), BODY[:100_000]), sending(), whole)}
    with serving_files(files) as server, source(server) as (web, told):
        assert fetch(web) == BODY
    assert len(server.requests) == 3
    assert [one.received for one in told.traffic] == [100_000, 0, len(BODY)]


@pytest.mark.parametrize(
    "second",
    [b"X" + BODY[1:], BODY[:99_999] + b"X" + BODY[100_000:], BODY[:50_000], b""],
    ids=["first byte", "last byte", "shorter", "empty"],
)
def test_file_that_changes_between_two_tries_is_refused(second: bytes) -> None:
    files: Files = {f"/{STAMP}": in_turn(sending(head(len(BODY)), BODY[:100_000]), sending(head(len(second)), second))}
    error, told, _requests = failure(files)
    assert error.reason is Reason.CHANGED
    assert told.waiter.seconds == pytest.approx(PAUSES[0])


def test_pause_ends_when_it_is_cancelled() -> None:
    with serving_files({f"/{STAMP}": sending()}) as server, source(server) as (web, told), pytest.raises(Cancelled):
        fetch(web, reporter=Stopper(at=4))
    assert len(server.requests) == 1
    assert told.waiter.seconds == pytest.approx(0.3)


def test_fetch_is_cancelled_in_the_middle() -> None:
    with serving_files({f"/{STAMP}": BODY}) as server, source(server) as (web, _told):
        with pytest.raises(Cancelled):
            fetch(web, reporter=Stopper(at=2))
        assert fetch(web) == BODY


def test_what_stands_behind_a_body_is_not_taken_for_the_next_answer() -> None:
    answer = sending(b"HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\ngood", head(4), b"evil")
    with serving_files({"/first": answer, "/second": b"fine"}) as server, source(server) as (web, _told):
        assert fetch(web, "first") == b"good"
        assert fetch(web, "second") == b"fine"


@pytest.mark.parametrize(
    "length",
    [
        *("-1", "1e3", "0x10", "4, 4", "99999999999999999999", "4\r\nContent-Length: 5", ""),
        *("9" * 5000, "0" * 5000 + "4", "²"),
    ],
    ids=lambda length: length[:20],
)
def test_length_that_makes_no_sense_does_no_harm(length: str) -> None:
    answer = sending(f"HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: {length}\r\n\r\n".encode(), b"good")
    with serving_files({f"/{STAMP}": answer}) as server, source(server) as (web, _told):
        got: bytes | Reason
        try:
            got = fetch(web, most=4)
        except FetchFailed as error:
            got = error.reason
    assert got in (b"good", Reason.TOO_LONG, Reason.CUT_SHORT, Reason.NO_CONNECTION)


@pytest.mark.parametrize(
    "path",
    ["", "/", "a//b", "../a", "a/../b", "a/.", "%2e%2e/a", "a?b", "a#b", "a b", "a\nb", "a\\b", "å", "//host/a", "a/"],
)
def test_odd_paths_are_refused_before_anything_is_asked(path: str) -> None:
    with serving_files({}) as server, source(server) as (web, told), pytest.raises(FetchFailed) as caught:
        fetch(web, path)
    assert caught.value.reason is Reason.NAME_REFUSED
    assert (server.requests, told.traffic) == ([], [])


@pytest.mark.parametrize(
    "address",
    [
        "",
        "catalogue.example",
        "http://catalogue.example",
        "https://a@catalogue.example",
        "https://catalogue.example/?a",
        "https://catalogue.example/#a",
        "https://catalogue.example/?",
        "https://[::1",
        "file:///etc",
    ],
)
def test_odd_addresses_are_refused_when_a_file_is_asked_for(address: str) -> None:
    web = WebSource(address)
    assert "a@" not in web.name
    with pytest.raises(FetchFailed) as caught:
        fetch(web)
    assert caught.value.reason is Reason.ADDRESS_REFUSED
