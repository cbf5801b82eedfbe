"""How python-tuf gets its files: from one of our sources, by way of a file without a name on the same disk.

Loads python-tuf; import it where a client is made, and nowhere else.
"""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from tuf.api.exceptions import DownloadHTTPError, DownloadLengthMismatchError
from tuf.ngclient import FetcherInterface

from core.transport.source import NotThere

_NOT_FOUND = 404


class Fetcher(FetcherInterface):
    """Fetches from a source; never more than the length that python-tuf allows.

    Args:
        pieces: gives the pieces of the file at a path, at most so many bytes.
        scratch: folder for what has not been verified yet.
        most: gives the bytes that the file at a path may have, whatever length another file promises for it.
    """

    def __init__(
        self, pieces: Callable[[str, int], Iterator[bytes]], scratch: Path, most: Callable[[str], int]
    ) -> None:
        self._pieces = pieces
        self._scratch = scratch
        self._most = most

    def _fetch(self, url: str) -> Iterator[bytes]:
        raise NotImplementedError(url)  # python-tuf calls `download_file`, which knows the length

    @contextmanager
    def download_file(self, url: str, max_length: int) -> Iterator[IO[bytes]]:
        """The file at a path, in a temporary file.

        Raises:
            DownloadHTTPError: it is not there.
            DownloadLengthMismatchError: it is longer than allowed.
            TransportError, Cancelled: as the source says.
        """
        max_length = min(max_length, self._most(url))
        # One byte more is asked for, so that a file that is too long is told from one of the right length.
        with tempfile.TemporaryFile(dir=self._scratch) as file:
            done = 0
            for piece in self._found(url, max_length + 1):
                done += len(piece)
                if done > max_length:
                    raise DownloadLengthMismatchError(f"more than {max_length} bytes")
                file.write(piece)
            file.seek(0)
            yield file

    def _found(self, url: str, most: int) -> Iterator[bytes]:
        try:
            yield from self._pieces(url, most)
        except NotThere as error:
            raise DownloadHTTPError("not there", _NOT_FOUND) from error
