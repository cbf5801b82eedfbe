"""Checks of apps/*.yaml and tasks.yaml."""

from __future__ import annotations

import re
from collections import defaultdict
from typing import Any

from core.catalogue.links import STORES
from core.catalogue.model import NameKind
from core.facts import Verified
from core.publishing.problems import Problems
from core.publishing.reader import Value
from core.publishing.source import Source
from core.publishing.validate.known import Known
from core.publishing.validate.shapes import (
    ADDRESS,
    IDENTIFIER,
    At,
    Day,
    Line,
    ListOf,
    Number,
    Record,
    Ref,
    Word,
    Words,
    identify,
    records,
)
from core.publishing.validate.shapes import Source as SourceShape
from core.situation import Platform

VERIFIED = Word([mark.value for mark in Verified])
"""yes, partly or no."""
SCOPES = ("package only", "owner only", "package and owner")
"""What the verification of an app covers. Only the last two verify the link to its company."""
_PLATFORMS = [platform.value for platform in Platform]
_FORMS = {
    "google-play": Line(re.compile(r"[A-Za-z]\w*(\.\w+)+", re.ASCII), "a package name such as com.example.app"),
    "f-droid": Line(re.compile(r"[A-Za-z]\w*(\.\w+)+", re.ASCII), "a package name such as com.example.app"),
    "apple-bundle": Line(re.compile(r"[A-Za-z0-9][\w.-]*", re.ASCII), "a bundle id such as com.example.app"),
    "app-store": Line(re.compile(r"[1-9]\d{5,12}", re.ASCII), "the number of the App Store, in quotes"),
    "microsoft-store": Line(
        re.compile(r"[0-9A-Z]{12}|XP[0-9A-Z]{12}"), "the twelve or fourteen characters of the Microsoft Store"
    ),
    "flathub": Line(re.compile(r"[\w-]+(\.[\w-]+){2,}", re.ASCII), "an id such as org.example.App"),
    "chrome-web-store": Line(re.compile(r"[a-p]{32}"), "the 32 letters of the Chrome Web Store"),
    "edge-add-ons": Line(re.compile(r"[a-p]{32}"), "the 32 letters of the Edge add-ons page"),
    "firefox-add-ons": Line(re.compile(r"[\w@.~-]{1,128}", re.ASCII), "the word in the address of the add-on"),
}
_NEEDS = {
    "google-play": {"android"},
    "f-droid": {"android"},
    "apple-bundle": {"ios", "macos"},
    "app-store": {"ios", "macos"},
    "microsoft-store": {"windows"},
    "flathub": {"linux"},
}


def check_apps(source: Source, known: Known, problems: Problems) -> None:
    """Check every app, and apps against one another."""
    shape = _shape(known)
    owners: dict[tuple[str, str], list[str]] = defaultdict(list)
    for app_id, document in source.folders.get("apps", {}).items():
        identify(app_id, document, problems)
        at = At(document, problems)
        shape.check(document.root, at)
        if isinstance(document.root, dict):
            _check_app(app_id, document.root, at)
            for _, store_id in records(document.root.get("store_ids")):
                owners[str(store_id.get("store")), str(store_id.get("id"))].append(app_id)
    for (store, number), apps in owners.items():
        if len(apps) > 1:
            for app_id in apps:
                what = f"the {store} id {number} belongs to {', '.join(apps)}"
                at = At(source.folders["apps"][app_id], problems, ("store_ids",))
                at.add(what, "leave it with one of them")


def _shape(known: Known) -> Record:
    dates = {"since": Day(known.as_of), "until": Day(known.as_of)}
    # A local name has a language or storefront; those come from lists, never from these files.
    name_kinds = Word([kind.value for kind in NameKind if kind is not NameKind.LOCAL])
    return Record(
        {
            "name": Line(),
            "category": Ref(known.categories, "category"),
            "tasks": ListOf(Ref(known.tasks, "task"), least=1, most=3),
            "platforms": ListOf(Word(_PLATFORMS), least=1),
            "company": Record({"id": Ref(known.companies, "company"), "market": Word(["NO"]), "verified": VERIFIED}),
            "verified": VERIFIED,
            "sources": ListOf(SourceShape(known.sources), least=1),
        },
        {
            "other_names": ListOf(Record({"name": Line(), "kind": name_kinds}, dates)),
            "traits": ListOf(Ref(known.traits, "trait")),
            "store_ids": ListOf(Record({"store": Word(STORES), "id": Line(), "verified": VERIFIED})),
            "website": ADDRESS,
            "launch_year": Number(1970, known.year),
            "edition_of": Ref(known.apps, "app"),
            "popularity": Number(0, 31),
            "verified_scope": Word(SCOPES),
            "note": Line(),
        },
    )


