"""The What's new page in the real window: what it tells, where it leads, and what was read."""

import sqlite3
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication, QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton

from core.errors import Silent
from core.settings.definitions import NEWS, NewsNotice
from core.sync.news import tell_news
from core.sync.news_model import Group
from core.texts.phrase import Language, phrase
from gui.main_window import MainWindow
from gui.pages.news import NewsPage
from gui.travel import PageName
from gui.widgets.fold import FoldHead
from tests.builders import NOW
from tests.gui.conftest import Driver, words_on
from tests.gui.news import ADVICE, ANSWER, INCIDENT, OWNER, REST, SOME, put_news
from tests.gui.releases import NEW_PUBLISHER, ROOT, publish_newer
from tests.once import made_once
from tests.publisher import changed


def _page(driver: Driver, window: MainWindow) -> NewsPage:
    QTest.keySequence(window.focusWidget(), QKeySequence("Ctrl+5"))
    driver.rest(window)
    page = window.side.news
    assert page is not None
    assert window.pages.currentWidget() is page
    return page


def _count(window: MainWindow) -> str:
    return window.rail.buttons[PageName.NEWS].accessibleName()


@pytest.fixture
def window(driver: Driver) -> MainWindow:
    return driver.start("--language", "en")


# ---- what it tells --------------------------------------------------------------------------------------------------


def test_before_any_sync_the_page_says_what_will_stand_here_and_leads_to_sync(
    driver: Driver, window: MainWindow
) -> None:
    page = _page(driver, window)
    assert "No newer catalogue has come to this machine yet." in words_on(page)
    assert page.sync is not None
    assert window.focusWidget() is page.sync
    driver.click(window, page.sync)
    assert window.travel.here.page is PageName.SYNC


def test_lines_stand_in_groups_with_their_counts(driver: Driver, window: MainWindow) -> None:
    put_news(window, *SOME)
    assert _count(window) == "What's new, 4 unread"
    said = words_on(_page(driver, window))
    assert "Catalogue 8 of 20 November 2026, in place of 7" in said
    for title in ("Apps you follow (1)", "Advice and rules (1)", "Owners (1)", "Incidents (1)", "Everything else"):
        assert title in said
    assert "Now: needs an assessment" in said
    assert "Before: acceptable with conditions" in said
    assert "Not verified" in said
    assert "2026" in said
    assert "Also changed: much." in said
    assert "Catalogue of 20 November 2026" in said


def test_a_release_that_changed_nothing_says_so(driver: Driver, window: MainWindow) -> None:
    put_news(window)
    assert "The newest catalogue changed nothing that is told here." in words_on(_page(driver, window))
    assert _count(window) == "What's new"


def test_what_could_not_be_worked_out_is_never_told_as_nothing(driver: Driver, window: MainWindow) -> None:
    put_news(window, is_whole=False)
    said = words_on(_page(driver, window))
    assert "could not be worked out" in said
    assert "changed nothing" not in said


def test_the_newest_release_stands_first_and_longer_groups_are_shown_bit_by_bit(
    driver: Driver, window: MainWindow
) -> None:
    put_news(window, *(replace(OWNER, about=f"Old {number}", apps=()) for number in range(9)))
    put_news(window, *(replace(OWNER, about=f"New {number}", apps=()) for number in range(9)), version=9)
    page = _page(driver, window)
    (group,) = page.groups
    assert [line.kept.item.about for line in group.lines] == ["New 0", "New 1", "New 2"]
    assert group.more.text() == "Show more (15)"
    driver.click(window, group.more)
    assert len(group.lines) == 13
    assert group.lines[9].kept.item.about == "Old 0"
    assert window.focusWidget() is group.lines[3].first_control
    driver.click(window, group.more)
    assert len(group.lines) == 18
    assert group.more.isHidden()


def test_another_language_says_everything_again(driver: Driver, window: MainWindow) -> None:
    put_news(window, *SOME)
    page = _page(driver, window)
    window.choose_language(Language.NB)
    driver.rest(window)
    assert "må vurderes" in words_on(page).casefold()
    assert "20. november 2026" in words_on(page)


