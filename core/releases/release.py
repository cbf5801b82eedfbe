"""`release.json`, read and written: what a release says about itself (docs/formats/release.md).

It comes signed, and is read as strictly as anything from outside all the same: a signature says who wrote something,
not that it makes sense.
"""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from core.releases.errors import unreadable
from core.releases.model import RELEASE, Changes, DeltaFrom, Packed, Release
from core.signing.strict_json import NotStrict, parse_as
from core.texts.phrase import Text

LARGEST = 256 * 1024
"""Bytes."""
LARGEST_FILE = 1 << 40
"""Bytes of any file of a release; a bound for arithmetic, the disk gives a nearer one."""

_FORMAT = 1
_MOST_DELTAS = 16
_DIGEST = re.compile(r"sha256:[0-9a-f]{64}")
_NAME = re.compile(r"[a-z0-9][a-z0-9.-]{0,99}")
_NEEDS = re.compile(r"\d{1,4}\.\d{1,4}\.\d{1,4}")
_LONGEST_WORDS = 4000
_FIRST_YEAR, _LAST_YEAR = 2000, 2199


@dataclass(frozen=True, slots=True)
class _Words:
    nb: str
    nn: str
    en: str


@dataclass(frozen=True, slots=True)
class _Changes:
    since: int
    counts: dict[str, int]
    words: _Words


@dataclass(frozen=True, slots=True)
class _Packed:
    name: str
    length: int
    unpacked: int


@dataclass(frozen=True, slots=True)
class _Delta:
    version: int
    digest: str
    name: str
    length: int
    unpacked: int


@dataclass(frozen=True, slots=True)
class _Release:
    """The file as it stands; members that a later format adds are passed over."""

    format: int
    version: int
    digest: str
    created: str
    schema: int
    needs: str
    counts: dict[str, int]
    changes: _Changes
    catalogue: _Packed
    search: _Packed | None
    deltas: list[_Delta]


def read_release(content: bytes) -> Release:
    """The release that `release.json` describes.

    Args:
        content: The file as it was received.

    Raises:
        ReleaseUnreadable: it describes none.
    """
    try:
        found = parse_as(_Release, content, most=LARGEST)
        return _release(found)
    except (NotStrict, ValueError) as error:
        raise unreadable(RELEASE) from error


def write_release(release: Release) -> bytes:
    """`release.json` of a release: always the same bytes for the same values."""
    changes = release.changes
    content = {
        "format": _FORMAT,
        "version": release.version,
        "digest": release.digest,
        "created": moment_text(release.created),
        "schema": release.schema,
        "needs": release.needs,
        "counts": dict(release.counts),
        "changes": {
            "since": changes.since,
            "counts": dict(changes.counts),
            "words": {"nb": changes.words.nb, "nn": changes.words.nn, "en": changes.words.en},
        },
        "catalogue": _as_json(release.catalogue),
        "search": _as_json(release.search) if release.search else None,
        "deltas": [{"version": d.version, "digest": d.digest, **_as_json(d.file)} for d in release.deltas],
    }
    return (json.dumps(content, ensure_ascii=False, indent=1) + "\n").encode()


def moment_text(moment: datetime) -> str:
    """A moment as it stands in signed files: UTC, to the second, `2026-11-20T08:00:00Z`."""
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def moment_from(text: object) -> datetime:
    """The moment that `moment_text` wrote, in exactly this form.

    Raises:
        ValueError: it is no such text, or no moment of our days.
    """
    if not isinstance(text, str):
        raise ValueError("no moment")  # noqa: TRY004 - callers ask only whether it can be read
    moment = datetime.strptime(text, "%Y-%m-%dT%H:%M:%SZ").replace(tzinfo=UTC)
    if not _FIRST_YEAR <= moment.year <= _LAST_YEAR:
        raise ValueError("a year too far away")
    # strptime takes digits of all scripts, and one digit where two should stand.
    if moment_text(moment) != text:
        raise ValueError("written in another way")
    return moment


def _as_json(file: Packed) -> dict[str, object]:
    return {"name": file.name, "length": file.length, "unpacked": file.unpacked}


def _release(found: _Release) -> Release:
    if found.format != _FORMAT:
        raise ValueError("another format")
    _check(all(len(words) <= _LONGEST_WORDS for words in (found.changes.words.nb, found.changes.words.nn)))
    _check(len(found.changes.words.en) <= _LONGEST_WORDS and len(found.deltas) <= _MOST_DELTAS)
    return Release(
        version=_number(found.version, 1),
        digest=_matching(_DIGEST, found.digest),
        created=moment_from(found.created),
        schema=_number(found.schema, 1),
        needs=_matching(_NEEDS, found.needs),
        counts=_counts(found.counts),
        changes=Changes(
            _number(found.changes.since, 0),
            _counts(found.changes.counts),
            Text(found.changes.words.nb, found.changes.words.nn, found.changes.words.en),
        ),
        catalogue=_packed(found.catalogue),
        search=_packed(found.search) if found.search else None,
        deltas=_deltas(found.deltas),
    )


def _deltas(found: Sequence[_Delta]) -> tuple[DeltaFrom, ...]:
    return tuple(
        DeltaFrom(
            _number(delta.version, 1),
            _matching(_DIGEST, delta.digest),
            _packed(_Packed(delta.name, delta.length, delta.unpacked)),
        )
        for delta in found
    )


def _packed(found: _Packed) -> Packed:
    return Packed(_matching(_NAME, found.name), _number(found.length, 1), _number(found.unpacked, 1))


def _counts(found: dict[str, int]) -> tuple[tuple[str, int], ...]:
    _check(len(found) <= 64 and all(len(word) <= 64 for word in found))  # noqa: PLR2004 - bounds, far above what is
    return tuple((word, _number(number, 0)) for word, number in found.items())


def _number(number: int, least: int) -> int:
    _check(least <= number <= LARGEST_FILE)
    return number


def _matching(pattern: re.Pattern[str], text: str) -> str:
    _check(pattern.fullmatch(text) is not None)
    return text


def _check(holds: bool) -> None:
    if not holds:
        raise ValueError("out of bounds")
