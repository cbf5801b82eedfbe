"""Checks of companies/*.yaml."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from core.facts import Kind
from core.jurisdiction.model import Control, PresenceKind, StakeStatus
from core.publishing.problems import Problems
from core.publishing.source import Source
from core.publishing.validate.apps import VERIFIED, check_order, check_scope, check_sourced
from core.publishing.validate.known import Known
from core.publishing.validate.shapes import At, Day, Flag, Line, ListOf, Number, Record, Ref, Word, identify, records
from core.publishing.validate.shapes import Source as SourceShape

SCOPES = (
    "ownership",
    "listing and seat",
    "listing only",
    "entity and seat",
    "entity",
    "existence",
    "country only",
    "part",
)
"""What the verification of a company covers."""
RELATIONS = frozenset(
    [
        "founder-controlled",
        "VIE",
        "subsidiary",
        "minority",
        "listed",
        "majority",
        "other",
        "private",
        "state-controlled",
        "state-owned",
        "state-linked",
        "private-equity",
        "person",
        "family",
        "nonprofit",
        "joint-venture",
        "state",
        "state-agency",
        "municipal",
        "bank-owned",
        "foundation",
        "joint",
        "cooperative",
        "disputed",
    ]
)
"""Kinds of company or of holder."""
_KINDS = (Kind.DECLARED.value, Kind.ESTABLISHED.value, Kind.NOT_RECORDED.value)
_OVER_HALF = 50


def check_companies(source: Source, known: Known, problems: Problems) -> None:
    """Check every company, and that no company owns itself by a detour."""
    shape = _shape(known)
    for company_id, document in source.folders.get("companies", {}).items():
        identify(company_id, document, problems)
        at = At(document, problems)
        shape.check(document.root, at)
        if isinstance(document.root, dict):
            _check_company(document.root, known, at)
    _check_circles(source, problems)


def _shape(known: Known) -> Record:
    country = Ref(known.countries, "country")
    sources = ListOf(SourceShape(known.sources))
    seen, year = Day(known.as_of), Number(1900, known.year)
    share = Record({"text": Line()}, {"min": Number(0, 100, whole=False), "max": Number(0, 100, whole=False)})
    stake = Record(
        {
            "relation": Word(RELATIONS),
            "control": Word([control.value for control in Control]),
            "status": Word([status.value for status in StakeStatus]),
            "verified": VERIFIED,
        },
        {
            "holder": Ref(known.companies, "company"),
            "share": share,
            "since": Day(),
            "until": seen,
            "market": country,
            "sources": sources,
            "note": Line(),
        },
    )
    former = Record(
        {"name": Line(), "verified": VERIFIED, "sources": ListOf(SourceShape(known.sources), least=1)},
        {"since": seen, "until": seen},
    )
    presence = Record(
        {
            "kind": Word([kind.value for kind in PresenceKind]),
            "country": country,
            "verified": VERIFIED,
            "sources": ListOf(SourceShape(known.sources), least=1),
        },
        {
            "since": seen,
            "until": seen,
            "contested": Flag(),
            "claim": Line(),
            "claim_by": Line(),
            "counter_claim": Line(),
            "note": Line(),
            "source_year": year,
        },
    )
    return Record(
        {"legal_name": Line(), "kind": Word(_KINDS), "verified": VERIFIED},
        {
            "incorporation": country,
            "seat": country,
            "listed": Line(),
            "lei": Line(re.compile(r"[0-9A-Z]{18}\d\d"), "the 20 characters of the legal entity identifier"),
            "stakes": ListOf(stake),
            "former_owners": ListOf(former),
            "presences": ListOf(presence),
            "note": Line(),
            "verified_scope": Word(SCOPES),
            "source_year": year,
            "sources": sources,
        },
    )


def _check_company(company: dict[str, Any], known: Known, at: At) -> None:
    check_scope(company, at)
    if company.get("verified_scope") == "entity and seat" and company.get("kind") != Kind.DECLARED.value:
        at.inner("kind").add("does not fit the scope entity and seat", "write declared: the firm says so itself")
    for number, stake in records(company.get("stakes")):
        _check_stake(stake, company, known, at.inner("stakes").inner(number))
    for number, former in records(company.get("former_owners")):
        check_order(former, at.inner("former_owners").inner(number))
        check_sourced(former, at.inner("former_owners").inner(number))
    for number, presence in records(company.get("presences")):
        _check_presence(presence, at.inner("presences").inner(number))


def _check_stake(stake: dict[str, Any], company: dict[str, Any], known: Known, at: At) -> None:
    check_order(stake, at)
    check_sourced({**stake, "sources": stake.get("sources") or company.get("sources")}, at)
    if stake.get("status") != StakeStatus.CURRENT.value and "holder" not in stake:
        at.inner("status").add(f"is {stake.get('status')} without a holder", "name the holder, or write current")
    if stake.get("status") != StakeStatus.PLANNED.value and "since" in stake:
        Day(known.as_of).check(stake["since"], at.inner("since"))
    share = stake.get("share")
    if not isinstance(share, dict):
        return
    least, most = share.get("min"), share.get("max")
    if isinstance(least, int | float) and isinstance(most, int | float) and least > most:
        at.inner("share").inner("min").add(f"is {least}, more than max ({most})", "correct one of the two")
    over_half = isinstance(least, int | float) and least > _OVER_HALF
    if over_half and "holder" in stake and stake.get("status") == "current" and stake.get("control") != "control":
        at.inner("control").add(
            f"is {stake.get('control')} with over 50 per cent", "write control, or correct the share"
        )


def _check_presence(presence: dict[str, Any], at: At) -> None:
    check_order(presence, at)
    check_sourced(presence, at)
    contested = presence.get("contested") is True
    for key in ("claim", "counter_claim"):
        if contested and key not in presence:
            at.inner(key).add("is missing", "a contested presence shows both claims: add it")
        elif not contested and key in presence:
            at.inner(key).add("stands without contested: true", "add contested: true, or use note")


def _check_circles(source: Source, problems: Problems) -> None:
    holders = {id_: list(_holders(document.root)) for id_, document in source.entries("companies").items()}
    for company_id in holders:
        path = _way_back(company_id, holders)
        if path and company_id == min(path):
            at = At(source.folders["companies"][company_id], problems, ("stakes",))
            at.add(f"circle of owners: {' > '.join([*path, company_id])}", "remove one of these links")


def _holders(root: dict[str, Any]) -> Iterator[str]:
    for _, stake in records(root.get("stakes")):
        if isinstance(stake.get("holder"), str):
            yield stake["holder"]


def _way_back(start: str, holders: dict[str, list[str]]) -> list[str]:
    """The companies on a way from `start` upwards and back to it; empty where there is none."""
    ways, seen = [[start]], {start}
    while ways:
        way = ways.pop()
        for holder in holders.get(way[-1], []):
            if holder == start:
                return way
            if holder not in seen:
                seen.add(holder)
                ways.append([*way, holder])
    return []
