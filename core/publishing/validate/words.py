"""Checks of words/*.yaml, sources.yaml and catalogue.yaml."""

from __future__ import annotations

import re
from typing import Any

from core.facts import FourWay, Kind, Verified
from core.guidance.model import Strength
from core.jurisdiction.model import LawStatus, PresenceKind
from core.publishing.compiling.places import COOPERATION, REGIME_QUESTIONS
from core.publishing.compiling.whole import parse_moment
from core.publishing.problems import Problems
from core.publishing.reader import Value
from core.publishing.source import Source
from core.publishing.validate.guidance import BASIS, OFFICIAL_NEED, PRIVATE_DEVICE
from core.publishing.validate.known import Known
from core.publishing.validate.shapes import ADDRESS, LANGUAGES, At, Day, Line, ListOf, MapOf, Number, Record, Words
from core.situation import Device, InformationClass, Organisation, Platform, Purpose, Role

FORMAT = 1
"""Version of the source format."""
_PLACE = re.compile(r"\{(\w+)\}")
_KEY = re.compile(r"[A-Za-z0-9][A-Za-z0-9 ,_-]*")
_LABEL_WORDS = 4

REQUIRED: dict[str, tuple[str, ...]] = {
    "answers": (
        "not-allowed",
        "advised-against",
        "reasoning-reaches",
        "needs-assessment",
        "conditions",
        "no-objection",
        "not-assessed",
    ),
    "levels": ("low", "moderate", "high", "very-high", "unknown"),
    "factors": ("value", "threat", "vulnerability"),
    "devices": tuple(device.value for device in Device),
    "org_types": tuple(organisation.value for organisation in Organisation),
    "roles": tuple(role.value for role in Role),
    "classes": tuple(information.value for information in InformationClass),
    "purposes": tuple(purpose.value for purpose in Purpose),
    "platforms": tuple(platform.value for platform in Platform),
    "applicability": ("applies", "reasoning-reaches", "does-not-apply", "comparable", "background"),
    "gates": ("date", "app", "body", "person", "device", "connection", "use"),
    "evidence_basis": BASIS,
    "fact_kinds": tuple(kind.value for kind in Kind if kind is not Kind.NOT_RECORDED),
    "verification": tuple(mark.value for mark in Verified),
    "link_strength": ("direct", "control", "weak"),
    "presence_kinds": tuple(kind.value for kind in PresenceKind),
    "guidance_kinds": tuple(strength.value for strength in Strength),
    "guidance_status": ("in force", "superseded", "withdrawn", "historical"),
    "private_device": PRIVATE_DEVICE,
    "official_need": OFFICIAL_NEED,
    "conditions": tuple(f"K{number}" for number in range(1, 11)),
    "tiers": ("stop", "separate", "3", "2", "1"),
    "security_cooperation": tuple(answer.value for answer in FourWay),
    "cooperation": tuple(COOPERATION),
    "law_status": tuple(status.value for status in LawStatus),
    "adequacy": ("none", "partial", "full", "eea"),
    "eyes": ("none", "five", "nine", "fourteen"),
    "regime": REGIME_QUESTIONS,
    "regime.words": tuple(answer.value for answer in FourWay),
    "threat.by": ("E-tjenesten", "PST", "NSM", "joint", "minister"),
    "outcomes": (
        "approve",
        "approve-conditional",
        "approve-separate-device",
        "needs-info",
        "reject",
        "suspend",
        "revoke",
    ),
    "states": (
        "draft",
        "waiting-to-be-sent",
        "handed-over",
        "received",
        "in-review",
        "needs-answer",
        "awaiting-second-reviewer",
        "granted",
        "granted-with-conditions",
        "granted-separate-device",
        "refused",
        "withdrawn",
        "settled-by-ruling",
        "not-yet-in-use",
        "in-force",
        "ending-soon",
        "expired",
        "re-review-due",
        "suspended",
        "revoked",
        "replaced",
        "conflict",
        "closed",
    ),
}
"""Keys that the program asks for, by topic."""


