"""The card through the real window: editions, what changed, evidence, situations, voices, disputes, what differs."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QGuiApplication, QKeyEvent
from PySide6.QtTest import QAbstractItemModelTester, QTest
from PySide6.QtWidgets import QApplication, QMenu

from core.catalogue.store import CatalogueStore
from core.facts import AppId
from core.guidance.store import guidance
from core.overlay.model import Effect, Exemption
from core.risk.desk import Desk
from core.risk.evidence import KINDS
from core.risk.model import RulingShown
from core.rules.load import load_rules
from core.settings.folders import resource_folder
from core.situation import Device, InformationClass, Platform, Role
from core.texts.phrase import Language
from gui.card.context import CardContext
from gui.card.sections import Section
from gui.card.verdict import verdict_box
from gui.card.voices import three_voices
from gui.main_window import MainWindow
from gui.models.answers import CLASSES, DEVICES
from gui.pages.card import CardPage
from gui.widgets.buttons import Button
from gui.widgets.fold import Fold
from gui.widgets.panel import ToneBox
from gui.widgets.segments import Segments
from tests.builders import a_ruling
from tests.gui.conftest import Driver, words_on

RULES = resource_folder() / "rules" / "rules.toml"
SPACE, RIGHT, DOWN, TAB = Qt.Key.Key_Space, Qt.Key.Key_Right, Qt.Key.Key_Down, Qt.Key.Key_Tab


def a_section(page: CardPage, key: str) -> Section:
    return page.body.sections[key]


def a_button(page: CardPage, text: str) -> Button:
    return next(button for button in page.findChildren(Button) if button.text() == text and button.isVisible())


def editions(window: MainWindow) -> Segments[Platform]:
    assert window.card.head is not None
    assert window.card.head.editions is not None
    return window.card.head.editions


def marked(segments: Segments[Platform]) -> list[str]:
    return [button.accessibleName() for button in segments.button_group.buttons() if button.isChecked()]


# ---- editions and what changed --------------------------------------------------------------------------------------


def test_edition_is_chosen_by_keyboard_and_the_card_is_worked_out_anew(driver: Driver) -> None:
    window = driver.start("--app", "TikTok", "--language", "en")
    row = editions(window)
    assert marked(row) == ["Android"]
    row.button_group.buttons()[0].setFocus()
    driver.press(window, RIGHT, on=row.button_group.buttons()[0])
    assert window.parts.chosen.situation.platform is Platform.IOS
    driver.press(window, RIGHT, on=row.button_group.buttons()[1])
    assert editions(window) is row, "the row stays and keeps the focus"
    assert row.isAncestorOf(window.focusWidget())
    assert window.card.answered is not None
    assert window.card.answered.card.situation.platform is Platform.WEB
    assert "reaches here" in words_on(window.card)
    assert "The card is now about this edition: In a browser" in window.card.told_change
    assert window.card.changed.isVisible()


def test_change_is_told_with_the_levels_and_forgotten_with_the_next_app(driver: Driver) -> None:
    window = driver.start("--app", "TikTok", "--language", "en")
    assert window.card.told_change == ""
    window.parts.chosen.change(device=Device.SEPARATE, information=InformationClass.GREEN)
    driver.rest(window)
    told = window.card.told_change
    assert told.startswith("The answer is now: acceptable with conditions. Before: advised against.")
    assert "Value: low. Before: high." in told
    assert window.card.changed.accessibleName() == told
    driver.open(window, "signal")
    assert window.card.told_change == ""
    assert not window.card.changed.isVisible()


def test_one_edition_is_a_plain_word_and_a_foreign_one_is_said_to_be_unknown(
    driver: Driver, store: CatalogueStore
) -> None:
    single = next(app for app in store.apps() if len(app.platforms) == 1)
    window = driver.start("--app", single.name, "--language", "en")
    assert window.card.head is not None
    assert window.card.head.editions is None
    assert "Edition: " in words_on(window.card.head)
    other = next(platform for platform in Platform if platform not in single.platforms)
    window.parts.chosen.change(platform=other)
    driver.rest(window)
    assert "where the app is not known" in words_on(window.card.head)


# ---- evidence -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("app", ["Telegram", "Zoom", "Vipps"])
def test_each_chip_shows_as_many_facts_as_it_counts(driver: Driver, app: str) -> None:
    window = driver.start("--app", app, "--language", "en")
    line = window.card.evidence
    assert line is not None
    assert window.card.answered is not None
    for kind, chip in line.chips.items():
        count = getattr(window.card.answered.card.evidence, kind)
        driver.click(window, chip)
        assert list(line.chosen) == [kind]
        assert line.rows == count
        assert f"{count} fact" in words_on(line)
        assert words_on(line).count("verified ·") + words_on(line).count("Verified ·") <= count
        driver.click(window, chip)
        assert not chip.isChecked()
    assert set(line.chips) == {k for k in KINDS if getattr(window.card.answered.card.evidence, k)}


def test_escape_closes_the_list_of_facts_before_it_leaves_the_card(driver: Driver) -> None:
    window = driver.start("--language", "nb")
    driver.open(window, "telegram")
    line = window.card.evidence
    assert line is not None
    chips = list(line.chips.values())
    for chip in chips[:2]:
        chip.setFocus()
        driver.press(window, SPACE, on=chip)
    assert [chip.isChecked() for chip in chips[:3]] == [True, True, False]
    driver.press(window, Qt.Key.Key_Escape, on=chips[1])
    assert not any(chip.isChecked() for chip in chips)
    assert window.pages.currentWidget() is window.card
    assert line.isAncestorOf(window.focusWidget())
    override = QKeyEvent(QEvent.Type.ShortcutOverride, Qt.Key.Key_Escape, Qt.KeyboardModifier.NoModifier)
    override.ignore()
    QApplication.sendEvent(line, override)
    assert not override.isAccepted(), "without a list Esc is the window's again"


# ---- the table of all situations ------------------------------------------------------------------------------------


def test_table_holds_the_answer_of_every_situation_and_frames_the_own_one(
    driver: Driver, store: CatalogueStore
) -> None:
    window = driver.start("--app", "TikTok", "--language", "en")
    situations = window.card.body.situations
    assert situations is not None
    assert situations.grid is not None
    model, grid = situations.grid.answers, situations.grid
    tester = QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Warning)
    here, now = window.parts.chosen.situation, window.parts.asker.clock.now()
    desk = Desk(store, guidance(store), load_rules(RULES))
    for row, device in enumerate(DEVICES):
        for column, kind in enumerate(CLASSES):
            card = desk.card(AppId("tiktok"), here.but(device=device, information=kind), now)
            assert card is not None
            index = model.index(row, column)
            word = window.parts.speaker.term(f"answers.{card.verdict.answer.value}.label")
            assert index.data() == word
            said = str(index.data(Qt.ItemDataRole.AccessibleTextRole))
            is_here = (device, kind) == (here.device, here.information)
            assert ("This is your situation" in said) == is_here
            assert str(model.headerData(row, Qt.Orientation.Vertical)) in said
    assert grid.currentIndex() == model.place(here)
    assert "Private device, no access" in str(model.headerData(5, Qt.Orientation.Vertical))
    del tester


def test_cell_is_chosen_by_keyboard_and_the_table_keeps_focus_and_place(driver: Driver) -> None:
    window = driver.start("--app", "TikTok", "--language", "en")
    window.card.body.jump("change")
    situations = window.card.body.situations
    assert situations is not None
    grid = situations.grid
    assert grid is not None
    grid.setFocus()
    driver.rest(window)
    driver.press(window, DOWN, on=grid)
    driver.press(window, DOWN, on=grid)
    assert window.parts.chosen.situation.device is Device.WORK_CONNECTED, "arrows only move"
    top = grid.mapTo(window, grid.rect().topLeft()).y()
    driver.press(window, Qt.Key.Key_Return, on=grid)
    here = window.parts.chosen.situation
    assert (here.device, here.information) == (Device.SEPARATE, InformationClass.YELLOW)
    assert window.focusWidget() is grid
    assert abs(grid.mapTo(window, grid.rect().topLeft()).y() - top) <= 2, "the table must not jump away"
    assert "The answer is now" in window.card.told_change
    assert "This is your situation" in str(grid.currentIndex().data(Qt.ItemDataRole.AccessibleTextRole))
    QTest.keyClick(grid, TAB)
    assert window.focusWidget() is not grid


def test_cell_is_chosen_by_mouse(driver: Driver) -> None:
    window = driver.start("--app", "Signal", "--language", "en")
    window.card.body.jump("change")
    driver.rest(window)
    situations = window.card.body.situations
    assert situations is not None
    grid = situations.grid
    assert grid is not None
    place = grid.visualRect(grid.answers.index(DEVICES.index(Device.TRAVEL), CLASSES.index(InformationClass.RED)))
    QTest.mouseClick(grid.viewport(), Qt.MouseButton.LeftButton, pos=place.center())
    driver.rest(window)
    here = window.parts.chosen.situation
    assert (here.device, here.information) == (Device.TRAVEL, InformationClass.RED)


def test_role_changes_the_table_too(driver: Driver) -> None:
    window = driver.start("--app", "Vipps", "--language", "en")
    situations = window.card.body.situations
    assert situations is not None
    assert situations.grid is not None
    before = situations.grid.answers.table
    window.parts.chosen.change(role=Role.CLEARED)
    driver.rest(window)
    assert situations.grid.answers.table != before
    assert window.card.body.situations is situations


@pytest.mark.parametrize("width", [1280, 640])
def test_whole_table_is_shown_without_scrolling_of_its_own(driver: Driver, width: int) -> None:
    window = driver.start("--app", "TikTok", "--language", "nb")
    window.resize(width, 700)
    driver.rest(window)
    situations = window.card.body.situations
    assert situations is not None
    grid = situations.grid
    assert grid is not None
    assert grid.verticalScrollBar().maximum() == 0
    assert grid.horizontalScrollBar().maximum() == 0
    last = grid.visualRect(grid.answers.index(len(DEVICES) - 1, len(CLASSES) - 1))
    assert grid.viewport().rect().contains(last)
    assert grid.indexAt(last.center()).isValid()


# ---- the answer and the three voices --------------------------------------------------------------------------------


def test_three_voices_always_stand_beside_each_other(driver: Driver) -> None:
    window = driver.start("--app", "Vipps", "--language", "en")
    said = words_on(window.card)
    for words in ("Official advice", "No advice here.", "Our rule", "No rule of ours.", "Appvett's own assessment"):
        assert words in said
    driver.open(window, "no such app at all")
    said = words_on(window.card)
    for words in ("Official advice", "No rule of ours.", "Appvett's own assessment", "Not assessed"):
        assert words in said


def test_ruling_of_the_organisation_is_told_with_its_reason(driver: Driver) -> None:
    window = driver.start("--app", "TikTok", "--language", "en")
    context = window.card.context
    assert context is not None
    ruling = RulingShown(a_ruling(Effect.NOT_ALLOWED), True, True, None)
    card = replace(context.card, ruling=ruling)
    voices = three_voices(replace(context, answered=replace(context.answered, card=card)))
    driver.qtbot.addWidget(voices)
    said = words_on(voices)
    assert "Not allowed" in said
    assert "Review due" in said
    assert "No rule of ours" not in said


def test_exemption_in_force_stands_above_the_answer(driver: Driver) -> None:
    window = driver.start("--app", "TikTok", "--language", "en")
    context = window.card.context
    assert context is not None
    path = replace(context.card.verdict.exemption, in_force=Exemption("e1", date(2027, 2, 14), 3))
    verdict = replace(context.card.verdict, exemption=path)
    answered = replace(context.answered, card=replace(context.card, verdict=verdict))
    box = verdict_box(CardContext(answered, context.shelf, context.words, context.wishes), lambda _: None)
    driver.qtbot.addWidget(box)
    said = words_on(box)
    assert said.index("exemption until 14 February 2027") < said.index("advises against")


@pytest.mark.parametrize(
    ("words", "key"), [("What would change the answer?", "change"), ("How was this found?", "grounds")]
)
def test_links_of_the_answer_lead_to_their_section(driver: Driver, words: str, key: str) -> None:
    window = driver.start("--app", "TikTok", "--language", "en")
    link = a_button(window.card, words)
    driver.click(window, link)
    section = a_section(window.card, key)
    assert section is window.focusWidget() or section.isAncestorOf(window.focusWidget())
    top = section.mapTo(window.card.viewport(), section.rect().topLeft()).y()
    assert 0 <= top < window.card.viewport().height() / 2 or window.card.verticalScrollBar().value() > 0
    assert section.visibleRegion().boundingRect().height() > 20
    if key == "grounds":
        said = words_on(section)
        assert "Worked out for" in said
        assert "V3" in said


def test_every_link_of_the_row_leads_somewhere(driver: Driver) -> None:
    window = driver.start("--app", "Zoom", "--language", "en")
    assert set(window.card.body.sections) == {
        *("advice", "owners", "reach", "findings", "declared", "change", "grounds")
    }
    for key, section in window.card.body.sections.items():
        window.card.body.jump(key)
        driver.rest(window)
        assert section is window.focusWidget() or section.isAncestorOf(window.focusWidget()), key


# ---- what stands below ----------------------------------------------------------------------------------------------


def test_contested_claims_stand_side_by_side_and_say_which_counts(driver: Driver) -> None:
    window = driver.start("--app", "Telegram", "--language", "en")
    box = next(box for box in window.card.findChildren(ToneBox) if box.accessibleName().startswith("Contested"))
    said = words_on(box)
    assert said.count("The claim") == 2
    assert said.count("Against it") == 2
    assert "OCCRP" in said
    assert "no staff in Russia" in said
    assert "weak tie, never as control" in said
    assert "https://www.occrp.org" in said


def test_disputed_owner_shows_both_readings(driver: Driver) -> None:
    window = driver.start("--app", "Manus", "--language", "en")
    box = next(box for box in window.card.findChildren(ToneBox) if box.accessibleName().startswith("Contested"))
    said = words_on(box)
    assert "If it holds" in said
    assert "If it does not" in said
    assert "the worse of the two readings" in said


def test_difference_between_label_and_package_has_words_and_a_caution(driver: Driver) -> None:
    window = driver.start("--app", "Zoom", "--language", "en")
    said = words_on(a_section(window.card, "declared"))
    assert said.count("They differ") == 1
    assert "The store label does not list it." in said
    assert "The package asks for it." in said
    assert "no proof" in said
    driver.open(window, "tiktok")
    assert "They differ" not in words_on(a_section(window.card, "declared"))


def test_findings_are_dated_newest_first_with_kind_and_source(driver: Driver) -> None:
    window = driver.start("--app", "TikTok", "--language", "en")
    section = a_section(window.card, "findings")
    said = words_on(section)
    assert said.index("4 March 2026") < said.index("2 May 2025") < said.index("September 2023")
    assert "About access to data" in said
    assert "The decision is stayed" in said
    fold = next(fold for fold in section.findChildren(Fold) if "source" in fold.head.accessibleName())
    fold.head.setChecked(True)
    assert "https://" in words_on(fold)


def test_chain_ends_at_a_state_with_a_law(driver: Driver) -> None:
    window = driver.start("--app", "TikTok", "--language", "en")
    said = words_on(a_section(window.card, "owners"))
    assert "owned 100 per cent by" in said
    assert "can be compelled by" in said
    assert "China" in said
    assert "(2017)" in said


def test_unread_package_says_what_would_help(driver: Driver) -> None:
    window = driver.start("--app", "Vipps", "--language", "en")
    said = words_on(a_section(window.card, "reach"))
    assert "Not known: the package of this edition has not been read." in said
    assert "An inspection of the package would tell." in said


def test_unknown_name_is_still_a_good_page(driver: Driver) -> None:
    window = driver.start("--app", "no such app at all", "--language", "en")
    said = words_on(window.card)
    assert "The catalogue holds no app of the name" in said
    assert "What would help" in said
    assert "General advice" in said
    assert window.card.evidence is None


# ---- what is done with a card ---------------------------------------------------------------------------------------


def menu_of(window: MainWindow) -> QMenu:
    return a_button(window.card, "More").menu()


def test_store_address_is_copied_for_the_edition_shown(driver: Driver) -> None:
    window = driver.start("--app", "TikTok", "--language", "en")
    copy, link = menu_of(window).actions()
    assert copy.text() == "Copy as text"
    link.trigger()
    address = QGuiApplication.clipboard().text()
    assert address.startswith("https://play.google.com/store/apps/details?id=")
    window.parts.chosen.change(platform=Platform.WEB)
    driver.rest(window)
    assert not link.isEnabled()
    assert "no store page is known" in link.text()


def test_rest_of_a_card_follows_without_anybody_asking(driver: Driver) -> None:
    window = driver.launch("--app", "TikTok", "--language", "en")
    with driver.qtbot.waitSignal(window.card.whole, timeout=20_000):
        pass
    assert set(window.card.body.sections) >= {"advice", "owners", "grounds"}
    driver.rest(window)


def test_next_card_drops_what_the_last_one_had_not_made_yet(driver: Driver) -> None:
    window = driver.start("--app", "TikTok", "--language", "en")
    assert window.shelf is not None
    first = window.card.answered
    driver.open(window, "signal")
    second = window.card.answered
    assert first is not None
    assert second is not None
    window.card.open(first, window.shelf)
    window.card.open(second, window.shelf)
    driver.rest(window)
    assert "ByteDance" not in words_on(window.card)
    assert len(window.card.findChildren(Section)) == len({id(s) for s in window.card.findChildren(Section)})


def test_what_is_open_stays_open_in_another_language_and_situation_and_not_for_another_app(driver: Driver) -> None:
    window = driver.start("--app", "TikTok", "--language", "nb")
    card = window.card
    assert card.tiles is not None
    assert card.evidence is not None
    driver.click(window, card.tiles.tiles["threat"])
    driver.click(window, card.evidence.chips["declared"])
    window.parts.chosen.change(device=Device.SEPARATE)
    driver.rest(window)
    assert _what_is_open(card) == ("threat", "declared")
    assert card.told_change
    window.choose_language(Language.EN)
    driver.rest(window)
    assert _what_is_open(card) == ("threat", "declared")
    assert card.told_change.startswith("The answer")
    assert "the facts behind the level" in words_on(card)
    driver.open(window, "Signal")
    assert _what_is_open(card) == (None,)
    assert not card.told_change


def _what_is_open(card: CardPage) -> tuple[str | None, ...]:
    """The open factor, then the kinds of evidence chosen."""
    assert card.tiles is not None
    assert card.evidence is not None
    return card.tiles.opened, *card.evidence.chosen
