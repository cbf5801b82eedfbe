"""Names in the search file: whole, begun, by their words, by publisher. What every keystroke asks for."""

from __future__ import annotations

import sqlite3
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import islice
from pathlib import Path
from typing import NamedTuple, Self

from core.catalogue import search_file
from core.catalogue.fold import fold, spellings, squeeze, words
from core.catalogue.letters import unpack
from core.catalogue.search_file import LISTING, NAME_BITS, OTHER, PLACE_BITS, PUBLISHER_MARK, after, skeleton_of
from core.catalogue.wordforms import plain_forms, without_fillers
from core.facts import AppId

ENOUGH = 3
"""Hits from which nobody needs other forms or guesses."""
HIGHEST_POPULARITY = 31

_LONGEST = 200
_MOST_WORDS = 12
_FEWEST_LETTERS_INSIDE = 5
_SHORT_WORD = 2
"""Letters up to which a last word is looked for among what the other words found."""
_MOST_SOUGHT = 3
"""Words that the index is asked for at once; the rest is read from the names found."""
_MANY_ROWS, _VERY_MANY_ROWS = 100, 400
"""Names that are read to see whether they hold the last word; and where that gave few."""
_FEW = 10
_STEPS_FOR_OTHER = 4
"""Steps of popularity by which an app's own name goes before another name of another app."""
_FEW_BEGUN = 5
"""Names that begin with another form of what was typed; more would hide what was meant."""


class MatchedOn(StrEnum):
    """What of an app fits the query."""

    NAME = "name"
    OTHER_NAME = "other-name"
    STORE_ID = "store-id"
    STORE_LINK = "store-link"
    PUBLISHER = "publisher"
    SPELLING = "spelling"


class IndexHit(NamedTuple):
    """A name that fits."""

    app: AppId
    kind: MatchedOn
    text: str
    """The name, as it stands in the catalogue; for a publisher, the app's name."""
    number: int
    """Its number in the index: lower is wider used."""
    is_listing: bool
    near: bool = False

    @property
    def place(self) -> int:
        """The same for all names of an app."""
        return self.number >> NAME_BITS

    @property
    def popularity(self) -> int:
        """0 to 31."""
        return HIGHEST_POPULARITY - (self.number >> (NAME_BITS + PLACE_BITS))


@dataclass(frozen=True, slots=True)
class Typed:
    """What was typed, folded."""

    keys: tuple[str, ...]
    """Squeezed: as written, then in other spellings, then as what it looks like; each once."""
    loose: str
    """Loosened and squeezed."""
    word_groups: tuple[tuple[str, ...], ...]
    """Its words, as written and then in other spellings; none without words."""
    loose_words: tuple[str, ...]
    """Its words in plain Latin letters."""

    @classmethod
    def of(cls, text: str) -> Self:
        """Fold any text; never raises."""
        text = text[:_LONGEST].encode("utf-8", "ignore").decode("utf-8")
        folded = fold(text)
        spelt = spellings(folded)
        alike = () if text.isascii() else (skeleton_of(text),)
        keys = dict.fromkeys(map(squeeze, (folded, *spelt, *alike)))
        groups = dict.fromkeys(words(form)[:_MOST_WORDS] for form in (folded, *spelt))
        loose_words = words(spelt[0])[:_MOST_WORDS]
        return cls(tuple(filter(None, keys)), squeeze(spelt[0]), tuple(filter(None, groups)), loose_words)


