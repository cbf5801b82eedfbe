"""Apps to follow, apps to compare, and what was opened lately: kept where they belong, and nowhere else."""

import logging
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QGuiApplication, QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton

from core.database import open_profile
from core.database.connections import BestProfile, open_readonly
from core.facts import AppId
from core.settings.followed import FollowedStore
from core.situation import Device
from gui.enquiries import Enquiries
from gui.main_window import MainWindow
from gui.models.hits import HitRole, RowText
from gui.travel import PageName
from tests.conftest import AllowLogs
from tests.gui.conftest import Driver, words_on

CTRL = Qt.KeyboardModifier.ControlModifier
DAY = date(2026, 11, 1)


def _button(window: MainWindow, text: str) -> QAbstractButton:
    buttons = window.findChildren(QAbstractButton)
    return next(button for button in buttons if button.text() == text and button.isVisible())


def _followed(window: MainWindow) -> list[str]:
    return list(window.parts.following.apps)


def _recent(window: MainWindow) -> list[str]:
    return [one.name for one in window.parts.recent.apps]


def _chosen(window: MainWindow) -> list[str]:
    return [one.name for one in window.parts.basket.apps]


def _row(window: MainWindow, row: int = 0) -> RowText:
    text = window.lookup.model.index(row).data(HitRole.TEXT)
    assert isinstance(text, RowText)
    return text


# ---- following ------------------------------------------------------------------------------------------------------


def test_app_followed_on_its_card_stands_on_the_first_page_next_time(driver: Driver) -> None:
    window = driver.start("--language", "nb")
    driver.open(window, "Signal")
    driver.click(window, _button(window, "Følg"))
    assert _button(window, "Slutt å følge").isVisible()
    driver.press(window, Qt.Key.Key_Escape)
    assert _row(window).is_followed
    driver.programs[0].close()
    window = driver.start("--language", "nb")
    followed = window.lookup.welcome.followed
    assert followed.isVisible()
    assert "Du følger 1 app" in words_on(window.lookup)
    driver.press(window, Qt.Key.Key_Return, on=followed)
    assert window.card.answered is not None
    assert window.card.answered.card.app.name == "Signal"


def test_key_follows_the_row_chosen_and_no_longer(driver: Driver) -> None:
    window = driver.start("--language", "nb")
    driver.type(window, "tik")
    driver.press(window, Qt.Key.Key_D, keys=CTRL)
    assert _followed(window) == ["tiktok"]
    assert _row(window).is_followed
    assert "Du følger appen" in words_on(window.banner)
    driver.press(window, Qt.Key.Key_D, keys=CTRL)
    assert _followed(window) == []
    assert not _row(window).is_followed


@pytest.mark.parametrize("key", [Qt.Key.Key_D, Qt.Key.Key_K])
def test_field_leaves_the_keys_of_the_window_alone(driver: Driver, key: Qt.Key) -> None:
    window = driver.start()
    event = QKeyEvent(QEvent.Type.ShortcutOverride, key, CTRL)
    event.accept()
    window.bar.search.event(event)
    assert not event.isAccepted(), "or it would delete, as some systems have it"


def test_all_are_unfollowed_in_one_click_and_taken_back_in_another(driver: Driver) -> None:
    _follow(driver.data, "tiktok", "signal", "vipps")
    window = driver.start("--language", "nb")
    driver.click(window, window.lookup.welcome.follows_clear)
    assert _followed(window) == []
    assert not window.lookup.welcome.followed.isVisible()
    assert "Du følger ikke lenger 3 apper." in words_on(window.banner)
    driver.click(window, _button(window, "Angre"))
    assert set(_followed(window)) == {"tiktok", "signal", "vipps"}
    assert window.lookup.welcome.followed.isVisible()


def test_app_that_the_catalogue_no_longer_holds_is_told_and_can_be_let_go(driver: Driver) -> None:
    _follow(driver.data, "gone-app")
    window = driver.start("--language", "nb")
    assert "gone-app er ikke i denne katalogen." in words_on(window.lookup)
    driver.click(window, _button(window, "Slutt å følge"))
    assert _followed(window) == []
    assert "gone-app" not in words_on(window.lookup)


def test_answers_of_followed_apps_are_those_of_the_situation(driver: Driver) -> None:
    _follow(driver.data, "tiktok")
    window = driver.start("--language", "nb")
    badge = window.lookup.welcome._model.index(0).data(HitRole.BADGE)
    window.parts.chosen.change(device=Device.SEPARATE)
    driver.rest(window)
    assert window.lookup.welcome._model.index(0).data(HitRole.BADGE) != badge


