"""Where things lie: the data folder of the user, and the files that come with Appvett."""

import sys
from pathlib import Path

_NAME = "appvett"


def data_folder(override: str | Path | None = None) -> Path:
    """The folder for catalogue and profile; it need not exist.

    Args:
        override: What `--data` says; `~` is the home folder. None: the usual place of the system, on this
        machine
            alone (never a roaming profile).
    """
    if override is not None:
        return Path(override).expanduser().absolute()
    from platformdirs import user_data_path

    return user_data_path(_NAME, appauthor=False, roaming=False)


def profile_file(folder: Path) -> Path:
    """The user's own file in a data folder."""
    return folder / "appvett.sqlite"


def resource_folder() -> Path:
    """The files that come with Appvett: the facts, the rules, texts and pictures. Read-only."""
    return _home() / "resources"


def manual_folder() -> Path:
    """The pages of the help, one folder for each language. Read-only."""
    return _home() / "docs" / "manual"


def bundled_catalogue() -> Path | None:
    """The catalogue that came with the bundle, for a machine without another; None when there is none."""
    path = resource_folder() / "catalogue" / "bundled.sqlite"
    return path if path.is_file() else None


def is_frozen() -> bool:
    """Whether we run from the bundle."""
    return bool(getattr(sys, "frozen", False))


def _home() -> Path:
    """The folder that holds our files: the bundle's when frozen, else the checkout."""
    if is_frozen():
        return Path(str(getattr(sys, "_MEIPASS", Path(sys.executable).parent)))
    return Path(__file__).resolve().parents[2]
