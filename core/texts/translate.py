"""Translations of the program's own sentences, through the standard library's gettext interface.

The source text is English. `resources/translations/<language>/appvett.po` holds bokmål and nynorsk; it is
read as it is, so there is no compiled file that could be out of step with it. A text without a translation is
said in English, never left out.
"""

from __future__ import annotations

import gettext
from functools import cache
from pathlib import Path

from core.texts import pofile
from core.texts.phrase import Language

FOLDER = Path(__file__).resolve().parents[2] / "resources" / "translations"
"""Lies at the same place beside the code in a checkout and in the bundle."""


class Translation(gettext.NullTranslations):
    """The translations into one language; English is said as it stands."""

    def __init__(self, entries: tuple[pofile.Entry, ...] = ()) -> None:
        super().__init__()
        self._forms = {
            entry.key: (entry.strings if entry.several else entry.strings[:1])
            for entry in entries
            if entry.message and entry.is_translated
        }

    def gettext(self, message: str) -> str:
        """The translation, or the English text."""
        found = self._forms.get(message)
        return found[0] if found else message

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        """The translation for this number; `msgid1` is the text for one, `msgid2` for every other number."""
        found = self._forms.get(msgid1)
        one, several = found if found and len(found) > 1 else (msgid1, msgid2)
        return one if n == 1 else several

    def pgettext(self, context: str, message: str) -> str:
        """The translation of a text that has a context, or the English text."""
        found = self._forms.get(f"{context}{pofile.CONTEXT_END}{message}")
        return found[0] if found else message

    def npgettext(self, context: str, msgid1: str, msgid2: str, n: int) -> str:
        """As `ngettext`, with a context."""
        found = self._forms.get(f"{context}{pofile.CONTEXT_END}{msgid1}")
        one, several = found if found and len(found) > 1 else (msgid1, msgid2)
        return one if n == 1 else several


def path_of(language: Language) -> Path:
    """Where the translations into this language are kept."""
    return FOLDER / language.value / "appvett.po"


@cache
def translation(language: Language) -> Translation:
    """The translations into a language, read once.

    A file that is missing or cannot be read leaves the program in English: no words are worth a program that
    does not start. `python -m core.texts.check` finds such a file before anybody meets it.
    """
    if language is Language.EN:
        return Translation()
    try:
        return Translation(pofile.read(path_of(language).read_text(encoding="utf-8")))
    except (OSError, ValueError):
        return Translation()
