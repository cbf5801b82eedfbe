"""Reach facts, incidents, abilities and the sources of readings."""

from __future__ import annotations

from typing import Any

from core.facts import AppId, CompanyId, IncidentId, Kind, PartialDate, Verified
from core.publishing.compiling.parts import Record, maybe_date, strings, text
from core.reach.model import Ability, Code, Incident, IncidentStatus, ReachFact, ReachSource, Topic

NOT_KNOWN = "not known"
"""Written where the date of a fact is not known: a word, never an empty place."""


def reach_fact(app_id: str, record: Record, sources: Record) -> ReachFact:
    """A reach fact. `sources` is reach-sources.yaml: its address stands in where the fact has none of its own."""
    date = record["date"]
    return ReachFact(
        app=AppId(app_id),
        topic=Topic(record["topic"]),
        kind=Kind(record["kind"]),
        platform=record.get("platform"),
        version=record.get("version", ""),
        date=None if date == NOT_KNOWN else PartialDate.parse(date),
        date_means=record.get("date_means", ""),
        value=_frozen(record["value"]),
        source=record["source"],
        url=record.get("url") or sources[record["source"]]["url"],
        verified=Verified(record["verified"]),
        note=record.get("note", ""),
    )


def _frozen(value: object) -> Any:  # noqa: ANN401 - JSON may be anything
    """The same value with tuples for lists, as facts hold it."""
    if isinstance(value, dict):
        return {key: _frozen(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return tuple(_frozen(inner) for inner in value)
    return value


def reach_source(source_id: str, record: Record) -> ReachSource:
    """Who made readings."""
    return ReachSource(
        id=source_id,
        title=record["title"],
        url=record.get("url", ""),
        read=record["read"],
        licence=record["licence"],
        note=record.get("note", ""),
    )


def incident(record: Record) -> Incident:
    """An incident or finding."""
    return Incident(
        id=IncidentId(record["id"]),
        date=PartialDate.parse(record["date"]),
        kind=Kind(record["kind"]),
        code=Code(record["code"]) if "code" in record else None,
        status=IncidentStatus(record["status"]) if "status" in record else None,
        status_checked=maybe_date(record, "status_checked"),
        apps=tuple(AppId(app) for app in strings(record, "apps")),
        companies=tuple(CompanyId(company) for company in strings(record, "companies")),
        text=text(record["text"]),
        outcome=record["outcome"],
        sources=strings(record, "sources"),
        verified=Verified(record["verified"]),
        date_as_listed=record["date_precision"] == "as listed by the source",
        note=record.get("note", ""),
    )


def ability(record: Record, *, is_data_group: bool) -> Ability:
    """A group of permission names, or of label types."""
    return Ability(
        id=record["id"],
        label=text(record["label"]),
        text=text(record["text"]),
        is_data_group=is_data_group,
        note=record.get("note", ""),
        android=tuple((entry["name"], entry["level"]) for entry in record.get("android", ())),
        ios=strings(record, "ios"),
        flatpak=strings(record, "flatpak"),
        google_play=strings(record, "google_play"),
        apple_label=strings(record, "apple_label"),
    )
