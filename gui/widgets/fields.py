"""A choice from a longer list, and a line to write on; each with its label as a buddy."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Generic, TypeVar

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QComboBox, QLineEdit, QSizePolicy, QVBoxLayout, QWidget

from core.texts import outside
from gui.theme.metrics import BUTTON_HEIGHT, TINY_GAP, TextStyle, set_text
from gui.widgets.choices import Option
from gui.widgets.plain_label import PlainLabel

T = TypeVar("T")


class CalmComboBox(QComboBox):
    """A choice box that a turning wheel does not change while the page is scrolled."""

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Leave the wheel to the page, unless the box has the focus."""
        if self.hasFocus():
            super().wheelEvent(event)
        else:
            event.ignore()

    def minimumSizeHint(self) -> QSize:
        """Narrow enough for three beside each other."""
        return QSize(120, super().minimumSizeHint().height())


class ChoiceField(QWidget, Generic[T]):
    """A label with a choice box below it; `box.activated` tells that something was chosen."""

    def __init__(self, label: str, options: Sequence[Option[T]], chosen: T, help_text: str = "") -> None:
        super().__init__()
        self.options = tuple(options)
        self.box = CalmComboBox()
        set_text(self.box, TextStyle.BODY)
        self.box.setMinimumHeight(BUTTON_HEIGHT)
        self.box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.box.setMinimumContentsLength(10)
        self.box.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.box.setAccessibleName(outside.line(label))
        self.box.setAccessibleDescription(outside.line(help_text))
        for option in self.options:
            self.box.addItem(outside.line(option.text))
            if option.help:
                self.box.setItemData(self.box.count() - 1, option.help, Qt.ItemDataRole.AccessibleDescriptionRole)
        values = [option.value for option in self.options]
        self.box.setCurrentIndex(values.index(chosen) if chosen in values else 0)
        caption = PlainLabel(label, TextStyle.SMALL, subtle=True)
        caption.setBuddy(self.box)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(TINY_GAP)
        layout.addWidget(caption)
        layout.addWidget(self.box)

    def value(self) -> T:
        """The value chosen."""
        return self.options[max(0, self.box.currentIndex())].value


class TextField(QWidget):
    """A label with a line to write on below it.

    Args:
        label: what is written here.
        text: what stands there at first.
        help_text: a sentence more, for a screen reader.
        longest: characters that are taken.
    """

    def __init__(self, label: str, text: str, help_text: str = "", *, longest: int = 200) -> None:
        super().__init__()
        self.box = QLineEdit()
        set_text(self.box, TextStyle.BODY)
        self.box.setMaxLength(longest)
        self.box.setText(text)
        self.box.setMinimumHeight(BUTTON_HEIGHT)
        self.box.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.box.setAccessibleName(outside.line(label))
        self.box.setAccessibleDescription(outside.line(help_text))
        caption = PlainLabel(label, TextStyle.SMALL, subtle=True)
        caption.setBuddy(self.box)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(TINY_GAP)
        layout.addWidget(caption)
        layout.addWidget(self.box)

    def value(self) -> str:
        """What stands there, without spaces around it."""
        return self.box.text().strip()
