"""The search index, built behind the window: what is found meanwhile, how it is stopped, and what damage does."""

import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from core.catalogue import search_file
from core.catalogue.current import current
from core.catalogue.store import CatalogueStore
from core.errors import Reporter
from gui.indexing import IndexState
from gui.main_window import MainWindow
from tests.conftest import AllowLogs
from tests.gui.conftest import Driver, words_on

OF_LISTING = "kveldsavisen"
real_build = search_file.build


class Gate:
    """Has the building of an index wait half way."""

    def __init__(self) -> None:
        self.may_go_on, self.is_waiting = threading.Event(), threading.Event()
        self.built = 0

    def build(self, store: CatalogueStore, folder: Path, reporter: Reporter) -> Path:
        """Build, as the program does; wait once before it is done."""
        gate = self

        class Waiting:
            def step(self, done: int, total: int) -> None:
                reporter.step(done, total)
                if done >= total // 2 and not gate.may_go_on.is_set():
                    gate.is_waiting.set()
                    # Whoever waits here is still asked to stop.
                    while not gate.may_go_on.wait(0.01):
                        reporter.step(done, total)

        path = real_build(store, folder, Waiting())
        self.built += 1
        return path


@pytest.fixture
def gate(monkeypatch: pytest.MonkeyPatch) -> Iterator[Gate]:
    made = Gate()
    monkeypatch.setattr(search_file, "build", made.build)
    yield made
    made.may_go_on.set()


@pytest.fixture
def building(driver: Driver, unindexed_folder: Path, gate: Gate) -> MainWindow:
    """A window whose index is half built."""
    window = driver.launch("--language", "nb", data=unindexed_folder)
    driver.qtbot.waitUntil(lambda: gate.is_waiting.is_set() and window.parts.asker.is_idle, timeout=20_000)
    driver.qtbot.waitUntil(lambda: window.parts.builder.percent >= 50)
    return window


def _settle(driver: Driver, window: MainWindow) -> None:
    """Wait for answers, not for the index."""
    driver.qtbot.waitUntil(lambda: window.parts.asker.is_idle, timeout=20_000)
    driver.qapp.processEvents()


def _look_up(driver: Driver, window: MainWindow, text: str) -> None:
    window.focus_search()
    window.bar.search.setText(text)
    window.look_up(text)
    _settle(driver, window)


def _indexes(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir() if "search-" in path.name)


def test_assessed_apps_are_found_while_the_index_is_built_and_the_rest_then(
    driver: Driver, building: MainWindow, gate: Gate
) -> None:
    strip = building.lookup.index
    assert strip.isVisible()
    said = words_on(strip)
    assert "Søkeregisteret bygges:" in said
    assert "Vurderte apper kan slås opp imens" in said
    assert strip.bar.value() >= 50
    assert "%" in strip.bar.accessibleName()
    _look_up(driver, building, "tiktok")
    assert driver.names(building) == ["TikTok"]
    assert building.lookup.filters.count.text() == "1 treff blant 375 vurderte apper"
    _look_up(driver, building, OF_LISTING)
    assert "Vent på søkeregisteret" in words_on(building.lookup)
    gate.may_go_on.set()
    driver.rest(building)
    assert not strip.isVisible()
    assert driver.names(building) == ["Kveldsavisen"], "the current query is asked again"
    assert not building.banner.isVisible()


def test_choice_stays_when_the_index_comes(driver: Driver, building: MainWindow, gate: Gate) -> None:
    _look_up(driver, building, "s")
    building.lookup.move_choice(3)
    chosen = building.lookup.hits.chosen
    gate.may_go_on.set()
    driver.rest(building)
    assert chosen is not None
    assert building.lookup.model.row_of(chosen.app.id) in (-1, building.lookup.hits.chosen_row)
    assert building.focusWidget() is building.bar.search


def test_card_that_is_read_stays_when_the_index_comes(driver: Driver, building: MainWindow, gate: Gate) -> None:
    building.reading.open_best("signal")
    _settle(driver, building)
    gate.may_go_on.set()
    driver.rest(building)
    assert building.pages.currentWidget() is building.card


def test_building_is_stopped_and_started_again(driver: Driver, building: MainWindow, gate: Gate) -> None:
    folder, strip = building.parts.data, building.lookup.index
    driver.click(building, strip.cancel)
    assert building.parts.builder.state is IndexState.STOPPED
    assert "Søkeregisteret er ikke ferdig" in words_on(strip)
    assert not strip.bar.isVisible()
    assert _indexes(folder) == []
    gate.may_go_on.set()
    driver.click(building, strip.again)
    assert not strip.isVisible()
    assert len(_indexes(folder)) == 1
    driver.put(building, OF_LISTING)
    assert driver.names(building) == ["Kveldsavisen"]


