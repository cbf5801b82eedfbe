"""Which catalogue is in use: the files in the data folder, and the pointer to one of them.

A catalogue file's name holds its version and the beginning of its digest; `current.json` beside it names the file
in use. Both are written under another name first and then moved into place, so that a crash leaves the old one or
the new one, and never half of either. An open file is never replaced: another release has another name.

Every file is verified in full, all rows against its digest, when it is put to use. `verified.json` then holds size and
time of change of that very file, so that opening it need not read hundreds of megabytes each time
(docs/decisions/0013-verified-when-put-to-use.md).
"""

from __future__ import annotations

import filecmp
import json
import os
import re
import shutil
import time
from contextlib import suppress
from pathlib import Path

from core.catalogue.digest import short_digest
from core.catalogue.errors import damaged, missing
from core.catalogue.store import CatalogueStore
from core.errors import CatalogueError, ProfileError, Reporter
from core.texts.phrase import phrase

POINTER = "current.json"
"""Names the catalogue file in use."""
VERIFIED = "verified.json"
"""Tells which file was verified in full, last of all."""
BUNDLED = Path("catalogue") / "bundled.sqlite"
"""Below the resource folder: the catalogue that came with the program."""

_NAME = re.compile(r"catalogue-\d+-[0-9a-f]{16}\.sqlite")
_LEFT_BEHIND = re.compile(r"\.catalogue-.*\.tmp|\.(current|verified)\.json\..*\.tmp")
_POINTER_LIMIT = 4096
_DAY = 24 * 3600
"""Seconds after which nobody is writing a half-made file any more."""


def file_name(version: int, digest: str) -> str:
    """Name of a catalogue file, for example catalogue-7-0123456789abcdef.sqlite."""
    return f"catalogue-{version}-{short_digest(digest)}.sqlite"


def activate(path: Path, folder: Path, reporter: Reporter | None = None) -> Path:
    """Put the catalogue `path` in use in the data folder `folder`; it is copied there unless it lies there.

    Args:
        path: The file; it is verified in full.
        folder: The data folder.
        reporter: Told how many rows have been verified; None: nobody listens.

    Returns:
        The file in use. Older files stay until `remove_others`.

    Raises:
        CatalogueError: the file is missing, damaged, foreign, too new or too old; what was in use stays in use.
        ProfileError: the folder cannot be written.
        Cancelled: the reporter asked to stop; what was in use stays in use.
    """
    with CatalogueStore.open(path, verify=False) as store:
        store.verify_digest(reporter)
        info = store.info()
    target = folder / file_name(info.version, info.digest)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        if not _is_same(path, target) and not _is_whole(target):
            _copy(path, target)
        marks = _marks_of(info.digest, target)
        _write(folder / POINTER, {"format": 1, "file": target.name})
    except OSError as error:
        raise ProfileError(
            phrase("{path} cannot be written.", path=str(folder)),
            phrase("Check the disk and who may write there, or choose another data folder with --data."),
            safe=phrase("The catalogue in use is unchanged."),
        ) from error
    _remember(folder, marks)
    return target


def open_current(folder: Path, resources: Path | None = None, reporter: Reporter | None = None) -> CatalogueStore:
    """Open the catalogue in use (see `current`), verified in full now or when it was put to use.

    A file of the size and with the time of change that it had when all its rows were compared with its digest is not
    read again: that takes seconds for hundreds of thousands of apps. Any other file is verified, which is remembered
    where the folder can be written. `CatalogueStore.verify_digest` compares at any time.

    Args:
        folder: The data folder.
        resources: The program's resource folder, where a bundle keeps its catalogue; None: there is none.
        reporter: Told how many rows have been verified, where that is needed; None: nobody listens.

    Raises:
        CatalogueError: there is none, or it cannot be used.
        Cancelled: the reporter asked to stop.
    """
    store = CatalogueStore.open(current(folder, resources), verify=False)
    try:
        _make_sure(store, folder, reporter)
    except BaseException:
        store.close()
        raise
    return store