def test_where_nothing_can_be_saved_following_says_so_and_changes_nothing(
    driver: Driver, monkeypatch: pytest.MonkeyPatch, allow_logs: AllowLogs
) -> None:
    allow_logs("profile")
    _follow(driver.data, "signal")

    def readonly(path: Path) -> BestProfile:
        return BestProfile(open_readonly(path, immutable=True), can_save=False, problem=None)

    monkeypatch.setattr("gui.app.open_best_profile", readonly)
    window = driver.start("--language", "nb")
    assert "Du følger 1 app" in words_on(window.lookup)
    driver.type(window, "tik")
    driver.press(window, Qt.Key.Key_D, keys=CTRL)
    driver.qtbot.waitUntil(window.banner.isVisible)
    assert "Appene du følger, kunne ikke lagres." in words_on(window.banner)
    assert _followed(window) == ["signal"]
    assert not _row(window).is_followed


def _follow(data: Path, *apps: str) -> None:
    with closing(open_profile(data / "appvett.sqlite")) as connection:
        store = FollowedStore(connection, can_save=True)
        for name in apps:
            store.follow(AppId(name), DAY)


# ---- what was opened lately -----------------------------------------------------------------------------------------


def test_what_was_opened_is_offered_again_until_the_window_closes(driver: Driver) -> None:
    window = driver.start("--language", "nb")
    for name in ("Signal", "Vipps", "Signal"):
        driver.open(window, name)
        window.escape()
        driver.rest(window)
    driver.press(window, Qt.Key.Key_Escape)
    assert _recent(window) == ["Signal", "Vipps"]
    assert "Huskes bare mens vinduet er åpent" in words_on(window.lookup)
    driver.click(window, window.lookup.welcome.findChildren(QAbstractButton)[-1])
    assert window.card.answered is not None
    driver.programs[0].close()
    window = driver.start("--language", "nb")
    assert _recent(window) == []
    assert "Nylig åpnet" not in words_on(window.lookup)


def test_only_eight_are_remembered_and_all_are_forgotten_at_once(driver: Driver) -> None:
    window = driver.start("--language", "nb")
    for number in range(10):
        window.reading.open_name(f"ukjent {number}")
        driver.rest(window)
    assert len(_recent(window)) == 8
    assert _recent(window)[0] == "ukjent 9"
    window.show_page(PageName.LOOKUP)
    driver.rest(window)
    driver.click(window, _button(window, "Tøm"))
    assert _recent(window) == []
    assert "ukjent 9" not in words_on(window.lookup)


def test_nothing_that_was_looked_up_is_ever_written_down(
    driver: Driver, listed_folder: Path, monkeypatch: pytest.MonkeyPatch, allow_logs: AllowLogs
) -> None:
    allow_logs("internal")
    marker = "zqmerkeord"

    def fail(_: Enquiries, query: str) -> None:
        raise KeyError(query)

    with _log_in(listed_folder / "appvett.log"):
        window = driver.start("--language", "nb", data=listed_folder)
        for text in (marker, f"https://play.google.com/store/apps/details?id=no.{marker}.app", f"https://{marker}.no/"):
            driver.put(window, text)
            driver.press(window, Qt.Key.Key_Return)
            driver.press(window, Qt.Key.Key_Escape)
        driver.put(window, "vipps")
        driver.press(window, Qt.Key.Key_D, keys=CTRL)
        driver.press(window, Qt.Key.Key_Return)
        monkeypatch.setattr(Enquiries, "best", fail)
        window.reading.open_best(marker)
        driver.rest(window)
        assert any(marker in one.name for one in window.parts.recent.apps)
        driver.programs[0].close()
    written = [path for path in listed_folder.rglob("*") if path.is_file()]
    assert {path.suffix for path in written} >= {".sqlite", ".json", ".log"}
    for path in written:
        content = path.read_bytes()
        assert marker.encode() not in content, path
        assert marker.encode("utf-16-le") not in content, path
    assert b"KeyError" in (listed_folder / "appvett.log").read_bytes()


@contextmanager
def _log_in(path: Path) -> Iterator[None]:
    """The program's own log, in a file."""
    handler, log = logging.FileHandler(path, encoding="utf-8"), logging.getLogger("appvett")
    log.addHandler(handler)
    try:
        yield
    finally:
        log.removeHandler(handler)
        handler.close()


def test_what_is_no_longer_followed_leaves_no_trace(driver: Driver) -> None:
    window = driver.start()
    window.aside.toggle_follow("spor-etter-app")
    window.aside.toggle_follow("spor-etter-app")
    driver.rest(window)
    driver.programs[0].close()
    for path in driver.data.rglob("*"):
        assert not path.is_file() or b"spor-etter-app" not in path.read_bytes(), path


