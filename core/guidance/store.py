"""Guidance read from a catalogue.

It stands here and not in `core.catalogue`, because the catalogue knows nothing of guidance: the order inside core is
catalogue, then guidance.
"""

from __future__ import annotations

import json

from core.catalogue.decode import Row, date, grouped, maybe_date, maybe_text, strings, text
from core.catalogue.store import CatalogueStore
from core.facts import CountryCode
from core.guidance.model import Advice, AdviceStatus, Facet, Relevance, Stance, Strength


def guidance(store: CatalogueStore) -> tuple[Advice, ...]:
    """All entries of the catalogue in id order, read once for each store. Hidden entries are not in the file.

    Raises:
        CatalogueDamaged: the file cannot be read.
    """
    return store.once("guidance", _read)


def _read(store: CatalogueStore) -> tuple[Advice, ...]:
    apps_of = grouped(store.rows("advice_app"), "advice")
    return tuple(_advice(row, apps_of.get(row["id"], [])) for row in store.rows("advice"))


def _advice(row: Row, apps: list[Row]) -> Advice:
    return Advice(
        id=row["id"],
        authority=row["authority"],
        short=row["short"],
        country=row["country"],
        title=row["title"],
        summary=text(row, "summary"),
        issued=date(row, "issued"),
        issued_precision=row["issued_precision"],
        status=AdviceStatus(row["status"]),
        confidence=row["confidence"],
        strength=Strength(row["strength"]),
        match=frozenset(Facet(facet) for facet in strings(row, "match")),
        stances={part["app"]: Stance(part["stance"]) for part in apps},
        scope_who=frozenset(strings(row, "scope_who")),
        scope_devices=frozenset(strings(row, "scope_devices")),
        private_device=row["private_device"],
        official_need=row["official_need"],
        basis=row["basis"],
        basis_sentence=text(row, "basis_sentence"),
        relevance=Relevance(row["relevance"]),
        body_specific=bool(row["body_specific"]),
        url=row["url"],
        owner_countries=frozenset(CountryCode(code) for code in strings(row, "owner_countries")),
        categories=frozenset(strings(row, "categories")),
        site_covered=None if row["site_covered"] is None else bool(row["site_covered"]),
        names_without_entry=tuple((name, Stance(stance)) for name, stance in json.loads(row["names_without_entry"])),
        scope_note=maybe_text(row, "scope_note"),
        scope_note_source=row["scope_note_source"],
        official_need_text=text(row, "official_need_text"),
        legal_basis=row["legal_basis"],
        supersedes=tuple(row_id for row_id in json.loads(row["supersedes"])),
        superseded_by=tuple(row_id for row_id in json.loads(row["superseded_by"])),
        retrieved_how=row["retrieved_how"],
        retrieved_note=row["retrieved_note"],
        valid_until=maybe_date(row, "valid_until"),
    )
