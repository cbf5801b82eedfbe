"""Reading all of a catalogue once, as the program does: a row that makes no sense is found before it is published."""

from __future__ import annotations

from itertools import islice

from core.catalogue.progress import counted
from core.catalogue.schema import BY_NAME
from core.catalogue.store import CatalogueStore
from core.errors import Reporter
from core.facts import AppId
from core.guidance.store import guidance

_AT_ONCE = 500
"""Apps in memory."""


def decode_all(store: CatalogueStore, reporter: Reporter) -> None:
    """Read every entry of a catalogue, listings too, and keep no app.

    Args:
        store: The catalogue.
        reporter: Told how many apps were read.

    Raises:
        CatalogueDamaged: something in it cannot be understood.
        Cancelled: the reporter asked to stop.
    """
    for read in (
        store.ownership_facts,
        store.reach_by_app,
        store.reach_sources,
        store.incidents,
        store.abilities,
        store.vocabulary,
        store.tasks,
        store.traits,
        lambda: guidance(store),
    ):
        read()
    place = BY_NAME["app"].names.index("id")
    total = store.info().apps
    ids = (AppId(str(row[place])) for row in counted(store.tuples("app"), reporter, 0, total))
    while some := list(islice(ids, _AT_ONCE)):
        store.apps_by_id(some)
