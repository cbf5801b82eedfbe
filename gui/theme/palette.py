"""The colours: light, dark and two of strong contrast, from the design system of Norwegian public services.

Tones are what a colour means (danger, warning, ...); `Ink` and the rest are where it stands. A widget asks
`tokens_of(widget)`, so that it follows when the theme changes while the program runs.

Source: @digdir/designsystemet-theme 1.11.0 (MIT), brand digdir.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from enum import StrEnum

from PySide6.QtGui import QColor, QPalette
from PySide6.QtWidgets import QWidget

from core.rules.levels import Answer, Level
from core.situation import InformationClass


class Tone(StrEnum):
    """What a colour means; never alone, a word and a shape always say the same."""

    NEUTRAL = "neutral"
    ACCENT = "accent"
    INFO = "info"
    SUCCESS = "success"
    WARNING = "warning"
    DANGER = "danger"


@dataclass(frozen=True, slots=True)
class Shades:
    """One tone."""

    surface: str
    """Tinted ground."""
    border: str
    """Hairline around a tinted ground."""
    text: str
    """Text on the tinted ground."""
    solid: str
    """Fill of a shape or bar."""
    on_solid: str
    """Sign or text on the fill."""


@dataclass(frozen=True, slots=True)
class Tokens:
    """All colours of one theme."""

    is_dark: bool
    page: str
    """Ground of the window."""
    surface: str
    """Ground of cards, bars and fields."""
    sunken: str
    """Ground of what lies a little lower: heads of groups, empty bars."""
    hover: str
    """Ground of a row or quiet button under the pointer."""
    line: str
    """Hairlines between and around cards."""
    edge: str
    """Outline of a control: at least 3:1 against what is around it."""
    ink: str
    """Text."""
    subtle: str
    """Captions: at least 4.5:1."""
    link: str
    """What leads somewhere."""
    focus: str
    """The ring around what has the focus."""
    tones: Mapping[Tone, Shades]
    is_strong: bool = False
    """Whether it is one of strong contrast: hairlines are edges there, and edges are thicker."""

    @property
    def accent_hover(self) -> str:
        """Ground of the primary button under the pointer."""
        accent = QColor(self.of(Tone.ACCENT).solid)
        return (accent.lighter(120) if self.is_dark else accent.darker(122)).name()

    def of(self, tone: Tone) -> Shades:
        """The shades of a tone."""
        return self.tones[tone]


LIGHT = Tokens(
    is_dark=False,
    page="#f3f4f4",
    surface="#ffffff",
    sunken="#eceeef",
    hover="#eef4fa",
    line="#d3d7db",
    edge="#717a84",
    ink="#1f2c3d",
    subtle="#545e6b",
    link="#005db1",
    focus="#1f2c3d",
    tones={
        Tone.NEUTRAL: Shades("#e7e9ea", "#b8bcc1", "#1f2c3d", "#545e6b", "#ffffff"),
        Tone.ACCENT: Shades("#ddeaf6", "#99c0e3", "#002c54", "#0062ba", "#ffffff"),
        Tone.INFO: Shades("#dcebf6", "#94c2e5", "#042d4d", "#0a71c0", "#ffffff"),
        Tone.SUCCESS: Shades("#daeddd", "#8fc997", "#023409", "#068718", "#ffffff"),
        Tone.WARNING: Shades("#fae6c6", "#eeb04c", "#3c2807", "#a56d13", "#ffffff"),
        Tone.DANGER: Shades("#f8e4e4", "#ce4d4d", "#590d0d", "#c01b1b", "#ffffff"),
    },
)
"""Warning's own solid is too pale for shapes on white (2.3:1); its border colour serves (4.3:1)."""

DARK = Tokens(
    is_dark=True,
    page="#13181f",
    surface="#1b222c",
    sunken="#262e3a",
    hover="#222b38",
    line="#38414d",
    edge="#7c8289",
    ink="#ebeced",
    subtle="#a4a8ad",
    link="#8eb8e0",
    focus="#ebeced",
    tones={
        Tone.NEUTRAL: Shades("#2e3641", "#49515a", "#ebeced", "#a6acb2", "#13181f"),
        Tone.ACCENT: Shades("#172f4b", "#285182", "#e7edf4", "#4c91cf", "#000000"),
        Tone.INFO: Shades("#182f46", "#2a537a", "#e6edf4", "#519ad2", "#000000"),
        Tone.SUCCESS: Shades("#183418", "#2b5a2b", "#e6efe6", "#3ca14b", "#000000"),
        Tone.WARNING: Shades("#3a2b19", "#a37a46", "#f7ebdb", "#d39e5b", "#000000"),
        Tone.DANGER: Shades("#4f1f1b", "#bc6b64", "#f5eae9", "#d76e6e", "#000000"),
    },
)

