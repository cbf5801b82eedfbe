"""The dialogs: a question in plain text with two or three answers, in our own words; the system's own for folders."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QFileDialog, QHBoxLayout, QVBoxLayout, QWidget

from core.texts import outside
from gui.theme.metrics import TextStyle
from gui.watch import waiting_for_person
from gui.widgets.buttons import Button, ButtonRole
from gui.widgets.plain_label import PlainLabel


def ask(parent: QWidget | None, title: str, texts: Sequence[str], answers: Sequence[str]) -> int:
    """Ask, and wait for the answer.

    Args:
        parent: the window; None: there is none yet.
        title: the question.
        texts: what to know before answering, one paragraph each.
        answers: texts of the buttons, the safe one first.

    Returns:
        The place of the answer in `answers`; 0 where the dialog was closed.
    """
    dialog = make_dialog(parent, title, texts, answers)
    try:
        return max(0, dialog.exec())
    finally:
        dialog.deleteLater()


def choose_folder(parent: QWidget | None, title: str, start: str = "") -> Path | None:
    """Ask for a folder, in the system's own dialog.

    Args:
        parent: the window.
        title: what it is for.
        start: path of the folder that is shown first; empty: the system decides.

    Returns:
        The folder; None where none was chosen.
    """
    with waiting_for_person():
        chosen = QFileDialog.getExistingDirectory(parent, outside.line(title), start)
    return Path(chosen) if chosen else None


def make_dialog(parent: QWidget | None, title: str, texts: Sequence[str], answers: Sequence[str]) -> QDialog:
    """The dialog of `ask`; its result is the place of the answer."""
    dialog = QDialog(parent)
    # Qt takes this one sequence out of titles.
    dialog.setWindowTitle(outside.line(title).replace("[*]", "[*][*]"))
    dialog.setWindowFlag(Qt.WindowType.WindowContextHelpButtonHint, False)
    layout = QVBoxLayout(dialog)
    layout.setContentsMargins(24, 22, 24, 18)
    layout.setSpacing(10)
    layout.addWidget(PlainLabel(title, TextStyle.HEADING))
    for text in texts:
        layout.addWidget(PlainLabel(text))
    row = QHBoxLayout()
    row.addStretch(1)
    for number, answer in enumerate(answers):
        button = Button(answer, ButtonRole.PLAIN)
        button.clicked.connect(lambda _=False, which=number: dialog.done(which))
        row.addWidget(button)
        if number == 0:
            button.setDefault(True)
            button.setFocus()
    layout.addSpacing(6)
    layout.addLayout(row)
    dialog.resize(560, dialog.sizeHint().height())
    return dialog
