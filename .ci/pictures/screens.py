"""Every screen that is pictured, and the way there through the real window. A new one is one line of the table."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from gui.travel import PageName
from pictures import releases
from pictures.studio import Studio


@dataclass(frozen=True, slots=True)
class Screen:
    """One picture."""

    name: str
    """Of its file, and of the screen on the command line."""
    title: str
    """Under the picture."""
    reach: Callable[[Studio], None]
    """Goes there from the empty look-up page."""
    page: PageName | None = PageName.LOOKUP
    """What the window must show then; None: there is no catalogue, and so no page."""
    is_whole: bool = False
    """Picture all of the page, also what has to be scrolled to, without the frame around it."""
    needs_catalogue: bool = True


def _compared(studio: Studio) -> None:
    for name in ("TikTok", "Instagram"):
        studio.write(name)
        studio.press("Ctrl+Return")
    studio.press("Ctrl+2")
    studio.make_sure(is_so=studio.window.compare.compared is not None, otherwise="nothing is compared")


def _used(studio: Studio) -> None:
    for name in ("Signal", "Vipps"):
        studio.open(name)
        studio.press("Ctrl+D")
    studio.go_home()
    studio.make_sure(is_so=len(studio.window.parts.following.apps) == 2, otherwise="nothing is followed")  # noqa: PLR2004


def _asked(studio: Studio) -> None:
    studio.open("TikTok")
    studio.press("Ctrl+I")


def _no_news(studio: Studio) -> None:
    studio.forget_news()
    studio.press("Ctrl+5")


def _news(studio: Studio) -> None:
    studio.have_news()
    studio.press("Ctrl+5")
    page = studio.window.side.news
    studio.make_sure(is_so=page is not None and len(page.lines) > 1, otherwise="nothing is new")


def _news_card(studio: Studio) -> None:
    _news(studio)
    page = studio.window.side.news
    if page is not None and (line := page.lines[0]).open is not None:
        line.open.click()
    studio.rest()
    studio.make_sure(is_so=studio.window.card.news.isVisible(), otherwise="the card tells no news")


def _sync_off(studio: Studio) -> None:
    studio.forget_syncs()
    studio.press("Ctrl+9")


def _sync(studio: Studio) -> None:
    studio.have_syncs(releases.UPDATED)
    studio.press("Ctrl+9")


def _sync_refused(studio: Studio) -> None:
    studio.have_syncs(releases.UPDATED, releases.REFUSED)
    studio.press("Ctrl+9")
    page = studio.window.side.sync
    studio.make_sure(is_so=page is not None and page.box is not None, otherwise="nothing is told of a refusal")


def _narrow(studio: Studio) -> None:
    studio.press("Ctrl+B")
    studio.write("tele")


CARD, COMPARE = PageName.CARD, PageName.COMPARE

SCREENS: tuple[Screen, ...] = (
    Screen("start", "Nothing typed", lambda studio: studio.go_home()),
    Screen("found", "Found while typing", lambda studio: studio.write("te")),
    Screen("guessed", "Misspelt", lambda studio: studio.write("tik tokk")),
    Screen("nothing", "Nothing found", lambda studio: studio.write("zzqqxx")),
    Screen("card", "Advised against", lambda studio: studio.open("TikTok"), CARD),
    Screen("card-whole", "All of a card", lambda studio: studio.open("TikTok"), CARD, is_whole=True),
    Screen("card-signal", "Another answer", lambda studio: studio.open("Signal"), CARD),
    Screen("card-unknown", "A name that nobody knows", lambda studio: studio.open("zzqqxx"), CARD),
    Screen("situation", "The questions about the situation", _asked, CARD),
    Screen("compare-none", "Nothing to compare", lambda studio: studio.press("Ctrl+2"), COMPARE),
    Screen("compare", "Two apps compared", _compared, COMPARE),
    Screen("compare-whole", "All of a comparison", _compared, COMPARE, is_whole=True),
    Screen("news-none", "Nothing new yet", _no_news, PageName.NEWS),
    Screen("news", "What's new", _news, PageName.NEWS),
    Screen("news-whole", "All that is new", _news, PageName.NEWS, is_whole=True),
    Screen("news-card", "A card that news led to", _news_card, CARD),
    Screen("sync-none", "Sync without a publisher", _sync_off, PageName.SYNC),
    Screen("sync", "Sync", _sync, PageName.SYNC),
    Screen("sync-whole", "All of Sync", _sync, PageName.SYNC, is_whole=True),
    Screen("sync-refused", "A release was refused", _sync_refused, PageName.SYNC),
    Screen("followed", "Apps followed and opened", _used),
    Screen("settings", "Settings", lambda studio: studio.press("Ctrl+0"), PageName.SETTINGS),
    Screen("settings-whole", "All settings", lambda studio: studio.press("Ctrl+0"), PageName.SETTINGS, is_whole=True),
    Screen("help", "Help", lambda studio: studio.press("F1"), PageName.HELP),
    Screen("keys", "List of keys", lambda studio: studio.press("Ctrl+F1"), PageName.HELP),
    Screen("first-run-1", "First run: language", lambda studio: studio.greet(1), PageName.FIRST_RUN),
    Screen("first-run-2", "First run: organisation", lambda studio: studio.greet(2), PageName.FIRST_RUN),
    Screen("first-run-3", "First run: situation", lambda studio: studio.greet(3), PageName.FIRST_RUN),
    Screen("first-run-4", "First run: a try", lambda studio: studio.greet(4), PageName.FIRST_RUN),
    Screen("rail", "Rail with icons alone", _narrow),
    Screen("trouble", "No catalogue", lambda studio: studio.rest(), None, needs_catalogue=False),
)
"""The table, in the order in which the pictures are taken and shown."""
