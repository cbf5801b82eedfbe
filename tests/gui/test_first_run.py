"""The first run: four pages that save what is chosen, can be skipped, and come once."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from core.settings.definitions import CLASS, FIRST_RUN, LANGUAGE, ORG, TEXT_SIZE, FirstRun, LanguageChoice, TextSize
from core.situation import InformationClass, Organisation
from gui.main_window import MainWindow
from gui.pages.first_run import FirstRunPage
from gui.travel import PageName, Place
from gui.widgets.choices import Choice
from gui.widgets.chooser import SituationChooser
from gui.widgets.fields import CalmComboBox
from tests.gui.conftest import Driver, words_on


def _first_run(driver: Driver, *arguments: str) -> tuple[MainWindow, FirstRunPage]:
    driver.first_run = FirstRun.DUE
    window = driver.start(*arguments)
    page = window.side.first_run
    assert page is not None
    assert window.pages.currentWidget() is page
    return window, page


def test_four_pages_by_the_keyboard_alone_and_then_no_more(driver: Driver) -> None:
    window, page = _first_run(driver, "--language", "nb")
    for step in range(4):
        assert page.step == step
        assert window.focusWidget() is page.next
        QTest.keyClick(window.focusWidget(), Qt.Key.Key_Space)
        driver.rest(window)
    assert window.pages.currentWidget() is window.lookup
    assert window.focusWidget() is window.bar.search
    assert not window.bar.back.isEnabled(), "nobody comes back to the first pages by accident"
    assert window.parts.settings.get(FIRST_RUN) is FirstRun.DONE
    again = driver.programs[0].window.side
    assert not again.is_first_run_due


def test_what_is_chosen_holds_at_once_and_is_saved(driver: Driver) -> None:
    window, page = _first_run(driver, "--theme", "light")
    _press(driver, window, page, "English")
    assert "Welcome to Appvett" in words_on(page)
    _press(driver, window, page, "150 %")
    driver.click(window, page.next)
    box = next(box for box in page.findChildren(CalmComboBox) if box.isVisible())
    ministry = [box.itemText(row) for row in range(box.count())].index("Ministry")
    box.setCurrentIndex(ministry)
    box.activated.emit(ministry)
    driver.click(window, page.next)
    chooser = next(found for found in page.findChildren(SituationChooser) if found.isVisible())
    driver.click(window, chooser._information.button_group.buttons()[2])
    driver.click(window, page.skip)
    settings = driver.start().parts.settings
    assert settings.get(LANGUAGE) is LanguageChoice.EN
    assert settings.get(TEXT_SIZE) is TextSize.LARGER_STILL
    assert settings.get(ORG) is Organisation.MINISTRY
    assert settings.get(CLASS) is InformationClass.RED
    driver.programs[0].appearance.choose_size(TextSize("100"))


def _press(driver: Driver, window: MainWindow, page: FirstRunPage, text: str) -> None:
    found = [one for one in page.findChildren(Choice) if one.text() == text and one.isVisible()]
    driver.click(window, found[0])


def test_samples_have_their_answers_in_the_situation_chosen(driver: Driver) -> None:
    window, page = _first_run(driver, "--language", "nb")
    page._go(3)
    driver.rest(window)
    assert page.samples is not None
    assert [page._model.index(row).data() for row in range(3)] == ["TikTok", "Signal", "Vipps"]
    QTest.keyClick(page.samples, Qt.Key.Key_Return)
    driver.rest(window)
    assert window.pages.currentWidget() is window.card
    assert window.card.known_app is not None
    assert window.card.known_app.id == "tiktok"


def test_escape_skips_and_the_pages_can_be_shown_again(driver: Driver) -> None:
    window, page = _first_run(driver)
    window.escape()
    driver.rest(window)
    assert window.pages.currentWidget() is window.lookup
    window.side.show(Place(PageName.FIRST_RUN))
    driver.rest(window)
    assert page.step == 0
    assert window.pages.currentWidget() is page


def test_looking_up_goes_before_the_first_pages(driver: Driver) -> None:
    window, _ = _first_run(driver)
    driver.type(window, "signal")
    assert window.pages.currentWidget() is window.lookup
    assert window.lookup.model.apps >= 1


@pytest.mark.parametrize("arguments", [("--app", "TikTok")])
def test_an_app_that_was_asked_for_goes_before_the_first_pages(driver: Driver, arguments: tuple[str, ...]) -> None:
    driver.first_run = FirstRun.DUE
    window = driver.start(*arguments)
    assert window.side.first_run is None
    assert window.pages.currentWidget() is window.card
