"""Taking a release: from a source that is believed in nothing to a catalogue in use.

The steps, in this order; each `Check` is passed before the next begins, and none is ever left out:

1. *found*: there is a root of trust, nobody else is at work here, and the source answers with a timestamp.
2. *signed*: root, timestamp, snapshot and targets, by TUF. Expiry is judged at the later of the clock and the newest
   signed moment seen; for a folder at the moment at which its own timestamp was signed, which is compared with the
   verified one afterwards. So a stick is never too old to be read, and its age is told instead.
3. *not older*: than what this machine has seen, in this folder's memory or in the user's own file.
4. *fits*: this Appvett can read the release.
5. *complete*: a delta from the catalogue in use where there is one, else the whole; length and SHA-256 as signed.
6. *genuine*: kind, schema and rows of the file that was written; its logical digest is the signed one.
7. *in use*: given its name, made read-only, and pointed to.

Whatever goes wrong before the last step leaves the catalogue that was in use, and nothing else behind.
"""

from __future__ import annotations

import errno
import shutil
import sqlite3
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from core.catalogue.current import Origin, examine, open_current, origin_of, put, remove_others
from core.catalogue.lock import one_at_a_time
from core.database.connections import open_best_profile
from core.errors import AppvettError, Cancelled, CatalogueError, NoRoom, ProfileError, TrustError
from core.releases import errors
from core.releases.model import Release
from core.settings.folders import profile_file, resource_folder
from core.sync.after import after_the_switch
from core.sync.attempt import Attempt, InUse
from core.sync.fetch import SPARE, fetch, same_digest
from core.sync.history import HistoryStore
from core.sync.left import LeftStore
from core.sync.model import Check, Kind, Outcome, Result, Station, SyncReporter
from core.sync.sources import Metered
from core.sync.trust import FILE as FLOOR
from core.sync.trust import folder_of
from core.sync.verify import verify
from core.texts.phrase import phrase

INCOMING = ".incoming"
"""Folder inside the data folder for what has not been verified yet; it is gone when nobody is at work."""

_FULL = (errno.ENOSPC, errno.EDQUOT)


def sync(station: Station, source: Metered, now: datetime, reporter: SyncReporter) -> Outcome:
    """Take the newest release of a source, if there is one to take. Blocks: call it in a worker.

    Args:
        station: The machine's side.
        source: Where from; it is closed in the end.
        now: The moment by this machine's clock, UTC.
        reporter: Told of checks and bytes; may stop the work at any step before the switch.

    Returns:
        How it ended, as it stands in the history as well. Expected trouble is told in it, and never raised.
    """
    began = time.monotonic()
    profile = open_best_profile(profile_file(station.folder))
    try:
        left = LeftStore(profile.connection, can_save=profile.can_save)
        source.on_traffic = lambda traffic: left.add(now, traffic)
        attempt = Attempt(station, source, now, reporter, profile.connection)
        ended = _Ended(Result.CANCELLED, error=Cancelled())  # as by Ctrl-C, which passes through everything
        try:
            with closing(source):
                ended = _run(attempt)
        except Exception as error:
            ended = _Ended(Result.FAILED, error=_own_mistake(error))
            raise
        finally:
            outcome = _outcome(attempt, ended, time.monotonic() - began)
            HistoryStore(attempt.connection).add(outcome)
        return outcome
    finally:
        if profile.connection is not None:
            profile.connection.close()


def clean_up(folder: Path) -> None:
    """Remove what an interrupted sync left in a data folder, unless one is at work. Never raises."""
    with suppress(AppvettError, OSError):
        if folder.is_dir():
            with one_at_a_time(folder):
                clean(folder)


@dataclass(frozen=True, slots=True)
class _Ended:
    """How an attempt ended."""

    result: Result
    kind: Kind = Kind.NONE
    after: int | None = None
    changed: tuple[tuple[str, int], ...] = ()
    error: AppvettError | None = None


def _run(attempt: Attempt) -> _Ended:
    folder = attempt.station.folder
    try:
        attempt.in_use = _in_use(attempt)
        with _disk(folder), one_at_a_time(folder):
            clean(folder)
            try:
                return _take(attempt)
            finally:
                clean(folder)
    except Cancelled as error:
        return _Ended(Result.CANCELLED, error=error)
    except TrustError as error:
        return _Ended(Result.REFUSED, error=error)
    except AppvettError as error:
        return _Ended(Result.FAILED, error=error)


