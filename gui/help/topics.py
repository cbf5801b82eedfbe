"""The topics of the help, and what each says: from the manual's files, the rule file, the words and the keys."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from core.facts import Kind, Verified
from core.guidance.model import Strength
from core.rules.levels import Answer, Level, Link
from core.rules.model import Rules
from core.rules.tables import Table, ids, rule_tables, terms
from core.situation import Device, InformationClass
from core.texts.phrase import Argument, Phrase, Term, phrase
from core.texts.words import Words, capitalised
from gui.help.manual import MISSING, missing_page, page_file, read_page
from gui.help.text import HelpText, Paragraph, Row, Rows, Section
from gui.shortcuts import SHORTCUTS, told_keys


class Topic(StrEnum):
    """What there is help on, in the order of the list."""

    CARD = "reading-a-card"
    FRESH = "keeping-fresh"
    RULES = "rules"
    WORDS = "words"
    KEYBOARD = "keyboard"
    PRIVACY = "privacy"
    TROUBLE = "trouble"


NAMES: Mapping[Topic, Phrase] = {
    Topic.CARD: phrase("Reading a card"),
    Topic.FRESH: phrase("A fresh catalogue"),
    Topic.RULES: phrase("The rules"),
    Topic.WORDS: phrase("Words"),
    Topic.KEYBOARD: phrase("Keyboard"),
    Topic.PRIVACY: phrase("Privacy"),
    Topic.TROUBLE: phrase("When something is wrong"),
}
"""What the list calls each topic."""


@dataclass(frozen=True, slots=True)
class Sources:
    """What the help is made from."""

    words: Words
    rules: Rules | None
    """Those that decide; None: the rule file cannot be used."""
    manual: Path
    """Folder of the manual's files."""
    data: Path
    """Folder of the user's own files."""


def topic_of(name: str) -> Topic | None:
    """The topic of this name; None: there is no such topic."""
    return Topic(name) if name in Topic.__members__.values() else None


def page_of(topic: Topic, sources: Sources) -> HelpText:
    """The whole page of a topic."""
    made: Mapping[Topic, Callable[[Sources], HelpText]] = {
        Topic.RULES: _rules,
        Topic.WORDS: _words,
        Topic.KEYBOARD: _keyboard,
    }
    return made[topic](sources) if topic in made else _from_manual(topic, sources)


_WITHOUT_PLACES = (Topic.CARD, Topic.FRESH)
"""Pages of the manual that speak of no file of the user's."""


# ---- from the manual ------------------------------------------------------------------------------------------------


def _from_manual(topic: Topic, sources: Sources) -> HelpText:
    say, language = sources.words.say, sources.words.language
    page = read_page(page_file(sources.manual, topic.value, language))
    title = say(NAMES[topic])
    if page is None:
        page = missing_page(title, tuple(say(sentence) for sentence in MISSING))
    places = () if topic in _WITHOUT_PLACES else (_places(sources),)
    return HelpText(page.title or title, (*page.sections, *places))


def _places(sources: Sources) -> Section:
    """Where this machine keeps the files of this user."""
    say, folder = sources.words.say, sources.data
    rows = (
        (phrase("Folder"), folder),
        (phrase("Settings and apps followed"), folder / "appvett.sqlite"),
        (phrase("Log"), folder / "logs" / "appvett.log"),
    )
    return Section(
        say(phrase("Where your files lie on this machine")), (Rows(tuple(Row(say(n), str(p)) for n, p in rows)),)
    )


# ---- the rules ------------------------------------------------------------------------------------------------------

_SPOKEN = frozenset({"When", "Gate", "Condition"})
"""Columns whose cells are sentences, and need no name before them."""


def _rules(sources: Sources) -> HelpText:
    words = sources.words
    title = words.say(NAMES[Topic.RULES])
    if sources.rules is None:
        return missing_page(title, (words.say(phrase("The rule file cannot be used, so no answer is given.")),))
    word = terms if words.vocabulary else ids
    about = Section("", tuple(Paragraph(words.say(one)) for one in _ABOUT_RULES))
    return HelpText(title, (about, *(_table(table, words) for table in rule_tables(sources.rules, word))))


_ABOUT_RULES = (
    phrase(
        "These rows decide every answer. They are printed from the very file that decides, so they are never out of "
        "date."
    ),
    phrase("A card names the rows that decided it, such as V3 or T1: find the row here."),
)


