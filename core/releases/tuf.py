"""The one wrapper of python-tuf: verifies what a source offers against the publisher's root of trust.

Rules, beside those of the TUF specification (version 1.0) that python-tuf carries out:

1. The root that came with the program is where trust begins; what lies in the folder `trust` only leads on from it.
2. No delegations: the publisher's own targets role answers for every file.
3. Expiry is judged at a moment that we choose, never at one that python-tuf reads from the clock. For that, a private
   attribute is set; the version of python-tuf is pinned, and a test fails when the attribute is no longer honoured.
4. The timestamp carries, signed, when it was made and which root belongs to it. A lower root than that one means that
   files were kept from us.
5. Files are verified where they were written: fetched into a file of ours first, then compared with length and hashes.
6. A key counts once, whatever names the root gives it, and however it spells the key.
7. No file is longer than files of its kind may be, whatever length was signed for it.

python-tuf takes a third of a second to load: this module loads it when a client is made.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from core.errors import AppvettError, Reporter, Silent
from core.releases import errors
from core.releases.errors import unreadable
from core.releases.model import Stamp
from core.releases.release import LARGEST_FILE, moment_from, moment_text
from core.signing.strict_json import NotStrict, parse
from core.transport.source import Source

if TYPE_CHECKING:
    from tuf.api.metadata import Key, Root, TargetFile
    from tuf.ngclient import Updater

STAMP_FIELD = "x-appvett"
"""The member of the timestamp that is ours."""
TIMESTAMP = "metadata/timestamp.json"
MOST_TIMESTAMP = 16 * 1024
"""Bytes."""

_MOST = {"root": 256 * 1024, "timestamp": MOST_TIMESTAMP, "snapshot": 256 * 1024, "targets": 1024 * 1024}
_HIGHEST_ROOT, _HIGHEST_NUMBER = 1 << 31, 1 << 53
_MOST_ROTATIONS = 256


@dataclass(frozen=True, slots=True)
class Layout:
    """How a repository is laid out; ours always in the same way, those of conformance tests in others."""

    metadata: str = "metadata/"
    """What stands before the name of a metadata file."""
    targets: str = "targets/"
    """What stands before the name of a target."""
    delegations: bool = False
    """Whether the targets role may name others to answer for it."""


class Client:
    """Verifies one source, once. Make a new one for each attempt.

    Attributes:
        stamp: what the verified timestamp says; None before `refresh`.
    """

    def __init__(self, trust: Path, root: bytes, source: Source, layout: Layout | None = None) -> None:
        """Begin with the root of trust.

        Args:
            trust: Folder where verified metadata is kept from one time to the next; on a local disk.
            root: The root that came with the program.
            source: Where the files are had from.
            layout: How they are laid out there.

        Raises:
            NoPublisher: the root cannot be understood.
            OSError: the folder cannot be written.
        """
        from tuf.api.exceptions import RepositoryError

        self._layout = layout or Layout()
        self._source = _Asked(source, trust)
        self.stamp: Stamp | None = None
        trust.mkdir(mode=0o700, parents=True, exist_ok=True)
        try:
            self._updater = _updater(trust, root, self._source, self._layout)
        except RepositoryError as error:
            raise errors.root_broken() from error

    def refresh(self, moment: datetime, reporter: Reporter | None = None) -> Stamp | None:
        """Verify root, timestamp, snapshot and targets, in this order.

        Args:
            moment: When expiry is judged, UTC.
            reporter: May stop the work.

        Returns:
            What the timestamp says of itself; None where it has no member of ours (then it is not our repository, and
            only conformance tests go on).

        Raises:
            NotSigned, OlderRelease, NotFresh, ReleaseAltered, ReleaseIncomplete, ReleaseUnreadable: it is refused.
            TransportError: it could not be had.
            Cancelled: the reporter stopped it.
            OSError: the folder cannot be written.
        """
        trusted = self._updater._trusted_set  # noqa: SLF001 - rule 3; a test guards it
        trusted.reference_time = moment
        with self._told(reporter):
            self._updater.refresh()
        if _has_twins(trusted.root):
            raise unreadable("root.json")
        if trusted.targets.delegations is not None and not self._layout.delegations:
            raise unreadable("targets.json")
        self.stamp = _stamp(trusted.timestamp.unrecognized_fields, trusted.timestamp.version, trusted.timestamp.expires)
        if self.stamp is not None and self.stamp.root > trusted.root.version:
            raise errors.root_ahead(self.stamp.root, trusted.root.version)
        return self.stamp

    @property
    def root_version(self) -> int:
        """Version of the root that was reached."""
        return self._updater._trusted_set.root.version  # noqa: SLF001 - has no other way

    def length_of(self, name: str) -> int:
        """Signed length of a target, in bytes.

        Raises:
            ReleaseIncomplete: the release has no target of this name.
        """
        return self._target(name).length

    def has(self, name: str, path: Path) -> bool:
        """Whether a file is the target that was signed, by length and hashes.

        Raises:
            ReleaseIncomplete: the release has no target of this name.
        """
        return self._updater.find_cached_target(self._target(name), str(path)) is not None

    def fetch(self, name: str, path: Path, reporter: Reporter | None = None) -> None:
        """Fetch a target into a file, and compare the file with the signed length and hashes.

        Args:
            name: Of the target.
            path: Of the file; replaced if it is there. On failure there is none.
            reporter: Told of bytes; may stop the work.

        Raises:
            ReleaseAltered, ReleaseIncomplete: it is refused.
            TransportError: it could not be had.
            Cancelled: the reporter stopped it.
            OSError: the file cannot be written.
        """
        target = self._target(name)
        try:
            with self._told(reporter):
                self._updater.download_target(target, str(path))
                with path.open("rb+") as written:
                    os.fsync(written.fileno())
                    target.verify_length_and_hashes(written)
        except BaseException:
            with suppress(OSError):
                path.unlink(missing_ok=True)
            raise

    def _target(self, name: str) -> TargetFile:
        with self._told(None):
            found = self._updater.get_targetinfo(name)
        if found is None:
            raise errors.incomplete(name)
        return found

    @contextmanager
    def _told(self, reporter: Reporter | None) -> Iterator[None]:
        """Turn what python-tuf raises into our own errors."""
        from tuf.api import exceptions as tuf

        self._source.reporter = reporter or Silent()
        asked = self._source
        try:
            yield
        except tuf.DownloadHTTPError as error:
            raise errors.incomplete(asked.file) from error
        except tuf.DownloadLengthMismatchError as error:
            raise errors.altered(asked.file) from error
        except tuf.DownloadError as error:
            # What a source raises passes through as it is, unless python-tuf wrapped it.
            raise (error.__cause__ if isinstance(error.__cause__, AppvettError) else unreadable(asked.file)) from error
        except tuf.UnsignedMetadataError as error:
            raise errors.not_signed(asked.file) from error
        except tuf.ExpiredMetadataError as error:
            raise errors.not_fresh(self._ran_out()) from error
        except tuf.BadVersionNumberError as error:
            raise (Behind() if asked.path == self._layout.metadata + "timestamp.json" else errors.mixed()) from error
        except tuf.LengthOrHashMismatchError as error:
            raise errors.altered(asked.file) from error
        except tuf.RepositoryError as error:
            raise unreadable(asked.file) from error

    def _ran_out(self) -> datetime:
        """When the first of what was verified so far expired."""
        trusted = self._updater._trusted_set  # noqa: SLF001 - has no other way
        # The last one loaded is the one that was refused; python-tuf keeps a timestamp or snapshot that has expired.
        found = [trusted[role].expires for role in ("root", "timestamp", "snapshot", "targets") if role in trusted]
        return min(found)


class Behind(Exception):
    """The timestamp offered is older than the one kept; whoever knows the versions tells them."""


def stamp_of(content: bytes) -> Stamp:
    """What a timestamp file says about itself, verified or not.

    Args:
        content: The file.

    Raises:
        ReleaseUnreadable: it is no timestamp of ours.
    """
    try:
        signed = parse(content, most=MOST_TIMESTAMP)["signed"]
        stamp = _stamp(signed, signed["version"], moment_from(signed["expires"]))
    except (NotStrict, ValueError, TypeError, KeyError) as error:
        raise unreadable("timestamp.json") from error
    if stamp is None:
        raise unreadable("timestamp.json")
    return stamp


def read_timestamp(source: Source, reporter: Reporter | None = None) -> bytes:
    """The timestamp file of a source, as it is offered.

    Raises:
        TransportError, Cancelled: it could not be had.
    """
    return b"".join(source.pieces(TIMESTAMP, MOST_TIMESTAMP, reporter or Silent()))


def _stamp(signed: dict[str, object], number: object, expires: datetime) -> Stamp | None:
    ours = signed.get(STAMP_FIELD)
    if ours is None:
        return None
    if not isinstance(ours, dict):
        raise unreadable("timestamp.json")
    try:
        root, version = _counted(ours.get("root"), _HIGHEST_ROOT), _counted(number, _HIGHEST_NUMBER)
        return Stamp(moment_from(ours.get("created")), moment_from(moment_text(expires)), root, version)
    except ValueError as error:
        raise unreadable("timestamp.json") from error


def _counted(number: object, highest: int) -> int:
    # To Python, true is a number too.
    if not isinstance(number, int) or isinstance(number, bool) or not 1 <= number <= highest:
        raise ValueError("no number, or out of bounds")
    return number


def _has_twins(root: Root) -> bool:
    """Whether one key stands under several names in a role, so that its signature would be counted for each."""
    for role in root.roles.values():
        values = [_public(root.keys[name]) for name in role.keyids]
        if len(set(values)) < len(values):
            return True
    return False


def _public(key: Key) -> bytes:
    """A public key in the one form that does not depend on how it was spelled."""
    from cryptography.exceptions import UnsupportedAlgorithm
    from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat, load_pem_public_key

    text = str(key.keyval.get("public", sorted(key.keyval.items())))
    with suppress(ValueError):
        return bytes.fromhex(text)
    with suppress(ValueError, UnsupportedAlgorithm):
        return load_pem_public_key(text.encode()).public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)
    return text.encode("utf-8", "backslashreplace")


def _most(layout: Layout, path: str) -> int:
    """The bytes that the file at a path may have, by its role."""
    if not path.startswith(layout.metadata):
        return LARGEST_FILE
    role = path.removesuffix(".json").rpartition("/")[2].rpartition(".")[2]
    return _MOST.get(role, _MOST["targets"])


class _Asked:
    """A source that remembers what it was asked for last, and who listens.

    Attributes:
        path: what was asked for last.
        reporter: who listens now.
    """

    def __init__(self, source: Source, scratch: Path) -> None:
        self._source = source
        self.scratch = scratch
        self.path = ""
        self.reporter: Reporter = Silent()

    @property
    def file(self) -> str:
        """The name of the file asked for last, without the hash before it."""
        name = self.path.rpartition("/")[2]
        first, _, rest = name.partition(".")
        return rest if len(first) >= 64 and rest else name  # noqa: PLR2004 - digits of a SHA-256

    def pieces(self, path: str, most: int) -> Iterator[bytes]:
        """The file, piece by piece."""
        self.path = path
        return self._source.pieces(path, most, self.reporter)


def _updater(trust: Path, root: bytes, source: _Asked, layout: Layout) -> Updater:
    from tuf.ngclient import Updater, UpdaterConfig

    from core.releases.tuf_fetcher import Fetcher

    config = UpdaterConfig(
        max_root_rotations=_MOST_ROTATIONS,
        root_max_length=_MOST["root"],
        timestamp_max_length=_MOST["timestamp"],
        snapshot_max_length=_MOST["snapshot"],
        targets_max_length=_MOST["targets"],
    )
    return Updater(
        str(trust),
        layout.metadata,
        str(trust),
        layout.targets,
        fetcher=Fetcher(source.pieces, source.scratch, partial(_most, layout)),
        config=config,
        bootstrap=root,
    )
