"""Conditions: what calls for each, and that there is never an answer "conditions" without one."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import Any

import pytest

from core.facts import FactId, Verified
from core.guidance import Facet, Strength
from core.jurisdiction.model import Company, Control
from core.overlay.model import Effect
from core.reach.model import Code, ReachFact
from core.risk.assess import assess
from core.risk.conditions import called_for, conditions_of
from core.risk.decide import decide
from core.risk.model import Answer, Condition, Factor, RiskCard
from core.rules.model import Rules
from core.situation import Device, Platform, Purpose
from core.texts.phrase import phrase
from tests.builders import (
    NOW,
    a_company,
    a_flatpak,
    a_reading,
    a_ruling,
    a_situation,
    a_stake,
    a_subject,
    a_world,
    an_advice,
    an_app,
    an_incident,
    words,
)

QUIET: dict[str, Any] = {"purpose": Purpose.OFFICIAL, "platform": Platform.ANDROID}
"""A situation that calls for nothing but K6."""


def reading(*names: str, **abilities: tuple[str, ...]) -> ReachFact:
    """A package with these names, in which these ability groups were found."""
    return a_reading(value={"names": names, "abilities": {k.replace("_", "-"): v for k, v in abilities.items()}})


@dataclass(frozen=True)
class Call:
    id: str
    calls: set[str]
    """Rows that are called for besides K6."""
    company: Company = field(default_factory=a_company)
    app: dict[str, Any] = field(default_factory=dict)
    reach: tuple[ReachFact, ...] = field(default_factory=lambda: (a_reading(),))
    finding: Code | None = None
    situation: dict[str, Any] = field(default_factory=dict)
    without: str = ""
    """K6 where it is not called for."""


UNREAD_END = a_company("maker", "NO", a_stake(None, Control.UNKNOWN, relation="private"), listed="private")
CALLS = (
    Call("nothing", set()),
    Call("private purpose", {"K1", "K7"}, situation={"purpose": Purpose.PRIVATE}),
    Call("threat moderate", set(), company=a_company("maker", "US")),
    Call("threat high", {"K1", "K7"}, company=a_company("maker", "BY")),
    Call("threat very high", {"K1", "K7"}, company=a_company("maker", "CN")),
    Call("no owner known", {"K1", "K7", "K8"}, company=a_company("maker", "KY")),
    Call("provisionally low", {"K1", "K7", "K8"}, company=a_company("maker", "NO", verified=Verified.NO)),
    Call("chain not complete", {"K8"}, company=UNREAD_END),
    Call("link not read", {"K8"}, app={"company_verified": Verified.NO}),
    Call("contacts", {"K2"}, reach=(reading(contacts=("X",)),)),
    Call("calendar", {"K2"}, reach=(reading(calendar=("X",)),)),
    Call("location", {"K3"}, reach=(reading(location=("X",)),)),
    Call("location in the background", {"K3"}, reach=(reading(location_background=("X",)),)),
    Call("microphone", {"K4"}, reach=(reading(microphone=("X",)),)),
    Call("camera", {"K4"}, reach=(reading(camera=("X",)),)),
    Call("files", set(), reach=(reading(files_photos=("X",)),)),
    Call("vulnerability high", {"K5"}, reach=(a_reading("READ_SMS"),)),
    Call("vulnerability very high", {"K5"}, reach=(a_reading("READ_SMS"),), finding=Code.ACCESS),
    Call("vulnerability moderate", set(), reach=(a_reading("CAMERA"),)),
    Call("package not read", {"K5", "K9"}, reach=()),
    Call("in a browser", set(), situation={"platform": Platform.WEB}, without="K6"),
    Call("a separate device", {"K10"}, situation={"device": Device.SEPARATE}),
    Call(
        "a Flatpak's camera is no reading of abilities",
        set(),
        reach=(a_flatpak(value={"finish_args": (), "abilities": {"camera": ("--device=all",)}, "files": ""}),),
        situation={"platform": Platform.LINUX},
    ),
)


@pytest.mark.parametrize("case", CALLS, ids=lambda case: case.id)
def test_what_calls_for_each_condition(case: Call, rules: Rules) -> None:
    situation = a_situation(**{**QUIET, **case.situation})
    incidents = (an_incident(case.finding),) if case.finding else ()
    about = a_subject(an_app(**case.app), a_world(case.company), rules, reach=case.reach, incidents=incidents)
    decision = decide(about, situation, rules)
    facts: dict[str, tuple[FactId, ...]] = dict.fromkeys(("situation", "chain", "link"), ())
    factors = (
        Factor(decision.threat.level, decision.threat.rule, (), decision.threat.provisional),
        Factor(decision.vulnerability.level, decision.vulnerability.rule, ()),
    )
    called = called_for(about, decision, situation, factors, rules, facts)
    assert {condition.rule for condition in called} == (case.calls | {"K6"}) - {case.without}
    assert [c.rule for c in called] == sorted((c.rule for c in called), key=lambda rule: int(rule[1:]))


def carded(rules: Rules, **changes: Any) -> RiskCard:
    """A card of an app that reaches conditions: a camera, an American owner."""
    given: dict[str, Any] = {
        "app": an_app(),
        "company": a_company("maker", "US"),
        "guidance": (),
        "rulings": (),
        "situation": a_situation(),
    } | changes
    return assess(
        given["app"],
        a_world(given["company"]),
        (reading("CAMERA", camera=("CAMERA",), contacts=("READ_CONTACTS",)),),
        (),
        given["guidance"],
        given["rulings"],
        given["situation"],
        NOW,
        rules=rules,
    )


def test_an_answer_conditions_never_stands_without_one(rules: Rules) -> None:
    fallback = conditions_of(Answer.CONDITIONS, (), rules)
    assert [condition.rule for condition in fallback] == ["K1"]


@pytest.mark.parametrize("answer", [answer for answer in Answer if answer is not Answer.CONDITIONS], ids=str)
def test_no_other_answer_has_conditions(answer: Answer, rules: Rules) -> None:
    called = (Condition("K6", phrase("x"), ()),)
    assert conditions_of(answer, called, rules) == ()


def test_each_condition_names_the_fact_that_calls_for_it(rules: Rules) -> None:
    card = carded(rules, app=an_app(company_verified=Verified.NO))
    assert card.verdict.answer is Answer.CONDITIONS
    facts = {condition.rule: condition.facts for condition in card.verdict.conditions}
    assert set(facts) == {"K1", "K2", "K4", "K6", "K7", "K8"}
    assert all(facts.values())
    subjects = {rule: {card.fact(fact).subject for fact in found} for rule, found in facts.items()}
    assert subjects["K2"] == {"reach"}
    assert subjects["K8"] == {"ownership"}
    assert subjects["K6"] == {"situation"}


def test_advice_for_the_category_joins_behind_the_rows(rules: Rules) -> None:
    entry = an_advice(
        "tips",
        match=frozenset({Facet.CATEGORY}),
        stances={},
        categories=frozenset({"social"}),
        strength=Strength.ADVICE,
        summary=words("Think first."),
    )
    card = carded(rules, app=an_app(category="social"), guidance=(entry,), company=a_company("maker", "NO"))
    assert card.assessment is not None
    assert card.assessment.raised_by == ("tips",)
    assert card.verdict.conditions[-1].rule == "tips"


def test_the_organisations_own_conditions_come_first(rules: Rules) -> None:
    ruling = a_ruling(Effect.ALLOW_WITH_CONDITIONS, conditions=(words("Ask your leader."),))
    card = carded(rules, rulings=(ruling,))
    assert [c.rule for c in card.verdict.conditions][:2] == ["ruling", "K1"]


def test_conditions_of_a_ruling_that_does_not_count_are_not_printed(rules: Rules) -> None:
    ruling = a_ruling(Effect.ALLOW_WITH_CONDITIONS, conditions=(words("Ask your leader."),))
    card = carded(rules, rulings=(ruling,), guidance=(an_advice(),))
    assert card.verdict.conditions == ()


def test_a_purpose_changes_conditions_and_never_the_answer(rules: Rules) -> None:
    answers = {carded(rules, situation=replace(a_situation(), purpose=purpose)).verdict.answer for purpose in Purpose}
    assert answers == {Answer.CONDITIONS}
