"""Reads the little of Markdown that the manual is written in; everything else is plain text.

`# ` heads the page, `## ` a section, `### ` a part of it. A line that begins with `- ` is an item of a list, an empty
line ends a paragraph, and other lines go on with what stands before them. Marks inside a line mean nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby

from gui.help.text import Block, Bullets, Heading, HelpText, Paragraph, Section

_HEADINGS = ("#", "##", "###")
_ITEM = "-"


@dataclass(frozen=True, slots=True)
class _Piece:
    """A heading, an item or a paragraph."""

    mark: str
    """What it begins with; empty: a paragraph."""
    text: str


def read_markdown(source: str) -> HelpText:
    """A page of the manual; what it does not understand it takes for text."""
    title, name = "", ""
    sections: list[Section] = []
    blocks: list[Block] = []
    for mark, pieces in groupby(_pieces(source.splitlines()), key=lambda piece: piece.mark):
        texts = tuple(piece.text for piece in pieces)
        if mark not in ("#", "##"):
            blocks += _blocks(mark, texts)
            continue
        for text in texts:
            sections += _section(name, blocks)
            is_title = mark == "#" and not title
            title, name, blocks = (text, "", []) if is_title else (title, text, [])
    return HelpText(title, (*sections, *_section(name, blocks)))


def _section(name: str, blocks: Iterable[Block]) -> list[Section]:
    """The section that has come to its end; none where nothing was said."""
    found = tuple(blocks)
    return [Section(name, found)] if name or found else []


def _blocks(mark: str, texts: tuple[str, ...]) -> list[Block]:
    if mark == _ITEM:
        return [Bullets(texts)]
    return [Heading(text) if mark else Paragraph(text) for text in texts]


def _pieces(lines: Iterable[str]) -> Iterator[_Piece]:
    """Pieces whose lines are put together."""
    mark, words = "", list[str]()
    for line in (*lines, ""):
        begins, _, text = line.strip().partition(" ")
        is_heading, is_item = begins in _HEADINGS and bool(text), begins == _ITEM and bool(text)
        if (is_heading or is_item or not line.strip()) and words:
            yield _Piece(mark, " ".join(words))
            mark, words = "", []
        if is_heading:
            yield _Piece(begins, text.strip())
        elif line.strip():
            mark = _ITEM if is_item else mark
            words.append(text.strip() if is_item else line.strip())
