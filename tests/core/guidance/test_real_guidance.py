"""What real guidance means for a handful of people: NSM's advice is quoted as far as it goes, and no further."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from itertools import product
from typing import Any

import pytest

from core.facts import AppId
from core.guidance import Applicability, Match, Stance
from core.risk.decide import decide
from core.risk.desk import Desk
from core.rules.levels import Gate
from core.situation import Device, Organisation, Platform, Role
from tests.builders import a_situation

NSM_2023 = "nsm-2023-tiktok-telegram"
APPLIES, REACHES, NOT = Applicability.APPLIES, Applicability.REASONING_REACHES, Applicability.DOES_NOT_APPLY


def matches(desk: Desk, app: str, **changes: Any) -> tuple[Match, ...]:
    """Every entry that has to do with the app, held against a situation."""
    situation = a_situation(**changes)
    about = desk.subject(AppId(app), situation)
    assert about is not None, f"the catalogue has no {app}"
    return decide(about, situation, desk.rules).matches


@dataclass(frozen=True)
class NsmCase:
    id: str
    situation: dict[str, Any]
    applicability: Applicability
    gates: tuple[Gate, ...] = ()


NSM = (
    NsmCase("municipality, work phone", {}, APPLIES),
    NsmCase("its head", {"role": Role.MANAGEMENT}, APPLIES),
    NsmCase("health trust", {"org": Organisation.HEALTH_TRUST}, APPLIES),
    NsmCase("private firm under the act", {"org": Organisation.SECURITY_ACT_PARTLY}, APPLIES),
    NsmCase("chapter 10 only", {"org": Organisation.SECURITY_ACT_CHAPTER10}, REACHES, (Gate.PERSON,)),
    NsmCase("private firm outside", {"org": Organisation.OUTSIDE}, NOT, (Gate.PERSON,)),
    NsmCase("contractor", {"role": Role.CONTRACTOR}, REACHES, (Gate.PERSON,)),
    NsmCase("pupil", {"role": Role.PUPIL}, NOT, (Gate.PERSON,)),
    NsmCase("own phone with work e-mail", {"device": Device.PRIVATE_UNMANAGED}, REACHES, (Gate.DEVICE,)),
    NsmCase("own phone with a work profile", {"device": Device.PRIVATE_MANAGED}, REACHES, (Gate.DEVICE,)),
    NsmCase("own phone without", {"device": Device.PRIVATE_NO_ACCESS}, NOT, (Gate.CONNECTION,)),
    NsmCase("work phone without access", {"device": Device.WORK_UNCONNECTED}, NOT, (Gate.CONNECTION,)),
    NsmCase("separate phone", {"device": Device.SEPARATE}, NOT, (Gate.DEVICE,)),
    NsmCase("journey", {"device": Device.TRAVEL}, REACHES, (Gate.DEVICE,)),
    NsmCase("in a browser", {"platform": Platform.WEB}, REACHES, (Gate.USE,)),
    NsmCase("the day before", {"date": date(2023, 3, 20)}, NOT, (Gate.DATE,)),
    NsmCase("the day itself", {"date": date(2023, 3, 21)}, APPLIES),
)


@pytest.mark.parametrize("app", ["tiktok", "telegram"])
@pytest.mark.parametrize("case", NSM, ids=lambda case: case.id)
def test_nsms_advice_of_2023(case: NsmCase, app: str, desk: Desk) -> None:
    found = next(m for m in matches(desk, app, **case.situation) if m.advice.id == NSM_2023)
    assert found.applicability is case.applicability
    gates = (found.failed_gate,) if found.failed_gate else found.unsettled_gates
    assert gates == case.gates


@pytest.mark.parametrize("app", ["facebook", "instagram", "snapchat"])
def test_nsm_mentions_the_american_apps_and_is_not_against_them(app: str, desk: Desk) -> None:
    for org, device in product(Organisation, Device):
        found = next(m for m in matches(desk, app, org=org, device=device) if m.advice.id == NSM_2023)
        assert (found.stance, found.applicability, found.failed_gate) == (Stance.MENTIONS, NOT, Gate.APP)


def test_nobody_in_norway_is_against_facebook(desk: Desk) -> None:
    against = [m.advice.id for m in matches(desk, "facebook") if m.is_against_this_app]
    assert against == []


@pytest.mark.parametrize("app", ["temu", "zoom", "kaspersky", "capcut"])
def test_nsm_has_no_advice_against(app: str, desk: Desk) -> None:
    by_nsm = [m for m in matches(desk, app) if m.advice.short == "NSM"]
    assert [m.advice.id for m in by_nsm if m.is_against_this_app] == []


def test_a_city_binds_its_own_people_and_is_an_example_to_others(desk: Desk) -> None:
    def bergens(**changes: Any) -> Match:
        return next(m for m in matches(desk, "tiktok", **changes) if m.advice.id == "local-bergen")

    assert bergens(body="bergen").applicability is APPLIES
    assert bergens(body="oslo").applicability is Applicability.COMPARABLE
    assert bergens().failed_gate is Gate.BODY


def test_bergens_ban_holds_on_private_phones_with_access_and_haugesunds_does_not(desk: Desk) -> None:
    for body, entry, expected in (
        ("bergen", "local-bergen", APPLIES),
        ("haugesund", "local-haugesund", NOT),
        ("lillehammer", "local-lillehammer", REACHES),
    ):
        private = matches(desk, "tiktok", body=body, device=Device.PRIVATE_UNMANAGED)
        assert next(m for m in private if m.advice.id == entry).applicability is expected


def test_the_parliaments_ban_needs_no_name_of_the_body_and_binds_elected_members(desk: Desk) -> None:
    found = matches(desk, "tiktok", org=Organisation.PARLIAMENT, role=Role.ELECTED)
    assert next(m for m in found if m.advice.id == "stortinget-2023-ban").applicability is APPLIES


def test_the_prime_ministers_order_is_for_the_political_leadership(desk: Desk) -> None:
    for role, expected in ((Role.POLITICAL_LEADERSHIP, APPLIES), (Role.ORDINARY, NOT)):
        found = matches(desk, "tiktok", org=Organisation.MINISTRY, role=role)
        assert next(m for m in found if m.advice.id == "smk-2023-political-leadership").applicability is expected


def test_foreign_bans_are_comparable_in_every_situation(desk: Desk) -> None:
    for device, org in product(Device, Organisation):
        found = next(m for m in matches(desk, "tiktok", device=device, org=org) if m.advice.id == "uk-2023-tiktok")
        assert found.applicability is Applicability.COMPARABLE


def test_hidden_entries_are_in_no_answer(desk: Desk) -> None:
    assert not any(entry.is_hidden for entry in desk.guidance)


def test_a_historical_entry_does_not_apply(desk: Desk) -> None:
    found = matches(desk, "tiktok", body="trondheim")
    assert next(m for m in found if m.advice.id == "local-trondheim").failed_gate is Gate.DATE
