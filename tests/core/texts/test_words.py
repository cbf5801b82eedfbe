from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.facts import PartialDate
from core.texts import Argument, Language, Phrase, Term, Text, phrase, plural
from core.texts.words import Words, capitalised, readable

VOCABULARY = {
    "levels.high.label": Text("Høy", "Høg", "High"),
    "answers.advised-against.with_authority": Text(
        "{authority} fraråder", "{authority} rår ifrå", "{authority} advises"
    ),
    "half.label": Text("", "", "Only English"),
    "bare": Text("Uten ende", "", ""),
}


def words(language: Language = Language.NB) -> Words:
    return Words(language, VOCABULARY)


def said(**args: Argument) -> str:
    return words().say(Phrase("{x}", tuple(args.items())))


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        ("name", "name"),
        (384000, "384\u00a0000"),
        (1.5, "1,5"),
        (PartialDate.parse("2023-03"), "mars 2023"),
        (PartialDate.parse("2023-03-21"), "21. mars 2023"),
        (date(2023, 3, 21), "21. mars 2023"),
        (datetime(2023, 3, 21, 8, 0, tzinfo=UTC), "21. mars 2023 kl.\u00a008.00 UTC"),
        (Text("bokmål", "nynorsk", "English"), "bokmål"),
        (Text("", "", "English"), "English"),
        (Term("levels.high.label"), "Høy"),
        (Term("answers.advised-against.with_authority", (("authority", "NSM"),)), "NSM fraråder"),
        (Phrase("{y}", (("y", Term("levels.high.label")),)), "Høy"),
        (("a", Term("levels.high.label"), 3), "a, høy og 3"),
        ((), ""),
    ],
    ids=str,
)
def test_every_kind_of_argument_has_words(value: Argument, shown: str) -> None:
    assert said(x=value) == shown


def test_years_have_no_space_between_thousands() -> None:
    assert words().say(Phrase("{year}/{first_year}/{x}", (("year", 2023), ("first_year", 1999), ("x", 2023)))) == (
        "2023/1999/2\u00a0023"
    )


@pytest.mark.parametrize(
    ("key", "shown"),
    [
        ("levels.very-high.label", "very high"),
        ("nothing", "nothing"),
        ("a.b_c.help", "b c"),
        ("label", "label"),
        ("", ""),
    ],
)
def test_a_word_that_the_catalogue_lacks_is_said_by_its_key(key: str, shown: str) -> None:
    assert words().term(key) == readable(key) == shown


def test_the_nearest_language_speaks_where_one_is_missing() -> None:
    assert words(Language.NN).term("half.label") == "Only English"
    assert words(Language.NN).term("bare") == "Uten ende"


def test_braces_from_outside_are_only_braces() -> None:
    hostile = Phrase("{name} and {other}", (("name", "{other} {0.__class__} }{"), ("other", "x")))
    assert words().say(hostile) == "{other} {0.__class__} }{ and x"


def test_a_place_that_nobody_filled_stays_visible_and_doubled_braces_are_one() -> None:
    assert words().say(Phrase("{missing} {{x}} {")) == "{missing} {x} {"


def test_names_from_outside_are_made_safe() -> None:
    assert said(x="a\u202eb") == "a⟨U+202E⟩b"


def test_a_sentence_without_translation_is_said_in_english() -> None:
    assert words().say(Phrase("Nobody has translated this {n}.", (("n", 1),))) == "Nobody has translated this 1."


@pytest.mark.parametrize(
    ("language", "one", "many"),
    [
        (Language.NB, "1 app funnet.", "1\u00a0200 apper funnet."),
        (Language.NN, "1 app funnen.", "1\u00a0200 appar funne."),
        (Language.EN, "1 app found.", "1,200 apps found."),
    ],
)
def test_the_number_chooses_the_sentence(language: Language, one: str, many: str) -> None:
    speaker = words(language)
    assert speaker.say(plural("{count} app found.", "{count} apps found.", count=1)) == one
    assert speaker.say(plural("{count} app found.", "{count} apps found.", count=1200)) == many


def test_phrases_are_translated() -> None:
    assert words(Language.NN).say(phrase("The work was stopped.")) == "Arbeidet vart stansa."


def test_capitals_change_the_first_letter_alone() -> None:
    assert capitalised("app fra NSM") == "App fra NSM"
    assert capitalised("") == ""


@given(st.text(), st.text())
def test_no_text_from_outside_raises_an_error(message: str, name: str) -> None:
    words().say(Phrase(message, (("x", name), ("y", Term(name)), ("z", (name, name)))))


def test_labels_are_written_small_inside_a_sentence_and_with_a_capital_at_its_beginning() -> None:
    level, name = Term("levels.high.label"), Term("countries.NO")
    speaker = Words(Language.NB, {**VOCABULARY, "countries.NO": Text("Norge", "Noreg", "Norway")})
    assert speaker.say(Phrase("{level}: {level}. {level} ({level})", (("level", level),))) == "Høy: høy. Høy (høy)"
    assert speaker.say(Phrase("{levels}, {levels}", (("levels", (level, level)),))) == "Høy og høy, høy og høy"
    assert speaker.say(Phrase("fra {it}", (("it", Phrase("{it}", (("it", level),))),))) == "fra høy"
    assert speaker.say(Phrase("fra {it}", (("it", name),))) == "fra Norge"
    assert speaker.term("levels.high.label") == speaker.show(level) == "Høy"


def test_an_abbreviation_keeps_its_capitals() -> None:
    speaker = Words(Language.NB, {"abilities.x.label": Text("SMS og samtaler", "", "")})
    assert speaker.say(Phrase("til {x}", (("x", Term("abilities.x.label")),))) == "til SMS og samtaler"


def test_a_name_that_ends_in_a_full_stop_gets_no_second_one() -> None:
    assert words().say(Phrase("By {x}. {x}!", (("x", "Zoom, Inc."),))) == "By Zoom, Inc. Zoom, Inc.!"