# ---- where it leads -------------------------------------------------------------------------------------------------


def test_enter_opens_the_card_with_the_old_and_the_new_fact_and_marks_the_line_as_read(
    driver: Driver, window: MainWindow
) -> None:
    put_news(window, *SOME)
    page = _page(driver, window)
    line = page.lines[0]
    assert line.open is not None
    line.open.setFocus()
    driver.press(window, Qt.Key.Key_Return, on=line.open)
    assert window.pages.currentWidget() is window.card
    assert window.card.known_app is not None
    assert window.card.known_app.id == "tiktok"
    told = window.card.news.text()
    assert window.card.news.isVisible()
    assert told.startswith("New: Answer · Catalogue of 20 November 2026")
    assert "Now: needs an assessment" in told
    assert "Before: acceptable with conditions" in told
    assert _count(window) == "What's new, 3 unread"
    QTest.keySequence(window.focusWidget(), QKeySequence("Alt+Left"))
    driver.rest(window)
    assert window.pages.currentWidget() is page
    assert window.focusWidget() is page.lines[0].open, "where one was"
    assert page.lines[0].is_read


def test_what_is_new_leaves_the_card_when_it_is_closed_or_another_app_comes(driver: Driver, window: MainWindow) -> None:
    put_news(window, *SOME)
    for is_closed in (True, False):
        line = _page(driver, window).lines[0]
        assert line.open is not None
        driver.click(window, line.open)
        assert window.card.news.isVisible()
        if is_closed:
            driver.click(window, window.card.news.close_button)
        else:
            driver.open(window, "signal")
        assert not window.card.news.isVisible()
        assert window.card.news.text() == ""
    driver.open(window, "tiktok")
    assert not window.card.news.isVisible(), "only the line leads there with it"


def test_card_says_what_is_new_again_in_another_language(driver: Driver, window: MainWindow) -> None:
    put_news(window, ANSWER)
    line = _page(driver, window).lines[0]
    assert line.open is not None
    driver.click(window, line.open)
    window.choose_language(Language.NB)
    driver.rest(window)
    assert window.card.news.isVisible()
    assert "20. november 2026" in window.card.news.text()


def test_a_line_leads_to_each_of_its_apps(driver: Driver, window: MainWindow) -> None:
    put_news(window, OWNER)
    page = _page(driver, window)
    (line,) = page.lines
    assert line.fold is not None
    driver.click(window, line.fold.head)
    assert "https://example.com/owner" in words_on(line)
    telegram = next(
        one for one in line.findChildren(QPushButton) if one.accessibleName() == "Open the card of Telegram"
    )
    driver.click(window, telegram)
    assert window.card.known_app is not None
    assert window.card.known_app.id == "telegram"
    assert "C controls B." in window.card.news.text()


def test_guidance_that_names_no_app_opens_its_text_by_enter(driver: Driver, window: MainWindow) -> None:
    put_news(window, ADVICE)
    page = _page(driver, window)
    (line,) = page.lines
    assert line.open is None
    assert line.fold is not None
    head = line.findChild(FoldHead)
    assert head is not None
    head.setFocus()
    driver.press(window, Qt.Key.Key_Return, on=head)
    assert "What it says." in words_on(line)
    assert line.is_read


# ---- what was read --------------------------------------------------------------------------------------------------


def test_one_line_is_marked_as_read_by_its_button(driver: Driver, window: MainWindow) -> None:
    put_news(window, *SOME)
    page = _page(driver, window)
    incident = page.lines[3]
    driver.click(window, incident.read)
    assert incident.is_read
    assert _count(window) == "What's new, 3 unread"
    assert page.filter is not None
    assert page.filter.button_group.buttons()[1].text() == "Unread (3)"


