"""Spelling mistakes: how many edits a name may be away, and what lies one edit away.

An edit is a letter too many, missing, wrong, or swapped with its neighbour (optimal string alignment). All texts are
squeezed, loosened keys (`core.catalogue.fold`).
"""

from __future__ import annotations

from collections.abc import Iterator

SHORTEST = 4
"""Letters from which a name is compared; below that everything is near everything."""
_SHORT = 5
"""Up to so many letters, one edit is allowed; beyond, two."""
LONGEST_BEGUN = 24
"""Letters up to which a half-typed name is corrected."""
_LETTERS = "abcdefghijklmnopqrstuvwxyz0123456789"


def edits_allowed(length: int) -> int:
    """How many edits a text of so many letters may hold: 0, 1 or 2."""
    if length < SHORTEST:
        return 0
    return 1 if length <= _SHORT else 2


def one_edit_away(key: str, known: int) -> list[str]:
    """Every text that is one edit away from `key`, each once, without `key`.

    Args:
        key: What was typed.
        known: How many letters of it some name begins with: an edit further on cannot mend it.
    """
    found = dict.fromkeys(
        variant
        for place in range(min(known, len(key)) + 1)
        for variant in _edited(key[:place], key[place:])
        if variant != key
    )
    return list(found)


def _edited(before: str, after: str) -> Iterator[str]:
    """One edit at the border of the two texts."""
    for letter in _LETTERS:
        yield before + letter + after
        if after:
            yield before + letter + after[1:]
    if after:
        yield before + after[1:]
    if len(after) > 1:
        yield before + after[1] + after[0] + after[2:]
