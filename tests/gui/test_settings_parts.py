"""Parts of the settings page: what is shipped and under which licence, what is kept, and what cannot be saved."""

import re
import sqlite3
from contextlib import closing
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from PySide6.QtWidgets import QLabel

from core.database import open_profile
from core.errors import ProfileError
from core.settings import Layer, Managed, SettingsStore, resource_folder
from core.settings.definitions import CLASS, ORG
from core.situation import InformationClass, Organisation, Situation
from core.texts.phrase import Language
from core.texts.words import Words
from gui.main_window import MainWindow
from gui.settings_page import sections
from gui.settings_page.about import Part, parts
from gui.settings_page.kept import kept_in
from gui.settings_page.packages import PACKAGES
from gui.situations import ChosenSituation
from gui.travel import PageName
from gui.widgets.fold import Fold
from tests.builders import NOW
from tests.conftest import AllowLogs
from tests.gui.conftest import Driver

ROOT = Path(__file__).resolve().parents[2]
_NOT_SHIPPED = {"pip", "setuptools"}
"""Needed by name alone; build.spec leaves them out."""


def _normal(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def _needed(name: str, found: set[str]) -> None:
    """Gather a package and what it needs to run here."""
    if _normal(name) in found | _NOT_SHIPPED:
        return
    try:
        requires = distribution(name).requires or ()
    except PackageNotFoundError:
        return
    found.add(_normal(name))
    for other in map(Requirement, requires):
        if other.marker is None or other.marker.evaluate({"extra": ""}):
            _needed(other.name, found)


def test_packages_named_are_those_that_the_program_needs() -> None:
    project = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    listed = project.partition("dependencies = [")[2].partition("\n]")[0]
    needed: set[str] = set()
    for name in re.findall(r'^    "([A-Za-z0-9._-]+)', listed, re.MULTILINE):
        _needed(name, needed)
    here = {_normal(name) for name in PACKAGES if _normal(name) in needed or _is_here(name)}
    assert here == needed


def _is_here(name: str) -> bool:
    try:
        return bool(distribution(name).version)
    except PackageNotFoundError:
        return False


@pytest.mark.parametrize("part", parts(resource_folder()), ids=lambda part: part.name)
def test_everything_shipped_has_the_whole_text_of_its_licence(part: Part) -> None:
    assert part.licence
    assert len(part.read()) > 150


def test_qt_brings_the_lesser_licence_and_the_one_it_adds_to() -> None:
    text = next(part for part in parts(resource_folder()) if part.name.lower().startswith("pyside6")).read()
    assert "GNU LESSER GENERAL PUBLIC LICENSE" in text
    assert "TERMS AND CONDITIONS" in text


@pytest.mark.usefixtures("qapp")
def test_long_licence_is_shown_to_its_last_word() -> None:
    longest = max(parts(resource_folder()), key=lambda part: len(part.read()))
    fold = sections._licence(longest, longest.name, Words(Language.EN))
    fold.head.setChecked(True)
    shown = "\n".join(label.text() for label in fold.findChildren(QLabel))
    assert isinstance(fold, Fold)
    assert shown.split() == longest.read().split()
    fold.deleteLater()


def test_only_our_own_folder_and_the_log_are_looked_at(tmp_path: Path) -> None:
    (tmp_path / "logs" / "deeper").mkdir(parents=True)
    (tmp_path / "photos").mkdir()
    for path in ("appvett.sqlite", "appvett.sqlite-wal", "logs/appvett.log", "logs/deeper/a", "photos/b"):
        (tmp_path / path).write_bytes(b"12")
    (tmp_path / "link").symlink_to(tmp_path / "appvett.sqlite")
    assert [(one.files, one.size) for one in kept_in(tmp_path)] == [(2, 4), (1, 2)]


def test_usual_situation_is_saved_but_for_what_is_locked(tmp_path: Path) -> None:
    managed = Managed({"org": "county"}, frozenset({"org"}))
    with closing(open_profile(tmp_path / "appvett.sqlite")) as connection:
        settings = SettingsStore(connection, managed=managed)
        chosen = ChosenSituation(Situation(date=NOW.date()))
        chosen.change(org=Organisation.POLICE, information=InformationClass.RED)
        chosen.save(settings)
        assert settings.get(ORG) is Organisation.COUNTY
        assert settings.get(CLASS) is InformationClass.RED


def test_choice_that_the_disk_refuses_holds_for_this_run_and_says_so(
    driver: Driver, monkeypatch: pytest.MonkeyPatch, allow_logs: AllowLogs
) -> None:
    allow_logs("profile ProfileError")
    window = driver.start("--language", "en")
    window.show_page(PageName.SETTINGS)
    driver.rest(window)
    page = window.side.settings
    assert page is not None
    told: list[str] = []
    page.said.connect(lambda phrase: told.append(phrase.message))
    monkeypatch.setattr(window.parts.settings, "_connection", _full_disk())
    page._choose(CLASS, InformationClass.RED)
    driver.rest(window)
    assert told == ["It holds until the window closes."]
    assert window.parts.settings.find(CLASS).layer is Layer.COMMAND_LINE
    assert window.parts.chosen.situation.information is InformationClass.RED
    with pytest.raises(ProfileError):
        window.parts.settings.save(CLASS, InformationClass.GREEN)


def _full_disk() -> sqlite3.Connection:
    class Full:
        def execute(self, *_: object) -> None:
            raise sqlite3.OperationalError("database or disk is full")

    return Full()  # type: ignore[return-value] # stands for a connection


def test_language_chosen_where_nothing_can_be_saved_is_the_one_the_page_shows(
    driver: Driver, monkeypatch: pytest.MonkeyPatch
) -> None:
    window: MainWindow = driver.start("--language", "en")
    monkeypatch.setattr(window.parts.settings, "can_save", False)
    window.choose_language(Language.NN)
    window.show_page(PageName.SETTINGS)
    driver.rest(window)
    page = window.side.settings
    assert page is not None
    assert str(page.rows["language"].field.value()) == "nn"
