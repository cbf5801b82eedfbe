"""A card on paper: plain text alone, numbered pages, our own words, and a preview that needs no printer."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtGui import QTextDocument
from PySide6.QtWidgets import QToolBar

from core.texts import outside
from gui.card.context import CardContext
from gui.print_preview import PrintPreview
from gui.printing import card_document
from tests.gui.conftest import Driver, words_on

HOSTILE = "<b>bold</b> <img src=file:///etc/passwd>\n\u202egnp.exe"


def a_context(driver: Driver, app: str = "TikTok", language: str = "en") -> CardContext:
    window = driver.start("--app", app, "--language", language)
    context = window.card.context
    assert context is not None
    return context


def a_preview(driver: Driver, context: CardContext, printers: list[str]) -> PrintPreview:
    preview = PrintPreview(context, driver.programs[-1].window, printers)
    driver.qtbot.addWidget(preview)
    preview.show()
    driver.qtbot.waitUntil(lambda: preview.pages > 0)
    return preview


def test_paper_tells_answer_reasons_voices_advice_and_every_source(driver: Driver) -> None:
    context = a_context(driver)
    text = card_document(context).toPlainText()
    for words in (
        *("TikTok", "Device: Work device, connected", "NSM advises against", "not a ban", "The way forward"),
        *("What would change the answer", "Our rule", "No rule of ours", "Three factors"),
        *("Applies:", "Does not apply here:", "for comparison or as background"),
    ):
        assert words in text, words
    for fact in context.card.facts:
        assert all(outside.passage(source) in text for source in fact.sources)


def test_paper_is_plain_text_whoever_wrote_it(driver: Driver) -> None:
    context = a_context(driver)
    app = replace(context.card.app, name=HOSTILE, publisher=HOSTILE)
    hostile = replace(context, answered=replace(context.answered, card=replace(context.card, app=app)))
    document = card_document(hostile)
    text = document.toPlainText()
    assert "<b>bold</b>" in text
    assert "\u202e" not in text
    assert "\ufffc" not in text, "an object stands in the text"
    assert not any(fragment == "bold" for fragment in bold_words(document))


def bold_words(document: QTextDocument) -> list[str]:
    """Fragments that are as bold as markup would have made them."""
    found, block = [], document.begin()
    while block.isValid():
        part = block.begin()
        while not part.atEnd():
            if part.fragment().charFormat().fontWeight() >= 700:
                found.append(part.fragment().text())
            part += 1
        block = block.next()
    return found


@pytest.mark.parametrize(
    ("language", "words"),
    [("en", ("Save as PDF", "Close", "No printer was found")), ("nb", ())],
)
def test_preview_without_a_printer_shows_pages_and_says_so(
    driver: Driver, language: str, words: tuple[str, ...]
) -> None:
    preview = a_preview(driver, a_context(driver, language=language), [])
    assert preview.pages > 1
    assert preview.preview.pageCount() == preview.pages
    assert preview.print is not None
    assert not preview.print.isEnabled()
    assert not preview.findChildren(QToolBar), "Qt's own bar would speak English"
    said = words_on(preview)
    for word in words:
        assert word in said


def test_preview_with_printers_offers_them(driver: Driver) -> None:
    preview = a_preview(driver, a_context(driver), ["Office <1>", "Hall"])
    assert preview.print is not None
    assert preview.print.isEnabled()
    assert "No printer" not in words_on(preview)


def test_pages_are_saved_and_a_folder_that_is_not_there_is_told(driver: Driver, tmp_path: Path) -> None:
    preview = a_preview(driver, a_context(driver, "Vipps"), [])
    paper = tmp_path / "card.pdf"
    preview.save_pdf(paper)
    assert paper.read_bytes().startswith(b"%PDF")
    assert preview.told.text() == "Saved as card.pdf."
    preview.save_pdf(tmp_path / "nowhere" / "card.pdf")
    assert "could not be written" in preview.told.text()


def test_key_for_printing_opens_the_preview(driver: Driver) -> None:
    window = driver.start("--app", "no such app at all", "--language", "en")
    window.reading.print_card()
    preview = next(iter(window.findChildren(PrintPreview)))
    assert preview.windowTitle() == "Print preview"
    assert preview.preview.accessibleName() == "Print preview: no such app at all"
    preview.close()
    driver.rest(window)
