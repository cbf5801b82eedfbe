"""A publisher's office for tests: a repository worked on by the functions that the commands use, with keys in memory.

office = an_office(tmp_path / "repository")     # set up: root 1 is published
office.publish(small_catalogue)                 # staged, signed by two people, published
office.stage(newer)                             # staged only
office.sign(Role.TARGETS, 0)                    # the first of the targets keys signs
office.finish()
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from core.errors import Reporter, Silent
from core.publishing.repository.finishing import finish
from core.publishing.repository.place import Repository
from core.publishing.repository.reading import Published, Waiting, waiting
from core.publishing.repository.roles import Role, Terms
from core.publishing.repository.rootmaking import KeyChanges, stage_root
from core.publishing.repository.signatures import signer
from core.publishing.repository.signing import add_signature
from core.publishing.repository.staging import Wishes, stage_release
from core.signing.keys import PublicKey, public_part
from tests.builders import NOW

QUICK = Wishes(level=1)


def keys(count: int) -> list[Ed25519PrivateKey]:
    return [Ed25519PrivateKey.generate() for _ in range(count)]


@dataclass
class Office:
    """One repository, and everybody's keys."""

    repository: Repository
    keys: dict[Role, list[Ed25519PrivateKey]] = field(
        default_factory=lambda: {
            Role.ROOT: keys(3),
            Role.TARGETS: keys(3),
            Role.SNAPSHOT: keys(1),
            Role.TIMESTAMP: keys(1),
        }
    )
    terms: Terms = field(default_factory=Terms)
    now: datetime = NOW

    def public(self, role: Role, number: int = 0) -> PublicKey:
        """The public part of a key."""
        return public_part(self.keys[role][number], role.value, f"key-{number}")

    def all_public(self) -> list[PublicKey]:
        """The public parts of all keys."""
        return [self.public(role, number) for role, of_role in self.keys.items() for number in range(len(of_role))]

    def new(self, role: Role) -> PublicKey:
        """A further key for a role; its public part."""
        self.keys[role] += keys(1)
        return self.public(role, -1)

    def set_up(self) -> None:
        """Publish the first root."""
        self.stage_root(KeyChanges(self.all_public()))
        self.sign_all(Role.ROOT)
        self.finish()

    def stage_root(self, changes: KeyChanges) -> Waiting:
        return stage_root(self.repository, changes, self.now, self.terms)

    def stage(self, catalogue: Path, wishes: Wishes = QUICK, reporter: Reporter | None = None) -> Waiting:
        return stage_release(self.repository, catalogue, self.now, self.terms, wishes, reporter or Silent())

    def sign(self, role: Role, number: int) -> Waiting:
        found = waiting(self.repository)
        assert found is not None
        return add_signature(self.repository, found, self.keys[role][number])

    def sign_all(self, role: Role, numbers: Sequence[int] = (0, 1)) -> None:
        for number in numbers:
            self.sign(role, number)

    def finish(self, reporter: Reporter | None = None) -> Published:
        signers = {role: [signer(key) for key in self.keys[role]] for role in (Role.SNAPSHOT, Role.TIMESTAMP)}
        return finish(self.repository, signers, self.now, self.terms, reporter or Silent())

    def publish(self, catalogue: Path, wishes: Wishes = QUICK) -> Published:
        self.stage(catalogue, wishes)
        self.sign_all(Role.TARGETS)
        return self.finish()


def an_office(folder: Path) -> Office:
    """An office whose first root is published."""
    office = Office(Repository(folder))
    office.set_up()
    return office
