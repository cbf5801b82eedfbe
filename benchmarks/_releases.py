"""Two releases that differ as two releases do: real listings, of which a share has changed.

What changes in a share of the listings, drawn with a fixed seed:

    40 %   how widely the app is used: one step up (seven of ten) or down, of apps whose use is known
    15 %   its publisher: another legal form of the same name, or the name of another publisher of the list
    10 %   its name: another one, the old one kept as a former name with a date
    10 %   a newer list tells of it: one more label among its sources, its dated names seen later
    15 %   it is new: a real listing that the older release leaves out
    10 %   it is gone

Beside that, some of what people write: remarks on companies, readings of a new version of an app, and new findings.
The rows of the older release are real, whoever reads them; the changes are made up and tell nothing about any app.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from pathlib import Path
from typing import TypeVar

from core.catalogue.model import NameKind, OtherName
from core.errors import Silent
from core.facts import IncidentId, PartialDate
from core.publishing.build import load_content
from core.publishing.content import Content
from core.publishing.encode import table_rows
from core.publishing.listings.beside import Beside
from core.publishing.listings.cells import listing_rows
from core.publishing.listings.grouping import group
from core.publishing.listings.model import ListedName, Listing
from core.publishing.listings.rows import Tally, read_rows
from core.publishing.writing import TableRow, write_catalogue
from core.texts.phrase import Text

T = TypeVar("T")

ROOT = Path(__file__).parents[1]
SEED = 20261124
MONTH = "2026-11"
"""When the newer list was made."""
LABEL = f"shops-{MONTH}"
"""Of the newer list."""

_WRITTEN = 8
"""Things people write in a release, at least; one more for each hundred listings that change, up to five times this."""
_FORMS = (" Inc.", ", Inc.", " LLC", " Ltd.", " GmbH", " AS", " AB", " S.A.", " Limited", " Co., Ltd.")


@dataclass(frozen=True, slots=True)
class Facts:
    """What a release is made of."""

    content: Content
    """What people wrote."""
    listings: tuple[Listing, ...]
    """In the order of their ids."""


def read_facts(path: Path, count: int) -> tuple[Facts, tuple[Listing, ...]]:
    """An older release of so many listings, drawn from a list, and the named listings that it leaves out.

    Args:
        path: The list, as `catalogue import` takes it.
        count: Listings; at most 98 of a hundred that have a name, for some have to be new.
    """
    content = load_content(ROOT / "resources" / "catalogue", Silent())
    listings = [found for found in group(read_rows(path, Tally(), Silent()), Silent()).listings if found.title]
    chance = random.Random(SEED)  # noqa: S311 - not for secrets: the same draw in every run
    chance.shuffle(listings)
    count = min(count, len(listings) * 98 // 100)
    older = sorted(listings[:count], key=lambda listing: listing.id)
    return Facts(content, tuple(older)), tuple(listings[count:])


def write_release(facts: Facts, path: Path) -> str:
    """Write the catalogue of these facts; its logical digest."""
    path.unlink(missing_ok=True)
    return write_catalogue(path, _rows(facts), Silent())


def _rows(facts: Facts) -> Iterator[TableRow]:
    beside = Beside(facts.content.apps)
    rests = (beside.rest(listing) for listing in facts.listings)
    for listing in sorted((rest for rest in rests if rest is not None), key=lambda listing: listing.id):
        yield from listing_rows(listing)
    yield from table_rows(replace(facts.content, apps=tuple(beside.dossiers())))


def changed(facts: Facts, spare: Sequence[Listing], share: float) -> Facts:
    """The next release.

    Args:
        facts: Of the older one.
        spare: Listings that it leaves out.
        share: How many of its listings change, 0 to 1; how, is told at the head of this module.
    """
    chance = random.Random(f"{SEED} {share}")  # noqa: S311 - not for secrets: the same changes in every run
    number = round(share * len(facts.listings))
    publishers = [listing.publisher for listing in facts.listings if listing.publisher]
    names = [listing.name for listing in facts.listings]
    used = [at for at, listing in enumerate(facts.listings) if listing.popularity]
    listings: dict[int, Listing | None] = dict.fromkeys(chance.sample(range(len(facts.listings)), number // 10))
    ways: tuple[tuple[float, Sequence[int], Callable[[Listing], Listing]], ...] = (
        (0.40, used, lambda listing: _used(listing, chance)),
        (0.15, range(len(facts.listings)), lambda listing: _sold(listing, publishers, chance)),
        (0.10, range(len(facts.listings)), lambda listing: _renamed(listing, names, chance)),
        (0.10, range(len(facts.listings)), _seen_again),
    )
    for part, among, way in ways:
        free = [at for at in among if at not in listings]
        listings |= {at: way(facts.listings[at]) for at in _drawn(free, round(part * number), chance)}
    rest = [listings.get(at, listing) for at, listing in enumerate(facts.listings)]
    new = spare[: round(0.15 * number)]
    written = min(_WRITTEN + number // 100, 5 * _WRITTEN)
    kept = tuple(listing for listing in (*rest, *new) if listing is not None)
    return Facts(_rewritten(facts.content, names, written, chance), kept)


def _drawn(among: Sequence[T], count: int, chance: random.Random) -> list[T]:
    """So many of them, or all there are."""
    return chance.sample(among, min(count, len(among)))


def _used(listing: Listing, chance: random.Random) -> Listing:
    """Of the same places, the most used one a step further."""
    step = 1 if chance.random() < 0.7 else -1  # noqa: PLR2004 - seven of ten
    most = max(range(len(listing.places)), key=lambda at: listing.places[at].popularity)
    place = listing.places[most]
    moved = place._replace(popularity=max(0, min(31, place.popularity + step)))
    return replace(listing, places=(*listing.places[:most], moved, *listing.places[most + 1 :]))


def _sold(listing: Listing, publishers: Sequence[str], chance: random.Random) -> Listing:
    if listing.publisher and chance.random() < 0.5:  # noqa: PLR2004 - one of two
        form = next((form for form in _FORMS if listing.publisher.endswith(form)), "")
        bare = listing.publisher.removesuffix(form)
        return replace(listing, publisher=bare if form else bare + chance.choice(_FORMS))
    return replace(listing, publisher=chance.choice(publishers))


def _renamed(listing: Listing, names: Sequence[str], chance: random.Random) -> Listing:
    """The last word of another app's name stands behind its own."""
    if listing.title is None:
        return listing
    word = chance.choice(names).split()[-1]
    old = replace(listing.title.name, kind=NameKind.FORMER)
    new = ListedName(OtherName(f"{listing.name} {word}", NameKind.OTHER, seen=PartialDate.parse(MONTH)), "")
    former = ListedName(old, listing.title.store)
    return replace(listing, title=new, names=(former, *listing.names))