def _check_app(app_id: str, app: dict[str, Any], at: At) -> None:
    platforms = app.get("platforms", [])
    if isinstance(platforms, list) and all(isinstance(platform, str) for platform in platforms):
        if platforms != sorted(platforms, key=lambda p: _PLATFORMS.index(p) if p in _PLATFORMS else 99):
            at.inner("platforms").add("are not in their order", f"write them in this order: {', '.join(_PLATFORMS)}")
        for number, store_id in records(app.get("store_ids")):
            _check_store_id(store_id, set(platforms), at.inner("store_ids").inner(number))
    check_scope(app, at)
    _check_link(app, at)
    _check_names(app, at)
    if app.get("edition_of") == app_id:
        at.inner("edition_of").add("names the app itself", "name the app that it is an edition of")


def _check_store_id(store_id: dict[str, Any], platforms: set[str], at: At) -> None:
    store, wanted = store_id.get("store"), _NEEDS.get(str(store_id.get("store")), platforms)
    if store in _FORMS and isinstance(store_id.get("id"), str):
        _FORMS[store].check(store_id["id"], at.inner("id"))
    if not wanted & platforms:
        at.add(f"is an id of {store}", f"add one of {', '.join(sorted(wanted))} to platforms, or remove the id")


def check_scope(record: dict[str, Any], at: At) -> None:
    """`verified_scope` stands exactly where something was verified, and a source with it."""
    if record.get("verified") == "no" and "verified_scope" in record:
        at.inner("verified_scope").add("stands beside verified: no", "remove it")
    elif record.get("verified") in ("yes", "partly"):
        if "verified_scope" not in record:
            at.inner("verified_scope").add("is missing", "tell what was verified")
        check_sourced(record, at)


def check_sourced(record: dict[str, Any], at: At) -> None:
    """What was verified, wholly or in part, needs a source."""
    if record.get("verified") in ("yes", "partly") and not record.get("sources"):
        at.add("is verified without a source", "add sources, or write verified: no")


def _check_link(app: dict[str, Any], at: At) -> None:
    link = app.get("company")
    if not isinstance(link, dict) or link.get("verified") == "no":
        return
    if app.get("verified_scope") not in SCOPES[1:]:
        at.inner("company").inner("verified").add(
            f"is {link.get('verified')}, but verified_scope does not cover the owner",
            f"write verified: no, or one of the scopes {', '.join(SCOPES[1:])}",
        )


def _check_names(app: dict[str, Any], at: At) -> None:
    seen = set()
    for number, other in records(app.get("other_names")):
        here = at.inner("other_names").inner(number)
        if other.get("name") in seen:
            here.add(f"names {other.get('name')!r} twice", "keep one of the two")
        seen.add(other.get("name"))
        check_order(other, here)


def check_order(record: dict[str, Any], at: At) -> None:
    """`since` is not after `until`."""
    since, until = record.get("since"), record.get("until")
    if isinstance(since, str) and isinstance(until, str) and since[: len(until)] > until[: len(since)]:
        at.inner("since").add(f"is {since}, after until ({until})", "correct one of the two")


def check_tasks(source: Source, problems: Problems) -> None:
    """Check tasks.yaml: tasks, traits and categories."""
    document = source.single.get("tasks")
    if document is None:
        return
    at = At(document, problems)
    task = Record({"id": IDENTIFIER, "label": Words()})
    trait = Record({"id": IDENTIFIER, "label": Words(), "basis": Line()})
    Record(
        {
            "tasks": ListOf(task, least=1),
            "traits": ListOf(trait),
            "categories": ListOf(IDENTIFIER, least=1),
            "guidance_categories": ListOf(IDENTIFIER),
        }
    ).check(document.root, at)
    for key in ("tasks", "traits"):
        check_unique(source.root("tasks").get(key), at.inner(key))


def check_unique(value: Value, at: At) -> None:
    """No id stands twice in a list of records."""
    seen: set[str] = set()
    for number, record in records(value):
        if (name := str(record.get("id"))) in seen:
            at.inner(number).inner("id").add(f"the id {name} stands twice", "choose another id")
        seen.add(name)
