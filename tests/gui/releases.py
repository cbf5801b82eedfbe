"""Releases for windows: a signed repository newer than the real catalogue, and attempts as the history has them."""

from __future__ import annotations

import threading
from collections.abc import Generator
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

from core.errors import Reporter
from core.sync.model import Check, Kind, Outcome, Result, Way
from core.sync.sources import Metered
from core.texts.phrase import phrase
from core.transport.folder import find_repository
from tests.builders import NOW
from tests.publisher import Publisher, a_publisher, changed

MADE = NOW - timedelta(days=3)
"""When the newer catalogue was made."""
NEW_PUBLISHER = "Et nytt utgivernavn AS"
"""What the newer catalogue says of TikTok."""
ROOT = "root.json"


def publish_newer(catalogue: Path, folder: Path, *, signed: datetime = NOW, made: datetime = MADE) -> Publisher:
    """Publish a catalogue that says something else of TikTok; its root lies beside the repository.

    Args:
        catalogue: the one that it follows.
        folder: an empty one.
        signed: when the release is signed.
        made: when its catalogue was made.
    """
    newer = changed(
        catalogue,
        folder / "newer.sqlite",
        f"update app set publisher = '{NEW_PUBLISHER}' where id = 'tiktok'",  # noqa: S608 - a word of ours
        created=made,
    )
    publisher = a_publisher(folder / "repository", created=signed)
    publisher.release(newer)
    (folder / ROOT).write_bytes(publisher.root_bytes())
    return publisher


class Gate:
    """A folder whose second file is kept back until somebody lets it go, or asks to stop."""

    def __init__(self, folder: Path, way: Way = Way.FOLDER) -> None:
        self.folder, self.way, self.name = folder, way, str(folder)
        self.is_waiting, self.may_go_on = threading.Event(), threading.Event()
        self.opened = 0
        self._files = 0

    def open(self, *_: object, **__: object) -> Metered:
        """The source, in the place of `from_folder` or `from_web`."""
        self.opened += 1
        return Metered(self.way, self.name, lambda _: self)

    def pieces(self, path: str, most: int, reporter: Reporter) -> Generator[bytes]:
        """A file of the folder."""
        self._files += 1
        if self._files > 1 and not self.may_go_on.is_set():
            self.is_waiting.set()
            while not self.may_go_on.wait(0.01):
                reporter.step(20, 100)
        yield from find_repository(self.folder).pieces(path, most, reporter)

    def close(self) -> None:
        """Nothing is held."""


UPDATED = Outcome(
    at=NOW - timedelta(hours=1),
    way=Way.FOLDER,
    source="E:\\appvett",
    result=Result.UPDATED,
    checks=tuple(Check),
    before=7,
    after=8,
    kind=Kind.DELTA,
    received=18_211,
    sent=0,
    seconds=0.4,
    changed=(("apps", 38), ("owners", 3), ("guidance", 1)),
)
REFUSED = replace(
    UPDATED,
    at=NOW,
    result=Result.REFUSED,
    checks=(Check.FOUND,),
    after=7,
    kind=Kind.NONE,
    received=4_100,
    changed=(),
    code="not-signed",
    said=(
        phrase("The release was refused: {file} is not signed by the publisher.", file="targets.json"),
        phrase("The catalogue in use is unchanged, and look-up works as before."),
        phrase("Get the catalogue from your publisher again. If this happens twice, tell your security contact."),
    ),
)
UNCHANGED = replace(
    UPDATED, way=Way.WEB, source="katalog.example.no", result=Result.UNCHANGED, checks=tuple(Check)[:4], sent=900
)
FAILED = replace(
    REFUSED,
    way=Way.WEB,
    source="katalog.example.no",
    result=Result.FAILED,
    checks=(),
    code="transport-no-connection",
    said=(
        phrase("There is no connection to {host}.", host="katalog.example.no"),
        phrase("Nothing was changed; what is on this machine stays in use."),
        phrase("Try again later; look-up works without a network meanwhile."),
    ),
)
