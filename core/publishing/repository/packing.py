"""Packing a file with zstd, and knowing what came out: its length and SHA-256."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from core.errors import Reporter
from core.publishing.listings.zstandard import zstd
from core.releases.model import Packed

LEVEL = 19
"""Slow to pack, small to fetch, quick to unpack: it is packed once and fetched by every station."""
_PIECE = 1 << 20
"""Bytes read at a time."""


@dataclass(frozen=True, slots=True)
class Made:
    """A file of a release, ready to be signed."""

    path: Path
    """Where it lies now."""
    file: Packed
    """How the release describes it."""
    sha256: str
    """Hex digits."""


def pack(source: Path, target: Path, name: str, reporter: Reporter, *, level: int = LEVEL) -> Made:
    """Pack a file; it is read piece by piece and never held whole.

    Args:
        source: The file.
        target: The packed file; replaced if it is there. On failure there is none.
        name: Of the target in the release.
        reporter: Told of bytes read.
        level: Of zstd, 1 to 19.

    Raises:
        OSError: a file cannot be read or written.
        Cancelled: the reporter asked to stop.
    """
    length = source.stat().st_size
    sha256, written = hashlib.sha256(), 0
    try:
        with source.open("rb") as read, target.open("wb") as file:
            for part in _packed(read, length, level, reporter):
                sha256.update(part)
                written += file.write(part)
            file.flush()
            os.fsync(file.fileno())
    except BaseException:
        target.unlink(missing_ok=True)
        raise
    return Made(target, Packed(name, written, length), sha256.hexdigest())


def _packed(source: BinaryIO, length: int, level: int, reporter: Reporter) -> Iterator[bytes]:
    # A checksum in the file tells a damaged disk from a mistake of ours when it is unpacked.
    options: dict[int, int] = {
        zstd.CompressionParameter.compression_level: level,
        zstd.CompressionParameter.checksum_flag: 1,
    }
    packer = zstd.ZstdCompressor(options=options)
    packer.set_pledged_input_size(length)
    done = 0
    while piece := source.read(_PIECE):
        done += len(piece)
        reporter.step(done, length)
        yield packer.compress(piece)
    yield packer.flush()


def made_of(path: Path, name: str, unpacked: int) -> Made:
    """A file that is packed already.

    Args:
        path: The file.
        name: Of the target in the release.
        unpacked: Bytes of what is inside.

    Raises:
        OSError: it cannot be read.
    """
    with path.open("rb") as file:
        digest = hashlib.file_digest(file, "sha256")
    return Made(path, Packed(name, path.stat().st_size, unpacked), digest.hexdigest())
