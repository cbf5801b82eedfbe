"""What is new since the release before, counted and in words of all three languages."""

from __future__ import annotations

from core.catalogue.store import CatalogueStore
from core.errors import Reporter
from core.releases.differences import changes_in_words, count_changes, differences
from core.releases.model import Changes
from core.texts.phrase import Language, Text
from core.texts.words import Words


def changes_between(before: CatalogueStore, after: CatalogueStore, since: int, reporter: Reporter) -> Changes:
    """The changes that a release tells of.

    Args:
        before: The catalogue of the release before.
        after: The new one.
        since: Version of the release before.
        reporter: Told how far the comparison has come.

    Raises:
        CatalogueDamaged: one of the two cannot be read.
        Cancelled: the reporter asked to stop.
    """
    counts = count_changes(differences(before, after, reporter))
    said = changes_in_words(counts, since)
    words = {language.value: Words(language).say(said) for language in Language}
    return Changes(since, counts, Text(**words))
