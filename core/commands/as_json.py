"""Cards, matches and lists as JSON values, with exactly the keys of docs/formats/command-line.md.

Keys stand in a fixed order. Sentences are in the language asked for; names, ids and notes are as the
catalogue has them, letter by letter: a program that shows them has to make them safe to show.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from datetime import UTC, datetime

from core.catalogue.model import Alternative, App, CatalogueInfo
from core.facts import CountryCode, Fact
from core.guidance.match import Match
from core.jurisdiction.chain import ChainLink, Exposure, Ownership, named_by
from core.jurisdiction.model import OwnershipFacts
from core.jurisdiction.owner import country_to_list
from core.overlay.model import Exemption
from core.risk.model import (
    AbilityShown,
    Condition,
    Factor,
    FindingShown,
    Flip,
    RiskCard,
    RulingShown,
    Verdict,
)
from core.rules.levels import Level
from core.situation import Situation
from core.texts.words import Words

Json = dict[str, object]
"""A JSON object."""


@dataclass(frozen=True, slots=True)
class View:
    """What is needed beside a card to write it down."""

    words: Words
    owners: OwnershipFacts
    """Names of countries and companies, and who names a country as a threat actor."""


def moment_as_json(value: datetime) -> str:
    """A moment in UTC: `2026-11-23T12:00:00Z`."""
    return value.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def catalogue_as_json(info: CatalogueInfo, moment: datetime) -> Json:
    """Which catalogue answered, and how old it is."""
    return {
        "version": info.version,
        "digest": info.digest,
        "created": moment_as_json(info.created),
        "age_days": max(0, (moment - info.created).days),
        "apps": info.apps,
    }


def app_as_json(app: App, owner_country: CountryCode | None) -> Json:
    """An app as in a list of matches; one that the catalogue does not hold has no id."""
    return {
        "app": app.id or None,
        "name": app.name,
        "publisher": app.publisher,
        "owner_country": owner_country,
        "platforms": [platform.value for platform in app.platforms],
        "store_ids": [store_id.text for store_id in app.store_ids],
        "kind": app.kind.value,
    }


def card_as_json(card: RiskCard, alternatives: Iterable[Alternative], view: View) -> Json:
    """The whole card."""
    is_sure = card.threat is not None and card.threat.level is not Level.UNKNOWN
    return {
        "app": app_as_json(card.app, country_to_list(card.ownership, card.owner, is_sure=is_sure)),
        "situation": situation_as_json(card.situation),
        "verdict": verdict_as_json(card.verdict, view.words),
        "assessment": _assessment(card),
        "factors": {
            "value": _factor(card.value, view.words),
            "threat": _factor(card.threat, view.words),
            "vulnerability": _factor(card.vulnerability, view.words, has_at_least=True),
        },
        "ownership": ownership_as_json(card.ownership, view.owners),
        "guidance": [match_as_json(match, view.words) for match in (*card.guidance, *card.general)],
        "ruling": _ruling(card.ruling, view.words),
        "reach": [_ability(shown, card) for shown in card.abilities],
        "incidents": [_finding(shown, view.words) for shown in card.findings],
        "evidence": asdict(card.evidence),
        "alternatives": [_alternative(other, view.words) for other in alternatives],
        "facts": {fact.id: fact_as_json(fact, view.words) for fact in card.facts},
        "remarks": [view.words.say(remark) for remark in card.remarks],
    }


def situation_as_json(situation: Situation) -> Json:
    """The eight values."""
    return {
        "org": situation.org.value,
        "body": situation.body,
        "role": situation.role.value,
        "device": situation.device.value,
        "class": situation.information.value,
        "purpose": situation.purpose.value,
        "platform": situation.platform.value if situation.platform else None,
        "date": situation.date.isoformat(),
    }


def verdict_as_json(verdict: Verdict, words: Words) -> Json:
    """The headline with its reasons and ways forward."""
    exemption = verdict.exemption
    return {
        "answer": verdict.answer.value,
        "by": {"kind": verdict.voice.kind.value, "id": verdict.voice.id},
        "rule": verdict.rule,
        "sentence": words.say(verdict.sentence),
        "reasons": [words.say(reason) for reason in verdict.reasons],
        "conditions": [_condition(condition, words) for condition in verdict.conditions],
        "next_steps": [words.say(step) for step in verdict.next_steps],
        "exemption": {
            "possible": exemption.possible,
            "tier": exemption.tier,
            "offered_first": exemption.offered_first,
            "in_force": _in_force(exemption.in_force),
            "decided_by": exemption.decided_by,
        },
        "changes_if": [_flip(flip) for flip in verdict.flips],
    }


def ownership_as_json(ownership: Ownership, owners: OwnershipFacts) -> Json:
    """Chain and exposures, nearest first."""
    return {
        "headline": list(ownership.headline),
        "complete": ownership.complete,
        "contested": ownership.contested,
        "company": ownership.company,
        "holding_places": list(ownership.holding_places),
        "chain": [_link(link) for link in ownership.links],
        "exposures": [_exposure(exposure, owners) for exposure in ownership.exposures],
    }


def match_as_json(match: Match, words: Words) -> Json:
    """One entry of guidance with what it means here."""
    advice = match.advice
    return {
        "id": advice.id,
        "applicability": match.applicability.value,
        "failed_gate": match.failed_gate.value if match.failed_gate else None,
        "unsettled_gates": [gate.value for gate in match.unsettled_gates],
        "strength": advice.strength.value,
        "authority": advice.short,
        "issued": advice.issued.text,
        "issued_precision": advice.issued_precision,
        "evidence_basis": advice.basis,
        "url": advice.url,
        "title": advice.title,
        "summary": words.text(advice.summary),
        "stance": match.stance.value if match.stance else None,
        "matched_on": match.hit.value,
        "status": advice.status.value,
        "confidence": advice.confidence,
    }


def fact_as_json(fact: Fact, words: Words) -> Json:
    """One fact with everything needed to check it."""
    return {
        "statement": words.say(fact.statement),
        "kind": fact.kind.value,
        "source": fact.sources[0] if fact.sources else None,
        "date": fact.date.text if fact.date else None,
        "verified": fact.verified.value,
        "contested": fact.contested,
        "subject": fact.subject,
        "sources": list(fact.sources),
    }


def _alternative(other: Alternative, words: Words) -> Json:
    return {"app": other.app, "name": other.name, "task": other.task, "label": words.text(other.task_label)}


def _assessment(card: RiskCard) -> Json | None:
    if card.assessment is None:
        return None
    own = card.assessment
    return {"answer": own.answer.value, "rule": own.rule, "raised_by": list(own.raised_by)}


def _factor(factor: Factor | None, words: Words, *, has_at_least: bool = False) -> Json | None:
    if factor is None:
        return None
    at_least: Mapping[str, object] = {"at_least": factor.at_least.value if factor.at_least else None}
    return {
        "level": factor.level.value,
        "provisional": factor.provisional.value if factor.provisional else None,
        **(at_least if has_at_least else {}),
        "rule": factor.rule,
        "facts": list(factor.facts),
        "caption": [words.say(sentence) for sentence in factor.caption],
    }


def _condition(condition: Condition, words: Words) -> Json:
    return {
        "rule": condition.rule,
        "sentence": words.say(condition.sentence),
        "facts": list(condition.facts),
    }


def _flip(flip: Flip) -> Json:
    return {
        "change": {flip.change.what: flip.change.value},
        "answer": flip.answer.value,
        "rule": flip.rule,
    }


def _in_force(exemption: Exemption | None) -> Json | None:
    if exemption is None:
        return None
    return {"id": exemption.id, "until": exemption.until.isoformat(), "conditions": exemption.conditions}


def _link(link: ChainLink) -> Json:
    stake = link.stake
    is_exact = stake.share_min is not None and stake.share_min == stake.share_max
    return {
        "from": link.company,
        "to": stake.holder,
        "relation": stake.relation,
        "share_percent": _plain_number(stake.share_min) if is_exact else None,
        "share": stake.share_text,
        "since": stake.since.text if stake.since else None,
        "until": stake.until.text if stake.until else None,
        "market": stake.market,
        "control": stake.control.value,
        "strength": link.strength.value,
        "status": stake.status.value,
        "source": stake.sources[0] if stake.sources else None,
        "verified": stake.verified.value,
        "warnings": [warning.value for warning in link.warnings],
    }


def _plain_number(value: float | None) -> float | None:
    """The number, without a decimal point where it is whole."""
    return int(value) if value is not None and value == int(value) else value


def _exposure(exposure: Exposure, owners: OwnershipFacts) -> Json:
    country = owners.countries.get(exposure.country)
    mentions = named_by(country, owners) if country else ()
    return {
        "country": exposure.country,
        "kind": exposure.kind.value,
        "strength": exposure.strength.value,
        "path": list(exposure.path),
        "laws": list(exposure.laws),
        "named_by": [{"by": m.by, "report": m.report, "year": m.year} for m in mentions],
        "note": exposure.presence.note if exposure.presence else "",
        "checked": exposure.checked,
        "contested": exposure.contested,
        "warnings": [warning.value for warning in exposure.warnings],
    }


def _ruling(shown: RulingShown | None, words: Words) -> Json | None:
    if shown is None:
        return None
    ruling = shown.ruling
    return {
        "id": ruling.id,
        "effect": ruling.effect.value,
        "target": ruling.target.value,
        "reason": words.text(ruling.reason),
        "made": ruling.made.isoformat(),
        "review": ruling.review.isoformat() if ruling.review else None,
        "counts": shown.counts,
        "review_due": shown.review_due,
        "why_not": words.say(shown.why_not) if shown.why_not else None,
    }


def _ability(shown: AbilityShown, card: RiskCard) -> Json:
    fact = card.fact(shown.fact)
    return {
        "ability": shown.ability,
        "kind": fact.kind.value,
        "source": fact.sources[0] if fact.sources else None,
        "date": fact.date.text if fact.date else None,
        "names": list(shown.names),
        "fact": shown.fact,
    }


def _finding(shown: FindingShown, words: Words) -> Json:
    incident = shown.incident
    return {
        "id": incident.id,
        "date": incident.date.text,
        "kind": incident.kind.value,
        "code": incident.code.value if incident.code else None,
        "status": incident.status.value if incident.status else None,
        "weight": shown.weight,
        "same_owner": shown.same_owner,
        "text": words.text(incident.text),
        "source": incident.sources[0] if incident.sources else None,
        "verified": incident.verified.value,
        "fact": shown.fact,
    }
