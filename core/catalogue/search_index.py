"""The second phase of look-up: names that lie near what was typed. For a worker; never raises for any text."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import islice, takewhile
from typing import NamedTuple

from core.catalogue import letters
from core.catalogue.letters import Bucket, unpack
from core.catalogue.name_index import ENOUGH, HIGHEST_POPULARITY, IndexHit, MatchedOn, NameIndex, Typed
from core.catalogue.search_file import LISTING, NAME_BITS, PLACE_BITS, after
from core.catalogue.spelling import LONGEST_BEGUN, SHORTEST, edits_allowed, one_edit_away

__all__ = ["IndexHit", "MatchedOn", "NearHits", "SearchIndex", "Typed"]

_HIGHEST = "\U0010ffff"
_SCREENFUL = 10
"""Hits and guesses together, beyond which nobody needs guesses."""
_PLENTY = 20
"""Guesses from which the slower ways of guessing are left out."""
_MOST_WHOLE = 7
"""Guesses that are kept for whole names, so that what is only well known does not take all places."""
_BEGUN_EACH, _BEGUN_ALL = 12, 30
"""Names that are taken from one mended beginning, and from all together."""
_MENDED_WORDS, _WAYS_TO_MEND = 2, 4
"""Unknown words of a query that are mended, and ways of mending each that are tried."""
_FEW_WAYS = 24
"""Ways to mend a beginning that are all followed."""
_FAMOUS = 2000
"""Best known names among which "did you mean" looks."""
_KEPT_NAMES = 2_000_000
"""Names that are kept at hand, some thirty bytes each."""
_MOST_NEAR = 100
"""Names near by that are ranked."""
_FAR_BETTER = 7
"""Steps of popularity, each of which is twice as many users, that make a neighbour "far better known"."""
_RENOWN_OF_DOSSIERS = 20
"""Popularity that an assessed app has at least: somebody took the trouble because people use it."""
_LETTERS_FOR_TWO_EDITS = 8
"""Letters from which a far better known neighbour may be two edits away."""
_COST_OF_EDIT, _COST_OF_TIER = 12, 5
"""What an edit, and fitting less than the whole name, weigh against steps of popularity."""


@dataclass(frozen=True, slots=True)
class NearHits:
    """What the second phase gives."""

    hits: tuple[IndexHit, ...] = ()
    """Guesses, the likeliest first; none where the first phase found enough."""
    did_you_mean: IndexHit | None = None
    """A far better known app with nearly this name."""


class SearchIndex(NameIndex):
    """One search file, open, with guesses. Belongs to the thread that opened it."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        """Take over a connection that `search_file` opened."""
        super().__init__(connection)
        self._buckets: dict[int, Bucket] = {}

    def near(self, query: str, found: Sequence[IndexHit]) -> NearHits:
        """Apps whose names lie near the query.

        Args:
            query: What was typed.
            found: What `find` gave for it.
        """
        typed = Typed.of(query)
        if len(typed.loose) < SHORTEST or _is_settled(typed.loose, found):
            return NearHits()
        better = self._far_better(typed.loose, found)
        if len(found) >= _SCREENFUL:
            return NearHits((), better)
        return NearHits(_likeliest(self._guesses(typed, found), {hit.place for hit in found}), better)

    def _guesses(self, typed: Typed, found: Sequence[IndexHit]) -> list[_Guess]:
        """Everything that lies near; the slower ways only where the quicker ones gave little."""
        guesses: list[_Guess] = []
        for more in (self._named_or_begun, self._whole):
            guesses += more(typed.loose)
            if len(guesses) >= _PLENTY or (len(guesses) >= ENOUGH and _names_a_whole(guesses)):
                break
        if len(found) >= ENOUGH:
            # What is half-typed rightly begins with many things one edit away: only whole names are worth telling.
            return [guess for guess in guesses if not guess.tier]
        return guesses if _names_a_whole(guesses) else [*guesses, *self._wrong_word(typed)]

    def _named_or_begun(self, key: str) -> Iterator[_Guess]:
        """Names that are, or begin with, something one edit away."""
        if len(key) > LONGEST_BEGUN:
            return
        # Few names share a longer beginning: those are read and compared. Edits before its end are tried one by one.
        shared = self._letters_of_many(key) + 1
        known = self._known_letters("spelt", "key", key)
        variants = one_edit_away(key, min(known, shared - 1))
        rows = self._connection.execute(
            "select value from json_each(?)"
            " where exists (select 1 from spelt where spelt.key >= value and spelt.key < value || ?)",
            (json.dumps(variants), _HIGHEST),
        )
        mended = [value for (value,) in rows]
        near = self._near_among(key, key[:shared]) if known >= shared else {}
        # Whole names first: there are few of them, and they are likelier.
        whole = {number for number, is_whole in near.items() if is_whole}
        tiers = dict.fromkeys(sorted(whole.union(self._named_so(mended))), 0)
        for number in sorted({*near, *self._numbers_begun(mended)}):
            tiers.setdefault(number, 1)
        for hit in self._rows(list(islice(tiers, _BEGUN_ALL))):
            yield _Guess(hit, 1, tiers[hit.number])

    def _letters_of_many(self, key: str) -> int:
        """How many letters of a key very many names begin with."""
        for length in range(1, len(key) + 1):
            if not self._connection.execute("select 1 from top where key = ?", (key[:length],)).fetchone():
                return length - 1
        return len(key)

    def _near_among(self, key: str, beginning: str) -> dict[int, bool]:
        """Numbers of the names with a beginning that begin one edit away from a key; and whether they end there."""
        from rapidfuzz.distance import OSA
        from rapidfuzz.process import extract

        rows = self._connection.execute(
            "select number, key from spelt where key >= ? and key < ?", (beginning, after(beginning))
        )
        names = {number: name for number, name in rows if not name.startswith(key)}
        near: dict[int, bool] = {}
        for length in (len(key) - 1, len(key), len(key) + 1):
            begun = {number: name[:length] for number, name in names.items()}
            for _, _, number in extract(key, begun, scorer=OSA.distance, score_cutoff=1, limit=None):
                near[number] = near.get(number, False) or len(names[number]) <= length
        return near

    def _named_so(self, keys: Sequence[str]) -> list[int]:
        """Numbers of the names that have one of these keys, the best known first."""
        rows = self._connection.execute(
            "select number from json_each(?) cross join spelt on spelt.key = value order by number limit ?",
            (json.dumps(list(keys)), _BEGUN_ALL),
        )
        return [number for (number,) in rows]

    def _numbers_begun(self, keys: Sequence[str]) -> list[int]:
        """Numbers of names that begin with one of these keys, the best known first."""
        if len(keys) <= _FEW_WAYS:
            return sorted(number for key in keys for number in self._begin_so(key, _BEGUN_EACH))
        # So much can be meant that only what very many names begin with is worth a guess.
        rows = self._connection.execute(
            "select numbers from json_each(?) cross join top on top.key = value", (json.dumps(keys),)
        )
        return sorted(number for (numbers,) in rows for number in unpack(numbers)[:_BEGUN_EACH])

    def _whole(self, key: str) -> Iterator[_Guess]:
        """Whole names up to two edits away."""
        most = edits_allowed(len(key))
        edits: dict[int, int] = {}
        for length in range(max(SHORTEST, len(key) - most), len(key) + most + 1):
            bucket = self._bucket(length)
            places, names = bucket.near(key, most)
            edits |= {bucket.numbers[places[place]]: away for place, away in _edits(key, names).items()}
        # Fewest edits first, so that the bound cuts off the least likely.
        best = sorted(edits, key=lambda number: (edits[number], number))[:_MOST_NEAR]
        for hit in self._rows(best):
            yield _Guess(hit, edits[hit.number], 0)

    def _bucket(self, length: int) -> Bucket:
        """The names of a length; those asked for last are kept."""
        if length not in self._buckets:
            while sum(len(bucket.numbers) for bucket in self._buckets.values()) > _KEPT_NAMES:
                del self._buckets[next(iter(self._buckets))]
            row = self._connection.execute(
                "select numbers, keys, columns from letters where length = ?", (length,)
            ).fetchone()
            try:
                self._buckets[length] = letters.read(length, *(row or (b"", b"", b"")))
            except ValueError as error:
                raise sqlite3.DatabaseError(*error.args) from error
        return self._buckets[length]

    def _far_better(self, key: str, found: Sequence[IndexHit]) -> IndexHit | None:
        """A far better known app with nearly this name, unless an assessed one has been found."""
        if not found or not found[0].is_listing:
            return None
        most = 2 if len(key) >= _LETTERS_FOR_TWO_EDITS else 1
        numbers, names = self._famous
        near = {numbers[place]: edits for place, edits in _edits(key, names).items() if edits <= most}
        wanted = max(hit.popularity for hit in found[:ENOUGH]) + _FAR_BETTER
        shown = {hit.place for hit in found[:ENOUGH]}
        better = [hit for hit in self._rows(list(near)) if _renown(hit) >= wanted and hit.place not in shown]
        best = min(better, key=lambda hit: (near[hit.number], hit.number), default=None)
        return _as_guess(best) if best else None

    @cached_property
    def _famous(self) -> tuple[tuple[int, ...], tuple[str, ...]]:
        """Numbers and keys of the best known names, and of all names of assessed apps."""
        rows = self._connection.execute("select number, text from name order by number limit ?", (_FAMOUS,)).fetchall()
        for bucket in range(HIGHEST_POPULARITY + 1):
            # Assessed apps come first among apps of a popularity.
            first = bucket << NAME_BITS + PLACE_BITS
            names = self._connection.execute("select number, text, flags from name where number >= ?", (first,))
            rows += [(number, text) for number, text, _ in takewhile(lambda name: not name[2] & LISTING, names)]
        keys = {number: Typed.of(text).loose for number, text in rows}
        return tuple(keys), tuple(keys.values())

    def _known_letters(self, table: str, column: str, key: str) -> int:
        """How many letters of a key some row of a table begins with."""
        for length in range(len(key), 0, -1):
            begun = key[:length]
            # Names of table and column are our own; values are bound.
            statement = f"select 1 from {table} where {column} >= ? and {column} < ? limit 1"  # noqa: S608
            if self._connection.execute(statement, (begun, after(begun))).fetchone():
                return length
        return 0

    def _wrong_word(self, typed: Typed) -> Iterator[_Guess]:
        """Names with all words, one of which is one edit away."""
        parts = typed.loose_words
        unknown = [
            place for place, word in enumerate(parts) if not self._is_word(word, is_last=place == len(parts) - 1)
        ]
        for place in unknown[:_MENDED_WORDS]:
            for mended, number in self._mended(parts[place]):
                if len(parts) == 1:
                    hits = self._rows([number])
                else:
                    hits = self._with_words((*parts[:place], mended, *parts[place + 1 :]), _WAYS_TO_MEND)
                yield from (_Guess(hit, 1, 2) for hit in hits)

    def _is_word(self, word: str, *, is_last: bool) -> bool:
        """Whether some name has this word; of the last one, a beginning is enough."""
        return (
            self._connection.execute(
                "select 1 from vocabulary where word >= ? and word <= ? limit 1",
                (word, after(word) if is_last else word),
            ).fetchone()
            is not None
        )

    def _mended(self, word: str) -> list[tuple[str, int]]:
        """Words one edit away, of the widely used names first, each with the best name that holds it."""
        if not SHORTEST <= len(word) <= LONGEST_BEGUN:
            return []
        rows = self._connection.execute(
            "select word, number from json_each(?) cross join vocabulary on word = value order by number limit ?",
            (json.dumps(one_edit_away(word, self._known_letters("vocabulary", "word", word))), _WAYS_TO_MEND),
        )
        return [(mended, number) for mended, number in rows]


class _Guess(NamedTuple):
    """A name near what was typed."""

    hit: IndexHit
    edits: int
    tier: int
    """0: the whole name; 1: its beginning; 2: a word of it."""

    @property
    def rank(self) -> tuple[float, int]:
        """Lower is likelier: few edits and the whole name, but far better known names make up for that."""
        return self.edits * _COST_OF_EDIT + self.tier * _COST_OF_TIER - self.hit.popularity, self.hit.number


def _names_a_whole(guesses: Iterable[_Guess]) -> bool:
    """Whether one of them is a whole name."""
    return any(not guess.tier for guess in guesses)


def _likeliest(guesses: Iterable[_Guess], known: Collection[int]) -> tuple[IndexHit, ...]:
    """The likeliest guesses that are not known already, each app once, in the order of likelihood."""
    best: dict[int, _Guess] = {}
    for guess in sorted(guesses, key=lambda guess: guess.rank):
        if guess.hit.place not in known:
            best.setdefault(guess.hit.place, guess)
    whole = sorted(
        (guess for guess in best.values() if not guess.tier), key=lambda guess: (guess.edits, guess.hit.number)
    )
    first = dict.fromkeys([*whole[: _MOST_WHOLE - len(known) // 2], *best.values()])
    chosen = sorted(islice(first, _SCREENFUL - len(known)), key=lambda guess: guess.rank)
    return tuple(_as_guess(guess.hit) for guess in chosen)


def _edits(key: str, names: Sequence[str]) -> dict[int, int]:
    """Place of each name, and how many edits it is away, where that is one or two and as many as its length allows."""
    from rapidfuzz.distance import OSA
    from rapidfuzz.process import extract

    near = extract(key, names, scorer=OSA.distance, score_cutoff=edits_allowed(len(key)), limit=None)
    return {place: int(away) for name, away, place in near if 0 < away <= edits_allowed(len(name))}


def _is_settled(key: str, found: Sequence[IndexHit]) -> bool:
    """Whether an assessed app has just this name: whoever types it has found what they mean."""
    return any(not hit.is_listing and Typed.of(hit.text).loose == key for hit in found[:ENOUGH])


def _as_guess(hit: IndexHit) -> IndexHit:
    return hit._replace(near=True, kind=MatchedOn.SPELLING)


def _renown(hit: IndexHit) -> int:
    """Popularity, as far as it is known."""
    return hit.popularity if hit.is_listing else max(hit.popularity, _RENOWN_OF_DOSSIERS)
