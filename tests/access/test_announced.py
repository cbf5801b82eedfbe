"""What changes is said: a screen reader hears of everything that happens away from where it reads."""

from dataclasses import dataclass, field
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QAccessibleEvent
from PySide6.QtTest import QTest

from core.errors import UsageError
from core.texts.phrase import phrase
from gui.errors import Trouble
from gui.travel import PageName
from gui.widgets import announce
from tests.gui.conftest import Driver


@dataclass(slots=True)
class Heard:
    """What a screen reader was told to say."""

    politely: list[str] = field(default_factory=list)
    at_once: list[str] = field(default_factory=list)

    @property
    def all(self) -> str:
        """Everything, one a line."""
        return "\n".join([*self.politely, *self.at_once])


class _Ear:
    """Stands where Qt hands announcements to the system."""

    AnnouncementPoliteness = QAccessible.AnnouncementPoliteness

    def __init__(self, heard: Heard) -> None:
        self._heard = heard

    def updateAccessibility(self, event: QAccessibleEvent) -> None:  # noqa: N802 - Qt's name
        """Note what is to be said."""
        if isinstance(event, QAccessibleAnnouncementEvent):
            is_rude = event.politeness() is QAccessible.AnnouncementPoliteness.Assertive
            (self._heard.at_once if is_rude else self._heard.politely).append(event.message())


@pytest.fixture
def heard(monkeypatch: pytest.MonkeyPatch) -> Heard:
    """What is announced from now on, through the one place that announces."""
    found = Heard()
    monkeypatch.setattr(announce, "QAccessible", _Ear(found))
    monkeypatch.setattr(announce, "SETTLED_AFTER", 20)
    return found


def test_looking_up_tells_the_count_and_each_row_that_an_arrow_leads_to(driver: Driver, heard: Heard) -> None:
    window = driver.start("--language", "nb")
    driver.type(window, "tele")
    driver.qtbot.waitUntil(lambda: "treff" in heard.all)
    driver.press(window, Qt.Key.Key_Down)
    row = window.lookup.hits.currentIndex()
    assert row.data(Qt.ItemDataRole.AccessibleTextRole) in heard.at_once


def test_nothing_found_is_told(driver: Driver, heard: Heard) -> None:
    window = driver.start("--language", "en")
    driver.type(window, "qqzzxxyy")
    driver.qtbot.waitUntil(lambda: "qqzzxxyy" in heard.all)


def test_opening_a_card_tells_name_and_answer(driver: Driver, heard: Heard) -> None:
    window = driver.start("--language", "nb")
    driver.open(window, "tiktok")
    assert any(said.startswith("TikTok: ") and "fraråder" in said for said in heard.politely)


def test_changing_the_situation_tells_the_new_answer_at_once(driver: Driver, heard: Heard) -> None:
    window = driver.start("--language", "nb")
    driver.open(window, "tiktok")
    chooser = driver.ask(window)
    heard.at_once.clear()
    driver.click(window, chooser._payer.button_group.buttons()[1])
    assert window.card.answered is not None
    answer = window.parts.speaker.term(f"answers.{window.card.answered.card.verdict.answer.value}.label")
    assert len(heard.at_once) == 1, "once, and not twice"
    assert answer.casefold() in heard.at_once[0].casefold()


def test_notice_is_told_politely_and_trouble_at_once(driver: Driver, heard: Heard) -> None:
    window = driver.start("--language", "en")
    window.banner.note(phrase("The address is on the clipboard."))
    assert heard.politely[-1] == "The address is on the clipboard."
    window.banner.tell(Trouble.of(UsageError(phrase("It went wrong."), phrase("Do it again."))))
    assert "It went wrong." in heard.at_once[-1]
    assert "Do it again." in heard.at_once[-1]


def test_comparing_is_told(driver: Driver, heard: Heard) -> None:
    window = driver.start("--language", "en")
    for app in ("tiktok", "telegram"):
        window.aside.toggle_compare(app, app)
    window.show_page(PageName.COMPARE)
    driver.rest(window)
    assert any("Telegram" in said and said.startswith("Both") for said in heard.politely)


def test_catalogue_that_cannot_be_opened_is_told(driver: Driver, heard: Heard, tmp_path: Path) -> None:
    driver.start("--language", "en", data=tmp_path / "empty")
    assert heard.at_once


def test_silence_is_not_announced(driver: Driver, heard: Heard) -> None:
    window = driver.start()
    announce.announce(window, "")
    assert heard.all == ""
    QTest.keyClick(window.bar.search, Qt.Key.Key_Shift)
    assert heard.all == ""
