"""What a listing is called, from many lines that call it this or that.

Its name comes from the most trusted store; of several lines that are trusted alike, a name that is no translation, or
English, comes before a Norwegian one, that before any other, and the newest before older ones. The rest become other
names:

- `local`: a line tells the language or storefront, which is kept;
- `former`: the same store, or distribution, has called the app otherwise since. `seen` tells when it was in use;
- `other`: everything else.

At most `MOST_NAMES` are kept, each once however it is written: Norwegian and Sami names first, then former ones, then
English ones, then all the rest.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import IntEnum
from functools import lru_cache

from core.catalogue.fold import fold
from core.catalogue.model import NameKind, OtherName
from core.facts import PartialDate
from core.publishing.listings.model import ListedName, Row
from core.publishing.listings.stores import Trust, rank, store_of

MOST_NAMES = 40
"""Other names that a listing has at most."""

_NORWEGIAN = ("nb", "nn", "no", "se", "sma", "smj")
"""Languages of Norway, and the storefront `no`."""
_ENGLISH = ("en", "us", "gb", "uk", "ca", "au", "ie", "nz")
"""English, and storefronts that use it."""


@dataclass(frozen=True, slots=True)
class Named:
    """What lines call an app."""

    title: ListedName | None
    """None: no line has a name."""
    others: tuple[ListedName, ...]
    dropped: int
    """Names beyond `MOST_NAMES` that were left out."""


def name_of(rows: Sequence[Row]) -> Named:
    """The name and the other names that lines give one app."""
    told = [row for row in rows if row.name]
    if len(told) <= 1:
        return Named(_listed(told[0], is_former=False) if told else None, (), 0)
    told.sort(key=_by_trust)
    title, *rest = _others(told)
    others = _each_once(title, sorted(rest, key=_by_use))
    return Named(title, others[:MOST_NAMES], max(0, len(others) - MOST_NAMES))


def best(rows: Iterable[Row], column: str) -> Row | None:
    """The most trusted, newest line that has a value in a column; None where none has."""
    told = [row for row in rows if getattr(row, column)]
    if len(told) <= 1:
        return told[0] if told else None
    return min(told, key=_by_trust)


def _language(locale: str) -> str:
    """The language or country of a locale, without region or script."""
    return locale.lower().replace("_", "-").partition("-")[0]


class _Home(IntEnum):
    """Whose word a name is, in the order in which it may be the app's name."""

    EVERYWHERE = 0
    """No translation, or English."""
    NORWAY = 1
    ELSEWHERE = 2


def _home(locale: str) -> _Home:
    language = _language(locale)
    if language in _NORWEGIAN:
        return _Home.NORWAY
    return _Home.EVERYWHERE if not locale or language in _ENGLISH else _Home.ELSEWHERE


def _by_trust(row: Row) -> tuple[object, ...]:
    """Orders lines, the one to believe first; the same for every order in which they stand in the list."""
    newest = (-_ordinal(row.seen), -_ordinal(row.updated))
    last = (row.id, row.name, row.source, row.developer, row.category)
    return (store_of(row.store).trust, _home(row.locale), newest, row.locale, rank(row.store), *last)


def _ordinal(date: str) -> int:
    """A date as a number that grows with it; a year alone comes before its months."""
    return int(date.replace("-", "").ljust(8, "0")) if date else 0


def _others(told: Sequence[Row]) -> Iterable[ListedName]:
    """Every name as another name, in the order of trust."""
    newest: dict[tuple[str, str], tuple[str, set[str]]] = {}
    for row in told:
        if _home(row.locale) is _Home.EVERYWHERE:
            date, folded = newest.get((row.store, row.id), ("", set()))
            if row.seen > date:
                date, folded = row.seen, set()
            if row.seen == date:
                folded.add(fold(row.name))
            newest[row.store, row.id] = date, folded
    for row in told:
        date, folded = newest.get((row.store, row.id), ("", set()))
        is_former = store_of(row.store).trust <= Trust.DISTRIBUTION and row.seen < date and fold(row.name) not in folded
        yield _listed(row, is_former=is_former)


def _listed(row: Row, *, is_former: bool) -> ListedName:
    kind = NameKind.LOCAL if row.locale else NameKind.FORMER if is_former and row.seen else NameKind.OTHER
    return ListedName(OtherName(row.name, kind, locale=row.locale, seen=_date(row.seen)), row.store)


@lru_cache
def _date(text: str) -> PartialDate | None:
    return PartialDate.parse(text) if text else None


def _by_use(listed: ListedName) -> tuple[object, ...]:
    """Norwegian names, former ones, English ones, other names of stores, then by locale, then the rest."""
    other, trust = listed.name, store_of(listed.store).trust
    if other.kind is NameKind.LOCAL:
        group = {_Home.NORWAY: 0, _Home.EVERYWHERE: 2, _Home.ELSEWHERE: 4}[_home(other.locale)]
    elif other.kind is NameKind.FORMER:
        group = 1
    else:
        group = 3 if trust is Trust.STORE else 5
    return (group, other.locale, trust, rank(listed.store))


def _each_once(title: ListedName, others: Iterable[ListedName]) -> tuple[ListedName, ...]:
    """The names that differ from the title and from one another when folded, in the order given."""
    seen = {fold(title.name.name)}
    kept = []
    for listed in others:
        folded = fold(listed.name.name)
        if folded and folded not in seen:
            seen.add(folded)
            kept.append(listed)
    return tuple(kept)
