"""What a person in a hurry does: goes elsewhere before the answer is there, and comes back to what is gone."""

from core.facts import AppId
from core.situation import Device
from gui.main_window import MainWindow
from gui.pages.settings import SettingsPage
from gui.travel import PageName, Place
from gui.widgets.chips import Chip
from tests.gui.conftest import Driver


def _way(window: MainWindow) -> list[str]:
    """Names of the cards on the whole way, oldest first."""
    way = window.travel.way
    return [place.text for place in (*way.before, way.here, *way.after) if place.page is PageName.CARD]


def test_going_back_faster_than_cards_are_made_keeps_the_way(driver: Driver) -> None:
    window = driver.start()
    for name in ("TikTok", "Telegram", "Signal"):
        driver.open(window, name)
    way = _way(window)
    for _ in range(4):  # lists and cards take turns
        window.travel.back()
    driver.rest(window)
    assert window.card.head is not None
    assert window.card.answered is not None
    assert window.card.answered.card.app.name == "TikTok"
    assert window.travel.way.can_go_forward
    assert _way(window) == way


def test_a_card_on_its_way_does_not_pull_back_from_another_page(driver: Driver) -> None:
    window = driver.start()
    window.reading.open_best("Signal")
    window.show_page(PageName.SETTINGS)
    driver.rest(window)
    assert isinstance(window.pages.currentWidget(), SettingsPage)


def test_typing_on_lets_go_of_the_card_on_its_way(driver: Driver) -> None:
    window = driver.start()
    window.reading.open_best("Signal")
    driver.type(window, "tel")
    assert window.pages.currentWidget() is window.lookup


def test_the_card_opened_last_is_the_one_shown(driver: Driver) -> None:
    window = driver.start()
    for app in ("tiktok", "signal", "telegram"):
        window.reading.open_app(app)
    driver.rest(window)
    assert _way(window) == ["Telegram"]


def test_a_card_on_its_way_comes_in_the_situation_of_now(driver: Driver) -> None:
    window = driver.start()
    window.reading.open_app("tiktok")
    window.parts.chosen.change(device=Device.SEPARATE)
    driver.rest(window)
    assert window.pages.currentWidget() is window.card
    assert window.card.answered is not None
    assert window.card.answered.card.situation.device is Device.SEPARATE


def test_back_leads_past_an_app_that_is_gone(driver: Driver) -> None:
    window = driver.start()
    driver.open(window, "Signal")
    window.travel.arrived(Place(PageName.CARD, "Borte", "no-longer-there"))
    driver.open(window, "TikTok")
    for _ in range(2):
        window.travel.back()
        driver.rest(window)
    assert window.card.answered is not None
    assert window.card.known_app is None
    assert window.card.answered.card.app.name == "Borte", "the name that was shown, not the id"
    window.travel.back()
    driver.rest(window)
    assert window.travel.here == Place(PageName.CARD, "Signal", "signal")


def test_back_leads_past_a_comparison_whose_apps_are_gone(driver: Driver) -> None:
    window = driver.start()
    driver.open(window, "Signal")
    window.travel.arrived(Place(PageName.COMPARE, apps=("no-longer-there", "nor-this")))
    driver.open(window, "TikTok")
    window.travel.back()
    window.travel.back()
    driver.rest(window)
    assert window.pages.currentWidget() is window.compare
    assert window.compare.compared is None
    window.travel.back()
    driver.rest(window)
    assert window.pages.currentWidget() is window.card


def test_answers_side_by_side_are_never_cut(driver: Driver) -> None:
    window = driver.start("--language", "en")
    for app in ("tiktok", "signal", "telegram", "temu"):
        window.parts.basket.toggle(AppId(app), app)
    window.resize(900, 700)
    window.show_comparison()
    driver.rest(window)
    chips = [chip for chip in window.compare.findChildren(Chip) if chip.isVisible()]
    assert any(chip.width() < chip.sizeHint().width() for chip in chips), "the window is narrow enough to tell"
    assert all(chip.height() >= chip.heightForWidth(chip.width()) for chip in chips)
    assert any(chip.heightForWidth(chip.width()) > chip.sizeHint().height() for chip in chips)
