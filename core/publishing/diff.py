"""What differs between two catalogues, in words, for reviewers of facts.

Every entry is laid out as field and value, as deep as it goes; then the fields are compared. A field is named as in
the source format, and a part of a list by what tells it from the others: `stakes[bytedance].control`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, fields, is_dataclass
from enum import Enum, StrEnum

from core.catalogue.model import OtherName, StoreId
from core.catalogue.store import CatalogueStore
from core.facts import PartialDate
from core.guidance.store import guidance
from core.jurisdiction.model import FormerOwner, Law, Mention, Presence, Stake
from core.reach.model import ReachFact
from core.texts.phrase import Phrase, Text, phrase


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
class Difference:
    """One difference."""

    subject: Subject
    id: str
    """Id of the entry: an app, a company, a country code, ...; for reach, the app's."""
    name: str
    """Name of the entry, as people know it."""
    words: Phrase
    """What differs."""


_Entries = dict[str, tuple[str, object]]
"""Id to (name, value)."""

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


def diff(old: CatalogueStore, new: CatalogueStore) -> tuple[Difference, ...]:
    """Everything that differs, by subject in the order of `Subject`, then by id, then by field.

    Raises:
        CatalogueDamaged: one of the two cannot be read.
    """
    return tuple(_differences(old, new))


def _differences(old: CatalogueStore, new: CatalogueStore) -> Iterator[Difference]:
    for subject, read in _SUBJECTS.items():
        before, after = read(old), read(new)
        for entry_id in sorted(before.keys() | after.keys()):
            name = (after.get(entry_id) or before[entry_id])[0]
            for words in _compare(before.get(entry_id), after.get(entry_id)):
                yield Difference(subject, entry_id, name, words)


def _compare(before: tuple[str, object] | None, after: tuple[str, object] | None) -> Iterator[Phrase]:
    if before is None:
        yield phrase("was added")
    elif after is None:
        yield phrase("was removed")
    elif before[1] != after[1]:
        yield from _compare_fields(dict(_laid_out("", before[1])), dict(_laid_out("", after[1])))


def _compare_fields(before: Mapping[str, str], after: Mapping[str, str]) -> Iterator[Phrase]:
    for name in [*after, *(name for name in before if name not in after)]:
        if name not in before:
            yield phrase("{field}: added, “{new}”", field=name, new=after[name])
        elif name not in after:
            yield phrase("{field}: removed, was “{old}”", field=name, old=before[name])
        elif before[name] != after[name]:
            yield phrase("{field}: “{old}” became “{new}”", field=name, old=before[name], new=after[name])


def _laid_out(place: str, value: object) -> Iterator[tuple[str, str]]:
    """(field, value) pairs of a value; nothing for what is not known."""
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


def _about(store: CatalogueStore) -> _Entries:
    # The digest differs whenever anything does; it says nothing to a reviewer.
    return {"catalogue": ("", {key: value for key, value in store.meta().items() if key != "digest"})}


def _apps(store: CatalogueStore) -> _Entries:
    return {app.id: (app.name, app) for app in store.apps()}


def _companies(store: CatalogueStore) -> _Entries:
    return {id_: (company.legal_name, company) for id_, company in store.ownership_facts().companies.items()}


def _countries(store: CatalogueStore) -> _Entries:
    return {code: (country.name.en, country) for code, country in store.ownership_facts().countries.items()}


def _guidance(store: CatalogueStore) -> _Entries:
    return {advice.id: (f"{advice.short}: {advice.title}", advice) for advice in guidance(store)}


def _reach(store: CatalogueStore) -> _Entries:
    names = {app.id: app.name for app in store.apps()}
    return {app: (names.get(app, app), {"facts": facts}) for app, facts in store.reach_by_app().items()}


def _incidents(store: CatalogueStore) -> _Entries:
    return {incident.id: (incident.id, incident) for incident in store.incidents()}


def _abilities(store: CatalogueStore) -> _Entries:
    return {ability.id: (ability.label.en, ability) for ability in store.abilities()}


def _words(store: CatalogueStore) -> _Entries:
    labels = {f"tasks.{key}": text for key, text in store.tasks().items()}
    labels |= {f"traits.{key}": text for key, text in store.traits().items()}
    return {key: (key, text) for key, text in (store.vocabulary() | labels).items()}


_SUBJECTS: dict[Subject, Callable[[CatalogueStore], _Entries]] = {
    Subject.CATALOGUE: _about,
    Subject.APP: _apps,
    Subject.COMPANY: _companies,
    Subject.COUNTRY: _countries,
    Subject.GUIDANCE: _guidance,
    Subject.REACH: _reach,
    Subject.INCIDENT: _incidents,
    Subject.ABILITY: _abilities,
    Subject.WORD: _words,
}
