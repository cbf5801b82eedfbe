"""The entries of two catalogues that differ, one by one, with both their values; nothing else is read."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from core.catalogue.progress import Part
from core.catalogue.store import CatalogueStore
from core.errors import Reporter
from core.facts import AppId, CompanyId, CountryCode
from core.guidance.store import guidance
from core.releases.touched import Touched, touched

_AT_ONCE = 500
_FOUND = 80
"""How far the work has come, of 100, once it is known which entries differ."""


class Subject(StrEnum):
    """What an entry is."""

    CATALOGUE = "catalogue"
    APP = "app"
    COMPANY = "company"
    COUNTRY = "country"
    GUIDANCE = "guidance"
    REACH = "reach"
    INCIDENT = "incident"
    ABILITY = "ability"
    WORD = "word"


@dataclass(frozen=True, slots=True)
class Entry:
    """An entry that differs."""

    subject: Subject
    id: str
    """Id of the entry: an app, a company, a country code, ...; for reach, the app's."""
    name: str
    """Name of the entry, as people know it."""
    old: object | None
    """Its value before: an `App`, a `Company`, an `Advice`, ...; None: it was not there. Of an app that was added or
    removed the name alone."""
    new: object | None
    """Its value now; None: it is not there any more."""
    is_listing: bool = False
    """An app that nobody has assessed."""


@dataclass(frozen=True, slots=True)
class Usual:
    """Listings that differ in no more than how widely they are used, or in the dates of their names."""

    count: int


_Values = dict[str, tuple[str, object]]
"""Id to (name, value)."""
_NOTHING: tuple[str, object] = ("", None)


def changed_entries(old: CatalogueStore, new: CatalogueStore, reporter: Reporter) -> Iterator[Entry | Usual]:
    """The entries whose rows differ, by subject in the order of `Subject`, then by id.

    After the apps come the listings that are only counted, if there are any. A row may differ in what no value shows,
    as its place in a list; then the two values are equal.

    Args:
        old: a catalogue.
        new: another one.
        reporter: told how far finding them has come, of 100.

    Raises:
        CatalogueDamaged: one of the two cannot be read.
        Cancelled: the reporter asked to stop.
    """
    with touched(old.path, new.path, Part(reporter, 0, _FOUND)) as found:
        for number, subject in enumerate(Subject, 1):
            yield from _changed_apps(found, old, new) if subject is Subject.APP else _changed(subject, found, old, new)
            reporter.step(_FOUND + (100 - _FOUND) * number // len(Subject), 100)


def _changed_apps(found: Touched, old: CatalogueStore, new: CatalogueStore) -> Iterator[Entry | Usual]:
    for batch in found.apps(_AT_ONCE):
        # Hundreds of thousands may be new at once; of those the name will do.
        in_both = [AppId(app.id) for app in batch if app.old is not None and app.new is not None]
        before, after = old.apps_by_id(in_both), new.apps_by_id(in_both)
        for app in batch:
            app_id, name = AppId(app.id), app.new if app.new is not None else app.old
            yield Entry(
                Subject.APP,
                app.id,
                name or "",
                before.get(app_id, app.old),
                after.get(app_id, app.new),
                is_listing=app.is_listing,
            )
    if found.usual:
        yield Usual(found.usual)


def _changed(subject: Subject, found: Touched, old: CatalogueStore, new: CatalogueStore) -> Iterator[Entry]:
    read = _READ[subject]
    for ids in found.ids(subject.value, _AT_ONCE):
        before, after = read(old, ids), read(new, ids)
        for entry_id in (one for one in ids if one in before or one in after):
            (old_name, was), (new_name, is_now) = before.get(entry_id, _NOTHING), after.get(entry_id, _NOTHING)
            yield Entry(subject, entry_id, new_name if is_now is not None else old_name, was, is_now)


def _about(store: CatalogueStore, _: Iterable[str]) -> _Values:
    # The digest differs whenever anything does; it says nothing to a reviewer.
    return {"catalogue": ("", {key: value for key, value in store.meta().items() if key != "digest"})}


def _companies(store: CatalogueStore, ids: Sequence[str]) -> _Values:
    known = store.ownership_facts().companies
    found = (known.get(CompanyId(entry_id)) for entry_id in ids)
    return {company.id: (company.legal_name, company) for company in found if company}


def _countries(store: CatalogueStore, ids: Sequence[str]) -> _Values:
    known = store.ownership_facts().countries
    found = (known.get(CountryCode(entry_id)) for entry_id in ids)
    return {country.code: (country.name.en, country) for country in found if country}


def _guidance(store: CatalogueStore, ids: Sequence[str]) -> _Values:
    wanted = frozenset(ids)
    return {advice.id: (f"{advice.short}: {advice.title}", advice) for advice in guidance(store) if advice.id in wanted}


def _reach(store: CatalogueStore, ids: Sequence[str]) -> _Values:
    apps = store.apps_by_id(map(AppId, ids))
    facts = {app: store.reach(AppId(app)) for app in ids}
    names = {app.id: app.name for app in apps.values()}
    return {app: (names.get(AppId(app), app), {"facts": found}) for app, found in facts.items() if found}


def _incidents(store: CatalogueStore, ids: Sequence[str]) -> _Values:
    wanted = frozenset(ids)
    return {incident.id: (incident.id, incident) for incident in store.incidents() if incident.id in wanted}


def _abilities(store: CatalogueStore, ids: Sequence[str]) -> _Values:
    wanted = frozenset(ids)
    return {ability.id: (ability.label.en, ability) for ability in store.abilities() if ability.id in wanted}


def _words(store: CatalogueStore, ids: Sequence[str]) -> _Values:
    known = {f"tasks.{key}": text for key, text in store.tasks().items()}
    known |= {f"traits.{key}": text for key, text in store.traits().items()}
    known = store.vocabulary() | known
    return {key: (key, known[key]) for key in ids if key in known}


_READ: dict[Subject, Callable[[CatalogueStore, Sequence[str]], _Values]] = {
    Subject.CATALOGUE: _about,
    Subject.COMPANY: _companies,
    Subject.COUNTRY: _countries,
    Subject.GUIDANCE: _guidance,
    Subject.REACH: _reach,
    Subject.INCIDENT: _incidents,
    Subject.ABILITY: _abilities,
    Subject.WORD: _words,
}
