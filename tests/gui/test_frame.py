"""The frame: rail, top bar, questions, back and forward, keys, and where the window stands."""

from pathlib import Path

import pytest
from PySide6.QtCore import QKeyCombination, Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from core.rules.levels import Answer
from core.settings.definitions import RAIL, WINDOW, RailWidth, TextSize, Theme
from core.settings.reading import WindowPlace
from core.situation import Device, InformationClass, Platform
from gui import window_place
from gui.main_window import MainWindow
from gui.shortcuts import SHORTCUTS, Act, told_keys
from gui.theme.appearance import scale_of
from gui.theme.metrics import RAIL_ICONS, RAIL_WIDTH
from gui.theme.palette import CONTRAST_LIGHT, tokens_of
from gui.travel import PageName
from tests.gui.conftest import Driver, words_on

_BACK, _FORWARD = Qt.Key.Key_Left, Qt.Key.Key_Right


def _press(driver: Driver, window: MainWindow, keys: str) -> None:
    """Press the keys of the window wherever the focus is."""
    combination: QKeyCombination = QKeySequence(keys)[0]  # type: ignore[index] # PySide's stubs leave it out
    QTest.keyClick(window.focusWidget(), combination.key(), combination.keyboardModifiers())
    driver.rest(window)


# ---- rail -----------------------------------------------------------------------------------------------------------


def test_rail_leads_to_pages_and_marks_the_one_shown(driver: Driver) -> None:
    window = driver.start("--app", "TikTok")
    assert window.rail.buttons[PageName.LOOKUP].isChecked(), "a card belongs to looking up"
    driver.click(window, window.rail.buttons[PageName.COMPARE])
    assert window.pages.currentWidget() is window.compare
    assert window.rail.buttons[PageName.COMPARE].isChecked()
    assert not window.rail.buttons[PageName.LOOKUP].isChecked()
    driver.click(window, window.rail.buttons[PageName.LOOKUP])
    assert window.pages.currentWidget() is window.lookup
    assert window.focusWidget() is window.bar.search


def test_rail_counts_what_is_chosen_to_be_compared(driver: Driver) -> None:
    window = driver.start("--language", "nb")
    for name in ("TikTok", "Signal"):
        driver.open(window, name)
        _press(driver, window, "Ctrl+Return")
    button = window.rail.buttons[PageName.COMPARE]
    assert "2" in button.accessibleName()
    driver.click(window, button)
    assert window.compare.compared is not None
    assert [one.app.name for one in window.compare.compared.cards] == ["TikTok", "Signal"]


def test_comparing_nothing_tells_how_it_is_done(driver: Driver) -> None:
    window = driver.start("--language", "en")
    _press(driver, window, "Ctrl+2")
    assert window.pages.currentWidget() is window.compare
    assert "Ctrl+Enter" in words_on(window.compare)


def test_rail_shows_icons_alone_where_there_is_little_room(driver: Driver) -> None:
    window = driver.start()
    assert window.rail.width() == RAIL_WIDTH
    window.resize(760, 600)
    driver.rest(window)
    assert window.rail.width() < RAIL_ICONS + 10
    assert all(button.toolTip() and button.accessibleName() for button in window.rail.buttons.values())


def test_rail_stays_narrow_until_it_is_made_wide_again(driver: Driver) -> None:
    window = driver.start()
    driver.click(window, window.rail.fold)
    assert window.rail.is_narrow
    again = driver.start()
    assert again.rail.is_narrow
    assert again.parts.settings.get(RAIL) is RailWidth.ICONS
    _press(driver, again, "Ctrl+B")
    assert not again.rail.is_narrow


def test_arrows_move_along_the_rail(driver: Driver) -> None:
    window = driver.start()
    window.rail.focus_first()
    QTest.keyClick(window.focusWidget(), Qt.Key.Key_Down)
    assert window.focusWidget() is window.rail.buttons[PageName.COMPARE]
    QTest.keyClick(window.focusWidget(), Qt.Key.Key_Up)
    QTest.keyClick(window.focusWidget(), Qt.Key.Key_Up)
    assert window.focusWidget() is window.rail.fold


# ---- back and forward -----------------------------------------------------------------------------------------------


def test_back_and_forward_between_cards_and_lists(driver: Driver) -> None:
    window = driver.start()
    driver.open(window, "TikTok")
    driver.open(window, "Signal")
    driver.click(window, window.bar.back)
    assert window.bar.search.text() == "Signal", "the list that the card was opened from"
    driver.click(window, window.bar.back)
    assert _opened(window) == "TikTok"
    _press(driver, window, "Alt+Right")
    _press(driver, window, "Alt+Right")
    assert _opened(window) == "Signal"
    assert not window.bar.forward.isEnabled()


