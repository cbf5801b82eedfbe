"""The answers in all situations as a table: one cell is framed, and choosing another one goes to that situation."""

from __future__ import annotations

from PySide6.QtCore import (
    QEvent,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QPointF,
    QRect,
    QRectF,
    Qt,
    Signal,
)
from PySide6.QtGui import QColor, QFocusEvent, QFontMetrics, QKeyEvent, QPainter, QPen, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QFrame,
    QHeaderView,
    QSizePolicy,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from core.rules.levels import Answer
from core.situation import Situation
from core.texts import outside
from gui.models.answers import CLASSES, AnswerModel, AnswerRole
from gui.shelf import AnswerTable
from gui.theme.icons import draw_answer
from gui.theme.metrics import RING, TextStyle, scaled
from gui.theme.palette import ANSWER_TONES, CLASS_COLOURS, tokens_of

_SHAPE = 16
_PAD = 10
_TIGHT = 5
"""The same in a narrow cell."""
_NARROW_CELL = 130
_GAP = 2
_RADIUS = 6
_DOT = 20
"""Pixels that the dot of a class takes, with air."""
_HEAD_SHARE = 0.25
_LONGEST = 160
"""Characters that are fitted; each of an endless word would be measured over and over."""
_WRAP = Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignLeft
_Index = QModelIndex | QPersistentModelIndex


def _fitting(text: str, style: TextStyle, width: int) -> str:
    """The text with a hyphen in every word that is wider than that: better in two parts than without its end."""
    metrics = QFontMetrics(style.font())
    return " ".join(_parted(word, metrics, width) for word in outside.line(text, limit=_LONGEST).split())


def _parted(word: str, metrics: QFontMetrics, width: int) -> str:
    if metrics.horizontalAdvance(word) <= width:
        return word
    most = max((n for n in range(2, len(word) - 1) if metrics.horizontalAdvance(f"{word[:n]}-") <= width), default=0)
    # A part of two letters would read worse than two halves.
    cut = min(most, len(word) - 3)
    return f"{word[:cut]}- {_parted(word[cut:], metrics, width)}" if cut > 1 else word


def _height(text: str, style: TextStyle, width: int) -> int:
    room = QRect(0, 0, max(width, 1), 10_000)
    return QFontMetrics(style.font()).boundingRect(room, int(_WRAP), text).height()


def _is_narrow(width: int) -> bool:
    """Whether a cell of this width has no room for words beside its shape."""
    return width < scaled(_NARROW_CELL)


def _pad(width: int) -> int:
    """Pixels around what a cell of this width holds."""
    return (_TIGHT if _is_narrow(width) else _PAD) + _GAP


def _inside(cell: QRect) -> QRect:
    pad = _pad(cell.width())
    return cell.adjusted(pad, pad, -pad, -pad)


