"""Checks of incidents/*.yaml."""

from __future__ import annotations

from typing import Any

from core.facts import Kind
from core.publishing.problems import Problems
from core.publishing.source import Source
from core.publishing.validate.apps import VERIFIED
from core.publishing.validate.known import Known
from core.publishing.validate.shapes import (
    ADDRESS,
    IDENTIFIER,
    At,
    Day,
    Line,
    ListOf,
    Record,
    Ref,
    Word,
    Words,
    records,
)
from core.reach.model import Code, IncidentStatus

LENGTHS = {"day": (10,), "month": (7,), "year": (4,), "as listed by the source": (4, 7, 10)}
"""How long the text of `date` may be, by `date_precision`."""
_KINDS = (Kind.DECLARED.value, Kind.OBSERVED.value, Kind.ESTABLISHED.value, Kind.CLAIMED.value)
_WEIGHING = ("code", "status", "status_checked")


def check_incidents(source: Source, known: Known, problems: Problems) -> None:
    """Check every record, and that no id stands twice."""
    shape = Record({"incidents": ListOf(_shape(known), least=1)})
    seen: set[str] = set()
    for year, document in source.folders.get("incidents", {}).items():
        at = At(document, problems)
        shape.check(document.root, at)
        found = document.root.get("incidents") if isinstance(document.root, dict) else None
        for number, record in records(found):
            here = at.inner("incidents").inner(number)
            _check_incident(record, year, known, here)
            if (record_id := str(record.get("id"))) in seen:
                here.inner("id").add(f"the id {record_id} stands twice", "choose another id")
            seen.add(record_id)


def _shape(known: Known) -> Record:
    return Record(
        {
            "id": IDENTIFIER,
            "date": Day(known.as_of),
            "date_precision": Word(LENGTHS),
            "kind": Word(_KINDS),
            "text": Words(),
            "outcome": Line(),
            "verified": VERIFIED,
            "sources": ListOf(ADDRESS, least=1),
        },
        {
            "code": Word([code.value for code in Code]),
            "status": Word([status.value for status in IncidentStatus]),
            "status_checked": Day(known.as_of, (7, 10)),
            "apps": ListOf(Ref(known.apps, "app")),
            "companies": ListOf(Ref(known.companies, "company")),
            "note": Line(),
        },
    )


def _check_incident(record: dict[str, Any], year: str, known: Known, at: At) -> None:
    date, precision = record.get("date"), record.get("date_precision")
    if isinstance(date, str) and precision in LENGTHS:
        Day(known.as_of, LENGTHS[str(precision)]).check(date, at.inner("date"))
        if date[:4] != year:
            at.inner("date").add(f"is {date}", f"move the record to incidents/{date[:4]}.yaml")
    checked = record.get("status_checked")
    if isinstance(date, str) and isinstance(checked, str) and checked < date[: len(checked)]:
        at.inner("status_checked").add(f"is {checked}, before the date ({date})", "correct one of the two")
    _check_weight(record, at)


def _check_weight(record: dict[str, Any], at: At) -> None:
    """A claimed record weighs nothing, so it has no code; only an established one has a status."""
    kind = record.get("kind")
    if kind == Kind.CLAIMED.value:
        for key in _WEIGHING:
            if key in record:
                at.inner(key).add("stands in a claimed record", "remove it: claimed records weigh nothing")
        return
    if "code" not in record:
        at.inner("code").add("is missing", "tell what kind of conduct it is about")
    if kind == Kind.ESTABLISHED.value and "status" not in record:
        at.inner("status").add("is missing", "tell whether it can still change (unknown is an answer)")
    elif kind != Kind.ESTABLISHED.value and "status" in record:
        at.inner("status").add("stands only in established records", "remove it")
