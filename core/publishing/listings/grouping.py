"""Which lines of a list mean the same app.

1. Lines with the same id in the same store mean the same app.
2. A list that is no store but uses a store's ids (`stores.Store.attaches_to`) speaks of that store's app. Where no line
   of such a store has the id, the lists that share it make one listing by themselves.
3. Two of these are one app where they have the same id, made from the maker's domain, and the same name.
4. They are also one app where name and developer are the same, each is on another platform, and nothing else on these
   platforms has that name and developer. A name alone joins nothing.

Names and developers are compared folded.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from core.catalogue.fold import fold
from core.catalogue.progress import Part, counted
from core.errors import Reporter
from core.facts import AppId
from core.publishing.listings.model import ListedId, Listing, Row, listing_id, nameless_id
from core.publishing.listings.naming import best, name_of
from core.publishing.listings.stores import is_reverse_dns, rank, store_of
from core.publishing.listings.values import bucket
from core.situation import Platform

_MOST_SOURCES = 40
"""Labels of lists that a listing names at most."""
_TOTAL = 100


@dataclass(slots=True)
class Grouped:
    """What was made of the rows."""

    listings: list[Listing] = field(default_factory=list)
    """In the order of their ids' UTF-8 bytes."""
    names_dropped: int = 0
    """Other names beyond the bound."""
    by_name: int = 0
    """Rows without an id whose name belongs to an app of the same store."""


_Place = tuple[str, str]
"""Store and id."""


@dataclass(slots=True)
class _Group:
    """Rows that mean one app."""

    places: dict[_Place, list[Row]]
    """The rows of each of its places."""
    about: list[Row] = field(default_factory=list)
    """Rows of lists that speak of one of its places."""

    def rows(self) -> list[Row]:
        """All of them."""
        if len(self.places) == 1 and not self.about:
            return next(iter(self.places.values()))
        return [row for rows in self.places.values() for row in rows] + self.about

    def platforms(self) -> set[Platform]:
        """Where it is listed."""
        return {row.platform for rows in self.places.values() for row in rows if row.platform}

    def take_in(self, other: _Group) -> None:
        """The other group means the same app."""
        self.places |= other.places
        self.about += other.about


def group(rows: Iterable[Row], reporter: Reporter) -> Grouped:
    """The listings that rows make: the same for every order of the rows.

    Args:
        rows: Any number of them; all are held until the listings stand.
        reporter: Told how far it has come, of 100.

    Raises:
        Cancelled: the reporter asked to stop.
    """
    by_place: dict[_Place, list[Row]] = defaultdict(list)
    without_id: dict[_Place, list[Row]] = defaultdict(list)
    for row in rows:
        if row.id:
            by_place[row.store, row.id].append(row)
        else:
            without_id[row.store, fold(row.name) or row.name].append(row)
    reporter.step(5, _TOTAL)
    groups = _by_id(by_place)
    reporter.step(10, _TOTAL)
    groups = _by_name_and_id(groups)
    reporter.step(25, _TOTAL)
    groups = _by_name_and_developer(groups)
    reporter.step(40, _TOTAL)
    return _listings(groups, without_id, Part(reporter, 40, _TOTAL))


def _by_id(by_place: dict[_Place, list[Row]]) -> list[_Group]:
    """Steps 1 and 2."""
    groups = {place: _Group({place: rows}) for place, rows in by_place.items() if not store_of(place[0]).attaches_to}
    for place, rows in by_place.items():
        stores = store_of(place[0]).attaches_to
        if not stores:
            continue
        target = next(((store, place[1]) for store in stores if (store, place[1]) in by_place), None)
        if target is not None:
            groups[target].about += rows
        else:
            # Lists that use the ids of the same stores speak of the same app.
            shared = groups.setdefault((f"ids of {stores[0]}", place[1]), _Group({}))
            shared.places[place] = rows
    return list(groups.values())


def _by_name_and_id(groups: list[_Group]) -> list[_Group]:
    """Step 3."""
    return _joined(groups, _names_with_ids, lambda _: True)


def _names_with_ids(group_: _Group) -> Iterator[_Key]:
    ids = dict.fromkeys(store_id for _, store_id in group_.places if is_reverse_dns(store_id))
    if ids and (named := best(group_.rows(), "name")) is not None:
        name = fold(named.name)
        yield from ((name, store_id) for store_id in ids if name)


def _by_name_and_developer(groups: list[_Group]) -> list[_Group]:
    """Step 4."""
    return _joined(groups, _name_and_developer, _are_on_different_platforms)


def _name_and_developer(group_: _Group) -> Iterator[_Key]:
    rows = group_.rows()
    made = best(rows, "developer")
    named = best(rows, "name") if made is not None else None
    if made is not None and named is not None:
        key = fold(named.name), fold(made.developer)
        if all(key):
            yield key


def _are_on_different_platforms(groups: list[_Group]) -> bool:
    """Whether each is listed somewhere, and no two on the same platform."""
    platforms = [group_.platforms() for group_ in groups]
    return all(platforms) and sum(map(len, platforms)) == len(set().union(*platforms))


