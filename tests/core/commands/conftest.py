"""Runs commands as a terminal would, on a data folder with the real catalogue."""

from __future__ import annotations

import io
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from core.catalogue.current import activate
from core.commands import main

NOW = "2026-11-23T12:00:00Z"


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a command did."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> dict[str, Any]:
        """The one JSON object on standard output."""
        found = json.loads(self.out)
        assert isinstance(found, dict)
        assert found["format"] == 1
        return found

    @property
    def error(self) -> dict[str, Any]:
        """The error in the JSON object."""
        found = self.json["error"]
        assert isinstance(found, dict)
        assert found["message"]
        assert found["next_step"]
        return found


Run = Callable[..., Outcome]


@pytest.fixture(scope="session")
def data(real_catalogue: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder with the real catalogue in use."""
    folder = tmp_path_factory.mktemp("data")
    activate(real_catalogue, folder)
    return folder


@pytest.fixture
def run(data: Path) -> Run:
    """Runs a command in English on the real catalogue, at noon of a fixed day; the data folder serves all tests."""

    def runner(
        *argv: str,
        environment: Mapping[str, str] | None = None,
        now: str | None = NOW,
        folder: Path = data,
    ) -> Outcome:
        out, err = io.StringIO(), io.StringIO()
        moment = ["--now", now] if now else []
        code = main(["--data", str(folder), *moment, *argv], out, err, environment or {"LANG": "en_GB.UTF-8"})
        return Outcome(code, out.getvalue(), err.getvalue())

    return runner
