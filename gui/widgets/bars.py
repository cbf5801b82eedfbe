"""The bar at the top (search, situation, language), the line at the bottom, and the banner for trouble."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QAction, QActionGroup, QColor, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QMenu, QSizePolicy, QVBoxLayout, QWidget

from core.situation import Situation
from core.texts.phrase import Language, Phrase, phrase, plural
from gui.errors import Trouble
from gui.shelf import Shelf
from gui.speaker import Speaker
from gui.theme.metrics import MARGIN, NARROW, NARROW_MARGIN, SEARCH_HEIGHT, TextStyle
from gui.theme.palette import CLASS_COLOURS, Tone, tokens_of
from gui.widgets.announce import announce
from gui.widgets.buttons import Button, ButtonRole
from gui.widgets.layouts import Flow
from gui.widgets.panel import ToneBox
from gui.widgets.plain_label import PlainLabel
from gui.widgets.search_field import SearchField

_NORMAL_DAYS, _AMBER_DAYS = 35, 120
_ROOMY, _CHIP_FITS = 1100, 560
"""Widths of the window from which the situation is told in full, and at all."""
LANGUAGE_NAMES = {Language.NB: "Bokmål", Language.NN: "Nynorsk", Language.EN: "English"}


class _Bar(QWidget):
    """A surface with a hairline above or below."""

    def __init__(self, *, line_above: bool) -> None:
        super().__init__()
        self._line_above = line_above

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw ground and hairline."""
        tokens, painter = tokens_of(self), QPainter(self)
        painter.fillRect(self.rect(), QColor(tokens.surface))
        row = 0 if self._line_above else self.height() - 1
        painter.fillRect(0, row, self.width(), 1, QColor(tokens.line))


class SituationChip(Button):
    """The situation in a few words; leads to the questions."""

    def __init__(self) -> None:
        super().__init__("", ButtonRole.CHIP)
        self._dot = ""
        self._label = self._device = self._colour = ""
        self.setMinimumHeight(SEARCH_HEIGHT)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.is_short = False

    def describe(self, situation: Situation, speaker: Speaker) -> None:
        """Show another situation."""
        self._device = speaker.term(f"devices.{situation.device.value}.label")
        self._colour = speaker.term(f"classes.colours.{situation.information.value}")
        self._label = speaker.say(phrase("My situation:"))
        self._dot = CLASS_COLOURS[situation.information]
        self._say()

    def shorten(self, *, is_short: bool) -> None:
        """Leave out the words before it where there is little room."""
        self.is_short = is_short
        self._say()

    def sizeHint(self) -> QSize:
        """The words and the dot."""
        return super().sizeHint() + QSize(8, 0)

    def minimumSizeHint(self) -> QSize:
        """As `sizeHint`: the situation is never cut."""
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the button, and the dot in the gap left for it."""
        super().paintEvent(event)
        before, _, _ = self.text().partition(" ● ")
        if not self._dot:
            return
        metrics = self.fontMetrics()
        left = (self.width() - metrics.horizontalAdvance(self.text())) / 2
        left += metrics.horizontalAdvance(before + " ")
        tokens, painter = tokens_of(self), QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        side = metrics.horizontalAdvance("●")
        painter.fillRect(int(left) - 1, 8, side + 2, self.height() - 16, QColor(tokens.surface))
        painter.setBrush(QColor(self._dot))
        painter.setPen(QColor(tokens.edge))
        top = (self.height() - 11) / 2
        painter.drawEllipse(int(left + (side - 11) / 2), int(top), 11, 11)

    def _say(self) -> None:
        words = f"{self._device} ● {self._colour}"
        spoken = f"{self._label} {self._device}, {self._colour}"
        self.say(words if self.is_short else f"{self._label} {words}", spoken)
        self.updateGeometry()


class TopBar(_Bar):
    """Search from anywhere, the situation, the language."""

    language_chosen = Signal(object)
    """A `Language`."""

    def __init__(self, speaker: Speaker) -> None:
        super().__init__(line_above=False)
        self._speaker = speaker
        self.brand = PlainLabel("Appvett", TextStyle.HEADING, wrap=False)
        self.search = SearchField()
        self.search.setMinimumWidth(120)
        self.chip = SituationChip()
        self._has_situation = False
        self.language = Button("", ButtonRole.QUIET, picture="chevron-down")
        self.language.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
        self._menu = QMenu(self)
        self.language.setMenu(self._menu)
        self._group = QActionGroup(self)
        self._add_languages()
        self._row = layout = QHBoxLayout(self)
        layout.setSpacing(14)
        layout.addWidget(self.brand)
        layout.addWidget(self.search, 1)
        layout.addWidget(self.chip)
        layout.addWidget(self.language)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.refresh()

    def show_situation(self, situation: Situation | None) -> None:
        """Tell the situation; None: there is no catalogue, and no words for it."""
        self._has_situation = situation is not None
        if situation is not None:
            self.chip.describe(situation, self._speaker)
        self.chip.setVisible(self._has_situation and self.width() >= _CHIP_FITS)

    def refresh(self) -> None:
        """Say everything in the language in use."""
        say = self._speaker.say
        self.search.setPlaceholderText(say(phrase("App name or store address")))
        self.search.setAccessibleName(say(phrase("Look up an app")))
        self.search.setAccessibleDescription(
            say(phrase("Results appear while you type. Arrow keys choose, Enter opens, Escape clears."))
        )
        name = LANGUAGE_NAMES[self._speaker.language]
        self.language.say(name, say(phrase("Language: {language}", language=name)))
        for action in self._group.actions():
            action.setChecked(action.data() == self._speaker.language.value)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Leave out words where there is little room."""
        width = event.size().width()
        self.brand.setVisible(width >= NARROW)
        self.chip.shorten(is_short=width < _ROOMY)
        self.chip.setVisible(self._has_situation and width >= _CHIP_FITS)
        side = MARGIN if width >= NARROW else NARROW_MARGIN
        tall = 14 if width >= NARROW else 8
        self._row.setContentsMargins(side, tall, side, tall + 1)
        super().resizeEvent(event)

    def _add_languages(self) -> None:
        for language in Language:
            action = QAction(LANGUAGE_NAMES[language], self._menu)
            action.setCheckable(True)
            action.setData(language.value)
            action.triggered.connect(lambda _=False, which=language: self.language_chosen.emit(which))
            self._group.addAction(action)
            self._menu.addAction(action)


