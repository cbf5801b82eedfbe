import io
from pathlib import Path

import pytest

from core.catalogue.current import activate
from core.commands import main
from core.settings import Managed, SettingsStore, managed
from core.settings.class_names import class_words
from core.texts.phrase import Language, Term, Text, as_phrase
from core.texts.words import Words

USUAL = {f"classes.{kind}.label": Text("Vanlig", "Vanleg", "Usual") for kind in ("green", "yellow", "red", "black")}


def test_names_of_the_organisation_take_the_place_of_the_usual_ones() -> None:
    store = SettingsStore(None, managed=Managed({"class-name-red": "Fortrolig – bare fylket"}))
    for language in Language:
        words = Words(language, {**USUAL, **class_words(store)})
        assert words.term("classes.red.label") == "Fortrolig – bare fylket"
        assert words.term("classes.green.label") != "Fortrolig – bare fylket"


def test_without_names_nothing_is_replaced() -> None:
    assert class_words(SettingsStore(None)) == {}
    assert class_words(SettingsStore(None, managed=Managed({"class-name-red": "a\nb"}))) == {}


def test_name_stands_inside_a_sentence_as_the_organisation_wrote_it() -> None:
    store = SettingsStore(None, managed=Managed({"class-name-red": "FORTROLIG <b>&amp;"}))
    words = Words(Language.NB, class_words(store))
    assert words.say(as_phrase(Term("classes.red.label"))) == "FORTROLIG <b>&amp;"


def test_command_line_says_the_names_too(real_catalogue: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path, data = tmp_path / "settings.toml", tmp_path / "data"
    out, err = io.StringIO(), io.StringIO()
    path.write_text("[settings]\nclass-name-red = 'Bare fylket'\n", encoding="utf-8")
    monkeypatch.setattr(managed, "managed_file", lambda: path)
    monkeypatch.setattr(managed.read_managed, "__kwdefaults__", {"trusts": lambda _: True})
    activate(real_catalogue, data)
    main(["--data", str(data), "card", "tiktok", "--class", "red"], out, err, {"LANG": "nb_NO.UTF-8"})
    assert err.getvalue() == ""
    assert "Bare fylket" in out.getvalue()
    assert "Fortrolig" not in out.getvalue()
