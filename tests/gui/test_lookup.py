"""The look-up page: what is found, in which order, what comes a moment later, and what the keys do."""

import threading
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtTest import QTest

from core.facts import AppId
from core.situation import Device
from gui import enquiries
from gui.main_window import MainWindow
from gui.models.hits import HitRole, RowText
from gui.pages import lookup
from gui.shelf import Found
from gui.widgets import announce
from tests.gui.conftest import Driver, words_on

CTRL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def window(driver: Driver, listed_folder: Path) -> MainWindow:
    return driver.start("--language", "nb", data=listed_folder)


def _row(window: MainWindow, row: int) -> RowText:
    text = window.lookup.model.index(row).data(HitRole.TEXT)
    assert isinstance(text, RowText)
    return text


# ---- what is found --------------------------------------------------------------------------------------------------


def test_assessed_and_listed_apps_are_found_and_told_apart(driver: Driver, window: MainWindow) -> None:
    driver.type(window, "tikt")
    assert driver.names(window)[:2] == ["TikTok", "TikTok Fans"]
    assert _row(window, 0).badge == "NSM fraråder her"
    assert "Kina" in _row(window, 0).about
    assert "fakta fra" in _row(window, 0).about
    assert _row(window, 1).badge == "Ikke vurdert"
    assert _row(window, 1).about == "Ukjent utgiver · eierskap ikke kontrollert"


def test_count_tells_among_how_many(driver: Driver, window: MainWindow) -> None:
    info = window.shelf.info if window.shelf else None
    assert info is not None
    driver.type(window, "kveldsavis")
    told = window.lookup.filters.count.text()
    assert told == f"1 treff blant {info.dossiers} vurderte og {info.listings} andre kjente apper"
    assert window.lookup.hits.accessibleName() == told


def test_more_hits_than_a_list_shows_are_told_to_be_cut(driver: Driver, window: MainWindow) -> None:
    driver.type(window, "spill nummer")
    assert window.lookup.model.apps == 50
    assert window.lookup.filters.count.text().startswith("De 50 beste treffene blant")


def test_publisher_leads_to_the_app(driver: Driver, window: MainWindow) -> None:
    driver.type(window, "clockwork")
    assert driver.names(window) == ["Ticktock"]
    assert _row(window, 0).about == "Clockwork AS · eierskap ikke kontrollert"


def test_part_of_the_name_that_fits_is_marked(driver: Driver, window: MainWindow) -> None:
    driver.type(window, "fans")
    entry = window.lookup.model.entry(0)
    assert entry is not None
    assert [entry.app.name[start:end] for start, end in entry.marks] == ["Fans"]
    laid = window.lookup.hits._rows._measure(_row(window, 0), entry, 900)
    formats = [(part.start, part.length, part.format.fontUnderline()) for part in laid.name.formats()]
    assert formats == [(7, 4, True)]


# ---- guesses --------------------------------------------------------------------------------------------------------


def test_guesses_stand_under_their_own_heading(driver: Driver, window: MainWindow) -> None:
    driver.type(window, "kvelsavisen")
    assert driver.names(window) == ["Ligner (mulig skrivefeil)", "Kveldsavisen"]
    chosen = window.lookup.hits.chosen
    assert chosen is not None
    assert chosen.app.name == "Kveldsavisen"
    driver.press(window, Qt.Key.Key_Return)
    assert window.pages.currentWidget() is window.card


def test_known_app_behind_a_namesake_is_offered(driver: Driver, window: MainWindow) -> None:
    driver.type(window, "ticktock")
    assert driver.names(window)[0] == "Ticktock"
    button = window.lookup.did_you_mean
    assert button.isVisible()
    assert button.text() == "Mente du TikTok?"
    driver.click(window, button)
    assert window.bar.search.text() == "TikTok"
    assert driver.names(window)[0] == "TikTok"
    assert not button.isVisible()


