"""Journeys by the keyboard alone, through the real window, in bokmål and English.

Keys go to whatever has the focus; no method of the window is called to get anywhere. What is on the screen is then
asked of the window.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from core.settings.definitions import FIRST_RUN, LANGUAGE, TEXT_SIZE, THEME, FirstRun
from core.texts.phrase import Language, Phrase, Term, phrase
from gui.help.topics import NAMES, Topic
from gui.main_window import MainWindow
from gui.travel import PageName
from tests.access.walk import spoken
from tests.gui.conftest import Driver, words_on

Key, Keys = Qt.Key, Qt.KeyboardModifier
LANGUAGES = pytest.mark.parametrize("language", [Language.NB, Language.EN])
_MOST = 120
"""Times that Tab is pressed before something counts as out of reach."""


class Hands:
    """Two hands on a keyboard, and eyes on a window."""

    def __init__(self, driver: Driver, window: MainWindow) -> None:
        self.driver, self.window = driver, window
        window.activateWindow()
        driver.rest(window)

    @property
    def focus(self) -> QWidget:
        """What has the focus."""
        found: QWidget | None = QApplication.focusWidget()
        assert found is not None, "nothing has the focus"
        return found

    def press(self, key: Qt.Key, keys: Qt.KeyboardModifier = Keys.NoModifier, times: int = 1) -> None:
        """Press a key so many times."""
        for _ in range(times):
            QTest.keyClick(self.focus, key, keys)
            self.driver.rest(self.window)

    def type(self, text: str) -> None:
        """Type a text."""
        QTest.keyClicks(self.focus, text)
        self.driver.rest(self.window)

    def tab_to(self, is_it: Callable[[str], bool], role: QAccessible.Role = QAccessible.Role.Button) -> None:
        """Press Tab until something with this role has a name that is meant."""
        met = []
        for _ in range(_MOST):
            found, name = spoken(self.focus)
            if found is role and is_it(name):
                return
            met.append(name)
            self.press(Key.Key_Tab)
        pytest.fail(f"Tab does not lead there, but to: {met}")

    def say(self, words: Phrase) -> str:
        """The phrase as the window says it."""
        return self.window.parts.speaker.say(words)

    def sees(self, words: str) -> bool:
        """Whether these words stand on the page."""
        return words in self.words()

    def words(self) -> str:
        """All words on the page."""
        page = self.window.pages.currentWidget()
        assert page is not None
        return words_on(page)

    def page(self) -> PageName:
        """The page that is shown."""
        return self.window.travel.way.here.page


@LANGUAGES
def test_look_up_an_app_read_its_facts_and_go_back(driver: Driver, language: Language) -> None:
    hands = Hands(driver, driver.start("--language", language.value))
    hands.press(Key.Key_K, Keys.ControlModifier)
    hands.type("tikt")
    hands.press(Key.Key_Return)
    assert hands.page() is PageName.CARD
    assert hands.sees("TikTok")
    behind = hands.say(phrase("{factor}: the facts behind the level", factor=Term("factors.threat.label")))
    assert not hands.sees(behind)
    level = hands.window.parts.speaker.term("levels.high.label")
    hands.tab_to(lambda name: name.startswith(hands.say(phrase("Threat: who can compel the owner"))) and level in name)
    hands.press(Key.Key_Space)
    assert hands.sees(behind)
    hands.press(Key.Key_Left, Keys.AltModifier)
    assert hands.page() is PageName.LOOKUP
    assert hands.window.lookup.hits.isVisible()


@LANGUAGES
def test_compare_two_apps(driver: Driver, language: Language) -> None:
    hands = Hands(driver, driver.start("--language", language.value))
    for name in ("tiktok", "telegram"):
        hands.press(Key.Key_K, Keys.ControlModifier)
        hands.type(name)
        hands.press(Key.Key_Return, Keys.ControlModifier)
    hands.press(Key.Key_2, Keys.ControlModifier)
    assert hands.page() is PageName.COMPARE
    assert hands.sees("TikTok")
    assert hands.sees("Telegram")
    hands.press(Key.Key_Escape)
    assert hands.page() is PageName.LOOKUP


@LANGUAGES
def test_change_the_situation_and_see_the_answer_change(driver: Driver, language: Language) -> None:
    hands = Hands(driver, driver.start("--language", language.value))
    hands.type("tiktok")
    hands.press(Key.Key_Return)
    before = hands.window.card.answered
    hands.press(Key.Key_I, Keys.ControlModifier)
    myself = hands.window.parts.speaker.term("device_questions.payer_self")
    hands.press(Key.Key_Right)  # arrows choose among the answers to a question
    assert spoken(hands.focus) == (QAccessible.Role.RadioButton, myself)
    after = hands.window.card.answered
    assert before is not None
    assert after is not None
    assert before.card.verdict.sentence != after.card.verdict.sentence
    assert hands.sees(hands.say(after.card.verdict.sentence))
    hands.press(Key.Key_Escape)
    assert hands.page() is PageName.CARD
    assert not hands.window.sheet.isVisible()


@LANGUAGES
def test_language_appearance_and_text_size_are_changed_and_changed_back(driver: Driver, language: Language) -> None:
    hands = Hands(driver, driver.start("--language", language.value))
    before = _look(driver, hands)
    hands.press(Key.Key_0, Keys.ControlModifier)
    assert hands.page() is PageName.SETTINGS
    # English is the last of the languages, and the system's own look the first of the others.
    there, back = (Key.Key_Up, Key.Key_Down) if language is Language.EN else (Key.Key_Down, Key.Key_Up)
    _choose(hands, {LANGUAGE.label: there, THEME.label: Key.Key_Down, TEXT_SIZE.label: Key.Key_Down})
    assert all(one != other for one, other in zip(before, _look(driver, hands), strict=True))
    _choose(hands, {LANGUAGE.label: back, THEME.label: Key.Key_Up, TEXT_SIZE.label: Key.Key_Up})
    assert _look(driver, hands) == before
    hands.press(Key.Key_Escape)
    assert hands.page() is PageName.LOOKUP


def _look(driver: Driver, hands: Hands) -> tuple[object, ...]:
    appearance = driver.programs[0].appearance
    return hands.window.windowTitle(), appearance.tokens, appearance.scale


def _choose(hands: Hands, ways: Mapping[Phrase, Qt.Key]) -> None:
    """Go to each choice box by its label, and two values up or down."""
    for label, way in ways.items():
        hands.tab_to(hands.say(label).__eq__, QAccessible.Role.ComboBox)
        hands.press(way, times=2)


@LANGUAGES
def test_help_is_read_and_left(driver: Driver, language: Language) -> None:
    hands = Hands(driver, driver.start("--language", language.value))
    hands.press(Key.Key_F1)
    assert hands.page() is PageName.HELP
    assert hands.sees(hands.say(NAMES[Topic.CARD]))
    first = hands.words()
    hands.press(Key.Key_Down)  # arrows lead through the topics
    hands.press(Key.Key_Space)
    assert hands.words() != first
    hands.press(Key.Key_Escape)
    assert hands.page() is PageName.LOOKUP


@LANGUAGES
def test_first_pages_are_gone_through(driver: Driver, language: Language) -> None:
    driver.first_run = FirstRun.DUE
    hands = Hands(driver, driver.start("--language", language.value))
    assert hands.page() is PageName.FIRST_RUN
    seen = set()
    for words in (phrase("Next"), phrase("Next"), phrase("Next"), phrase("Begin")):
        seen.add(hands.words())
        hands.tab_to(hands.say(words).__eq__)
        hands.press(Key.Key_Space)
    assert len(seen) == 4
    assert hands.page() is PageName.LOOKUP
    assert hands.window.parts.settings.get(FIRST_RUN) is FirstRun.DONE


@LANGUAGES
def test_f6_goes_round_the_parts_of_the_window(driver: Driver, language: Language) -> None:
    hands = Hands(driver, driver.start("--language", language.value))
    met = [hands.focus]
    while len(met) < 10:
        hands.press(Key.Key_F6)
        if hands.focus is met[0]:
            break
        met.append(hands.focus)
    parts = (hands.window.rail, hands.window.bar, hands.window.pages)
    assert all(any(part.isAncestorOf(widget) for widget in met) for part in parts)
    assert hands.focus is met[0]
