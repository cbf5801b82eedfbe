"""How the program starts: what loads Qt, what happens without a screen, and pictures."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtGui import QImage

from gui.launch import has_screen, read

ROOT = Path(__file__).parents[2]
_CLEAN = {
    name: value for name, value in os.environ.items() if name not in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")
}


def _run(*arguments: str, environment: dict[str, str] | None = None) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "gui", *arguments],
        cwd=ROOT,
        env=environment or _CLEAN,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


@pytest.mark.parametrize("arguments", ["['help']", "['lookup','x','--data','/nonexistent']", "['sync']", "['--help']"])
def test_command_word_loads_no_qt(arguments: str) -> None:
    program = (
        f"import sys; from gui.__main__ import main; main({arguments}); "
        "sys.exit(any(name.startswith(('PySide6', 'shiboken')) for name in sys.modules))"
    )
    done = subprocess.run([sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


HEAVY = (
    *("requests", "truststore", "sqlite_utils", "yaml", "rapidfuzz", "backports.zstd", "babel", "platformdirs"),
    *("asyncio", "email", "http", "html.parser", "xml", "unittest", "pydoc", "multiprocessing", "importlib.metadata"),
    *("PySide6.QtPrintSupport", "PySide6.QtNetwork", "PySide6.QtTest", "PySide6.QtDBus"),
    *("core.publishing", "core.transport", "core.commands.cli", "core.commands.as_text", "gui.print_preview"),
)
"""What a start must not wait for; each is loaded where it is used."""
ANSWERS = ("core.risk.assess", "core.catalogue.store", "core.guidance.match", "core.jurisdiction.chain", "msgspec")
"""What answers are made of: loaded when the frame of the window stands."""


def _loaded(program: str, names: tuple[str, ...]) -> str:
    """The names of those that a program has loaded when it is done."""
    ending = f"import sys; print([name for name in {names!r} if name in sys.modules])"
    done = subprocess.run(
        [sys.executable, "-c", f"{program}\n{ending}"],
        cwd=ROOT,
        env=_CLEAN | {"QT_QPA_PLATFORM": "offscreen"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()


_OPENED = """
from pathlib import Path
from PySide6.QtWidgets import QApplication
from gui import launch
from gui.app import build
application = QApplication([])
program = build(application, launch.read([]), Path({data!r}))
window = program.window
window.settled.connect(application.quit)
window.show()
window.open_catalogue()
application.exec()
assert window.shelf is not None
program.close()
"""


def test_nothing_heavy_is_loaded_for_the_window(catalogue_folder: Path) -> None:
    assert _loaded(_OPENED.format(data=str(catalogue_folder)), HEAVY) == "[]"


@pytest.mark.parametrize("module", ["gui.window_frame", "gui.parts", "gui.opening", "gui.theme.appearance"])
def test_frame_of_the_window_loads_nothing_that_answers_are_made_of(module: str) -> None:
    assert _loaded(f"import {module}", ANSWERS) == "[]"


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="other systems always have a screen")
def test_without_a_screen_the_card_is_printed(catalogue_folder: Path) -> None:
    done = _run("--app", "TikTok", "--language", "nb", "--data", str(catalogue_folder))
    assert done.returncode == 0
    assert "ingen skjerm" in done.stderr
    assert "NSM fraråder" in done.stdout


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="other systems always have a screen")
def test_without_a_screen_and_without_an_app_it_tells_how_to_ask() -> None:
    done = _run("--language", "en")
    assert done.returncode == 1
    assert "appvett card" in done.stderr


def test_screenshot_is_saved_at_twice_the_size(catalogue_folder: Path, tmp_path: Path) -> None:
    picture = tmp_path / "card.png"
    done = _run(
        "--app",
        "TikTok",
        "--screenshot",
        str(picture),
        "--data",
        str(catalogue_folder),
        "--language",
        "nb",
        environment={**_CLEAN, "QT_SCALE_FACTOR": "2"},
    )
    assert done.returncode == 0, done.stderr
    assert QImage(str(picture)).size().toTuple() == (2560, 1720)


def test_screenshot_that_cannot_be_written_says_so(catalogue_folder: Path, tmp_path: Path) -> None:
    done = _run("--screenshot", str(tmp_path / "none" / "x.png"), "--data", str(catalogue_folder), "--language", "en")
    assert done.returncode == 1
    assert "cannot be written" in done.stderr


@pytest.mark.parametrize(
    "arguments",
    [["--ap", "x"], ["tiktok"], ["--app"], ["--theme", "pink"], ["--size", "big"], ["--size", "99999x99999"]],
)
def test_arguments_that_make_no_sense_are_refused(arguments: list[str]) -> None:
    assert _run(*arguments).returncode == 2


@pytest.mark.parametrize("arguments", [["--json"], ["--json", "tiktok"], ["--app", "TikTok", "--json"]])
def test_a_script_gets_one_json_object_whatever_it_asks(arguments: list[str]) -> None:
    done = _run(*arguments)
    assert set(json.loads(done.stdout)) == ({"format", "help"} if done.returncode == 0 else {"format", "error"})


def test_wrong_usage_of_the_window_is_told_in_the_language_asked_for() -> None:
    assert "Det er ingen kommando" in _run("tiktok", "--language", "nb").stderr


def test_arguments_are_read() -> None:
    wish = read(["--app", "TikTok", "--language=nn", "--theme", "dark", "--size", "1024x700"])
    assert (wish.app, wish.language, wish.theme, wish.size) == ("TikTok", "nn", "dark", (1024, 700))


def test_screen_is_only_missing_on_linux() -> None:
    assert not has_screen({}, "linux")
    assert has_screen({"DISPLAY": ":0"}, "linux")
    assert has_screen({}, "win32")
