"""Building the one-folder bundle and trying it."""

import json
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from devkit import console, debian, environment

DIST = console.ROOT / "dist"
WORK = console.ROOT / "build"
CATALOGUE = WORK / "catalogue"
"""Where the catalogue for the bundle is built; `build.spec` puts it beside the facts in `resources/`."""

EPOCH = "1767225600"
"""2026-01-01 in UTC: the date of every file in the bundle, when the caller names none."""

OURS = ("PYTHONPATH", "PYTHONHOME", "VIRTUAL_ENV", "LD_LIBRARY_PATH", "QT_PLUGIN_PATH")
"""Variables that could lend the bundle something it must have itself."""


def build() -> None:
    """Builds catalogue and bundle into `dist/`, starts the bundle and looks at the card it prints.

    Raises:
        DevError: A step failed, or the bundle does not work.
    """
    debian.ensure([*debian.QT_OFFSCREEN, *debian.QT_X11, *debian.BUNDLE], "needed to build the bundle")
    for folder in (DIST, WORK):
        shutil.rmtree(folder, ignore_errors=True)
    with console.step("building the catalogue of the bundle"):
        _build_catalogue()
    with console.step("building the bundle"):
        _run_pyinstaller()
    program = DIST / "appvett" / ("appvett.exe" if sys.platform == "win32" else "appvett")
    with console.step("trying the bundle"):
        try_bundle(program)
    console.say(f"the bundle is in {program.parent}, {_megabytes(program.parent)} MB")


def try_bundle(program: Path) -> None:
    """Starts the bundle in an empty profile, far from the checkout, and looks at the card it prints.

    Raises:
        DevError: It does not start, or prints no card of TikTok.
    """
    with tempfile.TemporaryDirectory(prefix="appvett-try-") as folder:
        env = {name: value for name, value in os.environ.items() if name not in OURS}
        done = subprocess.run(
            [program, "card", "TikTok", "--json", "--data", folder],
            cwd=folder,
            env=env,
            capture_output=True,
            check=False,
            timeout=120,
        )
    try:
        card = json.loads(done.stdout)
        works = done.returncode == 0 and card["app"]["app"] == "tiktok" and bool(card["verdict"]["answer"])
    except (ValueError, KeyError, TypeError):
        works = False
    if not works:
        words = (done.stderr + done.stdout).decode("utf-8", "replace")[:2000]
        raise console.DevError(f"the bundle does not print a card (exit code {done.returncode}):\n{words}")


def _build_catalogue() -> None:
    CATALOGUE.mkdir(parents=True)
    out = CATALOGUE / "bundled.sqlite"
    command = [environment.python(), "-P", "-m", "gui", "catalogue", "build", "--out", out]
    if console.call(command, env=environment.variables(), to_stderr=True) != 0 or not out.exists():
        raise console.DevError("the catalogue of the bundle was not built; the reason stands above.")


def _run_pyinstaller() -> None:
    command = [environment.python(), "-m", "PyInstaller", "--noconfirm", "--log-level", "WARN"]
    places = ["--distpath", DIST, "--workpath", WORK / "pyinstaller"]
    # Both make two builds of the same sources come out the same, byte for byte.
    env = {"SOURCE_DATE_EPOCH": os.environ.get("SOURCE_DATE_EPOCH", EPOCH), "PYTHONHASHSEED": "0"}
    if console.call([*command, *places, "build.spec"], env=env, to_stderr=True) != 0:
        raise console.DevError("PyInstaller failed; the reason stands above.")


def _megabytes(folder: Path) -> int:
    """Size on disk in MB of 1,000,000 bytes."""
    return round(sum(path.lstat().st_size for path in folder.rglob("*") if not path.is_dir()) / 1e6)
