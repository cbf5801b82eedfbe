"""What the program is made of: versions, and the licences of everything that is shipped."""

from __future__ import annotations

import platform
import sqlite3
import sysconfig
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from importlib import metadata
from pathlib import Path

import PySide6

import core
from gui.settings_page.packages import PACKAGES

_MOST = 200_000
"""Characters of a licence that are read."""


@dataclass(frozen=True, slots=True)
class Part:
    """Something that is shipped."""

    name: str
    version: str
    """Empty: it has none."""
    licence: str
    """Its name, as its makers write it; empty: they do not."""
    read: Callable[[], str]
    """The text; empty where it is not shipped with its package."""


def versions() -> tuple[tuple[str, str], ...]:
    """(name, version) of the program and what it runs on."""
    return (
        ("Appvett", core.__version__),
        ("Python", platform.python_version()),
        ("Qt (PySide6)", PySide6.__version__),
        ("SQLite", sqlite3.sqlite_version),
    )


def parts(resources: Path) -> tuple[Part, ...]:
    """Everything that is shipped, ourselves first; packages that are not installed are left out.

    Args:
        resources: folder of the files that come with Appvett.
    """
    beside = resources / "licences"
    exodus = resources / "catalogue" / "exodus" / "LICENCE.md"
    python = (beside / "LICENSE.txt", *(Path(sysconfig.get_path(name), "LICENSE.txt") for name in ("stdlib", "data")))
    own = (
        Part("Appvett", core.__version__, "EUPL-1.2", lambda: _text(resources.parent / "LICENSE")),
        Part("Exodus Privacy (readings of packages)", "", "ODbL-1.0", lambda: _text(exodus)),
        Part("Inter", "", "OFL-1.1", lambda: _text(resources / "fonts" / "OFL.txt")),
        Part("Designsystemet (colours)", "1.11.0", "MIT", lambda: _text(beside / "designsystemet.txt")),
        # In the bundle its licence lies beside ours; a Python that is installed has it in its own folder.
        Part("Python", platform.python_version(), "PSF-2.0", lambda: _first_text(python)),
        Part("SQLite", sqlite3.sqlite_version, "Public Domain", lambda: _text(beside / "sqlite.txt")),
    )
    return (*own, *(part for name in PACKAGES if (part := _package(name, beside)) is not None))


def _package(name: str, beside: Path) -> Part | None:
    """A package, with its own text of the licence; Qt for Python brings none, so that the text comes with us."""
    try:
        found = metadata.distribution(name)
    except metadata.PackageNotFoundError:
        return None
    licence = _first(found, "License-Expression") or _short(_first(found, "License")) or _classified(found)
    return Part(
        _first(found, "Name") or name, found.version, licence, lambda: _licence_text(found) or _lesser(licence, beside)
    )


def _first(found: metadata.Distribution, field: str) -> str:
    return str((found.metadata.get_all(field) or [""])[0])


def _short(licence: str) -> str:
    """The licence's name; some packages put the whole text there."""
    line = licence.strip()
    return line if "\n" not in line and len(line) < 60 else ""  # noqa: PLR2004 - a name, not a text


def _classified(found: metadata.Distribution) -> str:
    lines = found.metadata.get_all("Classifier") or []
    return ", ".join(line.rpartition(" :: ")[2] for line in lines if line.startswith("License ::"))


def _licence_text(found: metadata.Distribution) -> str:
    files = [file for file in found.files or () if _is_licence(file.name)]
    return "\n\n".join(text for file in files if (text := _text(Path(str(file.locate())))))


def _is_licence(name: str) -> bool:
    return name.upper().startswith(("LICENSE", "LICENCE", "COPYING", "NOTICE"))


def _lesser(licence: str, beside: Path) -> str:
    """The Lesser GPL, and the GPL that it adds to, where that is what a package names."""
    if "LGPL-3.0" not in licence:
        return ""
    return f"{_text(beside / 'LGPL-3.0.txt')}\n\n{_text(beside / 'GPL-3.0.txt')}".strip()


def _first_text(paths: Iterable[Path]) -> str:
    return next((text for path in paths if (text := _text(path))), "")


def _text(path: Path) -> str:
    try:
        with path.open(encoding="utf-8", errors="replace") as file:
            return file.read(_MOST)
    except OSError:
        return ""