# ---- comparing ------------------------------------------------------------------------------------------------------


def _choose(driver: Driver, window: MainWindow, *names: str) -> None:
    for name in names:
        driver.put(window, name)
        driver.press(window, Qt.Key.Key_Return, keys=CTRL)


def test_chosen_apps_stand_in_a_strip_and_are_compared(driver: Driver) -> None:
    window = driver.start("--language", "nb")
    assert not window.strip.isVisible()
    _choose(driver, window, "TikTok")
    assert "1 app valgt for sammenligning: Velg én til" in words_on(window.strip)
    assert not window.strip.compare.isVisible()
    assert _row(window).is_chosen
    _choose(driver, window, "Instagram")
    said = words_on(window.strip)
    assert "2 apper valgt for sammenligning" in said
    assert "TikTok og Instagram" in said
    driver.click(window, window.strip.compare)
    assert window.pages.currentWidget() is window.compare
    said = words_on(window.compare)
    assert "Begge har høy sårbarhet (S4, S2)." in said
    assert "Svaret er ulikt fordi NSM nevner TikTok (V3)" in said
    assert "Kan kreve noe av eieren" in said
    assert "Det samme for alle" in said or "Likt for alle" in said
    assert window.compare.isAncestorOf(window.focusWidget())


def test_key_takes_out_again_and_four_are_most(driver: Driver) -> None:
    window = driver.start("--language", "nb")
    _choose(driver, window, "TikTok", "TikTok")
    assert _chosen(window) == []
    _choose(driver, window, "TikTok", "Instagram", "Snapchat", "Signal", "Vipps")
    assert _chosen(window) == ["TikTok", "Instagram", "Snapchat", "Signal"]
    assert "Høyst 4 apper kan sammenlignes." in words_on(window.banner)
    driver.click(window, window.strip.empty)
    assert not window.strip.isVisible()
    assert not _row(window).is_chosen


def test_comparison_follows_the_situation_and_leads_to_cards_and_back(driver: Driver) -> None:
    window = driver.start("--language", "nb")
    _choose(driver, window, "TikTok", "Instagram")
    driver.click(window, window.strip.compare)
    before = words_on(window.compare)
    window.parts.chosen.change(device=Device.SEPARATE)
    driver.rest(window)
    assert words_on(window.compare) != before
    driver.click(window, _button(window, "Instagram"))
    assert window.pages.currentWidget() is window.card
    QTest.keyClick(window, Qt.Key.Key_Escape)
    driver.rest(window)
    assert window.pages.currentWidget() is window.compare
    driver.click(window, window.bar.back)
    assert window.pages.currentWidget() is window.lookup


def test_comparison_is_copied_as_text(driver: Driver) -> None:
    window = driver.start("--language", "nb")
    _choose(driver, window, "TikTok", "Instagram")
    driver.click(window, window.strip.compare)
    driver.click(window, _button(window, "Kopier som tekst"))
    text = QGuiApplication.clipboard().text()
    assert text.startswith("TikTok, Instagram\n")
    assert "- Svaret er ulikt fordi NSM nevner TikTok (V3)" in text
    assert "  TikTok: Fraråder (V3)\n" in text
    assert "Jobbenhet med tilgang" in text


def test_listing_can_be_compared_too(driver: Driver, listed_folder: Path) -> None:
    window = driver.start("--language", "nb", data=listed_folder)
    _choose(driver, window, "TikTok", "Kveldsavisen")
    driver.click(window, window.strip.compare)
    assert "Kveldsavisen" in words_on(window.compare)
    assert "Ikke vurdert" in words_on(window.compare)


@pytest.mark.parametrize("language", ["nb", "nn", "en"])
def test_comparison_fits_a_narrow_window(driver: Driver, language: str) -> None:
    window = driver.start("--language", language)
    window.resize(640, 360)
    _choose(driver, window, "TikTok", "Instagram", "Telegram", "WeChat")
    driver.click(window, window.strip.compare)
    captions = [caption for caption in window.compare._captions if caption.isVisible()]
    assert captions, "below each other every value has its app's name"
    assert window.compare.column.width() <= window.compare.viewport().width()


def test_profile_keeps_nothing_of_what_is_compared(driver: Driver) -> None:
    window = driver.start()
    _choose(driver, window, "TikTok", "Instagram")
    driver.programs[0].close()
    with closing(sqlite3.connect(driver.data / "appvett.sqlite")) as connection:
        assert connection.execute("select count(*) from followed").fetchone() == (0,)
