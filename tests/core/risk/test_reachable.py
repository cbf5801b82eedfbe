"""Nothing in the tables is dead: each row, level and answer can be reached.

And on the real facts no level swamps the rest: a scale on which most apps stand at one mark says nothing.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from itertools import product
from typing import Any

import pytest

from core.catalogue.model import EntryKind
from core.facts import Verified
from core.guidance import Strength
from core.jurisdiction.model import Company, Control
from core.overlay.model import Effect
from core.reach.model import Code
from core.risk.assess import assess
from core.risk.decide import Decision, decide, own_answer, rate_value
from core.risk.desk import Desk
from core.risk.model import RiskCard
from core.rules.levels import Answer, Gate, GateResult, Level, ReachClass
from core.rules.model import Rules
from core.situation import Device, InformationClass, Platform, Role
from tests.builders import (
    NOW,
    a_company,
    a_presence,
    a_reading,
    a_ruling,
    a_situation,
    a_stake,
    a_subject,
    a_world,
    an_advice,
    an_app,
    an_incident,
)

OWNERS: tuple[tuple[Company, ...], ...] = (
    (a_company("maker", "NO"),),
    (a_company("maker", "US"),),
    (a_company("maker", "KY"),),
    (a_company("maker", "BY"),),
    (a_company("maker", "CN"),),
    (a_company("maker", "NO", presences=(a_presence("CN"),)),),
    (a_company("maker", "NO", presences=(a_presence("CN", contested=True),)),),
    (a_company("maker", "CN", verified=Verified.NO),),
    (
        a_company("maker", "NO", a_stake("parent", verified=Verified.NO)),
        a_company("parent", "NO", a_stake(None, Control.UNKNOWN, relation="private"), listed="private"),
    ),
)
PACKAGES = ((), (a_reading(),), (a_reading("CAMERA"),), (a_reading("READ_SMS"),))
FINDINGS = ((), *((an_incident(code),) for code in (Code.BASIS, Code.BREACH, Code.ACCESS)))


@pytest.fixture(scope="module")
def decisions(rules: Rules) -> list[Decision]:
    """Every owner, package and finding above, in every device and class, and for the cleared."""
    situations = [
        a_situation(device=device, information=kind, role=role)
        for device, kind, role in product(Device, InformationClass, (Role.ORDINARY, Role.CLEARED))
    ]
    return [
        decide(about, situation, rules)
        for owners, package, found in product(OWNERS, PACKAGES, FINDINGS)
        for about in [a_subject(an_app(), a_world(*owners), rules, reach=package, incidents=found)]
        for situation in situations
    ]


def test_every_value_row_is_reached(decisions: list[Decision]) -> None:
    assert {row for d in decisions for row in d.value_rules} == {f"A{number}" for number in range(1, 9)}
    assert {d.value for d in decisions} == set(Level) - {Level.UNKNOWN}


def test_every_threat_row_is_reached(decisions: list[Decision]) -> None:
    assert {d.threat.rule for d in decisions} == {"T0", "T1", "T2", "T3", "T4", "T5", "T6", "T9"}
    assert {d.threat.level for d in decisions} == set(Level)


def test_every_vulnerability_row_is_reached(decisions: list[Decision]) -> None:
    assert {d.vulnerability.rule for d in decisions} == {f"S{number}" for number in range(8)}
    assert {d.vulnerability.level for d in decisions} == set(Level)
    assert {d.reading.reach for d in decisions} == set(ReachClass)


def test_every_answer_row_is_reached(decisions: list[Decision]) -> None:
    assert {d.assessment.rule for d in decisions if d.assessment} == {f"C{number}" for number in range(12)}


def test_every_cell_of_the_answer_table_is_reached(decisions: list[Decision], rules: Rules) -> None:
    met = {
        (d.value, d.threat.reads_as(rules), d.vulnerability.reads_as)
        for d in decisions
        if d.assessment and d.assessment.rule != "C0"
    }
    known = (Level.LOW, Level.MODERATE, Level.HIGH, Level.VERY_HIGH)
    assert met == set(product(known, known[:3], known))
    assert all(own_answer(*cell, False, rules)[0] in Answer for cell in met)


def cards(rules: Rules) -> list[RiskCard]:
    """One card for each voice, and some for conditions and tiers."""
    ban = an_advice("ban", strength=Strength.PROHIBITION)
    given: list[dict[str, Any]] = [
        {"guidance": (ban,)},
        {"rulings": (a_ruling(Effect.NOT_ALLOWED),)},
        {"guidance": (an_advice(),)},
        {"guidance": (an_advice(),), "situation": a_situation(platform=Platform.WEB)},
        {"app": an_app(kind=EntryKind.LISTING)},
        {"situation": a_situation(information=InformationClass.BLACK)},
        {"situation": a_situation(device=Device.SEPARATE), "owners": a_world(a_company("maker", "CN"))},
        {"owners": a_world(a_company("maker", "US"))},
        {"owners": a_world(a_company("maker", "CN"))},
        {"reach": (), "app": an_app(company_verified=Verified.NO)},
        {},
    ]
    read = a_reading(
        "CAMERA",
        value={
            "names": ("CAMERA",),
            "abilities": {"camera": ("CAMERA",), "contacts": ("READ_CONTACTS",), "location": ("X",)},
        },
    )
    return [
        assess(
            part.get("app", an_app()),
            part.get("owners", a_world(a_company())),
            part.get("reach", (read,)),
            (),
            part.get("guidance", ()),
            part.get("rulings", ()),
            part.get("situation", a_situation()),
            NOW,
            rules=rules,
        )
        for part in given
    ]


def test_every_headline_answer_condition_and_tier_is_reached(rules: Rules) -> None:
    found = cards(rules)
    assert {card.verdict.rule for card in found} == {"V1", "V2", "V3", "V4", "V5", "V6"}
    assert {card.verdict.answer for card in found} == set(Answer)
    assert {condition.rule for card in found for condition in card.verdict.conditions} == {
        f"K{number}" for number in range(1, 11)
    }
    assert {card.verdict.exemption.tier for card in found} >= {"stop", "separate", "3", "2", "1"}


GATES = {
    Gate.DATE: {"holds", "unsettled", "fails"},
    Gate.APP: {"holds", "unsettled", "fails"},
    Gate.BODY: {"holds", "fails"},
    Gate.PERSON: {"holds", "unsettled", "fails"},
    Gate.DEVICE: {"holds", "unsettled", "fails"},
    Gate.USE: {"holds", "unsettled"},
}


def test_each_gate_has_words_for_exactly_the_results_it_can_give(rules: Rules) -> None:
    assert [row.name for row in rules.gate] == [gate.value for gate in GATES]
    for row in rules.gate:
        said = {result.value for result in GateResult if getattr(row, result.value).en}
        assert said == GATES[Gate(row.name)], row.id


def test_role_and_device_alone_reach_every_level_of_value(rules: Rules) -> None:
    found = {
        rate_value(a_situation(device=device, information=kind), rules)[0]
        for device, kind in product(Device, InformationClass)
    }
    assert found == {Level.LOW, Level.MODERATE, Level.HIGH, Level.VERY_HIGH}


# ---- spread over the real catalogue ---------------------------------------------------------------------------------

BOUND = 0.60
"""Half is the goal. A true new fact must not break a build, so the bound leaves room."""


def spread(levels: Sequence[Level]) -> str:
    counted = Counter(levels)
    return ", ".join(f"{level} {number / len(levels):.0%}" for level, number in counted.most_common())


def real(desk: Desk) -> list[Decision]:
    """Each app in the plainest situation, on the first platform it has."""
    situation = a_situation()
    return list(desk.decisions([app.id for app in desk.facts.apps()], situation).values())


def test_no_threat_level_is_shown_for_most_apps(desk: Desk) -> None:
    shown = [decision.threat.shown for decision in real(desk)]
    verified = [decision.threat.level for decision in real(desk) if decision.threat.level is not Level.UNKNOWN]
    told = f"shown ({len(shown)} apps): {spread(shown)}; verified alone ({len(verified)}): {spread(verified)}"
    assert max(Counter(shown).values()) <= BOUND * len(shown), told
    assert max(Counter(verified).values()) <= BOUND * len(verified), told


def test_no_vulnerability_level_is_shown_for_most_apps_that_were_read(desk: Desk) -> None:
    known = [d.vulnerability.level for d in real(desk) if d.vulnerability.level is not Level.UNKNOWN]
    assert max(Counter(known).values()) <= BOUND * len(known), f"{len(known)} apps with a level: {spread(known)}"
