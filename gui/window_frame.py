"""The frame around every page: rail, top bar, questions, banner, strip and status line; and how they share the room."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from gui.parts import Parts
from gui.standing import Errand, Standing
from gui.theme.metrics import margin_of, text_scale
from gui.travel import PageName, Travel
from gui.widgets.banner import Banner
from gui.widgets.rail import Rail
from gui.widgets.sheet import SituationSheet
from gui.widgets.status_line import StatusLine
from gui.widgets.strips import BasketStrip
from gui.widgets.top_bar import TopBar

if TYPE_CHECKING:  # loads all that answers are made of
    from gui.shelf import Shelf

_STRIP_FITS = 480
"""Height of the window from which the apps chosen to be compared have a strip of their own."""


class WindowFrame(QWidget):
    """Everything of the window but the pages themselves."""

    def __init__(self, parts: Parts) -> None:
        super().__init__()
        self._parts, speaker = parts, parts.speaker
        self.rail = Rail(speaker)
        self.bar = TopBar(speaker)
        self.sheet = SituationSheet(speaker, parts.chosen)
        self.banner = Banner(speaker)
        self.pages = QStackedWidget()
        self.strip = BasketStrip(speaker, parts.basket)
        self.status = StatusLine(speaker)
        self._wishes_narrow, self._wants_strip = False, True
        self._lay_out()
        for change in (self.sheet.opened, self.sheet.closed):
            change.connect(self.fit)

    def _lay_out(self) -> None:
        content = QVBoxLayout()
        content.setSpacing(0)
        for part in (self.bar, self.sheet, self.banner, self.pages, self.strip):
            content.addWidget(part, 1 if part is self.pages else 0)
        middle = QHBoxLayout()
        middle.setSpacing(0)
        middle.addWidget(self.rail)
        middle.addLayout(content, 1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addLayout(middle, 1)
        whole.addWidget(self.status)

    def refresh(self) -> None:
        """Say everything again."""
        for part in (self.rail, self.bar, self.sheet, self.strip):
            part.refresh()
        self.banner.dismiss()

    # ---- what it tells ----------------------------------------------------------------------------------------------

    def tell_standing(self, standing: Standing | None, errand: Errand) -> None:
        """Tell how the open catalogue stands, and what is being fetched; None: none is open."""
        is_connected = self._parts.syncing.checks_by_itself
        self.status.describe(standing, errand, self._parts.note, is_connected=is_connected)

    def tell_situation(self, shelf: Shelf | None) -> None:
        """Tell the situation chosen, and whose Appvett this is."""
        situation = self._parts.chosen.situation if shelf else None
        self.bar.show_situation(situation)
        names = dict(shelf.issuers) if shelf else {}
        self.rail.show_organisation(names.get(situation.body or "", "") if situation else "")

    def tell_basket(self) -> None:
        """Tell how many apps are chosen to be compared."""
        self.rail.count(PageName.COMPARE, len(self._parts.basket.apps))

    def tell_way(self, way: Travel) -> None:
        """Tell where one is, and whether one can go back and forward."""
        self.bar.can_travel(back=way.can_go_back, forward=way.can_go_forward)
        self.rail.mark(way.here.page)
        self.want_strip(is_wanted=way.here.page in (PageName.LOOKUP, PageName.CARD))

    # ---- sharing the room -------------------------------------------------------------------------------------------

    def narrow_rail(self, *, is_narrow: bool) -> None:
        """Show the rail with icons alone, or with names where they fit."""
        self._wishes_narrow = is_narrow
        self.fit()

    def want_strip(self, *, is_wanted: bool) -> None:
        """Show the apps chosen to be compared, or leave that to the page itself."""
        self._wants_strip = is_wanted
        self.fit()

    def fit(self) -> None:
        """Share the room anew: the window, or the text, is of another size."""
        self.rail.fit(self.width(), wishes_narrow=self._wishes_narrow)
        inside = self.width() - self.rail.width()
        side = margin_of(inside)
        self.banner.keep_to(side)
        self.strip.keep_to(side)
        self.sheet.fit(inside, self.height() - self.bar.sizeHint().height() - self.status.sizeHint().height())
        # In a low window the number in the rail has to do.
        self.strip.want(is_wanted=self._wants_strip and self.height() >= _STRIP_FITS * text_scale())
        self.pages.setVisible(not (self.sheet.is_open and self.sheet.takes_all))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Share the room anew."""
        super().resizeEvent(event)
        self.fit()

    def go_on(self, steps: int) -> None:
        """Go to the next part of the window (1) or the one before (-1): rail, bar, questions, page, status line."""
        parts = [part for part in (self.rail, self.bar, self.sheet, self.pages, self.status) if part.isVisible()]
        focused = self.window().focusWidget()
        here = next((n for n, part in enumerate(parts) if part is focused or part.isAncestorOf(focused)), -1)
        self._enter(parts[(here + steps) % len(parts)])

    def _enter(self, part: QWidget) -> None:
        if part is self.rail:
            self.rail.focus_first()
        elif part is self.bar:
            self.bar.search.setFocus()
            self.bar.search.selectAll()
        elif part is self.sheet and self.sheet.chooser is not None:
            self.sheet.chooser.focus_first()
        elif part is self.pages:
            # The next one after the last control before the page stands on the page.
            (self.sheet.done if self.sheet.isVisible() else self._last_of_bar()).setFocus()
            self.focusNextChild()
        else:
            self.status.setFocus()

    def _last_of_bar(self) -> QWidget:
        shown = (self.bar.language, self.bar.chip)
        return next((part for part in shown if part.isVisible()), self.bar.search)
