"""Conditions: which rows are called for, each with the facts that call for it. Source: docs/rules.md (conditions)."""

from __future__ import annotations

from core.facts import FactId
from core.reach.classes import Basis
from core.risk.decide import Decision, Subject, link_is_read
from core.risk.model import Answer, Condition, Factor
from core.rules.levels import Level
from core.rules.model import ConditionRow, Rules
from core.situation import Situation
from core.texts.phrase import Term, as_phrase


def called_for(
    about: Subject,
    decision: Decision,
    situation: Situation,
    factors: tuple[Factor, Factor],
    rules: Rules,
    facts: dict[str, tuple[FactId, ...]],
) -> tuple[Condition, ...]:
    """Every condition row that something calls for, in the order of the ids.

    Args:
        about: the app's facts.
        decision: the answer.
        situation: with the platform settled.
        factors: threat and vulnerability.
        rules: the rule tables.
        facts: ids of facts by what they are: `situation`, `chain`, `link` and each ability group.
    """
    found = []
    for row in rules.condition:
        causes = _causes(row, about, decision, situation, factors, facts)
        if causes is not None:
            found.append(Condition(row.id, as_phrase(Term(f"conditions.{row.id}")), tuple(dict.fromkeys(causes))))
    return tuple(found)


def conditions_of(answer: Answer, called: tuple[Condition, ...], rules: Rules) -> tuple[Condition, ...]:
    """The conditions that go with an answer: none but under `conditions`, and there never none."""
    if answer is not Answer.CONDITIONS:
        return ()
    if called:
        return called
    fallback = rules.condition_limits.fallback
    return (Condition(fallback, as_phrase(Term(f"conditions.{fallback}")), ()),)


def _causes(
    row: ConditionRow,
    about: Subject,
    decision: Decision,
    situation: Situation,
    factors: tuple[Factor, Factor],
    facts: dict[str, tuple[FactId, ...]],
) -> list[FactId] | None:
    """Facts that call for the row; None where nothing does."""
    threat, vulnerability = factors
    abilities = tuple(group for group in row.abilities if group in _abilities(decision))
    tests: tuple[tuple[bool, tuple[FactId, ...]], ...] = (
        (_at(threat, row.threat), threat.facts),
        (threat.rule in row.threat_rules, threat.facts),
        (_at(vulnerability, row.vulnerability), vulnerability.facts),
        (vulnerability.rule in row.vulnerability_rules, vulnerability.facts),
        (situation.purpose in row.purposes, facts["situation"]),
        (bool(abilities), tuple(fact for group in abilities for fact in facts.get(group, ()))),
        (bool(row.except_platforms) and situation.platform not in row.except_platforms, facts["situation"]),
        (situation.device in row.devices, facts["situation"]),
        ("incomplete" in row.chain and not about.ownership.complete, facts["chain"]),
        ("link-not-read" in row.chain and not link_is_read(about), facts["link"]),
    )
    if not any(test for test, _ in tests):
        return None
    return [fact for test, causes in tests if test for fact in causes]


def _at(factor: Factor, levels: tuple[Level, ...]) -> bool:
    """True where the level, or the provisional one, is among these."""
    return factor.level in levels or (factor.provisional is not None and factor.provisional in levels)


def _abilities(decision: Decision) -> frozenset[str]:
    """Ability groups found in the variant's own reading; a desktop program or a site has none that was read."""
    reading = decision.reading
    if reading.fact is None or reading.basis is Basis.SANDBOX:
        return frozenset()
    return frozenset(reading.fact.abilities)
