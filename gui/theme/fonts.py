"""Makes Inter known to Qt, from the files that come with the program."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtGui import QFontDatabase


def load_fonts(resources: Path) -> bool:
    """Load every weight; False where one is missing, and then Qt takes the system's own font."""
    files = sorted((resources / "fonts").glob("Inter-*.otf"))
    loaded = [QFontDatabase.addApplicationFont(str(path)) for path in files]
    return bool(loaded) and min(loaded) >= 0
