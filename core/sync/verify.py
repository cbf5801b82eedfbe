"""The first four checks: whose word a release is, and whether it is for us."""

from __future__ import annotations

import tempfile
from contextlib import suppress
from datetime import datetime
from pathlib import Path

from core import __version__
from core.catalogue.current import Origin, origin_of
from core.catalogue.schema import SCHEMA_VERSION
from core.errors import AppvettError, OlderRelease, ReleaseAltered, Reporter
from core.releases import errors
from core.releases.model import RELEASE, Packed, Release, Stamp
from core.releases.release import LARGEST, read_release
from core.releases.tuf import Behind, Client, read_timestamp, stamp_of
from core.sync.attempt import Attempt
from core.sync.model import Check, Way
from core.sync.sources import Metered
from core.sync.trust import Floor, folder_of, raise_floor, rank, read_floor


class Offer:
    """A release that was verified, and where its files can be had.

    Attributes:
        release: what it says about itself.
    """

    def __init__(self, client: Client, release: Release) -> None:
        self._client = client
        self.release = release

    def fetch(self, file: Packed, path: Path, reporter: Reporter) -> None:
        """Fetch one of its files, verified; see `Client.fetch`.

        Raises:
            ReleaseAltered: what the release says of the file, and what was signed of it, differ.
        """
        if self._client.length_of(file.name) != file.length:
            raise errors.mixed()
        self._client.fetch(file.name, path, reporter)


def verify(attempt: Attempt, incoming: Path) -> Offer:
    """Take an attempt through the first four checks.

    Args:
        attempt: What it is about.
        incoming: Folder for what has not been verified yet.

    Raises:
        TrustError: the release is refused.
        TransportError: it could not be had.
        Cancelled: the reporter stopped it.
        OSError: the disk cannot be written.
    """
    attempt.begin(Check.FOUND)
    station, source = attempt.station, attempt.source
    if station.root is None:
        raise errors.no_publisher()
    floor = read_floor(station.folder, attempt.connection)
    offered = _offered(source, attempt)
    attempt.begin(Check.SIGNED)
    client = Client(folder_of(station.folder), station.root, source)
    try:
        stamp = client.refresh(_moment(source.way, offered, attempt.now, floor), attempt)
        if stamp is None or (source.way is Way.FOLDER and stamp != offered):
            raise errors.mixed()
        release = _described(client, incoming / RELEASE, attempt)
    except (Behind, ReleaseAltered) as error:
        # Where our own timestamp was lost, it is the files after it that do not fit what is remembered of them.
        if isinstance(error, ReleaseAltered) and not _is_behind(offered, floor):
            raise
        attempt.begin(Check.NOT_OLDER)
        raise _older(attempt, offered, incoming, floor) from error
    attempt.begin(Check.NOT_OLDER)
    _refuse_older(attempt, stamp, release, floor)
    raise_floor(station.folder, attempt.connection, Floor(stamp, release.version, release.digest, release.created))
    attempt.begin(Check.FITS)
    _refuse_unfit(release)
    return Offer(client, release)


def _offered(source: Metered, reporter: Reporter) -> Stamp | None:
    """What a folder's timestamp says of itself; for the web nobody needs to know before it is verified."""
    content = read_timestamp(source, reporter)
    try:
        return stamp_of(content)
    except AppvettError:
        if source.way is Way.FOLDER:
            raise
        return None


def _moment(way: Way, offered: Stamp | None, now: datetime, floor: Floor) -> datetime:
    """When expiry is judged."""
    if way is Way.FOLDER and offered is not None:
        return offered.created
    return max(now, floor.stamp.created) if floor.stamp else now


def _described(client: Client, path: Path, reporter: Reporter) -> Release:
    if client.length_of(RELEASE) > LARGEST:
        raise errors.unreadable(RELEASE)
    client.fetch(RELEASE, path, reporter)
    return read_release(path.read_bytes())


def _refuse_older(attempt: Attempt, stamp: Stamp, release: Release, floor: Floor) -> None:
    offered = (release.version, release.created)
    newest = _newest(attempt, floor)
    if release.version < newest[0] or _is_behind(stamp, floor):
        raise errors.older(offered, newest)
    if release.version == floor.version and release.digest != floor.digest:
        raise errors.two_of_a_number(release.version)


def _is_behind(stamp: Stamp | None, floor: Floor) -> bool:
    return stamp is not None and floor.stamp is not None and rank(stamp)[:2] < rank(floor.stamp)[:2]


def _newest(attempt: Attempt, floor: Floor) -> tuple[int, datetime]:
    """The newest release that this machine knows of: seen, or in use."""
    seen = (floor.version, floor.made or attempt.now)
    if attempt.in_use is None or origin_of(attempt.station.folder) is Origin.BUILT:
        return seen
    return max(seen, (attempt.in_use.info.version, attempt.in_use.info.created))


def _older(attempt: Attempt, offered: Stamp | None, incoming: Path, floor: Floor) -> OlderRelease:
    """What is said of a timestamp older than ours. Which release it belongs to, is found with a memory of its own."""
    found: tuple[int, datetime] | None = None
    root = attempt.station.root
    if root is not None and offered is not None:
        with suppress(AppvettError, Behind), tempfile.TemporaryDirectory(dir=incoming) as scratch:
            client = Client(Path(scratch), root, attempt.source)
            client.refresh(offered.created, attempt)
            release = _described(client, Path(scratch) / RELEASE, attempt)
            found = (release.version, release.created)
    return errors.older(found, _newest(attempt, floor))


def _refuse_unfit(release: Release) -> None:
    if release.schema > SCHEMA_VERSION or _numbers(release.needs) > _numbers(__version__):
        raise errors.update_first(release.version, release.needs)
    if release.schema < SCHEMA_VERSION:
        raise errors.too_old_for_us(release.version)


def _numbers(version: str) -> tuple[int, ...]:
    return tuple(int(part) for part in version.split(".")[:3])
