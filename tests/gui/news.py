"""News for windows: lines about real apps, put where a sync would put them."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from core.facts import AppId, Kind, PartialDate, Verified
from core.sync.news_model import Backing, Concerned, Group, Matter, NewsItem, ReleaseNews
from core.texts.phrase import Term, phrase
from gui.main_window import MainWindow
from tests.builders import NOW

TIKTOK, TELEGRAM = Concerned(AppId("tiktok"), "TikTok"), Concerned(AppId("telegram"), "Telegram")

ANSWER = NewsItem(
    Group.FOLLOWED,
    Matter.ANSWER,
    "TikTok",
    (TIKTOK,),
    phrase("{it}", it=Term("answers.conditions.label")),
    phrase("{it}", it=Term("answers.needs-assessment.label")),
    details=(phrase("Because of this."),),
)
ADVICE = NewsItem(
    Group.GUIDANCE,
    Matter.GUIDANCE,
    "NSM",
    (),
    None,
    phrase("NSM says something."),
    Backing(Kind.NOT_RECORDED, ("https://nsm.example.no/advice",), None, None),
    (phrase("What it says."),),
)
OWNER = NewsItem(
    Group.OWNERS,
    Matter.OWNER,
    "TikTok",
    (TIKTOK, TELEGRAM),
    phrase("A controls B."),
    phrase("C controls B."),
    Backing(Kind.DECLARED, ("https://example.com/owner",), PartialDate.parse("2026"), Verified.NO),
)
INCIDENT = NewsItem(Group.INCIDENTS, Matter.INCIDENT, "Nobody Ltd", (), None, phrase("It leaked."))
REST = NewsItem(Group.OTHER, Matter.REST, "", (), None, phrase("Also changed: much."))
SOME = (ANSWER, ADVICE, OWNER, INCIDENT, REST)
"""A line of each group. Four of them can be read."""

RELEASE = ReleaseNews(0, NOW, 8, NOW - timedelta(days=3), 7, is_whole=True)


def put_news(window: MainWindow, *items: NewsItem, version: int = 8, is_whole: bool = True) -> None:
    """Tell of a release, as a sync does, and have the window look."""
    release = replace(RELEASE, version=version, since=version - 1, is_whole=is_whole)
    window.parts.news._store.add(release, f"sha256:{version}", items)
    window.parts.news.look()
