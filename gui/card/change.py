"""What another situation changed: prominent, above the answer, and gone with the next app."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QVBoxLayout

from gui.theme.metrics import PADDING, TextStyle
from gui.theme.palette import Tone
from gui.widgets.panel import ToneBox
from gui.widgets.plain_label import PlainLabel


class ChangeBox(ToneBox):
    """A tinted box with the answer before and now, and below it the levels that changed."""

    def __init__(self) -> None:
        super().__init__(Tone.ACCENT)
        self._first, self._rest = PlainLabel("", TextStyle.STRONG), PlainLabel("", TextStyle.SMALL)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(PADDING + 10, 12, PADDING, 12)
        layout.setSpacing(2)
        for label in (self._first, self._rest):
            layout.addWidget(label)
        self.hide()

    def tell(self, sentences: Sequence[str]) -> None:
        """Show what changed, the answer first."""
        self._first.setText(sentences[0])
        self._rest.setText(" ".join(sentences[1:]))
        self._rest.setVisible(len(sentences) > 1)
        self.setAccessibleName(" ".join(sentences))
        self.show()

    def text(self) -> str:
        """Everything that it says."""
        return " ".join(label.text() for label in (self._first, self._rest) if label.text())
