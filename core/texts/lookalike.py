"""Names that pretend to be others: mixed alphabets, hidden characters, letters that look like Latin ones.

The idea is that of the "confusables" and of the "mixed-script detection" of Unicode Technical Standard 39, Unicode
Security Mechanisms (https://www.unicode.org/reports/tr39/). The tables here were written for this program and are
short: letters of alphabets that people can read for Latin ones, and no more.

An alphabet is told by the first word of a letter's Unicode name. Writing systems that cannot be taken for Latin may
stand beside it in one word, as they do in Japanese.
"""

# ruff: noqa: RUF001 - letters that look alike are what this is about

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

_LONGEST = 2000
"""Characters that are looked at."""

_ALPHABETS = frozenset({"CYRILLIC", "GREEK", "ARMENIAN", "CHEROKEE", "COPTIC", "LISU"})
"""Alphabets whose letters can be taken for Latin ones."""
_RANGES = (
    "\u0370-\u058f\u13a0-\u13ff\u1c80-\u1c8f\u1f00-\u1fff\u2c80-\u2cff\u2de0-\u2dff\ua4d0-\ua4ff\ua640-\ua69f"
    "\uab70-\uabbf\uff21-\uff3a\uff41-\uff5a"
)
_FOREIGN = re.compile(f"[{_RANGES}]")
"""Letters of these alphabets, and wide ones."""

_MARKS = "\u0300-\u036f\u0483-\u0489\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f"
_FORMAT = "\u00ad\u034f\u061c\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufe00-\ufe0f\ufeff\ufff9-\ufffb"
_BEYOND = "\U0001d173-\U0001d17a\U000e0000-\U000e0fff"
_BLANK = "\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u115f\u1160\u17b4\u17b5\u2800\u3164\uffa0"
_HIDDEN = re.compile(f"[{_FORMAT}{_BEYOND}{_BLANK}]")
_WORD = re.compile(rf"[^\W_]+(?:[{_MARKS}{_FORMAT}{_BEYOND}]+[^\W_]+)*")
"""A word with the marks and hidden characters inside it, which must not hide that its halves belong together."""

_SAME = (
    "аa еe оo рp сc уy хx іi јj ѕs ԁd һh ԛq ԝw ӏl үy АA ВB ЕE КK МM НH ОO РP СC ТT УY ХX ІI ЈJ ЅS ԌG ԚQ ԜW ӀI ҮY "
    "αa οo νv ρp υu ιi κk χx ϲc ϳj ΑA ΒB ΕE ΖZ ΗH ΙI ΚK ΜM ΝN ΟO ΡP ΤT ΥY ΧX ϹC "
    "օo ոn սu հh ցg զq յj լl ՕO ՍU ՏS ԼL "
    "ᎪA ᏴB ᏟC ᎠD ᎬE ᏀG ᎻH ᎫJ ᏦK ᏞL ᎷM ᏢP ᎡR ᏚS ᎢT ᏙV ᎳW ᏃZ "
    "ⲟo ⲣp ⲥc ⲞO ⲢP ⲤC ⲔK ⲘM ⲚN ⲎH ⲦT ⲒI ⲬX "
    "ꓮA ꓐB ꓚC ꓓD ꓰE ꓝF ꓖG ꓧH ꓲI ꓙJ ꓗK ꓡL ꓟM ꓠN ꓳO ꓑP ꓣR ꓢS ꓔT ꓴU ꓦV ꓪW ꓫX ꓬY ꓜZ"
)
"""Pairs of a letter and the Latin one that it can hardly be told from."""
_ALIKE = "кk мm тt пn гr иu нh вb ьb шw ғf ѵv ѡw ҽe ЯR ИN ШW ѴV γy ηn εe τt ωw σo μu βb δd ΛA ΔA ΣE աw էt ւl ԱU ԵE"
"""Pairs that are alike only among Latin letters."""

_WIDE = {wide: chr(ord(wide) - 0xFEE0) for wide in map(chr, (*range(0xFF21, 0xFF3B), *range(0xFF41, 0xFF5B)))}
_TO_LATIN = _WIDE | {pair[0]: pair[1] for pair in _SAME.split()}
_TO_LATIN_AMONG_LATIN = _TO_LATIN | {pair[0]: pair[1] for pair in _ALIKE.split()}

_JOINERS = "\u200c\u200d"
_JOINING_SCRIPTS = frozenset(
    {
        *("ARABIC", "SYRIAC", "MONGOLIAN", "NKO", "DEVANAGARI", "BENGALI", "GURMUKHI", "GUJARATI", "ORIYA", "TAMIL"),
        *("TELUGU", "KANNADA", "MALAYALAM", "SINHALA", "KHMER", "MYANMAR", "TIBETAN"),
    }
)
"""Writing systems in which joiners belong to the spelling."""
_UNSPACED_SCRIPTS = frozenset({"KHMER", "LAO", "THAI", "MYANMAR"})
"""Writing systems in which an invisible space parts words."""
_DIRECTION_MARKS = "\u200e\u200f\u061c"
_KEYCAP = "\u20e3"
_FLAG_OF_A_REGION = re.compile("\U0001f3f4[\U000e0030-\U000e007a]{1,7}\U000e007f")


