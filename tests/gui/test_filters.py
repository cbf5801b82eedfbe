"""Narrowing the list: the menus and their numbers, several values at once, and what is told of it."""

from collections.abc import Sequence
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtTest import QTest

from core.overlay.model import Effect
from core.risk.desk import Desk
from core.rules.levels import Answer
from core.situation import Device
from gui.filters import Facet
from gui.main_window import MainWindow
from tests.builders import a_ruling
from tests.gui.conftest import Driver, words_on

# The offscreen platform says so whenever a menu opens; it shows it all the same.
pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)


@pytest.fixture
def window(driver: Driver, listed_folder: Path) -> MainWindow:
    return driver.start("--language", "nb", data=listed_folder)


def _open(driver: Driver, window: MainWindow, facet: Facet) -> dict[str, QAction]:
    """The menu of a facet, by what stands before the number."""
    driver.click(window, window.lookup.filters.chips[facet])
    menu = window.lookup.filters.menu
    assert menu.isVisible()
    return {action.text().partition("\t")[0]: action for action in menu.actions()}


def _number(action: QAction) -> int:
    return int(action.text().partition("\t")[2])


def _choose(driver: Driver, window: MainWindow, facet: Facet, values: Sequence[str]) -> None:
    actions = _open(driver, window, facet)
    for value in values:
        actions[value].trigger()
        driver.rest(window)
    window.lookup.filters.menu.close()


def _set(window: MainWindow) -> list[str]:
    return [value for _, value in window.lookup.filters.filters.chosen]


def _countries(window: MainWindow) -> set[str]:
    found = [window.lookup.model.entry(row) for row in range(window.lookup.model.rowCount())]
    return {str(entry.owner.country) for entry in found if entry}


def test_browsing_by_country_shows_the_assessed_apps_that_pass(driver: Driver, window: MainWindow) -> None:
    number = _number(_open(driver, window, Facet.COUNTRY)["Norge"])
    window.lookup.filters.menu.close()
    _choose(driver, window, Facet.COUNTRY, ["Norge"])
    assert window.lookup.model.apps == number > 10
    assert _countries(window) == {"NO"}
    assert window.shelf is not None
    told = f"{number} av {window.shelf.info.dossiers} vurderte apper"
    assert window.lookup.filters.count.text() == told
    assert "Med disse filtrene vises bare vurderte apper." in words_on(window.lookup)
    assert not window.lookup.welcome.isVisible()


def test_several_values_of_a_facet_add_up_and_facets_narrow_each_other(driver: Driver, window: MainWindow) -> None:
    _choose(driver, window, Facet.COUNTRY, ["Norge"])
    norway = window.lookup.model.apps
    _choose(driver, window, Facet.COUNTRY, ["Kina"])
    both = window.lookup.model.apps
    assert both > norway
    assert _countries(window) >= {"NO", "CN"}
    answers = _open(driver, window, Facet.ANSWER)
    number = _number(answers["Fraråder"])
    answers["Fraråder"].trigger()
    driver.rest(window)
    assert window.lookup.model.apps == number < both


def test_menu_stays_open_for_mouse_and_keys(driver: Driver, window: MainWindow) -> None:
    menu = window.lookup.filters.menu
    chip = window.lookup.filters.chips[Facet.COUNTRY]
    chip.setFocus()
    QTest.keyClick(chip, Qt.Key.Key_Down)
    driver.rest(window)
    assert menu.isVisible()
    for key in (Qt.Key.Key_Space, Qt.Key.Key_Down, Qt.Key.Key_Return):
        QTest.keyClick(menu, key)
    driver.rest(window)
    third = menu.actions()[2]
    QTest.mouseClick(menu, Qt.MouseButton.LeftButton, pos=menu.actionGeometry(third).center())
    driver.rest(window)
    assert [action.isChecked() for action in menu.actions()[:4]] == [True, True, True, False]
    assert menu.isVisible()
    QTest.keyClick(menu, Qt.Key.Key_Escape)
    assert not menu.isVisible()
    assert chip.text() == "Eierland: 3 valgt"


def test_state_of_a_filter_is_told_in_words(driver: Driver, window: MainWindow) -> None:
    chip = window.lookup.filters.chips[Facet.COUNTRY]
    assert chip.accessibleName() == "Filter, Eierland: alt vises"
    _choose(driver, window, Facet.COUNTRY, ["Norge"])
    assert chip.text() == "Eierland: Norge"
    _choose(driver, window, Facet.COUNTRY, ["Kina"])
    assert chip.text() == "Eierland: 2 valgt"
    assert chip.accessibleName() == "Filter, Eierland: Kina, Norge"


