"""Countries with their laws, companies with their holders."""

from __future__ import annotations

from core.facts import CompanyId, CountryCode, FourWay, Kind, LawId, PartialDate, Verified
from core.jurisdiction.claims import Claims
from core.jurisdiction.model import (
    Company,
    Control,
    Country,
    CountryRole,
    FormerOwner,
    Law,
    LawStatus,
    Mention,
    Presence,
    PresenceKind,
    Stake,
    StakeStatus,
)
from core.publishing.compiling.parts import Record, Resolver, maybe_date, maybe_text, text

COOPERATION = {
    "ally": FourWay.YES,
    "security_agreement": FourWay.YES,
    "home": FourWay.YES,
    "eea_partner": FourWay.PARTLY,
    "partner": FourWay.PARTLY,
    "no_security_policy_cooperation": FourWay.NO,
    "unknown": FourWay.UNKNOWN,
}
"""What each status of the cooperation with Norway means for the threat groups."""

LAW_QUESTIONS = ("independent_authorisation", "extraterritorial", "secrecy", "target_notification")
"""The four questions asked of every law."""
REGIME_QUESTIONS = ("independent_authorisation", "target_notification", "provider_may_publish", "effective_remedy")
"""The four questions asked of every country."""


def country(code: str, record: Record, sources: Resolver) -> Country:
    """A country from its file."""
    cooperation, regime = record["cooperation"], record["regime"]
    how = record.get("mentioned_how", {})
    return Country(
        code=CountryCode(code),
        name=text(record["name"]),
        name_in=text(record["name_in"]),
        eea=record["eea"],
        role=CountryRole(record["role"]),
        inherits_from=_code(record, "inherits_from"),
        cooperation=COOPERATION[cooperation["status"]],
        mentions=tuple(_mention(entry, how[entry["by"]], sources) for entry in record.get("mentions", ())),
        laws=tuple(_law(entry, sources) for entry in record.get("laws", ())),
        eu=record["eu"],
        nato=record["nato"],
        eyes=record["eyes"],
        adequacy=record["adequacy"]["status"],
        cooperation_status=cooperation["status"],
        cooperation_verified=Verified(cooperation["verified"]),
        cooperation_sources=sources(cooperation),
        cooperation_note=maybe_text(cooperation, "text"),
        regime=tuple((question, FourWay(regime[question])) for question in REGIME_QUESTIONS),
        regime_notes=tuple((q, text(regime["texts"][q])) for q in REGIME_QUESTIONS if q in regime.get("texts", {})),
        regime_verified=Verified(regime["verified"]),
        note=maybe_text(record, "text"),
    )


def company(company_id: str, record: Record, sources: Resolver) -> Company:
    """A company from its file."""
    own = sources(record)
    return Company(
        id=CompanyId(company_id),
        legal_name=record["legal_name"],
        incorporation=_code(record, "incorporation"),
        seat=_code(record, "seat"),
        stakes=tuple(_stake(entry, sources(entry) or own) for entry in record.get("stakes", ())),
        listed=record.get("listed", ""),
        lei=record.get("lei", ""),
        verified=Verified(record["verified"]),
        verified_scope=record.get("verified_scope", ""),
        kind=Kind(record["kind"]),
        sources=own,
        source_year=record.get("source_year"),
        note=record.get("note", ""),
        former_owners=tuple(_former_owner(entry, sources) for entry in record.get("former_owners", ())),
        presences=tuple(_presence(company_id, entry, sources) for entry in record.get("presences", ())),
    )


def _code(record: Record, key: str) -> CountryCode | None:
    return CountryCode(record[key]) if key in record else None


def _mention(record: Record, how: Record, sources: Resolver) -> Mention:
    return Mention(
        by=record["by"],
        report=record["report"],
        year=record["year"],
        verified=Verified(record["verified"]),
        sources=sources(record),
        how=text(how),
    )


def _law(record: Record, sources: Resolver) -> Law:
    answers = {question: FourWay(record[question]) for question in LAW_QUESTIONS}
    remarks = ((question, record.get(f"{question}_note", "")) for question in LAW_QUESTIONS)
    return Law(
        id=LawId(record["id"]),
        name=text(record["name"]),
        original_name=record["original_name"],
        plain=text(record["plain"]),
        year=record["year"],
        status=LawStatus(record["status"]),
        since=PartialDate.parse(record["since"]),
        until=maybe_date(record, "until"),
        amended=maybe_date(record, "amended"),
        effects_until=maybe_date(record, "effects_until"),
        independent_authorisation=answers["independent_authorisation"],
        extraterritorial=answers["extraterritorial"],
        secrecy=answers["secrecy"],
        target_notification=answers["target_notification"],
        verified=Verified(record["verified"]),
        sources=sources(record),
        key=record.get("key", ""),
        reading=maybe_text(record, "reading"),
        note=record.get("note", ""),
        unverified=record.get("unverified", ""),
        remarks=tuple((question, words) for question, words in remarks if words),
    )


def _stake(record: Record, sources: tuple[str, ...]) -> Stake:
    share = record.get("share", {})
    return Stake(
        holder=CompanyId(record["holder"]) if "holder" in record else None,
        relation=record["relation"],
        control=Control(record["control"]),
        status=StakeStatus(record["status"]),
        share_text=share.get("text", ""),
        share_min=_per_cent(share, "min"),
        share_max=_per_cent(share, "max"),
        since=maybe_date(record, "since"),
        until=maybe_date(record, "until"),
        market=_code(record, "market"),
        verified=Verified(record["verified"]),
        sources=sources,
        note=record.get("note", ""),
    )


def _per_cent(share: Record, key: str) -> float | None:
    return float(share[key]) if key in share else None


def _former_owner(record: Record, sources: Resolver) -> FormerOwner:
    return FormerOwner(
        name=record["name"],
        since=maybe_date(record, "since"),
        until=maybe_date(record, "until"),
        verified=Verified(record["verified"]),
        sources=sources(record),
    )


def _presence(company_id: str, record: Record, sources: Resolver) -> Presence:
    return Presence(
        company=CompanyId(company_id),
        kind=PresenceKind(record["kind"]),
        country=CountryCode(record["country"]),
        since=maybe_date(record, "since"),
        until=maybe_date(record, "until"),
        contested=record.get("contested", False),
        source_year=record.get("source_year"),
        verified=Verified(record["verified"]),
        sources=sources(record),
        note=_presence_note(record),
    )


def _presence_note(record: Record) -> str:
    """The remark; for a contested presence both claims, the claim with whoever makes it."""
    if not record.get("contested", False):
        return str(record.get("note", ""))
    both = Claims(record["claim"], record["counter_claim"], record.get("claim_by", "")).text
    return f"{both}. {record['note']}" if "note" in record else both
