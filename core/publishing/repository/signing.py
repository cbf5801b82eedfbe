"""Adding one signature to what waits."""

from __future__ import annotations

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from tuf.api.metadata import Metadata, Root, Targets

from core.publishing.repository import errors
from core.publishing.repository.alone import alone
from core.publishing.repository.files import replace_file
from core.publishing.repository.metadata import file_name, to_bytes
from core.publishing.repository.place import Repository
from core.publishing.repository.reading import Waiting, newest_root, waiting
from core.publishing.repository.roles import Role
from core.publishing.repository.signatures import Tally, signer, tallies


def may_sign(counted: tuple[Tally, ...], key_id: str) -> frozenset[Role]:
    """What a key is asked to sign.

    Args:
        counted: Who has signed what waits.
        key_id: Of the key.

    Raises:
        SignaturesMissing: the key is not asked, or has signed already.
    """
    open_to = frozenset(one.role for one in counted if key_id in one.unsigned)
    if not open_to and any(key_id in one.signed for one in counted):
        raise errors.signed_already(key_id)
    if not open_to:
        raise errors.not_named(key_id)
    return open_to


def add_signature(repository: Repository, seen: Waiting, key: Ed25519PrivateKey) -> Waiting:
    """Sign what waits, if it is still what the signer has seen.

    Args:
        repository: The publisher's folder.
        seen: What was shown to the signer.
        key: Theirs, open.

    Returns:
        What waits now, with the signature.

    Raises:
        SignaturesMissing: the key is not asked to sign this, or has signed already.
        NotPublishable: nothing waits any more, or something else does.
        RepositoryBusy, RepositoryUnusable: the folder cannot be used.
        OSError: it cannot be written.
    """
    mine = signer(key)
    with alone(repository):
        now = waiting(repository)
        if now is None:
            raise errors.nothing_waits(repository.folder)
        _compare(seen, now)
        roles = may_sign(tallies(newest_root(repository), now), mine.public_key.keyid)
        for role, metadata in ((Role.ROOT, now.root), (Role.TARGETS, now.targets)):
            if metadata is not None and role in roles:
                metadata.sign(mine, append=True)
                name = file_name(role, metadata.signed.version)
                replace_file(repository.staged.metadata / name, to_bytes(metadata))
    return now


def _compare(seen: Waiting, now: Waiting) -> None:
    for before, after in ((seen.root, now.root), (seen.targets, now.targets)):
        if _signed_bytes(before) != _signed_bytes(after):
            raise errors.altered("metadata")


def _signed_bytes(metadata: Metadata[Root] | Metadata[Targets] | None) -> bytes | None:
    return metadata.signed_bytes if metadata is not None else None
