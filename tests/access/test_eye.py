"""What the eye gets, in three themes: contrast of texts, edges and focus rings, measured on pictures."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QApplication, QLineEdit, QPushButton, QVBoxLayout, QWidget

from core.settings.definitions import Theme
from gui.widgets.plain_label import PlainLabel
from tests.access import eye, scenes
from tests.gui.conftest import Driver

USUAL, HIGH = (4.5, 3.0), (7.0, 4.5)
"""Contrast of text and of large text: WCAG 2.1, 1.4.3; in the theme for high contrast 1.4.6."""
EDGE = 3.0
"""Of edges, shapes and focus rings: 1.4.11."""
ROOMY, LONG = (1280, 1500), (1280, 3500)
"""High enough for most pages, and for the beginning of what is long: what follows is of the same kinds."""

ALIKE = frozenset({"help: words", "help: keyboard", "help: privacy", "help: trouble", "second page", "third page"})
"""Scenes that show nothing but what others show as well."""


@pytest.mark.parametrize("theme", [Theme.LIGHT, Theme.DARK, Theme.CONTRAST])
def test_everything_stands_out(driver: Driver, listed_folder: Path, theme: Theme) -> None:
    window = driver.start("--language", "nb", "--theme", theme.value, data=listed_folder)
    window.activateWindow()
    text, large_text = HIGH if theme is Theme.CONTRAST else USUAL
    faults, looked_at = list[str](), set[object]()
    for scene in scenes.play(driver, window):
        if scene in ALIKE:
            continue
        window.resize(*(LONG if scene.endswith("all open") else ROOMY))
        driver.rest(window)
        found = eye.faults_of_contrast(window, text, large_text)
        found += eye.faults_of_edges(window, EDGE)
        found += eye.faults_of_rings(window, EDGE, looked_at, driver.qapp.processEvents)
        faults += [f"{scene}: {fault}" for fault in found]
    assert not faults, "\n".join(faults)


# ---- the measuring finds what is wrong ------------------------------------------------------------------------------


@pytest.fixture
def page(qapp: QApplication) -> Iterator[QWidget]:
    """A window with a column."""
    window = QWidget()
    QVBoxLayout(window)
    yield window
    window.close()
    window.deleteLater()
    qapp.processEvents()


@pytest.mark.parametrize(("ink", "is_seen"), [("#767676", True), ("#7a7a7a", False), ("#ffffff", False)])
def test_pale_text_is_found(page: QWidget, ink: str, is_seen: bool) -> None:
    page.setStyleSheet("background: white")
    label = PlainLabel("a text")
    label.setStyleSheet(f"color: {ink}")
    _show(page, label)
    faults = eye.faults_of_contrast(page, *USUAL)
    assert (faults == []) is is_seen


def test_pale_button_and_field_are_found(page: QWidget) -> None:
    page.setStyleSheet("background: white; color: #999; border: 1px solid #ddd; placeholder-text-color: #aaa")
    field = QLineEdit()
    field.setPlaceholderText("type here")
    _show(page, QPushButton("Press"), field)
    assert len(eye.faults_of_contrast(page, *USUAL)) == 2
    assert len(eye.faults_of_edges(page, EDGE)) == 1


def test_focus_that_is_not_seen_is_found(page: QWidget, qapp: QApplication) -> None:
    sheet = "QPushButton { background: white; border: 3px solid white } QPushButton#good:focus { border-color: black }"
    page.setStyleSheet(sheet)
    good, bad = QPushButton("Seen"), QPushButton("Not seen")
    bad.setProperty("role", "another kind")
    good.setObjectName("good")
    _show(page, good, bad)
    faults = eye.faults_of_rings(page, EDGE, set(), qapp.processEvents)
    assert [fault.partition(" with")[0] for fault in faults] == ["focus seen"]


def test_contrast_is_counted_as_the_standard_does() -> None:
    assert eye.ratio(QColor("black"), QColor("white")) == pytest.approx(21)
    assert eye.ratio(QColor("#767676"), QColor("white")) == pytest.approx(4.54, abs=0.01)


def _show(page: QWidget, *widgets: QWidget) -> None:
    layout = page.layout()
    assert layout is not None
    for widget in widgets:
        layout.addWidget(widget)
    page.show()
    page.activateWindow()
    QApplication.processEvents()
