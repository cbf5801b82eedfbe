"""Which catalogue is in use: the files in the data folder, and the pointer to one of them.

A catalogue file's name holds its version and the beginning of its digest; `current.json` beside it names the file
in use. Both are written under another name first and then moved into place, so that a crash leaves the old one or
the new one, and never half of either. An open file is never replaced: another release has another name.

Every file is verified in full, all rows against its digest, when it is put to use. `verified.json` then holds size and
time of change of that very file, so that opening it need not read hundreds of megabytes each time
(docs/decisions/0013-verified-when-put-to-use.md).

The pointer tells where the file came from, and which was in use before it: that one is kept. What was built on this
machine never takes the place of a release that a publisher signed.
"""

from __future__ import annotations

import filecmp
import json
import os
import re
import shutil
import stat
import sys
import time
from contextlib import suppress
from enum import StrEnum
from pathlib import Path

from core.catalogue.digest import short_digest
from core.catalogue.errors import damaged, missing
from core.catalogue.lock import one_at_a_time
from core.catalogue.model import CatalogueInfo
from core.catalogue.store import CatalogueStore
from core.errors import CatalogueError, FollowsPublisher, ProfileError, Reporter
from core.texts.phrase import phrase

POINTER = "current.json"
"""Names the catalogue file in use."""
VERIFIED = "verified.json"
"""Tells which file was verified in full, last of all."""
BUNDLED = Path("catalogue") / "bundled.sqlite"
"""Below the resource folder: the catalogue that came with the program."""

SEEN = Path("trust") / "floor.json"
"""In the data folder: there as soon as a release of a publisher was verified on this machine."""

_NAME = re.compile(r"catalogue-\d+-[0-9a-f]{16}\.sqlite")
_LEFT_BEHIND = re.compile(r"\.catalogue-.*\.tmp|\.(current|verified)\.json\..*\.tmp")
_POINTER_LIMIT = 4096
_DAY = 24 * 3600
"""Seconds after which nobody is writing a half-made file any more."""


class Origin(StrEnum):
    """Where the catalogue in use came from."""

    RELEASE = "release"
    """A publisher signed it, and this machine checked that."""
    BUILT = "built"
    """It was built on this machine."""
    BUNDLED = "bundled"
    """It came with the program."""


def file_name(version: int, digest: str) -> str:
    """Name of a catalogue file, for example catalogue-7-0123456789abcdef.sqlite."""
    return f"catalogue-{version}-{short_digest(digest)}.sqlite"


def activate(
    path: Path, folder: Path, reporter: Reporter | None = None, *, origin: Origin = Origin.BUILT, moves: bool = False
) -> Path:
    """Put the catalogue `path` in use in the data folder `folder`; it is copied there unless it lies there.

    Args:
        path: The file; it is verified in full.
        folder: The data folder.
        reporter: Told how many rows have been verified; None: nobody listens.
        origin: Where the file came from.
        moves: Whether the file lies in the folder under another name, and is only given its own.

    Returns:
        The file in use, read-only. Older files stay until `remove_others`.

    Raises:
        CatalogueError: the file is missing, damaged, foreign, too new or too old; what was in use stays in use.
        FollowsPublisher: it was built here, and what is in use was signed by a publisher.
        SyncBusy: a sync is at work.
        ProfileError: the folder cannot be written.
        Cancelled: the reporter asked to stop; what was in use stays in use.
    """
    info = examine(path, reporter)
    with one_at_a_time(folder):
        return put(path, info, folder, origin=origin, moves=moves)


def examine(path: Path, reporter: Reporter | None = None) -> CatalogueInfo:
    """Verify a catalogue file in full: its kind, its schema, and all rows against its digest.

    Raises:
        CatalogueError: it is missing, damaged, foreign, too new or too old.
        Cancelled: the reporter asked to stop.
    """
    with CatalogueStore.open(path, verify=False) as store:
        store.verify_digest(reporter)
        return store.info()


def put(path: Path, info: CatalogueInfo, folder: Path, *, origin: Origin, moves: bool = False) -> Path:
    """Put a catalogue that was examined in use; see `activate`. Whoever calls it holds the lock of the folder.

    Raises:
        FollowsPublisher: it was built here, and what is in use was signed by a publisher.
        ProfileError: the folder cannot be written.
    """
    if origin is not Origin.RELEASE:
        refuse_built(folder)
    target = folder / file_name(info.version, info.digest)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        if not _is_same(path, target) and not _is_whole(target, info):
            (_move if moves else _copy)(path, target)
        _protect(target)
        marks = _marks_of(info.digest, target)
        _write(folder / POINTER, _pointing(folder, target, origin))
    except OSError as error:
        raise ProfileError(
            phrase("{path} cannot be written.", path=str(folder)),
            phrase("Check the disk and who may write there, or choose another data folder with --data."),
            safe=phrase("The catalogue in use is unchanged."),
        ) from error
    _remember(folder, marks)
    return target


