"""The settings that a command starts from: those in the user's own file, else the defaults of the table."""

from __future__ import annotations

from contextlib import closing, suppress
from pathlib import Path

from core.errors import AppvettError
from core.settings.folders import profile_file
from core.settings.store import SettingsStore
from core.texts.phrase import Phrase


def read_settings(folder: Path) -> tuple[SettingsStore, tuple[Phrase, ...]]:
    """The settings in a data folder, and what was wrong with them.

    A command only reads: it makes no file, and a file that cannot be read keeps nobody from an answer.
    """
    path = profile_file(folder)
    # A folder that may not be looked into, or a name too long for the system, raises: reading it tells why.
    with suppress(OSError):
        if not path.exists():
            return SettingsStore(None), ()
    from core.database.connections import open_readonly

    try:
        with closing(open_readonly(path)) as connection:
            settings = SettingsStore(connection)
    except AppvettError as error:
        return SettingsStore(None), (error.what,)
    return settings, tuple(problem.what for problem in settings.problems)
