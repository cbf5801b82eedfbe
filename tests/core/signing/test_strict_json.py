"""JSON of strangers: what is refused before a value is made of it."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.signing.strict_json import DEEPEST, NotStrict, parse, parse_as

REFUSED = {
    "nothing": b"",
    "half": b'{"a": ',
    "two values": b"{} {}",
    "a key twice": b'{"a": 1, "a": 2}',
    "a key twice, deep inside": b'{"x": [{"a": 1, "\\u0061": 2}]}',
    "NaN": b'{"a": NaN}',
    "infinity": b"[Infinity]",
    "minus infinity": b"[-Infinity]",
    "a number that overflows": b"[1e999]",
    "a number of many digits": b"[" + b"1" * 19 + b"]",
    "a fraction of many digits": b"[0." + b"1" * 40 + b"]",
    "thousands of digits": b"[" + b"1" * 9000 + b"]",
    "another encoding": "[1]".encode("utf-16"),
    "no encoding": b'["\xff"]',
    "a mark at the beginning": b"\xef\xbb\xbf{}",
    "half a pair": b'["\\ud800"]',
    "half a pair as a key": b'{"\\udc00": 1}',
    "deep": b"[" * (DEEPEST + 1) + b"]" * (DEEPEST + 1),
    "deep and open": b"[" * 100_000,
    "deep in objects": b'{"a":' * 200_000,
    "too long": b'"' + b"a" * 1_000_000 + b'"',
}


@pytest.mark.parametrize("kind", REFUSED)
def test_what_is_not_strict_is_refused(kind: str) -> None:
    with pytest.raises(NotStrict):
        parse(REFUSED[kind], most=900_000)


def test_brackets_in_strings_do_not_count() -> None:
    content = json.dumps({"a": "[" * 100 + '\\"' + "{" * 100}).encode()
    assert parse(content, most=1000) == json.loads(content)


def test_deepest_that_is_allowed_is_read() -> None:
    assert parse(b"[" * DEEPEST + b"]" * DEEPEST, most=100) is not None


_JSON = st.recursive(
    st.none() | st.booleans() | st.integers(-(10**17), 10**17) | st.text(st.characters(exclude_categories=["Cs"])),
    lambda inner: (
        st.lists(inner, max_size=4) | st.dictionaries(st.text(st.characters(exclude_categories=["Cs"])), inner)
    ),
    max_leaves=12,
)


@given(_JSON)
def test_what_json_writes_is_read_back(value: Any) -> None:
    assert parse(json.dumps(value).encode(), most=1_000_000) == value


@given(st.binary(max_size=300))
def test_any_bytes_are_read_or_refused(content: bytes) -> None:
    try:
        parse(content, most=1000)
    except NotStrict:
        return


@dataclass(frozen=True)
class Pair:
    left: int
    right: str


def test_values_have_their_kinds() -> None:
    assert parse_as(Pair, b'{"left": 1, "right": "x"}', most=100) == Pair(1, "x")
    for content in (b'{"left": "1", "right": "x"}', b'{"left": 1}', b"[]", b'{"left": true, "right": "x"}'):
        with pytest.raises(NotStrict):
            parse_as(Pair, content, most=100)
