"""Putting listings beside the dossiers of a catalogue.

A place (store and id) that a dossier has is no listing: what lists say of it adds to the dossier how widely the app is
used, and what its own store calls it. It changes nothing that an answer rests on: not name, company, platforms,
category or traits, and no store id. A list that uses a store's ids speaks of the dossier that has the id there.

What the same listing has in other places stays a listing: F-Droid's build of an app is another build, whoever else has
the id. A listing of which a store tells only the name is left out where a dossier has that name, and an id in that
store.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace

from core.catalogue.fold import fold, squeeze
from core.catalogue.model import App, NameKind, OtherName
from core.facts import AppId
from core.publishing.listings.model import ListedId, ListedName, Listing, listing_id
from core.publishing.listings.naming import MOST_NAMES
from core.publishing.listings.stores import Trust, store_of


@dataclass(slots=True)
class Addition:
    """What lists add to a dossier."""

    popularity: int = 0
    names: list[ListedName] = field(default_factory=list)
    """What its own stores call it."""
    rows: int = 0
    """Lines that told of it; 0 where that is not known."""


class Beside:
    """The dossiers of a catalogue, with what the listings that were put beside them add."""

    def __init__(self, dossiers: Iterable[App]) -> None:
        """Take the dossiers; they are not changed."""
        self._apps = tuple(dossiers)
        self._places = {(place.store, place.id): app.id for app in self._apps for place in app.store_ids}
        self._names = {
            (place.store, fold(name)): app.id
            for app in self._apps
            for place in app.store_ids
            # Without names that an earlier import added, so that importing twice gives the same.
            for name in (app.name, *(other.name for other in app.other_names if other.seen is None))
        }
        self.additions: dict[AppId, Addition] = {}
        """By dossier; grows while listings pass."""

    def rest(self, listing: Listing) -> Listing | None:
        """What is left of a listing once the dossiers have taken what is theirs; None: nothing."""
        owners = {place: owner for place in listing.places if (owner := self._owner(place, listing)) is not None}
        if not owners:
            return listing
        for place, owner in owners.items():
            self._add(owner, place, listing)
        places = tuple(place for place in listing.places if place not in owners)
        if not places:
            return None
        stores = {place.store for place in owners} - {place.store for place in places}
        return replace(
            listing,
            id=listing_id(places[0].store, places[0].id),
            names=tuple(name for name in listing.names if name.store not in stores),
            places=places,
        )

    def dossiers(self) -> Iterator[App]:
        """The dossiers with everything that was added to them, in the order they were taken in."""
        for app in self._apps:
            addition = self.additions.get(app.id)
            yield app if addition is None else _with(app, addition)

    def _owner(self, place: ListedId, listing: Listing) -> AppId | None:
        """The dossier that has this place."""
        if not place.id:
            return self._names.get((place.store, fold(listing.name)))
        stores = (place.store, *store_of(place.store).attaches_to[:1])
        return next((self._places[store, place.id] for store in stores if (store, place.id) in self._places), None)

    def _add(self, owner: AppId, place: ListedId, listing: Listing) -> None:
        addition = self.additions.setdefault(owner, Addition())
        addition.rows += place.rows
        if not place.id or store_of(place.store).attaches_to:
            return  # neither a mere name nor a list by a third party says how widely the app is used
        addition.popularity = max(addition.popularity, place.popularity)
        if store_of(place.store).trust is Trust.STORE:
            told = ((listing.title,) if listing.title else ()) + listing.names
            addition.names += [name for name in told if name.store == place.store]


def _with(app: App, addition: Addition) -> App:
    names = list(app.other_names)
    seen = {fold(app.name), *(fold(other.name) for other in names)}
    for listed in addition.names:
        folded = fold(listed.name.name)
        if folded and folded not in seen and len(names) < MOST_NAMES:
            seen.add(folded)
            names.append(_as_other(listed.name, app))
    return replace(app, other_names=tuple(names), popularity=max(app.popularity, addition.popularity))


def _as_other(name: OtherName, app: App) -> OtherName:
    """A store's name as another name of a dossier, whose own name is of today.

    A store's name that holds ours ("Telegram Messenger") is just longer; any other one of a known date is one the app
    had then.
    """
    if name.kind is NameKind.LOCAL or name.seen is None:
        return name
    is_longer = squeeze(fold(app.name)) in squeeze(fold(name.name))
    return replace(name, kind=NameKind.OTHER if is_longer else NameKind.FORMER)
