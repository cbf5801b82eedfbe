"""The list of apps found: name, where it runs, owner, and the answer as shape and words."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFontMetricsF, QKeyEvent, QPainter
from PySide6.QtWidgets import QAbstractItemView, QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from core.rules.levels import Answer
from gui.enquiries import Entry
from gui.models.hits import HitModel, HitRole
from gui.theme.icons import draw_answer
from gui.theme.metrics import TextStyle
from gui.theme.palette import ANSWER_TONES, Tokens, Tone, tokens_of
from gui.widgets.chips import draw_initial, initial

_ROW, _NARROW_ROW, _HEADING = 80, 108, 40
_TILE = 40
_LEFT = 24
_NARROW_LIST = 620
_BADGE = 26


class HitDelegate(QStyledItemDelegate):
    """Draws a row. Everything is drawn as plain text."""

    def __init__(self, view: QListView) -> None:
        super().__init__(view)
        self._view = view

    def sizeHint(self, _option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        """A row, or the lower row of a heading; higher where the answer has a line of its own."""
        width = self._view.viewport().width()
        if index.data(HitRole.ENTRY) is None:
            return QSize(width, _HEADING)
        return QSize(width, _NARROW_ROW if width < _NARROW_LIST else _ROW)

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """Draw a row or a heading."""
        tokens = tokens_of(self._view)
        place: QRect = option.rect
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        entry = index.data(HitRole.ENTRY)
        if isinstance(entry, Entry):
            is_chosen = bool(option.state & QStyle.StateFlag.State_Selected)
            self._row(painter, place, index, entry, tokens, is_chosen=is_chosen)
        else:
            painter.fillRect(place, QColor(tokens.sunken))
            _text(painter, place.adjusted(_LEFT, 0, -8, 0), str(index.data()), TextStyle.SMALL, tokens.subtle)
        painter.fillRect(QRect(place.left(), place.bottom(), place.width(), 1), QColor(tokens.line))
        painter.restore()

    def _row(
        self,
        painter: QPainter,
        place: QRect,
        index: QModelIndex | QPersistentModelIndex,
        entry: Entry,
        tokens: Tokens,
        *,
        is_chosen: bool,
    ) -> None:
        if is_chosen:
            painter.fillRect(place, QColor(tokens.of(Tone.ACCENT).surface))
            painter.fillRect(QRect(place.left(), place.top(), 4, place.height()), QColor(tokens.of(Tone.ACCENT).solid))
        name = str(index.data(Qt.ItemDataRole.DisplayRole))
        tile = QRectF(place.left() + _LEFT, place.top() + (_ROW - _TILE) / 2, _TILE, _TILE)
        draw_initial(painter, tile, initial(name), dark=tokens.is_dark)
        is_narrow = place.width() < _NARROW_LIST
        badge = str(index.data(HitRole.BADGE))
        room = QRect(int(tile.right()) + 16, place.top() + 17, 0, 23)
        room.setRight(place.right() - 20)
        wide = _badge_width(badge, room.width() if is_narrow else room.width() // 2)
        if is_narrow:
            corner = QRect(room.left(), place.top() + 68, wide, _BADGE)
        else:
            corner = QRect(place.right() - 20 - wide, place.top() + (_ROW - _BADGE) // 2, wide, _BADGE)
            room.setRight(corner.left() - 16)
        used = _text(painter, room, name, TextStyle.STRONG, tokens.ink)
        rest = room.adjusted(used + 8, 1, 0, 0)
        _text(painter, rest, str(index.data(HitRole.PLATFORMS)), TextStyle.SMALL, tokens.subtle)
        _text(painter, room.translated(0, 23), str(index.data(HitRole.ABOUT)), TextStyle.BODY, tokens.subtle)
        _badge(painter, corner, badge, entry.decision.answer, tokens)


class HitList(QListView):
    """The list. Enter or a click opens an app."""

    app_chosen = Signal(object)
    """An `Entry` was opened."""

    def __init__(self, model: HitModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._hits = model
        self.setModel(model)
        self.setItemDelegate(HitDelegate(self))
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setTabKeyNavigation(False)
        self.setUniformItemSizes(False)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.clicked.connect(lambda index: self.open_row(index.row()))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter opens; Tab leaves the list."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.open_row(self.currentIndex().row())
        elif event.key() in (Qt.Key.Key_Tab, Qt.Key.Key_Backtab, Qt.Key.Key_Escape):
            event.ignore()
        else:
            super().keyPressEvent(event)

    def open_row(self, row: int) -> None:
        """Open the app in this row, or the first where no row is chosen."""
        entry = self._hits.entry(row if row >= 0 else self._hits.first())
        if entry is not None:
            self.app_chosen.emit(entry)

    def choose_first(self) -> None:
        """Choose the first app, so that Enter has something to open."""
        self.setCurrentIndex(self._hits.index(self._hits.first()))

    def move_choice(self, steps: int) -> None:
        """Choose an app further down, or up."""
        row, last = self.currentIndex().row(), self._hits.rowCount() - 1
        target = max(0, min(last, row + steps))
        if self._hits.entry(target) is None:
            target = max(0, min(last, target + (1 if steps > 0 else -1)))
        self.setCurrentIndex(self._hits.index(target))

    def content_height(self) -> int:
        """Pixels that all rows take."""
        rows = range(self._hits.rowCount())
        return sum(self.sizeHintForRow(row) for row in rows) + 2 * self.frameWidth()


def _text(painter: QPainter, place: QRect, text: str, style: TextStyle, colour: str) -> int:
    """Draw one line, cut with an ellipsis; the pixels it took."""
    if place.width() <= 0 or not text:
        return 0
    font = style.font()
    metrics = QFontMetricsF(font)
    shown = metrics.elidedText(text, Qt.TextElideMode.ElideRight, place.width())
    painter.setFont(font)
    painter.setPen(QColor(colour))
    painter.drawText(place, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, shown)
    return int(metrics.horizontalAdvance(shown)) + 1


def _badge_width(text: str, most: int) -> int:
    words = int(QFontMetricsF(TextStyle.CHIP.font()).horizontalAdvance(text)) + 2
    return min(words + 9 + 13 + 6 + 9, most)


def _badge(painter: QPainter, place: QRect, text: str, answer: Answer, tokens: Tokens) -> None:
    shades = tokens.of(ANSWER_TONES[answer])
    is_open = answer is Answer.NOT_ASSESSED
    painter.setPen(QColor(tokens.edge if is_open else shades.border))
    painter.setBrush(QColor(tokens.surface if is_open else shades.surface))
    painter.drawRoundedRect(QRectF(place).adjusted(0.5, 0.5, -0.5, -0.5), 4, 4)
    shape = QRectF(place.left() + 9, place.top() + (place.height() - 13) / 2, 13, 13)
    draw_answer(painter, answer, shape, tokens)
    ink = tokens.subtle if is_open else shades.text
    _text(painter, place.adjusted(28, 0, -6, 0), text, TextStyle.CHIP, ink)
