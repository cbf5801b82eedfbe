"""The choices of the situation that are longer than a question: organisation, role, purpose, platform."""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum
from typing import TypeVar

from PySide6.QtWidgets import QWidget

from core.situation import Organisation, Platform, Purpose, Role
from core.texts.phrase import Phrase, phrase
from core.texts.words import Words
from gui.situations import ChosenSituation
from gui.widgets.boxes import column
from gui.widgets.choices import Option
from gui.widgets.fields import ChoiceField

E = TypeVar("E", bound=StrEnum)
T = TypeVar("T")


def organisation_fields(chosen: ChosenSituation, words: Words, issuers: Sequence[tuple[str, str]]) -> QWidget:
    """The type of organisation, and the organisation itself.

    Args:
        chosen: where the answers go.
        words: the language in use.
        issuers: (id, name) of bodies with rules of their own.
    """
    here = chosen.situation
    bodies: list[Option[str | None]] = [Option(None, words.say(phrase("Not told")))]
    bodies.extend(Option(key, name) for key, name in issuers)
    types = _enum(Organisation, "org_types", words)
    return column(
        _field(chosen, words, "org", phrase("Type of organisation"), types, here.org),
        _field(chosen, words, "body", phrase("Your own organisation"), bodies, here.body),
        gap=10,
    )


def person_fields(chosen: ChosenSituation, words: Words) -> QWidget:
    """The person's role, and what the app is wanted for."""
    here = chosen.situation
    return column(
        _field(chosen, words, "role", phrase("Role"), _enum(Role, "roles", words), here.role),
        _field(chosen, words, "purpose", phrase("Purpose"), _enum(Purpose, "purposes", words), here.purpose),
        gap=10,
    )


def platform_field(chosen: ChosenSituation, words: Words) -> QWidget:
    """The edition of the app."""
    options: list[Option[Platform | None]] = [Option(None, words.say(phrase("The first that the app has")))]
    options.extend(Option(one.value, one.text, help=one.help) for one in _enum(Platform, "platforms", words))
    return _field(chosen, words, "platform", phrase("Platform"), options, chosen.situation.platform)


def _field(
    chosen: ChosenSituation, words: Words, name: str, label: Phrase, options: Sequence[Option[T]], value: T
) -> ChoiceField[T]:
    field = ChoiceField(words.say(label), options, value)
    field.box.activated.connect(lambda _: chosen.change(**{name: field.value()}))
    return field


def _enum(kind: type[E], table: str, words: Words) -> list[Option[E]]:
    return [
        Option(value, words.term(f"{table}.{value.value}.label"), help=words.term(f"{table}.{value.value}.help"))
        for value in kind
    ]
