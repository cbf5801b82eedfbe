"""Countries, laws and companies from rows."""

from __future__ import annotations

from collections.abc import Iterable

from core.catalogue.decode import Row, date, grouped, maybe_date, maybe_text, strings, text
from core.facts import CompanyId, FourWay, Kind, LawId, Verified
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

_QUESTIONS = ("independent_authorisation", "extraterritorial", "secrecy", "target_notification")


def countries(
    rows: Iterable[Row], regimes: Iterable[Row], mentions: Iterable[Row], laws: Iterable[Row]
) -> tuple[Country, ...]:
    """Countries in code order."""
    regime_of, mentions_of, laws_of = (grouped(part, "country") for part in (regimes, mentions, laws))
    return tuple(
        _country(row, regime_of.get(row["code"], []), mentions_of.get(row["code"], []), laws_of.get(row["code"], []))
        for row in rows
    )


def _country(row: Row, regime: list[Row], mentions: list[Row], laws: list[Row]) -> Country:
    notes = ((part["question"], maybe_text(part, "note")) for part in regime)
    return Country(
        code=row["code"],
        name=text(row, "name"),
        name_in=text(row, "in"),
        eea=bool(row["eea"]),
        role=CountryRole(row["role"]),
        inherits_from=row["inherits_from"],
        cooperation=FourWay(row["cooperation"]),
        mentions=tuple(_mention(part) for part in mentions),
        laws=tuple(_law(part) for part in laws),
        eu=bool(row["eu"]),
        nato=bool(row["nato"]),
        eyes=row["eyes"],
        adequacy=row["adequacy"],
        cooperation_status=row["cooperation_status"],
        cooperation_verified=Verified(row["cooperation_verified"]),
        cooperation_sources=strings(row, "cooperation_sources"),
        cooperation_note=maybe_text(row, "cooperation_note"),
        regime=tuple((part["question"], FourWay(part["answer"])) for part in regime),
        regime_notes=tuple((question, note) for question, note in notes if note is not None),
        regime_verified=Verified(row["regime_verified"]),
        note=maybe_text(row, "note"),
    )


def _mention(row: Row) -> Mention:
    return Mention(
        by=row["by"],
        report=row["report"],
        year=row["year"],
        verified=Verified(row["verified"]),
        sources=strings(row, "sources"),
        how=text(row, "how"),
    )


def _law(row: Row) -> Law:
    answers = {question: FourWay(row[question]) for question in _QUESTIONS}
    remarks = ((question, row[f"{question}_note"]) for question in _QUESTIONS)
    return Law(
        id=LawId(row["id"]),
        name=text(row, "name"),
        original_name=row["original_name"],
        plain=text(row, "plain"),
        year=row["year"],
        status=LawStatus(row["status"]),
        since=date(row, "since"),
        until=maybe_date(row, "until"),
        amended=maybe_date(row, "amended"),
        effects_until=maybe_date(row, "effects_until"),
        independent_authorisation=answers["independent_authorisation"],
        extraterritorial=answers["extraterritorial"],
        secrecy=answers["secrecy"],
        target_notification=answers["target_notification"],
        verified=Verified(row["verified"]),
        sources=strings(row, "sources"),
        key=row["key"],
        reading=maybe_text(row, "reading"),
        note=row["note"],
        unverified=row["unverified"],
        remarks=tuple((question, words) for question, words in remarks if words),
    )


def companies(
    rows: Iterable[Row], stakes: Iterable[Row], former_owners: Iterable[Row], presences: Iterable[Row]
) -> dict[CompanyId, Company]:
    """Companies by id, in id order."""
    parts = [grouped(part, "company") for part in (stakes, former_owners, presences)]
    return {row["id"]: _company(row, *(part.get(row["id"], []) for part in parts)) for row in rows}


def _company(row: Row, stakes: list[Row], former_owners: list[Row], presences: list[Row]) -> Company:
    return Company(
        id=row["id"],
        legal_name=row["legal_name"],
        incorporation=row["incorporation"],
        seat=row["seat"],
        stakes=tuple(_stake(part) for part in stakes),
        listed=row["listed"],
        lei=row["lei"],
        verified=Verified(row["verified"]),
        verified_scope=row["verified_scope"],
        kind=Kind(row["kind"]),
        sources=strings(row, "sources"),
        source_year=row["source_year"],
        note=row["note"],
        former_owners=tuple(_former_owner(part) for part in former_owners),
        presences=tuple(_presence(part) for part in presences),
    )


def _stake(row: Row) -> Stake:
    return Stake(
        holder=row["holder"],
        relation=row["relation"],
        control=Control(row["control"]),
        status=StakeStatus(row["status"]),
        share_text=row["share_text"],
        share_min=_per_cent(row["share_min"]),
        share_max=_per_cent(row["share_max"]),
        since=maybe_date(row, "since"),
        until=maybe_date(row, "until"),
        market=row["market"],
        verified=Verified(row["verified"]),
        sources=strings(row, "sources"),
        note=row["note"],
    )


def _per_cent(hundredths: int | None) -> float | None:
    return None if hundredths is None else hundredths / 100


def _former_owner(row: Row) -> FormerOwner:
    return FormerOwner(
        name=row["name"],
        since=maybe_date(row, "since"),
        until=maybe_date(row, "until"),
        verified=Verified(row["verified"]),
        sources=strings(row, "sources"),
    )


def _presence(row: Row) -> Presence:
    return Presence(
        company=row["company"],
        kind=PresenceKind(row["kind"]),
        country=row["country"],
        since=maybe_date(row, "since"),
        until=maybe_date(row, "until"),
        contested=bool(row["contested"]),
        source_year=row["source_year"],
        verified=Verified(row["verified"]),
        sources=strings(row, "sources"),
        note=row["note"],
    )
