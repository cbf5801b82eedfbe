"""A desk answers for a list of hits at once, and listings share what nothing tells apart."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.catalogue.model import App, EntryKind
from core.catalogue.store import CatalogueStore
from core.facts import AppId, Verified
from core.guidance.model import Advice, Facet, Stance, Strength
from core.guidance.store import guidance
from core.jurisdiction.model import OwnershipFacts
from core.overlay.model import Effect, Ruling, Target
from core.reach.model import Incident, ReachFact
from core.risk.assess import card
from core.risk.decide import decide, subject
from core.risk.desk import Desk
from core.rules.levels import Answer
from core.rules.model import Rules
from core.situation import Device, Platform
from tests.builders import NOW, a_company, a_ruling, a_situation, a_world, an_advice, an_app, an_incident


def a_listing(app_id: str = "google-play:a.b.c", /, **changes: object) -> App:
    """An app that is only listed, on Android."""
    made = App(
        AppId(app_id), app_id, EntryKind.LISTING, None, Verified.NO, (Platform.ANDROID,), sources=("crawl-2021",)
    )
    return replace(made, **changes)  # type: ignore[arg-type]


@dataclass
class Facts:
    """As much of a catalogue as a desk asks for, which counts what it is asked."""

    made: tuple[App, ...]
    findings: tuple[Incident, ...] = ()
    asked: list[int] = field(default_factory=list)
    """How many apps were fetched at once."""

    def app(self, app_id: AppId) -> App | None:
        return self.apps_by_id((app_id,)).get(app_id)

    def apps(self) -> tuple[App, ...]:
        raise AssertionError("never reads all apps")

    def apps_by_id(self, ids: Iterable[AppId]) -> dict[AppId, App]:
        wanted = tuple(ids)
        self.asked.append(len(wanted))
        return {app.id: app for app in self.made if app.id in wanted}

    def ownership_facts(self) -> OwnershipFacts:
        return a_world(a_company("maker", "CN"))

    def reach(self, app_id: AppId) -> tuple[ReachFact, ...]:
        assert app_id in {app.id for app in self.made}
        return ()

    def incidents(self) -> tuple[Incident, ...]:
        return self.findings


NAMED = an_advice("named", stances={}, names_without_entry=(("Forbidden App", Stance.AGAINST),))
BY_ID = an_advice("by-id", stances={AppId("google-play:meant"): Stance.AGAINST})
BY_CATEGORY = an_advice(
    "by-category",
    stances={},
    match=frozenset({Facet.CATEGORY}),
    categories=frozenset({"drone"}),
    strength=Strength.PROHIBITION,
)
FOR_ALL = an_advice("for-all", stances={}, match=frozenset({Facet.ALL}))
ADVICE: tuple[Advice, ...] = (NAMED, BY_ID, BY_CATEGORY, FOR_ALL)
RULINGS: tuple[Ruling, ...] = (
    a_ruling(target_id="google-play:ruled"),
    a_ruling(id="ruling-2", target=Target.CATEGORY, target_id="games", effect=Effect.UNDER_ASSESSMENT),
)

apps = st.builds(
    a_listing,
    st.sampled_from(["google-play:a", "google-play:b", "google-play:meant", "google-play:ruled", "app-store:1"]),
    name=st.sampled_from(["Anything", "FORBIDDEN APP", "Forbidden app", ""]),
    category=st.sampled_from(["", "google-play:Social", "drone", "games"]),
    platforms=st.sampled_from([(), (Platform.ANDROID,), (Platform.IOS, Platform.WEB), (Platform.WEB,)]),
)


@given(st.lists(apps, max_size=8, unique_by=lambda app: app.id), st.sampled_from(list(Device)))
def test_a_listing_is_answered_as_if_it_were_alone(rules: Rules, made: list[App], device: Device) -> None:
    facts = Facts((*made, an_app("dossier")), (an_incident(apps=(AppId("google-play:b"),)),))
    desk = Desk(facts, ADVICE, rules, RULINGS)
    for situation in (a_situation(device=device), a_situation(device=device, platform=Platform.WEB)):
        found = desk.decisions([app.id for app in facts.made], situation)
        for app in facts.made:
            owners, incidents = facts.ownership_facts(), facts.incidents()
            alone = subject(app, owners, (), incidents, ADVICE, RULINGS, situation, rules)
            assert desk.subject(app.id, situation) == alone
            assert found[app.id] == decide(alone, situation, rules)
            assert desk.card(app.id, situation, NOW) == card(
                alone, situation, NOW, rules, relatives=desk.relatives(situation.date)
            )


@pytest.mark.parametrize(
    ("app", "answer"),
    [
        (a_listing(), Answer.NOT_ASSESSED),
        (a_listing("google-play:meant"), Answer.ADVISED_AGAINST),
        (a_listing(name="Forbidden app"), Answer.ADVISED_AGAINST),
        (a_listing("google-play:ruled"), Answer.NOT_ALLOWED),
        (a_listing(category="google-play:drone"), Answer.NOT_ASSESSED),
    ],
    ids=["any", "advice by id", "advice by name", "ruling by id", "a store's own word"],
)
def test_advice_and_rulings_that_name_a_listing_decide(app: App, answer: Answer, rules: Rules) -> None:
    desk = Desk(Facts((app, a_listing("google-play:other"))), ADVICE, rules, RULINGS)
    found = desk.decisions([AppId("google-play:other"), app.id], a_situation())
    assert found[app.id].answer is answer
    assert found[AppId("google-play:other")].answer is Answer.NOT_ASSESSED


def test_a_list_of_hits_is_fetched_at_once_and_remembered(rules: Rules) -> None:
    facts = Facts(tuple(a_listing(f"google-play:{number}") for number in range(50)))
    desk = Desk(facts, ADVICE, rules)
    ids = [app.id for app in facts.made]
    assert len(desk.decisions([*ids, AppId("none")], a_situation())) == 50
    assert facts.asked == [51]
    desk.decisions(ids, a_situation())
    desk.decisions(ids, a_situation(device=Device.TRAVEL))
    assert facts.asked == [51]
    desk.decisions(ids, replace(a_situation(), date=NOW.date().replace(day=1)))
    assert facts.asked == [51, 50]


# ---- with the real facts --------------------------------------------------------------------------------------------


@pytest.fixture
def here(listed: Path, rules: Rules) -> Iterator[Desk]:
    """A desk over the real catalogue with listings."""
    with CatalogueStore.open(listed) as store:
        yield Desk(store, guidance(store), rules)


def test_a_listings_card_says_that_nobody_has_assessed_it(here: Desk) -> None:
    found = here.card(AppId("google-play:com.example.Notes"), a_situation(), NOW)
    assert found is not None
    assert (found.verdict.answer, found.verdict.rule) == (Answer.NOT_ASSESSED, "V5")
    assert (found.assessment, found.value, found.threat, found.vulnerability) == (None, None, None, None)
    assert found.general
    assert [step.message for step in found.verdict.next_steps] == [
        "Ask your security contact for an assessment of the app.",
        "Until then, follow the general advice.",
    ]
    remark = found.remarks[0]
    assert remark.message == ("Only listed: that the app exists is known from {lists}. Nobody has assessed it.")
    assert dict(remark.args) == {"lists": ("crawl-2019", "crawl-2021", "shops-2025-07")}


def test_many_lists_are_counted(rules: Rules) -> None:
    app = a_listing(sources=tuple(f"list-{number}" for number in range(9)))
    found = Desk(Facts((app,)), (), rules).card(app.id, a_situation(), NOW)
    assert found is not None
    lists = dict(found.remarks[0].args)["lists"]
    assert isinstance(lists, tuple)
    assert lists[:4] == ("list-0", "list-1", "list-2", "list-3")
    assert dict(lists[4].args)["count"] == 5  # type: ignore[union-attr]


def test_a_category_of_a_store_is_none_of_ours(here: Desk) -> None:
    """Stores have words of their own that are keys of our categories, too."""
    found = here.card(AppId("debian:notes-dev"), a_situation(), NOW)
    assert found is not None
    assert found.app.category == "debian:video"
    assert found.verdict.answer is Answer.NOT_ASSESSED
