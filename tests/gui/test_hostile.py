"""What strangers write is shown letter by letter, wherever it is shown, and nothing that it points to is touched."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from core.catalogue.current import activate
from core.errors import FileUnreadable, SourceInvalid
from core.texts.phrase import phrase
from gui import dialogs
from gui.errors import Trouble
from gui.main_window import MainWindow
from gui.pages.trouble import Ways
from gui.print_preview import PrintPreview
from gui.printing import card_document
from gui.travel import PageName
from gui.widgets.fold import Fold
from gui.widgets.tile import Tile
from gui.widgets.tips import tip
from tests.gui.conftest import Driver, words_on
from tests.gui.hostile import (
    BOLD,
    ENDLESS,
    MARKS,
    fault_of_text,
    faults_of_all_widgets,
    hostile_catalogue,
    payloads,
)

BELL = "\x07"


@pytest.fixture(scope="module")
def picture(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A picture that hostile texts point to."""
    path = tmp_path_factory.mktemp("picture") / "probe.png"
    image = QImage(64, 64, QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.red)
    assert image.save(str(path))
    return path


@pytest.fixture(scope="module")
def hostile(real_catalogue: Path, tmp_path_factory: pytest.TempPathFactory, picture: Path) -> Path:
    """A catalogue in which nothing is what it should be."""
    return hostile_catalogue(real_catalogue, tmp_path_factory.mktemp("hostile"), picture)


class Walk:
    """Goes from page to page, and looks at everything on each."""

    def __init__(self, driver: Driver, window: MainWindow) -> None:
        self.driver, self.window = driver, window
        self.faults: dict[str, list[str]] = {}

    def look(self, where: str) -> None:
        """Look at all widgets that there are now."""
        self.driver.rest(self.window)
        self.window.repaint()
        if found := faults_of_all_widgets():
            self.faults[where] = found[:5]

    def lists(self) -> None:
        """The first page, results, filters and what can be done with a row."""
        window, driver = self.window, self.driver
        driver.put(window, "tiktok")
        self.look("list")
        assert any(BOLD in name for name in driver.names(window))
        assert all(len(name) <= 130 for name in driver.names(window))
        for facet, chip in window.lookup.filters.chips.items():
            chip.click()
            self.look(f"filter {facet}")
            window.lookup.filters.menu.close()
        entry = window.lookup.model.entry(0)
        assert entry is not None
        window.aside.offer(entry, QPoint(10, 10))
        self.look("menu of a row")
        assert window.aside.menu is not None
        window.aside.menu.close()
        window.aside.toggle_follow(entry.app.id)
        driver.put(window, "")
        self.look("first page")

    def card(self, name: str) -> None:
        """A card with everything on it opened."""
        window = self.window
        self.driver.open(window, name)
        self.driver.rest(window)
        for tile in window.card.findChildren(Tile):
            tile.click()
        for fold in window.card.findChildren(Fold):
            fold.head.setChecked(True)
        self.look(f"card of {name}")
        assert BOLD in words_on(window.card)

    def pages(self) -> None:
        """Everything beside look-up and card."""
        window = self.window
        for page in (PageName.COMPARE, PageName.HELP, PageName.SETTINGS, PageName.FIRST_RUN):
            window.show_page(page)
            self.look(page.value)
        window.show_page(PageName.LOOKUP)
        window.toggle_situation()
        self.look("situation")
        window.toggle_situation()

    def troubles(self, hostile: str) -> None:
        """What is told of errors."""
        window = self.window
        window.banner.tell(Trouble.of(FileUnreadable(phrase("{path}", path=hostile), phrase("{path}", path=hostile))))
        self.look("banner")
        window.trouble.show_trouble(Trouble.of(SourceInvalid((hostile, hostile))), Ways(), (hostile, hostile))
        window.pages.setCurrentWidget(window.trouble)
        self.look("trouble")
        assert BOLD in words_on(window.trouble)
        assert BOLD in words_on(window.banner)


