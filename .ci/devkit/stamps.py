"""Remembering what was done, so that it is done again only when something changed.

A stamp is a small file in `.venv` that is written when a piece of work has succeeded and removed before it
begins. So work that was cut short leaves no stamp and is repeated.
"""

import hashlib
import json
import os
from collections.abc import Iterable, Mapping
from pathlib import Path


def read(path: Path) -> dict[str, str]:
    """The stamp in a file; empty when there is none or it is damaged, so that the work is done again."""
    try:
        content = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    if not isinstance(content, dict) or not all(isinstance(value, str) for value in content.values()):
        return {}
    return content


def write(path: Path, content: Mapping[str, str]) -> None:
    """Writes a stamp whole or not at all."""
    path.parent.mkdir(parents=True, exist_ok=True)
    temporary = path.with_name(f"{path.name}.{os.getpid()}")
    temporary.write_text(json.dumps(dict(content), sort_keys=True), encoding="utf-8")
    temporary.replace(path)


def remove(path: Path) -> None:
    """Takes a stamp back; none is fine."""
    path.unlink(missing_ok=True)


def tree_digest(root: Path, names: Iterable[str]) -> str:
    """SHA-256 over the names and contents of files.

    Args:
        root: The folder that the names are read from.
        names: Files, or folders whose files all count; one that does not exist counts as absent.

    Returns:
        Hexadecimal; the same for the same contents, whatever the files' dates and the order of the names.
    """
    total = hashlib.sha256()
    for path in sorted({found for name in names for found in _files(root / name)}):
        total.update(path.relative_to(root).as_posix().encode() + b"\0")
        total.update(hashlib.sha256(path.read_bytes()).digest())
    return total.hexdigest()


def _files(path: Path) -> list[Path]:
    if path.is_file():
        return [path]
    return [found for found in path.rglob("*") if found.is_file() and "__pycache__" not in found.parts]
