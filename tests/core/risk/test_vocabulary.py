"""Every word that a card asks the catalogue's vocabulary for stands there, in all three languages."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from datetime import UTC, datetime
from pathlib import Path

from core.catalogue.store import CatalogueStore
from core.catalogue.vocabulary import whole_vocabulary
from core.guidance.store import guidance
from core.risk.desk import Desk
from core.rules.load import load_rules
from core.rules.tables import rule_tables, terms
from core.situation import Device, InformationClass, Platform, Role, Situation
from core.texts.phrase import Term

RULES = load_rules(Path(__file__).parents[3] / "resources" / "rules" / "rules.toml")
NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)


def terms_in(value: object) -> Iterator[Term]:
    """Every term anywhere inside a value."""
    if isinstance(value, Term):
        yield value
    if isinstance(value, (tuple, list, frozenset)):
        for item in value:
            yield from terms_in(item)
    elif is_dataclass(value) and not isinstance(value, type):
        for field in fields(value):
            yield from terms_in(getattr(value, field.name))


def test_every_term_of_every_card_is_in_the_vocabulary(store: CatalogueStore) -> None:
    desk = Desk(store, guidance(store), RULES)
    vocabulary = whole_vocabulary(store)
    situations = [
        Situation(NOW.date(), device=device, information=kind, role=role, platform=platform)
        for device, kind, role, platform in zip(
            list(Device), list(InformationClass) * 2, list(Role), [None, *Platform], strict=False
        )
    ]
    missing = {
        term.key
        for app in store.apps()
        for here in situations
        if (card := desk.card(app.id, here, NOW)) is not None
        for term in terms_in((card.verdict, card.facts, card.remarks, card.value, card.threat, card.vulnerability))
        if term.key not in vocabulary
    }
    assert missing == set()


def test_every_term_of_the_printed_rules_is_in_the_vocabulary(store: CatalogueStore) -> None:
    vocabulary = whole_vocabulary(store)
    found = {term.key for term in terms_in(tuple(table.rows for table in rule_tables(RULES, terms)))}
    assert {key for key in found if key not in vocabulary} == set()


def test_vocabulary_speaks_all_three_languages(store: CatalogueStore) -> None:
    silent = {key for key, text in store.vocabulary().items() if not (text.nb and text.nn and text.en)}
    # Names of foreign laws that nobody has a Norwegian name for are said in English, and marked so.
    assert {key for key in silent if not key.startswith("laws.")} == set()
