"""Small readers shared by all subjects. They trust that the files passed every check."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from core.facts import PartialDate
from core.texts.phrase import Text

Record = Mapping[str, Any]
"""A mapping of a source file."""
Resolver = Callable[[Record], tuple[str, ...]]
"""Gives the addresses of a record, short names resolved."""


def text(record: Record) -> Text:
    """The words of a mapping with the keys nb, nn and en; a language that is missing is empty."""
    return Text(record.get("nb", ""), record.get("nn", ""), record.get("en", ""))


def maybe_text(record: Record, key: str) -> Text | None:
    """The words under `key`, or None where there are none."""
    return text(record[key]) if key in record else None


def maybe_date(record: Record, key: str) -> PartialDate | None:
    """The date under `key`, or None where there is none."""
    return PartialDate.parse(record[key]) if key in record else None


def strings(record: Record, key: str) -> tuple[str, ...]:
    """The list of texts under `key`, empty where there is none."""
    return tuple(record.get(key, ()))


def resolver(named: Record) -> Resolver:
    """A reader of `sources` lists that knows the short names of sources.yaml."""

    def resolve(record: Record) -> tuple[str, ...]:
        return tuple(named.get(source, source) for source in record.get("sources", ()))

    return resolve
