"""The settings page: every choice holds at once, is saved, can be taken back, and tells who else has a say."""

from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton

from core.settings import definitions
from core.settings.definitions import CLASS, LANGUAGE, ORG, SHOWN, TEXT_SIZE, THEME, LanguageChoice, TextSize, Theme
from core.settings.layers import Layer, Managed
from core.settings.store import SettingsStore
from core.situation import InformationClass
from core.texts.phrase import Language
from core.texts.words import Words
from gui.main_window import MainWindow
from gui.pages.settings import SettingsPage
from gui.settings_page import sections
from gui.settings_page.about import parts, versions
from gui.settings_page.kept import clear_log, kept_in
from gui.settings_page.packages import PACKAGES
from gui.settings_page.row import SettingRow
from gui.theme.metrics import text_scale
from gui.theme.palette import DARK, tokens_of
from gui.travel import PageName
from gui.widgets.fields import ChoiceField
from gui.widgets.fold import FoldHead
from tests.gui.conftest import Driver, words_on

_RESOURCES = Path(definitions.__file__).resolve().parents[2] / "resources"


def _settings(driver: Driver, *arguments: str) -> tuple[MainWindow, SettingsPage]:
    window = driver.start(*arguments)
    window.show_page(PageName.SETTINGS)
    driver.rest(window)
    page = window.side.settings
    assert page is not None
    assert window.pages.currentWidget() is page
    return window, page


def _choose(
    driver: Driver, window: MainWindow, page: SettingsPage, setting: definitions.Setting[Any], row: int
) -> None:
    """Choose a value with the keyboard."""
    box = page.rows[setting.key].field.box
    box.setFocus()
    QTest.keyClick(box, Qt.Key.Key_Home)
    for _ in range(row):
        QTest.keyClick(page.rows[setting.key].field.box, Qt.Key.Key_Down)
    driver.rest(window)


def test_the_page_shows_the_whole_table(driver: Driver) -> None:
    _, page = _settings(driver)
    assert list(page.rows) == [setting.key for setting in SHOWN]
    for setting in SHOWN:
        row = page.rows[setting.key]
        assert row.value() == page._parts.settings.get(setting)
        if setting.allowed:
            assert isinstance(row.field, ChoiceField)
            assert len(row.field.options) == len(setting.allowed), setting.key


def test_theme_and_size_and_language_hold_at_once_and_the_next_time(driver: Driver) -> None:
    window, page = _settings(driver, "--language", "nb")
    _choose(driver, window, page, THEME, 2)
    assert tokens_of(page) is DARK
    _choose(driver, window, page, TEXT_SIZE, 3)
    assert text_scale() == pytest.approx(1.3, abs=0.05)
    _choose(driver, window, page, LANGUAGE, 3)
    assert "Language and look" in words_on(page)
    assert window.focusWidget() is page.rows[LANGUAGE.key].field.box
    settings = driver.start().parts.settings
    assert settings.get(THEME) is Theme.DARK
    assert settings.get(TEXT_SIZE) is TextSize.LARGE
    assert settings.get(LANGUAGE) is LanguageChoice.EN
    driver.programs[0].appearance.choose_size(TextSize("100"))


def test_usual_situation_holds_for_what_is_looked_up(driver: Driver) -> None:
    window, page = _settings(driver)
    _choose(driver, window, page, CLASS, 0)
    assert window.parts.chosen.situation.information is InformationClass.GREEN
    again = driver.start()
    assert again.parts.chosen.situation.information is InformationClass.GREEN


def test_the_usual_value_comes_back(driver: Driver) -> None:
    window, page = _settings(driver)
    assert page.rows[CLASS.key].usual is None
    _choose(driver, window, page, CLASS, 3)
    usual = page.rows[CLASS.key].usual
    assert usual is not None
    driver.click(window, usual)
    assert window.parts.settings.find(CLASS).layer is Layer.DEFAULT
    assert window.parts.chosen.situation.information is CLASS.default
    assert page.rows[CLASS.key].usual is None


def test_what_the_organisation_has_locked_cannot_be_changed_and_says_so(driver: Driver) -> None:
    driver.start()
    managed = Managed(
        {"org": "county", "class-name-red": "Konfidensielt"}, frozenset({"org"}), Path("/etc/appvett.toml")
    )
    settings = SettingsStore(None, managed=managed)
    row = SettingRow(ORG, settings, Words(Language.EN), ())
    assert not row.field.isEnabled()
    assert "Your organisation has set this" in words_on(row)
    assert row.usual is None
    told = sections.policy(settings, Words(Language.EN), ())
    assert "/etc/appvett.toml" in words_on(told)
    assert "Konfidensielt" in words_on(told)
    assert "(locked)" in words_on(told)
    row.deleteLater()
    told.deleteLater()


