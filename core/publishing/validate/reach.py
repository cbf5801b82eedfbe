"""Checks of reach/*.yaml, exodus/*.yaml, reach-sources.yaml and abilities.yaml."""

from __future__ import annotations

from collections import defaultdict
from typing import Any

from core.facts import Kind
from core.publishing.compiling.reach import NOT_KNOWN
from core.publishing.problems import Problems
from core.publishing.reader import Document, Value
from core.publishing.source import Source
from core.publishing.validate.apps import VERIFIED, check_unique
from core.publishing.validate.known import Known
from core.publishing.validate.shapes import (
    ADDRESS,
    IDENTIFIER,
    At,
    Day,
    Flag,
    Line,
    ListOf,
    MapOf,
    Number,
    Record,
    Ref,
    Shape,
    Word,
    Words,
)
from core.reach.model import Topic

EXODUS = "exodus-umd"
"""The source whose facts stand apart, because they come under ODbL."""
LICENCE_WORDS = ("Exodus Privacy", "Open Database License 1.0", "Database Contents License 1.0")
"""What the head of every file in exodus/ must name."""
LEVELS = ("asked", "granted", "switched-on", "system-only", "unknown")
"""How an app gets a permission."""
RULE_NAMES = frozenset(
    [
        "READ_SMS",
        "RECEIVE_SMS",
        "RECEIVE_MMS",
        "SEND_SMS",
        "READ_CALL_LOG",
        "WRITE_CALL_LOG",
        "PROCESS_OUTGOING_CALLS",
        "ANSWER_PHONE_CALLS",
        "ACCESS_BACKGROUND_LOCATION",
        "MANAGE_EXTERNAL_STORAGE",
        "PACKAGE_USAGE_STATS",
        "QUERY_ALL_PACKAGES",
        "REQUEST_INSTALL_PACKAGES",
        "BIND_ACCESSIBILITY_SERVICE",
        "BIND_NOTIFICATION_LISTENER_SERVICE",
        "BIND_DEVICE_ADMIN",
        "BIND_VPN_SERVICE",
        "READ_CONTACTS",
        "READ_CALENDAR",
        "RECORD_AUDIO",
        "CAMERA",
        "ACCESS_FINE_LOCATION",
        "READ_MEDIA_IMAGES",
        "READ_EXTERNAL_STORAGE",
        "SYSTEM_ALERT_WINDOW",
    ]
)
"""Permission names that the rule tables (4.1) work by; each must stand in a group."""
_READINGS = (Topic.PERMISSIONS.value, Topic.THIRD_PARTY_CODE.value, Topic.DESKTOP_PERMISSIONS.value)
_PREFIX = "android.permission."
_BACKGROUND = "ACCESS_BACKGROUND_LOCATION"
_MANY = Number(0, 100_000)
_LINES = ListOf(Line())


def check_reach(source: Source, known: Known, problems: Problems) -> None:
    """Check every reach fact, and the trait that can be recomputed from them."""
    shapes, shape = _values(known), _shape(known)
    groups = _groups_of_names(source)
    background = set()
    for folder in ("reach", "exodus"):
        for app_id, document in source.folders.get(folder, {}).items():
            at = At(document, problems)
            if app_id not in known.apps:
                problems.add(document.file, 0, (), f"there is no app {app_id}", "rename the file or add the app")
            shape.check(document.root, at)
            _check_licence(folder, document, problems)
            for number, fact in enumerate(_facts(document)):
                here = at.inner("facts").inner(number)
                _check_fact(fact, folder, source, here)
                _check_value(fact, shapes, groups, here.inner("value"))
                if _BACKGROUND in _names(fact):
                    background.add(app_id)
    _check_background(source, background, problems)


def _shape(known: Known) -> Record:
    fact = Record(
        {
            "topic": Word([topic.value for topic in Topic]),
            "kind": Word([kind.value for kind in Kind if kind is not Kind.NOT_RECORDED]),
            "date": Line(),
            "value": MapOf(Line(), _Anything()),
            "source": Ref(known.reach_sources, "source of readings"),
            "verified": VERIFIED,
        },
        {
            "platform": Word(["android", "ios", "linux-flatpak"]),
            "version": Line(),
            "date_means": Line(),
            "url": ADDRESS,
            "note": Line(),
        },
    )
    return Record({"facts": ListOf(fact, least=1)})


