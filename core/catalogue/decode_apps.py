"""Apps, reach facts, incidents and abilities from rows."""

from __future__ import annotations

import json
from collections.abc import Iterable

from core.catalogue.decode import Row, date, frozen, grouped, maybe_date, strings, text
from core.catalogue.model import App, EntryKind, NameKind, OtherName, StoreId
from core.facts import Kind, Verified
from core.reach.model import Ability, Code, Incident, IncidentStatus, ReachFact, ReachSource, Topic
from core.situation import Platform


def apps(rows: Iterable[Row], names: Iterable[Row], tasks: Iterable[Row], store_ids: Iterable[Row]) -> tuple[App, ...]:
    """Apps in id order."""
    parts = [grouped(part, "app") for part in (names, tasks, store_ids)]
    return tuple(_app(row, *(part.get(row["id"], []) for part in parts)) for row in rows)


def _app(row: Row, names: list[Row], tasks: list[Row], store_ids: list[Row]) -> App:
    return App(
        id=row["id"],
        name=row["name"],
        kind=EntryKind(row["kind"]),
        company=row["company"],
        company_verified=Verified(row["company_verified"]),
        platforms=tuple(Platform(platform) for platform in strings(row, "platforms")),
        category=row["category"],
        tasks=tuple(part["task"] for part in tasks),
        traits=frozenset(strings(row, "traits")),
        other_names=tuple(_other_name(part) for part in names),
        store_ids=tuple(StoreId(part["store"], part["id"], Verified(part["verified"])) for part in store_ids),
        publisher=row["publisher"],
        website=row["website"],
        edition_of=row["edition_of"],
        popularity=row["popularity"],
        verified=Verified(row["verified"]),
        verified_scope=row["verified_scope"],
        sources=strings(row, "sources"),
        note=row["note"],
    )


def _other_name(row: Row) -> OtherName:
    return OtherName(
        name=row["name"],
        kind=NameKind(row["kind"]),
        since=maybe_date(row, "since"),
        until=maybe_date(row, "until"),
        locale=row["locale"],
        seen=maybe_date(row, "seen"),
    )


def reach_fact(row: Row) -> ReachFact:
    """A reach fact."""
    return ReachFact(
        app=row["app"],
        topic=Topic(row["topic"]),
        kind=Kind(row["kind"]),
        platform=row["platform"],
        version=row["version"],
        date=maybe_date(row, "date"),
        date_means=row["date_means"],
        value=frozen(json.loads(row["value"])),
        source=row["source"],
        url=row["url"],
        verified=Verified(row["verified"]),
        note=row["note"],
    )


def reach_source(row: Row) -> ReachSource:
    """Who made readings."""
    return ReachSource(row["id"], row["title"], row["url"], row["read"], row["licence"], row["note"])


def incidents(rows: Iterable[Row], apps: Iterable[Row], companies: Iterable[Row]) -> tuple[Incident, ...]:
    """Incidents in id order."""
    apps_of, companies_of = grouped(apps, "incident"), grouped(companies, "incident")
    return tuple(_incident(row, apps_of.get(row["id"], []), companies_of.get(row["id"], [])) for row in rows)


def _incident(row: Row, apps: list[Row], companies: list[Row]) -> Incident:
    return Incident(
        id=row["id"],
        date=date(row, "date"),
        kind=Kind(row["kind"]),
        code=None if row["code"] is None else Code(row["code"]),
        status=None if row["status"] is None else IncidentStatus(row["status"]),
        status_checked=maybe_date(row, "status_checked"),
        apps=tuple(part["app"] for part in apps),
        companies=tuple(part["company"] for part in companies),
        text=text(row, "text"),
        outcome=row["outcome"],
        sources=strings(row, "sources"),
        verified=Verified(row["verified"]),
        date_as_listed=bool(row["date_as_listed"]),
        note=row["note"],
    )


def abilities(rows: Iterable[Row], names: Iterable[Row]) -> tuple[Ability, ...]:
    """Ability groups in their written order."""
    names_of = grouped(names, "ability")
    return tuple(_ability(row, names_of.get(row["id"], [])) for row in sorted(rows, key=lambda row: row["ordinal"]))


def _ability(row: Row, names: list[Row]) -> Ability:
    return Ability(
        id=row["id"],
        label=text(row, "label"),
        text=text(row, "text"),
        is_data_group=bool(row["is_data_group"]),
        note=row["note"],
        android=tuple((part["name"], part["level"]) for part in names),
        ios=strings(row, "ios"),
        flatpak=strings(row, "flatpak"),
        google_play=strings(row, "google_play"),
        apple_label=strings(row, "apple_label"),
    )
