"""The root of trust: the publisher's first keys, as they came with the program or from the administrator.

Two places are looked at, in this order; no setting, option or variable names another:

1. `root.json` beside the organisation's settings, in a folder that only the administrator can write. Where it is there
   and cannot be used, nothing is: another publisher must not take the place of the one that was meant.
2. `resources/trust/root.json`, which is part of the program.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from core.settings.folders import resource_folder
from core.settings.managed import is_the_administrators, managed_file
from core.sync.model import Station

LARGEST = 256 * 1024
"""Bytes."""

_NAME = "root.json"


def station(
    folder: Path,
    *,
    managed: Path | None = None,
    shipped: Path | None = None,
    trusts: Callable[[Path], bool] = is_the_administrators,
) -> Station:
    """This machine's side of a sync; never raises. A root that cannot be used is empty, and no release passes it.

    Args:
        folder: The data folder.
        managed: The administrator's root file; None: its place on this system. Only tests give another.
        shipped: The program's root file; None: its place. Only tests give another.
        trusts: Whether a file or folder is the administrator's; only tests give another.
    """
    of_administrator = _of_administrator(managed or _managed(), trusts)
    return Station(folder, _read(shipped or shipped_root()) if of_administrator is None else of_administrator)


def shipped_root() -> Path:
    """Where the root lies that is part of the program."""
    return resource_folder() / "trust" / _NAME


def _managed() -> Path | None:
    settings = managed_file()
    return settings.with_name(_NAME) if settings else None


def _of_administrator(path: Path | None, trusts: Callable[[Path], bool]) -> bytes | None:
    """The root that the administrator put there; empty where it cannot be used, None where there is none."""
    try:
        if path is None or not (path.exists() or path.is_symlink()):
            return None
        if not (trusts(path) and trusts(path.parent)):
            return b""
    except OSError:
        return b""
    return _read(path) or b""


def _read(path: Path) -> bytes | None:
    try:
        if not path.is_file():  # reading a pipe would wait for ever
            return None
        with path.open("rb") as file:
            content = file.read(LARGEST + 1)
    except OSError:
        return None
    return content if len(content) <= LARGEST else None
