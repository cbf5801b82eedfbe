"""Values as rows of the tables of `core.catalogue.schema`.

The way back is `core.catalogue.decode` (and `core.guidance.store`); a test holds the two together.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import partial

from core.catalogue.model import App
from core.catalogue.schema import BY_NAME, TABLES
from core.guidance.model import Advice
from core.publishing.cells import Row, Rows, date_cell, json_cell, list_cell, set_cell, text_cells
from core.publishing.content import Content, Labelled
from core.publishing.encode_ownership import company_rows, country_rows
from core.publishing.writing import TableRow
from core.reach.model import Ability, Incident, ReachFact


def table_rows(content: Content) -> Iterator[TableRow]:
    """All rows of a catalogue but its digest, table after table, each table in the order of its key."""
    for name, rows in rows_of(content).items():
        for row in rows:
            yield name, tuple(row[column] for column in BY_NAME[name].names)


def app_rows(app: App) -> Iterator[TableRow]:
    """The rows of one app, its own first."""
    for name, row in _app(app):
        yield name, tuple(row[column] for column in BY_NAME[name].names)


def rows_of(content: Content) -> dict[str, list[Row]]:
    """All rows of a catalogue but its digest: by table in schema order, each table in the order of its key."""
    tables: dict[str, list[Row]] = {table.name: [] for table in TABLES}
    for name, row in _all_rows(content):
        tables[name].append(row)
    for table in TABLES:
        tables[table.name].sort(key=partial(_sort_key, table.key))
    return tables


def _sort_key(columns: tuple[str, ...], row: Row) -> list[tuple[int, bytes]]:
    return [_sortable(row[column]) for column in columns]


def _sortable(value: int | str | None) -> tuple[int, bytes]:
    """Sorts text by its UTF-8 bytes, as SQLite does."""
    return (value, b"") if isinstance(value, int) else (0, str(value).encode())


def _all_rows(content: Content) -> Rows:
    yield from _meta(content)
    for country in content.countries:
        yield from country_rows(country)
    for company in content.companies:
        yield from company_rows(company)
    yield from _labelled("task", content.tasks)
    yield from _labelled("trait", content.traits)
    for app in content.apps:
        yield from _app(app)
    for advice in content.advice:
        yield from _advice(advice)
    for source in content.reach_sources:
        columns = ("id", "title", "url", "read", "licence", "note")
        row: Row = {column: getattr(source, column) for column in columns}
        yield "reach_source", row
    yield from _reach(content.reach)
    for ordinal, ability in enumerate(content.abilities):
        yield from _ability(ordinal, ability)
    for incident in content.incidents:
        yield from _incident(incident)
    for key, words in content.words:
        yield "word", {"key": key, **text_cells("text", words)}


def _meta(content: Content) -> Rows:
    values = {
        "version": str(content.version),
        "created": content.created.strftime("%Y-%m-%dT%H:%M:%SZ"),
        "as_of": content.as_of,
        **dict(content.names),
    }
    for key, value in values.items():
        yield "meta", {"key": key, "value": value}


def _labelled(table: str, entries: Iterable[Labelled]) -> Rows:
    for ordinal, entry in enumerate(entries):
        row: Row = {"id": entry.id, "ordinal": ordinal, **text_cells("label", entry.label)}
        if table == "trait":
            row["basis"] = entry.basis
        yield table, row


def _app(app: App) -> Rows:
    yield (
        "app",
        {
            "id": app.id,
            "name": app.name,
            "kind": app.kind.value,
            "company": app.company,
            "company_verified": app.company_verified.value,
            "platforms": list_cell(platform.value for platform in app.platforms),
            "category": app.category,
            "traits": set_cell(app.traits),
            "publisher": app.publisher,
            "website": app.website,
            "edition_of": app.edition_of,
            "popularity": app.popularity,
            "verified": app.verified.value,
            "verified_scope": app.verified_scope,
            "sources": list_cell(app.sources),
            "note": app.note,
        },
    )
    for ordinal, other in enumerate(app.other_names):
        name: Row = {"app": app.id, "ordinal": ordinal, "name": other.name, "kind": other.kind.value}
        dates: Row = {"since": date_cell(other.since), "until": date_cell(other.until)}
        yield "app_name", name | dates | {"locale": other.locale, "seen": date_cell(other.seen)}
    for ordinal, task in enumerate(app.tasks):
        yield "app_task", {"app": app.id, "ordinal": ordinal, "task": task}
    for ordinal, store_id in enumerate(app.store_ids):
        row: Row = {"app": app.id, "ordinal": ordinal, "store": store_id.store, "id": store_id.id}
        yield "store_id", row | {"verified": store_id.verified.value}


def _advice(advice: Advice) -> Rows:
    yield (
        "advice",
        {
            "id": advice.id,
            "authority": advice.authority,
            "short": advice.short,
            "country": advice.country,
            "title": advice.title,
            **text_cells("summary", advice.summary),
            "issued": advice.issued.text,
            "issued_precision": advice.issued_precision,
            "status": advice.status.value,
            "confidence": advice.confidence,
            "strength": advice.strength.value,
            "match": set_cell(facet.value for facet in advice.match),
            "scope_who": set_cell(advice.scope_who),
            "scope_devices": set_cell(advice.scope_devices),
            "private_device": advice.private_device,
            "official_need": advice.official_need,
            "basis": advice.basis,
            **text_cells("basis_sentence", advice.basis_sentence),
            "relevance": advice.relevance.value,
            "body_specific": int(advice.body_specific),
            "url": advice.url,
            "owner_countries": set_cell(advice.owner_countries),
            "categories": set_cell(advice.categories),
            "site_covered": None if advice.site_covered is None else int(advice.site_covered),
            "names_without_entry": json_cell([[name, stance.value] for name, stance in advice.names_without_entry]),
            **text_cells("scope_note", advice.scope_note),
            "scope_note_source": advice.scope_note_source,
            **text_cells("official_need_text", advice.official_need_text),
            "legal_basis": advice.legal_basis,
            "supersedes": list_cell(advice.supersedes),
            "superseded_by": list_cell(advice.superseded_by),
            "retrieved_how": advice.retrieved_how,
            "retrieved_note": advice.retrieved_note,
            "valid_until": date_cell(advice.valid_until),
        },
    )
    for app, stance in advice.stances.items():
        yield "advice_app", {"advice": advice.id, "app": app, "stance": stance.value}


def _reach(facts: Iterable[ReachFact]) -> Rows:
    ordinals: dict[str, int] = {}
    for fact in facts:
        ordinal = ordinals[fact.app] = ordinals.get(fact.app, -1) + 1
        yield (
            "reach",
            {
                "app": fact.app,
                "ordinal": ordinal,
                "topic": fact.topic.value,
                "kind": fact.kind.value,
                "platform": fact.platform,
                "version": fact.version,
                "date": date_cell(fact.date),
                "date_means": fact.date_means,
                "value": json_cell(fact.value),
                "source": fact.source,
                "url": fact.url,
                "verified": fact.verified.value,
                "note": fact.note,
            },
        )


def _ability(ordinal: int, ability: Ability) -> Rows:
    yield (
        "ability",
        {
            "id": ability.id,
            "ordinal": ordinal,
            "is_data_group": int(ability.is_data_group),
            **text_cells("label", ability.label),
            **text_cells("text", ability.text),
            "ios": list_cell(ability.ios),
            "flatpak": list_cell(ability.flatpak),
            "google_play": list_cell(ability.google_play),
            "apple_label": list_cell(ability.apple_label),
            "note": ability.note,
        },
    )
    for number, (name, level) in enumerate(ability.android):
        yield "ability_name", {"ability": ability.id, "ordinal": number, "name": name, "level": level}


def _incident(incident: Incident) -> Rows:
    yield (
        "incident",
        {
            "id": incident.id,
            "date": incident.date.text,
            "date_as_listed": int(incident.date_as_listed),
            "kind": incident.kind.value,
            "code": incident.code.value if incident.code else None,
            "status": incident.status.value if incident.status else None,
            "status_checked": date_cell(incident.status_checked),
            **text_cells("text", incident.text),
            "outcome": incident.outcome,
            "sources": list_cell(incident.sources),
            "verified": incident.verified.value,
            "note": incident.note,
        },
    )
    for ordinal, app in enumerate(incident.apps):
        yield "incident_app", {"incident": incident.id, "ordinal": ordinal, "app": app}
    for ordinal, company in enumerate(incident.companies):
        yield "incident_company", {"incident": incident.id, "ordinal": ordinal, "company": company}
