"""Short sentences of the window about an app, its answer and its owners. Phrases only: no language, no Qt."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from itertools import islice
from typing import TYPE_CHECKING

from core.catalogue.model import App, EntryKind
from core.catalogue.search import MatchedOn
from core.facts import CountryCode, Fact, Kind
from core.guidance.match import Match
from core.jurisdiction.chain import ExposureKind
from core.risk.decide import Decision
from core.risk.model import Flip, RiskCard
from core.risk.sentences import change_words
from core.rules.levels import Answer
from core.rules.model import Rules
from core.texts import outside
from core.texts.lookalike import Oddities
from core.texts.phrase import Argument, Phrase, Term, as_phrase, phrase
from core.texts.words import Words

if TYPE_CHECKING:
    from core.jurisdiction.owner import Owner
    from gui.shelf import Entry


def badge(decision: Decision, authority: str) -> Phrase:
    """The answer in a few words; an authority's own word is always its own."""
    if authority and decision.answer is Answer.NOT_ALLOWED:
        return phrase("{authority} does not allow it here", authority=authority)
    if authority and decision.answer is Answer.ADVISED_AGAINST:
        return phrase("{authority} advises against it here", authority=authority)
    return as_phrase(Term(f"answers.{decision.answer.value}.label"))


def about(entry: Entry) -> Phrase:
    """Who owns it and where from, why it was found if not by its name, and how new the facts are."""
    found = owner(entry)
    if entry.hit.matched_on is MatchedOn.OTHER_NAME:
        found = phrase("{owner} · also called {name}", owner=found, name=outside.name(entry.hit.matched_text))
    if entry.facts_of is not None:
        found = phrase("{about} – facts of {date}", about=found, date=entry.facts_of)
    return found


def owner(entry: Entry) -> Phrase:
    """Owner and country, and what is contested."""
    if entry.app.kind is EntryKind.LISTING:
        return _publisher_of_listing(entry.app)
    if not entry.owner.name:
        return phrase("Owner not recorded")
    name = short_company(entry.owner.name)
    if entry.owner.country is None:
        return phrase("{owner} · country not known", owner=name)
    country = Term(f"countries.{entry.owner.country}")
    if entry.owner.contested:
        # Countries first: in a narrow row the end of the line is cut, and never shall one country stand alone.
        return phrase(
            "{country}, contested: {others} · {owner}",
            owner=name,
            country=country,
            others=names(entry.owner.contested),
        )
    return phrase("{owner} · {country}", owner=name, country=country)


_STORES = {
    "google-play": "Google Play",
    "apple-bundle": "App Store",
    "app-store": "App Store",
    "microsoft-store": "Microsoft Store",
    "f-droid": "F-Droid",
    "flathub": "Flathub",
    "chrome-web-store": "Chrome Web Store",
    "edge-add-ons": "Edge Add-ons",
    "firefox-add-ons": "Firefox Add-ons",
}
"""How stores call themselves; lists that are none are told by their key."""
_MOST_PLACES = 3
"""Places where an app is listed that a line tells."""


def _publisher_of_listing(app: App) -> Phrase:
    """Publisher and where it is listed: that tells apart what has the same name."""
    places = dict.fromkeys(_STORES.get(store_id.store, store_id.store) for store_id in app.store_ids)
    where = outside.name(", ".join(islice(places, _MOST_PLACES)))
    if not app.publisher:
        return (
            phrase("Publisher not known · {place} · ownership not checked", place=where)
            if where
            else phrase("Publisher not known · ownership not checked")
        )
    publisher = outside.name(app.publisher)
    if not where:
        return phrase("{publisher} · ownership not checked", publisher=publisher)
    return phrase("{publisher} · {place} · ownership not checked", publisher=publisher, place=where)


def odd_name(found: Oddities) -> Phrase | None:
    """A warning of a name that may not be what it seems; None where there is nothing to warn of."""
    if found.mixed_scripts:
        mixed = _alphabets(found.mixed_scripts)
        return phrase("The name mixes {alphabets} letters: make sure that it is the right app", alphabets=mixed)
    return phrase("The name holds hidden characters: make sure that it is the right app") if found.hidden else None


def odd_query(found: Oddities) -> Phrase | None:
    """A warning of something typed, or pasted, that may not be what it seems."""
    if found.mixed_scripts:
        mixed = _alphabets(found.mixed_scripts)
        return phrase(
            "What you look for mixes {alphabets} letters. Make sure that it is the right app.", alphabets=mixed
        )
    if found.hidden:
        return phrase("What you look for holds hidden characters. Make sure that it is the right app.")
    return None


_ALPHABETS = {
    "LATIN": phrase("Latin"),
    "CYRILLIC": phrase("Cyrillic"),
    "GREEK": phrase("Greek"),
    "ARMENIAN": phrase("Armenian"),
    "CHEROKEE": phrase("Cherokee"),
    "COPTIC": phrase("Coptic"),
    "LISU": phrase("Lisu"),
}
"""The alphabets that are told apart, by the first word of their letters' Unicode names."""


