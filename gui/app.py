"""The one place that builds everything and hands it over: settings, catalogue, language, look, jobs, window."""

from __future__ import annotations

import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtWidgets import QApplication

from core.database.connections import BestProfile, open_best_profile
from core.settings import definitions
from core.settings.folders import data_folder, is_frozen, profile_file, resource_folder
from core.settings.followed import FollowedStore
from core.settings.managed import read_managed
from core.settings.store import SettingsStore
from core.settings.usual import usual_situation
from core.sync.news_store import NewsStore
from core.texts.phrase import phrase
from gui import window_place
from gui.applying import Applier, language_of
from gui.asking import Asker
from gui.clock import Clock
from gui.errors import ErrorOutlet, Trouble
from gui.indexing import IndexBuilder
from gui.jobs import Jobs
from gui.keeping import Following
from gui.last_words import end_with
from gui.launch import Wish
from gui.log_file import LogFile
from gui.main_window import MainWindow
from gui.news import News
from gui.parts import Parts
from gui.qt_words import QtWords
from gui.situations import ChosenSituation
from gui.speaker import Speaker
from gui.sync_records import SyncRecords
from gui.syncing import Syncing
from gui.theme.appearance import Appearance
from gui.watch import StallWatch
from gui.widgets.roles import teach_roles

if TYPE_CHECKING:  # loads all that answers are made of
    from gui.enquiries import Enquiries

_PICTURE_AFTER = 120
"""Milliseconds from "settled" to the picture: fonts and layouts have come to rest."""


_NEVER_PAINTED = 300
"""Milliseconds after which a window is not waited for: it may be minimised, or on a locked screen."""

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
    kept = list[LogFile]()
    try:
        program = _started(wish, kept)
    except Exception as error:  # noqa: BLE001 - the border to the user: there is no window yet that could tell it
        return end_with(error, wish.language, is_alone=wish.screenshot is not None)
    watch = StallWatch(program.window)
    watch.start()
    code = QApplication.exec()
    outlet = program.window.parts.outlet
    watch.stop()
    outlet.guard(program.close)
    outlet.close()
    kept[0].close()
    return code


def _started(wish: Wish, kept: list[LogFile]) -> Program:
    """The window, shown and at work; faults of its parts are told in it."""
    application, data = _application(), data_folder(wish.data)
    kept.append(LogFile(data / "logs"))
    program = build(application, wish, data, is_filled=False)
    window, outlet = program.window, program.window.parts.outlet
    outlet.install()
    window.pages.currentChanged.connect(outlet.contain)
    _put(window, wish)
    if wish.screenshot is not None:
        _take_picture_when_settled(program, wish.screenshot)
    if kept[0].tells_of_crash:
        outlet.tell(Trouble.of_crash())
    _show(window, outlet)
    _FirstPicture(window, lambda: outlet.guard(lambda: _go_on(window, greets=wish.screenshot is None)))
    return program


class _FirstPicture(QObject):
    """Goes on when the window was painted for the first time; where it never is, a moment later.

    Args:
        window: shown already; owner.
        then: what waits for it.
    """

    def __init__(self, window: MainWindow, then: Callable[[], None]) -> None:
        super().__init__(window)
        self._then: Callable[[], None] | None = then
        window.installEventFilter(self)
        QTimer.singleShot(_NEVER_PAINTED, self, self._go_on)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Wait for the picture: what is asked for now comes after it."""
        if event.type() is QEvent.Type.Paint:
            watched.removeEventFilter(self)
            QTimer.singleShot(0, self, self._go_on)
        return False

    def _go_on(self) -> None:
        then, self._then = self._then, None
        if then is not None:
            then()


def _go_on(window: MainWindow, *, greets: bool) -> None:
    """The window is painted; now comes what takes longer, unless it was closed meanwhile."""
    if not window.isVisible():
        return
    window.fill()
    window.side.greets = greets
    window.open_catalogue()
    if greets:  # a picture is of what was asked for
        window.fresh.begin()


def _show(window: MainWindow, outlet: ErrorOutlet) -> None:
    """Show the window. A fault in an event of any part comes out of this call, and often leaves a window."""
    try:
        window.show()
    except Exception as error:
        if not window.isVisible():
            raise
        outlet.take(error)


def _put(window: MainWindow, wish: Wish) -> None:
    """Have the window stand where it stood; a picture, and a size that was asked for, are as asked."""
    settings = window.parts.settings
    if wish.size is not None or wish.screenshot is not None:
        window.resize(*(wish.size or window_place.USUAL))
        return
    window_place.put(window, settings.get(definitions.WINDOW))
    window.closing.connect(lambda: window.keep(definitions.WINDOW, window_place.place_of(window)))


def build(application: QApplication, wish: Wish, data: Path, *, is_filled: bool = True) -> Program:
    """Build the window and everything behind it; nothing is shown or opened yet."""
    teach_roles()
    profile = open_best_profile(profile_file(data))
    settings = SettingsStore(profile.connection, managed=read_managed(), command_line=_told(wish))
    appearance = Appearance(
        application, resource_folder(), settings.get(definitions.THEME), settings.get(definitions.TEXT_SIZE)
    )
    speaker = Speaker(language_of(settings))
    qt_words = QtWords()
    qt_words.speak(speaker.language)
    speaker.changed.connect(lambda: qt_words.speak(speaker.language))
    clock = Clock(wish.now)
    outlet = ErrorOutlet()
    jobs, building, fetching = (Jobs(name, outlet.take) for name in ("catalogue", "search-index", "sync"))
    chosen = ChosenSituation(usual_situation(settings, clock.today()))
    asker = Asker(lambda: _enquiries(data), jobs, chosen, clock)
    parts = Parts(
        speaker=speaker,
        chosen=chosen,
        settings=settings,
        asker=asker,
        builder=IndexBuilder(data, building),
        syncing=Syncing(data, settings, asker, fetching, outlet.take),
        records=SyncRecords(data, profile.connection),
        outlet=outlet,
        following=Following(FollowedStore(profile.connection, can_save=profile.can_save)),
        news=News(NewsStore(profile.connection, can_save=profile.can_save)),
        data=data,
        sources=None if is_frozen() else resource_folder() / "catalogue",
        note=None if profile.can_save else phrase("Nothing can be saved in this data folder"),
    )
    window = MainWindow(parts)
    if is_filled:
        window.fill()
    appearance.changed.connect(window.restyle)
    applier = Applier(settings, appearance, speaker, chosen, window)
    window.setting_changed.connect(applier.apply)
    kept = (parts.builder, parts.syncing, parts.following, parts.news, parts.basket, parts.recent, parts.wishes)
    for part in (appearance, speaker, outlet, jobs, building, fetching, chosen, qt_words, *kept):
        part.setParent(window)
    if wish.app is not None:
        window.open_when_ready(wish.app)
    return Program(window, appearance, qt_words, profile)


def _enquiries(data: Path) -> Enquiries:
    from gui.enquiries import Enquiries  # slow to load: on the catalogue's thread, when the window stands

    return Enquiries(data, resource_folder() / "rules" / "rules.toml")


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
