"""The look-up page: nothing typed yet, apps found, or none."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from core.facts import AppId
from core.texts import outside
from core.texts.phrase import phrase
from gui import wording, wording_lists
from gui.card.context import CardContext
from gui.card.guidance import general_card
from gui.models.hits import HitModel
from gui.pages.frame import ScrollPage, clear
from gui.pages.nothing import NotHere, headline, nothing_panel, other_site_panel
from gui.pages.welcome import Welcome
from gui.parts import Parts
from gui.shelf import Answered, Found, Guesses, Shelf
from gui.theme.metrics import TextStyle
from gui.widgets.announce import SettledAnnouncer, announce
from gui.widgets.buttons import Button, ButtonRole
from gui.widgets.filter_row import FilterRow
from gui.widgets.hit_list import HitList
from gui.widgets.index_strip import IndexStrip
from gui.widgets.notice import Notice
from gui.widgets.plain_label import PlainLabel

_BELOW_FILTERS = 30
"""Pixels between filters and list. "Did you mean" stands there, so that the list need not move when it comes."""
_NAME_LIMIT = 40


class LookupPage(ScrollPage):
    """Shows what a look-up gave."""

    name_chosen = Signal(str)
    """The card of this name should be opened, known or not."""
    meant = Signal(str)
    """This name should be looked up instead."""

    def __init__(self, parts: Parts) -> None:
        super().__init__()
        speaker = parts.speaker
        self._speaker, self._wishes = speaker, parts.wishes
        self._shelf: Shelf | None = None
        self._found: Found | None = None
        self._to_choose: AppId | None = None
        self.model = HitModel(speaker, parts.following, parts.basket, self)
        self.hits = HitList(self.model)
        self.filters = FilterRow(speaker)
        self.index = IndexStrip(speaker, parts.builder)
        self.welcome = Welcome(
            speaker, parts.following, parts.recent, HitModel(speaker, parts.following, parts.basket, self)
        )
        self.warning = Notice()
        self.did_you_mean = Button("", ButtonRole.LINK)
        self.did_you_mean.clicked.connect(self._mean)
        self._narrowed = PlainLabel("", TextStyle.SMALL, subtle=True, wrap=False)
        self._keys = PlainLabel("", TextStyle.CAPTION, subtle=True)
        self._general = Button("", ButtonRole.PLAIN)
        self._general.clicked.connect(self._wish_general)
        self._not_here = NotHere(self._general)
        self._announcer = SettledAnnouncer(self)
        for rows in (self.hits, self.welcome.followed):
            rows.choice_moved.connect(lambda rows=rows: self._keep_in_view(rows))
        self._lay_out()
        self._show_list(is_shown=False)

    def _lay_out(self) -> None:
        self._nothing = QVBoxLayout()
        self._between = QWidget()
        self._between.setMinimumHeight(_BELOW_FILTERS)
        line = QHBoxLayout(self._between)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(10)
        line.addWidget(self.did_you_mean)
        line.addWidget(self._narrowed)
        line.addStretch(1)
        results = QVBoxLayout()
        results.setSpacing(0)
        for part in (self.filters, self._between, self.hits):
            results.addWidget(part)
        rows = self.column.rows
        rows.addWidget(self.index)
        rows.addWidget(self.warning)
        rows.addLayout(results)
        rows.addLayout(self._nothing)
        for part in (self._keys, self._not_here, self.welcome):
            rows.addWidget(part)
        rows.addStretch(1)

    # ---- states -----------------------------------------------------------------------------------------------------

    def show_welcome(self, shelf: Shelf) -> None:
        """Show what there is to do where nothing has been typed."""
        self._reset(shelf, None)
        self._announcer.drop()
        self.model.show(())
        self._show_list(is_shown=False)
        self.filters.tell(self._speaker.say(wording_lists.inventory(shelf.info)))
        self.welcome.show_catalogue(shelf.info)
        self.welcome.show()

    def show_found(self, found: Found, shelf: Shelf) -> None:
        """Show what was found at once; the app chosen stays so where the same was asked."""
        before = self._found
        is_same = before is not None and (before.query, before.filters) == (found.query, found.filters)
        chosen = self.hits.chosen if is_same else None
        self._to_choose = chosen.app.id if chosen else None
        self._reset(shelf, found)
        self.model.show(found.entries)
        self.hits.choose_first()
        self._choose_again()
        self._show_list(is_shown=True)
        self._tell_count()
        if not is_same:
            self.verticalScrollBar().setValue(0)

    def add_guesses(self, guesses: Guesses) -> None:
        """Show a moment later what was perhaps meant; nothing that stands there moves."""
        self.model.add_guesses(guesses.entries)
        if self.hits.chosen is None:
            self.hits.choose_first()
        self._choose_again()
        if guesses.did_you_mean is not None:
            name = outside.name(guesses.did_you_mean.app.name, limit=_NAME_LIMIT)
            self.did_you_mean.say(self._speaker.say(phrase("Did you mean {name}?", name=name)))
            self.did_you_mean.setProperty("means", guesses.did_you_mean.app.name)
            self.did_you_mean.show()
        self._tell_count()

    def show_nothing(self, found: Found, shelf: Shelf, unknown: Answered | None) -> None:
        """Nothing was found: what holds for an app that nobody has assessed."""
        self._reset(shelf, found)
        self.model.show(())
        self._show_list(is_shown=False)
        self._tell_count()
        if found.other_site:
            self._nothing.addWidget(other_site_panel(found.other_site, self._speaker.words))
            said = phrase("This link leads to no app in an app store: {host}", host=outside.name(found.other_site))
        elif found.query.strip():
            said = headline(found.query)
            self._nothing.addWidget(self._nothing_found(found))
        else:
            said = phrase("No assessed app passes these filters.")
            self._nothing.addWidget(PlainLabel(self._speaker.say(said), TextStyle.HEADING))
        if unknown is not None:
            self._nothing.addWidget(general_card(CardContext(unknown, shelf, self._speaker.words, self._wishes)))
        self._announcer.announce(self._speaker.say(said))

    # ---- what is done on it -----------------------------------------------------------------------------------------

    def move_choice(self, steps: int) -> None:
        """Choose an app further down or up and say it: the focus stays in the field. With no list, go to the other."""
        self._to_choose = None
        if self.hits.isVisible():
            self.hits.move_choice(steps)
            self._announcer.drop()
            spoken = self.hits.currentIndex().data(Qt.ItemDataRole.AccessibleTextRole)
            announce(self.hits, str(spoken or ""), at_once=True)
        elif self.welcome.followed.isVisible():
            self.welcome.followed.setFocus()

    def refresh(self) -> None:
        """Say everything in another language; the list is looked up again by the window."""
        for part in (self.filters, self.index, self.welcome):
            part.refresh()
        self._not_here.refresh(self._speaker.words)
        self._keys.setText(
            self._speaker.say(phrase("Enter opens · Ctrl+Enter chooses for comparing · Ctrl+D follows · Esc clears"))
        )

    # ---- parts ------------------------------------------------------------------------------------------------------

    def _reset(self, shelf: Shelf, found: Found | None) -> None:
        """Forget what was shown; what is found, or that nothing is, is shown anew."""
        clear(self._nothing)
        self._shelf, self._found = shelf, found
        self.welcome.hide()
        self.did_you_mean.hide()
        odd = wording.odd_query(found.oddities) if found else None
        self.warning.tell(self._speaker.say(odd) if odd else "")
        only = found is not None and found.filters.needs_assessment
        self._narrowed.setText(self._speaker.say(phrase("With these filters only assessed apps are shown.")))
        self._narrowed.setVisible(only)

    def _choose_again(self) -> None:
        """Choose what was chosen before the same was asked again, once it has come."""
        row = self.model.row_of(self._to_choose) if self._to_choose else -1
        if row >= 0:
            self._to_choose = None
            self.hits.choose(row)

    def _show_list(self, *, is_shown: bool) -> None:
        for part in (self._between, self.hits, self._keys, self._not_here):
            part.setVisible(is_shown)

    def _tell_count(self) -> None:
        if self._found is None or self._shelf is None:
            return
        told = self._speaker.say(wording_lists.counted(self._found, self.model.apps, self._shelf.info))
        self.filters.tell("" if self._found.other_site else told)
        self.hits.setAccessibleName(told)
        said = [told, self.warning.label.text(), self._narrowed.text() if self._narrowed.isVisibleTo(self) else ""]
        said += [self.did_you_mean.text()] if self.did_you_mean.isVisibleTo(self) else []
        self._announcer.announce(". ".join(part for part in said if part))

    def _nothing_found(self, found: Found) -> QWidget:
        button = Button(self._speaker.say(phrase("What holds for an unknown app")), ButtonRole.PLAIN)
        button.clicked.connect(lambda: self.name_chosen.emit(found.query))
        return nothing_panel(found.query, self._speaker.words, button, is_whole=found.is_whole)

    def _keep_in_view(self, rows: HitList) -> None:
        place = rows.visualRect(rows.currentIndex())
        corner = rows.mapTo(self.column, place.center())
        self.ensureVisible(corner.x(), corner.y(), 0, place.height())

    def _wish_general(self) -> None:
        self.name_chosen.emit(self._found.query if self._found else "")

    def _mean(self) -> None:
        self.meant.emit(str(self.did_you_mean.property("means")))
