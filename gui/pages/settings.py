"""The settings page, made from the one table of settings: a choice holds at once, is saved and can be taken back."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLayout, QVBoxLayout, QWidget

from core.errors import AppvettError
from core.settings import definitions
from core.settings.definitions import Setting
from core.settings.folders import resource_folder
from core.texts.phrase import Phrase, phrase
from gui.pages.frame import ScrollPage, clear
from gui.parts import Parts
from gui.settings_page import sections
from gui.settings_page.kept import clear_log
from gui.settings_page.row import SettingRow
from gui.shelf import Entry, Shelf
from gui.theme.metrics import GAP, TextStyle
from gui.theme.palette import Tone
from gui.widgets.boxes import card, column
from gui.widgets.buttons import Button, ButtonRole
from gui.widgets.layouts import Columns
from gui.widgets.panel import ToneBox
from gui.widgets.plain_label import PlainLabel

_HELD = phrase("It holds until the window closes.")
_LOOK = (definitions.LANGUAGE, definitions.THEME, definitions.TEXT_SIZE)
_NETWORK = (definitions.CATALOGUE_ADDRESS, definitions.BACKGROUND_CHECK, definitions.NEWS)
_SITUATION = tuple(setting for setting in definitions.SHOWN if setting not in (*_LOOK, *_NETWORK))


class SettingsPage(ScrollPage):
    """Shows and changes the settings."""

    setting_changed = Signal(object)
    """A `Setting` has another value, which should take effect."""
    said = Signal(object)
    """A `Phrase` that tells what was done."""
    follows_cleared = Signal()
    """No app should be followed any longer."""
    unfollow_wished = Signal(str)
    """The app with this id should be followed no longer."""
    copy_wished = Signal(str)
    """Copy this text."""
    folder_wished = Signal()
    """Show the data folder in the system's own program for files."""
    first_run_wished = Signal()
    """Show the first pages again."""

    def __init__(self, parts: Parts) -> None:
        super().__init__()
        self._parts, self._speaker = parts, parts.speaker
        self._shelf: Shelf | None = None
        self._names: dict[str, str] = {}
        self.rows: dict[str, SettingRow] = {}
        self._place = QVBoxLayout()
        self._place.setSpacing(GAP)
        self.column.rows.addLayout(self._place)
        self.column.rows.addStretch(1)
        self._followed, self._kept = QVBoxLayout(), QVBoxLayout()
        parts.following.changed.connect(self._ask_names)

    def show_shelf(self, shelf: Shelf | None) -> None:
        """Show the settings, with the words of this catalogue; None: those that need none."""
        self._shelf = shelf
        self.refresh()
        self.verticalScrollBar().setValue(0)

    def refresh(self) -> None:
        """Say everything again."""
        clear(self._place)
        self.rows.clear()
        say = self._speaker.say
        self._place.addWidget(PlainLabel(say(phrase("Settings")), TextStyle.TITLE))
        if not self._parts.settings.can_save:
            self._place.addWidget(self._unsaved())
        always = (self._look, self._network, self._privacy, self._about)
        # The words for organisations, roles and devices come with a catalogue.
        mine = (self._look, self._situation, self._network, self._follows)
        with_words = (*mine, self._privacy, self._policy, self._about)
        for section in with_words if self._shelf is not None else always:
            self._place.addWidget(section())
        self._ask_names()

    def focus_first(self) -> None:
        """Go to the first choice."""
        self.rows[definitions.LANGUAGE.key].field.box.setFocus()

    # ---- sections ---------------------------------------------------------------------------------------------------

    def _unsaved(self) -> QWidget:
        box = ToneBox(Tone.WARNING)
        rows = QVBoxLayout(box)
        rows.setContentsMargins(20, 12, 16, 12)
        told = phrase("Nothing can be saved in this data folder. What you choose holds until the window closes.")
        rows.addWidget(PlainLabel(self._speaker.say(told), TextStyle.STRONG))
        return box

    def _look(self) -> QWidget:
        return self._card(phrase("Language and look"), self._settings(_LOOK))

    def _situation(self) -> QWidget:
        about = phrase("Appvett starts from this situation. For a single look-up, change it at the top of the window.")
        note = PlainLabel(self._speaker.say(about), subtle=True)
        return self._card(phrase("My usual situation"), note, self._settings(_SITUATION))

    def _network(self) -> QWidget:
        about = phrase("This is the only address that Appvett asks by itself. Nothing you look up is ever sent.")
        note = PlainLabel(self._speaker.say(about), subtle=True)
        return self._card(phrase("Newer catalogues"), note, self._settings(_NETWORK))

    def _settings(self, settings: Sequence[Setting[Any]]) -> QWidget:
        stack = column(gap=GAP)
        for start in range(0, len(settings), 2):
            columns = Columns(gap=24, narrowest=600)
            for setting in settings[start : start + 2]:
                columns.addWidget(self._row(setting))
            if len(settings[start : start + 2]) == 1:
                columns.addWidget(QWidget())
            stack.rows.addLayout(columns)
        return stack

    def _row(self, setting: Setting[Any]) -> SettingRow:
        issuers = self._shelf.issuers if self._shelf else ()
        row = SettingRow(setting, self._parts.settings, self._speaker.words, issuers)
        row.chosen.connect(self._choose)
        row.usual_wished.connect(self._use_usual)
        self.rows[setting.key] = row
        return row

    def _follows(self) -> QWidget:
        self._followed = QVBoxLayout()
        return self._card(phrase("Apps that you follow"), self._followed)

    def _unfollow_all(self) -> Button:
        button = Button(self._speaker.say(phrase("Unfollow all")), name=self._speaker.say(phrase("Unfollow all apps")))
        button.clicked.connect(self.follows_cleared)
        return button

    def _privacy(self) -> QWidget:
        say, folder = self._speaker.say, str(self._parts.data)
        self._kept = QVBoxLayout()
        self._show_kept()
        where = PlainLabel(say(phrase("Data folder: {path}", path=folder)), TextStyle.SMALL, subtle=True)
        copy = Button(say(phrase("Copy the address of the folder")), ButtonRole.QUIET, picture="copy")
        copy.clicked.connect(lambda: self.copy_wished.emit(folder))
        show = Button(say(phrase("Open the folder")), ButtonRole.QUIET)
        show.clicked.connect(self.folder_wished)
        empty = Button(say(phrase("Clear the log")), ButtonRole.QUIET)
        empty.clicked.connect(self._clear_log)
        return self._card(
            phrase("What is kept on this machine"), self._kept, where, sections.flow_of(copy, show, empty)
        )

    def _policy(self) -> QWidget:
        issuers = self._shelf.issuers if self._shelf else ()
        content = sections.policy(self._parts.settings, self._speaker.words, issuers)
        return self._card(phrase("Set by your organisation"), content)

    def _about(self) -> QWidget:
        again = Button(self._speaker.say(phrase("Show the first pages again")), ButtonRole.QUIET)
        again.clicked.connect(self.first_run_wished)
        content = sections.about(self._shelf, resource_folder(), self._speaker.words)
        return self._card(phrase("About Appvett"), content, sections.flow_of(again))

    def _card(self, title: Phrase, *parts: QWidget | QLayout) -> QWidget:
        return card(self._speaker.say(title), *parts, gap=12)

    # ---- choices ----------------------------------------------------------------------------------------------------

    def _choose(self, setting: Setting[Any], value: object) -> None:
        settings, told = self._parts.settings, phrase("Saved: {setting}", setting=setting.label)
        try:
            if settings.can_save:
                settings.save(setting, value)
            else:
                settings.hold(setting, value)
                told = _HELD
        except AppvettError as error:
            self._parts.outlet.take(error)
            told = self._held(setting, value)
        self._changed(setting, told)

    def _held(self, setting: Setting[Any], value: object) -> Phrase:
        """What could not be saved holds until the window closes, unless it is locked."""
        try:
            self._parts.settings.hold(setting, value)
        except AppvettError as error:
            return error.what
        return _HELD

    def _use_usual(self, setting: Setting[Any]) -> None:
        told = phrase("The usual value holds again: {setting}", setting=setting.label)
        try:
            self._parts.settings.forget(setting)
        except AppvettError as error:
            self._parts.outlet.take(error)
            told = error.what
        self._changed(setting, told)

    def _changed(self, setting: Setting[Any], told: Phrase) -> None:
        place = self.verticalScrollBar().value()
        self.setting_changed.emit(setting)
        self.refresh()
        self.column.rows.activate()
        self.verticalScrollBar().setValue(place)
        self.rows[setting.key].field.box.setFocus()
        self.said.emit(told)

    # ---- apps followed, and what is kept ----------------------------------------------------------------------------

    def _ask_names(self) -> None:
        if self._shelf is not None and self.rows:
            self._parts.asker.entries(self._parts.following.apps, self._show_followed)

    def _show_followed(self, entries: Sequence[Entry]) -> None:
        self._names = {entry.app.id: entry.app.name for entry in entries}
        clear(self._followed)
        following, words = self._parts.following, self._speaker.words
        remove = self.unfollow_wished.emit
        self._followed.addWidget(sections.followed(following, words, lambda app: self._names.get(app, app), remove))
        if following.apps:
            self._followed.addWidget(sections.flow_of(self._unfollow_all()))

    def _show_kept(self) -> None:
        clear(self._kept)
        self._kept.addWidget(sections.kept(self._parts.data, self._speaker.words))

    def _clear_log(self) -> None:
        told = phrase("The log is empty.")
        try:
            clear_log(self._parts.data)
        except OSError:
            told = phrase("The log could not be emptied. It is as it was before, or in part.")
        self._show_kept()
        self.said.emit(told)
