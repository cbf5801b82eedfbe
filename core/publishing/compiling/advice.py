"""Guidance entries."""

from __future__ import annotations

from core.facts import AdviceId, AppId, CountryCode, PartialDate
from core.guidance.model import Advice, AdviceStatus, Facet, Relevance, Stance, Strength
from core.publishing.compiling.parts import Record, maybe_date, maybe_text, strings, text


def advice(advice_id: str, record: Record) -> Advice:
    """A guidance entry from its file."""
    authority, scope, need = record["authority"], record["scope"], record["official_need"]
    evidence, retrieved = record["evidence"], record["retrieved"]
    return Advice(
        id=AdviceId(advice_id),
        authority=authority["name"],
        short=authority["short"],
        country=CountryCode(authority["country"]),
        title=record["title"],
        summary=text(record["summary"]),
        issued=PartialDate.parse(record["issued"]),
        issued_precision=record["issued_precision"],
        status=AdviceStatus(record["status"]),
        confidence=record["confidence"],
        strength=Strength(record["strength"]),
        match=frozenset(Facet(facet) for facet in record["match"]),
        stances=_stances(record),
        scope_who=frozenset(scope["who"]),
        scope_devices=frozenset(scope["devices"]),
        private_device=scope["private_device"],
        official_need=need["allowed"],
        basis=evidence["basis"],
        basis_sentence=text(evidence["text"]),
        relevance=Relevance(record["relevance"]),
        body_specific=record["body_specific"],
        url=record["url"],
        owner_countries=frozenset(CountryCode(code) for code in strings(record, "owner_countries")),
        categories=frozenset(strings(record, "categories")),
        site_covered=record.get("site_covered"),
        names_without_entry=tuple((e["name"], Stance(e["stance"])) for e in record.get("names_without_entry", ())),
        scope_note=maybe_text(scope, "text"),
        scope_note_source=scope.get("note", ""),
        official_need_text=text(need.get("text", {})),
        legal_basis=record.get("legal_basis", ""),
        supersedes=tuple(AdviceId(other) for other in strings(record, "supersedes")),
        superseded_by=tuple(AdviceId(other) for other in strings(record, "superseded_by")),
        retrieved_how=retrieved["how"],
        retrieved_note=retrieved.get("note", ""),
        valid_until=maybe_date(record, "valid_until"),
    )


def _stances(record: Record) -> dict[AppId, Stance]:
    """Every app named, with its stance; those only mentioned stand in a list of their own."""
    named = {AppId(app): Stance(stance) for app, stance in record.get("apps", {}).items()}
    return named | {AppId(app): Stance.MENTIONS for app in strings(record, "also_mentions")}
