"""What a person does with the window: type, choose, open, change the situation, go back, change the language."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QAbstractItemModelTester, QTest

from core.rules.levels import Answer
from core.situation import Device
from core.texts.phrase import Language
from gui.main_window import MainWindow
from gui.models.hits import HitModel, HitRole
from gui.widgets.fold import Fold
from tests.gui.conftest import Driver, words_on


def test_typing_finds_and_enter_opens_the_card(driver: Driver) -> None:
    window = driver.start("--language", "nb")
    driver.type(window, "tik")
    assert window.lookup.model.entry(0) is not None
    assert window.lookup.model.index(0).data() == "TikTok"
    assert "NSM fraråder" in str(window.lookup.model.index(0).data(HitRole.BADGE))
    driver.press(window, Qt.Key.Key_Return)
    assert window.card.answered is not None
    assert window.card.answered.card.verdict.answer is Answer.ADVISED_AGAINST
    said = words_on(window.card)
    assert "NSM fraråder appen på denne enheten" in said
    assert "Kina" in said


def test_separate_device_by_the_plain_questions_changes_the_verdict(driver: Driver) -> None:
    window = driver.start("--app", "TikTok", "--language", "nb")
    chooser = driver.ask(window)
    no_access = chooser._reaches.button_group.buttons()[1]
    driver.click(window, no_access)
    assert _device(window) is Device.WORK_UNCONNECTED
    question = chooser._follow_up
    assert question is not None
    driver.click(window, question.button_group.buttons()[0])
    assert _device(window) is Device.SEPARATE
    assert window.card.answered is not None
    assert window.card.answered.card.verdict.answer is Answer.CONDITIONS
    assert "Svaret" in words_on(window.card)
    assert window.sheet.chooser is chooser, "the questions stay where they are"
    assert "vilkår" in window.sheet.told.text()


def _device(window: MainWindow) -> Device:
    return window.parts.chosen.situation.device


def test_not_knowing_takes_the_stricter_answer(driver: Driver) -> None:
    window = driver.start("--app", "TikTok")
    chooser = driver.ask(window)
    driver.click(window, chooser._reaches.button_group.buttons()[2])
    assert window.parts.chosen.situation.device is Device.WORK_CONNECTED


def test_journey_settles_the_other_questions(driver: Driver) -> None:
    window = driver.start("--app", "TikTok")
    chooser = driver.ask(window)
    window.parts.chosen.answer(journey=True)
    chooser._update()
    driver.rest(window)
    assert window.parts.chosen.situation.device is Device.TRAVEL
    assert not chooser._payer.isEnabled()


def test_arrows_move_and_escape_goes_back(driver: Driver) -> None:
    window = driver.start()
    driver.type(window, "a")
    assert window.lookup.model.apps > 3
    driver.press(window, Qt.Key.Key_Down)
    driver.press(window, Qt.Key.Key_Down)
    assert window.lookup.hits.currentIndex().row() == 2
    driver.press(window, Qt.Key.Key_Up)
    chosen = window.lookup.model.entry(1)
    driver.press(window, Qt.Key.Key_Return)
    assert chosen is not None
    assert window.card.answered is not None
    assert window.card.answered.card.app.id == chosen.app.id
    window.escape()
    driver.rest(window)
    assert window.pages.currentWidget() is window.lookup
    assert window.bar.search.text() == "a"
    driver.press(window, Qt.Key.Key_Escape)
    assert window.bar.search.text() == ""
    assert not window.lookup.hits.isVisible()


def test_name_that_nobody_knows_is_not_called_safe(driver: Driver) -> None:
    window = driver.start("--language", "nb")
    driver.type(window, "qqzzxxappen")
    said = words_on(window.lookup)
    assert "Ikke vurdert er ikke det samme som trygg" in said
    assert "Generelle råd" in said
    driver.press(window, Qt.Key.Key_Return)
    assert window.card.answered is not None
    assert window.card.answered.card.verdict.answer is Answer.NOT_ASSESSED


def test_what_is_typed_before_the_catalogue_is_open_is_looked_up_then(driver: Driver) -> None:
    window = driver.start()
    window.opening.shelf = None
    QTest.keyClicks(window.bar.search, "signal")
    window.open_catalogue()
    driver.rest(window)
    assert window.lookup.model.apps >= 1


@pytest.mark.parametrize("language", list(Language))
def test_language_changes_while_a_card_is_open(driver: Driver, language: Language) -> None:
    window = driver.start("--app", "TikTok", "--language", "en" if language is Language.NB else "nb")
    window.choose_language(language)
    driver.rest(window)
    headline = {
        Language.NB: "NSM fraråder appen på denne enheten",
        Language.NN: "NSM rår ifrå appen på denne eininga",
        Language.EN: "NSM advises against the app on this device",
    }
    assert headline[language] in words_on(window.card)
    assert window.bar.search.placeholderText()
    window.escape()
    driver.rest(window)
    assert window.lookup.model.apps >= 1


def test_language_is_remembered(driver: Driver) -> None:
    window = driver.start("--language", "nb")
    window.choose_language(Language.NN)
    driver.programs[0].close()
    assert driver.start().parts.speaker.language is Language.NN


def test_usual_situation_is_remembered(driver: Driver) -> None:
    window = driver.start()
    window.parts.chosen.change(device=Device.PRIVATE_UNMANAGED)
    window.save_situation()
    driver.programs[0].close()
    assert driver.start().parts.chosen.situation.device is Device.PRIVATE_UNMANAGED


def test_card_is_copied_as_text(driver: Driver) -> None:
    window = driver.start("--app", "TikTok", "--language", "nb")
    window.reading.copy_card()
    text = QGuiApplication.clipboard().text()
    assert text.startswith("TikTok")
    assert "NSM fraråder" in text


def test_tile_shows_its_facts_and_only_one_is_open(driver: Driver) -> None:
    window = driver.start("--app", "TikTok", "--language", "nb")
    tiles = window.card.tiles
    assert tiles is not None
    tiles.tiles["threat"].click()
    driver.rest(window)
    assert "Trussel: opplysningene bak nivået" in words_on(tiles)
    tiles.tiles["value"].click()
    driver.rest(window)
    assert not tiles.tiles["threat"].isChecked()
    assert "Trussel: opplysningene bak nivået" not in words_on(tiles)


def test_every_fold_of_a_card_opens(driver: Driver) -> None:
    window = driver.start("--app", "Telegram", "--language", "nb")
    for fold in window.card.findChildren(Fold):
        fold.head.setChecked(True)
        fold.head.setChecked(False)
        fold.head.setChecked(True)
    said = words_on(window.card)
    assert "https://" in said
    assert "T5" in said


def test_contested_owner_never_shows_one_country_alone(driver: Driver) -> None:
    window = driver.start("--language", "nb")
    driver.type(window, "telegram")
    about = str(window.lookup.model.index(0).data(HitRole.ABOUT))
    assert "emirater" in about
    assert "Russland" in about
    driver.press(window, Qt.Key.Key_Return)
    assert "Russland" in words_on(window.card)


def test_unverified_exposure_does_not_name_the_owners_country(driver: Driver) -> None:
    window = driver.start("--app", "Zoom", "--language", "nb")
    said = words_on(window.card)
    assert "USA" in said
    tiles = window.card.tiles
    assert tiles is not None
    threat = tiles.tiles["threat"].accessibleName()
    assert "Ukjent" in threat
    assert "Ubekreftede" in threat


def test_model_keeps_qts_rules(driver: Driver) -> None:
    window = driver.start()
    driver.type(window, "a")
    tester = QAbstractItemModelTester(window.lookup.model, QAbstractItemModelTester.FailureReportingMode.Warning)
    driver.type(window, "b")
    window.lookup.model.show(())
    assert window.lookup.model.rowCount() == 0
    del tester


def test_list_says_its_count(driver: Driver) -> None:
    window = driver.start("--language", "nb")
    driver.type(window, "tik")
    assert "treff" in window.lookup.hits.accessibleName()
    assert isinstance(window.lookup.model, HitModel)


@pytest.mark.parametrize(
    ("language", "words"), [("nb", "Lim inn"), ("nn", "Lim inn"), ("en", "Paste")], ids=["nb", "nn", "en"]
)
def test_qts_own_menu_speaks_the_language(driver: Driver, language: str, words: str) -> None:
    window = driver.start("--language", language)
    menu = window.bar.search.createStandardContextMenu()
    said = " ".join(action.text().replace("&", "") for action in menu.actions())
    menu.deleteLater()
    assert words in said
    if language == "nb":
        assert "Angre" in said
        assert "Merk alt" in said


def test_question_that_came_later_has_its_turn_in_the_middle(driver: Driver) -> None:
    window = driver.start("--app", "TikTok")
    chooser = driver.ask(window)
    driver.click(window, chooser._reaches.button_group.buttons()[1])
    chooser._reaches.button_group.buttons()[1].setFocus()
    QTest.keyClick(chooser._reaches.button_group.buttons()[1], Qt.Key.Key_Tab)
    assert chooser._follow_up is not None
    assert window.focusWidget() in chooser._follow_up.button_group.buttons()


def test_escape_leads_from_the_card_to_the_list_to_the_start(driver: Driver) -> None:
    window = driver.start()
    driver.open(window, "signal")
    driver.press(window, Qt.Key.Key_Escape)
    assert window.pages.currentWidget() is window.lookup
    assert window.bar.search.text() == "signal"
    driver.press(window, Qt.Key.Key_Escape)
    assert window.bar.search.text() == ""
