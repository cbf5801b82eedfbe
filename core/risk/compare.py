"""What two to four apps have in common in one situation, and where they differ.

Every aspect is a value that stands on the cards, beside the rule that gave it where a rule did. Unknown is a value
of its own: two apps of which nobody knows something do not have it in common that they lack it. The sentences are
built from aspects and rules alone, so that "why this app and not that one" has an answer that can be checked.

Example: TikTok and Instagram on a connected work device have the same vulnerability (S4, S2), differ in threat
(T2 against T5), and in the answer: NSM names one of them (V3), the other has Appvett's own assessment (V6).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from core.facts import AppId
from core.guidance.match import Applicability
from core.reach.classes import Basis
from core.reach.model import Code, ReachFact, Topic
from core.risk.limits import FEWEST, MOST
from core.risk.model import Factor, RiskCard, VoiceKind
from core.rules.levels import Level, ReachClass
from core.rules.words import ANSWERS, LEVELS
from core.texts.phrase import Argument, Phrase, Term, as_phrase, phrase

UNKNOWN = "unknown"
"""Key of a value that nobody knows."""


@dataclass(frozen=True, slots=True)
class Value:
    """One app's value of an aspect."""

    key: str
    """Stable, for scripts; equal keys are equal values."""
    text: Argument
    """In words."""
    rule: str = ""
    """Id of the row that gave it; empty: no rule did."""

    @property
    def is_known(self) -> bool:
        """False where nobody knows."""
        return self.key != UNKNOWN


@dataclass(frozen=True, slots=True)
class Aspect:
    """One thing in which apps are alike or differ."""

    key: str
    """answer, threat, vulnerability, countries, laws, ability.<group>, finding.<code>, guidance, encryption,
    third-party-code."""
    label: Phrase
    values: tuple[Value, ...]
    """In the order of the apps."""

    @property
    def is_same(self) -> bool:
        """True where all have the same known value."""
        return len({value.key for value in self.values}) == 1 and self.values[0].is_known

    @property
    def rules(self) -> tuple[str, ...]:
        """Ids of the rows behind the values, each once, in the order of the apps."""
        return tuple(dict.fromkeys(value.rule for value in self.values if value.rule))


@dataclass(frozen=True, slots=True)
class Comparison:
    """Several cards side by side."""

    apps: tuple[AppId, ...]
    """In the order asked."""
    same: tuple[Aspect, ...]
    different: tuple[Aspect, ...]
    """Those in which somebody's value is not known are among them."""
    sentences: tuple[Phrase, ...]
    """What is alike, what differs, and why the answer does."""


def compare(cards: Sequence[RiskCard]) -> Comparison:
    """Compare cards of the same situation.

    Args:
        cards: two to four, of different apps.

    Raises:
        ValueError: fewer, more, or the same app twice.
    """
    apps = tuple(card.app.id for card in cards)
    if not FEWEST <= len(cards) <= MOST or len(set(apps)) != len(apps):
        raise ValueError(f"{len(cards)} cards of {len(set(apps))} apps cannot be compared")
    aspects = tuple(_aspects(cards))
    return Comparison(
        apps,
        tuple(aspect for aspect in aspects if aspect.is_same),
        tuple(aspect for aspect in aspects if not aspect.is_same),
        _sentences(cards, {aspect.key: aspect for aspect in aspects}),
    )


# ---- aspects --------------------------------------------------------------------------------------------------


