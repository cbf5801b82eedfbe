"""From facts and situation to the answer: the bare decision, without a word for people.

    1  value from the situation (A)                    4  Appvett's own answer by table (C)
    2  threat from the ownership chain (T)             5  guidance by six gates (G)
    3  vulnerability of the variant (R, F, S)          6  the headline by one order (V)

`decide` is small and fast on purpose: the badges of a list, the nearest flips and the tests of the two laws call it
thousands of times. `core.risk.assess` puts the facts and the words around it.

Source: docs/rules.md. Tables: resources/rules/rules.toml.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from core.catalogue.model import App, EntryKind
from core.facts import AdviceId, CompanyId, Verified
from core.guidance.match import Applicability, Hit, Match, Related, match_related, relate
from core.guidance.model import Advice, Strength
from core.jurisdiction.chain import Ownership, trace
from core.jurisdiction.model import OwnershipFacts
from core.jurisdiction.threat import Threat, rate, with_headline
from core.overlay.model import Effect, Ruling, Target
from core.reach.classes import Reading, Vulnerability, heaviest, rate_vulnerability, read_variant
from core.reach.model import Incident, ReachFact
from core.risk.model import Assessment, RulingShown, Voice, VoiceKind
from core.rules.levels import Answer, Level, ReachClass
from core.rules.model import Rules
from core.situation import InformationClass, Situation
from core.texts.phrase import phrase

_LEVELS = (Level.LOW, Level.MODERATE, Level.HIGH, Level.VERY_HIGH)


@dataclass(frozen=True, slots=True)
class Subject:
    """Everything about one app that its answers rest on, besides the situation."""

    app: App
    owners: OwnershipFacts
    ownership: Ownership
    """Traced for the situation's date."""
    threat: Threat
    reach: tuple[ReachFact, ...]
    """The app's own reach facts."""
    incidents: tuple[Incident, ...]
    """Incidents that name the app or a company on its chain."""
    guidance: tuple[Related, ...]
    """Visible entries that have to do with the app."""
    rulings: tuple[Ruling, ...]
    all_guidance: dict[AdviceId, Advice]
    """Every entry, to ask when a superseding one was issued."""
    verified_as_read: bool = False
    """Read every fact on the owner as verified; for "what would change the answer"."""
    package_as: ReachClass | None = None
    """Read the package as if it had been read with this result; for "what would change the answer"."""


@dataclass(frozen=True, slots=True)
class Decision:
    """The answer and the rows that gave it."""

    answer: Answer
    rule: str
    """V1 to V6."""
    voice: Voice
    value: Level
    value_rules: tuple[str, ...]
    """The row of the value table, then A8 where it lifted."""
    threat: Threat
    reading: Reading
    vulnerability: Vulnerability
    assessment: Assessment | None
    """None for a listing."""
    matches: tuple[Match, ...]
    ruling: RulingShown | None
    advisers: tuple[AdviceId, ...]
    """Entries that carry the answer, the deciding one first."""
    joining: tuple[Match, ...]
    """Category and trait advice whose text joins the conditions."""


def subject(
    app: App,
    ownership: OwnershipFacts,
    reach: tuple[ReachFact, ...],
    incidents: tuple[Incident, ...],
    guidance: tuple[Advice, ...],
    rulings: tuple[Ruling, ...],
    situation: Situation,
    rules: Rules,
) -> Subject:
    """Gather what one app's answers rest on, for the situation's date."""
    traced = trace(app.company, ownership, situation.date, rules.threat_limits)
    threat = rate(traced, ownership, rules)
    traced = with_headline(traced, threat, ownership, rules)
    chain = frozenset(traced.controllers)
    about = tuple(i for i in incidents if app.id in i.apps or (chain & frozenset(i.companies)))
    related = relate(app, guidance, frozenset(traced.headline))
    visible = {entry.id: entry for entry in guidance if not entry.is_hidden}
    return Subject(app, ownership, traced, threat, reach, about, related, rulings, visible)


