"""Where a sync fetches from, with a meter on the line."""

from __future__ import annotations

import os
from collections.abc import Callable, Generator
from pathlib import Path

from core.errors import Reporter
from core.sync.model import Way
from core.transport.folder import find_repository
from core.transport.limits import is_loopback
from core.transport.source import Source
from core.transport.traffic import OnTraffic, Traffic
from core.transport.website import WebSource

_WEB = ("https://", "http://")


class Metered:
    """A source that counts what comes and goes.

    Attributes:
        way: how a release comes from it.
        name: host or folder, as shown.
        received: bytes that came.
        sent: bytes that left this machine.
        on_traffic: is told of every request; a sync sets it.
    """

    def __init__(self, way: Way, name: str, open_source: Callable[[OnTraffic], Source]) -> None:
        """Know how to open a source.

        Args:
            way: How a release comes from it.
            name: Host or folder, as shown.
            open_source: Makes the source, given who is to be told of its requests; called when the first file is
                asked for.
        """
        self.way = way
        self.name = name
        self.received = self.sent = 0
        self.on_traffic: OnTraffic | None = None
        self._open_source = open_source
        self._source: Source | None = None

    def pieces(self, path: str, most: int, reporter: Reporter) -> Generator[bytes]:
        """A file in pieces; see `core.transport.source.Source`."""
        if self._source is None:
            self._source = self._open_source(self._heard)
        for piece in self._source.pieces(path, most, reporter):
            self.received += len(piece)
            yield piece

    def close(self) -> None:
        """Let go of connections and handles. Never raises."""
        if self._source is not None:
            self._source.close()

    def _heard(self, traffic: Traffic) -> None:
        self.sent += traffic.sent
        if self.on_traffic is not None:
            self.on_traffic(traffic)


def from_words(where: str) -> Metered:
    """The source that a person named: an address of the web, or else a folder."""
    if not where.lower().startswith(_WEB):
        return from_folder(Path(where))
    # Nobody can listen on a line that does not leave the machine: there, plain http will do, and no proxy is asked.
    return from_web(where, allow_loopback_http=is_loopback(WebSource(where).name))


def from_web(address: str, *, allow_loopback_http: bool = False) -> Metered:
    """A repository on a web server; the address is checked when the first file is fetched.

    Args:
        address: https, as the organisation or the user set it.
        allow_loopback_http: Whether plain http to this machine is fine, and no proxy is used; only for an address of
            this machine.
    """
    return Metered(
        Way.WEB,
        WebSource(address).name or address,
        lambda heard: WebSource(address, on_traffic=heard, allow_loopback_http=allow_loopback_http),
    )


def from_folder(folder: Path) -> Metered:
    """A repository on a stick, a share or a disk; it is looked for when the first file is asked for."""
    return Metered(Way.FOLDER, as_text(folder), lambda _: find_repository(folder))


def as_text(path: Path) -> str:
    """A path as it can be shown and kept: names on old sticks may hold bytes that are no text."""
    return os.fsencode(path).decode("utf-8", "replace")