def _aspects(cards: Sequence[RiskCard]) -> Iterable[Aspect]:
    def aspect(key: str, label: Phrase, value: Callable[[RiskCard], Value]) -> Aspect:
        return Aspect(key, label, tuple(map(value, cards)))

    yield aspect("answer", phrase("Answer here"), _answer)
    yield aspect("threat", phrase("Threat"), lambda card: _level(card.threat))
    yield aspect("vulnerability", phrase("Vulnerability"), lambda card: _level(card.vulnerability))
    yield aspect("countries", phrase("Can compel the owner"), _countries)
    yield aspect("laws", phrase("Laws that reach the owner"), _laws)
    yield aspect("guidance", phrase("Advice that names the app"), _guidance)
    for group in sorted({shown.ability for card in cards for shown in card.abilities}):
        yield aspect(f"ability.{group}", as_phrase(Term(f"abilities.{group}.label")), _ability(group))
    for code in Code:
        if any(_weight(card, code) for card in cards):
            yield aspect(f"finding.{code.value}", _FINDINGS[code], _finding(code))
    yield aspect("encryption", phrase("End-to-end encryption"), _encryption)
    yield aspect("third-party-code", phrase("Third-party code"), _third_party)


_NOT_KNOWN = LEVELS[Level.UNKNOWN]
_NONE_FOUND = phrase("none found")


def _answer(card: RiskCard) -> Value:
    answer = card.verdict.answer
    return Value(answer.value, Term(f"answers.{answer.value}.label"), card.verdict.rule)


def _level(factor: Factor | None) -> Value:
    if factor is None:
        return Value(UNKNOWN, _NOT_KNOWN)
    if factor.level is not Level.UNKNOWN:
        return Value(factor.level.value, LEVELS[factor.level], factor.rule)
    if factor.provisional is not None:
        text = phrase("unknown, points towards {level}", level=LEVELS[factor.provisional])
    elif factor.at_least is not None:
        text = phrase("unknown, at least {level}", level=LEVELS[factor.at_least])
    else:
        text = _NOT_KNOWN
    return Value(UNKNOWN, text, factor.rule)


def _countries(card: RiskCard) -> Value:
    codes = card.ownership.headline
    return _listed(sorted(codes), tuple(Term(f"countries.{code}") for code in codes), nobody=UNKNOWN)


def _laws(card: RiskCard) -> Value:
    """Laws of the headline countries. None read is not the same as none."""
    headline = card.ownership.headline
    laws = dict.fromkeys(law for e in card.ownership.exposures if e.country in headline for law in e.laws)
    return _listed(sorted(laws), tuple(Term(f"laws.{law}.name") for law in laws), nobody=UNKNOWN)


def _guidance(card: RiskCard) -> Value:
    counted = (Applicability.APPLIES, Applicability.REASONING_REACHES)
    named = [m.advice for m in card.guidance if m.is_against_this_app and m.applicability in counted]
    rule = card.verdict.rule if card.verdict.voice.kind in (VoiceKind.GUIDANCE, VoiceKind.LAW) else ""
    ids = sorted(advice.id for advice in named)
    return Value(",".join(ids) or "none", tuple(dict.fromkeys(a.short for a in named)) or _NONE_FOUND, rule)


def _ability(group: str) -> Callable[[RiskCard], Value]:
    def value(card: RiskCard) -> Value:
        if any(shown.ability == group for shown in card.abilities):
            return Value("found", phrase("can ask for it"), card.reading.reach.value)
        if card.reading.fact is None or card.reading.reach is ReachClass.UNREAD:
            return Value(UNKNOWN, _NOT_KNOWN)
        return Value("not-found", phrase("not found"))

    return value


def _weight(card: RiskCard, code: Code) -> int:
    return max((shown.weight for shown in card.findings if shown.incident.code is code), default=0)


def _finding(code: Code) -> Callable[[RiskCard], Value]:
    def value(card: RiskCard) -> Value:
        weight = _weight(card, code)
        if not weight:
            return Value("none", _NONE_FOUND)
        dates = tuple(s.incident.date for s in card.findings if s.incident.code is code and s.weight == weight)
        return Value(f"F{weight}", phrase("found, {date}", date=dates[0]), f"F{weight}")

    return value


def _encryption(card: RiskCard) -> Value:
    fact = _newest(card, Topic.END_TO_END_ENCRYPTION)
    words = str(fact.value.get("one_to_one") or fact.value.get("stored_content") or "") if fact else ""
    if not words:
        return Value(UNKNOWN, _NOT_KNOWN)
    folded = words.casefold()
    for key, beginnings in _ENCRYPTION_WORDS.items():
        if folded.startswith(beginnings):
            return Value(key, _ENCRYPTION[key])
    return Value(folded, words)


