"""Checks of guidance/*.yaml."""

from __future__ import annotations

from typing import Any

from core.guidance.model import AdviceStatus, Facet, Relevance, Stance, Strength
from core.publishing.problems import Problems
from core.publishing.source import Source
from core.publishing.validate.known import Known
from core.publishing.validate.shapes import (
    ADDRESS,
    At,
    Day,
    Flag,
    Line,
    ListOf,
    MapOf,
    Record,
    Ref,
    Word,
    Words,
    identify,
)

LENGTHS = {"day": (10,), "month": (7,), "year": (4,), "approximate": (4, 7), "from memory": (4, 7)}
"""How long the text of `issued` may be, by `issued_precision`: never print a made-up day."""
WHO = frozenset(
    [
        "public-employees",
        "state-administration",
        "ministries",
        "county",
        "municipality",
        "health-trust",
        "police",
        "parliament",
        "political-leadership",
        "private-under-security-act",
        "private-other",
        "general-public",
        "foreign-public",
        "eu-institution",
        "obliged-entity",
    ]
)
"""Whom a text may speak to."""
DEVICES = frozenset(
    [
        "work-device-connected",
        "private-device-connected",
        "private-device-unconnected",
        "dedicated-separate-device",
        "travel-device",
        "managed-client",
        "network-or-cloud",
        "drone",
    ]
)
"""Which devices a text may speak of."""
PRIVATE_DEVICE = ("covered", "asked", "advised", "not covered", "unclear", "not relevant")
"""What a text says about private devices."""
OFFICIAL_NEED = (
    "separate device",
    "case by case",
    "yes, limited",
    "exempt by role",
    "not stated",
    "none",
    "not relevant",
)
"""What a text allows where the app is needed for work."""
BASIS = ("documented incident", "legal exposure", "precautionary", "general")
"""What a text rests on."""
RETRIEVED = ("official page seen", "official text via secondary", "secondary only", "unverified")
"""How a text was read."""
_ONLY_CONCERNS = (Strength.LAW.value, Strength.INCIDENT.value, Strength.THREAT_ASSESSMENT.value)
_STANCES = Word([stance.value for stance in Stance])


def check_guidance(source: Source, known: Known, problems: Problems) -> None:
    """Check every entry, and entries against one another."""
    shape = _shape(known)
    names = {str(document.root.get("name", "")).casefold() for document in source.entries("apps").values()}
    for advice_id, document in source.folders.get("guidance", {}).items():
        identify(advice_id, document, problems)
        at = At(document, problems)
        shape.check(document.root, at)
        if isinstance(document.root, dict):
            _check_dates(document.root, known, at)
            _check_stances(document.root, names, at)
            _check_facets(document.root, known, at)
            _check_texts(document.root, at)
            _check_chain(advice_id, document.root, source, at)


def _shape(known: Known) -> Record:
    others = ListOf(Ref(known.advice, "guidance entry"))
    apps = Ref(known.apps, "app")
    return Record(
        {
            "authority": Record({"name": Line(), "short": Line(), "country": Ref(known.places, "country")}),
            "title": Line(),
            "summary": Words(),
            "issued": Day(),
            "issued_precision": Word(LENGTHS),
            "status": Word([status.value for status in AdviceStatus]),
            "confidence": Word(["high", "medium", "low"]),
            "strength": Word([strength.value for strength in Strength]),
            "match": ListOf(Word([facet.value for facet in Facet]), least=1),
            "scope": _scope_shape(),
            "official_need": Record({"allowed": Word(OFFICIAL_NEED)}, {"text": Words(needed=["en"])}),
            "evidence": Record({"basis": Word(BASIS), "text": Words()}, {"note": Line()}),
            "relevance": Word([relevance.value for relevance in Relevance]),
            "body_specific": Flag(),
            "url": ADDRESS,
            "retrieved": Record({"how": Word(RETRIEVED)}, {"note": Line()}),
        },
        {
            "apps": MapOf(apps, _STANCES, least=1),
            "also_mentions": ListOf(apps, least=1),
            "names_without_entry": ListOf(Record({"name": Line(), "stance": _STANCES}), least=1),
            "site_covered": Flag(),
            "owner_countries": ListOf(Ref(known.countries, "country")),
            "categories": ListOf(Ref(known.categories | known.topics | known.traits, "category")),
            "legal_basis": Line(),
            "supersedes": others,
            "superseded_by": others,
            "valid_until": Day(),
        },
    )


