"""Which catalogue is in use: the files in the data folder, and the pointer to one of them.

A catalogue file's name holds its version and the beginning of its digest; `current.json` beside it names the file
in use. Both are written under another name first and then moved into place, so that a crash leaves the old one or
the new one, and never half of either. An open file is never replaced: another release has another name.
"""

from __future__ import annotations

import json
import os
import re
import shutil
from contextlib import suppress
from pathlib import Path

from core.catalogue.digest import short_digest
from core.catalogue.errors import damaged, missing
from core.catalogue.store import CatalogueStore
from core.errors import CatalogueError, ProfileError
from core.texts.phrase import phrase

POINTER = "current.json"
"""Names the catalogue file in use."""
BUNDLED = Path("catalogue") / "bundled.sqlite"
"""Below the resource folder: the catalogue that came with the program."""

_NAME = re.compile(r"catalogue-\d+-[0-9a-f]{16}\.sqlite")
_POINTER_LIMIT = 4096


def file_name(version: int, digest: str) -> str:
    """Name of a catalogue file, for example catalogue-7-0123456789abcdef.sqlite."""
    return f"catalogue-{version}-{short_digest(digest)}.sqlite"


def activate(path: Path, folder: Path) -> Path:
    """Put the catalogue `path` in use in the data folder `folder`; it is copied there unless it lies there.

    Returns:
        The file in use. Older files stay until `remove_others`.

    Raises:
        CatalogueError: the file is missing, damaged, foreign or too new; what was in use stays in use.
        ProfileError: the folder cannot be written.
    """
    with CatalogueStore.open(path) as store:
        info = store.info()
    target = folder / file_name(info.version, info.digest)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        if not _is_whole(target):
            _copy(path, target)
        _write_pointer(folder, target.name)
    except OSError as error:
        raise ProfileError(
            phrase("{path} cannot be written.", path=str(folder)),
            phrase("Check the disk and who may write there, or choose another data folder with --data."),
            safe=phrase("The catalogue in use is unchanged."),
        ) from error
    return target


def current(folder: Path, resources: Path | None = None) -> Path:
    """The catalogue file in use in `folder`, else the one that came with the program.

    Args:
        folder: The data folder.
        resources: The program's resource folder, where a bundle keeps its catalogue; None: there is none.

    Raises:
        CatalogueMissing: there is none.
        CatalogueDamaged: the pointer cannot be understood, and no catalogue came with the program.
    """
    bundled = resources / BUNDLED if resources is not None else None
    has_bundled = bundled is not None and bundled.is_file()
    pointer = folder / POINTER
    if (named := _read_pointer(pointer)) is not None and (folder / named).is_file():
        return folder / named
    if bundled is not None and has_bundled:
        return bundled
    raise damaged(pointer) if named is None and pointer.exists() else missing(folder / named if named else folder)


def remove_others(folder: Path) -> None:
    """Remove catalogue files that are not in use, with anything SQLite left beside them. What is open stays."""
    named = _read_pointer(folder / POINTER)
    for path in sorted(folder.glob("catalogue-*.sqlite*")):
        base = path.name.partition(".sqlite")[0] + ".sqlite"
        if _NAME.fullmatch(base) and path.name != named:
            with suppress(OSError):
                path.unlink()


def _is_whole(target: Path) -> bool:
    """Whether the catalogue lies in place already. Then it stays: Windows replaces no file that is open."""
    try:
        CatalogueStore.open(target).close()
    except CatalogueError:
        return False
    return True


def _read_pointer(pointer: Path) -> str | None:
    """The file name in the pointer; None where there is no pointer or it makes no sense."""
    try:
        if not pointer.is_file():  # reading a pipe would wait for ever
            return None
        with pointer.open("rb") as file:
            content = json.loads(file.read(_POINTER_LIMIT))
    except (OSError, ValueError, RecursionError):
        return None
    name = content.get("file") if isinstance(content, dict) else None
    # Only a plain name of our own form: the pointer must not lead out of the folder.
    return name if isinstance(name, str) and _NAME.fullmatch(name) else None


def _write_pointer(folder: Path, name: str) -> None:
    content = json.dumps({"format": 1, "file": name}, indent=1) + "\n"
    temporary = folder / f".{POINTER}.{os.getpid()}.tmp"
    try:
        with temporary.open("w", encoding="utf-8", newline="\n") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        temporary.replace(folder / POINTER)
    finally:
        temporary.unlink(missing_ok=True)
    _flush_folder(folder)


def _copy(path: Path, target: Path) -> None:
    temporary = target.with_name(f".{target.name}.{os.getpid()}.tmp")
    try:
        shutil.copyfile(path, temporary)
        with temporary.open("rb+") as file:
            os.fsync(file.fileno())
        temporary.replace(target)
    finally:
        temporary.unlink(missing_ok=True)


def _flush_folder(folder: Path) -> None:
    """Make the move itself lasting, where the system knows how (not on Windows)."""
    with suppress(OSError):
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
