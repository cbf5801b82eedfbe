"""Which way an exemption goes: the tier, first row that fits. Source: docs/rules.md (tiers)."""

from __future__ import annotations

from core.guidance.model import Advice
from core.overlay.model import Effect, Exemption
from core.risk.decide import Decision
from core.risk.model import Answer, ExemptionPath, VoiceKind
from core.rules.levels import Level
from core.rules.model import Rules
from core.situation import Device, InformationClass, Situation


def exemption_path(
    decision: Decision,
    situation: Situation,
    rules: Rules,
    *,
    contested: bool,
    in_force: Exemption | None = None,
) -> ExemptionPath:
    """Whether and how an exemption can be asked for in this situation.

    Args:
        decision: the answer.
        situation: its device is the one asked for.
        rules: the rule tables.
        contested: somebody disputes who can reach the owner.
        in_force: an exemption that holds already; told, changes nothing.
    """
    first = None if situation.device is Device.SEPARATE else "separate-device"
    tier, decided_by = _tier(decision, situation, rules, contested)
    possible = tier not in (None, "stop")
    return ExemptionPath(possible, tier, first if possible else None, in_force, decided_by)


def _tier(decision: Decision, situation: Situation, rules: Rules, contested: bool) -> tuple[str | None, str | None]:
    if situation.information is InformationClass.BLACK:
        return "stop", None
    if situation.device is Device.SEPARATE and situation.information.rank <= InformationClass.YELLOW.rank:
        return "separate", None
    speaker = _speaker(decision)
    if decision.rule == "V1" and speaker and not speaker.body_specific:
        row = next(row for row in rules.tier if row.id == "others")
        tier = row.official_need.get(speaker.official_need)
        return tier, None if tier else speaker.short
    if _asks_two_by_advice(decision, situation):
        return "3", None
    return ("2" if _asks_two(decision, situation, contested, rules) else "1"), None


def _speaker(decision: Decision) -> Advice | None:
    return next((m.advice for m in decision.matches if m.advice.id == decision.voice.id), None)


def _asks_two_by_advice(decision: Decision, situation: Situation) -> bool:
    own_ban = decision.rule == "V1" or (
        decision.voice.kind is VoiceKind.RULING
        and decision.ruling is not None
        and decision.ruling.ruling.effect is Effect.NOT_ALLOWED
    )
    return (decision.rule == "V3" or own_ban) and situation.device.reaches_services


def _asks_two(decision: Decision, situation: Situation, contested: bool, rules: Rules) -> bool:
    row = next(row for row in rules.tier if row.id == "2")
    threat = decision.threat
    unsure = threat.rule == rules.threat_unknown.id or (
        threat.provisional is not None and threat.provisional.rank >= Level.HIGH.rank
    )
    return (
        decision.answer in row.answers
        or decision.answer is Answer.NOT_ASSESSED
        or situation.information is InformationClass.RED
        or unsure
        or contested
        or situation.devices > 1
    )
