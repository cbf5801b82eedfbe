"""Builds a catalogue file from a source folder.

Nothing half-made is ever seen: the file is written under another name beside its place, read back, and only then
moved there. A build that fails or is stopped leaves what was there before.
"""

from __future__ import annotations

import os
import sqlite3
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

import sqlite_utils

from core.catalogue.current import file_name
from core.catalogue.digest import logical_digest
from core.catalogue.schema import APPLICATION_ID, DIGEST_KEY, PAGE_SIZE, SCHEMA_VERSION, TABLES, Table, index_name
from core.catalogue.store import CatalogueStore
from core.errors import FileUnreadable, Reporter, SourceInvalid
from core.publishing.cells import Row
from core.publishing.compiling import compile_content
from core.publishing.content import Content
from core.publishing.encode import rows_of
from core.publishing.problems import Problems
from core.publishing.source import Source, read_source
from core.publishing.validate import validate
from core.texts.phrase import phrase

_READ, _CHECKED, _TOTAL = 60, 70, 100
"""How far the work has come, of 100, once the files are read and once they are checked."""


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
    content = load_content(source, reporter)
    tables = rows_of(content)
    digest = logical_digest(lambda name: [tuple(row.values()) for row in tables[name]])
    target = out / file_name(content.version, digest) if out.is_dir() else out
    temporary = target.with_name(f".{target.name}.{os.getpid()}.tmp")
    try:
        _write(temporary, tables, digest, reporter)
        with CatalogueStore.open(temporary) as store:
            counts = store.info().counts
        reporter.step(_TOTAL, _TOTAL)
        temporary.replace(target)
    except (OSError, sqlite3.OperationalError) as error:
        raise _unwritable(target) from error
    finally:
        temporary.unlink(missing_ok=True)
    return BuildResult(target, content.version, digest, counts)


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
    read = read_source(source, problems, lambda done, total: reporter.step(done * _READ // max(total, 1), _TOTAL))
    validate(read, problems)
    reporter.step(_CHECKED, _TOTAL)
    if lines := problems.lines():
        raise SourceInvalid(lines)
    return read


def _unwritable(target: Path) -> FileUnreadable:
    return FileUnreadable(
        phrase("{path} cannot be written.", path=str(target)),
        phrase("Check the folder, its rights and the free space on the disk."),
        safe=phrase("The catalogue in use is unchanged."),
    )


def _write(path: Path, tables: dict[str, list[Row]], digest: str, reporter: Reporter) -> None:
    """Write the file: always the same statements in the same order, so that the same rows give the same bytes."""
    path.unlink(missing_ok=True)
    with closing(sqlite3.connect(path)) as connection:
        connection.execute(f"pragma page_size = {PAGE_SIZE}")
        connection.execute("pragma journal_mode = off")
        connection.execute("pragma synchronous = off")
        connection.execute(f"pragma application_id = {APPLICATION_ID}")
        connection.execute(f"pragma user_version = {SCHEMA_VERSION}")
        database = sqlite_utils.Database(connection)
        for number, table in enumerate(TABLES):
            reporter.step(_CHECKED + (_TOTAL - _CHECKED) * number // len(TABLES), _TOTAL)
            _create(database, table)
            own: list[Row] = [{"key": DIGEST_KEY, "value": digest}] if table.name == "meta" else []
            database.table(table.name).insert_all([*tables[table.name], *own])
        connection.commit()
        if connection.execute("pragma foreign_key_check").fetchone() is not None:
            raise AssertionError("a row points to nothing although every check passed")
    with path.open("rb+") as file:
        os.fsync(file.fileno())


def _create(database: sqlite_utils.Database, table: Table) -> None:
    made = database.table(table.name)
    made.create(
        {column.name: column.kind for column in table.columns},
        pk=table.key[0] if len(table.key) == 1 else table.key,
        not_null={column.name for column in table.columns if not column.nullable},
        foreign_keys=list(table.foreign),
        strict=True,
    )
    for columns in table.indexes:
        made.create_index(columns, index_name=index_name(table, columns))
