"""The help: its topics in three languages, finding a word, and what it says when a file is gone."""

from __future__ import annotations

from pathlib import Path
from types import SimpleNamespace
from typing import cast

import pytest
from msgspec.structs import replace
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from core.catalogue.current import current
from core.catalogue.store import CatalogueStore
from core.catalogue.vocabulary import whole_vocabulary
from core.rules.load import load_rules
from core.settings.folders import manual_folder, resource_folder
from core.texts.phrase import Language, Text
from gui.help.manual import MOST, read_page
from gui.help.markdown import read_markdown
from gui.help.text import Bullets, Heading, HelpText, Paragraph, Row, Rows, Section, as_text, matching
from gui.help.topics import Topic
from gui.pages.help import HelpPage
from gui.parts import Parts
from gui.shelf import Shelf
from gui.shortcuts import SHORTCUTS
from gui.speaker import Speaker
from gui.widgets.buttons import Button
from gui.widgets.plain_label import PlainLabel
from tests.gui.conftest import words_on


@pytest.fixture(scope="module")
def vocabulary(real_data: Path) -> dict[str, Text]:
    """The words of the real catalogue."""
    store = CatalogueStore.open(current(real_data), verify=False)
    try:
        return dict(whole_vocabulary(store))
    finally:
        store.close()


@pytest.fixture
def speaker(vocabulary: dict[str, Text]) -> Speaker:
    """Speaks English with the catalogue's words."""
    found = Speaker(Language.EN)
    found.learn(vocabulary)
    return found


@pytest.fixture
def page(qtbot: QtBot, speaker: Speaker, tmp_path: Path) -> HelpPage:
    """The page alone, shown."""
    shown = HelpPage(cast(Parts, SimpleNamespace(speaker=speaker, data=tmp_path)))
    qtbot.addWidget(shown)
    shown.resize(1000, 700)
    shown.open()
    shown.show()
    return shown


def _said(page: HelpPage) -> str:
    """Every word that is shown; what was made anew is shown once events are through."""
    QApplication.processEvents()
    return words_on(page)


def _find(page: HelpPage, text: str) -> None:
    page.field.setText(text)
    page.find_now()


# ---- topics ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("language", Language)
def test_every_topic_speaks_every_language(page: HelpPage, speaker: Speaker, language: Language) -> None:
    speaker.choose(language)
    for topic in Topic:
        page.open(topic.value)
        assert page.topic == topic.value
        assert len(_said(page)) > 600, topic
        if topic in (Topic.CARD, Topic.FRESH, Topic.PRIVACY, Topic.TROUBLE):
            written = read_page(manual_folder() / language.value / f"{topic.value}.md")
            assert written is not None
            assert all(section.title in _said(page) for section in written.sections)


def test_every_row_of_the_rules_is_shown(page: HelpPage) -> None:
    page.open("rules")
    rules = load_rules(resource_folder() / "rules" / "rules.toml")
    said = set(_said(page).split("\n"))
    assert {row.id for row in (*rules.value, *rules.threat, *rules.headline, *rules.condition)} <= said


def test_the_rules_are_those_of_the_open_catalogue(page: HelpPage) -> None:
    rules = load_rules(resource_folder() / "rules" / "rules.toml")
    first = replace(rules.value[0], when=Text(nb="", nn="", en="a row of another file"))
    page.open("rules")
    page.show_shelf(cast(Shelf, SimpleNamespace(rules=replace(rules, value=(first, *rules.value[1:])))))
    assert "A row of another file" in _said(page)


def test_the_words_are_the_catalogues_own(page: HelpPage, vocabulary: dict[str, Text]) -> None:
    page.open("words")
    said = _said(page)
    for key in ("answers.reasoning-reaches.help", "levels.unknown.help", "fact_kinds.contested.help"):
        assert vocabulary[key].en in said


def test_every_key_of_the_window_is_told(page: HelpPage, speaker: Speaker) -> None:
    page.open("keyboard")
    said = _said(page)
    assert all(speaker.say(shortcut.words) in said for shortcut in SHORTCUTS)
    assert "Alt+Left arrow" in said


def test_without_a_catalogue_there_is_help_all_the_same(qtbot: QtBot, tmp_path: Path) -> None:
    page = HelpPage(cast(Parts, SimpleNamespace(speaker=Speaker(Language.EN), data=tmp_path)))
    qtbot.addWidget(page)
    page.show_shelf(None)
    page.open("words")
    assert "none is open" in _said(page)
    page.open("rules")
    assert "A1" in _said(page).split("\n")
    page.open("trouble")
    assert str(tmp_path / "logs" / "appvett.log") in _said(page)


def test_an_unknown_topic_leaves_the_one_that_is_shown(page: HelpPage) -> None:
    page.open("privacy")
    page.open("no-such-topic")
    assert page.topic == "privacy"


def test_opening_is_told_with_the_topic(page: HelpPage, qtbot: QtBot) -> None:
    with qtbot.waitSignal(page.opened) as told:
        page.open("keyboard")
    assert told.args == ["keyboard"]


def test_the_first_topic_offers_the_first_pages(page: HelpPage, qtbot: QtBot) -> None:
    again = next(one for one in page.findChildren(Button) if one.text() == "Show the first pages again")
    with qtbot.waitSignal(page.first_run_wished):
        again.click()


# ---- finding --------------------------------------------------------------------------------------------------------


