"""Names that pretend to be others."""

# ruff: noqa: RUF001 - letters that look alike are what this is about

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.texts.lookalike import Oddities, oddities, skeleton

HONEST = [
    "",
    "TikTok",
    "Blåbærsyltetøy 360°",
    "LINE ライン",
    "LINEライン",
    "微信 WeChat",
    "微信WeChat",
    "日本語のアプリABC",
    "카카오톡KakaoTalk",
    "Телеграм",
    "Яндекс Maps",
    "Яндекс.Карты: Maps & Transport",
    "2ГИС",
    "Συσκευή USB",
    "µTorrent",
    "ＬＩＮＥ",
    "ｄメニュー",
    "Ｔwitter",
    "Հայերեն App",
    "👨\u200d👩\u200d👧 Familie",
    "🏳\ufe0f\u200d🌈",
    "👩🏽\u200d⚕\ufe0f Lege",
    "❤\ufe0f",
    "Tall 1\ufe0f\u20e3",
    "ℹ\ufe0f Info",
    "Appen™\ufe0f",
    "🏴\U000e0067\U000e0062\U000e0073\U000e0063\U000e0074\U000e007f",
    "\u0645\u06cc\u200c\u062e\u0648\u0627\u0647\u0645",
    "\u0915\u094d\u200d\u0937",
    "\u0d28\u0d4d\u200d",
    "\u1780\u1798\u17d2\u1798\u179c\u17b7\u1792\u17b8\u200b\u1798\u17be\u179b",
    "\u0623\u062e\u0628\u0627\u0631 (\u0635\u0648\u062a)\u200e 2021",
    "葛\U000e0100城",
    "Name\nof two lines",
]

MIXED = {
    "Теlegram": ("Теlegram",),
    "Telegrаm Messenger": ("Telegrаm",),
    "WhatsΑpp": ("WhatsΑpp",),
    "Fаcebook og Instаgram": ("Fаcebook", "Instаgram"),
    "Vibեr": ("Vibեr",),
    "ᏚIGNAL": ("ᏚIGNAL",),
    "ꓢignal": ("ꓢignal",),
    "Te\u0301лegram": ("Te\u0301лegram",),
    "Te\u200bлegram": ("Te\u200bлegram",),
    "TikT0к": ("TikT0к",),
    "Τелеграм": ("Τелеграм",),
    "微信Wеchat": ("微信Wеchat",),
    "ＴiкTok": ("ＴiкTok",),
}

HIDDEN = [
    "Tik\u200bTok",
    "Tik\u200cTok",
    "Tik\u200dTok",
    "Tik\u2060Tok",
    "Tik\u00adTok",
    "\ufeffTikTok",
    "\u200eTikTok",
    "TikTok\u200f",
    "safe\u202egpj.exe",
    "\u2066TikTok\u2069",
    "\u0645\u202eTikTok",
    "Tik\ufe0fTok",
    "7\ufe0f",
    "Tik\U000e0100Tok",
    "Tik\U000e0054Tok",
    "Tik\u034fTok",
    "Tik\u180eTok",
    "Tik\u3164Tok",
    "Tik\u2800Tok",
    "Tik\x00Tok",
    "\u200d👩",
]

LOOKS = {
    "Теlegram": "Telegram",
    "Telegrаm": "Telegram",
    "ТЕLЕGRАМ": "TELEGRAM",
    "WhatsΑpp": "WhatsApp",
    "Ѕignal": "Signal",
    "Ѕkype": "Skype",
    "Instagrаm Іnc": "Instagram Inc",
    "ԁropbox": "dropbox",
    "Zօօm": "Zoom",
    "ᏚIGNAL": "SIGNAL",
    "ꓢignal": "Signal",
    "ＴｉｋＴｏｋ": "TikTok",
    "ｄメニュー": "dメニュー",
    "μTorrent": "uTorrent",
    "СССР": "CCCP",
    "Соре": "Cope",
    "Fасebооk": "Facebook",
    "е\u0301hо": "ého",
    "Тиктok": "Tuktok",
}

KEPT = ["", "TikTok", "Телеграм", "Яндекс", "Беларусь", "Ελλάδα", "Հայերեն", "微信", "ライン", "µTorrent", "Blåfjell"]


@pytest.mark.parametrize("name", HONEST)
def test_honest_names_are_not_odd(name: str) -> None:
    assert oddities(name) == Oddities((), hidden=False)
    assert not oddities(name).is_odd


@pytest.mark.parametrize(("name", "words"), MIXED.items())
def test_words_of_mixed_alphabets_are_named(name: str, words: tuple[str, ...]) -> None:
    assert oddities(name).mixed_scripts == words
    assert oddities(name).is_odd


def test_a_mixed_word_is_named_once() -> None:
    assert oddities("Теlegram, Теlegram!").mixed_scripts == ("Теlegram",)


@pytest.mark.parametrize("name", HIDDEN, ids=ascii)
def test_hidden_characters_are_told(name: str) -> None:
    assert oddities(name) == Oddities((), hidden=True)
    assert oddities(name).is_odd


@pytest.mark.parametrize(("name", "looks"), LOOKS.items())
def test_an_impostor_is_read_as_what_it_looks_like(name: str, looks: str) -> None:
    assert skeleton(name) == looks


@pytest.mark.parametrize("name", KEPT)
def test_a_name_in_letters_of_its_own_is_kept(name: str) -> None:
    assert skeleton(name) == name


def test_a_word_of_its_own_letters_is_kept_beside_an_impostor() -> None:
    assert skeleton("Теlegram Беларусь") == "Telegram Беларусь"


def test_only_the_beginning_of_an_endless_name_is_looked_at() -> None:
    assert len(skeleton("е" * 5_000_000)) <= 2000
    assert not oddities("е" * 5_000_000).is_odd


@given(st.text())
def test_no_text_raises(text: str) -> None:
    oddities(text)
    assert skeleton(skeleton(text)) is not None


def test_no_mixture_of_odd_letters_raises() -> None:
    chance = random.Random(39)  # noqa: S311 - seeded, for the same texts every time
    letters = "aé\u0301аеοαօᏚꓢⲟＴ1葛👩🏽🏴\u0645\u0915\u094d \ud800"
    hidden = "\u200b\u200c\u200d\u200e\u202e\ufe0f\u20e3\U000e0067\U000e007f"
    for _ in range(5_000):
        text = "".join(chance.choice(letters + hidden) for _ in range(chance.randint(1, 12)))
        oddities(text)
        skeleton(text)
