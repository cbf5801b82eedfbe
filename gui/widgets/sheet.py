"""The sheet below the top bar with the questions about the situation. What is open below it follows every answer."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from core.texts.phrase import phrase
from gui.situations import ChosenSituation
from gui.speaker import Speaker
from gui.theme.metrics import TextStyle, margin_of, text_scale
from gui.theme.palette import tokens_of
from gui.widgets.boxes import column
from gui.widgets.buttons import Button, ButtonRole
from gui.widgets.chooser import SituationChooser
from gui.widgets.layouts import Columns, Flow
from gui.widgets.plain_label import PlainLabel

_SHARE = 0.62
"""Of the height of the pages that it takes at most, so that the answer stays in view."""
_ROOMY = 520
"""Height of the pages below which it takes all of it."""


class SituationSheet(QFrame):
    """The questions, what came of the last answer, and a way to close.

    Attributes:
        takes_all: whether there is no room for a page below it.
    """

    opened = Signal()
    """It is shown."""
    closed = Signal()
    """It was put away."""
    save_wished = Signal()
    """Keep this as the usual situation."""

    def __init__(self, speaker: Speaker, chosen: ChosenSituation) -> None:
        super().__init__()
        self._speaker, self._chosen = speaker, chosen
        self._issuers: tuple[tuple[str, str], ...] = ()
        self._room, self._width = 10_000, 0
        self.takes_all = False
        self.chooser: SituationChooser | None = None
        self._title = PlainLabel("", TextStyle.SECTION)
        self._about = PlainLabel("", TextStyle.SMALL, subtle=True)
        self.told = PlainLabel("", TextStyle.STRONG)
        self.told.hide()
        self.save = Button("", ButtonRole.QUIET)
        self.save.clicked.connect(self.save_wished)
        self.done = Button("", ButtonRole.PRIMARY)
        self.done.clicked.connect(self.put_away)
        self._lay_out()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Maximum)
        self.hide()

    def _lay_out(self) -> None:
        self._inside = QWidget()
        self._inside.setProperty("role", "bar")
        self._rows = QVBoxLayout(self._inside)
        self._rows.setSpacing(12)
        self._rows.addWidget(column(self._title, self._about, gap=2))
        self._questions = QVBoxLayout()
        self._rows.addLayout(self._questions)
        foot = Columns(weights=(55, 45), gap=16, narrowest=640)
        buttons = Flow(gap=8, line_gap=4, to_right=True)
        buttons.addWidget(self.save)
        buttons.addWidget(self.done)
        right = QWidget()
        right.setLayout(buttons)
        foot.addWidget(column(self.told, gap=0))
        foot.addWidget(right)
        self._rows.addLayout(foot)
        self._scroll = QScrollArea()
        self._scroll.setWidget(self._inside)
        self._scroll.setWidgetResizable(True)
        self._scroll.setFrameShape(QFrame.Shape.NoFrame)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        whole = QHBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 1)
        whole.addWidget(self._scroll)

    # ---- open and closed --------------------------------------------------------------------------------------------

    @property
    def is_open(self) -> bool:
        """Whether the questions are shown."""
        return not self.isHidden()

    def open(self, issuers: tuple[tuple[str, str], ...]) -> None:
        """Show the questions and go there.

        Args:
            issuers: (id, name) of bodies with rules of their own.
        """
        self._issuers = issuers
        self._ask()
        self.told.hide()
        self.show()
        self.opened.emit()
        if self.chooser is not None:
            self.chooser.focus_first()

    def put_away(self) -> None:
        """Take the questions away."""
        if self.is_open:
            self.hide()
            self._drop()
            self.closed.emit()

    def tell(self, text: str) -> None:
        """Show what came of an answer; the card has announced it."""
        self.told.setText(text)
        self.told.setVisible(bool(text))

    def refresh(self) -> None:
        """Say everything again."""
        say = self._speaker.say
        self.setAccessibleName(say(phrase("My situation")))
        self._title.setText(say(phrase("Your situation")))
        self._about.setText(say(phrase("The answers hold for the situation chosen here. It stays on this machine.")))
        self.save.say(say(phrase("Remember as my usual situation")))
        self.done.say(say(phrase("Done")), say(phrase("Done: close the questions")))
        if self.is_open:
            self._ask()

    def fit(self, width: int, height: int) -> None:
        """Keep to the margins of the pages, and leave room for the answer.

        Args:
            width: of the pages.
            height: of the pages, this sheet included.
        """
        side = margin_of(width)
        self._rows.setContentsMargins(side, 14, side, 14)
        self.takes_all = height < _ROOMY * text_scale()
        self._room = height if self.takes_all else int(height * _SHARE)
        self._width = width
        self.updateGeometry()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """At another width the questions take other lines."""
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self.updateGeometry()

    def sizeHint(self) -> QSize:
        """As high as the questions, within reason."""
        width = self._width or self.width()
        rows = self._rows.heightForWidth(width) if self._rows.hasHeightForWidth() else self._rows.sizeHint().height()
        return QSize(width, min(rows + 1, self._room))

    def minimumSizeHint(self) -> QSize:
        """As `sizeHint`: the page gives way."""
        return QSize(0, self.sizeHint().height())

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the ground and the hairline below."""
        tokens, painter = tokens_of(self), QPainter(self)
        painter.fillRect(self.rect(), QColor(tokens.surface))
        painter.fillRect(0, self.height() - 1, self.width(), 1, QColor(tokens.line))

    # ---- parts ------------------------------------------------------------------------------------------------------

    def _ask(self) -> None:
        self._drop()
        self.chooser = SituationChooser(self._chosen, self._speaker.words, self._issuers)
        self._questions.addWidget(self.chooser)

    def _drop(self) -> None:
        if self.chooser is not None:
            self.chooser.hide()
            self.chooser.setParent(None)
            self.chooser.deleteLater()
            self.chooser = None
