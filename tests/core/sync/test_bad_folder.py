"""Sticks and shares that hold what they should not, or are pulled, and disks that are full."""

from __future__ import annotations

import errno
import os
import shutil
import socket
import subprocess
from collections.abc import Callable, Generator, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

import pytest

from core.errors import Reporter
from core.releases.model import RELEASE
from core.sync.model import Check, Outcome, Result, Station, Way
from core.sync.sources import Metered, from_folder
from core.transport.folder import find_repository
from core.transport.source import Source
from tests.core.sync.conftest import Listener, Machine
from tests.core.sync.ready import LATER, Ready, make_ready

FILES = ("timestamp.json", "2.snapshot.json", "2.targets.json", RELEASE, "catalogue-9.sqlite.zst")
"""What the newer release needs, in the order in which it is asked for."""


@pytest.fixture(scope="module")
def prepared(tmp_path_factory: pytest.TempPathFactory, small_catalogue: Path) -> Ready:
    return make_ready(tmp_path_factory.mktemp("ready"), small_catalogue)


@pytest.fixture
def ready(prepared: Ready, tmp_path: Path) -> Ready:
    return prepared.copy(tmp_path)


def path_of(ready: Ready, file: str) -> Path:
    """Where a file of the newer release lies."""
    if file in (RELEASE, "catalogue-9.sqlite.zst"):
        return ready.publisher.path_of(file)
    return ready.publisher.place.metadata / file


def take(ready: Ready, source: Metered | None = None) -> Outcome:
    return ready.machine.take(source or from_folder(ready.publisher.folder), now=LATER)


def stays(ready: Ready, outcome: Outcome) -> None:
    """Nothing was used, nothing is left, and it is said what to do."""
    assert outcome.result in (Result.FAILED, Result.REFUSED)
    assert len(outcome.said) == 3
    assert ready.machine.digest() == ready.digests[0]
    assert ready.machine.left_over() == []


def updates(ready: Ready) -> None:
    """The same machine takes a good copy."""
    assert take(ready).result is Result.UPDATED
    assert ready.machine.digest() == ready.digests[1]
    assert ready.machine.left_over() == []


# -- files that are not what they should be ----------------------------------------------------------------------------


@dataclass(frozen=True)
class Spoilt:
    """What stands where a file of the release should."""

    name: str
    put: Callable[[Path, Path], object]
    """Takes the file's path, and a folder outside of the stick that holds `secret` and the file itself as `genuine`."""
    codes: tuple[str, ...]


def flip(path: Path, _outside: Path) -> None:
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 1
    path.write_bytes(content)


def instead(make: Callable[[Path, Path], object]) -> Callable[[Path, Path], None]:
    """Removes the file first."""

    def put(path: Path, outside: Path) -> None:
        path.unlink()
        make(path, outside)

    return put


def a_socket(path: Path, _outside: Path) -> None:
    # A socket's name may be short only: it is made here and moved there.
    here = os.open(path.parent, os.O_RDONLY)
    try:
        with socket.socket(socket.AF_UNIX) as made:
            made.bind(f"/proc/self/fd/{here}/s")
        (path.parent / "s").rename(path)
    finally:
        os.close(here)


NOT_GENUINE = ("release-unreadable", "release-altered", "not-signed")
MISSING = ("transport-not-there", "release-incomplete")
NOT_PLAIN = ("transport-not-plain",)
TOO_LONG = ("transport-file-too-long", "release-altered")

