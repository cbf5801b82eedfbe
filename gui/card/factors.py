"""The three factors: tiles side by side, and below them the facts of the one that is open."""

from __future__ import annotations

from PySide6.QtWidgets import QVBoxLayout, QWidget

from core.risk.model import Factor
from core.rules.levels import Level
from core.texts.phrase import Phrase, Term, phrase
from gui.card.context import CardContext
from gui.theme.metrics import GAP
from gui.widgets.boxes import bullets
from gui.widgets.boxes import card as titled_card
from gui.widgets.facts import fact_list
from gui.widgets.layouts import Columns
from gui.widgets.tile import Tile, TileText

NAMES = ("value", "threat", "vulnerability")


class FactorTiles(QWidget):
    """Three tiles in a row; at most one is open."""

    def __init__(self, context: CardContext) -> None:
        super().__init__()
        self._context = context
        self._below: QWidget | None = None
        self.setAccessibleName(context.say(phrase("Three factors")))
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(GAP)
        columns = Columns(gap=GAP, narrowest=660)
        self.tiles: dict[str, Tile] = {}
        for name in NAMES:
            factor = _factor(context, name)
            if factor is not None:
                tile = Tile(tile_text(context, name, factor), context.term(f"factors.{name}.help"))
                tile.toggled.connect(lambda is_open, which=name: self._show(which, is_open))
                self.tiles[name] = tile
                columns.addWidget(tile)
        self._column.addLayout(columns)

    @property
    def opened(self) -> str | None:
        """The factor whose facts are shown; None: none is."""
        return next((name for name, tile in self.tiles.items() if tile.isChecked()), None)

    def open(self, name: str) -> None:
        """Show the facts of a factor, if the card has it."""
        if name in self.tiles:
            self.tiles[name].setChecked(True)

    def _show(self, name: str, is_open: bool) -> None:
        if self._below is not None:
            self._below.hide()
            self._below.deleteLater()
            self._below = None
        if not is_open:
            return
        for other, tile in self.tiles.items():
            if other != name and tile.isChecked():
                tile.setChecked(False)
        self._below = self._facts(name)
        self._column.addWidget(self._below)

    def _facts(self, name: str) -> QWidget:
        context, factor = self._context, _factor(self._context, name)
        facts = [context.card.fact(fact_id) for fact_id in factor.facts] if factor else []
        title = phrase("{factor}: the facts behind the level", factor=Term(f"factors.{name}.label"))
        causes = bullets(context.say(cause) for cause in factor.caption) if factor else QWidget()
        return titled_card(context.say(title), causes, fact_list(facts, context.words, context.wishes))


def tile_text(context: CardContext, name: str, factor: Factor) -> TileText:
    """What the tile of a factor says."""
    provisional, at_least = factor.provisional, factor.at_least
    note = ""
    if factor.level is Level.UNKNOWN and provisional is not None:
        note = context.say(phrase("Unverified facts point to: {level}.", level=_level(provisional)))
    elif factor.level is Level.UNKNOWN and at_least is not None:
        note = context.say(phrase("At least: {level}.", level=_level(at_least)))
    return TileText(
        title=context.say(_TITLES[name]),
        word=context.term(f"levels.{factor.level.value}.label"),
        note=note,
        causes=tuple(context.say(cause) for cause in factor.caption),
        rule=context.say(phrase("Rule {rules}", rules=(factor.rule, *factor.also))),
        level=provisional or at_least or factor.level,
        is_provisional=provisional is not None or at_least is not None,
    )


_TITLES: dict[str, Phrase] = {
    "value": phrase("Value: what there is to lose"),
    "threat": phrase("Threat: who can compel the owner"),
    "vulnerability": phrase("Vulnerability: what the app reaches"),
}


def _level(level: Level) -> Term:
    return Term(f"levels.{level.value}.label")


def _factor(context: CardContext, name: str) -> Factor | None:
    card = context.card
    return {"value": card.value, "threat": card.threat, "vulnerability": card.vulnerability}[name]
