"""Unpacking a file of a release: never more than was promised, in size or in memory."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from core.errors import Reporter
from core.releases import errors
from core.releases.zstandard import zstd

LARGEST_WINDOW = 24
"""Of zstd, as a power of two: 16 MB is the most that a packed file may have us remember. Level 19 asks for half."""
_PIECE = 1 << 20
"""Bytes written at a time."""


def unpack(packed: Path, target: Path, unpacked: int, reporter: Reporter, *, name: str) -> None:
    """Unpack a file.

    Args:
        packed: The packed file, one zstd frame.
        target: The file inside; replaced if it is there. On failure there is none.
        unpacked: Its length as it was promised, in bytes.
        reporter: Told of bytes; may stop the work.
        name: Of the packed file in the release, for messages.

    Raises:
        ReleaseUnreadable: it is no packed file, or of another length inside.
        Cancelled: the reporter stopped it.
        OSError: the file cannot be written.
    """
    try:
        with target.open("wb") as out:
            done = 0
            for piece in _bounded(packed, unpacked):
                done += out.write(piece)
                reporter.step(done, unpacked)
            out.flush()
            os.fsync(out.fileno())
    except zstd.ZstdError as error:
        _remove(target)
        raise errors.unreadable(name) from error
    except BaseException:
        _remove(target)
        raise


def _bounded(packed: Path, unpacked: int) -> Iterator[bytes]:
    """What is inside, if it is just so long."""
    done = 0
    for piece in _pieces(packed):
        done += len(piece)
        if done > unpacked:
            raise zstd.ZstdError("more than promised")
        yield piece
    if done != unpacked:
        raise zstd.ZstdError("less than promised")


def _pieces(packed: Path) -> Iterator[bytes]:
    """What is inside, at most `_PIECE` bytes at a time, however tightly it is packed."""
    unpacker = zstd.ZstdDecompressor(options={zstd.DecompressionParameter.window_log_max: LARGEST_WINDOW})
    with packed.open("rb") as file:
        while not unpacker.eof:
            content = file.read(_PIECE) if unpacker.needs_input else b""
            if unpacker.needs_input and not content:
                raise zstd.ZstdError("the frame does not end")
            if piece := unpacker.decompress(content, _PIECE):
                yield piece
        if unpacker.unused_data or file.read(1):
            raise zstd.ZstdError("something follows the frame")


def _remove(target: Path) -> None:
    with suppress(OSError):
        target.unlink(missing_ok=True)
