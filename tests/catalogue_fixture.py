"""Catalogues that are built once for all tests that ask for them: the real one, and a small one."""

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


@pytest.fixture(scope="session")
def small_catalogue(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A catalogue with a few apps, companies, countries and an advice. Not to be changed: see tests/publisher.py."""
    from tests.core.publishing.small import make_small_source  # needs what is above

    def make(folder: Path) -> None:
        build(make_small_source(folder / "source"), folder / "small.sqlite", Silent())

    return made_once(tmp_path_factory, "small-catalogue", make) / "small.sqlite"