def test_back_leads_to_a_name_that_nobody_knows(driver: Driver) -> None:
    window = driver.start()
    driver.put(window, "qqzzxx")
    driver.press(window, Qt.Key.Key_Return)
    driver.open(window, "Signal")
    for _ in range(2):
        _press(driver, window, "Alt+Left")
    assert _opened(window) == "qqzzxx"
    assert window.card.known_app is None


def test_back_leads_to_a_comparison_and_its_apps(driver: Driver) -> None:
    window = driver.start()
    for name in ("TikTok", "Signal"):
        driver.open(window, name)
        _press(driver, window, "Ctrl+Return")
    _press(driver, window, "Ctrl+2")
    window.parts.basket.clear()
    driver.open(window, "Zoom")
    for _ in range(2):
        _press(driver, window, "Alt+Left")
    assert window.compare.compared is not None
    assert [one.app.name for one in window.compare.compared.cards] == ["TikTok", "Signal"]


def test_back_takes_filters_along(driver: Driver) -> None:
    window = driver.start()
    filters = window.lookup.filters
    filters.choose(filters.filters.toggled(next(iter(filters.chips)), "NO"))
    driver.rest(window)
    chosen = filters.filters
    entry = window.lookup.model.entry(0)
    assert entry is not None
    window.reading.open_app(entry.app.id)
    driver.rest(window)
    driver.click(window, window.bar.back)
    assert window.lookup.filters.filters == chosen
    assert window.lookup.model.apps > 1


def _opened(window: MainWindow) -> str:
    assert window.pages.currentWidget() is window.card
    assert window.card.answered is not None
    return window.card.answered.card.app.name


# ---- the questions --------------------------------------------------------------------------------------------------


def test_chip_opens_and_escape_closes_the_questions(driver: Driver) -> None:
    window = driver.start("--app", "TikTok")
    _press(driver, window, "Ctrl+I")
    assert window.sheet.isVisible()
    assert window.bar.chip.isChecked()
    _press(driver, window, "Escape")
    assert not window.sheet.isVisible()
    assert not window.bar.chip.isChecked()
    assert window.focusWidget() is window.bar.chip
    assert window.pages.currentWidget() is window.card, "only the questions are closed"


def test_an_answer_changes_the_open_card_and_says_what_changed(driver: Driver) -> None:
    window = driver.start("--app", "TikTok", "--language", "nb")
    chooser = driver.ask(window)
    driver.click(window, chooser._payer.button_group.buttons()[1])
    driver.click(window, chooser._reaches.button_group.buttons()[1])
    assert window.parts.chosen.situation.device is Device.PRIVATE_NO_ACCESS
    assert window.card.answered is not None
    assert window.card.answered.card.verdict.answer is not Answer.ADVISED_AGAINST
    assert window.sheet.told.isVisible()
    assert window.sheet.told.text() == window.card.told_change
    driver.click(window, window.sheet.done)
    assert not window.sheet.isVisible()


def test_not_knowing_the_class_takes_the_strictest_and_says_so(driver: Driver) -> None:
    window = driver.start("--app", "Signal", "--language", "nb")
    chooser = driver.ask(window)
    driver.click(window, chooser._information.button_group.buttons()[-1])
    assert window.parts.chosen.situation.information is InformationClass.BLACK
    assert "strengeste" in words_on(chooser)
    driver.click(window, chooser._information.button_group.buttons()[0])
    assert window.parts.chosen.information is InformationClass.GREEN


def test_questions_follow_what_is_chosen_elsewhere(driver: Driver) -> None:
    window = driver.start("--app", "TikTok")
    chooser = driver.ask(window)
    window.parts.chosen.change(device=Device.SEPARATE, information=InformationClass.RED, platform=Platform.IOS)
    driver.rest(window)
    assert chooser._reaches.value() is False
    assert chooser._information.value() is InformationClass.RED
    assert chooser._follow_up is not None
    assert chooser._follow_up.value() is True


def test_questions_take_the_whole_of_a_small_window(driver: Driver) -> None:
    window = driver.start("--app", "TikTok")
    window.resize(640, 360)
    driver.rest(window)
    driver.ask(window)
    assert not window.pages.isVisible()
    window.escape()
    assert window.pages.isVisible()


# ---- keys -----------------------------------------------------------------------------------------------------------


