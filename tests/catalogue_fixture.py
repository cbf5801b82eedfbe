"""The real catalogue, built once for all tests that ask for it."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from core.catalogue.store import CatalogueStore
from core.errors import Silent
from core.publishing.build import build

SOURCE = Path(__file__).parent.parent / "resources" / "catalogue"
"""The source files of the real catalogue."""


@pytest.fixture(scope="session")
def real_catalogue(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The file built from `resources/catalogue`. Not to be changed: copy it first."""
    return build(SOURCE, tmp_path_factory.mktemp("catalogue"), Silent()).path


@pytest.fixture(scope="session")
def store(real_catalogue: Path) -> Iterator[CatalogueStore]:
    """The real catalogue, open."""
    with CatalogueStore.open(real_catalogue) as opened:
        yield opened
