"""The private keys that finish a publication, from the folder that somebody names."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from core.commands.asking import PassphraseSource

if TYPE_CHECKING:
    from securesystemslib.signer import Signer

    from core.publishing.repository.finishing import Ahead
    from core.publishing.repository.place import Repository
    from core.publishing.repository.roles import Role


def open_keys(
    repository: Repository, ahead: Ahead, named: str | None, asked: PassphraseSource
) -> Mapping[Role, Sequence[Signer]]:
    """Open as many keys as it takes to finish.

    Args:
        repository: The publisher's folder.
        ahead: What is to be finished.
        named: The folder that `--keys` names; None: it was not given.
        asked: Where passphrases come from.

    Raises:
        KeyFileUnusable: a file is no key, or the folder lies inside the repository.
        PassphraseRefused: a passphrase opens nothing, or nobody can be asked.
        SignaturesMissing: a key that is needed is not there.
    """
    from core.publishing.repository import errors
    from core.publishing.repository.signatures import signer
    from core.signing.keys import PRIVATE, PUBLIC, read_public, unlock

    folder = Path(named) if named else None
    if folder is not None and repository.holds(folder):
        raise errors.key_inside(folder, repository.folder)
    found: dict[Role, list[Signer]] = {role: [] for role in ahead.signs}
    for path in sorted(folder.glob(f"*{PUBLIC}")) if folder else ():
        key, private = read_public(path), path.with_name(path.name.removesuffix(PUBLIC) + PRIVATE)
        for role, ids in ahead.keys.items():
            enough = len(found[role]) >= ahead.root.signed.roles[role.value].threshold
            if key.id in ids and private.is_file() and not enough:
                found[role].append(signer(unlock(private, asked.of(private))))
    for role, open_keys in found.items():
        missing = ahead.root.signed.roles[role.value].threshold - len(open_keys)
        if missing > 0:
            raise errors.keys_missing(role, missing)
    return found
