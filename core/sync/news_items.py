"""What is new between two catalogues, for one reader: which lines are told, and in which order."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from core.catalogue.progress import Part
from core.catalogue.store import CatalogueStore
from core.errors import Reporter
from core.releases.entries import Entry, changed_entries
from core.sync.news_model import Group, Matter, NewsItem, Reader
from core.sync.news_teller import Ranked, Teller
from core.texts.phrase import Phrase, plural

MOST = 200
"""Lines of one group that are told; of the rest the number."""
_COMPARED = 80
"""How far the work has come, of 100, once the catalogues are compared."""


def news_of(old: CatalogueStore, new: CatalogueStore, reader: Reader, reporter: Reporter) -> tuple[NewsItem, ...]:
    """What is new, by group, what matters most first.

    Of each group at most `MOST` lines are given, then one with the number of the rest.

    Args:
        old: the catalogue that was in use.
        new: the one that is.
        reader: for whom.
        reporter: told how far it has come.

    Raises:
        CatalogueDamaged: one of the two cannot be read.
        Cancelled: the reporter asked to stop.
    """
    teller = Teller(old, new, reader)
    for entry in changed_entries(old, new, Part(reporter, 0, _COMPARED)):
        if isinstance(entry, Entry):
            teller.take(entry)
    teller.answer(Part(reporter, _COMPARED, 100))
    return tuple(_ordered(teller.found, teller.counted()))


def _ordered(found: Iterable[Ranked], other: Phrase | None) -> Iterator[NewsItem]:
    ranked = tuple(found)
    for group in Group:
        lines = sorted((one for one in ranked if one.item.group is group), key=lambda one: one.rank)
        yield from (one.item for one in lines[:MOST])
        if (rest := len(lines) - MOST) > 0:
            more = plural("{count} more change of this kind.", "{count} more changes of this kind.", count=rest)
            yield _rest(group, more)
    if other is not None:
        yield _rest(Group.OTHER, other)


def _rest(group: Group, words: Phrase) -> NewsItem:
    return NewsItem(group, Matter.REST, "", (), None, words)
