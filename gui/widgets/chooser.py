"""The situation in plain questions: who pays, does it reach work services, what is the highest class; and more."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QVBoxLayout, QWidget

from core.situation import InformationClass
from core.texts.phrase import Term, phrase
from core.texts.words import Words
from gui.situations import ChosenSituation
from gui.theme.palette import CLASS_COLOURS
from gui.widgets.choices import Option, Question, Switch
from gui.widgets.fold import Fold
from gui.widgets.layouts import Columns
from gui.widgets.situation_fields import organisation_fields, person_fields, platform_field


class SituationChooser(QWidget):
    """Asks and passes on what is answered; holds nothing itself but what is open.

    Args:
        chosen: where the answers go.
        words: the language in use.
        issuers: (id, name) of bodies with rules of their own.
        asks_organisation: whether the organisation is one of the further choices.
    """

    def __init__(
        self,
        chosen: ChosenSituation,
        words: Words,
        issuers: Sequence[tuple[str, str]] = (),
        *,
        asks_organisation: bool = True,
    ) -> None:
        super().__init__()
        self._asks_organisation = asks_organisation
        self._chosen, self._words, self._issuers = chosen, words, tuple(issuers)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(10)
        self.setAccessibleName(words.say(phrase("My situation")))
        columns = Columns(weights=(34, 66), gap=28, narrowest=640)
        self._payer, self._reaches = self._ask_payer(), self._ask_reaches()
        for question in (self._payer, self._reaches):
            columns.addWidget(question)
        self._column.addLayout(columns)
        self._follow_up: Question[bool | None] | None = None
        self._asked: tuple[bool, bool] | None = None
        self._follow_up_place = QVBoxLayout()
        self._column.addLayout(self._follow_up_place)
        self._column.addWidget(self._ask_journey())
        self._information = self._ask_class()
        self._column.addWidget(self._information)
        with_all = phrase("More choices: organisation, role, purpose and platform")
        title = with_all if asks_organisation else phrase("More choices: role, purpose and platform")
        self._column.addWidget(Fold(words.say(title), self._more))
        chosen.changed.connect(self._follow)
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
        note = self._words.say(phrase("The one who bought it, or pays for it every month."))
        question = Question(self._q("payer"), options, self._chosen.answers.employer_pays, note)
        question.button_group.idClicked.connect(lambda _: self._answer(employer_pays=question.value()))
        return question

    def _ask_reaches(self) -> Question[bool | None]:
        note = self._words.say(phrase("Yes if you can open any of it there, in an app or in a browser."))
        question = Question(self._q("reaches"), self._yes_no(), self._chosen.answers.reaches_services, note)
        question.button_group.idClicked.connect(lambda _: self._answer(reaches_services=question.value()))
        return question

    def _ask_class(self) -> Question[InformationClass | None]:
        options: list[Option[InformationClass | None]] = [
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
        options.append(Option(None, self._q("unknown"), help=self._q("unknown_help")))
        question = Question(self._words.term("classes.question"), options, self._chosen.information)
        question.button_group.idClicked.connect(lambda _: self._chosen.handle(question.value()))
        return question

    def _ask_follow_up(self) -> Question[bool | None] | None:
        """The one further question, where it matters."""
        answers = self._chosen.answers
        if answers.asks_one_purpose:
            note = self._words.say(phrase("For example a phone that is used for one app, and for nothing else."))
            question = Question(self._q("one_purpose"), self._yes_no(), answers.one_purpose, note)
            question.button_group.idClicked.connect(lambda _: self._answer(one_purpose=question.value()))
            return question
        if answers.asks_managed:
            note = self._words.say(phrase("For example that work apps were put there for you, or are kept apart."))
            question = Question(self._q("managed"), self._yes_no(), answers.managed, note)
            question.button_group.idClicked.connect(lambda _: self._answer(managed=question.value()))
            return question
        return None

    def _ask_journey(self) -> QWidget:
        self._journey = journey = Switch(self._q("travel"))
        journey.setChecked(self._chosen.answers.journey)
        journey.toggled.connect(lambda is_on: self._answer(journey=is_on))
        return journey

    # ---- what lies one click away -----------------------------------------------------------------------------------

    def _more(self) -> QWidget:
        columns = Columns(gap=16, narrowest=600)
        if self._asks_organisation:
            columns.addWidget(organisation_fields(self._chosen, self._words, self._issuers))
        columns.addWidget(person_fields(self._chosen, self._words))
        columns.addWidget(platform_field(self._chosen, self._words))
        widget = QWidget()
        widget.setLayout(columns)
        return widget

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

    def _follow(self) -> None:
        """Show what was chosen elsewhere, such as a cell of the table of answers."""
        answers = self._chosen.answers
        self._payer.choose(answers.employer_pays)
        self._reaches.choose(answers.reaches_services)
        self._information.choose(self._chosen.information)
        if self._journey.isChecked() is not answers.journey:
            self._journey.blockSignals(True)
            self._journey.setChecked(answers.journey)
            self._journey.blockSignals(False)
        if self._follow_up is not None:
            self._follow_up.choose(answers.one_purpose if answers.asks_one_purpose else answers.managed)
        self._update()

    def _update(self) -> None:
        """Show the follow-up that fits now; a journey settles the other questions."""
        on_journey = self._chosen.answers.journey
        for question in (self._payer, self._reaches):
            question.setEnabled(not on_journey)
        wanted = (self._chosen.answers.asks_one_purpose, self._chosen.answers.asks_managed)
        if wanted == self._asked:
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
        before: QWidget = self._reaches.button_group.buttons()[-1]
        for button in question.button_group.buttons():
            self.setTabOrder(before, button)
            before = button