def check_words(source: Source, known: Known, problems: Problems) -> None:
    """Check the vocabulary: every text in three languages, every key the program needs, no topic twice."""
    topics: dict[str, str] = {}
    for document in source.folders.get("words", {}).values():
        at = At(document, problems)
        if not isinstance(document.root, dict):
            at.add("is not a mapping", "write one topic after another")
            continue
        for topic, node in document.root.items():
            if topic in topics:
                at.inner(topic).add(f"stands in {topics[topic]} as well", "keep one of the two")
            topics[topic] = document.file
            _check_node(node, at.inner(topic))
    for topic, keys in REQUIRED.items():
        for key in keys:
            if f"{topic}.{key}" not in known.words:
                file = topics.get(topic.split(".", maxsplit=1)[0], "words")
                place = (*topic.split("."), key)
                problems.add(file, 0, place, "is missing", "add it in nb, nn and en: the program asks for it")


def _check_node(node: Value, at: At) -> None:
    if not isinstance(node, dict) or not node:
        at.add("is no text in three languages", "write nb, nn and en below it")
        return
    texts = {key: value for key, value in node.items() if key in LANGUAGES}
    if texts and Words().check(texts, at):
        _check_text(texts, at)
    for key, inner in node.items():
        if key in LANGUAGES:
            continue
        if not _KEY.fullmatch(key):
            at.inner(key).add("is an odd key", "use letters, figures, spaces, commas and hyphens")
        _check_node(inner, at.inner(key))


def _check_text(texts: dict[str, str], at: At) -> None:
    places = {language: sorted(_PLACE.findall(text)) for language, text in texts.items()}
    if len({tuple(found) for found in places.values()}) > 1:
        at.add("has other places in braces in one language than in another", "use the same in nb, nn and en")
    kind = at.place[-1]
    for language, text in texts.items():
        if kind == "label" and len(text.split()) > _LABEL_WORDS:
            at.inner(language).add("is a label of more than four words", "shorten it")
        if kind == "help" and (not text.endswith(".") or ". " in text):
            at.inner(language).add("is not one sentence that ends in a full stop", "make it one sentence")


def check_sources(source: Source, problems: Problems) -> None:
    """Check sources.yaml."""
    document = source.single.get("sources")
    if document is not None:
        name = Line(re.compile(r"[a-z0-9]+(_[a-z0-9]+)*"), "a-z, 0-9 and single underscores")
        MapOf(name, ADDRESS).check(document.root, At(document, problems))


def check_about(source: Source, problems: Problems) -> None:
    """Check catalogue.yaml."""
    document = source.single.get("catalogue")
    if document is None:
        return
    at = At(document, problems)
    as_of = source.root("catalogue").get("as_of", "")
    newest = MapOf(Line(), Day(as_of if isinstance(as_of, str) else ""))
    Record(
        {"format": Number(FORMAT, FORMAT), "version": Number(1, 2**31), "created": Line(), "as_of": Day(lengths=(10,))},
        {"newest_material": newest, "notes": MapOf(Line(), _Note())},
    ).check(document.root, at)
    _check_created(source.root("catalogue"), at)


def _check_created(about: dict[str, Any], at: At) -> None:
    created, as_of = about.get("created"), about.get("as_of")
    if not isinstance(created, str):
        return
    try:
        parse_moment(created)
    except ValueError:
        at.inner("created").add(f"is {created!r}, no such moment", "write it in UTC, as 2026-11-23T00:00:00Z")
    else:
        if isinstance(as_of, str) and as_of > created[:10]:
            at.inner("as_of").add(f"is {as_of}, after created", "correct one of the two")
        elif isinstance(as_of, str) and as_of[:4].isdigit() and int(created[:4]) > int(as_of[:4]) + 1:
            # A moment far ahead would make every station take its own clock for wrong.
            at.inner("created").add(f"is {created}, long after as_of {as_of}", "correct one of the two")


class _Note:
    """A remark, a list of remarks, or remarks by word."""

    def check(self, value: Value, at: At) -> bool:
        """See `core.publishing.validate.shapes.Shape`."""
        if isinstance(value, list):
            return ListOf(Line()).check(value, at)
        if isinstance(value, dict):
            return MapOf(Line(), Line()).check(value, at)
        return Line().check(value, at)
