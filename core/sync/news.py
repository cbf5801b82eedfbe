"""Tells what is new after a sync: finds it out, and keeps it for the window to show."""

from __future__ import annotations

import sqlite3
from dataclasses import replace
from datetime import datetime
from pathlib import Path

from core.catalogue.model import CatalogueInfo
from core.catalogue.store import CatalogueStore
from core.errors import Reporter
from core.rules.load import load_rules
from core.settings.folders import resource_folder
from core.settings.followed import FollowedStore
from core.settings.managed import read_managed
from core.settings.store import SettingsStore
from core.settings.usual import usual_situation
from core.sync.news_items import news_of
from core.sync.news_model import NewsItem, Reader, ReleaseNews
from core.sync.news_store import NewsStore


def tell_news(
    old: Path | None, new: Path, connection: sqlite3.Connection | None, now: datetime, reporter: Reporter
) -> int:
    """Find out what is new in a catalogue that was just put to use, and keep it. Never raises.

    Where that cannot be found out, as when it is stopped, the release is kept with the remark that it could not.

    Args:
        old: The catalogue that was in use; None: there was none, and nothing is news.
        new: The one that is.
        connection: To the user's own file, for this thread; None: there is none.
        now: The moment, UTC.
        reporter: Told how far it has come.

    Returns:
        How many lines are kept; 0 where there is nothing new, or nothing could be kept.
    """
    if old is None or connection is None:
        return 0
    try:
        with CatalogueStore.open(old, verify=False) as before, CatalogueStore.open(new, verify=False) as after:
            return _tell(before, after, connection, now, reporter)
    except Exception:  # noqa: BLE001 - the border: the new catalogue is in use, and its news must not make that a failure
        return 0


def _tell(
    before: CatalogueStore, after: CatalogueStore, connection: sqlite3.Connection, now: datetime, reporter: Reporter
) -> int:
    store, about = NewsStore(connection, can_save=True), after.info()
    release = ReleaseNews(0, now, about.version, about.created, before.info().version, is_whole=True)
    items: tuple[NewsItem, ...] = ()
    try:
        items = news_of(before, after, _reader(connection, about, now), reporter)
    except Exception:  # noqa: BLE001 - as above; that it is missing is told
        release = replace(release, is_whole=False)
    return store.add(release, about.digest, items)


def _reader(connection: sqlite3.Connection, about: CatalogueInfo, now: datetime) -> Reader:
    settings = SettingsStore(connection, managed=read_managed())
    followed = FollowedStore(connection, can_save=True).apps()
    # No moment is before the catalogue was made, whatever this machine's clock says.
    moment = max(now, about.created)
    return Reader(
        followed=tuple(one.app for one in followed),
        situation=usual_situation(settings, moment.date()),
        rules=load_rules(resource_folder() / "rules" / "rules.toml"),
        now=moment,
    )