@dataclass(frozen=True, slots=True)
class Oddities:
    """What about a name can mislead a reader."""

    mixed_scripts: tuple[str, ...]
    """Words in which letters of Latin, Cyrillic, Greek and the like stand mixed, as written, each once."""
    hidden: bool
    """Whether it holds characters that show nothing or change the direction, outside emoji and honest spelling."""

    @property
    def is_odd(self) -> bool:
        """Whether there is anything to warn of."""
        return self.hidden or bool(self.mixed_scripts)


def oddities(text: str) -> Oddities:
    """What about the first two thousand characters of a name can mislead. Never raises."""
    text = text[:_LONGEST]
    if text.isascii() and text.isprintable():
        return Oddities((), hidden=False)
    mixed = (word for word in _WORD.findall(text) if len(_alphabets(word)) > 1) if _FOREIGN.search(text) else ()
    return Oddities(tuple(dict.fromkeys(mixed)), hidden=_has_hidden(_FLAG_OF_A_REGION.sub("", text)))


def skeleton(text: str) -> str:
    """What a name looks like in Latin letters; most names are given back as they are. Never raises.

    Letters are replaced in words that mix alphabets, and in words wholly of letters that look Latin: a Russian word
    with a letter of its own stays.
    """
    text = text[:_LONGEST]
    if not _FOREIGN.search(text):
        return text
    return unicodedata.normalize("NFC", _WORD.sub(lambda found: _in_latin(found[0]), text))


def _in_latin(word: str) -> str:
    alphabets = _alphabets(word)
    letters = [unicodedata.normalize("NFD", letter) for letter in word]
    if len(alphabets) > 1:
        return "".join(_replaced(letters, _TO_LATIN_AMONG_LATIN))
    if alphabets == {"LATIN"} or all(letter[0] in _TO_LATIN for letter in letters if letter[0].isalpha()):
        return "".join(_replaced(letters, _TO_LATIN))
    return word


def _replaced(letters: list[str], table: dict[str, str]) -> Iterator[str]:
    """The letters with their marks, each by the table."""
    return (table.get(letter[0], letter[0]) + letter[1:] for letter in letters)


def _alphabets(word: str) -> set[str]:
    """Those of Latin and of the alphabets that look like it that the word has letters of."""
    return {alphabet for letter in word if (alphabet := _script(letter)) == "LATIN" or alphabet in _ALPHABETS}


@lru_cache(maxsize=4096)
def _script(character: str) -> str:
    """The first word of the character's Unicode name, wide letters counted as what they are; empty without a name."""
    return unicodedata.name(character, "").removeprefix("FULLWIDTH ").partition(" ")[0]


def _has_hidden(text: str) -> bool:
    odd = [text[found.start()] for found in _HIDDEN.finditer(text) if not _belongs(text, found.start())]
    # In a name from right to left, marks of direction keep brackets and figures in place.
    return any(character not in _DIRECTION_MARKS for character in odd) or (bool(odd) and not _runs_to_the_left(text))


def _runs_to_the_left(text: str) -> bool:
    return any(unicodedata.bidirectional(letter) in ("R", "AL") for letter in text if letter.isalpha())


def _belongs(text: str, index: int) -> bool:
    """True where the hidden character at this place is part of an emoji or of the spelling."""
    character, before, after = text[index], text[index - 1 : index] if index else "", text[index + 1 : index + 2]
    script = _script(before) if before else ""
    if character == "\u200b":
        return script in _UNSPACED_SCRIPTS
    if character in _JOINERS:
        joins_emoji = character == "\u200d" and _ends_emoji(before) and unicodedata.category(after or " ") == "So"
        return joins_emoji or script in _JOINING_SCRIPTS
    if character in "\ufe0e\ufe0f":
        return after == _KEYCAP or _has_styles(before)
    if character in "\u180b\u180c\u180d\u180f":
        return script == "MONGOLIAN"
    if "\ufe00" <= character <= "\ufe02" or "\U000e0100" <= character <= "\U000e01ef":
        return script == "CJK"
    return False


def _ends_emoji(character: str) -> bool:
    return character == "\ufe0f" or (bool(character) and unicodedata.category(character) in ("So", "Sk"))


def _has_styles(character: str) -> bool:
    """True for pictures and signs that have both a coloured and a plain form; letters and figures have none."""
    if not character or _HIDDEN.match(character):
        return False
    return character == "\u2139" or unicodedata.category(character)[0] in "SP"
