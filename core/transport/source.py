"""Where a release comes from: a place that gives files by name, and is believed in nothing."""

from __future__ import annotations

from collections.abc import Generator
from typing import Protocol

from core.errors import Reporter, TransportError
from core.texts.phrase import phrase


class NotThere(TransportError):
    """The source answers, and has no such file.

    Attributes:
        source: host or folder, as shown.
        path: the file, as it was asked for.
    """

    code = "transport-not-there"

    def __init__(self, source: str, path: str) -> None:
        super().__init__(
            phrase("{source} does not have {file}.", source=source, file=path),
            phrase("Make the copy again, whole, or tell whoever publishes the catalogue."),
            safe=phrase("Nothing was changed; what is on this machine stays in use."),
        )
        self.source = source
        self.path = path


class Source(Protocol):
    """A repository somewhere: on the web, or in a folder."""

    @property
    def name(self) -> str:
        """Host or folder, as it is shown to a person."""

    def pieces(self, path: str, most: int, reporter: Reporter) -> Generator[bytes]:
        """A file in pieces; close the generator to stop early.

        Nothing may be done with the pieces that cannot be undone before the last one has come.

        Args:
            path: Relative, with `/` between its parts: `metadata/timestamp.json`.
            most: The most bytes that are taken; what was promised by signed metadata, or a bound.
            reporter: Hears of progress in bytes (`total` 0: not told) and may stop the work.

        Raises:
            NotThere: The source has no such file.
            FetchFailed: It could not be had, whole and within the limits.
            Cancelled: The reporter stopped it.
        """

    def close(self) -> None:
        """Lets go of connections and handles; the next file takes hold again. Never raises."""
