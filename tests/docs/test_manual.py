"""The manual says the same in all three languages, and in no other marks than the help reads."""

import re
from pathlib import Path

import pytest

from core.settings.folders import manual_folder
from core.texts.phrase import Language

PAGES = ("keeping-fresh.md", "privacy.md", "reading-a-card.md", "trouble.md")
_HEADING = re.compile(r"^(#+) ", re.MULTILINE)
_ITEM = re.compile(r"^- ", re.MULTILINE)
_NOT_READ = re.compile(r"[*`|<\[\]]|^\s*\d+\. |^> |^####", re.MULTILINE)


def _text(language: Language, name: str) -> str:
    return (manual_folder() / language.value / name).read_text(encoding="utf-8")


@pytest.mark.parametrize("language", Language)
def test_each_language_has_every_page_and_no_other(language: Language) -> None:
    folder: Path = manual_folder() / language.value
    assert tuple(sorted(path.name for path in folder.iterdir())) == PAGES


@pytest.mark.parametrize("name", PAGES)
def test_headings_and_lists_are_the_same_in_all_languages(name: str) -> None:
    texts = [_text(language, name) for language in Language]
    for pattern in (_HEADING, _ITEM):
        first, *others = ([found.group() for found in pattern.finditer(text)] for text in texts)
        assert first
        assert all(other == first for other in others)


@pytest.mark.parametrize("language", Language)
@pytest.mark.parametrize("name", PAGES)
def test_no_page_holds_marks_that_the_help_would_show_as_they_are(name: str, language: Language) -> None:
    assert _NOT_READ.findall(_text(language, name)) == []
