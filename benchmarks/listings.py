"""Importing a list of apps, and what the catalogue costs afterwards.

With a folder of lists (see `benchmarks._lists`) the list of apps in it is imported, else a made one:

    import        from the file to a catalogue in use, verified; the search index is measured by `lookup`
    plain table   the baseline: every line into one SQLite table with one index, nothing checked or joined
    open          the catalogue in use, as every command opens it
    verify        the baseline: all rows against the digest
    decisions     the badges of fifty listings that nobody has asked about before
    build         the same list in the normalised form, from a source folder
"""

from __future__ import annotations

import shutil
import sqlite3
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing
from datetime import UTC, datetime
from itertools import islice
from pathlib import Path

from benchmarks._lists import APPS, folder_of_lists
from benchmarks._report import Figure, report
from core.catalogue.current import activate, open_current
from core.catalogue.store import CatalogueStore
from core.errors import Silent
from core.facts import AppId
from core.guidance.store import guidance
from core.publishing.build import build
from core.publishing.listings.importing import import_listings, write_listings
from core.publishing.listings.rows import COLUMNS
from core.publishing.listings.zstandard import zstd
from core.risk.desk import Desk
from core.rules.load import load_rules
from core.situation import Situation

ROOT = Path(__file__).parents[1]
NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)
MADE = 100_000
"""Lines of the made list."""
HITS = 50


def measure(path: Path, folder: Path) -> tuple[Figure, ...]:
    """All figures for the list at `path`, working in `folder`."""
    data, source = folder / "data", folder / "source"
    activate(build(ROOT / "resources" / "catalogue", folder, Silent()).path, data)
    plain = seconds(lambda: _plain_table(path, folder / "plain.sqlite"))
    with open_current(data) as store:
        took = seconds(lambda: import_listings(path, store, data, Silent(), with_index=False))
    peak = _peak()
    opening = min(seconds(lambda: open_current(data).close()) for _ in range(5))
    with open_current(data) as store:
        verifying = seconds(store.verify_digest)
        badges = min(_badges(store, number) for number in range(5))
        apps = store.info().apps
    shutil.copytree(ROOT / "resources" / "catalogue", source)
    write_listings(path, source, Silent())
    building = seconds(lambda: build(source, folder / "built.sqlite", Silent()))
    return (
        Figure("apps", apps, "apps"),
        Figure("import", took, "s", baseline=plain),
        *((Figure("memory at its highest", peak, "MB", goal=1000),) if peak else ()),
        Figure("size beside the plain table", _size(data), "MB", baseline=_size(folder / "plain.sqlite")),
        Figure("open", 1000 * opening, "ms", baseline=1000 * verifying),
        Figure(f"decisions on {HITS} listings", 1000 * badges, "ms", goal=5),
        Figure("build from the normalised form", building, "s", baseline=took),
    )


def seconds(work: Callable[[], object]) -> float:
    """How long it takes."""
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def _badges(store: CatalogueStore, number: int) -> float:
    """Seconds for fifty listings, others for each number, at a desk that has just been set up."""
    some = islice(store.searchable(), 1000 + number * HITS, None)
    ids = [AppId(entry.app) for entry in islice((entry for entry in some if not entry.is_dossier), HITS)]
    desk = Desk(store, guidance(store), load_rules(ROOT / "resources" / "rules" / "rules.toml"))
    store.ownership_facts(), store.incidents()
    return seconds(lambda: desk.decisions(ids, Situation(NOW.date())))


def _plain_table(path: Path, target: Path) -> None:
    """What takes the least: every line as it is."""
    with closing(sqlite3.connect(target)) as connection, zstd.open(path, "rt", encoding="utf-8", newline="\n") as lines:
        connection.execute(f"create table app ({', '.join(COLUMNS)})")
        marks = ", ".join("?" * len(COLUMNS))
        rows = (line.rstrip("\n").split("\t") for line in islice(lines, 1, None))
        connection.executemany(f"insert into app values ({marks})", rows)  # noqa: S608 - names of ours
        connection.execute("create index app_by_id on app (store, store_id)")
        connection.commit()


def _size(path: Path) -> float:
    """Megabytes of a file, or of the catalogue in a folder."""
    found = next(path.glob("catalogue-*.sqlite")) if path.is_dir() else path
    return found.stat().st_size / 1e6


def _peak() -> float:
    """Megabytes of memory that this process has taken at most; 0 where the system does not tell."""
    if sys.platform == "win32":
        return 0.0
    import resource

    highest = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return highest / 1e6 if sys.platform == "darwin" else highest / 1e3


def made_lines(count: int) -> Iterator[str]:
    """Lines like those of real lists: several for each third app, half of them with figures."""
    yield "\t".join(COLUMNS)
    for number in range(count):
        app = number - number % 3 % 2
        installs = f"{10 ** (app % 8):,}+" if app % 2 else ""
        values = (
            "android",
            "google-play",
            f"org.example.app{app}",
            f"App {app} of {number % 3}",
            "",
            f"Maker {app % 997}",
        )
        yield "\t".join((*values, "Tools", installs, str(app % 5000), "", "", "", f"made-{2018 + number % 3}"))


def write_list(lines: Iterable[str], path: Path) -> Path:
    """Write the lines of a list, packed."""
    with zstd.open(path, "wt", encoding="utf-8", newline="\n") as file:
        file.writelines(f"{line}\n" for line in lines)
    return path


def main() -> None:
    """Measure and print."""
    lists = folder_of_lists(None)
    with tempfile.TemporaryDirectory(prefix="appvett-bench-") as place:
        folder = Path(place)
        path = lists / APPS if lists else write_list(made_lines(MADE), folder / APPS)
        report("listings", measure(path, folder))


if __name__ == "__main__":
    main()
