"""The environment in `.venv`: filled from the lock, made anew when lock or Python change."""

import importlib.util
import os
import shutil
import sqlite3
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from devkit import console, debian, lockfile, stamps

VENV = console.ROOT / ".venv"
LOCK = console.ROOT / "requirements.lock"
STAMP = VENV / "installed.json"
SQLITE_FLOOR = (3, 40)
"""Debian 12 has this one; older ones lack what the search index needs."""


def python(venv: Path = VENV) -> Path:
    """The environment's Python."""
    return venv / "Scripts" / "python.exe" if os.name == "nt" else venv / "bin" / "python"


def wanted(lock: Path = LOCK) -> dict[str, str]:
    """What the stamp of an environment says when it fits this lock, this Python and this place.

    The place counts because the programs in an environment hold its path: a checkout that was moved is set up
    again.
    """
    version = ".".join(str(part) for part in sys.version_info[:3])
    return {"lock": lockfile.digest(lock), "python": version, "place": str(VENV)}


def is_ready(stamp: Mapping[str, str], wish: Mapping[str, str]) -> bool:
    """Whether an environment with this stamp can be used as it is."""
    return dict(stamp) == dict(wish) and bool(wish)


def prepare() -> Path:
    """Makes the environment when there is none, when it is of another lock or Python, or was not finished.

    Returns:
        The environment's Python.

    Raises:
        DevError: It could not be made; the message says why and what to do.
    """
    _check_sqlite()
    wish = wanted()
    if is_ready(stamps.read(STAMP), wish) and python().exists():
        return python()
    try:
        with _alone():
            # Another dev.py may have made it while we waited.
            if not is_ready(stamps.read(STAMP), wish):
                _make(wish)
    except OSError as error:
        raise console.DevError(console.in_plain_words(error)) from error
    return python()


def variables(*folders: Path) -> dict[str, str]:
    """Variables for programs of ours: `core` and `gui` come from the checkout, wherever one stands.

    Args:
        folders: Where other packages of ours lie.
    """
    before = os.environ.get("PYTHONPATH")
    return {"PYTHONPATH": os.pathsep.join([str(console.ROOT), *map(str, folders), *([before] if before else [])])}


@contextmanager
def _alone() -> Iterator[None]:
    """Waits until no other dev.py makes the environment; the system drops the lock when a process ends."""
    with (console.ROOT / ".venv.lock").open("w") as file:
        if sys.platform == "win32":
            import msvcrt

            msvcrt.locking(file.fileno(), msvcrt.LK_LOCK, 1)
        else:
            import fcntl

            fcntl.flock(file, fcntl.LOCK_EX)
        yield


def _check_sqlite() -> None:
    """Refuses a Python whose SQLite cannot carry the catalogue."""
    if sqlite3.sqlite_version_info < SQLITE_FLOOR:
        raise console.DevError(
            f"this Python has SQLite {sqlite3.sqlite_version}; Appvett needs 3.40 or newer. "
            "Start dev.py with another Python: Debian 12's own, or one from python.org."
        )
    connection = sqlite3.connect(":memory:")
    try:
        connection.execute("create virtual table probe using fts5(word)")
    except sqlite3.OperationalError as error:
        raise console.DevError(
            "this Python's SQLite has no full-text search (FTS5). Start dev.py with another Python."
        ) from error
    finally:
        connection.close()


def _make(wish: Mapping[str, str]) -> None:
    """Makes the environment from nothing: what is left of an older or half-made one is not trusted."""
    stamps.remove(STAMP)
    if VENV.exists():
        console.say("the environment in .venv is of another lock or Python, or was not finished: making it anew")
        shutil.rmtree(VENV)
    uv = shutil.which("uv")
    with console.step("making the environment in .venv"):
        _make_empty(uv)
    with console.step("installing the locked packages"):
        if console.call(_install_command(uv), env=_installer_variables(), to_stderr=True) != 0:
            raise console.DevError(
                "the packages could not be installed; the reason stands above. Without a network: connect or "
                "set up pip for your organisation's package mirror. On a full disk: make room, about 600 MB. "
                "Then try again; what is half done is made anew."
            )
    stamps.write(STAMP, wish)


def _make_empty(uv: str | None) -> None:
    """An empty environment; Debian's Python needs a package of its own for that."""
    if uv:
        command = [uv, "venv", "--quiet", "--no-project", "--python", sys.executable, str(VENV)]
    else:
        if importlib.util.find_spec("ensurepip") is None:
            debian.ensure([debian.venv_package()], "needed to make a Python environment")
        command = [sys.executable, "-m", "venv", str(VENV)]
    if console.call(command, to_stderr=True) != 0:
        shutil.rmtree(VENV, ignore_errors=True)
        raise console.DevError(
            "Python could not make an environment; the reason stands above. On Debian and Ubuntu this helps: "
            f"sudo apt-get install {debian.venv_package()}"
        )


def _install_command(uv: str | None) -> list[str]:
    """Installs exactly what the lock names: each file by its hash; no code of a package runs on the way."""
    exact = ["--require-hashes", "--only-binary", ":all:", "--requirement", str(LOCK)]
    if uv:
        return [uv, "pip", "install", "--quiet", "--python", str(python()), *exact]
    return [str(python()), "-m", "pip", "install", "-qq", "--disable-pip-version-check", *exact]


def _installer_variables() -> dict[str, str]:
    """A user's folder of packages, or an outer environment, must not mix in."""
    return {"PYTHONNOUSERSITE": "1", "PIP_REQUIRE_VIRTUALENV": "0", "VIRTUAL_ENV": str(VENV)}
