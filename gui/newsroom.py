"""Tells the window of news: the number in the rail, and a line across the window for those who chose that."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from core.settings.definitions import NEWS, NewsNotice
from core.texts.phrase import phrase, plural
from gui.travel import PageName

if TYPE_CHECKING:
    from gui.main_window import MainWindow


class Newsroom(QObject):
    """Between the news and the window.

    Args:
        window: filled, but for this.
    """

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window, self._parts = window, window.parts
        self._parts.syncing.ended.connect(self._parts.news.look)
        window.opening.renewed.connect(self._parts.news.look)
        self._parts.news.changed.connect(self._count)
        self._parts.news.came.connect(self._notice)
        self._parts.news.look()

    def _count(self) -> None:
        self._window.rail.count(PageName.NEWS, self._parts.news.unread)

    def _notice(self, count: int) -> None:
        """Nothing is told but to those who chose it, and to nobody who reads the list already."""
        is_chosen = self._parts.settings.get(NEWS) is NewsNotice.NOTICE
        if is_chosen and self._window.travel.here.page is not PageName.NEWS:
            told = plural(
                "The new catalogue changed {count} thing about apps you follow.",
                "The new catalogue changed {count} things about apps you follow.",
                count=count,
            )
            self._window.banner.note(told, phrase("See what changed"), lambda: self._window.show_page(PageName.NEWS))