def test_filters_are_cleared_by_their_button_and_by_escape(driver: Driver, window: MainWindow) -> None:
    clear = window.lookup.filters.clear
    assert not clear.isVisible()
    _choose(driver, window, Facet.COUNTRY, ["Norge"])
    driver.click(window, clear)
    assert _set(window) == []
    assert window.lookup.welcome.isVisible()
    _choose(driver, window, Facet.COUNTRY, ["Norge"])
    driver.type(window, "vipps")
    driver.press(window, Qt.Key.Key_Escape)
    assert window.bar.search.text() == ""
    assert _set(window) == ["NO"], "first the text goes"
    driver.press(window, Qt.Key.Key_Escape)
    assert _set(window) == []


def test_text_and_filter_find_an_assessed_app_however_many_listings_stand_before_it(
    driver: Driver, window: MainWindow
) -> None:
    driver.type(window, "s")
    assert window.lookup.model.apps == 50
    _choose(driver, window, Facet.COUNTRY, ["Norge"])
    found = driver.names(window)
    assert "Spill nummer 1" not in found
    assert "Sbanken" in found or "SpareBank 1" in found or any(name.startswith("S") for name in found)
    assert _countries(window) == {"NO"}


def test_platform_alone_lets_listings_pass(driver: Driver, window: MainWindow) -> None:
    driver.type(window, "tiktok")
    _choose(driver, window, Facet.PLATFORM, ["iPhone og iPad"])
    assert set(driver.names(window)) == {"TikTok", "TikTok Fans"}
    assert "andre kjente apper" in window.lookup.filters.count.text()
    assert not window.lookup._narrowed.isVisible()


def test_platform_finds_what_stands_behind_the_first_fifty(driver: Driver, window: MainWindow) -> None:
    driver.type(window, "t")
    _choose(driver, window, Facet.PLATFORM, ["iPhone og iPad"])
    assert "TikTok Fans" in driver.names(window)


def test_contested_owner_is_found_under_every_country_claimed(driver: Driver, window: MainWindow) -> None:
    driver.type(window, "telegram")
    for country in ("De forente arabiske emirater", "Russland"):
        _choose(driver, window, Facet.COUNTRY, [country])
        assert driver.names(window)[0] == "Telegram", country
        driver.click(window, window.lookup.filters.clear)


def test_own_rule_is_a_filter_of_its_own(driver: Driver, listed_folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    ruling = a_ruling(Effect.NOT_ALLOWED, target_id="vipps")
    monkeypatch.setattr("gui.entries.Desk", lambda facts, guidance, rules: Desk(facts, guidance, rules, (ruling,)))
    window = driver.start("--language", "nb", data=listed_folder)
    actions = _open(driver, window, Facet.RULING)
    assert list(actions) == ["Ikke tillatt", "Ingen egen regel"]
    assert _number(actions["Ikke tillatt"]) == 1
    actions["Ikke tillatt"].trigger()
    driver.rest(window)
    assert [name for name in driver.names(window) if name.startswith("Vipps")] == driver.names(window)
    entry = window.lookup.model.entry(0)
    assert entry is not None
    assert entry.decision.answer is Answer.NOT_ALLOWED


def test_answers_are_those_of_the_situation(driver: Driver, window: MainWindow) -> None:
    before = _number(_open(driver, window, Facet.ANSWER)["Fraråder"])
    window.lookup.filters.menu.close()
    window.parts.chosen.change(device=Device.SEPARATE)
    driver.rest(window)
    actions = _open(driver, window, Facet.ANSWER)
    after = _number(actions["Fraråder"]) if "Fraråder" in actions else 0
    assert after < before


def test_filters_that_nothing_passes_say_so(driver: Driver, window: MainWindow) -> None:
    _choose(driver, window, Facet.COUNTRY, ["Norge"])
    driver.type(window, "tiktok")
    driver.press(window, Qt.Key.Key_Escape)
    _choose(driver, window, Facet.ANSWER, [])
    window.lookup.filters.choose(window.lookup.filters.filters.toggled(Facet.ANSWER, Answer.NOT_ALLOWED.value))
    driver.rest(window)
    assert "Ingen vurderte apper passer med filtrene." in words_on(window.lookup)
    assert window.lookup.filters.clear.isVisible()


@pytest.mark.parametrize("language", ["nb", "nn", "en"])
def test_every_value_has_words(driver: Driver, language: str) -> None:
    window = driver.start("--language", language)
    for facet in Facet:
        for words in _open(driver, window, facet):
            assert words.strip()
            assert "." not in words.removesuffix("."), words
        window.lookup.filters.menu.close()