_TONE_ON_WHITE = Shades("#ffffff", "#000000", "#000000", "#000000", "#ffffff")
CONTRAST_LIGHT = Tokens(
    is_dark=False,
    page="#ffffff",
    surface="#ffffff",
    sunken="#ffffff",
    hover="#e6f0ff",
    line="#000000",
    edge="#000000",
    ink="#000000",
    subtle="#000000",
    link="#00308f",
    focus="#8a0060",
    is_strong=True,
    tones={
        Tone.NEUTRAL: _TONE_ON_WHITE,
        Tone.ACCENT: Shades("#e6f0ff", "#00308f", "#000000", "#00308f", "#ffffff"),
        Tone.INFO: replace(_TONE_ON_WHITE, border="#00308f", solid="#00308f"),
        Tone.SUCCESS: replace(_TONE_ON_WHITE, border="#00440c", solid="#00440c"),
        Tone.WARNING: replace(_TONE_ON_WHITE, border="#5c3a00", solid="#5c3a00"),
        Tone.DANGER: replace(_TONE_ON_WHITE, border="#8a0000", solid="#8a0000"),
    },
)
"""Black on white: every text has 7:1 at least, and a tint never stands for an outline."""

_TONE_ON_BLACK = Shades("#000000", "#ffffff", "#ffffff", "#ffffff", "#000000")
CONTRAST_DARK = Tokens(
    is_dark=True,
    page="#000000",
    surface="#000000",
    sunken="#000000",
    hover="#26265c",
    line="#ffffff",
    edge="#ffffff",
    ink="#ffffff",
    subtle="#ffffff",
    link="#ffe04d",
    focus="#4de1ff",
    is_strong=True,
    tones={
        Tone.NEUTRAL: _TONE_ON_BLACK,
        Tone.ACCENT: Shades("#26265c", "#ffe04d", "#ffffff", "#ffe04d", "#000000"),
        Tone.INFO: replace(_TONE_ON_BLACK, border="#9fd0ff", solid="#9fd0ff"),
        Tone.SUCCESS: replace(_TONE_ON_BLACK, border="#8df09b", solid="#8df09b"),
        Tone.WARNING: replace(_TONE_ON_BLACK, border="#ffc46b", solid="#ffc46b"),
        Tone.DANGER: replace(_TONE_ON_BLACK, border="#ffadad", solid="#ffadad"),
    },
)
"""White on black."""

_BY_PAGE = {QColor(tokens.page).name(): tokens for tokens in (LIGHT, DARK, CONTRAST_LIGHT, CONTRAST_DARK)}


def tokens_of(widget: QWidget) -> Tokens:
    """The colours that hold for a widget now: known by the ground of its window.

    The widget's own palette does not tell: a style sheet puts the widget's own ground there.
    """
    return _BY_PAGE.get(widget.window().palette().color(QPalette.ColorRole.Window).name(), LIGHT)


ANSWER_TONES: Mapping[Answer, Tone] = {
    Answer.NOT_ALLOWED: Tone.DANGER,
    Answer.ADVISED_AGAINST: Tone.DANGER,
    Answer.REASONING_REACHES: Tone.WARNING,
    Answer.NEEDS_ASSESSMENT: Tone.WARNING,
    Answer.CONDITIONS: Tone.INFO,
    Answer.NO_OBJECTION: Tone.SUCCESS,
    Answer.NOT_ASSESSED: Tone.NEUTRAL,
}

LEVEL_TONES: Mapping[Level, Tone] = {
    Level.LOW: Tone.SUCCESS,
    Level.MODERATE: Tone.WARNING,
    Level.HIGH: Tone.DANGER,
    Level.VERY_HIGH: Tone.DANGER,
    Level.UNKNOWN: Tone.NEUTRAL,
}

CLASS_COLOURS: Mapping[InformationClass, str] = {
    InformationClass.GREEN: "#108c22",
    InformationClass.YELLOW: "#ea9b1b",
    InformationClass.RED: "#c01b1b",
    InformationClass.BLACK: "#14181e",
}
"""The four classes as the storage guides show them; the name always stands beside."""


def qt_palette(tokens: Tokens) -> QPalette:
    """The same colours for everything that Qt draws by itself."""
    palette = QPalette()
    role = QPalette.ColorRole
    accent = tokens.of(Tone.ACCENT)
    pairs = {
        role.Window: tokens.page,
        role.WindowText: tokens.ink,
        role.Base: tokens.surface,
        role.AlternateBase: tokens.sunken,
        role.Text: tokens.ink,
        role.PlaceholderText: tokens.subtle,
        role.Button: tokens.surface,
        role.ButtonText: tokens.ink,
        role.BrightText: tokens.of(Tone.DANGER).solid,
        role.ToolTipBase: tokens.surface,
        role.ToolTipText: tokens.ink,
        role.Link: tokens.link,
        role.LinkVisited: tokens.link,
        # Fusion's own selected text is too pale.
        role.Highlight: accent.solid,
        role.HighlightedText: accent.on_solid,
        role.Accent: accent.solid,
        role.Light: tokens.surface,
        role.Midlight: tokens.sunken,
        role.Mid: tokens.line,
        role.Dark: tokens.edge,
        role.Shadow: tokens.line,
    }
    for colour_role, colour in pairs.items():
        palette.setColor(colour_role, QColor(colour))
    for colour_role in (role.Text, role.WindowText, role.ButtonText):
        palette.setColor(QPalette.ColorGroup.Disabled, colour_role, QColor(tokens.subtle))
    return palette
