"""Which letters of a name fit what was typed, for lists that mark them."""

from __future__ import annotations

from core.catalogue.fold import fold, loosen, spellings, squeeze, words

_LONGEST = 200


def marked(name: str, query: str) -> tuple[tuple[int, int], ...]:
    """The parts of `name` that fit `query`, as (first, behind last) pairs of places, in order and apart.

    The whole query is sought first, whatever stands between its letters; then each of its words where a word of the
    name begins. Empty where neither is found: the app was found by something else.
    """
    letters, places = _letters(name)
    begins = _beginnings(name, places)
    wanted = _ways_to_write(fold(query))
    for whole in map(squeeze, wanted):
        if (start := _found(letters, whole, begins)) is not None:
            return _joined(name, [(places[start], places[start + len(whole) - 1] + 1)])
    parts = {part for form in wanted for part in words(form)}
    found = [(place, part) for part in parts if (place := _found(letters, part, begins)) is not None]
    return _joined(name, [(places[place], places[place + len(part) - 1] + 1) for place, part in found])


def _ways_to_write(folded: str) -> tuple[str, ...]:
    """The query in plain Latin letters; `aa` and `oe` may stand for å and ø."""
    letters = folded.replace("aa", "å").replace("oe", "ø")
    return tuple(dict.fromkeys((*spellings(folded), loosen(letters))))


def _letters(name: str) -> tuple[str, list[int]]:
    """The loosened letters and figures of a name, and the place in the name that each comes from."""
    letters, places = "", list[int]()
    for place, sign in enumerate(name[:_LONGEST]):
        spelt = squeeze(loosen(fold(sign)))
        letters += spelt
        places += [place] * len(spelt)
    return letters, places


def _beginnings(name: str, places: list[int]) -> frozenset[int]:
    """Places among the letters where a word begins."""
    return frozenset(
        index
        for index, place in enumerate(places)
        if not place or not name[place - 1].isalnum() or (name[place].isupper() and name[place - 1].islower())
    )


def _found(letters: str, part: str, begins: frozenset[int]) -> int | None:
    """Where a part stands at the beginning of a word, else None."""
    place = letters.find(part) if part else -1
    while place >= 0 and place not in begins:
        place = letters.find(part, place + 1)
    return place if place >= 0 else None


def _joined(name: str, spans: list[tuple[int, int]]) -> tuple[tuple[int, int], ...]:
    """The same places without overlaps; marks that belong to the last letter belong to its part."""
    found: list[tuple[int, int]] = []
    for first, last in sorted(spans):
        if found and first <= found[-1][1]:
            found[-1] = (found[-1][0], max(last, found[-1][1]))
        else:
            found.append((first, min(last, len(name))))
    return tuple(found)