def test_finding_leaves_the_topics_and_rows_that_hold_the_word(page: HelpPage) -> None:
    _find(page, "WORK PROFILE")
    assert page.topics.topics == (Topic.WORDS,)
    assert page.topic == "words"
    assert "Private device, managed" in _said(page)
    assert "Travel device" not in _said(page)
    assert page.found.text() == "1 section in 1 topic"
    assert page.topics.buttons[Topic.WORDS].accessibleName() == "Words, 1 section"


def test_what_nothing_holds_is_told_and_can_be_taken_back(page: HelpPage) -> None:
    _find(page, "xylophone <b>")
    assert page.topics.topics == ()
    assert "Nothing in the help holds “xylophone <b>”." in _said(page)
    next(one for one in page.findChildren(Button) if one.text() == "Show all of the help").click()
    assert page.topics.topics == tuple(Topic)
    assert page.field.text() == ""


def test_typing_finds_by_itself(page: HelpPage, qtbot: QtBot) -> None:
    QTest.keyClicks(page.field, "clipboard")
    qtbot.waitUntil(lambda: page.topics.topics == (Topic.KEYBOARD,))


def test_opening_another_topic_gives_up_a_search_that_it_does_not_hold(page: HelpPage) -> None:
    _find(page, "clipboard")
    page.open("privacy")
    assert page.field.text() == ""
    assert page.topics.topics == tuple(Topic)


def test_escape_empties_the_field_first(page: HelpPage) -> None:
    _find(page, "clipboard")
    QTest.keyClick(page.field, Qt.Key.Key_Escape)
    assert page.field.text() == ""


# ---- keys, copying, reading aloud -----------------------------------------------------------------------------------


def test_arrows_move_between_topics_and_space_opens(page: HelpPage, qtbot: QtBot) -> None:
    page.window().activateWindow()
    page.focus_first()
    buttons = page.topics.buttons
    qtbot.waitUntil(buttons[Topic.CARD].hasFocus)
    QTest.keyClick(buttons[Topic.CARD], Qt.Key.Key_Down)
    assert buttons[Topic.FRESH].hasFocus()
    QTest.keyClick(buttons[Topic.FRESH], Qt.Key.Key_Up)
    QTest.keyClick(buttons[Topic.CARD], Qt.Key.Key_Up)
    assert buttons[Topic.TROUBLE].hasFocus()
    QTest.keyClick(buttons[Topic.TROUBLE], Qt.Key.Key_Space)
    assert page.topic == "trouble"
    assert [topic for topic, button in buttons.items() if button.isChecked()] == [Topic.TROUBLE]


def test_a_page_is_copied_whole(page: HelpPage) -> None:
    _find(page, "Press a factor")
    page.copy()
    text = QGuiApplication.clipboard().text()
    assert text.startswith("Reading a card\n")
    assert "Ask your security contact" in text


@pytest.mark.parametrize("width", [440, 1000])
def test_nothing_is_wider_than_the_window(page: HelpPage, width: int) -> None:
    page.resize(width, 400)
    for topic in Topic:
        page.open(topic.value)
        QApplication.processEvents()
        assert page.column.minimumSizeHint().width() <= width
        assert all(_right(label, page.column) <= width for label in page.findChildren(PlainLabel) if label.isVisible())


def _right(widget: QWidget, inside: QWidget) -> int:
    return widget.mapTo(inside, widget.rect().topRight()).x()


# ---- files ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "content", [None, b"", b"\xff\xfe\x00", b"x" * (MOST + 1)], ids=["gone", "empty", "bytes", "long"]
)
def test_a_page_that_cannot_be_read_is_told(page: HelpPage, tmp_path: Path, content: bytes | None) -> None:
    page.manual = tmp_path / "manual"
    (page.manual / "en").mkdir(parents=True)
    if content is not None:
        (page.manual / "en" / "privacy.md").write_bytes(content)
    page.open("privacy")
    assert "cannot be read" in _said(page)


# ---- values ---------------------------------------------------------------------------------------------------------


def test_the_reader_knows_a_little_markdown() -> None:
    source = (
        "# Page\n\nFirst line\nand second.\n\n## Part\n- one\n  goes on\n- two\n\nAfter.\n### Inside\n**plain** <b>\n"
    )
    assert read_markdown(source) == HelpText(
        "Page",
        (
            Section("", (Paragraph("First line and second."),)),
            Section(
                "Part",
                (Bullets(("one goes on", "two")), Paragraph("After."), Heading("Inside"), Paragraph("**plain** <b>")),
            ),
        ),
    )


@pytest.mark.parametrize("source", ["", "\n\n", "#", "## ", "-", "- \n#x", "#### four\n- a\n# b\n# c"])
def test_the_reader_takes_whatever_it_is_given(source: str) -> None:
    page = read_markdown(source)
    said = as_text(page)
    assert all(word in said for word in source.replace("#", " ").replace("-", " ").split())


def test_rows_are_narrowed_unless_the_title_holds_the_words() -> None:
    rows = Rows((Row("A1", "black"), Row("A2", "yellow", "Level: High")))
    page = HelpText("Rules", (Section("Value", (rows,)),))
    assert matching(page, "high")[0].blocks == (Rows(rows.rows[1:]),)
    assert matching(page, "value")[0].blocks == (rows,)
    assert matching(page, "black yellow")[0].blocks == (rows,)
    assert matching(page, "red") == ()
    assert as_text(page) == "Rules\n\nValue\n\nA1: black\nA2: yellow (Level: High)\n"
