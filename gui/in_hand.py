"""The app that a key is about, and what the keys do with it."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from core.catalogue.model import App
    from gui.main_window import MainWindow


class InHand:
    """What is in hand in a window that is filled."""

    def __init__(self, window: MainWindow) -> None:
        self._window = window

    @property
    def app(self) -> App | None:
        """That of the open card, else the one chosen in a list; None: there is none."""
        window = self._window
        page, lookup = window.pages.currentWidget(), window.lookup
        if page is window.card:
            return window.card.known_app
        # While it is open what was found, no key may take an app of the list before.
        is_sure = page is lookup and not window.look_ups.is_under_way
        lists = (lookup.hits, lookup.welcome.followed) if is_sure else ()
        chosen = next((rows.chosen for rows in lists if rows.isVisible() and rows.chosen), None)
        return chosen.app if chosen else None

    def follow(self) -> None:
        """Follow it, or no longer."""
        if (app := self.app) is not None:
            self._window.aside.toggle_follow(app.id)

    def compare(self) -> None:
        """Put it to those that are compared, or take it out."""
        if (app := self.app) is not None:
            self._window.aside.toggle_compare(app.id, app.name)
