"""The page of one app: who it is, the situation, the verdict, the three factors, and everything behind them."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from core.catalogue.model import App
from core.risk.model import RiskCard
from core.texts import outside
from core.texts.phrase import Phrase, Term, phrase
from core.texts.words import capitalised
from gui import wording
from gui.card.context import CardContext
from gui.card.evidence import evidence_line
from gui.card.factors import FactorTiles
from gui.card.grounds import grounds_card
from gui.card.guidance import general_card, guidance_card
from gui.card.ownership import ownership_card
from gui.card.reach import findings_card, reach_card
from gui.card.verdict import verdict_box
from gui.pages.frame import ScrollPage, clear
from gui.parts import Parts
from gui.shelf import Answered, Shelf
from gui.theme.metrics import GAP, NARROW, SMALL_GAP, TextStyle
from gui.widgets.announce import announce
from gui.widgets.boxes import card as titled_card
from gui.widgets.boxes import column
from gui.widgets.buttons import Button, ButtonRole
from gui.widgets.chips import InitialTile
from gui.widgets.chooser import SituationChooser
from gui.widgets.layouts import Columns, Flow
from gui.widgets.plain_label import PlainLabel

_ALTERNATIVES = 8


class CardPage(ScrollPage):
    """Shows a card; a change of the situation changes what stands below the chooser and nothing else."""

    back_wished = Signal()
    copy_wished = Signal()
    """Copy the card as text."""
    print_wished = Signal()
    app_wished = Signal(str)
    """Open the app with this id."""
    save_wished = Signal()
    """Keep the situation as the usual one."""
    follow_wished = Signal(str)
    """Follow the app with this id, or no longer."""
    compare_wished = Signal(str, str)
    """Put the app with this id and name to those that are compared, or take it out."""

    def __init__(self, parts: Parts) -> None:
        super().__init__()
        self._speaker, self._chosen, self._wishes = parts.speaker, parts.chosen, parts.wishes
        self._following, self._basket = parts.following, parts.basket
        self.answered: Answered | None = None
        self.shelf: Shelf | None = None
        self.tiles: FactorTiles | None = None
        self.chooser: SituationChooser | None = None
        self._head, self._choice, self._body = QVBoxLayout(), QVBoxLayout(), QVBoxLayout()
        self._changed = PlainLabel("", TextStyle.STRONG)
        self._changed.hide()
        rows = self.column.rows
        rows.addLayout(self._head)
        rows.addLayout(self._choice)
        rows.addWidget(self._changed)
        self._body.setSpacing(GAP)
        rows.addLayout(self._body)
        rows.addStretch(1)
        self.follow: Button | None = None
        self.compare: Button | None = None
        for changed in (parts.following.changed, parts.basket.changed):
            changed.connect(self._tell_put_aside)

    @property
    def known_app(self) -> App | None:
        """The app of the open card, where the catalogue holds it."""
        return self.answered.card.app if self.answered is not None and self.answered.is_known else None

    def open(self, answered: Answered, shelf: Shelf) -> None:
        """Show a card from its top."""
        self.answered, self.shelf = answered, shelf
        self._show_head()
        self._show_chooser()
        self._changed.hide()
        self._show_body()
        self.verticalScrollBar().setValue(0)
        announce(self, self._headline(answered.card))

    def update_answer(self, answered: Answered) -> None:
        """Show the same app in another situation, where one stands; tell what changed."""
        before = self.answered
        self.answered = answered
        place = self.verticalScrollBar().value()
        self._show_body()
        self.column.rows.activate()
        self.verticalScrollBar().setValue(place)
        told = self._speaker.begin(_change(before.card if before else answered.card, answered.card))
        self._changed.setText(told)
        self._changed.show()
        announce(self, told, at_once=True)

    def refresh(self) -> None:
        """Say everything again: the language or the words changed."""
        if self.answered is not None and self.shelf is not None:
            self._show_head()
            self._show_chooser()
            self._changed.hide()
            self._show_body()

    def focus_chooser(self) -> None:
        """Bring the questions into view and go there."""
        if self.chooser is not None:
            self.ensureWidgetVisible(self.chooser)
            self.chooser.focus_first()

    def _headline(self, card: RiskCard) -> str:
        return self._speaker.say(
            phrase("{name}: {answer}", name=outside.name(card.app.name), answer=card.verdict.sentence)
        )

    # ---- head -------------------------------------------------------------------------------------------------------

    def _show_head(self) -> None:
        clear(self._head)
        if self.answered is not None:
            self._head.addWidget(self._make_head(self.answered.card))

    def _make_head(self, card: RiskCard) -> QWidget:
        columns = Columns(weights=(57, 43), gap=16, narrowest=760)
        columns.addWidget(self._identity(card))
        columns.addWidget(self._buttons())
        widget = QWidget()
        widget.setLayout(columns)
        return widget

    def _identity(self, card: RiskCard) -> QWidget:
        words = self._speaker.words
        name = PlainLabel(outside.name(card.app.name), TextStyle.TITLE)
        lines: list[QWidget] = [name]
        if text := wording.platforms(card.app, words):
            lines.append(PlainLabel(text, subtle=True))
        if self.answered and self.answered.is_known and self.shelf:
            parts = wording.publisher_and_owner(card, card.owner)
            told = " – ".join(self._speaker.say(part) for part in parts)
            lines.append(PlainLabel(capitalised(told), subtle=True))
        else:
            lines.append(PlainLabel(self._speaker.say(phrase("Not in the catalogue")), subtle=True))
        widget = QWidget()
        layout = QHBoxLayout(widget)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(16)
        tile = InitialTile(card.app.name)
        layout.addWidget(column(tile, gap=0), 0, Qt.AlignmentFlag.AlignTop)
        layout.addWidget(column(*lines, gap=0), 1)
        return widget

    def _buttons(self) -> QWidget:
        say = self._speaker.say
        copy = Button(say(phrase("Copy as text")), ButtonRole.QUIET, picture="copy")
        copy.clicked.connect(self.copy_wished)
        printing = Button(say(phrase("Print")), ButtonRole.QUIET, picture="print")
        printing.clicked.connect(self.print_wished)
        back = Button(say(phrase("Back")), ButtonRole.QUIET, picture="back", name=say(phrase("Back to the list")))
        back.clicked.connect(self.back_wished)
        flow = Flow(gap=4, line_gap=0, to_right=self.width() >= NARROW)
        for button in (back, *self._put_aside(), copy, printing):
            flow.addWidget(button)
        widget = QWidget()
        widget.setLayout(flow)
        return widget

    def _put_aside(self) -> tuple[Button, ...]:
        """Buttons to follow and to compare, for an app that the catalogue holds."""
        app = self.known_app
        self.follow = self.compare = None
        if app is None:
            return ()
        follow, compare = Button("", ButtonRole.QUIET), Button("", ButtonRole.QUIET, picture="compare")
        follow.clicked.connect(lambda: self.follow_wished.emit(app.id))
        compare.clicked.connect(lambda: self.compare_wished.emit(app.id, app.name))
        self.follow, self.compare = follow, compare
        self._tell_put_aside()
        return follow, compare

    def _tell_put_aside(self) -> None:
        app, say = self.known_app, self._speaker.say
        if app is None or self.follow is None or self.compare is None:
            return
        is_followed = app.id in self._following
        self.follow.show_picture("star-filled" if is_followed else "star")
        self.follow.say(say(phrase("Unfollow") if is_followed else phrase("Follow")))
        self.compare.say(say(phrase("Do not compare") if app.id in self._basket else phrase("Compare")))

    def _show_chooser(self) -> None:
        clear(self._choice)
        issuers = self.shelf.issuers if self.shelf else ()
        self.chooser = SituationChooser(self._chosen, self._speaker.words, issuers)
        self.chooser.save_wished.connect(self.save_wished)
        self._choice.addWidget(self.chooser)

    # ---- body -------------------------------------------------------------------------------------------------------

    def _show_body(self) -> None:
        clear(self._body)
        self.tiles = None
        if self.answered is None or self.shelf is None:
            return
        context = CardContext(self.answered, self.shelf, self._speaker.words, self._wishes)
        self._body.addWidget(verdict_box(context))
        if self.answered.card.value is not None:
            self.tiles = FactorTiles(context)
            self._body.addWidget(self.tiles)
            self._body.addWidget(evidence_line(context))
            self._body.addWidget(_pair(guidance_card(context), ownership_card(context)))
            self._body.addWidget(_pair(reach_card(context), findings_card(context)))
        else:
            self._body.addWidget(guidance_card(context) if context.card.guidance else general_card(context))
        if self.answered.alternatives:
            self._body.addWidget(self._alternatives(context))
        self._body.addWidget(grounds_card(context))

    def _alternatives(self, context: CardContext) -> QWidget:
        flow = Flow(gap=SMALL_GAP, line_gap=4)
        for other in context.answered.alternatives[:_ALTERNATIVES]:
            button = Button(outside.name(other.name), ButtonRole.CHIP)
            button.clicked.connect(lambda _=False, app=other.app: self.app_wished.emit(app))
            flow.addWidget(button)
        note = context.say(phrase("That an app stands here does not mean that it is safer."))
        title = phrase("Others for the same task: {task}", task=context.answered.alternatives[0].task_label)
        return titled_card(context.say(title), flow, PlainLabel(note, TextStyle.SMALL, subtle=True))


def _pair(left: QWidget, right: QWidget) -> QWidget:
    columns = Columns(weights=(53, 47), gap=GAP, narrowest=760)
    columns.addWidget(left)
    columns.addWidget(right)
    widget = QWidget()
    widget.setLayout(columns)
    return widget


def _change(before: RiskCard, after: RiskCard) -> Phrase:
    """What another situation changed, in a sentence."""
    new = Term(f"answers.{after.verdict.answer.value}.label")
    if before.verdict.answer is after.verdict.answer:
        return phrase("The answer stays: {answer}.", answer=new)
    old = Term(f"answers.{before.verdict.answer.value}.label")
    return phrase("The answer is now: {answer}. Before: {before}.", answer=new, before=old)
