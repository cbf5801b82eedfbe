"""Every page in every language: named for a screen reader, and nothing cut off: small window, 200 %, largest text."""

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QHBoxLayout, QPushButton, QWidget

from core.settings.definitions import TextSize
from core.texts.phrase import Language
from gui.main_window import MainWindow
from gui.theme.metrics import TextStyle
from gui.widgets.chips import Chip
from gui.widgets.plain_label import PlainLabel
from tests.access import scenes, walk, whole
from tests.gui.conftest import Driver

SMALL = (1024, 700)
"""The smallest screen at 100 %."""
DOUBLED = (640, 360)
"""A screen of 1280 × 720 at 200 %, as the layouts meet it."""
_ROUNDS = 40
"""Times that layouts may move before they must have come to rest."""


@pytest.mark.parametrize("language", list(Language))
def test_every_page_is_named_and_nothing_is_cut_off(driver: Driver, listed_folder: Path, language: Language) -> None:
    window = driver.start("--language", language.value, data=listed_folder)
    faults = list[str]()
    for scene in scenes.play(driver, window):
        named = (*walk.faults_of_names(window), *walk.faults_of_rows(window), *walk.faults_of_groups(window))
        faults += [f"{scene}: {fault}" for fault in named]
        for size in (SMALL, DOUBLED):
            faults += [f"{scene}, {size[0]} × {size[1]}: {fault}" for fault in _faults_at(driver, window, size)]
    assert not faults, "\n".join(faults)


@pytest.mark.parametrize(
    "language", [Language.NB, *(pytest.param(other, marks=pytest.mark.heavy) for other in (Language.NN, Language.EN))]
)
def test_nothing_is_cut_off_with_the_largest_text(driver: Driver, listed_folder: Path, language: Language) -> None:
    window = driver.start("--language", language.value, data=listed_folder)
    driver.programs[0].appearance.choose_size(TextSize.DOUBLE)
    faults = list[str]()
    for scene in scenes.play(driver, window):
        faults += [f"{scene}: {fault}" for fault in _faults_at(driver, window, SMALL)]
    assert not faults, "\n".join(faults)


@pytest.mark.heavy
def test_nothing_is_cut_off_at_a_true_scale_of_two() -> None:
    """Everything above once more, drawn with two points for each: text has other widths then."""
    only = ("-k", "test_every_page_is_named_and_nothing_is_cut_off and nb")
    command = [sys.executable, "-m", "pytest", __file__, "-q", "-p", "no:cacheprovider", *only]
    ran = subprocess.run(
        command,
        check=False,
        env={**os.environ, "QT_SCALE_FACTOR": "2"},
        cwd=Path(__file__).parents[2],
        capture_output=True,
        text=True,
    )
    assert ran.returncode == 0, ran.stdout[-4000:]
    assert "1 passed" in ran.stdout


def _faults_at(driver: Driver, window: MainWindow, size: tuple[int, int]) -> list[str]:
    window.resize(*size)
    _settle(driver, window)
    return [*whole.faults_of_layout(window), *whole.faults_of_painting(window)]


def _settle(driver: Driver, window: QWidget) -> None:
    """Wait until no layout moves any more: a text that wraps anew moves what stands around it."""
    before: list[object] = []
    for _ in range(_ROUNDS):
        driver.qapp.processEvents()
        now: list[object] = [widget.geometry().getRect() for widget in walk.shown(window)]
        if now == before:
            return
        before = now
    pytest.fail("the layout never comes to rest")


# ---- the measuring finds what is wrong ------------------------------------------------------------------------------


@pytest.fixture
def row(qapp: QApplication) -> Iterator[QWidget]:
    """A window with a row."""
    window = QWidget()
    QHBoxLayout(window)
    yield window
    window.close()
    window.deleteLater()
    qapp.processEvents()


def test_squeezed_button_is_found(row: QWidget) -> None:
    button = QPushButton("A long text that needs room")
    button.setFixedWidth(60)
    _show(row, button)
    assert "60 px wide, needs" in whole.faults_of_layout(row)[0]


def test_elided_label_is_found_unless_it_was_given_its_lines(row: QWidget) -> None:
    text = "a text of so many words that it never stands on one line of so narrow a label as this one is"
    cut, given = PlainLabel(text, wrap=False), PlainLabel(text, lines=1)
    for label in (cut, given):
        label.setFixedWidth(150)
    _show(row, cut, given)
    assert len(whole.faults_of_layout(row)) == 1
    assert whole.faults_of_painting(row) == [f"cut by PlainLabel.paintEvent: {text[:70]!r}"]


def test_label_too_low_for_its_lines_and_a_broken_word_are_found(row: QWidget) -> None:
    low, narrow = PlainLabel("two or three lines of text " * 4), PlainLabel("informasjonssikkerhetsarbeid")
    low.setFixedSize(200, 20)
    narrow.setFixedWidth(60)
    _show(row, low, narrow)
    faults = whole.faults_of_layout(row)
    assert "20 px high, needs" in faults[0]
    assert "is broken" in faults[1]


def test_elided_chip_is_found_while_it_is_drawn(row: QWidget) -> None:
    chip = Chip("A long word or two")
    chip.setFixedWidth(60)
    _show(row, chip)
    assert any(fault.startswith("cut by Chip") for fault in whole.faults_of_painting(row))


def test_one_text_over_another_is_found(row: QWidget) -> None:
    _show(row, PlainLabel("below", TextStyle.TITLE))
    above = PlainLabel("above", parent=row)
    above.setGeometry(row.findChildren(PlainLabel)[0].geometry())
    above.show()
    assert any(fault.startswith("over each other") for fault in whole.faults_of_layout(row))


def test_what_sticks_out_is_found(row: QWidget) -> None:
    box = QWidget()
    box.setFixedSize(50, 50)
    _show(row, box)
    inside = QWidget(box)
    inside.setGeometry(20, 20, 50, 10)
    inside.show()
    assert whole.faults_of_layout(row) == ["sticks out: (20, 20, 50, 10) in 50 × 50: QWidget < QWidget"]


def _show(page: QWidget, *widgets: QWidget) -> None:
    layout = page.layout()
    assert layout is not None
    for widget in widgets:
        layout.addWidget(widget)
    page.show()
    QApplication.processEvents()
