from __future__ import annotations

import re
from pathlib import Path

import pytest

from core.texts import pofile, translate
from core.texts.phrase import Language
from core.texts.pofile import Entry
from core.texts.translate import Translation

NORWEGIAN = (Language.NB, Language.NN)

NEVER = (
    (r"\bbegrens(et|a)\b", "a grade of the Security Act"),
    (r"\btjenesteenhet|\btenesteeining", "kept for quotes from NSM"),
    (r"\bvedtak", "a ruling is never called so"),
    (r"\bsikkerheitskontakt|\bbannlyst", "not our words"),
)


def test_a_missing_or_damaged_file_leaves_english(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(translate, "FOLDER", tmp_path)
    translate.translation.cache_clear()
    assert translate.translation(Language.NB).gettext("The work was stopped.") == "The work was stopped."
    (tmp_path / "nn").mkdir()
    (tmp_path / "nn" / "appvett.po").write_bytes(b"\xff\xfe nonsense")
    assert translate.translation(Language.NN).gettext("The work was stopped.") == "The work was stopped."
    translate.translation.cache_clear()


def test_the_whole_gettext_interface_answers() -> None:
    found = Translation(
        (
            Entry("a", strings=("A",)),
            Entry("b", "bs", strings=("B", "BS")),
            Entry("c", context="menu", strings=("C",)),
            Entry("d", "ds", "menu", ("D", "DS")),
            Entry("guessed", strings=("X",), fuzzy=True),
        )
    )
    assert found.gettext("a") == "A"
    assert found.gettext("guessed") == "guessed"
    assert (found.ngettext("b", "bs", 1), found.ngettext("b", "bs", 0), found.ngettext("x", "xs", 2)) == (
        "B",
        "BS",
        "xs",
    )
    assert (found.pgettext("menu", "c"), found.pgettext("other", "c")) == ("C", "c")
    assert (found.npgettext("menu", "d", "ds", 1), found.npgettext("x", "d", "ds", 5)) == ("D", "ds")


@pytest.mark.parametrize("language", NORWEGIAN)
def test_words_that_are_never_used_are_not(language: Language) -> None:
    entries = pofile.read(translate.path_of(language).read_text("utf-8"))
    said = [words for entry in entries if entry.message for words in entry.strings]
    for pattern, why in NEVER:
        assert not [words for words in said if re.search(pattern, words, re.IGNORECASE)], why


@pytest.mark.parametrize("language", NORWEGIAN)
def test_advice_is_never_called_a_ban_nor_a_ban_advice(language: Language) -> None:
    for entry in pofile.read(translate.path_of(language).read_text("utf-8")):
        has_ban = re.search(r"\bforb(ud|od)\b", " ".join(entry.strings))
        assert bool(has_ban) == (" ban." in entry.message), entry.message


def test_nynorsk_is_nynorsk_and_bokmaal_bokmaal() -> None:
    words = {
        language: " ".join(
            text
            for entry in pofile.read(translate.path_of(language).read_text("utf-8"))
            if entry.message
            for text in entry.strings
        )
        for language in NORWEGIAN
    }
    for wrong in ("ikke", "jeg", "hva", "hvem", "virksomhet", "enhet", "fra", "bare", "noen", "også", "kilde"):
        assert not re.search(rf"\b{wrong}\b", words[Language.NN], re.IGNORECASE), wrong
    for wrong in ("ikkje", "eg", "kva", "kven", "verksemd", "eining", "frå", "berre", "nokon", "òg", "kjelde"):
        assert not re.search(rf"\b{wrong}\b", words[Language.NB], re.IGNORECASE), wrong
