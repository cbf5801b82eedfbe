"""An office whose repository is set up, and catalogues to publish."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.core.publishing.repository.office import Office, an_office
from tests.publisher import changed

Newer = Callable[[int], Path]
"""Gives the catalogue of a version."""


@pytest.fixture
def office(tmp_path: Path) -> Office:
    """An office with a root and no release."""
    return an_office(tmp_path / "repository")


@pytest.fixture
def newer(small_catalogue: Path, tmp_path: Path) -> Newer:
    """Catalogues that differ in the name of one app."""

    def make(version: int) -> Path:
        rename = f"update app set name = 'Signal {version}' where id = 'signal'"  # noqa: S608 - a number of ours
        return changed(small_catalogue, tmp_path / f"newer-{version}.sqlite", rename, version=version)

    return make
