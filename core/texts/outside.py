"""Makes text from outside safe to show: names, ids, addresses, notes; whatever somebody else wrote.

What a text can do to a screen, and what is done about it:

1. be endless: it is cut at a limit, with `…` as the mark, before anything costly looks at it;
2. pile marks onto one letter: at most four stay, `⟨…⟩` stands for the rest;
3. hide or reorder characters (control, zero-width, bidirectional, fillers): they are shown, as `⟨U+202E⟩`;
4. look like another name: letters of another alphabet inside a Latin word are shown as `⟨x U+0445⟩`, and a
   word wholly of letters that look Latin has `⟨U+0421…⟩` behind it.

HTML and the signs of formats are left as they are: who shows text shows it as plain text, letter by letter.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from itertools import groupby, islice

NAME_LIMIT = 120
"""Characters of a name that are shown."""
LINE_LIMIT = 600
"""Characters of a line that are shown: an address, a path."""
PASSAGE_LIMIT = 8000
"""Characters of a note that are shown."""

MOST_MARKS = 4
"""Marks kept on one letter; no language in use needs more."""

CUT = "…"
"""Stands at the end of what was cut."""
DROPPED = "⟨…⟩"
"""Stands where marks were dropped."""

_JOINERS = "\u200c\u200d"
_EMOJI_STYLE = "\ufe0f"
_RAW_PER_CHARACTER = 8
"""So many code points a shown character may take before the rest is cut unread."""

# Letters and signs that Unicode says may be shown as nothing, although their category does not tell.
_INVISIBLE = frozenset("\u034f\u115f\u1160\u17b4\u17b5\u2800\u3164\uffa0") | frozenset(
    map(chr, (*range(0x180B, 0x1810), *range(0xFE00, 0xFE10), *range(0xE0000, 0xE1000)))
)
_HIDDEN_CATEGORIES = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"})

_LOOK_ALIKE_SCRIPTS = frozenset({"CYRILLIC", "GREEK", "ARMENIAN", "CHEROKEE", "COPTIC", "LISU", "FULLWIDTH"})
# Cyrillic and Greek letters that can hardly be told from Latin ones.
_LATIN_LOOKS = frozenset("аеорсухіјѕԁһԛԝӏАВЕКМНОРСТУХІЈЅԌԚԜ" + "οαυνρικΑΒΕΖΗΙΚΜΝΟΡΤΥΧ")
_WORDS = re.compile(r"[^\W\d_]+")
# Latin letters of European languages and the signs of ordinary print: nothing here is hidden, or looks like another.
_PLAIN = re.compile("[ -~\u00a0-\u00ac\u00ae-\u017f\u2013\u2014\u2018-\u201e\u2022\u2026\u2212]*")


def name(text: str, limit: int = NAME_LIMIT) -> str:
    """A name on one line, with hidden and foreign letters made visible."""
    return _shown(text, limit, keep_lines=False, mark_scripts=True)


def line(text: str, limit: int = LINE_LIMIT) -> str:
    """One line of any text, with hidden characters made visible."""
    return _shown(text, limit, keep_lines=False, mark_scripts=False)


def passage(text: str, limit: int = PASSAGE_LIMIT) -> str:
    """Text of several lines, with hidden characters made visible; line ends stay."""
    return _shown(text, limit, keep_lines=True, mark_scripts=False)


def has_mixed_scripts(text: str) -> bool:
    """True where `name` would mark letters of another alphabet."""
    short = text[: NAME_LIMIT * _RAW_PER_CHARACTER]
    return _with_marked_scripts(short) != short


def _shown(text: str, limit: int, *, keep_lines: bool, mark_scripts: bool) -> str:
    if len(text) <= limit and _PLAIN.fullmatch(text):
        return text
    if _PLAIN.fullmatch(text, 0, limit) and unicodedata.category(text[limit])[0] != "M":
        return text[:limit] + CUT
    # Cut first: sorting a hundred thousand marks into normal form takes quadratic time.
    raw = text[: limit * _RAW_PER_CHARACTER]
    if keep_lines:
        raw = raw.replace("\r\n", "\n").replace("\r", "\n")
    composed = unicodedata.normalize("NFC", "".join(_with_few_marks(raw)))
    if mark_scripts:
        composed = _with_marked_scripts(composed)
    visible = list(islice(_visible_characters(composed, keep_lines=keep_lines), limit + 1))
    if len(visible) <= limit and len(raw) == len(text.replace("\r\n", "\n") if keep_lines else text):
        return "".join(visible)
    return "".join(visible[:limit]) + CUT


def _with_few_marks(text: str) -> Iterator[str]:
    """The text with at most `MOST_MARKS` marks on each letter."""
    count = 0
    for character in text:
        count = count + 1 if unicodedata.category(character) in ("Mn", "Me") else 0
        if count <= MOST_MARKS:
            yield character
        elif count == MOST_MARKS + 1:
            yield DROPPED


def _visible_characters(text: str, *, keep_lines: bool) -> Iterator[str]:
    """What is shown for each letter with its marks: itself, or its number where it would not be seen."""
    shown = ""
    for index, character in enumerate(text):
        if unicodedata.category(character) in ("Mn", "Me", "Mc") and shown and character not in _INVISIBLE:
            shown += character
            continue
        if shown:
            yield shown
        shown = _one_visible(text, index, keep_lines=keep_lines)
    if shown:
        yield shown


def _one_visible(text: str, index: int, *, keep_lines: bool) -> str:
    character = text[index]
    if keep_lines and character in "\n\t":
        return character
    if not _is_hidden(character) or _joins_well(text, index):
        return character
    return f"⟨U+{ord(character):04X}⟩"


def _is_hidden(character: str) -> bool:
    return unicodedata.category(character) in _HIDDEN_CATEGORIES or character in _INVISIBLE


def _joins_well(text: str, index: int) -> bool:
    """True for joiners inside an emoji or a Persian word, and for the sign that colours an emoji."""
    character = text[index]
    before, after = text[index - 1 : index], text[index + 1 : index + 2]
    if character == _EMOJI_STYLE:
        return _is_symbol(before)
    if character not in _JOINERS or not before or not after:
        return False
    if _is_symbol(after) and (_is_symbol(before) or before == _EMOJI_STYLE):
        return True
    return _script(before) == "ARABIC" == _script(after)


def _is_symbol(character: str) -> bool:
    """True for pictures and the signs that change them; digits and letters are none."""
    return bool(character) and unicodedata.category(character) in ("So", "Sk") and character not in _INVISIBLE


def _with_marked_scripts(text: str) -> str:
    if text.isascii():
        return text
    has_latin = any(_script(letter) == "LATIN" for letter in text if letter.isalpha())
    return _WORDS.sub(lambda found: _marked_word(found[0], has_latin=has_latin), text)


def _marked_word(word: str, *, has_latin: bool) -> str:
    """The word, with letters of another alphabet than its own marked; unchanged where it has only one."""
    scripts = {_script(letter) for letter in word}
    foreign = scripts & _LOOK_ALIKE_SCRIPTS
    if not foreign:
        return word
    if "LATIN" in scripts or len(foreign) > 1:
        return "".join(_marked_run(word))
    if all(letter in _LATIN_LOOKS for letter in word) and (has_latin or len(word) > 1):
        return f"{word}⟨U+{ord(word[0]):04X}…⟩"
    return word


def _marked_run(word: str) -> Iterator[str]:
    for is_foreign, letters in groupby(word, key=lambda letter: _script(letter) in _LOOK_ALIKE_SCRIPTS):
        for letter in letters:
            yield f"⟨{letter} U+{ord(letter):04X}⟩" if is_foreign else letter


def _script(character: str) -> str:
    """The alphabet, by the first word of the character's Unicode name; empty where it has none."""
    return unicodedata.name(character, "").partition(" ")[0]