def _scope_shape() -> Record:
    return Record(
        {
            "who": ListOf(Word(WHO)),
            "devices": ListOf(Word(DEVICES)),
            "private_device": Word(PRIVATE_DEVICE),
        },
        {"text": Words(), "note": Line()},
    )


def _check_dates(advice: dict[str, Any], known: Known, at: At) -> None:
    precision = advice.get("issued_precision")
    lengths = LENGTHS.get(precision, (4, 7, 10)) if isinstance(precision, str) else (4, 7, 10)
    if isinstance(advice.get("issued"), str):
        Day(known.as_of, lengths).check(advice["issued"], at.inner("issued"))
    if advice.get("status") == AdviceStatus.SUPERSEDED.value and not advice.get("superseded_by"):
        at.inner("superseded_by").add("is missing beside status superseded", "name the later entry")


def _check_stances(advice: dict[str, Any], names: set[str], at: At) -> None:
    found = advice.get("apps")
    apps: dict[str, Any] = found if isinstance(found, dict) else {}
    also, without = advice.get("also_mentions", []), advice.get("names_without_entry", [])
    for app, stance in apps.items():
        if advice.get("strength") in _ONLY_CONCERNS and stance != Stance.CONCERNS.value:
            what = f"is {stance}, but a text of the kind {advice['strength']} tells nobody to leave an app"
            at.inner("apps").inner(app).add(what, "write concerns, or correct strength")
        if isinstance(also, list) and app in also:
            at.inner("also_mentions").add(f"names {app}, which stands in apps", "remove it from one of the two")
    for number, entry in enumerate(without if isinstance(without, list) else []):
        if isinstance(entry, dict) and str(entry.get("name")).casefold() in names:
            here = at.inner("names_without_entry").inner(number)
            here.add(f"{entry.get('name')} has an entry in apps/", "name it in apps with its stance")
    if bool(apps or without) != ("site_covered" in advice):
        todo = "add it (does the text speak of the web site too?)" if apps or without else "remove it"
        at.inner("site_covered").add("stands exactly where apps are named", todo)


def _check_facets(advice: dict[str, Any], known: Known, at: At) -> None:
    match, categories = advice.get("match", []), advice.get("categories", [])
    if not isinstance(match, list) or not isinstance(categories, list):
        return
    named = {
        "apps": bool(advice.get("apps") or advice.get("names_without_entry")),
        "owner-country": bool(advice.get("owner_countries")),
        "category": bool((known.categories | known.topics) & {str(category) for category in categories}),
        "trait": bool(known.traits & {str(category) for category in categories}),
    }
    keys = {"apps": "apps", "owner-country": "owner_countries", "category": "categories", "trait": "categories"}
    for facet, key in keys.items():
        if facet in match and not named[facet]:
            at.inner(key).add(f"names nothing, but match says {facet}", f"fill it, or take {facet} out of match")


def _check_texts(advice: dict[str, Any], at: At) -> None:
    scope, need = advice.get("scope"), advice.get("official_need")
    if isinstance(scope, dict):
        direct = advice.get("relevance") == Relevance.DIRECT.value
        if direct and "text" not in scope:
            at.inner("scope").inner("text").add("is missing", "say the scope in nb, nn and en: the entry is direct")
        elif not direct and "text" in scope:
            at.inner("scope").inner("text").add("stands only where relevance is direct", "remove it")
    text = need.get("text") if isinstance(need, dict) else None
    if isinstance(text, dict) and ("nb" in text) != ("nn" in text):
        at.inner("official_need").inner("text").add("has only one of nb and nn", "add the other or remove both")


def _check_chain(advice_id: str, advice: dict[str, Any], source: Source, at: At) -> None:
    entries = source.entries("guidance")
    for key, back in (("supersedes", "superseded_by"), ("superseded_by", "supersedes")):
        others = advice.get(key, [])
        for other in others if isinstance(others, list) else []:
            if other == advice_id:
                at.inner(key).add("names the entry itself", "remove it")
            elif other in entries and advice_id not in (entries[other].root.get(back) or []):
                at.inner(key).add(f"names {other}, which does not say so", f"add {advice_id} to {back} of {other}")
