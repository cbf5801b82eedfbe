from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.texts import outside


@pytest.mark.parametrize(
    "name",
    [
        "TikTok",
        "<b>bold</b> &amp; <img src=file:///etc/passwd>",
        "Blåbærsyltetøy",
        "抖音国际版",
        "日本語テスト",
        "Телеграм",
        "µTorrent",
        "C++ {app} %s {0}",
        "👨\u200d👩\u200d👧 ❤\ufe0f",
        "\u0645\u06cc\u200c\u062e\u0648\u0627\u0647\u0645",
    ],
)
def test_honest_names_are_shown_letter_by_letter(name: str) -> None:
    assert outside.name(name) == name


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("safe\u202egpj.exe", "safe⟨U+202E⟩gpj.exe"),
        ("Tik\u200bTok", "Tik⟨U+200B⟩Tok"),
        ("Tik\u200dTok", "Tik⟨U+200D⟩Tok"),
        ("Tik\u00adTok", "Tik⟨U+00AD⟩Tok"),
        ("Tik\u3164Tok", "Tik⟨U+3164⟩Tok"),
        ("Tik\ufe0fTok", "Tik⟨U+FE0F⟩Tok"),
        ("a\x00b\tc\nd\x1b[31m", "a⟨U+0000⟩b⟨U+0009⟩c⟨U+000A⟩d⟨U+001B⟩[31m"),
        ("\udc80", "⟨U+DC80⟩"),
        ("e\u0301", "é"),
    ],
)
def test_hidden_characters_are_made_visible(name: str, shown: str) -> None:
    assert outside.name(name) == shown


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("TikT\u043ek", "TikT⟨\u043e U+043E⟩k"),
        ("\u0421\u043e\u0440\u0443 me", "\u0421\u043e\u0440\u0443⟨U+0421…⟩ me"),
        ("\u0421\u0421\u0421\u0420", "\u0421\u0421\u0421\u0420⟨U+0421…⟩"),
    ],
    ids=["one letter", "one word", "whole name"],
)
def test_letters_that_look_latin_are_marked(name: str, shown: str) -> None:
    assert outside.name(name) == shown
    assert outside.has_mixed_scripts(name)


def test_a_name_of_five_million_letters_is_cut_with_a_mark() -> None:
    shown = outside.name("x" * 5_000_000)
    assert shown == "x" * outside.NAME_LIMIT + outside.CUT


def test_a_hundred_thousand_marks_on_one_letter_are_dropped_with_a_mark() -> None:
    shown = outside.name("a" + "\u0301\u0316" * 50_000 + "bc")
    assert outside.DROPPED in shown
    assert sum(unicodedata.combining(letter) > 0 for letter in shown) <= outside.MOST_MARKS


def test_a_line_has_no_line_ends_and_a_passage_keeps_them() -> None:
    assert outside.line("one\ntwo") == "one⟨U+000A⟩two"
    assert outside.passage("one\r\ntwo\rthree\n\tfour") == "one\ntwo\nthree\n\tfour"


@given(st.text())
def test_what_is_shown_hides_nothing_and_is_never_endless(text: str) -> None:
    shown = outside.name(text, 20)
    hidden = {"Cc", "Cs", "Cn", "Co", "Zl", "Zp"}
    assert not any(unicodedata.category(letter) in hidden for letter in shown)
    assert len(shown) <= 20 * 24
    shown.encode("utf-8")


@given(st.text())
def test_making_safe_never_fails_on_lines_and_passages(text: str) -> None:
    outside.line(text).encode("utf-8")
    outside.passage(text).encode("utf-8")


def test_what_is_shown_without_a_second_look_needs_none() -> None:
    plain = [chr(code) for code in range(0x2FFF) if outside._PLAIN.fullmatch(chr(code))]
    assert len(plain) > 300
    for sign in plain:
        assert not outside._is_hidden(sign), hex(ord(sign))
        assert unicodedata.normalize("NFC", sign) == sign, hex(ord(sign))
        assert unicodedata.category(sign)[0] != "M", hex(ord(sign))
        assert not outside.has_mixed_scripts(f"a{sign}b"), hex(ord(sign))
