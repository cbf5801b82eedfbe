"""Short ways to make facts for tests: each gives a plain, checked value, and takes what the test is about.

Example:
    owners = a_world(a_company("maker", "NO", a_stake("parent")), a_company("parent", "CN"))
    about = a_subject(an_app(), owners, rules)
"""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

from core.catalogue.model import App, EntryKind
from core.facts import (
    AdviceId,
    AppId,
    CompanyId,
    CountryCode,
    FourWay,
    IncidentId,
    Kind,
    LawId,
    PartialDate,
    Verified,
)
from core.guidance.model import Advice, AdviceStatus, Facet, Relevance, Stance, Strength
from core.jurisdiction.model import (
    Company,
    Control,
    Country,
    CountryRole,
    Law,
    LawStatus,
    Mention,
    OwnershipFacts,
    Presence,
    PresenceKind,
    Stake,
)
from core.overlay.model import Effect, Ruling, Target
from core.reach.model import Code, Incident, IncidentStatus, ReachFact, Topic
from core.risk.decide import Subject, subject
from core.rules.levels import Group
from core.rules.model import Rules
from core.situation import Platform, Situation
from core.texts.phrase import Text

DAY = date(2026, 11, 23)
"""The day that tests ask about, unless they say another."""
NOW = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)
"""The moment of asking that goes with it."""


def words(said: str) -> Text:
    """The same words in all three languages."""
    return Text(said, said, said)


def on(text: str) -> PartialDate:
    """A date of any precision."""
    return PartialDate.parse(text)


# ---- the person asking ----------------------------------------------------------------------------------------------


def a_situation(**changes: Any) -> Situation:
    """An ordinary employee of a municipality, yellow information, work device that reaches services."""
    return replace(Situation(date=DAY), **changes)


def a_ruling(effect: Effect = Effect.NOT_ALLOWED, **changes: Any) -> Ruling:
    """A ruling on the app `app`, in force since 2026-01-01, signed once, without a review date."""
    made = Ruling("ruling-1", Target.APP, "app", effect, words("Because."), date(2026, 1, 1), None)
    return replace(made, **changes)


# ---- apps and owners ------------------------------------------------------------------------------------------------


def an_app(name: str = "app", **changes: Any) -> App:
    """A dossier on Android, whose company `maker` was read."""
    made = App(AppId(name), name.title(), EntryKind.DOSSIER, CompanyId("maker"), Verified.YES, (Platform.ANDROID,))
    return replace(made, **changes)


def a_company(name: str = "maker", place: str | None = "NO", *stakes: Stake, **changes: Any) -> Company:
    """A company with seat and registration in one place, both read."""
    code = CountryCode(place) if place else None
    made = Company(CompanyId(name), name.title(), code, code, stakes, verified=Verified.YES)
    presences = tuple(replace(p, company=made.id) for p in changes.pop("presences", ()))
    return replace(made, presences=presences, **changes)


def a_stake(holder: str | None = "parent", control: Control = Control.CONTROL, **changes: Any) -> Stake:
    """A holding that was read: by a company, or without a name."""
    made = Stake(CompanyId(holder) if holder else None, "subsidiary", control, verified=Verified.YES)
    return replace(made, **changes)


def a_presence(country: str = "CN", kind: PresenceKind = PresenceKind.STAFF, **changes: Any) -> Presence:
    """Something that runs in a country, read in a source of this year."""
    made = Presence(CompanyId("maker"), kind, CountryCode(country), None, None, False, 2026, Verified.YES, ())
    return replace(made, **changes)


def a_mention(**changes: Any) -> Mention:
    """A country named by NSM, the report read."""
    return replace(Mention("NSM", "Risiko", 2024, Verified.YES, (), words("named")), **changes)


def a_law(name: str, **changes: Any) -> Law:
    """A law in force since 2017 that was read and needs no independent body's word."""
    made = Law(
        id=LawId(name),
        name=words(name),
        original_name=name,
        plain=words("It can demand data."),
        year=2017,
        status=LawStatus.IN_FORCE,
        since=on("2017-06-28"),
        until=None,
        amended=None,
        effects_until=None,
        independent_authorisation=FourWay.NO,
        extraterritorial=FourWay.YES,
        secrecy=FourWay.YES,
        target_notification=FourWay.NO,
        verified=Verified.YES,
        sources=(),
    )
    return replace(made, **changes)