def _alphabets(mixed: Iterable[str]) -> Argument:
    """The alphabets of letters in some words, Latin first."""
    names = {unicodedata.name(letter, "").removeprefix("FULLWIDTH ").partition(" ")[0] for letter in "".join(mixed)}
    return tuple(word for name, word in _ALPHABETS.items() if name in names)


def platforms(app: App, words: Words) -> str:
    """Where the app runs."""
    return " · ".join(words.term(f"platforms.{platform.value}.label") for platform in app.platforms)


def short_company(name: str) -> str:
    """A company's name without its spelling in another script behind it, for narrow places."""
    shown = outside.name(name)
    head, bracket, tail = shown.partition(" (")
    return head if bracket and not any(letter.isascii() and letter.isalpha() for letter in tail) else shown


def publisher_and_owner(card: RiskCard, held_by: Owner) -> tuple[Phrase, ...]:
    """The line under an app's name: who publishes it, who owns it and from where, what is contested about that."""
    publisher, found = outside.name(card.app.publisher), list[Phrase]()
    if publisher and publisher != outside.name(held_by.name):
        found.append(phrase("published by {publisher}", publisher=publisher))
    if not held_by.name:
        found.append(phrase("owner not recorded"))
    elif held_by.country is None:
        found.append(phrase("owned by {owner}, country not known", owner=short_company(held_by.name)))
    else:
        found.append(
            phrase(
                "owned by {owner}, {country}",
                owner=short_company(held_by.name),
                country=Term(f"countries.{held_by.country}"),
            )
        )
    if held_by.contested:
        found.append(phrase("contested: {countries}", countries=names(held_by.contested)))
    return tuple(found)


def flip(change: Flip) -> Phrase:
    """What another choice would give."""
    answer = Term(f"answers.{change.answer.value}.label")
    return phrase("{choice}: {answer}", choice=change_words(change.change), answer=answer)


def issued(match: Match) -> Phrase:
    """The date of an entry, never more precise than it is known."""
    if match.advice.issued_precision in ("approximate", "from memory"):
        return phrase("about {date}", date=match.advice.issued)
    return as_phrase(match.advice.issued)


def spoken(match: Match) -> Phrase:
    """Who, with what strength, when."""
    return phrase(
        "{authority} · {kind} · {date}",
        authority=match.advice.short,
        date=issued(match),
        kind=Term(f"guidance_kinds.{match.advice.strength.value}.label"),
    )


def mark(fact: Fact) -> Phrase:
    """How a fact is known, whether its source was read, and its date."""
    kind: Argument = (
        phrase("kind not recorded") if fact.kind is Kind.NOT_RECORDED else Term(f"fact_kinds.{fact.kind.value}.label")
    )
    verified = Term(f"verification.{fact.verified.value}.label")
    if fact.date is None:
        return phrase("{kind} · {verified} · date of source not known", kind=kind, verified=verified)
    return phrase("{kind} · {verified} · {date}", kind=kind, verified=verified, date=fact.date)


def exposure(kind: ExposureKind) -> Argument:
    """By what a state can reach somebody on the chain."""
    own: dict[ExposureKind, Phrase] = {
        ExposureKind.SEAT: phrase("head office or registration"),
        ExposureKind.STATE: phrase("a state body decides over it"),
        ExposureKind.CONTROL: phrase("an owner in control has its seat there"),
    }
    return own.get(kind, Term(f"presence_kinds.{kind.value}"))


def rule_words(card: RiskCard, rules: Rules) -> tuple[tuple[str, Phrase], ...]:
    """Every rule that had a part in the answer, with the rule file's own words."""
    said = {
        row.id: as_phrase(row.when)
        for table in (rules.value, rules.threat, rules.headline, rules.condition)
        for row in table
    }
    for row in (rules.value_raise, rules.threat_unknown, rules.threat_unverified, rules.answer_black):
        said[row.id] = as_phrase(row.when)
    factors = [factor for factor in (card.value, card.threat, card.vulnerability) if factor]
    ids = [rule for factor in factors for rule in (factor.rule, *factor.also)]
    ids += [card.assessment.rule] if card.assessment else []
    ids.append(card.verdict.rule)
    ids += [condition.rule for condition in card.verdict.conditions if condition.rule in said]
    return tuple((rule, said.get(rule, _table_of(rule))) for rule in dict.fromkeys(ids))


def _table_of(rule: str) -> Phrase:
    if rule.startswith("S"):
        return phrase("what the app can reach, held against what was found about it")
    return phrase("value, threat and vulnerability, held together in the answer table")


def names(codes: Iterable[CountryCode]) -> Argument:
    """Countries in a sentence."""
    return tuple(Term(f"countries.{code}") for code in dict.fromkeys(codes))
