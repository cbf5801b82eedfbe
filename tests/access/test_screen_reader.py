"""As a screen reader meets it: the program as a process of its own, found and used by role and name alone.

On a screen in memory with message buses of its own. Names are looked up in the program's own texts, so that the test
holds in every language; nothing is known here of widgets.
"""

from __future__ import annotations

import shutil
import sys
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import pytest

from core.catalogue.store import CatalogueStore
from core.database.connections import open_best_profile
from core.facts import AppId
from core.guidance.store import guidance
from core.risk.desk import Desk
from core.risk.model import RiskCard
from core.rules.load import load_rules
from core.settings.definitions import FIRST_RUN, FirstRun
from core.settings.folders import profile_file
from core.settings.store import SettingsStore
from core.settings.usual import usual_situation
from core.situation import Device, Situation
from core.texts.phrase import Language, Phrase, phrase
from core.texts.words import Words
from gui.clock import Clock
from gui.launch import read
from tests.access.bus import Bus, Gone, State, Thing, listening
from tests.access.keyboard import Keyboard, keyboard
from tests.access.screen import Screen, alive, screen
from tests.gui.conftest import NOW

ROOT = Path(__file__).parents[2]


@dataclass(frozen=True, slots=True)
class Reader:
    """A person with a screen reader: what they hear, and their keyboard."""

    bus: Bus
    keys: Keyboard
    words: Words

    def say(self, words: Phrase) -> str:
        """The phrase as the program says it."""
        return self.words.say(words)

    def find(self, role: str, is_meant: Callable[[str], bool] = bool) -> Thing:
        """What has this role and a name that is meant, as soon as it is there."""
        return self.bus.until(lambda: self._look(role, is_meant), f"{role} in {self._all()}")

    def find_named(self, role: str, name: str) -> Thing:
        """What has this role and this name."""
        return self.bus.until(lambda: self._look(role, name.__eq__), f"{role} {name!r} in {self._all()}")

    def hears(self, words: str) -> None:
        """Wait until something with these words was announced."""
        self.bus.until(lambda: any(words in said for said in self.bus.announced), f"{words!r} announced")

    def _look(self, role: str, is_meant: Callable[[str], bool]) -> Thing | None:
        found = (root.find(role, is_meant) for root in self.bus.roots())
        return next((thing for thing in found if thing is not None), None)

    def _all(self) -> list[str]:
        try:
            return [f"{thing.role} {thing.name!r}" for root in self.bus.roots() for thing in root.shown()]
        except Gone:
            return []


@pytest.fixture
def on_screen() -> Iterator[Screen]:
    """A screen; everything that was started there has ended afterwards."""
    folder = Path(tempfile.mkdtemp(prefix="av-"))  # short: the path of a socket has 107 letters at most
    with screen(folder) as found:
        yield found
    groups = [process.pid for process in found.started]
    shutil.rmtree(folder)
    assert not alive(groups), "something was left running"


@pytest.fixture
def data(on_screen: Screen, real_data: Path) -> Path:
    """A data folder with the real catalogue, where the first pages have been seen."""
    folder = Path(shutil.copytree(real_data, on_screen.folder / "data"))
    profile = open_best_profile(profile_file(folder))
    assert profile.connection is not None
    SettingsStore(profile.connection).save(FIRST_RUN, FirstRun.DONE)
    profile.connection.close()
    return folder


@pytest.fixture
def desk(store: CatalogueStore) -> Desk:
    """Answers worked out apart from the window."""
    return Desk(store, guidance(store), load_rules(ROOT / "resources" / "rules" / "rules.toml"))


@pytest.mark.parametrize("language", [Language.NB, Language.EN])
def test_app_is_looked_up_and_its_verdict_read_by_role_and_name(
    on_screen: Screen, data: Path, desk: Desk, store: CatalogueStore, language: Language
) -> None:
    words = Words(language, store.vocabulary())
    usual = usual_situation(SettingsStore(None), Clock(read(["--now", NOW]).now).today())
    answer, private = _card(desk, usual), _card(desk, replace(usual, device=Device.PRIVATE_UNMANAGED))
    with listening(on_screen.session_bus) as bus, keyboard(on_screen.environment["DISPLAY"]) as keys:
        _start(on_screen, data, language)
        reader = Reader(bus, keys, words)
        _look_up(reader)
        _read_answer(reader, answer)
        _open_tile(reader, answer)
        _change_situation(reader, private)
        _go_back(reader)


