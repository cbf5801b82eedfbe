"""Pictures of screens: taken by the real window, stable, and told where they cannot be taken."""

import os
import subprocess
import sys
from pathlib import Path

from core.catalogue.current import activate
from devkit import console, environment, pictures
from pictures.screens import SCREENS


def _take(data: Path, out: Path, *screens: str) -> subprocess.CompletedProcess[str]:
    variables = {**environment.variables(console.ROOT / ".ci"), "QT_QPA_PLATFORM": "offscreen", "QT_SCALE_FACTOR": "1"}
    command = ["-m", "pictures", "--data", str(data), "--out", str(out), "--size", "640x480", "--languages", "nn"]
    return subprocess.run(
        [sys.executable, *command, "--themes", "dark", "--screens", *screens],
        env={**os.environ, **variables},
        capture_output=True,
        check=False,
        encoding="utf-8",
    )


def test_two_pictures_are_taken_and_shown_on_one_page(real_catalogue: Path, tmp_path: Path) -> None:
    data, out = tmp_path / "data", tmp_path / "out"
    activate(real_catalogue, data)
    done = _take(data, out / "100", "found", "card")
    assert done.returncode == 0, done.stderr
    taken = {path.relative_to(out).as_posix(): path.read_bytes() for path in out.rglob("*.png")}
    assert set(taken) == {"100/nn/sheet.png", "100/nn/dark/found.png", "100/nn/dark/card.png"}
    assert all(_size(content) == (640, 480) for name, content in taken.items() if "dark" in name)
    page = pictures.write_page(out).read_text(encoding="utf-8")
    assert all(f'"{name}"' in page for name in taken)
    assert "http" not in page


def test_screen_that_cannot_be_reached_is_told_and_fails(tmp_path: Path) -> None:
    done = _take(tmp_path / "nothing here", tmp_path / "out", "card")
    assert done.returncode == 1
    assert "NOT REACHED: card (nn, dark)" in done.stderr
    assert list(tmp_path.rglob("card.png")) == []


def test_every_screen_has_a_name_and_a_title_of_its_own() -> None:
    assert len({screen.name for screen in SCREENS}) == len({screen.title for screen in SCREENS}) == len(SCREENS)


def test_pictures_of_the_documents_are_there_and_of_screens_that_exist() -> None:
    assert set(pictures.DOCUMENTS.values()) <= {screen.name for screen in SCREENS}
    folder = console.ROOT / "docs" / "pictures"
    assert {path.name for path in folder.glob("*.png")} == set(pictures.DOCUMENTS)


def _size(png: bytes) -> tuple[int, int]:
    return int.from_bytes(png[16:20]), int.from_bytes(png[20:24])
