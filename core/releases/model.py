"""What a release of the catalogue consists of."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from core.texts.phrase import Text

RELEASE = "release.json"
"""Name of the target that describes a release; the only one whose name is fixed."""


@dataclass(frozen=True, slots=True)
class Packed:
    """A zstd-compressed file of a release."""

    name: str
    """Name of the target: letters, digits, hyphens and full stops."""
    length: int
    """Bytes as they are fetched."""
    unpacked: int
    """Bytes of the file inside."""


@dataclass(frozen=True, slots=True)
class DeltaFrom:
    """Row operations that lead from an earlier release to this one."""

    version: int
    """Of the earlier release."""
    digest: str
    """Its logical digest, `sha256:` and 64 hex digits."""
    file: Packed
    """The operations."""


@dataclass(frozen=True, slots=True)
class Changes:
    """What is new since an earlier release."""

    since: int
    """Version of the earlier release; 0: there was none."""
    counts: tuple[tuple[str, int], ...]
    """(subject, number of entries that differ) pairs: apps, owners, guidance, incidents, countries, words; those that
    are 0 are left out."""
    words: Text
    """The same as a sentence or two, written when the release was made; a language may be empty."""


@dataclass(frozen=True, slots=True)
class Release:
    """One version of the catalogue, as its publisher describes it."""

    version: int
    digest: str
    """Logical digest, `sha256:` and 64 hex digits: the identity of the release."""
    created: datetime
    """When the catalogue was made, UTC."""
    schema: int
    """`user_version` of the catalogue file."""
    needs: str
    """Smallest version of Appvett that reads it, three numbers with full stops."""
    counts: tuple[tuple[str, int], ...]
    """(what, number) pairs, as `catalogue info` tells them."""
    changes: Changes
    catalogue: Packed
    """The whole catalogue file."""
    search: Packed | None
    """The search index, ready made; None: each station builds its own."""
    deltas: tuple[DeltaFrom, ...]
    """The newest first."""


@dataclass(frozen=True, slots=True)
class Stamp:
    """What the newest timestamp says about itself, all of it signed."""

    created: datetime
    """When it was signed, UTC: until then nothing newer had been published."""
    expires: datetime
    """Until when it vouches for that, UTC."""
    root: int
    """Version of the root that belongs to it."""
    number: int
    """Its own version."""
