"""Phrases as text in a file, so that what was said once can be said again later, in whatever language.

A phrase is written as a JSON object of its message, its form for several, and its arguments. A plain string or number
stands as it is; every other argument is an object whose one key tells its kind. Only what `to_json` wrote is read.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from core.texts.phrase import Argument, Dated, Phrase, Term, Text

LONGEST = 64 * 1024
"""Characters of one phrase; none of ours comes near."""


@dataclass(frozen=True, slots=True)
class _StoredDate:
    """A date of limited precision, as it was kept."""

    text: str


def to_json(phrase: Phrase) -> str:
    """The phrase as text."""
    return json.dumps(_kept(phrase), ensure_ascii=False, separators=(",", ":"))


def from_json(text: str) -> Phrase:
    """The phrase that `to_json` wrote.

    Raises:
        ValueError: it wrote no such text.
    """
    if len(text) > LONGEST:
        raise ValueError("longer than any phrase")
    try:
        found = _argument(json.loads(text))
    except (KeyError, TypeError, AttributeError, RecursionError) as error:
        raise ValueError("no phrase") from error
    if not isinstance(found, Phrase):
        raise ValueError("no phrase")  # noqa: TRY004 - callers ask only whether it can be read
    return found


def _kept(value: Argument | Dated) -> Any:  # noqa: ANN401 - whatever JSON holds
    match value:
        case Phrase():
            return {"phrase": [value.message, value.several, _kept_args(value.args)]}
        case Term():
            return {"term": [value.key, _kept_args(value.args)]}
        case Text():
            return {"text": [value.nb, value.nn, value.en]}
        case tuple():
            return {"list": [_kept(item) for item in value]}
        case datetime():
            return {"moment": value.isoformat()}
        case date():
            return {"day": value.isoformat()}
        case str() | int() | float():
            return value
        case _:
            return {"dated": value.text}


def _kept_args(args: tuple[tuple[str, Argument], ...]) -> list[list[Any]]:
    return [[name, _kept(value)] for name, value in args]


def _argument(value: Any) -> Argument:  # noqa: ANN401 - whatever JSON holds
    if isinstance(value, (str, int, float)):
        return value
    ((kind, content),) = value.items()
    match kind:
        case "phrase":
            message, several, args = content
            return Phrase(str(message), _arguments(args), str(several))
        case "term":
            return Term(str(content[0]), _arguments(content[1]))
        case "text":
            nb, nn, en = map(str, content)
            return Text(nb, nn, en)
        case "list":
            return tuple(_argument(item) for item in content)
        case "moment":
            return datetime.fromisoformat(content)
        case "day":
            return date.fromisoformat(content)
        case "dated":
            return _StoredDate(str(content))
        case _:
            raise ValueError("no argument of a phrase")


def _arguments(args: Any) -> tuple[tuple[str, Argument], ...]:  # noqa: ANN401 - whatever JSON holds
    return tuple((str(name), _argument(value)) for name, value in args)