class _Anything:
    """Checked later, by topic."""

    def check(self, value: Value, at: At) -> bool:
        """See `Shape`."""
        del value, at
        return True


def _values(known: Known) -> dict[str, Record]:
    """What the value of a fact holds, by topic."""
    abilities = MapOf(Ref(known.abilities, "ability group"), ListOf(Line(), least=1))
    answers: dict[str, Shape] = dict.fromkeys(
        ("one_to_one", "groups", "calls", "backups", "little_metadata", "stored_content"), Line()
    )
    label_types: dict[str, Shape] = dict.fromkeys(
        ("declared", "not_declared", "checked_only", "shared", "shared_purpose", "collected_at_least"), _LINES
    )
    advertising = "percent_of_14_categories_used_for_third_party_advertising"
    return {
        "permissions": Record(
            {"count": _MANY, "names": ListOf(Line(), least=1), "abilities": abilities, "asked_of_user": _LINES},
            {"not_grantable_to_store_apps": _LINES, "manifests": _LINES},
        ),
        "third-party-code": Record({"count": _MANY, "names": _LINES}),
        "desktop-permissions": Record(
            {"files": Line(), "network": Flag(), "abilities": abilities, "finish_args": _LINES}
        ),
        "label-types": Record({}, {**label_types, "statement": Line()}),
        "label-practices": Record(
            {}, {"encrypted_in_transit": Flag(), "deletion_on_request": Flag(), "independent_review": Flag()}
        ),
        "label-count": Record(
            {}, {advertising: Number(0, 100), "data_types": _MANY, "of": _MANY, "used_to_track": Flag()}
        ),
        "label-accuracy": Record({"grade": Line()}),
        "label-contradiction": Record({"sent_but_not_declared": ListOf(Line(), least=1)}),
        "policy-data": Record({"policy_says_it_collects": _LINES}, {"policy": ADDRESS}),
        "traffic": Record({"receivers": _Receivers()}),
        "permission-count": Record({}, {"permissions": _MANY, "rated_risky": _MANY, "note": Line()}),
        "end-to-end-encryption": Record({}, answers),
        "source-code": Record({}, {"client": Line(), "repository": Line(), "client_server": Line()}),
        "transfer-destinations": Record(
            {"countries_named_in_policy": ListOf(Line(), least=1)}, {"list_is_open": Flag()}
        ),
    }


class _Receivers:
    """Who received what: a sentence, or a list of kinds of data by receiver."""

    def check(self, value: Value, at: At) -> bool:
        """See `Shape`."""
        shape: Shape = Line() if isinstance(value, str) else MapOf(Line(), _LINES, least=1)
        return shape.check(value, at)


def _facts(document: Document) -> list[dict[str, Any]]:
    facts = document.root.get("facts") if isinstance(document.root, dict) else None
    return [fact if isinstance(fact, dict) else {} for fact in facts] if isinstance(facts, list) else []


def _names(fact: dict[str, Any]) -> list[Any]:
    value = fact.get("value")
    names = value.get("names") if isinstance(value, dict) and fact.get("topic") == Topic.PERMISSIONS.value else None
    return names if isinstance(names, list) else []


def _check_licence(folder: str, document: Document, problems: Problems) -> None:
    if folder != "exodus":
        return
    for words in LICENCE_WORDS:
        if words not in " ".join(document.head.split()):
            what = f"the head does not name {words}"
            problems.add(document.file, 1, (), what, "begin the file with the licence lines of the other files")


