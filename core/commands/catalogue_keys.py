"""`appvett catalogue keys`: make keys, list them, and say which of them a repository goes by."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from core.commands.asking import passphrases
from core.commands.numbers import role_numbers
from core.commands.page import INDENT, Page
from core.commands.parsing import Arguments
from core.commands.session import Reply, Session
from core.errors import KeyFileUnusable, UsageError
from core.texts.phrase import Phrase, phrase, plural

if TYPE_CHECKING:
    from core.commands.as_json import Json
    from core.publishing.repository.reading import Published, Waiting
    from core.signing.keys import PublicKey

MOST_DAYS = 3650
"""Of any signature."""
_MOST_KEYS = 50
_MOST_FILES = 1000
_STAGING = ("retire", "threshold", "days", "renew")
"""Options that change the root of a repository."""


@dataclass(frozen=True, slots=True)
class Listed:
    """A key and where its parts lie."""

    key: PublicKey
    public: Path
    private: Path | None


def run(session: Session, arguments: Arguments) -> Reply:
    """Make a key, list keys, show the root of a repository, or set out another one for signatures.

    Raises:
        UsageError: the options do not go together.
        PublishingError: it is refused.
    """
    values, places = arguments.values, [Path(operand) for operand in arguments.operands]
    if "new" in values:
        return _make(session, values, places)
    if "repository" in values:
        return _work_on(session, values, places)
    if not places or any(name in values for name in _STAGING):
        raise UsageError(
            phrase("It is not clear whose keys are meant."),
            phrase("Name a folder with keys, or a repository: --repository DIR"),
        )
    listed = _listed(places)
    return Reply(lambda: {"keys": _as_json(listed)}, lambda: "\n".join(_key_lines(listed, _page(session))) + "\n")


def _make(session: Session, values: dict[str, str], places: Sequence[Path]) -> Reply:
    from core.publishing.repository import errors
    from core.publishing.repository.place import repository_around
    from core.signing.keys import files_of, make_key

    if len(places) != 1 or "name" not in values or "repository" in values:
        raise UsageError(
            phrase("A new key needs a folder and a name."),
            phrase("Write it like this: {example}.", example="appvett catalogue keys DIR --new targets --name anna"),
        )
    folder = places[0]
    if around := repository_around(folder):
        raise errors.key_inside(folder, around)
    files_of(folder, values["new"], values["name"])  # refuses a name before anybody thinks of a passphrase
    key = make_key(folder, values["new"], values["name"], passphrases(session, values).new())
    listed = _listed([files_of(folder, key.role, key.name).public])
    return Reply(lambda: {"keys": _as_json(listed)}, lambda: _made_text(listed[0], _page(session)))


def _work_on(session: Session, values: dict[str, str], places: Sequence[Path]) -> Reply:
    """Show the root of a repository, or set out another one."""
    from core.publishing.repository.place import Repository
    from core.publishing.repository.reading import newest_root, published, waiting

    repository = Repository(Path(values["repository"]))
    if places or any(name in values for name in _STAGING):
        _stage(session, repository.folder, values, places)
    before = published(repository) if newest_root(repository) else None
    found = waiting(repository)
    return Reply(
        lambda: _repository_json(repository.folder, before, found, session),
        lambda: _repository_text(before, found, session),
    )


def _stage(session: Session, folder: Path, values: dict[str, str], places: Sequence[Path]) -> None:
    from core.publishing.repository.place import Repository
    from core.publishing.repository.roles import DAYS, Terms
    from core.publishing.repository.rootmaking import KeyChanges, stage_root

    changes = KeyChanges(
        [one.key for one in _listed(places)],
        [part for part in values.get("retire", "").split(",") if part],
        role_numbers("--threshold", values.get("threshold"), _MOST_KEYS),
        renew="renew" in values,
    )
    terms = Terms(days={**DAYS, **role_numbers("--days", values.get("days"), MOST_DAYS)})
    stage_root(Repository(folder), changes, session.moment, terms)


def _listed(places: Sequence[Path]) -> list[Listed]:
    """The keys in folders and files, in the order given; in a folder by name."""
    from core.signing.keys import PRIVATE, PUBLIC, read_public

    found = []
    for place in places:
        files = sorted(place.glob(f"*{PUBLIC}"))[:_MOST_FILES] if place.is_dir() else [place]
        if not files:
            raise KeyFileUnusable(
                phrase("There are no keys in {path}.", path=str(place)),
                phrase("Make one with: {example}", example="appvett catalogue keys DIR --new targets --name anna"),
            )
        for public in files:
            private = public.with_name(public.name.removesuffix(PUBLIC) + PRIVATE)
            found.append(Listed(read_public(public), public, private if private.is_file() else None))
    return found


def _as_json(listed: Sequence[Listed]) -> list[Json]:
    from core.commands.repository_json import key_as_json

    return [
        {**key_as_json(one.key), "file": str(one.public), "private": str(one.private) if one.private else None}
        for one in listed
    ]


def _repository_json(folder: Path, before: Published | None, found: Waiting | None, session: Session) -> Json:
    from core.commands.repository_json import published_as_json, waiting_as_json
    from core.publishing.repository.signatures import tallies

    return {
        "repository": str(folder),
        "remarks": [session.words.say(remark) for remark in _remarks(before, found)],
        "published": published_as_json(before, session.moment) if before else None,
        "waiting": waiting_as_json(found, tallies(before.root if before else None, found)) if found else None,
    }


def _repository_text(before: Published | None, found: Waiting | None, session: Session) -> str:
    from core.commands.repository_text import published_lines, reminder_lines, root_lines, waiting_lines
    from core.publishing.repository.ageing import reminders
    from core.publishing.repository.signatures import tallies

    page, blocks = _page(session), []
    if before is not None:
        blocks += [published_lines(before, session.moment, page), root_lines(before.root.signed, page)]
        blocks.append(reminder_lines(reminders(before, session.moment), page))
    if found is not None:
        root = before.root if before else None
        blocks.append(waiting_lines(found, root, tallies(root, found), page))
    if considered := [page.words.say(remark) for remark in _remarks(before, found)]:
        blocks.append([page.heading(phrase("To consider")), *page.items(considered)])
    if not any(blocks):
        blocks = [page.paragraph(phrase("There is no root yet. Name keys to set the repository up."), 0)]
    return "\n\n".join("\n".join(lines) for lines in blocks if lines) + "\n"


def _remarks(before: Published | None, found: Waiting | None) -> tuple[Phrase, ...]:
    """What to consider about the keys of the root that comes, or of the present one."""
    from core.publishing.repository.remarks import remarks

    root = (found.root if found else None) or (before.root if before else None)
    return remarks(root.signed) if root else ()


def _key_lines(listed: Sequence[Listed], page: Page) -> list[str]:
    lines = [page.heading(plural("{count} key", "{count} keys", count=len(listed)))]
    for one in listed:
        parts = {"role": one.key.role, "name": one.key.name}
        said = phrase("{role} {name}", **parts) if one.private else phrase("{role} {name}, public part only", **parts)
        lines += [*page.paragraph(said), *page.paragraph(one.key.id, 2 * INDENT)]
    return lines


def _made_text(one: Listed, page: Page) -> str:
    words = page.words
    lines = [
        words.say(phrase("A key for {role} was made: {id}", role=one.key.role, id=one.key.id)),
        f"  {words.show(str(one.private))}",
        f"  {words.show(str(one.public))}",
        *page.paragraph(
            phrase("The first file stays with you alone; keep a copy of it, and its passphrase, in safe places."), 0
        ),
        *page.paragraph(phrase("The second goes to whoever sets up the repository."), 0),
    ]
    return "\n".join(lines) + "\n"


def _page(session: Session) -> Page:
    return Page(session.words, session.out)
