"""What a user can do, one short function each: a table of contents of the window.

None of them knows a page; each is given what it needs.
"""

from __future__ import annotations

import tempfile
from io import StringIO
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices, QGuiApplication
from PySide6.QtWidgets import QWidget

from core.errors import Reporter
from core.texts.phrase import phrase
from core.texts.words import Words
from gui import dialogs
from gui.links import Address, openable
from gui.speaker import Speaker

if TYPE_CHECKING:  # loads all that answers are made of
    from gui.shelf import Answered, Shelf

_SPELT_OUT = phrase(
    "The name of this site holds letters beyond a to z; they are spelt out here (xn--). Is it the right one?"
)
_PAPER_COLUMNS = 84


def copy_text(text: str) -> None:
    """Put text on the clipboard."""
    QGuiApplication.clipboard().setText(text)


def pasted_text() -> str:
    """The text on the clipboard; empty where there is none."""
    return QGuiApplication.clipboard().text()


def leads_elsewhere(text: str) -> bool:
    """Whether it is a link that leads to no app in a store."""
    from core.catalogue.links import other_site

    return other_site(text) is not None


def card_as_text(answered: Answered, shelf: Shelf, words: Words) -> str:
    """The card as the command line prints it."""
    from core.commands.as_text import card_text
    from core.commands.page import Page
    from core.commands.terminal import Terminal

    page = Page(words, Terminal(StringIO(), width=_PAPER_COLUMNS))
    return card_text(answered.card, answered.alternatives, shelf.owners, shelf.rules, page)


def copy_card(answered: Answered, shelf: Shelf, words: Words) -> None:
    """Put the card on the clipboard, as plain text."""
    copy_text(card_as_text(answered, shelf, words))


def open_address(parent: QWidget, text: str, speaker: Speaker) -> bool:
    """Show where an address leads, and open it in the browser if that is wanted."""
    address = openable(text)
    if address is None or not _wants_to_open(parent, address, speaker):
        return False
    return QDesktopServices.openUrl(QUrl(address.text, QUrl.ParsingMode.StrictMode))


def open_folder(folder: Path) -> bool:
    """Show a folder of our own in the system's program for files."""
    return QDesktopServices.openUrl(QUrl.fromLocalFile(str(folder)))


def build_catalogue(sources: Path, data: Path, reporter: Reporter) -> Path:
    """Build the catalogue from its sources and put it to use; what was in use stays until all of it stands.

    Returns:
        The file in use.

    Raises:
        SourceInvalid: the sources hold mistakes.
        AppvettError: a folder cannot be read or written.
        Cancelled: it was asked to stop.
    """
    from core.catalogue.current import activate
    from core.publishing.build import build

    with tempfile.TemporaryDirectory(prefix="appvett-build-") as place:
        result = build(sources, Path(place), reporter)
        return activate(result.path, data)


def _wants_to_open(parent: QWidget, address: Address, speaker: Speaker) -> bool:
    say = speaker.say
    texts = [
        say(phrase("The address leads to: {host}", host=address.host)),
        address.text,
        *([say(_SPELT_OUT)] if address.is_spelt_out else []),
        say(phrase("Your browser will go there; those who run it see that somebody on your network did.")),
    ]
    answers = [say(phrase("Cancel")), say(phrase("Open in the browser"))]
    return dialogs.ask(parent, say(phrase("Open this address?")), texts, answers) == 1
