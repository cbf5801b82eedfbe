"""What the window is made of, built in `gui.app`."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from core.settings.store import SettingsStore
from core.texts.phrase import Phrase
from gui.asking import Asker
from gui.errors import ErrorOutlet
from gui.indexing import IndexBuilder
from gui.keeping import Basket, Following, Recent
from gui.news import News
from gui.situations import ChosenSituation
from gui.speaker import Speaker
from gui.sync_records import SyncRecords
from gui.syncing import Syncing
from gui.wishes import AddressWishes


@dataclass(slots=True)
class Parts:
    """Everything behind a window."""

    speaker: Speaker
    chosen: ChosenSituation
    settings: SettingsStore
    asker: Asker
    builder: IndexBuilder
    syncing: Syncing
    records: SyncRecords
    outlet: ErrorOutlet
    following: Following
    news: News
    data: Path
    sources: Path | None
    """Where a catalogue can be built from; None in the bundle."""
    note: Phrase | None = None
    """Something to know about this run, such as that nothing can be saved."""
    basket: Basket = field(default_factory=Basket)
    recent: Recent = field(default_factory=Recent)
    wishes: AddressWishes = field(default_factory=AddressWishes)
