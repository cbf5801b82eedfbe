"""The banner between bar and page: trouble, or that something was done."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import (
    QGuiApplication,
)
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from core.texts.phrase import Phrase, phrase, plural
from gui.errors import Trouble
from gui.speaker import Speaker
from gui.theme.metrics import MARGIN, TextStyle
from gui.theme.palette import Tone
from gui.widgets.announce import announce
from gui.widgets.buttons import Button, ButtonRole
from gui.widgets.panel import ToneBox
from gui.widgets.plain_label import PlainLabel


class Banner(QWidget):
    """Tells of trouble, or that something was done, without stopping anybody."""

    def __init__(self, speaker: Speaker) -> None:
        super().__init__()
        self._speaker = speaker
        self._place = QVBoxLayout(self)
        self._place.setContentsMargins(MARGIN, 10, MARGIN, 0)
        self._box: QWidget | None = None
        self._row: QHBoxLayout | None = None
        self._trouble = ""
        self._counted: PlainLabel | None = None
        self.hide()

    def tell(self, trouble: Trouble) -> None:
        """Tell what happened, what is safe and what to do."""
        say, parts = self._speaker.say, [trouble.what, *([trouble.safe] if trouble.safe else []), trouble.next_step]
        self._show(Tone.WARNING, [say(part) for part in parts], at_once=True)
        self._trouble = trouble.key
        self.count(trouble)
        if trouble.is_ours:
            self._offer(say(phrase("Copy the details")), lambda: QGuiApplication.clipboard().setText(trouble.details))

    def count(self, trouble: Trouble) -> None:
        """Tell how often it has happened by now, where it is still shown."""
        if self._counted is not None and trouble.count > 1 and trouble.key == self._trouble:
            times = plural("This happened {count} time.", "This happened {count} times.", count=trouble.count)
            self._counted.setText(self._speaker.say(times))
            self._counted.show()

    def note(self, text: Phrase, act: Phrase | None = None, do: Callable[[], None] | None = None) -> None:
        """Tell that something was done.

        Args:
            text: what was done.
            act: words of a button, such as one that takes it back; None: there is none.
            do: what the button does.
        """
        self._show(Tone.SUCCESS, [self._speaker.say(text)], at_once=False)
        if act is not None and do is not None:
            self._offer(self._speaker.say(act), do)

    def hint(self, text: Phrase) -> None:
        """Tell something to know."""
        self._show(Tone.INFO, [self._speaker.say(text)], at_once=False)

    def keep_to(self, side: int) -> None:
        """Keep to the margins of the pages."""
        self._place.setContentsMargins(side, 10, side, 0)

    def dismiss(self) -> None:
        """Take it away."""
        if self._box is not None:
            self._box.hide()
            self._box.deleteLater()
            self._box = self._row = self._counted = None
            self._trouble = ""
        self.hide()

    def _show(self, tone: Tone, lines: list[str], *, at_once: bool) -> None:
        self.dismiss()
        box = ToneBox(tone)
        layout = QHBoxLayout(box)
        layout.setContentsMargins(20, 8, 10, 8)
        texts = QVBoxLayout()
        texts.setSpacing(2)
        for number, line in enumerate(lines):
            texts.addWidget(PlainLabel(line, TextStyle.STRONG if not number else TextStyle.BODY))
        self._counted = PlainLabel("", TextStyle.SMALL)
        texts.addWidget(self._counted)
        self._counted.hide()
        layout.addLayout(texts, 1)
        close = Button("", ButtonRole.QUIET, picture="close", name=self._speaker.say(phrase("Close this message")))
        close.clicked.connect(self.dismiss)
        layout.addWidget(close, 0, Qt.AlignmentFlag.AlignTop)
        self._box, self._row = box, layout
        self._place.addWidget(box)
        self.show()
        announce(self, " ".join(lines), at_once=at_once)

    def _offer(self, text: str, do: Callable[[], None]) -> None:
        """Put a button before the one that closes."""
        if self._row is None:
            return
        button = Button(text)
        # First the banner goes, for what is done may show another one.
        button.clicked.connect(self.dismiss)
        button.clicked.connect(lambda _=False: do())
        self._row.insertWidget(self._row.count() - 1, button)
