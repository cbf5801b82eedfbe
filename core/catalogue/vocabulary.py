"""All words of a catalogue by key: its vocabulary, and the names of what it holds."""

from __future__ import annotations

from collections.abc import Iterator

from core.catalogue.store import CatalogueStore
from core.texts.phrase import Text


def whole_vocabulary(store: CatalogueStore) -> dict[str, Text]:
    """The vocabulary, with `abilities.<id>.label`, `abilities.<id>.help` and `laws.<id>.name` beside it.

    Raises:
        CatalogueDamaged: the file cannot be read.
    """
    return store.once("whole-vocabulary", lambda opened: {**opened.vocabulary(), **dict(_names(opened))})


def _names(store: CatalogueStore) -> Iterator[tuple[str, Text]]:
    for ability in store.abilities():
        yield f"abilities.{ability.id}.label", ability.label
        yield f"abilities.{ability.id}.help", ability.text
    for country in store.ownership_facts().countries.values():
        for law in country.laws:
            yield f"laws.{law.id}.name", law.name
