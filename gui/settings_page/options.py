"""What can be chosen for a setting, in words."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from core.settings import definitions
from core.settings.definitions import BackgroundCheck, LanguageChoice, NewsNotice, Setting, TextSize, Theme
from core.texts import formats
from core.texts.phrase import phrase
from core.texts.words import Words
from gui.widgets.choices import Option
from gui.widgets.top_bar import LANGUAGE_NAMES

Issuers = Sequence[tuple[str, str]]
"""(id, name) of bodies with rules of their own."""

_TABLES = {
    definitions.ORG.key: "org_types",
    definitions.ROLE.key: "roles",
    definitions.DEVICE.key: "devices",
    definitions.PURPOSE.key: "purposes",
    definitions.PLATFORM.key: "platforms",
}
"""Setting to the table of the catalogue's words that names its values."""


def options_of(setting: Setting[Any], words: Words, issuers: Issuers) -> list[Option[Any]]:
    """The values that are offered for a setting, in order."""
    special: dict[str, Callable[[], list[Option[Any]]]] = {
        definitions.LANGUAGE.key: lambda: _languages(words),
        definitions.THEME.key: lambda: _themes(words),
        definitions.TEXT_SIZE.key: lambda: _sizes(words),
        definitions.CLASS.key: lambda: _classes(words),
        definitions.BODY.key: lambda: _bodies(words, issuers),
        definitions.BACKGROUND_CHECK.key: lambda: _checks(words),
        definitions.NEWS.key: lambda: _notices(words),
    }
    if setting.key in special:
        return special[setting.key]()
    return [_named(setting, text, words) for text in setting.allowed]


def _named(setting: Setting[Any], text: str, words: Words) -> Option[Any]:
    value = setting.read(text)
    if value is None:
        return Option(value, words.say(phrase("The first that the app has")))
    table = f"{_TABLES[setting.key]}.{text}"
    return Option(value, words.term(f"{table}.label"), help=words.term(f"{table}.help"))


def _languages(words: Words) -> list[Option[Any]]:
    system: Option[Any] = Option(LanguageChoice.SYSTEM, words.say(phrase("As the system says")))
    return [system, *(Option(LanguageChoice(one.value), name) for one, name in LANGUAGE_NAMES.items())]


def _themes(words: Words) -> list[Option[Any]]:
    names = {
        Theme.SYSTEM: phrase("As the system says"),
        Theme.LIGHT: phrase("Light"),
        Theme.DARK: phrase("Dark"),
        Theme.CONTRAST: phrase("Strong contrast"),
    }
    return [Option(theme, words.say(name)) for theme, name in names.items()]


def _sizes(words: Words) -> list[Option[Any]]:
    return [Option(size, size_words(size, words)) for size in TextSize]


def size_words(size: TextSize, words: Words) -> str:
    """A size of text: `150 %`, or that the system decides."""
    if size.percent is None:
        return words.say(phrase("As the system says"))
    return formats.percent(size.percent, words.language)


def _classes(words: Words) -> list[Option[Any]]:
    return [
        Option(
            kind,
            f"{words.term(f'classes.colours.{kind.value}')}: {words.term(f'classes.{kind.value}.label')}",
            help=words.term(f"classes.{kind.value}.help"),
        )
        for kind in type(definitions.CLASS.default)
    ]


def _checks(words: Words) -> list[Option[Any]]:
    names = {
        BackgroundCheck.ON: phrase("Yes, at most once a day"),
        BackgroundCheck.OFF: phrase("No, only when I ask for it"),
    }
    return [Option(value, words.say(name)) for value, name in names.items()]


def _notices(words: Words) -> list[Option[Any]]:
    names = {
        NewsNotice.OFF: phrase("No, a number beside the page will do"),
        NewsNotice.NOTICE: phrase("Yes, once after each new catalogue"),
    }
    return [Option(value, words.say(name)) for value, name in names.items()]


def _bodies(words: Words, issuers: Issuers) -> list[Option[Any]]:
    return [Option(None, words.say(phrase("Not told"))), *(Option(key, name) for key, name in issuers)]
