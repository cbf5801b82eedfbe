"""Light and dark: chosen, followed while the program runs, and the same colours everywhere."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QFontDatabase, QGuiApplication

from core.settings.definitions import Theme
from gui.theme.palette import DARK, LIGHT, tokens_of
from tests.gui.conftest import Driver


def test_theme_of_the_call_holds(driver: Driver) -> None:
    window = driver.start("--app", "TikTok", "--theme", "dark")
    for widget in (window, window.bar.search, window.card, window.bar.chip):
        assert tokens_of(widget) is DARK


def test_theme_changes_while_a_card_is_open(driver: Driver) -> None:
    window = driver.start("--app", "TikTok", "--theme", "light")
    before = window.grab().toImage().pixelColor(5, 400)
    driver.programs[0].appearance.choose(Theme.DARK)
    driver.rest(window)
    assert tokens_of(window.card) is DARK
    assert window.grab().toImage().pixelColor(5, 400).lightness() < before.lightness()


class _Hints:
    """Stands in for what the system says; the offscreen platform never says anything."""

    def __init__(self, scheme: Qt.ColorScheme) -> None:
        self.scheme = scheme

    def colorScheme(self) -> Qt.ColorScheme:  # noqa: N802 - Qt's name
        return self.scheme


def test_system_is_followed(driver: Driver, monkeypatch: pytest.MonkeyPatch) -> None:
    window = driver.start("--theme", "system")
    appearance = driver.programs[0].appearance
    hints = _Hints(Qt.ColorScheme.Dark)
    monkeypatch.setattr(appearance, "_hints", hints)
    QGuiApplication.styleHints().colorSchemeChanged.emit(Qt.ColorScheme.Dark)
    driver.rest(window)
    assert tokens_of(window) is DARK
    hints.scheme = Qt.ColorScheme.Light
    QGuiApplication.styleHints().colorSchemeChanged.emit(Qt.ColorScheme.Light)
    driver.rest(window)
    assert tokens_of(window) is LIGHT


def test_own_font_is_there_in_three_weights(driver: Driver) -> None:
    driver.start()
    assert driver.programs[0].appearance.has_own_font
    assert {"Regular", "Medium", "SemiBold"} <= {style.replace(" ", "") for style in QFontDatabase.styles("Inter")}
