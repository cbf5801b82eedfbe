"""Takes the pictures of one scale.

    python -m pictures --data FOLDER --out FOLDER [--size 1280x860] [--screens NAMES] [--languages ..] [--themes ..]

The scale is that of Qt, in QT_SCALE_FACTOR. One window is taken through everything: languages and themes change while
it runs, as they do for a person. Pictures go to OUT/LANGUAGE/THEME/SCREEN.png, a contact sheet for each language to
OUT/LANGUAGE/sheet.png. A screen that cannot be reached is told, the others are still taken, and the exit code is 1.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections.abc import Iterable, Sequence
from contextlib import closing
from pathlib import Path

from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import QApplication

from core.settings.definitions import Theme
from core.texts.phrase import Language
from pictures.screens import SCREENS, Screen
from pictures.sheet import contact_sheet, small
from pictures.studio import NotReached, Studio, say

THEMES = (Theme.LIGHT, Theme.DARK, Theme.CONTRAST)


def main(arguments: Sequence[str] | None = None) -> int:
    """Take the pictures asked for.

    Returns:
        The exit code: 0 all taken, 1 some could not be.
    """
    options = _options(arguments)
    application = QApplication.instance() or QApplication([])
    if not isinstance(application, QApplication):
        raise TypeError(application)
    session = _Session(options.out, options.languages, options.themes)
    width, _, height = options.size.partition("x")
    for needs_catalogue in (True, False):
        screens = [one for one in SCREENS if one.needs_catalogue is needs_catalogue and one.name in options.screens]
        if screens:
            with tempfile.TemporaryDirectory(prefix="appvett-pictures-") as empty:
                data = options.data if needs_catalogue else Path(empty)
                with closing(Studio(application, data, (int(width), int(height)))) as studio:
                    session.take_all(studio, screens)
    session.save_sheets()
    for fault in session.faults:
        say(f"NOT REACHED: {fault}")
    return 1 if session.faults else 0


class _Session:
    """Keeps what was taken, and what could not be."""

    def __init__(self, out: Path, languages: Iterable[Language], themes: Iterable[Theme]) -> None:
        self._out, self._languages, self._themes = out, tuple(languages), tuple(themes)
        self._small: dict[tuple[Language, str, Theme], QPixmap] = {}
        self.faults: list[str] = []

    def take_all(self, studio: Studio, screens: Sequence[Screen]) -> None:
        """Take every screen in every language and theme."""
        for language in self._languages:
            for theme in self._themes:
                studio.dress(language, theme)
                for screen in screens:
                    self._take(studio, screen, language, theme)
            say(f"{language.value}: {len(screens)} screens in {len(self._themes)} themes")

    def _take(self, studio: Studio, screen: Screen, language: Language, theme: Theme) -> None:
        path = self._out / language.value / theme.value / f"{screen.name}.png"
        path.parent.mkdir(parents=True, exist_ok=True)
        try:
            studio.go_home()
            studio.forget()
            screen.reach(studio)
            studio.check_shows(screen.page)
        except NotReached as error:
            self.faults.append(f"{screen.name} ({language.value}, {theme.value}): {error}")
            return
        picture = studio.picture(is_whole=screen.is_whole)
        if not picture.save(str(path)):
            self.faults.append(f"{screen.name}: {path} cannot be written")
        self._small[language, screen.name, theme] = small(picture)

    def save_sheets(self) -> None:
        """Put all pictures of a language on one sheet."""
        for language in self._languages:
            rows = []
            for screen in SCREENS:
                found = {theme: self._small.get((language, screen.name, theme)) for theme in self._themes}
                there = {theme.value: picture for theme, picture in found.items() if picture is not None}
                if there:
                    rows.append((screen.title, there))
            if rows:
                sheet = contact_sheet(language.value, [theme.value for theme in self._themes], rows)
                sheet.save(str(self._out / language.value / "sheet.png"))


def _options(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="pictures", description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--size", default="1280x860")
    parser.add_argument("--screens", nargs="+", choices=[one.name for one in SCREENS], metavar="NAME")
    parser.add_argument("--languages", nargs="+", type=Language, default=list(Language))
    parser.add_argument("--themes", nargs="+", type=Theme, default=list(THEMES))
    options = parser.parse_args(arguments)
    options.screens = options.screens or [one.name for one in SCREENS]
    return options


if __name__ == "__main__":
    sys.exit(main())