def _seen_again(listing: Listing) -> Listing:
    seen = PartialDate.parse(MONTH)
    names = tuple(named._replace(name=replace(named.name, seen=seen)) for named in listing.names)
    return replace(listing, names=names, sources=tuple(sorted({*listing.sources, LABEL})))


def _rewritten(content: Content, names: Sequence[str], number: int, chance: random.Random) -> Content:
    """As many remarks, readings and findings, a third of each."""
    each = number // 3
    remarked = set(_drawn(range(len(content.companies)), each, chance))
    read = set(_drawn(range(len(content.reach)), each, chance))
    incidents = (
        replace(found, id=IncidentId(f"new-{found.id}"), text=_text(names, chance), sources=(f"https://a.example/{n}",))
        for n, found in enumerate(_drawn(content.incidents, each, chance))
    )
    return replace(
        content,
        version=content.version + 1,
        created=content.created + timedelta(days=7),
        companies=tuple(
            replace(company, note=_sentence(names, chance)) if at in remarked else company
            for at, company in enumerate(content.companies)
        ),
        reach=tuple(
            replace(fact, version=f"{chance.randrange(50)}.{chance.randrange(20)}", date=PartialDate.parse(MONTH))
            if at in read
            else fact
            for at, fact in enumerate(content.reach)
        ),
        incidents=tuple(sorted((*content.incidents, *incidents), key=lambda incident: incident.id)),
    )


def _text(names: Sequence[str], chance: random.Random) -> Text:
    """A sentence, and the same with some letters changed: as a translation shares names and figures."""
    said = _sentence(names, chance)
    return Text(said, said.replace("a", "e", 3), said.replace("o", "u", 3))


def _sentence(names: Sequence[str], chance: random.Random) -> str:
    """Some real words, which say nothing."""
    return " ".join(chance.choice(names) for _ in range(8)) + "."
