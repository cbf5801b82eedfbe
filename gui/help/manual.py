"""Finds the pages of the manual that lie as files beside the program, one folder for each language."""

from __future__ import annotations

from pathlib import Path

from core.texts.phrase import Language, Phrase, phrase
from gui.help.markdown import read_markdown
from gui.help.text import HelpText, Paragraph, Section

MOST = 200_000
"""Bytes of a page that are read."""


def page_file(folder: Path, name: str, language: Language) -> Path:
    """Where a page lies."""
    return folder / language.value / f"{name}.md"


def read_page(path: Path) -> HelpText | None:
    """The page of a file; None: it is missing, cannot be read, is no text, or far too long."""
    try:
        with path.open("rb") as file:
            content = file.read(MOST + 1)
        page = read_markdown(content.decode("utf-8")) if len(content) <= MOST else None
    except (OSError, UnicodeDecodeError):
        return None
    return page if page is not None and page.sections else None


def missing_page(title: str, sentences: tuple[str, ...]) -> HelpText:
    """What stands in place of a page that cannot be read."""
    return HelpText(title, (Section("", tuple(Paragraph(sentence) for sentence in sentences)),))


MISSING: tuple[Phrase, ...] = (
    phrase("This page of the help cannot be read: its file is missing or damaged."),
    phrase("Everything else works. Install Appvett again to get the page back."),
)
"""What is said of such a page."""
