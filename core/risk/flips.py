"""What would change the answer: the nearest flips, found by deciding again.

One value at a time is changed, in this order: device, information class, platform, verified owner, package read.
Each flip that is told has been computed with exactly that change, so a stated flip gives the stated answer.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from core.risk.decide import Decision, Subject, decide, link_is_read, settled
from core.risk.model import Answer, Change, Flip
from core.rules.levels import Level, ReachClass
from core.rules.model import Rules
from core.situation import Device, InformationClass, Platform, Situation


def nearest_flips(about: Subject, situation: Situation, now: Decision, rules: Rules) -> tuple[Flip, ...]:
    """The nearest changes that give a milder answer, then the nearest that gives a stricter one.

    Args:
        about: the app's facts.
        situation: with the platform settled.
        now: the decision in this situation.
        rules: the rule tables.

    Returns:
        At most three milder and one stricter; one for each kind of change.
    """
    milder: list[Flip] = []
    stricter: list[Flip] = []
    if now.answer is Answer.NOT_ASSESSED:
        return ()
    for change in changes(about, situation, now):
        then = decide(*applied(change, about, situation), rules)
        side = milder if then.answer.strictness < now.answer.strictness else stricter
        if then.answer.strictness != now.answer.strictness and all(f.change.what != change.what for f in side):
            side.append(Flip(change, then.answer, then.rule))
    return (*milder[: rules.flips.milder], *stricter[: rules.flips.stricter])


def changes(about: Subject, situation: Situation, now: Decision) -> Iterator[Change]:
    """Every change that is tried, nearest first within each kind."""
    device = Device.PRIVATE_NO_ACCESS if situation.device.is_private else Device.SEPARATE
    if device is not situation.device:
        yield Change("device", device.value)
    rank = situation.information.rank
    for other in sorted(InformationClass, key=lambda c: (abs(c.rank - rank), c.rank)):
        if other is not situation.information:
            yield Change("class", other.value)
    for platform in Platform:
        if platform in about.app.platforms and platform is not situation.platform:
            yield Change("platform", platform.value)
    unsure = now.threat.level is Level.UNKNOWN and now.threat.provisional is not None
    if unsure or not link_is_read(about):
        yield Change("owner", "verified")
    if now.reading.reach is ReachClass.UNREAD:
        yield Change("package", ReachClass.R2.value)
        yield Change("package", ReachClass.R1.value)


def applied(change: Change, about: Subject, situation: Situation) -> tuple[Subject, Situation]:
    """The facts and the situation with one change made.

    Raises:
        ValueError: no such change.
    """
    here = settled(about.app, situation)
    if change.what == "device":
        return about, replace(here, device=Device(change.value))
    if change.what == "class":
        return about, replace(here, information=InformationClass(change.value))
    if change.what == "platform":
        return about, replace(here, platform=Platform(change.value))
    if change.what == "owner":
        return replace(about, verified_as_read=True), here
    if change.what == "package":
        return replace(about, package_as=ReachClass(change.value)), here
    raise ValueError(f"{change.what!r} is no change")
