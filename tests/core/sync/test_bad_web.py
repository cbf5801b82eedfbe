"""Servers that send what they should not: nothing of it is used, and the next good answer is taken."""

from __future__ import annotations

import socket
import threading
import tracemalloc
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

import pytest

from core.database.connections import open_profile
from core.facts import AppId
from core.releases.model import RELEASE
from core.settings.folders import profile_file
from core.settings.followed import FollowedStore
from core.sync.left import LeftStore, Totals
from core.sync.model import Outcome, Result, Way
from core.sync.sources import Metered, from_web
from core.transport import Pace
from core.transport.website import WebSource
from tests.builders import NOW
from tests.conftest import AllowLogs
from tests.core.sync.conftest import Machine
from tests.core.sync.ready import LATER, Ready, make_ready
from tests.core.transport.file_server import FileServer, serving_files
from tests.core.transport.servers import Answer, dripping, head, sending, silent
from tests.publisher import Publisher

pytestmark = pytest.mark.loopback

HASTY = Pace(connect=2, read=2, start=0.25, rate=10**9)
"""For servers that never end."""
CALM = Pace(connect=5, read=5, start=20)

FILES = ("timestamp.json", "snapshot.json", "targets.json", RELEASE, "catalogue")
"""What a release needs, in the order in which it is asked for."""


@dataclass
class Site:
    """A publisher's repository on a web server, with a release that a machine does not have yet."""

    server: FileServer
    machine: Machine
    publisher: Publisher
    newer: Path
    """The catalogue of that release."""

    def source(self, pace: Pace = CALM) -> Metered:
        """The server, without pauses between two tries."""

        def opened(heard: Callable[..., None]) -> WebSource:
            return WebSource(
                self.server.address, on_traffic=heard, allow_loopback_http=True, pace=pace, wait=lambda _seconds: None
            )

        return Metered(Way.WEB, "127.0.0.1", opened)

    def take(self, pace: Pace = CALM) -> Outcome:
        """Syncs once."""
        return self.machine.take(self.source(pace), now=LATER)

    def path(self, file: str) -> str:
        """Where a file of the newest release lies."""
        paths = [path for path in self.server.files if path.endswith(file) or (f".{file}-" in path)]
        return max(paths, key=lambda path: (self._number(path), path))

    def _number(self, path: str) -> int:
        digits = path.rpartition("/")[2].partition(".")[0]
        if digits.isdigit():
            return int(digits)
        newest = {self.publisher.path_of(name).name for name in (RELEASE, self.publisher.releases[-1].catalogue.name)}
        return int(path.rpartition("/")[2] in newest)


@pytest.fixture(scope="module")
def ready(tmp_path_factory: pytest.TempPathFactory, small_catalogue: Path) -> Ready:
    return make_ready(tmp_path_factory.mktemp("ready"), small_catalogue)


@pytest.fixture
def site(ready: Ready, tmp_path: Path) -> Iterator[Site]:
    mine = ready.copy(tmp_path)
    with serving_files(files_of(mine.publisher)) as server:
        yield Site(server, mine.machine, mine.publisher, mine.newer)


def files_of(publisher: Publisher) -> dict[str, bytes | Answer]:
    """All files of a repository, by path."""
    root = publisher.folder
    return {f"/{path.relative_to(root).as_posix()}": path.read_bytes() for path in root.rglob("*") if path.is_file()}


def stays(site: Site, outcome: Outcome, before: str | None) -> None:
    """Nothing of what was offered was used, and it is said what to do."""
    assert outcome.result in (Result.FAILED, Result.REFUSED)
    assert (outcome.code != "", len(outcome.said)) == (True, 3)
    assert outcome.before == outcome.after
    assert site.machine.digest() == before
    assert site.machine.left_over() == []


@dataclass(frozen=True)
class Bad:
    """An answer that is not the file."""

    name: str
    answer: Callable[[bytes], bytes | Answer]
    """Takes the file as it should be."""
    codes: tuple[str, ...]
    """Of the errors that may tell of it."""
    pace: Pace = CALM


NOT_GENUINE = ("release-unreadable", "release-altered", "not-signed")
TROUBLE = ("transport-cut-short", "transport-no-connection")
BROKEN_OFF = ("transport-cut-short",)
SLOW = ("transport-too-slow",)
# Where a length was signed, what is longer is left at that length; where none was, it does not make sense.
TOO_LONG = ("transport-too-long", "release-altered", "release-unreadable")


