"""Rows of a catalogue file as values: the way back from `core.publishing.encode`."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import Any

from core.facts import PartialDate
from core.texts.phrase import Text

Row = Mapping[str, Any]
"""Column to value."""


def text(row: Row, prefix: str) -> Text:
    """The words in the three columns that begin with `prefix`."""
    return Text(row[f"{prefix}_nb"], row[f"{prefix}_nn"], row[f"{prefix}_en"])


def maybe_text(row: Row, prefix: str) -> Text | None:
    """The words in the three columns that begin with `prefix`, or None where they are NULL."""
    return None if row[f"{prefix}_nb"] is None else text(row, prefix)


def date(row: Row, column: str) -> PartialDate:
    """The date in a column."""
    return PartialDate.parse(row[column])


def maybe_date(row: Row, column: str) -> PartialDate | None:
    """The date in a column, or None where it is NULL."""
    return None if row[column] is None else PartialDate.parse(row[column])


def strings(row: Row, column: str) -> tuple[str, ...]:
    """The list of texts in a column."""
    return tuple(str(value) for value in json.loads(row[column]))


def frozen(value: object) -> Any:  # noqa: ANN401 - JSON may be anything
    """The same JSON value with tuples for lists."""
    if isinstance(value, dict):
        return {key: frozen(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return tuple(frozen(inner) for inner in value)
    return value


def grouped(rows: Iterable[Row], column: str) -> dict[str, list[Row]]:
    """Rows by the value of a column, in the order given."""
    groups: dict[str, list[Row]] = {}
    for row in rows:
        groups.setdefault(row[column], []).append(row)
    return groups