def test_all_are_marked_as_read_and_that_is_undone(driver: Driver, window: MainWindow) -> None:
    put_news(window, *SOME)
    page = _page(driver, window)
    driver.click(window, page.lines[0].read)
    assert page.mark_all is not None
    driver.click(window, page.mark_all)
    assert _count(window) == "What's new"
    assert all(line.is_read for line in page.lines)
    assert not page.mark_all.isEnabled()
    undo = next(one for one in window.banner.findChildren(QPushButton) if one.text() == "Undo")
    driver.click(window, undo)
    assert _count(window) == "What's new, 3 unread"
    assert [line.is_read for line in page.lines] == [True, False, False, False]


def test_unread_lines_alone_are_shown_until_all_is_read(driver: Driver, window: MainWindow) -> None:
    put_news(window, *SOME)
    page = _page(driver, window)
    driver.click(window, page.lines[0].read)
    assert page.filter is not None
    driver.click(window, page.filter.button_group.buttons()[1])
    assert "Apps you follow" not in words_on(page)
    assert len(page.lines) == 3
    assert window.focusWidget() is page.filter.button_group.buttons()[1]
    assert page.mark_all is not None
    driver.click(window, page.mark_all)
    assert "Everything is read." in words_on(page)


def test_unread_lines_that_are_read_meanwhile_do_not_hide_others(driver: Driver, window: MainWindow) -> None:
    put_news(window, *(replace(OWNER, about=f"Company {number}", apps=()) for number in range(7)))
    page = _page(driver, window)
    assert page.filter is not None
    driver.click(window, page.filter.button_group.buttons()[1])
    (group,) = page.groups
    for line in tuple(group.lines):
        driver.click(window, line.read)
    driver.click(window, group.more)
    assert [line.kept.item.about for line in group.lines] == [f"Company {number}" for number in range(7)]


def test_what_was_read_is_remembered(driver: Driver, window: MainWindow) -> None:
    put_news(window, *SOME)
    page = _page(driver, window)
    driver.click(window, page.lines[0].read)
    driver.programs[-1].close()
    again = driver.start("--language", "en")
    assert _count(again) == "What's new, 3 unread"


def test_where_nothing_can_be_saved_news_are_read_and_cards_opened(driver: Driver, window: MainWindow) -> None:
    put_news(window, *SOME)
    window.parts.news._store.can_save = False
    page = _page(driver, window)
    assert page.mark_all is not None
    assert not page.mark_all.isEnabled()
    line = page.lines[0]
    assert not line.read.isEnabled()
    assert line.open is not None
    driver.click(window, line.open)
    assert window.card.news.isVisible()
    assert _count(window) == "What's new, 4 unread"


# ---- copying and following ------------------------------------------------------------------------------------------


def test_the_list_is_copied_as_text(driver: Driver, window: MainWindow) -> None:
    put_news(window, ANSWER, OWNER, REST)
    page = _page(driver, window)
    QTest.keySequence(page, QKeySequence("Ctrl+C"))
    assert QGuiApplication.clipboard().text() == (
        "What's new\n\n"
        "Apps you follow\n"
        "- Answer: TikTok (Catalogue of 20 November 2026)\n"
        "  Now: needs an assessment\n"
        "  Before: acceptable with conditions\n\n"
        "Owners\n"
        "- Owner: TikTok and Telegram (Catalogue of 20 November 2026)\n"
        "  Now: C controls B.\n"
        "  Before: A controls B.\n"
        "  Declared by vendor · Not verified · 2026\n"
        "  https://example.com/owner\n\n"
        "Everything else\n"
        "- Catalogue of 20 November 2026: Also changed: much.\n"
    )
    assert "The list is on the clipboard" in words_on(window.banner)


def test_who_follows_nothing_is_told_how(driver: Driver, window: MainWindow) -> None:
    put_news(window, OWNER)
    assert "Ctrl+D on an app follows it" in words_on(_page(driver, window))
    driver.open(window, "tiktok")
    assert window.card.follow is not None
    driver.click(window, window.card.follow)
    assert "Ctrl+D" not in words_on(_page(driver, window))


