"""What the eye gets: contrast measured on pictures of the window, the ring of the focus, shapes without colour."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtGui import QColor, QFontInfo, QImage, QRegion
from PySide6.QtWidgets import (
    QAbstractButton,
    QCheckBox,
    QComboBox,
    QLineEdit,
    QPushButton,
    QRadioButton,
    QStyle,
    QStyleOptionButton,
    QStyleOptionComboBox,
    QStyleOptionFrame,
    QTableView,
    QWidget,
)

from gui.widgets.plain_label import PlainLabel
from tests.access.painting import Notes, noted
from tests.access.walk import controls, fault_of_view, path, shown

_SCALE = 2
"""Pictures are taken at twice the size: thin strokes then reach their full colour."""
_ENOUGH_TO_SEE = QSize(240, 80)
"""Of a text its beginning is measured: all of it has one colour."""
LARGE, LARGE_BOLD = 24.0, 18.66
"""Pixels from which text counts as large, and from which bold text does (WCAG 1.4.3)."""
_BOLD = 600


@dataclass(frozen=True, slots=True)
class Text:
    """A text and where it stands."""

    words: str
    place: QRect
    """In the window."""
    pixels: float
    weight: int
    whose: str

    @property
    def is_large(self) -> bool:
        """Whether it may have less contrast."""
        return self.pixels >= LARGE or (self.pixels >= LARGE_BOLD and self.weight >= _BOLD)


def ratio(one: QColor, other: QColor) -> float:
    """Contrast of two colours, 1 to 21 (WCAG 2.1, relative luminance)."""
    high, low = sorted((_luminance(one.rgb()), _luminance(other.rgb())), reverse=True)
    return (high + 0.05) / (low + 0.05)


@lru_cache(maxsize=4096)
def _luminance(rgb: int) -> float:
    parts = ((rgb >> 16 & 255) / 255, (rgb >> 8 & 255) / 255, (rgb & 255) / 255)
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


# ---- text -----------------------------------------------------------------------------------------------------------


def faults_of_contrast(window: QWidget, least: float, least_large: float) -> list[str]:
    """Texts that are too pale where they stand.

    Args:
        window: the window, high enough to show everything.
        least: contrast for text.
        least_large: contrast for large text.
    """
    with noted() as notes:
        picture = picture_of(window)
    found = list[str]()
    for text in (*_standing(window), *_painted(window, notes)):
        found += _too_pale(picture, text, least_large if text.is_large else least)
    return list(dict.fromkeys(found))


def measured(picture: QImage, place: QRect) -> tuple[QColor, QColor, float] | None:
    """Ground, ink and their contrast at a place; None where there is but one colour.

    The ground is the commonest colour, the ink the one that differs most from it.
    """
    colours = _colours(picture, place)
    if not colours:
        return None
    ground = QColor(colours.most_common(1)[0][0])
    ink = max((QColor(colour) for colour in colours), key=lambda colour: ratio(colour, ground))
    return None if ink == ground else (ground, ink, ratio(ground, ink))


def picture_of(widget: QWidget) -> QImage:
    """A widget with everything on it, at twice its size."""
    picture = QImage(widget.size() * _SCALE, QImage.Format.Format_RGB32)
    picture.setDevicePixelRatio(_SCALE)
    widget.render(picture)
    return picture


def _too_pale(picture: QImage, text: Text, least: float) -> Iterator[str]:
    found = measured(picture, QRect(text.place.topLeft(), text.place.size().boundedTo(_ENOUGH_TO_SEE)))
    if found is None:
        if text.words.strip() and text.place.height() > 2:
            yield f"not seen at all: {text.words[:50]!r}: {text.whose}"
        return
    ground, ink, contrast = found
    if contrast < least:
        yield f"{contrast:.1f} of {least}: {ink.name()} on {ground.name()}: {text.words[:50]!r}: {text.whose}"


def _colours(picture: QImage, place: QRect) -> Counter[int]:
    # Cut out with the colours as whole numbers, one in four bytes.
    inside = QRect(place.topLeft() * _SCALE, place.size() * _SCALE).intersected(picture.rect())
    part = picture.copy(inside)
    # Every other line will do: no stroke is only one point high at this size.
    return Counter() if part.isNull() else Counter(_points(part, every=2))


def _points(picture: QImage, every: int = 1) -> list[int]:
    """The colour of each point as a number, of every line or of every so many lines."""
    points, wide = memoryview(picture.constBits()).cast("B").cast("I"), picture.width()
    lines = (points[wide * line : wide * (line + 1)] for line in range(0, picture.height(), every))
    return [point for line in lines for point in line.tolist()]


def _standing(window: QWidget) -> Iterator[Text]:
    """Texts that Qt and our labels draw, by where the widget puts them."""
    for widget in shown(window):
        words, inside = _words_of(widget)
        if not words.strip() or not widget.isEnabled():
            continue
        place = inside.translated(widget.mapTo(window, QPoint(0, 0)))
        if not place.isEmpty() and _in_view(widget).contains(place):
            font = QFontInfo(widget.font())
            yield Text(words, place, font.pixelSize(), font.weight(), path(widget))


def _words_of(widget: QWidget) -> tuple[str, QRect]:
    """The words on a widget and the place inside it that holds them and nothing else."""
    if isinstance(widget, PlainLabel) and type(widget).paintEvent is PlainLabel.paintEvent:
        return widget.text(), widget.rect()
    if isinstance(widget, QLineEdit):
        frame = QStyleOptionFrame()
        widget.initStyleOption(frame)
        inside = widget.style().subElementRect(QStyle.SubElement.SE_LineEditContents, frame, widget)
        return widget.text() or widget.placeholderText(), inside
    if isinstance(widget, QComboBox):
        box = QStyleOptionComboBox()
        widget.initStyleOption(box)
        part = QStyle.SubControl.SC_ComboBoxEditField
        return widget.currentText(), widget.style().subControlRect(
            QStyle.ComplexControl.CC_ComboBox, box, part, widget
        ).adjusted(4, 4, -4, -4)
    if isinstance(widget, QPushButton) and widget.text() and _is_drawn_by_qt(widget):
        return widget.text(), _words_on(widget)
    return "", QRect()


def _is_drawn_by_qt(button: QAbstractButton) -> bool:
    return not any(
        "paintEvent" in vars(kind) for kind in type(button).__mro__ if kind.__module__.partition(".")[0] == "gui"
    )


def _words_on(button: QPushButton) -> QRect:
    """Where a button has its words, without icon and edge."""
    option = QStyleOptionButton()
    button.initStyleOption(option)
    inside = button.style().subElementRect(QStyle.SubElement.SE_PushButtonContents, option, button)
    words = button.fontMetrics().horizontalAdvance(button.text().replace("&&", "&"))
    at_right = button.layoutDirection() is Qt.LayoutDirection.LeftToRight and not button.icon().isNull()
    middle = QRect(QPoint(0, 0), inside.size())
    middle.setWidth(min(words, inside.width()))
    middle.moveCenter(inside.center())
    if at_right:
        middle.moveRight(inside.right() - max(0, (inside.width() - words - button.iconSize().width() - 4) // 2))
    return middle.adjusted(1, 1, -1, -1)


def _in_view(widget: QWidget) -> QRect:
    """The part of the window in which a widget is seen."""
    window, at = widget.window(), widget.parentWidget()
    seen = window.rect()
    while at is not None and not at.isWindow():
        seen = seen.intersected(QRect(at.mapTo(window, QPoint(0, 0)), at.size()))
        at = at.parentWidget()
    return seen


def _painted(window: QWidget, notes: Notes) -> Iterator[Text]:
    """Texts that our own widgets painted."""
    for text in notes.painted:
        at = text.place_in(window)
        if text.on.isEnabled() and text.on.isVisible() and _in_view(text.on).contains(at):
            yield Text(text.words, at, text.pixels, text.weight, f"painted on {path(text.on)}")


# ---- edges and rings ------------------------------------------------------------------------------------------------


def faults_of_edges(window: QWidget, least: float) -> list[str]:
    """Fields and marks whose edge is too pale against what is around them."""
    picture, found = picture_of(window), []
    for widget in shown(window):
        place = _edge_of(widget)
        if place is None or not widget.isEnabled():
            continue
        at = place.translated(widget.mapTo(window, QPoint(0, 0)))
        if not _in_view(widget).contains(at):
            continue
        seen = measured(picture, at)
        if seen is None or seen[2] < least:
            found.append(f"edge {seen[2] if seen else 1:.1f} of {least}: {path(widget)}")
    return found


_EDGED = frozenset({"Segment", "SituationChip"})
"""Controls of our own that have an edge all around."""


def _edge_of(widget: QWidget) -> QRect | None:
    """A strip that holds the ground beside a control and its edge, and no word."""
    if isinstance(widget, (QLineEdit, QComboBox)) or type(widget).__name__ in _EDGED:
        return QRect(-3, widget.height() // 2 - 4, 9, 8)
    if isinstance(widget, (QRadioButton, QCheckBox)):
        return QRect(2, widget.height() // 2 - 2, 12, 4)
    return None


def faults_of_rings(window: QWidget, least: float, looked_at: set[object], rest: Callable[[], None]) -> list[str]:
    """Controls that do not show well enough that they have the focus.

    Args:
        window: the window, which has the focus.
        least: contrast between what is seen with the focus and without it.
        looked_at: kinds of controls that were looked at before, and are not again; those in view now are put in.
        rest: waits until what was done has had its effects.
    """
    found = list[str]()
    for widget in controls(window):
        kind = (type(widget).__name__, widget.property("role"))
        if kind in looked_at or fault_of_view(widget):
            continue
        looked_at.add(kind)
        widget.setFocus(Qt.FocusReason.TabFocusReason)
        rest()
        with_it = picture_around(widget)
        widget.clearFocus()
        rest()
        contrast = contrast_of_change(picture_around(widget), with_it, _ringed(widget))
        if contrast < least:
            found.append(f"focus seen with {contrast:.1f} of {least}: {path(widget)}")
    return found


def picture_around(widget: QWidget) -> QImage:
    """A widget on its ground, at twice its size; a widget alone would be drawn on a ground of its own."""
    window = widget.window()
    picture = QImage(widget.size() * _SCALE, QImage.Format.Format_RGB32)
    picture.setDevicePixelRatio(_SCALE)
    window.render(picture, QPoint(0, 0), QRegion(QRect(widget.mapTo(window, QPoint(0, 0)), widget.size())))
    return picture


def _ringed(widget: QWidget) -> QSize:
    """The size of what has a ring while a widget has the focus: of a table, one cell."""
    if isinstance(widget, QTableView):
        return widget.visualRect(widget.currentIndex()).size()
    return widget.size()


def contrast_of_change(before: QImage, after: QImage, ringed: QSize) -> float:
    """The contrast between two pictures of one thing that as many points have as a line around it.

    Args:
        before: without the focus.
        after: with it.
        ringed: the size of what the line goes around, in pixels of the window.
    """
    pairs = zip(_points(before), _points(after), strict=True)
    changes = Counter((one, other) for one, other in pairs if one != other)
    enough, seen = 2 * (ringed.width() + ringed.height()) * _SCALE, 0
    told = sorted(((ratio(QColor(one), QColor(other)), count) for (one, other), count in changes.items()), reverse=True)
    for contrast, count in told:
        seen += count
        if seen >= enough:
            return contrast
    return 1.0


# ---- without colour -------------------------------------------------------------------------------------------------


def in_grey(picture: QImage) -> QImage:
    """The picture without colour."""
    return picture.convertToFormat(QImage.Format.Format_Grayscale8)


def differing(one: QImage, other: QImage, *, by: int = 60) -> float:
    """The share of points at which two grey pictures of one size differ by so many of 256 steps."""
    ours, theirs = bytes(one.constBits()), bytes(other.constBits())
    return sum(abs(a - b) >= by for a, b in zip(ours, theirs, strict=True)) / len(ours)
