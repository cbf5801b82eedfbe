"""Each gate alone, with every row of its table; then what an entry means where several gates speak."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from itertools import product
from typing import Any

import pytest

from core.facts import AppId, CountryCode
from core.guidance import Advice, AdviceStatus, Applicability, Facet, Hit, Match, Relevance, Stance, match_advice
from core.guidance.match import app_gate, body_gate, date_gate, device_gate, hit_of, person_gate, use_gate
from core.guidance.model import folded_issuer
from core.rules.levels import Gate, GateResult
from core.rules.model import Rules
from core.situation import Device, Organisation, Platform, Role
from tests.builders import a_situation, an_advice, an_app, on
from tests.core.rules.test_tables import TERMS

HOLDS, UNSETTLED, FAILS = GateResult.HOLDS, GateResult.UNSETTLED, GateResult.FAILS
APP = AppId("app")


def matched(rules: Rules, *advice: Advice, **changes: Any) -> tuple[Match, ...]:
    """The entries held against the app `app`."""
    return match_advice(an_app(), advice, a_situation(**changes), rules)


# ---- G1 date --------------------------------------------------------------------------------------------------------

LATER = an_advice("later", issued=on("2024-05"))
HIDDEN = an_advice("hidden", issued=on("2022"), retrieved_how="unverified")


@dataclass(frozen=True)
class DateCase:
    id: str
    changes: dict[str, Any]
    day: date
    result: GateResult


BY_LATER = {"superseded_by": (LATER.id,), "status": AdviceStatus.SUPERSEDED}
DATES = (
    DateCase("the day before", {}, date(2023, 3, 20), FAILS),
    DateCase("the day itself", {}, date(2023, 3, 21), HOLDS),
    DateCase("years later", {}, date(2026, 11, 23), HOLDS),
    DateCase("before its month", {"issued": on("2023-03")}, date(2023, 2, 28), FAILS),
    DateCase("inside its month", {"issued": on("2023-03")}, date(2023, 3, 1), UNSETTLED),
    DateCase("on the last day of its month", {"issued": on("2023-03")}, date(2023, 3, 31), HOLDS),
    DateCase("inside its year", {"issued": on("2023")}, date(2023, 7, 1), UNSETTLED),
    DateCase("after its year", {"issued": on("2023")}, date(2024, 1, 1), HOLDS),
    DateCase("withdrawn", {"status": AdviceStatus.WITHDRAWN}, date(2026, 1, 1), FAILS),
    DateCase("historical", {"status": AdviceStatus.HISTORICAL}, date(2026, 1, 1), FAILS),
    DateCase("superseded since", BY_LATER, date(2024, 5, 31), FAILS),
    DateCase("before it was superseded", BY_LATER, date(2024, 4, 30), HOLDS),
    DateCase("while the later one may not have been out", BY_LATER, date(2024, 5, 15), HOLDS),
    DateCase("superseded by nobody knows what", {"status": AdviceStatus.SUPERSEDED}, date(2024, 1, 1), FAILS),
    DateCase("runs to a day", {"valid_until": on("2024-06-30")}, date(2024, 6, 30), HOLDS),
    DateCase("ran to a day", {"valid_until": on("2024-06-30")}, date(2024, 7, 1), FAILS),
)


@pytest.mark.parametrize("case", DATES, ids=lambda case: case.id)
def test_date_gate(case: DateCase) -> None:
    assert date_gate(an_advice(**case.changes), case.day, {LATER.id: LATER}) is case.result


def test_an_entry_that_nobody_may_see_supersedes_nothing(rules: Rules) -> None:
    entry = an_advice(superseded_by=(HIDDEN.id,))
    assert [m.applicability for m in matched(rules, entry, HIDDEN)] == [Applicability.APPLIES]


# ---- G2 app ---------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class AppCase:
    id: str
    entry: Advice
    app: dict[str, Any]
    hit: Hit
    result: GateResult


def _stance(stance: Stance, app: str = "app") -> Advice:
    return an_advice(stances={AppId(app): stance})


def _facet(facet: Facet, **changes: Any) -> Advice:
    return an_advice(match=frozenset({facet}), stances={}, **changes)


SOCIAL = frozenset({"social"})
APPS = (
    AppCase("named against", _stance(Stance.AGAINST), {}, Hit.NAMED, HOLDS),
    AppCase("accepted", _stance(Stance.ACCEPTS), {}, Hit.NAMED, FAILS),
    AppCase("mentioned", _stance(Stance.MENTIONS), {}, Hit.NAMED, FAILS),
    AppCase("only concerned", _stance(Stance.CONCERNS), {}, Hit.NAMED, FAILS),
    AppCase(
        "named without an entry",
        an_advice(stances={}, names_without_entry=(("APP", Stance.AGAINST),)),
        {},
        Hit.NAMED,
        HOLDS,
    ),
    AppCase(
        "an edition of an app it is against",
        _stance(Stance.AGAINST, "big"),
        {"edition_of": AppId("big")},
        Hit.EDITION,
        UNSETTLED,
    ),
    AppCase(
        "an edition of an app it mentions",
        _stance(Stance.MENTIONS, "big"),
        {"edition_of": AppId("big")},
        Hit.EDITION,
        FAILS,
    ),
    AppCase("its category", _facet(Facet.CATEGORY, categories=SOCIAL), {"category": "social"}, Hit.CATEGORY, HOLDS),
    AppCase("another category", _facet(Facet.CATEGORY, categories=SOCIAL), {"category": "game"}, Hit.NONE, FAILS),
    AppCase("its trait", _facet(Facet.TRAIT, categories=SOCIAL), {"traits": SOCIAL}, Hit.TRAIT, HOLDS),
    AppCase("a trait nobody recorded", _facet(Facet.TRAIT, categories=SOCIAL), {}, Hit.NONE, FAILS),
    AppCase("everything", _facet(Facet.ALL), {}, Hit.ALL, HOLDS),
    AppCase(
        "the owner's country",
        _facet(Facet.OWNER_COUNTRY, owner_countries=frozenset({CountryCode("CN")})),
        {},
        Hit.OWNER_COUNTRY,
        FAILS,
    ),
    AppCase("nothing", _facet(Facet.NONE), {}, Hit.NONE, FAILS),
    AppCase(
        "category stands beside, but is not matched on",
        an_advice(stances={}, categories=SOCIAL),
        {"category": "social"},
        Hit.NONE,
        FAILS,
    ),
    AppCase("another app of the same owner", _stance(Stance.AGAINST, "sister"), {}, Hit.NONE, FAILS),
    AppCase(
        "another app, and the same category",
        an_advice(stances={AppId("sister"): Stance.AGAINST}, categories=SOCIAL),
        {"category": "social"},
        Hit.NONE,
        FAILS,
    ),
)


@pytest.mark.parametrize("case", APPS, ids=lambda case: case.id)
def test_app_gate(case: AppCase) -> None:
    hit, stance = hit_of(an_app(**case.app), case.entry, frozenset({CountryCode("CN")}))
    assert hit is case.hit
    assert app_gate(hit, stance) is case.result


def test_a_named_app_is_judged_by_its_stance_and_not_by_its_category(rules: Rules) -> None:
    entry = an_advice(match=frozenset({Facet.APPS, Facet.CATEGORY}), stances={APP: Stance.ACCEPTS}, categories=SOCIAL)
    found = match_advice(an_app(category="social"), (entry,), a_situation(), rules)
    assert [(m.applicability, m.failed_gate) for m in found] == [(Applicability.DOES_NOT_APPLY, Gate.APP)]


# ---- G3 body --------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class BodyCase:
    id: str
    short: str
    specific: bool
    situation: dict[str, Any]
    result: GateResult


BODIES = (
    BodyCase("for everybody", "NSM", False, {}, HOLDS),
    BodyCase("one's own", "Bodø", True, {"body": "bodo"}, HOLDS),
    BodyCase("somebody else's", "Bodø", True, {"body": "bergen"}, FAILS),
    BodyCase("of a body not told", "Bodø", True, {}, FAILS),
    BodyCase("parliament's", "Stortinget", True, {"org": Organisation.PARLIAMENT}, HOLDS),
    BodyCase("parliament's, elsewhere", "Stortinget", True, {"org": Organisation.MINISTRY}, FAILS),
    BodyCase("the police's", "POD", True, {"org": Organisation.POLICE}, HOLDS),
    BodyCase("the police's, elsewhere", "POD", True, {"org": Organisation.MUNICIPALITY}, FAILS),
    BodyCase("a municipality has many members", "Oslo", True, {"org": Organisation.MUNICIPALITY}, FAILS),
    BodyCase("parliament's, for the police", "Stortinget", True, {"org": Organisation.POLICE}, FAILS),
)


@pytest.mark.parametrize("case", BODIES, ids=lambda case: case.id)
def test_body_gate(case: BodyCase, rules: Rules) -> None:
    entry = an_advice(short=case.short, body_specific=case.specific)
    assert body_gate(entry, a_situation(**case.situation), rules) is case.result


@pytest.mark.parametrize(
    ("short", "folded"),
    [("Bergen", "bergen"), ("Bodø", "bodo"), ("Helse Vest", "helse-vest"), ("POD", "pod"), ("Ås Ære", "as-aere")],
)
def test_issuer_is_the_short_name_folded(short: str, folded: str) -> None:
    assert folded_issuer(short) == folded


# ---- G4 person ------------------------------------------------------------------------------------------------------


def test_every_term_against_every_organisation(rules: Rules) -> None:
    wrong = []
    for term, org in product(TERMS, Organisation):
        expected = HOLDS if org.value in TERMS[term] else FAILS
        if term == "private-under-security-act" and org is Organisation.SECURITY_ACT_CHAPTER10:
            expected = UNSETTLED
        entry = an_advice(scope_who=frozenset({term}))
        if (found := person_gate(entry, a_situation(org=org), rules)) is not expected:
            wrong.append((term, org, found))
    assert not wrong


ROLES = {
    Role.ORDINARY: HOLDS,
    Role.MANAGEMENT: HOLDS,
    Role.CLEARED: HOLDS,
    Role.POLITICAL_LEADERSHIP: HOLDS,
    Role.ELECTED: UNSETTLED,
    Role.CONTRACTOR: UNSETTLED,
    Role.PUPIL: FAILS,
}


@pytest.mark.parametrize("role", list(Role), ids=str)
def test_role_once_the_organisation_fits(role: Role, rules: Rules) -> None:
    assert person_gate(an_advice(), a_situation(role=role), rules) is ROLES[role]


@pytest.mark.parametrize("role", list(Role), ids=str)
def test_role_never_opens_an_organisation_that_does_not_fit(role: Role, rules: Rules) -> None:
    entry = an_advice(scope_who=frozenset({"county"}))
    assert person_gate(entry, a_situation(role=role), rules) is FAILS


@pytest.mark.parametrize("role", list(Role), ids=str)
def test_role_where_the_organisation_is_unsettled(role: Role, rules: Rules) -> None:
    entry = an_advice(scope_who=frozenset({"private-under-security-act"}))
    chapter10 = a_situation(org=Organisation.SECURITY_ACT_CHAPTER10, role=role)
    assert person_gate(entry, chapter10, rules) is (FAILS if role is Role.PUPIL else UNSETTLED)


def test_any_listed_term_is_enough(rules: Rules) -> None:
    entry = an_advice(scope_who=frozenset({"private-under-security-act", "private-other"}))
    assert person_gate(entry, a_situation(org=Organisation.SECURITY_ACT_CHAPTER10), rules) is HOLDS


@pytest.mark.parametrize(
    ("org", "role", "result"),
    [
        (Organisation.MINISTRY, Role.POLITICAL_LEADERSHIP, HOLDS),
        (Organisation.MINISTRY, Role.ORDINARY, FAILS),
        (Organisation.MUNICIPALITY, Role.POLITICAL_LEADERSHIP, FAILS),
    ],
)
def test_political_leadership_is_a_role_in_a_ministry(
    org: Organisation, role: Role, result: GateResult, rules: Rules
) -> None:
    entry = an_advice(scope_who=frozenset({"political-leadership"}))
    assert person_gate(entry, a_situation(org=org, role=role), rules) is result


def test_elected_members_are_bound_by_the_parliaments_own_rules(rules: Rules) -> None:
    entry = an_advice(short="Stortinget", scope_who=frozenset({"parliament"}))
    elected = a_situation(org=Organisation.PARLIAMENT, role=Role.ELECTED)
    assert person_gate(entry, elected, rules) is HOLDS
    assert person_gate(an_advice(), elected, rules) is UNSETTLED


def test_an_unknown_term_and_an_empty_list_fit_nobody(rules: Rules) -> None:
    for terms in (frozenset({"martians"}), frozenset[str]()):
        assert person_gate(an_advice(scope_who=terms), a_situation(), rules) is FAILS


# ---- G5 device ------------------------------------------------------------------------------------------------------

WORK, PRIVATE, SEPARATE, TRAVEL = (
    "work-device-connected",
    "private-device-connected",
    "dedicated-separate-device",
    "travel-device",
)
DEVICE_TABLE = {
    (Device.WORK_CONNECTED, WORK): HOLDS,
    (Device.PRIVATE_MANAGED, PRIVATE): HOLDS,
    (Device.PRIVATE_UNMANAGED, PRIVATE): HOLDS,
    (Device.TRAVEL, WORK): UNSETTLED,
    (Device.TRAVEL, TRAVEL): HOLDS,
    (Device.SEPARATE, SEPARATE): HOLDS,
}
"""Every cell that does not simply fail; private devices under a rule for work devices have a table of their own."""
PRIVATE_WORDS = {
    "covered": HOLDS,
    "advised": HOLDS,
    "unclear": UNSETTLED,
    "asked": UNSETTLED,
    "not covered": FAILS,
    "not relevant": FAILS,
}
BRING_YOUR_OWN = (Device.PRIVATE_MANAGED, Device.PRIVATE_UNMANAGED)
NO_CONNECTION = (Device.WORK_UNCONNECTED, Device.PRIVATE_NO_ACCESS)


@pytest.mark.parametrize("device", list(Device), ids=str)
@pytest.mark.parametrize("column", [WORK, PRIVATE, SEPARATE, TRAVEL])
def test_device_gate_every_cell(device: Device, column: str, rules: Rules) -> None:
    entry = an_advice(scope_devices=frozenset({column}), private_device="not covered")
    gate, result = device_gate(entry, a_situation(device=device), rules)
    assert result is DEVICE_TABLE.get((device, column), FAILS)
    if result is FAILS:
        assert gate is (Gate.CONNECTION if device in NO_CONNECTION and column == WORK else Gate.DEVICE)


@pytest.mark.parametrize("device", BRING_YOUR_OWN, ids=str)
@pytest.mark.parametrize("word", PRIVATE_WORDS)
def test_private_devices_go_by_what_the_text_says_of_them(device: Device, word: str, rules: Rules) -> None:
    entry = an_advice(private_device=word)
    assert device_gate(entry, a_situation(device=device), rules)[1] is PRIVATE_WORDS[word]


@pytest.mark.parametrize("device", list(Device), ids=str)
def test_a_managed_client_is_a_work_device(device: Device, rules: Rules) -> None:
    managed = an_advice(scope_devices=frozenset({"managed-client"}))
    assert device_gate(managed, a_situation(device=device), rules) == device_gate(
        an_advice(), a_situation(device=device), rules
    )


@pytest.mark.parametrize("device", list(Device), ids=str)
def test_an_empty_list_of_devices_holds(device: Device, rules: Rules) -> None:
    assert device_gate(an_advice(scope_devices=frozenset()), a_situation(device=device), rules)[1] is HOLDS


@pytest.mark.parametrize("term", ["network-or-cloud", "drone", "private-device-unconnected"])
@pytest.mark.parametrize("device", list(Device), ids=str)
def test_any_other_term_fits_no_device(term: str, device: Device, rules: Rules) -> None:
    assert device_gate(an_advice(scope_devices=frozenset({term})), a_situation(device=device), rules)[1] is FAILS


def test_the_best_column_counts(rules: Rules) -> None:
    entry = an_advice(scope_devices=frozenset({WORK, PRIVATE, "drone"}), private_device="unclear")
    assert device_gate(entry, a_situation(device=Device.PRIVATE_MANAGED), rules)[1] is HOLDS
    travel = an_advice(scope_devices=frozenset({WORK, SEPARATE}))
    assert device_gate(travel, a_situation(device=Device.TRAVEL), rules)[1] is UNSETTLED


# ---- G6 use ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("platform", "site_covered", "names_app", "result"),
    [
        (Platform.WEB, False, True, UNSETTLED),
        (Platform.WEB, None, True, UNSETTLED),
        (Platform.WEB, True, True, HOLDS),
        (Platform.WEB, False, False, HOLDS),
        (Platform.ANDROID, False, True, HOLDS),
        (Platform.WINDOWS, False, True, HOLDS),
    ],
)
def test_use_gate(platform: Platform, site_covered: bool | None, names_app: bool, result: GateResult) -> None:
    stances = {APP: Stance.AGAINST} if names_app else {}
    entry = an_advice(site_covered=site_covered, stances=stances)
    assert use_gate(entry, a_situation(platform=platform)) is result


# ---- all gates together ---------------------------------------------------------------------------------------------

HOPELESS: dict[str, Any] = {
    "issued": on("2030"),
    "stances": {APP: Stance.MENTIONS},
    "short": "Bergen",
    "body_specific": True,
    "scope_who": frozenset({"county"}),
    "scope_devices": frozenset({"drone"}),
}
"""Every gate fails."""
MENDED = (
    (Gate.DATE, {"issued": on("2023")}),
    (Gate.APP, {"stances": {APP: Stance.AGAINST}}),
    (Gate.BODY, {"body_specific": False}),
    (Gate.PERSON, {"scope_who": frozenset({"municipality"})}),
    (Gate.DEVICE, {"scope_devices": frozenset({WORK})}),
)


def test_the_first_gate_that_fails_is_named(rules: Rules) -> None:
    changes = dict(HOPELESS)
    for gate, mend in MENDED:
        found = matched(rules, an_advice(**changes))[0]
        assert found.failed_gate is gate
        assert found.unsettled_gates == ()
        expected = Applicability.COMPARABLE if gate is Gate.BODY else Applicability.DOES_NOT_APPLY
        assert found.applicability is expected
        changes |= mend
    assert matched(rules, an_advice(**changes))[0].applicability is Applicability.APPLIES


def test_a_device_without_connection_fails_by_connection(rules: Rules) -> None:
    found = matched(rules, an_advice(), device=Device.WORK_UNCONNECTED)[0]
    assert (found.applicability, found.failed_gate) == (Applicability.DOES_NOT_APPLY, Gate.CONNECTION)


def test_unsettled_gates_are_told_in_order(rules: Rules) -> None:
    found = matched(
        rules,
        an_advice(issued=on("2026")),
        role=Role.CONTRACTOR,
        device=Device.PRIVATE_MANAGED,
        platform=Platform.WEB,
    )[0]
    assert found.applicability is Applicability.REASONING_REACHES
    assert found.unsettled_gates == (Gate.DATE, Gate.PERSON, Gate.DEVICE, Gate.USE)


def test_one_gate_that_fails_outweighs_any_that_are_unsettled(rules: Rules) -> None:
    found = matched(rules, an_advice(issued=on("2026")), role=Role.PUPIL, platform=Platform.WEB)[0]
    assert (found.applicability, found.failed_gate) == (Applicability.DOES_NOT_APPLY, Gate.PERSON)


@pytest.mark.parametrize(
    ("relevance", "applicability"),
    [(Relevance.COMPARABLE, Applicability.COMPARABLE), (Relevance.BACKGROUND, Applicability.BACKGROUND)],
)
@pytest.mark.parametrize("changes", [{}, HOPELESS], ids=["every gate holds", "every gate fails"])
def test_foreign_rules_and_background_are_settled_before_any_gate(
    relevance: Relevance, applicability: Applicability, changes: dict[str, Any], rules: Rules
) -> None:
    found = matched(rules, an_advice(**{**changes, "relevance": relevance}))[0]
    assert (found.applicability, found.failed_gate, found.unsettled_gates) == (applicability, None, ())


@pytest.mark.parametrize("relevance", list(Relevance), ids=str)
def test_an_entry_whose_source_nobody_read_is_never_returned(relevance: Relevance, rules: Rules) -> None:
    assert matched(rules, an_advice(retrieved_how="unverified", relevance=relevance)) == ()


def test_an_entry_that_has_nothing_to_do_with_the_app_is_left_out(rules: Rules) -> None:
    assert matched(rules, an_advice(stances={AppId("other"): Stance.AGAINST})) == ()


@pytest.mark.parametrize("stance", [Stance.ACCEPTS, Stance.MENTIONS, Stance.CONCERNS], ids=str)
def test_no_situation_makes_a_mention_into_advice(stance: Stance, rules: Rules) -> None:
    entry = an_advice(stances={APP: stance}, scope_devices=frozenset())
    for org, role, device in product(Organisation, Role, Device):
        found = matched(rules, entry, org=org, role=role, device=device)[0]
        assert found.applicability is Applicability.DOES_NOT_APPLY
        assert not found.is_against_this_app


def test_the_owners_country_is_context_and_never_advice(rules: Rules) -> None:
    entry = _facet(Facet.OWNER_COUNTRY, owner_countries=frozenset({CountryCode("CN")}))
    situation = a_situation()
    found = match_advice(an_app(), (entry,), situation, rules, owner_countries=frozenset({CountryCode("CN")}))
    assert [(m.hit, m.failed_gate) for m in found] == [(Hit.OWNER_COUNTRY, Gate.APP)]
    assert match_advice(an_app(), (entry,), situation, rules) == ()


def test_an_edition_only_has_the_reasoning_reach_it(rules: Rules) -> None:
    lite = an_app("app-lite", edition_of=APP)
    found = match_advice(lite, (an_advice(),), a_situation(), rules)[0]
    assert (found.applicability, found.unsettled_gates) == (Applicability.REASONING_REACHES, (Gate.APP,))
    assert found.is_against_this_app


def test_matches_come_most_relevant_first(rules: Rules) -> None:
    entries = (
        an_advice("background", relevance=Relevance.BACKGROUND),
        an_advice("comparable", relevance=Relevance.COMPARABLE),
        an_advice("other", scope_who=frozenset({"county"})),
        an_advice("reaches", issued=on("2026")),
        an_advice("old", issued=on("2020")),
        an_advice("new", issued=on("2024")),
        _facet(Facet.ALL, name="all", issued=on("2025")),
    )
    found = matched(rules, *entries)
    assert [m.advice.id for m in found] == ["new", "old", "all", "reaches", "other", "comparable", "background"]


def test_order_of_the_entries_does_not_matter(rules: Rules) -> None:
    entries = [an_advice(f"a{number}", issued=on(f"20{number:02}")) for number in range(10, 20)]
    assert matched(rules, *entries) == matched(rules, *reversed(entries))
