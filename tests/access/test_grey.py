"""Without colour: every answer and every level still looks like no other, and has a word of its own."""

from itertools import combinations

import pytest
from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QImage, QPainter

from core.rules.levels import Answer, Level
from core.texts.phrase import Language
from gui.theme.icons import draw_answer
from gui.theme.palette import CONTRAST_DARK, CONTRAST_LIGHT, DARK, LIGHT, Tokens
from gui.widgets.chips import LevelBar
from tests.access import eye
from tests.gui.conftest import Driver

THEMES = {"light": LIGHT, "dark": DARK, "contrast-light": CONTRAST_LIGHT, "contrast-dark": CONTRAST_DARK}
_SHAPE = 20
"""Pixels of a shape beside an answer."""
_ENOUGH = 0.04
"""Share of the points that must differ: of 400 sixteen, a stroke of an exclamation mark."""


@pytest.mark.parametrize("tokens", THEMES.values(), ids=THEMES.keys())
@pytest.mark.usefixtures("qapp")
def test_shapes_of_answers_differ_in_grey(tokens: Tokens) -> None:
    shapes = {answer: _shape(answer, tokens) for answer in Answer}
    for one, other in combinations(Answer, 2):
        assert eye.differing(shapes[one], shapes[other]) >= _ENOUGH, f"{one} looks like {other}"


@pytest.mark.parametrize("tokens", THEMES.values(), ids=THEMES.keys())
@pytest.mark.usefixtures("qapp")
def test_shapes_of_answers_differ_as_outlines(tokens: Tokens) -> None:
    """Even where all colours were one: only drawn or not drawn counts."""
    shapes = {answer: _outline(_shape(answer, tokens)) for answer in Answer}
    for one, other in combinations(Answer, 2):
        assert eye.differing(shapes[one], shapes[other], by=128) >= _ENOUGH, f"{one} looks like {other}"


@pytest.mark.usefixtures("qapp")
def test_bars_of_levels_differ_in_grey() -> None:
    bars = {level: _bar(level) for level in Level}
    for one, other in combinations(Level, 2):
        assert eye.differing(bars[one], bars[other], by=30) >= _ENOUGH, f"{one} looks like {other}"


@pytest.mark.parametrize("language", list(Language))
def test_every_answer_and_level_has_a_word_of_its_own(driver: Driver, language: Language) -> None:
    term = driver.start("--language", language.value).parts.speaker.term
    for kind, table in ((Answer, "answers"), (Level, "levels")):
        words = [term(f"{table}.{value.value}.label") for value in kind]
        assert len(set(words)) == len(words)
        assert all(words)


def test_measure_tells_alike_from_different() -> None:
    black, grey, white = (
        _plain(colour) for colour in (Qt.GlobalColor.black, Qt.GlobalColor.gray, Qt.GlobalColor.white)
    )
    assert eye.differing(black, black) == 0
    assert eye.differing(black, white) == 1
    assert eye.differing(grey, grey, by=1) == 0


def _shape(answer: Answer, tokens: Tokens) -> QImage:
    picture = QImage(_SHAPE, _SHAPE, QImage.Format.Format_RGB32)
    picture.fill(tokens.surface)
    painter = QPainter(picture)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    draw_answer(painter, answer, QRectF(0, 0, _SHAPE, _SHAPE), tokens)
    painter.end()
    return eye.in_grey(picture)


def _outline(picture: QImage) -> QImage:
    """White where nothing is drawn, black where something is."""
    ground = picture.pixelColor(0, 0).lightness()
    made = QImage(picture.size(), QImage.Format.Format_Grayscale8)
    for row in range(picture.height()):
        for column in range(picture.width()):
            is_drawn = abs(picture.pixelColor(column, row).lightness() - ground) > 40
            made.setPixelColor(column, row, Qt.GlobalColor.black if is_drawn else Qt.GlobalColor.white)
    return made


def _bar(level: Level) -> QImage:
    bar = LevelBar(level)
    bar.resize(120, 10)
    picture = eye.in_grey(bar.grab().toImage())
    bar.deleteLater()
    return picture


def _plain(colour: Qt.GlobalColor) -> QImage:
    picture = QImage(4, 4, QImage.Format.Format_Grayscale8)
    picture.fill(colour)
    return picture
