"""What the real facts say of well-known apps: the chain, the exposures and the level."""

from __future__ import annotations

from dataclasses import dataclass

import pytest

from core.facts import AppId, CountryCode, LawId
from core.jurisdiction import Ownership, Threat, group_of
from core.jurisdiction.chain import ExposureKind, laws_that_reach, trace
from core.jurisdiction.chain import Warning as LinkWarning
from core.risk.desk import Desk
from core.rules.levels import Group, Level, Link
from tests.builders import DAY, a_situation

LOW, MODERATE, HIGH, VERY_HIGH, UNKNOWN = Level.LOW, Level.MODERATE, Level.HIGH, Level.VERY_HIGH, Level.UNKNOWN


def known(desk: Desk, app: str) -> tuple[Ownership, Threat]:
    """Ownership and threat of one app."""
    about = desk.subject(AppId(app), a_situation())
    assert about is not None, f"the catalogue has no {app}"
    return about.ownership, about.threat


@dataclass(frozen=True)
class RealCase:
    id: str
    level: Level
    provisional: Level | None
    rule: str
    headline: set[str]


REAL = (
    RealCase("tiktok", HIGH, None, "T2", {"CN"}),
    RealCase("telegram", MODERATE, None, "T5", {"AE", "RU"}),
    RealCase("zoom", UNKNOWN, HIGH, "T9", {"CN"}),
    RealCase("opera", HIGH, None, "T2", {"CN"}),
    RealCase("temu", HIGH, None, "T2", {"CN"}),
    RealCase("vipps", LOW, None, "T6", {"NO"}),
    RealCase("deepseek", VERY_HIGH, None, "T1", {"CN"}),
    RealCase("facebook", MODERATE, None, "T5", {"US"}),
    RealCase("signal", MODERATE, None, "T5", {"US"}),
)


@pytest.mark.parametrize("case", REAL, ids=lambda case: case.id)
def test_level_and_headline_of_a_well_known_app(case: RealCase, desk: Desk) -> None:
    owned, threat = known(desk, case.id)
    assert (threat.level, threat.provisional, threat.rule) == (case.level, case.provisional, case.rule)
    assert set(owned.headline) == case.headline


def test_the_american_venture_never_touches_tiktok_in_norway(desk: Desk) -> None:
    owned, _ = known(desk, "tiktok")
    assert owned.market == "NO"
    assert "tiktok-usds-jv" not in owned.companies
    assert "US" not in {e.country for e in owned.exposures}
    assert "US" not in owned.headline
    assert {"tiktok-technology-ie", "bytedance"} <= set(owned.controllers)
    assert "KY" in owned.holding_places


def test_the_american_venture_is_held_by_bytedance_for_its_own_market_only(desk: Desk) -> None:
    facts = desk.facts.ownership_facts()
    venture = next(c for c in facts.companies if c == "tiktok-usds-jv")
    limits = desk.rules.threat_limits
    assert trace(venture, facts, DAY, limits).links == ()
    in_america = trace(venture, facts, DAY, limits, CountryCode("US"))
    assert [link.stake.holder for link in in_america.links if link.depth == 0] == ["bytedance"]


def test_tiktoks_ended_storage_is_told_and_exposes_nothing(desk: Desk) -> None:
    owned, _ = known(desk, "tiktok")
    assert [(p.kind.value, p.country) for p in owned.ended] == [("data_storage", "CN")]
    assert ExposureKind.DATA_STORAGE not in {e.kind for e in owned.exposures}


def test_telegrams_russian_links_are_contested_and_weak(desk: Desk) -> None:
    owned, _ = known(desk, "telegram")
    russian = [e for e in owned.exposures if e.country == "RU"]
    assert russian
    assert {(e.strength, e.contested) for e in russian} == {(Link.WEAK, True)}
    assert owned.contested
    assert "VG" in owned.holding_places


def test_zooms_chinese_development_has_a_source_of_2020_and_its_american_owner_is_read(desk: Desk) -> None:
    owned, threat = known(desk, "zoom")
    chinese = [e for e in owned.exposures if e.country == "CN"]
    assert {e.strength for e in chinese} == {Link.CONTROL}
    assert not any(e.checked for e in chinese)
    assert all(LinkWarning.OLD_SOURCE in e.warnings for e in chinese)
    assert (threat.known_level, threat.known_rule) == (MODERATE, "T5")


def test_opera_is_both_norwegian_and_chinese_controlled(desk: Desk) -> None:
    owned, _ = known(desk, "opera")
    strengths = {(e.country, e.strength) for e in owned.exposures}
    assert ("CN", Link.CONTROL) in strengths
    assert {"NO"} <= {country for country, strength in strengths if strength is not Link.WEAK}


def test_temus_irish_seat_and_chinese_staff_both_stand(desk: Desk) -> None:
    owned, _ = known(desk, "temu")
    countries = {e.country: e.strength for e in owned.exposures}
    assert countries[CountryCode("CN")] is Link.CONTROL
    assert CountryCode("IE") in countries


def test_vipps_rests_on_a_bank_whose_control_is_unknown_and_stays_low(desk: Desk) -> None:
    owned, _ = known(desk, "vipps")
    assert {w for link in owned.links for w in link.warnings} == {LinkWarning.CONTROL_UNKNOWN}
    assert {e.country for e in owned.exposures} == {"NO"}


GROUPS = {
    Group.N1: {"CN", "HK", "RU"},
    Group.N2: {"BY", "IR", "KP", "PK"},
    Group.H: {"AG", "IM", "KY", "PA", "VG"},
}


def test_groups_of_the_real_countries(desk: Desk) -> None:
    facts = desk.facts.ownership_facts()
    found: dict[Group, set[str]] = {group: set() for group in Group}
    for country in facts.countries.values():
        found[group_of(country, facts)].add(country.code)
    assert {group: found[group] for group in GROUPS} == GROUPS
    outside_eea = {code for code in found[Group.E] if not facts.countries[CountryCode(code)].eea}
    assert outside_eea - {"NO"} == {"GB", "CH"}
    assert "US" in found[Group.X]


def test_the_lapsed_american_law_bites_while_its_certifications_last(desk: Desk) -> None:
    facts = desk.facts.ownership_facts()
    america = facts.countries[CountryCode("US")]
    law = LawId("US-FISA702")
    assert law in laws_that_reach(america, facts, DAY)
    assert law in laws_that_reach(america, facts, DAY.replace(year=2027, month=3, day=31))
    assert law not in laws_that_reach(america, facts, DAY.replace(year=2027, month=4, day=1))


def test_no_real_chain_is_broken(desk: Desk) -> None:
    broken = [app.id for app in desk.facts.apps() if known(desk, app.id)[0].broken]
    assert broken == []
