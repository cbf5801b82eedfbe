"""Following apps and choosing apps to compare: what is done, and what is said of it."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, QPoint
from PySide6.QtWidgets import QMenu

from core.errors import AppvettError
from core.facts import AppId
from core.risk.limits import MOST
from core.settings.followed import Followed
from core.texts.phrase import Phrase, phrase, plural
from gui.parts import Parts
from gui.shelf import Entry
from gui.widgets.banner import Banner


class PuttingAside(QObject):
    """What can be done with an app besides opening it.

    Args:
        parts: what is behind the window.
        banner: tells what was done, and what could not be.
        open_app: opens the card of an app by its id.
        parent: owner.
    """

    def __init__(
        self, parts: Parts, banner: Banner, open_app: Callable[[str], None], parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._parts, self._banner, self._open_app = parts, banner, open_app
        self.menu: QMenu | None = None

    def toggle_follow(self, app: str) -> None:
        """Follow an app, or no longer."""
        try:
            is_followed = self._parts.following.toggle(AppId(app), self._parts.asker.clock.today())
        except AppvettError as error:
            self._parts.outlet.take(error)
        else:
            self._banner.note(
                phrase("You follow the app. It stands on the first page.")
                if is_followed
                else phrase("You no longer follow the app.")
            )

    def unfollow_all(self) -> None:
        """Follow no app any longer; the banner takes it back."""
        try:
            before = self._parts.following.clear()
        except AppvettError as error:
            self._parts.outlet.take(error)
            return
        told = plural("You no longer follow {count} app.", "You no longer follow {count} apps.", count=len(before))
        self._banner.note(told, phrase("Undo"), lambda: self._follow_again(before))

    def toggle_compare(self, app: str, name: str) -> None:
        """Put an app to those that are compared, or take it out."""
        if not self._parts.basket.toggle(AppId(app), name):
            self._banner.hint(phrase("At most {number} apps can be compared. Take one out first.", number=MOST))

    def offer(self, entry: Entry, place: QPoint) -> None:
        """Show a menu of what can be done with an app."""
        app = entry.app
        if self.menu is not None:
            self.menu.deleteLater()
        menu = QMenu(self._banner.window())
        for words, act in (
            (phrase("Open"), lambda: self._open_app(app.id)),
            (self._compare_words(app.id), lambda: self.toggle_compare(app.id, app.name)),
            (self._follow_words(app.id), lambda: self.toggle_follow(app.id)),
        ):
            menu.addAction(self._parts.speaker.say(words)).triggered.connect(act)
        self.menu = menu
        menu.popup(place)

    def _compare_words(self, app: AppId) -> Phrase:
        return phrase("Do not compare") if app in self._parts.basket else phrase("Compare")

    def _follow_words(self, app: AppId) -> Phrase:
        return phrase("Unfollow") if app in self._parts.following else phrase("Follow")

    def _follow_again(self, followed: tuple[Followed, ...]) -> None:
        try:
            self._parts.following.restore(followed)
        except AppvettError as error:
            self._parts.outlet.take(error)