_Key = tuple[str, str]


def _joined(
    groups: list[_Group], keys: Callable[[_Group], Iterator[_Key]], may_join: Callable[[list[_Group]], bool]
) -> list[_Group]:
    """The groups, those that share a key in one where they may join."""
    first: dict[_Key, int] = {}
    sharing: dict[_Key, list[int]] = {}
    for number, group_ in enumerate(groups):
        for key in keys(group_):
            if key in first:
                sharing.setdefault(key, [first[key]]).append(number)
            else:
                first[key] = number
    parents = list(range(len(groups)))
    for numbers in sharing.values():
        if may_join([groups[number] for number in numbers]):
            root = _root(parents, numbers[0])
            for number in numbers[1:]:
                parents[_root(parents, number)] = root
    for number, group_ in enumerate(groups):
        if (root := _root(parents, number)) != number:
            groups[root].take_in(group_)
    return [group_ for number, group_ in enumerate(groups) if parents[number] == number]


def _root(parents: list[int], number: int) -> int:
    """The group that a group has been joined to, in the end."""
    while parents[number] != number:
        parents[number] = parents[parents[number]]
        number = parents[number]
    return number


def _listings(groups: list[_Group], without_id: dict[_Place, list[Row]], reporter: Reporter) -> Grouped:
    result = Grouped()
    named = _holders_of_names(groups, without_id)
    found: dict[int, list[Row]] = defaultdict(list)
    alone: list[tuple[_Place, list[Row]]] = []
    for key, rows in without_id.items():
        holders = named.get(key, ())
        if not holders:
            alone.append((key, rows))
            continue
        result.by_name += len(rows)
        if len(holders) == 1:
            found[holders[0]] += rows
    for number, group_ in enumerate(counted(groups, reporter, 0, len(groups))):
        result.listings.append(_listing(group_, found.get(number, []), result))
    result.listings += [_nameless(store, folded, rows, result) for (store, folded), rows in alone]
    result.listings.sort(key=lambda listing: listing.id.encode())
    return result


def _holders_of_names(groups: list[_Group], wanted: Mapping[_Place, list[Row]]) -> dict[_Place, list[int]]:
    """Which groups have, in a store, one of the wanted (store, folded name) pairs."""
    stores = {store for store, _ in wanted}
    holders: dict[_Place, list[int]] = {}
    for number, group_ in enumerate(groups):
        names = {(row.store, row.name) for row in group_.rows() if row.name and row.store in stores}
        for key in {(store, fold(name) or name) for store, name in names}:
            if key in wanted:
                holders.setdefault(key, []).append(number)
    return holders


def _listing(group_: _Group, by_name: list[Row], result: Grouped) -> Listing:
    rows = group_.rows()
    places = sorted(group_.places, key=lambda place: (rank(place[0]), place[1]))
    listed = tuple(_listed(place, group_.places[place], by_name) for place in places)
    return _described(listing_id(*places[0]), listed, rows, by_name, result)


def _nameless(store: str, folded: str, rows: list[Row], result: Grouped) -> Listing:
    """An app that a store is known to have, but not under which id."""
    return _described(nameless_id(store, folded), (_listed((store, ""), rows, []),), rows, [], result)


def _described(
    listing: AppId, places: tuple[ListedId, ...], rows: list[Row], by_name: list[Row], result: Grouped
) -> Listing:
    """The listing, with what its rows say of the app."""
    named = name_of(rows)
    result.names_dropped += named.dropped
    made, sort = best(rows, "developer"), best(rows, "category")
    return Listing(
        id=listing,
        title=named.title,
        names=named.others,
        publisher=made.developer if made else "",
        category=f"{sort.store}:{sort.category}" if sort else "",
        places=places,
        sources=_sources([*rows, *by_name] if by_name else rows),
    )


def _listed(place: _Place, rows: list[Row], by_name: list[Row]) -> ListedId:
    """A place with its figures; those of rows without an id count in their own store."""
    store, store_id = place
    figures = [*rows, *(row for row in by_name if row.store == store)] if by_name else rows
    return ListedId(store, store_id, _platform(rows), _popularity(figures), len(rows))


def _platform(rows: list[Row]) -> Platform | None:
    """The platform that lines tell; the first by its word where they disagree."""
    if len(rows) == 1:
        return rows[0].platform
    return min((row.platform for row in rows if row.platform), default=None)


def _popularity(rows: list[Row]) -> int:
    """From the most installs that a line tells; only where none tells any, from the most ratings."""
    if len(rows) == 1:
        return bucket(rows[0].installs, rows[0].ratings)
    installs = max((row.installs for row in rows if row.installs is not None), default=None)
    return bucket(installs, max((row.ratings or 0 for row in rows), default=0))


def _sources(rows: list[Row]) -> tuple[str, ...]:
    if len(rows) == 1:
        return (rows[0].source,)
    return tuple(sorted({row.source for row in rows})[:_MOST_SOURCES])
