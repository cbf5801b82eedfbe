"""The page of one app: who it is, what changed, the verdict, the three factors, and everything behind them."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from core.catalogue.model import App
from core.risk.changed import what_changed
from core.risk.model import RiskCard
from core.texts import outside
from core.texts.phrase import phrase
from gui.card.body import CardBody
from gui.card.change import ChangeBox
from gui.card.context import CardContext
from gui.card.evidence import EvidenceLine
from gui.card.factors import FactorTiles
from gui.card.head import Head
from gui.card.news import NewsBox
from gui.pages.frame import ScrollPage, clear
from gui.parts import Parts
from gui.shelf import Answered, AnswerTable, Shelf
from gui.theme.metrics import GAP
from gui.widgets.announce import announce
from gui.widgets.buttons import Button


class CardPage(ScrollPage):
    """Shows a card; a change of the situation changes what stands below the head and nothing else."""

    copy_wished = Signal()
    """Copy the card as text."""
    link_wished = Signal(str)
    """Copy this store address."""
    print_wished = Signal()
    app_wished = Signal(str)
    """Open the app with this id."""
    follow_wished = Signal(str)
    """Follow the app with this id, or no longer."""
    compare_wished = Signal(str, str)
    """Put the app with this id and name to those that are compared, or take it out."""
    whole = Signal()
    """Everything below the first screen is made as well."""

    def __init__(self, parts: Parts) -> None:
        super().__init__()
        self._speaker, self._chosen, self._wishes = parts.speaker, parts.chosen, parts.wishes
        self._following, self._basket, self._asker = parts.following, parts.basket, parts.asker
        self._news = parts.news
        self.answered: Answered | None = None
        self.shelf: Shelf | None = None
        self._before: RiskCard | None = None
        self.head: Head | None = None
        self.changed, self.news = ChangeBox(), NewsBox()
        self.body = CardBody(self)
        self._head_place = QVBoxLayout()
        rows = self.column.rows
        rows.addLayout(self._head_place)
        rows.addWidget(self.news)
        rows.addWidget(self.changed)
        rows.addLayout(self.body.rows)
        rows.addStretch(1)
        self.body.app_wished.connect(self.app_wished)
        self.body.situation_wished.connect(lambda device, kind: self._chosen.change(device=device, information=kind))
        self.body.moved.connect(self._bring_into_view)
        self.body.jumped.connect(self._scroll_to)
        self.column.installEventFilter(self)
        # Not before: what the catalogue's thread works out then would keep the first screen waiting.
        self.body.whole.connect(self._ask_table)
        self.body.whole.connect(self.whole)
        for put_aside in (parts.following.changed, parts.basket.changed):
            put_aside.connect(self._tell_put_aside)

    @property
    def known_app(self) -> App | None:
        """The app of the open card, where the catalogue holds it."""
        return self.answered.card.app if self.answered is not None and self.answered.is_known else None

    @property
    def is_whole(self) -> bool:
        """Whether all parts of the card are made."""
        return self.body.is_whole

    @property
    def tiles(self) -> FactorTiles | None:
        """The three factors; None where the app is not assessed."""
        return self.body.tiles

    @property
    def evidence(self) -> EvidenceLine | None:
        """What the card rests on; None where the app is not assessed."""
        return self.body.evidence

    @property
    def follow(self) -> Button | None:
        """The button to follow the app; None where the catalogue does not hold it."""
        return self.head.follow if self.head else None

    @property
    def compare(self) -> Button | None:
        """The button to compare the app; None where the catalogue does not hold it."""
        return self.head.compare if self.head else None

    @property
    def told_change(self) -> str:
        """What another situation changed, in words; empty where nothing has changed since the card was opened."""
        return "" if self.changed.isHidden() else self.changed.text()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """What lies below the first screen waits until that is painted."""
        if event.type() is QEvent.Type.Paint and watched is self.column:
            self.body.was_painted()
        return super().eventFilter(watched, event)

    # ---- showing ----------------------------------------------------------------------------------------------------

    def open(self, answered: Answered, shelf: Shelf) -> None:
        """Show a card from its top."""
        self.answered, self.shelf = answered, shelf
        self.changed.hide()
        self.news.tell(self._news.take(answered.card.app.id), self._speaker.words)
        self._show_all()
        self.verticalScrollBar().setValue(0)
        announce(self, " ".join(part for part in (self._headline(answered.card), self.news.text()) if part))

    def update_answer(self, answered: Answered) -> None:
        """Show the same app in another situation, where one stands; tell what changed."""
        before = self.answered.card if self.answered else answered.card
        self.answered = answered
        context = self.context
        if context is None:
            return
        self._before = before
        anchor = self._table_in_use()
        place = self._place_of(anchor)
        if self.head is not None:
            self.head.mark(context)
        self._tell_change(before, answered.card)
        self.body.update(context)
        self._lay_out()
        self._put_back(anchor, place)
        self._ask_table()
        announce(self, self.changed.text(), at_once=True)

    def renew(self, answered: Answered, shelf: Shelf) -> None:
        """Show the same app as another catalogue tells of it, where one stands; what has not changed is not touched."""
        before, self.answered, self.shelf = self.answered, answered, shelf
        context = self.context
        if answered == before or context is None:
            return
        place = self.verticalScrollBar().value()
        if before is None or before.card.app != answered.card.app:
            clear(self._head_place)
            self.head = self._make_head(context)
            self._head_place.addWidget(self.head)
        elif self.head is not None:
            self.head.mark(context)
        self.changed.hide()
        self.body.renew(context)
        self._lay_out()
        self.verticalScrollBar().setValue(place)
        self._ask_table()

    def refresh(self) -> None:
        """Say everything again: the language or the words changed."""
        context = self.context
        if context is None:
            return
        if self._before is not None and not self.changed.isHidden():
            self._tell_change(self._before, context.card)
        self.news.tell(self.news.kept, self._speaker.words)
        self._show_all(keeps_open=True)

    def _tell_change(self, before: RiskCard, after: RiskCard) -> None:
        self.changed.tell([self._speaker.begin(sentence) for sentence in what_changed(before, after)])

    def _show_all(self, *, keeps_open: bool = False) -> None:
        context = self.context
        if context is None:
            return
        clear(self._head_place)
        self.head = self._make_head(context)
        self._head_place.addWidget(self.head)
        self.body.show(context, keeps_open=keeps_open)

    @property
    def context(self) -> CardContext | None:
        """The open card with everything around it; None: none is open."""
        if self.answered is None or self.shelf is None:
            return None
        return CardContext(self.answered, self.shelf, self._speaker.words, self._wishes)

    def _headline(self, card: RiskCard) -> str:
        return self._speaker.say(
            phrase("{name}: {answer}", name=outside.name(card.app.name), answer=card.verdict.sentence)
        )

    # ---- head -------------------------------------------------------------------------------------------------------

    def _make_head(self, context: CardContext) -> Head:
        head, app = Head(context, self.width()), context.card.app
        head.copy_wished.connect(self.copy_wished)
        head.link_wished.connect(self.link_wished)
        head.print_wished.connect(self.print_wished)
        head.follow_wished.connect(lambda: self.follow_wished.emit(app.id))
        head.compare_wished.connect(lambda: self.compare_wished.emit(app.id, app.name))
        head.platform_chosen.connect(lambda platform: self._chosen.change(platform=platform))
        self.head = head
        self._tell_put_aside()
        return head

    def _tell_put_aside(self) -> None:
        app = self.known_app
        if app is not None and self.head is not None:
            self.head.tell_put_aside(is_followed=app.id in self._following, is_compared=app.id in self._basket)

    # ---- the table of all situations --------------------------------------------------------------------------------

    def _ask_table(self) -> None:
        """Have it worked out on the catalogue's thread; an answer for another card is dropped."""
        asked, app = self.answered, self.known_app
        if app is None or asked is None or asked.card.value is None:
            return

        def show(table: AnswerTable) -> None:
            if self.answered is asked:
                self.body.show_table(table)

        self._asker.table(app.id, show)

    # ---- scrolling --------------------------------------------------------------------------------------------------

    def _lay_out(self) -> None:
        """Give the parts their places now, not in the next turn."""
        rows, width = self.column.rows, self.column.width()
        rows.activate()
        self.column.resize(width, max(self.viewport().height(), self.column.heightForWidth(width)))
        rows.activate()

    def _scroll_to(self, section: QWidget) -> None:
        self._lay_out()
        self.verticalScrollBar().setValue(section.mapTo(self.column, QPoint(0, 0)).y() - GAP)

    def _bring_into_view(self, widget: QWidget, place: QRect) -> None:
        corner = widget.mapTo(self.column, place.topLeft())
        for y in (corner.y(), corner.y() + place.height()):
            self.ensureVisible(corner.x(), y, 0, GAP)

    def _table_in_use(self) -> QWidget | None:
        """The table of all situations while the keys are in it: it must not move under them."""
        table = self.body.situations.grid if self.body.situations else None
        return table if table is not None and table.hasFocus() else None

    def _place_of(self, anchor: QWidget | None) -> int:
        """Where the part stands that must not move; without one, how far the page is scrolled."""
        return anchor.mapTo(self, QPoint(0, 0)).y() if anchor else self.verticalScrollBar().value()

    def _put_back(self, anchor: QWidget | None, place: int) -> None:
        bar = self.verticalScrollBar()
        if anchor is None:
            bar.setValue(place)
            return
        bar.setValue(anchor.mapTo(self.column, QPoint(0, 0)).y() - place)
