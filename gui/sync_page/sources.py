"""Where newer catalogues come from: the address that is set, and any folder; and the two actions."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from core.settings import definitions
from core.settings.definitions import BackgroundCheck
from core.settings.layers import Layer
from core.settings.store import SettingsStore
from core.sync.model import Outcome
from core.texts.phrase import Phrase, phrase
from core.texts.words import Words
from gui.theme.metrics import SMALL_GAP, TextStyle
from gui.widgets.boxes import Stack, column
from gui.widgets.buttons import Button, ButtonRole
from gui.widgets.layouts import Flow
from gui.widgets.notice import Notice
from gui.widgets.panel import Line
from gui.widgets.plain_label import PlainLabel
from gui.widgets.tips import set_tip


class Sources(Stack):
    """The sources.

    Attributes:
        check: fetches from the address; hidden where none is set.
        choose: takes a release from a folder.
    """

    check_wished = Signal()
    """Fetch from the address now."""
    folder_wished = Signal()
    """Ask for a folder, and take a release from it."""

    def __init__(
        self, settings: SettingsStore, host: str, last: Outcome | None, words: Words, *, follows: bool
    ) -> None:
        """Show the sources.

        Args:
            settings: hold the address, and who set it.
            host: of the address; empty where none is set.
            last: the newest attempt from a folder that ended well.
            words: the language in use.
            follows: whether there is a publisher whose releases can be checked here.
        """
        super().__init__(gap=14)
        self._words, self._follows = words, follows
        self._has_address = bool(host)
        say = words.say
        self.check = Button(say(phrase("Check now")), ButtonRole.PRIMARY if host else ButtonRole.PLAIN)
        self.choose = Button(say(phrase("Import from a folder …")), ButtonRole.PLAIN if host else ButtonRole.PRIMARY)
        self.check.clicked.connect(self.check_wished)
        self.choose.clicked.connect(self.folder_wished)
        if not follows:
            self._tell_no_publisher()
        web = [phrase("No address is set. Newer catalogues come from a folder, such as a USB stick.")]
        self._add(phrase("Over the network"), host, _of_address(settings) if host else web, self.check)
        self.check.setVisible(self._has_address)
        self.rows.addWidget(Line())
        self._add(phrase("From a folder"), "", _of_folder(last), self.choose)
        self.allow(is_idle=True)

    def allow(self, *, is_idle: bool) -> None:
        """Let the actions be done, unless a sync goes on, or nothing could be checked."""
        for button in (self.check, self.choose):
            button.setEnabled(is_idle and self._follows)

    def _tell_no_publisher(self) -> None:
        told = phrase(
            "Fetching and importing are switched off: this copy of Appvett follows no publisher yet, so nothing that "
            "came in could be checked. Ask your IT support for the publisher's root file, or for a copy of Appvett "
            "that has it."
        )
        notice = Notice()
        self.rows.addWidget(notice)
        notice.tell(self._words.say(told))
        for button in (self.check, self.choose):
            button.setAccessibleDescription(self._words.say(told))
            set_tip(button, self._words.say(told))

    def _add(self, name: Phrase, strong: str, lines: Sequence[Phrase], button: Button) -> None:
        say = self._words.say
        texts: list[QWidget] = [PlainLabel(say(name), TextStyle.STRONG)]
        if strong:
            texts.append(PlainLabel(strong))
        texts += [PlainLabel(say(line), TextStyle.SMALL, subtle=True) for line in lines]
        flow = Flow(gap=SMALL_GAP, line_gap=4)
        flow.addWidget(button)
        self.rows.addWidget(column(column(*texts, gap=2), flow, gap=12))


def _of_address(settings: SettingsStore) -> list[Phrase]:
    found = settings.find(definitions.CATALOGUE_ADDRESS)
    is_theirs = found.locked or found.layer is Layer.ORGANISATION
    who = phrase("Set by your organisation.") if is_theirs else phrase("Set by you, under Settings.")
    is_on = settings.get(definitions.BACKGROUND_CHECK) is BackgroundCheck.ON
    when = (
        phrase("Appvett looks there by itself, at most once a day.")
        if is_on
        else phrase("Appvett looks there only when you ask for it.")
    )
    return [who, when]


def _of_folder(last: Outcome | None) -> list[Phrase]:
    lines = [phrase("A USB stick, a share, any folder with a release. You can also drop it on this page.")]
    if last is not None:
        lines.append(phrase("Last used: {folder}, {date}", folder=last.source, date=last.at.date()))
    return lines
