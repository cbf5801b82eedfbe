"""The whole source folder as one value."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from operator import itemgetter

from core.guidance.model import Advice
from core.publishing.compiling.advice import advice
from core.publishing.compiling.apps import app, labelled, words
from core.publishing.compiling.parts import resolver
from core.publishing.compiling.places import company, country
from core.publishing.compiling.reach import ability, incident, reach_fact, reach_source
from core.publishing.content import Content
from core.publishing.source import Source
from core.reach.model import Ability, Incident, ReachFact
from core.texts.phrase import Text


def compile_content(source: Source) -> Content:
    """The content of a source folder that passed every check.

    Guidance entries that nobody has read (`retrieved.how: unverified`) are left out: they never reach a user.
    """
    about = source.root("catalogue")
    sources = resolver(source.root("sources"))
    countries = tuple(country(code, doc.root, sources) for code, doc in source.entries("countries").items())
    companies = tuple(company(id_, doc.root, sources) for id_, doc in source.entries("companies").items())
    by_id = {entry.id: entry for entry in companies}
    tasks = source.root("tasks")
    return Content(
        version=about["version"],
        created=parse_moment(about["created"]),
        as_of=about["as_of"],
        apps=tuple(app(id_, doc.root, by_id, sources) for id_, doc in source.entries("apps").items()),
        companies=companies,
        countries=countries,
        advice=tuple(entry for entry in _advice(source) if not entry.is_hidden),
        incidents=tuple(sorted(_incidents(source), key=lambda entry: entry.id)),
        reach=tuple(_reach(source)),
        reach_sources=tuple(reach_source(id_, rec) for id_, rec in sorted(source.root("reach-sources").items())),
        abilities=tuple(_abilities(source)),
        tasks=tuple(labelled(record) for record in tasks["tasks"]),
        traits=tuple(labelled(record) for record in tasks["traits"]),
        words=tuple(sorted(_vocabulary(source), key=itemgetter(0))),
    )


def parse_moment(text: str) -> datetime:
    """A moment written `2026-11-23T00:00:00Z`, in UTC.

    Raises:
        ValueError: another form, or no such moment.
    """
    return datetime.strptime(text, "%Y-%m-%dT%H:%M:%SZ").replace(tzinfo=UTC)


def _advice(source: Source) -> Iterator[Advice]:
    return (advice(id_, doc.root) for id_, doc in source.entries("guidance").items())


def _incidents(source: Source) -> Iterator[Incident]:
    for document in source.entries("incidents").values():
        yield from (incident(record) for record in document.root["incidents"])


def _reach(source: Source) -> Iterator[ReachFact]:
    sources = source.root("reach-sources")
    curated, exodus = source.entries("reach"), source.entries("exodus")
    for app_id in sorted(curated.keys() | exodus.keys()):
        for documents in (curated, exodus):
            if document := documents.get(app_id):
                yield from (reach_fact(app_id, record, sources) for record in document.root["facts"])


def _abilities(source: Source) -> Iterator[Ability]:
    root = source.root("abilities")
    yield from (ability(record, is_data_group=False) for record in root["groups"])
    yield from (ability(record, is_data_group=True) for record in root["data_groups"])


def _vocabulary(source: Source) -> Iterator[tuple[str, Text]]:
    for document in source.entries("words").values():
        yield from words(document.root)
    for code, document in source.entries("countries").items():
        yield from words({"countries": {code: {**document.root["name"], "in": document.root["name_in"]}}})