def _take(attempt: Attempt) -> _Ended:
    attempt.in_use = _in_use(attempt)
    incoming = attempt.station.folder / INCOMING
    incoming.mkdir(mode=0o700, exist_ok=True)
    offer = verify(attempt, incoming)
    if attempt.in_use is not None and attempt.in_use.info.digest == offer.release.digest:
        return _keep(attempt, attempt.in_use, offer.release)
    path, info, kind = fetch(attempt, offer, incoming)
    attempt.begin(Check.IN_USE)
    taken = put(path, info, attempt.station.folder, origin=Origin.RELEASE, moves=True)
    attempt.end()
    return _Ended(Result.UPDATED, kind, info.version, after_the_switch(attempt, offer, taken, incoming))


def _in_use(attempt: Attempt) -> InUse | None:
    """What is in use; nothing where it is damaged, for then it has to be taken again, whole."""
    with suppress(CatalogueError), open_current(attempt.station.folder, resource_folder(), attempt) as store:
        return InUse(store.path, store.info())
    return None


def _keep(attempt: Attempt, in_use: InUse, release: Release) -> _Ended:
    """The newest release is in use already. Where it was built here, it becomes a signed one by that."""
    if origin_of(attempt.station.folder) is not Origin.RELEASE:
        attempt.begin(Check.GENUINE)
        info = same_digest(examine(in_use.path, attempt), release)
        attempt.begin(Check.IN_USE)
        put(in_use.path, info, attempt.station.folder, origin=Origin.RELEASE)
    attempt.end()
    return _Ended(Result.UNCHANGED, after=release.version)


def clean(folder: Path) -> None:
    """Remove what is left over, and what lies where it should not; whoever calls it holds the lock. Never raises."""
    with suppress(OSError):
        _clear(folder / INCOMING)
        trust = folder_of(folder)
        if trust.is_symlink() or not trust.is_dir():
            _clear(trust)
        elif (trust / FLOOR).is_dir():
            _clear(trust / FLOOR)
        remove_others(folder)
    # python-tuf writes beside its files, under names of the standard library's choosing, and moves.
    for pattern in ("tmp*", f".{FLOOR}.*.tmp"):
        for path in folder_of(folder).glob(pattern):
            with suppress(OSError):
                path.unlink()


def _clear(path: Path) -> None:
    """Remove a folder, a file or a link; what a link leads to stays."""
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path, ignore_errors=True)
    else:
        path.unlink(missing_ok=True)


@contextmanager
def _disk(folder: Path) -> Iterator[None]:
    """Tell a full disk, and one that cannot be written, from mistakes of ours."""
    try:
        yield
    except OSError as error:
        if error.errno in _FULL:
            raise NoRoom(SPARE, _free(folder)) from error
        raise _unwritable(folder) from error
    except ProfileError as error:
        if isinstance(error.__cause__, OSError) and error.__cause__.errno in _FULL:
            raise NoRoom(SPARE, _free(folder)) from error
        raise
    except sqlite3.OperationalError as error:
        if getattr(error, "sqlite_errorcode", None) == sqlite3.SQLITE_FULL:
            raise NoRoom(SPARE, _free(folder)) from error
        raise _unwritable(folder) from error


def _own_mistake(error: Exception) -> AppvettError:
    """What the history says of a fault in Appvett itself; the fault goes on to whoever started the sync."""
    frame = error.__traceback__
    while frame is not None and frame.tb_next is not None:
        frame = frame.tb_next
    place = f"{frame.tb_frame.f_globals.get('__name__', '?')}:{frame.tb_lineno}" if frame else "?"
    what = phrase("Something went wrong inside Appvett: {kind}, {place}.", kind=type(error).__name__, place=place)
    told = AppvettError(what, phrase("Report it, with what you wrote and the line above."), safe=errors.still_in_use())
    told.code = "internal"
    return told


def _free(folder: Path) -> int:
    with suppress(OSError):
        return shutil.disk_usage(folder).free
    return 0


def _unwritable(folder: Path) -> ProfileError:
    return ProfileError(
        phrase("{path} cannot be written.", path=str(folder)),
        phrase("Check the disk and who may write there, or choose another data folder with --data."),
        safe=errors.still_in_use(),
    )


def _outcome(attempt: Attempt, ended: _Ended, seconds: float) -> Outcome:
    error, before = ended.error, attempt.in_use.info if attempt.in_use else None
    said = () if error is None else tuple(part for part in (error.what, error.safe, error.next_step) if part)
    return Outcome(
        at=attempt.now,
        way=attempt.source.way,
        source=attempt.source.name,
        result=ended.result,
        checks=tuple(attempt.passed),
        before=before.version if before else None,
        after=ended.after if ended.after is not None else (before.version if before else None),
        kind=ended.kind,
        received=attempt.source.received,
        sent=attempt.source.sent,
        seconds=round(seconds, 3),
        changed=ended.changed,
        code=error.code if error else "",
        said=said,
    )
