"""A value laid out as field and text, as deep as it goes, so that two of them can be compared.

A field is named as in the source format, and a part of a list by what tells it from the others:
`stakes[bytedance].control`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import fields, is_dataclass
from enum import Enum

from core.catalogue.model import OtherName, StoreId
from core.facts import PartialDate
from core.jurisdiction.model import FormerOwner, Law, Mention, Presence, Stake
from core.reach.model import ReachFact
from core.texts.phrase import Text

_LABELS: dict[type, Callable[..., str]] = {
    Stake: lambda stake: stake.holder or stake.relation,
    FormerOwner: lambda former: former.name,
    Presence: lambda presence: f"{presence.kind.value} {presence.country}",
    Mention: lambda mention: f"{mention.by} {mention.report} {mention.year}",
    Law: lambda law: law.id,
    OtherName: lambda other: other.name,
    StoreId: lambda store_id: store_id.text,
    ReachFact: lambda fact: " ".join(part for part in (fact.topic.value, fact.platform, fact.source) if part),
}
"""What tells parts of a list from one another."""


def laid_out(value: object) -> dict[str, str]:
    """Field to text, in the order of the fields; nothing for what is not known."""
    return dict(_laid_out("", value))


def _laid_out(place: str, value: object) -> Iterator[tuple[str, str]]:
    if isinstance(value, PartialDate):
        yield place, value.text
    elif isinstance(value, Text) or (is_dataclass(value) and not isinstance(value, type)):
        for field in fields(value):
            yield from _laid_out(f"{place}.{field.name}" if place else field.name, getattr(value, field.name))
    elif isinstance(value, Mapping):
        for key, inner in value.items():
            yield from _laid_out(f"{place}.{_plain(key)}" if place else _plain(key), inner)
    elif isinstance(value, tuple | frozenset):
        yield from _laid_out_parts(place, value)
    elif value is not None and value != "":
        yield place, _plain(value)


def _laid_out_parts(place: str, parts: Iterable[object]) -> Iterator[tuple[str, str]]:
    found = list(parts)
    if not all(type(part) in _LABELS for part in found):
        shown = [_plain(part) for part in found]
        if shown:
            yield place, ", ".join(sorted(shown) if isinstance(parts, frozenset) else shown)
        return
    seen: dict[str, int] = {}
    for part in found:
        label = _LABELS[type(part)](part)
        seen[label] = seen.get(label, 0) + 1
        number = f" {seen[label]}" if seen[label] > 1 else ""
        yield from _laid_out(f"{place}[{label}{number}]", part)


def _plain(value: object) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, Enum):
        return str(value.value)
    if isinstance(value, tuple):
        return ": ".join(_plain(part) for part in value)
    if isinstance(value, Text):
        return " / ".join(part for part in (value.nb, value.nn, value.en) if part)
    return str(value)
