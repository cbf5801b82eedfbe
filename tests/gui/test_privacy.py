"""A marker word goes through everything that a person does, and must stand nowhere afterwards; nothing is connected."""

from __future__ import annotations

import faulthandler
import logging
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QtMsgType
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from core.catalogue.current import activate
from core.errors import FileUnreadable, Reporter
from core.settings.definitions import THEME, Theme
from core.texts.phrase import Language, phrase
from gui.filters import Facet, Filters
from gui.log_file import LogFile
from gui.main_window import MainWindow
from gui.print_preview import PrintPreview
from gui.printing import card_document
from gui.travel import PageName
from tests.conftest import AllowLogs
from tests.gui.conftest import Driver
from tests.gui.listings import a_listing, put_to_use

TYPED, NAMED, FAILED = "Zqtypedmarker", "Zqnamedmarker", "Zqfailedmarker"
"""What is looked for, what an app is called, and what an error says."""
APP = "listed-app"
BIG = ("catalogue-", "search-")
"""Files that hold every app's name, whoever looks."""


@pytest.fixture(scope="module")
def catalogue(real_catalogue: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    named = a_listing(NAMED, id=APP, publisher=f"{NAMED} AS")
    hidden = a_listing(f"{NAMED} <img src=https://{NAMED}.example/x.png> \u202e", id="hostile-app")
    return put_to_use(real_catalogue, (named, hidden), tmp_path_factory.mktemp("named"))


@pytest.fixture
def log_file(tmp_path: Path) -> Iterator[LogFile]:
    kept = LogFile(tmp_path / "data" / "logs")
    yield kept
    kept.close()
    faulthandler.enable()


class Titles:
    """Every title that a window of ours ever had."""

    def __init__(self) -> None:
        self.seen: set[str] = set()

    def note(self) -> None:
        self.seen |= {widget.windowTitle() for widget in QApplication.allWidgets()}
        self.seen |= {window.title() for window in QGuiApplication.allWindows()}


def _find(driver: Driver, window: MainWindow, titles: Titles) -> None:
    """Look up by typing, by pasting, with filters; what is there and what is not."""
    for text in (NAMED.lower(), f"{TYPED} {NAMED}", f"https://{TYPED}.example/{TYPED}", f"'{TYPED}\" OR {TYPED}*"):
        window.focus_search()
        window.bar.search.clear()
        QTest.keyClicks(window.bar.search, text)
        driver.rest(window)
        titles.note()
    QGuiApplication.clipboard().setText(f"{TYPED} " * 800)
    window.searching.paste()
    driver.rest(window)
    window.lookup.filters.choose(Filters().toggled(Facet.PLATFORM, "android"))
    driver.rest(window)
    window.lookup.filters.choose(Filters())
    driver.rest(window)
    driver.open(window, TYPED)
    titles.note()


def _read(driver: Driver, window: MainWindow, titles: Titles, folder: Path) -> None:
    """Open, follow, compare, copy, print."""
    driver.put(window, NAMED)
    entry = window.lookup.model.entry(0)
    assert entry is not None
    assert entry.app.id == APP
    window.aside.offer(entry, QPoint(5, 5))
    titles.note()
    assert window.aside.menu is not None
    window.aside.menu.close()
    driver.open(window, NAMED)
    window.aside.toggle_follow(APP)
    for app, name in ((APP, NAMED), ("hostile-app", NAMED), ("tiktok", "TikTok")):
        window.aside.toggle_compare(app, name)
    window.reading.copy_card()
    context = window.card.context
    assert context is not None
    preview = PrintPreview(context, window, [])
    driver.qtbot.addWidget(preview)
    preview.show()
    titles.note()
    assert NAMED in card_document(context).toPlainText()
    preview.save_pdf(folder / "card.pdf")
    preview.close()
    window.show_comparison()
    driver.rest(window)
    window.reading.copy_comparison()
    titles.note()


def _settle(driver: Driver, window: MainWindow, titles: Titles) -> None:
    """Settings, help, another language, another situation."""
    for page in (PageName.SETTINGS, PageName.HELP, PageName.FIRST_RUN, PageName.LOOKUP):
        window.show_page(page)
        driver.rest(window)
        titles.note()
    window.choose_language(Language.NN)
    window.keep(THEME, Theme.DARK)
    window.save_situation()
    driver.rest(window)


def _fail(driver: Driver, window: MainWindow, folder: Path) -> None:
    """Errors that quote the marker, from everywhere."""
    outlet = window.parts.outlet

    def work(_: Reporter) -> None:
        looked_for = FAILED
        raise KeyError(f"{looked_for} {TYPED}")

    window.parts.asker._jobs.start(work, on_success=lambda _: None)
    driver.rest(window)
    outlet.take(FileUnreadable(phrase("{path}", path=f"/home/{FAILED}/x"), phrase("Choose another file.")))
    outlet.take(PermissionError(13, "Permission denied", f"/home/{FAILED}/x"))
    for _ in range(30):
        outlet.guard(lambda: int(FAILED))
    outlet.tell_counts()
    outlet._take_message(QtMsgType.QtWarningMsg, None, f"QLabel: {FAILED}")  # type: ignore[arg-type] # Qt makes contexts
    window.opening._not_opened(ValueError(FAILED))
    driver.qapp.processEvents()
    with (folder / "logs" / "crash.log").open("a", encoding="utf-8") as crash:
        looked_for = FAILED
        faulthandler.dump_traceback(crash)
    del looked_for


@pytest.mark.qt_log_ignore("This plugin does not support", extend=True)
def test_marker_stands_nowhere_after_everything_that_a_person_does(
    driver: Driver,
    catalogue: Path,
    tmp_path: Path,
    log_file: LogFile,
    allow_logs: AllowLogs,
    caplog: pytest.LogCaptureFixture,
) -> None:
    allow_logs("internal|file-unreadable|read-or-write-failed|qt QtWarningMsg|again")
    caplog.set_level(logging.DEBUG)
    folder, titles = tmp_path / "data", Titles()
    activate(catalogue, folder)
    window = driver.start("--language", "nb", data=folder)
    before = _connections()
    _find(driver, window, titles)
    _read(driver, window, titles, tmp_path)
    _settle(driver, window, titles)
    _fail(driver, window, folder)
    titles.note()
    driver.programs[0].close()
    window.parts.outlet.close()
    log_file.close()
    assert _connections() <= before
    assert "PySide6.QtNetwork" not in sys.modules
    assert {title for title in titles.seen if _holds(title.encode())} == set()
    assert [text for text in caplog.messages if _holds(text.encode())] == []
    assert len((folder / "logs" / "appvett.log").read_text("utf-8").splitlines()) >= 5, "there was something to log"
    assert [path.name for path in _files(folder) if _holds(path.read_bytes())] == []
    assert any(APP.encode() in path.read_bytes() for path in folder.glob("appvett.sqlite*")), "it is followed by its id"
    assert [path.name for path in folder.rglob("*") if _holds(path.name.encode())] == []


def test_next_start_remembers_neither_words_nor_names(driver: Driver, catalogue: Path, tmp_path: Path) -> None:
    folder = tmp_path / "data"
    activate(catalogue, folder)
    window = driver.start("--language", "nb", data=folder)
    driver.open(window, NAMED)
    driver.programs[0].close()
    again = driver.start("--language", "nb", data=folder)
    assert again.bar.search.text() == ""
    assert again.parts.recent.apps == ()


def test_search_would_find_the_marker(tmp_path: Path) -> None:
    assert _holds(f"x{TYPED.upper()}x".encode())
    assert _holds(NAMED.encode("utf-16-le"))
    assert _holds(FAILED.encode("utf-16-be"))
    assert not _holds(b"nothing")
    (tmp_path / "catalogue-1").write_text(NAMED, encoding="utf-8")
    (tmp_path / "other").write_text(NAMED, encoding="utf-8")
    assert [path.name for path in _files(tmp_path)] == ["other"]


def _files(folder: Path) -> list[Path]:
    """All files but those that hold every app."""
    return sorted(path for path in folder.rglob("*") if path.is_file() and not path.name.startswith(BIG))


def _holds(content: bytes) -> bool:
    """Whether a marker stands in something, in any letters and any encoding that the program uses."""
    small = content.lower()
    words = [word.lower() for word in (TYPED, NAMED, FAILED)]
    return any(word.encode(how) in small for word in words for how in ("utf-8", "utf-16-le", "utf-16-be"))


def _connections() -> set[str]:
    """Sockets of this process that lead to a network, where the system tells."""
    known = {
        line.split()[9]
        for name in ("tcp", "tcp6", "udp", "udp6")
        if (table := Path("/proc/self/net") / name).is_file()
        for line in table.read_text("ascii").splitlines()[1:]
    }
    held = set[str]()
    for entry in Path("/proc/self/fd").iterdir() if known else ():
        try:
            target = str(entry.readlink())
        except OSError:
            continue
        if target.startswith("socket:[") and target[8:-1] in known:
            held.add(target)
    return held
