"""Which guidance applies here: six gates, in order.

Each gate holds, fails or is unsettled. Any gate fails: the entry does not apply, and the first such gate is named.
None fails and some are unsettled: the reasoning reaches. All hold: it applies.

    G1 date     issued on or before the date and not superseded at it
    G2 app      the app is named with stance against, or the facet that the entry matches on fits
    G3 body     not another body's own rule
    G4 person   the type of organisation and the role are among those spoken to
    G5 device   the device table
    G6 use      not the browser, where the text speaks of installing

The same owner or the same country never opens a gate. Foreign rules are `comparable` and laws, threat assessments and
events are `background` before any gate is asked. An entry whose source nobody read is never returned.

Source: docs/rules.md (gates). Tables: resources/rules/rules.toml.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from core.catalogue.model import App
from core.facts import AdviceId, CountryCode
from core.guidance.model import Advice, AdviceStatus, Facet, Relevance, Stance
from core.rules.levels import Gate, GateResult
from core.rules.model import Rules
from core.situation import Platform, Role, Situation

H, U, F = GateResult.HOLDS, GateResult.UNSETTLED, GateResult.FAILS


class Applicability(StrEnum):
    """What an entry means in a situation."""

    APPLIES = "applies"
    REASONING_REACHES = "reasoning-reaches"
    DOES_NOT_APPLY = "does-not-apply"
    COMPARABLE = "comparable"
    BACKGROUND = "background"


class Hit(StrEnum):
    """Why an entry has to do with an app, narrowest first."""

    NAMED = "named"
    EDITION = "edition"
    CATEGORY = "category"
    TRAIT = "trait"
    ALL = "all"
    OWNER_COUNTRY = "owner-country"
    """Context only: never opens a gate."""
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Match:
    """One entry held against one app and situation."""

    advice: Advice
    hit: Hit
    stance: Stance | None
    """Its stance towards this app; None where it does not name it."""
    applicability: Applicability
    failed_gate: Gate | None
    """The first gate that fails."""
    unsettled_gates: tuple[Gate, ...]
    """In gate order; empty where a gate fails."""

    @property
    def is_against_this_app(self) -> bool:
        """True where it names this app, or the app this one is an edition of, and is against it."""
        return self.stance is Stance.AGAINST and self.hit in (Hit.NAMED, Hit.EDITION)


@dataclass(frozen=True, slots=True)
class Related:
    """An entry that has to do with an app, whatever the situation."""

    advice: Advice
    hit: Hit
    stance: Stance | None
    settled: Match | None
    """The match where no gate is asked (comparable and background); None: ask the gates."""


def relate(app: App, advice: Iterable[Advice], owner_countries: frozenset[CountryCode]) -> tuple[Related, ...]:
    """The entries that have to do with the app, newest first; hidden ones are passed over.

    Args:
        app: the app; its `edition_of` opens gate G2 half.
        advice: entries of the catalogue.
        owner_countries: countries of the ownership headline, for context entries.
    """
    found = []
    for entry in advice:
        hit, stance = (Hit.NONE, None) if entry.is_hidden else hit_of(app, entry, owner_countries)
        if hit is not Hit.NONE:
            found.append(Related(entry, hit, stance, _settled(entry, hit, stance)))
    return tuple(sorted(found, key=lambda r: (-r.advice.issued.last.toordinal(), r.advice.id)))


def match_related(
    related: Iterable[Related], situation: Situation, rules: Rules, known: Mapping[AdviceId, Advice]
) -> tuple[Match, ...]:
    """Hold every related entry against the situation.

    Args:
        related: from `relate`, newest first.
        situation: with the platform settled.
        rules: the rule tables.
        known: all entries by id, to ask when a superseding one was issued.

    Returns:
        Matches, most relevant first: those that apply, reach, do not apply, comparable, background; within each,
        those against this app first, then the newest.
    """
    found = [entry.settled or _match(entry, situation, rules, known) for entry in related]
    return tuple(sorted(found, key=lambda match: (_ORDER[match.applicability], not match.is_against_this_app)))


_ORDER = {applicability: place for place, applicability in enumerate(Applicability)}


def match_advice(
    app: App,
    advice: Iterable[Advice],
    situation: Situation,
    rules: Rules,
    *,
    owner_countries: frozenset[CountryCode] = frozenset(),
) -> tuple[Match, ...]:
    """Hold every entry that has to do with the app against the situation; `relate` and `match_related` in one."""
    entries = tuple(advice)
    known = {entry.id: entry for entry in entries if not entry.is_hidden}
    return match_related(relate(app, entries, owner_countries), situation, rules, known)


def hit_of(app: App, entry: Advice, owner_countries: frozenset[CountryCode]) -> tuple[Hit, Stance | None]:
    """Why the entry has to do with the app, and its stance towards it."""
    if (stance := entry.stances.get(app.id)) is not None:
        return Hit.NAMED, stance
    if app.edition_of and (stance := entry.stances.get(app.edition_of)) is not None:
        return Hit.EDITION, stance
    if named := _named_without_entry(app, entry):
        return Hit.NAMED, named
    if Facet.CATEGORY in entry.match and app.category in entry.categories:
        return Hit.CATEGORY, None
    if Facet.TRAIT in entry.match and app.traits & entry.categories:
        return Hit.TRAIT, None
    if Facet.ALL in entry.match:
        return Hit.ALL, None
    if Facet.OWNER_COUNTRY in entry.match and owner_countries & entry.owner_countries:
        return Hit.OWNER_COUNTRY, None
    return Hit.NONE, None


def _named_without_entry(app: App, entry: Advice) -> Stance | None:
    name = app.name.casefold()
    return next((stance for other, stance in entry.names_without_entry if other.casefold() == name), None)


def _settled(entry: Advice, hit: Hit, stance: Stance | None) -> Match | None:
    if entry.relevance is Relevance.COMPARABLE:
        return Match(entry, hit, stance, Applicability.COMPARABLE, None, ())
    if entry.relevance is Relevance.BACKGROUND:
        return Match(entry, hit, stance, Applicability.BACKGROUND, None, ())
    return None


def _match(related: Related, situation: Situation, rules: Rules, known: Mapping[AdviceId, Advice]) -> Match:
    entry, hit, stance = related.advice, related.hit, related.stance
    results = (
        (Gate.DATE, date_gate(entry, situation.date, known)),
        (Gate.APP, app_gate(hit, stance)),
        (Gate.BODY, body_gate(entry, situation, rules)),
        (Gate.PERSON, person_gate(entry, situation, rules)),
        device_gate(entry, situation, rules),
        (Gate.USE, use_gate(entry, situation)),
    )
    failed = next((gate for gate, result in results if result is F), None)
    if failed is not None:
        # Another body's own rule is worth seeing as an example; any other failure just does not apply.
        other = Applicability.COMPARABLE if failed is Gate.BODY else Applicability.DOES_NOT_APPLY
        return Match(entry, hit, stance, other, failed, ())
    unsettled = tuple(gate for gate, result in results if result is U)
    here = Applicability.REASONING_REACHES if unsettled else Applicability.APPLIES
    return Match(entry, hit, stance, here, None, unsettled)


def date_gate(entry: Advice, day: date, known: Mapping[AdviceId, Advice]) -> GateResult:
    """G1. A month or year that `issued` gives is unsettled within itself."""
    if entry.status in (AdviceStatus.WITHDRAWN, AdviceStatus.HISTORICAL) or day < entry.issued.first:
        return F
    if entry.valid_until and entry.valid_until.last < day:
        return F
    later = [known[other] for other in entry.superseded_by if other in known]
    if entry.status is AdviceStatus.SUPERSEDED and not later:
        return F
    if any(other.issued.last <= day for other in later):
        return F
    return H if entry.issued.last <= day else U


def app_gate(hit: Hit, stance: Stance | None) -> GateResult:
    """G2. A text that only mentions, accepts or concerns an app is not against it."""
    if hit is Hit.NAMED:
        return H if stance is Stance.AGAINST else F
    if hit is Hit.EDITION:
        return U if stance is Stance.AGAINST else F
    return H if hit in (Hit.CATEGORY, Hit.TRAIT, Hit.ALL) else F


def body_gate(entry: Advice, situation: Situation, rules: Rules) -> GateResult:
    """G3. Another body's own rule is an example, never yours."""
    if not entry.body_specific or situation.body == entry.issuer:
        return H
    row = next(row for row in rules.gate if row.name == Gate.BODY.value)
    return H if entry.issuer in row.single_members.get(situation.org.value, ()) else F


