"""The settings that a command starts from: the user's own, else the organisation's, else the defaults of the table."""

from __future__ import annotations

from contextlib import closing, suppress
from pathlib import Path

from core.errors import AppvettError
from core.settings.folders import profile_file
from core.settings.managed import read_managed
from core.settings.store import SettingsStore
from core.texts.phrase import Phrase


def read_settings(folder: Path) -> tuple[SettingsStore, tuple[Phrase, ...]]:
    """The settings in a data folder, and what was wrong with them.

    A command only reads: it makes no file, and a file that cannot be read keeps nobody from an answer.
    """
    managed, path = read_managed(), profile_file(folder)
    # A folder that may not be looked into, or a name too long for the system, raises: reading it tells why.
    with suppress(OSError):
        if not path.exists():
            return _told(SettingsStore(None, managed=managed))
    from core.database.connections import open_readonly

    try:
        with closing(open_readonly(path)) as connection:
            settings = SettingsStore(connection, managed=managed)
    except AppvettError as error:
        settings, problems = _told(SettingsStore(None, managed=managed))
        return settings, (*problems, error.what)
    return _told(settings)


def _told(settings: SettingsStore) -> tuple[SettingsStore, tuple[Phrase, ...]]:
    return settings, tuple(problem.what for problem in settings.problems)
