"""Whether metadata that waits says what is shown to the signers, and nothing else.

Whoever signs sees versions, keys, files and dates. Metadata can hold more: members nobody knows, other roles that may
answer for files, a second spelling of a key that would let its owner sign twice. So what waits is made once more, from
what is shown, and has to be the same to the letter.
"""

from __future__ import annotations

from collections.abc import Callable

from securesystemslib.signer import Key
from tuf.api.exceptions import RepositoryError
from tuf.api.metadata import Metadata, Root, T, TargetFile, Targets

from core.publishing.repository import errors
from core.publishing.repository.metadata import file_name, make_root, make_targets, target_file
from core.publishing.repository.reading import Waiting
from core.publishing.repository.roles import Role, Terms
from core.publishing.repository.rootmaking import keys_of, tuf_key
from core.signing.keys import PublicKey


def refuse_unshown(found: Waiting) -> None:
    """Refuse metadata that we would not have made.

    Raises:
        NotPublishable: it holds more than is shown, or the same in other words.
    """
    if found.root is not None:
        _compare(found.root, _root_again)
    if found.targets is not None:
        _compare(found.targets, _targets_again)


def _compare(metadata: Metadata[T], again: Callable[[T], Metadata[T]]) -> None:
    signed = metadata.signed
    try:
        is_ours = again(signed).signed_bytes == metadata.signed_bytes
    except (RepositoryError, LookupError, TypeError, ValueError):  # numbers that are none, keys of another make
        is_ours = False
    if not is_ours or metadata.unrecognized_fields:
        raise errors.altered(file_name(Role(signed.type), signed.version))


def _targets_again(targets: Targets) -> Metadata[Targets]:
    files = {name: _file_again(name, file) for name, file in targets.targets.items()}
    return make_targets(int(targets.version), files, targets.expires)


def _file_again(name: str, file: TargetFile) -> TargetFile:
    return target_file(name, int(file.length), file.hashes["sha256"])


def _root_again(root: Root) -> Metadata[Root]:
    keys = {role: [_key_again(role, key) for key in keys_of(root, role).values()] for role in Role}
    ids = [key.keyid for of_role in keys.values() for key in of_role]
    if len(set(ids)) < len(ids):
        raise ValueError(ids)  # one key, in two roles or under two names
    thresholds = {role: int(root.roles[role.value].threshold) for role in Role}
    return make_root(int(root.version), keys, Terms(thresholds, {Role.ROOT: 0}), root.expires)


def _key_again(role: Role, key: Key) -> Key:
    """The key with the id that its bytes give, in small letters; so it has one name and one spelling."""
    return tuf_key(PublicKey(role.value, "", bytes.fromhex(key.keyval["public"]).hex()))
