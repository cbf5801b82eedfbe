"""The help: topics at the left, the text of one at the right, and a field that finds words in all of them."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QShowEvent
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from core.errors import RulesInvalid
from core.rules.load import load_rules
from core.rules.model import Rules
from core.settings.folders import manual_folder, resource_folder
from core.texts.phrase import Phrase, phrase, plural
from gui.actions import copy_text
from gui.help.showing import show_sections
from gui.help.text import HelpText, as_text, count_of, matching
from gui.help.topic_list import TopicList
from gui.help.topics import NAMES, Sources, Topic, page_of, topic_of
from gui.pages.frame import ScrollPage, clear
from gui.parts import Parts
from gui.shelf import Shelf
from gui.theme.metrics import TextStyle, set_text
from gui.widgets.announce import SettledAnnouncer, announce
from gui.widgets.boxes import card, column
from gui.widgets.buttons import Button, ButtonRole
from gui.widgets.layouts import Columns, Flow
from gui.widgets.plain_label import PlainLabel

_LONGEST = 100
"""Characters that can be looked for."""
_PAUSE = 120
"""Milliseconds without a key pressed after which it is looked for."""


class FindField(QLineEdit):
    """What to find in the help; Esc empties it first."""

    def __init__(self) -> None:
        super().__init__()
        set_text(self, TextStyle.BODY)
        self.setMaxLength(_LONGEST)
        self.setClearButtonEnabled(False)

    def event(self, event: QEvent) -> bool:
        """Keep Esc from the window while there is something to empty."""
        is_asked = event.type() is QEvent.Type.ShortcutOverride
        if is_asked and isinstance(event, QKeyEvent) and event.key() == Qt.Key.Key_Escape and self.text():
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc empties the field."""
        if event.key() == Qt.Key.Key_Escape and self.text():
            self.clear()
        else:
            super().keyPressEvent(event)


