"""News for the pictures: what a release would tell that followed one in which less was known.

The older catalogue is the real one with some facts taken out or told otherwise; what is told of the newer one is true.
"""

from __future__ import annotations

import shutil
import sqlite3
import tempfile
from contextlib import closing
from datetime import datetime, timedelta
from functools import lru_cache
from pathlib import Path

from core.catalogue.store import CatalogueStore
from core.errors import Silent
from core.facts import AppId
from core.rules.load import load_rules
from core.settings.folders import resource_folder
from core.situation import Situation
from core.sync.news_items import news_of
from core.sync.news_model import NewsItem, Reader, ReleaseNews
from core.sync.news_store import NewsStore

FOLLOWED = (AppId("telegram"), AppId("tiktok"))
"""Apps that are followed in these pictures."""
_VERSION = 8
_LESS_KNOWN = (
    "delete from advice_app where advice = 'nsm-2023-tiktok-telegram' and app = 'telegram'",
    "update stake set share_min = null, share_max = null, verified = 'no' where company = 'tiktok-technology-ie'",
    "update stake set control = 'unknown', verified = 'no' where company = 'supercell' and holder = 'tencent'",
    "delete from advice_app where advice = 'nsm-2025-deepseek'",
    "delete from advice where id = 'nsm-2025-deepseek'",
    "update incident set status = 'under appeal' where id = 'tiktok-dpc-2023'",
    "delete from incident_app where incident = 'clipboard-2020'",
    "update app set note = note || ' ' where id like 'z%'",
)
"""What the older catalogue lacks."""


def tell(connection: sqlite3.Connection, catalogue: Path, now: datetime) -> None:
    """Keep the news, as after a sync; those that were told before are forgotten."""
    forget(connection)
    release = ReleaseNews(0, now, _VERSION, now - timedelta(days=3), _VERSION - 1, is_whole=True)
    NewsStore(connection, can_save=True).add(release, "sha256:pictures", _items(catalogue, now))


def forget(connection: sqlite3.Connection) -> None:
    """Have no news at all, as before the first sync."""
    connection.execute("delete from news_release")


@lru_cache
def _items(catalogue: Path, now: datetime) -> tuple[NewsItem, ...]:
    rules = load_rules(resource_folder() / "rules" / "rules.toml")
    reader = Reader(FOLLOWED, Situation(date=now.date()), rules, now)
    with tempfile.TemporaryDirectory(prefix="appvett-older-") as folder:
        older = _older(catalogue, Path(folder) / "older.sqlite")
        with (
            CatalogueStore.open(older, verify=False) as before,
            CatalogueStore.open(catalogue, verify=False) as after,
        ):
            return news_of(before, after, reader, Silent())


def _older(catalogue: Path, target: Path) -> Path:
    shutil.copyfile(catalogue, target)
    with closing(sqlite3.connect(target, isolation_level=None)) as connection:
        connection.execute("pragma journal_mode = off")
        for statement in _LESS_KNOWN:
            connection.execute(statement)
    return target