class _Cells(QStyledItemDelegate):
    """Draws a cell: shape and word on the answer's tint; a thick frame and two words more in one's own situation."""

    def __init__(self, here: str, view: QTableView) -> None:
        super().__init__(view)
        self._view, self._here = view, outside.line(here)

    def height(self, index: _Index, width: int) -> int:
        """Pixels that a cell of this width needs."""
        room = self._room(QRect(0, 0, width, 10_000))
        words = _height(_fitting(str(index.data()), TextStyle.SMALL, room.width()), TextStyle.SMALL, room.width())
        if index.data(AnswerRole.IS_HERE):
            here = _fitting(self._here, TextStyle.CHIP, room.width())
            words += _height(here, TextStyle.CHIP, room.width()) + 2
        return words + room.top() + _pad(width)

    @staticmethod
    def _room(cell: QRect) -> QRect:
        """Where the words of a cell go: beside the shape, in a narrow cell below it."""
        inside = _inside(cell)
        return (
            inside.adjusted(0, _SHAPE + 6, 0, 0) if _is_narrow(cell.width()) else inside.adjusted(_SHAPE + 6, 0, 0, 0)
        )

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        """Draw the cell."""
        view, place = self._view, QRect(option.rect)
        tokens, told, is_here = tokens_of(view), index.data(AnswerRole.ANSWER), bool(index.data(AnswerRole.IS_HERE))
        answer = Answer(told) if told else None  # Qt hands a plain string back
        shades = tokens.of(ANSWER_TONES[answer or Answer.NOT_ASSESSED])
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(place).adjusted(_GAP, _GAP, -_GAP, -_GAP)
        width = RING if is_here else 1
        painter.setPen(QPen(QColor(tokens.ink if is_here else shades.border), width))
        painter.setBrush(QColor(shades.surface))
        painter.drawRoundedRect(box.adjusted(width / 2, width / 2, -width / 2, -width / 2), _RADIUS, _RADIUS)
        if view.hasFocus() and view.currentIndex() == index:
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(QColor(tokens.focus), 2, Qt.PenStyle.DashLine))
            painter.drawRoundedRect(box.adjusted(5, 5, -5, -5), 3, 3)
        inside = _inside(place)
        if answer is not None:
            draw_answer(painter, answer, QRectF(inside.left(), inside.top() + 1, _SHAPE, _SHAPE), tokens)
        self._write(painter, self._room(place), str(index.data()), shades.text, is_here=is_here)
        painter.restore()

    def _write(self, painter: QPainter, room: QRect, text: str, ink: str, *, is_here: bool) -> None:
        word = _fitting(text, TextStyle.SMALL, room.width())
        painter.setPen(QColor(ink))
        painter.setFont(TextStyle.SMALL.font())
        painter.drawText(room, int(_WRAP), word)
        if is_here:
            painter.setFont(TextStyle.CHIP.font())
            below = room.adjusted(0, _height(word, TextStyle.SMALL, room.width()) + 2, 0, 0)
            painter.drawText(below, int(_WRAP), _fitting(self._here, TextStyle.CHIP, room.width()))


class _Heads(QHeaderView):
    """Words of rows or columns, over several lines where it takes them; columns have the colour of their class."""

    def __init__(self, orientation: Qt.Orientation, parent: QWidget) -> None:
        super().__init__(orientation, parent)
        self.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.setSectionsClickable(False)
        self.setHighlightSections(False)
        self.setMinimumSectionSize(1)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)

    def words(self, section: int, width: int) -> str:
        """What a section of this width says."""
        text = str(self.model().headerData(section, self.orientation()))
        return _fitting(text, TextStyle.SMALL, self.room(width))

    def room(self, width: int) -> int:
        """Pixels that the words of a section of this width have."""
        dot = _DOT if self.orientation() is Qt.Orientation.Horizontal and not _is_narrow(width) else 0
        return width - dot - 2 * _GAP

    def height_for(self, section: int, width: int) -> int:
        """Pixels that the words of a section of this width take, and the dot where it stands above them."""
        above = scaled(_DOT) if self.orientation() is Qt.Orientation.Horizontal and _is_narrow(width) else 0
        return above + _height(self.words(section, width), TextStyle.SMALL, self.room(width)) + 2 * _PAD

    def paintSection(self, painter: QPainter, rect: QRect, section: int) -> None:
        """Draw the words, and a dot in the colour of the class."""
        tokens, is_column = tokens_of(self), self.orientation() is Qt.Orientation.Horizontal
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.fillRect(rect, QColor(tokens.surface))
        room = rect.adjusted(_GAP, _PAD, -_GAP, 0)
        if is_column:
            painter.setPen(QPen(QColor(tokens.edge), 1))
            painter.setBrush(QColor(CLASS_COLOURS[CLASSES[section]]))
            painter.drawEllipse(QPointF(room.left() + 7, room.top() + TextStyle.SMALL.line / 2 - 1), 6, 6)
            room = room.adjusted(0, scaled(_DOT), 0, 0) if _is_narrow(rect.width()) else room.adjusted(_DOT, 0, 0, 0)
        painter.setPen(QColor(tokens.ink))
        painter.setFont(TextStyle.SMALL.font())
        painter.drawText(room, int(_WRAP), self.words(section, rect.width()))
        painter.restore()


