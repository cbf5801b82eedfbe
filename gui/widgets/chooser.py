"""The situation in plain questions: who pays, does it reach work services, what is the highest class; and more."""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum
from typing import TypeVar

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from core.situation import InformationClass, Organisation, Platform, Purpose, Role
from core.texts.phrase import Term, phrase
from core.texts.words import Words
from gui.situations import ChosenSituation
from gui.theme.metrics import PADDING, TextStyle
from gui.theme.palette import CLASS_COLOURS
from gui.widgets.boxes import column
from gui.widgets.buttons import Button, ButtonRole
from gui.widgets.choices import Option, Question, Switch
from gui.widgets.fields import ChoiceField
from gui.widgets.fold import Fold
from gui.widgets.layouts import Columns
from gui.widgets.panel import Panel
from gui.widgets.plain_label import PlainLabel

E = TypeVar("E", bound=StrEnum)
T = TypeVar("T")


class SituationChooser(Panel):
    """Asks and passes on what is answered; holds nothing itself but what is open.

    Args:
        chosen: where the answers go.
        issuers: (id, name) of bodies with rules of their own.
    """

    save_wished = Signal()
    """Keep this as the usual situation."""

    def __init__(self, chosen: ChosenSituation, words: Words, issuers: Sequence[tuple[str, str]] = ()) -> None:
        super().__init__()
        self._chosen, self._words, self._issuers = chosen, words, tuple(issuers)
        self._more_is_open = False
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(PADDING, 14, PADDING, 10)
        self._column.setSpacing(6)
        self.setAccessibleName(words.say(phrase("My situation")))
        columns = Columns(weights=(31, 48, 21), gap=24, narrowest=720)
        self._payer, self._reaches = self._ask_payer(), self._ask_reaches()
        for question in (self._payer, self._reaches, self._ask_journey()):
            columns.addWidget(question)
        self._column.addLayout(columns)
        self._follow_up: Question[bool | None] | None = None
        self._follow_up_place = QVBoxLayout()
        self._column.addLayout(self._follow_up_place)
        self._column.addWidget(self._ask_class())
        title = phrase("More choices: organisation, role, purpose and platform")
        self._column.addWidget(Fold(words.say(title), self._more))
        self._update()

    def focus_first(self) -> None:
        """Go to the first question."""
        button = self._payer.button_group.checkedButton()
        if button is not None:
            button.setFocus()

    # ---- the questions ----------------------------------------------------------------------------------------------

    def _ask_payer(self) -> Question[bool]:
        options = [
            Option(True, self._q("payer_employer")),
            Option(False, self._q("payer_self")),
        ]
        question = Question(self._q("payer"), options, self._chosen.answers.employer_pays)
        question.button_group.idClicked.connect(lambda _: self._answer(employer_pays=question.value()))
        return question

    def _ask_reaches(self) -> Question[bool | None]:
        question = Question(self._q("reaches"), self._yes_no(), self._chosen.answers.reaches_services)
        question.button_group.idClicked.connect(lambda _: self._answer(reaches_services=question.value()))
        return question

    def _ask_class(self) -> Question[InformationClass]:
        options = [
            Option(
                kind,
                self._words.say(
                    phrase(
                        "{colour}: {name}",
                        colour=Term(f"classes.colours.{kind.value}"),
                        name=Term(f"classes.{kind.value}.label"),
                    )
                ),
                CLASS_COLOURS[kind],
                self._words.term(f"classes.{kind.value}.help"),
            )
            for kind in InformationClass
        ]
        question = Question(self._words.term("classes.question"), options, self._chosen.situation.information)
        question.button_group.idClicked.connect(lambda _: self._chosen.change(information=question.value()))
        return question

    def _ask_follow_up(self) -> Question[bool | None] | None:
        """The one further question, where it matters."""
        answers = self._chosen.answers
        if answers.asks_one_purpose:
            question = Question(self._q("one_purpose"), self._yes_no(), answers.one_purpose)
            question.button_group.idClicked.connect(lambda _: self._answer(one_purpose=question.value()))
            return question
        if answers.asks_managed:
            question = Question(self._q("managed"), self._yes_no(), answers.managed)
            question.button_group.idClicked.connect(lambda _: self._answer(managed=question.value()))
            return question
        return None

    def _ask_journey(self) -> QWidget:
        self._journey = journey = Switch(self._q("travel"))
        journey.setChecked(self._chosen.answers.journey)
        journey.toggled.connect(lambda is_on: self._answer(journey=is_on))
        # At the bottom, in line with the answers beside it, which have a question above them.
        stack = column(gap=0)
        stack.rows.addStretch(1)
        stack.rows.addWidget(journey)
        return stack

    # ---- what lies one click away -----------------------------------------------------------------------------------

    def _more(self) -> QWidget:
        here = self._chosen.situation
        columns = Columns(gap=16, narrowest=600)
        left = [
            self._field("org", phrase("Type of organisation"), self._enum(Organisation, "org_types"), here.org),
            self._field("body", phrase("Your own organisation"), self._bodies(), here.body),
        ]
        right = [
            self._field("role", phrase("Role"), self._enum(Role, "roles"), here.role),
            self._field("purpose", phrase("Purpose"), self._enum(Purpose, "purposes"), here.purpose),
        ]
        first: Option[Platform | None] = Option(None, self._words.say(phrase("The first that the app has")))
        platforms = [first]
        platforms += [Option(one.value, one.text, help=one.help) for one in self._enum(Platform, "platforms")]
        last = [self._field("platform", phrase("Platform"), platforms, here.platform), self._save_button()]
        for group in (left, right, last):
            columns.addWidget(column(*group, gap=10))
        widget = QWidget()
        widget.setLayout(columns)
        return widget

    def _field(self, name: str, label: object, options: Sequence[Option[T]], chosen: T) -> ChoiceField[T]:
        words = self._words.show(label)  # type: ignore[arg-type] # a phrase
        field = ChoiceField(words, options, chosen)
        field.box.activated.connect(lambda _: self._chosen.change(**{name: field.value()}))
        return field

    def _save_button(self) -> QWidget:
        button = Button(self._words.say(phrase("Remember as my usual situation")), ButtonRole.QUIET)
        button.clicked.connect(self.save_wished)
        return column(PlainLabel(" ", TextStyle.SMALL), button, gap=4)

    def _bodies(self) -> list[Option[str | None]]:
        none: Option[str | None] = Option(None, self._words.say(phrase("Not told")))
        bodies: list[Option[str | None]] = [Option(key, name) for key, name in self._issuers]
        return [none, *bodies]

    def _enum(self, kind: type[E], table: str) -> list[Option[E]]:
        return [
            Option(
                value,
                self._words.term(f"{table}.{value.value}.label"),
                help=self._words.term(f"{table}.{value.value}.help"),
            )
            for value in kind
        ]

    def _yes_no(self) -> list[Option[bool | None]]:
        return [
            Option(True, self._q("yes")),
            Option(False, self._q("no")),
            Option(None, self._q("unknown"), help=self._q("unknown_help")),
        ]

    def _q(self, key: str) -> str:
        return self._words.term(f"device_questions.{key}")

    # ---- answers ----------------------------------------------------------------------------------------------------

    def _answer(self, **answers: bool | None) -> None:
        self._chosen.answer(**answers)
        self._update()

    def _update(self) -> None:
        """Show the follow-up that fits now; a journey settles the other questions."""
        on_journey = self._chosen.answers.journey
        for question in (self._payer, self._reaches):
            question.setEnabled(not on_journey)
        wanted = (self._chosen.answers.asks_one_purpose, self._chosen.answers.asks_managed)
        if wanted == getattr(self, "_asked", None):
            return
        self._asked = wanted
        if self._follow_up is not None:
            self._follow_up.hide()
            self._follow_up.deleteLater()
        self._follow_up = self._ask_follow_up()
        if self._follow_up is not None:
            self._follow_up_place.addWidget(self._follow_up)
            self._put_in_tab_order(self._follow_up)

    def _put_in_tab_order(self, question: Question[bool | None]) -> None:
        """A question that came later stands in the middle of the page, and so does its turn."""
        before: QWidget = self._journey
        for button in question.button_group.buttons():
            self.setTabOrder(before, button)
            before = button