def origin_of(folder: Path) -> Origin:
    """Where the catalogue in use in `folder` came from."""
    pointer = _read_json(folder / POINTER)
    if not isinstance(pointer.get("file"), str):
        return Origin.BUNDLED
    return Origin.RELEASE if pointer.get("origin") == Origin.RELEASE else Origin.BUILT


def refuse_built(folder: Path) -> None:
    """Refuse to use in `folder` what was built on this machine, if a publisher's release is in use or was seen there.

    Raises:
        FollowsPublisher: that is so.
    """
    # The pointer may be lost; what was seen is remembered beside it.
    if origin_of(folder) is Origin.RELEASE or (folder / SEEN).exists():
        raise _follows_publisher()


def previous(folder: Path) -> Path | None:
    """The catalogue that was in use before the present one; None where it is gone."""
    name = _named(_read_json(folder / POINTER), "previous")
    return folder / name if name is not None and (folder / name).is_file() else None


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
    """Remove catalogue files but the one in use and the one before it, with anything SQLite or a crash left beside.

    What is open stays on systems that keep open files.
    """
    pointer = _read_json(folder / POINTER)
    kept = {_named(pointer, "file"), _named(pointer, "previous")}
    # Without a pointer that leads somewhere, nobody can tell which one is needed.
    is_sure = (in_use := _named(pointer, "file")) is not None and (folder / in_use).is_file()
    for path in sorted(folder.glob("catalogue-*.sqlite*")) if is_sure else ():
        base = path.name.partition(".sqlite")[0] + ".sqlite"
        if _NAME.fullmatch(base) and path.name not in kept:
            with suppress(OSError):
                path.chmod(stat.S_IRUSR | stat.S_IWUSR)  # Windows removes no file that is read-only
                path.unlink()
    for path in sorted(folder.glob(".*.tmp")):
        with suppress(OSError):
            if _LEFT_BEHIND.fullmatch(path.name) and _is_abandoned(path):
                path.unlink()


def _is_abandoned(path: Path) -> bool:
    """Whether nobody is making a half-made file any more: its name tells the process that began it."""
    return path.stat().st_mtime < time.time() - _DAY or not _may_run(path.name.split(".")[-2])


def _may_run(process: str) -> bool:
    """Whether a process may still be at work; on Windows that cannot be asked without harm."""
    if sys.platform == "win32":
        return True
    try:
        os.kill(int(process), 0)
    except ProcessLookupError:
        return False
    except (ValueError, OverflowError, PermissionError):
        return True
    return True


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


def _is_whole(target: Path, info: CatalogueInfo) -> bool:
    """Whether this very catalogue lies in place already. Then it stays: Windows replaces no file that is open."""
    try:
        with CatalogueStore.open(target) as store:
            there = store.info()
    except CatalogueError:
        return False
    return (there.version, there.digest) == (info.version, info.digest)


def _read_pointer(pointer: Path) -> str | None:
    """The file name in the pointer; None where there is no pointer or it makes no sense."""
    return _named(_read_json(pointer), "file")


def _named(pointer: dict[str, object], key: str) -> str | None:
    name = pointer.get(key)
    # Only a plain name of our own form: the pointer must not lead out of the folder.
    return name if isinstance(name, str) and _NAME.fullmatch(name) else None


def _pointing(folder: Path, target: Path, origin: Origin) -> dict[str, object]:
    """The pointer to a file: it keeps in mind which one was in use before."""
    now = _read_json(folder / POINTER)
    if origin is not Origin.RELEASE:  # what was built here can be built again
        return {"format": 1, "file": target.name, "previous": None, "origin": origin.value}
    in_use = _named(now, "file")
    before = _named(now, "previous") if in_use == target.name else in_use
    return {"format": 1, "file": target.name, "previous": before, "origin": origin.value}


def _follows_publisher() -> FollowsPublisher:
    return FollowsPublisher(
        phrase("This machine follows a publisher: what was built here is not put in the place of a signed catalogue."),
        phrase("Build into a file with --out, or use another data folder with --data."),
        safe=phrase("The catalogue in use is unchanged."),
    )


def _protect(target: Path) -> None:
    """Nobody edits a catalogue file."""
    with suppress(OSError):  # a disc without rights
        target.chmod(stat.S_IRUSR | stat.S_IRGRP | stat.S_IROTH)


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


def _move(path: Path, target: Path) -> None:
    path.replace(target)
    _flush_folder(target.parent)


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