class StatusLine(_Bar):
    """The catalogue's age, and that nothing leaves the machine; always there."""

    def __init__(self, speaker: Speaker) -> None:
        super().__init__(line_above=True)
        self._speaker = speaker
        self._flow = Flow(gap=20, line_gap=0)
        self.setLayout(self._flow)
        self._flow.setContentsMargins(20, 6, 20, 6)
        self._age = _AgeDot()
        self._parts = [PlainLabel("", TextStyle.CAPTION, subtle=True, wrap=False) for _ in range(3)]
        first = QWidget()
        row = QHBoxLayout(first)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(7)
        row.addWidget(self._age)
        row.addWidget(self._parts[0])
        self._flow.addWidget(first)
        for part in self._parts[1:]:
            self._flow.addWidget(part)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """One line, also in a narrow window; a screen reader is still told everything."""
        self._parts[1].setVisible(event.size().width() >= NARROW)
        super().resizeEvent(event)

    def describe(self, shelf: Shelf | None, age_days: int, note: Phrase | None) -> None:
        """Show how old the catalogue is.

        Args:
            shelf: the open catalogue; None: none is open.
            age_days: days since it was made.
            note: one thing more to know, such as a wrong clock.
        """
        say = self._speaker.say
        self._age.setVisible(shelf is not None)
        if shelf is None:
            self._parts[0].setText(say(phrase("No catalogue is open")))
        else:
            self._parts[0].setText(say(_age(shelf, age_days)))
            self._age.show_age(age_days)
        self._parts[1].setText(say(phrase("Off the network: nothing you look up leaves this machine")))
        self._parts[2].setText(say(note) if note else "")
        self._parts[2].setVisible(note is not None)
        self.setAccessibleName(". ".join(part.text() for part in self._parts if part.text()))