def _make_sure(store: CatalogueStore, folder: Path, reporter: Reporter | None) -> None:
    """Verify the file unless that was done before."""
    info, path = store.info(), store.path
    if _NAME.fullmatch(path.name) and path.name != file_name(info.version, info.digest):
        raise damaged(path)
    try:
        # Looked at before the rows are read: a file that changes meanwhile must not pass for verified.
        marks = _marks_of(info.digest, path)
    except OSError as error:
        raise damaged(path) from error
    if _read_json(folder / VERIFIED) != marks:
        store.verify_digest(reporter)
        _remember(folder, marks)


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
    """Remove catalogue files that are not in use, with anything SQLite or a crash left beside them.

    What is open stays on systems that keep open files.
    """
    named = _read_pointer(folder / POINTER)
    for path in sorted(folder.glob("catalogue-*.sqlite*")):
        base = path.name.partition(".sqlite")[0] + ".sqlite"
        if _NAME.fullmatch(base) and path.name != named:
            with suppress(OSError):
                path.unlink()
    for path in sorted(folder.glob(".*.tmp")):
        with suppress(OSError):
            # A young one may be in the making, by another window or command.
            if _LEFT_BEHIND.fullmatch(path.name) and path.stat().st_mtime < time.time() - _DAY:
                path.unlink()


def _remember(folder: Path, marks: dict[str, object]) -> None:
    """Write down that the file with these marks was verified. Where that fails, it is verified again next time."""
    with suppress(OSError):
        if folder.is_dir():
            _write(folder / VERIFIED, marks)


def _marks_of(digest: str, path: Path) -> dict[str, object]:
    """What tells this very file from others."""
    found = path.stat()
    return {"format": 1, "digest": digest, "size": found.st_size, "mtime_ns": found.st_mtime_ns}


def _is_same(path: Path, target: Path) -> bool:
    with suppress(OSError):
        return path.samefile(target)
    return False


def _is_whole(target: Path) -> bool:
    """Whether the catalogue lies in place already. Then it stays: Windows replaces no file that is open."""
    try:
        CatalogueStore.open(target).close()
    except CatalogueError:
        return False
    return True


def _read_pointer(pointer: Path) -> str | None:
    """The file name in the pointer; None where there is no pointer or it makes no sense."""
    name = _read_json(pointer).get("file")
    # Only a plain name of our own form: the pointer must not lead out of the folder.
    return name if isinstance(name, str) and _NAME.fullmatch(name) else None


def _read_json(path: Path) -> dict[str, object]:
    """The object in a small file; empty where there is none or it makes no sense."""
    try:
        if not path.is_file():  # reading a pipe would wait for ever
            return {}
        with path.open("rb") as file:
            content = json.loads(file.read(_POINTER_LIMIT))
    except (OSError, ValueError, RecursionError):
        return {}
    return content if isinstance(content, dict) else {}


def _write(path: Path, content: dict[str, object]) -> None:
    """Write a small file beside its place and move it there."""
    temporary = path.with_name(f".{path.name}.{os.getpid()}.tmp")
    try:
        with temporary.open("w", encoding="utf-8", newline="\n") as file:
            file.write(json.dumps(content, indent=1) + "\n")
            file.flush()
            os.fsync(file.fileno())
        temporary.replace(path)
    finally:
        temporary.unlink(missing_ok=True)
    _flush_folder(path.parent)


def _copy(path: Path, target: Path) -> None:
    temporary = target.with_name(f".{target.name}.{os.getpid()}.tmp")
    try:
        shutil.copyfile(path, temporary)
        with temporary.open("rb+") as file:
            os.fsync(file.fileno())
        # What was verified is the file that was copied.
        if not filecmp.cmp(path, temporary, shallow=False):
            raise OSError(f"the copy differs: {target}")
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