def a_country(code: str, group: Group = Group.X, **changes: Any) -> Country:
    """A country whose facts put it in the group."""
    by_group: dict[Group, dict[str, Any]] = {
        Group.N1: {"mentions": (a_mention(),), "cooperation": FourWay.NO},
        Group.N2: {"mentions": (a_mention(),), "cooperation": FourWay.UNKNOWN},
        Group.E: {"eea": True},
        Group.H: {"role": CountryRole.HOLDING_ONLY},
        Group.X: {},
    }
    made = Country(CountryCode(code), words(code), words(f"in {code}"), False, CountryRole.ORDINARY, None, FourWay.YES)
    return replace(made, **{"laws": (a_law(f"{code}-LAW"),), **by_group[group], **changes})


COUNTRIES = (
    a_country("CN", Group.N1),
    a_country("RU", Group.N1),
    a_country("HK", Group.X, inherits_from="CN"),
    a_country("BY", Group.N2),
    a_country("NO", Group.E),
    a_country("IE", Group.E),
    a_country("KY", Group.H),
    a_country("US", Group.X),
    a_country("AE", Group.X),
)
"""One or two countries of each group, by their real codes."""


def a_world(*companies: Company, countries: tuple[Country, ...] = COUNTRIES) -> OwnershipFacts:
    """Everything the walk up a chain may meet."""
    return OwnershipFacts({c.id: c for c in companies}, {c.code: c for c in countries})


# ---- reach and findings ---------------------------------------------------------------------------------------------


def a_reading(*names: str, services: tuple[str, ...] = (), **changes: Any) -> ReachFact:
    """An Android package read this autumn, asking for these names."""
    made = ReachFact(
        app=AppId("app"),
        topic=Topic.PERMISSIONS,
        kind=Kind.FOUND,
        platform="android",
        version="1.0",
        date=on("2026-10-01"),
        date_means="report",
        value={"names": names, "abilities": {"admin": tuple(f"{name} (service)" for name in services)}},
        source="exodus",
        url="https://reports.example/1",
        verified=Verified.YES,
    )
    return replace(made, **changes)


def a_flatpak(*arguments: str, **changes: Any) -> ReachFact:
    """A Flatpak read this summer, with these finish-args."""
    value = {"finish_args": arguments, "abilities": {}, "files": ""}
    made = a_reading(topic=Topic.DESKTOP_PERMISSIONS, platform="linux-flatpak", date=on("2026-07-01"))
    return replace(made, **{"value": value, **changes})


def an_incident(code: Code | None = Code.ACCESS, **changes: Any) -> Incident:
    """A finding about the app `app`, established by an authority last year."""
    made = Incident(
        id=IncidentId("finding-1"),
        date=on("2025-05-02"),
        kind=Kind.ESTABLISHED,
        code=code,
        status=IncidentStatus.FINAL,
        status_checked=None,
        apps=(AppId("app"),),
        companies=(CompanyId("maker"),),
        text=words("Something was found."),
        outcome="",
        sources=(),
        verified=Verified.YES,
    )
    return replace(made, **changes)


# ---- guidance -------------------------------------------------------------------------------------------------------


def an_advice(name: str = "advice-1", **changes: Any) -> Advice:
    """NSM's advice against the app `app` on work devices of public employees."""
    made = Advice(
        id=AdviceId(name),
        authority="Nasjonal sikkerhetsmyndighet",
        short="NSM",
        country=CountryCode("NO"),
        title="Title",
        summary=words("Do not."),
        issued=on("2023-03-21"),
        issued_precision="day",
        status=AdviceStatus.IN_FORCE,
        confidence="high",
        strength=Strength.RECOMMENDATION,
        match=frozenset({Facet.APPS}),
        stances={AppId("app"): Stance.AGAINST},
        scope_who=frozenset({"public-employees"}),
        scope_devices=frozenset({"work-device-connected"}),
        private_device="unclear",
        official_need="separate device",
        basis="precautionary",
        basis_sentence=words("To be safe."),
        relevance=Relevance.DIRECT,
        body_specific=False,
        url="https://example.no/advice",
        site_covered=False,
        retrieved_how="official page seen",
    )
    return replace(made, **changes)


# ---- all together ---------------------------------------------------------------------------------------------------


def a_subject(
    app: App,
    owners: OwnershipFacts,
    rules: Rules,
    *,
    reach: tuple[ReachFact, ...] = (),
    incidents: tuple[Incident, ...] = (),
    guidance: tuple[Advice, ...] = (),
    rulings: tuple[Ruling, ...] = (),
    situation: Situation | None = None,
) -> Subject:
    """What one app's answers rest on."""
    return subject(app, owners, reach, incidents, guidance, rulings, situation or a_situation(), rules)
