"""A comparison in words, as plain text to be pasted elsewhere."""

from __future__ import annotations

from collections.abc import Iterable
from io import StringIO

from core.commands.page import Page, situation_text
from core.commands.terminal import Terminal
from core.risk.compare import Aspect, Value
from core.texts import outside
from core.texts.phrase import phrase
from core.texts.words import Words, capitalised
from gui.shelf import Compared


def value_words(value: Value, words: Words) -> str:
    """What one app has, and the rule behind it."""
    said = words.show(value.text)
    return words.say(phrase("{value} ({rule})", value=said, rule=value.rule)) if value.rule else said


def shared_words(aspect: Aspect, words: Words) -> str:
    """What all have; where it is said in several ways, for example with dates, each of them."""
    return "; ".join(dict.fromkeys(words.show(value.text) for value in aspect.values))


def situation_line(compared: Compared, words: Words) -> str:
    """The situation in which they were compared."""
    return situation_text(compared.situation, Page(words, Terminal(StringIO())))


def as_text(compared: Compared, words: Words) -> str:
    """The whole comparison."""
    names = [outside.name(card.app.name) for card in compared.cards]
    comparison = compared.comparison
    lines = [", ".join(names), ""]
    lines += [f"- {words.say(sentence)}" for sentence in comparison.sentences]
    if comparison.different:
        lines += ["", words.say(phrase("Where they differ"))]
    for aspect in comparison.different:
        lines += [f"{capitalised(words.say(aspect.label))}:", *_each(aspect, names, words)]
    if comparison.same:
        lines += ["", words.say(phrase("The same for all"))]
    lines += [f"{capitalised(words.say(aspect.label))}: {shared_words(aspect, words)}" for aspect in comparison.same]
    return "\n".join([*lines, "", situation_line(compared, words)]) + "\n"


def _each(aspect: Aspect, names: Iterable[str], words: Words) -> list[str]:
    return [f"  {name}: {value_words(value, words)}" for name, value in zip(names, aspect.values, strict=True)]
