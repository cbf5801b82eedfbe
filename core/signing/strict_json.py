"""JSON of strangers, parsed strictly: size, depth, keys and numbers are bounded before a value is made of it.

1. The bytes: at most so many, UTF-8 without a mark at the beginning.
2. The depth of brackets, counted before parsing: the parser recurses.
3. No key twice in one object. Parsers disagree about which of the two holds, and so would two readers.
4. No NaN, no infinity, no number with more than eighteen digits, no lone surrogate.
"""

from __future__ import annotations

import json
import re
from typing import Any, TypeVar

import msgspec

T = TypeVar("T")

DEEPEST = 16
"""Brackets within brackets."""

_MOST_DIGITS = 18
_STRING = re.compile(rb'"(?:[^"\\]|\\.)*+"', re.DOTALL)


class NotStrict(Exception):
    """The bytes are no such JSON; the message says why, in English, for a log or as the cause of a clearer error."""


def parse(content: bytes, *, most: int) -> Any:  # noqa: ANN401 - whatever JSON holds
    """The value that stands in `content`.

    Args:
        content: As it was received.
        most: The most bytes it may have.

    Raises:
        NotStrict: it breaks one of the rules above.
    """
    if len(content) > most:
        raise NotStrict(f"more than {most} bytes")
    if _depth(content) > DEEPEST:
        raise NotStrict("too many brackets within brackets")
    try:
        value = json.loads(
            content.decode("utf-8"),
            object_pairs_hook=_without_doubles,
            parse_constant=_no_constant,
            parse_int=_short_number,
            parse_float=_short_fraction,
        )
        _refuse_surrogates(value)
    except (ValueError, RecursionError) as error:
        raise NotStrict(str(error)) from error
    return value


def parse_as(kind: type[T], content: bytes, *, most: int) -> T:
    """The value that stands in `content`, if it is of this kind.

    Args:
        kind: A `msgspec.Struct` or another type that msgspec converts to.
        content: As it was received.
        most: The most bytes it may have.

    Raises:
        NotStrict: it breaks one of the rules above, or is of another kind.
    """
    try:
        return msgspec.convert(parse(content, most=most), kind)
    except (msgspec.ValidationError, RecursionError) as error:
        raise NotStrict(str(error)) from error


def _depth(content: bytes) -> int:
    deepest = depth = 0
    for sign in _STRING.sub(b"", content):
        if sign in b"[{":
            depth += 1
            deepest = max(deepest, depth)
        elif sign in b"]}":
            depth -= 1
    return deepest


def _without_doubles(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise ValueError("a key stands twice in one object")
    return found


def _no_constant(word: str) -> float:
    raise ValueError(f"{word} is no number")


def _short_number(digits: str) -> int:
    if len(digits) > _MOST_DIGITS:
        raise ValueError("a number is too long")
    return int(digits)


def _short_fraction(digits: str) -> float:
    number = float(digits)
    if len(digits) > 2 * _MOST_DIGITS or number in (float("inf"), float("-inf")):
        raise ValueError("a number is too long")
    return number


def _refuse_surrogates(value: object) -> None:
    """Half of a pair of signs can be written in JSON, with an escape, and in no file of ours."""
    if isinstance(value, str):
        value.encode("utf-8")
    elif isinstance(value, dict):
        for key, inner in value.items():
            key.encode("utf-8")
            _refuse_surrogates(inner)
    elif isinstance(value, list):
        for inner in value:
            _refuse_surrogates(inner)