def test_apps_followed_are_let_go_one_by_one_or_all_with_undo(driver: Driver) -> None:
    window = driver.start("--language", "en")
    for name in ("TikTok", "Signal", "Zoom"):
        driver.open(window, name)
        window.aside.toggle_follow(window.card.known_app.id if window.card.known_app else "")
    window.show_page(PageName.SETTINGS)
    driver.rest(window)
    page = window.side.settings
    assert page is not None
    driver.click(window, _button(page, "Unfollow TikTok"))
    assert _followed(window) == 2
    driver.click(window, _button(page, "Unfollow all apps"))
    assert _followed(window) == 0
    driver.click(window, _button(window, "Undo"))
    assert _followed(window) == 2


def _followed(window: MainWindow) -> int:
    return len(window.parts.following.apps)


def _button(inside: MainWindow | SettingsPage, name: str) -> QAbstractButton:
    found = inside.findChildren(QAbstractButton)
    return next(one for one in found if one.accessibleName() == name and one.isVisible())


def test_what_is_kept_is_told_by_size_and_the_log_can_be_emptied(tmp_path: Path) -> None:
    (tmp_path / "logs").mkdir()
    (tmp_path / "logs" / "appvett.log").write_text("x" * 1500)
    (tmp_path / "catalogue-1-abc.sqlite").write_bytes(b"y" * 2_000_000)
    (tmp_path / "appvett.sqlite").write_bytes(b"z" * 10)
    (tmp_path / "notes.txt").write_text("mine")
    kinds = kept_in(tmp_path)
    assert [(one.files, one.size) for one in kinds] == [(1, 10), (1, 2_000_000), (1, 1500), (1, 4)]
    clear_log(tmp_path)
    assert (tmp_path / "logs" / "appvett.log").read_text() == ""
    assert kept_in(tmp_path / "missing") == ()


def test_folder_is_told_and_copied(driver: Driver) -> None:
    window, page = _settings(driver, "--language", "en")
    assert str(driver.data) in words_on(page)
    driver.click(window, _button(page, "Copy the address of the folder"))
    assert QGuiApplication.clipboard().text() == str(driver.data)


def test_licences_of_everything_shipped_can_be_read(driver: Driver) -> None:
    window, page = _settings(driver, "--language", "en")
    shipped = {part.name: part for part in parts(_RESOURCES)}
    assert "EUROPEAN UNION PUBLIC LICENCE" in shipped["Appvett"].read()
    assert "SIL OPEN FONT LICENSE" in shipped["Inter"].read()
    assert "Digitaliseringsdirektoratet" in shipped["Designsystemet (colours)"].read()
    assert all(version for _, version in versions())
    heads = [head for head in page.findChildren(FoldHead) if head.accessibleName() == "Licences"]
    driver.click(window, heads[0])
    assert any(head.accessibleName().startswith("Inter") for head in page.findChildren(FoldHead))


def test_every_package_that_is_needed_is_named_with_its_licence() -> None:
    import tomllib

    project = tomllib.loads((_RESOURCES.parent / "pyproject.toml").read_text())["project"]
    needed = {
        line.split(";")[0].strip(" ").split("=")[0].split("<")[0].split(">")[0].split("[")[0].strip().lower()
        for line in project["dependencies"]
    }
    assert needed <= {name.lower() for name in PACKAGES}
    assert all(part.licence for part in parts(_RESOURCES))


def test_where_nothing_can_be_saved_choices_hold_for_this_run(driver: Driver, monkeypatch: pytest.MonkeyPatch) -> None:
    window = driver.start("--language", "en")
    monkeypatch.setattr(window.parts.settings, "can_save", False)
    window.show_page(PageName.SETTINGS)
    driver.rest(window)
    page = window.side.settings
    assert page is not None
    assert "holds until the window closes" in words_on(page)
    _choose(driver, window, page, CLASS, 2)
    assert window.parts.chosen.situation.information is InformationClass.RED
    assert window.parts.settings.find(CLASS).layer is Layer.COMMAND_LINE