def decide(about: Subject, situation: Situation, rules: Rules) -> Decision:
    """The answer for one app in one situation.

    Args:
        about: the app's facts, gathered for the situation's date.
        situation: any platform; None takes the app's first.
        rules: the rule tables.
    """
    here = settled(about.app, situation)
    value, value_rules = rate_value(here, rules)
    reading = _reading(about, here, rules)
    weight = heaviest(about.app.id, about.incidents, here.date, rules.findings)
    vulnerability = rate_vulnerability(reading.reach, weight, rules)
    threat = _threat(about, rules)
    matches = match_related(about.guidance, here, rules, about.all_guidance)
    joining = tuple(
        m
        for m in matches
        if m.applicability is Applicability.APPLIES
        and m.hit in (Hit.CATEGORY, Hit.TRAIT)
        and m.advice.strength not in _PROHIBITS
        and m.advice.strength.value not in rules.voices.never
    )
    own = (
        None if about.app.kind is EntryKind.LISTING else _own(about, here, value, threat, vulnerability, joining, rules)
    )
    owned, official = about.ownership, official_strictness(matches, rules)
    # A ruling on an owner who may never come, or may decide nothing, counts only where it is the stricter.
    spoken = [
        (ruling, _headline(matches, ruling, own, rules))
        for owners in (owned.controllers, owned.known_controllers)
        for ruling in [ruling_here(about, here, frozenset(owners), official, rules)]
    ]
    ruling, (answer, rule, voice, advisers) = max(spoken, key=lambda said: said[1][0].strictness)
    return Decision(
        answer,
        rule,
        voice,
        value,
        value_rules,
        threat,
        reading,
        vulnerability,
        own,
        matches,
        ruling,
        advisers,
        joining,
    )


_PROHIBITS = (Strength.PROHIBITION,)


def settled(app: App, situation: Situation) -> Situation:
    """The situation with its platform settled."""
    platform = app.platform_or_default(situation.platform)
    return situation if platform is situation.platform else replace(situation, platform=platform)


def rate_value(situation: Situation, rules: Rules) -> tuple[Level, tuple[str, ...]]:
    """The value level and the rows that gave it (A1 to A8)."""
    row = next(
        row
        for row in rules.value
        if situation.information in row.classes and (not row.devices or situation.device in row.devices)
    )
    lift = rules.value_raise
    if situation.role not in lift.roles or situation.device in lift.except_devices or row.level is Level.VERY_HIGH:
        return row.level, (row.id,)
    return _LEVELS[row.level.rank + 1], (row.id, lift.id)


def own_answer(value: Level, threat: Level, vulnerability: Level, black: bool, rules: Rules) -> tuple[Answer, str]:
    """Appvett's own answer by table (C0 to C11). Levels as the table reads them: never unknown."""
    if black:
        return rules.answer_black.answer, rules.answer_black.id
    row = next(row for row in rules.answer if row.value is value and threat in row.threat)
    return row.answers[vulnerability.rank], row.id


def _reading(about: Subject, situation: Situation, rules: Rules) -> Reading:
    platform = about.app.platform_or_default(situation.platform)
    reading = read_variant(about.reach, platform, situation.date, rules)
    if about.package_as is not None and reading.reach is ReachClass.UNREAD:
        return replace(reading, reach=about.package_as)
    return reading


def _threat(about: Subject, rules: Rules) -> Threat:
    if not about.verified_as_read:
        return about.threat
    return rate(about.ownership, about.owners, rules, as_verified=True)


def link_is_read(about: Subject) -> bool:
    """True where a source for "this company runs the app" was read."""
    return about.verified_as_read or about.app.company_verified is not Verified.NO


def _own(
    about: Subject,
    situation: Situation,
    value: Level,
    threat: Threat,
    vulnerability: Vulnerability,
    joining: tuple[Match, ...],
    rules: Rules,
) -> Assessment:
    black = situation.information is InformationClass.BLACK
    answer, rule = own_answer(value, threat.reads_as(rules), vulnerability.reads_as, black, rules)
    raised: list[str] = []
    if answer is Answer.NO_OBJECTION:
        raised = [match.advice.id for match in joining] + ([] if link_is_read(about) else ["link"])
    return Assessment(Answer.CONDITIONS if raised else answer, rule, tuple(raised))


# ---- guidance to voice ----------------------------------------------------------------------------------------------


def _says(match: Match, kinds: tuple[str, ...]) -> bool:
    return match.is_against_this_app and match.advice.strength.value in kinds


def forbidding(matches: tuple[Match, ...], rules: Rules) -> tuple[Match, ...]:
    """Entries for V1: they apply, and forbid or require.

    A requirement decides only against a named app; a prohibition also for a whole category or trait.
    """
    narrow = (Hit.NAMED, Hit.EDITION, Hit.CATEGORY, Hit.TRAIT)
    return tuple(
        m
        for m in matches
        if m.applicability is Applicability.APPLIES
        and (_says(m, rules.voices.not_allowed) or (m.advice.strength in _PROHIBITS and m.hit in narrow))
    )


def advising(matches: tuple[Match, ...], rules: Rules) -> tuple[Match, ...]:
    """Entries for V3: they apply and advise against this app."""
    return tuple(
        m for m in matches if m.applicability is Applicability.APPLIES and _says(m, rules.voices.advised_against)
    )


def reaching(matches: tuple[Match, ...], rules: Rules) -> tuple[Match, ...]:
    """Entries for V4: they are against this app, and only some gates are unsettled."""
    kinds = rules.voices.not_allowed + rules.voices.advised_against
    return tuple(m for m in matches if m.applicability is Applicability.REASONING_REACHES and _says(m, kinds))


