"""Opens cards and comparisons, and does what can be done with them."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QStackedWidget, QWidget

from core.facts import AppId
from core.texts.phrase import phrase
from gui import actions
from gui.comparison import as_text
from gui.jobs import Job
from gui.keeping import Named
from gui.opening import Opening
from gui.pages.card import CardPage
from gui.pages.compare import ComparePage
from gui.parts import Parts
from gui.shelf import Answered, Compared
from gui.travel import PageName, Place
from gui.widgets.banner import Banner


class Reading(QObject):
    """What is read: one app's card, or several side by side.

    One thing is opened at a time: what was asked for before it never arrives, and cannot pull the person back.

    Args:
        parts: what is behind the window.
        opening: holds the open catalogue.
        pages: all pages, those for cards and comparisons among them.
        banner: tells what was done.
        parent: the window.
    """

    settled = Signal()
    """What was asked for is on the screen."""
    arrived = Signal(object)
    """This `Place` is shown now."""
    told = Signal(str)
    """What another situation changed, in words."""

    def __init__(self, parts: Parts, opening: Opening, pages: QStackedWidget, banner: Banner, parent: QWidget) -> None:
        super().__init__(parent)
        self._parts, self._opening, self.pages, self._banner, self._window = parts, opening, pages, banner, parent
        self._asked: Callable[[], Job] | None = None
        self._job: Job | None = None
        self.card = CardPage(parts)
        self.compare = ComparePage(parts.speaker)
        for page in (self.card, self.compare):
            pages.addWidget(page)
            page.app_wished.connect(self.open_app)
        self.card.copy_wished.connect(self.copy_card)
        self.card.print_wished.connect(self.print_card)
        self.card.link_wished.connect(self.copy_link)
        self.compare.copy_wished.connect(self.copy_comparison)

    @property
    def page(self) -> QWidget | None:
        """The page that is read now; None: another one is shown."""
        shown = self.pages.currentWidget()
        return shown if shown in (self.card, self.compare) else None

    @property
    def is_opening(self) -> bool:
        """Whether something is asked for that is not shown yet."""
        return self._asked is not None

    # ---- opening ----------------------------------------------------------------------------------------------------

    def open_best(self, query: str) -> None:
        """Open the card of the best match, else that of an unknown app of this name."""
        self._ask(lambda: self._parts.asker.best(query, self._show_card))

    def open_name(self, name: str) -> None:
        """Open the card of a name that the catalogue does not hold."""
        self._ask(lambda: self._parts.asker.unknown(name.strip(), self._show_card))

    def open_app(self, app: str) -> None:
        """Open the card of an app."""
        self._ask(lambda: self._parts.asker.card(AppId(app), app, self._show_card))

    def drop(self) -> None:
        """Let go of what is being opened: the person has gone elsewhere."""
        if self._job is not None:
            self._job.cancel()
        self._asked = self._job = None

    def _ask(self, ask: Callable[[], Job]) -> None:
        self.drop()
        self._asked = ask
        self._job = ask()

    def open_named(self, opened: Named) -> None:
        """Open again what was opened before."""
        if opened.app is not None:
            self.open_app(opened.app)
        else:
            self.open_name(opened.name)

    def open_comparison(self) -> None:
        """Show the apps chosen side by side."""
        self._compare([one.app for one in self._parts.basket.apps if one.app is not None])

    def _compare(self, apps: list[AppId], place: Place | None = None) -> None:
        if apps:
            self._ask(lambda: self._parts.asker.compare(apps, lambda found: self._show_compared(found, place)))
        else:
            self._show_none_chosen(place)

    def _show_none_chosen(self, place: Place | None = None) -> None:
        """Nothing is chosen: how that is done."""
        self.drop()
        self.compare.show_none_chosen()
        self.pages.setCurrentWidget(self.compare)
        self.compare.focus_first()
        self.arrived.emit(place or Place(PageName.COMPARE))
        self.settled.emit()

    def ask_again(self) -> None:
        """Work out again what is read, or is being opened: the situation is another one."""
        answered, compared = self.card.answered, self.compare.compared
        # What was asked for and failed is not under way any more.
        if self._asked is not None and not self._parts.asker.is_idle:
            self._ask(self._asked)
        elif self.page is self.card and answered is not None:
            app, is_known = answered.card.app, answered.is_known
            self._ask(lambda: self._parts.asker.card(app.id, app.name, self._show_update, is_known=is_known))
        elif self.page is self.compare and compared is not None:
            self._compare(list(compared.apps))

    def renew(self) -> None:
        """Read again what is read, or is being opened: another catalogue is open."""
        answered = self.card.answered
        if self._asked is None and self.page is self.card and answered is not None:
            app, is_known = answered.card.app, answered.is_known
            self._ask(lambda: self._parts.asker.card(app.id, app.name, self._show_renewed, is_known=is_known))
        else:
            self.ask_again()

    def open_place(self, place: Place) -> None:
        """Show again what was shown before; an app that is gone since is shown as a name that is not known."""

        def show(answered: Answered) -> None:
            self._show_card(answered, place)

        asker, name = self._parts.asker, place.text
        if place.page is PageName.COMPARE:
            self._compare([AppId(app) for app in place.apps], place)
        elif place.page is PageName.CARD:
            app = place.app
            self._ask(lambda: asker.unknown(name, show) if app is None else asker.card(AppId(app), name, show))

    def _show_card(self, answered: Answered, place: Place | None = None) -> None:
        """Show a card; `place`: where one has gone back to, which stays the place whatever is found there now."""
        self._asked = self._job = None
        if self._opening.shelf is None:
            return
        app = answered.card.app
        known = app.id if answered.is_known else None
        self._parts.recent.add(Named(app.name, known))
        self.card.open(answered, self._opening.shelf)
        self.pages.setCurrentWidget(self.card)
        self.arrived.emit(place or Place(PageName.CARD, app.name, known))
        self.settled.emit()

    def _show_update(self, answered: Answered) -> None:
        self._asked = self._job = None
        shown = self.card.answered
        # By now another card may be open.
        if shown is not None and shown.card.app.id == answered.card.app.id:
            self.card.update_answer(answered)
            self.told.emit(self.card.told_change)
            self.settled.emit()

    def _show_renewed(self, answered: Answered) -> None:
        self._asked = self._job = None
        if self._opening.shelf is not None:
            self.card.renew(answered, self._opening.shelf)
            self.settled.emit()

    def _show_compared(self, compared: Compared | None, place: Place | None = None) -> None:
        self._asked = self._job = None
        if self._opening.shelf is None:
            return
        if compared is None:
            self._show_none_chosen(place)
            return
        self.compare.show_comparison(compared)
        if self.page is not self.compare:
            self.pages.setCurrentWidget(self.compare)
            self.compare.focus_first()
        self.arrived.emit(place or Place(PageName.COMPARE, apps=tuple(compared.apps)))
        self.settled.emit()

    # ---- what is done with them -------------------------------------------------------------------------------------

    def copy_card(self) -> None:
        """Copy the open card as text."""
        if self.card.answered is not None and self._opening.shelf is not None:
            actions.copy_card(self.card.answered, self._opening.shelf, self._parts.speaker.words)
            self._banner.note(phrase("The card is on the clipboard, as text."))

    def print_card(self) -> None:
        """Show the open card as it would be printed."""
        from gui.print_preview import PrintPreview  # slow to load, and seldom wanted

        context = self.card.context
        if context is not None:
            preview = PrintPreview(context, self._window)
            preview.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
            preview.open()

    def copy_link(self, address: str) -> None:
        """Copy the address of an app's page in a store."""
        actions.copy_text(address)
        self._banner.note(phrase("The address is on the clipboard."))

    def copy_comparison(self) -> None:
        """Copy the comparison as text."""
        if self.compare.compared is not None:
            actions.copy_text(as_text(self.compare.compared, self._parts.speaker.words))
            self._banner.note(phrase("The comparison is on the clipboard, as text."))
