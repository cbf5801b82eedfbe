"""The rule tables and a desk over the real catalogue, for every test of core that asks for them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from core.catalogue.store import CatalogueStore
from core.guidance.store import guidance
from core.risk.desk import Desk
from core.rules.load import load_rules
from core.rules.model import Rules
from tests.lists import listed, listed_data

__all__ = ["desk", "listed", "listed_data", "rules"]

RULES = Path(__file__).parents[2] / "resources" / "rules" / "rules.toml"


@pytest.fixture(scope="session")
def rules() -> Rules:
    """The rule tables that the program answers by."""
    return load_rules(RULES)


@pytest.fixture(scope="session")
def desk(real_catalogue: Path, rules: Rules) -> Iterator[Desk]:
    """A desk over the facts that the program ships with."""
    with CatalogueStore.open(real_catalogue) as store:
        yield Desk(store, guidance(store), rules)
