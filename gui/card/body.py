"""What stands below the head of a card: the answer at once, the rest part by part in the turns that follow.

A card is read from its top; what lies below the first screen must not keep the answer waiting. `finish` makes what is
left at once, for whoever jumps there.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable

from PySide6.QtCore import QObject, QRect, QTimer, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from core.risk.declared import contrasts
from core.texts import outside
from core.texts.phrase import Phrase, phrase
from gui.card.context import CardContext
from gui.card.declared import declared_card
from gui.card.disputes import disputes
from gui.card.evidence import EvidenceLine
from gui.card.factors import FactorTiles
from gui.card.findings import findings_card
from gui.card.grounds import GroundsCard
from gui.card.guidance import general_card, guidance_card
from gui.card.known import known_card
from gui.card.ownership import ownership_card
from gui.card.reach import reach_card
from gui.card.sections import Section, link_row
from gui.card.situations import SituationsCard
from gui.card.verdict import verdict_box
from gui.card.voices import three_voices
from gui.shelf import AnswerTable
from gui.theme.metrics import GAP, SMALL_GAP, TextStyle
from gui.widgets.boxes import column
from gui.widgets.buttons import Button, ButtonRole
from gui.widgets.layouts import Columns, Flow
from gui.widgets.plain_label import PlainLabel

_ALTERNATIVES = 8
_AT_LATEST = 300
"""Milliseconds after which the rest is begun although nobody has seen the answer yet."""

_NAMES: dict[str, Phrase] = {
    "advice": phrase("Advice and rules"),
    "owners": phrase("Who owns it"),
    "reach": phrase("What it can reach"),
    "findings": phrase("What was found"),
    "declared": phrase("Vendor's words against findings"),
    "change": phrase("What would change the answer"),
    "grounds": phrase("How this was found"),
}


class CardBody(QObject):
    """The parts, in the layouts of a page."""

    whole = Signal()
    """Everything is made."""
    app_wished = Signal(str)
    """Open the app with this id."""
    situation_wished = Signal(object, object)
    """Go to this device situation and this information class."""
    moved = Signal(object, QRect)
    """The keys have reached this part of this widget."""
    jumped = Signal(object)
    """A section that was jumped to."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.tiles: FactorTiles | None = None
        self.evidence: EvidenceLine | None = None
        self.situations: SituationsCard | None = None
        self.sections: dict[str, Section] = {}
        self._factor: str | None = None
        self._kinds: tuple[str, ...] = ()
        self.rows = QVBoxLayout()
        self.rows.setSpacing(GAP)
        self._above, self._kept, self._below = QVBoxLayout(), QVBoxLayout(), QVBoxLayout()
        for part in (self._above, self._kept, self._below):
            part.setSpacing(GAP)
            self.rows.addLayout(part)
        self._waiting: deque[Callable[[], None]] = deque()
        self._retired: list[QWidget] = []
        self._is_urgent = False
        self._timer = QTimer(self)
        self._timer.timeout.connect(self._make_next)

    @property
    def is_whole(self) -> bool:
        """Whether everything is made."""
        return not self._waiting

    def show(self, context: CardContext, *, keeps_open: bool = False) -> None:
        """Show a card: the answer at once, the rest in turns.

        Args:
            context: the card.
            keeps_open: whether the open factor and the chosen evidence stay, for the same card in other words.
        """
        self._remember(keeps_open=keeps_open)
        self._retire(self._kept)
        self.situations = None
        self._begin(context)
        self._timer.start(_AT_LATEST)

    def was_painted(self) -> None:
        """The answer is on the screen: go on with the rest, turn by turn."""
        if self._waiting and self._timer.interval():
            self._timer.start(0)

    def update(self, context: CardContext) -> None:
        """Show the same app in another situation, all of it at once; the table of situations stays."""
        self._is_urgent = True
        self._remember(keeps_open=True)
        self._begin(context)
        self.finish()

    def renew(self, context: CardContext) -> None:
        """Show the same app from another catalogue, all of it at once."""
        self._retire(self._kept)
        self.situations = None
        self.update(context)

    def finish(self) -> None:
        """Make what is left."""
        self._is_urgent = True
        while self._waiting:
            self._make_next()
        self._is_urgent = False

    def jump(self, key: str) -> None:
        """Go to a section."""
        self.finish()
        if (section := self.sections.get(key)) is not None:
            self.jumped.emit(section)
            section.go_to()

    def show_table(self, table: AnswerTable) -> None:
        """Fill the table of all situations."""
        self.finish()
        if self.situations is not None:
            self.situations.show_table(table)

    # ---- making -----------------------------------------------------------------------------------------------------

    def _make_next(self) -> None:
        if self._waiting:
            self._waiting.popleft()()
        if not self._waiting:
            self._let_go()
            if self._timer.isActive():
                self._timer.stop()
                self.whole.emit()

    def _retire(self, layout: QVBoxLayout) -> None:
        """Take the parts of the last card away; they are let go once the new one is there, for that takes a while."""
        while (item := layout.takeAt(0)) is not None:
            if (part := item.widget()) is not None:
                part.hide()
                self._retired.append(part)

    def _let_go(self) -> None:
        for part in self._retired:
            part.deleteLater()
        self._retired.clear()

    def _remember(self, *, keeps_open: bool) -> None:
        """Note what is open now, to open it again."""
        self._factor = self.tiles.opened if keeps_open and self.tiles else None
        if not keeps_open:
            self._kinds = ()
        elif self.evidence is not None:
            self._kinds = self.evidence.chosen

    def _begin(self, context: CardContext) -> None:
        for part in (self._above, self._below):
            self._retire(part)
        self.tiles = self.evidence = None
        self.sections = {}
        self._waiting.clear()
        self._put(self._above, verdict_box(context, self.jump))
        self._put(self._above, three_voices(context))
        if context.card.value is not None:
            self._begin_assessed(context)
        else:
            self._begin_unassessed(context)

    def _begin_assessed(self, context: CardContext) -> None:
        self.tiles = FactorTiles(context)
        self._put(self._above, self.tiles)
        if self._factor is not None:
            self.tiles.open(self._factor)
        rows = contrasts(context.card)
        self._waiting.extend(
            [
                lambda: self._show_evidence(context, has_contrasts=bool(rows)),
                lambda: self._pair(("advice", guidance_card(context)), ("owners", ownership_card(context))),
                lambda: self._dispute(context),
                lambda: self._pair(("reach", reach_card(context)), ("findings", findings_card(context))),
                lambda: self._add("declared", declared_card(context, rows)) if rows else None,
                lambda: self._keep(context),
                lambda: self._end(context),
            ]
        )

    def _begin_unassessed(self, context: CardContext) -> None:
        self._waiting.append(lambda: self._add("known", known_card(context)))
        if context.card.guidance:
            self._waiting.append(lambda: self._add("advice", guidance_card(context)))
        elif context.card.general:
            self._waiting.append(lambda: self._add("advice", general_card(context)))
        self._waiting.append(lambda: self._end(context))

    def _show_evidence(self, context: CardContext, *, has_contrasts: bool) -> None:
        self.evidence = EvidenceLine(context)
        self.evidence.choose(self._kinds)
        self._put(self._above, self.evidence)
        self._put(self._above, self._links(context, has_contrasts=has_contrasts))

    def _links(self, context: CardContext, *, has_contrasts: bool) -> QWidget:
        links = [(key, context.say(name)) for key, name in _NAMES.items() if has_contrasts or key != "declared"]
        return link_row(context.say(phrase("On this card:")), links, self.jump)

    def _add(self, key: str, section: Section) -> None:
        self.sections[key] = section
        self._put(self._above, section)

    def _pair(self, left: tuple[str, Section], right: tuple[str, Section]) -> None:
        columns = Columns(weights=(53, 47), gap=GAP, narrowest=760)
        for key, section in (left, right):
            self.sections[key] = section
            columns.addWidget(section)
        widget = QWidget()
        widget.setLayout(columns)
        self._put(self._above, widget)

    def _dispute(self, context: CardContext) -> None:
        if (box := disputes(context)) is not None:
            self._put(self._above, box)

    def _keep(self, context: CardContext) -> None:
        """The table of situations, made once for an app."""
        if self.situations is None:
            self.situations = made = SituationsCard(context)
            made.wished.connect(self.situation_wished)
            made.moved.connect(lambda place: self.moved.emit(made, place))
            self._put(self._kept, made)
        else:
            self.situations.show_context(context)
        self.sections["change"] = self.situations

    def _end(self, context: CardContext) -> None:
        if context.answered.alternatives:
            self._put(self._below, self._alternatives(context))
        self.sections["grounds"] = GroundsCard(context)
        self._put(self._below, self.sections["grounds"])

    def _alternatives(self, context: CardContext) -> Section:
        flow = Flow(gap=SMALL_GAP, line_gap=4)
        for other in context.answered.alternatives[:_ALTERNATIVES]:
            button = Button(outside.name(other.name), ButtonRole.CHIP)
            button.clicked.connect(lambda _=False, app=other.app: self.app_wished.emit(app))
            flow.addWidget(button)
        note = context.say(phrase("That an app stands here does not mean that it is safer."))
        title = phrase("Others for the same task: {task}", task=context.answered.alternatives[0].task_label)
        return Section(context.say(title), [column(flow, PlainLabel(note, TextStyle.SMALL, subtle=True))])

    def _put(self, layout: QVBoxLayout, part: QWidget) -> None:
        """Add a part. Qt shows it in the next turn, and until then it takes no room: where that matters, at once."""
        layout.addWidget(part)
        if self._is_urgent:
            part.show()
