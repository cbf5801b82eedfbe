"""What the card rests on: a chip for each kind of evidence, which shows the facts of that kind when it is pressed."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from core.risk.evidence import KINDS, Gap, gaps, of_kinds
from core.texts.phrase import Argument, Term, phrase, plural
from gui.card.context import CardContext
from gui.card.sections import Section
from gui.theme.metrics import GAP, TextStyle
from gui.theme.palette import Tone
from gui.widgets.announce import announce
from gui.widgets.boxes import column
from gui.widgets.buttons import Button, ButtonRole
from gui.widgets.facts import fact_list
from gui.widgets.layouts import Flow
from gui.widgets.panel import Line
from gui.widgets.plain_label import PlainLabel
from gui.widgets.toggles import ToggleChip


class EvidenceLine(QWidget):
    """Chips that narrow the facts; the list stands right below while one of them is pressed."""

    def __init__(self, context: CardContext) -> None:
        super().__init__()
        self._context = context
        self._list: QWidget | None = None
        self.chips: dict[str, ToggleChip] = {}
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(GAP)
        flow = Flow(gap=8, line_gap=6)
        self._column.addLayout(flow)
        flow.addWidget(PlainLabel(context.say(phrase("Evidence:")), TextStyle.SMALL, subtle=True, wrap=False))
        for kind in KINDS:
            if count := getattr(context.card.evidence, kind):
                flow.addWidget(self._chip(kind, count))
        said = tuple(chip.accessibleName() for chip in self.chips.values())
        self.setAccessibleName(context.say(phrase("Evidence: {kinds}", kinds=said)))

    @property
    def chosen(self) -> tuple[str, ...]:
        """Kinds whose facts are shown."""
        return tuple(kind for kind, chip in self.chips.items() if chip.isChecked())

    @property
    def rows(self) -> int:
        """How many facts and gaps the list shows."""
        return len(self._facts()) + len(self._gaps())

    def choose(self, kinds: Iterable[str]) -> None:
        """Show the facts of these kinds again; nothing is announced, for nothing was chosen anew."""
        for kind in kinds:
            if kind in self.chips:
                self.chips[kind].blockSignals(True)
                self.chips[kind].setChecked(True)
                self.chips[kind].blockSignals(False)
        if self.chosen:
            self._list = self._make_list()
            self._column.addWidget(self._list)

    def show_all(self) -> None:
        """Let go of all chips; the list goes away, and the focus stays at the chips."""
        had_focus = self.isAncestorOf(self.window().focusWidget())
        for kind in self.chosen:
            self.chips[kind].setChecked(False)
            self.chips[kind].updateGeometry()
        if had_focus and self.chips:
            next(iter(self.chips.values())).setFocus()

    def event(self, event: QEvent) -> bool:
        """Esc closes the list while there is one, before it leads away from the card."""
        if event.type() is QEvent.Type.ShortcutOverride and self._is_escape(event):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc closes the list."""
        if self._is_escape(event):
            self.show_all()
            return
        super().keyPressEvent(event)

    def _is_escape(self, event: QEvent) -> bool:
        return isinstance(event, QKeyEvent) and event.key() == Qt.Key.Key_Escape and bool(self.chosen)

    def _chip(self, kind: str, count: int) -> ToggleChip:
        context = self._context
        words = context.say(phrase("{count} {kind}", count=count, kind=_lower(context, kind)))
        tone = Tone.WARNING if kind == "contested" else Tone.NEUTRAL
        chip = ToggleChip(words, tone, dashed=kind == "unknown", help_text=context.term(f"fact_kinds.{kind}.help"))
        chip.toggled.connect(lambda _: self._show())
        self.chips[kind] = chip
        return chip

    def _facts(self) -> tuple[object, ...]:
        return of_kinds(self._context.card.facts, self.chosen)

    def _gaps(self) -> tuple[Gap, ...]:
        return gaps(self._context.card) if "unknown" in self.chosen else ()

    def _show(self) -> None:
        if self._list is not None:
            self._list.hide()
            self._list.deleteLater()
            self._list = None
        if self.chosen:
            self._list = self._make_list()
            self._column.addWidget(self._list)
            announce(self, self._list.accessibleName())

    def _make_list(self) -> QWidget:
        context, chosen = self._context, self.chosen
        kinds: Argument = tuple(Term(f"fact_kinds.{kind}.label") for kind in chosen)
        count = self.rows
        title = context.say(plural("{count} fact: {kinds}", "{count} facts: {kinds}", count=count, kinds=kinds))
        close = Button(context.say(phrase("Show all again")), ButtonRole.SMALL, picture="close")
        close.clicked.connect(self.show_all)
        parts: list[QWidget] = [PlainLabel(title, TextStyle.SECTION), close]
        head = Flow(gap=16, line_gap=0)
        for part in parts:
            head.addWidget(part)
        rows: list[QWidget] = [_gap(context, gap) for gap in self._gaps()]
        facts = of_kinds(context.card.facts, chosen)
        if rows and facts:
            rows.append(Line())
        if facts:
            rows.append(fact_list(facts, context.words, context.wishes))
        return Section(title, [head, *rows], shows_title=False)


def _gap(context: CardContext, gap: Gap) -> QWidget:
    return column(
        PlainLabel(context.say(gap.missing)),
        PlainLabel(context.say(gap.help), TextStyle.CAPTION, subtle=True),
        gap=2,
    )


def _lower(context: CardContext, kind: str) -> str:
    label = context.words.show(Term(f"fact_kinds.{kind}.label"))
    return label[:1].lower() + label[1:]
