"""Reads what the organisation has set for a machine: one TOML file, put there by who administers it.

    locked = ["org"]

    [settings]
    org = "county"
    class-name-red = "Fortrolig"

Three rules keep a user, or another user of the machine, from faking it:

1. The place is fixed for each system. No environment variable, option or setting moves it: on Windows the system
   itself is asked for its folder, since `%ProgramData%` can be set anew by everybody for their own programs.
2. File and folder must belong to the system's administrator, and nobody else may write to them. Everybody may make
   folders in Windows' common folder, so that the place alone proves nothing.
3. A file that breaks this, or cannot be understood, is passed over as a whole and reported. It keeps nobody out.
"""

import re
import stat
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from core.settings.layers import Layer, Managed, Problem
from core.texts.phrase import Phrase, phrase

LARGEST = 64 * 1024
"""Bytes of the file."""

_NAME = Path("Appvett") / "settings.toml"
_SHOWN = 40
"""Characters of a faulty key that are repeated in a message."""
_OTHERS_WRITE = stat.S_IWGRP | stat.S_IWOTH


def managed_file() -> Path | None:
    """The one place of the file on this system; it need not exist. None: the system does not tell its folder."""
    if sys.platform == "win32":
        from core.settings.windows import common_folder

        folder = common_folder()
        return folder / _NAME if folder else None
    if sys.platform == "darwin":
        return Path("/Library/Application Support") / _NAME
    return Path("/etc/appvett/settings.toml")


def is_the_administrators(path: Path) -> bool:
    """Whether a file or folder belongs to the system's administrator and nobody else may write to it.

    Raises:
        OSError: It cannot be looked at.
    """
    if sys.platform == "win32":
        from core.settings.windows import belongs_to_administrators

        return belongs_to_administrators(path)
    found = path.stat()
    return found.st_uid == 0 and not found.st_mode & _OTHERS_WRITE


def read_managed(path: Path | None = None, *, trusts: Callable[[Path], bool] = is_the_administrators) -> Managed:
    """What the organisation has set; nothing where there is no file. Never raises.

    Args:
        path: Of the file; None: its place on this system. Only tests give another.
        trusts: Whether a file or folder is the administrator's; only tests give another.
    """
    place = path or managed_file()
    try:
        if place is None or not place.exists():
            return Managed()
        if not (trusts(place) and trusts(place.parent)):
            return _refused(place, phrase("It is passed over, since others than the administrator may change it."))
        return _read(place)
    except OSError:
        return _refused(place, phrase("It cannot be read.")) if place else Managed()


def _read(place: Path) -> Managed:
    if not place.is_file():
        return _refused(place, phrase("It is no file."))
    with place.open("rb") as file:
        content = file.read(LARGEST + 1)
    if len(content) > LARGEST:
        return _refused(place, phrase("It is larger than {number} kilobytes.", number=LARGEST // 1024))
    import tomllib  # most machines have no such file

    try:
        document = tomllib.loads(content.decode("utf-8-sig"))
    except UnicodeDecodeError:
        return _refused(place, phrase("It is no text in UTF-8."))
    # Numbers of thousands of digits are a ValueError, brackets thousands deep a RecursionError.
    except (ValueError, RecursionError) as error:
        return _refused(place, _mistake(error))
    return _understood(document, place)


def _understood(document: Mapping[str, Any], place: Path) -> Managed:
    settings, locked = document.get("settings", {}), document.get("locked", [])
    if not isinstance(settings, dict):
        return _refused(place, phrase("“settings” must be a table."))
    if not isinstance(locked, list) or not all(isinstance(key, str) for key in locked):
        return _refused(place, phrase("“locked” must be a list of keys in quotation marks."))
    if unknown := sorted(set(document) - {"settings", "locked"}):
        return _refused(place, phrase("“{key}” does not belong in it.", key=unknown[0][:_SHOWN]))
    texts = {key: text for key, text in settings.items() if isinstance(text, str)}
    problems = tuple(_no_text(key) for key in settings if key not in texts)
    return Managed(texts, frozenset(locked), place, problems)


def _mistake(error: Exception) -> Phrase:
    found = re.search(r"at line (\d{1,6})\b", str(error))
    if found is None:
        return phrase("It is no TOML.")
    return phrase("Line {number} is no TOML.", number=int(found[1]))


def _no_text(key: str) -> Problem:
    what = phrase("The value of the setting “{key}” must stand in quotation marks.", key=key[:_SHOWN])
    return Problem(key, Layer.ORGANISATION, what)


def _refused(place: Path, why: Phrase) -> Managed:
    what = phrase("The settings of your organisation in {path} are not used. {why}", path=str(place), why=why)
    return Managed(file=place, problems=(Problem("", Layer.ORGANISATION, what),))
