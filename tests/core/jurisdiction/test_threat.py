"""The threat level: groups of countries, the table, facts that nobody read, and the headline."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

import pytest

from core.facts import CompanyId, CountryCode, FourWay, Verified
from core.jurisdiction import Threat, group_of, rate, trace, with_headline
from core.jurisdiction.model import (
    Company,
    Control,
    CountryRole,
    OwnershipFacts,
    PresenceKind,
    StakeStatus,
)
from core.rules.levels import Group, Level
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
)

LOW, MODERATE, HIGH, VERY_HIGH, UNKNOWN = Level.LOW, Level.MODERATE, Level.HIGH, Level.VERY_HIGH, Level.UNKNOWN
READ = a_law("XX-LAW", independent_authorisation=FourWay.YES)
OPEN = a_law("XX-OPEN", independent_authorisation=FourWay.NO)
UNREAD = a_law("XX-UNREAD", verified=Verified.NO)


# ---- groups ---------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class GroupCase:
    id: str
    changes: dict[str, Any]
    group: Group


def _mentioned(**changes: Any) -> dict[str, Any]:
    return {"mentions": (a_mention(**changes),), "cooperation": FourWay.NO}


GROUPS = (
    GroupCase("named, no cooperation", _mentioned(), Group.N1),
    GroupCase("named in a report read in part", _mentioned(verified=Verified.PARTLY), Group.N1),
    GroupCase("named in a report nobody read", _mentioned(verified=Verified.NO), Group.X),
    GroupCase("named by a minister only", _mentioned(by="minister"), Group.X),
    GroupCase("named by the three together", _mentioned(by="joint"), Group.N1),
    GroupCase("named by E-tjenesten", _mentioned(by="E-tjenesten"), Group.N1),
    GroupCase("named by PST", _mentioned(by="PST"), Group.N1),
    GroupCase("named, cooperation not stated", _mentioned() | {"cooperation": FourWay.UNKNOWN}, Group.N2),
    GroupCase("named, with cooperation", _mentioned() | {"cooperation": FourWay.YES}, Group.X),
    GroupCase("no cooperation, but never named", {"cooperation": FourWay.NO}, Group.X),
    GroupCase("EEA", {"eea": True}, Group.E),
    GroupCase("EEA, whatever its laws", {"eea": True, "laws": (OPEN,)}, Group.E),
    GroupCase("every read law is reviewed", {"laws": (READ, UNREAD)}, Group.E),
    GroupCase("one read law is not reviewed", {"laws": (READ, OPEN)}, Group.X),
    GroupCase(
        "a law that is reviewed in part", {"laws": (replace(READ, independent_authorisation=FourWay.PARTLY),)}, Group.X
    ),
    GroupCase("a law nobody knows", {"laws": (replace(READ, independent_authorisation=FourWay.UNKNOWN),)}, Group.X),
    GroupCase("no law was read", {"laws": (replace(READ, verified=Verified.NO),)}, Group.X),
    GroupCase("no law at all", {"laws": ()}, Group.X),
    GroupCase("holding place", {"role": CountryRole.HOLDING_ONLY}, Group.H),
    GroupCase("holding place, even if named", _mentioned() | {"role": CountryRole.HOLDING_ONLY}, Group.H),
)


@pytest.mark.parametrize("case", GROUPS, ids=lambda case: case.id)
def test_group_is_computed_from_the_countrys_facts(case: GroupCase) -> None:
    country = a_country("XX", **case.changes)
    assert group_of(country, a_world(countries=(country,))) is case.group


@pytest.mark.parametrize("group", [Group.N1, Group.N2, Group.E], ids=str)
def test_a_country_that_inherits_counts_as_the_other(group: Group) -> None:
    facts = a_world(countries=(a_country("AA", group), a_country("BB", inherits_from="AA")))
    assert group_of(facts.countries[CountryCode("BB")], facts) is group


def test_norway_is_in_the_group_of_the_eea_whatever_its_laws() -> None:
    norway = a_country("NO", eea=False, laws=(OPEN,))
    assert group_of(norway, a_world(countries=(norway,))) is Group.E


# ---- the table ------------------------------------------------------------------------------------------------------

CODES = {Group.N1: "CN", Group.N2: "BY", Group.E: "IE", Group.H: "KY", Group.X: "US"}


def rated(rules: Rules, *companies: Company, as_verified: bool = False) -> Threat:
    """The threat of the company `maker`."""
    facts = a_world(*companies)
    owned = trace(CompanyId("maker"), facts, DAY, rules.threat_limits)
    return rate(owned, facts, rules, as_verified=as_verified)


def brief(threat: Threat) -> tuple[Level, Level | None, str]:
    """Level, provisional level and row."""
    return threat.level, threat.provisional, threat.rule


DIRECT = {
    Group.N1: (VERY_HIGH, "T1"),
    Group.N2: (HIGH, "T3"),
    Group.E: (LOW, "T6"),
    Group.H: (UNKNOWN, "T0"),
    Group.X: (MODERATE, "T5"),
}
BESIDE_NORWAY = {
    (Group.N1, Control.CONTROL): (HIGH, "T2"),
    (Group.N2, Control.CONTROL): (HIGH, "T3"),
    (Group.X, Control.CONTROL): (MODERATE, "T5"),
    (Group.E, Control.CONTROL): (LOW, "T6"),
    (Group.H, Control.CONTROL): (LOW, "T6"),
    (Group.N1, Control.MINOR): (MODERATE, "T4"),
    (Group.N2, Control.MINOR): (MODERATE, "T4"),
    (Group.X, Control.MINOR): (LOW, "T6"),
    (Group.E, Control.MINOR): (LOW, "T6"),
    (Group.H, Control.MINOR): (LOW, "T6"),
}


@pytest.mark.parametrize("group", list(Group), ids=str)
def test_the_companys_own_seat(group: Group, rules: Rules) -> None:
    level, rule = DIRECT[group]
    assert brief(rated(rules, a_company("maker", CODES[group]))) == (level, None, rule)


@pytest.mark.parametrize(("group", "control"), list(BESIDE_NORWAY), ids=str)
def test_a_holder_of_a_norwegian_company(group: Group, control: Control, rules: Rules) -> None:
    found = rated(rules, a_company("maker", "NO", a_stake("parent", control)), a_company("parent", CODES[group]))
    assert brief(found) == (BESIDE_NORWAY[group, control][0], None, BESIDE_NORWAY[group, control][1])


def test_a_state_body_of_a_named_state_is_the_worst(rules: Rules) -> None:
    found = rated(rules, a_company("maker", "NO", a_stake("body", relation="state-owned")), a_company("body", "CN"))
    assert brief(found) == (VERY_HIGH, None, "T1")


def test_a_running_presence_in_a_named_state_is_control(rules: Rules) -> None:
    assert brief(rated(rules, a_company(presences=(a_presence("CN"),)))) == (HIGH, None, "T2")


def test_a_contested_presence_is_weak(rules: Rules) -> None:
    assert brief(rated(rules, a_company(presences=(a_presence("CN", contested=True),)))) == (MODERATE, None, "T4")


def test_hong_kong_counts_as_china(rules: Rules) -> None:
    assert rated(rules, a_company("maker", "HK")).rule == "T1"


# ---- unknown --------------------------------------------------------------------------------------------------------


def test_no_company_is_unknown(rules: Rules) -> None:
    owned = trace(None, a_world(), DAY, rules.threat_limits)
    found = rate(owned, a_world(), rules)
    assert brief(found) == (UNKNOWN, None, "T0")
    assert found.reads_as(rules) is HIGH


def test_a_broken_chain_is_unknown_whatever_mild_link_is_known(rules: Rules) -> None:
    found = rated(rules, a_company("maker", "US", a_stake("parent")), a_company("parent", None))
    assert brief(found) == (UNKNOWN, None, "T0")


def test_a_broken_chain_keeps_a_grave_link(rules: Rules) -> None:
    found = rated(rules, a_company("maker", "CN", a_stake("parent")), a_company("parent", None))
    assert brief(found) == (VERY_HIGH, None, "T1")


def test_a_weak_link_beside_a_holding_place_does_not_make_it_milder_than_unknown(rules: Rules) -> None:
    found = rated(rules, a_company("maker", "KY", presences=(a_presence("CN", PresenceKind.SUPPLIER),)))
    assert brief(found) == (UNKNOWN, None, "T0")


@pytest.mark.parametrize("contested", [True, False], ids=["denied", "stated"])
@pytest.mark.parametrize("place", ["US", "IE"])
def test_staff_somewhere_beside_a_holding_place_gives_no_ground(place: str, contested: bool, rules: Rules) -> None:
    """Denied, it would leave nothing to stand on (T0); that nobody denies it must not be milder."""
    found = rated(rules, a_company("maker", "KY", presences=(a_presence(place, contested=contested),)))
    assert brief(found) == (UNKNOWN, None, "T0")


def test_storage_that_was_read_does_not_stand_in_for_a_seat_that_was_not(rules: Rules) -> None:
    storage = a_presence("IE", PresenceKind.DATA_STORAGE)
    found = rated(rules, a_company("maker", "NO", verified=Verified.NO, presences=(storage,)))
    assert brief(found) == (UNKNOWN, LOW, "T9")


@pytest.mark.parametrize("status", [StakeStatus.ANNOUNCED, StakeStatus.PLANNED, StakeStatus.DISPUTED], ids=str)
def test_an_owner_who_may_never_come_gives_no_ground(status: StakeStatus, rules: Rules) -> None:
    """With the holding: low. Without it: nobody but a place of registration. The worse counts."""
    found = rated(rules, a_company("maker", "KY", a_stake("parent", status=status)), a_company("parent", "NO"))
    assert brief(found) == (UNKNOWN, None, "T0")


def test_an_owner_of_unknown_control_gives_no_ground(rules: Rules) -> None:
    """A tenth of it would give nothing to stand on (T0); not knowing how much must not be milder."""
    for control in (Control.MINOR, Control.UNKNOWN):
        found = rated(rules, a_company("maker", "KY", a_stake("parent", control)), a_company("parent", "NO"))
        assert brief(found) == (UNKNOWN, None, "T0")


@pytest.mark.parametrize("status", [StakeStatus.ANNOUNCED, StakeStatus.PLANNED, StakeStatus.DISPUTED], ids=str)
def test_an_owner_who_may_come_counts_where_it_is_worse(status: StakeStatus, rules: Rules) -> None:
    found = rated(rules, a_company("maker", "NO", a_stake("parent", status=status)), a_company("parent", "CN"))
    assert brief(found) == (HIGH, None, "T2")


# ---- facts that nobody read -----------------------------------------------------------------------------------------


@dataclass(frozen=True)
class UnverifiedCase:
    id: str
    seat: str
    parent: str
    level: Level
    provisional: Level | None
    known: Level
    reads: Level


UNVERIFIED = (
    UnverifiedCase("same level either way", "NO", "IE", LOW, None, LOW, LOW),
    UnverifiedCase("points to high", "NO", "CN", UNKNOWN, HIGH, LOW, HIGH),
    UnverifiedCase("points to moderate", "NO", "US", UNKNOWN, MODERATE, LOW, MODERATE),
    UnverifiedCase("adds nothing", "US", "NO", MODERATE, None, MODERATE, MODERATE),
    UnverifiedCase("known is worse already", "CN", "RU", VERY_HIGH, None, VERY_HIGH, HIGH),
)


@pytest.mark.parametrize("case", UNVERIFIED, ids=lambda case: case.id)
def test_an_unverified_owner_neither_clears_nor_condemns(case: UnverifiedCase, rules: Rules) -> None:
    companies = (
        a_company("maker", case.seat, a_stake("parent", verified=Verified.NO)),
        a_company("parent", case.parent),
    )
    found = rated(rules, *companies)
    assert (found.level, found.provisional, found.known_level) == (case.level, case.provisional, case.known)
    assert found.reads_as(rules) is case.reads
    assert (found.rule == "T9") is (case.provisional is not None)
    assert found.shown is (case.provisional or case.level)


@pytest.mark.parametrize(
    ("place", "provisional", "reads"),
    [("NO", LOW, MODERATE), ("US", MODERATE, MODERATE), ("BY", HIGH, HIGH), ("CN", VERY_HIGH, HIGH)],
)
def test_a_seat_that_nobody_read_is_provisional(place: str, provisional: Level, reads: Level, rules: Rules) -> None:
    found = rated(rules, a_company("maker", place, verified=Verified.NO))
    assert brief(found) == (UNKNOWN, provisional, "T9")
    assert (found.known_level, found.known_rule) == (UNKNOWN, "T0")
    assert found.reads_as(rules) is reads


def test_an_unverified_worse_link_beside_a_verified_bad_one_is_provisional(rules: Rules) -> None:
    found = rated(
        rules,
        a_company("maker", "NO", a_stake("parent"), a_stake("body", relation="state", verified=Verified.NO)),
        a_company("parent", "CN"),
        a_company("body", "RU"),
    )
    assert brief(found) == (UNKNOWN, VERY_HIGH, "T9")
    assert (found.known_level, found.known_rule, found.provisional_rule) == (HIGH, "T2", "T1")


def test_unknown_control_counts_as_control_and_as_unverified(rules: Rules) -> None:
    companies = (a_company("maker", "NO", a_stake("parent", Control.UNKNOWN)), a_company("parent", "CN"))
    assert brief(rated(rules, *companies)) == (UNKNOWN, HIGH, "T9")


def test_a_presence_with_an_old_source_is_provisional(rules: Rules) -> None:
    companies = (a_company("maker", "US", presences=(a_presence("CN", source_year=2020),)),)
    assert brief(rated(rules, *companies)) == (UNKNOWN, HIGH, "T9")


def test_read_as_verified_the_provisional_level_stands(rules: Rules) -> None:
    companies = (a_company("maker", "NO", a_stake("parent", verified=Verified.NO)), a_company("parent", "CN"))
    assert brief(rated(rules, *companies, as_verified=True)) == (HIGH, None, "T2")


def test_very_high_is_read_as_high(rules: Rules) -> None:
    found = rated(rules, a_company("maker", "CN"))
    assert (found.level, found.reads_as(rules)) == (VERY_HIGH, HIGH)


# ---- causes and headline --------------------------------------------------------------------------------------------


def headline(rules: Rules, facts: OwnershipFacts) -> tuple[str, ...]:
    owned = trace(CompanyId("maker"), facts, DAY, rules.threat_limits)
    return with_headline(owned, rate(owned, facts, rules), facts, rules).headline


def test_the_headline_is_the_worst_country_alone(rules: Rules) -> None:
    facts = a_world(a_company("maker", "US", a_stake("parent")), a_company("parent", "CN"))
    assert headline(rules, facts) == ("CN",)


def test_ties_show_both(rules: Rules) -> None:
    facts = a_world(a_company("maker", "US", incorporation="AE"))
    assert set(headline(rules, facts)) == {"US", "AE"}


def test_a_country_without_independent_review_goes_before_one_with_it(rules: Rules) -> None:
    countries = (
        a_country("AA", laws=(a_law("AA-1", independent_authorisation=FourWay.YES), a_law("AA-2"))),
        a_country("BB"),
    )
    facts = a_world(a_company("maker", "AA", incorporation="BB"), countries=countries)
    assert headline(rules, facts) == ("BB",)


def test_a_stronger_link_goes_before_a_weaker_one_of_the_same_level(rules: Rules) -> None:
    facts = a_world(a_company("maker", "US", a_stake("parent")), a_company("parent", "AE"))
    assert headline(rules, facts) == ("US",)


def test_a_contested_claim_of_equal_level_is_shown_beside(rules: Rules) -> None:
    facts = a_world(a_company("maker", "AE", presences=(a_presence("RU", contested=True),)))
    assert headline(rules, facts) == ("AE", "RU")


def test_a_contested_claim_of_a_lower_level_is_not_in_the_headline(rules: Rules) -> None:
    facts = a_world(a_company("maker", "CN", presences=(a_presence("US", contested=True),)))
    assert headline(rules, facts) == ("CN",)


def test_a_claim_that_is_not_contested_names_the_row(rules: Rules) -> None:
    found = rated(rules, a_company("maker", "AE", presences=(a_presence("RU", contested=True),)))
    assert found.rule == "T5"
    assert [e.country for e in found.causes] == ["AE"]


def test_without_causes_there_is_no_headline(rules: Rules) -> None:
    assert headline(rules, a_world(a_company("maker", "KY"))) == ()


def test_causes_are_told_strongest_first(rules: Rules) -> None:
    found = rated(rules, a_company("maker", "BY", a_stake("parent")), a_company("parent", "BY"))
    assert [e.kind.value for e in found.causes] == ["seat", "control"]
