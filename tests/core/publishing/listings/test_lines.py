"""Lines of files that may be anything."""

import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.errors import FileUnreadable
from core.publishing.listings import lines
from core.publishing.listings.lines import MOST_BYTES_OF_A_LINE, read_lines
from core.publishing.listings.zstandard import zstd


def contents(path: Path) -> list[bytes | None]:
    return [line.content for line in read_lines(path)]


def written(folder: Path, content: bytes) -> Path:
    path = folder / "list"
    path.write_bytes(content)
    return path


@pytest.mark.parametrize("pack", [bytes, zstd.compress], ids=["plain", "packed"])
def test_lines_end_with_line_feeds_alone(pack: type[bytes], tmp_path: Path) -> None:
    text = "a\u0085b\u2028c\x0bd\x0ce\rf\ng\r\n\nh"
    assert contents(written(tmp_path, pack(text.encode()))) == [
        "a\u0085b\u2028c\x0bd\x0ce\rf".encode(),
        b"g",
        b"",
        b"h",
    ]


def test_a_byte_order_mark_is_taken_off(tmp_path: Path) -> None:
    assert contents(written(tmp_path, b"\xef\xbb\xbfa\n\xef\xbb\xbfb\n")) == [b"a", b"\xef\xbb\xbfb"]


def test_an_empty_file_has_no_lines(tmp_path: Path) -> None:
    assert contents(written(tmp_path, b"")) == []
    assert contents(written(tmp_path, zstd.compress(b""))) == []


def test_frames_behind_one_another_are_one_text(tmp_path: Path) -> None:
    packed = zstd.compress(b"a\nb") + zstd.compress(b"c\n") + zstd.compress(b"d")
    assert contents(written(tmp_path, packed)) == [b"a", b"bc", b"d"]


@pytest.mark.parametrize("pack", [bytes, zstd.compress], ids=["plain", "packed"])
@pytest.mark.parametrize("size", [MOST_BYTES_OF_A_LINE + 1, 5_000_000])
def test_an_endless_line_is_passed_over_without_being_held(pack: type[bytes], size: int, tmp_path: Path) -> None:
    path = written(tmp_path, pack(b"a\n" + b"x" * size + b"\nb\n"))
    assert [(line.number, line.content) for line in read_lines(path)] == [(1, b"a"), (2, None), (3, b"b")]


def test_the_longest_line_is_read(tmp_path: Path) -> None:
    assert contents(written(tmp_path, b"x" * MOST_BYTES_OF_A_LINE)) == [b"x" * MOST_BYTES_OF_A_LINE]
    assert contents(written(tmp_path, b"x" * (MOST_BYTES_OF_A_LINE + 1))) == [None]


def many_lines(count: int = 20_000) -> bytes:
    return b"".join(b"line %d of %d\n" % (number, number * 7919 % 104_729) for number in range(count))


@pytest.mark.parametrize("share", [0.0002, 0.3, 0.7, 0.9999])
def test_a_cut_file_gives_its_whole_lines_and_tells_the_cut(share: float, tmp_path: Path) -> None:
    packed = zstd.compress(many_lines())
    found = list(read_lines(written(tmp_path, packed[: max(8, int(len(packed) * share))])))
    *whole, last = found
    assert last.is_cut
    assert last.content is None
    assert [line.content for line in whole] == many_lines().split(b"\n")[: len(whole)]
    assert [line.number for line in found] == list(range(1, len(found) + 1))
    assert not any(line.is_cut for line in whole)


def test_a_damaged_file_is_told_like_a_cut_one(tmp_path: Path) -> None:
    packed = bytearray(zstd.compress(many_lines()))
    packed[len(packed) // 2 : len(packed) // 2 + 8] = b"\xff" * 8
    assert list(read_lines(written(tmp_path, bytes(packed))))[-1].is_cut


def test_rubbish_behind_the_end_is_told(tmp_path: Path) -> None:
    *whole, last = list(read_lines(written(tmp_path, zstd.compress(b"a\nb\n") + b"rubbish")))
    assert [line.content for line in whole] == [b"a", b"b"]
    assert last.is_cut


def test_a_file_that_swells_is_refused(tmp_path: Path) -> None:
    path = written(tmp_path, zstd.compress(bytes(lines._ALWAYS + 50 * 1024 * 1024)))
    assert path.stat().st_size < 20_000
    with pytest.raises(FileUnreadable) as caught:
        list(read_lines(path))
    assert "unpacks to far more" in dict(caught.value.what.args)["reason"].message  # type: ignore[union-attr]


def test_a_file_that_is_too_long_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lines, "MOST_BYTES", 10_000)
    with pytest.raises(FileUnreadable):
        list(read_lines(written(tmp_path, many_lines())))


def test_what_is_no_file_is_refused(tmp_path: Path) -> None:
    for path in (tmp_path, tmp_path / "none", tmp_path / "a\0b"):
        with pytest.raises(FileUnreadable):
            list(read_lines(path))


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="needs a system with pipes that have a name")
def test_a_pipe_keeps_nobody_waiting(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    with pytest.raises(FileUnreadable):
        list(read_lines(tmp_path / "pipe"))


@given(st.binary(max_size=300), st.booleans())
def test_any_bytes_give_lines_or_a_refusal(
    tmp_path_factory: pytest.TempPathFactory, content: bytes, pack: bool
) -> None:
    path = written(tmp_path_factory.mktemp("any"), zstd.compress(content) if pack else content)
    try:
        found = list(read_lines(path))
    except FileUnreadable:
        return
    assert [line.number for line in found] == list(range(1, len(found) + 1))


@given(st.binary(max_size=300))
def test_any_bytes_behind_the_mark_of_a_packed_file(tmp_path_factory: pytest.TempPathFactory, content: bytes) -> None:
    list(read_lines(written(tmp_path_factory.mktemp("any"), b"\x28\xb5\x2f\xfd" + content)))
