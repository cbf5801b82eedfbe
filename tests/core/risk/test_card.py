"""The whole card: every fact it names is there, every word can be said, and the same question has the same card."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import fields, is_dataclass, replace
from datetime import date
from itertools import cycle

import pytest

from core.catalogue.store import CatalogueStore
from core.catalogue.vocabulary import whole_vocabulary
from core.facts import AppId, FactId, Kind
from core.jurisdiction.model import Company
from core.overlay.model import Exemption
from core.risk.assess import assess
from core.risk.desk import Desk
from core.risk.model import RiskCard
from core.rules.levels import ReachClass
from core.rules.model import Rules
from core.situation import Device, InformationClass, Organisation, Platform, Purpose, Role, Situation
from core.texts.phrase import Language, Phrase
from core.texts.words import Words
from tests.builders import (
    NOW,
    a_company,
    a_presence,
    a_reading,
    a_situation,
    a_stake,
    a_world,
    an_advice,
    an_app,
    an_incident,
)

SPREAD = tuple(
    a_situation(device=device, information=kind, role=role, org=org, platform=platform, purpose=purpose)
    for device, kind, role, org, platform, purpose in zip(
        [*Device, *Device],
        cycle(InformationClass),
        cycle(Role),
        cycle(Organisation),
        cycle((None, *Platform)),
        cycle(Purpose),
        strict=False,
    )
)
"""Fourteen situations in which every word of a situation but some organisations is met."""


@pytest.fixture(scope="module")
def cards(desk: Desk) -> list[RiskCard]:
    """The card of each app in two situations, other ones for the next app; and of an app that nobody knows."""
    found = [
        desk.card(app.id, SPREAD[(number + offset) % len(SPREAD)], NOW)
        for number, app in enumerate(desk.facts.apps())
        for offset in (0, 7)
    ]
    unknown = [desk.unknown("Some App", situation, NOW) for situation in SPREAD]
    return [*(card for card in found if card is not None), *unknown]


def factors(card: RiskCard) -> list[tuple[FactId, ...]]:
    return [factor.facts for factor in (card.value, card.threat, card.vulnerability) if factor]


def test_every_app_has_a_card(cards: list[RiskCard], desk: Desk) -> None:
    assert len(cards) == 2 * len(desk.facts.apps()) + len(SPREAD)


def test_facts_have_ids_of_their_own(cards: list[RiskCard]) -> None:
    for card in cards:
        ids = [fact.id for fact in card.facts]
        assert ids == [f"f{number + 1}" for number in range(len(ids))]


def test_every_fact_that_is_named_is_on_the_card(cards: list[RiskCard]) -> None:
    for card in cards:
        named = [fact for found in factors(card) for fact in found]
        named += [fact for condition in card.verdict.conditions for fact in condition.facts]
        named += [ability.fact for ability in card.abilities] + [finding.fact for finding in card.findings]
        named += [fact for _, fact in card.other_reach]
        assert set(named) <= {fact.id for fact in card.facts}, card.app.id


def test_a_fact_that_is_not_there_is_an_error(cards: list[RiskCard]) -> None:
    with pytest.raises(KeyError):
        cards[0].fact(FactId("f9999"))


def test_evidence_counts_what_is_known_of_app_and_owners(cards: list[RiskCard]) -> None:
    kinds = {
        "established": Kind.ESTABLISHED,
        "observed": Kind.OBSERVED,
        "found": Kind.FOUND,
        "declared": Kind.DECLARED,
        "claimed": Kind.CLAIMED,
    }
    for card in cards:
        counted = [fact for fact in card.facts if fact.subject not in ("situation", "law", "mention")]
        for word, kind in kinds.items():
            assert getattr(card.evidence, word) == [fact.kind for fact in counted].count(kind), card.app.id
        assert card.evidence.contested == sum(fact.contested for fact in counted)
        gaps = (card.reading.reach is ReachClass.UNREAD) + (not card.ownership.complete)
        assert card.evidence.unknown == [fact.kind for fact in counted].count(Kind.NOT_RECORDED) + gaps


def test_each_level_has_a_caption_of_one_to_three_sentences(cards: list[RiskCard]) -> None:
    for card in cards:
        captions = [factor.caption for factor in (card.value, card.threat, card.vulnerability) if factor]
        assert all(1 <= len(caption) <= 3 for caption in captions), card.app.id


def test_each_level_but_a_bare_platform_rests_on_facts(cards: list[RiskCard]) -> None:
    for card in cards:
        if card.threat is not None and card.app.company is not None:
            assert card.threat.facts, card.app.id
        if card.vulnerability is not None and card.reading.fact is not None:
            assert card.vulnerability.facts, card.app.id


# ---- words ----------------------------------------------------------------------------------------------------------

_LEFT_OPEN = re.compile(r"\{\w+\}")


def phrases_in(value: object) -> Iterator[Phrase]:
    """Every phrase anywhere inside a value, the outermost ones."""
    if isinstance(value, Phrase):
        yield value
    elif isinstance(value, (tuple, list)):
        for item in value:
            yield from phrases_in(item)
    elif is_dataclass(value) and not isinstance(value, type):
        for part in fields(value):
            yield from phrases_in(getattr(value, part.name))


@pytest.mark.parametrize("language", list(Language), ids=str)
def test_every_card_can_be_said(language: Language, cards: list[RiskCard], store: CatalogueStore) -> None:
    words = Words(language, whole_vocabulary(store))
    wrong: set[str] = set()
    for card in cards:
        parts = (card.verdict, card.value, card.threat, card.vulnerability, card.facts, card.ruling, card.remarks)
        for phrase in phrases_in(parts):
            said = words.say(phrase)
            if not said.strip() or _LEFT_OPEN.search(said):
                wrong.add(f"{card.app.id}: {phrase.message!r} gives {said!r}")
    assert not wrong


# ---- the same question, the same card -------------------------------------------------------------------------------


@pytest.mark.parametrize("app", ["tiktok", "telegram", "zoom", "vipps", "capcut", "facebook", "signal"])
def test_the_same_question_has_the_same_card(app: str, desk: Desk) -> None:
    situation = a_situation()
    fresh = Desk(desk.facts, desk.guidance, desk.rules)
    assert desk.card(AppId(app), situation, NOW) == fresh.card(AppId(app), situation, NOW)


def test_questions_asked_before_leave_no_trace(desk: Desk) -> None:
    asked_first = Desk(desk.facts, desk.guidance, desk.rules)
    earlier = a_situation(date=date(2022, 1, 1))
    asked_first.card(AppId("capcut"), earlier, NOW)
    for situation in (a_situation(), earlier):
        fresh = Desk(desk.facts, desk.guidance, desk.rules).card(AppId("capcut"), situation, NOW)
        assert asked_first.card(AppId("capcut"), situation, NOW) == fresh


def test_a_list_of_badges_agrees_with_the_cards(desk: Desk) -> None:
    for situation in SPREAD[:4]:
        ids = [app.id for app in desk.facts.apps()][:40]
        badges = desk.decisions(ids, situation)
        for app_id in ids:
            card = desk.card(app_id, situation, NOW)
            assert card is not None
            assert (badges[app_id].answer, badges[app_id].rule) == (card.verdict.answer, card.verdict.rule)


def test_the_table_of_devices_and_classes_agrees_with_the_cards(desk: Desk) -> None:
    table = desk.table(AppId("tiktok"), a_situation())
    assert len(table) == 28
    for (device, kind), decision in table.items():
        card = desk.card(AppId("tiktok"), a_situation(device=device, information=kind), NOW)
        assert card is not None
        assert decision.answer is card.verdict.answer


def test_an_app_that_does_not_exist_has_no_card(desk: Desk) -> None:
    assert desk.card(AppId("no-such-app"), a_situation(), NOW) is None
    assert desk.table(AppId("no-such-app"), a_situation()) == {}
    assert AppId("no-such-app") not in desk.decisions([AppId("no-such-app")], a_situation())


# ---- what is told and changes nothing -------------------------------------------------------------------------------


@pytest.mark.parametrize("app", ["tiktok", "capcut", "signal"])
def test_an_exemption_in_force_is_told_and_changes_nothing_else(app: str, desk: Desk) -> None:
    held = Exemption("x", date(2027, 2, 14), 2)
    for situation in SPREAD:
        plain, with_it = (desk.card(AppId(app), situation, NOW, exemption) for exemption in (None, held))
        assert plain is not None
        assert with_it is not None
        assert with_it.verdict.exemption.in_force is held
        path = replace(with_it.verdict.exemption, in_force=None)
        assert replace(with_it, verdict=replace(with_it.verdict, exemption=path)) == plain


def remarks(card: RiskCard | None) -> str:
    assert card is not None
    return " ".join(Words(Language.EN).say(remark) for remark in card.remarks)


def test_the_same_owner_is_told_and_never_spreads_advice(desk: Desk) -> None:
    card = desk.card(AppId("capcut"), a_situation(), NOW)
    assert "Same owner as TikTok" in remarks(card)
    assert card is not None
    assert not any(match.is_against_this_app for match in card.guidance)


def test_before_the_advice_was_given_nobody_was_against_the_sister_app(desk: Desk) -> None:
    earlier = a_situation(date=date(2022, 6, 1))
    assert "Same owner" not in remarks(desk.card(AppId("capcut"), earlier, NOW))


def test_a_question_about_another_day_says_so(desk: Desk) -> None:
    earlier = a_situation(date=date(2025, 6, 1))
    assert "This is the answer for" in remarks(desk.card(AppId("signal"), earlier, NOW))
    assert "This is the answer for" not in remarks(desk.card(AppId("signal"), a_situation(), NOW))


def test_a_platform_that_the_catalogue_lacks_is_answered_and_marked(rules: Rules) -> None:
    card = assess(
        an_app(), a_world(a_company()), (), (), (), (), a_situation(platform=Platform.MACOS), NOW, rules=rules
    )
    assert not card.platform_known
    assert card.reading.reach is ReachClass.R3
    assert "not known on this platform" in remarks(card)


@pytest.mark.parametrize(
    ("device", "kind", "told"),
    [
        (Device.SEPARATE, InformationClass.YELLOW, True),
        (Device.PRIVATE_NO_ACCESS, InformationClass.YELLOW, True),
        (Device.WORK_CONNECTED, InformationClass.YELLOW, False),
        (Device.SEPARATE, InformationClass.GREEN, False),
    ],
)
def test_yellow_information_where_it_does_not_belong(
    device: Device, kind: InformationClass, told: bool, rules: Rules
) -> None:
    situation = a_situation(device=device, information=kind)
    card = assess(an_app(), a_world(a_company()), (), (), (), (), situation, NOW, rules=rules)
    assert ("yellow elsewhere" in remarks(card)) is told


# ---- which facts a level names --------------------------------------------------------------------------------------


def said_by(card: RiskCard, found: tuple[FactId, ...]) -> set[str]:
    words = Words(Language.EN)
    return {words.say(card.fact(fact).statement) for fact in found}


def card_of(rules: Rules, *companies: Company, situation: Situation | None = None) -> RiskCard:
    owners = a_world(*companies)
    reach, incidents = (a_reading("CAMERA"),), (an_incident(), an_incident(id="light", apps=(AppId("sister"),)))
    here = situation or a_situation()
    return assess(an_app(), owners, reach, incidents, (an_advice(),), (), here, NOW, rules=rules)


def test_threat_names_the_path_to_the_exposure_and_no_other_holding(rules: Rules) -> None:
    card = card_of(
        rules,
        a_company("maker", "IE", a_stake("parent"), a_stake("fund", relation="fund")),
        a_company("parent", "CN"),
        a_company("fund", "US"),
    )
    assert card.threat is not None
    assert said_by(card, card.threat.facts) == {
        "Parent controls Maker.",
        "Parent is registered and has its head office in CN.",
        "CN is named as a threat actor by NSM in Risiko (2024).",
    }


def test_threat_names_the_presence_that_gives_it(rules: Rules) -> None:
    card = card_of(rules, a_company("maker", "IE", presences=(a_presence("CN"), a_presence("US"))))
    assert card.threat is not None
    assert said_by(card, card.threat.facts) == {
        "Maker: staff in CN.",
        "CN is named as a threat actor by NSM in Risiko (2024).",
    }


def test_threat_names_the_state_body_and_where_it_is(rules: Rules) -> None:
    card = card_of(
        rules,
        a_company("maker", "IE", a_stake("body", relation="state-owned")),
        a_company("body", "CN"),
    )
    assert card.threat is not None
    assert {
        "Body controls Maker.",
        "Body is registered and has its head office in CN.",
    } <= said_by(card, card.threat.facts)


def test_vulnerability_names_the_reading_and_the_gravest_finding(rules: Rules) -> None:
    card = card_of(rules, a_company())
    assert card.vulnerability is not None
    assert {card.fact(fact).subject for fact in card.vulnerability.facts} == {"reach", "incident"}
    assert [(finding.weight, finding.same_owner) for finding in card.findings] == [(3, False), (0, True)]


def test_what_a_later_day_brought_is_not_on_the_card(rules: Rules) -> None:
    card = card_of(rules, a_company(), situation=a_situation(date=date(2025, 1, 1)))
    assert card.findings == ()
    assert card.reading.fact is None