def _third_party(card: RiskCard) -> Value:
    fact = _newest(card, Topic.THIRD_PARTY_CODE)
    if fact is None:
        return Value(UNKNOWN, _NOT_KNOWN)
    found = fact.value.get("names")
    names = tuple(sorted(map(str, found))) if isinstance(found, (list, tuple, dict)) else ()
    return Value(",".join(names) or "none", names or _NONE_FOUND)


def _newest(card: RiskCard, topic: Topic) -> ReachFact | None:
    facts = [fact for fact, _ in card.other_reach if fact.topic is topic]
    return max(facts, key=lambda fact: fact.date.text if fact.date else "", default=None)


def _listed(keys: Sequence[str], texts: tuple[Argument, ...], *, nobody: str) -> Value:
    return Value(",".join(keys), texts) if keys else Value(nobody, _NOT_KNOWN)


# ---- sentences ------------------------------------------------------------------------------------------------


def _sentences(cards: Sequence[RiskCard], aspects: Mapping[str, Aspect]) -> tuple[Phrase, ...]:
    found = [_on_level(cards, aspects[key], *_SENTENCES[key]) for key in ("vulnerability", "threat")]
    found.append(_on_answer(cards, aspects["answer"]))
    found += _on_abilities(cards, [a for key, a in aspects.items() if key.startswith("ability.")])
    unread = tuple(card.app.name for card in cards if card.reading.basis is Basis.UNREAD)
    if unread:
        found.append(phrase("Nobody has read what the package of {apps} can reach.", apps=unread))
    return tuple(found)


def _on_level(
    cards: Sequence[RiskCard], aspect: Aspect, same: Callable[..., Phrase], different: Callable[..., Phrase]
) -> Phrase:
    """One sentence on a factor: alike, unknown for all, or how it differs."""
    if len({value.key for value in aspect.values}) == 1:
        level = Level(aspect.values[0].key)
        return same(both=_BOTH[len(cards)], level=LEVELS[level], rules=", ".join(aspect.rules))
    return different(values=_against(cards, aspect))


def _against(cards: Sequence[RiskCard], aspect: Aspect) -> Phrase:
    """The rows held against each other, with names where there are more than two."""
    if len(cards) == FEWEST and all(value.rule for value in aspect.values):
        return phrase("{one} against {other}", one=aspect.values[0].rule, other=aspect.values[1].rule)
    each: tuple[Argument, ...] = tuple(
        phrase("{app}: {value}", app=card.app.name, value=value.rule or value.text)
        for card, value in zip(cards, aspect.values, strict=True)
    )
    return as_phrase(each)


def _on_answer(cards: Sequence[RiskCard], aspect: Aspect) -> Phrase:
    if aspect.is_same:
        return phrase(
            "The answer is the same for {both}: {answer} ({rules}).",
            both=_BOTH_LOWER[len(cards)],
            answer=ANSWERS[cards[0].verdict.answer],
            rules=", ".join(aspect.rules),
        )
    return phrase("The answer differs because {reasons}.", reasons=_joined(list(_reasons(cards))))


def _reasons(cards: Sequence[RiskCard]) -> Iterable[Phrase]:
    """Why each answer is what it is; apps with the same reason share it."""
    groups: dict[tuple[str, str], list[RiskCard]] = {}
    for card in cards:
        groups.setdefault((card.verdict.rule, _authority(card)), []).append(card)
    for (rule, authority), members in groups.items():
        yield _reason(rule, authority, members)