class HelpPage(ScrollPage):
    """Shows one topic at a time.

    Args:
        parts: of the window.

    Attributes:
        topic: name of the topic that is shown.
    """

    opened = Signal(str)
    """The topic of this name is shown."""
    first_run_wished = Signal()
    """The pages of the first run should be shown again."""

    def __init__(self, parts: Parts) -> None:
        super().__init__()
        self._speaker, self._data, self.manual = parts.speaker, parts.data, manual_folder()
        self._rules: Rules | None = None
        self._has_rules = self._is_stale = False
        self._pages: dict[Topic, HelpText] = {}
        self._topic = Topic.CARD
        self.field, self.found = FindField(), PlainLabel("", TextStyle.SMALL, subtle=True)
        self.topics, self._text = TopicList(), QVBoxLayout()
        self._title, self._label = PlainLabel("", TextStyle.TITLE), PlainLabel("", TextStyle.SMALL, subtle=True)
        self._label.setBuddy(self.field)
        self._settled = SettledAnnouncer(self)
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_PAUSE)
        self._pause.timeout.connect(self.find_now)
        self.field.textChanged.connect(lambda _: self._pause.start())
        self.field.returnPressed.connect(self.find_now)
        self.topics.wished.connect(lambda topic: self.open(topic.value))
        self._lay_out()
        self._is_stale = True

    @property
    def topic(self) -> str:
        """Name of the topic that is shown."""
        return self._topic.value

    def _lay_out(self) -> None:
        head = Columns(weights=(58, 42), gap=20, narrowest=620)
        head.addWidget(self._title)
        head.addWidget(column(self._label, self.field, self.found, gap=2))
        body = Columns(weights=(31, 69), gap=20, narrowest=700)
        body.addWidget(self.topics)
        text = QWidget()
        self._text.setContentsMargins(0, 0, 0, 0)
        text.setLayout(self._text)
        body.addWidget(text)
        self.column.rows.addLayout(head)
        self.column.rows.addLayout(body)
        self.column.rows.addStretch(1)

    # ---- what it shows ----------------------------------------------------------------------------------------------

    def open(self, topic: str = "") -> None:
        """Show a topic by its name; empty, or one that there is not: the one shown last."""
        known = topic_of(topic)
        if known is not None:
            self._topic = known
            if self._wanted and not count_of(self._page(known), self._wanted):
                self._empty()
        self.refresh()
        self.verticalScrollBar().setValue(0)
        announce(self, self._page(self._topic).title)
        self.opened.emit(self.topic)

    def show_shelf(self, shelf: Shelf | None) -> None:
        """Use the rules of an open catalogue; None: those that came with the program."""
        if shelf is None or shelf.rules is self._rules:
            return
        self._rules, self._has_rules = shelf.rules, True
        if self.isVisible():
            self.refresh()
        else:
            self._is_stale = True

    def refresh(self) -> None:
        """Say everything again."""
        self._pages.clear()
        self._is_stale = False
        say = self._speaker.say
        self._title.setText(say(phrase("Help")))
        self._label.setText(say(phrase("Find in the help")))
        self.field.setAccessibleName(say(phrase("Find in the help")))
        self._show()

    def focus_first(self) -> None:
        """Go to the topic that is shown; where none is offered, to the field."""
        if self.topics.topics:
            self.topics.focus_shown()
        else:
            self.field.setFocus()

    def find_now(self) -> None:
        """Show only what holds the words typed; the first topic that does, unless the one shown does."""
        self._pause.stop()
        topics = self._matching_topics()
        if topics and self._topic not in topics:
            self._topic = topics[0]
        self._show()
        self.verticalScrollBar().setValue(0)
        self._settled.announce(self.found.text())

    def copy(self) -> None:
        """Put the whole page on the clipboard, as plain text."""
        copy_text(as_text(self._page(self._topic)))
        said = self._speaker.say(phrase("The page is on the clipboard."))
        self._copied.setText(said)
        announce(self, said)

    # ---- parts ------------------------------------------------------------------------------------------------------

    @property
    def _wanted(self) -> str:
        return " ".join(self.field.text().split())

    def showEvent(self, event: QShowEvent) -> None:
        """Say what has changed meanwhile."""
        super().showEvent(event)
        if self._is_stale:
            self.refresh()

    def _page(self, topic: Topic) -> HelpText:
        if topic not in self._pages:
            self._pages[topic] = page_of(topic, self._sources())
        return self._pages[topic]

    def _sources(self) -> Sources:
        if not self._has_rules:
            self._rules, self._has_rules = _own_rules(), True
        return Sources(self._speaker.words, self._rules, self.manual, self._data)

    def _matching_topics(self) -> tuple[Topic, ...]:
        return tuple(topic for topic in Topic if count_of(self._page(topic), self._wanted))

    def _show(self) -> None:
        """Show what there is of the topic, and name the topics that hold what is wanted."""
        offered = self._matching_topics() if self._wanted else tuple(Topic)
        self._name_topics(offered)
        self.topics.mark(self._topic)
        self._tell_found(offered)
        clear(self._text)
        self._text.addWidget(self._panel() if offered else self._nothing())

    def _name_topics(self, offered: tuple[Topic, ...]) -> None:
        say = self._speaker.say
        names: dict[Topic, tuple[str, str]] = {}
        for topic in offered:
            name = say(NAMES[topic])
            names[topic] = (name, name)
            if self._wanted:
                count = count_of(self._page(topic), self._wanted)
                names[topic] = (f"{name} ({count})", f"{name}, {say(_sections(count))}")
        self.topics.name(say(phrase("Topics")), names)

    def _tell_found(self, offered: tuple[Topic, ...]) -> None:
        number = sum(count_of(self._page(topic), self._wanted) for topic in offered)
        in_topics = plural("{count} topic", "{count} topics", count=len(offered))
        told = phrase("{sections} in {topics}", sections=_sections(number), topics=in_topics)
        nothing = phrase("Nothing found")
        self.found.setText(self._speaker.say(told if offered else nothing) if self._wanted else "")
        self.found.setVisible(bool(self._wanted))

    def _panel(self) -> QWidget:
        page = self._page(self._topic)
        title = PlainLabel(page.title, TextStyle.TITLE)
        panel = card("", title, show_sections(matching(page, self._wanted)), self._foot(), gap=16)
        panel.setContentsMargins(6, 4, 6, 4)
        return panel

    def _foot(self) -> Flow:
        say, flow = self._speaker.say, Flow(gap=8, line_gap=4)
        copy = Button(say(phrase("Copy this page")), ButtonRole.PLAIN, picture="copy")
        copy.clicked.connect(self.copy)
        flow.addWidget(copy)
        if self._topic is Topic.CARD:
            again = Button(say(phrase("Show the first pages again")), ButtonRole.PLAIN)
            again.clicked.connect(self.first_run_wished)
            flow.addWidget(again)
        self._copied = PlainLabel("", TextStyle.SMALL, subtle=True)
        flow.addWidget(self._copied)
        return flow

    def _nothing(self) -> QWidget:
        say = self._speaker.say
        whole = Button(say(phrase("Show all of the help")), ButtonRole.PLAIN)
        whole.clicked.connect(self._show_all)
        flow = Flow()
        flow.addWidget(whole)
        headline = phrase("Nothing in the help holds “{words}”.", words=self._wanted)
        what_next = phrase("Try another word, or a part of one. To look up an app, use the field at the top.")
        return card("", PlainLabel(say(headline), TextStyle.HEADING), PlainLabel(say(what_next)), flow, gap=12)

    def _show_all(self) -> None:
        self._empty()
        self._show()
        self.field.setFocus()

    def _empty(self) -> None:
        self.field.clear()
        self._pause.stop()


def _sections(count: int) -> Phrase:
    return plural("{count} section", "{count} sections", count=count)


def _own_rules() -> Rules | None:
    """The rules that came with the program; None: they cannot be used."""
    try:
        return load_rules(resource_folder() / "rules" / "rules.toml")
    except RulesInvalid:
        return None
