"""Where the person has been: back and forward, as in a browser. Lives as long as the window and is never stored."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from enum import StrEnum

from gui.filters import Filters

_MOST = 50
"""Places that are remembered in each direction."""


class PageName(StrEnum):
    """What the window can show."""

    LOOKUP = "lookup"
    CARD = "card"
    COMPARE = "compare"
    NEWS = "news"
    SYNC = "sync"
    HELP = "help"
    SETTINGS = "settings"
    FIRST_RUN = "first-run"


@dataclass(frozen=True, slots=True)
class Place:
    """A page, and what it showed."""

    page: PageName
    text: str = ""
    """Look-up: what was typed. Card: the name. Help: the topic."""
    app: str | None = None
    """Card: the app's id; None: a name that the catalogue does not hold."""
    apps: tuple[str, ...] = ()
    """Comparison: the ids of the apps."""
    filters: Filters = field(default_factory=Filters)
    """Look-up: what was chosen."""

    def is_same_page(self, other: Place) -> bool:
        """Whether going from one to the other is no step: another text looked up, another topic of the help."""
        return self.page is other.page and self.page in (PageName.LOOKUP, PageName.HELP, PageName.SETTINGS)


@dataclass(frozen=True, slots=True)
class Travel:
    """The way that was gone. Each step gives a new value."""

    here: Place = Place(PageName.LOOKUP)
    before: tuple[Place, ...] = ()
    """Oldest first."""
    after: tuple[Place, ...] = ()
    """Nearest first."""

    @property
    def can_go_back(self) -> bool:
        """Whether there is a place before."""
        return bool(self.before)

    @property
    def can_go_forward(self) -> bool:
        """Whether one has gone back before."""
        return bool(self.after)

    def to(self, place: Place) -> Travel:
        """Go to a place; what lay ahead is forgotten."""
        if place == self.here:
            return self
        if place.is_same_page(self.here):
            return replace(self, here=place)
        return Travel(place, (*self.before, self.here)[-_MOST:])

    def back(self) -> Travel:
        """Go one place back; the same where there is none."""
        if not self.before:
            return self
        return Travel(self.before[-1], self.before[:-1], (self.here, *self.after)[:_MOST])

    def forward(self) -> Travel:
        """Go one place forward; the same where there is none."""
        if not self.after:
            return self
        return Travel(self.after[0], (*self.before, self.here)[-_MOST:], self.after[1:])

    def without(self, page: PageName) -> Travel:
        """The way without the places of a page that can no longer be shown."""
        before = [place for place in self.before if place.page is not page]
        after = [place for place in self.after if place.page is not page]
        while before and before[-1] == self.here:
            before.pop()
        return replace(self, before=tuple(before), after=tuple(after))
