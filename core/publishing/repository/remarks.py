"""What follows from few keys, told to whoever sets up a repository with fewer than is usual."""

from __future__ import annotations

from collections.abc import Iterator

from tuf.api.metadata import Root

from core.publishing.repository.roles import Role
from core.texts.phrase import Phrase, phrase


def remarks(root: Root) -> tuple[Phrase, ...]:
    """What to consider about the keys that a root names; nothing where they are as usual."""
    return tuple(_remarks(root))


def _remarks(root: Root) -> Iterator[Phrase]:
    for role, (stolen, lost) in _FOLLOWS.items():
        named = root.roles[role.value]
        if named.threshold == 1:
            yield stolen
        if len(named.keyids) == named.threshold:
            yield lost


_FOLLOWS = {
    Role.ROOT: (
        phrase("One root key is enough: whoever steals it can take the place of all others."),
        phrase("As many root keys must sign as there are: with one lost, keys can never be changed again."),
    ),
    Role.TARGETS: (
        phrase("One targets key is enough: whoever steals it can sign facts alone."),
        phrase("As many targets keys must sign as there are: with one lost, it takes a new root to publish again."),
    ),
}
"""For each role what one stolen key means, and what one lost."""
