"""Folding of names, so that people find an app however they write it.

Two foldings, used alike when indexing and when asking:

- `fold`: case, accents and width go; `ß` is `ss` and the Cyrillic io is ie; å, ø and æ stay, for in Norwegian they
  are letters of their own. Examples: `Blåfjell`, `BLÅFJELL` give `blåfjell`; `Café` gives `cafe`.
- `loosen`, of what was folded: å becomes a, ø becomes o, æ becomes ae, and other scripts are spelt in Latin letters.
  So `Ruta` finds `Rutå`, after whatever has an `a` there anyway. `spellings` gives both ways in which people write
  Norwegian without the keys for it: `ruta` and `rutaa`.

A name is then cut into words at everything that is no letter or figure. Runs of Han, Kana and Hangul have no spaces,
so they are cut into pairs of signs.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from anyascii import anyascii

LONGEST = 200
"""Characters of a name or a query that count; the rest is cut off."""

_KEPT = {"å": "\ue000", "ø": "\ue001", "æ": "\ue002"}
_BACK = {ord(mark): letter for letter, mark in _KEPT.items()}
_PLAIN = str.maketrans(
    {"ß": "ss", "\u0451": "\u0435", "ð": "d", "þ": "th", "ł": "l", "đ": "d", "\u0131": "i", "œ": "oe"}
    # Our own marks are no letters when somebody else writes them.
    | dict.fromkeys(_KEPT.values(), "")
)
_LOOSE = str.maketrans({"å": "a", "ø": "o", "æ": "ae"})
_SPELT_OUT = str.maketrans({"å": "aa", "ø": "oe", "æ": "ae"})
_NO_CONTROLS = dict.fromkeys((*range(32), 127))
_WORD = re.compile(r"[^\W_]+")
_LATIN = re.compile("[\x00-\x7fåøæ]*")
_UNSPACED = re.compile("[\u2e80-\u9fff\uac00-\ud7ff\uf900-\ufaff\U00020000-\U0003ffff]+")


def fold(text: str) -> str:
    """The text without case, accents and width; å, ø and æ stay. Never raises, also for lone surrogates."""
    text = text[:LONGEST]
    if text.isascii():
        # The way nearly every name goes, and a tenth of the work.
        return text.lower().translate(_NO_CONTROLS)
    return _fold(text)


@lru_cache(maxsize=4096)
def _fold(text: str) -> str:
    plain = unicodedata.normalize("NFKC", text).casefold().translate(_PLAIN)
    for letter, mark in _KEPT.items():
        plain = plain.replace(letter, mark)
    decomposed = unicodedata.normalize("NFD", plain)
    bare = "".join(sign for sign in decomposed if unicodedata.category(sign) not in ("Mn", "Cs", "Cc", "Cf"))
    return unicodedata.normalize("NFC", bare).translate(_BACK)


def loosen(folded: str) -> str:
    """Folded text in plain Latin letters, å as a and ø as o."""
    return folded if folded.isascii() else _in_latin(folded.translate(_LOOSE))


def spellings(folded: str) -> tuple[str, ...]:
    """Folded text in plain Latin letters: å as a and ø as o, then, where it makes a difference, as aa and oe."""
    loose = loosen(folded)
    if folded.isascii() or ("å" not in folded and "ø" not in folded):
        return (loose,)
    return (loose, _in_latin(folded.translate(_SPELT_OUT)))


def _in_latin(text: str) -> str:
    return text if text.isascii() else _spelt_anew(text)


@lru_cache(maxsize=4096)
def _spelt_anew(text: str) -> str:
    return fold(anyascii(text)).lower()


def is_latin(folded: str) -> bool:
    """True where folded text holds only plain Latin letters, å, ø and æ: loosening it spells nothing anew."""
    return _LATIN.fullmatch(folded) is not None


def words(folded: str) -> tuple[str, ...]:
    """The words of folded text; runs without spaces in pairs of signs."""
    found = _WORD.findall(folded)
    if folded.isascii():
        return tuple(found)
    return tuple(part for word in found for part in _cut(word))


def _cut(word: str) -> list[str]:
    parts: list[str] = []
    position = 0
    for run in _UNSPACED.finditer(word):
        if run.start() > position:
            parts.append(word[position : run.start()])
        parts.extend(_pairs(run.group()))
        position = run.end()
    if position < len(word):
        parts.append(word[position:])
    return parts


def _pairs(run: str) -> list[str]:
    return [run] if len(run) == 1 else [run[index : index + 2] for index in range(len(run) - 1)]


def squeeze(folded: str) -> str:
    """The letters and figures of folded text without anything between them: `whats app` is `whatsapp`."""
    return "".join(_WORD.findall(folded))