def test_f6_goes_round_the_parts_of_the_window(driver: Driver) -> None:
    window = driver.start("--app", "TikTok")
    window.focus_search()
    seen = []
    for _ in range(4):
        _press(driver, window, "F6")
        focused = window.focusWidget()
        seen.append(next(part for part in _parts(window) if part is focused or part.isAncestorOf(focused)))
    assert seen == [window.pages, window.status, window.rail, window.bar]
    _press(driver, window, "Shift+F6")
    assert window.rail.isAncestorOf(window.focusWidget())
    assert window.status.accessibleName()


def _parts(window: MainWindow) -> tuple[QWidget, ...]:
    return (window.rail, window.bar, window.pages, window.status)


def test_every_key_of_the_table_is_listened_to_once(driver: Driver) -> None:
    window = driver.start()
    found = [shortcut.key().toString() for shortcut in window.findChildren(QShortcut)]
    for shortcut in SHORTCUTS:
        if shortcut.act is None:
            continue
        for keys in shortcut.keys:
            places = 2 if shortcut.act is Act.COPY else 1
            assert found.count(QKeySequence(keys).toString()) == places, keys
    told = [told_keys(shortcut, window.parts.speaker.words) for shortcut in SHORTCUTS]
    assert len(set(told)) == len(told)


# ---- look -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("points", "platform", "scale"),
    [(9.0, "win32", 1.0), (13.5, "win32", 1.5), (11.0, "linux", 1.0), (9.0, "linux", 1.0), (40.0, "darwin", 2.0)],
)
def test_size_of_the_systems_text_is_followed(points: float, platform: str, scale: float) -> None:
    assert scale_of(points, platform) == scale


def test_text_grows_and_shrinks_while_the_window_is_open(driver: Driver) -> None:
    window = driver.start("--app", "TikTok")
    appearance = driver.programs[0].appearance
    appearance.choose_size(TextSize("100"))
    driver.rest(window)
    before = window.bar.search.fontMetrics().height()
    row = window.status.sizeHint().height()
    appearance.choose_size(TextSize.DOUBLE)
    driver.rest(window)
    assert window.bar.search.fontMetrics().height() > 1.8 * before
    assert window.status.sizeHint().height() > row
    assert window.rail.is_narrow or window.rail.width() > RAIL_WIDTH
    appearance.choose_size(TextSize("100"))
    driver.rest(window)
    assert window.bar.search.fontMetrics().height() == before
    assert window.status.sizeHint().height() == row


def test_strong_contrast_is_chosen_at_run_time(driver: Driver) -> None:
    window = driver.start("--app", "TikTok", "--theme", "light")
    driver.programs[0].appearance.choose(Theme.CONTRAST)
    driver.rest(window)
    assert tokens_of(window.card) is CONTRAST_LIGHT
    picture = window.grab().toImage()
    assert picture.pixelColor(window.rail.width() + 4, 500).name() == "#ffffff"


# ---- where it stands ------------------------------------------------------------------------------------------------


def test_window_comes_back_as_it_was_left(driver: Driver) -> None:
    window = driver.start()
    window.resize(1111, 777)
    place = window_place.place_of(window)
    window.keep(WINDOW, place)
    again = driver.start()
    window_place.put(again, again.parts.settings.get(WINDOW))
    size = again.parts.settings.get(WINDOW)
    assert isinstance(size, WindowPlace)
    assert (size.width, size.height) == (1111, 777)
    screen = again.screen().availableGeometry()
    assert (again.width(), again.height()) == (min(1111, screen.width()), min(777, screen.height()))


def test_help_and_settings_need_no_catalogue(driver: Driver, tmp_path: Path) -> None:
    window = driver.start("--language", "en", data=tmp_path / "empty")
    assert window.pages.currentWidget() is window.trouble
    _press(driver, window, "F1")
    assert window.side.help is not None
    assert window.pages.currentWidget() is window.side.help
    _press(driver, window, "Ctrl+0")
    assert window.side.settings is not None
    network = ["catalogue-address", "background-check", "news"]
    assert list(window.side.settings.rows) == ["language", "theme", "text-size", *network]
    _press(driver, window, "Ctrl+9")
    assert window.pages.currentWidget() is window.side.sync
    for _ in range(3):
        window.escape()
    assert window.pages.currentWidget() is window.trouble
    driver.click(window, window.rail.buttons[PageName.COMPARE])
    assert window.pages.currentWidget() is window.trouble


def test_keys_are_listed_in_the_help(driver: Driver) -> None:
    window = driver.start("--language", "nb")
    _press(driver, window, "Ctrl+F1")
    assert window.side.help is not None
    assert window.side.help.topic == "keyboard"
    said = words_on(window.side.help)
    for shortcut in SHORTCUTS:
        assert told_keys(shortcut, window.parts.speaker.words) in said
