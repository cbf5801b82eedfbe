"""What this machine has seen, so that nothing older is ever taken: the floor.

It is kept twice, in the folder `trust` and in the user's own file, and the higher one counts: losing one of them opens
no way back. Everything in it was signed; no clock is ever written down.
"""

from __future__ import annotations

import json
import os
import sqlite3
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from core.releases.errors import unreadable
from core.releases.model import Stamp
from core.releases.release import moment_from, moment_text

FOLDER = "trust"
"""In the data folder: verified metadata, and one copy of the floor."""
FILE = "floor.json"
"""The floor, in that folder."""

_LARGEST = 4096
_KEY = "catalogue"


@dataclass(frozen=True, slots=True)
class Floor:
    """The newest that was verified on this machine."""

    stamp: Stamp | None = None
    """The newest timestamp; None: none ever."""
    version: int = 0
    """The newest release that was described, taken or not; 0: none ever."""
    digest: str = ""
    """Its logical digest."""
    made: datetime | None = None
    """When its catalogue was made."""

    def raised(self, other: Floor) -> Floor:
        """The higher of both, part by part."""
        stamps = [stamp for stamp in (self.stamp, other.stamp) if stamp is not None]
        higher = other if other.version > self.version else self
        return replace(higher, stamp=max(stamps, key=rank, default=None))


def rank(stamp: Stamp) -> tuple[int, datetime, int]:
    """What decides which of two timestamps is the newer one.

    The root comes first. A timestamp is signed by one key that lives on a machine with a network; whoever stole it can
    sign a date far in the future. A new root, signed by several people, takes such a date back.
    """
    return stamp.root, stamp.created, stamp.number


def folder_of(data: Path) -> Path:
    """The folder of verified metadata in a data folder."""
    return data / FOLDER


def read_floor(data: Path, connection: sqlite3.Connection | None) -> Floor:
    """The floor, from both places. Never raises: what cannot be read counts as nothing.

    Args:
        data: The data folder.
        connection: To the user's own file; None where there is none.
    """
    return _from_text(_in_folder(data)).raised(_from_text(_in_profile(connection)))


def raise_floor(data: Path, connection: sqlite3.Connection | None, floor: Floor) -> Floor:
    """Write the floor to both places, unless they know a higher one.

    Returns:
        The floor that holds now.

    Raises:
        ReleaseUnreadable: it holds what cannot be kept.
        OSError: the folder cannot be written. Then nothing may be taken, for it could not be remembered.
    """
    held = read_floor(data, connection).raised(floor)
    text = _as_text(held)
    if _from_text(text) != held:
        # What cannot be remembered must not be believed: it would wipe out what is.
        raise unreadable("timestamp.json")
    _write(folder_of(data) / FILE, text)
    if connection is not None:
        with suppress(sqlite3.Error):  # one place is enough, and the folder has it
            connection.execute(
                "insert into floor values (?, ?) on conflict (key) do update set value = excluded.value", (_KEY, text)
            )
    return held


def earliest(data: Path, connection: sqlite3.Connection | None) -> datetime | None:
    """The newest signed moment seen on this machine, UTC; it cannot be earlier now. None: none was seen."""
    stamp = read_floor(data, connection).stamp
    return stamp.created if stamp else None


def _in_folder(data: Path) -> str:
    path = folder_of(data) / FILE
    try:
        if not path.is_file():
            return ""
        with path.open("rb") as file:
            return file.read(_LARGEST).decode()
    except (OSError, ValueError):
        return ""


def _in_profile(connection: sqlite3.Connection | None) -> str:
    if connection is None:
        return ""
    try:
        found = connection.execute("select value from floor where key = ?", (_KEY,)).fetchone()
    except sqlite3.Error:
        return ""
    return str(found[0])[:_LARGEST] if found else ""


def _as_text(floor: Floor) -> str:
    stamp = floor.stamp
    return json.dumps(
        {
            "format": 1,
            "version": floor.version,
            "digest": floor.digest,
            "made": moment_text(floor.made) if floor.made else None,
            "stamp": stamp
            and {
                "created": moment_text(stamp.created),
                "expires": moment_text(stamp.expires),
                "root": stamp.root,
                "number": stamp.number,
            },
        }
    )


def _from_text(text: str) -> Floor:
    try:
        found = json.loads(text)
        made, stamp = found["made"], found["stamp"]
        return Floor(
            stamp and Stamp(moment_from(stamp["created"]), moment_from(stamp["expires"]), *_numbers(stamp)),
            int(found["version"]),
            str(found["digest"]),
            moment_from(made) if made else None,
        )
    except (ValueError, TypeError, KeyError, AttributeError, OverflowError, RecursionError):
        return Floor()


def _numbers(stamp: dict[str, object]) -> tuple[int, int]:
    return int(str(stamp["root"])), int(str(stamp["number"]))


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    temporary = path.with_name(f".{path.name}.{os.getpid()}.tmp")
    try:
        with temporary.open("w", encoding="utf-8", newline="\n") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        temporary.replace(path)
    finally:
        temporary.unlink(missing_ok=True)
