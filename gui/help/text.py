"""A page of the help as values: sections of paragraphs, lists and rows; searched and copied without a widget."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading inside a section."""

    text: str


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Running text."""

    text: str


@dataclass(frozen=True, slots=True)
class Bullets:
    """A list with a dot before each item."""

    items: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Row:
    """A word and what is said of it."""

    name: str
    text: str
    more: str = ""
    """In the quieter colour below; empty: nothing."""


@dataclass(frozen=True, slots=True)
class Rows:
    """Words with what is said of each: a glossary, a table of keys or of rules."""

    rows: tuple[Row, ...]


Block = Heading | Paragraph | Bullets | Rows


@dataclass(frozen=True, slots=True)
class Section:
    """A part of a page; the one before the first heading has no title."""

    title: str
    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class HelpText:
    """A page."""

    title: str
    sections: tuple[Section, ...]


def lines_of(block: Block) -> tuple[str, ...]:
    """All that a block says."""
    if isinstance(block, Bullets):
        return block.items
    if isinstance(block, Rows):
        return tuple(line for row in block.rows for line in (row.name, row.text, row.more) if line)
    return (block.text,)


def as_text(page: HelpText) -> str:
    """A page as plain text, to be copied."""
    parts = [page.title]
    for section in page.sections:
        parts += [section.title] if section.title else []
        parts += ["\n".join(_copied(block)) for block in section.blocks]
    return "\n\n".join(parts) + "\n"


def matching(page: HelpText, wanted: str) -> tuple[Section, ...]:
    """The sections that hold every word that is wanted; of rows only those that do, unless the title does.

    Args:
        page: the page.
        wanted: words or parts of words, large and small letters alike; none: every section fits.
    """
    parts = wanted.casefold().split()
    found = (_narrowed(section, parts) for section in page.sections)
    return tuple(section for section in found if section is not None)


def count_of(page: HelpText, wanted: str) -> int:
    """How many sections hold every word that is wanted."""
    return len(matching(page, wanted))


def _narrowed(section: Section, parts: Sequence[str]) -> Section | None:
    if _holds([section.title], parts):
        return section
    everything = [section.title, *(line for block in section.blocks for line in lines_of(block))]
    if not _holds(everything, parts):
        return None
    blocks = tuple(_narrow(block, section.title, parts) for block in section.blocks)
    kept = tuple(block for block in blocks if not isinstance(block, Rows) or block.rows)
    # The words may stand in several rows, none of which holds them all.
    return replace(section, blocks=kept) if _holds(_all_lines(kept, section.title), parts) else section


def _narrow(block: Block, title: str, parts: Sequence[str]) -> Block:
    if not isinstance(block, Rows):
        return block
    return Rows(tuple(row for row in block.rows if _holds([title, row.name, row.text, row.more], parts)))


def _all_lines(blocks: Iterable[Block], title: str) -> list[str]:
    return [title, *(line for block in blocks for line in lines_of(block))]


def _holds(lines: Iterable[str], parts: Sequence[str]) -> bool:
    text = "\n".join(lines).casefold()
    return all(part in text for part in parts)


def _copied(block: Block) -> Iterable[str]:
    if isinstance(block, Bullets):
        return [f"- {item}" for item in block.items]
    if isinstance(block, Rows):
        return [f"{row.name}: {row.text}" + (f" ({row.more})" if row.more else "") for row in block.rows]
    return [block.text]
