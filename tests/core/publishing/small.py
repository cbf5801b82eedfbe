"""A small source folder: the examples of docs/formats/catalogue.md, and what they need of the real facts."""

import re
import shutil
from pathlib import Path

from tests.catalogue_fixture import SOURCE

DOCUMENT = SOURCE.parent.parent / "docs" / "formats" / "catalogue.md"
"""The page that describes the format."""

_EXAMPLE = re.compile(r"```yaml\n# file: (\S+)\n(.*?)```", re.DOTALL)
_REAL = (
    "catalogue.yaml",
    "sources.yaml",
    "abilities.yaml",
    "tasks.yaml",
    "reach-sources.yaml",
    "apps/signal.yaml",
    "companies/signal.yaml",
    "companies/signal-foundation.yaml",
    "countries/CN.yaml",
    "countries/HK.yaml",
    "countries/IE.yaml",
    "countries/NO.yaml",
    "countries/RU.yaml",
    "countries/US.yaml",
)


def examples() -> dict[str, str]:
    """The examples of the page: file to content."""
    return dict(_EXAMPLE.findall(DOCUMENT.read_text(encoding="utf-8")))


def make_small_source(folder: Path) -> Path:
    """Write the small source folder and return it."""
    shutil.copytree(SOURCE / "words", folder / "words")
    for name in _REAL:
        (folder / name).parent.mkdir(exist_ok=True)
        shutil.copy(SOURCE / name, folder / name)
    for name, text in examples().items():
        if "/" in name:
            (folder / name).parent.mkdir(exist_ok=True)
            (folder / name).write_text(text, encoding="utf-8", newline="\n")
    return folder


def edit(folder: Path, name: str, old: str, new: str) -> None:
    """Replace `old`, which must stand there, by `new`; an empty `old` replaces the whole file."""
    path = folder / name
    text = path.read_text(encoding="utf-8") if path.exists() else ""
    assert old in text, f"{old!r} is not in {name}"
    path.parent.mkdir(exist_ok=True)
    path.write_bytes((text.replace(old, new, 1) if old else new).encode())
