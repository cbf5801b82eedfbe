"""What a release says about itself, made from the catalogue."""

from __future__ import annotations

from core.catalogue.model import CatalogueInfo
from core.releases.model import Changes, DeltaFrom, Packed, Release
from core.texts.phrase import Text

NEEDS = {2: "0.1.0"}
"""By schema of the catalogue: the first Appvett that reads it and fetches releases."""
NOTHING_BEFORE = Changes(0, (), Text("", "", ""))
"""The changes of a first release."""


def catalogue_name(version: int) -> str:
    """Name of the target that holds the whole catalogue."""
    return f"catalogue-{version}.sqlite.zst"


def search_name(version: int) -> str:
    """Name of the target that holds the search index."""
    return f"search-{version}.sqlite.zst"


def delta_name(before: int, version: int) -> str:
    """Name of the target that leads from an earlier release to this one."""
    return f"delta-{before}-{version}.zst"


def describe(
    info: CatalogueInfo,
    catalogue: Packed,
    *,
    changes: Changes = NOTHING_BEFORE,
    search: Packed | None = None,
    deltas: tuple[DeltaFrom, ...] = (),
    needs: str = "",
) -> Release:
    """The release of a catalogue.

    Args:
        info: What the catalogue says about itself.
        catalogue: The packed catalogue.
        changes: Since the release before.
        search: The packed search index.
        deltas: From earlier releases, the newest first.
        needs: Smallest version of Appvett; empty: the first that reads this schema.
    """
    return Release(
        version=info.version,
        digest=info.digest,
        created=info.created,
        schema=info.schema,
        needs=needs or NEEDS[info.schema],
        counts=info.counts,
        changes=changes,
        catalogue=catalogue,
        search=search,
        deltas=deltas,
    )