def official_strictness(matches: tuple[Match, ...], rules: Rules) -> int:
    """How strict official advice is here; -1 where there is none against the app."""
    if forbidding(matches, rules):
        return Answer.NOT_ALLOWED.strictness
    if advising(matches, rules):
        return Answer.ADVISED_AGAINST.strictness
    return Answer.REASONING_REACHES.strictness if reaching(matches, rules) else -1


def _headline(
    matches: tuple[Match, ...], ruling: RulingShown | None, own: Assessment | None, rules: Rules
) -> tuple[Answer, str, Voice, tuple[AdviceId, ...]]:
    if found := forbidding(matches, rules):
        return _by_guidance(found, Answer.NOT_ALLOWED, "V1")
    if ruling and ruling.counts:
        answer = rules.headline_row("V2").answers[ruling.ruling.effect.value]
        return answer, "V2", Voice(VoiceKind.RULING, ruling.ruling.id), ()
    if found := advising(matches, rules):
        return _by_guidance(found, Answer.ADVISED_AGAINST, "V3")
    if found := reaching(matches, rules):
        return _by_guidance(found, Answer.REASONING_REACHES, "V4")
    if own is None:
        return Answer.NOT_ASSESSED, "V5", Voice(VoiceKind.COMPUTED, None), ()
    return own.answer, "V6", Voice(VoiceKind.COMPUTED, None), ()


def _by_guidance(
    found: tuple[Match, ...], answer: Answer, rule: str
) -> tuple[Answer, str, Voice, tuple[AdviceId, ...]]:
    """The entry that speaks: one's own body's first, then one for everybody, the surest and oldest first."""
    sure = {"high": 0, "medium": 1, "low": 2}
    order = sorted(
        found,
        key=lambda m: (
            not m.advice.body_specific,
            sure.get(m.advice.confidence, 3),
            m.advice.issued.first,
            m.advice.id,
        ),
    )
    first = order[0].advice
    kind = VoiceKind.LAW if first.strength is Strength.LAW else VoiceKind.GUIDANCE
    return answer, rule, Voice(kind, first.id), tuple(m.advice.id for m in order)


# ---- rulings --------------------------------------------------------------------------------------------------------

_EFFECT_STRICTNESS = {
    Effect.ALLOW: Answer.NO_OBJECTION.strictness,
    Effect.ALLOW_WITH_CONDITIONS: Answer.CONDITIONS.strictness,
    Effect.UNDER_ASSESSMENT: Answer.NEEDS_ASSESSMENT.strictness,
    Effect.NOT_ALLOWED: Answer.NOT_ALLOWED.strictness,
}


def ruling_here(
    about: Subject, situation: Situation, owners: frozenset[CompanyId], official: int, rules: Rules
) -> RulingShown | None:
    """The organisation's ruling that fits, and whether it counts.

    The narrowest target wins, then one that names the device, then the strictest. One that is milder than official
    advice counts only with two signatures and until its review date. Where the winner does not count, only one that is
    at least as strict may stand in for it: advice must never open the way to a milder ruling.
    """
    fitting = sorted((r for r in about.rulings if _fits(r, about.app, owners, situation)), key=_ruling_order)
    shown = [_shown(ruling, situation, official, rules) for ruling in fitting]
    if not shown:
        return None
    least = _EFFECT_STRICTNESS[shown[0].ruling.effect]
    return next((s for s in shown if s.counts and _EFFECT_STRICTNESS[s.ruling.effect] >= least), shown[0])


def _fits(ruling: Ruling, app: App, owners: frozenset[CompanyId], situation: Situation) -> bool:
    if ruling.made > situation.date or (ruling.devices and situation.device not in ruling.devices):
        return False
    targets = {Target.APP: {app.id}, Target.OWNER: owners, Target.CATEGORY: {app.category}}
    return ruling.target_id in targets[ruling.target]


def _shown(ruling: Ruling, situation: Situation, official: int, rules: Rules) -> RulingShown:
    due = ruling.review is not None and ruling.review <= situation.date
    if _EFFECT_STRICTNESS[ruling.effect] >= official:
        return RulingShown(ruling, True, due, None)
    if ruling.signatures < rules.ruling.signatures_if_milder:
        return RulingShown(
            ruling,
            False,
            due,
            phrase("The ruling is milder than official advice and has only one signature, so it does not count."),
        )
    if due:
        return RulingShown(
            ruling,
            False,
            due,
            phrase("The ruling is milder than official advice and its review date has come, so it no longer counts."),
        )
    return RulingShown(ruling, True, due, None)


def _ruling_order(ruling: Ruling) -> tuple[int, bool, int, str]:
    narrow = list(Target).index(ruling.target)
    return (narrow, not ruling.devices, -_EFFECT_STRICTNESS[ruling.effect], ruling.id)