class NameIndex:
    """One search file, open. Belongs to the thread that opened it.

    Every method raises `sqlite3.DatabaseError` where the file turns out to be damaged.
    """

    def __init__(self, connection: sqlite3.Connection) -> None:
        """Take over a connection that `search_file` opened."""
        self._connection = connection

    @classmethod
    def open(cls, path: Path) -> Self:
        """Open a search file of whichever catalogue.

        Raises:
            ValueError: it is none, or not whole.
        """
        connection = search_file.open_file(path)
        if connection is None:
            raise ValueError(f"not a search file: {path}")
        return cls(connection)

    def close(self) -> None:
        """Close the file."""
        self._connection.close()

    def find(self, query: str, limit: int = 50) -> list[IndexHit]:
        """Apps whose names fit, best first, each once: the whole name, its beginning, words, publisher."""
        hits: dict[int, IndexHit] = {}
        return _taken(self._tiers(Typed.of(query), limit, hits), limit, hits)

    def exact(self, query: str) -> list[IndexHit]:
        """Apps that have the query for a name: their own before others, as written before loosened."""
        return _taken((self._named(key, _MANY_ROWS) for key in Typed.of(query).keys), _MANY_ROWS, {})

    def begun(self, query: str, limit: int) -> list[IndexHit]:
        """Apps one of whose names begins with the query."""
        return _taken((self._beginning(key, limit) for key in Typed.of(query).keys), limit, {})

    def _tiers(self, typed: Typed, limit: int, taken: Collection[int]) -> Iterator[list[IndexHit]]:
        """What fits, tier by tier. `taken` grows meanwhile: the last tiers are for those who have next to nothing."""
        for key in typed.keys:
            yield self._named(key, limit)
        for key in typed.keys:
            yield self._beginning(key, limit)
        for group in typed.word_groups:
            yield self._with_words(group, limit)
        for group in typed.word_groups:
            if len(taken) < ENOUGH:
                yield self._with_beginnings(group, limit)
            yield self._of_publisher(group, limit)
        if len(taken) < ENOUGH:
            yield from self._last_tiers(typed, limit)

    def _last_tiers(self, typed: Typed, limit: int) -> Iterator[list[IndexHit]]:
        """Other forms of the words."""
        for form in plain_forms(typed.loose):
            yield self._named(form, limit)
            yield self._beginning(form, _FEW_BEGUN)
        fewer = without_fillers(typed.loose_words)
        if fewer and fewer != typed.loose_words:
            joined = "".join(fewer)
            yield self._beginning(joined, limit)
            yield self._with_words(fewer, limit)
        if len(typed.loose) >= _FEWEST_LETTERS_INSIDE:
            yield self._inside(typed.loose, limit)

    def _named(self, key: str, limit: int) -> list[IndexHit]:
        """Names that have this key: as written before loosened, widely used first.

        Another name of an app counts for less than its own, but `musical.ly` leads to TikTok before it leads to what
        nobody has heard of.
        """
        rows = self._connection.execute(
            "select number, app, flags, text from spelt join name using (number) where spelt.key = ?"
            " order by way, number + (flags & ?) * ?, number limit ?",
            (key, OTHER, _STEPS_FOR_OTHER << PLACE_BITS + NAME_BITS, limit * 2),
        )
        return [_hit(*row) for row in rows]

    def _beginning(self, key: str, limit: int) -> list[IndexHit]:
        """Names that begin with a key, as written before loosened, widely used first."""
        return self._rows(_each_app_once(self._begin_so(key, limit))[:limit])

    def _begin_so(self, key: str, limit: int) -> Sequence[int]:
        """Numbers of names that begin with a key; twice as many as wanted, for an app may have several."""
        row = self._connection.execute("select numbers from top where key = ?", (key,)).fetchone()
        if row is not None and limit <= search_file.TOP_APPS:
            return unpack(row[0])[: limit * 2]
        rows = self._connection.execute(
            "select number from spelt where key >= ? and key < ? order by way, number limit ?",
            (key, after(key), limit * 2),
        )
        return [number for (number,) in rows]

    def _with_words(self, parts: tuple[str, ...], limit: int) -> list[IndexHit]:
        """Names that hold all these words, the last of which may go on."""
        *others, last = parts
        if not others:
            return self._rows(_each_app_once(self._match([_begun(last)], limit * 2))[:limit])
        # Long words are rare ones. What the common ones rule out, and beginnings that very many words share, is read
        # from the names that the rare ones find: that is quicker than to gather everything the common ones find.
        rare = sorted(map(_whole, others), key=len)[-_MOST_SOUGHT:]
        numbers = self._match(rare, _MANY_ROWS)
        if len(numbers) == _MANY_ROWS and len(last) > _SHORT_WORD:
            numbers = self._match([*rare, _begun(last)], _MANY_ROWS)
        more = others if len(others) > _MOST_SOUGHT else ()
        hits = [hit for hit in self._rows(numbers) if _holds(hit.text, more, last)]
        if len(hits) < _FEW and len(numbers) == _MANY_ROWS:
            numbers = self._match(rare, _VERY_MANY_ROWS)
            hits = [hit for hit in self._rows(numbers) if _holds(hit.text, more, last)]
        return hits

    def _with_beginnings(self, parts: tuple[str, ...], limit: int) -> list[IndexHit]:
        """Names that hold words that begin with each of these."""
        if not 1 < len(parts) <= _MOST_SOUGHT or min(map(len, parts)) <= _SHORT_WORD:
            return []
        return self._rows(self._match(map(_begun, parts), limit))

    def _of_publisher(self, parts: tuple[str, ...], limit: int) -> list[IndexHit]:
        """Apps of a publisher whose name holds all these words; a word of one or two letters must be whole."""
        *others, last = [PUBLISHER_MARK + part for part in parts]
        is_short = len(parts[-1]) <= _SHORT_WORD
        if is_short and not others:
            return []
        numbers = self._match([*map(_whole, others), _whole(last) if is_short else _begun(last)], limit)
        return [hit._replace(kind=MatchedOn.PUBLISHER) for hit in self._rows(numbers)]

    def _match(self, terms: Iterable[str], limit: int) -> list[int]:
        expression = " AND ".join(terms)
        rows = self._connection.execute(
            "select rowid from word where word match ? order by rowid limit ?", (expression, limit)
        )
        return [number for (number,) in rows]

    def _inside(self, fragment: str, limit: int) -> list[IndexHit]:
        """Dossiers with a compound that holds the fragment."""
        rows = self._connection.execute(
            "select distinct number from inside where instr(word, ?) > 1 order by number limit ?", (fragment, limit)
        )
        return self._rows([number for (number,) in rows])

    def _rows(self, numbers: Sequence[int]) -> list[IndexHit]:
        """The names with these numbers, in this order."""
        # Whole numbers of our own; so many parameters would take longer to bind than the rows to read.
        wanted = ",".join(map(str, numbers))
        rows = self._connection.execute(
            f"select number, app, flags, text from name where number in ({wanted})"  # noqa: S608
        )
        found = {row[0]: _hit(*row) for row in rows}
        return [found[number] for number in numbers if number in found]


