"""A catalogue whose every word is hostile, as a stranger could make one, and a look at everything that is shown."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from functools import cache
from html import escape
from itertools import count
from pathlib import Path

from PySide6.QtCore import QAbstractListModel, Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QApplication,
    QComboBox,
    QLabel,
    QLineEdit,
    QMenu,
    QTextBrowser,
    QTextEdit,
    QWidget,
)

from core.catalogue.current import activate
from core.catalogue.schema import DIGEST_KEY, TABLES
from core.catalogue.store import CatalogueStore
from core.errors import Silent
from core.publishing.writing import TableRow, write_catalogue

BOLD = "<b>fet</b>"
LONGEST = 9000
"""Characters of one text that are shown at most: a passage, and our own words around it."""
MOST_MARKS = 4
ENDLESS = "Uendelig " + "x" * 5_000_000
MARKS = "Merket a" + "\u0301" * 100_000

_ENDLESS = (("tiktok", None), (None, "devices.travel.label"), (None, "answers.not-assessed.label"))
"""Rows, by id or key, that have a text of five million characters."""
_NAMED = frozenset(
    {
        *("name", "legal_name", "original_name", "title", "authority", "short", "publisher", "website", "url", "note"),
        *("legal_basis", "verified_scope", "outcome", "report", "version", "licence", "read", "listed", "unverified"),
        *("retrieved_how", "retrieved_note", "scope_note_source", "secrecy_note", "extraterritorial_note"),
        *("independent_authorisation_note", "target_notification_note"),
    }
)
"""Columns of free text in one language; those in three end with the language."""


def payloads(picture: Path) -> tuple[str, ...]:
    """What strangers may write; the picture is a file that must not be read."""
    return (
        f"{BOLD} <br> &amp; & <a href='https://evil.example'>her</a>",
        f'<img src="file://{picture}"><table background="{picture.as_uri()}">',
        f"<qt><h1>{BOLD}</h1></qt> &lt;i&gt;",
        "\u202egnp.exe \u2066\u200b\u00ad\ufeff",
        "T\u0456kT\u043ek \u0410\u0440\u0440\u04cf\u0435",
        "{name} {count} {} %1 %s &File [*]",
        "\x00\x07\x1b[31m\u2028\u2029\x85",
        "z" + "\u0301" * 60,
        "\u3164\U000e0041\U000f0000\ud7fc",
        "l" * 700,
    )


def hostile_catalogue(real: Path, folder: Path, picture: Path) -> Path:
    """The real catalogue with something hostile behind each of its texts, put to use in a folder."""
    path = folder / "made.sqlite"
    folder.mkdir(parents=True, exist_ok=True)
    with CatalogueStore.open(real, verify=False) as store:
        write_catalogue(path, _rows(store, payloads(picture)), Silent())
    used = activate(path, folder)
    path.unlink()
    return used


def _rows(store: CatalogueStore, hostile: tuple[str, ...]) -> Iterator[TableRow]:
    number = count()
    for table in TABLES:
        for row in store.rows(table.name):
            if (table.name, row.get("key")) == ("meta", DIGEST_KEY):
                continue
            cells = [
                f"{value} {BOLD} {hostile[next(number) % len(hostile)]}"
                if isinstance(value, str) and _is_text(table.name, column)
                else value
                for column, value in row.items()
            ]
            if (row.get("id"), row.get("key")) in _ENDLESS:
                named = ("publisher", "text_nb")
                cells = [ENDLESS if column in named else cell for column, cell in zip(row, cells, strict=True)]
            yield table.name, tuple(cells)


def _is_text(table: str, column: str) -> bool:
    return table != "meta" and (column in _NAMED or column.endswith(("_nb", "_nn", "_en")))


# ---- looking at what is shown ---------------------------------------------------------------------------------------


def faults_of_all_widgets() -> list[str]:
    """What is wrong with any text of any widget that there is; empty where all is well."""
    found = []
    for widget in QApplication.allWidgets():
        found += [f"{type(widget).__name__}: {fault}" for fault in _faults(widget)]
    return sorted(set(found))


def _faults(widget: QWidget) -> Iterator[str]:
    for what, text in _texts(widget):
        if fault := fault_of_text(text):
            yield f"{what} {fault}: {text[:80]!a}"
    yield from _markup(widget)
    yield from _mnemonics(widget)


def _texts(widget: QWidget) -> Iterator[tuple[str, str]]:
    """Each text of a widget, and what it is."""
    yield "name", widget.accessibleName()
    yield "description", widget.accessibleDescription()
    yield "tip", widget.toolTip()
    yield "title", widget.windowTitle()
    for action in widget.actions():
        yield "action", action.text()
    if isinstance(widget, QLabel | QAbstractButton):
        yield "text", widget.text()
    elif isinstance(widget, QLineEdit):
        yield "placeholder", widget.placeholderText()
    elif isinstance(widget, QComboBox):
        for row in range(widget.count()):
            yield "item", widget.itemText(row)
            yield "tip of an item", str(widget.itemData(row, Qt.ItemDataRole.ToolTipRole) or "")
    elif isinstance(widget, QAbstractItemView) and widget.model() is not None:
        yield from _cells(widget)


def _cells(view: QAbstractItemView) -> Iterator[tuple[str, str]]:
    roles = (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleTextRole)
    model = view.model()
    columns = 1 if isinstance(model, QAbstractListModel) else model.columnCount()
    for row in range(model.rowCount()):
        for column in range(columns):
            for role in roles:
                yield role.name, str(model.index(row, column).data(role) or "")


@cache
def fault_of_text(text: str) -> str:
    """What is wrong with a text that is shown; empty: nothing."""
    if len(text) <= LONGEST and text.isascii() and text.isprintable():
        return ""
    if len(text) > LONGEST:
        return "is not cut"
    marks = 0
    for character in text:
        category = unicodedata.category(character)
        if category in ("Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp") and character not in "\n\t":
            return f"hides U+{ord(character):04X}"
        marks = marks + 1 if category == "Mn" else 0
        if marks > MOST_MARKS:
            return "piles up marks"
    return ""


def _markup(widget: QWidget) -> Iterator[str]:
    """Where Qt would take a text for HTML, or load a picture."""
    if isinstance(widget, QLabel) and type(widget).__name__ != "QTipLabel":
        if widget.textFormat() is not Qt.TextFormat.PlainText:
            yield f"text is not plain: {widget.text()[:80]!a}"
        if widget.openExternalLinks() or not widget.pixmap().isNull():
            yield "opens links or shows a picture"
    if isinstance(widget, QTextEdit):
        if "\ufffc" in widget.toPlainText():
            yield "shows an object"
        if isinstance(widget, QTextBrowser) and type(widget).loadResource is QTextBrowser.loadResource:
            yield "loads what its text points to"
    tips = [widget.toolTip(), widget.whatsThis(), widget.statusTip()]
    if not isinstance(widget, QMenu) or widget.toolTipsVisible():
        tips += [action.toolTip() for action in widget.actions()]
    for text in tips:
        if ("<" in text or "&" in text) and not _is_escaped(text):
            yield f"tip that Qt may take for HTML: {text[:80]!a}"


def _is_escaped(tip: str) -> bool:
    inner = tip.removeprefix("<qt>").removesuffix("</qt>")
    return inner != tip and inner == escape(
        inner.replace("&lt;", "<")
        .replace("&gt;", ">")
        .replace("&quot;", '"')
        .replace("&#x27;", "'")
        .replace("&amp;", "&")
    )


def _mnemonics(widget: QWidget) -> Iterator[str]:
    """Where an ampersand would be taken for a key, and not be shown."""
    texts = [action.text() for action in widget.actions() if _is_ours(action)]
    if isinstance(widget, QAbstractButton) and "." in type(widget).__module__ and widget.text():
        texts += [widget.text()] if not type(widget).__module__.startswith("PySide6") else []
    for text in texts:
        if "&" in text.replace("&&", ""):
            yield f"ampersand is taken for a key: {text[:80]!a}"


def _is_ours(action: QAction) -> bool:
    """Whether we made an action; Qt's own menus have keys of their own."""
    return not action.objectName()
