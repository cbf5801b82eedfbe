"""Deltas: how small they are, and what taking one costs.

With a folder of lists (see `benchmarks._lists`) real listings, else made ones, of which 0.1, 1 and 5 per cent change
(`benchmarks._releases` tells how). For each share, all in this run:

    delta               the baseline: the floor (`benchmarks._floor`)
    against text        the same change as text
    against bsdiff4     the two files by bsdiff4, where it is at its best: the newer file made from the older in place
    against the whole   the newer file, packed at level 19 of zstd
    apply and verify    the baseline: unpack the whole file and verify it
    memory              of applying, beyond what Python and our modules take

`--listings N` takes another number of listings; `--bare` leaves bsdiff4 out, which takes seventeen times a file in
memory. bsdiff4 between the files as a publisher builds them is measured at 1 per cent: they differ on every page, for a
new row moves all rows behind it.
"""

from __future__ import annotations

import argparse
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from benchmarks._floor import LEVEL, as_text, changes, floor
from benchmarks._lists import APPS, folder_of_lists
from benchmarks._releases import changed, read_facts, write_release
from benchmarks._report import Figure, report
from benchmarks._taking import Taken, take_apart
from benchmarks.listings import MADE, made_lines, write_list
from core.errors import Silent
from core.publishing.repository.packing import pack
from core.releases.delta import make_delta

LISTINGS = 100_000
SHARES = (0.001, 0.01, 0.05)
USUAL = 0.01
"""The share that goals speak of, where they speak of one."""
TIMES = 3
"""How often taking is timed; the shortest time counts."""
MOST_MEMORY = 30
"""MB."""


def measure(path: Path, folder: Path, count: int, *, bare: bool) -> Iterator[Figure]:
    """All figures for the list at `path`, working in `folder`."""
    facts, spare = read_facts(path, count)
    old, new = folder / "old.sqlite", folder / "new.sqlite"
    write_release(facts, old)
    yield Figure("listings", len(facts.listings), "listings")
    for share in SHARES:
        digest = write_release(changed(facts, spare, share), new)
        yield from _one_share(old, new, digest, share, bare=bare)


def _one_share(old: Path, new: Path, digest: str, share: float, *, bare: bool) -> Iterator[Figure]:
    named, delta, whole = f"{share:.1%}".replace(".0%", "%"), old.with_name("delta.zst"), old.with_name("whole.zst")
    found = changes(old, new)
    start = time.perf_counter()
    made = make_delta(old, new, delta, Silent())
    making = time.perf_counter() - start
    full = pack(new, whole, whole.name, Silent(), level=LEVEL).file
    at_usual = share == USUAL
    yield Figure(f"{named}: delta against the floor", made.length, "bytes", floor(found), goal=1.25)
    yield Figure(f"{named}: against text", made.length, "bytes", as_text(found))
    yield Figure(f"{named}: against the whole", made.length, "bytes", full.length, goal=1 / 200 if at_usual else None)
    by_delta, by_whole = (
        [take_apart(way, old, packed, old.with_name("out.sqlite"), length) for _ in range(TIMES)]
        for way, packed, length in (("delta", delta, made.unpacked), ("full", whole, full.unpacked))
    )
    if {taken.digest for taken in (*by_delta, *by_whole)} != {digest}:
        raise AssertionError("a way leads to another catalogue")
    yield Figure(f"{named}: apply and verify", _shortest(by_delta), "s", _shortest(by_whole))
    yield Figure(f"{named}: apply alone", min(t.seconds for t in by_delta), "s", min(t.seconds for t in by_whole))
    memory = max(taken.megabytes - taken.idle_megabytes for taken in by_delta)
    yield Figure(f"{named}: memory of applying", memory, "MB", goal=MOST_MEMORY)
    yield Figure(f"{named}: make, try out and pack", making, "s")
    if not bare:
        yield from _by_bsdiff4(old, new, delta, made.unpacked, made.length, named, as_built=at_usual)


def _shortest(taken: list[Taken]) -> float:
    return min(one.seconds + one.verifying for one in taken)


def _by_bsdiff4(
    old: Path, new: Path, delta: Path, unpacked: int, length: int, named: str, *, as_built: bool
) -> Iterator[Figure]:
    """What bsdiff4 makes of the files; it knows nothing of rows."""
    import bsdiff4

    in_place, patch = old.with_name("out.sqlite"), old.with_name("patch")
    take_apart("delta", old, delta, in_place, unpacked)
    ways = (("bsdiff4", in_place, 0.55), *((("bsdiff4, files as built", new, None),) if as_built else ()))
    for way, target, goal in ways:
        bsdiff4.file_diff(str(old), str(target), str(patch))
        yield Figure(f"{named}: against {way}", length, "bytes", patch.stat().st_size, goal=goal)


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(prog="benchmarks.sync", description="How small deltas are, and what they cost.")
    parser.add_argument("--listings", type=int, default=LISTINGS, help="how many listings the older release has")
    parser.add_argument("--bare", action="store_true", help="leave out bsdiff4")
    given = parser.parse_args()
    lists = folder_of_lists(None)
    with tempfile.TemporaryDirectory(prefix="appvett-bench-") as place:
        folder = Path(place)
        path = lists / APPS if lists else write_list(made_lines(MADE), folder / APPS)
        report("sync", tuple(measure(path, folder, given.listings, bare=given.bare)))


if __name__ == "__main__":
    main()
