"""The table of answers that was published with the rules: thirteen situations, thirteen apps, on the real facts.

Rows and columns stand as they were printed. A change of a fact may change a cell; then the page has to change too.
"""

from __future__ import annotations

from dataclasses import dataclass

import pytest

from core.facts import AppId
from core.risk.decide import decide
from core.risk.desk import Desk
from core.rules.levels import Answer, Level
from core.situation import Device, InformationClass, Organisation, Platform, Role, Situation
from tests.builders import NOW, a_situation

GREEN, RED, BLACK = InformationClass.GREEN, InformationClass.RED, InformationClass.BLACK
SITUATIONS: tuple[Situation, ...] = (
    a_situation(),
    a_situation(information=GREEN),
    a_situation(information=GREEN, device=Device.SEPARATE),
    a_situation(device=Device.PRIVATE_UNMANAGED),
    a_situation(information=GREEN, device=Device.PRIVATE_NO_ACCESS),
    a_situation(org=Organisation.HEALTH_TRUST, information=RED),
    a_situation(org=Organisation.MINISTRY, role=Role.POLITICAL_LEADERSHIP),
    a_situation(org=Organisation.OUTSIDE),
    a_situation(org=Organisation.STATE_AGENCY, device=Device.TRAVEL),
    a_situation(platform=Platform.WEB),
    a_situation(org=Organisation.PARLIAMENT, role=Role.ELECTED),
    a_situation(role=Role.PUPIL, device=Device.WORK_UNCONNECTED, information=GREEN),
    a_situation(org=Organisation.SECURITY_ACT_PARTLY, information=BLACK),
)
LETTERS = {
    Answer.NO_OBJECTION: "N",
    Answer.CONDITIONS: "K",
    Answer.NEEDS_ASSESSMENT: "Q",
    Answer.REASONING_REACHES: "R",
    Answer.ADVISED_AGAINST: "A",
    Answer.NOT_ALLOWED: "X",
    Answer.NOT_ASSESSED: "–",
}
LOW, MODERATE, HIGH, VERY_HIGH, UNKNOWN = Level.LOW, Level.MODERATE, Level.HIGH, Level.VERY_HIGH, Level.UNKNOWN


@dataclass(frozen=True)
class Row:
    id: str
    threat: tuple[Level, Level | None, str]
    """Level, provisional level, row."""
    vulnerability: tuple[Level, Level | None]
    """Level, and what the findings alone would give."""
    reach: str
    """Reach class and weight of findings."""
    answers: str
    old: bool = False


TABLE = (
    Row("tiktok", (HIGH, None, "T2"), (HIGH, None), "R2 F3", "A A K R K A X Q R R X K A", old=True),
    Row("telegram", (MODERATE, None, "T5"), (HIGH, None), "R3 F0", "A A K R K A X K R R X K A"),
    Row("instagram", (MODERATE, None, "T5"), (HIGH, None), "R3 F2", "K K K K K Q Q K K K K K Q"),
    Row("facebook", (MODERATE, None, "T5"), (HIGH, None), "R2 F3", "K K K K K Q Q K K K K K Q"),
    Row("snapchat", (MODERATE, None, "T5"), (HIGH, None), "R3 F1", "K K K K K Q Q K K K K K Q"),
    Row("signal", (MODERATE, None, "T5"), (MODERATE, None), "R2 F0", "K K N K N Q Q K K K K N Q"),
    Row("capcut", (HIGH, None, "T2"), (UNKNOWN, None), "R? F0", "Q Q K Q K Q Q Q Q Q Q K Q"),
    Row("temu", (HIGH, None, "T2"), (MODERATE, None), "R2 F0", "Q Q K Q K Q Q Q Q Q Q K Q"),
    Row("deepseek", (VERY_HIGH, None, "T1"), (UNKNOWN, HIGH), "R? F3", "A A K R K A A A R R X K A"),
    Row("zoom", (UNKNOWN, HIGH, "T9"), (MODERATE, None), "R2 F1", "Q Q K Q K Q Q Q Q Q Q K Q"),
    Row("opera", (HIGH, None, "T2"), (UNKNOWN, None), "R? F0", "Q Q K Q K Q Q Q Q Q Q K Q"),
    Row("vipps", (LOW, None, "T6"), (UNKNOWN, None), "R? F0", "K K K K K Q Q K K N K K Q"),
)


@pytest.mark.parametrize("row", TABLE, ids=lambda row: row.id)
def test_answers_of_the_published_table(row: Row, desk: Desk) -> None:
    about = desk.subject(AppId(row.id), SITUATIONS[0])
    assert about is not None, f"the catalogue has no {row.id}"
    found = [LETTERS[decide(about, situation, desk.rules).answer] for situation in SITUATIONS]
    assert " ".join(found) == row.answers


@pytest.mark.parametrize("row", TABLE, ids=lambda row: row.id)
def test_levels_of_the_published_table(row: Row, desk: Desk) -> None:
    about = desk.subject(AppId(row.id), SITUATIONS[0])
    assert about is not None
    found = decide(about, SITUATIONS[0], desk.rules)
    assert (found.threat.level, found.threat.provisional, found.threat.rule) == row.threat
    assert (found.vulnerability.level, found.vulnerability.at_least) == row.vulnerability
    assert f"{found.reading.reach.value} F{found.vulnerability.weight}" == row.reach
    assert found.reading.old is row.old


def test_telegrams_contested_russian_link_gives_the_same_level(desk: Desk) -> None:
    about = desk.subject(AppId("telegram"), SITUATIONS[0])
    assert about is not None
    russian = {e.strength.value for e in about.ownership.exposures if e.country == "RU" and e.contested}
    assert russian == {"weak"}, "T4: moderate, as T5 is"


def test_zoom_on_verified_facts_alone_is_moderate(desk: Desk) -> None:
    about = desk.subject(AppId("zoom"), SITUATIONS[0])
    assert about is not None
    assert (about.threat.known_level, about.threat.known_rule) == (MODERATE, "T5")


@pytest.mark.parametrize("number", range(len(SITUATIONS)), ids=lambda number: f"situation {number + 1}")
def test_an_app_that_is_not_in_the_catalogue_is_not_assessed(number: int, desk: Desk) -> None:
    card = desk.unknown("Some App Nobody Knows", SITUATIONS[number], NOW)
    assert (card.verdict.answer, card.verdict.rule) == (Answer.NOT_ASSESSED, "V5")
    assert (card.assessment, card.value, card.threat, card.vulnerability) == (None, None, None, None)
    assert card.general or number in (2, 4, 11), "the general advice stands on the card"


def test_four_apps_with_the_same_vulnerability_differ_by_threat_and_by_name() -> None:
    rows = {row.id: row for row in TABLE}
    assert {rows[app].vulnerability[0] for app in ("tiktok", "instagram", "facebook", "snapchat")} == {HIGH}
    assert "A" not in rows["capcut"].answers + rows["temu"].answers