def _age(shelf: Shelf, days: int) -> Phrase:
    made = shelf.info.created.date()
    if days > _AMBER_DAYS:
        return plural(
            "Catalogue of {date} ({count} day): very old",
            "Catalogue of {date} ({count} days): very old",
            count=days,
            date=made,
        )
    if days > _NORMAL_DAYS:
        return plural(
            "Catalogue of {date} ({count} day): old", "Catalogue of {date} ({count} days): old", count=days, date=made
        )
    return plural("Catalogue of {date} ({count} day)", "Catalogue of {date} ({count} days)", count=days, date=made)


class _AgeDot(QWidget):
    """Green, amber or red; the words beside it say the same."""

    def __init__(self) -> None:
        super().__init__()
        self.setFixedSize(9, 9)
        self._tone = Tone.SUCCESS

    def show_age(self, days: int) -> None:
        """Take the colour of an age."""
        self._tone = Tone.SUCCESS if days <= _NORMAL_DAYS else Tone.WARNING if days <= _AMBER_DAYS else Tone.DANGER
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the dot."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(tokens_of(self).of(self._tone).solid))
        painter.drawEllipse(self.rect())


class Banner(QWidget):
    """Tells of trouble, or that something was done, without stopping anybody."""

    def __init__(self, speaker: Speaker) -> None:
        super().__init__()
        self._speaker = speaker
        self._place = QVBoxLayout(self)
        self._place.setContentsMargins(MARGIN, 10, MARGIN, 0)
        self._box: QWidget | None = None
        self._row: QHBoxLayout | None = None
        self.hide()

    def tell(self, trouble: Trouble) -> None:
        """Tell what happened, what is safe and what to do."""
        parts = [trouble.what, *([trouble.safe] if trouble.safe else []), trouble.next_step]
        self._show(Tone.WARNING, [self._speaker.say(part) for part in parts], at_once=True)

    def note(self, text: Phrase, act: Phrase | None = None, do: Callable[[], None] | None = None) -> None:
        """Tell that something was done.

        Args:
            text: what was done.
            act: words of a button, such as one that takes it back; None: there is none.
            do: what the button does.
        """
        self._show(Tone.SUCCESS, [self._speaker.say(text)], at_once=False)
        if act is not None and do is not None:
            self._offer(self._speaker.say(act), do)

    def hint(self, text: Phrase) -> None:
        """Tell something to know."""
        self._show(Tone.INFO, [self._speaker.say(text)], at_once=False)

    def keep_to(self, side: int) -> None:
        """Keep to the margins of the pages."""
        self._place.setContentsMargins(side, 10, side, 0)

    def dismiss(self) -> None:
        """Take it away."""
        if self._box is not None:
            self._box.hide()
            self._box.deleteLater()
            self._box = self._row = None
        self.hide()

    def _show(self, tone: Tone, lines: list[str], *, at_once: bool) -> None:
        self.dismiss()
        box = ToneBox(tone)
        layout = QHBoxLayout(box)
        layout.setContentsMargins(20, 8, 10, 8)
        texts = QVBoxLayout()
        texts.setSpacing(2)
        for number, line in enumerate(lines):
            texts.addWidget(PlainLabel(line, TextStyle.STRONG if not number else TextStyle.BODY))
        layout.addLayout(texts, 1)
        close = Button("", ButtonRole.QUIET, picture="close", name=self._speaker.say(phrase("Close this message")))
        close.clicked.connect(self.dismiss)
        layout.addWidget(close, 0, Qt.AlignmentFlag.AlignTop)
        self._box, self._row = box, layout
        self._place.addWidget(box)
        self.show()
        announce(self, " ".join(lines), at_once=at_once)

    def _offer(self, text: str, do: Callable[[], None]) -> None:
        """Put a button before the one that closes."""
        if self._row is None:
            return
        button = Button(text)
        # First the banner goes, for what is done may show another one.
        button.clicked.connect(self.dismiss)
        button.clicked.connect(lambda _=False: do())
        self._row.insertWidget(self._row.count() - 1, button)