def person_gate(entry: Advice, situation: Situation, rules: Rules) -> GateResult:
    """G4. First the organisation, by any listed term; then the role."""
    terms = entry.scope_who
    fits = any(situation.org in rules.person_terms.get(term, frozenset()) for term in terms) or any(
        term in terms and situation.role is fit.role and situation.org is fit.org
        for term, fit in rules.person_roles.items()
    )
    unsettled = any(situation.org in rules.person_unsettled.get(term, frozenset()) for term in terms)
    if not fits and not unsettled:
        return F
    role = rules.role_gate.of(situation.role)
    if situation.role is Role.ELECTED and entry.issuer in rules.role_gate.elected_holds_for:
        role = H
    return role if fits or role is F else U


def device_gate(entry: Advice, situation: Situation, rules: Rules) -> tuple[Gate, GateResult]:
    """G5. The best column among the listed terms; an empty list holds. Tells which of its two reasons fails."""
    if not entry.scope_devices:
        return Gate.DEVICE, H
    table = rules.device_gate
    row = table.rows[situation.device]
    columns = {table.same_as.get(term, term) for term in entry.scope_devices}
    words = [word for column, word in zip(table.columns, row, strict=True) if column in columns]
    results = [table.private_device[entry.private_device] if word == "by-private-device" else word for word in words]
    if H in results:
        return Gate.DEVICE, H
    if U in results:
        return Gate.DEVICE, U
    return Gate.CONNECTION if "fails-connection" in results else Gate.DEVICE, F


def use_gate(entry: Advice, situation: Situation) -> GateResult:
    """G6. A rule that says "installed" does not settle use in a browser."""
    names_app = bool(entry.stances or entry.names_without_entry)
    if situation.platform is not Platform.WEB or entry.site_covered or not names_app:
        return H
    return U
