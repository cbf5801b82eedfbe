"""The first run: four short pages that need no network, each of them and all of them can be skipped."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from core.errors import AppvettError
from core.facts import AppId
from core.settings import definitions
from core.settings.definitions import FirstRun, LanguageChoice, TextSize
from core.texts.phrase import Language, Phrase, Term, phrase
from gui import wording_lists
from gui.models.hits import HitModel
from gui.pages.frame import ScrollPage, clear
from gui.parts import Parts
from gui.shelf import Entry, Shelf
from gui.theme.metrics import GAP, TextStyle
from gui.widgets.announce import announce
from gui.widgets.boxes import Stack, bullets, column
from gui.widgets.buttons import Button, ButtonRole
from gui.widgets.choices import Option, Question
from gui.widgets.chooser import SituationChooser
from gui.widgets.hit_list import HitList
from gui.widgets.layouts import Flow
from gui.widgets.panel import Panel
from gui.widgets.plain_label import PlainLabel
from gui.widgets.situation_fields import organisation_fields
from gui.widgets.top_bar import LANGUAGE_NAMES

SAMPLES = tuple(AppId(app) for app in ("tiktok", "signal", "vipps"))
"""Apps with different answers, offered on the last page; those that the catalogue does not hold are left out."""
_PAGES = 4


class FirstRunPage(ScrollPage):
    """Language, organisation, usual situation, and a first try."""

    finished = Signal()
    """All was told, or skipped; what was chosen is saved."""
    app_wished = Signal(str)
    """Open the app with this id."""
    setting_changed = Signal(object)
    """A `Setting` has another value, which should take effect."""

    def __init__(self, parts: Parts) -> None:
        super().__init__()
        self._parts, self._speaker = parts, parts.speaker
        self._shelf: Shelf | None = None
        self._usual = parts.chosen.situation
        self.step = 0
        self.samples: HitList | None = None
        self._model = HitModel(parts.speaker, parts.following, parts.basket, self)
        self._place = QVBoxLayout()
        self.column.rows.addLayout(self._place)
        self.column.rows.addStretch(1)
        self.next = self.back = self.skip = Button("")
        parts.chosen.changed.connect(self._ask_samples)

    def begin(self, shelf: Shelf) -> None:
        """Show the first of the pages."""
        self._shelf, self.step = shelf, 0
        self._usual = self._parts.chosen.situation
        self._show()

    def refresh(self) -> None:
        """Say everything again."""
        if self._shelf is not None:
            self._show()

    def focus_first(self) -> None:
        """Go to the button that leads on."""
        self.next.setFocus()

    def finish(self) -> None:
        """Save what was chosen; these pages come no more by themselves."""
        settings = self._parts.settings
        try:
            if settings.can_save:
                if self._parts.chosen.situation != self._usual:
                    self._parts.chosen.save(settings)
                settings.save(definitions.FIRST_RUN, FirstRun.DONE)
        except AppvettError as error:
            self._parts.outlet.take(error)
        self.finished.emit()

    # ---- the frame of a page ----------------------------------------------------------------------------------------

    def _show(self) -> None:
        clear(self._place)
        self.samples = None
        say = self._speaker.say
        title, content = self._pages()[self.step]
        told = say(phrase("Page {number} of {count}", number=self.step + 1, count=_PAGES))
        heading = PlainLabel(say(title), TextStyle.TITLE)
        panel = Panel()
        rows = QVBoxLayout(panel)
        rows.setContentsMargins(28, 22, 28, 22)
        rows.setSpacing(GAP)
        rows.addWidget(column(PlainLabel(told, TextStyle.SMALL, subtle=True), heading, gap=2))
        rows.addWidget(content())
        rows.addSpacing(4)
        rows.addWidget(self._buttons())
        self._place.addWidget(panel)
        self.verticalScrollBar().setValue(0)
        self._ask_samples()
        announce(self, f"{told}. {say(title)}")

    def _pages(self) -> Sequence[tuple[Phrase, Callable[[], QWidget]]]:
        return (
            (phrase("Welcome to Appvett"), self._welcome),
            (phrase("Where do you work?"), self._organisation),
            (phrase("Which device, and what do you handle on it?"), self._situation),
            (phrase("Try it"), self._try),
        )

    def _buttons(self) -> QWidget:
        say, is_last = self._speaker.say, self.step == _PAGES - 1
        self.next = Button(say(phrase("Begin") if is_last else phrase("Next")), ButtonRole.PRIMARY)
        self.next.clicked.connect(self.finish if is_last else lambda: self._go(1))
        self.back = Button(say(phrase("Previous")))
        self.back.clicked.connect(lambda: self._go(-1))
        self.skip = Button(say(phrase("Skip the rest")), ButtonRole.QUIET)
        self.skip.clicked.connect(self.finish)
        flow = Flow(gap=8, line_gap=4)
        for button in (self.next, self.back, self.skip):
            flow.addWidget(button)
        widget = QWidget()
        widget.setLayout(flow)
        # Only now: what is shown before it stands anywhere is a window of its own, and takes the focus.
        self.back.setVisible(self.step > 0)
        self.skip.setVisible(not is_last)
        return widget

    def _go(self, steps: int) -> None:
        self.step = max(0, min(_PAGES - 1, self.step + steps))
        self._show()
        self.focus_first()

    # ---- the pages --------------------------------------------------------------------------------------------------

    def _welcome(self) -> QWidget:
        say = self._speaker.say
        about = phrase(
            "Somebody wants to install an app. Appvett tells what authorities advise, who owns the app, what it can "
            "reach, and what your organisation has decided."
        )
        page = column(PlainLabel(say(about)), gap=GAP)
        page.rows.addWidget(bullets(say(one) for one in self._promises()))
        page.rows.addWidget(self._languages())
        page.rows.addWidget(self._sizes())
        return page

    def _promises(self) -> tuple[Phrase, ...]:
        lines: tuple[Phrase, ...] = (
            phrase("Authorities advise, your organisation decides, Appvett explains."),
            phrase("What you look up never leaves this machine."),
        )
        if self._shelf is None:
            return lines
        info = self._shelf.info
        return (
            *lines,
            phrase(
                "The catalogue lies on this machine and is of {date}. It holds {apps}.",
                date=info.created.date(),
                apps=wording_lists.inventory(info),
            ),
        )

    def _languages(self) -> QWidget:
        options = [Option(language, name) for language, name in LANGUAGE_NAMES.items()]
        question = Question(self._speaker.say(definitions.LANGUAGE.label), options, self._speaker.language)
        question.button_group.idClicked.connect(lambda _: self._choose_language(question.value()))
        return question

    def _sizes(self) -> QWidget:
        say = self._speaker.say
        names = {
            TextSize.SYSTEM: say(phrase("As the system says")),
            **{size: f"{size.percent} %" for size in TextSize if size.percent},
        }
        options = [Option(size, name) for size, name in names.items()]
        chosen = self._parts.settings.get(definitions.TEXT_SIZE)
        question = Question(say(definitions.TEXT_SIZE.label), options, chosen)
        question.button_group.idClicked.connect(lambda _: self._keep(definitions.TEXT_SIZE, question.value()))
        return question

    def _organisation(self) -> QWidget:
        say, found = self._speaker.say, self._parts.settings.find(definitions.ORG)
        page = column(
            PlainLabel(say(phrase("Some advice and rules hold for some types of organisation only."))), gap=GAP
        )
        if found.locked:
            words = phrase("Your organisation has set this: {type}.", type=Term(f"org_types.{found.value.value}.label"))
            page.rows.addWidget(PlainLabel(say(words), TextStyle.STRONG))
            return page
        page.rows.addWidget(organisation_fields(self._parts.chosen, self._speaker.words, self._issuers))
        note = phrase(
            "Your own organisation stands in the list only where its own published rules are in the catalogue."
        )
        page.rows.addWidget(PlainLabel(say(note), TextStyle.SMALL, subtle=True))
        return page

    def _situation(self) -> QWidget:
        about = phrase(
            "Answer for the device that you use most. You can change it at any time, at the top of the window."
        )
        chooser = SituationChooser(self._parts.chosen, self._speaker.words, asks_organisation=False)
        return column(PlainLabel(self._speaker.say(about)), chooser, gap=GAP)

    def _try(self) -> QWidget:
        say = self._speaker.say
        about = phrase("Type a name at the top, or paste a link to an app store. Here are three apps to begin with:")
        self.samples = HitList(self._model)
        self.samples.setAccessibleName(say(phrase("Three apps to try")))
        self.samples.app_chosen.connect(self._open)
        page: Stack = column(PlainLabel(say(about)), self.samples, gap=GAP)
        more = phrase("F1 opens the help. These pages can be shown again from there.")
        page.rows.addWidget(PlainLabel(say(more), TextStyle.SMALL, subtle=True))
        return page

    # ---- what is chosen ---------------------------------------------------------------------------------------------

    @property
    def _issuers(self) -> tuple[tuple[str, str], ...]:
        return self._shelf.issuers if self._shelf else ()

    def _choose_language(self, language: Language) -> None:
        self._keep(definitions.LANGUAGE, LanguageChoice(language.value))

    def _keep(self, setting: definitions.Setting[definitions.T], value: definitions.T) -> None:
        try:
            self._parts.settings.save(setting, value)
        except AppvettError as error:
            self._parts.outlet.take(error)
        self.setting_changed.emit(setting)

    def _open(self, entry: Entry) -> None:
        self.finish()
        self.app_wished.emit(entry.app.id)

    def _ask_samples(self) -> None:
        """The answers of the samples, in the situation chosen now."""
        if self.samples is not None and self._shelf is not None:
            self._parts.asker.entries(SAMPLES, self._show_samples)

    def _show_samples(self, entries: Sequence[Entry]) -> None:
        if self.samples is not None:
            self._model.show(entries)
            self.samples.choose_first()
