"""The pages beside the daily work: first run, what's new, sync, help, settings. Each is made when first shown."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QStackedWidget

from core.settings.definitions import FIRST_RUN, FirstRun
from core.texts.phrase import phrase
from gui.opening import Opening
from gui.parts import Parts
from gui.shelf import Shelf
from gui.travel import PageName, Place
from gui.widgets.banner import Banner

if TYPE_CHECKING:
    from gui.pages.first_run import FirstRunPage
    from gui.pages.help import HelpPage
    from gui.pages.news import NewsPage
    from gui.pages.settings import SettingsPage
    from gui.pages.sync import SyncPage


class SidePages(QObject):
    """Makes the pages, shows them and passes on what they wish.

    Attributes:
        greets: whether the first pages come by themselves; a picture is of what was asked for.
    """

    arrived = Signal(object)
    """This `Place` is shown now."""
    left = Signal(object)
    """The page of this `PageName` is done with; another should be shown."""
    app_wished = Signal(str)
    """Open the app with this id."""
    settings_made = Signal(object)
    """A `SettingsPage`, whose other wishes are for the window."""
    setting_changed = Signal(object)
    """A `Setting` has another value, which should take effect."""
    copy_wished = Signal(str, object)
    """Copy this text, and say this `Phrase`."""

    def __init__(self, parts: Parts, opening: Opening, pages: QStackedWidget, banner: Banner, parent: QObject) -> None:
        super().__init__(parent)
        self._parts, self._opening, self._pages, self._banner = parts, opening, pages, banner
        self.first_run: FirstRunPage | None = None
        self.help: HelpPage | None = None
        self.news: NewsPage | None = None
        self.settings: SettingsPage | None = None
        self.sync: SyncPage | None = None
        self.greets = True

    @property
    def is_first_run_due(self) -> bool:
        """Whether nobody has seen the first pages yet; where nothing can be saved they would come at every start."""
        settings = self._parts.settings
        return self.greets and settings.can_save and settings.get(FIRST_RUN) is FirstRun.DUE

    def show(self, place: Place) -> None:
        """Show one of these pages; help and settings need no catalogue."""
        shelf = self._opening.shelf
        if place.page is PageName.FIRST_RUN:
            if shelf is not None:
                self._show_first_run(shelf)
        elif place.page is PageName.HELP:
            self._show_help(shelf, place.text)
        elif place.page is PageName.SETTINGS:
            self._show_settings(shelf)
        elif place.page is PageName.NEWS:
            self._show_news(shelf)
        elif place.page is PageName.SYNC:
            self._show_sync(shelf)

    def renew(self) -> None:
        """Another catalogue has taken the place of the one that was open: tell of it on the page that is shown."""
        page = self._pages.currentWidget()
        for one in (self.news, self.sync):
            if one is not None and one is page:
                one.show_shelf(self._opening.shelf)

    def refresh(self) -> None:
        """Say everything again."""
        for page in (self.first_run, self.help, self.news, self.settings, self.sync):
            if page is not None:
                page.refresh()

    def escape(self) -> bool:
        """Skip the first pages; False where they are not shown."""
        if self.first_run is None or self._pages.currentWidget() is not self.first_run:
            return False
        self.first_run.finish()
        return True

    # ---- first run --------------------------------------------------------------------------------------------------

    def _show_first_run(self, shelf: Shelf) -> None:
        from gui.pages.first_run import FirstRunPage

        if self.first_run is None:
            self.first_run = page = FirstRunPage(self._parts)
            page.finished.connect(self._first_run_done)
            page.app_wished.connect(self.app_wished)
            page.setting_changed.connect(self.setting_changed)
            self._pages.addWidget(page)
        self.first_run.begin(shelf)
        self._pages.setCurrentWidget(self.first_run)
        self.first_run.focus_first()
        self.arrived.emit(Place(PageName.FIRST_RUN))

    def _first_run_done(self) -> None:
        self._banner.hint(phrase("You find these pages again under Help, and every choice under Settings."))
        self.left.emit(PageName.FIRST_RUN)

    # ---- help and settings ------------------------------------------------------------------------------------------

    def _show_help(self, shelf: Shelf | None, topic: str) -> None:
        from gui.pages.help import HelpPage

        if self.help is None:
            self.help = page = HelpPage(self._parts)
            page.opened.connect(lambda topic: self.arrived.emit(Place(PageName.HELP, topic)))
            page.first_run_wished.connect(lambda: self.show(Place(PageName.FIRST_RUN)))
            self._pages.addWidget(page)
        self.help.show_shelf(shelf)
        self.help.open(topic)
        self._pages.setCurrentWidget(self.help)
        self.help.focus_first()
        self.arrived.emit(Place(PageName.HELP, self.help.topic))

    def _show_settings(self, shelf: Shelf | None) -> None:
        from gui.pages.settings import SettingsPage

        if self.settings is None:
            self.settings = page = SettingsPage(self._parts)
            page.setting_changed.connect(self.setting_changed)
            page.said.connect(self._banner.note)
            page.first_run_wished.connect(lambda: self.show(Place(PageName.FIRST_RUN)))
            self.settings_made.emit(page)
            self._pages.addWidget(page)
        self.settings.show_shelf(shelf)
        self._pages.setCurrentWidget(self.settings)
        self.settings.focus_first()
        self.arrived.emit(Place(PageName.SETTINGS))

    # ---- what's new, and sync ---------------------------------------------------------------------------------------

    def _show_news(self, shelf: Shelf | None) -> None:
        from gui.pages.news import NewsPage

        if self.news is None:
            self.news = page = NewsPage(self._parts)
            page.app_wished.connect(self.app_wished)
            page.sync_wished.connect(lambda: self.show(Place(PageName.SYNC)))
            page.copy_wished.connect(self.copy_wished)
            page.noted.connect(self._banner.note)
            self._pages.addWidget(page)
        self.news.show_shelf(shelf)
        self._pages.setCurrentWidget(self.news)
        self.news.focus_first()
        self.arrived.emit(Place(PageName.NEWS))

    def _show_sync(self, shelf: Shelf | None) -> None:
        from gui.pages.sync import SyncPage

        if self.sync is None:
            self.sync = page = SyncPage(self._parts)
            page.news_wished.connect(lambda: self.show(Place(PageName.NEWS)))
            page.copy_wished.connect(self.copy_wished)
            self._pages.addWidget(page)
        self.sync.show_shelf(shelf)
        self._pages.setCurrentWidget(self.sync)
        self.sync.focus_first()
        self.arrived.emit(Place(PageName.SYNC))
