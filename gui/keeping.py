"""What the person has put aside: apps to follow, apps to compare, and what was opened while the window is open."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from PySide6.QtCore import QObject, Signal

from core.facts import AppId
from core.risk.limits import FEWEST, MOST
from core.settings.followed import Followed, FollowedStore

MOST_RECENT = 8
"""Apps that are remembered while the window is open."""


class Following(QObject):
    """The apps followed, as they stand in the user's own file."""

    changed = Signal()
    """Another app is followed, or one no longer."""

    def __init__(self, store: FollowedStore, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._store = store
        self._followed = store.apps()

    @property
    def apps(self) -> tuple[AppId, ...]:
        """Their ids, the one followed longest first."""
        return tuple(one.app for one in self._followed)

    def __contains__(self, app: AppId) -> bool:
        return app in self.apps

    def toggle(self, app: AppId, today: date) -> bool:
        """Follow an app, or no longer; whether it is followed now.

        Raises:
            ProfileError: nothing can be saved.
        """
        if app in self:
            self._store.unfollow(app)
        else:
            self._store.follow(app, today)
        self._read()
        return app in self

    def clear(self) -> tuple[Followed, ...]:
        """Follow no app any longer; those that were followed, for `restore`.

        Raises:
            ProfileError: nothing can be saved.
        """
        before = self._followed
        self._store.clear()
        self._read()
        return before

    def restore(self, followed: tuple[Followed, ...]) -> None:
        """Follow these apps again.

        Raises:
            ProfileError: nothing can be saved.
        """
        self._store.restore(followed)
        self._read()

    def _read(self) -> None:
        self._followed = self._store.apps()
        self.changed.emit()


@dataclass(frozen=True, slots=True)
class Named:
    """An app by name; without an id a name that the catalogue does not hold."""

    name: str
    app: AppId | None


class Basket(QObject):
    """Apps chosen to be compared, at most four."""

    changed = Signal()
    """It holds other apps."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.apps: tuple[Named, ...] = ()

    def __contains__(self, app: AppId) -> bool:
        return any(one.app == app for one in self.apps)

    @property
    def is_full(self) -> bool:
        """Whether no more apps can be compared."""
        return len(self.apps) >= MOST

    @property
    def is_enough(self) -> bool:
        """Whether there is something to compare."""
        return len(self.apps) >= FEWEST

    def toggle(self, app: AppId, name: str) -> bool:
        """Put an app in, or take it out; False where it is full and nothing was done."""
        if app in self:
            self._set(tuple(one for one in self.apps if one.app != app))
        elif self.is_full:
            return False
        else:
            self._set((*self.apps, Named(name, app)))
        return True

    def clear(self) -> None:
        """Take all out."""
        self._set(())

    def _set(self, apps: tuple[Named, ...]) -> None:
        self.apps = apps
        self.changed.emit()


class Recent(QObject):
    """What was opened, the newest first. Lives as long as the window and is never stored."""

    changed = Signal()
    """Something was opened, or all was forgotten."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.apps: tuple[Named, ...] = ()

    def add(self, opened: Named) -> None:
        """Remember something that was opened."""
        others = tuple(one for one in self.apps if one != opened)
        self.apps = (opened, *others)[:MOST_RECENT]
        self.changed.emit()

    def clear(self) -> None:
        """Forget all."""
        self.apps = ()
        self.changed.emit()
