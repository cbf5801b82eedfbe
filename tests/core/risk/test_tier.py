"""Which way an exemption goes: first row that fits."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Any

import pytest

from core.catalogue.model import EntryKind
from core.facts import Verified
from core.guidance import Advice, Strength
from core.jurisdiction.model import Company
from core.overlay.model import Effect, Exemption, Ruling
from core.risk.decide import decide
from core.risk.model import ExemptionPath
from core.risk.tier import exemption_path
from core.rules.model import Rules
from core.situation import Device, InformationClass, Platform
from tests.builders import (
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
)

GREEN, YELLOW, RED, BLACK = InformationClass
ADVICE = an_advice()
BAN = an_advice("ban", strength=Strength.PROHIBITION)
OWN_BAN = an_advice("own", strength=Strength.PROHIBITION, short="Bergen", body_specific=True, private_device="covered")


@dataclass(frozen=True)
class Case:
    id: str
    tier: str | None
    guidance: tuple[Advice, ...] = ()
    rulings: tuple[Ruling, ...] = ()
    company: Company = field(default_factory=a_company)
    situation: dict[str, Any] = field(default_factory=dict)
    app: dict[str, Any] = field(default_factory=dict)
    decided_by: str | None = None


def _needing(need: str) -> tuple[Advice, ...]:
    return (an_advice("ban", strength=Strength.PROHIBITION, official_need=need),)


CONTESTED = a_company(presences=(a_presence("US", contested=True),))
CASES = (
    Case("black", "stop", situation={"information": BLACK}),
    Case("black on a separate device", "stop", situation={"information": BLACK, "device": Device.SEPARATE}),
    Case("green on a separate device", "separate", situation={"information": GREEN, "device": Device.SEPARATE}),
    Case("yellow on a separate device", "separate", situation={"device": Device.SEPARATE}),
    Case("red on a separate device", "2", situation={"information": RED, "device": Device.SEPARATE}),
    Case("somebody's ban, separate device", "separate", _needing("separate device")),
    Case("somebody's ban, yes limited", "3", _needing("yes, limited")),
    Case("somebody's ban, case by case", "3", _needing("case by case")),
    Case("somebody's ban, by role", None, _needing("exempt by role"), decided_by="NSM"),
    Case("somebody's ban, not stated", None, _needing("not stated"), decided_by="NSM"),
    Case("somebody's ban, none", None, _needing("none"), decided_by="NSM"),
    Case("advice, device reaches services", "3", (ADVICE,)),
    Case("own ban as published", "3", (OWN_BAN,), situation={"body": "bergen"}),
    Case("own ruling against", "3", (), (a_ruling(Effect.NOT_ALLOWED),)),
    Case(
        "own ruling against, device without access",
        "1",
        (),
        (a_ruling(Effect.NOT_ALLOWED),),
        situation={"device": Device.WORK_UNCONNECTED},
    ),
    Case("own ruling that assesses", "2", (), (a_ruling(Effect.UNDER_ASSESSMENT),)),
    Case("reasoning reaches", "2", (ADVICE,), situation={"platform": Platform.WEB}),
    Case("needs an assessment", "2", company=a_company("maker", "CN")),
    Case("red information", "2", situation={"information": RED}),
    Case("owner unknown", "2", company=a_company("maker", "KY"), situation={"information": GREEN}),
    Case(
        "provisionally high",
        "2",
        company=a_company("maker", "BY", verified=Verified.NO),
        situation={"device": Device.WORK_UNCONNECTED, "information": GREEN},
    ),
    Case(
        "provisionally moderate",
        "1",
        company=a_company("maker", "US", verified=Verified.NO),
        situation={"device": Device.WORK_UNCONNECTED, "information": GREEN},
    ),
    Case("contested owner", "2", company=CONTESTED),
    Case("two devices", "2", situation={"devices": 2}),
    Case("everything plain", "1"),
    Case("ruling that allows", "1", (), (a_ruling(Effect.ALLOW),)),
    Case("chain with a known owner", "1", company=a_company("maker", "NO", a_stake(None))),
)


def path(case: Case, rules: Rules, in_force: Exemption | None = None) -> ExemptionPath:
    situation = a_situation(**case.situation)
    about = a_subject(
        an_app(**case.app),
        a_world(case.company),
        rules,
        reach=(a_reading(),),
        guidance=case.guidance,
        rulings=case.rulings,
    )
    decision = decide(about, situation, rules)
    return exemption_path(decision, situation, rules, contested=about.ownership.contested, in_force=in_force)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.id)
def test_tier(case: Case, rules: Rules) -> None:
    found = path(case, rules)
    assert (found.tier, found.decided_by) == (case.tier, case.decided_by)
    assert found.possible is (case.tier not in (None, "stop"))


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.id)
def test_a_separate_device_is_offered_first_wherever_one_may_ask(case: Case, rules: Rules) -> None:
    found = path(case, rules)
    on_one = case.situation.get("device") is Device.SEPARATE
    assert found.offered_first == ("separate-device" if found.possible and not on_one else None)


def test_an_app_that_nobody_assessed_asks_two(rules: Rules) -> None:
    assert path(Case("listing", "2", app={"kind": EntryKind.LISTING}), rules).tier == "2"


def test_an_exemption_in_force_is_told_and_changes_no_tier(rules: Rules) -> None:
    held = Exemption("x", date(2027, 2, 14), 2)
    for case in CASES:
        with_it, without = path(case, rules, held), path(case, rules)
        assert with_it.in_force is held
        assert (with_it.tier, with_it.possible) == (without.tier, without.possible)
