"""Warnings for reviewers of facts: nothing here is wrong, and everything here deserves a look."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from core.facts import PartialDate, months_after
from core.guidance.model import AdviceStatus
from core.publishing.problems import Place, show_place
from core.publishing.reader import LONG_LINE, Document
from core.publishing.source import Source
from core.publishing.validate.shapes import records
from core.reach.model import IncidentStatus, Topic

OLD_AFTER_MONTHS = 18
"""A fact older than this is read again."""
_READINGS = (Topic.PERMISSIONS.value, Topic.DESKTOP_PERMISSIONS.value)
_OPEN = (IncidentStatus.UNDER_APPEAL.value, IncidentStatus.STAYED.value, IncidentStatus.UNKNOWN.value)
_SCRIPTS = ("LATIN", "CYRILLIC", "GREEK", "CHEROKEE", "ARMENIAN")
"""Scripts whose letters are taken for one another."""


class WarningKind(StrEnum):
    """What a warning is about."""

    OLD = "old"
    UNREAD_CHAIN = "unread-chain"
    UNVERIFIED = "unverified"
    NO_READING = "no-reading"
    HIDDEN = "hidden"
    OPEN_END = "open-end"
    MISSING_LANGUAGE = "missing-language"
    LONG_LINE = "long-line"
    ODD_NAME = "odd-name"


@dataclass(frozen=True, slots=True, order=True)
class LintWarning:
    """One warning."""

    file: str
    """Path below the source folder, with forward slashes."""
    line: int
    """Counted from 1."""
    where: str
    """The field; empty where the whole entry is meant."""
    kind: WarningKind
    what: str
    """What a reviewer should look at."""

    def __str__(self) -> str:
        """The whole line: file, line, field, kind, what to look at."""
        field = f"{self.where}: " if self.where else ""
        return f"{self.file}:{self.line}: {field}{self.what} [{self.kind.value}]"


_Raw = tuple[Document, Place, WarningKind, str]


def lint(source: Source, today: date) -> tuple[LintWarning, ...]:
    """All warnings for a source folder that passed every check, by file and line.

    Args:
        source: What was read (see `core.publishing.build.load_source`).
        today: The day from which ages count.
    """
    found = [
        LintWarning(document.file, document.line(place), show_place(place), kind, what)
        for check in _CHECKS
        for document, place, kind, what in check(source, today)
    ]
    return tuple(sorted(set(found)))


def _old_facts(source: Source, today: date) -> Iterator[_Raw]:
    limit = months_after(today, -OLD_AFTER_MONTHS)
    for document in source.entries("companies").values():
        yield from _old_year(document, (), document.root, limit)
        for number, presence in records(document.root.get("presences")):
            if "until" not in presence:
                yield from _old_year(document, ("presences", number), presence, limit)
    for folder in ("reach", "exodus"):
        for document in source.entries(folder).values():
            for number, fact in records(document.root.get("facts")):
                if fact["date"] != "not known" and PartialDate.parse(fact["date"]).last < limit:
                    what = f"{fact['topic']} of {fact['date']}: over {OLD_AFTER_MONTHS} months old"
                    yield document, ("facts", number, "date"), WarningKind.OLD, what


def _old_year(document: Document, place: Place, record: dict[str, Any], limit: date) -> Iterator[_Raw]:
    year = record.get("source_year")
    if year is not None and date(year, 12, 31) < limit:
        what = f"the newest source is of {year}: over {OLD_AFTER_MONTHS} months old"
        yield document, (*place, "source_year"), WarningKind.OLD, what


def _unread_chains(source: Source, _today: date) -> Iterator[_Raw]:
    for document in source.entries("companies").values():
        for number, stake in records(document.root.get("stakes")):
            ends = "holder" not in stake and stake["control"] == "unknown"
            if ends and str(document.root.get("listed", "")).startswith("private"):
                what = "the chain ends here, with a private owner that nobody has read"
                yield document, ("stakes", number), WarningKind.UNREAD_CHAIN, what


def _unverified(source: Source, _today: date) -> Iterator[_Raw]:
    for document in source.documents():
        yield from _unverified_in(document, (), document.root)


def _unverified_in(document: Document, place: Place, node: object) -> Iterator[_Raw]:
    if isinstance(node, list):
        for number, inner in enumerate(node):
            yield from _unverified_in(document, (*place, number), inner)
    elif isinstance(node, dict):
        if node.get("verified") == "no":
            yield document, (*place, "verified"), WarningKind.UNVERIFIED, "not verified"
        for key, inner in node.items():
            yield from _unverified_in(document, (*place, key), inner)


def _without_reading(source: Source, _today: date) -> Iterator[_Raw]:
    read = set()
    for folder in ("reach", "exodus"):
        for app_id, document in source.entries(folder).items():
            if any(fact["topic"] in _READINGS for _, fact in records(document.root.get("facts"))):
                read.add(app_id)
    for app_id, document in source.entries("apps").items():
        if app_id not in read and document.root["platforms"] != ["web"]:
            yield document, (), WarningKind.NO_READING, "no package of this app was read"


def _guidance(source: Source, _today: date) -> Iterator[_Raw]:
    for document in source.entries("guidance").values():
        entry = document.root
        if entry["retrieved"]["how"] == "unverified":
            what = "nobody has read the text: the entry is left out of the catalogue"
            yield document, ("retrieved", "how"), WarningKind.HIDDEN, what
        elif entry["status"] == AdviceStatus.IN_FORCE.value and entry["confidence"] == "low":
            yield document, ("confidence",), WarningKind.OPEN_END, "later changes were not checked"


def _open_incidents(source: Source, today: date) -> Iterator[_Raw]:
    limit = months_after(today, -OLD_AFTER_MONTHS)
    for document in source.entries("incidents").values():
        for number, record in records(document.root.get("incidents")):
            checked = record.get("status_checked")
            if record.get("status") in _OPEN and (checked is None or PartialDate.parse(checked).last < limit):
                what = f"{record['id']}: {record['status']}, and not looked at for over {OLD_AFTER_MONTHS} months"
                yield document, ("incidents", number, "status"), WarningKind.OPEN_END, what


def _missing_languages(source: Source, _today: date) -> Iterator[_Raw]:
    for document in source.documents():
        yield from _missing_in(document, (), document.root)


def _missing_in(document: Document, place: Place, node: object) -> Iterator[_Raw]:
    if isinstance(node, list):
        for number, inner in enumerate(node):
            yield from _missing_in(document, (*place, number), inner)
    elif isinstance(node, dict):
        missing = [language for language in ("nb", "nn", "en") if language not in node]
        if "en" in node and missing:
            yield document, place, WarningKind.MISSING_LANGUAGE, f"no text in {' and '.join(missing)}"
        for key, inner in node.items():
            yield from _missing_in(document, (*place, key), inner)


def _long_lines(source: Source, _today: date) -> Iterator[_Raw]:
    for document in source.documents():
        by_line = {line: place for place, line in document.lines.items()}
        for line in document.long_lines:
            near = max((known for known in by_line if known <= line), default=1)
            what = f"line {line} has more than {LONG_LINE} characters: fold it with >-"
            yield document, by_line.get(near, ()), WarningKind.LONG_LINE, what


def _odd_names(source: Source, _today: date) -> Iterator[_Raw]:
    for document in source.entries("apps").values():
        yield from _odd_name(document, ("name",), document.root["name"])
        for number, other in records(document.root.get("other_names")):
            yield from _odd_name(document, ("other_names", number, "name"), other["name"])
    for document in source.entries("companies").values():
        yield from _odd_name(document, ("legal_name",), document.root["legal_name"])


def _odd_name(document: Document, place: Place, name: str) -> Iterator[_Raw]:
    hidden = sorted(
        {f"U+{ord(sign):04X}" for sign in name if unicodedata.category(sign) in ("Cf", "Co", "Cn", "Zl", "Zp")}
    )
    if hidden:
        yield document, place, WarningKind.ODD_NAME, f"holds invisible characters: {', '.join(hidden)}"
    for word in name.split():
        scripts = sorted({_script(sign) for sign in word} - {""})
        if len(scripts) > 1:
            yield document, place, WarningKind.ODD_NAME, f"{word!r} mixes {' and '.join(scripts).lower()} letters"


def _script(sign: str) -> str:
    name = unicodedata.name(sign, "")
    return next((script for script in _SCRIPTS if sign.isalpha() and name.startswith(script)), "")


_CHECKS: tuple[Callable[[Source, date], Iterator[_Raw]], ...] = (
    _old_facts,
    _unread_chains,
    _unverified,
    _without_reading,
    _guidance,
    _open_incidents,
    _missing_languages,
    _long_lines,
    _odd_names,
)
