"""Shows the sections of the help: headings, paragraphs, lists, and rows that fold in a narrow window."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from gui.help.text import Block, Bullets, Heading, Paragraph, Row, Rows, Section
from gui.theme.metrics import TextStyle
from gui.widgets.boxes import Stack, bullets, column
from gui.widgets.layouts import Columns
from gui.widgets.panel import Line
from gui.widgets.plain_label import PlainLabel

_NAME, _ID = 28, 12
"""Percent of the width that the names of rows have: words, and ids such as T1."""
_LONGEST_ID = 5
"""Letters up to which all names are taken for ids."""
_BESIDE = 460
"""Width from which they stand beside each other."""


def show_sections(sections: Sequence[Section]) -> Stack:
    """Sections below each other."""
    return column(*(_section(section) for section in sections), gap=24)


def _section(section: Section) -> Stack:
    parts = [_block(block) for block in section.blocks]
    if section.title:
        parts.insert(0, PlainLabel(section.title, TextStyle.HEADING))
    return column(*parts, gap=10)


def _block(block: Block) -> QWidget:
    if isinstance(block, Heading):
        return PlainLabel(block.text, TextStyle.SECTION)
    if isinstance(block, Paragraph):
        return PlainLabel(block.text)
    if isinstance(block, Bullets):
        return bullets(block.items)
    return _rows(block)


def _rows(block: Rows) -> QWidget:
    widget = QWidget()
    layout = QVBoxLayout(widget)
    layout.setContentsMargins(0, 0, 0, 0)
    layout.setSpacing(8)
    for number, row in enumerate(block.rows):
        if number:
            layout.addWidget(Line())
        layout.addWidget(_row(row, _share(block)))
    return widget


def _share(block: Rows) -> int:
    return _ID if all(len(row.name) <= _LONGEST_ID for row in block.rows) else _NAME


def _row(row: Row, share: int) -> QWidget:
    text = column(PlainLabel(row.text), gap=2)
    if row.more:
        text.rows.addWidget(PlainLabel(row.more, TextStyle.SMALL, subtle=True))
    text.rows.addStretch(1)
    columns = Columns(weights=(share, 100 - share), gap=16, narrowest=_BESIDE)
    name = PlainLabel(row.name, TextStyle.STRONG)
    name.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
    columns.addWidget(name)
    columns.addWidget(text)
    widget = QWidget()
    widget.setLayout(columns)
    return widget