def test_closing_the_window_stops_the_building_and_leaves_nothing_half_made(
    driver: Driver, building: MainWindow
) -> None:
    folder = building.parts.data
    driver.programs[0].close()
    assert _indexes(folder) == []
    assert not [thread for thread in threading.enumerate() if thread.name.startswith("search-index")]


def test_index_is_built_once_and_used_next_time(driver: Driver, unindexed_folder: Path, gate: Gate) -> None:
    gate.may_go_on.set()
    driver.start("--language", "nb", data=unindexed_folder)
    driver.programs[0].close()
    window = driver.start("--language", "nb", data=unindexed_folder)
    driver.put(window, OF_LISTING)
    assert driver.names(window) == ["Kveldsavisen"]
    assert gate.built == 1
    assert not window.lookup.index.isVisible()


def _zeros(path: Path) -> None:
    content = bytearray(path.read_bytes())
    content[4096:8192] = bytes(4096)
    path.write_bytes(content)


def _half(path: Path) -> None:
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])


def _letter(path: Path) -> None:
    path.write_bytes(b"This is a letter. " * 300)


@pytest.mark.parametrize("spoil", [_half, _letter], ids=["half", "foreign"])
def test_index_that_cannot_be_used_is_built_anew_and_that_is_said(
    driver: Driver, unindexed_folder: Path, spoil: Callable[[Path], None]
) -> None:
    driver.start("--language", "nb", data=unindexed_folder)
    driver.programs[0].close()
    spoil(unindexed_folder / _indexes(unindexed_folder)[0])
    window = driver.start("--language", "nb", data=unindexed_folder)
    assert "Søkeregisteret kunne ikke brukes og er bygd på nytt." in words_on(window.banner)
    driver.put(window, OF_LISTING)
    assert driver.names(window) == ["Kveldsavisen"]


def test_index_damaged_while_it_is_open_is_built_anew(driver: Driver, unindexed_folder: Path) -> None:
    window = driver.start("--language", "nb", data=unindexed_folder)
    _zeros_everywhere(unindexed_folder / _indexes(unindexed_folder)[0])
    for text in ("signal", "kvelds", OF_LISTING, "spill"):
        driver.put(window, text)
    driver.put(window, OF_LISTING)
    assert driver.names(window) == ["Kveldsavisen"]
    assert window.parts.builder.state is IndexState.READY


def _zeros_everywhere(path: Path) -> None:
    """Spoil all pages but the first, in place, as a failing disk would."""
    with path.open("rb+") as file:
        file.seek(4096)
        file.write(bytes(path.stat().st_size - 4096))


def test_folder_that_cannot_be_written_is_told_and_assessed_apps_are_found(
    driver: Driver, unindexed_folder: Path, monkeypatch: pytest.MonkeyPatch, allow_logs: AllowLogs
) -> None:
    del allow_logs

    def build(_: CatalogueStore, folder: Path, reporter: Reporter) -> Path:
        # A file in the place of the folder: nobody can write into it, whoever runs the tests.
        blocked = folder / "blocked"
        blocked.write_bytes(b"")
        with CatalogueStore.open(current(folder)) as store:
            return real_build(store, blocked, reporter)

    monkeypatch.setattr(search_file, "build", build)
    window = driver.start("--language", "nb", data=unindexed_folder)
    assert window.parts.builder.state is IndexState.FAILED
    assert window.lookup.index.again.isVisible()
    assert "Inntil det er det, finnes bare vurderte apper på navn" in words_on(window.lookup.index)
    driver.put(window, "tiktok")
    assert driver.names(window) == ["TikTok"]


@pytest.mark.parametrize("language", ["nb", "nn", "en"])
def test_strip_can_be_used_by_keyboard_in_every_language(
    driver: Driver, unindexed_folder: Path, gate: Gate, language: str
) -> None:
    window = driver.launch("--language", language, data=unindexed_folder)
    driver.qtbot.waitUntil(gate.is_waiting.is_set, timeout=20_000)
    _settle(driver, window)
    cancel = window.lookup.index.cancel
    assert cancel.accessibleName()
    cancel.setFocus()
    QTest.keyClick(cancel, Qt.Key.Key_Space)
    driver.rest(window)
    assert window.lookup.index.again.isVisible()
    gate.may_go_on.set()
    driver.press(window, Qt.Key.Key_Space, on=window.lookup.index.again)
    assert not window.lookup.index.isVisible()


def test_clock_of_the_window_ticks_on_while_the_index_is_built(
    qapp: QApplication, driver: Driver, building: MainWindow
) -> None:
    _look_up(driver, building, "vipps")
    qapp.processEvents()
    assert driver.names(building)[0] == "Vipps"
    assert building.parts.builder.state is IndexState.BUILDING
