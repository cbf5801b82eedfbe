"""The root: setting up a repository, adding and retiring keys, renewing.

Whoever trusts a root follows it to the next one if enough keys of the old and enough of the new have signed that.
A root is therefore never taken back, only followed by another.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise

from securesystemslib.signer import Key, SSlibKey
from tuf.api.metadata import Metadata, Root, Targets

from core.publishing.repository import errors
from core.publishing.repository.alone import alone
from core.publishing.repository.metadata import make_root
from core.publishing.repository.place import Place, Repository
from core.publishing.repository.reading import Waiting, all_roots, newest_root, published, waiting
from core.publishing.repository.roles import THRESHOLDS, Role, Terms
from core.publishing.repository.signatures import is_signed
from core.publishing.repository.staging import renewed, set_out
from core.signing.keys import PublicKey

_SHORTEST_ID = 8


@dataclass(frozen=True, slots=True)
class KeyChanges:
    """What shall be different in the next root."""

    add: Sequence[PublicKey] = ()
    """Keys that it shall name; those it names already change nothing."""
    retire: Sequence[str] = ()
    """Ids, or at least eight digits of their beginnings, of keys that it shall name no more."""
    thresholds: Mapping[Role, int] | None = None
    """How many keys must sign, by role; roles left out stay as they are, at first as usual."""
    renew: bool = False
    """Whether it shall be made also where nothing changes, for a later expiry."""


def stage_root(repository: Repository, changes: KeyChanges, moment: datetime, terms: Terms) -> Waiting:
    """Set out the first or the next root for signatures.

    Where the present release would not be signed by enough keys of the next root, it is set out as well.

    Raises:
        NotPublishable: the root must not be made like this, or something waits already.
        RepositoryUnusable, RepositoryBusy: the folder cannot be used.
        OSError: a file cannot be written.
    """
    with alone(repository) as work:
        if repository.staged.folder.exists():
            raise errors.waiting_already(repository.staged.folder)
        before = newest_root(repository)
        made = _next(before, all_roots(repository), changes, moment, terms)
        again = _release_again(repository, made, moment, terms)
        set_out(repository, Place(work / "staged"), (made, *again))
    found = waiting(repository)
    if found is None:
        raise errors.broken(repository.staged.folder)
    return found


def tuf_key(key: PublicKey) -> Key:
    """A public key as metadata has it."""
    return SSlibKey(key.id, "ed25519", "ed25519", {"public": key.public})


def keys_of(root: Root, role: Role) -> dict[str, Key]:
    """The keys of a role, by id."""
    return {key_id: root.keys[key_id] for key_id in root.roles[role.value].keyids}


def _next(
    before: Metadata[Root] | None,
    roots: Sequence[Metadata[Root]],
    changes: KeyChanges,
    moment: datetime,
    terms: Terms,
) -> Metadata[Root]:
    old = {role: keys_of(before.signed, role) if before else {} for role in Role}
    leaving = _leaving(before, changes.retire)
    keys = {role: {id_: key for id_, key in of_role.items() if id_ not in leaving} for role, of_role in old.items()}
    for key in changes.add:
        _refuse_retired(key, before, roots)
        if key.id not in leaving:
            keys[_role(key)][key.id] = tuf_key(key)
    thresholds = _thresholds(before, changes)
    if before and not changes.renew and keys == old and thresholds == _thresholds(before, KeyChanges()):
        raise errors.nothing_changes()
    _refuse_unfit(keys, thresholds)
    version = before.signed.version + 1 if before else 1
    return make_root(version, {role: list(keys[role].values()) for role in Role}, Terms(thresholds, terms.days), moment)


def _release_again(
    repository: Repository, root: Metadata[Root], moment: datetime, terms: Terms
) -> tuple[Metadata[Targets], ...]:
    """The present release once more, where the root that comes would not take its signatures."""
    now = published(repository).targets if root.signed.version > 1 else None
    if now is None or is_signed(root.signed, Role.TARGETS, now):
        return ()
    return (renewed(now, moment, terms),)


def _leaving(before: Metadata[Root] | None, retire: Sequence[str]) -> frozenset[str]:
    known = before.signed.keys if before else {}
    found = set()
    for beginning in retire:
        fitting = [key_id for key_id in known if key_id.startswith(beginning)]
        if len(beginning) < _SHORTEST_ID or len(fitting) != 1:
            raise errors.unknown_key(beginning)
        found.add(fitting[0])
    return frozenset(found)


def _role(key: PublicKey) -> Role:
    try:
        return Role(key.role)
    except ValueError as error:
        raise errors.no_role(key.id, key.role) from error


def _refuse_retired(key: PublicKey, before: Metadata[Root] | None, roots: Sequence[Metadata[Root]]) -> None:
    """Refuse a key that an earlier root named and the present one does not: it was retired for a reason."""
    if before is None or key.id in before.signed.keys:
        return
    for earlier, later in pairwise(roots):
        if key.id in earlier.signed.keys and key.id not in later.signed.keys:
            raise errors.retired(key.id, later.signed.version)


def _thresholds(before: Metadata[Root] | None, changes: KeyChanges) -> dict[Role, int]:
    usual = {role: before.signed.roles[role.value].threshold for role in Role} if before else dict(THRESHOLDS)
    return usual | dict(changes.thresholds or {})


def _refuse_unfit(keys: Mapping[Role, Mapping[str, Key]], thresholds: Mapping[Role, int]) -> None:
    seen: set[str] = set()
    for role in Role:
        if len(keys[role]) < thresholds[role]:
            raise errors.too_few_keys(role, len(keys[role]), thresholds[role])
        if double := seen & keys[role].keys():
            raise errors.two_roles(min(double))
        seen |= keys[role].keys()
