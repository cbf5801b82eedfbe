"""States of the window, one after another, as a person would come to them; every check can be made in each."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from PySide6.QtWidgets import QAbstractButton

from core.errors import UsageError
from core.settings.definitions import CATALOGUE_ADDRESS
from core.sync.history import HistoryStore
from core.sync.left import LeftStore
from core.sync.model import Check, Way
from core.texts.phrase import phrase
from core.transport.traffic import Traffic
from gui.errors import Trouble
from gui.filters import Facet, Filters
from gui.help.topics import Topic
from gui.main_window import MainWindow
from gui.sync_records import SyncRecords
from gui.syncing import UnderWay
from gui.travel import PageName
from gui.widgets.roles import OPENING
from tests.builders import NOW
from tests.gui.conftest import Driver
from tests.gui.news import SOME, put_news
from tests.gui.releases import REFUSED, UPDATED


@dataclass(frozen=True, slots=True)
class Scene:
    """A state of the window."""

    name: str
    come: Callable[[Driver, MainWindow], None]
    """Brings the window there from the scene before."""


def play(driver: Driver, window: MainWindow) -> Iterator[str]:
    """Bring the window from scene to scene; the name of each, once it is at rest.

    Args:
        driver: what uses the window.
        window: a window on the catalogue with listed apps.
    """
    for scene in SCENES:
        scene.come(driver, window)
        driver.rest(window)
        yield scene.name


def open_all(window: MainWindow, rounds: int = 9) -> None:
    """Open everything on the page that can be opened, also what that brings; what shuts another is opened last.

    Args:
        window: the window.
        rounds: how often what came is opened in turn.
    """
    page, opened = window.pages.currentWidget(), set[QAbstractButton]()
    assert page is not None
    for _ in range(rounds):
        for button in [button for button in page.findChildren(QAbstractButton) if _is_shut(button, opened)]:
            opened.add(button)
            button.click()


def _is_shut(button: QAbstractButton, opened: set[QAbstractButton]) -> bool:
    can_open = type(button).__name__ in OPENING and button not in opened
    return can_open and button.isVisible() and not button.isChecked()


def _start(_driver: Driver, _window: MainWindow) -> None:
    """Nothing typed."""


def _list(driver: Driver, window: MainWindow) -> None:
    driver.type(window, "tele")


def _pretends(driver: Driver, window: MainWindow) -> None:
    driver.put(window, "Tick\u0442ock")


def _nothing(driver: Driver, window: MainWindow) -> None:
    driver.put(window, "qqzzxxyy")


def _filtered(driver: Driver, window: MainWindow) -> None:
    driver.put(window, "tiktok")
    chosen = {(Facet.COUNTRY, "CN"), (Facet.COUNTRY, "US"), (Facet.ANSWER, "advised-against"), (Facet.PLATFORM, "ios")}
    window.lookup.filters.choose(Filters(frozenset(chosen)))


def _card(driver: Driver, window: MainWindow) -> None:
    window.lookup.filters.choose(Filters())
    driver.rest(window)
    driver.open(window, "tiktok")


def _unfolded(_driver: Driver, window: MainWindow) -> None:
    open_all(window)


def _listed(driver: Driver, window: MainWindow) -> None:
    driver.open(window, "kveldsavisen")


def _put_aside(driver: Driver, window: MainWindow) -> None:
    for app in ("tiktok", "telegram"):
        window.aside.toggle_follow(app)
        window.aside.toggle_compare(app, app)
    window.bar.search.clear()
    window.show_page(PageName.LOOKUP)
    driver.rest(window)
    assert window.lookup.welcome.followed.isVisible()


def _strip(driver: Driver, window: MainWindow) -> None:
    driver.put(window, "tele")


def _compared(_driver: Driver, window: MainWindow) -> None:
    window.show_page(PageName.COMPARE)


def _asked(driver: Driver, window: MainWindow) -> None:
    driver.open(window, "tiktok")
    driver.ask(window)


def _no_news(_driver: Driver, window: MainWindow) -> None:
    window.sheet.put_away()
    window.show_page(PageName.NEWS)


def _news(driver: Driver, window: MainWindow) -> None:
    put_news(window, *SOME)
    driver.rest(window)


def _card_of_news(driver: Driver, window: MainWindow) -> None:
    assert window.side.news is not None
    line = window.side.news.lines[0]
    assert line.open is not None
    driver.click(window, line.open)
    assert window.card.news.isVisible()


def _sync_off(_driver: Driver, window: MainWindow) -> None:
    window.show_page(PageName.SYNC)


class _Followed(SyncRecords):
    """Of a machine that follows a publisher."""

    def follows(self) -> bool:
        """There is a root."""
        return True


def _sync(driver: Driver, window: MainWindow) -> None:
    connection = driver.programs[-1].profile.connection
    window.parts.records = _Followed(window.parts.data, connection)
    window.parts.settings.hold(CATALOGUE_ADDRESS, "https://katalog.example.no/appvett/")
    HistoryStore(connection).add(UPDATED)
    LeftStore(connection, can_save=True).add(NOW, Traffic("katalog.example.no", "/appvett/timestamp.json", 180, 2_400))
    window.show_page(PageName.SYNC)


def _sync_going_on(_driver: Driver, window: MainWindow) -> None:
    sync = UnderWay(Way.FOLDER, "E:\\appvett", is_background=False, check=Check.COMPLETE, done=20_000, total=70_000)
    _tell_sync(window, sync)


def _sync_refused(driver: Driver, window: MainWindow) -> None:
    _tell_sync(window, None)
    HistoryStore(driver.programs[-1].profile.connection).add(REFUSED)
    window.show_page(PageName.SYNC)


def _tell_sync(window: MainWindow, sync: UnderWay | None) -> None:
    window.parts.syncing.under_way = sync
    window.parts.syncing.changed.emit()


def _settings(_driver: Driver, window: MainWindow) -> None:
    window.sheet.put_away()
    window.show_page(PageName.SETTINGS)


def _settings_unfolded(_driver: Driver, window: MainWindow) -> None:
    open_all(window, rounds=1)  # the licences of all parts are very long, and all of a kind


def _help(topic: Topic) -> Callable[[Driver, MainWindow], None]:
    def come(driver: Driver, window: MainWindow) -> None:
        window.show_page(PageName.HELP)
        driver.rest(window)
        assert window.side.help is not None
        window.side.help.open(topic.value)

    return come


def _first_pages(_driver: Driver, window: MainWindow) -> None:
    window.show_page(PageName.FIRST_RUN)


def _next_page(_driver: Driver, window: MainWindow) -> None:
    assert window.side.first_run is not None
    window.side.first_run.next.click()


def _told(_driver: Driver, window: MainWindow) -> None:
    window.show_page(PageName.LOOKUP)
    window.banner.tell(Trouble.of(UsageError(phrase("It went wrong."), phrase("Do it again."))))


SCENES = (
    Scene("start", _start),
    Scene("list", _list),
    Scene("name that pretends", _pretends),
    Scene("nothing found", _nothing),
    Scene("filtered list", _filtered),
    Scene("card", _card),
    Scene("card with all open", _unfolded),
    Scene("card of an app that is only listed", _listed),
    Scene("followed and chosen", _put_aside),
    Scene("list above the chosen ones", _strip),
    Scene("comparison", _compared),
    Scene("questions about the situation", _asked),
    Scene("no news", _no_news),
    Scene("news", _news),
    Scene("news with all open", _unfolded),
    Scene("card that news led to", _card_of_news),
    Scene("sync without a publisher", _sync_off),
    Scene("sync", _sync),
    Scene("sync going on", _sync_going_on),
    Scene("sync refused", _sync_refused),
    Scene("sync refused with all open", _unfolded),
    Scene("settings", _settings),
    Scene("settings with all open", _settings_unfolded),
    *(Scene(f"help: {topic.value}", _help(topic)) for topic in Topic),
    Scene("first page", _first_pages),
    *(Scene(f"{number} page", _next_page) for number in ("second", "third", "fourth")),
    Scene("trouble", _told),
)
