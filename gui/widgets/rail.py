"""The rail at the left: the pages of the program, with icon, name and count; or with icons alone."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFontMetricsF, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QPushButton, QSizePolicy, QVBoxLayout, QWidget

from core.texts import outside
from core.texts.phrase import Phrase, phrase, plural
from gui.shortcuts import Act, keys_of
from gui.speaker import Speaker
from gui.theme.icons import draw_icon
from gui.theme.metrics import RAIL_ICONS, RAIL_WIDTH, TextStyle, scaled, set_text, text_scale
from gui.theme.palette import Tone, tokens_of
from gui.travel import PageName
from gui.widgets.choices import draw_ring
from gui.widgets.plain_label import PlainLabel
from gui.widgets.tips import set_tip

_ICON = 20
_BAR = 4
"""Width of the mark at the left of the page that is shown."""
_ENTRY_HEIGHT, _LEAST_HEIGHT = 40, 30
_EDGE = 12
_MOST = 99
"""A larger count is not told exactly."""


@dataclass(frozen=True, slots=True)
class RailEntry:
    """A page that the rail leads to."""

    page: PageName
    picture: str
    words: Phrase
    act: Act
    is_below: bool = False
    """At the bottom, apart from the daily work."""


ENTRIES = (
    RailEntry(PageName.LOOKUP, "search", phrase("Look up"), Act.LOOK_UP),
    RailEntry(PageName.COMPARE, "compare", phrase("Compare"), Act.COMPARE),
    RailEntry(PageName.NEWS, "news", phrase("What's new"), Act.NEWS),
    RailEntry(PageName.SYNC, "sync", phrase("Sync"), Act.SYNC, is_below=True),
    RailEntry(PageName.HELP, "help", phrase("Help"), Act.HELP, is_below=True),
    RailEntry(PageName.SETTINGS, "settings", phrase("Settings"), Act.SETTINGS, is_below=True),
)
_STEPS = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}


class RailButton(QPushButton):
    """An icon, a name and perhaps a count; marked while its page is shown."""

    def __init__(self, picture: str) -> None:
        super().__init__()
        self._picture, self._words, self._count = picture, "", 0
        self.is_narrow = False
        set_text(self, TextStyle.CONTROL)
        # In a low window the entries give way, down to what a finger still hits.
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Maximum)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setAutoDefault(False)

    def describe(self, words: str, keys: str, spoken: str, count: int) -> None:
        """Show another name and count.

        Args:
            words: the name.
            keys: the keys that lead there as well; empty: none.
            spoken: what a screen reader says: the name, and what the count means.
            count: a number beside the name; 0: none.
        """
        self._words, self._count = outside.line(words), count
        self.setAccessibleName(outside.line(spoken))
        set_tip(self, f"{self._words} ({keys})" if keys else self._words)
        self.updateGeometry()
        self.update()

    def show_picture(self, picture: str) -> None:
        """Show another icon."""
        self._picture = picture
        self.update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows are for the rail; a button alone would look for another one anywhere in the window."""
        if Qt.Key(event.key()) in _STEPS:
            event.ignore()
        else:
            super().keyPressEvent(event)

    def sizeHint(self) -> QSize:
        """A row, or a square."""
        words = int(QFontMetricsF(self.font()).horizontalAdvance(self._words)) + 2
        wide = scaled(_ICON) + 2 * _EDGE
        return QSize(wide if self.is_narrow else wide + 12 + words, scaled(_ENTRY_HEIGHT))

    def minimumSizeHint(self) -> QSize:
        """As wide as `sizeHint`, and a little lower."""
        return QSize(self.sizeHint().width(), scaled(_LEAST_HEIGHT))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw ground, mark, icon, name, count and focus ring."""
        tokens, painter = tokens_of(self), QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        accent, place = tokens.of(Tone.ACCENT), QRectF(self.rect())
        if self.isChecked() or self.underMouse():
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(accent.surface if self.isChecked() else tokens.hover))
            painter.drawRoundedRect(place, 6, 6)
        if self.isChecked():
            painter.setBrush(QColor(accent.solid))
            painter.drawRoundedRect(QRectF(0, 7, _BAR, place.height() - 14), 2, 2)
        ink = accent.text if self.isChecked() else tokens.ink
        side = scaled(_ICON)
        left = (self.width() - side) / 2 if self.is_narrow else float(_EDGE)
        draw_icon(painter, self._picture, QRectF(left, (self.height() - side) / 2, side, side), ink)
        if self.is_narrow:
            side = scaled(17)
            self._draw_count(painter, QRectF(self.width() - side - 1, 1, side, side))
        else:
            self._draw_words(painter, ink)
        if self.hasFocus():
            draw_ring(painter, place, tokens)

    def _draw_words(self, painter: QPainter, ink: str) -> None:
        room = self.rect().adjusted(_EDGE + scaled(_ICON) + 12, 0, -_EDGE + 2, 0)
        if self._count:
            wide = scaled(24)
            place = QRectF(self.width() - _EDGE - wide, (self.height() - scaled(20)) / 2, wide, scaled(20))
            self._draw_count(painter, place)
            room.setRight(int(place.left()) - 8)
        metrics = QFontMetricsF(self.font())
        shown = metrics.elidedText(self._words, Qt.TextElideMode.ElideRight, room.width())
        painter.setFont(self.font())
        painter.setPen(QColor(ink))
        painter.drawText(room, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, shown)

    def _draw_count(self, painter: QPainter, place: QRectF) -> None:
        if not self._count:
            return
        shades = tokens_of(self).of(Tone.NEUTRAL)
        painter.setPen(QColor(shades.border))
        painter.setBrush(QColor(shades.surface))
        painter.drawRoundedRect(place, place.height() / 2, place.height() / 2)
        painter.setFont(TextStyle.CHIP.font())
        painter.setPen(QColor(shades.text))
        painter.drawText(place, Qt.AlignmentFlag.AlignCenter, str(self._count) if self._count <= _MOST else f"{_MOST}+")


class Rail(QWidget):
    """All entries. The arrow keys move between them."""

    page_wished = Signal(object)
    """A `PageName` should be shown."""
    width_wished = Signal(bool)
    """It should be narrow (True) or wide."""

    def __init__(self, speaker: Speaker) -> None:
        super().__init__()
        self._speaker = speaker
        self._body = ""
        self._counts: dict[PageName, int] = {}
        self.wishes_narrow = self.is_narrow = False
        self._brand = PlainLabel("Appvett", TextStyle.HEADING, wrap=False)
        self._organisation = PlainLabel("", TextStyle.CAPTION, subtle=True, lines=2)
        self.buttons = {entry.page: RailButton(entry.picture) for entry in ENTRIES}
        self.fold = RailButton("rail-narrow")
        self.fold.clicked.connect(lambda: self.width_wished.emit(not self.wishes_narrow))
        for page, button in self.buttons.items():
            button.setCheckable(True)
            button.clicked.connect(lambda _=False, page=page: self._wish(page))
        self._lay_out()
        self.refresh()

    def _lay_out(self) -> None:
        rows = QVBoxLayout(self)
        rows.setContentsMargins(_EDGE, 18, _EDGE + 1, 14)
        rows.setSpacing(4)
        self._head = QWidget()
        head = QVBoxLayout(self._head)
        head.setContentsMargins(_EDGE, 0, 4, 14)
        head.setSpacing(2)
        head.addWidget(self._brand)
        head.addWidget(self._organisation)
        rows.addWidget(self._head)
        for is_below in (False, True):
            for entry in ENTRIES:
                if entry.is_below is is_below:
                    rows.addWidget(self.buttons[entry.page])
            if not is_below:
                rows.addStretch(1)
        rows.addWidget(self.fold)

    # ---- what it shows ----------------------------------------------------------------------------------------------

    def mark(self, page: PageName) -> None:
        """Mark the page that is shown; a card belongs to looking up."""
        shown = PageName.LOOKUP if page is PageName.CARD else page
        for other, button in self.buttons.items():
            button.setChecked(other is shown)
        self._describe()

    def count(self, page: PageName, number: int) -> None:
        """Show a number beside a page; 0: none."""
        self._counts[page] = number
        self._describe()

    def show_organisation(self, name: str) -> None:
        """Show whose Appvett this is; empty: nobody's."""
        self._organisation.setText(outside.name(name))
        self._organisation.setVisible(bool(name) and not self.is_narrow)

    def fit(self, width: int, *, wishes_narrow: bool) -> None:
        """Take the width that fits a window: icons alone where that is wished or there is little room."""
        self.wishes_narrow = wishes_narrow
        fits = width >= _WORDS_FIT * text_scale()
        self.is_narrow = wishes_narrow or not fits
        self._head.setVisible(not self.is_narrow)
        self._organisation.setVisible(bool(self._organisation.text()) and not self.is_narrow)
        self.fold.setVisible(fits)
        for button in (*self.buttons.values(), self.fold):
            button.is_narrow = self.is_narrow
        self._describe()
        widest = max(button.sizeHint().width() for button in (*self.buttons.values(), self.fold)) + 2 * _EDGE + 1
        self.setFixedWidth(max(widest, RAIL_ICONS if self.is_narrow else RAIL_WIDTH))

    def refresh(self) -> None:
        """Say everything again."""
        self.setAccessibleName(self._speaker.say(phrase("Pages")))
        self._describe()

    def focus_first(self) -> None:
        """Go to the page that is shown."""
        shown = next((button for button in self.buttons.values() if button.isChecked()), None)
        (shown or next(iter(self.buttons.values()))).setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows move between the entries."""
        steps = _STEPS.get(Qt.Key(event.key()))
        inside = [button for button in (*self.buttons.values(), self.fold) if button.isVisible()]
        focused = self.focusWidget()
        if steps is None or focused not in inside:
            super().keyPressEvent(event)
            return
        place = next(number for number, button in enumerate(inside) if button is focused)
        inside[(place + steps) % len(inside)].setFocus()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the ground and the hairline at the right."""
        tokens, painter = tokens_of(self), QPainter(self)
        painter.fillRect(self.rect(), QColor(tokens.surface))
        painter.fillRect(self.width() - 1, 0, 1, self.height(), QColor(tokens.line))

    # ---- parts ------------------------------------------------------------------------------------------------------

    def _wish(self, page: PageName) -> None:
        # The mark tells what is shown, not what was pressed: the window moves it.
        self.buttons[page].setChecked(not self.buttons[page].isChecked())
        self.page_wished.emit(page)

    def _describe(self) -> None:
        say = self._speaker.say
        for entry in ENTRIES:
            count = self._counts.get(entry.page, 0)
            words = say(entry.words)
            spoken = f"{words}, {say(_counted(entry.page, count))}" if count else words
            self.buttons[entry.page].describe(words, keys_of(entry.act, self._speaker.words), spoken, count)
        fold = phrase("Show names") if self.wishes_narrow else phrase("Show icons only")
        self.fold.show_picture("rail-wide" if self.wishes_narrow else "rail-narrow")
        self.fold.describe(say(fold), keys_of(Act.RAIL, self._speaker.words), say(fold), 0)


_WORDS_FIT = 980
"""Width of the window from which names fit beside the icons."""


def _counted(page: PageName, count: int) -> Phrase:
    if page is PageName.COMPARE:
        return plural("{count} app chosen", "{count} apps chosen", count=count)
    if page is PageName.NEWS:
        return phrase("{count} unread", count=count)
    return phrase("{count}", count=count)
