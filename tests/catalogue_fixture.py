"""The real catalogue, built once for all tests that ask for it."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from core.catalogue.store import CatalogueStore
from core.errors import Silent
from core.publishing.build import build
from tests.once import made_once

SOURCE = Path(__file__).parent.parent / "resources" / "catalogue"
"""The source files of the real catalogue."""


@pytest.fixture(scope="session")
def real_catalogue(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The file built from `resources/catalogue`. Not to be changed: copy it first."""
    folder = made_once(tmp_path_factory, "catalogue", lambda folder: build(SOURCE, folder, Silent()))
    return next(folder.glob("*.sqlite"))


@pytest.fixture(scope="session")
def store(real_catalogue: Path) -> Iterator[CatalogueStore]:
    """The real catalogue, open."""
    with CatalogueStore.open(real_catalogue) as opened:
        yield opened
