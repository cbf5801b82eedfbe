"""Countries and companies as rows."""

from __future__ import annotations

from core.jurisdiction.model import Company, Country, Law
from core.publishing.cells import Row, Rows, date_cell, hundredths, list_cell, text_cells


def country_rows(country: Country) -> Rows:
    """A country with its regime, mentions and laws."""
    yield (
        "country",
        {
            "code": country.code,
            **text_cells("name", country.name),
            **text_cells("in", country.name_in),
            "eea": int(country.eea),
            "eu": int(country.eu),
            "nato": int(country.nato),
            "role": country.role.value,
            "inherits_from": country.inherits_from,
            "eyes": country.eyes,
            "adequacy": country.adequacy,
            "cooperation": country.cooperation.value,
            "cooperation_status": country.cooperation_status,
            "cooperation_verified": country.cooperation_verified.value,
            "cooperation_sources": list_cell(country.cooperation_sources),
            **text_cells("cooperation_note", country.cooperation_note),
            "regime_verified": country.regime_verified.value,
            **text_cells("note", country.note),
        },
    )
    notes = dict(country.regime_notes)
    for ordinal, (question, answer) in enumerate(country.regime):
        row: Row = {"country": country.code, "ordinal": ordinal, "question": question, "answer": answer.value}
        yield "regime", row | text_cells("note", notes.get(question))
    for ordinal, mention in enumerate(country.mentions):
        yield (
            "mention",
            {
                "country": country.code,
                "ordinal": ordinal,
                "by": mention.by,
                "report": mention.report,
                "year": mention.year,
                "verified": mention.verified.value,
                "sources": list_cell(mention.sources),
                **text_cells("how", mention.how),
            },
        )
    for ordinal, law in enumerate(country.laws):
        place: Row = {"country": country.code, "ordinal": ordinal}
        yield "law", place | _law(law)


def _law(law: Law) -> Row:
    remarks = dict(law.remarks)
    return {
        "id": law.id,
        **text_cells("name", law.name),
        "original_name": law.original_name,
        **text_cells("plain", law.plain),
        "year": law.year,
        "status": law.status.value,
        "since": law.since.text,
        "until": date_cell(law.until),
        "amended": date_cell(law.amended),
        "effects_until": date_cell(law.effects_until),
        "independent_authorisation": law.independent_authorisation.value,
        "independent_authorisation_note": remarks.get("independent_authorisation", ""),
        "extraterritorial": law.extraterritorial.value,
        "extraterritorial_note": remarks.get("extraterritorial", ""),
        "secrecy": law.secrecy.value,
        "secrecy_note": remarks.get("secrecy", ""),
        "target_notification": law.target_notification.value,
        "target_notification_note": remarks.get("target_notification", ""),
        "verified": law.verified.value,
        "unverified": law.unverified,
        "sources": list_cell(law.sources),
        "key": law.key,
        **text_cells("reading", law.reading),
        "note": law.note,
    }


def company_rows(company: Company) -> Rows:
    """A company with its stakes, former owners and presences."""
    yield (
        "company",
        {
            "id": company.id,
            "legal_name": company.legal_name,
            "incorporation": company.incorporation,
            "seat": company.seat,
            "listed": company.listed,
            "lei": company.lei,
            "verified": company.verified.value,
            "verified_scope": company.verified_scope,
            "kind": company.kind.value,
            "sources": list_cell(company.sources),
            "source_year": company.source_year,
            "note": company.note,
        },
    )
    for ordinal, stake in enumerate(company.stakes):
        yield (
            "stake",
            {
                "company": company.id,
                "ordinal": ordinal,
                "holder": stake.holder,
                "relation": stake.relation,
                "control": stake.control.value,
                "status": stake.status.value,
                "share_text": stake.share_text,
                "share_min": hundredths(stake.share_min),
                "share_max": hundredths(stake.share_max),
                "since": date_cell(stake.since),
                "until": date_cell(stake.until),
                "market": stake.market,
                "verified": stake.verified.value,
                "sources": list_cell(stake.sources),
                "note": stake.note,
            },
        )
    yield from _company_past_and_presence(company)


def _company_past_and_presence(company: Company) -> Rows:
    for ordinal, former in enumerate(company.former_owners):
        yield (
            "former_owner",
            {
                "company": company.id,
                "ordinal": ordinal,
                "name": former.name,
                "since": date_cell(former.since),
                "until": date_cell(former.until),
                "verified": former.verified.value,
                "sources": list_cell(former.sources),
            },
        )
    for ordinal, presence in enumerate(company.presences):
        yield (
            "presence",
            {
                "company": company.id,
                "ordinal": ordinal,
                "kind": presence.kind.value,
                "country": presence.country,
                "since": date_cell(presence.since),
                "until": date_cell(presence.until),
                "contested": int(presence.contested),
                "source_year": presence.source_year,
                "verified": presence.verified.value,
                "sources": list_cell(presence.sources),
                "note": presence.note,
            },
        )
