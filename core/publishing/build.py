"""Builds a catalogue file from a source folder.

Nothing half-made is ever seen: the file is written under another name beside its place, read back, and only then
moved there. A build that fails or is stopped leaves what was there before.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from core.catalogue.current import file_name
from core.catalogue.progress import Part, counted
from core.catalogue.store import CatalogueStore
from core.errors import FileUnreadable, Reporter, SourceInvalid
from core.publishing.compiling import compile_content
from core.publishing.content import Content
from core.publishing.encode import table_rows
from core.publishing.listings.beside import Beside
from core.publishing.listings.cells import listing_rows
from core.publishing.listings.form import check_forms, form_files, read_forms
from core.publishing.problems import Problems
from core.publishing.source import Source, read_source
from core.publishing.validate import validate
from core.publishing.writing import TableRow, filling, half_made, put_in_place, write_catalogue
from core.texts.phrase import phrase

_READ = 85
"""How far loading has come, of 100, once the files for people are read."""
_LOADED, _LOADED_WITH_LISTINGS = 70, 30
"""How far building has come, of 100, once everything is loaded."""


@dataclass(frozen=True, slots=True)
class BuildResult:
    """A catalogue that was built."""

    path: Path
    """The file."""
    version: int
    digest: str
    """`sha256:` and 64 hex digits."""
    counts: tuple[tuple[str, int], ...]
    """Rows by kind of fact, as in `CatalogueInfo`."""


def build(source: Path, out: Path, reporter: Reporter) -> BuildResult:
    """Build the catalogue of the source folder `source`.

    Args:
        source: Folder with catalogue.yaml and the rest.
        out: The file to write, replacing one that is there; or a folder, where it gets its own name.
        reporter: Told how far the work has come, of 100.

    Raises:
        SourceInvalid: the source files hold mistakes; all of them are told.
        FileUnreadable: `source` is no folder, or `out` cannot be written.
        Cancelled: the reporter asked to stop.
    """
    loaded = _LOADED_WITH_LISTINGS if form_files(source) else _LOADED
    content = load_content(source, Part(reporter, 0, loaded))
    part = Part(reporter, loaded, 100)
    with half_made(out) as temporary:
        digest = write_catalogue(temporary, _rows(content, source, part), part)
        target = out / file_name(content.version, digest) if out.is_dir() else out
        with CatalogueStore.open(temporary, verify=False) as store:
            counts = store.info().counts
        reporter.step(100, 100)
        put_in_place(temporary, target)
    return BuildResult(target, content.version, digest, counts)


def _rows(content: Content, source: Path, reporter: Reporter) -> Iterator[TableRow]:
    """All rows: those of listings first, for they add to the dossiers."""
    beside = Beside(content.apps)
    for listing in counted(read_forms(source), filling(reporter), 0, 0):
        if (rest := beside.rest(listing)) is not None:
            yield from listing_rows(rest)
    yield from table_rows(replace(content, apps=tuple(beside.dossiers())))


def load_content(source: Path, reporter: Reporter) -> Content:
    """Read, check and compile a source folder.

    Raises:
        SourceInvalid: the source files hold mistakes; all of them are told.
        FileUnreadable: `source` is no folder.
        Cancelled: the reporter asked to stop.
    """
    return compile_content(load_source(source, reporter))


def load_source(source: Path, reporter: Reporter) -> Source:
    """Read and check a source folder.

    Raises:
        SourceInvalid: the source files hold mistakes; all of them are told.
        FileUnreadable: `source` is no folder.
        Cancelled: the reporter asked to stop.
    """
    if not source.is_dir():
        raise FileUnreadable(
            phrase("{path} is not a folder with catalogue source files.", path=str(source)),
            phrase("Name the folder that holds catalogue.yaml."),
        )
    problems = Problems()
    part = Part(reporter, 0, _READ)
    read = read_source(source, problems, part.step)
    validate(read, problems)
    check_forms(source, problems, Part(reporter, _READ, 100))
    reporter.step(100, 100)
    if lines := problems.lines():
        raise SourceInvalid(lines)
    return read
