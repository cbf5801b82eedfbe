"""What follows once a release is in use: the search index, and what is new. Nothing in here can undo the switch."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

from core.catalogue import search_file
from core.catalogue.store import CatalogueStore
from core.releases.differences import count_changes, differences
from core.sync.attempt import Attempt
from core.sync.fetch import take_file
from core.sync.news import tell_news
from core.sync.verify import Offer

SEARCH = "search.sqlite"
"""Name of the search index while it is fetched."""


def after_the_switch(attempt: Attempt, offer: Offer, taken: Path, incoming: Path) -> tuple[tuple[str, int], ...]:
    """Fetch the search index where there is one, find out what is new, and remove what is no longer needed.

    Args:
        attempt: What it is about; being stopped here only leaves out what is not done yet.
        offer: The release.
        taken: The catalogue that is in use now.
        incoming: Folder for what is fetched.

    Whatever fails in here is passed over: the release is in use, and nothing may say otherwise.

    Returns:
        (subject, number of entries that differ from what was in use before) pairs; empty where nothing was.
    """
    changed: tuple[tuple[str, int], ...] = ()
    with suppress(Exception):
        _take_search(attempt, offer, incoming)
    with suppress(Exception):
        changed = _changed(attempt, taken)
    tell_news(attempt.in_use.path if attempt.in_use else None, taken, attempt.connection, attempt.now, attempt)
    return changed


def _take_search(attempt: Attempt, offer: Offer, incoming: Path) -> None:
    """The index only proposes ids, and each station can build it: so whatever fails here is passed over."""
    file = offer.release.search
    if file is None:
        return
    path = incoming / SEARCH
    take_file(attempt, offer, file, incoming / "search.zst", path)
    search_file.adopt(path, attempt.station.folder, offer.release.digest)


def _changed(attempt: Attempt, taken: Path) -> tuple[tuple[str, int], ...]:
    if attempt.in_use is None:
        return ()
    with (
        CatalogueStore.open(attempt.in_use.path, verify=False) as old,
        CatalogueStore.open(taken, verify=False) as new,
    ):
        return count_changes(differences(old, new, attempt))
