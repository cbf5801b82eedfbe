"""From facts to the answer: the value and answer tables, the organisation's rulings, and the order of the headline."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from itertools import product
from typing import Any

import pytest

from core.catalogue.model import EntryKind
from core.facts import AdviceId, AppId, CompanyId, Verified
from core.guidance import Advice, AdviceStatus, Facet, Relevance, Stance, Strength
from core.jurisdiction.model import Company, Control, StakeStatus
from core.overlay.model import Effect, Ruling, Target
from core.reach.model import ReachFact
from core.risk.decide import Decision, decide, own_answer, rate_value
from core.risk.model import Answer, VoiceKind
from core.rules.levels import Level
from core.rules.model import Rules
from core.situation import Device, InformationClass, Organisation, Platform, Role
from tests.builders import (
    a_company,
    a_reading,
    a_ruling,
    a_situation,
    a_stake,
    a_subject,
    a_world,
    an_advice,
    an_app,
)

LOW, MODERATE, HIGH, VERY_HIGH = Level.LOW, Level.MODERATE, Level.HIGH, Level.VERY_HIGH
LEVELS = (LOW, MODERATE, HIGH, VERY_HIGH)
N, K, Q = Answer.NO_OBJECTION, Answer.CONDITIONS, Answer.NEEDS_ASSESSMENT
SOCIAL = frozenset({"social"})


def decided(
    rules: Rules,
    *,
    company: Company | None = None,
    reach: tuple[ReachFact, ...] | None = None,
    guidance: tuple[Advice, ...] = (),
    rulings: tuple[Ruling, ...] = (),
    app: dict[str, Any] | None = None,
    **situation: Any,
) -> Decision:
    """The decision for a Norwegian app that asks for little, unless told otherwise."""
    here = a_situation(**situation)
    about = a_subject(
        an_app(**(app or {})),
        a_world(company or a_company()),
        rules,
        reach=(a_reading(),) if reach is None else reach,
        guidance=guidance,
        rulings=rulings,
        situation=here,
    )
    return decide(about, here, rules)


# ---- value ----------------------------------------------------------------------------------------------------------

REACHING = (Device.WORK_CONNECTED, Device.PRIVATE_MANAGED, Device.PRIVATE_UNMANAGED, Device.TRAVEL)
PLAIN_VALUE = {
    InformationClass.BLACK: dict.fromkeys(Device, (VERY_HIGH, "A1")),
    InformationClass.RED: {device: (VERY_HIGH, "A3") if device in REACHING else (HIGH, "A5") for device in Device},
    InformationClass.YELLOW: {device: (HIGH, "A2") if device in REACHING else (LOW, "A7") for device in Device}
    | {Device.WORK_UNCONNECTED: (MODERATE, "A6")},
    InformationClass.GREEN: {device: (MODERATE, "A4") if device in REACHING else (LOW, "A7") for device in Device},
}


def test_value_of_every_device_class_and_role(rules: Rules) -> None:
    wrong = []
    for device, kind, role in product(Device, InformationClass, Role):
        level, row = PLAIN_VALUE[kind][device]
        expected: tuple[Level, tuple[str, ...]] = (level, (row,))
        lifted = role in (Role.CLEARED, Role.POLITICAL_LEADERSHIP) and device is not Device.SEPARATE
        if lifted and level is not VERY_HIGH:
            expected = (LEVELS[level.rank + 1], (row, "A8"))
        found = rate_value(a_situation(device=device, information=kind, role=role), rules)
        if found != expected:
            wrong.append((device, kind, role, found, expected))
    assert not wrong


# ---- answer ---------------------------------------------------------------------------------------------------------

CELLS = tuple(product(LEVELS, LEVELS, LEVELS))
"""Value, threat, vulnerability."""


def cell(levels: tuple[Level, Level, Level], rules: Rules) -> Answer:
    """What the table says of three levels; very high threat is read as high."""
    value, threat, vulnerability = levels
    return own_answer(value, min(threat, HIGH, key=lambda level: level.rank), vulnerability, False, rules)[0]


def test_a_worse_level_never_gives_a_milder_answer_in_all_64_by_64_pairs(rules: Rules) -> None:
    milder = [
        (here, there)
        for here, there in product(CELLS, CELLS)
        if all(a.rank <= b.rank for a, b in zip(here, there, strict=True))
        and cell(there, rules).strictness < cell(here, rules).strictness
    ]
    assert len(CELLS) ** 2 == 4096
    assert not milder


def test_black_information_needs_an_assessment_whatever_the_levels(rules: Rules) -> None:
    assert {own_answer(VERY_HIGH, threat, s, True, rules) for threat in LEVELS[:3] for s in LEVELS} == {(Q, "C0")}


def test_every_answer_row_has_its_id(rules: Rules) -> None:
    rows = {own_answer(v, t, s, False, rules)[1] for v, t, s in CELLS if t is not VERY_HIGH}
    assert rows == {f"C{number}" for number in range(1, 12)}


# ---- the own assessment ---------------------------------------------------------------------------------------------

GREEN_SEPARATE = {"device": Device.SEPARATE, "information": InformationClass.GREEN}


def test_a_plain_norwegian_app_meets_no_objection(rules: Rules) -> None:
    found = decided(rules)
    assert (found.answer, found.rule, found.voice.kind) == (N, "V6", VoiceKind.COMPUTED)
    assert found.assessment is not None
    assert found.assessment.rule == "C6"


def test_a_company_that_nobody_tied_to_the_app_lifts_to_conditions(rules: Rules) -> None:
    found = decided(rules, app={"company_verified": Verified.NO})
    assert found.assessment is not None
    assert (found.answer, found.assessment.raised_by) == (K, ("link",))
    assert found.threat.level is LOW, "the threat level stands as computed"


def test_a_link_that_was_not_read_never_makes_milder(rules: Rules) -> None:
    strict = a_company("maker", "CN")
    assert decided(rules, company=strict).answer is Q
    found = decided(rules, company=strict, app={"company_verified": Verified.NO})
    assert found.assessment is not None
    assert (found.answer, found.assessment.raised_by) == (Q, ())


CATEGORY_ADVICE = an_advice(
    "category-1",
    match=frozenset({Facet.CATEGORY}),
    stances={},
    categories=SOCIAL,
    strength=Strength.ADVICE,
    private_device="covered",
    scope_devices=frozenset({"work-device-connected", "private-device-connected"}),
)


@dataclass(frozen=True)
class LiftCase:
    id: str
    entry: Advice
    situation: dict[str, Any]
    answer: Answer
    joins: bool


LIFTS = (
    LiftCase("category advice that applies", CATEGORY_ADVICE, {}, K, True),
    LiftCase("category advice that does not", CATEGORY_ADVICE, {"device": Device.SEPARATE}, N, False),
    LiftCase("category advice whose reasoning reaches", CATEGORY_ADVICE, {"role": Role.CONTRACTOR}, N, False),
    LiftCase(
        "advice for all",
        an_advice("all-1", match=frozenset({Facet.ALL}), stances={}),
        {},
        N,
        False,
    ),
    LiftCase(
        "a threat assessment of the category",
        an_advice(
            "threat-1",
            match=frozenset({Facet.CATEGORY}),
            stances={},
            categories=SOCIAL,
            strength=Strength.THREAT_ASSESSMENT,
        ),
        {},
        N,
        False,
    ),
    LiftCase(
        "trait advice",
        an_advice("trait-1", match=frozenset({Facet.TRAIT}), stances={}, categories=frozenset({"location-sharing"})),
        {},
        K,
        True,
    ),
)


@pytest.mark.parametrize("case", LIFTS, ids=lambda case: case.id)
def test_advice_on_a_category_or_trait_lifts_to_conditions(case: LiftCase, rules: Rules) -> None:
    app = {"category": "social", "traits": frozenset({"location-sharing"})}
    found = decided(rules, app=app, guidance=(case.entry,), **case.situation)
    assert (found.answer, found.rule) == (case.answer, "V6")
    assert [m.advice.id for m in found.joining] == ([case.entry.id] if case.joins else [])


# ---- guidance to voice ----------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class VoiceCase:
    id: str
    strength: Strength
    answer: Answer
    rule: str
    kind: VoiceKind = VoiceKind.GUIDANCE


VOICES = (
    VoiceCase("prohibition", Strength.PROHIBITION, Answer.NOT_ALLOWED, "V1"),
    VoiceCase("requirement", Strength.REQUIREMENT, Answer.NOT_ALLOWED, "V1"),
    VoiceCase("law", Strength.LAW, Answer.NOT_ALLOWED, "V1", VoiceKind.LAW),
    VoiceCase("recommendation", Strength.RECOMMENDATION, Answer.ADVISED_AGAINST, "V3"),
    VoiceCase("advice", Strength.ADVICE, Answer.ADVISED_AGAINST, "V3"),
    VoiceCase("decision", Strength.DECISION, Answer.ADVISED_AGAINST, "V3"),
    VoiceCase("threat assessment", Strength.THREAT_ASSESSMENT, N, "V6", VoiceKind.COMPUTED),
    VoiceCase("incident", Strength.INCIDENT, N, "V6", VoiceKind.COMPUTED),
)


@pytest.mark.parametrize("case", VOICES, ids=lambda case: case.id)
def test_strength_of_an_entry_against_the_app_gives_the_voice(case: VoiceCase, rules: Rules) -> None:
    found = decided(rules, guidance=(an_advice(strength=case.strength),))
    assert (found.answer, found.rule, found.voice.kind) == (case.answer, case.rule, case.kind)
    assert found.assessment is not None, "the own assessment is there under every voice"
    assert found.assessment.answer is N


@pytest.mark.parametrize("case", VOICES[:6], ids=lambda case: case.id)
def test_where_only_the_reasoning_reaches_the_verb_is_never_the_authoritys(case: VoiceCase, rules: Rules) -> None:
    found = decided(rules, guidance=(an_advice(strength=case.strength),), platform=Platform.WEB)
    assert (found.answer, found.rule) == (Answer.REASONING_REACHES, "V4")


def test_a_requirement_for_everybody_forbids_no_app(rules: Rules) -> None:
    entry = an_advice(match=frozenset({Facet.ALL}), stances={}, strength=Strength.REQUIREMENT)
    assert decided(rules, guidance=(entry,)).answer is N


def test_low_confidence_decides(rules: Rules) -> None:
    assert decided(rules, guidance=(an_advice(confidence="low"),)).answer is Answer.ADVISED_AGAINST


def test_foreign_bans_never_decide(rules: Rules) -> None:
    ban = an_advice(strength=Strength.PROHIBITION, relevance=Relevance.COMPARABLE)
    assert decided(rules, guidance=(ban,)).answer is N


def test_guidance_on_a_sister_app_never_decides(rules: Rules) -> None:
    ban = an_advice(strength=Strength.PROHIBITION, stances={AppId("sister"): Stance.AGAINST})
    assert decided(rules, guidance=(ban,)).answer is N


def test_inside_a_row_the_strictest_and_surest_speaks_and_all_are_named(rules: Rules) -> None:
    entries = (an_advice("weak", confidence="low"), an_advice("sure"), an_advice("unsure", confidence="medium"))
    found = decided(rules, guidance=entries)
    assert found.voice.id == "sure"
    assert found.advisers == ("sure", "unsure", "weak")


# ---- headline -------------------------------------------------------------------------------------------------------

BAN = an_advice("ban", strength=Strength.PROHIBITION)
ADVICE = an_advice("advice")
EVERYBODY = frozenset({"general-public"})
HEADLINE = ("V1", "V2", "V3", "V4", "V5", "V6")
SPOKEN = {
    "V1": an_advice("ban", strength=Strength.PROHIBITION, scope_who=EVERYBODY),
    "V3": an_advice("advice", scope_who=EVERYBODY),
    "V4": an_advice("reasoning", scope_who=frozenset({"private-under-security-act"})),
}


@pytest.mark.parametrize("first", HEADLINE)
def test_the_order_of_the_headline(first: str, rules: Rules) -> None:
    """With everything from this row downwards given at once, this row speaks."""
    given = HEADLINE[HEADLINE.index(first) :]
    found = decided(
        rules,
        guidance=tuple(entry for rule, entry in SPOKEN.items() if rule in given),
        rulings=(a_ruling(Effect.ALLOW, signatures=2),) if "V2" in given else (),
        app={"kind": EntryKind.LISTING} if "V5" in given else {},
        org=Organisation.SECURITY_ACT_CHAPTER10,
    )
    assert found.rule == first


def test_guidance_and_rulings_decide_for_a_listing_too(rules: Rules) -> None:
    listing = {"kind": EntryKind.LISTING}
    assert decided(rules, app=listing).answer is Answer.NOT_ASSESSED
    assert decided(rules, app=listing).assessment is None
    assert decided(rules, app=listing, guidance=(ADVICE,)).answer is Answer.ADVISED_AGAINST
    assert decided(rules, app=listing, rulings=(a_ruling(Effect.ALLOW),)).answer is N


def test_black_information_on_a_listing_is_not_assessed(rules: Rules) -> None:
    found = decided(rules, app={"kind": EntryKind.LISTING}, information=InformationClass.BLACK)
    assert (found.answer, found.rule) == (Answer.NOT_ASSESSED, "V5")


# ---- rulings --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("effect", "answer"),
    [
        (Effect.ALLOW, N),
        (Effect.ALLOW_WITH_CONDITIONS, K),
        (Effect.UNDER_ASSESSMENT, Q),
        (Effect.NOT_ALLOWED, Answer.NOT_ALLOWED),
    ],
)
def test_what_a_ruling_answers(effect: Effect, answer: Answer, rules: Rules) -> None:
    found = decided(rules, rulings=(a_ruling(effect),))
    assert (found.answer, found.rule, found.voice.kind) == (answer, "V2", VoiceKind.RULING)


@dataclass(frozen=True)
class FitCase:
    id: str
    changes: dict[str, Any]
    fits: bool


FITS = (
    FitCase("the app", {}, True),
    FitCase("another app", {"target_id": "other"}, False),
    FitCase("the company itself", {"target": Target.OWNER, "target_id": "maker"}, True),
    FitCase("its owner in control", {"target": Target.OWNER, "target_id": "parent"}, True),
    FitCase("a small holder", {"target": Target.OWNER, "target_id": "small"}, False),
    FitCase("its category", {"target": Target.CATEGORY, "target_id": "social"}, True),
    FitCase("another category", {"target": Target.CATEGORY, "target_id": "game"}, False),
    FitCase("this device", {"devices": frozenset({Device.WORK_CONNECTED, Device.TRAVEL})}, True),
    FitCase("another device", {"devices": frozenset({Device.SEPARATE})}, False),
    FitCase("made today", {"made": date(2026, 11, 23)}, True),
    FitCase("made tomorrow", {"made": date(2026, 11, 24)}, False),
)


@pytest.mark.parametrize("case", FITS, ids=lambda case: case.id)
def test_which_rulings_fit(case: FitCase, rules: Rules) -> None:
    about = a_subject(
        an_app(category="social"),
        a_world(
            a_company("maker", "NO", a_stake("parent"), a_stake("small", Control.MINOR)),
            a_company("parent", "NO"),
            a_company("small", "NO"),
        ),
        rules,
        reach=(a_reading(),),
        rulings=(a_ruling(Effect.NOT_ALLOWED, **case.changes),),
    )
    assert (decide(about, a_situation(), rules).rule == "V2") is case.fits


@pytest.mark.parametrize(
    ("effect", "answer"),
    [(Effect.NOT_ALLOWED, Answer.NOT_ALLOWED), (Effect.UNDER_ASSESSMENT, Q), (Effect.ALLOW, Q)],
    ids=["one that forbids counts", "one that assesses counts", "one that allows does not"],
)
@pytest.mark.parametrize(
    "doubt",
    [{"control": Control.UNKNOWN}, {"status": StakeStatus.PLANNED}, {"status": StakeStatus.DISPUTED}],
    ids=["control unknown", "planned", "disputed"],
)
def test_a_ruling_on_an_owner_in_doubt_counts_only_where_it_is_the_stricter(
    doubt: dict[str, Any], effect: Effect, answer: Answer, rules: Rules
) -> None:
    ruling = a_ruling(effect, target=Target.OWNER, target_id="parent")
    about = a_subject(
        an_app(),
        a_world(a_company("maker", "CN", a_stake("parent", **doubt)), a_company("parent", "CN")),
        rules,
        reach=(a_reading(),),
        rulings=(ruling,),
    )
    assert decide(about, a_situation(), rules).answer is answer


BY_CATEGORY = a_ruling(Effect.NOT_ALLOWED, id="category", target=Target.CATEGORY, target_id="social")
BY_OWNER = a_ruling(Effect.UNDER_ASSESSMENT, id="owner", target=Target.OWNER, target_id="maker")
BY_APP = a_ruling(Effect.ALLOW, id="app")
BY_DEVICE = a_ruling(Effect.ALLOW_WITH_CONDITIONS, id="device", devices=frozenset({Device.WORK_CONNECTED}))
STRICTER = a_ruling(Effect.NOT_ALLOWED, id="stricter")


@pytest.mark.parametrize(
    ("rulings", "winner"),
    [
        ((BY_CATEGORY, BY_OWNER, BY_APP), "app"),
        ((BY_CATEGORY, BY_OWNER), "owner"),
        ((BY_CATEGORY,), "category"),
        ((BY_APP, BY_DEVICE, STRICTER), "device"),
        ((BY_APP, STRICTER), "stricter"),
    ],
    ids=["the app before owner and category", "owner before category", "category", "the device", "the strictest"],
)
def test_which_ruling_wins(rulings: tuple[Ruling, ...], winner: str, rules: Rules) -> None:
    for order in (rulings, tuple(reversed(rulings))):
        found = decided(rules, rulings=order, app={"category": "social"})
        assert found.voice.id == winner


@dataclass(frozen=True)
class MilderCase:
    id: str
    effect: Effect
    signatures: int
    review: date | None
    guidance: tuple[Advice, ...]
    answer: Answer
    rule: str
    due: bool = False


PAST, TODAY, NEXT = date(2026, 11, 22), date(2026, 11, 23), date(2026, 11, 24)
MILDER = (
    MilderCase("one signature, no advice", Effect.ALLOW, 1, None, (), N, "V2"),
    MilderCase("one signature against advice", Effect.ALLOW, 1, NEXT, (ADVICE,), Answer.ADVISED_AGAINST, "V3"),
    MilderCase("two signatures against advice", Effect.ALLOW, 2, NEXT, (ADVICE,), N, "V2"),
    MilderCase("two signatures, without review", Effect.ALLOW, 2, None, (ADVICE,), N, "V2"),
    MilderCase("two, review day today", Effect.ALLOW, 2, TODAY, (ADVICE,), Answer.ADVISED_AGAINST, "V3", True),
    MilderCase("two, review day past", Effect.ALLOW, 2, PAST, (ADVICE,), Answer.ADVISED_AGAINST, "V3", True),
    MilderCase("no advice, review day past", Effect.ALLOW, 1, PAST, (), N, "V2", True),
    MilderCase(
        "stricter than advice, review past", Effect.NOT_ALLOWED, 1, PAST, (ADVICE,), Answer.NOT_ALLOWED, "V2", True
    ),
    MilderCase("assessing against advice", Effect.UNDER_ASSESSMENT, 1, NEXT, (ADVICE,), Answer.ADVISED_AGAINST, "V3"),
    MilderCase("nothing loosens a ban", Effect.ALLOW, 2, NEXT, (BAN,), Answer.NOT_ALLOWED, "V1"),
)


@pytest.mark.parametrize("case", MILDER, ids=lambda case: case.id)
def test_a_ruling_milder_than_official_advice(case: MilderCase, rules: Rules) -> None:
    ruling = a_ruling(case.effect, signatures=case.signatures, review=case.review)
    found = decided(rules, rulings=(ruling,), guidance=case.guidance)
    assert (found.answer, found.rule) == (case.answer, case.rule)
    assert found.ruling is not None, "ruling and advice are always shown side by side"
    assert found.ruling.review_due is case.due
    if case.guidance != (BAN,):
        assert found.ruling.counts is (case.rule == "V2")
        assert (found.ruling.why_not is None) is found.ruling.counts


def test_a_ruling_milder_than_mere_reasoning_needs_two_signatures_too(rules: Rules) -> None:
    for signatures, rule in ((1, "V4"), (2, "V2")):
        ruling = a_ruling(Effect.ALLOW, signatures=signatures, review=NEXT)
        found = decided(rules, rulings=(ruling,), guidance=(ADVICE,), platform=Platform.WEB)
        assert found.rule == rule


def test_a_ruling_that_does_not_count_makes_room_for_one_that_does(rules: Rules) -> None:
    found = decided(rules, rulings=(BY_APP, BY_CATEGORY), guidance=(ADVICE,), app={"category": "social"})
    assert (found.answer, found.voice.id) == (Answer.NOT_ALLOWED, "category")


def test_advice_against_the_app_never_opens_the_way_to_a_milder_ruling(rules: Rules) -> None:
    assessing = a_ruling(Effect.UNDER_ASSESSMENT, id="assessing")
    allowing = a_ruling(
        Effect.ALLOW_WITH_CONDITIONS, id="allowing", target=Target.CATEGORY, target_id="social", signatures=2
    )
    for guidance, answer, rule in (((), Q, "V2"), ((ADVICE,), Answer.ADVISED_AGAINST, "V3")):
        found = decided(rules, rulings=(assessing, allowing), guidance=guidance, app={"category": "social"})
        assert (found.answer, found.rule) == (answer, rule)


def test_advice_that_no_longer_holds_asks_for_no_second_signature(rules: Rules) -> None:
    old = an_advice(status=AdviceStatus.WITHDRAWN)
    assert decided(rules, rulings=(a_ruling(Effect.ALLOW),), guidance=(old,)).rule == "V2"


def test_ids_of_guidance_are_kept(rules: Rules) -> None:
    assert decided(rules, guidance=(ADVICE,)).advisers == (AdviceId("advice"),)
    assert CompanyId("maker") in decided(rules).threat.causes[0].path
