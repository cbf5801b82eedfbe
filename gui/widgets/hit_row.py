"""Draws the rows of the list of apps. What has been measured once for a width is kept."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPoint, QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPen, QTextCharFormat, QTextLayout
from PySide6.QtWidgets import QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from core.catalogue.model import EntryKind
from core.rules.levels import Answer
from gui.models.hits import HitRole, RowText
from gui.shelf import Entry
from gui.theme.icons import draw_answer, draw_icon
from gui.theme.metrics import SMALL_RADIUS, TextStyle, scaled, text_scale
from gui.theme.palette import ANSWER_TONES, Tokens, Tone, tokens_of
from gui.widgets.chips import draw_initial, initial

_ROW, _NARROW_ROW, _HEADING, _WARNING, _NARROW_WARNING = 80, 108, 41, 24, 44
_TILE, _LEFT, _RIGHT = 40, 22, 20
_BAR = 4
_NARROW_LIST = 620
_BADGE, _SHAPE = 24, 13
_ICON = 16

Index = QModelIndex | QPersistentModelIndex


def row_height(entry: Entry | None, width: int) -> int:
    """Pixels that a row takes; None: a heading."""
    if entry is None:
        return scaled(_HEADING)
    # In a narrow list the warning may take two lines.
    warning = _NARROW_WARNING if _is_narrow(width) else _WARNING
    return scaled(_NARROW_ROW if _is_narrow(width) else _ROW) + (scaled(warning) if entry.oddities.is_odd else 0)


def _is_narrow(width: int) -> bool:
    return width < _NARROW_LIST * text_scale()


@dataclass(frozen=True, slots=True)
class _Line:
    """A text, cut to its room."""

    place: QRect
    text: str
    style: TextStyle
    is_wrapped: bool = False
    """Whether it may take several lines, from the top of its place."""


@dataclass(frozen=True, slots=True)
class _Laid:
    """A row as it is drawn at the top left corner, without colours."""

    tile: QRectF
    letter: str
    name: QTextLayout
    name_at: QPointF
    icons: tuple[tuple[str, QRectF], ...]
    """(name of the icon, place)."""
    lines: tuple[_Line, ...]
    badge: QRect
    badge_text: str
    warning: _Line | None


class HitDelegate(QStyledItemDelegate):
    """Draws a row. Everything is drawn as plain text."""

    def __init__(self, view: QListView) -> None:
        super().__init__(view)
        self._view = view
        self._fonts: dict[TextStyle, tuple[QFont, QFontMetricsF]] = {}
        self._laid: dict[tuple[int, int], _Laid] = {}

    def forget(self) -> None:
        """The rows say something else now, or in another size."""
        self._laid.clear()
        self._fonts.clear()

    def sizeHint(self, _option: QStyleOptionViewItem, index: Index) -> QSize:
        """A row, or the lower row of a heading; higher where the answer has a line of its own."""
        width = self._view.viewport().width()
        return QSize(width, row_height(index.data(HitRole.ENTRY), width))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw a row or a heading."""
        tokens, place = tokens_of(self._view), option.rect
        painter.save()
        painter.setClipRect(place)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        entry = index.data(HitRole.ENTRY)
        if entry is None:
            painter.fillRect(place, QColor(tokens.sunken))
            heading = _Line(place.adjusted(_LEFT, 0, -_RIGHT, 0), str(index.data()), TextStyle.SMALL)
            self._write(painter, heading, tokens.subtle)
        else:
            self._ground(painter, place, option.state, tokens)
            laid = self._lay_out(index.row(), index.data(HitRole.TEXT), entry, place.width())
            painter.translate(place.topLeft())
            self._row(painter, laid, entry, tokens)
            painter.translate(-place.topLeft())
        if index.row() < index.model().rowCount() - 1:
            painter.fillRect(QRect(place.left(), place.bottom(), place.width(), 1), QColor(tokens.line))
        painter.restore()

    # ---- drawing ----------------------------------------------------------------------------------------------------

    @staticmethod
    def _ground(painter: QPainter, place: QRect, state: QStyle.StateFlag, tokens: Tokens) -> None:
        is_chosen = bool(state & QStyle.StateFlag.State_Selected)
        if is_chosen or state & QStyle.StateFlag.State_MouseOver:
            painter.fillRect(place, QColor(tokens.hover))
        if is_chosen:
            bar = QRect(place.left(), place.top(), _BAR, place.height())
            painter.fillRect(bar, QColor(tokens.of(Tone.ACCENT).solid))

    def _row(self, painter: QPainter, laid: _Laid, entry: Entry, tokens: Tokens) -> None:
        is_listing = entry.app.kind is EntryKind.LISTING
        draw_initial(painter, laid.tile, laid.letter, dark=tokens.is_dark, quiet=is_listing)
        painter.setPen(QColor(tokens.ink))
        laid.name.draw(painter, laid.name_at)
        for name, place in laid.icons:
            draw_icon(painter, name, place, tokens.link)
        for line in laid.lines:
            self._write(painter, line, tokens.subtle)
        if laid.warning is not None:
            shades, line = tokens.of(Tone.WARNING), laid.warning
            corner = QRectF(line.place.left() - scaled(_ICON) - 6, line.place.top() + 2, scaled(_ICON), scaled(_ICON))
            draw_icon(painter, "warning", corner, shades.solid, shades.on_solid)
            self._write(painter, line, tokens.ink)
        self._badge(painter, laid, entry.decision.answer, tokens)

    def _write(self, painter: QPainter, line: _Line, colour: str) -> None:
        painter.setFont(self._font(line.style)[0])
        painter.setPen(QColor(colour))
        centred = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
        wrapped = Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft | Qt.TextFlag.TextWordWrap
        painter.drawText(line.place, wrapped if line.is_wrapped else centred, line.text)

    def _badge(self, painter: QPainter, laid: _Laid, answer: Answer, tokens: Tokens) -> None:
        place, shades = laid.badge, tokens.of(ANSWER_TONES[answer])
        is_open = answer is Answer.NOT_ASSESSED
        painter.setPen(QPen(QColor(tokens.edge), 1, Qt.PenStyle.DashLine) if is_open else Qt.PenStyle.NoPen)
        painter.setBrush(QColor(tokens.surface if is_open else shades.surface))
        painter.drawRoundedRect(QRectF(place).adjusted(0.5, 0.5, -0.5, -0.5), SMALL_RADIUS, SMALL_RADIUS)
        shape = QRectF(
            place.left() + 9, place.top() + (place.height() - scaled(_SHAPE)) / 2, scaled(_SHAPE), scaled(_SHAPE)
        )
        draw_answer(painter, answer, shape, tokens)
        words = _Line(place.adjusted(9 + scaled(_SHAPE) + 6, 0, 0, 0), laid.badge_text, TextStyle.CHIP)
        self._write(painter, words, tokens.subtle if is_open else shades.text)

    # ---- measuring --------------------------------------------------------------------------------------------------

    def _lay_out(self, row: int, text: RowText, entry: Entry, width: int) -> _Laid:
        key = (row, width)
        if key not in self._laid:
            self._laid[key] = self._measure(text, entry, width)
        return self._laid[key]

    def _measure(self, text: RowText, entry: Entry, width: int) -> _Laid:
        is_narrow = _is_narrow(width)
        tile = QRectF(_LEFT, (scaled(_ROW) - scaled(_TILE)) / 2, scaled(_TILE), scaled(_TILE))
        room = QRect(_LEFT + scaled(_TILE) + 16, scaled(17), 0, scaled(23))
        room.setRight(width - _RIGHT)
        badge, badge_text = self._measure_badge(text.badge, room.width() if is_narrow else room.width() // 2)
        far = QPoint(width - _RIGHT - badge.width(), (scaled(_ROW) - badge.height()) // 2)
        badge.moveTo(QPoint(room.left(), scaled(69)) if is_narrow else far)
        if not is_narrow:
            room.setRight(badge.left() - 16)
        icons = [name for name, is_so in (("star-filled", text.is_followed), ("compare", text.is_chosen)) if is_so]
        name, used = self._measure_name(text.name, entry.marks, room.width() - len(icons) * (scaled(_ICON) + 6))
        left = room.left() + used + 8
        top = room.top() + (room.height() - scaled(_ICON)) / 2
        places = [QRectF(left + n * (scaled(_ICON) + 6), top, scaled(_ICON), scaled(_ICON)) for n in range(len(icons))]
        rest = room.adjusted(used + 8 + len(icons) * (scaled(_ICON) + 6), 1, 0, 0)
        below = QRect(room.left(), room.top() + scaled(23), room.width(), scaled(22))
        lines = [self._cut(rest, text.platforms, TextStyle.SMALL), self._cut(below, text.about, TextStyle.BODY)]
        return _Laid(
            tile=tile,
            letter=initial(text.name),
            name=name,
            name_at=QPointF(room.left(), room.top() + (room.height() - name.boundingRect().height()) / 2),
            icons=tuple(zip(icons, places, strict=True)),
            lines=tuple(line for line in lines if line.text),
            badge=badge,
            badge_text=badge_text,
            warning=self._measure_warning(text.warning, room.left(), width),
        )

    def _measure_name(self, name: str, marks: tuple[tuple[int, int], ...], room: int) -> tuple[QTextLayout, int]:
        """The name with what fits underlined, and its width."""
        font, metrics = self._font(TextStyle.STRONG)
        shown = metrics.elidedText(name, Qt.TextElideMode.ElideRight, max(room, 0))
        layout = QTextLayout(shown, font)
        layout.setFormats([found for start, end in marks if (found := _underlined(name, shown, start, end))])
        layout.beginLayout()
        line = layout.createLine()
        line.setLineWidth(max(room, 1) + 4)
        layout.endLayout()
        return layout, int(line.naturalTextWidth()) + 1

    def _measure_badge(self, text: str, most: int) -> tuple[QRect, str]:
        around = 9 + scaled(_SHAPE) + 6 + 9
        metrics = self._font(TextStyle.CHIP)[1]
        width = min(int(metrics.horizontalAdvance(text)) + 2 + around, most)
        return QRect(0, 0, width, scaled(_BADGE)), metrics.elidedText(
            text, Qt.TextElideMode.ElideRight, width - around + 1
        )

    def _measure_warning(self, text: str, left: int, width: int) -> _Line | None:
        """The warning below the rest; in a narrow list it may take two lines, and is not cut."""
        if not text:
            return None
        left += scaled(_ICON) + 6
        if _is_narrow(width):
            place = QRect(left, scaled(_NARROW_ROW - 6), width - _RIGHT - left, scaled(42))
            return _Line(place, text, TextStyle.SMALL, is_wrapped=True)
        return self._cut(QRect(left, scaled(_ROW - 11), width - _RIGHT - left, scaled(20)), text, TextStyle.SMALL)

    def _cut(self, place: QRect, text: str, style: TextStyle) -> _Line:
        shown = self._font(style)[1].elidedText(text, Qt.TextElideMode.ElideRight, max(place.width(), 0))
        return _Line(place, shown if place.width() > 0 else "", style)

    def _font(self, style: TextStyle) -> tuple[QFont, QFontMetricsF]:
        if style not in self._fonts:
            font = style.font()
            self._fonts[style] = font, QFontMetricsF(font)
        return self._fonts[style]


def _underlined(name: str, shown: str, start: int, end: int) -> QTextLayout.FormatRange | None:
    """The part of a name that fits, as far as it is shown; Qt counts in units of UTF-16."""
    kept = len(name) if shown == name else max(0, len(shown) - 1)
    if start >= min(end, kept):
        return None
    found, look = QTextLayout.FormatRange(), QTextCharFormat()
    look.setFontUnderline(True)
    first, last = _units(name[:start]), _units(name[: min(end, kept)])
    found.start, found.length, found.format = first, last - first, look
    return found


def _units(text: str) -> int:
    return len(text.encode("utf-16-le", "surrogatepass")) // 2
