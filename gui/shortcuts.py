"""The keys of the window, in one table: the window listens to it, and the help prints it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from core.texts.phrase import Phrase, phrase
from core.texts.words import Words


class Act(StrEnum):
    """What a key of the window does."""

    SEARCH = "search"
    SITUATION = "situation"
    LOOK_UP = "look-up"
    COMPARE = "compare"
    NEWS = "news"
    SYNC = "sync"
    SETTINGS = "settings"
    HELP = "help"
    KEYS = "keys"
    BACK = "back"
    FORWARD = "forward"
    ESCAPE = "escape"
    NEXT_PART = "next-part"
    PREVIOUS_PART = "previous-part"
    RAIL = "rail"
    FOLLOW = "follow"
    PUT_TO_COMPARE = "put-to-compare"
    PASTE = "paste"
    COPY = "copy"
    PRINT = "print"


@dataclass(frozen=True, slots=True)
class Shortcut:
    """One key, or several that do the same."""

    act: Act | None
    """None: the widget that has the focus listens, not the window."""
    keys: tuple[str, ...]
    """As Qt writes them; the first is the one that is told."""
    words: Phrase
    """What it does."""


SHORTCUTS: tuple[Shortcut, ...] = (
    Shortcut(Act.SEARCH, ("Ctrl+K",), phrase("Go to the search field")),
    Shortcut(None, ("Up", "Down"), phrase("Choose an app in the list, from the search field as well")),
    Shortcut(None, ("Return",), phrase("Open the chosen app")),
    Shortcut(Act.SITUATION, ("Ctrl+I",), phrase("Show or hide the questions about your situation")),
    Shortcut(Act.PUT_TO_COMPARE, ("Ctrl+Return",), phrase("Put the app to those that are compared, or take it out")),
    Shortcut(Act.FOLLOW, ("Ctrl+D",), phrase("Follow the app, or no longer")),
    Shortcut(Act.PASTE, ("Ctrl+V",), phrase("Look up what is on the clipboard")),
    Shortcut(Act.COPY, ("Ctrl+C",), phrase("Copy the card, the comparison or the news as text")),
    Shortcut(Act.PRINT, ("Ctrl+P",), phrase("Print the card")),
    Shortcut(Act.LOOK_UP, ("Ctrl+1",), phrase("Look up")),
    Shortcut(Act.COMPARE, ("Ctrl+2",), phrase("Compare")),
    Shortcut(Act.NEWS, ("Ctrl+5",), phrase("What's new")),
    Shortcut(Act.SYNC, ("Ctrl+9",), phrase("Sync")),
    Shortcut(Act.SETTINGS, ("Ctrl+0",), phrase("Settings")),
    Shortcut(Act.HELP, ("F1",), phrase("Help")),
    Shortcut(Act.KEYS, ("Ctrl+F1",), phrase("This list of keys")),
    Shortcut(Act.BACK, ("Alt+Left", "Back"), phrase("Back")),
    Shortcut(Act.FORWARD, ("Alt+Right", "Forward"), phrase("Forward")),
    Shortcut(Act.ESCAPE, ("Escape",), phrase("Close what is open, else go back; in the list clear the search")),
    Shortcut(Act.NEXT_PART, ("F6",), phrase("To the next part of the window: rail, search, page, status line")),
    Shortcut(Act.PREVIOUS_PART, ("Shift+F6",), phrase("To the part before")),
    Shortcut(Act.RAIL, ("Ctrl+B",), phrase("Make the rail at the left narrow or wide")),
)
"""The table, in the order in which it is printed."""

_KEY_NAMES: dict[str, Phrase] = {
    "Up": phrase("Up arrow"),
    "Down": phrase("Down arrow"),
    "Left": phrase("Left arrow"),
    "Right": phrase("Right arrow"),
    "Return": phrase("Enter"),
    "Escape": phrase("Esc"),
}


def key_words(keys: str, words: Words) -> str:
    """One key as it is called in the language in use: `Alt+Left` is Alt+Left arrow."""
    return "+".join(words.say(_KEY_NAMES[part]) if part in _KEY_NAMES else part for part in keys.split("+"))


def told_keys(shortcut: Shortcut, words: Words) -> str:
    """The keys that are told for a shortcut; those of a keyboard with extra keys are not."""
    shown = shortcut.keys if shortcut.act is None else shortcut.keys[:1]
    return ", ".join(key_words(keys, words) for keys in shown)


def keys_of(act: Act, words: Words) -> str:
    """The key that is told for an act."""
    return next(told_keys(shortcut, words) for shortcut in SHORTCUTS if shortcut.act is act)