@pytest.mark.qt_log_ignore("This plugin does not support", extend=True)
def test_everything_shows_every_letter_and_loads_nothing(
    driver: Driver, hostile: Path, tmp_path: Path, picture: Path
) -> None:
    folder = tmp_path / "data"
    activate(hostile, folder)
    is_read = _watch(picture)
    window = driver.start("--language", "nb", data=folder)
    walk = Walk(driver, window)
    walk.lists()
    walk.card("tiktok")
    window.aside.toggle_compare("tiktok", "x")
    walk.card("telegram")
    window.aside.toggle_compare("telegram", BOLD)
    walk.pages()
    driver.open(window, "tiktok")
    _print(driver, window, walk, tmp_path)
    walk.troubles(" ".join(payloads(picture)))
    assert walk.faults == {}
    assert not is_read()


def _print(driver: Driver, window: MainWindow, walk: Walk, folder: Path) -> None:
    context = window.card.context
    assert context is not None
    document = card_document(context)
    assert BOLD in document.toPlainText()
    assert "\ufffc" not in document.toPlainText(), "a picture stands in the text"
    assert fault_of_text(document.toPlainText().replace("\n", " ")[:9000]) == ""
    preview = PrintPreview(context, window, [])
    driver.qtbot.addWidget(preview)
    walk.look("print preview")
    preview.save_pdf(folder / "card.pdf")
    assert (folder / "card.pdf").read_bytes().startswith(b"%PDF")


def _watch(path: Path) -> Callable[[], bool]:
    """Tells whether a file has been read since, where the system notes that: its time of reading lies far back."""
    made = path.stat().st_mtime_ns
    os.utime(path, ns=(0, made))
    return lambda: path.stat().st_atime_ns != 0


def test_label_that_is_not_plain_would_be_seen(qtbot: QtBot, picture: Path) -> None:
    label = QLabel(f'<img src="{picture.as_uri()}">')
    qtbot.addWidget(label)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.show()
    assert label.sizeHint().width() > 100, "plain text is as long as its letters"
    assert "not plain" not in " ".join(faults_of_all_widgets())
    label.setTextFormat(Qt.TextFormat.AutoText)
    assert any("text is not plain" in fault for fault in faults_of_all_widgets())


# ---- what is typed --------------------------------------------------------------------------------------------------


def test_hostile_name_that_nobody_knows(driver: Driver, picture: Path) -> None:
    window = driver.start("--language", "nb")
    walk = Walk(driver, window)
    texts = payloads(picture)
    for text in (texts[0], texts[1], " ".join(texts[3:7]), ENDLESS[:100_000], MARKS[:3000]):
        driver.put(window, text)
        walk.look(f"list {text[:20]!a}")
        driver.press(window, Qt.Key.Key_Return)
        walk.look(f"card {text[:20]!a}")
    assert walk.faults == {}


def test_title_of_the_window_names_no_app(driver: Driver) -> None:
    window = driver.start("--language", "en", "--app", "TikTok")
    assert window.windowTitle() == "Appvett: may I install this app?"


# ---- single places --------------------------------------------------------------------------------------------------


def test_dialog_shows_every_letter(qtbot: QtBot, picture: Path) -> None:
    text = " ".join(payloads(picture))
    dialog = dialogs.make_dialog(None, text, [text, MARKS, ENDLESS], [text, "&Nei"])
    qtbot.addWidget(dialog)
    dialog.show()
    assert faults_of_all_widgets() == []
    assert BOLD in words_on(dialog)
    assert "&&Nei" in words_on(dialog)


@pytest.mark.parametrize("text", ["Hjelp", "Tre < fire", BOLD, "&lt;b&gt;", "<img src=file:///x>", "a & b"])
def test_tip_shows_every_letter(qtbot: QtBot, text: str) -> None:
    label = QLabel()
    qtbot.addWidget(label)
    label.setText(tip(text))
    plain = QLabel()
    qtbot.addWidget(plain)
    plain.setTextFormat(Qt.TextFormat.PlainText)
    plain.setText(text)
    assert label.sizeHint().width() == plain.sizeHint().width(), "as wide as its letters"


def test_look_finds_what_is_wrong() -> None:
    assert fault_of_text("x" * 10_000) == "is not cut"
    assert fault_of_text("a\u202eb") == "hides U+202E"
    assert fault_of_text(f"a{BELL}") == "hides U+0007"
    assert fault_of_text("a" + "\u0301" * 5) == "piles up marks"
    assert fault_of_text("<b>x</b>\n&amp;") == ""
