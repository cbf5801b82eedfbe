"""Look-up by name over long lists of real names: time for each key, what is found, and what the index costs.

    APPVETT_LISTS=FOLDER python3 dev.py bench lookup
    python -m benchmarks.lookup [--lists FOLDER] [--only NAME] [--tune] [--bare] [--misses]

Without the lists it measures over the catalogue of this repository alone, which is far too small for the goals.
`--only` takes one of the names of `SCALES`, `five-million` among them, which is left out otherwise; `--tune` asks the
questions that are there to be looked at while tuning; `--bare` leaves out the other ways to look up; `--misses` writes
what was asked and not found beside the figures.

What is measured, and how, is told in docs/performance.md.
"""

from __future__ import annotations

import argparse
import sqlite3
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path

from benchmarks import _baselines, _building
from benchmarks._baselines import Way
from benchmarks._lists import APPS, LIBRARIES, VARIABLE, Listed, folder_of_lists, read_apps, read_libraries, recombined
from benchmarks._lists import write_rows as write
from benchmarks._measures import milliseconds, percentile, place_of, recall
from benchmarks._queries import KINDS, REPORTED, TUNING, Asked, draw, draw_links, keystrokes, right_answers
from benchmarks._report import RESULTS, Figure, report
from core.catalogue.fold import fold, words
from core.catalogue.links import parse_reference
from core.catalogue.model import Searchable
from core.catalogue.search_index import SearchIndex
from core.catalogue.store import CatalogueStore
from core.errors import Silent

ROOT = Path(__file__).parents[1]
FIVE_MILLION = 5_000_000

ASKED = 1000
"""Questions of each kind that recall is measured with."""
ASKED_OF_OTHERS = 100
"""Of these, how many the other ways are asked, at most."""
TYPED = 80
"""Questions that are typed letter by letter: so many rightly, and as many with a mistake."""
MISTAKEN = ("one edit", "swap", "two edits", "half-typed, one mistake")
PASSES = 3
SECONDS_FOR_OURS = 60.0
SECONDS_FOR_RECALL = 10.0
"""For each of the other ways."""
_FLOOR_WORDS = 300
_FIRST, _BOTH = "first phase, right keys, p95", "both phases, all keys, p95"
_FLOOR = "first phase, p50, against the floor"
COUNTED = 10
"""Places of a list that count."""


@dataclass(frozen=True, slots=True)
class Scale:
    """A list to measure over, and what is aimed at there."""

    name: str
    read: Callable[[Path], Listed]
    recalls: Mapping[str, float] = field(default_factory=dict)
    """Share found among the first ten, by kind of question."""
    ratios: Mapping[str, float] = field(default_factory=dict)
    """Time against the baseline, or the floor, by figure."""
    megabytes: float | None = None
    """Memory while building."""
    bytes_an_app: float | None = 165
    """Size of the index."""
    is_usual: bool = True
    """Measured when nothing is said."""


SCALES = (
    Scale(
        "real",
        lambda folder: read_apps(folder / APPS),
        recalls={"one edit": 0.99, "swap": 0.99, "two edits": 0.98, "half-typed, one mistake": 0.80},
        ratios={_BOTH: 1 / 25},
    ),
    Scale(
        "million",
        lambda folder: read_libraries(folder / LIBRARIES),
        recalls={"one edit": 0.99, "swap": 0.99, "two edits": 0.95},
        ratios={_FIRST: 1 / 100, _BOTH: 1 / 50, _FLOOR: 2.0},
    ),
    Scale(
        "five-million",
        lambda folder: recombined(read_libraries(folder / LIBRARIES), FIVE_MILLION, REPORTED),
        ratios={_FIRST: 1 / 100, _BOTH: 1 / 40},
        megabytes=1000,
        is_usual=False,
    ),
)


@dataclass(frozen=True, slots=True)
class Key:
    """One key pressed."""

    text: str
    """What stands in the field then."""
    is_mistaken: bool
    """Whether the question holds a mistake, here or further on."""


