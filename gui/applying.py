"""Lets a changed setting take effect at once: language, look, size of text, usual situation."""

from __future__ import annotations

import os
from typing import Any

from PySide6.QtCore import QObject

from core.commands.language import system_language
from core.settings import definitions
from core.settings.definitions import LanguageChoice, Setting
from core.settings.store import SettingsStore
from core.texts.phrase import Language
from gui.situations import ChosenSituation
from gui.speaker import Speaker
from gui.theme.appearance import Appearance

_OF_THE_SITUATION: dict[str, str] = {
    definitions.ORG.key: "org",
    definitions.BODY.key: "body",
    definitions.ROLE.key: "role",
    definitions.DEVICE.key: "device",
    definitions.CLASS.key: "information",
    definitions.PURPOSE.key: "purpose",
    definitions.PLATFORM.key: "platform",
}
"""Setting to field of the situation."""


class Applier(QObject):
    """Applies settings to what is open."""

    def __init__(
        self,
        settings: SettingsStore,
        appearance: Appearance,
        speaker: Speaker,
        chosen: ChosenSituation,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._settings, self._appearance, self._speaker, self._chosen = settings, appearance, speaker, chosen

    def apply(self, setting: Setting[Any]) -> None:
        """Let the value that holds now take effect."""
        if setting is definitions.THEME:
            self._appearance.choose(self._settings.get(definitions.THEME))
        elif setting is definitions.TEXT_SIZE:
            self._appearance.choose_size(self._settings.get(definitions.TEXT_SIZE))
        elif setting is definitions.LANGUAGE:
            self._speaker.choose(language_of(self._settings))
        elif setting.key in _OF_THE_SITUATION:
            self._chosen.change(**{_OF_THE_SITUATION[setting.key]: self._settings.get(setting)})


def language_of(settings: SettingsStore) -> Language:
    """The language that the settings, or else the system, ask for."""
    chosen = settings.get(definitions.LANGUAGE)
    return system_language(os.environ) if chosen is LanguageChoice.SYSTEM else Language(chosen.value)
