"""Catalogue files that cannot be used, folders that cannot be written, and mistakes of our own."""

import shutil
import sqlite3
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from core.catalogue.current import current
from core.errors import CatalogueMissing
from core.texts.phrase import phrase
from gui.errors import ErrorOutlet, Trouble
from gui.widgets.buttons import Button
from tests.conftest import AllowLogs
from tests.gui.conftest import Driver, words_on


def _spoil(folder: Path, how: str) -> None:
    path = current(folder)
    if how == "damaged":
        content = bytearray(path.read_bytes())
        middle = len(content) // 2
        content[middle : middle + 512] = bytes(512)
        path.write_bytes(content)
    elif how == "foreign":
        path.write_bytes(b"This is a letter, not a catalogue. " * 20)
    elif how == "newer":
        with sqlite3.connect(path) as connection:
            connection.execute("pragma user_version = 999")
        connection.close()
    else:
        shutil.rmtree(folder)


@pytest.mark.parametrize("how", ["missing", "damaged", "foreign", "newer"])
def test_catalogue_that_cannot_be_used_is_told_with_a_way_out(driver: Driver, how: str) -> None:
    _spoil(driver.data, how)
    window = driver.start("--language", "nb")
    assert window.pages.currentWidget() is window.trouble
    said = words_on(window.trouble)
    assert "atalog" in said
    assert "Bygg katalogen" in said
    driver.type(window, "tik")
    driver.press(window, Qt.Key.Key_Return)
    assert window.pages.currentWidget() is window.trouble


def test_catalogue_is_built_from_its_sources_and_opened(driver: Driver, tmp_path: Path) -> None:
    window = driver.start("--language", "nb", data=tmp_path / "empty")
    build = next(button for button in window.trouble.findChildren(Button) if "Bygg" in button.text())
    driver.click(window, build)
    assert window.shelf is not None
    assert window.pages.currentWidget() is window.lookup


def test_building_can_be_stopped(driver: Driver, tmp_path: Path) -> None:
    window = driver.start(data=tmp_path / "empty")
    window.opening.build()
    window.trouble.cancel_wished.emit()
    driver.rest(window)
    assert window.shelf is None
    assert window.pages.currentWidget() is window.trouble


def test_profile_that_cannot_be_saved_is_told_and_keeps_nobody_from_looking_up(driver: Driver) -> None:
    profile = driver.data / "appvett.sqlite"
    profile.write_bytes(b"no database at all, but text " * 40)
    window = driver.start("--app", "TikTok", "--language", "nb")
    assert window.card.answered is not None
    assert "lagres" in words_on(window.status)


def _raised(error: Exception) -> Exception:
    """The error as it is when it was raised somewhere."""
    try:
        raise error
    except type(error) as caught:
        return caught


def test_same_fault_is_told_once_and_counted(qapp: QApplication, allow_logs: AllowLogs) -> None:
    allow_logs("internal")
    told: list[Trouble] = []
    moments = iter([0.0, 1.0, 2.0, 100.0])
    outlet = ErrorOutlet(lambda: next(moments))
    outlet.arose.connect(told.append)
    for _ in range(4):
        outlet.take(_raised(ValueError("what somebody looked for")))
    qapp.processEvents()
    assert [trouble.count for trouble in told] == [1, 4]


@pytest.mark.usefixtures("qapp")
def test_log_never_holds_what_was_looked_for(caplog: pytest.LogCaptureFixture, allow_logs: AllowLogs) -> None:
    allow_logs("internal")
    ErrorOutlet().take(_raised(KeyError("hemmelig søkeord")))
    assert "KeyError" in caplog.text
    assert "hemmelig" not in caplog.text


def test_error_of_core_keeps_its_own_words() -> None:
    error = CatalogueMissing(phrase("There is none."), phrase("Build one."), safe=phrase("All is safe."))
    trouble = Trouble.of(error)
    assert (trouble.code, trouble.what, trouble.safe) == ("catalogue-missing", error.what, error.safe)


def test_what_the_system_refuses_is_no_mistake_of_ours() -> None:
    assert Trouble.of(PermissionError(13, "Permission denied")).code == "read-or-write-failed"


def test_slot_that_fails_is_told_in_the_banner(driver: Driver, allow_logs: AllowLogs) -> None:
    allow_logs("internal")
    window = driver.start("--language", "nb")
    window.parts.outlet.take(RuntimeError("x"))
    driver.qapp.processEvents()
    assert window.banner.isVisible()
    assert "RuntimeError" in words_on(window.banner)
