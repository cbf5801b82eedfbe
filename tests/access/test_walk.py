"""What a screen reader is told of our own widgets, and a Tab key that leads everywhere and back."""

import importlib
import pkgutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QApplication, QComboBox, QLineEdit, QPlainTextEdit, QPushButton, QVBoxLayout, QWidget

import gui
from gui.main_window import MainWindow
from gui.theme.metrics import TextStyle
from gui.widgets.boxes import Bullet
from gui.widgets.chips import Chip
from gui.widgets.choices import Option, Question
from gui.widgets.fields import ChoiceField
from gui.widgets.fold import FoldHead
from gui.widgets.plain_label import PlainLabel
from gui.widgets.roles import OPENING, ROLES, teach_roles
from tests.access import scenes, walk
from tests.gui.conftest import Driver


def test_tab_leads_everywhere_and_back(driver: Driver, listed_folder: Path) -> None:
    window = driver.start("--language", "nb", data=listed_folder)
    window.activateWindow()
    faults = list[str]()
    with walk.strays(driver.qapp, window) as strays:
        for scene in scenes.play(driver, window):
            faults += [f"{scene}: {fault}" for fault in (*strays, *_faults_of_tab(driver, window))]
            strays.clear()
    assert not faults, "\n".join(faults)


def _faults_of_tab(driver: Driver, window: MainWindow) -> list[str]:
    start = window.bar.search
    return walk.faults_of_tab(window, start, rest=driver.qapp.processEvents, at_each=walk.fault_of_view)


# ---- what we tell Qt of our own widgets -----------------------------------------------------------------------------


@pytest.fixture
def page(qapp: QApplication) -> Iterator[QWidget]:
    """A window with a column."""
    teach_roles()
    window = QWidget()
    QVBoxLayout(window)
    yield window
    window.close()
    window.deleteLater()
    qapp.processEvents()


def test_table_of_roles_names_classes_that_there_are() -> None:
    modules = [importlib.import_module(found.name) for found in pkgutil.walk_packages(gui.__path__, "gui.")]
    classes = {name for module in modules for name in vars(module) if isinstance(getattr(module, name), type)}
    assert set(ROLES) | OPENING <= classes


def test_heading_tells_whether_it_is_open_and_can_be_pressed(page: QWidget) -> None:
    head = FoldHead("Sources", TextStyle.CONTROL)
    _show(page, head)
    interface = QAccessible.queryAccessibleInterface(head)
    assert interface.role() is QAccessible.Role.Button
    assert (interface.state().expandable, interface.state().expanded) == (1, 0)
    actions = interface.actionInterface()
    actions.doAction("Press")
    assert head.isChecked()
    assert interface.state().expanded == 1


def test_answer_chosen_by_assistive_technology_counts_as_a_click(page: QWidget) -> None:
    question = Question("Who pays?", [Option(True, "The employer"), Option(False, "I do")], chosen=True)
    _show(page, question)
    clicked: list[int] = []
    question.button_group.idClicked.connect(clicked.append)
    employer, myself = question.button_group.buttons()
    interface = QAccessible.queryAccessibleInterface(myself)
    assert (interface.role(), interface.state().checked) == (QAccessible.Role.RadioButton, 0)
    interface.actionInterface().doAction("Toggle")
    assert clicked == [1]
    assert interface.state().checked == 1
    assert QAccessible.queryAccessibleInterface(employer).state().checked == 0
    assert walk.spoken(question) == (QAccessible.Role.Grouping, "Who pays?")


def test_drawn_word_is_a_text_and_a_title_a_heading(page: QWidget) -> None:
    chip, title, text = Chip("Contested"), PlainLabel("TikTok", TextStyle.TITLE), PlainLabel("a text")
    _show(page, chip, title, text)
    assert walk.spoken(chip) == (QAccessible.Role.StaticText, "Contested")
    assert walk.spoken(title) == (QAccessible.Role.Heading, "TikTok")
    title.setText("Signal")
    assert walk.spoken(title) == (QAccessible.Role.Heading, "Signal")
    assert walk.spoken(text) == (QAccessible.Role.StaticText, "a text")


# ---- the walk finds what is wrong -----------------------------------------------------------------------------------


def test_control_without_a_name_is_found(page: QWidget) -> None:
    _show(page, QComboBox(), QPushButton("Open"))
    assert [fault.partition(":")[0] for fault in walk.faults_of_names(page)] == ["no name"]


def test_choice_box_needs_a_label_that_is_told_as_such(page: QWidget) -> None:
    unlabelled = QComboBox()
    unlabelled.addItem("Bokmål")
    unlabelled.setAccessibleName("Language")  # told on other systems, and not on Linux
    field = ChoiceField("Language", [Option("nb", "Bokmål")], "nb")
    _show(page, unlabelled, field)
    assert walk.spoken(field.box) == (QAccessible.Role.ComboBox, "Language")
    assert walk.faults_of_names(page) == ["no name: QComboBox('Language')"]


def test_role_of_a_box_is_found(page: QWidget) -> None:
    drawn = Bullet(TextStyle.BODY)
    drawn.setAccessibleName("Something to press")
    drawn.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    _show(page, drawn)
    assert walk.faults_of_names(page) == ["role Client: Bullet('Something to press')"]


def test_two_alike_are_found_unless_their_parts_tell_them_apart(page: QWidget) -> None:
    one, other = QPushButton("Open"), QPushButton("Open")
    _show(page, one, other)
    assert walk.faults_of_names(page) == ["2 alike: QPushButton"]
    other.setAccessibleName("Open the other")
    assert walk.faults_of_names(page) == []


@pytest.mark.parametrize(
    "name", ["a\u202eb", "<b>fet</b>", "&amp;", "R&&D", "a\nb", "Hello {name}", "soft\u00adhyphen"]
)
def test_name_that_is_not_clean_is_found(page: QWidget, name: str) -> None:
    button = QPushButton("x")
    button.setAccessibleName(name)
    _show(page, button)
    assert [fault.partition(":")[0] for fault in walk.faults_of_names(page)] == ["not clean"]


def test_clean_name_is_let_be() -> None:
    assert not any(walk.is_unclean(name) for name in ("R&D", "C++", "Ansikt 🤷🏽‍♀️", "5 < 6", "字节跳动"))


def test_window_that_flashes_up_is_found(page: QWidget, qapp: QApplication) -> None:
    _show(page, QLineEdit())
    with walk.strays(qapp, page) as strays:
        part = QPushButton("Next")
        part.show()  # before it stands anywhere
        qapp.processEvents()
        _show(page, part)
        qapp.processEvents()
    assert len(strays) == 1


def test_trap_is_found(page: QWidget, qapp: QApplication) -> None:
    field, trap = QLineEdit(), QPlainTextEdit()  # takes the Tab key for itself
    _show(page, field, trap, QPushButton("Never reached"))
    faults = walk.faults_of_tab(page, field, rest=qapp.processEvents, at_each=walk.fault_of_view)
    assert any("a trap: QPlainTextEdit" in fault for fault in faults)
    assert "Tab does not reach: QPushButton" in faults


def _show(page: QWidget, *widgets: QWidget) -> None:
    layout = page.layout()
    assert layout is not None
    for widget in widgets:
        layout.addWidget(widget)
    page.show()
    page.activateWindow()
