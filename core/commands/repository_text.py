"""A repository in words, for the commands that work on one."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from core.commands import layout
from core.commands.page import INDENT, Page
from core.texts import formats
from core.texts.phrase import Phrase, phrase, plural

if TYPE_CHECKING:
    from tuf.api.metadata import Metadata, Root

    from core.publishing.repository.reading import Published, Waiting
    from core.publishing.repository.signatures import Tally
    from core.releases.model import Packed, Release

_SHORT = 16
"""Digits of a key's id that are shown."""


def published_lines(found: Published, moment: datetime, page: Page) -> list[str]:
    """What is published, and until when its signatures hold."""
    from core.publishing.repository.ageing import expiries

    lines = [page.heading(phrase("Published"))]
    if found.release is None:
        lines += page.paragraph(phrase("There is no release yet."))
    else:
        lines += page.paragraph(
            phrase("Release {version}, made {moment}", version=str(found.release.version), moment=found.release.created)
        )
        lines += page.paragraph(found.release.digest)
    rows = [
        (one.role.value, page.words.say(phrase("until {moment}", moment=one.expires)))
        for one in expiries(found, moment)
    ]
    return [*lines, *layout.pairs(rows, page.width, INDENT)]


def root_lines(root: Root, page: Page) -> list[str]:
    """The keys that a root names, and how many of them must sign."""
    lines = [page.heading(phrase("Root {version}", version=str(root.version)))]
    for name, role in sorted(root.roles.items()):
        said = plural(
            "{role}: {threshold} of {count} key must sign",
            "{role}: {threshold} of {count} keys must sign",
            count=len(role.keyids),
            role=name,
            threshold=str(role.threshold),
        )
        lines += page.paragraph(said)
        lines += [f"{' ' * 2 * INDENT}{key_id}" for key_id in role.keyids]
    return lines


def waiting_lines(found: Waiting, before: Metadata[Root] | None, counted: Sequence[Tally], page: Page) -> list[str]:
    """What waits for signatures, and whose are missing."""
    lines = [page.heading(phrase("Waiting for signatures"))]
    if found.root is not None:
        lines += page.paragraph(
            phrase(
                "Root {version}, holds until {moment}",
                version=str(found.root.signed.version),
                moment=found.root.signed.expires,
            )
        )
        lines += _root_changes(found.root.signed, before.signed if before else None, page)
    if found.release is not None and found.targets is not None:
        lines += release_lines(found.release, page)
        lines += page.paragraph(phrase("These signatures hold until {moment}", moment=found.targets.signed.expires))
    return [*lines, *missing_lines(counted, page)]


def release_lines(release: Release, page: Page) -> list[str]:
    """What a release says of itself."""
    from core.commands.catalogue_info import COUNTED

    words, language = page.words, page.words.language
    counts = [
        (words.say(COUNTED[name]) if name in COUNTED else words.show(name), formats.number(count, language))
        for name, count in release.counts
    ]
    made = phrase("Release {version}, made {moment}", version=str(release.version), moment=release.created)
    lines = [*page.paragraph(made), *page.paragraph(release.digest)]
    lines += page.paragraph(phrase("For Appvett {version} and newer", version=release.needs))
    lines += layout.pairs(counts, page.width, INDENT)
    lines += page.paragraph(_changes(release, page))
    return [*lines, *layout.pairs([_file_row(file, page) for file in _files(release)], page.width, INDENT)]


def missing_lines(counted: Sequence[Tally], page: Page) -> list[str]:
    """Whose signatures are there, and how many are missing."""
    lines = []
    for one in counted:
        said = plural(
            "{role} (keys of root {root}): {signed} of {count} signature is there",
            "{role} (keys of root {root}): {signed} of {count} signatures are there",
            count=one.threshold,
            role=one.role.value,
            root=str(one.root),
            signed=str(min(len(one.signed), one.threshold)),
        )
        lines += page.paragraph(said)
    return lines


def reminder_lines(reminders: Iterable[Phrase], page: Page) -> list[str]:
    """What should be done soon."""
    found = [page.words.say(reminder) for reminder in reminders]
    return [page.heading(phrase("Soon to do")), *page.items(found)] if found else []


def _root_changes(root: Root, before: Root | None, page: Page) -> list[str]:
    if before is None:
        return root_lines(root, page)
    lines = []
    for name, role in sorted(root.roles.items()):
        old = before.roles[name]
        new_keys, gone = set(role.keyids) - set(old.keyids), set(old.keyids) - set(role.keyids)
        rows = [phrase("{role}: new key {id}", role=name, id=key_id) for key_id in sorted(new_keys)]
        rows += [phrase("{role}: key {id} is retired", role=name, id=key_id) for key_id in sorted(gone)]
        if role.threshold != old.threshold:
            rows.append(
                plural(
                    "{role}: {count} key must sign; until now {old}",
                    "{role}: {count} keys must sign; until now {old}",
                    count=role.threshold,
                    role=name,
                    old=str(old.threshold),
                )
            )
        lines += [line for row in rows for line in page.paragraph(row)]
    return lines or page.paragraph(phrase("The same keys as before."))


def _changes(release: Release, page: Page) -> str:
    if not release.changes.since:
        return page.words.say(phrase("It is the first release."))
    # Whoever set it out wrote this: plain text from outside.
    said, _ = release.changes.words.best(page.words.language)
    return page.words.show(said)


def _files(release: Release) -> list[Packed]:
    search = [release.search] if release.search else []
    return [release.catalogue, *search, *(delta.file for delta in release.deltas)]


def _file_row(file: Packed, page: Page) -> tuple[str, str]:
    return file.name, page.words.say(plural("{count} byte", "{count} bytes", count=file.length))
