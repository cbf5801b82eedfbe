"""Which of very many names can lie near what was typed: sifted by their letters, thousands at a time.

Names of one length stand in a `Bucket`. For every letter it holds one whole number, of which bit after bit says whether
name after name has that letter. One edit takes away at most one letter and brings at most one. So the names that lack
more letters of a key than it may have edits, or have more letters that it lacks, are ruled out; and because the numbers
hold a hundred thousand names each, some two hundred steps of arithmetic do it for all of them. What is left, a few in a
thousand, is compared letter by letter.

This is the letter mask of one word a name that is common for such lists, turned on its side: a column for each letter.
Python's long integers are then as quick as a library for arrays would be, and nothing more needs to be shipped.
"""

from __future__ import annotations

import re
import sys
from array import array
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import compress
from operator import not_

LETTERS = "abcdefghijklmnopqrstuvwxyz0"
"""What a key is made of; all figures count as one letter."""
TWICE = "aeinorstlcdmpu0"
"""Letters that many names have twice: a second column tells which."""
COLUMNS = len(LETTERS) + len(TWICE)

_FIGURES = "0123456789"
_HAS = tuple(
    bytes(ord("1") if chr(code) in (_FIGURES if letter == "0" else letter) else ord("0") for code in range(256))
    for letter in LETTERS
)
"""For each letter, what turns a column of keys into ones and noughts."""


def pack(numbers: Iterable[int]) -> bytes:
    """Whole numbers below 2**63 as eight bytes each, the lowest first."""
    return _little(array("q", numbers)).tobytes()


def unpack(content: bytes) -> array[int]:
    """What `pack` was given."""
    numbers = array("q")
    numbers.frombytes(content)
    return _little(numbers)


def _little(numbers: array[int]) -> array[int]:
    if sys.byteorder == "big":
        numbers.byteswap()
    return numbers


@dataclass(frozen=True, slots=True)
class Bucket:
    """Names whose keys have the same length."""

    length: int
    """Letters of each key."""
    numbers: array[int]
    """Number of each name, rising."""
    keys: str
    """The keys, one behind the other."""
    columns: tuple[int, ...]
    """For each of `LETTERS`, which names have it, then for each of `TWICE`; the first name is the highest bit."""

    def near(self, key: str, edits: int) -> tuple[list[int], list[str]]:
        """Places and keys of the names that can be so many edits away from `key`; some of them are not."""
        count, length, keys = len(self.numbers), self.length, self.keys
        marks = format(_sifted(self.columns, key, edits, (1 << count) - 1), f"0{count}b")
        places = [mark.start() for mark in _MARK.finditer(marks)]
        return places, [keys[place * length : place * length + length] for place in places]


_MARK = re.compile("1")


def _sifted(columns: tuple[int, ...], key: str, edits: int, names: int) -> int:
    """Those of `names` that lack at most so many letters of the key, and have at most so many others."""
    plain = key.translate(_AS_LETTERS)
    wanted = [letter in plain for letter in LETTERS] + [plain.count(letter) > 1 for letter in TWICE]
    # lacking[n]: names that lack just n of the letters looked at so far; added[n]: that have n others.
    lacking = [names, *[0] * edits]
    for column in compress(columns, wanted):
        have = [part & column for part in lacking]
        lacking = [have[0], *(have[n] | (lacking[n - 1] ^ have[n - 1]) for n in range(1, edits + 1))]
    added = [_any(lacking), *[0] * edits]
    for column in compress(columns, map(not_, wanted)):
        have = [part & column for part in added]
        added = [added[0] ^ have[0], *((added[n] ^ have[n]) | have[n - 1] for n in range(1, edits + 1))]
    return _any(added)


_AS_LETTERS = str.maketrans(_FIGURES, "0" * len(_FIGURES))


def _any(parts: list[int]) -> int:
    found = 0
    for part in parts:
        found |= part
    return found


class BucketWriter:
    """Gathers names of one length, in the order of their numbers, and packs them."""

    def __init__(self, length: int) -> None:
        """Args: letters of each key."""
        self._length = length
        self._numbers: array[int] = array("q")
        self._keys = bytearray()

    def add(self, key: str, number: int) -> None:
        """Take in a name."""
        self._numbers.append(number)
        self._keys += key.encode("ascii")

    def packed(self) -> tuple[int, bytes, bytes, bytes]:
        """Length, numbers, keys and columns, as `read` takes them."""
        size = (len(self._numbers) + 7) // 8
        once, twice = zip(*map(self._columns, _HAS), strict=True)
        columns = (*once, *(twice[LETTERS.index(letter)] for letter in TWICE))
        packed = b"".join(column.to_bytes(size, "big") for column in columns)
        return self._length, pack(self._numbers), bytes(self._keys), packed

    def _columns(self, has: bytes) -> tuple[int, int]:
        """Names that have a letter, and those that have it twice."""
        once = twice = 0
        for place in range(self._length):
            here = int(self._keys[place :: self._length].translate(has), 2)
            twice |= once & here
            once |= here
        return once, twice


def read(length: int, numbers: bytes, keys: bytes, columns: bytes) -> Bucket:
    """What `BucketWriter.packed` gave.

    Raises:
        ValueError: the parts do not fit together.
    """
    found = unpack(numbers)
    size = (len(found) + 7) // 8
    if len(keys) != len(found) * length or len(columns) != size * COLUMNS:
        raise ValueError("a bucket of names is damaged")
    parts = tuple(int.from_bytes(columns[place * size :][:size], "big") for place in range(COLUMNS))
    return Bucket(length, found, keys.decode("ascii"), parts)
