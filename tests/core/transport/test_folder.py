import errno
import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from core.errors import Cancelled, Reporter, Silent
from core.transport import FetchFailed, NotThere, Pace, Reason, folder
from core.transport.folder import BEGINNING, FolderSource, find_repository

BODY = bytes(range(256)) * 1000
STAMP = BEGINNING


@pytest.fixture(params=[True, False], ids=["relative", "step by step"])
def repository(request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with a timestamp. It is opened in both ways; the second is for systems that know no relative opening."""
    monkeypatch.setattr(folder, "_WALKS", request.param)
    stick = tmp_path / "stick"
    (stick / "metadata").mkdir(parents=True)
    (stick / STAMP).write_bytes(BODY)
    return stick


class Doing:
    """A reporter that does something when the first bytes have come."""

    def __init__(self, act: Callable[[], object]) -> None:
        self._act: Callable[[], object] | None = act

    def step(self, done: int, _total: int) -> None:
        if done and self._act is not None:
            act, self._act = self._act, None
            act()


def fetch(source: FolderSource, path: str = STAMP, most: int = len(BODY), reporter: Reporter | None = None) -> bytes:
    return b"".join(source.pieces(path, most, reporter or Silent()))


def failure(source: FolderSource, path: str = STAMP, most: int = len(BODY)) -> FetchFailed:
    with pytest.raises(FetchFailed) as caught:
        fetch(source, path, most)
    return caught.value


def test_file_comes_whole_and_in_pieces(repository: Path) -> None:
    source = FolderSource(repository)
    pieces = list(source.pieces(STAMP, len(BODY), Silent()))
    assert b"".join(pieces) == BODY
    assert max(map(len, pieces)) <= 65_536
    assert source.name == str(repository)


def test_folder_may_be_reached_through_a_link(repository: Path, tmp_path: Path) -> None:
    (tmp_path / "link").symlink_to(repository)
    assert fetch(FolderSource(tmp_path / "link")) == BODY


def test_missing_file_is_told(repository: Path) -> None:
    source = FolderSource(repository)
    fetch(source)
    for path in ("metadata/2.root.json", "targets/none"):
        with pytest.raises(NotThere) as caught:
            fetch(source, path)
        assert (caught.value.source, caught.value.path) == (str(repository), path)


@pytest.mark.parametrize(
    "path",
    [
        *(
            "",
            ".",
            "..",
            "../outside",
            "metadata/../../outside",
            "/etc/passwd",
            "metadata//timestamp.json",
            "metadata/",
        ),
        *("NUL", "nul.json", "metadata/con", "COM1.release.json", "lpt9", "aux.", "a:b", "C:", "a\\b", "\\\\host\\x"),
        *("a b", "a\0b", "a\nb", "å", "a*", "a?b", "a.", ".hidden", "-", "a_b", "x" * 121, "targets/" + "x" * 300),
    ],
)
def test_odd_names_are_refused_before_anything_is_opened(path: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "open", lambda *_a, **_k: pytest.fail("something was opened"))
    assert failure(FolderSource(Path("stick")), path).reason is Reason.NAME_REFUSED


def test_longest_name_is_fine(repository: Path) -> None:
    name = "a" * 64 + "." + "b" * 55
    (repository / name).write_bytes(b"x")
    assert fetch(FolderSource(repository), name) == b"x"


@pytest.mark.parametrize("outside", [True, False])
def test_link_to_a_file_is_refused(repository: Path, tmp_path: Path, outside: bool) -> None:
    target = (tmp_path if outside else repository) / "other"
    target.write_bytes(b"secret")
    (repository / "metadata" / "1.root.json").symlink_to(target)
    error = failure(FolderSource(repository), "metadata/1.root.json")
    assert (error.reason, error.path) == (Reason.NOT_PLAIN, "metadata/1.root.json")


def test_link_to_a_folder_is_refused(repository: Path, tmp_path: Path) -> None:
    (tmp_path / "other").mkdir()
    (tmp_path / "other" / "file").write_bytes(b"secret")
    (repository / "targets").symlink_to(tmp_path / "other")
    assert failure(FolderSource(repository), "targets/file").reason is Reason.NOT_PLAIN


def test_link_that_leads_nowhere_is_no_missing_file(repository: Path) -> None:
    (repository / "a").symlink_to("nowhere")
    assert failure(FolderSource(repository), "a").reason is Reason.NOT_PLAIN


def test_pipe_is_refused_without_waiting_and_without_waking_whoever_writes(repository: Path) -> None:
    os.mkfifo(repository / "pipe")
    assert failure(FolderSource(repository), "pipe").reason is Reason.NOT_PLAIN
    with pytest.raises(OSError) as caught:  # noqa: PT011 - told apart below
        os.open(repository / "pipe", os.O_WRONLY | os.O_NONBLOCK)
    assert caught.value.errno == errno.ENXIO, "somebody holds the pipe open for reading"


def test_folder_socket_and_device_in_place_of_a_file_are_refused(repository: Path) -> None:
    import socket

    (repository / "folder").mkdir()
    with socket.socket(socket.AF_UNIX) as made:
        made.bind(str(repository / "socket"))
        assert failure(FolderSource(repository), "socket").reason is Reason.NOT_PLAIN
    assert failure(FolderSource(repository), "folder").reason is Reason.NOT_PLAIN
    assert failure(FolderSource(Path("/dev")), "zero").reason is Reason.NOT_PLAIN


def test_file_in_place_of_a_folder_is_refused(repository: Path) -> None:
    (repository / "targets").write_bytes(b"")
    assert failure(FolderSource(repository), "targets/file").reason is Reason.NOT_PLAIN


def test_junction_of_windows_is_refused(repository: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(folder, "_is_reparse_point", lambda _status: True)
    assert failure(FolderSource(repository)).reason is Reason.NOT_PLAIN


def test_file_that_is_swapped_while_it_is_opened_is_refused(repository: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    real = os.open

    def swap_first(path: os.PathLike[str] | str, flags: int, **place: int) -> int:
        if str(path).endswith("timestamp.json"):
            (repository / "other").write_bytes(b"other")
            (repository / "other").replace(repository / STAMP)
        return real(path, flags, **place)

    monkeypatch.setattr(os, "open", swap_first)
    assert failure(FolderSource(repository)).reason is Reason.NOT_PLAIN


def test_file_longer_than_promised_is_not_read(repository: Path) -> None:
    error = failure(FolderSource(repository), most=len(BODY) - 1)
    assert error.reason is Reason.FILE_TOO_LONG


def test_file_that_grows_while_it_is_read_is_left_at_the_promised_length(repository: Path) -> None:
    def grow() -> None:
        with (repository / STAMP).open("ab") as file:
            file.write(BODY)

    with pytest.raises(FetchFailed) as caught:
        fetch(FolderSource(repository), reporter=Doing(grow))
    assert caught.value.reason is Reason.FILE_TOO_LONG


def test_file_that_shrinks_while_it_is_read_is_not_taken(repository: Path) -> None:
    shrink = Doing(lambda: os.truncate(repository / STAMP, 70_000))
    with pytest.raises(FetchFailed) as caught:
        fetch(FolderSource(repository), reporter=shrink)
    assert caught.value.reason is Reason.SOURCE_GONE


def test_slow_share_is_left_in_time(repository: Path) -> None:
    moments = iter(range(0, 1000, 10))
    source = FolderSource(repository, pace=Pace(start=15, rate=10**9), clock=lambda: next(moments))
    assert failure(source).reason is Reason.TOO_SLOW


def test_reading_is_stopped_by_the_reporter(repository: Path) -> None:
    def stop() -> None:
        raise Cancelled

    with pytest.raises(Cancelled):
        fetch(FolderSource(repository), reporter=Doing(stop))


@pytest.mark.parametrize("number", [errno.EIO, errno.ENODEV, errno.ENXIO, errno.ESTALE])
def test_pulled_stick_is_told(repository: Path, monkeypatch: pytest.MonkeyPatch, number: int) -> None:
    def pulled(_file: int, _length: int) -> bytes:
        raise OSError(number, os.strerror(number))

    monkeypatch.setattr(os, "read", pulled)
    error = failure(FolderSource(repository))
    assert (error.reason, error.code) == (Reason.SOURCE_GONE, "transport-source-gone")
    assert error.host == str(repository)


@pytest.mark.parametrize("what", ["folder", "content"])
def test_stick_that_vanished_between_two_files_is_told(repository: Path, what: str) -> None:
    source = FolderSource(repository)
    fetch(source)
    shutil.rmtree(repository if what == "folder" else repository / "metadata")
    for path in (STAMP, "targets/other"):
        assert failure(source, path).reason is Reason.SOURCE_GONE


def test_file_that_may_not_be_read_is_told(repository: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def denied(*_args: object, **_place: object) -> int:
        raise PermissionError(errno.EACCES, "denied")

    monkeypatch.setattr(os, "open", denied)
    assert failure(FolderSource(repository)).reason is Reason.UNREADABLE


def test_no_handle_is_left_open(repository: Path) -> None:
    os.mkfifo(repository / "pipe")
    source = FolderSource(repository)
    before = _handles()
    for path in (STAMP, "pipe", "none", "metadata/none", "none/none"):
        try:
            fetch(source, path)
        except (FetchFailed, NotThere):
            continue
    pieces = source.pieces(STAMP, len(BODY), Silent())
    next(pieces)
    pieces.close()
    assert _handles() == before


def test_repository_is_found_in_the_folder_chosen_or_in_the_one_of_our_name(repository: Path, tmp_path: Path) -> None:
    assert fetch(find_repository(repository)) == BODY
    outer = tmp_path / "drive"
    outer.mkdir()
    repository.rename(outer / "appvett")
    found = find_repository(outer)
    assert found.name == str(outer / "appvett")
    assert fetch(found) == BODY


def test_repository_is_looked_for_nowhere_else(repository: Path, tmp_path: Path) -> None:
    for place in (tmp_path, repository / "metadata", tmp_path / "none", repository / STAMP):
        with pytest.raises((NotThere, FetchFailed)):
            find_repository(place)
    (tmp_path / "appvett").symlink_to(repository)
    with pytest.raises(FetchFailed) as caught:
        find_repository(tmp_path)
    assert caught.value.reason is Reason.NOT_PLAIN


def test_looking_for_a_repository_opens_no_pipe(tmp_path: Path) -> None:
    (tmp_path / "metadata").mkdir()
    os.mkfifo(tmp_path / STAMP)
    with pytest.raises(FetchFailed) as caught:
        find_repository(tmp_path)
    assert caught.value.reason is Reason.NOT_PLAIN


def _handles() -> int:
    return sum(1 for _ in Path("/proc/self/fd").iterdir())
