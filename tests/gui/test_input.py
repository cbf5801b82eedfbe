"""What people paste and what strangers put into names: never an error, never more than text."""

from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QMimeData, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest

from gui.main_window import MainWindow
from gui.widgets.search_field import LONGEST
from tests.gui.conftest import Driver, words_on

CTRL = Qt.KeyboardModifier.ControlModifier
LINK = "https://play.google.com/store/apps/details?id=com.zhiliaoapp.musically&hl=no"


@pytest.fixture
def window(driver: Driver, listed_folder: Path) -> MainWindow:
    return driver.start("--language", "nb", data=listed_folder)


def _paste(driver: Driver, window: MainWindow, text: str) -> None:
    """Ctrl+V where the focus is."""
    QGuiApplication.clipboard().setText(text)
    QTest.keyClick(window.windowHandle(), Qt.Key.Key_V, CTRL)
    driver.rest(window)


# ---- pasting --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("place", ["field", "list", "card", "nothing"])
def test_link_pasted_anywhere_is_looked_up(driver: Driver, window: MainWindow, place: str) -> None:
    if place == "list":
        driver.type(window, "signal")
        window.lookup.hits.setFocus()
    elif place == "card":
        driver.open(window, "Signal")
        window.card.setFocus()
        window.bar.language.setFocus()
    elif place == "nothing":
        window.bar.search.clearFocus()
    else:
        window.focus_search()
    _paste(driver, window, LINK)
    assert window.pages.currentWidget() is window.lookup
    assert window.bar.search.text() == LINK
    assert driver.names(window) == ["TikTok"]


def test_link_inside_a_message_is_found(driver: Driver, window: MainWindow) -> None:
    window.lookup.filters.chips["country"].setFocus()  # type: ignore[index] # a facet is its word
    _paste(driver, window, f"Hei!\nKan du se på denne?\n\n{LINK}\n\nHilsen Kari")
    assert driver.names(window) == ["TikTok"]


def test_link_of_another_site_is_told_plainly(driver: Driver, window: MainWindow) -> None:
    window.bar.search.clearFocus()
    _paste(driver, window, "https://www.dagsavisa.example/nyheter?id=com.zhiliaoapp.musically")
    said = words_on(window.lookup)
    assert "Lenken går ikke til en app i en appbutikk: dagsavisa.example" in said
    assert "Appvett forstår lenker til apper i Google Play, App Store" in said
    driver.press(window, Qt.Key.Key_Return)
    assert window.pages.currentWidget() is window.lookup, "there is nothing to open"


def test_clipboard_without_text_says_so(window: MainWindow) -> None:
    window.bar.language.setFocus()
    QGuiApplication.clipboard().setMimeData(QMimeData())
    QTest.keyClick(window.bar.language, Qt.Key.Key_V, CTRL)
    assert "Det er ingen tekst på utklippstavlen." in words_on(window.banner)


@pytest.mark.parametrize("inside", [True, False], ids=["field", "elsewhere"])
def test_endless_text_is_cut_with_a_note(driver: Driver, window: MainWindow, *, inside: bool) -> None:
    (window.bar.search if inside else window.bar.language).setFocus()
    _paste(driver, window, "tiktok " + "a" * 10_000)
    assert len(window.bar.search.text()) <= LONGEST
    assert "Teksten var for lang" in words_on(window.banner)


# ---- anything typed -------------------------------------------------------------------------------------------------

ODD = [
    *(
        '"',
        "'",
        "*",
        "(",
        ")",
        ":",
        "-",
        "^",
        "AND",
        "NEAR(",
        "C++",
        "O'Hara",
        "a OR b",
        '"a"*',
        "kolumne:x",
        "--",
        ";",
    ),
    *("\x00", "tik\x00tok", "\u202egnp.exe", "🤷🏽‍♀️", "\u0301" * 50, " " * 40, "\t\n", "\ufeff", "%", "_", "\\"),
]


def test_anything_typed_is_only_text(driver: Driver, window: MainWindow) -> None:
    for text in ODD:
        driver.put(window, text)
        driver.press(window, Qt.Key.Key_Down)
        driver.press(window, Qt.Key.Key_Return)
        assert not window.banner.isVisible(), (text, words_on(window.banner))
        window.escape()
        driver.rest(window)


def test_half_a_sign_pair_is_only_text(driver: Driver, window: MainWindow) -> None:
    window.look_up("tik\ud83dtok")
    driver.rest(window)
    assert driver.names(window)[0] == "TikTok"
    window.look_ups.ask("\udfff")
    driver.rest(window)
    assert not window.banner.isVisible()


# ---- names of strangers ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("query", "shown"),
    [
        ("fet img", "<b>fet</b> <img src=file:///etc/passwd>"),
        ("snudd", "Snudd ⟨U+202E⟩gnp.exe"),
        ("ansikt", "Ansikt 🤷🏽‍♀️"),
    ],
)
def test_hostile_name_is_shown_letter_by_letter(driver: Driver, window: MainWindow, query: str, shown: str) -> None:
    driver.type(window, query)
    assert driver.names(window)[0] == shown
    window.lookup.hits.grab()
    driver.press(window, Qt.Key.Key_Return)
    assert shown in words_on(window.card)


def test_endless_names_are_cut_and_leave_other_rows_alone(driver: Driver, window: MainWindow) -> None:
    driver.type(window, "signal")
    height = window.lookup.hits.sizeHintForRow(0)
    for query, beginning in (("uendelig", "Uendelig xxx"), ("merket", "Merket ")):
        driver.put(window, query)
        name = driver.names(window)[0]
        assert name.startswith(beginning)
        assert len(name) < 200
        assert window.lookup.hits.sizeHintForRow(0) == height
        window.lookup.hits.grab()
        driver.press(window, Qt.Key.Key_D, keys=CTRL)
        driver.press(window, Qt.Key.Key_Return, keys=CTRL)
    assert window.strip.isVisible()
    assert window.strip.width() <= window.width()


def test_row_is_measured_once_for_a_width(driver: Driver, window: MainWindow, monkeypatch: pytest.MonkeyPatch) -> None:
    driver.type(window, "spill nummer")
    measured: list[object] = []
    rows = window.lookup.hits._rows
    real = rows._measure

    def measure(*given: Any) -> object:
        measured.append(given[0])
        return real(*given)

    monkeypatch.setattr(rows, "_measure", measure)
    rows.forget()
    for _ in range(3):
        window.lookup.hits.grab()
    assert len(measured) == window.lookup.model.apps