class AnswerGrid(QTableView):
    """Seven kinds of device by four classes of information.

    Args:
        model: the answers.
        name: what the table is about, for a screen reader.
        here: the words that mark one's own situation.
    """

    wished = Signal(object, object)
    """Go to this device situation and this information class."""
    moved = Signal(QRect)
    """The cell that the keys have reached, in the table's own pixels."""

    def __init__(self, model: AnswerModel, name: str, here: str) -> None:
        super().__init__()
        self.answers = model
        model.setParent(self)
        self._cells = _Cells(here, self)
        self._columns, self._rows = _Heads(Qt.Orientation.Horizontal, self), _Heads(Qt.Orientation.Vertical, self)
        self.setHorizontalHeader(self._columns)
        self.setVerticalHeader(self._rows)
        self.setModel(model)
        self.setItemDelegate(self._cells)
        self.setAccessibleName(name)
        self._quiet_corner()
        self.setTabKeyNavigation(False)
        self.setShowGrid(False)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.clicked.connect(self._wish)

    def show_answers(self, table: AnswerTable) -> None:
        """Show these answers."""
        self.answers.show(table)
        self._lay_out(self.width())

    def mark(self, situation: Situation) -> None:
        """Frame the cell of this situation and stand on it."""
        self.answers.mark(situation)
        self.setCurrentIndex(self.answers.place(situation))
        self._lay_out(self.width())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter and Space choose the cell; arrows move."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self._wish(self.currentIndex())
            return
        super().keyPressEvent(event)

    def currentChanged(self, current: _Index, previous: _Index) -> None:
        """Tell where the keys have come to."""
        super().currentChanged(current, previous)
        self._tell_place()

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Bring the cell into view, not the whole table."""
        super().focusInEvent(event)
        self._tell_place()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Share the width, and be as high as all rows."""
        super().resizeEvent(event)
        self._lay_out(event.size().width() + self.verticalHeader().width())

    def changeEvent(self, event: QEvent) -> None:
        """Follow the size of the text."""
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.ApplicationFontChange):
            self._lay_out(self.width())

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Nothing is drawn where the heads meet."""
        return event.type() is QEvent.Type.Paint or super().eventFilter(watched, event)

    def _quiet_corner(self) -> None:
        """The button where the heads meet has nothing to do here."""
        self.setCornerButtonEnabled(False)
        for corner in self.findChildren(QAbstractButton, options=Qt.FindChildOption.FindDirectChildrenOnly):
            corner.setAccessibleName(self.accessibleName())
            corner.installEventFilter(self)

    def _wish(self, index: _Index) -> None:
        if index.isValid():
            self.wished.emit(*self.answers.situation_of(index))

    def _tell_place(self) -> None:
        if self.hasFocus() and self.currentIndex().isValid():
            place = self.visualRect(self.currentIndex())
            self.moved.emit(place.translated(self.viewport().pos()))

    def _lay_out(self, width: int) -> None:
        heads, columns, model = self._rows, self._columns, self.answers
        head = max(scaled(96), min(scaled(240), int(width * _HEAD_SHARE)))
        each = max(1, (width - head) // len(CLASSES))
        head = width - each * len(CLASSES)
        heads.setFixedWidth(head)
        top = max(columns.height_for(column, each) for column in range(len(CLASSES)))
        columns.setFixedHeight(top)
        for column in range(model.columnCount()):
            columns.resizeSection(column, each)
        total = top
        for row in range(model.rowCount()):
            cells = (self._cells.height(model.index(row, column), each) for column in range(model.columnCount()))
            height = max(heads.height_for(row, head), *cells)
            heads.resizeSection(row, height)
            total += height
        if self.height() != total:
            self.setFixedHeight(total)
