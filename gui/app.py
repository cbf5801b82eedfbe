"""The one place that builds everything and hands it over: settings, catalogue, language, look, jobs, window."""

from __future__ import annotations

import os
import sys
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication

from core.commands.language import system_language
from core.database.connections import BestProfile, open_best_profile
from core.settings import definitions
from core.settings.definitions import LanguageChoice
from core.settings.folders import data_folder, is_frozen, profile_file, resource_folder
from core.settings.followed import FollowedStore
from core.settings.store import SettingsStore
from core.situation import Situation
from core.texts.phrase import Language, phrase
from gui.asking import Asker
from gui.clock import Clock
from gui.enquiries import Enquiries
from gui.errors import ErrorOutlet, Trouble, keep_log
from gui.indexing import IndexBuilder
from gui.jobs import Jobs
from gui.keeping import Following
from gui.launch import Wish
from gui.main_window import MainWindow
from gui.parts import Parts
from gui.qt_words import QtWords
from gui.situations import ChosenSituation
from gui.speaker import Speaker
from gui.theme.appearance import Appearance

_PICTURE_AFTER = 120
"""Milliseconds from "settled" to the picture: fonts and layouts have come to rest."""


_GIVE_UP_AFTER = 60_000
"""Milliseconds."""


@dataclass(slots=True)
class Program:
    """A window with everything behind it."""

    window: MainWindow
    appearance: Appearance
    qt_words: QtWords
    profile: BestProfile

    def close(self) -> None:
        """Stop the work and close what is open."""
        self.window.close()
        self.qt_words.silence()
        if self.profile.connection is not None:
            self.profile.connection.close()


def run(wish: Wish) -> int:
    """Open the window and stay until it is closed; or draw it, save the picture and end.

    Returns:
        The exit code.
    """
    application = _application()
    data = data_folder(wish.data)
    keep_log(data / "logs")
    program = build(application, wish, data)
    program.window.parts.outlet.install()
    program.window.resize(*wish.size)
    if wish.screenshot is not None:
        _take_picture_when_settled(program, wish.screenshot)
    program.window.show()
    program.window.open_catalogue()
    code = application.exec()
    program.close()
    return code


def build(application: QApplication, wish: Wish, data: Path) -> Program:
    """Build the window and everything behind it; nothing is shown or opened yet."""
    profile = open_best_profile(profile_file(data))
    settings = SettingsStore(profile.connection, command_line=_told(wish))
    appearance = Appearance(application, resource_folder(), settings.get(definitions.THEME))
    speaker = Speaker(_language(settings))
    qt_words = QtWords()
    qt_words.speak(speaker.language)
    speaker.changed.connect(lambda: qt_words.speak(speaker.language))
    clock = Clock(wish.now)
    outlet = ErrorOutlet()
    jobs, building = Jobs("catalogue", outlet.take), Jobs("search-index", outlet.take)
    chosen = ChosenSituation(usual_situation(settings, clock))
    parts = Parts(
        speaker=speaker,
        chosen=chosen,
        settings=settings,
        asker=Asker(
            Enquiries(data, resource_folder() / "rules" / "rules.toml"),
            jobs,
            chosen,
            clock,
        ),
        builder=IndexBuilder(data, building),
        outlet=outlet,
        following=Following(FollowedStore(profile.connection, can_save=profile.can_save)),
        data=data,
        sources=None if is_frozen() else resource_folder() / "catalogue",
        note=None if profile.can_save else phrase("Nothing can be saved in this data folder"),
    )
    window = MainWindow(parts)
    kept = (parts.builder, parts.following, parts.basket, parts.recent, parts.wishes)
    for part in (appearance, speaker, outlet, jobs, building, chosen, qt_words, *kept):
        part.setParent(window)
    if wish.app is not None:
        window.open_when_ready(wish.app)
    return Program(window, appearance, qt_words, profile)


def usual_situation(settings: SettingsStore, clock: Clock) -> Situation:
    """The situation of the settings, today."""
    return Situation(
        date=clock.today(),
        org=settings.get(definitions.ORG),
        body=settings.get(definitions.BODY),
        role=settings.get(definitions.ROLE),
        device=settings.get(definitions.DEVICE),
        information=settings.get(definitions.CLASS),
        purpose=settings.get(definitions.PURPOSE),
        platform=settings.get(definitions.PLATFORM),
    )


def _application() -> QApplication:
    application = QApplication(sys.argv[:1])
    application.setApplicationName("appvett")
    application.setApplicationDisplayName("Appvett")
    application.setDesktopFileName("appvett")
    return application


def _told(wish: Wish) -> dict[str, str]:
    """What this call sets by itself."""
    told = {}
    if wish.language is not None:
        told["language"] = wish.language.value
    if wish.theme is not None:
        told["theme"] = wish.theme.value
    return told


def _language(settings: SettingsStore) -> Language:
    chosen = settings.get(definitions.LANGUAGE)
    return system_language(os.environ) if chosen is LanguageChoice.SYSTEM else Language(chosen.value)


def _take_picture_when_settled(program: Program, path: Path) -> None:
    """End with a picture; whatever goes wrong ends as well, and never hangs."""
    window = program.window

    def give_up(trouble: object = None) -> None:
        what = trouble.what if isinstance(trouble, Trouble) else phrase("The picture was not ready in time.")
        sys.stderr.write(f"appvett: {window.parts.speaker.say(what)}\n")
        QApplication.exit(1)

    window.settled.connect(lambda: QTimer.singleShot(_PICTURE_AFTER, lambda: _save_picture(program, path)))
    window.parts.outlet.arose.connect(give_up)
    QTimer.singleShot(_GIVE_UP_AFTER, window, give_up)


def _save_picture(program: Program, path: Path) -> None:
    window = program.window
    saved = window.grab().save(str(path), "PNG")
    if not saved:
        sys.stderr.write(f"appvett: {window.parts.speaker.say(phrase('{path} cannot be written.', path=str(path)))}\n")
    QApplication.exit(0 if saved else 1)
