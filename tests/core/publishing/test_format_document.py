"""docs/formats/catalogue.md tells every key, every table and nothing that is not so."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from core.catalogue.schema import TABLES, Table
from core.errors import Silent
from core.publishing.build import load_source
from core.publishing.problems import Problems
from core.publishing.reader import read_document
from core.publishing.source import FOLDERS, SINGLE
from core.publishing.validate import apps, companies, countries, guidance, incidents, reach
from core.publishing.validate.known import Known, known_of
from core.publishing.validate.shapes import ListOf, MapOf, Record, Shape, Word
from tests.core.publishing.small import DOCUMENT, examples

TEXT = DOCUMENT.read_text(encoding="utf-8")
MOST_WORDS_OF_A_LIST = 60


def told(word: str) -> bool:
    """Whether the page names a word, in quotes of code or in an example."""
    return re.search(rf"`{re.escape(word)}`|^\s*(- )?{re.escape(word)}:", TEXT, re.MULTILINE) is not None


@pytest.fixture(scope="module")
def known(pristine: Path) -> Known:
    return known_of(load_source(pristine, Silent()))


def test_every_key_and_word_is_told(known: Known) -> None:
    shapes: list[Shape] = [
        apps._shape(known),
        companies._shape(known),
        countries._shape(known),
        guidance._shape(known),
        incidents._shape(known),
        reach._shape(known),
        *reach._values(known).values(),
    ]
    words = {word for shape in shapes for word in _words(shape)} - known.words_below("threat.report")
    assert sorted(word for word in words if not told(word)) == []


def _words(shape: object) -> Iterator[str]:
    """Keys and allowed words of a shape, as deep as it goes."""
    if isinstance(shape, Record):
        for key, inner in {**shape.needed, **shape.optional}.items():
            yield key
            yield from _words(inner)
    elif isinstance(shape, ListOf):
        yield from _words(shape.item)
    elif isinstance(shape, MapOf):
        yield from _words(shape.key)
        yield from _words(shape.item)
    elif isinstance(shape, Word) and len(shape.allowed) <= MOST_WORDS_OF_A_LIST:
        yield from shape.allowed


@pytest.mark.parametrize("name", sorted(examples()))
def test_every_example_can_be_read(name: str, tmp_path: Path) -> None:
    path = tmp_path / "example.yaml"
    path.write_text(examples()[name], encoding="utf-8")
    problems = Problems()
    assert read_document(path, name, problems) is not None
    assert problems.lines() == ()


def test_there_is_an_example_of_every_kind_of_file() -> None:
    kinds = {name.partition("/")[0].removesuffix(".yaml") for name in examples()}
    assert kinds == {*SINGLE, *FOLDERS} - {"abilities"}  # whose keys are told in words


def test_the_tables_are_those_of_the_file() -> None:
    for table in TABLES:
        assert f"| `{table.name}` | {_columns(table)} |" in TEXT, table.name
    assert len(re.findall(r"^\| `\w+` \| \*\*`", TEXT, re.MULTILINE)) == len(TABLES)


def _columns(table: Table) -> str:
    """The columns of a table as the page prints them."""
    shown, names, at = [], list(table.names), 0
    foreign = {column: other for column, other, _ in table.foreign}
    while at < len(names):
        column, name = table.columns[at], names[at]
        stem = name.removesuffix("_nb")
        if names[at : at + 3] == [f"{stem}_nb", f"{stem}_nn", f"{stem}_en"]:
            shown.append(f"`{stem}_*`{'?' if column.nullable else ''}")
            at += 3
            continue
        word = f"`{name}`{' int' if column.kind is int else ''}{'?' if column.nullable else ''}"
        word = f"**{word}**" if name in table.key else word
        shown.append(f"{word} → {foreign[name]}" if name in foreign else word)
        at += 1
    return ", ".join(shown)
