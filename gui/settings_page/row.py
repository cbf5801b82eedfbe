"""One setting: what it is called, its values, what it does, and the way back to the usual value."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from core.settings.definitions import Setting
from core.settings.layers import Layer
from core.settings.store import SettingsStore
from core.texts.phrase import phrase
from core.texts.words import Words
from gui.settings_page.options import Issuers, options_of
from gui.theme.metrics import SMALL_GAP, TextStyle
from gui.widgets.boxes import Stack
from gui.widgets.buttons import Button, ButtonRole
from gui.widgets.choices import Option
from gui.widgets.fields import ChoiceField
from gui.widgets.plain_label import PlainLabel


class SettingRow(Stack):
    """Shows the value that holds; a locked one says by whom."""

    chosen = Signal(object, object)
    """This value of the `Setting` was chosen."""
    usual_wished = Signal(object)
    """The usual value of the `Setting` should hold."""

    def __init__(self, setting: Setting[Any], settings: SettingsStore, words: Words, issuers: Issuers) -> None:
        super().__init__(gap=4)
        found = settings.find(setting)
        options = _with_own(options_of(setting, words, issuers), found.value)
        says, label = words.say(setting.description), words.say(setting.label)
        self.field: ChoiceField[Any] = ChoiceField(label, options, found.value, says)
        self.field.box.activated.connect(lambda _: self.chosen.emit(setting, self.field.value()))
        self.field.setEnabled(not found.locked)
        self.rows.addWidget(self.field)
        self.rows.addWidget(PlainLabel(says, TextStyle.CAPTION, subtle=True))
        self.usual: Button | None = None
        if found.locked:
            told = words.say(phrase("Your organisation has set this, and it cannot be changed here."))
            self.rows.addWidget(PlainLabel(told, TextStyle.SMALL))
            self.field.box.setAccessibleDescription(f"{says} {told}")
        elif found.layer in (Layer.USER, Layer.COMMAND_LINE):
            name = phrase("Use the usual value: {setting}", setting=setting.label)
            self.usual = Button(words.say(phrase("Use the usual value")), ButtonRole.SMALL, name=words.say(name))
            self.usual.clicked.connect(lambda: self.usual_wished.emit(setting))
            self.rows.addLayout(_at_left(self.usual))
        self.rows.addStretch(1)


def _with_own(options: list[Option[Any]], value: object) -> list[Option[Any]]:
    """The options, and the value that holds where it is none of them, such as an organisation of an older catalogue."""
    if any(option.value == value for option in options):
        return options
    return [*options, Option(value, str(value))]


def _at_left(part: QWidget) -> QHBoxLayout:
    row = QHBoxLayout()
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(SMALL_GAP)
    row.addWidget(part)
    row.addStretch(1)
    return row
