"""What is kept on this machine: the files in the data folder, with their sizes. Never what they hold."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from core.texts.phrase import Phrase, phrase

_MOST = 500
"""Names in a folder that are looked at: a data folder holds a dozen, but any folder may be given for one."""
_LOGS, _TRUST = "logs", "trust"


@dataclass(frozen=True, slots=True)
class Kept:
    """Files of one kind."""

    what: Phrase
    files: int
    size: int
    """Bytes, together."""


_KINDS: tuple[tuple[str, Phrase], ...] = (
    ("appvett.sqlite*", phrase("Your settings, the apps that you follow, and which catalogues were fetched")),
    ("catalogue-*", phrase("Catalogues of facts, the same for everybody")),
    ("search-*", phrase("Search indexes, made from the catalogue")),
    ("trust/*", phrase("Signatures of the publisher that this machine has checked")),
    ("logs/*", phrase("Log of what failed and where in the program, without names or words you typed")),
)
"""Pattern in the data folder to what it is; the first that fits counts."""
_OTHER = phrase("Other files of Appvett")


def kept_in(folder: Path) -> tuple[Kept, ...]:
    """What lies in a data folder, by kind; kinds without files are left out. Never raises."""
    found: dict[Phrase, list[int]] = {}
    for path in _files(folder):
        what = next((words for pattern, words in _KINDS if path.relative_to(folder).match(pattern)), _OTHER)
        found.setdefault(what, []).append(_size(path))
    order = [words for _, words in _KINDS] + [_OTHER]
    return tuple(Kept(words, len(found[words]), sum(found[words])) for words in order if words in found)


def clear_log(folder: Path) -> None:
    """Empty the files of the log; those that cannot be written to stay.

    Raises:
        OSError: one of them could not be emptied.
    """
    for path in _in(folder / _LOGS):
        with path.open("r+b") as file:
            file.truncate(0)


def _files(folder: Path) -> Sequence[Path]:
    """Our files lie in the folder itself, and log and signatures in two below it; nothing deeper is looked at."""
    return [*_in(folder), *_in(folder / _TRUST), *_in(folder / _LOGS)]


def _in(folder: Path) -> Sequence[Path]:
    try:
        return sorted(path for path in islice(folder.iterdir(), _MOST) if path.is_file() and not path.is_symlink())
    except OSError:
        return []


def _size(path: Path) -> int:
    try:
        return path.stat().st_size
    except OSError:
        return 0
