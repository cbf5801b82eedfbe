"""The sections of the settings page below the choices: apps followed, what is kept, what is set by others, about."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QWidget

from core.settings.definitions import ORGANISATIONS, SHOWN, Setting
from core.settings.layers import Layer
from core.settings.store import SettingsStore
from core.texts import formats, outside
from core.texts.phrase import Phrase, phrase, plural
from core.texts.words import Words
from gui.keeping import Following
from gui.settings_page.about import Part, parts, versions
from gui.settings_page.kept import kept_in
from gui.settings_page.options import Issuers, options_of
from gui.shelf import Shelf
from gui.theme.metrics import SMALL_GAP, TextStyle
from gui.widgets.boxes import Stack, bullets, column
from gui.widgets.buttons import Button, ButtonRole
from gui.widgets.fold import Fold
from gui.widgets.layouts import Flow
from gui.widgets.panel import Line
from gui.widgets.plain_label import PlainLabel

_NAME_LIMIT = 60
_PIECE = outside.PASSAGE_LIMIT // 2
"""Characters of a licence that one label shows."""


def flow_of(*widgets: QWidget) -> QWidget:
    """Widgets beside each other, on as many lines as they take."""
    flow = Flow(gap=SMALL_GAP, line_gap=4)
    for widget in widgets:
        flow.addWidget(widget)
    holder = QWidget()
    holder.setLayout(flow)
    return holder


def followed(following: Following, words: Words, name_of: Callable[[str], str], remove: Callable[[str], None]) -> Stack:
    """The apps followed, each with a button that lets it go.

    Args:
        following: the apps.
        words: the language in use.
        name_of: id to the app's name.
        remove: what such a button does.
    """
    count = len(following.apps)
    told = words.say(plural("You follow {count} app", "You follow {count} apps", count=count))
    if not count:
        told = words.say(phrase("You follow no apps. Ctrl+D on an app follows it."))
    stack = column(PlainLabel(told), gap=6)
    for app in following.apps:
        name = outside.name(name_of(app), limit=_NAME_LIMIT)
        button = Button(
            words.say(phrase("Unfollow")), ButtonRole.SMALL, name=words.say(phrase("Unfollow {name}", name=name))
        )
        button.clicked.connect(lambda _=False, app=app: remove(app))
        stack.rows.addWidget(flow_of(PlainLabel(name, TextStyle.STRONG, wrap=False), button))
    return stack


def kept(folder: Path, words: Words) -> Stack:
    """What lies in the data folder, and what never does."""
    rows = [
        words.say(
            plural(
                "{what}: {count} file, {size}",
                "{what}: {count} files, {size}",
                count=one.files,
                what=one.what,
                size=formats.size(one.size, words.language),
            )
        )
        for one in kept_in(folder)
    ]
    never = phrase("Never kept: what you look up, open or compare. That is forgotten when the window closes.")
    return column(bullets(rows), PlainLabel(words.say(never), TextStyle.STRONG), gap=SMALL_GAP)


def policy(settings: SettingsStore, words: Words, issuers: Issuers) -> Stack:
    """What the organisation has set, and by which file; what could not be read."""
    lines = [
        words.say(
            phrase("{setting}: {value} (locked)", setting=setting.label, value=value)
            if settings.find(setting).locked
            else phrase("{setting}: {value}", setting=setting.label, value=value)
        )
        for setting, value in _set_by_others(settings, words, issuers)
    ]
    if not lines:
        lines = [words.say(phrase("Your organisation has set nothing on this machine."))]
    stack = column(bullets(lines), gap=SMALL_GAP)
    if settings.managed_by is not None:
        told = phrase("Set in this file: {path}", path=str(settings.managed_by))
        stack.rows.addWidget(PlainLabel(words.say(told), TextStyle.SMALL, subtle=True))
    if settings.problems:
        stack.rows.addWidget(PlainLabel(words.say(phrase("Passed over, since it cannot be used:")), TextStyle.STRONG))
        stack.rows.addWidget(bullets(words.say(problem.what) for problem in settings.problems))
    return stack


def _set_by_others(settings: SettingsStore, words: Words, issuers: Issuers) -> list[tuple[Setting[Any], str]]:
    found = []
    for setting in (*SHOWN, *ORGANISATIONS):
        here = settings.find(setting)
        if not here.locked and here.layer is not Layer.ORGANISATION:
            continue
        names = options_of(setting, words, issuers) if setting in SHOWN else []
        text = next((option.text for option in names if option.value == here.value), setting.text(here.value))
        found.append((setting, outside.name(text, limit=_NAME_LIMIT)))
    return found


def about(shelf: Shelf | None, resources: Path, words: Words) -> Stack:
    """Versions, the accessibility statement, and the licences of everything that is shipped."""
    told = [phrase("{name} {version}", name=name, version=version) for name, version in versions()]
    if shelf is not None:
        number, made = shelf.info.version, shelf.info.created.date()
        told.append(phrase("Catalogue {number} of {date}", number=number, date=made))
    return column(
        bullets(words.say(line) for line in told),
        Fold(words.say(phrase("Accessibility statement")), lambda: _accessibility(words)),
        Fold(words.say(phrase("Licences")), lambda: _licences(parts(resources), words)),
        gap=SMALL_GAP,
    )


def _accessibility(words: Words) -> QWidget:
    lines: tuple[Phrase, ...] = (
        phrase(
            "Tested by machine, in bokmål, nynorsk and English: every control has a name and a role; Tab visits all."
        ),
        phrase("Tested by machine: contrast in all themes, text at double size, answers told apart without colours."),
        phrase("Tested by machine on Linux: an app is looked up and its answer read as a screen reader does."),
        phrase("Not tested: by people who use a screen reader every day, and not on Windows or macOS."),
        phrase("If something keeps you from using Appvett, that is a fault. Report it to those who publish it."),
    )
    return bullets(words.say(line) for line in lines)


def _licences(shipped: Sequence[Part], words: Words) -> QWidget:
    stack = column(gap=2)
    for part in shipped:
        stack.rows.addWidget(Line())
        title = " ".join(text for text in (part.name, part.version) if text)
        title = f"{title}: {part.licence}" if part.licence else title
        stack.rows.addWidget(_licence(part, outside.name(title, limit=_NAME_LIMIT * 2), words))
    return stack


def _licence(part: Part, title: str, words: Words) -> Fold:
    return Fold(title, lambda: _text(part, words))


def _text(part: Part, words: Words) -> QWidget:
    none = words.say(phrase("The makers of this part have put no text of the licence beside it."))
    return column(*(PlainLabel(text, TextStyle.SMALL) for text in _pieces(part.read() or none)), gap=0)


def _pieces(text: str) -> Iterator[str]:
    """A long text in pieces of whole lines, none so long that a label would cut it."""
    piece: list[str] = []
    for line in text.splitlines():
        if sum(map(len, piece)) + len(piece) + len(line) > _PIECE:
            yield "\n".join(piece)
            piece = []
        piece.append(line)
    yield "\n".join(piece)
