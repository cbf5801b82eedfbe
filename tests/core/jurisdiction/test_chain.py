"""Who stands behind a company, and which states can reach them: the walk up the chain."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import Any

import pytest

from core.facts import CompanyId, CountryCode, Verified
from core.jurisdiction.chain import Exposure, ExposureKind, Ownership, laws_that_reach, named_by, trace
from core.jurisdiction.chain import Warning as LinkWarning
from core.jurisdiction.model import (
    Company,
    Control,
    FormerOwner,
    LawStatus,
    PresenceKind,
    StakeStatus,
)
from core.rules.levels import Group, Link
from core.rules.model import Rules
from tests.builders import (
    DAY,
    a_company,
    a_country,
    a_law,
    a_mention,
    a_presence,
    a_stake,
    a_world,
    on,
)

DIRECT, CONTROL, WEAK = Link.DIRECT, Link.CONTROL, Link.WEAK


def traced(rules: Rules, *companies: Company, day: date = DAY, market: str = "NO") -> Ownership:
    """The chain of the company `maker`."""
    return trace(CompanyId("maker"), a_world(*companies), day, rules.threat_limits, CountryCode(market))


def shape(owned: Ownership) -> list[tuple[str, str, Link]]:
    """Country, kind and strength of each exposure, nearest first."""
    return [(e.country, e.kind.value, e.strength) for e in owned.exposures]


# ---- the company itself ---------------------------------------------------------------------------------------------


def test_seat_of_the_company_itself_is_a_direct_link(rules: Rules) -> None:
    owned = traced(rules, a_company("maker", "IE"))
    assert shape(owned) == [("IE", "seat", DIRECT)]
    assert (owned.complete, owned.broken) == (True, False)


def test_seat_and_registration_in_two_countries_both_reach(rules: Rules) -> None:
    owned = traced(rules, a_company("maker", "IE", incorporation="US"))
    assert shape(owned) == [("IE", "seat", DIRECT), ("US", "seat", DIRECT)]


def test_a_place_of_mere_registration_is_listed_and_never_an_exposure(rules: Rules) -> None:
    owned = traced(rules, a_company("maker", "AE", incorporation="KY"))
    assert shape(owned) == [("AE", "seat", DIRECT)]
    assert owned.holding_places == ("KY",)


@pytest.mark.parametrize("company", [None, CompanyId("nobody")], ids=["no company", "a company nobody wrote down"])
def test_no_company_is_a_broken_chain(company: CompanyId | None, rules: Rules) -> None:
    owned = trace(company, a_world(a_company()), DAY, rules.threat_limits)
    assert (owned.broken, owned.complete, owned.exposures) == (True, False, ())


@pytest.mark.parametrize("place", ["seat", "incorporation"])
def test_a_company_of_which_one_place_is_unknown_breaks_the_chain(place: str, rules: Rules) -> None:
    unknown: dict[str, Any] = {place: None}
    owned = traced(rules, a_company("maker", "NO", **unknown))
    assert (owned.broken, owned.complete) == (True, False)


def test_a_country_that_the_catalogue_lacks_breaks_the_chain(rules: Rules) -> None:
    assert traced(rules, a_company("maker", "ZZ")).broken


# ---- holders --------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class HolderCase:
    id: str
    control: Control
    strength: Link
    kind: str
    checked: bool


HOLDERS = (
    HolderCase("in control", Control.CONTROL, CONTROL, "control", True),
    HolderCase("significant", Control.SIGNIFICANT, WEAK, "shareholder", True),
    HolderCase("minor", Control.MINOR, WEAK, "shareholder", True),
    HolderCase("unknown control counts as control, unverified", Control.UNKNOWN, CONTROL, "control", False),
)


@pytest.mark.parametrize("case", HOLDERS, ids=lambda case: case.id)
def test_strength_of_a_holder(case: HolderCase, rules: Rules) -> None:
    owned = traced(rules, a_company("maker", "NO", a_stake("parent", case.control)), a_company("parent", "CN"))
    found = owned.exposures[-1]
    assert (found.country, found.strength, found.kind.value) == ("CN", case.strength, case.kind)
    assert found.checked is case.checked
    assert found.path == ("maker", "parent")
    assert (LinkWarning.CONTROL_UNKNOWN in found.warnings) is (case.control is Control.UNKNOWN)


def test_control_passes_through_every_link_of_control(rules: Rules) -> None:
    owned = traced(
        rules,
        a_company("maker", "NO", a_stake("parent")),
        a_company("parent", "IE", a_stake("top")),
        a_company("top", "CN"),
    )
    assert shape(owned)[-1] == ("CN", "control", CONTROL)
    assert [link.depth for link in owned.links] == [0, 1]
    assert owned.companies == owned.controllers == ("maker", "parent", "top")


def test_above_the_first_link_without_control_all_is_weak(rules: Rules) -> None:
    owned = traced(
        rules,
        a_company("maker", "NO", a_stake("parent", Control.SIGNIFICANT)),
        a_company("parent", "IE", a_stake("top"), presences=(a_presence("RU"),)),
        a_company("top", "CN"),
    )
    assert {e.country: e.strength for e in owned.exposures} == {"NO": DIRECT, "IE": WEAK, "RU": WEAK, "CN": WEAK}
    assert owned.controllers == ("maker",)


def test_one_unchecked_link_makes_all_above_it_unchecked(rules: Rules) -> None:
    owned = traced(
        rules,
        a_company("maker", "NO", a_stake("parent", verified=Verified.NO)),
        a_company("parent", "IE", a_stake("top")),
        a_company("top", "CN"),
    )
    assert [(e.country, e.checked) for e in owned.exposures] == [("NO", True), ("IE", False), ("CN", False)]


def test_partly_read_counts_as_checked(rules: Rules) -> None:
    owned = traced(
        rules,
        a_company("maker", "NO", a_stake("parent", verified=Verified.PARTLY)),
        a_company("parent", "CN", verified=Verified.PARTLY),
    )
    assert owned.exposures[-1].checked


def test_a_seat_that_nobody_read_is_an_unchecked_exposure(rules: Rules) -> None:
    owned = traced(rules, a_company("maker", "NO", a_stake("parent")), a_company("parent", "CN", verified=Verified.NO))
    assert [(e.country, e.checked) for e in owned.exposures] == [("NO", True), ("CN", False)]


@pytest.mark.parametrize("control", list(Control), ids=str)
def test_a_holder_without_a_country_breaks_the_chain_however_strong(control: Control, rules: Rules) -> None:
    owned = traced(rules, a_company("maker", "NO", a_stake("parent", control)), a_company("parent", None))
    assert owned.broken, "the place could be any: a weak link from a named state must not vanish with it"


@pytest.mark.parametrize("control", list(Control), ids=str)
def test_a_holder_that_nobody_wrote_down_breaks_the_chain(control: Control, rules: Rules) -> None:
    assert traced(rules, a_company("maker", "NO", a_stake("ghost", control))).broken


@pytest.mark.parametrize("place", ["seat", "incorporation"])
@pytest.mark.parametrize("control", [Control.CONTROL, Control.MINOR], ids=str)
def test_a_holder_of_which_one_place_is_unknown_breaks_the_chain(place: str, control: Control, rules: Rules) -> None:
    unknown: dict[str, Any] = {place: None}
    companies = (a_company("maker", "NO", a_stake("parent", control)), a_company("parent", "IE", **unknown))
    owned = traced(rules, *companies)
    assert owned.broken


@dataclass(frozen=True)
class SmallCase:
    id: str
    relation: str
    control: Control
    share: float | None
    counts: bool


SMALL = (
    SmallCase("nine per cent", "minority", Control.MINOR, 9.9, False),
    SmallCase("ten per cent", "minority", Control.MINOR, 10.0, True),
    SmallCase("share not known", "minority", Control.MINOR, None, True),
    SmallCase("a state's nine per cent", "state", Control.MINOR, 9.9, True),
    SmallCase("a golden share of one per cent", "golden-share", Control.SIGNIFICANT, 1.0, True),
)


@pytest.mark.parametrize("case", SMALL, ids=lambda case: case.id)
def test_small_holdings_are_ignored_save_states_and_golden_shares(case: SmallCase, rules: Rules) -> None:
    stake = a_stake("parent", case.control, relation=case.relation, share_min=case.share, share_max=case.share)
    owned = traced(rules, a_company("maker", "NO", stake), a_company("parent", "CN"))
    assert ("CN" in {e.country for e in owned.exposures}) is case.counts
    assert [link.stake for link in owned.links] == [stake], "it is told either way"


@pytest.mark.parametrize(
    ("doubt", "known"),
    [
        ({}, ("maker", "parent", "top")),
        ({"control": Control.UNKNOWN}, ("maker",)),
        ({"status": StakeStatus.PLANNED}, ("maker",)),
        ({"status": StakeStatus.DISPUTED}, ("maker",)),
    ],
    ids=["no doubt", "control unknown", "planned", "disputed"],
)
def test_who_is_known_to_be_in_control(doubt: dict[str, Any], known: tuple[str, ...], rules: Rules) -> None:
    owned = traced(
        rules,
        a_company("maker", "NO", a_stake("parent", **doubt)),
        a_company("parent", "IE", a_stake("top")),
        a_company("top", "CN"),
    )
    assert owned.controllers == ("maker", "parent", "top")
    assert owned.known_controllers == known


def test_a_circle_of_holders_ends(rules: Rules) -> None:
    owned = traced(
        rules,
        a_company("maker", "NO", a_stake("parent")),
        a_company("parent", "IE", a_stake("top")),
        a_company("top", "CN", a_stake("maker"), a_stake("top")),
    )
    assert [e.country for e in owned.exposures] == ["NO", "IE", "CN"]
    assert owned.companies == ("maker", "parent", "top")


def test_two_holders_are_told_nearest_first(rules: Rules) -> None:
    owned = traced(
        rules,
        a_company("maker", "NO", a_stake("left"), a_stake("right", Control.MINOR)),
        a_company("left", "IE", a_stake("top")),
        a_company("right", "RU"),
        a_company("top", "US"),
    )
    assert [e.country for e in owned.exposures] == ["NO", "IE", "RU", "US"]


def test_former_owners_are_told_and_expose_nothing(rules: Rules) -> None:
    former = FormerOwner("Old Owner (China)", on("2010"), on("2019"), Verified.YES, ())
    owned = traced(rules, a_company("maker", "NO", former_owners=(former,)))
    assert owned.former == (("maker", former),)
    assert shape(owned) == [("NO", "seat", DIRECT)]


# ---- states ---------------------------------------------------------------------------------------------------------

STATE_RELATIONS = ("state", "state-owned", "state-controlled", "state-agency", "municipal")


@pytest.mark.parametrize("relation", STATE_RELATIONS)
def test_a_state_body_in_control_is_a_direct_link(relation: str, rules: Rules) -> None:
    owned = traced(
        rules,
        a_company("maker", "AE", a_stake("body", relation=relation)),
        a_company("body", "CN"),
    )
    assert ("CN", "state", DIRECT) in shape(owned)


def test_an_unnamed_state_is_that_of_the_company_it_controls(rules: Rules) -> None:
    owned = traced(
        rules,
        a_company("maker", "IE", a_stake("parent")),
        a_company("parent", "CN", a_stake(None, relation="state-owned")),
    )
    assert ("CN", "state", DIRECT) in shape(owned)


def test_a_state_without_control_is_a_weak_link(rules: Rules) -> None:
    owned = traced(
        rules,
        a_company("maker", "NO", a_stake("body", Control.SIGNIFICANT, relation="state-owned")),
        a_company("body", "CN"),
    )
    assert shape(owned)[1:] == [("CN", "shareholder", WEAK)]


def test_a_state_above_a_broken_line_of_control_is_a_weak_link(rules: Rules) -> None:
    owned = traced(
        rules,
        a_company("maker", "NO", a_stake("parent", Control.MINOR)),
        a_company("parent", "IE", a_stake("body", relation="state")),
        a_company("body", "CN"),
    )
    assert {e.strength for e in owned.exposures if e.country == "CN"} == {WEAK}


def test_a_private_owner_is_no_state(rules: Rules) -> None:
    owned = traced(rules, a_company("maker", "NO", a_stake("parent")), a_company("parent", "CN"))
    assert ExposureKind.STATE not in {e.kind for e in owned.exposures}


# ---- presences ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", list(PresenceKind), ids=str)
@pytest.mark.parametrize("contested", [False, True], ids=["stated", "contested"])
def test_strength_of_a_presence(kind: PresenceKind, contested: bool, rules: Rules) -> None:
    owned = traced(rules, a_company(presences=(a_presence("CN", kind, contested=contested),)))
    found = owned.exposures[-1]
    runs = kind in (PresenceKind.STAFF, PresenceKind.DEVELOPMENT, PresenceKind.DATA_STORAGE)
    assert found.strength is (CONTROL if runs and not contested else WEAK)
    assert (found.kind.value, found.contested) == (kind.value, contested)
    assert owned.contested is contested


@dataclass(frozen=True)
class RunningCase:
    id: str
    since: str | None
    until: str | None
    exposed: bool
    ended: bool


RUNNING = (
    RunningCase("dates not known", None, None, True, False),
    RunningCase("since before", "2019", None, True, False),
    RunningCase("begins tomorrow", "2026-11-24", None, False, False),
    RunningCase("begins some day this month", "2026-11", None, True, False),
    RunningCase("ended yesterday", None, "2026-11-22", False, True),
    RunningCase("ends today", None, "2026-11-23", True, False),
    RunningCase("ends some day this year", None, "2026", True, False),
    RunningCase("ended last year", None, "2025", False, True),
)


@pytest.mark.parametrize("case", RUNNING, ids=lambda case: case.id)
def test_a_presence_exposes_only_while_it_runs_and_is_told_after(case: RunningCase, rules: Rules) -> None:
    presence = a_presence(
        "CN",
        since=on(case.since) if case.since else None,
        until=on(case.until) if case.until else None,
    )
    owned = traced(rules, a_company(presences=(presence,)))
    assert ("CN" in {e.country for e in owned.exposures}) is case.exposed
    assert bool(owned.ended) is case.ended


@dataclass(frozen=True)
class SourceCase:
    id: str
    year: int | None
    old: bool


SOURCES = (
    SourceCase("this year", 2026, False),
    SourceCase("three years ago, counted from its last day", 2023, False),
    SourceCase("over 36 months ago", 2022, True),
    SourceCase("not visible", None, False),
)


@pytest.mark.parametrize("case", SOURCES, ids=lambda case: case.id)
def test_a_presence_with_an_old_source_keeps_its_strength_and_counts_as_unverified(
    case: SourceCase, rules: Rules
) -> None:
    owned = traced(rules, a_company(presences=(a_presence("CN", source_year=case.year),)))
    found = owned.exposures[-1]
    assert found.strength is CONTROL
    assert found.checked is not case.old
    assert (LinkWarning.OLD_SOURCE in found.warnings) is case.old


def test_a_source_turns_old_36_months_after_the_last_day_of_its_year(rules: Rules) -> None:
    maker = a_company(presences=(a_presence("CN", source_year=2023),))
    assert traced(rules, maker, day=date(2026, 12, 31)).exposures[-1].checked
    assert not traced(rules, maker, day=date(2027, 1, 1)).exposures[-1].checked


def test_a_presence_of_a_controlling_owner_is_control_and_of_a_small_one_weak(rules: Rules) -> None:
    staff = (a_presence("CN"),)
    for control, strength in ((Control.CONTROL, CONTROL), (Control.SIGNIFICANT, WEAK)):
        owned = traced(
            rules, a_company("maker", "NO", a_stake("parent", control)), a_company("parent", "IE", presences=staff)
        )
        assert [e.strength for e in owned.exposures if e.country == "CN"] == [strength]


# ---- dates, markets and deals that may never come -------------------------------------------------------------------


@dataclass(frozen=True)
class StakeCase:
    id: str
    changes: dict[str, Any]
    counts: bool
    warning: LinkWarning | None = None


STAKES = (
    StakeCase("no dates", {}, True),
    StakeCase("since last year", {"since": on("2025")}, True),
    StakeCase("since tomorrow", {"since": on("2026-11-24")}, False),
    StakeCase("until yesterday", {"until": on("2026-11-22")}, False),
    StakeCase("until today", {"until": on("2026-11-23")}, True),
    StakeCase("until some day this year", {"until": on("2026")}, True),
    StakeCase(
        "planned from next year", {"status": StakeStatus.PLANNED, "since": on("2027")}, True, LinkWarning.PLANNED
    ),
    StakeCase("announced", {"status": StakeStatus.ANNOUNCED}, True, LinkWarning.ANNOUNCED),
    StakeCase("disputed", {"status": StakeStatus.DISPUTED}, True, LinkWarning.DISPUTED),
    StakeCase("another market", {"market": CountryCode("US")}, False),
    StakeCase("the Norwegian market", {"market": CountryCode("NO")}, True),
)


@pytest.mark.parametrize("case", STAKES, ids=lambda case: case.id)
def test_when_a_holding_counts(case: StakeCase, rules: Rules) -> None:
    stake = replace(a_stake("parent"), **case.changes)
    owned = traced(rules, a_company("maker", "NO", stake), a_company("parent", "CN"))
    assert ("CN" in {e.country for e in owned.exposures}) is case.counts
    assert [w for link in owned.links for w in link.warnings] == ([case.warning] if case.warning else [])
    if case.warning:
        assert owned.exposures[-1].is_uncertain


def test_before_the_first_known_holder_the_chain_is_broken(rules: Rules) -> None:
    maker = a_company("maker", "NO", a_stake("parent", since=on("2024-06-01")))
    owned = traced(rules, maker, a_company("parent", "CN"), day=date(2023, 1, 1))
    assert owned.broken, "somebody held it then, but nobody wrote down who"


def test_a_disputed_holder_marks_the_ownership_as_contested(rules: Rules) -> None:
    stake = a_stake("parent", status=StakeStatus.DISPUTED)
    assert traced(rules, a_company("maker", "NO", stake), a_company("parent", "CN")).contested


@pytest.mark.parametrize(("year", "old"), [(2025, False), (2024, True), (None, False)], ids=str)
def test_a_chain_without_a_source_of_the_last_18_months_is_old(year: int | None, old: bool, rules: Rules) -> None:
    assert traced(rules, a_company(source_year=year)).is_old is old


# ---- where the chain ends -------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class EndCase:
    id: str
    listed: str
    control: Control
    complete: bool


ENDS = (
    EndCase("private, owner never read", "private", Control.UNKNOWN, False),
    EndCase("private with words", "private (venture)", Control.UNKNOWN, False),
    EndCase("private, founders in control", "private", Control.CONTROL, True),
    EndCase("listed", "Nasdaq:ADBE", Control.UNKNOWN, True),
    EndCase("none", "none", Control.UNKNOWN, True),
)


@pytest.mark.parametrize("case", ENDS, ids=lambda case: case.id)
def test_a_chain_that_ends_at_a_private_owner_never_read_is_not_complete(case: EndCase, rules: Rules) -> None:
    top = a_company("top", "IE", a_stake(None, case.control, relation="private"), listed=case.listed)
    owned = traced(rules, a_company("maker", "NO", a_stake("top")), top)
    assert owned.complete is case.complete
    assert owned.unread_end == (None if case.complete else "top")
    assert not owned.broken, "the level that the known links give stands"


def test_an_unread_end_of_a_small_holder_leaves_the_chain_complete(rules: Rules) -> None:
    top = a_company("top", "IE", a_stake(None, Control.UNKNOWN, relation="private"), listed="private")
    assert traced(rules, a_company("maker", "NO", a_stake("top", Control.MINOR)), top).complete


# ---- laws and mentions ----------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class LawCase:
    id: str
    changes: dict[str, Any]
    reaches: bool


LAWS = (
    LawCase("in force", {}, True),
    LawCase("from tomorrow", {"since": on("2026-11-24")}, False),
    LawCase("planned for next year", {"status": LawStatus.PLANNED, "since": on("2027")}, False),
    LawCase("amended", {"status": LawStatus.AMENDED, "amended": on("2026-01")}, True),
    LawCase("lapsed", {"status": LawStatus.LAPSED, "until": on("2026-06-12")}, False),
    LawCase(
        "lapsed with lasting effects",
        {"status": LawStatus.LAPSED, "until": on("2026-06-12"), "effects_until": on("2027-03")},
        True,
    ),
    LawCase(
        "lapsed, effects over",
        {"status": LawStatus.LAPSED, "until": on("2025-06-12"), "effects_until": on("2026-10")},
        False,
    ),
)


@pytest.mark.parametrize("case", LAWS, ids=lambda case: case.id)
def test_which_laws_reach_on_a_day(case: LawCase, rules: Rules) -> None:
    law = replace(a_law("US-LAW"), **case.changes)
    facts = a_world(a_company("maker", "US"), countries=(a_country("US", laws=(law,)),))
    assert bool(laws_that_reach(facts.countries[CountryCode("US")], facts, DAY)) is case.reaches
    owned = trace(CompanyId("maker"), facts, DAY, rules.threat_limits)
    assert owned.exposures[0].laws == (("US-LAW",) if case.reaches else ())


def test_a_country_has_the_laws_of_the_one_it_counts_as_behind_its_own(rules: Rules) -> None:
    owned = traced(rules, a_company("maker", "HK"))
    assert owned.exposures[0].laws == ("HK-LAW", "CN-LAW")


def test_mentions_are_told_newest_first_and_never_a_ministers() -> None:
    mentions = (a_mention(year=2023), a_mention(by="PST", year=2026), a_mention(by="minister", year=2026))
    facts = a_world(countries=(a_country("RU", Group.N1, mentions=mentions),))
    found = named_by(facts.countries[CountryCode("RU")], facts)
    assert [(m.by, m.year) for m in found] == [("PST", 2026), ("NSM", 2023)]


def test_a_country_is_named_where_the_one_it_counts_as_is() -> None:
    facts = a_world()
    assert named_by(facts.countries[CountryCode("HK")], facts)


# ---- markets --------------------------------------------------------------------------------------------------------


def test_an_owner_for_another_market_is_walked_only_there(rules: Rules) -> None:
    stakes = (a_stake("venture", market=CountryCode("US")), a_stake("parent", market=CountryCode("NO")))
    companies = (a_company("maker", "IE", *stakes), a_company("venture", "US"), a_company("parent", "CN"))
    assert [e.country for e in traced(rules, *companies).exposures] == ["IE", "CN"]
    assert [e.country for e in traced(rules, *companies, market="US").exposures] == ["IE", "US"]


def test_exposures_can_be_taken_apart() -> None:
    found = Exposure(CountryCode("CN"), ExposureKind.SEAT, DIRECT, (CompanyId("a"), CompanyId("b")), True)
    assert found.company == "b"
    assert not found.is_uncertain
