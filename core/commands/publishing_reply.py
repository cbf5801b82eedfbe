"""What `catalogue publish` replies, as JSON and in words."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from core.commands.page import Page
from core.commands.session import Session
from core.texts.phrase import Phrase, phrase, plural

if TYPE_CHECKING:
    from core.commands.as_json import Json
    from core.publishing.repository.pruning import Pruned
    from core.publishing.repository.reading import Published, Waiting
    from core.publishing.repository.stick import Edition


@dataclass(frozen=True, slots=True)
class Done:
    """What a command has led to."""

    repository: Path
    published: Published | None
    waiting: Waiting | None
    said: tuple[Phrase, ...]
    stick: Edition | None = None
    pruned: Pruned | None = None


def as_json(done: Done, session: Session) -> Json:
    """The reply as JSON."""
    from core.commands.repository_json import published_as_json, waiting_as_json
    from core.publishing.repository.ageing import reminders
    from core.publishing.repository.signatures import tallies

    now, found, words = done.published, done.waiting, session.words
    counted = tallies(now.root if now else None, found) if found else ()
    return {
        "repository": str(done.repository),
        "said": [words.say(one) for one in done.said],
        "published": published_as_json(now, session.moment) if now else None,
        "waiting": waiting_as_json(found, counted) if found else None,
        "stick": _edition_as_json(done.stick) if done.stick else None,
        "pruned": {"files": done.pruned.files, "bytes": done.pruned.length, "kept": list(done.pruned.kept)}
        if done.pruned
        else None,
        "reminders": [words.say(one) for one in reminders(now, session.moment)] if now else [],
    }


def _edition_as_json(edition: Edition) -> Json:
    return {
        "folder": str(edition.folder),
        "version": edition.version,
        "files": edition.files,
        "bytes": edition.length,
    }


def as_text(done: Done, session: Session) -> str:
    """The reply in words."""
    from core.commands.repository_text import published_lines, reminder_lines, waiting_lines
    from core.publishing.repository.ageing import reminders
    from core.publishing.repository.signatures import tallies

    now, found, words = done.published, done.waiting, session.words
    page = Page(words, session.out)
    blocks = [[words.say(one) for one in (*done.said, *_extras(done))]]
    if found is not None:
        root = now.root if now else None
        blocks.append(waiting_lines(found, root, tallies(root, found), page))
    if now is not None:
        blocks += [published_lines(now, session.moment, page), reminder_lines(reminders(now, session.moment), page)]
    return "\n\n".join("\n".join(lines) for lines in blocks if lines) + "\n"


def _extras(done: Done) -> list[Phrase]:
    said = []
    if done.stick is not None:
        said.append(
            phrase(
                "The stick edition of release {version} is in {folder}.",
                version=str(done.stick.version),
                folder=str(done.stick.folder),
            )
        )
    if done.pruned is not None:
        said.append(plural("{count} old file was removed.", "{count} old files were removed.", count=done.pruned.files))
    return said