def moved(target: str) -> Callable[[bytes], Answer]:
    return lambda _content: sending(head(0, f"Location: {target}", status="302 Found"))


def chunked(content: bytes) -> bytes:
    return b"%x\r\n%b\r\n" % (len(content), content)


BAD = (
    Bad("one byte changed", lambda c: c[:-9] + bytes([c[-9] ^ 1]) + c[-8:], NOT_GENUINE),
    Bad("first byte changed", lambda c: b"\x00" + c[1:], NOT_GENUINE),
    Bad("last bytes missing", lambda c: c[:-3], NOT_GENUINE),
    Bad("empty", lambda _c: b"", NOT_GENUINE),
    Bad("another byte behind", lambda c: c + b"}", NOT_GENUINE),
    Bad("web page", lambda _c: sending(head(None, "Content-Type: text/html; charset=utf-8"), b"<p>Log in"),
        ("transport-web-page",)),
    Bad("web page without a name", lambda _c: b"<!DOCTYPE html><title>Log in</title>", ("transport-web-page",)),
    Bad("login asked for", lambda _c: sending(head(0, "WWW-Authenticate: Basic", status="401 No")),
        ("transport-status",)),
    Bad("server in trouble", lambda _c: sending(head(0, status="500 Oh no")), ("transport-status",)),
    Bad("server without the file", lambda _c: sending(head(0, status="404 Not Found")),
        ("transport-not-there", "release-incomplete")),
    Bad("nothing new", lambda _c: sending(head(None, status="304 Not Modified")), ("transport-status",)),
    Bad("part of it", lambda c: sending(head(len(c), status="206 Partial Content"), c), ("transport-status",)),
    Bad("sent on to a login", moved("https://login.example/?back=catalogue"), ("transport-redirect-refused",)),
    Bad("sent on to a file of ours", moved("file:///etc/passwd"), ("transport-redirect-refused",)),
    Bad("sent on to another port", moved("http://127.0.0.1:1/"), ("transport-redirect-refused",)),
    Bad("sent round in circles", moved("?"), ("transport-redirect-refused",)),
    Bad("sent on to half an address", moved("http://["), ("transport-redirect-refused",)),
    Bad("sent on with bytes that are no text", lambda _c: sending(b"HTTP/1.1 302 F\r\nLocation: /\xff\r\n\r\n"),
        ("transport-redirect-refused",)),
    Bad("packed", lambda c: sending(head(None, "Content-Encoding: gzip"), b"\x1f\x8b\x08\x00" + c), TOO_LONG),
    Bad("called packed", lambda c: sending(head(len(c), "Content-Encoding: br"), c[::-1]), NOT_GENUINE),
    Bad("hung up", lambda _c: sending(), TROUBLE),
    Bad("hung up in the headers", lambda _c: sending(b"HTTP/1.1 200 OK\r\nContent-Le"), (*TROUBLE, *NOT_GENUINE)),
    Bad("hung up half-way", lambda c: sending(head(len(c)), c[: len(c) // 2]), BROKEN_OFF),
    Bad("shorter than it says", lambda c: sending(head(len(c) + 5), c), (*BROKEN_OFF, *TOO_LONG)),
    Bad("longer than it says", lambda c: sending(head(len(c) - 5), c), NOT_GENUINE),
    Bad("chunk cut", lambda c: sending(head(None, "Transfer-Encoding: chunked"), chunked(c)[:-9]), BROKEN_OFF),
    Bad("chunk of an impossible length", lambda _c: sending(head(None, "Transfer-Encoding: chunked"), b"-5\r\nx\r\n"),
        (*BROKEN_OFF, *NOT_GENUINE)),
    Bad("no HTTP", lambda _c: sending(b"\x00\x01\x02 SSH-2.0\r\n\r\n"), TROUBLE),
    Bad("headers without end", lambda _c: dripping(b"HTTP/1.1 200 OK\r\n", b"X-More: " + b"x" * 60_000 + b"\r\n"),
        (*BROKEN_OFF, *SLOW), HASTY),
    Bad("one header without end", lambda _c: dripping(b"HTTP/1.1 200 OK\r\nX: ", b"x" * 60_000),
        ("transport-too-long", *SLOW), HASTY),
    Bad("promise of five thousand digits", lambda c: sending(head(None, f"Content-Length: {'9' * 5000}"), c),
        ("transport-too-long",)),
    Bad("patience asked for without end", lambda _c: dripping(b"", b"HTTP/1.1 100 Continue\r\n\r\n"), SLOW, HASTY),
    Bad("silence", lambda _c: silent, SLOW, HASTY),
    Bad("one byte at a time", lambda c: dripping(head(len(c)), b"x"), SLOW, HASTY),
    Bad("endless", lambda _c: dripping(head(None), b"x" * 3_000_000), TOO_LONG),
    Bad("fifty megabytes promised", lambda _c: dripping(head(50_000_000), b"x" * 3_000_000), TOO_LONG),
)  # fmt: skip


@pytest.mark.parametrize("bad", BAD, ids=lambda bad: bad.name)
def test_bad_answer_changes_nothing_and_is_forgotten(site: Site, bad: Bad, allow_logs: AllowLogs) -> None:
    allow_logs("Failed to parse headers")  # urllib3 tells of headers that are cut
    before = site.machine.digest()
    between = FILES[1:-1]
    # The first, the last, and each of those between in its turn: they are treated alike.
    for file in (FILES[0], between[BAD.index(bad) % len(between)], FILES[-1]):
        path = site.path(file)
        good = site.server.files[path]
        assert isinstance(good, bytes)
        site.server.files[path] = bad.answer(good)
        outcome = site.take(bad.pace)
        assert outcome.code in bad.codes, file
        stays(site, outcome, before)
        site.server.files[path] = good
    assert site.take().result is Result.UPDATED
    assert site.machine.digest() == site.publisher.releases[-1].digest


@pytest.mark.parametrize("file", [RELEASE, "catalogue"])
def test_memory_stays_small_whatever_is_sent(site: Site, file: str) -> None:
    """50 MB where a few kilobytes were promised; the server's own megabyte is counted as well."""
    megabyte = b"x" * 1_000_000
    site.take()
    site.publisher.release(site.newer, created=NOW + timedelta(days=8))
    site.server.files.update(files_of(site.publisher))
    site.machine.folder.joinpath("current.json").unlink()

    def fifty(line: socket.socket, _over: threading.Event) -> None:
        line.sendall(head(None))
        for _ in range(50):
            line.sendall(megabyte)

    site.server.files[site.path(file)] = fifty
    tracemalloc.start()
    try:
        outcome = site.take()
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert outcome.result in (Result.FAILED, Result.REFUSED)
    assert peak < 20_000_000
    promised = sum(len(content) for content in site.server.files.values() if isinstance(content, bytes))
    assert outcome.received < promised


TRICKS: dict[str, Callable[[bytes], Answer]] = {
    "line closed after each file": lambda c: sending(head(len(c)), c),
    "line closed without a word": lambda c: sending(b"HTTP/1.1 200 OK\r\nContent-Length: %d\r\n\r\n" % len(c), c),
    "no length": lambda c: sending(head(None), c),
    "in chunks": lambda c: sending(
        head(None, "Transfer-Encoding: chunked"), b"".join(chunked(c[n : n + 999]) for n in range(0, len(c), 999)),
        b"0\r\nX-After: y\r\n\r\n"),
    "second answer behind the first": lambda c: sending(
        b"HTTP/1.1 200 OK\r\nContent-Length: %d\r\n\r\n" % len(c), c, head(4), b"evil"),
    "patience asked for first": lambda c: sending(b"HTTP/1.1 100 Continue\r\n\r\n", head(len(c)), c),
    "cookies": lambda c: sending(head(len(c), "Set-Cookie: who=1", "Set-Cookie: me=2"), c),
    "older HTTP": lambda c: sending(b"HTTP/1.0 200 OK\r\n\r\n", c),
    "called a web page in vain": lambda c: sending(head(len(c), "Content-Type: application/octet-stream"), c),
}  # fmt: skip


@pytest.mark.parametrize("trick", TRICKS)
def test_unusual_but_right_answers_are_taken(site: Site, trick: str) -> None:
    for path, content in list(site.server.files.items()):
        assert isinstance(content, bytes)
        site.server.files[path] = TRICKS[trick](content)
    assert site.take().result is Result.UPDATED


def test_answer_that_gets_better_is_taken_at_the_third_try(site: Site) -> None:
    path = site.path("catalogue")
    good = site.server.files[path]
    assert isinstance(good, bytes)
    answers = iter([sending(), sending(head(len(good)), good[:500]), sending(head(len(good)), good)])

    def answer(line: socket.socket, over: threading.Event) -> None:
        next(answers)(line, over)

    site.server.files[path] = answer
    assert site.take().result is Result.UPDATED


def test_file_that_leads_round_within_the_host_is_taken(site: Site) -> None:
    path = site.path("catalogue")
    site.server.files["/elsewhere"] = site.server.files[path]
    site.server.files[path] = sending(head(0, "Location: /elsewhere", status="307 There"))
    assert site.take().result is Result.UPDATED


def test_nobody_there_is_told(site: Site) -> None:
    before = site.machine.digest()
    with socket.create_server(("127.0.0.1", 0)) as taken:
        address = f"http://127.0.0.1:{taken.getsockname()[1]}"
    nobody = Metered(
        Way.WEB,
        "127.0.0.1",
        lambda heard: WebSource(address, on_traffic=heard, allow_loopback_http=True, wait=lambda _seconds: None),
    )
    outcome = site.machine.take(nobody, now=LATER)
    assert (outcome.result, outcome.code, outcome.sent) == (Result.FAILED, "transport-no-connection", 0)
    stays(site, outcome, before)


@pytest.mark.parametrize(
    "address",
    ["", "catalogue", "http://catalogue.example", "https://me@catalogue.example", "https://[::1", "file:///x"],
)
def test_address_that_is_none_is_told(machine: Machine, address: str) -> None:
    outcome = machine.take(from_web(address))
    assert (outcome.result, outcome.code) == (Result.FAILED, "transport-address-refused")


def test_nothing_but_file_names_leaves_the_machine_and_all_of_it_is_told(
    site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whoever syncs follows an app, has a name and a language; the requests are the same as everybody's."""
    monkeypatch.setenv("LANG", "nn_NO.UTF-8")
    monkeypatch.setenv("http_proxy", "http://me:secret@proxy.example:3128")
    with closing(open_profile(profile_file(site.machine.folder))) as profile:
        FollowedStore(profile, can_save=True).follow(AppId("marker-app"), NOW.date())
    outcome = site.take()
    assert outcome.result is Result.UPDATED
    release = site.publisher.releases[-1]
    names = ["metadata/timestamp.json", "metadata/2.root.json", "metadata/timestamp.json"]
    names += ["metadata/2.snapshot.json", "metadata/2.targets.json"]
    names += [f"targets/{site.publisher.path_of(name).name}" for name in (RELEASE, release.catalogue.name)]
    headers = "Host: 127.0.0.1:{}\r\nUser-Agent: Appvett\r\nAccept: */*\r\nAccept-Encoding: identity\r\n\r\n"
    expected = [f"GET /{name} HTTP/1.1\r\n{headers.format(site.server.port)}".encode() for name in names]
    assert site.server.requests == expected
    left = sum(len(request) for request in site.server.requests)
    with closing(open_profile(profile_file(site.machine.folder))) as profile:
        store = LeftStore(profile, can_save=True)
        assert store.totals() == Totals(len(names), left, outcome.received)
        assert [one.traffic.path for one in reversed(store.newest())] == [f"/{name}" for name in names]
    assert outcome.sent == left


@pytest.mark.parametrize(
    "name",
    ["../../../evil", "/etc/evil", "..\\evil", "NUL", "a:b", "x" * 300, "", ".", "evil\u202egpj.exe", "a b", "a?b#c"],
)
def test_signed_release_with_an_odd_name_is_refused(site: Site, name: str) -> None:
    before = site.machine.digest()
    release = site.publisher.releases[-1]
    described = {"name": name, "length": release.catalogue.length, "unpacked": release.catalogue.unpacked}
    site.publisher.release(
        site.newer,
        created=NOW + timedelta(days=7),
        fields={"catalogue": described},
    )
    site.server.files.clear()
    site.server.files.update(files_of(site.publisher))
    outcome = site.take()
    assert outcome.code in ("release-unreadable", "release-incomplete")
    stays(site, outcome, before)
    assert not [path for path in site.server.paths if "evil" in path or path.endswith(("NUL", "a:b"))]


def test_error_says_what_is_safe_in_every_case(site: Site) -> None:
    site.server.files[site.path("timestamp.json")] = sending(head(0, status="503 Later"))
    outcome = site.take()
    what, safe, step = outcome.said
    assert "{status}" in what.message
    assert "in use" in safe.message
    assert step.message
