"""Everything that can be set, in one table: the settings page, the manual and the checks are made from it.

A value is kept as text. Reading it back gives a typed value or a `ValueError`, never something in between.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Generic, TypeVar

from core.settings.reading import (
    WindowPlace,
    read_address,
    read_id,
    read_name,
    read_place,
    read_platform,
    write_optional,
    write_place,
)
from core.situation import Device, InformationClass, Organisation, Platform, Purpose, Role
from core.texts.phrase import Phrase, Term, phrase

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


class TextSize(StrEnum):
    """How large text is."""

    SYSTEM = "system"
    """As the system's own font says."""
    NORMAL = "100"
    """The size that Appvett was drawn for."""
    LARGER = "115"
    """Percent of the normal size, as all that follow."""
    LARGE = "130"
    LARGER_STILL = "150"
    VERY_LARGE = "175"
    DOUBLE = "200"

    @property
    def percent(self) -> int | None:
        """Percent of the normal size; None: as the system says."""
        return None if self is TextSize.SYSTEM else int(self.value)


class RailWidth(StrEnum):
    """How wide the rail at the left is."""

    WIDE = "wide"
    """Icons with words."""
    ICONS = "icons"
    """Icons alone."""


class BackgroundCheck(StrEnum):
    """Whether the window asks for a newer catalogue by itself."""

    ON = "on"
    """At most once a day, where an address is set."""
    OFF = "off"
    """Only when somebody asks for it."""


class NewsNotice(StrEnum):
    """Whether news about apps that are followed are told by themselves."""

    OFF = "off"
    """A number beside the page is all."""
    NOTICE = "notice"
    """A line across the window, once."""


class FirstRun(StrEnum):
    """Whether the pages of the first run were shown."""

    DUE = "due"
    """Not yet: they are shown at the next start."""
    DONE = "done"
    """Shown or skipped."""


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
TEXT_SIZE = _choice(
    "text-size",
    TextSize.SYSTEM,
    phrase("Text size"),
    phrase("How large text is in the window; normally as the system says."),
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
    read=read_id,
    write=write_optional,
    allowed=(),
    lockable=True,
    label=phrase("Organisation"),
    description=phrase("Your own organisation, so that its own published rules are found; may be left open."),
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
    read=read_platform,
    write=write_optional,
    allowed=("", *Platform),
    lockable=False,
    label=phrase("Platform"),
    description=phrase("Which edition of an app is meant; normally the first one that it has."),
)


CATALOGUE_ADDRESS: Setting[str | None] = Setting(
    key="catalogue-address",
    default=None,
    read=read_address,
    write=write_optional,
    allowed=(),
    lockable=True,
    label=phrase("Address of the catalogue"),
    description=phrase("Where newer catalogues are fetched from, beginning with https://; may be left open."),
)
BACKGROUND_CHECK = _choice(
    "background-check",
    BackgroundCheck.ON,
    phrase("Check by itself"),
    phrase("Look for a newer catalogue at most once a day while the window is open, where an address is set."),
    lockable=True,
)
NEWS = _choice(
    "news",
    NewsNotice.OFF,
    phrase("Tell what is new"),
    phrase("Whether a line across the window tells that something about apps you follow has changed."),
)


def _class_name(kind: InformationClass) -> Setting[str | None]:
    """What the organisation calls a class."""
    return Setting(
        key=f"class-name-{kind.value}",
        default=None,
        read=read_name,
        write=write_optional,
        allowed=(),
        lockable=True,
        label=phrase("Name of the class {colour}", colour=Term(f"classes.colours.{kind.value}")),
        description=phrase("What your organisation calls this class of information; empty is the usual name."),
    )


CLASS_NAMES: Mapping[InformationClass, Setting[str | None]] = {kind: _class_name(kind) for kind in InformationClass}
"""Names that the organisation gives the four classes."""

RAIL = _choice(
    "rail",
    RailWidth.WIDE,
    phrase("Rail"),
    phrase("Whether the rail at the left shows words beside its icons."),
)
FIRST_RUN = _choice(
    "first-run",
    FirstRun.DUE,
    phrase("First run"),
    phrase("Whether the pages of the first run were shown."),
)
WINDOW: Setting[WindowPlace | None] = Setting(
    key="window",
    default=None,
    read=read_place,
    write=write_place,
    allowed=(),
    lockable=False,
    label=phrase("Window"),
    description=phrase("Where the window stood and how large it was; empty lets the system choose."),
)

SHOWN: tuple[Setting[Any], ...] = (
    LANGUAGE,
    THEME,
    TEXT_SIZE,
    ORG,
    BODY,
    ROLE,
    DEVICE,
    CLASS,
    PURPOSE,
    PLATFORM,
    CATALOGUE_ADDRESS,
    BACKGROUND_CHECK,
    NEWS,
)
"""What a person sets on the settings page, in its order."""
ORGANISATIONS: tuple[Setting[Any], ...] = tuple(CLASS_NAMES.values())
"""What only the organisation sets; the settings page tells it."""
KEPT: tuple[Setting[Any], ...] = (RAIL, FIRST_RUN, WINDOW)
"""What Appvett remembers by itself and no page shows."""

SETTINGS: tuple[Setting[Any], ...] = (*SHOWN, *ORGANISATIONS, *KEPT)
"""The whole table."""