# ---- when they come -------------------------------------------------------------------------------------------------


@pytest.fixture
def newer(tmp_path: Path, real_catalogue: Path) -> Callable[[sqlite3.Connection], int]:
    """Tells, as a sync does, of a catalogue that says something else of TikTok."""

    def come(connection: sqlite3.Connection) -> int:
        statement = "update app set name = 'TikTok Sju' where id = 'tiktok'"
        file = changed(real_catalogue, tmp_path / "newer.sqlite", statement, created=NOW - timedelta(days=1))
        return tell_news(real_catalogue, file, connection, NOW, Silent())

    return come


@pytest.mark.parametrize("choice", NewsNotice)
def test_nothing_pops_up_unless_that_was_chosen(
    choice: NewsNotice, driver: Driver, window: MainWindow, newer: Callable[[sqlite3.Connection], int]
) -> None:
    window.aside.toggle_follow("tiktok")
    window.banner.dismiss()
    window.parts.settings.save(NEWS, choice)
    connection = driver.programs[-1].profile.connection
    assert connection is not None
    assert newer(connection) == 1
    window.parts.news.look()
    assert _count(window) == "What's new, 1 unread"
    assert window.banner.isVisible() is (choice is NewsNotice.NOTICE)
    if choice is NewsNotice.NOTICE:
        assert "changed 1 thing about apps you follow" in words_on(window.banner)
        see = next(one for one in window.banner.findChildren(QPushButton) if one.text() == "See what changed")
        driver.click(window, see)
        assert window.travel.here.page is PageName.NEWS
        assert window.side.news is not None
        assert "Now: It is called TikTok Sju" in words_on(window.side.news)


@pytest.fixture(scope="session")
def published(real_catalogue: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with `repository` and the root that it is checked by. Not to be changed."""
    return made_once(tmp_path_factory, "published", lambda folder: publish_newer(real_catalogue, folder))


def test_a_real_sync_brings_the_news_of_apps_that_are_followed(
    driver: Driver, window: MainWindow, published: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("core.sync.root.shipped_root", lambda: published / ROOT)
    window.aside.toggle_follow("tiktok")
    window.parts.syncing.import_folder(published / "repository")
    driver.rest(window)
    assert _count(window) == "What's new, 1 unread"
    (line,) = _page(driver, window).lines
    assert "The facts about TikTok were changed." in words_on(line)
    assert line.fold is not None
    driver.click(window, line.fold.head)
    assert NEW_PUBLISHER in words_on(line)


def test_news_that_stood_there_at_the_start_are_not_told_again(driver: Driver, window: MainWindow) -> None:
    window.parts.settings.save(NEWS, NewsNotice.NOTICE)
    put_news(window, ANSWER)
    driver.programs[-1].close()
    again = driver.start("--language", "en")
    assert not again.banner.isVisible()
    assert _count(again) == "What's new, 1 unread"


def test_lines_that_come_while_the_page_is_shown_stand_there_and_the_focus_stays(
    driver: Driver, window: MainWindow
) -> None:
    put_news(window, OWNER)
    page = _page(driver, window)
    page.lines[0].focus()
    number = page.lines[0].kept.number
    put_news(window, replace(OWNER, about="Another", apps=()), INCIDENT, version=9)
    driver.rest(window)
    assert [group.group for group in page.groups] == [Group.OWNERS, Group.INCIDENTS]
    focused = next(line for line in page.lines if line.kept.number == number)
    assert window.focusWidget() is focused.open


def test_hostile_names_are_shown_letter_by_letter(driver: Driver, window: MainWindow) -> None:
    bad = "<b>x</b>\u202egnp\n" + "y" * 1_000_000
    apps = (replace(OWNER.apps[0], name=bad),)
    put_news(window, replace(OWNER, apps=apps, about=bad, new=phrase("{who} rules.", who=bad)))
    said = words_on(_page(driver, window))
    assert "<b>x</b>" in said
    assert "\u202e" not in said
    assert "y" * 10_000 not in said
