"""The lines of a file that may be anything: packed or not, cut off, damaged, endless, or made to fill the memory.

Lines end with a line feed byte and with nothing else: U+0085 and U+2028 inside a value are part of it. A carriage
return before the line feed and a byte order mark at the start are taken off. Time and space are bounded:

- a line of a list has at most `MOST_BYTES_OF_A_LINE` bytes; a longer one is passed over without being held;
- a file unpacks to at most `MOST_BYTES`, and to at most `MOST_RATIO` times its size (small files may do more);
- unpacking takes at most 128 MiB of memory, whatever the file demands.
"""

from __future__ import annotations

import stat
from collections.abc import Iterator
from pathlib import Path
from typing import IO, NamedTuple

from core.errors import FileUnreadable
from core.publishing.listings.zstandard import zstd
from core.texts.phrase import Phrase, phrase

MOST_BYTES_OF_A_LINE = 64 * 1024
"""Bytes of the longest line that is read."""
MOST_BYTES = 4 * 1024**3
"""Bytes that a file may unpack to."""
MOST_RATIO = 200
"""How many times its own size a file may unpack to; lists of apps come to about six."""
_ALWAYS = 64 * 1024**2
"""Bytes that a file of any size may unpack to."""
_CHUNK = 1024 * 1024
"""Bytes that are unpacked, or read, at once."""
_PACKED = 16 * 1024
"""Packed bytes that are read at once."""
_MAGIC = b"\x28\xb5\x2f\xfd"
_MARK = b"\xef\xbb\xbf"
_WINDOW = 27
"""Binary logarithm of the most memory that unpacking takes."""


class Line(NamedTuple):
    """A line of the file."""

    number: int
    """Counted from 1."""
    content: bytes | None
    """Without its end; None: it is longer than any line may be."""
    is_cut: bool = False
    """Whether the file breaks off within this line or just before it; then it is the last one."""
    read: int = 0
    """Bytes of the file, as it lies on the disk, that have been read."""


def read_lines(path: Path, longest: int = MOST_BYTES_OF_A_LINE) -> Iterator[Line]:
    """The lines of a plain or a Zstandard file, read while they are taken.

    Args:
        path: The file.
        longest: Bytes of the longest line that is read.

    Raises:
        FileUnreadable: it is not there, no plain file, may not be read, or unpacks to far too much.
    """
    try:
        found = path.stat()
        if not stat.S_ISREG(found.st_mode):
            raise _unreadable(path, phrase("It is no ordinary file."))
        with path.open("rb") as file:
            yield from _lines(file, path, longest)
    except (OSError, ValueError) as error:
        raise _unreadable(path, phrase("It is not there, or may not be read.")) from error


def _lines(file: IO[bytes], path: Path, longest: int) -> Iterator[Line]:
    """Cuts what is unpacked at line feeds. Holds one chunk and one line at most."""
    number, rest, is_long = 1, b"", False
    chunks = _unpacked(file, path)
    is_cut = False
    for chunk in chunks:
        if chunk is None:
            is_cut = True
            break
        *ends, last = chunk.split(b"\n")
        for part in ends:
            content = rest + part
            is_whole = not is_long and len(content) <= longest
            yield Line(number, _bare(content, number) if is_whole else None, read=file.tell())
            number, rest, is_long = number + 1, b"", False
        rest += last
        if len(rest) > longest:
            rest, is_long = b"", True
    if is_cut:
        yield Line(number, None, is_cut=True, read=file.tell())
    elif rest or is_long:
        yield Line(number, None if is_long else _bare(rest, number), read=file.tell())


def _bare(content: bytes, number: int) -> bytes:
    """The line without what other systems put at its ends."""
    if number == 1:
        content = content.removeprefix(_MARK)
    return content.removesuffix(b"\r")


def _unpacked(file: IO[bytes], path: Path) -> Iterator[bytes | None]:
    """Chunks of the content; None last where it breaks off.

    Raises:
        FileUnreadable: it unpacks to far too much.
    """
    is_packed = file.read(len(_MAGIC)) == _MAGIC
    file.seek(0)
    total = 0
    for chunk in _unpack(file) if is_packed else iter(lambda: file.read(_CHUNK), b""):
        if chunk is not None:
            total += len(chunk)
            if total > MOST_BYTES or (is_packed and total > _ALWAYS + MOST_RATIO * file.tell()):
                raise _unreadable(path, phrase("It unpacks to far more than a list of apps holds."))
        yield chunk


def _unpack(file: IO[bytes]) -> Iterator[bytes | None]:
    """Chunks of what a Zstandard file holds, of however many frames; None where it is cut off or damaged."""
    options: dict[int, int] = {zstd.DecompressionParameter.window_log_max: _WINDOW}
    frame: zstd.ZstdDecompressor | None = None
    try:
        # Little at a time: where a part is damaged, what stands before it in the same call is lost.
        while packed := file.read(_PACKED):
            while packed:
                frame = frame or zstd.ZstdDecompressor(options=options)
                yield frame.decompress(packed, _CHUNK)
                while not (frame.eof or frame.needs_input):
                    yield frame.decompress(b"", _CHUNK)
                packed, frame = (frame.unused_data, None) if frame.eof else (b"", frame)
    except zstd.ZstdError:
        yield None
        return
    if frame is not None:
        yield None


def _unreadable(path: Path, why: Phrase) -> FileUnreadable:
    return FileUnreadable(
        phrase("{path} cannot be read as a list of apps. {reason}", path=str(path), reason=why),
        phrase("Check the path, or fetch the file again."),
        safe=phrase("The catalogue in use is unchanged."),
    )
