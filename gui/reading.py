"""Opens cards and comparisons, and does what can be done with them."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QStackedWidget, QWidget

from core.facts import AppId
from core.texts.phrase import phrase
from gui import actions
from gui.comparison import as_text
from gui.keeping import Named
from gui.opening import Opening
from gui.pages.card import CardPage
from gui.pages.compare import ComparePage
from gui.parts import Parts
from gui.shelf import Answered, Compared
from gui.widgets.bars import Banner


class Reading(QObject):
    """What is read: one app's card, or several side by side.

    Args:
        parts: what is behind the window.
        opening: holds the open catalogue.
        pages: all pages, those for cards and comparisons among them.
        banner: tells what was done.
        parent: the window.
    """

    settled = Signal()
    """What was asked for is on the screen."""

    def __init__(self, parts: Parts, opening: Opening, pages: QStackedWidget, banner: Banner, parent: QWidget) -> None:
        super().__init__(parent)
        self._parts, self._opening, self._pages, self._banner, self._window = parts, opening, pages, banner, parent
        self.card = CardPage(parts)
        self.compare = ComparePage(parts.speaker)
        self._came_from_comparison = False
        for page in (self.card, self.compare):
            pages.addWidget(page)
            page.app_wished.connect(self.open_app)
        self.card.copy_wished.connect(self.copy_card)
        self.card.print_wished.connect(self.print_card)
        self.compare.copy_wished.connect(self.copy_comparison)

    @property
    def page(self) -> QWidget | None:
        """The page that is read now; None: another one is shown."""
        shown = self._pages.currentWidget()
        return shown if shown in (self.card, self.compare) else None

    # ---- opening ----------------------------------------------------------------------------------------------------

    def open_best(self, query: str) -> None:
        """Open the card of the best match, else that of an unknown app of this name."""
        self._parts.asker.best(query, self._show_card)

    def open_name(self, name: str) -> None:
        """Open the card of a name that the catalogue does not hold."""
        self._parts.asker.unknown(name.strip(), self._show_card)

    def open_app(self, app: str) -> None:
        """Open the card of an app."""
        self._parts.asker.card(AppId(app), app, self._show_card)

    def open_named(self, opened: Named) -> None:
        """Open again what was opened before."""
        if opened.app is not None:
            self.open_app(opened.app)
        else:
            self.open_name(opened.name)

    def open_comparison(self) -> None:
        """Show the apps chosen side by side."""
        apps = [one.app for one in self._parts.basket.apps if one.app is not None]
        self._parts.asker.compare(apps, self._show_compared)

    def ask_again(self) -> None:
        """Work out again what is read: the situation is another one."""
        answered, compared = self.card.answered, self.compare.compared
        if self.page is self.card and answered is not None:
            app = answered.card.app
            self._parts.asker.card(app.id, app.name, self._show_update, is_known=answered.is_known)
        elif self.page is self.compare and compared is not None:
            self._parts.asker.compare(compared.apps, self._show_compared)

    def go_back(self) -> bool:
        """From a card back to the comparison that it was opened from; False where it came from elsewhere."""
        if self.page is not self.card or not self._came_from_comparison:
            return False
        self._pages.setCurrentWidget(self.compare)
        self.compare.focus_first()
        self.ask_again()
        return True

    def _show_card(self, answered: Answered) -> None:
        if self._opening.shelf is None:
            return
        if self.page is not self.card:
            self._came_from_comparison = self.page is self.compare
        app = answered.card.app
        self._parts.recent.add(Named(app.name, app.id if answered.is_known else None))
        self.card.open(answered, self._opening.shelf)
        self._pages.setCurrentWidget(self.card)
        self.settled.emit()

    def _show_update(self, answered: Answered) -> None:
        shown = self.card.answered
        # By now another card may be open, or another situation asked about.
        if shown is not None and shown.card.app.id == answered.card.app.id:
            self.card.update_answer(answered)
            self.settled.emit()

    def _show_compared(self, compared: Compared | None) -> None:
        if self._opening.shelf is None:
            return
        if compared is None:
            self._banner.hint(phrase("The chosen apps are no longer in the catalogue."))
            return
        self.compare.show_comparison(compared)
        if self.page is not self.compare:
            self._pages.setCurrentWidget(self.compare)
            self.compare.focus_first()
        self.settled.emit()

    # ---- what is done with them -------------------------------------------------------------------------------------

    def copy_card(self) -> None:
        """Copy the open card as text."""
        if self.card.answered is not None and self._opening.shelf is not None:
            actions.copy_card(self.card.answered, self._opening.shelf, self._parts.speaker.words)
            self._banner.note(phrase("The card is on the clipboard, as text."))

    def print_card(self) -> None:
        """Print the open card."""
        if self.card.answered is not None and self._opening.shelf is not None:
            actions.print_card(self._window, self.card.answered, self._opening.shelf, self._parts.speaker.words)

    def copy_comparison(self) -> None:
        """Copy the comparison as text."""
        if self.compare.compared is not None:
            actions.copy_text(as_text(self.compare.compared, self._parts.speaker.words))
            self._banner.note(phrase("The comparison is on the clipboard, as text."))
