"""One setting: what it is called, its values, what it does, and the way back to the usual value."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from core.settings import definitions
from core.settings.definitions import Setting
from core.settings.layers import Found, Layer
from core.settings.store import SettingsStore
from core.texts.phrase import Phrase, phrase
from core.texts.words import Words
from gui.settings_page.options import Issuers, options_of
from gui.theme.metrics import SMALL_GAP, TextStyle
from gui.widgets.announce import announce
from gui.widgets.boxes import Stack
from gui.widgets.buttons import Button, ButtonRole
from gui.widgets.choices import Option
from gui.widgets.fields import ChoiceField, TextField
from gui.widgets.plain_label import PlainLabel

_WRITTEN: dict[str, Phrase] = {
    definitions.CATALOGUE_ADDRESS.key: phrase(
        "This is no address that can be used, and nothing was saved. It begins with https:// and a host."
    )
}
"""Settings that are written, not chosen; and what is said where nobody can read what was written."""


class SettingRow(Stack):
    """Shows the value that holds; a locked one says by whom.

    Attributes:
        field: where it is chosen or written.
        save: saves what was written; None where a value is chosen.
        usual: takes the own value back; None where there is none.
    """

    chosen = Signal(object, object)
    """This value of the `Setting` was chosen."""
    usual_wished = Signal(object)
    """The usual value of the `Setting` should hold."""

    def __init__(self, setting: Setting[Any], settings: SettingsStore, words: Words, issuers: Issuers) -> None:
        super().__init__(gap=4)
        self._setting, self._words = setting, words
        found = settings.find(setting)
        says, label = words.say(setting.description), words.say(setting.label)
        self.save: Button | None = None
        self.usual: Button | None = None
        self._told = PlainLabel("", TextStyle.SMALL)
        self._told.hide()
        is_written = setting.key in _WRITTEN
        self.field: ChoiceField[Any] | TextField = (
            self._line(label, setting.text(found.value), says)
            if is_written
            else self._choice(label, _with_own(options_of(setting, words, issuers), found.value), found.value, says)
        )
        self.field.setEnabled(not found.locked)
        for part in (self.field, PlainLabel(says, TextStyle.CAPTION, subtle=True), self._told):
            self.rows.addWidget(part)
        self._end(found, says)
        self.rows.addStretch(1)

    def value(self) -> object:
        """The value chosen or written.

        Raises:
            ValueError: what was written is none.
        """
        if isinstance(self.field, TextField):
            return self._setting.read(self.field.value())
        return self.field.value()

    def _end(self, found: Found[Any], says: str) -> None:
        """Who has set it, and what can be done about it."""
        say, label = self._words.say, self._setting.label
        if found.locked:
            told = say(phrase("Your organisation has set this, and it cannot be changed here."))
            self.rows.addWidget(PlainLabel(told, TextStyle.SMALL))
            self.field.box.setAccessibleDescription(f"{says} {told}")
            return
        buttons = []
        if isinstance(self.field, TextField):
            name = phrase("Save: {setting}", setting=label)
            self.save = Button(say(phrase("Save")), ButtonRole.SMALL, name=say(name))
            self.save.clicked.connect(self._take_written)
            buttons.append(self.save)
        if found.layer in (Layer.USER, Layer.COMMAND_LINE):
            name = phrase("Use the usual value: {setting}", setting=label)
            self.usual = Button(say(phrase("Use the usual value")), ButtonRole.SMALL, name=say(name))
            self.usual.clicked.connect(lambda: self.usual_wished.emit(self._setting))
            buttons.append(self.usual)
        if buttons:
            self.rows.addLayout(_at_left(*buttons))

    def _choice(self, label: str, options: list[Option[Any]], value: object, says: str) -> ChoiceField[Any]:
        field: ChoiceField[Any] = ChoiceField(label, options, value, says)
        field.box.activated.connect(lambda _: self.chosen.emit(self._setting, field.value()))
        return field

    def _line(self, label: str, text: str, says: str) -> TextField:
        field = TextField(label, text, says)
        field.box.returnPressed.connect(self._take_written)
        return field

    def _take_written(self) -> None:
        """Have it saved, if it can be read; else say so, and leave it for mending."""
        try:
            value = self.value()
        except ValueError:
            self._told.setText(self._words.say(_WRITTEN[self._setting.key]))
            self._told.show()
            announce(self, self._told.text(), at_once=True)
            self.field.box.setFocus()
        else:
            self.chosen.emit(self._setting, value)


def _with_own(options: list[Option[Any]], value: object) -> list[Option[Any]]:
    """The options, and the value that holds where it is none of them, such as an organisation of an older catalogue."""
    if any(option.value == value for option in options):
        return options
    return [*options, Option(value, str(value))]


def _at_left(*parts: QWidget) -> QHBoxLayout:
    row = QHBoxLayout()
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(SMALL_GAP)
    for part in parts:
        row.addWidget(part)
    row.addStretch(1)
    return row
