"""Puts the theme on the program and follows the system while it runs: light and dark, contrast, size of text."""

from __future__ import annotations

import sys
from pathlib import Path

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QFont, QFontDatabase, QGuiApplication
from PySide6.QtWidgets import QApplication

from core.settings.definitions import TextSize, Theme
from gui.theme.fonts import load_fonts
from gui.theme.metrics import FAMILY, TextStyle, set_again
from gui.theme.palette import CONTRAST_DARK, CONTRAST_LIGHT, DARK, LIGHT, Tokens, qt_palette
from gui.theme.style_sheet import style_sheet

_SCHEMES = {
    Theme.SYSTEM: Qt.ColorScheme.Unknown,
    Theme.LIGHT: Qt.ColorScheme.Light,
    Theme.DARK: Qt.ColorScheme.Dark,
    Theme.CONTRAST: Qt.ColorScheme.Unknown,
}
_USUAL_POINTS = {"win32": 9.0, "darwin": 13.0}
"""Size of the system's own text where nobody has changed it; elsewhere that of the common Linux desktops."""
_USUAL_POINTS_ELSEWHERE = 11.0
_LARGEST = 2.0


class Appearance(QObject):
    """The look of the whole program."""

    changed = Signal()
    """Colours or sizes changed."""

    def __init__(
        self, application: QApplication, resources: Path, theme: Theme, text_size: TextSize = TextSize.SYSTEM
    ) -> None:
        super().__init__()
        self._application = application
        self._icons = resources / "icons"
        self._theme, self._text_size = theme, text_size
        self._shown: tuple[Tokens, float] | None = None
        self.has_own_font = load_fonts(resources)
        self._family = FAMILY if self.has_own_font else application.font().family()
        application.setStyle("Fusion")
        # Held in variables: a chained call can find the object gone.
        self._hints = QGuiApplication.styleHints()
        self._access = self._hints.accessibility()
        self._hints.colorSchemeChanged.connect(self._apply)
        self._access.contrastPreferenceChanged.connect(self._apply)
        application.applicationStateChanged.connect(self._returned)
        self.choose(theme)

    def choose(self, theme: Theme) -> None:
        """Use this theme from now on."""
        self._theme = theme
        self._hints.setColorScheme(_SCHEMES[theme])
        self._apply()

    def choose_size(self, text_size: TextSize) -> None:
        """Show text in this size from now on."""
        self._text_size = text_size
        self._apply()

    @property
    def tokens(self) -> Tokens:
        """The colours in use."""
        if self._theme in (Theme.LIGHT, Theme.DARK):
            return DARK if self._theme is Theme.DARK else LIGHT
        is_dark = self._hints.colorScheme() is Qt.ColorScheme.Dark
        if self._theme is Theme.CONTRAST or self._access.contrastPreference() is Qt.ContrastPreference.HighContrast:
            return CONTRAST_DARK if is_dark else CONTRAST_LIGHT
        return DARK if is_dark else LIGHT

    @property
    def scale(self) -> float:
        """How large text is shown; 1 is as designed."""
        if self._text_size is not TextSize.SYSTEM:
            return int(self._text_size.value) / 100
        return scale_of(QFontDatabase.systemFont(QFontDatabase.SystemFont.GeneralFont).pointSizeF(), sys.platform)

    def _returned(self, state: Qt.ApplicationState) -> None:
        """Nobody tells when the system's size of text changes; one looks when the person comes back."""
        if state is Qt.ApplicationState.ApplicationActive:
            self._apply()

    def _apply(self) -> None:
        tokens, scale = self.tokens, self.scale
        before, self._shown = self._shown, (tokens, scale)
        if before == self._shown:
            return
        if before is None or before[1] != scale:
            self._set_text(scale)
        if before is None or before[0] is not tokens:
            self._application.setPalette(qt_palette(tokens))
            self._application.setStyleSheet(style_sheet(tokens, self._icons))
        self.changed.emit()

    def _set_text(self, scale: float) -> None:
        font = QFont(TextStyle.BODY.font_at(scale))
        font.setFamily(self._family)
        self._application.setFont(font)
        for widget in self._application.allWidgets():
            set_again(widget)
            # Shapes grow with the text beside them.
            widget.updateGeometry()


def scale_of(points: float, platform: str) -> float:
    """How large text is wanted, by the size of the system's own text.

    Args:
        points: its size; not above zero where the system does not tell.
        platform: as in `sys.platform`.

    Returns:
        1 to 2: text never becomes smaller than designed.
    """
    usual = _USUAL_POINTS.get(platform, _USUAL_POINTS_ELSEWHERE)
    return max(1.0, min(_LARGEST, points / usual)) if points > 0 else 1.0