def _reason(rule: str, authority: str, members: Sequence[RiskCard]) -> Phrase:
    apps = tuple(card.app.name for card in members)
    match rule:
        case "V1":
            return phrase("{authority} does not allow {apps} ({rule})", authority=authority, apps=apps, rule=rule)
        case "V2":
            return phrase("your organisation has a ruling on {apps} ({rule})", apps=apps, rule=rule)
        case "V3":
            return phrase("{authority} names {apps} ({rule})", authority=authority, apps=apps, rule=rule)
        case "V4":
            return phrase(
                "the reasoning of {authority} reaches {apps} ({rule})", authority=authority, apps=apps, rule=rule
            )
        case "V5":
            return phrase("nobody has assessed {apps} ({rule})", apps=apps, rule=rule)
        case _:
            own = ", ".join(dict.fromkeys(card.assessment.rule for card in members if card.assessment))
            return phrase("Appvett's own assessment holds for {apps} ({rule}, {own})", apps=apps, rule=rule, own=own)


def _authority(card: RiskCard) -> str:
    voice = card.verdict.voice
    if voice.kind not in (VoiceKind.GUIDANCE, VoiceKind.LAW):
        return ""
    return next((m.advice.short for m in card.guidance if m.advice.id == voice.id), "")


def _on_abilities(cards: Sequence[RiskCard], aspects: Sequence[Aspect]) -> list[Phrase]:
    """What all can ask for, and what only one can."""
    shared: tuple[Argument, ...] = tuple(a.label for a in aspects if a.is_same and a.values[0].key == "found")
    found = []
    if shared:
        found.append(phrase("{both} can ask for: {abilities}.", both=_BOTH[len(cards)], abilities=shared))
    for index, card in enumerate(cards):
        alone: tuple[Argument, ...] = tuple(a.label for a in aspects if _only(a, index))
        if alone:
            found.append(phrase("Only {app} can ask for: {abilities}.", app=card.app.name, abilities=alone))
    return found


def _only(aspect: Aspect, index: int) -> bool:
    """True where one app has it, and of every other it is known that it was not found."""
    return all(value.key == ("found" if place == index else "not-found") for place, value in enumerate(aspect.values))


def _joined(parts: Sequence[Phrase]) -> Phrase:
    """Clauses of one sentence."""
    first, *rest = parts
    return phrase("{first}; {rest}", first=first, rest=_joined(rest)) if rest else first


_BOTH = {2: phrase("Both"), 3: phrase("All three"), 4: phrase("All four")}
_BOTH_LOWER = {2: phrase("both"), 3: phrase("all three"), 4: phrase("all four")}

_FINDINGS = {
    Code.ACCESS: phrase("Finding: access without right"),
    Code.SALE: phrase("Finding: passed on or sold"),
    Code.COVERT: phrase("Finding: hidden conduct"),
    Code.PROMISE: phrase("Finding: broken promise of protection"),
    Code.BREACH: phrase("Finding: security fault"),
    Code.BASIS: phrase("Finding: consent or legal basis"),
    Code.NONE: phrase("Finding: other"),
}

_ENCRYPTION_WORDS: Mapping[str, tuple[str, ...]] = {
    "no": ("none", "no"),
    "optional": ("only in", "opt-in", "optional", "limited", "yes if"),
    "yes": ("yes", "default"),
}
"""Beginnings of the catalogue's English words for encryption, by what they come to."""

_ENCRYPTION = {
    "no": phrase("no"),
    "optional": phrase("only for some, or when chosen"),
    "yes": phrase("yes, as a rule"),
}


def _same_vulnerability(**args: Argument) -> Phrase:
    return phrase("{both} have {level} vulnerability ({rules}).", **args)


def _other_vulnerability(**args: Argument) -> Phrase:
    return phrase("They differ in vulnerability: what the app can reach and what was found ({values}).", **args)


def _same_threat(**args: Argument) -> Phrase:
    return phrase("{both} have {level} threat ({rules}).", **args)


def _other_threat(**args: Argument) -> Phrase:
    return phrase("They differ in threat: who can compel the owner ({values}).", **args)


_SENTENCES = {
    "vulnerability": (_same_vulnerability, _other_vulnerability),
    "threat": (_same_threat, _other_threat),
}