def _taken(tiers: Iterable[Iterable[IndexHit]], limit: int, hits: dict[int, IndexHit]) -> list[IndexHit]:
    """The first hits of all tiers, each app once; `hits` is filled tier by tier."""
    for tier in tiers:
        for hit in tier:
            hits.setdefault(hit.place, hit)
        if len(hits) >= limit:
            break
    return list(islice(hits.values(), limit))


def _hit(number: int, app: str, flags: int, text: str) -> IndexHit:
    kind = MatchedOn.OTHER_NAME if flags & OTHER else MatchedOn.NAME
    return IndexHit(AppId(app), kind, text, number, bool(flags & LISTING))


def _whole(word: str) -> str:
    """FTS5 for a whole word. Words hold letters and figures only; they are quoted all the same."""
    return f'"{word}"'


def _begun(word: str) -> str:
    """FTS5 for a word that may go on."""
    return f'"{word}" *'


def _holds(text: str, others: Collection[str], last: str) -> bool:
    """Whether a name holds all these words, and one that begins with the last."""
    if text.isascii() and not others:
        # No letter that folding would touch, so the name can be read as it stands.
        return any(word.startswith(last) for word in words(text.lower()))
    folded = fold(text)
    found = {word for form in (folded, *spellings(folded)) for word in words(form)}
    return found.issuperset(others) and any(word.startswith(last) for word in found)


def _each_app_once(numbers: Iterable[int]) -> list[int]:
    """The first name of each app."""
    first: dict[int, int] = {}
    for number in numbers:
        first.setdefault(number >> NAME_BITS, number)
    return list(first.values())
