"""`appvett catalogue publish`: set a release out for signatures, publish what was signed, keep it fresh."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from core.commands.asking import passphrases
from core.commands.catalogue_keys import MOST_DAYS
from core.commands.catalogue_sign import repository_folder
from core.commands.numbers import role_numbers
from core.commands.parsing import Arguments
from core.commands.progress import Progress
from core.commands.publishing_reply import Done, as_json, as_text
from core.commands.publishing_signers import open_keys
from core.commands.session import Reply, Session
from core.errors import UsageError
from core.texts.phrase import Phrase, phrase

if TYPE_CHECKING:
    from core.publishing.repository.place import Repository
    from core.publishing.repository.pruning import Pruned
    from core.publishing.repository.reading import Published
    from core.publishing.repository.roles import Terms
    from core.publishing.repository.stick import Edition

_MODES = ("catalogue", "refresh", "renew", "drop")
"""Options of which one at most is given."""
_AFTERWARDS = ("stick", "prune")
_OF_A_RELEASE = ("with_search", "needs")


def run(session: Session, arguments: Arguments) -> Reply:
    """Do the next step of publishing; which one, the options say, or what waits.

    Raises:
        UsageError: the options do not go together.
        PublishingError: it is refused.
        CatalogueError: a catalogue cannot be used.
        TrustError, TransportError: a station would refuse what would be published.
    """
    from core.publishing.repository.place import Repository
    from core.publishing.repository.reading import newest_root, published, waiting

    values = arguments.values
    repository = Repository(repository_folder(arguments))
    _check(values)
    said = list(_act(session, repository, values))
    edition = _write_stick(session, repository, values) if "stick" in values else None
    pruned = _prune(repository) if "prune" in values else None
    now = published(repository) if newest_root(repository) else None
    done = Done(repository.folder, now, waiting(repository), tuple(said), edition, pruned)
    return Reply(lambda: as_json(done, session), lambda: as_text(done, session))


def _check(values: Mapping[str, str]) -> None:
    modes = [mode for mode in _MODES if mode in values]
    afterwards = [mode for mode in _AFTERWARDS if mode in values]
    lonely = [name for name in _OF_A_RELEASE if name in values and "catalogue" not in values]
    if len(modes) > 1 or (afterwards and modes not in ([], ["refresh"])) or lonely:
        names = [f"--{name.replace('_', '-')}" for name in (*modes, *afterwards, *lonely)]
        raise UsageError(
            phrase("These options do not go together: {options}.", options=", ".join(names)),
            phrase("Give one after the other; what each does: appvett help catalogue publish"),
        )


def _act(session: Session, repository: Repository, values: Mapping[str, str]) -> Sequence[Phrase]:
    """The step that was asked for; what there is to say about it."""
    from core.publishing.repository import staging
    from core.publishing.repository.reading import waiting

    terms = _terms(values)
    if "drop" in values:
        is_gone = staging.drop(repository)
        return [phrase("What waited was thrown away.") if is_gone else phrase("Nothing was waiting.")]
    if "renew" in values:
        staging.stage_renewal(repository, session.moment, terms)
        return [_NOW_SIGN]
    if "catalogue" in values:
        _stage(session, repository, values, terms)
        return [_NOW_SIGN]
    if "refresh" in values:
        return [_refresh(session, repository, values, terms)]
    if waiting(repository) is not None:
        return [_finish(session, repository, values, terms)]
    return []


_NOW_SIGN = phrase("Now have it signed: catalogue sign --repository DIR --key FILE")


def _terms(values: Mapping[str, str]) -> Terms:
    from core.publishing.repository.roles import DAYS, Terms

    return Terms(days={**DAYS, **role_numbers("--days", values.get("days"), MOST_DAYS)})


def _stage(session: Session, repository: Repository, values: Mapping[str, str], terms: Terms) -> None:
    from core.publishing.repository.staging import Wishes, stage_release

    wishes = Wishes(with_search="with_search" in values, needs=values.get("needs", ""))
    progress = Progress(session.err, session.words, phrase("Making the release"))
    try:
        stage_release(repository, Path(values["catalogue"]), session.moment, terms, wishes, progress)
    finally:
        progress.end()


def _refresh(session: Session, repository: Repository, values: Mapping[str, str], terms: Terms) -> Phrase:
    from core.publishing.repository.finishing import Ahead, refresh
    from core.publishing.repository.reading import published
    from core.publishing.repository.roles import Role

    now = published(repository)
    ahead = Ahead(now, now.root, now.targets, (Role.TIMESTAMP,))
    signers = open_keys(repository, ahead, values.get("keys"), passphrases(session, values))
    found = refresh(repository, signers, session.moment, terms)
    return phrase("Confirmed: nothing newer than release {version}.", version=_version(found))


def _finish(session: Session, repository: Repository, values: Mapping[str, str], terms: Terms) -> Phrase:
    from core.publishing.repository.finishing import finish, look_ahead

    ahead = look_ahead(repository)
    signers = open_keys(repository, ahead, values.get("keys"), passphrases(session, values))
    progress = Progress(session.err, session.words, phrase("Publishing"))
    try:
        found = finish(repository, signers, session.moment, terms, progress)
    finally:
        progress.end()
    if found.release is None:
        return phrase("Root {version} is published. There is no release yet.", version=str(found.root.signed.version))
    return phrase("Published, and read back as a station does: release {version}.", version=_version(found))


def _version(found: Published) -> str:
    return str(found.release.version) if found.release else ""


def _write_stick(session: Session, repository: Repository, values: Mapping[str, str]) -> Edition:
    from core.publishing.repository.stick import write_stick

    progress = Progress(session.err, session.words, phrase("Writing the stick edition"))
    try:
        folder = Path(values["stick"])
        return write_stick(repository, folder, session.moment, progress)
    finally:
        progress.end()


def _prune(repository: Repository) -> Pruned:
    from core.publishing.repository.pruning import prune

    return prune(repository)
