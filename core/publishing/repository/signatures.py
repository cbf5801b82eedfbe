"""Counting signatures: who has signed what waits, and how many are still missing."""

from __future__ import annotations

from dataclasses import dataclass

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from securesystemslib.signer import CryptoSigner
from tuf.api.metadata import Metadata, Root, T

from core.publishing.repository.reading import Waiting
from core.publishing.repository.roles import Role


@dataclass(frozen=True, slots=True)
class Tally:
    """How far the signing of one file has come, for one set of keys."""

    role: Role
    """Whose signatures."""
    root: int
    """Version of the root that names these keys: a new root is signed by old and new ones."""
    threshold: int
    signed: frozenset[str]
    """Ids of keys whose signatures hold."""
    unsigned: frozenset[str]
    """Ids of keys that may still sign."""

    @property
    def missing(self) -> int:
        """Signatures that are still needed."""
        return max(0, self.threshold - len(self.signed))


def signer(key: Ed25519PrivateKey) -> CryptoSigner:
    """An open key, ready to sign."""
    return CryptoSigner(key)


def tally(root: Root, role: Role, metadata: Metadata[T]) -> Tally:
    """Who of a role's keys has signed some metadata."""
    found = root.get_verification_result(role.value, metadata.signed_bytes, metadata.signatures)
    return Tally(role, root.version, found.threshold, frozenset(found.signed), frozenset(found.unsigned))


def is_signed(root: Root, role: Role, metadata: Metadata[T]) -> bool:
    """Whether enough keys of a role have signed."""
    return tally(root, role, metadata).missing == 0


def tallies(before: Metadata[Root] | None, found: Waiting) -> tuple[Tally, ...]:
    """Who has signed what waits.

    Args:
        before: The root that is published; None: there is none.
        found: What waits.

    Returns:
        For a root: by its own keys, and before that by those of the root before; for a list of files: by the keys of
        the root that will hold then.
    """
    made = []
    if found.root is not None:
        made += [tally(root.signed, Role.ROOT, found.root) for root in (before, found.root) if root is not None]
    held = found.root or before
    if found.targets is not None and held is not None:
        made.append(tally(held.signed, Role.TARGETS, found.targets))
    return tuple(made)