@dataclass(frozen=True, slots=True)
class Questions:
    """What is asked, and the right answers."""

    by_kind: Mapping[str, Sequence[Asked]]
    right: Mapping[str, frozenset[str]]
    links: Sequence[tuple[str, str]]
    """(Link or id, id of the app)."""
    typed: Sequence[Key]
    """Question after question, a right one and a mistaken one in turn."""

    @classmethod
    def drawn(cls, apps: Sequence[Searchable], seed: int) -> Questions:
        """Draw them."""
        by_kind = {kind: draw(kind, apps, ASKED, seed) for kind in KINDS}
        keys = {asked.key for questions in by_kind.values() for asked in questions}
        return cls(by_kind, right_answers(keys, apps), draw_links(apps, ASKED, seed), _typed(by_kind))


def _typed(by_kind: Mapping[str, Sequence[Asked]]) -> list[Key]:
    right = by_kind["exact"][:TYPED]
    mistaken = [asked for group in zip(*(by_kind[kind] for kind in MISTAKEN), strict=False) for asked in group]
    turns = zip(right, mistaken, strict=False)
    return [
        Key(text, is_mistaken=asked is not turn[0])
        for turn in turns
        for asked in turn
        for text in keystrokes(asked.text)
    ]


def main() -> None:
    """Measure every list, or the one named."""
    options = _options()
    folder = folder_of_lists(options.lists)
    seed = TUNING if options.tune else REPORTED
    scales = [scale for scale in SCALES if scale.name == options.only or (options.only is None and scale.is_usual)]
    if folder is None:
        print(_WITHOUT_LISTS, file=sys.stderr)
        folder, scales = ROOT, [Scale("repository", lambda _: _repository(), bytes_an_app=None)]
    for scale in scales:
        listed = scale.read(folder)
        with tempfile.TemporaryDirectory(prefix="appvett-lookup-") as temporary:
            bench = _Bench(scale, listed, Questions.drawn(listed.apps, seed), Path(temporary))
            report(f"lookup-{scale.name}", list(bench.measure(with_others=not options.bare)))
        if options.misses:
            (RESULTS / f"lookup-{scale.name}-misses.txt").write_text("\n".join(bench.misses) + "\n", encoding="utf-8")


