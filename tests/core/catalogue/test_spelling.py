"""Spelling mistakes: no name within reach is overlooked, whatever was mistyped where."""

import random
from collections.abc import Iterable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rapidfuzz.distance import OSA

from core.catalogue import letters
from core.catalogue.letters import Bucket, BucketWriter
from core.catalogue.spelling import SHORTEST, edits_allowed, one_edit_away

LETTERS = "abc1"
KEYS = st.text(LETTERS, min_size=SHORTEST, max_size=24)


def bucket(names: Iterable[str]) -> Bucket:
    """Names of one length, numbered 100, 101, ..."""
    writer: BucketWriter | None = None
    for number, name in enumerate(names, 100):
        writer = writer or BucketWriter(len(name))
        writer.add(name, number)
    assert writer is not None
    length, numbers, keys, columns = writer.packed()
    return letters.read(length, numbers, keys, columns)


def edited(key: str, kind: int, place: int, letter: str) -> str:
    """The key with one edit: a letter put in, left out, replaced, or swapped with the next."""
    place %= len(key)
    head, tail = key[:place], key[place:]
    return [head + letter + tail, head + tail[1:], head + letter + tail[1:], head + tail[1:2] + tail[:1] + tail[2:]][
        kind
    ]


EDITS = st.tuples(st.integers(0, 3), st.integers(0, 30), st.sampled_from(LETTERS + "x"))


@given(KEYS, st.lists(EDITS, min_size=1, max_size=2))
@settings(max_examples=600, deadline=None)
def test_a_name_within_reach_is_not_ruled_out(name: str, edits: list[tuple[int, int, str]]) -> None:
    typed = name
    for kind, place, letter in edits:
        typed = edited(typed, kind, place, letter) or letter
    _, found = bucket([name]).near(typed, len(edits))
    assert found == [name]


def test_what_is_left_is_what_comparing_with_all_finds() -> None:
    rng = random.Random(1)  # noqa: S311 - the same names every time
    names = ["".join(rng.choices("abcdefghijklmnop", k=8)) for _ in range(3000)]
    of_all = bucket(names)
    few = 0
    for name in names[:200]:
        typed = edited(edited(name, rng.randrange(4), rng.randrange(8), "z"), rng.randrange(4), rng.randrange(8), "q")
        places, found = of_all.near(typed, 2)
        assert found == [names[place] for place in places]
        assert set(found) >= {other for other in names if OSA.distance(typed, other) <= 2}
        few += len(found)
    assert few < 200 * len(names) / 10


def test_figures_count_as_one_letter_and_double_letters_count_twice() -> None:
    found = bucket(["abcd1", "abcd2", "aabbc", "abcde"]).near("abcd9", 0)[1]
    assert found == ["abcd1", "abcd2"]
    assert bucket(["aabcd", "abcde"]).near("aabcd", 0)[1] == ["aabcd"]


def test_a_bucket_comes_back_as_it_was() -> None:
    one = bucket(["signal", "zalando"[:6], "vipps9"])
    assert list(one.numbers) == [100, 101, 102]
    assert one.keys == "signalzalandvipps9"


def test_an_empty_bucket_holds_nothing() -> None:
    assert letters.read(7, b"", b"", b"").near("abcdefg", 2) == ([], [])


@pytest.mark.parametrize("cut", range(3))
def test_a_damaged_bucket_is_told(cut: int) -> None:
    writer = BucketWriter(4)
    writer.add("abcd", 1)
    length, *parts = writer.packed()
    parts[cut] = parts[cut][:-1]
    with pytest.raises(ValueError, match=r"damaged|multiple"):
        letters.read(length, *parts)


def test_numbers_are_packed_the_same_everywhere() -> None:
    assert letters.pack([1, 1 << 40]) == bytes([1, 0, 0, 0, 0, 0, 0, 0]) + bytes([0, 0, 0, 0, 0, 1, 0, 0])
    assert list(letters.unpack(letters.pack([5, 7]))) == [5, 7]


@pytest.mark.parametrize(("length", "edits"), [(0, 0), (3, 0), (4, 1), (5, 1), (6, 2), (30, 2)])
def test_short_names_may_hold_fewer_edits(length: int, edits: int) -> None:
    assert edits_allowed(length) == edits


@given(st.text("ab1", min_size=1, max_size=8))
def test_everything_one_edit_away_is_told_and_nothing_else(key: str) -> None:
    found = one_edit_away(key, len(key))
    assert len(found) == len(set(found))
    assert all(OSA.distance(key, variant) == 1 for variant in found)
    reachable = {edited(key, kind, place, letter) for kind in range(4) for place in range(len(key)) for letter in "ab1"}
    assert {variant for variant in reachable if OSA.distance(key, variant) == 1} <= set(found)


def test_an_edit_behind_what_is_known_is_not_tried() -> None:
    """No name begins with `tikx`, so an edit after the x cannot mend it."""
    found = one_edit_away("tikxyz", 3)
    assert {"tikyz", "tiktxyz", "tiktyz", "tikyxz", "ikxyz"} <= set(found)
    assert not {"tikxyzz", "tikxy", "tikxzy", "tikxya"} & set(found)
