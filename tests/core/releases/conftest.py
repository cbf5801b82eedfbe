"""The small source folder, as the tests of publishing have it, and an empty catalogue."""

from pathlib import Path

import pytest

from core.errors import Silent
from core.publishing.writing import write_catalogue
from tests.core.publishing.conftest import pristine, small
from tests.core.releases.deltas import META
from tests.once import made_once

__all__ = ["blank", "pristine", "small"]


@pytest.fixture(scope="session")
def blank(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A catalogue without rows, but for what it says of itself. Not to be changed: copy it first."""
    rows = [("meta", cells) for cells in META.items()]

    def make(folder: Path) -> None:
        write_catalogue(folder / "blank.sqlite", rows, Silent())

    return made_once(tmp_path_factory, "blank-catalogue", make) / "blank.sqlite"