class _Bench:
    """Everything about one list."""

    def __init__(self, scale: Scale, listed: Listed, questions: Questions, folder: Path) -> None:
        self.scale, self.listed, self.questions, self.folder = scale, listed, questions, folder
        self.file = folder / "search.sqlite"
        self.texts = [key.text for key in questions.typed]
        self.misses: list[str] = []

    def measure(self, *, with_others: bool) -> Iterator[Figure]:
        """All figures, in the order in which they are told."""
        yield from self.counts()
        yield from self.build()
        with closing(SearchIndex.open(self.file)) as index:
            yield from self.recall(index)
            yield from self.links()
            yield from self.times(index, with_others=with_others)

    def counts(self) -> Iterator[Figure]:
        """What the list holds, and what is asked."""
        yield Figure("rows in the file", self.listed.rows, "rows")
        yield Figure("ids in a store that have a name", self.listed.ids, "ids")
        yield Figure("named apps, each once", len(self.listed.apps), "apps")
        yield Figure("their names", self.listed.names, "names")
        yield Figure("keys typed", len(self.questions.typed), "keys")

    # ---- building ---------------------------------------------------------------------------------------------------

    def build(self) -> Iterator[Figure]:
        """Build the index in a process of its own."""
        rows, count = self.folder / "rows.jsonl", len(self.listed.apps)
        write(self.listed.apps, rows)
        built = _building.build_apart(rows, self.file, count)
        rows.unlink()
        yield Figure("building", built.seconds, "s")
        yield Figure("building", 1e6 * built.seconds / count, "µs an app")
        yield Figure("memory while building", built.megabytes, "MB", goal=self.scale.megabytes)
        yield Figure("of that before it began", built.idle_megabytes, "MB")
        yield Figure("index", self.file.stat().st_size / count, "bytes an app", goal=self.scale.bytes_an_app)
        for table, size in self._tables():
            yield Figure(f"  table {table}", size / count, "bytes an app")

    def _tables(self) -> list[tuple[str, int]]:
        statement = "select name, sum(pgsize) from dbstat group by name order by 2 desc limit 8"
        with closing(sqlite3.connect(self.file)) as connection:
            try:
                return list(connection.execute(statement))
            except sqlite3.OperationalError:  # SQLite was built without dbstat
                return []

    # ---- what is found ----------------------------------------------------------------------------------------------

    def recall(self, index: SearchIndex) -> Iterator[Figure]:
        """The share of questions of each kind whose answer stands first, and among the first ten."""
        times: list[float] = []

        def ask(asked: Asked) -> int | None:
            start = time.perf_counter()
            found = answers(index, asked.text)
            times.append((time.perf_counter() - start) * 1000)
            return place_of(self.questions.right[asked.key], found)

        for kind, questions in self.questions.by_kind.items():
            places = [ask(asked) for asked in questions]
            missed = (asked for asked, place in zip(questions, places, strict=True) if not place or place > COUNTED)
            self.misses.extend(f"{kind}\t{asked.text}\t{asked.key}" for asked in missed)
            if places:
                goal, unit = self.scale.recalls.get(kind), f"of {len(places):,}"
                yield Figure(f"{kind}: first", recall(places, 1), unit)
                yield Figure(f"{kind}: first ten", recall(places, COUNTED), unit, goal=goal, lower_is_better=False)
        yield Figure("asked as a whole, both phases, p95", percentile(times, 0.95), "ms")
        yield Figure("asked as a whole, both phases, p99", percentile(times, 0.99), "ms")

    def links(self) -> Iterator[Figure]:
        """The share of links and ids that are read as what they are; the catalogue finds the app by its key."""
        asked = self.questions.links
        read = [parse_reference(text) for text, _ in asked]
        pairs = zip(read, (app for _, app in asked), strict=True)
        right = sum(found is not None and f"{found.store}:{found.id}" == app for found, app in pairs)
        if asked:
            yield Figure("links and ids: understood", right / len(asked), f"of {len(asked):,}")

    # ---- how long it takes ------------------------------------------------------------------------------------------

    def times(self, index: SearchIndex, *, with_others: bool) -> Iterator[Figure]:
        """Time for each key: ours, the baseline on the same keys, the floor, and other ways."""
        first = milliseconds(index.find, self.texts, passes=PASSES, seconds=SECONDS_FOR_OURS)
        both = milliseconds(lambda text: answers(index, text), self.texts, passes=PASSES, seconds=SECONDS_FOR_OURS)
        with _baselines.full_text(self.listed.apps, self.folder / "fts.sqlite", "unicode61") as connection:
            way = _baselines.ranked(connection)
            baseline = milliseconds(way.ask, self.texts, passes=PASSES, seconds=way.seconds)
            yield Figure("baseline (FTS5, bm25): keys asked", len(baseline), "keys")
            yield from self._against("first phase", first, baseline, lambda key: not key.is_mistaken, "right keys")
            yield from self._against("both phases", both, baseline, lambda key: key.is_mistaken, "mistaken keys")
            yield from self._against("both phases", both, baseline, lambda _: True, "all keys")
            yield Figure("both phases, longest of all keys", max(both), "ms")
            if floor := self._floor():
                yield Figure(_FLOOR, percentile(first, 0.5), "ms", baseline=floor, goal=self.scale.ratios.get(_FLOOR))
            if with_others:
                yield from self._found_by(way)
        if with_others:
            yield from self._others()

    def _against(
        self, ours: str, times: list[float], baseline: list[float], counts: Callable[[Key], bool], keys: str
    ) -> Iterator[Figure]:
        """The percentiles over some of the keys that the baseline was asked, each against that of the baseline."""
        places = [place for place in range(len(baseline)) if counts(self.questions.typed[place])]
        mine, others = ([values[place] for place in places] for values in (times, baseline))
        for share in (50, 95, 99):
            name = f"{ours}, {keys}, p{share}"
            theirs = percentile(others, share / 100)
            yield Figure(name, percentile(mine, share / 100), "ms", baseline=theirs, goal=self.scale.ratios.get(name))

    def _floor(self) -> float:
        """Median over words of names that at least fifty names hold; 0 where there are none."""
        with _baselines.floor(self.listed.apps, self.folder / "floor.sqlite") as way:
            firsts = (
                words(fold(app.names[0]))[:1] for app in self.listed.apps[:: max(1, len(self.listed.apps) // 20_000)]
            )
            common = (first[0] for first in firsts if first and len(way.ask(first[0])) == _baselines.MOST)
            chosen = list(islice(dict.fromkeys(common), _FLOOR_WORDS))
            times = milliseconds(way.ask, chosen, passes=PASSES, seconds=way.seconds) if chosen else [0.0]
        return percentile(times, 0.5)

    # ---- other ways -------------------------------------------------------------------------------------------------

    def _others(self) -> Iterator[Figure]:
        apps = self.listed.apps
        with _baselines.full_text(apps, self.folder / "trigram.sqlite", "trigram") as connection:
            yield from self._compared(_baselines.trigrams(connection))
            yield from self._compared(_baselines.trigrams_with_mistakes(connection))
        for make in (_baselines.edit_distance, _baselines.weighted_ratio):
            yield from self._compared(make(apps))
        folder = self.folder / "tantivy"
        folder.mkdir()
        yield from self._compared(_baselines.tantivy_index(apps, folder))

    def _compared(self, way: Way) -> Iterator[Figure]:
        """Time for each key, and the share found with one edit."""
        times = milliseconds(way.ask, self.texts, passes=PASSES, seconds=way.seconds)
        yield Figure(f"{way.name}: p95 of {len(times):,} keys", percentile(times, 0.95), "ms")
        yield from self._found_by(way)

    def _found_by(self, way: Way) -> Iterator[Figure]:
        for kind in ("one edit", "two edits"):
            places, until = list[int | None](), time.perf_counter() + SECONDS_FOR_RECALL
            for asked in self.questions.by_kind[kind][:ASKED_OF_OTHERS]:
                places.append(place_of(self.questions.right[asked.key], way.ask(asked.text)))
                if time.perf_counter() > until:
                    break
            if places:
                yield Figure(f"{way.name}: {kind}, first ten", recall(places, COUNTED), f"of {len(places):,}")


def answers(index: SearchIndex, text: str) -> list[str]:
    """Ids of apps as the page shows them: what fits, then "did you mean", then guesses."""
    found = index.find(text)
    near = index.near(text, found)
    meant = [near.did_you_mean] if near.did_you_mean else []
    return list(dict.fromkeys(hit.app for hit in (*found, *meant, *near.hits)))


_WITHOUT_LISTS = f"""\
There are no long lists of names: this measures over the catalogue of the repository alone, to which no goal applies.
Put {APPS} and {LIBRARIES} into a folder and name it in the environment variable {VARIABLE}."""


def _repository() -> Listed:
    """The apps of this repository."""
    from core.publishing.build import build

    with tempfile.TemporaryDirectory() as folder:
        path = build(ROOT / "resources" / "catalogue", Path(folder) / "catalogue.sqlite", Silent()).path
        with CatalogueStore.open(path) as store:
            apps = tuple(store.searchable())
    return Listed(len(apps), len(apps), apps)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="benchmarks.lookup", description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--lists", help="the folder with the lists of names")
    parser.add_argument("--only", choices=[scale.name for scale in SCALES], help="measure over this list alone")
    parser.add_argument("--tune", action="store_true", help="ask the questions that are there for tuning")
    parser.add_argument("--bare", action="store_true", help="leave out the other ways to look up")
    parser.add_argument("--misses", action="store_true", help="write what was not found beside the figures")
    return parser.parse_args()


if __name__ == "__main__":
    main()