def test_what_comes_later_neither_moves_the_list_nor_the_choice(driver: Driver, window: MainWindow) -> None:
    places: list[tuple[int, int]] = []
    window.look_ups.found.connect(lambda _: places.append(_place(window)))
    driver.type(window, "ticktock")
    driver.qtbot.waitUntil(window.lookup.did_you_mean.isVisible)
    places.append(_place(window))
    driver.qapp.processEvents()
    places.append(_place(window))
    assert window.lookup.model.rowCount() > 1
    assert len(set(places[-3:])) == 1


def _place(window: MainWindow) -> tuple[int, int]:
    window.lookup.column.rows.activate()
    return window.lookup.hits.mapTo(window, window.lookup.hits.rect().topLeft()).y(), window.lookup.hits.chosen_row


def test_older_answers_never_overwrite_newer_ones(
    driver: Driver, window: MainWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    may_go_on, asked = threading.Event(), []
    real = enquiries.Enquiries.look_up

    def slow(self: enquiries.Enquiries, query: str, *rest: object) -> Found:
        asked.append(query)
        if query == "tik":
            may_go_on.wait(10)
        return real(self, query, *rest)  # type: ignore[arg-type]

    monkeypatch.setattr(enquiries.Enquiries, "look_up", slow)
    shown: list[str] = []
    window.look_ups.found.connect(lambda found: shown.append(found.query))
    window.look_up("tik")
    driver.qtbot.waitUntil(lambda: asked == ["tik"])
    window.look_up("vi")
    window.look_up("vipps")
    may_go_on.set()
    driver.rest(window)
    assert shown == ["vipps"]
    assert asked == ["tik", "vipps"], "what was dropped before it began is not even asked"
    assert driver.names(window)[0] == "Vipps"


def test_enter_right_behind_the_last_letter_opens_what_was_typed(driver: Driver, window: MainWindow) -> None:
    driver.type(window, "vipps")
    window.focus_search()
    QTest.keyClicks(window.bar.search, "signal")
    QTest.keyClick(window.bar.search, Qt.Key.Key_Return)
    driver.rest(window)
    assert window.card.answered is not None
    assert window.card.answered.card.app.name == "Signal"


def test_window_takes_keys_while_a_look_up_is_slow(
    driver: Driver, window: MainWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    may_go_on = threading.Event()
    real = enquiries.Enquiries.look_up

    def slow(self: enquiries.Enquiries, *rest: object) -> Found:
        may_go_on.wait(10)
        return real(self, *rest)  # type: ignore[arg-type]

    monkeypatch.setattr(enquiries.Enquiries, "look_up", slow)
    window.focus_search()
    QTest.keyClicks(window.bar.search, "vipps")
    assert window.bar.search.text() == "vipps"
    assert not window.is_idle
    may_go_on.set()
    driver.rest(window)
    assert driver.names(window)[0] == "Vipps"


# ---- names that pretend ---------------------------------------------------------------------------------------------


def test_name_that_mixes_alphabets_is_warned_of(driver: Driver, window: MainWindow) -> None:
    driver.type(window, "tiktok")
    row = driver.names(window).index("⟨\u0422 U+0422⟩⟨\u0456 U+0456⟩kTok")
    warning = "Navnet blander latinske og kyrilliske bokstaver: kontroller at det er rett app"
    assert _row(window, row).warning == warning
    assert warning in str(window.lookup.model.index(row).data(Qt.ItemDataRole.AccessibleTextRole))
    assert _row(window, 0).warning == ""
    heights = {window.lookup.hits.sizeHintForRow(number) for number in (0, row)}
    assert len(heights) == 2, "the warning has a line of its own"


def test_what_was_typed_is_warned_of(driver: Driver, window: MainWindow) -> None:
    driver.put(window, "Tik\u0422ok")
    assert window.lookup.warning.isVisible()
    assert "blander latinske og kyrilliske bokstaver" in window.lookup.warning.label.text()
    driver.put(window, "Sig\u200bnal")
    assert "skjulte tegn" in window.lookup.warning.label.text()
    driver.put(window, "Signal")
    assert not window.lookup.warning.isVisible()


# ---- nothing found --------------------------------------------------------------------------------------------------


def test_panel_below_the_list_says_what_can_be_done_now(driver: Driver, window: MainWindow) -> None:
    driver.type(window, "tikt")
    said = words_on(window.lookup)
    assert "Finner du ikke appen?" in said
    assert "At en app ikke er vurdert, betyr ikke at den er trygg." in said
    driver.click(window, window.lookup._general)
    assert window.card.answered is not None
    assert not window.card.answered.is_known
    assert "Generelle råd" in words_on(window.card)


def test_link_to_an_app_that_nobody_knows_is_told_by_its_id(driver: Driver, window: MainWindow) -> None:
    driver.put(window, "https://play.google.com/store/apps/details?id=no.finnes.ikke&hl=no")
    assert "«no.finnes.ikke»: ikke vurdert" in words_on(window.lookup)


# ---- keys -----------------------------------------------------------------------------------------------------------


def test_arrows_pass_over_the_heading_and_stop_at_the_ends(driver: Driver, window: MainWindow) -> None:
    driver.type(window, "ticktock")
    last = window.lookup.model.rowCount() - 1
    rows = [window.lookup.hits.chosen_row]
    for key in (*[Qt.Key.Key_Down] * last, *[Qt.Key.Key_Up] * (last + 1)):
        driver.press(window, key)
        rows.append(window.lookup.hits.chosen_row)
    assert rows[:2] == [0, 2]
    assert max(rows) == last
    assert rows[-2:] == [0, 0]
    assert 1 not in rows
    assert driver.names(window)[1] == "Ligner (mulig skrivefeil)"
    assert window.focusWidget() is window.bar.search


@pytest.mark.parametrize("query", ["tikt", "ticktock"], ids=["found", "guessed"])
def test_choice_stays_when_the_same_is_asked_again(driver: Driver, window: MainWindow, query: str) -> None:
    driver.type(window, query)
    driver.press(window, Qt.Key.Key_Down)
    chosen = window.lookup.hits.chosen
    assert chosen is not None
    window.parts.chosen.change(device=Device.SEPARATE)
    driver.rest(window)
    assert window.lookup.hits.chosen is not None
    assert window.lookup.hits.chosen.app.id == chosen.app.id
    assert window.lookup.hits.chosen_row > 0
    row = window.lookup.model.row_of(AppId("tiktok"))
    assert _row(window, row).badge != "NSM fraråder her", "the badges follow the situation"


def test_tab_leads_from_the_field_over_the_filters_to_the_list_and_out(driver: Driver, window: MainWindow) -> None:
    driver.type(window, "tikt")
    seen = []
    for _ in range(12):
        focus = window.focusWidget()
        seen.append(focus)
        QTest.keyClick(focus, Qt.Key.Key_Tab)
    chips = list(window.lookup.filters.chips.values())
    order = [seen.index(widget) for widget in (*chips, window.lookup.hits, window.lookup._general)]
    assert order == sorted(order)


def test_list_with_the_focus_opens_and_leaves(driver: Driver, window: MainWindow) -> None:
    driver.type(window, "tikt")
    hits = window.lookup.hits
    hits.setFocus()
    driver.press(window, Qt.Key.Key_Down, on=hits)
    assert hits.chosen_row == 1
    driver.press(window, Qt.Key.Key_Return, on=hits)
    assert window.card.answered is not None
    assert window.card.answered.card.app.name == "TikTok Fans"
    driver.press(window, Qt.Key.Key_Escape)
    assert window.pages.currentWidget() is window.lookup
    assert window.bar.search.text() == "tikt"


def test_row_that_keys_lead_to_is_in_view_with_the_focus_in_field_or_list(driver: Driver, window: MainWindow) -> None:
    driver.type(window, "spill nummer")
    for place in (window.bar.search, window.lookup.hits):
        place.setFocus()
        for _ in range(4):
            driver.press(window, Qt.Key.Key_PageDown, on=place)
            row = window.lookup.hits.visualRect(window.lookup.hits.currentIndex())
            corner = window.lookup.hits.mapTo(window.lookup.viewport(), row.center())
            assert window.lookup.viewport().rect().contains(corner)
    assert window.lookup.hits.chosen_row == 48


def test_wheel_over_the_list_scrolls_the_page(driver: Driver, window: MainWindow) -> None:
    driver.type(window, "spill nummer")
    place = window.lookup.hits.mapTo(window, QPoint(200, 100))
    QTest.wheelEvent(window.windowHandle(), QPointF(place), QPoint(0, -240))
    assert window.lookup.verticalScrollBar().value() > 0


def test_arrow_in_the_empty_field_leads_to_the_apps_followed(driver: Driver, window: MainWindow) -> None:
    window.aside.toggle_follow("signal")
    driver.rest(window)
    driver.press(window, Qt.Key.Key_Down)
    assert window.focusWidget() is window.lookup.welcome.followed
    driver.press(window, Qt.Key.Key_Return, on=window.lookup.welcome.followed)
    assert window.pages.currentWidget() is window.card


def test_key_never_takes_an_app_of_the_list_before(driver: Driver, window: MainWindow) -> None:
    driver.type(window, "signal")
    window.look_up("vipps")
    QTest.keyClick(window.bar.search, Qt.Key.Key_Return, CTRL)
    QTest.keyClick(window.bar.search, Qt.Key.Key_D, CTRL)
    driver.rest(window)
    assert not window.parts.basket.apps
    assert not window.parts.following.apps


@pytest.mark.qt_log_ignore("This plugin does not support", extend=True)
def test_menu_of_a_row_does_what_the_keys_do(driver: Driver, window: MainWindow) -> None:
    driver.type(window, "tikt")
    hits = window.lookup.hits
    hits.customContextMenuRequested.emit(hits.visualRect(window.lookup.model.index(0)).center())
    menu = window.aside.menu
    assert menu is not None
    assert [action.text() for action in menu.actions()] == ["Åpne", "Sammenlign", "Følg"]
    menu.actions()[1].trigger()
    menu.actions()[2].trigger()
    driver.rest(window)
    assert (_row(window, 0).is_chosen, _row(window, 0).is_followed) == (True, True)
    menu.actions()[0].trigger()
    menu.close()
    driver.rest(window)
    assert window.card.answered is not None


# ---- screen readers -------------------------------------------------------------------------------------------------


@pytest.fixture
def said(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What is announced from now on."""
    found: list[str] = []
    monkeypatch.setattr(announce, "SETTLED_AFTER", 60)
    for module in (announce, lookup):
        monkeypatch.setattr(module, "announce", lambda _widget, text, **_: found.append(text))
    return found


def test_count_is_said_once_after_typing_has_settled(driver: Driver, listed_folder: Path, said: list[str]) -> None:
    window = driver.start("--language", "nb", data=listed_folder)
    said.clear()
    driver.type(window, "tikt")
    driver.qtbot.waitUntil(lambda: bool(said))
    assert said == [window.lookup.filters.count.text()]


def test_nothing_found_is_said(driver: Driver, listed_folder: Path, said: list[str]) -> None:
    window = driver.start("--language", "nb", data=listed_folder)
    said.clear()
    driver.type(window, "qqzzxx")
    driver.qtbot.waitUntil(lambda: bool(said))
    assert said == ["«qqzzxx»: ikke vurdert"]


def test_row_that_an_arrow_leads_to_is_said(driver: Driver, listed_folder: Path, said: list[str]) -> None:
    window = driver.start("--language", "nb", data=listed_folder)
    driver.type(window, "ticktock")
    said.clear()
    driver.press(window, Qt.Key.Key_Down)
    assert len(said) == 1
    assert said[0].endswith("Bare et lignende navn")


def test_row_says_all_that_it_shows(driver: Driver, window: MainWindow) -> None:
    driver.type(window, "tikt")
    driver.press(window, Qt.Key.Key_D, keys=CTRL)
    driver.press(window, Qt.Key.Key_Return, keys=CTRL)
    spoken = str(window.lookup.model.index(0).data(Qt.ItemDataRole.AccessibleTextRole))
    parts = ["TikTok", "NSM fraråder her", "ByteDance", "Kina", "Android", "Du følger den", "Valgt for sammenligning"]
    places = [spoken.index(part) for part in parts]
    assert places == sorted(places)
