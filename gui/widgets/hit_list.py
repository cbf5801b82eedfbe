"""The list of apps found: name, where it runs, owner, and the answer as shape and words."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPoint, QRectF, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFocusEvent,
    QKeyEvent,
    QPainter,
    QPainterPath,
    QPaintEvent,
    QPen,
    QResizeEvent,
)
from PySide6.QtWidgets import QAbstractItemView, QFrame, QListView, QWidget

from gui.models.hits import HitModel
from gui.shelf import Entry
from gui.theme.metrics import RADIUS, RING, TextStyle, set_text
from gui.theme.palette import tokens_of
from gui.widgets.hit_row import HitDelegate, row_height

_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_STEPS = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1, Qt.Key.Key_PageDown: 6, Qt.Key.Key_PageUp: -6}
"""Rows that a key leads down: the list is as high as its rows, so it has no pages of its own."""


class HitList(QListView):
    """The list. Enter or a click opens an app; it is as high as its rows, and the page scrolls."""

    app_chosen = Signal(object)
    """An `Entry` was opened."""
    compare_wished = Signal(object)
    """An `Entry` should be put to those that are compared, or taken out."""
    choice_moved = Signal()
    """Another row was chosen with the keys."""
    menu_wished = Signal(object, QPoint)
    """What can be done with an `Entry` should be offered at this place of the screen."""

    def __init__(self, model: HitModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._hits = model
        self._rows = HitDelegate(self)
        self.setModel(model)
        self.setItemDelegate(self._rows)
        set_text(self, TextStyle.BODY)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setTabKeyNavigation(False)
        self.setUniformItemSizes(False)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setMouseTracking(True)
        self.clicked.connect(lambda index: self.open_row(index.row()))
        self.customContextMenuRequested.connect(self._offer_menu)
        for change in (model.modelReset, model.rowsInserted):
            change.connect(self.fit)
        model.dataChanged.connect(self._rows.forget)

    @property
    def chosen(self) -> Entry | None:
        """The app chosen."""
        return self._hits.entry(self.currentIndex().row())

    @property
    def chosen_row(self) -> int:
        """The row chosen; -1: none is."""
        return self.currentIndex().row()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter opens, with Ctrl it compares; Tab leaves the list."""
        if event.key() in _ENTER and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            if self.chosen is not None:
                self.compare_wished.emit(self.chosen)
        elif event.key() in _ENTER:
            self.open_row(self.currentIndex().row())
        elif (steps := _STEPS.get(Qt.Key(event.key()))) is not None:
            self.move_choice(steps)
        elif event.key() in (Qt.Key.Key_Tab, Qt.Key.Key_Backtab, Qt.Key.Key_Escape):
            event.ignore()
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Have something chosen, so that Enter and the ring mean something."""
        super().focusInEvent(event)
        if self.chosen is None:
            self.choose_first()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the rows, then round corners and the hairline, or the ring, over them."""
        super().paintEvent(event)
        tokens, painter = tokens_of(self), QPainter(self.viewport())
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        whole, half = QRectF(self.viewport().rect()), (RING if self.hasFocus() else 1) / 2
        place = whole.adjusted(half, half, -half, -half)
        corners = QPainterPath()
        corners.addRect(whole)
        corners.addRoundedRect(place, RADIUS, RADIUS)
        painter.fillPath(corners, QColor(tokens.page))
        painter.setPen(QPen(QColor(tokens.focus if self.hasFocus() else tokens.line), 2 * half))
        painter.drawRoundedRect(place, RADIUS, RADIUS)

    def changeEvent(self, event: QEvent) -> None:
        """Rows are higher where text is larger."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.FontChange:
            self.fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Rows are higher in a narrow window."""
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self.fit()

    def open_row(self, row: int) -> None:
        """Open the app in this row, or the first where no row is chosen."""
        entry = self._hits.entry(row if row >= 0 else self._hits.first())
        if entry is not None:
            self.app_chosen.emit(entry)

    def choose_first(self) -> None:
        """Choose the first app, so that Enter has something to open."""
        self.choose(self._hits.first())

    def choose(self, row: int) -> None:
        """Choose the app in a row."""
        self.setCurrentIndex(self._hits.index(row))

    def move_choice(self, steps: int) -> None:
        """Choose an app further down, or up."""
        row, last = self.currentIndex().row(), self._hits.rowCount() - 1
        target = max(0, min(last, row + steps))
        if self._hits.entry(target) is None:
            target = max(0, min(last, target + (1 if steps > 0 else -1)))
        if self._hits.entry(target) is not None:
            self.choose(target)
            self.choice_moved.emit()

    def fit(self) -> None:
        """Be as high as the rows."""
        self._rows.forget()
        width = self.viewport().width()
        height = sum(row_height(self._hits.entry(row), width) for row in range(self._hits.rowCount()))
        self.setFixedHeight(max(40, height))

    def _offer_menu(self, place: QPoint) -> None:
        entry = self._hits.entry(self.indexAt(place).row())
        if entry is not None:
            self.menu_wished.emit(entry, self.viewport().mapToGlobal(place))
