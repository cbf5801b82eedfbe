"""Single values as cells of a row."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping

from core.facts import PartialDate
from core.texts.phrase import Text

Row = dict[str, int | str | None]
"""Column to value."""
Rows = Iterator[tuple[str, Row]]
"""(table, row) pairs."""


def text_cells(prefix: str, text: Text | None) -> Row:
    """Three cells for a text; NULL in all where there is none."""
    if text is None:
        return {f"{prefix}_{language}": None for language in ("nb", "nn", "en")}
    return {f"{prefix}_nb": text.nb, f"{prefix}_nn": text.nn, f"{prefix}_en": text.en}


def date_cell(date: PartialDate | None) -> str | None:
    """The text of a date, or NULL."""
    return None if date is None else date.text


def hundredths(share: float | None) -> int | None:
    """A share in hundredths of a per cent, so that the file holds no floating-point number."""
    return None if share is None else round(share * 100)


def list_cell(values: Iterable[str]) -> str:
    """A list as JSON."""
    return json_cell(list(values))


def set_cell(values: Iterable[str]) -> str:
    """A set as JSON, sorted."""
    return json_cell(sorted(values))


def json_cell(value: list[str] | list[list[str]] | Mapping[str, object]) -> str:
    """JSON without spaces, keys as written."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
