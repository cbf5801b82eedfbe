"""What stands on the look-up page before anything is typed: what to do, apps followed, what was opened."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from core.catalogue.model import CatalogueInfo
from core.facts import AppId
from core.texts import outside
from core.texts.phrase import phrase, plural
from gui import wording_lists
from gui.keeping import Following, Named, Recent
from gui.models.hits import HitModel
from gui.pages.frame import clear
from gui.shelf import Entry
from gui.speaker import Speaker
from gui.theme.metrics import GAP, TextStyle
from gui.widgets.boxes import bullets, card, column
from gui.widgets.buttons import Button, ButtonRole
from gui.widgets.hit_list import HitList
from gui.widgets.layouts import Flow
from gui.widgets.plain_label import PlainLabel

EXAMPLES = ("TikTok", "Signal", "Zoom", "Telegram", "Vipps")
"""Names offered where nothing has been typed."""
_NAME_LIMIT = 40


class Welcome(QWidget):
    """Shown where nothing is looked up."""

    example_chosen = Signal(str)
    """This name should be looked up."""
    recent_chosen = Signal(object)
    """A `Named` that was opened before should be opened again."""
    follows_cleared = Signal()
    """No app should be followed any longer."""
    unfollow_wished = Signal(str)
    """The app with this id should be followed no longer."""

    def __init__(self, speaker: Speaker, following: Following, recent: Recent, model: HitModel) -> None:
        super().__init__()
        self._speaker, self._following, self._recent = speaker, following, recent
        self._model = model
        self._info: CatalogueInfo | None = None
        self._gone: tuple[AppId, ...] = ()
        self.followed = HitList(model)
        self.follows_clear = Button("", ButtonRole.QUIET)
        self.follows_clear.clicked.connect(self.follows_cleared)
        self._greeting, self._opened, self._gone_place = QVBoxLayout(), QVBoxLayout(), QVBoxLayout()
        self._followed_title = PlainLabel("", TextStyle.SECTION)
        self._followed = column(_head(self._followed_title, self.follows_clear), self.followed, gap=6)
        self._followed.rows.addLayout(self._gone_place)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(GAP)
        rows.addLayout(self._greeting)
        rows.addWidget(self._followed)
        rows.addLayout(self._opened)
        recent.changed.connect(self._show_recent)
        self._followed.hide()

    def show_catalogue(self, info: CatalogueInfo) -> None:
        """Greet, and tell what the catalogue holds."""
        self._info = info
        self.refresh()

    def show_followed(self, entries: Sequence[Entry]) -> None:
        """Show the apps followed; those that the catalogue no longer holds by their ids."""
        known = {entry.app.id for entry in entries}
        self._gone = tuple(app for app in self._following.apps if app not in known)
        self._model.show([entry for entry in entries if entry.app.id in self._following])
        self.followed.setVisible(self._model.apps > 0)
        self._show_gone()
        self._say_followed()
        self._followed.setVisible(bool(self._following.apps))

    def refresh(self) -> None:
        """Say everything again."""
        clear(self._greeting)
        if self._info is not None:
            self._greeting.addWidget(self._greet(self._info))
        self._say_followed()
        self._show_gone()
        self._show_recent()

    def _greet(self, info: CatalogueInfo) -> QWidget:
        say = self._speaker.say
        about = phrase(
            "Type the name of an app, or paste its address in an app store. You see what authorities advise, who owns "
            "it, what it can reach, and what your own situation means."
        )
        holds = phrase("The catalogue holds {apps}.", apps=wording_lists.inventory(info))
        flow = Flow(gap=8, line_gap=4)
        for name in EXAMPLES:
            flow.addWidget(self._example(name))
        promises = [
            say(phrase("Authorities advise, your organisation decides, Appvett explains.")),
            say(phrase("Unknown is never shown as safe, and advice is never shown as a ban.")),
            say(phrase("What you look up never leaves this machine.")),
        ]
        panel = card(
            "",
            PlainLabel(say(phrase("May I install this app?")), TextStyle.TITLE),
            PlainLabel(f"{say(about)} {say(holds)}"),
            PlainLabel(say(phrase("Try one of these")), TextStyle.SMALL, subtle=True),
            flow,
            bullets(promises),
            gap=12,
        )
        panel.setContentsMargins(10, 8, 10, 8)
        return panel

    def _example(self, name: str) -> Button:
        button = Button(name, ButtonRole.CHIP, name=self._speaker.say(phrase("Look up {name}", name=name)))
        button.clicked.connect(lambda: self.example_chosen.emit(name))
        return button

    # ---- apps followed ----------------------------------------------------------------------------------------------

    def _say_followed(self) -> None:
        say = self._speaker.say
        count = len(self._following.apps)
        title = say(plural("You follow {count} app", "You follow {count} apps", count=count))
        self._followed_title.setText(title)
        self.followed.setAccessibleName(title)
        self.follows_clear.say(say(phrase("Unfollow all")), say(phrase("Unfollow all these apps")))

    def _show_gone(self) -> None:
        clear(self._gone_place)
        for app in self._gone:
            self._gone_place.addWidget(self._gone_row(app))

    def _gone_row(self, app: AppId) -> QWidget:
        say, shown = self._speaker.say, outside.name(app)
        button = Button(say(phrase("Unfollow")), ButtonRole.SMALL, name=say(phrase("Unfollow {name}", name=shown)))
        button.clicked.connect(lambda: self.unfollow_wished.emit(app))
        row = Flow(gap=6, line_gap=0)
        row.addWidget(PlainLabel(say(phrase("{name} is not in this catalogue.", name=shown)), subtle=True))
        row.addWidget(button)
        widget = QWidget()
        widget.setLayout(row)
        return widget

    # ---- what was opened --------------------------------------------------------------------------------------------

    def _show_recent(self) -> None:
        clear(self._opened)
        if not self._recent.apps:
            return
        say = self._speaker.say
        forget = Button(say(phrase("Clear")), ButtonRole.QUIET, name=say(phrase("Clear what you opened lately")))
        forget.clicked.connect(self._recent.clear)
        flow = Flow(gap=8, line_gap=4)
        for one in self._recent.apps:
            flow.addWidget(self._recent_button(one))
        note = say(phrase("Remembered only while this window is open, and stored nowhere."))
        title = PlainLabel(say(phrase("Opened lately")), TextStyle.SECTION)
        self._opened.addWidget(
            column(_head(title, forget), flow, PlainLabel(note, TextStyle.SMALL, subtle=True), gap=6)
        )

    def _recent_button(self, one: Named) -> Button:
        name = outside.name(one.name, limit=_NAME_LIMIT)
        button = Button(name, ButtonRole.CHIP, name=self._speaker.say(phrase("Open {name}", name=name)))
        button.clicked.connect(lambda: self.recent_chosen.emit(one))
        return button


def _head(title: PlainLabel, button: Button) -> QHBoxLayout:
    row = QHBoxLayout()
    row.setContentsMargins(2, 0, 0, 0)
    row.addWidget(title, 1, Qt.AlignmentFlag.AlignVCenter)
    row.addWidget(button)
    return row