def _table(table: Table, words: Words) -> Section:
    rows = Rows(tuple(_rule(table, row, words) for row in table.rows))
    note = (Paragraph(words.say(table.note)),) if table.note else ()
    return Section(words.say(table.title), (rows, *note))


def _rule(table: Table, row: tuple[Argument, ...], words: Words) -> Row:
    cells = [capitalised(words.show(cell)) for cell in row[1:]]
    named = [f"{words.say(column)}: {cell}" for column, cell in zip(table.columns[1:], cells, strict=True)]
    name = words.show(row[0])
    if table.columns[1].message in _SPOKEN:
        return Row(name, cells[0], " · ".join(named[1:]))
    return Row(name, " · ".join(named))


# ---- words ----------------------------------------------------------------------------------------------------------


def _words(sources: Sources) -> HelpText:
    words = sources.words
    title = words.say(NAMES[Topic.WORDS])
    if not words.vocabulary:
        said = phrase("The words come with the catalogue, and none is open.")
        return missing_page(title, (words.say(said),))
    about = Section("", (Paragraph(words.say(_ABOUT_WORDS)),))
    return HelpText(title, (about, *(_glossary(group, words) for group in _GROUPS)))


_ABOUT_WORDS = phrase("Each word means one thing in Appvett, on every card and in every document.")


@dataclass(frozen=True, slots=True)
class _Group:
    """Words of one kind."""

    title: Phrase
    table: str
    """Part of the vocabulary."""
    keys: tuple[str, ...]


def _group(title: Phrase, table: str, keys: Iterable[str]) -> _Group:
    return _Group(title, table, tuple(str(key) for key in keys))


_GROUPS = (
    _group(phrase("Answers"), "answers", Answer),
    _group(phrase("The three factors"), "factors", ("value", "threat", "vulnerability")),
    _group(phrase("Levels"), "levels", Level),
    _group(
        phrase("How a fact is known"),
        "fact_kinds",
        (*(kind for kind in Kind if kind is not Kind.NOT_RECORDED), "contested", "unknown"),
    ),
    _group(phrase("Whether somebody has read the source"), "verification", Verified),
    _group(phrase("What an authority's word weighs"), "guidance_kinds", Strength),
    _group(
        phrase("Whether advice is meant for you"),
        "applicability",
        ("applies", "reasoning-reaches", "does-not-apply", "comparable", "background"),
    ),
    _group(
        phrase("What advice rests on"),
        "evidence_basis",
        ("documented incident", "legal exposure", "precautionary", "general"),
    ),
    _group(phrase("How strong the tie to a country is"), "link_strength", Link),
    _group(phrase("Devices"), "devices", Device),
    _group(phrase("Classes of information"), "classes", InformationClass),
    _group(
        phrase("Your organisation's rule"),
        "rulings",
        ("word", "allow", "allow-with-conditions", "under-assessment", "not-allowed"),
    ),
)


def _glossary(group: _Group, words: Words) -> Section:
    rows = [Row(_name(group.table, key, words), words.term(f"{group.table}.{key}.help")) for key in group.keys]
    return Section(words.say(group.title), (Rows(tuple(rows)),))


def _name(table: str, key: str, words: Words) -> str:
    label = Term(f"{table}.{key}.label")
    if table == "classes":
        return words.say(phrase("{colour}: {name}", colour=Term(f"classes.colours.{key}"), name=label))
    return words.show(label)


# ---- keys -----------------------------------------------------------------------------------------------------------


def _keyboard(sources: Sources) -> HelpText:
    words = sources.words
    keys = Rows(tuple(Row(told_keys(one, words), words.say(one.words)) for one in SHORTCUTS))
    about = Section("", tuple(Paragraph(words.say(one)) for one in _ABOUT_KEYS))
    return HelpText(words.say(NAMES[Topic.KEYBOARD]), (about, Section(words.say(phrase("Keys")), (keys,))))


_ABOUT_KEYS = (
    phrase("Everything can be done without a mouse."),
    phrase("Tab goes to the next control and leaves every field and table; Shift+Tab goes back."),
    phrase("In a list, a table or the rail the arrow keys move, and Enter or the space bar chooses."),
)
