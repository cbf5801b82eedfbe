"""The What's new page: what new catalogues changed, by what it is about; what was read stays, and can be left out."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import suppress

from PySide6.QtCore import Signal
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QVBoxLayout, QWidget

from core.errors import AppvettError
from core.sync.news_model import Group, KeptItem, ReleaseNews
from core.sync.news_store import Counts
from core.texts.phrase import Phrase, phrase, plural
from gui.news_page import words as told
from gui.news_page.group import NewsGroup
from gui.news_page.line import NewsLine
from gui.pages.frame import ScrollPage, clear
from gui.parts import Parts
from gui.shelf import Shelf
from gui.shortcuts import SHORTCUTS, Act
from gui.theme.metrics import GAP, TextStyle, text_scale
from gui.widgets.announce import announce
from gui.widgets.boxes import Unbroken, card, column
from gui.widgets.buttons import Button, ButtonRole
from gui.widgets.choices import Option
from gui.widgets.layouts import Columns, Flow
from gui.widgets.notice import Notice
from gui.widgets.plain_label import PlainLabel
from gui.widgets.segments import Segments

_HEAD_FITS = 760
"""Width from which the buttons stand beside the title."""
_COPIED = 500
"""Lines of a group that are copied."""


class NewsPage(ScrollPage):
    """Tells what changed.

    Attributes:
        groups: what is shown, in order.
        filter: all lines, or those that nobody has read; None where there is nothing to filter.
    """

    app_wished = Signal(str)
    """Open the app with this id."""
    sync_wished = Signal()
    """The Sync page should be shown."""
    copy_wished = Signal(str, object)
    """Copy this text, and say this `Phrase`."""
    noted = Signal(object, object, object)
    """Say this `Phrase`, with a button of these words that does this."""

    def __init__(self, parts: Parts) -> None:
        super().__init__()
        self._parts, self._speaker, self._news = parts, parts.speaker, parts.news
        self._only_unread = False
        self._opened: int | None = None
        self.groups: list[NewsGroup] = []
        self.filter: Segments[bool] | None = None
        self.mark_all: Button | None = None
        self.copy: Button | None = None
        self.sync: Button | None = None
        self._buttons: Flow | None = None
        self._is_marking = False
        self._head_place, self._place = QVBoxLayout(), QVBoxLayout()
        for place in (self._head_place, self._place):
            place.setSpacing(GAP)
            self.column.rows.addLayout(place)
        self.column.rows.addStretch(1)
        self._news.changed.connect(self._changed)
        for shortcut in (one for one in SHORTCUTS if one.act is Act.COPY):
            for keys in shortcut.keys:
                QShortcut(QKeySequence(keys), self, self._copy)

    def show_shelf(self, _shelf: Shelf | None) -> None:
        """Tell what is new; the news are kept apart from the catalogue that is open."""
        self.refresh()

    @property
    def lines(self) -> list[NewsLine]:
        """The lines shown, in order."""
        return [line for made in self.groups for line in made.lines]

    def focus_first(self) -> None:
        """Go to the line that was opened last, else to the first control."""
        controls, opened = self._controls(), self._opened
        self._opened = None
        if opened not in controls:
            self.verticalScrollBar().setValue(0)
        wanted = next((name for name in (opened, "all", "copy", "sync") if name in controls), None)
        if wanted is not None:
            controls[wanted].setFocus()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Buttons stand at the right where there is room."""
        super().resizeEvent(event)
        if self._buttons is not None:
            self._buttons.line_up(to_right=self._is_wide)

    @property
    def _is_wide(self) -> bool:
        return self.width() >= _HEAD_FITS * text_scale()

    # ---- what is shown ----------------------------------------------------------------------------------------------

    def refresh(self) -> None:
        """Say everything again; what has the focus keeps it."""
        focused = self._focused()
        clear(self._place)
        self.groups.clear()
        self.sync = None
        self._show_head()
        if self._news.last is None:
            self._place.addWidget(self._never())
        else:
            self._show_groups(is_whole=self._news.last.is_whole)
        if (control := self._controls().get(focused)) is not None:
            control.setFocus()

    def _show_head(self) -> None:
        """Title, buttons and filter."""
        focused = self._focused()
        clear(self._head_place)
        self.filter = self.mark_all = self.copy = self._buttons = None
        if (last := self._news.last) is not None:
            self._head_place.addWidget(self._head(last))
            if (control := self._controls().get(focused)) is not None:
                control.setFocus()

    def _show_groups(self, *, is_whole: bool) -> None:
        counts = self._news.counts()
        if not is_whole:
            notice = Notice()
            notice.tell(self._say(_NOT_WHOLE))
            self._place.addWidget(notice)
        shown = [group for group in counts if not self._only_unread or counts[group].unread]
        for group in shown:
            self._place.addWidget(self._group(group, counts[group]))
        if not shown and (counts or is_whole):
            self._place.addWidget(self._nothing(_ALL_READ if counts else _NO_CHANGE))
        if not self._parts.following.apps:
            self._place.addWidget(PlainLabel(self._say(_FOLLOW), TextStyle.SMALL, subtle=True))

    def _head(self, last: ReleaseNews) -> QWidget:
        since = phrase(
            "Catalogue {number} of {date}, in place of {before}",
            number=str(last.version),
            date=last.made.date(),
            before=str(last.since),
        )
        self.mark_all = Button(self._say(phrase("Mark all as read")), ButtonRole.PLAIN)
        self.mark_all.setEnabled(self._news.unread > 0 and self._news.can_save)
        self.mark_all.clicked.connect(self._mark_all)
        self.copy = Button(self._say(phrase("Copy as text")), ButtonRole.QUIET, picture="copy")
        self.copy.clicked.connect(self._copy)
        self._buttons = buttons = Flow(gap=4, line_gap=0, to_right=self._is_wide)
        for button in (self.mark_all, self.copy):
            buttons.addWidget(button)
        columns = Columns(weights=(60, 40), gap=16, narrowest=_HEAD_FITS)
        title = PlainLabel(self._say(phrase("What's new")), TextStyle.TITLE)
        columns.addWidget(column(title, PlainLabel(self._say(since), subtle=True), gap=0))
        columns.addWidget(Unbroken(buttons))
        holder = QWidget()
        holder.setLayout(columns)
        return column(holder, self._filter(), gap=12)

    def _filter(self) -> QWidget:
        unread = phrase("Unread ({number})", number=self._news.unread)
        options = [Option(False, self._say(phrase("All"))), Option(True, self._say(unread))]
        self.filter = Segments(self._say(phrase("Which lines are shown")), options, self._only_unread)
        self.filter.button_group.idClicked.connect(lambda place: self._choose(is_unread=place == 1))
        return self.filter

    def _group(self, group: Group, counts: Counts) -> QWidget:
        only_unread = self._only_unread
        number = counts.unread if only_unread else counts.total

        def fetch(limit: int, after: int) -> tuple[KeptItem, ...]:
            return self._news.items(group, only_unread=only_unread, limit=limit, after=after)

        made = NewsGroup(group, number, fetch, self._speaker.words, self._parts.wishes, only_unread=only_unread)
        made.made.connect(self._made)
        made.fill()
        self.groups.append(made)
        title = phrase("{group} ({number})", group=told.GROUPS[group], number=number)
        return card(self._say(told.GROUPS[group] if group is Group.OTHER else title), made, gap=12)

    def _made(self, line: NewsLine) -> None:
        line.open_wished.connect(lambda app: self._open(line.kept, app))
        line.read_wished.connect(lambda: self._read(line))
        line.read.setEnabled(self._news.can_save)

    # ---- where there is nothing -------------------------------------------------------------------------------------

    def _never(self) -> QWidget:
        self.sync = Button(self._say(phrase("Show the Sync page")))
        self.sync.clicked.connect(self.sync_wished)
        flow = Flow()
        flow.addWidget(self.sync)
        return card(
            "",
            PlainLabel(self._say(phrase("What's new")), TextStyle.TITLE),
            PlainLabel(self._say(phrase("No newer catalogue has come to this machine yet.")), TextStyle.HEADING),
            PlainLabel(self._say(_WHAT_COMES)),
            flow,
            gap=12,
        )

    def _nothing(self, what: Phrase) -> QWidget:
        return card("", PlainLabel(self._say(what), TextStyle.HEADING))

    # ---- what a person does -----------------------------------------------------------------------------------------

    def _open(self, kept: KeptItem, app: str) -> None:
        self._opened = kept.number
        # That nothing can be saved is told in the frame; the card is what was asked for.
        with suppress(AppvettError):
            self._news.open(kept, app)
        self.app_wished.emit(app)

    def _read(self, line: NewsLine) -> None:
        if line.is_read or not self._news.can_save:
            return
        if self._try(lambda: self._news.mark((line.kept.number,), is_read=True)):
            line.show_read(is_read=True)
            self._show_head()

    def _mark_all(self) -> None:
        marked = list[int]()
        if self._try(lambda: marked.extend(self._news.mark_all())):
            self.refresh()
            self.focus_first()
            self.noted.emit(phrase("All is marked as read."), phrase("Undo"), lambda: self._mark_again(marked))

    def _mark_again(self, numbers: Sequence[int]) -> None:
        if self._try(lambda: self._news.mark(numbers, is_read=False)):
            self.refresh()

    def _try(self, act: Callable[[], None]) -> bool:
        """Do it; where nothing can be saved, that is told."""
        self._is_marking = True
        try:
            act()
        except AppvettError as error:
            self._parts.outlet.take(error)
            return False
        finally:
            self._is_marking = False
        return True

    def _choose(self, *, is_unread: bool) -> None:
        self._only_unread = is_unread
        self.refresh()
        self.verticalScrollBar().setValue(0)
        announce(self, self._counted_shown())

    def _counted_shown(self) -> str:
        counts = self._news.counts().values()
        number = sum(one.unread if self._only_unread else one.total for one in counts)
        return self._say(plural("{count} line", "{count} lines", count=number))

    def _copy(self) -> None:
        if self._news.last is None:
            return
        found = (
            (group, self._news.items(group, only_unread=self._only_unread, limit=_COPIED))
            for group in self._news.counts()
        )
        text = told.as_text(((group, kept) for group, kept in found if kept), self._speaker.words)
        self.copy_wished.emit(text, phrase("The list is on the clipboard, as text."))

    def _changed(self) -> None:
        """Lines came. What was marked here stands where it stood."""
        if self.isVisible() and not self._is_marking:
            self.refresh()

    # ---- where the focus is -----------------------------------------------------------------------------------------

    def _controls(self) -> dict[object, QWidget]:
        """What the focus comes back to when everything is said again."""
        found: dict[object, QWidget | None] = {"all": self.mark_all, "copy": self.copy, "sync": self.sync}
        if self.filter is not None:
            found["filter"] = self.filter.button_group.checkedButton()
        found |= {made.group: made.more for made in self.groups if not made.more.isHidden()}
        found |= {line.kept.number: line.first_control for line in self.lines}
        return {name: control for name, control in found.items() if control is not None and control.isEnabled()}

    def _focused(self) -> object:
        """By what the focus is known; None: it is elsewhere, or nowhere."""
        focused = self.focusWidget() if self.isVisible() else None
        if focused is None or not focused.hasFocus():
            return None
        line = next((line for line in self.lines if line.isAncestorOf(focused)), None)
        if line is not None:
            return line.kept.number
        if self.filter is not None and self.filter.isAncestorOf(focused):
            return "filter"
        return next((name for name, control in self._controls().items() if control is focused), None)

    def _say(self, words: Phrase) -> str:
        return self._speaker.say(words)


_NOT_WHOLE = phrase(
    "What the newest catalogue changed could not be worked out. It is in use all the same, and every card tells what "
    "holds today."
)
_NO_CHANGE = phrase("The newest catalogue changed nothing that is told here.")
_ALL_READ = phrase("Everything is read.")
_FOLLOW = phrase("You follow no apps. Ctrl+D on an app follows it; what changes about it then stands first here.")
_WHAT_COMES = phrase(
    "When one does, this page tells what it changed: about apps you follow, advice, owners and incidents. Each line "
    "leads to the card of its app."
)
