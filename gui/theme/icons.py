"""Icons: SVG files of our own, coloured for the theme when they are drawn."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from PySide6.QtCore import QByteArray, QRectF, QSize, Qt
from PySide6.QtGui import QIcon, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

from core.rules.levels import Answer
from core.settings.folders import resource_folder
from gui.theme.palette import ANSWER_TONES, Tokens


def answer_icon_name(answer: Answer) -> str:
    """The file of an answer's shape."""
    return f"answer-{answer.value}"


def draw_icon(painter: QPainter, name: str, place: QRectF, colour: str, contrast: str = "#ffffff") -> None:
    """Draw an icon; sharp at every scale, because it is drawn anew."""
    _renderer(name, colour, contrast).render(painter, place)


def draw_answer(painter: QPainter, answer: Answer, place: QRectF, tokens: Tokens) -> None:
    """Draw an answer's shape in its tone."""
    shades = tokens.of(ANSWER_TONES[answer])
    draw_icon(painter, answer_icon_name(answer), place, shades.solid, shades.on_solid)


def icon(name: str, colour: str, contrast: str = "#ffffff", size: int = 20) -> QIcon:
    """An icon for a button, at one to three times its size."""
    made = QIcon()
    for scale in (1, 2, 3):
        pixmap = QPixmap(QSize(size, size) * scale)
        pixmap.fill(Qt.GlobalColor.transparent)
        pixmap.setDevicePixelRatio(scale)
        painter = QPainter(pixmap)
        draw_icon(painter, name, QRectF(0, 0, size, size), colour, contrast)
        painter.end()
        made.addPixmap(pixmap)
    return made


@lru_cache(maxsize=128)
def _renderer(name: str, colour: str, contrast: str) -> QSvgRenderer:
    text = _file(name).read_text(encoding="utf-8")
    text = text.replace("currentColor", colour).replace("contrastColor", contrast)
    return QSvgRenderer(QByteArray(text.encode()))


def _file(name: str) -> Path:
    return resource_folder() / "icons" / f"{name}.svg"