def _start(on_screen: Screen, data: Path, language: Language) -> None:
    command = [sys.executable, "-P", "-m", "gui", "--now", NOW, "--language", language.value, "--data", str(data)]
    on_x11 = {"QT_QPA_PLATFORM": "xcb", "QT_LINUX_ACCESSIBILITY_ALWAYS_ON": "1", "PYTHONPATH": str(ROOT)}
    on_screen.start(command, more=on_x11)


def _look_up(reader: Reader) -> None:
    """Find the field, put a name in, hear the count, and open the first row."""
    field = reader.find_named("text", reader.say(phrase("Look up an app")))
    reader.bus.until(reader.keys.focus_newest_window, "the window")
    reader.bus.until(lambda: State.FOCUSED in field.states, "focus in the search field")
    field.write("tiktok")
    row = reader.find("list item", lambda name: name.startswith("TikTok"))
    assert State.SHOWING in row.states
    reader.bus.until(lambda: reader.bus.announced, "the count announced")
    reader.keys.press("Return")


def _read_answer(reader: Reader, card: RiskCard) -> None:
    """The verdict is announced, and is a part with the answer as its name; the tiles come in the order of the card."""
    verdict = reader.say(card.verdict.sentence)
    reader.hears(f"TikTok: {verdict}")
    assert reader.find_named("panel", verdict).children()
    reader.find_named("heading", "TikTok")
    levels = [_level(reader, level) for level in _levels(card)]
    names = [tile.name for tile in _tiles(reader)]
    assert len(names) == 3
    assert all(level in name for level, name in zip(levels, names, strict=True))


def _open_tile(reader: Reader, card: RiskCard) -> None:
    """A tile says that it can be opened, opens, and says that it is open."""
    tile = _tiles(reader)[1]
    assert State.EXPANDABLE in tile.states
    assert State.EXPANDED not in tile.states
    tile.do("Press")
    reader.bus.until(lambda: State.EXPANDED in tile.states, "the tile open")
    factor = reader.words.term("factors.threat.label")
    title = reader.say(phrase("{factor}: the facts behind the level", factor=factor))
    reader.find("heading", lambda name: name.casefold() == title.casefold())
    assert card.threat is not None


def _change_situation(reader: Reader, after: RiskCard) -> None:
    """The chip opens the questions, an answer changes the verdict, and that is announced."""
    chip = reader.find("push button", lambda name: name.startswith(reader.say(phrase("My situation:"))))
    before, told = chip.name, len(reader.bus.announced)
    chip.do("Press")
    myself = reader.find_named("radio button", reader.words.term("device_questions.payer_self"))
    myself.do("Toggle")
    reader.find_named("panel", reader.say(after.verdict.sentence))
    reader.bus.until(lambda: chip.name != before, "another situation on the chip")
    answer = reader.words.term(f"answers.{after.verdict.answer.value}.label").casefold()
    reader.bus.until(lambda: any(answer in said.casefold() for said in reader.bus.announced[told:]), "it announced")


def _go_back(reader: Reader) -> None:
    """Escape closes the questions; the button leads back to the list."""
    reader.keys.press("Escape")
    chip = reader.find("push button", lambda name: name.startswith(reader.say(phrase("My situation:"))))
    reader.bus.until(lambda: State.EXPANDED not in chip.states, "the questions closed")
    reader.find("push button", lambda name: name.startswith(reader.say(phrase("Back")))).do("Press")
    reader.find("list item", lambda name: name.startswith("TikTok"))


def _tiles(reader: Reader) -> list[Thing]:
    factors = reader.find_named("panel", reader.say(phrase("Three factors")))
    return [thing for thing in factors.shown() if thing.role == "push button" and State.EXPANDABLE in thing.states]


def _levels(card: RiskCard) -> list[str]:
    return [factor.level.value for factor in (card.value, card.threat, card.vulnerability) if factor]


def _level(reader: Reader, level: str) -> str:
    return reader.words.term(f"levels.{level}.label")


def _card(desk: Desk, situation: Situation) -> RiskCard:
    moment = read(["--now", NOW]).now
    assert moment is not None
    found = desk.card(AppId("tiktok"), situation, moment)
    assert found is not None
    return found
