"""The small source folder as a fixture."""

import shutil
from pathlib import Path

import pytest

from tests.core.publishing.small import make_small_source


@pytest.fixture(scope="session")
def pristine(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The small source folder. Not to be changed: ask for `small` instead."""
    return make_small_source(tmp_path_factory.mktemp("small") / "source")


@pytest.fixture
def small(pristine: Path, tmp_path: Path) -> Path:
    """A copy of the small source folder, to be changed at will."""
    return Path(shutil.copytree(pristine, tmp_path / "source"))
