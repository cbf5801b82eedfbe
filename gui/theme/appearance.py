"""Puts the theme on the program and follows the system's light and dark while it runs."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QFont, QGuiApplication
from PySide6.QtWidgets import QApplication

from core.settings.definitions import Theme
from gui.theme.fonts import load_fonts
from gui.theme.metrics import TextStyle
from gui.theme.palette import DARK, LIGHT, Tokens, qt_palette
from gui.theme.style_sheet import style_sheet

_SCHEMES = {
    Theme.SYSTEM: Qt.ColorScheme.Unknown,
    Theme.LIGHT: Qt.ColorScheme.Light,
    Theme.DARK: Qt.ColorScheme.Dark,
    Theme.CONTRAST: Qt.ColorScheme.Unknown,
}


class Appearance(QObject):
    """The look of the whole program."""

    changed = Signal()
    """The colours changed."""

    def __init__(self, application: QApplication, resources: Path, theme: Theme) -> None:
        super().__init__()
        self._application = application
        self._icons = resources / "icons"
        self._theme = theme
        self.has_own_font = load_fonts(resources)
        application.setStyle("Fusion")
        application.setFont(_base_font(application, own=self.has_own_font))
        # Held in a variable: a chained call can find the object gone.
        self._hints = QGuiApplication.styleHints()
        self._hints.colorSchemeChanged.connect(self._apply)
        self.choose(theme)

    def choose(self, theme: Theme) -> None:
        """Use this theme from now on."""
        self._theme = theme
        self._hints.setColorScheme(_SCHEMES[theme])
        self._apply()

    @property
    def tokens(self) -> Tokens:
        """The colours in use."""
        if self._theme in (Theme.LIGHT, Theme.DARK):
            return DARK if self._theme is Theme.DARK else LIGHT
        return DARK if self._hints.colorScheme() is Qt.ColorScheme.Dark else LIGHT

    def _apply(self) -> None:
        tokens = self.tokens
        self._application.setPalette(qt_palette(tokens))
        self._application.setStyleSheet(style_sheet(tokens, self._icons))
        self.changed.emit()


def _base_font(application: QApplication, *, own: bool) -> QFont:
    font = TextStyle.BODY.font()
    if not own:
        font.setFamily(application.font().family())
    return font
