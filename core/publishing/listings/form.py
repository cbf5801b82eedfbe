"""The normalised form of listings: one file that says the same things in one way, for a source folder.

A table in UTF-8, columns apart by tabs, packed with Zstandard: one header line, one line for each listing, sorted by
the UTF-8 bytes of its id. The same listings give the same file. docs/formats/listings.md tells the columns.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from heapq import merge
from pathlib import Path

from core.catalogue.progress import counted
from core.errors import Reporter, SourceInvalid
from core.publishing.listings.form_lines import COLUMNS, LONGEST_LINE, Wrong, check_header, listing_of
from core.publishing.listings.lines import Line, read_lines
from core.publishing.listings.model import Listing
from core.publishing.listings.zstandard import zstd
from core.publishing.problems import Problems

FILE = "listings.tsv.zst"
"""Its name in a source folder."""
FOLDER = "listings"
"""Folder beside it that may hold more such files."""

_LEVEL = 12
_MOST_PROBLEMS = 50
"""Mistakes of one file that are told."""
_EVERY = 4096
"""Lines between two steps of the progress."""
_AGAIN = "import the list again"
_encode = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode


# ---- writing --------------------------------------------------------------------------------------------------------


def write_form(listings: Iterable[Listing], path: Path, total: int, reporter: Reporter) -> None:
    """Write listings, sorted by id, into a file that is not there yet.

    Args:
        listings: In the order of their ids' UTF-8 bytes.
        path: The file.
        total: How many there are.
        reporter: Told how many of them have been written.

    Raises:
        OSError: the file cannot be written.
        Cancelled: the reporter asked to stop.
    """
    options: dict[int, int] = {
        zstd.CompressionParameter.compression_level: _LEVEL,
        zstd.CompressionParameter.checksum_flag: 1,
    }
    with path.open("wb") as file, zstd.ZstdFile(file, "wb", options=options) as packed:
        packed.write(("\t".join(COLUMNS) + "\n").encode())
        for listing in counted(listings, reporter, 0, total):
            packed.write((_line(listing) + "\n").encode())


def _line(listing: Listing) -> str:
    places = [[place.store, place.id, place.platform or "", place.popularity] for place in listing.places]
    told = ((listing.title,) if listing.title else ()) + listing.names
    names = [[n.name, n.kind.value, n.locale, n.seen.text if n.seen else "", store] for n, store in told]
    parts = (_encode(places), _encode(names), _encode(list(listing.sources)))
    return "\t".join((listing.id, listing.publisher, listing.category, *parts))


# ---- reading --------------------------------------------------------------------------------------------------------


def form_files(folder: Path) -> tuple[Path, ...]:
    """The files of this form in a source folder, sorted."""
    single = folder / FILE
    return (*((single,) if single.is_file() else ()), *sorted((folder / FOLDER).glob("*.tsv.zst")))


def check_forms(folder: Path, problems: Problems, reporter: Reporter) -> None:
    """Read all files of a source folder strictly, and tell every mistake.

    Args:
        folder: The source folder.
        problems: Takes the mistakes, the first `_MOST_PROBLEMS` of each file.
        reporter: Told how many bytes of how many have been read.

    Raises:
        FileUnreadable: a file cannot be read at all.
        Cancelled: the reporter asked to stop.
    """
    files = form_files(folder)
    sizes = [path.stat().st_size for path in files]
    seen: set[str] = set()
    for number, path in enumerate(files):
        before, total = sum(sizes[:number]), sum(sizes)
        part = partial(_tell, reporter, before, total)
        _check(path, path.relative_to(folder).as_posix(), seen, problems, part)


def read_forms(folder: Path) -> Iterator[Listing]:
    """All listings of a source folder that passed `check_forms`, in the order of their ids, read while they are taken.

    Raises:
        FileUnreadable: a file cannot be read.
        SourceInvalid: a file has been changed since.
    """
    return merge(*map(_read, form_files(folder)), key=lambda listing: listing.id.encode())


def _tell(reporter: Reporter, before: int, total: int, read: int) -> None:
    reporter.step(min(before + read, total), total)


def _read(path: Path) -> Iterator[Listing]:
    for number, _, found in _parsed(path):
        if isinstance(found, Wrong):
            raise SourceInvalid((f"{path.name}:{number}: {found.column}: {found.what}; {_AGAIN}",))
        yield found


def _check(path: Path, name: str, seen: set[str], problems: Problems, progress: Callable[[int], None]) -> None:
    """Read one file strictly; `seen` has the ids and places of the files before it."""
    told, before = 0, b""
    for number, read, found in _parsed(path):
        if number % _EVERY == 0:
            progress(read)
        wrong = found if isinstance(found, Wrong) else _out_of_place(found, before, seen)
        if isinstance(found, Listing):
            before = found.id.encode()
        if wrong is not None:
            problems.add(name, number, (wrong.column,) if wrong.column else (), wrong.what, _AGAIN)
            told += 1
            if told == _MOST_PROBLEMS:
                return


def _out_of_place(listing: Listing, before: bytes, seen: set[str]) -> Wrong | None:
    """What is wrong with a listing that is sound by itself."""
    if listing.id.encode() <= before:
        return Wrong("id", "is out of order: lines are sorted by id, and each id stands once")
    own = [f"{place.store}:{place.id}" for place in listing.places if place.id] or [listing.id]
    twice = next((place for place in own if place in seen), None)
    if twice is not None:
        return Wrong("places", f"has {twice}, which another line or file has")
    seen.update(own)
    return None


def _parsed(path: Path) -> Iterator[tuple[int, int, Listing | Wrong]]:
    """(line, bytes read, listing or what is wrong); ends at a line after which nothing can be read."""
    lines = read_lines(path, LONGEST_LINE)
    first = next(lines, Line(1, b""))
    try:
        check_header(first.content)
    except Wrong as wrong:
        yield 1, first.read, wrong
        return
    for line in lines:
        yield line.number, line.read, _CUT if line.is_cut else _sound(line.content)


_CUT = Wrong("", "is cut off or damaged here")


def _sound(content: bytes | None) -> Listing | Wrong:
    try:
        return listing_of(content)
    except Wrong as wrong:
        return wrong
