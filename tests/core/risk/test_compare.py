from __future__ import annotations

from dataclasses import replace
from itertools import combinations, permutations

import pytest

from core.catalogue.store import CatalogueStore
from core.catalogue.vocabulary import whole_vocabulary
from core.facts import AppId
from core.reach.model import Topic
from core.risk.compare import UNKNOWN, Aspect, Comparison, compare
from core.risk.desk import Desk
from core.risk.model import RiskCard
from core.situation import Device, Situation
from core.texts import Language
from core.texts.words import Words
from tests.builders import NOW, a_situation


def cards(desk: Desk, *names: str, situation: Situation | None = None) -> list[RiskCard]:
    found = [desk.card(AppId(name), situation or a_situation(), NOW) for name in names]
    return [card for card in found if card is not None]


def aspect(comparison: Comparison, key: str) -> Aspect:
    return next(found for found in (*comparison.same, *comparison.different) if found.key == key)


def said(comparison: Comparison, store: CatalogueStore, language: Language = Language.EN) -> list[str]:
    words = Words(language, whole_vocabulary(store))
    return [words.say(sentence) for sentence in comparison.sentences]


def test_tiktok_and_instagram_differ_in_threat_and_in_who_names_them(desk: Desk, store: CatalogueStore) -> None:
    found = compare(cards(desk, "tiktok", "instagram"))
    assert said(found, store)[:3] == [
        "Both have high vulnerability (S4, S2).",
        "They differ in threat: who can compel the owner (T2 against T5).",
        "The answer differs because NSM names TikTok (V3); Appvett's own assessment holds for Instagram (V6, C7).",
    ]
    assert said(found, store, Language.NB)[:2] == [
        "Begge har høy sårbarhet (S4, S2).",
        "Trusselen skiller dem: hvem som kan kreve noe av eieren (T2 mot T5).",
    ]
    assert aspect(found, "vulnerability") in found.same
    assert [value.key for value in aspect(found, "threat").values] == ["high", "moderate"]
    assert aspect(found, "threat").rules == ("T2", "T5")
    assert [value.key for value in aspect(found, "countries").values] == ["CN", "US"]
    assert [value.key for value in aspect(found, "guidance").values] == ["nsm-2023-tiktok-telegram", "none"]


def test_three_apps_are_told_apart_by_name(desk: Desk, store: CatalogueStore) -> None:
    sentences = said(compare(cards(desk, "tiktok", "instagram", "snapchat")), store)
    assert sentences[0].startswith("All three have high vulnerability")
    assert "TikTok: T2, Instagram: T5 and Snapchat: T5" in sentences[1]
    assert "holds for Instagram and Snapchat" in sentences[2]


def test_the_same_answer_is_said_to_be_the_same(desk: Desk, store: CatalogueStore) -> None:
    found = compare(cards(desk, "instagram", "facebook"))
    assert "The answer is the same for both: acceptable with conditions (V6)." in said(found, store)
    assert aspect(found, "answer").is_same


def test_unknown_is_a_value_of_its_own_and_never_the_same(desk: Desk, store: CatalogueStore) -> None:
    found = compare(cards(desk, "capcut", "vipps"))
    vulnerability = aspect(found, "vulnerability")
    assert {value.key for value in vulnerability.values} == {UNKNOWN}
    assert vulnerability in found.different
    assert "Both have unknown vulnerability (S0)." in said(found, store)
    assert any("Nobody has read what the package of" in sentence for sentence in said(found, store))


def test_an_ability_that_was_looked_for_is_not_the_same_as_one_nobody_looked_for(desk: Desk) -> None:
    found = compare(cards(desk, "tiktok", "capcut"))
    values = [value.key for value in aspect(found, "ability.camera").values]
    assert values == ["found", UNKNOWN]


def test_reasoning_that_reaches_is_told_as_reasoning(desk: Desk, store: CatalogueStore) -> None:
    situation = a_situation(device=Device.PRIVATE_UNMANAGED)
    sentences = said(compare(cards(desk, "tiktok", "signal", situation=situation)), store)
    assert any("the reasoning of NSM reaches TikTok (V4)" in sentence for sentence in sentences)


def test_an_app_that_nobody_assessed_can_be_compared(desk: Desk, store: CatalogueStore) -> None:
    unknown = desk.unknown("Nobody's app", a_situation(), NOW)
    found = compare([*cards(desk, "tiktok"), unknown])
    assert [value.key for value in aspect(found, "threat").values] == ["high", UNKNOWN]
    assert any("nobody has assessed Nobody's app (V5)" in sentence for sentence in said(found, store))


@pytest.mark.parametrize(
    "names", [(), ("tiktok",), ("tiktok", "tiktok"), ("tiktok", "signal", "zoom", "temu", "opera")]
)
def test_one_app_five_apps_or_the_same_twice_cannot_be_compared(names: tuple[str, ...], desk: Desk) -> None:
    with pytest.raises(ValueError, match="cannot be compared"):
        compare(cards(desk, *names))


def test_the_order_of_apps_changes_nothing_but_the_order(desk: Desk) -> None:
    some = cards(desk, "tiktok", "signal", "zoom")
    same = {frozenset(a.key for a in compare(list(order)).same) for order in permutations(some)}
    different = {frozenset(a.key for a in compare(list(order)).different) for order in permutations(some)}
    assert len(same) == len(different) == 1


def test_a_card_compared_with_its_twin_differs_only_in_what_nobody_knows(desk: Desk) -> None:
    for card in cards(desk, "tiktok", "capcut", "telegram", "vipps"):
        twin = replace(card, app=replace(card.app, id=AppId("twin")))
        found = compare([card, twin])
        assert all(value.key == UNKNOWN for a in found.different for value in a.values)


def test_every_pair_of_well_known_apps_has_sentences_in_all_languages(desk: Desk, store: CatalogueStore) -> None:
    names = ("tiktok", "telegram", "signal", "temu", "zoom", "vipps", "opera", "deepseek")
    for pair in combinations(cards(desk, *names), 2):
        found = compare(pair)
        for language in Language:
            assert all("{" not in sentence for sentence in said(found, store, language))
        for known in (*found.same, *found.different):
            assert len(known.values) == len(pair)


def test_encryption_has_words_for_whatever_the_catalogue_says(desk: Desk, store: CatalogueStore) -> None:
    telling = [
        app.id for app in store.apps() if any(fact.topic is Topic.END_TO_END_ENCRYPTION for fact in store.reach(app.id))
    ]
    for name in telling:
        found = compare(cards(desk, name, "tiktok" if name != "tiktok" else "signal"))
        assert aspect(found, "encryption").values[0].key in ("yes", "no", "optional")