def _check_fact(fact: dict[str, Any], folder: str, source: Source, at: At) -> None:
    date = fact.get("date")
    if date == NOT_KNOWN:
        if fact.get("topic") in _READINGS:
            at.inner("date").add("is not known", "what was read in a package needs a date")
    elif date is not None:
        as_of = source.root("catalogue").get("as_of", "")
        Day(as_of if isinstance(as_of, str) else "").check(date, at.inner("date"))
    if (fact.get("source") == EXODUS) != (folder == "exodus"):
        right = "exodus/" if fact.get("source") == EXODUS else "reach/"
        at.inner("source").add(f"is {fact.get('source')}", f"move the fact to {right}, because of its licence")
    reader = source.root("reach-sources").get(str(fact.get("source")))
    if "url" not in fact and not (isinstance(reader, dict) and reader.get("url")):
        at.inner("url").add("is missing", "add the address: its source has none of its own")


def _check_value(fact: dict[str, Any], shapes: dict[str, Record], groups: dict[str, set[str]], at: At) -> None:
    shape, value = shapes.get(str(fact.get("topic"))), fact.get("value")
    if shape is None or not shape.check(value, at) or not isinstance(value, dict):
        return
    if fact["topic"] != Topic.PERMISSIONS.value:
        return
    names = value["names"]
    if names != sorted(names):
        at.inner("names").add("are not sorted", "sort them by letter, capitals first")
    if len(names) != value["count"]:
        at.inner("count").add(f"is {value['count']}, but there are {len(names)} names", "correct one of the two")
    for group, listed in value["abilities"].items():
        for name in listed:
            _check_ability(group, name, names, groups, at.inner("abilities").inner(group))


def _check_ability(group: str, name: str, names: list[str], groups: dict[str, set[str]], at: At) -> None:
    plain = name.removesuffix(" (service)")
    if plain == name and name not in names:
        at.add(f"lists {name}, which is not among names", "correct the name, or write (service) behind a service")
    if not plain.startswith("health.") and group not in groups.get(plain, set()):
        at.add(f"lists {plain}, which abilities.yaml does not have in this group", "move it, or add it there")


def _check_background(source: Source, background: set[str], problems: Problems) -> None:
    for app_id, document in source.entries("apps").items():
        traits = document.root.get("traits", [])
        has = isinstance(traits, list) and "location-background" in traits
        if has != (app_id in background):
            todo = "remove it" if has else "add it"
            what = f"location-background and the names read in the package ({_BACKGROUND}) disagree"
            At(document, problems, ("traits",)).add(what, todo)


def _groups_of_names(source: Source) -> dict[str, set[str]]:
    """Groups by permission name, without the common beginning."""
    groups: dict[str, set[str]] = defaultdict(set)
    for group in source.root("abilities").get("groups", []):
        for entry in group.get("android", []) if isinstance(group, dict) else []:
            if isinstance(entry, dict):
                groups[str(entry.get("name")).removeprefix(_PREFIX)].add(str(group.get("id")))
    return groups


def check_abilities(source: Source, problems: Problems) -> None:
    """Check abilities.yaml, and that the rule tables find their names there."""
    document = source.single.get("abilities")
    if document is None:
        return
    at = At(document, problems)
    common: dict[str, Shape] = {"id": IDENTIFIER, "label": Words(), "text": Words()}
    labels: dict[str, Shape] = {"google_play": _LINES, "apple_label": _LINES, "note": Line()}
    android = ListOf(Record({"name": Line(), "level": Word(LEVELS)}))
    group = Record(common, {"android": android, "ios": _LINES, "flatpak": _LINES, **labels})
    shape = Record({"groups": ListOf(group, least=1), "data_groups": ListOf(Record(common, labels))})
    if not shape.check(document.root, at):
        return
    check_unique([*document.root["groups"], *document.root["data_groups"]], at)
    for name in sorted(RULE_NAMES - set(_groups_of_names(source))):
        at.inner("groups").add(f"{name} of the rule tables is in no group", "add it to the group it belongs to")


def check_reach_sources(source: Source, problems: Problems) -> None:
    """Check reach-sources.yaml."""
    document = source.single.get("reach-sources")
    if document is not None:
        record = Record({"title": Line(), "read": Line(), "licence": Line()}, {"url": ADDRESS, "note": Line()})
        MapOf(IDENTIFIER, record, least=1).check(document.root, At(document, problems))
