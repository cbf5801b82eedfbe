"""Lines of text for a terminal: wrapping, hanging indents, aligned columns. Knows nothing of apps."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Sequence

_WIDE = ("W", "F")
_COLUMN_AT_MOST = 24
"""A first column that is wider has its text on the next line."""


def width_of(text: str) -> int:
    """Columns that the text takes on a terminal: marks take none, East Asian letters two."""
    if text.isascii():
        return len(text)
    return sum(
        0 if unicodedata.combining(letter) else 2 if unicodedata.east_asian_width(letter) in _WIDE else 1
        for letter in text
    )


def wrapped(text: str, width: int, first: str = "", rest: str | None = None) -> list[str]:
    """The text in lines of at most `width` columns.

    Args:
        text: one paragraph, or several with line ends between them.
        width: columns; a single word that is longer, such as an address, is left whole.
        first: what the first line begins with.
        rest: what the other lines begin with; default: as the first.
    """
    rest = first if rest is None else rest
    lines: list[str] = []
    for paragraph in text.split("\n"):
        line = first if not lines else rest
        is_empty = True
        for word in paragraph.split(" "):
            needed = width_of(line) + width_of(word) + (0 if is_empty else 1)
            if needed > width and not is_empty:
                lines.append(line)
                line, is_empty = rest, True
            line += word if is_empty else f" {word}"
            is_empty = is_empty and not word
        lines.append(line.rstrip())
    return lines


def items(texts: Iterable[str], width: int, mark: str = "- ", indent: int = 0) -> list[str]:
    """Each text with a mark before it, its further lines hanging."""
    before = " " * indent
    return [
        line for text in texts for line in wrapped(text, width, f"{before}{mark}", f"{before}{' ' * width_of(mark)}")
    ]


def pairs(rows: Sequence[tuple[str, str]], width: int, indent: int = 0) -> list[str]:
    """Two columns: names, and texts that wrap beside them."""
    longest = max((width_of(name) for name, _ in rows if width_of(name) <= _COLUMN_AT_MOST), default=0)
    before, beside = " " * indent, " " * (indent + longest + 2)
    lines: list[str] = []
    for name, text in rows:
        if width_of(name) > longest:
            lines.append(f"{before}{name}")
            lines += wrapped(text, width, beside)
        else:
            lines += wrapped(text, width, f"{before}{padded(name, longest)}  ", beside)
    return lines


def table(rows: Sequence[Sequence[str]], widths: Sequence[int], indent: int = 0, gap: str = "  ") -> list[str]:
    """Rows of cells, each cell wrapped inside its column."""
    lines: list[str] = []
    for row in rows:
        cells = [_broken(wrapped(cell, width), width) for cell, width in zip(row, widths, strict=True)]
        for number in range(max(map(len, cells))):
            parts = [
                padded(cell[number] if number < len(cell) else "", width)
                for cell, width in zip(cells, widths, strict=True)
            ]
            lines.append(" " * indent + gap.join(parts).rstrip())
    return lines


def _broken(lines: Iterable[str], width: int) -> list[str]:
    """Lines of at most `width` letters: a long word must not push the next column aside."""
    return [line[start : start + width] for line in lines for start in range(0, max(1, len(line)), width)]


def padded(text: str, width: int) -> str:
    """The text with spaces behind it, up to `width` columns."""
    return text + " " * max(0, width - width_of(text))


def cut(text: str, width: int) -> str:
    """The text, cut to `width` columns with an ellipsis where it is longer."""
    if width_of(text) <= width:
        return text
    kept = ""
    for letter in text:
        if width_of(kept + letter) > width - 1:
            break
        kept += letter
    return f"{kept.rstrip()}…"
