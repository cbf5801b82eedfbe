"""Apps, tasks, traits and the vocabulary."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from core.catalogue.model import App, EntryKind, NameKind, OtherName, StoreId
from core.facts import AppId, CompanyId, Verified
from core.jurisdiction.model import Company
from core.publishing.compiling.parts import Record, Resolver, maybe_date, strings, text
from core.publishing.content import Labelled
from core.situation import Platform
from core.texts.phrase import Text

_LANGUAGES = ("nb", "nn", "en")


def app(app_id: str, record: Record, companies: Mapping[CompanyId, Company], sources: Resolver) -> App:
    """An app from its file. Every app of our own format is a dossier."""
    link = record.get("company")
    company = CompanyId(link["id"]) if link else None
    return App(
        id=AppId(app_id),
        name=record["name"],
        kind=EntryKind.DOSSIER,
        company=company,
        company_verified=Verified(link["verified"]) if link else Verified.NO,
        platforms=tuple(Platform(platform) for platform in strings(record, "platforms")),
        category=record["category"],
        tasks=strings(record, "tasks"),
        traits=frozenset(strings(record, "traits")),
        other_names=tuple(_other_name(entry) for entry in record.get("other_names", ())),
        store_ids=tuple(_store_id(entry) for entry in record.get("store_ids", ())),
        publisher=companies[company].legal_name if company else record.get("publisher", ""),
        website=record.get("website", ""),
        edition_of=AppId(record["edition_of"]) if "edition_of" in record else None,
        popularity=record.get("popularity", 0),
        verified=Verified(record["verified"]),
        verified_scope=record.get("verified_scope", ""),
        sources=sources(record),
        note=record.get("note", ""),
    )


def _other_name(record: Record) -> OtherName:
    return OtherName(record["name"], NameKind(record["kind"]), maybe_date(record, "since"), maybe_date(record, "until"))


def _store_id(record: Record) -> StoreId:
    return StoreId(record["store"], record["id"], Verified(record["verified"]))


def labelled(record: Record) -> Labelled:
    """A task or a trait."""
    return Labelled(record["id"], text(record["label"]), record.get("basis", ""))


def words(record: Record) -> Iterator[tuple[str, Text]]:
    """The vocabulary of one file: (keys joined by full stops, words), in the order written."""
    yield from _words("", record)


def _words(prefix: str, node: Mapping[str, Any]) -> Iterator[tuple[str, Text]]:
    if "nb" in node:
        yield prefix.removesuffix("."), text(node)
    for key, inner in node.items():
        if key not in _LANGUAGES:
            yield from _words(f"{prefix}{key}.", inner)