SPOILT = (
    Spoilt("one byte changed", flip, NOT_GENUINE),
    Spoilt("empty", lambda path, _o: path.write_bytes(b""), NOT_GENUINE),
    Spoilt("half", lambda path, _o: os.truncate(path, path.stat().st_size // 2), NOT_GENUINE),
    Spoilt("zeros", lambda path, _o: path.write_bytes(bytes(path.stat().st_size)), NOT_GENUINE),
    Spoilt("one byte more", lambda path, _o: path.write_bytes(path.read_bytes() + b"x"), (*NOT_GENUINE, *TOO_LONG)),
    Spoilt("fifty gigabytes", lambda path, _o: os.truncate(path, 50 * 10**9), TOO_LONG),
    Spoilt("missing", lambda path, _o: path.unlink(), MISSING),
    Spoilt("a folder", instead(lambda path, _o: path.mkdir()), NOT_PLAIN),
    Spoilt("a pipe", instead(lambda path, _o: os.mkfifo(path)), NOT_PLAIN),
    Spoilt("a socket", instead(a_socket), NOT_PLAIN),
    Spoilt("a link to a secret", instead(lambda path, o: path.symlink_to(o / "secret")), NOT_PLAIN),
    Spoilt("a link to the genuine file", instead(lambda path, o: path.symlink_to(o / "genuine")), NOT_PLAIN),
    Spoilt("a link to a device", instead(lambda path, _o: path.symlink_to("/dev/zero")), NOT_PLAIN),
    Spoilt("a link to nothing", instead(lambda path, _o: path.symlink_to("nothing")), NOT_PLAIN),
    Spoilt("a link to itself", instead(lambda path, _o: path.symlink_to(path.name)), NOT_PLAIN),
)


@pytest.mark.parametrize("spoilt", SPOILT, ids=lambda spoilt: spoilt.name)
def test_spoilt_file_is_refused_by_name_and_nothing_outside_is_touched(
    ready: Ready, tmp_path: Path, spoilt: Spoilt
) -> None:
    outside = tmp_path / "outside"
    outside.mkdir()
    (outside / "secret").write_bytes(b"secret")
    os.utime(outside / "secret", (1, 1))
    for file in FILES:
        path = path_of(ready, file)
        shutil.copyfile(path, outside / "genuine")
        spoilt.put(path, outside)
        outcome = take(ready)
        assert outcome.code in spoilt.codes, file
        told = " ".join(str(value) for _, value in outcome.said[0].args) + outcome.said[0].message
        assert file.removeprefix("2.") in told
        stays(ready, outcome)
        put_back(path, outside / "genuine")
    assert (outside / "secret").stat().st_atime == 1, "somebody read it"
    updates(ready)


def put_back(path: Path, genuine: Path) -> None:
    if path.is_dir() and not path.is_symlink():
        path.rmdir()
    path.unlink(missing_ok=True)
    shutil.copyfile(genuine, path)


@pytest.mark.parametrize("folder", ["metadata", "targets"])
def test_link_in_place_of_a_folder_is_refused(ready: Ready, tmp_path: Path, folder: str) -> None:
    inside = ready.publisher.folder / folder
    inside.rename(tmp_path / "elsewhere")
    inside.symlink_to(tmp_path / "elsewhere")
    outcome = take(ready)
    assert outcome.code == "transport-not-plain"
    stays(ready, outcome)


ODD = (
    "NUL",
    "a:b",
    "x" * 255,
    "...",
    "..json",
    " ",
    "-rf",
    "metadata ",
    "evil\u202ejson.exe",
    "å",
    "*",
    "%2e%2e",
    "con.json",
)


def test_odd_things_that_nobody_asked_for_are_passed_over(ready: Ready, tmp_path: Path) -> None:
    (tmp_path / "outside").mkdir()
    for place in (ready.publisher.folder, ready.publisher.place.metadata, ready.publisher.place.targets):
        for name in ODD:
            (place / name).write_bytes(b"junk")
        os.mkfifo(place / "pipe")
        (place / "link").symlink_to("/")
        (place / "folder-link").symlink_to(tmp_path / "outside")
        (place / "loop").symlink_to(".")
        (place / "deep" / "er").mkdir(parents=True)
    os.mkfifo(ready.publisher.place.metadata / "9.root.json")
    updates(ready)
    assert list((tmp_path / "outside").iterdir()) == []


def test_pipe_in_place_of_the_next_root_is_refused(ready: Ready) -> None:
    os.mkfifo(ready.publisher.place.metadata / "2.root.json")
    outcome = take(ready)
    assert outcome.code == "transport-not-plain"
    stays(ready, outcome)


@pytest.mark.parametrize(
    "name",
    ["../../../evil", "/etc/evil", "..\\evil", "NUL", "a:b", "x" * 300, "", ".", "evil\u202egpj.exe", "a b"],
)
@pytest.mark.parametrize("part", ["catalogue", "search"])
def test_signed_release_with_an_odd_name_is_refused(ready: Ready, tmp_path: Path, name: str, part: str) -> None:
    """Even the publisher cannot make this machine write or read outside of its folders."""
    described = {"name": name, "length": 100, "unpacked": 100}
    ready.publisher.release(ready.newer, fields={part: described})
    before = sorted(path for path in tmp_path.rglob("*"))
    outcome = take(ready)
    assert outcome.result is Result.REFUSED
    stays(ready, outcome)
    new = [path for path in tmp_path.rglob("*") if path not in before]
    assert not [path for path in new if not path.is_relative_to(ready.machine.folder)]


def test_repository_is_found_below_the_folder_that_was_chosen(ready: Ready, tmp_path: Path) -> None:
    stick = tmp_path / "stick"
    stick.mkdir()
    ready.publisher.folder.rename(stick / "appvett")
    assert ready.machine.take(from_folder(stick), now=LATER).result is Result.UPDATED


@pytest.mark.parametrize("kind", ["missing", "a file", "empty", "a pipe"])
def test_folder_without_a_repository_is_told(ready: Ready, tmp_path: Path, kind: str) -> None:
    chosen = tmp_path / "chosen"
    if kind == "a file":
        chosen.write_bytes(b"")
    elif kind == "empty":
        chosen.mkdir()
    elif kind == "a pipe":
        os.mkfifo(chosen)
    outcome = take(ready, from_folder(chosen))
    assert (outcome.result, outcome.checks) == (Result.FAILED, ())
    stays(ready, outcome)


# -- a stick that is pulled --------------------------------------------------------------------------------------------


class Watched:
    """A source that does something once so many bytes have come."""

    def __init__(self, source: Source, after: int, act: Callable[[], object]) -> None:
        self.name = source.name
        self._source = source
        self._left = after
        self._act = act

    def pieces(self, path: str, most: int, reporter: Reporter) -> Generator[bytes]:
        for piece in self._source.pieces(path, most, reporter):
            self._left -= len(piece)
            yield piece
            if self._left <= 0 < self._left + len(piece):
                self._act()

    def close(self) -> None:
        self._source.close()


@contextmanager
def small_reads(monkeypatch: pytest.MonkeyPatch, pulled: Callable[[], bool]) -> Iterator[None]:
    """The stick gives 500 bytes at a time; once it was pulled, each read fails as the system lets it fail."""
    real = os.read

    def read(file: int, length: int) -> bytes:
        if pulled():
            raise OSError(errno.EIO, os.strerror(errno.EIO))
        return real(file, min(length, 500))

    with monkeypatch.context() as patched:
        patched.setattr(os, "read", read)
        yield


def whole_length(ready: Ready) -> int:
    """Bytes that a whole import of the newer release reads."""
    return sum(path_of(ready, file).stat().st_size for file in FILES)


@pytest.mark.parametrize("percent", [1, 10, 50, 90, 99])
def test_pulled_stick_leaves_the_old_catalogue_and_can_be_taken_again(
    ready: Ready, percent: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The folder is gone, and what was open gives an error."""
    gone = ready.publisher.folder.with_name("gone")
    pull = lambda: ready.publisher.folder.rename(gone)  # noqa: E731 - named for what it does
    source = Metered(
        Way.FOLDER,
        "stick",
        lambda _: Watched(find_repository(ready.publisher.folder), whole_length(ready) * percent // 100, pull),
    )
    with small_reads(monkeypatch, gone.exists):
        outcome = take(ready, source)
    assert gone.exists()
    assert (outcome.result, outcome.code) == (Result.FAILED, "transport-source-gone")
    assert "stick" in outcome.said[2].message
    gone.rename(ready.publisher.folder)
    stays(ready, outcome)
    updates(ready)


@pytest.mark.parametrize("percent", [10, 50, 90])
def test_folder_that_is_emptied_meanwhile_is_told_too(ready: Ready, tmp_path: Path, percent: int) -> None:
    """The folder where a stick appears may stay when the stick is gone."""
    copy = tmp_path / "copy"
    shutil.copytree(ready.publisher.folder, copy)

    def empty() -> None:
        for inside in copy.iterdir():
            shutil.rmtree(inside)

    after = whole_length(ready) * percent // 100
    source = Metered(Way.FOLDER, "stick", lambda _: Watched(find_repository(copy), after, empty))
    outcome = take(ready, source)
    if outcome.result is Result.UPDATED:  # the last file was open, and was read to its end
        assert ready.machine.digest() == ready.digests[1]
    else:
        assert outcome.code == "transport-source-gone"
        stays(ready, outcome)
        updates(ready)


# -- a full disk -------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class SmallDisk:
    """A data folder on a disk that can be filled."""

    folder: Path
    fill: Callable[[int], object]
    """Leaves so many bytes."""
    free: Callable[[], object]


@pytest.fixture
def small_disk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[SmallDisk]:
    """5 MB of memory where we may mount it; elsewhere the system's answers are imitated."""
    folder = tmp_path / "disk"
    folder.mkdir()
    if _mounted(folder):
        try:
            yield SmallDisk(folder, lambda leaving: _fill(folder / "filler", leaving), (folder / "filler").unlink)
        finally:
            subprocess.run(["umount", str(folder)], check=True)  # noqa: S607 - where we could mount, it is on the path
    else:
        yield from _imitated(folder, monkeypatch)


def _mounted(folder: Path) -> bool:
    mount = ["mount", "-t", "tmpfs", "-o", "size=5m", "tmpfs", str(folder)]
    with suppress(OSError):
        return subprocess.run(mount, check=False, capture_output=True).returncode == 0
    return False


def _fill(path: Path, leaving: int) -> None:
    with suppress(OSError), path.open("wb", buffering=0) as file:
        while file.write(b"x" * 4096):
            pass
    os.truncate(path, path.stat().st_size - leaving)


def _imitated(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[SmallDisk]:
    full = folder / "full"
    left: list[int] = []
    sync, usage = os.fsync, shutil.disk_usage

    def fsync(file: int) -> None:
        if full.exists() and not left[-1]:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        sync(file)

    def disk_usage(path: Path) -> object:
        return usage(path)._replace(free=left[-1] if full.exists() else 5_000_000)

    monkeypatch.setattr(os, "fsync", fsync)
    monkeypatch.setattr(shutil, "disk_usage", disk_usage)

    def fill(leaving: int) -> None:
        left.append(leaving)
        full.touch()

    yield SmallDisk(folder, fill, full.unlink)


class Filling(Listener):
    """Fills the disk when a check has come so far."""

    def __init__(self, disk: SmallDisk, check: Check) -> None:
        super().__init__()
        self._disk = disk
        self._check = check
        self._filled = False

    def step(self, done: int, total: int) -> None:
        super().step(done, total)
        if self.checks and self.checks[-1] is self._check and not self._filled:
            self._filled = True
            self._disk.fill(0)


def on_disk(ready: Ready, disk: SmallDisk) -> Ready:
    """The same machine with its data folder on the small disk."""
    shutil.copytree(ready.machine.folder, disk.folder / "data")
    return Ready(ready.publisher, Machine(Station(disk.folder / "data", ready.machine.station.root)), ready.newer)


def told_of_room(outcome: Outcome) -> dict[str, object]:
    assert (outcome.result, outcome.code) == (Result.FAILED, "no-room")
    return dict(outcome.said[0].args)


def test_release_that_needs_more_room_than_there_is_is_not_begun(ready: Ready, small_disk: SmallDisk) -> None:
    small = on_disk(ready, small_disk)
    small_disk.fill(800_000)
    outcome = take(small)
    room = told_of_room(outcome)
    file = small.publisher.releases[-1].catalogue
    assert room["needed"] == -(-(2 * file.length + file.unpacked + 1_000_000) // 1_000_000)
    assert room["free"] == 0, "megabytes, rounded down"
    assert Check.COMPLETE not in outcome.checks
    stays(small, outcome)
    small_disk.free()
    updates(small)


@pytest.mark.parametrize("check", [Check.SIGNED, Check.COMPLETE, Check.GENUINE])
def test_disk_that_is_full_in_the_middle_leaves_the_old_catalogue(
    ready: Ready, small_disk: SmallDisk, check: Check
) -> None:
    small = on_disk(ready, small_disk)
    outcome = small.machine.take(from_folder(small.publisher.folder), now=LATER, listener=Filling(small_disk, check))
    if outcome.result is not Result.UPDATED:
        room = told_of_room(outcome)
        assert (room["needed"], room["free"]) == (1, 0)
        assert small.machine.left_over() == []
        assert small.machine.digest() == small.digests[0]
    small_disk.free()
    if outcome.result is Result.UPDATED:
        assert small.machine.digest() == small.digests[1]
    else:
        updates(small)


def test_disk_that_is_full_from_the_beginning_is_told(ready: Ready, small_disk: SmallDisk) -> None:
    small = on_disk(ready, small_disk)
    small_disk.fill(0)
    outcome = take(small)
    assert told_of_room(outcome)["free"] == 0
    assert small.machine.digest() == small.digests[0]
    small_disk.free()
    updates(small)
