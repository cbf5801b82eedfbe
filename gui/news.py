"""What is new, as it stands in the user's own file: how much is unread, and which line led to a card."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QObject, Signal

from core.sync.news_model import Group, KeptItem, ReleaseNews
from core.sync.news_store import Counts, NewsStore


class News(QObject):
    """The news, and what was read of them."""

    changed = Signal()
    """Lines came, or were marked."""
    came = Signal(int)
    """So many lines came about apps that are followed."""

    def __init__(self, store: NewsStore, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._store = store
        self._counts: dict[Group, Counts] = {}
        self._last: ReleaseNews | None = None
        self._opened: tuple[str, KeptItem] | None = None
        self._has_looked = False

    # ---- what there is ----------------------------------------------------------------------------------------------

    @property
    def can_save(self) -> bool:
        """Whether lines can be marked."""
        return self._store.can_save

    @property
    def unread(self) -> int:
        """How many lines nobody has read."""
        return sum(counts.unread for counts in self._counts.values())

    @property
    def last(self) -> ReleaseNews | None:
        """The newest release that was told of; None: there was none."""
        return self._last

    def counts(self) -> dict[Group, Counts]:
        """How many lines each group has; groups without any are left out."""
        return dict(self._counts)

    def items(self, group: Group, *, only_unread: bool, limit: int, after: int = 0) -> tuple[KeptItem, ...]:
        """Lines of a group, the newest release first; at most so many, and without so many of the first."""
        return self._store.items(group, only_unread=only_unread, limit=limit, after=after)

    def look(self) -> None:
        """Look whether lines have come: a sync has ended, here or by the command line."""
        followed, last = self._unread_of_followed(), self._last
        self._last = self._store.last()
        self._read()
        more = self._unread_of_followed() - followed
        # What stood there at the start did not come now.
        if self._has_looked and self._last != last and more > 0:
            self.came.emit(more)
        self._has_looked = True

    # ---- reading ----------------------------------------------------------------------------------------------------

    def open(self, kept: KeptItem, app: str) -> None:
        """A line leads to the card of this app: it is read, and the card tells of it.

        Raises:
            ProfileError: it cannot be marked; the card tells of it all the same.
        """
        self._opened = (app, kept)
        self.mark((kept.number,), is_read=True)

    def take(self, app: str) -> KeptItem | None:
        """The line that led to the card of this app, once; None: no line did."""
        opened, self._opened = self._opened, None
        return opened[1] if opened is not None and opened[0] == app else None

    def mark(self, numbers: Sequence[int], *, is_read: bool) -> None:
        """Mark lines as read, or as not read.

        Raises:
            ProfileError: nothing can be saved.
        """
        self._store.mark(numbers, is_read=is_read)
        self._read()

    def mark_all(self) -> tuple[int, ...]:
        """Mark all lines as read; the numbers of those that were not, for `mark`.

        Raises:
            ProfileError: nothing can be saved.
        """
        marked = self._store.mark_all()
        self._read()
        return marked

    def _unread_of_followed(self) -> int:
        return self._counts[Group.FOLLOWED].unread if Group.FOLLOWED in self._counts else 0

    def _read(self) -> None:
        before, self._counts = self._counts, self._store.counts()
        if before != self._counts:
            self.changed.emit()
