"""What the Sync page says of attempts and checks. Phrases only: no language, no Qt."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum

from core.sync import words as told
from core.sync.model import Check, Freshness, Outcome, Result, Way
from core.texts.phrase import Phrase, phrase, plural
from gui.standing import OVERRIDE_DAYS, Band, Origin, Standing
from gui.syncing import UnderWay
from gui.theme.palette import Tone

_GROUP, _GROUPS = 4, 4
"""Letters of a fingerprint that stand together, and how many such groups are read out on a telephone."""


class CheckState(Enum):
    """How a check stands."""

    WAITING = "waiting"
    NOW = "now"
    PASSED = "passed"
    STOPPED = "stopped"
    NOT_REACHED = "not-reached"
    NOT_NEEDED = "not-needed"


@dataclass(frozen=True, slots=True)
class Look:
    """How something is told by shape and colour; the words stand beside it."""

    picture: str
    """Name of an icon."""
    tone: Tone


STATES: Mapping[CheckState, Phrase] = {
    CheckState.WAITING: phrase("waiting"),
    CheckState.NOW: phrase("going on"),
    CheckState.PASSED: phrase("passed"),
    CheckState.STOPPED: phrase("stopped here"),
    CheckState.NOT_REACHED: phrase("not reached"),
    CheckState.NOT_NEEDED: phrase("not needed"),
}
LOOKS: Mapping[CheckState, Look] = {
    CheckState.WAITING: Look("check-waiting", Tone.NEUTRAL),
    CheckState.NOW: Look("check-now", Tone.INFO),
    CheckState.PASSED: Look("check-passed", Tone.SUCCESS),
    CheckState.STOPPED: Look("check-stopped", Tone.DANGER),
    CheckState.NOT_REACHED: Look("check-waiting", Tone.NEUTRAL),
    CheckState.NOT_NEEDED: Look("check-waiting", Tone.NEUTRAL),
}
RESULTS: Mapping[Result, Phrase] = {
    Result.UPDATED: phrase("A newer catalogue was put to use"),
    Result.UNCHANGED: phrase("Nothing newer was there"),
    Result.REFUSED: phrase("Refused"),
    Result.FAILED: phrase("Did not succeed"),
    Result.CANCELLED: phrase("Stopped by you"),
}
"""How an attempt ended, in a few words."""
RESULT_LOOKS: Mapping[Result, Look] = {
    Result.UPDATED: Look("check-passed", Tone.SUCCESS),
    Result.UNCHANGED: Look("check-passed", Tone.NEUTRAL),
    Result.REFUSED: Look("check-stopped", Tone.DANGER),
    Result.FAILED: Look("warning", Tone.WARNING),
    Result.CANCELLED: Look("check-waiting", Tone.NEUTRAL),
}
WAYS: Mapping[Way, Phrase] = {Way.WEB: phrase("Network"), Way.FOLDER: phrase("Folder")}
BAND_LOOKS: Mapping[Band, Look] = {
    Band.NORMAL: Look("tick", Tone.SUCCESS),
    Band.AMBER: Look("clock", Tone.WARNING),
    Band.RED: Look("warning", Tone.DANGER),
}


# ---- checks ---------------------------------------------------------------------------------------------------------


def going_on(sync: UnderWay) -> tuple[tuple[Check, CheckState], ...]:
    """How each check of a sync stands that is going on."""
    order = list(Check)
    here = order.index(sync.check) if sync.check is not None else -1
    return tuple(
        (check, CheckState.PASSED if place < here else CheckState.NOW if place == here else CheckState.WAITING)
        for place, check in enumerate(order)
    )


def check(which: Check, state: CheckState) -> Phrase:
    """A check in words: what is known once it was passed, and until then what is done."""
    return told.passed(which) if state is CheckState.PASSED else told.going_on(which)


def gone(outcome: Outcome | None) -> tuple[tuple[Check, CheckState], ...]:
    """How each check of an attempt ended; None: there was none."""
    if outcome is None:
        return tuple((check, CheckState.WAITING) for check in Check)
    found, is_stopped = list[tuple[Check, CheckState]](), False
    for check in Check:
        if check in outcome.checks:
            found.append((check, CheckState.PASSED))
        elif outcome.result in (Result.UNCHANGED, Result.UPDATED):
            found.append((check, CheckState.NOT_NEEDED))
        else:
            found.append((check, CheckState.NOT_REACHED if is_stopped else CheckState.STOPPED))
            is_stopped = True
    return tuple(found)


# ---- the catalogue --------------------------------------------------------------------------------------------------


def fingerprint(digest: str) -> str:
    """The beginning of a digest in groups, to be read out: `a41c 90f2 03be 77d1`."""
    letters = digest.removeprefix("sha256:")[: _GROUP * _GROUPS]
    return " ".join(letters[place : place + _GROUP] for place in range(0, len(letters), _GROUP))


def age(standing: Standing) -> Phrase:
    """The age with a word for how grave it is."""
    days = standing.age_days
    if standing.band is Band.RED:
        return plural("{count} day: very old", "{count} days: very old", count=days)
    if standing.band is Band.AMBER:
        return plural("{count} day: old", "{count} days: old", count=days)
    return plural("{count} day: normal age", "{count} days: normal age", count=days)


def origin(standing: Standing) -> Phrase:
    """Who vouches for the catalogue in use."""
    words = {
        Origin.RELEASE: phrase("Signed by the publisher, checked on this machine"),
        Origin.BUILT: phrase("Built on this machine, not signed"),
        Origin.BUNDLED: phrase("Came with the program"),
    }
    return words[standing.origin]


def freshness(found: Freshness) -> Phrase:
    """What is known of whether there is anything newer; never more than somebody vouched for."""
    if found.unconfirmed_since is not None:
        return phrase("Freshness not confirmed since {date}", date=found.unconfirmed_since.date())
    if found.stamp is not None:
        return phrase("Newest release known on {date}", date=found.stamp.created.date())
    return phrase("Not known: this machine has checked no publisher's signature yet")


def freshness_date(found: Freshness) -> Phrase | None:
    """What the date of `freshness` means; None: it speaks for itself."""
    if found.unconfirmed_since is None:
        return None
    return phrase(
        "On {date} the publisher last confirmed that nothing newer existed; this machine has seen no later word of it.",
        date=found.unconfirmed_since.date(),
    )


def warnings(standing: Standing, found: Freshness) -> tuple[Phrase, ...]:
    """What to know about an old catalogue."""
    is_very_old, lines = standing.age_days > OVERRIDE_DAYS, list[Phrase]()
    if is_very_old:
        lines.append(
            phrase("Over {days} days old: an approval now takes a stated override. Look-up works.", days=OVERRIDE_DAYS)
        )
    elif standing.band is not Band.NORMAL:
        lines.append(phrase("Look-up works, but newer advice and findings may be missing."))
    if is_very_old or found.unconfirmed_since is not None:
        lines.append(phrase("If this date looks wrong, check the machine's clock."))
    return tuple(lines)


# ---- attempts -------------------------------------------------------------------------------------------------------


def source(way: Way, name: str) -> Phrase:
    """Where an attempt went: a host, or a folder."""
    return phrase("{way}: {name}", way=WAYS[way], name=name)


def occasion(outcome: Outcome) -> Phrase:
    """When an attempt was made, by the clock on the wall, and where it went."""
    where = source(outcome.way, outcome.source)
    return phrase("{moment} · {source}", moment=outcome.at.astimezone(), source=where)
