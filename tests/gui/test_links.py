"""Addresses: which are opened, that nothing is opened unseen, and what is shown before."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QObject, QTimer, QUrl, Slot
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QApplication, QDialog, QWidget
from pytestqt.qtbot import QtBot

from core.texts.phrase import Language
from gui.actions import open_address
from gui.links import Address, openable
from gui.speaker import Speaker
from gui.widgets.buttons import Button
from tests.gui.conftest import words_on

GUI = Path(__file__).parents[2] / "gui"

NEVER = (
    "",
    "nsm.no",
    "http://nsm.no/",
    "file:///etc/passwd",
    "FILE:///etc/passwd",
    "\\\\host\\share\\x",
    "\\\\?\\C:\\x",
    "//host/x",
    "///host/x",
    "/etc/passwd",
    "C:\\Windows\\x.exe",
    "javascript:alert(1)",
    "java\tscript:alert(1)",
    "data:text/html,<b>x</b>",
    "vbscript:x",
    "ms-word:ofe|u|https://nsm.no/x.docx",
    "ms-settings:privacy",
    "search-ms:query=x",
    "mailto:somebody@example.no",
    "tel:+4722222222",
    "view-source:https://nsm.no",
    "blob:https://nsm.no/1",
    "about:blank",
    "appvett://x",
    "https:",
    "https:nsm.no",
    "https:/nsm.no",
    "https:///nsm.no",
    "https:\\\\nsm.no",
    "https://",
    "https://nsm",
    "https://localhost/",
    "https://.no",
    "https://nsm..no",
    "https://nsm.no.",
    "https://-nsm.no",
    "https://nsm_.no",
    "https://nsm.no@evil.example",
    "https://nsm.no:443@evil.example/",
    "https://nsm.no%40evil.example/",
    "https://@nsm.no",
    "https://nsm.no\\@evil.example",
    "https://nsm.no\\.evil.example",
    "https://%6Esm.no/",
    "https://nsm%2Eno/",
    "https://nsm.no%00.evil.example",
    "https://127.0.0.1/",
    "https://2130706433/",
    "https://0x7f.0.0.1/",
    "https://0177.1/",
    "https://[::1]/",
    "https://[fe80::1%25eth0]/",
    "https://nsm.no:0/",
    "https://nsm.no:65536/",
    "https://nsm.no:-1/",
    "https://nsm.no:4x/",
    "https://ns\u200bm.no/",
    "https://ns\u00adm.no/",
    "https://\u202eon.msn/",
    "https://nsm.no/\u202egpj.exe",
    "https://nsm.no/\x00",
    "https://nsm.no/\r\nHost: evil.example",
    "https://nsm.no/ x",
    " https://nsm.no",
    "https://nsm.no/<script>",
    'https://nsm.no/"x',
    f"https://{'a' * 64}.no/",
    f"https://{'a.' * 200}no/",
    f"https://nsm.no/{'x' * 2100}",
)


def test_these_are_never_opened() -> None:
    assert [text for text in NEVER if openable(text) is not None] == []


@pytest.mark.parametrize(
    ("text", "opened", "host"),
    [
        ("https://nsm.no/a?b=c#d", "https://nsm.no/a?b=c#d", "nsm.no"),
        ("HTTPS://NSM.no/A", "https://nsm.no/A", "nsm.no"),
        ("https://nsm.no:443/", "https://nsm.no/", "nsm.no"),
        ("https://nsm.no:8443/", "https://nsm.no:8443/", "nsm.no:8443"),
        ("https://nsm.no?@evil.example", "https://nsm.no?@evil.example", "nsm.no"),
        ("https://nsm.no.evil.example/", "https://nsm.no.evil.example/", "nsm.no.evil.example"),
        ("https://n\u0455m.no/", "https://xn--nm-eoc.no/", "xn--nm-eoc.no"),
        ("https://bl\u00e5b\u00e6r.no/", "https://xn--blbr-roah.no/", "xn--blbr-roah.no"),
        ("https://nsm\u3002no/", "https://nsm.no/", "nsm.no"),
        ("https://\uff4esm.no/", "https://nsm.no/", "nsm.no"),
        ("https://nsm.no/r\u00e5d/%2e%2e?x=1", "https://nsm.no/r\u00e5d/%2e%2e?x=1", "nsm.no"),
    ],
)
def test_what_is_shown_is_what_is_opened(text: str, opened: str, host: str) -> None:
    address = openable(text)
    assert address == Address(opened, host)
    assert address is not None
    url = QUrl(address.text, QUrl.ParsingMode.StrictMode)
    shown = url.host(QUrl.ComponentFormattingOption.FullyEncoded)
    assert url.isValid()
    assert host in (shown, f"{shown}:{url.port()}"), "Qt reads the host that we show"
    assert address.is_spelt_out is ("xn--" in host)


class Browser(QObject):
    """Stands in for whatever the system would open addresses with."""

    def __init__(self) -> None:
        super().__init__()
        self.opened: list[str] = []

    @Slot(QUrl)
    def take(self, url: QUrl) -> None:
        self.opened.append(url.toString(QUrl.ComponentFormattingOption.FullyEncoded))


@pytest.fixture
def browser(qapp: QApplication) -> Iterator[Browser]:
    del qapp  # only has to be there
    made = Browser()
    schemes = ("https", "http", "file", "javascript", "data", "ms-word", "mailto", "")
    for scheme in schemes:
        QDesktopServices.setUrlHandler(scheme, made, "take")  # type: ignore[arg-type] # the stub is wrong
    yield made
    for scheme in schemes:
        QDesktopServices.unsetUrlHandler(scheme)


@pytest.fixture
def parent(qtbot: QtBot) -> QWidget:
    made = QWidget()
    qtbot.addWidget(made)
    return made


def _when_asked(do: Callable[[QDialog], None]) -> list[str]:
    """Have this done with the dialog that comes; its words are told."""
    said: list[str] = []

    def answer() -> None:
        dialog = QApplication.activeModalWidget()
        assert isinstance(dialog, QDialog)
        said.append(words_on(dialog))
        do(dialog)

    QTimer.singleShot(0, answer)
    return said


def _press(number: int) -> Callable[[QDialog], None]:
    return lambda dialog: dialog.findChildren(Button)[number].click()


def test_odd_address_neither_opens_nor_asks(browser: Browser, parent: QWidget) -> None:
    speaker = Speaker(Language.EN)
    assert [text for text in NEVER if open_address(parent, text, speaker)] == []
    assert browser.opened == []


def test_address_is_opened_after_its_host_was_shown(browser: Browser, parent: QWidget) -> None:
    said = _when_asked(_press(1))
    assert open_address(parent, "https://www.NSM.no/r\u00e5d?a=1", Speaker(Language.EN))
    assert "The address leads to: www.nsm.no" in said[0]
    assert "xn--" not in said[0]
    assert browser.opened == ["https://www.nsm.no/r%C3%A5d?a=1"]


def test_look_alike_host_is_spelt_out(browser: Browser, parent: QWidget) -> None:
    said = _when_asked(_press(1))
    open_address(parent, "https://n\u0455m.no/", Speaker(Language.EN))
    assert "The address leads to: xn--nm-eoc.no" in said[0]
    assert "they are spelt out here" in said[0]
    assert "n\u0455m" not in said[0]
    assert browser.opened == ["https://xn--nm-eoc.no/"]


@pytest.mark.parametrize("no", [_press(0), lambda dialog: dialog.reject()], ids=["cancel", "closed"])
def test_nothing_opens_where_the_answer_is_no(browser: Browser, parent: QWidget, no: Callable[[QDialog], None]) -> None:
    said = _when_asked(no)
    assert not open_address(parent, "https://nsm.no/", Speaker(Language.NB))
    assert said
    assert browser.opened == []


def test_enter_means_no(parent: QWidget) -> None:
    defaults: list[bool] = []

    def look(dialog: QDialog) -> None:
        defaults.extend(button.isDefault() for button in dialog.findChildren(Button))
        dialog.reject()

    _when_asked(look)
    open_address(parent, "https://nsm.no/", Speaker(Language.EN))
    assert defaults == [True, False]


@pytest.mark.parametrize("word", ["QDesktopServices", "setOpenExternalLinks", "webbrowser", "QtNetwork", "QProcess"])
def test_addresses_are_opened_in_one_place_alone(word: str) -> None:
    places = sorted(path.name for path in GUI.rglob("*.py") if word in path.read_text(encoding="utf-8"))
    assert places == (["actions.py"] if word == "QDesktopServices" else [])
