"""Reading and judging `requirements.lock`.

The lock names every package that is installed, each with one version and the SHA-256 of its files. It must
serve every developer wherever their packages come from, so it holds no address, no index option and no path.
"""

import hashlib
import re
from dataclasses import dataclass
from pathlib import Path

_PIN = re.compile(r"(?P<name>[a-z0-9]+(?:-[a-z0-9]+)*)==(?P<version>[0-9][\w.+!]*)(?P<marker>\s*;\s*.+)?")
_HASH = re.compile(r"--hash=sha256:(?P<digest>[0-9a-f]{64})")


@dataclass(frozen=True, slots=True)
class Pin:
    """One package of the lock."""

    name: str
    """Normalised: small letters and hyphens."""
    version: str
    """The one version that is installed."""
    marker: str
    """Where it is installed, as `sys_platform == 'win32'`; empty: everywhere."""
    hashes: frozenset[str]
    """SHA-256 in hexadecimal of the files that may be installed."""


@dataclass(frozen=True, slots=True)
class Lock:
    """A lock as read, with everything that is wrong with it."""

    pins: tuple[Pin, ...]
    """In the order of the file."""
    faults: tuple[str, ...]
    """One sentence per fault, with its line; empty for a sound lock."""


def normalised(name: str) -> str:
    """A package's name as the lock writes it: `PySide6_Essentials` becomes `pyside6-essentials`."""
    return re.sub(r"[-_.]+", "-", name).lower()


def digest(path: Path) -> str:
    """SHA-256 of a file, in hexadecimal. Line ends do not count, for Git on Windows may change them."""
    return hashlib.sha256(path.read_bytes().replace(b"\r\n", b"\n")).hexdigest()


def parse(text: str) -> Lock:
    """Reads a lock; what is not a pin with hashes is a fault, whatever else it may be."""
    pins: list[Pin] = []
    faults: list[str] = []
    seen: set[tuple[str, str]] = set()
    for number, entry in _entries(text):
        pin, found = _read_entry(entry)
        faults += [f"line {number}: {fault}" for fault in found]
        if pin is None:
            continue
        if (pin.name, pin.marker) in seen:
            faults.append(f"line {number}: {pin.name} stands here twice")
        seen.add((pin.name, pin.marker))
        pins.append(pin)
    if not pins:
        faults.append("the lock names no package")
    return Lock(tuple(pins), tuple(faults))


def _entries(text: str) -> list[tuple[int, list[str]]]:
    """The lock in entries: the number of the first line, and the lines joined by backslashes."""
    entries: list[tuple[int, list[str]]] = []
    goes_on = False
    for number, line in enumerate(text.splitlines(), start=1):
        part = line.strip()
        if goes_on:
            entries[-1][1].append(part.removesuffix("\\").strip())
        elif part:
            entries.append((number, [part.removesuffix("\\").strip()]))
        goes_on = part.endswith("\\")
    return entries


def _read_entry(parts: list[str]) -> tuple[Pin | None, list[str]]:
    """One entry as a pin, and what is wrong with it."""
    head, *rest = parts
    match = _PIN.fullmatch(head)
    if match is None:
        return None, [f"not a pinned package, but {_kind(head)}"]
    hashes = [_HASH.fullmatch(part) for part in rest]
    faults = [f"not a hash, but {_kind(part)}" for part, found in zip(rest, hashes, strict=True) if found is None]
    if not rest:
        faults.append(f"{match['name']} has no hash")
    marker = (match["marker"] or "").strip().removeprefix(";").strip()
    if "://" in marker:
        faults.append("an address in a marker")
    return Pin(match["name"], match["version"], marker, frozenset(h["digest"] for h in hashes if h)), faults


def _kind(text: str) -> str:
    """What a line without a place in the lock is. Its text is not repeated: it may hold a password."""
    if text.startswith("#"):
        return "a comment"
    if text.startswith("-"):
        return f"the option {text.split('=', maxsplit=1)[0].split(maxsplit=1)[0]}"
    if "://" in text or " @ " in text:
        return "an address or a file"
    if text.startswith((".", "/", "\\")) or text.endswith((".whl", ".tar.gz", ".zip")):
        return "a file"
    return "something else"
