"""What would change the answer: a stated flip gives the stated answer, over the whole real catalogue."""

from __future__ import annotations

from dataclasses import replace
from itertools import cycle

import pytest

from core.catalogue.model import App
from core.facts import Verified
from core.jurisdiction.model import Control, OwnershipFacts
from core.risk.decide import Subject, decide, settled, subject
from core.risk.desk import Desk
from core.risk.flips import applied, changes, nearest_flips
from core.risk.model import Answer, Change, Flip
from core.situation import Device, InformationClass, Platform, Role, Situation
from tests.builders import a_reading, a_situation

SPREAD = tuple(
    a_situation(device=device, information=kind, role=role, platform=platform)
    for device, kind, role, platform in zip(
        [*Device, *Device],
        cycle(InformationClass),
        cycle((Role.ORDINARY, Role.CLEARED, Role.CONTRACTOR)),
        cycle((None, Platform.WEB, Platform.IOS, None, Platform.LINUX)),
        strict=False,
    )
)
"""Fourteen situations in which each device, class and platform is met."""


def every_case(desk: Desk) -> list[tuple[Subject, Situation]]:
    """Each app of the catalogue in three situations of the spread, other ones for the next app."""
    found = []
    for number, app in enumerate(desk.facts.apps()):
        for offset in (0, 5, 10):
            situation = SPREAD[(number + offset) % len(SPREAD)]
            about = desk.subject(app.id, situation)
            assert about is not None
            found.append((about, settled(about.app, situation)))
    return found


def flips_of(about: Subject, situation: Situation, desk: Desk) -> tuple[Flip, ...]:
    return nearest_flips(about, situation, decide(about, situation, desk.rules), desk.rules)


def again(change: Change, about: Subject, situation: Situation, desk: Desk) -> Answer:
    """The answer with the change made to the facts themselves, not by the program's own switch."""
    if change.what == "device":
        return decide(about, situation.but(device=Device(change.value)), desk.rules).answer
    if change.what == "class":
        return decide(about, situation.but(information=InformationClass(change.value)), desk.rules).answer
    if change.what == "platform":
        return decide(about, situation.but(platform=Platform(change.value)), desk.rules).answer
    if change.what == "package":
        names = {"R1": (), "R2": ("CAMERA",)}[change.value]
        assert situation.platform is not None
        read = a_reading(*names, app=about.app.id, platform=situation.platform.value)
        return decide(replace(about, reach=(*about.reach, read)), situation, desk.rules).answer
    assert change == Change("owner", "verified")
    app, owners = all_verified(about.app, about.owners, about)
    known = subject(app, owners, about.reach, about.incidents, desk.guidance, about.rulings, situation, desk.rules)
    return decide(known, situation, desk.rules).answer


def all_verified(app: App, owners: OwnershipFacts, about: Subject) -> tuple[App, OwnershipFacts]:
    """The same facts, every one on the chain read in a source of this year."""
    companies = dict(owners.companies)
    for name in about.ownership.companies:
        company = companies[name]
        stakes = tuple(
            replace(
                stake,
                verified=Verified.YES,
                control=Control.CONTROL if stake.control is Control.UNKNOWN and stake.holder else stake.control,
            )
            for stake in company.stakes
        )
        presences = tuple(replace(p, verified=Verified.YES, source_year=2026) for p in company.presences)
        companies[name] = replace(company, verified=Verified.YES, stakes=stakes, presences=presences)
    return replace(app, company_verified=Verified.YES), replace(owners, companies=companies)


def test_a_stated_flip_gives_the_stated_answer(desk: Desk) -> None:
    wrong, told = [], set()
    for about, situation in every_case(desk):
        for flip in flips_of(about, situation, desk):
            told.add(flip.change.what)
            if again(flip.change, about, situation, desk) is not flip.answer:
                wrong.append((about.app.id, situation, flip))
    assert told == {"device", "class", "platform", "owner", "package"}
    assert not wrong


def test_at_most_three_milder_ones_then_at_most_one_stricter(desk: Desk) -> None:
    kinds = ["device", "class", "platform", "owner", "package"]
    for about, situation in every_case(desk):
        now = decide(about, situation, desk.rules).answer.strictness
        found = flips_of(about, situation, desk)
        sides = [flip.answer.strictness < now for flip in found]
        assert sides == sorted(sides, reverse=True), "the milder ones first"
        assert sides.count(True) <= 3
        assert sides.count(False) <= 1
        assert all(flip.answer.strictness != now for flip in found)
        milder = [kinds.index(flip.change.what) for flip in found if flip.answer.strictness < now]
        assert milder == sorted(set(milder)), "one of each kind, nearest first"


@pytest.mark.parametrize(
    ("device", "offered"),
    [(d, "private-no-access" if d.is_private else "separate") for d in Device],
    ids=str,
)
def test_the_device_offered_is_of_the_one_who_pays(device: Device, offered: str, desk: Desk) -> None:
    situation = a_situation(device=device)
    about = desk.subject(desk.facts.apps()[0].id, situation)
    assert about is not None
    now = decide(about, settled(about.app, situation), desk.rules)
    found = [c.value for c in changes(about, settled(about.app, situation), now) if c.what == "device"]
    assert found == ([] if device.value == offered else [offered])


def test_an_app_that_was_not_assessed_has_no_flips(desk: Desk) -> None:
    about, situation = every_case(desk)[0]
    now = replace(decide(about, situation, desk.rules), answer=Answer.NOT_ASSESSED)
    assert nearest_flips(about, situation, now, desk.rules) == ()


def test_a_change_that_does_not_exist_is_refused(desk: Desk) -> None:
    about, situation = every_case(desk)[0]
    with pytest.raises(ValueError, match="colour"):
        applied(Change("colour", "red"), about, situation)
