"""A contact sheet: the pictures of all screens, small, with their titles; one column for each theme."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QPixmap

_WIDTH, _HEIGHT = 400, 400
"""Of a small picture at most, in pixels."""
_GAP, _CAPTION = 20, 26


def small(picture: QPixmap) -> QPixmap:
    """The picture as it stands on the sheet."""
    made = picture.scaled(
        _WIDTH, _HEIGHT, Qt.AspectRatioMode.KeepAspectRatio, Qt.TransformationMode.SmoothTransformation
    )
    # A pixel of the sheet is a pixel, whatever the scale of the window.
    made.setDevicePixelRatio(1)
    return made


def contact_sheet(heading: str, columns: Sequence[str], rows: Sequence[tuple[str, Mapping[str, QPixmap]]]) -> QPixmap:
    """All pictures on one sheet.

    Args:
        heading: What all of them have in common.
        columns: Their names, from left to right.
        rows: Title of a screen, and its small pictures by column; one that is not there leaves a gap.
    """
    heights = [max((one.height() for one in pictures.values()), default=0) for _, pictures in rows]
    width = _GAP + len(columns) * (_WIDTH + _GAP)
    height = 2 * _GAP + _CAPTION + sum(tall + _CAPTION + _GAP for tall in heights)
    sheet = QPixmap(width, height)
    sheet.fill(QColor("#7b838c"))
    painter = QPainter(sheet)
    font = QFont("Inter")
    font.setPixelSize(15)
    painter.setFont(font)
    painter.setPen(QColor("white"))
    _write(painter, _GAP, _GAP, width, heading)
    top = 2 * _GAP + _CAPTION
    for (title, pictures), tall in zip(rows, heights, strict=True):
        for place, column in enumerate(columns):
            left = _GAP + place * (_WIDTH + _GAP)
            _write(painter, left, top, _WIDTH, f"{title} · {column}")
            if column in pictures:
                painter.drawPixmap(left, top + _CAPTION, pictures[column])
        top += tall + _CAPTION + _GAP
    painter.end()
    return sheet


def _write(painter: QPainter, left: int, top: int, width: int, text: str) -> None:
    painter.drawText(QRect(left, top, width, _CAPTION), int(Qt.AlignmentFlag.AlignVCenter), text)
