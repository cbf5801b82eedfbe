"""Everything that can be set, in one table: the settings page, the manual and the checks are made from it.

A value is kept as text. Reading it back gives a typed value or a `ValueError`, never something in between.
"""

import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Generic, TypeVar

from core.situation import Device, InformationClass, Organisation, Platform, Purpose, Role
from core.texts.phrase import Phrase, phrase

LONGEST = 200
"""Characters of a free value."""

T = TypeVar("T")
E = TypeVar("E", bound=StrEnum)


class LanguageChoice(StrEnum):
    """Which language Appvett speaks."""

    SYSTEM = "system"
    """The first of the system's languages that Appvett has."""
    NB = "nb"
    """Bokmål."""
    NN = "nn"
    """Nynorsk."""
    EN = "en"
    """English."""


class Theme(StrEnum):
    """How the window looks."""

    SYSTEM = "system"
    """As the system says, also when it changes."""
    LIGHT = "light"
    """Dark on light."""
    DARK = "dark"
    """Light on dark."""
    CONTRAST = "contrast"
    """Strong contrast."""


@dataclass(frozen=True, slots=True)
class Setting(Generic[T]):
    """One thing that can be set."""

    key: str
    """Stable: it stands in files, and in the organisation's policy."""
    default: T
    """What holds while nobody has set it."""
    read: Callable[[str], T]
    """Text to value; ValueError where the text is none."""
    write: Callable[[T], str]
    """Value to text."""
    allowed: tuple[str, ...]
    """The texts that are values, in the order in which they are offered; empty: free text."""
    lockable: bool
    """Whether the organisation may keep its own value from being changed."""
    label: Phrase
    """What it is called on the settings page."""
    description: Phrase
    """What it does, in a sentence."""

    def text(self, value: T) -> str:
        """The value as it is kept.

        Raises:
            ValueError: It is none of the values allowed.
        """
        text = self.write(value)
        self.read(text)
        return text


def _choice(key: str, default: E, label: Phrase, description: Phrase, *, lockable: bool = False) -> Setting[E]:
    """One value of a closed list."""
    kind = type(default)
    return Setting(key, default, kind, str, tuple(kind), lockable, label, description)


def _read_platform(text: str) -> Platform | None:
    return Platform(text) if text else None


def _read_id(text: str) -> str | None:
    """An id, or None for the empty text; anything that could not be seen on a screen is refused."""
    if len(text) > LONGEST or any(unicodedata.category(sign)[0] in "CZ" for sign in text):
        raise ValueError(text[:LONGEST])
    return text or None


def _write_optional(value: str | None) -> str:
    return "" if value is None else str(value)


LANGUAGE = _choice(
    "language",
    LanguageChoice.SYSTEM,
    phrase("Language"),
    phrase("The language of window, command line and documents."),
)
THEME = _choice(
    "theme",
    Theme.SYSTEM,
    phrase("Appearance"),
    phrase("Light, dark or strong contrast; normally as the system says."),
)
ORG = _choice(
    "org",
    Organisation.MUNICIPALITY,
    phrase("Type of organisation"),
    phrase("Some advice and rules hold for some types of organisation only."),
    lockable=True,
)
BODY: Setting[str | None] = Setting(
    key="body",
    default=None,
    read=_read_id,
    write=_write_optional,
    allowed=(),
    lockable=True,
    label=phrase("Organisation"),
    description=phrase("The id of your own organisation, so that its own rules are found; may be empty."),
)
ROLE = _choice(
    "role",
    Role.ORDINARY,
    phrase("Role"),
    phrase("Management, elected and cleared persons are of more interest to others."),
)
DEVICE = _choice(
    "device",
    Device.WORK_CONNECTED,
    phrase("Device"),
    phrase("Who pays for the device, and whether it reaches work services."),
)
CLASS = _choice(
    "class",
    InformationClass.YELLOW,
    phrase("Information"),
    phrase("The highest class of information on the device, or reached through it."),
)
PURPOSE = _choice(
    "purpose",
    Purpose.PRIVATE,
    phrase("Purpose"),
    phrase("What the app is wanted for; it chooses the next steps, never the answer."),
)
PLATFORM: Setting[Platform | None] = Setting(
    key="platform",
    default=None,
    read=_read_platform,
    write=_write_optional,
    allowed=("", *Platform),
    lockable=False,
    label=phrase("Platform"),
    description=phrase("Which edition of an app is meant; normally the first one that it has."),
)

SETTINGS: tuple[Setting[Any], ...] = (LANGUAGE, THEME, ORG, BODY, ROLE, DEVICE, CLASS, PURPOSE, PLATFORM)
"""The table, in the order of the settings page."""
