"""The Sync page in the real window: what it says, what it does, and that nobody is led away from what they read."""

import shutil
import sqlite3
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QGuiApplication, QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from core.catalogue.current import current
from core.errors import Silent
from core.settings.definitions import BACKGROUND_CHECK, CATALOGUE_ADDRESS, BackgroundCheck
from core.settings.layers import Managed
from core.sync import take
from core.sync.history import HistoryStore
from core.sync.left import LeftStore
from core.sync.model import Check, Result, Way
from core.sync.root import station
from core.sync.sources import from_folder
from core.sync.take import sync
from core.texts.phrase import Language
from core.transport.traffic import Traffic
from gui import dialogs
from gui.main_window import MainWindow
from gui.pages.sync import SyncPage
from gui.travel import PageName
from gui.widgets.buttons import Button
from tests.builders import NOW
from tests.conftest import AllowLogs
from tests.gui.conftest import Driver, words_on
from tests.gui.releases import FAILED, MADE, NEW_PUBLISHER, REFUSED, ROOT, UNCHANGED, UPDATED, Gate, publish_newer
from tests.once import made_once
from tests.publisher import Publisher

ADDRESS = "https://katalog.example.no/appvett/"


@pytest.fixture(scope="session")
def published(real_catalogue: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with `repository` and the root that it is checked by. Not to be changed: copy it first."""
    return made_once(tmp_path_factory, "published", lambda folder: publish_newer(real_catalogue, folder))


@pytest.fixture
def repository(published: Path) -> Path:
    """A release that is newer than what is in use. Not to be changed."""
    return published / "repository"


@pytest.fixture
def _followed(published: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """This copy of Appvett follows the publisher of `repository`."""
    monkeypatch.setattr("core.sync.root.shipped_root", lambda: published / ROOT)


@pytest.fixture
def gate(repository: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Gate]:
    """Every folder is this one, and keeps back its second file."""
    made = Gate(repository)
    monkeypatch.setattr("core.sync.sources.from_folder", made.open)
    yield made
    made.may_go_on.set()


def _page(driver: Driver, window: MainWindow) -> SyncPage:
    _press(driver, window, "Ctrl+9")
    page = window.side.sync
    assert page is not None
    assert window.pages.currentWidget() is page
    return page


def _press(driver: Driver, window: MainWindow, keys: str) -> None:
    QTest.keySequence(window.focusWidget(), QKeySequence(keys))
    driver.rest(window)


def _answer(monkeypatch: pytest.MonkeyPatch, folder: Path | None) -> list[str]:
    """Choose this folder wherever one is asked for; what the dialogs were told to begin with."""
    began = list[str]()

    def choose(_parent: QWidget | None, _title: str, start: str = "") -> Path | None:
        began.append(start)
        return folder

    monkeypatch.setattr(dialogs, "choose_folder", choose)
    return began


def _connection(driver: Driver) -> sqlite3.Connection:
    found = driver.programs[-1].profile.connection
    assert found is not None
    return found


# ---- what it says ---------------------------------------------------------------------------------------------------


def test_without_a_publisher_the_page_says_so_and_both_actions_are_off(driver: Driver) -> None:
    window = driver.start("--language", "en")
    window.parts.settings.save(CATALOGUE_ADDRESS, ADDRESS)
    page = _page(driver, window)
    said = words_on(page)
    assert "follows no publisher yet" in said
    assert "Ask your IT support" in said
    assert page.sources is not None
    for action in (page.sources.check, page.sources.choose):
        assert action.isVisible()
        assert not action.isEnabled()
        assert "follows no publisher yet" in action.accessibleDescription()
    assert window.focusWidget() is page.catalogue.copy if page.catalogue else False


def test_page_says_what_the_catalogue_is_and_what_nobody_knows(driver: Driver) -> None:
    window = driver.start("--language", "en")
    page, shelf = _page(driver, window), window.shelf
    assert shelf is not None
    said = words_on(page)
    letters = shelf.info.digest.removeprefix("sha256:")
    assert f"{letters[:4]} {letters[4:8]} {letters[8:12]} {letters[12:16]}" in said
    assert "Built on this machine, not signed" in said
    assert "Not known: this machine has checked no publisher's signature yet" in said
    assert "Ready: every app is found by name" in said
    assert "No newer catalogue has come to this machine yet." in said
    assert "Nothing has been fetched or imported on this machine yet." in said
    assert "Nothing has left this machine through Appvett." in said
    assert "up to date" not in said.casefold()
    assert page.catalogue is not None
    driver.click(window, page.catalogue.copy)
    assert QGuiApplication.clipboard().text() == shelf.info.digest


@pytest.mark.usefixtures("_followed")
def test_without_an_address_the_page_leads_to_a_folder(driver: Driver) -> None:
    window = driver.start("--language", "en")
    page = _page(driver, window)
    assert page.sources is not None
    assert "No address is set" in words_on(page)
    assert not page.sources.check.isVisible()
    assert page.sources.choose.property("role") == "primary"
    assert window.focusWidget() is page.sources.choose


@pytest.mark.usefixtures("_followed")
def test_address_tells_its_host_and_who_set_it(driver: Driver, monkeypatch: pytest.MonkeyPatch) -> None:
    managed = Managed({"catalogue-address": ADDRESS}, frozenset({"catalogue-address"}))
    monkeypatch.setattr("gui.app.read_managed", lambda: managed)
    window = driver.start("--language", "en")
    page = _page(driver, window)
    said = words_on(page)
    assert "katalog.example.no" in said
    assert "Set by your organisation." in said
    assert "at most once a day" in said
    assert page.sources is not None
    assert page.sources.check.property("role") == "primary"
    assert "Nothing you look up leaves this machine" in window.status.accessibleName()
    assert "Off the network" not in window.status.accessibleName()


def test_address_is_written_on_the_settings_page(driver: Driver) -> None:
    window = driver.start("--language", "en")
    window.show_page(PageName.SETTINGS)
    driver.rest(window)
    settings = window.side.settings
    assert settings is not None
    box = settings.rows["catalogue-address"].field.box
    box.setFocus()
    QTest.keyClicks(box, "http://katalog.example.no")
    QTest.keyClick(box, Qt.Key.Key_Return)
    assert "nothing was saved" in words_on(settings)
    assert window.parts.settings.get(CATALOGUE_ADDRESS) is None
    settings.rows["catalogue-address"].field.box.clear()
    QTest.keyClicks(settings.rows["catalogue-address"].field.box, ADDRESS)
    save = settings.rows["catalogue-address"].save
    assert save is not None
    driver.click(window, save)
    assert window.parts.settings.get(CATALOGUE_ADDRESS) == ADDRESS
    assert "Off the network" not in window.status.accessibleName()
    assert "katalog.example.no" in words_on(_page(driver, window))


# ---- importing ------------------------------------------------------------------------------------------------------


@pytest.mark.usefixtures("_followed")
def test_import_by_keyboard_puts_a_newer_catalogue_to_use(
    driver: Driver, repository: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    began = _answer(monkeypatch, repository)
    window = driver.start("--language", "en")
    window.parts.settings.save(CATALOGUE_ADDRESS, ADDRESS)
    page = _page(driver, window)
    QTest.keyClick(window.focusWidget(), Qt.Key.Key_Tab)
    assert page.sources is not None
    assert window.focusWidget() is page.sources.choose
    driver.press(window, Qt.Key.Key_Space, on=page.sources.choose)
    assert window.shelf is not None
    assert (window.shelf.info.version, window.shelf.info.created) == (2, MADE)
    said = words_on(page)
    assert "Release 2 is in use now; before, it was 1." in said
    assert "Signed by the publisher, checked on this machine" in said
    assert "Newest release known on 23 November 2026" in said
    assert "1 app differs from version 1." in said
    assert [entry.fold for entry in page.history.entries] == [None] if page.history else False
    assert [state for _, state in page.checks.told()] == ["passed"] * len(Check) if page.checks else False
    assert "Signature checked" in window.status.accessibleName()
    assert window.focusWidget() is page.sources.choose
    driver.click(window, page.sources.choose)
    assert began == ["", str(repository)]
    assert "Release 2 is the newest one there" in words_on(page)


@pytest.mark.usefixtures("_followed")
def test_open_card_stays_open_and_tells_the_new_facts(driver: Driver, repository: Path) -> None:
    window = driver.start("--language", "en")
    driver.open(window, "TikTok")
    window.card.verticalScrollBar().setValue(300)
    head = window.card.head
    window.parts.syncing.import_folder(repository)
    driver.rest(window)
    assert window.pages.currentWidget() is window.card
    assert window.card.answered is not None
    assert window.card.answered.card.app.publisher == NEW_PUBLISHER
    assert NEW_PUBLISHER in words_on(window.card)
    assert window.card.head is not head
    assert window.card.verticalScrollBar().value() == 300
    assert window.bar.search.text() == "TikTok"
    assert "A newer catalogue is in use" in window.status.accessibleName()
    _page(driver, window)
    assert "A newer catalogue is in use" not in window.status.accessibleName()
    driver.click(window, window.bar.back)
    assert window.pages.currentWidget() is window.card


@pytest.mark.usefixtures("_followed")
def test_card_that_says_the_same_is_not_touched(driver: Driver, repository: Path) -> None:
    window = driver.start("--language", "en")
    driver.open(window, "Signal")
    follow = window.card.follow
    assert follow is not None
    follow.setFocus()
    window.parts.syncing.import_folder(repository)
    driver.rest(window)
    assert window.shelf is not None
    assert window.shelf.info.version == 2
    assert window.card.follow is follow
    assert window.focusWidget() is follow


@pytest.mark.usefixtures("_followed")
def test_list_filters_and_choice_stay(driver: Driver, repository: Path) -> None:
    window = driver.start("--language", "en")
    driver.type(window, "tele")
    driver.press(window, Qt.Key.Key_Down)
    before, chosen = driver.names(window), window.lookup.hits.chosen
    window.parts.syncing.import_folder(repository)
    driver.rest(window)
    assert window.shelf is not None
    assert window.shelf.info.version == 2
    assert driver.names(window) == before
    now = window.lookup.hits.chosen
    assert chosen is not None
    assert now is not None
    assert now.app.id == chosen.app.id
    assert window.focusWidget() is window.bar.search


@pytest.mark.usefixtures("_followed")
def test_first_catalogue_is_imported_without_leaving_the_page(driver: Driver, repository: Path, tmp_path: Path) -> None:
    window = driver.start("--language", "en", data=tmp_path / "empty")
    page = _page(driver, window)
    assert "No catalogue is open" in words_on(page)
    window.parts.syncing.import_folder(repository)
    driver.rest(window)
    assert window.pages.currentWidget() is page
    assert "It is the first catalogue on this machine" in words_on(page)
    driver.open(window, "TikTok")
    assert window.card.answered is not None


@pytest.mark.usefixtures("_followed")
def test_folder_is_dropped_on_the_page(driver: Driver, repository: Path) -> None:
    window = driver.start("--language", "en")
    page = _page(driver, window)
    assert _drop(page, repository)
    driver.rest(window)
    assert "Release 2 is in use now" in words_on(page)
    assert not _drop(page, repository, repository), "one folder at a time"


def test_nothing_is_dropped_where_nothing_could_be_checked(driver: Driver, repository: Path) -> None:
    window = driver.start("--language", "en")
    assert not _drop(_page(driver, window), repository)
    assert window.parts.syncing.is_idle


def _drop(page: SyncPage, *folders: Path) -> bool:
    """Drag something over the page and let it fall; whether it was taken."""
    dragged = QMimeData()
    dragged.setUrls([QUrl.fromLocalFile(str(folder)) for folder in folders])
    how = (Qt.DropAction.CopyAction, dragged, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier)
    over = QDragEnterEvent(page.viewport().rect().center(), *how)
    QApplication.sendEvent(page.viewport(), over)
    if over.isAccepted():
        QApplication.sendEvent(page.viewport(), QDropEvent(QPointF(page.viewport().rect().center()), *how))
    return over.isAccepted()


# ---- what is refused ------------------------------------------------------------------------------------------------


@pytest.mark.usefixtures("_followed")
def test_altered_release_is_refused_and_the_old_catalogue_stays(
    driver: Driver, repository: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    broken = Publisher(Path(shutil.copytree(repository, tmp_path / "broken")), number=1)
    broken.flip(broken.path_of("catalogue-2.sqlite.zst"))
    _answer(monkeypatch, broken.folder)
    window = driver.start("--language", "en")
    page, before = _page(driver, window), window.shelf
    assert page.sources is not None
    driver.click(window, page.sources.choose)
    assert window.shelf is before
    assert page.box is not None
    said = words_on(page.box)
    assert "catalogue-2.sqlite.zst is not the file that the publisher signed" in said
    assert "The catalogue in use is unchanged" in said
    assert "Copy or fetch the release again" in said
    assert page.checks is not None
    assert [state for _, state in page.checks.told()] == [*["passed"] * 4, "stopped here", *["not reached"] * 2]
    assert not window.banner.isVisible()
    assert "A catalogue was refused" in window.status.accessibleName()
    assert page.history is not None
    fold = page.history.entries[0].fold
    assert fold is not None
    fold.head.click()
    assert "release-altered" in words_on(page.history)
    driver.open(window, "TikTok")
    assert window.card.answered is not None


@pytest.mark.usefixtures("_followed")
def test_refusal_is_still_told_after_a_restart_until_something_ends_well(driver: Driver) -> None:
    window = driver.start("--language", "en")
    HistoryStore(_connection(driver)).add(REFUSED)
    again = driver.start("--language", "nb")
    page = _page(driver, again)
    box = page.box
    assert box is not None
    assert "targets.json" in words_on(box)
    HistoryStore(_connection(driver)).add(UNCHANGED)
    page.refresh()
    assert page.box is None
    assert window is not again


@pytest.mark.usefixtures("_followed")
def test_what_was_asked_for_and_failed_is_told_on_another_page_as_well(driver: Driver, tmp_path: Path) -> None:
    window = driver.start("--language", "en")
    _page(driver, window)
    window.parts.syncing.import_folder(tmp_path / "no-such-stick")
    window.show_page(PageName.HELP)
    driver.rest(window)
    assert window.banner.isVisible()
    assert "no-such-stick" in words_on(window.banner)


# ---- while it goes on -----------------------------------------------------------------------------------------------


@dataclass
class _Waiting:
    """A window whose sync waits half way."""

    window: MainWindow
    page: SyncPage


@pytest.fixture
def waiting(driver: Driver, gate: Gate, _followed: None, monkeypatch: pytest.MonkeyPatch) -> _Waiting:
    _answer(monkeypatch, gate.folder)
    window = driver.start("--language", "en")
    page = _page(driver, window)
    assert page.sources is not None
    QTest.keyClick(page.sources.choose, Qt.Key.Key_Space)
    _wait(driver, lambda: page.progress is not None and page.progress.bar.value() == 200)
    return _Waiting(window, page)


def _wait(driver: Driver, is_so: Callable[[], bool]) -> None:
    driver.qtbot.waitUntil(is_so, timeout=20_000)


def test_cancel_keeps_the_catalogue_in_use(driver: Driver, waiting: _Waiting) -> None:
    window, page = waiting.window, waiting.page
    assert page.progress is not None
    assert page.sources is not None
    assert page.progress.isVisible()
    assert not page.sources.choose.isEnabled()
    assert window.focusWidget() is page.progress.cancel
    assert "Checking for a newer catalogue" in window.status.accessibleName()
    assert page.checks is not None
    assert page.checks.told()[1] == ("Checking the publisher's signatures", "going on")
    QTest.keySequence(window.focusWidget(), QKeySequence("Ctrl+K"))
    QTest.keyClicks(window.bar.search, "TikTok")
    _wait(driver, lambda: "TikTok" in " ".join(driver.names(window)))
    QTest.keySequence(window.focusWidget(), QKeySequence("Ctrl+9"))
    _wait(driver, page.progress.cancel.hasFocus)
    QTest.keyClick(page.progress.cancel, Qt.Key.Key_Space)
    driver.rest(window)
    assert window.parts.syncing.outcome is not None
    assert window.parts.syncing.outcome.result is Result.CANCELLED
    assert window.shelf is not None
    assert window.shelf.info.version == 1
    assert not page.progress.isVisible()
    assert "Stopped by you" in words_on(page)
    assert window.focusWidget() is page.sources.choose
    assert "Checking for" not in window.status.accessibleName()


def test_language_changes_while_a_sync_goes_on(driver: Driver, waiting: _Waiting, gate: Gate) -> None:
    window, page = waiting.window, waiting.page
    window.choose_language(Language.NB)
    QApplication.processEvents()
    assert page.progress is not None
    assert page.progress.isVisible()
    assert page.progress.cancel.text() == "Avbryt"
    assert window.focusWidget() is page.progress.cancel
    gate.may_go_on.set()
    driver.rest(window)
    assert window.shelf is not None
    assert window.shelf.info.version == 2
    assert "katalog" in words_on(page).casefold()


def test_window_closes_while_a_sync_goes_on(waiting: _Waiting, catalogue_folder: Path) -> None:
    waiting.window.close()
    assert waiting.window.parts.syncing.is_idle
    assert not (catalogue_folder / ".incoming").exists()
    assert len(list(catalogue_folder.glob("catalogue-*.sqlite"))) == 1


def test_second_sync_waits_for_nobody_and_is_not_begun(waiting: _Waiting, gate: Gate) -> None:
    waiting.window.parts.syncing.import_folder(gate.folder)
    waiting.window.parts.syncing.check_now()
    assert gate.opened == 1


# ---- history, and what has left the machine -------------------------------------------------------------------------


def test_history_shows_twenty_and_more_when_asked(driver: Driver) -> None:
    window = driver.start("--language", "en")
    history = HistoryStore(_connection(driver))
    for number in range(43):
        history.add(replace(FAILED if number % 2 else UPDATED, at=NOW - timedelta(days=50 - number)))
    page = _page(driver, window)
    assert page.history is not None
    assert len(page.history.entries) == 20
    assert "The newest 20 of 43 attempts" in words_on(page.history)
    more = page.history.more
    assert more is not None
    more.setFocus()
    driver.press(window, Qt.Key.Key_Space, on=more)
    assert len(page.history.entries) == 40
    more = page.history.more
    assert more is not None
    assert window.focusWidget() is more
    driver.press(window, Qt.Key.Key_Space, on=more)
    assert len(page.history.entries) == 43
    assert page.history.more is None
    assert window.focusWidget() in page.history.findChildren(QWidget)
    names = [entry.accessibleName() for entry in page.history.entries]
    assert len(set(names)) == 43


def test_every_request_that_left_is_listed_and_copied(driver: Driver) -> None:
    window = driver.start("--language", "en")
    left = LeftStore(_connection(driver), can_save=True)
    for name in ("metadata/timestamp.json", "metadata/2.snapshot.json"):
        left.add(NOW, Traffic("katalog.example.no", f"/appvett/{name}", 180, 2_400))
    page = _page(driver, window)
    assert page.left is not None
    assert "2 requests: 360\xa0B sent, 4.8\xa0kB received" in words_on(page.left)
    assert "What you look up, open or compare never stands here" in words_on(page.left)
    assert page.left.fold is not None
    page.left.fold.head.click()
    said = words_on(page.left)
    assert "katalog.example.no/appvett/metadata/timestamp.json" in said
    assert "sent 180\xa0B · received 2.4\xa0kB" in said
    page.left.copy_wished.emit(page.left.as_text())
    copied = QGuiApplication.clipboard().text()
    assert copied.count("katalog.example.no/appvett/metadata/") == 2
    assert "Not counted" in copied


def test_last_change_is_told_in_words_and_leads_to_the_list(driver: Driver) -> None:
    window = driver.start("--language", "en")
    HistoryStore(_connection(driver)).add(UPDATED)
    page = _page(driver, window)
    assert "38 apps, 3 owners and 1 piece of guidance differ from version 7." in words_on(page)
    assert page.news is not None
    driver.click(window, page.news)
    assert window.pages.currentWidget() is window.side.news
    driver.click(window, window.bar.back)
    assert window.pages.currentWidget() is page


# ---- by others, and by itself ---------------------------------------------------------------------------------------


@pytest.mark.usefixtures("_followed")
def test_catalogue_that_another_process_put_to_use_is_opened(
    driver: Driver, repository: Path, catalogue_folder: Path
) -> None:
    window = driver.start("--language", "en")
    driver.open(window, "TikTok")

    class Quiet(Silent):
        def checking(self, check: Check) -> None:
            """Nobody listens."""

    outcome = sync(station(catalogue_folder), from_folder(repository), NOW, Quiet())
    assert outcome.result is Result.UPDATED
    _come_back(driver, window)
    assert window.shelf is not None
    assert window.shelf.info.version == 2
    assert window.pages.currentWidget() is window.card
    assert NEW_PUBLISHER in words_on(window.card)


def test_catalogue_that_cannot_be_opened_is_told_once_and_the_old_one_stays(
    driver: Driver, catalogue_folder: Path, allow_logs: AllowLogs
) -> None:
    allow_logs("catalogue-foreign")
    window = driver.start("--language", "en")
    name = "catalogue-2-0123456789abcdef.sqlite"
    (catalogue_folder / name).write_bytes(b"no catalogue")
    (catalogue_folder / "current.json").write_text(f'{{"format": 1, "file": "{name}"}}', encoding="utf-8")
    _come_back(driver, window)
    assert window.banner.isVisible()
    window.banner.dismiss()
    _come_back(driver, window)
    assert not window.banner.isVisible()
    driver.open(window, "TikTok")
    assert window.card.answered is not None


def _come_back(driver: Driver, window: MainWindow) -> None:
    """Go to another window, and back."""
    other = QWidget()
    driver.qtbot.addWidget(other)
    other.show()
    other.activateWindow()
    driver.qapp.processEvents()
    window.activateWindow()
    _wait(driver, window.isActiveWindow)
    driver.rest(window)


@pytest.fixture
def web(repository: Path, monkeypatch: pytest.MonkeyPatch) -> Gate:
    """Whatever address is asked, this folder answers."""
    made = Gate(repository, Way.WEB)
    made.may_go_on.set()
    monkeypatch.setattr("core.sync.sources.from_web", made.open)
    return made


@pytest.mark.usefixtures("_followed")
def test_background_check_is_made_once_a_day_and_told_quietly(driver: Driver, web: Gate) -> None:
    window = driver.start("--language", "en")
    window.parts.settings.save(CATALOGUE_ADDRESS, ADDRESS)
    driver.open(window, "Signal")
    window.fresh.background.look()
    driver.rest(window)
    assert web.opened == 1
    assert window.shelf is not None
    assert window.shelf.info.version == 2
    assert window.pages.currentWidget() is window.card
    assert not window.banner.isVisible()
    window.fresh.background.look()
    driver.rest(window)
    assert web.opened == 1, "a second one within a day"
    asker = window.parts.asker
    asker.clock = replace(asker.clock, given=NOW + timedelta(hours=25))
    window.fresh.background.look()
    driver.rest(window)
    assert web.opened == 2
    assert window.fresh.background.timer.isActive()


@pytest.mark.parametrize("why", ["policy", "no address", "no publisher"])
def test_background_check_makes_no_connection_unless_all_allows_it(
    driver: Driver, web: Gate, published: Path, monkeypatch: pytest.MonkeyPatch, why: str
) -> None:
    if why != "no publisher":
        monkeypatch.setattr("core.sync.root.shipped_root", lambda: published / ROOT)
    if why == "policy":
        managed = Managed({"background-check": "off"}, frozenset({"background-check"}))
        monkeypatch.setattr("gui.app.read_managed", lambda: managed)
    window = driver.start("--language", "en")
    if why != "no address":
        window.parts.settings.save(CATALOGUE_ADDRESS, ADDRESS)
    window.fresh.background.look()
    driver.rest(window)
    assert web.opened == 0
    assert window.parts.syncing.under_way is None
    if why == "policy":
        assert window.parts.settings.get(BACKGROUND_CHECK) is BackgroundCheck.OFF
        assert "only when you ask for it" in words_on(_page(driver, window))


@pytest.mark.usefixtures("_followed")
def test_failed_background_check_shows_nothing_but_a_line(
    driver: Driver, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "empty-server").mkdir()
    nothing = Gate(tmp_path / "empty-server", Way.WEB)
    monkeypatch.setattr("core.sync.sources.from_web", nothing.open)
    window = driver.start("--language", "en")
    window.parts.settings.save(CATALOGUE_ADDRESS, ADDRESS)
    driver.open(window, "Signal")
    window.fresh.background.look()
    driver.rest(window)
    assert not window.banner.isVisible()
    assert window.pages.currentWidget() is window.card
    assert "The last check did not succeed" in window.status.accessibleName()
    window.status.setFocus()
    QTest.keyClick(window.status, Qt.Key.Key_Return)
    driver.rest(window)
    page = window.side.sync
    assert page is not None
    assert window.pages.currentWidget() is page
    assert page.box is not None


def test_click_on_the_status_line_leads_to_the_page(driver: Driver) -> None:
    window = driver.start("--language", "en")
    driver.click(window, window.status)
    assert window.travel.here.page is PageName.SYNC


# ---- after a sync that was killed, and where there is no catalogue ---------------------------------------------------


def test_left_overs_of_a_killed_sync_are_gone_after_a_start(
    driver: Driver, catalogue_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    left = catalogue_folder / ".incoming"
    left.mkdir()
    (left / "half").write_bytes(b"half a catalogue")
    threads, really = list[threading.Thread](), take.clean_up

    def clean_up(folder: Path) -> None:
        threads.append(threading.current_thread())
        really(folder)

    monkeypatch.setattr(take, "clean_up", clean_up)
    window = driver.start("--language", "en")
    assert left.exists(), "that a window is made changes nothing"
    window.fresh.begin()
    for _ in range(2):
        window.open_catalogue()
        driver.rest(window)
    assert not left.exists()
    assert len(threads) == 1
    assert threads[0] is not threading.main_thread()
    assert window.shelf is not None


@pytest.mark.usefixtures("_followed")
@pytest.mark.parametrize("how", ["missing", "damaged"])
def test_without_a_catalogue_the_first_way_out_is_sync(driver: Driver, repository: Path, how: str) -> None:
    if how == "missing":
        shutil.rmtree(driver.data)
    else:
        current(driver.data).chmod(0o600)
        current(driver.data).write_bytes(b"no catalogue")
        pointer = driver.data / "current.json"
        pointer.write_text(pointer.read_text("utf-8").replace('"built"', '"release"'), encoding="utf-8")
    window = driver.start("--language", "en")
    assert window.pages.currentWidget() is window.trouble
    assert "Go to Sync" in words_on(window.trouble)
    first, *others = window.trouble.findChildren(Button)
    assert first.property("role") == "primary"
    assert any("Build" in other.text() for other in others) is (how == "missing"), "it is refused after a release"
    driver.click(window, first)
    assert window.side.sync is not None
    assert window.pages.currentWidget() is window.side.sync
    window.parts.syncing.import_folder(repository)
    driver.rest(window)
    assert window.shelf is not None
    assert window.shelf.info.version == 2


# ---- clocks ---------------------------------------------------------------------------------------------------------


@pytest.mark.usefixtures("_followed")
def test_clock_behind_the_newest_signature_is_told(driver: Driver, repository: Path, catalogue_folder: Path) -> None:
    window = driver.start("--language", "en")
    window.parts.syncing.import_folder(repository)
    driver.rest(window)
    # A day after the catalogue was made, and two days before it was signed.
    moment = (MADE + timedelta(days=1)).strftime("%Y-%m-%dT%H:%M:%SZ")
    again = driver.start("--language", "en", "--now", moment, data=catalogue_folder)
    assert again.parts.asker.clock.now() == NOW
    assert "The clock of this machine is wrong" in again.status.accessibleName()


@pytest.mark.usefixtures("_followed")
@pytest.mark.parametrize(
    ("days", "said"),
    [
        (30, "Newest release known on 23 November 2026"),
        (60, "Freshness not confirmed since 23 November 2026"),
        (500, "If this date looks wrong, check the machine's clock."),
    ],
)
def test_freshness_is_never_more_than_was_vouched_for(driver: Driver, repository: Path, days: int, said: str) -> None:
    window = driver.start("--language", "en")
    window.parts.syncing.import_folder(repository)
    driver.rest(window)
    moment = (NOW + timedelta(days=days)).strftime("%Y-%m-%dT%H:%M:%SZ")
    later = driver.start("--language", "en", "--now", moment)
    told = words_on(_page(driver, later))
    assert said in told
    assert "up to date" not in told.casefold()
    assert ("Freshness not confirmed" in later.status.accessibleName()) is (days > 35)
