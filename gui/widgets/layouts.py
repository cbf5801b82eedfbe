"""Two layouts that Qt lacks: columns that become rows in a narrow window, and pieces that flow like words."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtWidgets import QLayout, QLayoutItem, QWidget

from gui.theme.metrics import text_scale

_STACK_GAP = 16
"""Between columns that stand below each other, at most."""


class _ListLayout(QLayout):
    """What both have in common: a list of items."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._items: list[QLayoutItem] = []
        self.setContentsMargins(0, 0, 0, 0)

    def addItem(self, item: QLayoutItem) -> None:
        self._items.append(item)

    def count(self) -> int:
        return len(self._items)

    def itemAt(self, index: int) -> QLayoutItem | None:
        return self._items[index] if 0 <= index < len(self._items) else None

    def takeAt(self, index: int) -> QLayoutItem | None:
        return self._items.pop(index) if 0 <= index < len(self._items) else None

    def expandingDirections(self) -> Qt.Orientation:
        return Qt.Orientation.Horizontal

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        edge = self.contentsMargins()
        inner = QRect(0, 0, width - edge.left() - edge.right(), 0)
        return self._arrange(inner, place=False) + edge.top() + edge.bottom()

    def setGeometry(self, rect: QRect) -> None:
        super().setGeometry(rect)
        self._arrange(rect.marginsRemoved(self.contentsMargins()), place=True)

    def _arrange(self, rect: QRect, *, place: bool) -> int:
        raise NotImplementedError

    def _shown(self) -> list[QLayoutItem]:
        return [item for item in self._items if not item.isEmpty()]


class Columns(_ListLayout):
    """Side by side where there is room, one below the other where there is not.

    Args:
        weights: share of the width of each item; empty: equal.
        gap: between items.
        narrowest: width below which the items stand in one column.
    """

    def __init__(self, weights: tuple[int, ...] = (), gap: int = 16, narrowest: int = 640) -> None:
        super().__init__()
        self._weights, self._gap, self._narrowest = weights, gap, narrowest

    def stack_below(self, narrowest: int) -> None:
        """Stand in one column below another width."""
        if narrowest != self._narrowest:
            self._narrowest = narrowest
            self.invalidate()

    def sizeHint(self) -> QSize:
        """Everything beside each other."""
        hints = [item.sizeHint() for item in self._shown()]
        width = sum(hint.width() for hint in hints) + self._gap * max(0, len(hints) - 1)
        edge = self.contentsMargins()
        height = max((hint.height() for hint in hints), default=0)
        return QSize(width + edge.left() + edge.right(), height + edge.top() + edge.bottom())

    def minimumSize(self) -> QSize:
        """Room for the widest item."""
        return QSize(max((item.minimumSize().width() for item in self._shown()), default=0), 0)

    def _arrange(self, rect: QRect, *, place: bool) -> int:
        items = self._shown()
        if not items:
            return 0
        if rect.width() < self._narrowest * text_scale() or len(items) == 1:
            return self._stack(items, rect, place=place)
        widths = self._widths(items, rect.width() - self._gap * (len(items) - 1))
        height = max(_height(item, width) for item, width in zip(items, widths, strict=True))
        left = rect.left()
        for item, width in zip(items, widths, strict=True):
            if place:
                item.setGeometry(QRect(left, rect.top(), width, max(height, rect.height())))
            left += width + self._gap
        return height

    def _widths(self, items: list[QLayoutItem], room: int) -> list[int]:
        weights = self._weights if len(self._weights) == len(items) else (1,) * len(items)
        return _shared(room, weights, [item.minimumSize().width() for item in items])

    def _stack(self, items: list[QLayoutItem], rect: QRect, *, place: bool) -> int:
        top, gap = rect.top(), min(self._gap, _STACK_GAP)
        for item in items:
            height = _height(item, rect.width())
            if place:
                item.setGeometry(QRect(rect.left(), top, rect.width(), height))
            top += height + gap
        return top - gap - rect.top()


class Lead(Columns):
    """Two items: the first takes what it needs, the second has the rest, and in a narrow window stands below.

    Args:
        least: width that the second has at least; the first then takes more lines.
        gap: between them.
        narrowest: width below which the items stand in one column.
    """

    def __init__(self, least: int, gap: int = 16, narrowest: int = 640) -> None:
        super().__init__((), gap, narrowest)
        self._least = least

    def _widths(self, items: list[QLayoutItem], room: int) -> list[int]:
        first = max(1, min(items[0].sizeHint().width(), room - self._least))
        return [first, room - first]


class Flow(_ListLayout):
    """Pieces beside each other, on as many lines as they take; `to_right` lines them up at the right."""

    def __init__(self, gap: int = 8, line_gap: int = 8, *, to_right: bool = False) -> None:
        super().__init__()
        self._gap, self._line_gap, self._to_right = gap, line_gap, to_right

    def line_up(self, *, to_right: bool) -> None:
        """Line the pieces up at the right, or at the left."""
        if to_right is not self._to_right:
            self._to_right = to_right
            self.invalidate()

    def sizeHint(self) -> QSize:
        """Everything beside each other."""
        hints = [item.sizeHint() for item in self._shown()]
        width = sum(hint.width() for hint in hints) + self._gap * max(0, len(hints) - 1)
        edge = self.contentsMargins()
        height = max((hint.height() for hint in hints), default=0)
        return QSize(width + edge.left() + edge.right(), height + edge.top() + edge.bottom())

    def minimumSize(self) -> QSize:
        """Room for the widest item."""
        sizes = [item.minimumSize() for item in self._shown()]
        return QSize(
            max((size.width() for size in sizes), default=0),
            max((size.height() for size in sizes), default=0),
        )

    def _arrange(self, rect: QRect, *, place: bool) -> int:
        lines = self._lines(rect.width())
        top = rect.top()
        for line in lines:
            height = max(size.height() for _, size in line)
            left = rect.left()
            if self._to_right:
                left = rect.right() + 1 - sum(size.width() + self._gap for _, size in line) + self._gap
            for item, size in line:
                if place:
                    corner = QPoint(left, top + (height - size.height()) // 2)
                    item.setGeometry(QRect(corner, size))
                left += size.width() + self._gap
            top += height + self._line_gap
        return max(0, top - self._line_gap - rect.top()) if lines else 0

    def _lines(self, width: int) -> list[list[tuple[QLayoutItem, QSize]]]:
        lines: list[list[tuple[QLayoutItem, QSize]]] = []
        room = 0
        for item in self._shown():
            size = item.sizeHint()
            if size.width() > width:
                size = QSize(width, _height(item, width))
            if not lines or size.width() > room:
                lines.append([])
                room = width
            lines[-1].append((item, size))
            room -= size.width() + self._gap
        return lines


def _shared(room: int, weights: tuple[int, ...], least: list[int]) -> list[int]:
    """The room by weights; what needs more than its share takes it from the others."""
    widths = [room * weight // sum(weights) for weight in weights]
    needy = {place for place, width in enumerate(widths) if width < least[place]}
    if not needy or sum(least) > room:
        return widths
    left = room - sum(least[place] for place in needy)
    rest = sum(weight for place, weight in enumerate(weights) if place not in needy)
    return [
        least[place] if place in needy else max(least[place], left * weight // max(rest, 1))
        for place, weight in enumerate(weights)
    ]


def _height(item: QLayoutItem, width: int) -> int:
    height = item.heightForWidth(width) if item.hasHeightForWidth() else item.sizeHint().height()
    return max(height, item.minimumSize().height() if not item.hasHeightForWidth() else 0)
