"""The head of a card: who the app is, what can be done with its card, and which of its editions the card is about."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QMenu, QVBoxLayout, QWidget

from core.catalogue.store_pages import page_address
from core.situation import Platform
from core.texts import outside
from core.texts.phrase import Phrase, Term, phrase
from core.texts.words import capitalised
from gui import wording
from gui.card.context import CardContext
from gui.theme.metrics import NARROW, SMALL_GAP, TextStyle, text_scale
from gui.widgets.boxes import column
from gui.widgets.buttons import Button, ButtonRole
from gui.widgets.chips import InitialTile
from gui.widgets.choices import Option
from gui.widgets.layouts import Columns, Flow
from gui.widgets.plain_label import PlainLabel
from gui.widgets.segments import Segments

_STACKED, _SHORT = 760, 600
"""Widths below which the buttons stand under the name, and below which they are icons beside it."""


class Head(QWidget):
    """Name, owner, buttons, editions. It stays while the situation changes.

    Args:
        context: the card.
        width: of the page, to know on which side the buttons stand.
    """

    follow_wished = Signal()
    compare_wished = Signal()
    print_wished = Signal()
    copy_wished = Signal()
    """Copy the card as text."""
    link_wished = Signal(str)
    """Copy this store address."""
    platform_chosen = Signal(object)
    """Show the card of the edition for this `Platform`."""

    def __init__(self, context: CardContext, width: int) -> None:
        super().__init__()
        self._context = context
        self.follow: Button | None = None
        self.compare: Button | None = None
        self.editions: Segments[Platform] | None = None
        self._about = PlainLabel("", TextStyle.SMALL, subtle=True, parent=self)
        self._menu = QMenu(self)
        self._link = self._menu.addAction("")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(SMALL_GAP + 2)
        self._question = PlainLabel("", TextStyle.SMALL, subtle=True, wrap=False, parent=self)
        self._columns = columns = Columns(weights=(57, 43), gap=16, narrowest=_STACKED)
        columns.addWidget(self._identity())
        columns.addWidget(self._buttons(to_right=width >= NARROW))
        layout.addLayout(columns)
        if context.card.app.platforms:
            layout.addLayout(self._edition_row())
        self.mark(context)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """In a narrow window icons have to do, so that the answer comes into view."""
        super().resizeEvent(event)
        is_short = event.size().width() < _SHORT * text_scale()
        for button in self.findChildren(Button):
            button.leave_out_words(is_short=is_short)
        self._columns.stack_below(0 if is_short else _STACKED)
        self._question.setVisible(self.editions is not None and not is_short)

    def mark(self, context: CardContext) -> None:
        """Show that the card is about the edition of this context."""
        self._context = context
        platform, app = context.card.situation.platform, context.card.app
        if self.editions is not None and platform is not None:
            self.editions.mark(platform)
        edition = self._edition()
        self._about.setVisible(edition is not None)
        self._about.setText(context.say(edition) if edition else "")
        self._address = page_address(app, platform)
        self._link.setEnabled(self._address is not None)
        self._link.setText(context.say(_link_words(has_page=self._address is not None)))

    def _edition(self) -> Phrase | None:
        """Which edition the card is about, where no mark in the row tells it."""
        card = self._context.card
        if not card.app.platforms or card.situation.platform is None:
            return None
        edition = Term(f"platforms.{card.situation.platform.value}.label")
        if not card.platform_known:
            return phrase("This card is about: {edition}, where the app is not known.", edition=edition)
        return None if self.editions else phrase("Edition: {edition}", edition=edition)

    # ---- who it is --------------------------------------------------------------------------------------------------

    def _identity(self) -> QWidget:
        card = self._context.card
        lines = [PlainLabel(outside.name(card.app.name), TextStyle.TITLE), PlainLabel(self._who(), subtle=True)]
        widget = QWidget()
        layout = QHBoxLayout(widget)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(16)
        layout.addWidget(column(InitialTile(card.app.name), gap=0), 0, Qt.AlignmentFlag.AlignTop)
        layout.addWidget(column(*lines, gap=0), 1)
        return widget

    def _who(self) -> str:
        card, context = self._context.card, self._context
        if not context.answered.is_known:
            return context.say(phrase("Not in the catalogue"))
        parts = wording.publisher_and_owner(card, card.owner)
        return capitalised(" – ".join(context.words.say(part) for part in parts))

    # ---- which edition ----------------------------------------------------------------------------------------------

    def _edition_row(self) -> Flow:
        context, flow = self._context, Flow(gap=10, line_gap=6)
        platforms = [platform for platform in Platform if platform in context.card.app.platforms]
        if len(platforms) > 1:
            question = context.say(phrase("The card is about the edition:"))
            options = [Option(one, context.term(f"platforms.{one.value}.label")) for one in platforms]
            self.editions = Segments(question, options, platforms[0])
            self.editions.button_group.idClicked.connect(lambda _: self._choose())
            self._question.setText(question)
            flow.addWidget(self._question)
            flow.addWidget(self.editions)
        flow.addWidget(self._about)
        return flow

    def _choose(self) -> None:
        if self.editions is not None:
            self.platform_chosen.emit(self.editions.value())

    # ---- what can be done -------------------------------------------------------------------------------------------

    def _buttons(self, *, to_right: bool) -> QWidget:
        flow = Flow(gap=2, line_gap=0, to_right=to_right)
        for button in (*self._put_aside(), self._print(), self._more()):
            flow.addWidget(button)
        widget = QWidget()
        widget.setLayout(flow)
        return widget

    def _put_aside(self) -> tuple[Button, ...]:
        """Buttons to follow and to compare, for an app that the catalogue holds."""
        if not self._context.answered.is_known:
            return ()
        self.follow = Button("", ButtonRole.QUIET)
        self.compare = Button("", ButtonRole.QUIET, picture="compare")
        self.follow.clicked.connect(self.follow_wished)
        self.compare.clicked.connect(self.compare_wished)
        return self.follow, self.compare

    def tell_put_aside(self, *, is_followed: bool, is_compared: bool) -> None:
        """Say what the buttons to follow and to compare would do now."""
        if self.follow is None or self.compare is None:
            return
        self.follow.show_picture("star-filled" if is_followed else "star")
        self.follow.say(self._context.say(phrase("Unfollow") if is_followed else phrase("Follow")))
        self.compare.say(self._context.say(phrase("Do not compare") if is_compared else phrase("Compare")))

    def _print(self) -> Button:
        button = Button(self._context.say(phrase("Print")), ButtonRole.QUIET, picture="print")
        button.clicked.connect(self.print_wished)
        return button

    def _more(self) -> Button:
        say = self._context.say
        copy = self._menu.addAction(say(phrase("Copy as text")))
        copy.triggered.connect(self.copy_wished)
        self._menu.removeAction(self._link)
        self._menu.addAction(self._link)
        self._link.triggered.connect(lambda: self.link_wished.emit(self._address or ""))
        button = Button(
            say(phrase("More")), ButtonRole.QUIET, picture="chevron-down", name=say(phrase("More to do with this card"))
        )
        button.setMenu(self._menu)
        return button


def _link_words(*, has_page: bool) -> Phrase:
    if has_page:
        return phrase("Copy store address")
    return phrase("Copy store address (no store page is known for this edition)")
