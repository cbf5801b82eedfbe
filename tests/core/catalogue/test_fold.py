"""Folding: how names are made alike."""

# ruff: noqa: RUF001 - signs that look alike are what this is about

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.catalogue.fold import LONGEST, fold, is_latin, loosen, spellings, squeeze, words

FOLDED = {
    "TikTok": "tiktok",
    "BLÅFJELL": "blåfjell",
    "Bla\u030afjell": "blåfjell",
    "Ærø": "ærø",
    "Café Señor": "cafe senor",
    "Straße": "strasse",
    "Ёлка": "\u0435лка",
    "ＷｅＣｈａｔ": "wechat",
    "ﬁn": "fin",
    "Public 360°": "public 360°",
    "a\u200bb\u202ec\0d": "abcd",
    "Z\u0338\u0321algo": "zalgo",
    "\ud800x": "x",
}

LOOSE = {"blåfjell": "blafjell", "blaafjell": "blaafjell", "ærø": "aero", "øl": "ol", "phoenix": "phoenix"}
SPELLINGS = {
    "blåfjell": ("blafjell", "blaafjell"),
    "ærø": ("aero", "aeroe"),
    "sæter": ("saeter",),
    "phoenix": ("phoenix",),
    "яндекс ø": ("yandeks o", "yandeks oe"),
}

WORDS = {
    "google maps": ("google", "maps"),
    "c++": ("c",),
    "o'hara": ("o", "hara"),
    "mail.ru": ("mail", "ru"),
    "a_b": ("a", "b"),
    "抖音国际版": ("抖音", "音国", "国际", "际版"),
    "抖": ("抖",),
    "uc浏览器": ("uc", "浏览", "览器"),
    "*": (),
}


@pytest.mark.parametrize(("text", "expected"), FOLDED.items())
def test_fold(text: str, expected: str) -> None:
    assert fold(text) == expected


@pytest.mark.parametrize(("text", "expected"), LOOSE.items())
def test_loosen(text: str, expected: str) -> None:
    assert loosen(text) == expected


@pytest.mark.parametrize(("text", "expected"), SPELLINGS.items())
def test_both_ways_of_writing_without_the_keys(text: str, expected: tuple[str, ...]) -> None:
    assert spellings(text) == expected


@pytest.mark.parametrize(("text", "expected"), WORDS.items())
def test_words(text: str, expected: tuple[str, ...]) -> None:
    assert words(text) == expected


def test_other_scripts_are_spelt_in_latin_letters() -> None:
    assert loosen(fold("Яндекс")) == "yandeks"
    assert is_latin("blåfjell 7")
    assert not is_latin("яндекс")


def test_spaces_do_not_matter() -> None:
    assert squeeze(fold("Whats App")) == squeeze(fold("WhatsApp"))


def test_a_long_name_is_cut() -> None:
    assert len(fold("a" + "\u0301" * 100_000)) <= LONGEST
    assert len(fold("ﷺ" * 100_000)) <= LONGEST * 20


@given(st.text())
def test_folding_twice_changes_nothing(text: str) -> None:
    once = fold(text)
    assert squeeze(fold(once[:LONGEST])) == squeeze(once[:LONGEST]) or len(once) > LONGEST


@given(st.text(st.characters()))
def test_nothing_raises(text: str) -> None:
    words(loosen(fold(text)))
