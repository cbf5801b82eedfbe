"""What checks and outcomes are called: the same words on the command line and in the window."""

from __future__ import annotations

from core.releases.differences import counted_in_words
from core.sync.model import Check, Kind, Outcome, Result
from core.texts.phrase import Phrase, phrase

_GOING_ON = {
    Check.FOUND: phrase("Looking for a release"),
    Check.SIGNED: phrase("Checking the publisher's signatures"),
    Check.NOT_OLDER: phrase("Comparing with what this machine has seen"),
    Check.FITS: phrase("Checking that this Appvett can read it"),
    Check.COMPLETE: phrase("Fetching the release"),
    Check.GENUINE: phrase("Checking every row of it"),
    Check.IN_USE: phrase("Putting it to use"),
}
_PASSED = {
    Check.FOUND: phrase("The source has a release"),
    Check.SIGNED: phrase("Signed by the publisher"),
    Check.NOT_OLDER: phrase("Not older than what this machine has seen"),
    Check.FITS: phrase("Made for this Appvett"),
    Check.COMPLETE: phrase("Complete, every file as it was signed"),
    Check.GENUINE: phrase("Every row as it was signed"),
    Check.IN_USE: phrase("In use"),
}


def going_on(check: Check) -> Phrase:
    """What is done while a check lasts."""
    return _GOING_ON[check]


def passed(check: Check) -> Phrase:
    """What is known once a check was passed."""
    return _PASSED[check]


def outcome_in_words(outcome: Outcome) -> Phrase:
    """How an attempt ended, as a sentence."""
    if outcome.said:
        return outcome.said[0]
    version = str(outcome.after)
    if outcome.result is Result.UNCHANGED:
        return phrase("Release {version} is the newest one there, and it is in use already.", version=version)
    if outcome.before is None:
        return phrase("Release {version} is in use now.", version=version)
    return phrase(
        "Release {version} is in use now; before, it was {before}.", version=version, before=str(outcome.before)
    )


def kind_in_words(kind: Kind) -> Phrase:
    """What was taken."""
    return {
        Kind.DELTA: phrase("only what had changed"),
        Kind.FULL: phrase("the whole catalogue"),
        Kind.NONE: phrase("nothing"),
    }[kind]


def changed_in_words(outcome: Outcome) -> tuple[Phrase, ...]:
    """What differs from what was in use before, one phrase for each subject; empty where nothing does."""
    return counted_in_words(outcome.changed)
